"""Rounds of visits, ours and theirs in turn, so that what disturbs the machine disturbs all."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from bench.contenders import APP, CONTENDERS, IDLE, OURS, Contender
from bench.host import FOLDERS, hosting
from bench.machine import busy, processor
from bench.payload import Payload, compressed, served
from bench.scenes import noisy
from bench.visit import Visit, first_label_of, visit
from tests.kit.chromium import camera_flags, running_chromium
from tests.kit.films import Image, scene, write_film
from tests.kit.host import Host

# The app tries other backends beside the first one for a moment after its start. Here it finds
# none: all contenders run on wasm.
WASM_ONLY = ("--disable-3d-apis", "--disable-features=WebGPU")
SETTLE, MEASURE = 4.0, 4.0

ONE_HEAD = (170.0, 70.0, 1.3)
SIX_HEADS = tuple((10.0 + 210 * (i % 3), 5.0 + 235 * (i // 3), 0.85) for i in range(6))
COUNTS = (1, 2, 4, 6)
"""Numbers of faces that ours is shown at once."""


@dataclass(frozen=True)
class Speed:
    """What all visits measured.

    Attributes:
        processor: the machine's.
        busy: how many processes wanted each core when it began.
        visits: of each contender, one a round.
        cold: milliseconds to the first label in a browser just started, one a round.
        payloads: what a first visit of each downloads.
        faces: our milliseconds of processor time a frame, one a round, by the number of faces.
    """

    processor: str
    busy: float

    visits: Mapping[str, Sequence[Visit]]
    cold: Mapping[str, Sequence[float]]
    payloads: Mapping[str, Payload]
    faces: Mapping[int, Sequence[float]]


def measure_speed(site: Path, rounds: int) -> Speed:
    """Visit every contender `rounds` times."""
    busy_before = busy()
    visits: dict[str, list[Visit]] = defaultdict(list)
    cold: dict[str, list[float]] = defaultdict(list)
    faces: dict[int, list[float]] = defaultdict(list)
    with (
        tempfile.TemporaryDirectory() as folder,
        Host.start(site, "--http-only") as app,
        hosting(FOLDERS, {}) as host,
        sync_playwright() as playwright,
    ):
        film = write_film(Path(folder) / "film.mjpeg", _filmed(ONE_HEAD))
        with running_chromium(playwright, *camera_flags(film), *WASM_ONLY) as browser:
            for number in range(rounds):
                for contender in (*CONTENDERS, IDLE):
                    print(f"round {number + 1} of {rounds}: {contender.name}", flush=True)
                    url = _url(contender, app.url, host)
                    visits[contender.name].append(visit(browser, url, SETTLE, MEASURE))
        for number in range(rounds):
            for contender in CONTENDERS:
                print(f"cold {number + 1} of {rounds}: {contender.name}", flush=True)
                with running_chromium(playwright, *camera_flags(film), *WASM_ONLY) as browser:
                    url = _url(contender, app.url, host)
                    cold[contender.name].append(first_label_of(browser, url))
        payloads = {
            name: compressed(visits[name][0].requests) for name in visits if name != IDLE.name
        }
        payloads[OURS] = Payload(payloads[OURS].gzip, served(visits[OURS][0].requests))
        for number in range(rounds):
            for count in COUNTS:
                print(f"faces {number + 1} of {rounds}: {count}", flush=True)
                write_film(film, _filmed(*SIX_HEADS[:count]))
                with running_chromium(playwright, *camera_flags(film), *WASM_ONLY) as browser:
                    seen = visit(browser, _url(APP, app.url, host), SETTLE, MEASURE)
                    faces[count].append(seen.cpu.total / seen.frames)
    return Speed(processor(), busy_before, visits, cold, payloads, faces)


def _filmed(*heads: tuple[float, float, float]) -> Iterator[Image]:
    """Yield a second of heads that hold still before a camera with a noisy sensor."""
    random = np.random.default_rng(0)
    picture = scene(*heads)
    for _ in range(30):
        yield noisy(picture, random)


def _url(contender: Contender, app: str, host: str) -> str:
    return f"{host}/pages/live.html?{contender.live}" if contender.live else app
