"""A progress bar around a loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from keras.utils import Progbar

_EVERY = 500

Item = TypeVar("Item")


def progress(items: Sequence[Item], label: str, unit: str) -> Iterator[Item]:
    """Yield `items`, showing how many of them have been taken."""
    print(label)
    bar = Progbar(len(items), unit_name=unit)
    for number, item in enumerate(items, 1):
        yield item
        if number % _EVERY == 0 or number == len(items):
            bar.update(number)
