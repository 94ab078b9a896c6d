from pathlib import Path

import numpy as np
import pytest

from export.errors import ExportError
from export.tfjs.runtime import run_graph_model

INPUTS = np.zeros((1, 48, 48, 1), np.float32)


def test_says_how_to_install_tfjs(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="npm ci --prefix web"):
        run_graph_model(tmp_path / "model.json", INPUTS, ["probabilities"], web_folder=tmp_path)


def test_says_how_to_get_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ExportError, match=r"Node\.js is not on the PATH"):
        run_graph_model(tmp_path / "model.json", INPUTS, ["probabilities"])


def test_passes_on_why_tfjs_cannot_run_a_model(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"TF\.js cannot run .*model\.json: .*ENOENT"):
        run_graph_model(tmp_path / "model.json", INPUTS, ["probabilities"])
