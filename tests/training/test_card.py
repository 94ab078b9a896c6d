"""The model cards show the figures of the committed runs, and one says what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.errors import RunError
from training.evaluation import follow_card
from training.evaluation.card import PICTURES, sections, seeds, write_card
from training.evaluation.follow import FollowMetrics
from training.evaluation.metrics import Metrics
from training.runs import RunFolder

ROOT = Path(__file__).parents[2]


def test_the_card_holds_the_figures_of_the_committed_run() -> None:
    card = (ROOT / "docs/model-card.md").read_text()
    for name, section in sections(seeds(RunFolder(ROOT / "runs/compact"))).items():
        assert f"<!-- {name} -->\n{section}\n<!-- /{name} -->" in card
    for picture in PICTURES:
        assert f"(model-card-{picture}.png)" in card
        assert (ROOT / "docs" / f"model-card-{picture}.png").is_file()


def test_the_card_of_follow_holds_the_figures_of_its_committed_run() -> None:
    card = (ROOT / "docs/model-card-follow.md").read_text()
    metrics = RunFolder(ROOT / "runs/follow").metrics(FollowMetrics)
    for name, section in follow_card.sections(metrics).items():
        assert f"<!-- {name} -->\n{section}\n<!-- /{name} -->" in card
    assert f"{metrics.parameters:,} parameters" in card


def test_prose_is_kept_and_figures_are_replaced(tmp_path: Path) -> None:
    run, card = tmp_path / "run", tmp_path / "docs/model-card.md"
    run.mkdir()
    card.parent.mkdir()
    card.write_text("before\n<!-- recall -->\nold\n<!-- /recall -->\nafter\n")
    with pytest.raises(RunError, match="python -m training evaluate"):
        write_card(RunFolder(run), card)
    (run / "metrics.json").write_bytes((ROOT / "runs/compact/metrics.json").read_bytes())
    for picture in PICTURES:
        (run / f"{picture}.png").write_bytes(b"picture")
    write_card(RunFolder(run), card)
    text = card.read_text()
    assert text.startswith("before\n<!-- recall -->\n| recall, P1 | valid | test |")
    _, kept, added = text.partition("<!-- /recall -->\nafter\n")
    assert kept
    metrics = RunFolder(run).metrics(Metrics)
    assert added == "".join(
        f"\n<!-- {name} -->\n{section}\n<!-- /{name} -->\n"
        for name, section in sections([metrics]).items()
        if name != "recall"
    ), "sections without marks come at the end"
    assert "old" not in text
    assert (card.parent / f"model-card-{PICTURES[0]}.png").read_bytes() == b"picture"


def test_other_seeds_of_the_recipe_are_summed_up(tmp_path: Path) -> None:
    metrics = json.loads((ROOT / "runs/compact/metrics.json").read_text())
    for name, accuracy in (("a", 0.85), ("a_seed1", 0.87), ("mine", 0.2)):
        metrics["splits"]["test"]["P1-clean"]["accuracy"] = accuracy
        (tmp_path / name).mkdir()
        (tmp_path / name / "metrics.json").write_text(json.dumps(metrics))
    text = sections(seeds(RunFolder(tmp_path / "a")))["trainings"]
    assert "| test, P1-clean, accuracy | 85.0 87.0 | 86.0 | 1.4 |" in text
