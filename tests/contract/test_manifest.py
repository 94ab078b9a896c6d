"""What a manifest may say, the same for the host and, by its JSON Schema, for the page."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from contract.files import ModelFile, write_file
from contract.manifest import ExpressionManifest, read_manifest
from contract.schema import manifest_schema
from contract.version import VERSION
from tests.contract.manifests import detector, expression, follow

ROOT = Path(__file__).parents[2]
MakeManifest = Callable[[], dict[str, Any]]


@pytest.mark.parametrize("make", [detector, follow, expression])
def test_a_manifest_is_read_and_written_unchanged(make: MakeManifest) -> None:
    manifest = read_manifest(json.dumps(make()))
    assert manifest.kind == make.__name__
    assert manifest.model_dump(mode="json", by_alias=True) == make()


@pytest.mark.parametrize(
    ("make", "path", "value"),
    [
        (expression, ("kind",), "identity"),
        (expression, ("kind",), "detector"),
        (expression, ("schemaVersion",), 1),
        (expression, ("version",), "latest"),
        (expression, ("unknown",), 1),
        (expression, ("files",), []),
        (expression, ("files", 0, "path"), "model.json"),
        (expression, ("files", 0, "path"), "../model-00000000.json"),
        (expression, ("files", 0, "path"), "model-00000001.json"),
        (expression, ("graph",), "other-00000000.json"),
        (expression, ("emotions",), ["happiness"]),
        (expression, ("emotions",), list("hgfedcba")),
        (expression, ("accuracy", 0, "split"), "train"),
        (expression, ("accuracy", 0, "value"), 80),
        (expression, ("byEmotion", "emotions"), []),
        (expression, ("golden", "path"), "other-00000000.bin"),
        (expression, ("golden", "probabilities"), [[0.5] * 8] * 8),
        (expression, ("golden", "probabilities"), [[1, 0, 0, 0, 0, 0, 0, 0]] * 7),
        (expression, ("certainty", "lead"), float("nan")),
        (follow, ("golden", "presence"), [[0.5]] * 9),
        (follow, ("golden", "place"), [[0, 0, 0]] * 8),
        (follow, ("alignment", "side"), 0),
        (detector, ("input", "channels"), 2),
        (detector, ("source",), ""),
        (detector, ("outputs", "presence"), "presence"),
    ],
)
def test_refuses_a_broken_manifest(
    make: MakeManifest, path: tuple[str | int, ...], value: object
) -> None:
    broken: Any = make()
    target = broken
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    with pytest.raises(ValidationError):
        read_manifest(json.dumps(broken))


@pytest.mark.parametrize("make", [detector, follow, expression])
@pytest.mark.parametrize("field", ["kind", "schemaVersion", "graph"])
def test_names_the_absent_field(make: MakeManifest, field: str) -> None:
    broken = make()
    del broken[field]
    with pytest.raises(ValidationError, match=field):
        read_manifest(json.dumps(broken))


def test_the_committed_schema_is_fresh() -> None:
    committed = (ROOT / "contract/manifest.schema.json").read_text()
    assert committed == manifest_schema(), "run: python -m contract"


def test_a_file_is_named_by_its_content(tmp_path: Path) -> None:
    first, second = (write_file(tmp_path, "weights.bin", content) for content in (b"1", b"2"))
    assert first.path != second.path
    assert ModelFile.of(tmp_path / first.path) == first
    assert (tmp_path / first.path).read_bytes() == b"1"


@pytest.mark.parametrize(("folder", "kind"), [("model", "expression"), ("detector", "detector")])
def test_the_committed_models_match_their_manifests(folder: str, kind: str) -> None:
    path = ROOT / "web/public" / folder
    manifest = read_manifest((path / "manifest.json").read_bytes())
    assert manifest.kind == kind
    assert manifest.files == [ModelFile.of(path / file.path) for file in manifest.files]


def test_the_app_is_told_how_each_emotion_fares() -> None:
    manifest = read_manifest((ROOT / "web/public/model/manifest.json").read_bytes())
    assert isinstance(manifest, ExpressionManifest)
    contempt = next(row for row in manifest.by_emotion.emotions if row.emotion == "contempt")
    assert 0 < contempt.recall < 0.5, "its row in the model card"
    weighted = sum(row.recall * row.n for row in manifest.by_emotion.emotions)
    faces = sum(row.n for row in manifest.by_emotion.emotions)
    (accuracy,) = (
        row.value
        for row in manifest.accuracy
        if (row.split, row.protocol) == (manifest.by_emotion.split, manifest.by_emotion.protocol)
    )
    assert weighted / faces == pytest.approx(accuracy)


def test_both_packages_have_the_version() -> None:
    python = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    npm = json.loads((ROOT / "web/package.json").read_text())["version"]
    assert python == npm == VERSION


def test_the_contract_needs_neither_networks_nor_their_tools() -> None:
    heavy = "{'training', 'export', 'server', 'tensorflow', 'keras', 'numpy'}"
    code = f"import sys, contract.schema; print(*{heavy} & set(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == ""
