from typing import Any

import pytest
from pydantic import ValidationError

from export.__main__ import ROOT
from export.manifest import DetectorManifest, Manifest, ModelFile
from export.schema import manifest_schema


def valid_manifest() -> dict[str, Any]:
    return {
        "schemaVersion": 1,
        "name": "tiny",
        "version": "0123456789abcdef",
        "licence": "MIT",
        "parameters": 10,
        "emotions": list("abcdefgh"),
        "input": {"size": 48, "channels": 1, "range": [0, 255]},
        "alignment": {"centreShift": -0.02, "side": 1.135, "rollDeadZoneDegrees": 10},
        "outputs": {"probabilities": "probabilities", "embedding": "embedding"},
        "certainty": {"lead": 0.15},
        "accuracy": [{"split": "test", "protocol": "P1", "n": 3, "value": 0.8}],
        "golden": {
            "path": "golden.bin",
            "probabilities": [[0.3, 0.7, 0, 0, 0, 0, 0, 0]] * 8,
            "tolerance": 0.02,
        },
        "files": [{"path": "golden.bin", "bytes": 4, "sha256": "0" * 64}],
    }


def test_json_names_are_camel_case_both_ways() -> None:
    manifest = Manifest.model_validate(valid_manifest())
    assert manifest.alignment.roll_dead_zone_degrees == 10
    assert manifest.model_dump(mode="json", by_alias=True) == valid_manifest()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), "latest"),
        (("emotions",), ["happiness"]),
        (("golden", "path"), "other.bin"),
        (("golden", "probabilities"), [[0.5] * 8] * 8),
        (("golden", "probabilities"), [[1, 0, 0, 0, 0, 0, 0, 0]] * 7),
        (("accuracy",), [{"split": "train", "protocol": "P1", "n": 3, "value": 0.8}]),
        (("accuracy",), [{"split": "test", "protocol": "P1", "n": 3, "value": 80}]),
        (("files",), []),
        (("schemaVersion",), 2),
        (("unknown",), 1),
    ],
)
def test_refuses_a_broken_manifest(path: tuple[str, ...], value: object) -> None:
    broken = valid_manifest()
    target = broken
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    with pytest.raises(ValidationError):
        Manifest.model_validate(broken)


def test_committed_schema_is_fresh() -> None:
    committed = ROOT / "web/src/vision/manifest.schema.json"
    assert committed.read_text() == manifest_schema(), "run: python -m export schema"


@pytest.mark.parametrize(("folder", "kind"), [("model", Manifest), ("detector", DetectorManifest)])
def test_committed_models_match_their_manifests(
    folder: str, kind: type[Manifest] | type[DetectorManifest]
) -> None:
    path = ROOT / "web/public" / folder
    manifest = kind.model_validate_json((path / "manifest.json").read_bytes())
    assert manifest.files == [ModelFile.of(path / file.path) for file in manifest.files]
