"""A small valid manifest of each kind, as JSON."""

from __future__ import annotations

from typing import Any

GRAPH, GOLDEN = "model-00000000.json", "golden-00000000.bin"
EMOTIONS = list("abcdefgh")
ALIGNMENT = {"centreShift": -0.02, "side": 1.135, "rollDeadZoneDegrees": 10}


def _network(kind: str, *paths: str) -> dict[str, Any]:
    return {
        "schemaVersion": 2,
        "kind": kind,
        "name": "tiny",
        "version": "0123456789abcdef",
        "appVersion": "0.1.0",
        "licence": "MIT",
        "input": {"size": 48, "channels": 1, "range": [0, 255]},
        "graph": GRAPH,
        "files": [{"path": path, "bytes": 4, "sha256": "0" * 64} for path in (GRAPH, *paths)],
    }


def detector() -> dict[str, Any]:
    """The manifest of a detector."""
    return _network("detector") | {
        "input": {"size": 128, "channels": 3, "range": [-1, 1]},
        "source": "a package, a file",
        "outputs": {"regressors": "boxes", "scores": "scores"},
    }


def follow() -> dict[str, Any]:
    """The manifest of a network that follows a face."""
    return _network("follow", GOLDEN) | {
        "parameters": 10,
        "alignment": ALIGNMENT,
        "outputs": {"presence": "presence", "place": "place"},
        "golden": {
            "path": GOLDEN,
            "tolerance": 0.02,
            "presence": [[0.9]] * 8,
            "place": [[0.1, -0.2, 0, 0.3]] * 8,
        },
    }


def expression() -> dict[str, Any]:
    """The manifest of a network that reads expressions."""
    return _network("expression", GOLDEN) | {
        "parameters": 10,
        "emotions": EMOTIONS,
        "alignment": ALIGNMENT,
        "outputs": {"probabilities": "probabilities", "embedding": "embedding"},
        "certainty": {"lead": 0.15},
        "accuracy": [{"split": "test", "protocol": "P1", "n": 3, "value": 0.8}],
        "byEmotion": {
            "split": "test",
            "protocol": "P1",
            "emotions": [
                {"emotion": emotion, "n": 3, "recall": 0.7, "precision": 0.8}
                for emotion in EMOTIONS
            ],
        },
        "golden": {
            "path": GOLDEN,
            "tolerance": 0.02,
            "probabilities": [[0.3, 0.7, 0, 0, 0, 0, 0, 0]] * 8,
        },
    }
