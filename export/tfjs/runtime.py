"""Runs a TF.js graph model in Node, on the wasm backend that the page uses."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from export.errors import ExportError

_SCRIPT = Path(__file__).with_name("run_graph_model.mjs")
WEB_FOLDER = Path(__file__).parents[2] / "web"

Array = npt.NDArray[np.float32]


def run_graph_model(
    graph: Path, inputs: Array, outputs: list[str], web_folder: Path = WEB_FOLDER
) -> dict[str, Array]:
    """Execute a graph model once on `inputs` and return the named outputs.

    Args:
        graph: the graph's JSON file; the weights that it names are in the same folder.
        inputs: float32, in the shape that the model takes.
        outputs: names of the model's outputs.
        web_folder: the folder whose node_modules hold TF.js.

    Raises:
        ExportError: Node or TF.js is not installed, or TF.js cannot run the model.
    """
    node = shutil.which("node")
    if node is None:
        raise ExportError("Node.js is not on the PATH: install Node 20.19 or newer.")
    if not (web_folder / "node_modules" / "@tensorflow" / "tfjs-backend-wasm").is_dir():
        raise ExportError(
            f"TF.js is not installed in {web_folder / 'node_modules'}: run `npm ci --prefix web`."
        )
    with tempfile.TemporaryDirectory() as temporary:
        input_file = Path(temporary) / "inputs.bin"
        inputs.astype("<f4").tofile(input_file)
        shape = ",".join(map(str, inputs.shape))
        result = subprocess.run(  # noqa: S603
            [node, _SCRIPT, web_folder, graph, shape, input_file, *outputs],
            capture_output=True,
            check=False,
            text=True,
        )
    if result.returncode != 0:
        raise ExportError(f"TF.js cannot run {graph.name}: {_reason(result)}")
    answer = json.loads(result.stdout)
    return {
        name: np.asarray(answer[name]["values"], np.float32).reshape(answer[name]["shape"])
        for name in outputs
    }


def _reason(result: subprocess.CompletedProcess[str]) -> str:
    errors = [line.strip() for line in result.stderr.splitlines() if "Error" in line]
    return errors[0] if errors else f"Node ended with code {result.returncode} and gave no reason."
