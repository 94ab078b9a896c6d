"""What axe, the accessibility checker, finds on a page."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.kit import ROOT

SCRIPT = ROOT / "web/node_modules/axe-core/axe.min.js"


def violations(page: Page) -> list[str]:
    """Return what it finds, whatever the severity."""
    page.wait_for_timeout(300)  # for what fades in: axe would measure a colour half way
    page.evaluate(SCRIPT.read_text())
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)"
    )
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
