"""What the tests do in a browser that Playwright does not drive."""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from typing import Any

POLL_SECONDS = 0.2


class Tab(ABC):
    """One tab of a running browser."""

    seconds: float
    """How long it waits for what a page should come to show."""

    @abstractmethod
    def evaluate(self, expression: str) -> Any:
        """Return the value, a string or a number, of an expression."""

    def wait_for(self, expression: str) -> Any:
        """Return the value of an expression as soon as it has one that counts as true."""
        deadline = time.monotonic() + self.seconds
        while not (value := self.evaluate(expression)):
            if time.monotonic() > deadline:
                text = self.evaluate("document.body.innerText")
                raise AssertionError(f"{expression} stays {value!r} on a page that says: {text}")
            time.sleep(POLL_SECONDS)
        return value

    def press(self, name: str) -> None:
        """Click the button of this name."""
        find = (
            "[...document.querySelectorAll('button')].find(button =>"
            " [button.getAttribute('aria-label'), button.innerText.trim()]"
            f".includes({json.dumps(name)}))"
        )
        self.wait_for(f"(button => button && (button.click(), true))({find})")
