"""Rounds of visits, ours and theirs in turn, so that what disturbs the machine disturbs all."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from tests.e2e.conftest import camera_flags
from tests.e2e.films import Image, scene, write_film
from web.bench.browser import app_server, chromium
from web.bench.contenders import APP, CONTENDERS, IDLE, OURS, Contender
from web.bench.host import FOLDERS, hosting
from web.bench.payload import Payload, compressed, served
from web.bench.scenes import noisy
from web.bench.visit import Visit, visit

# The app tries other backends beside the first one for a moment after its start. Here it finds
# none: all contenders run on wasm.
WASM_ONLY = ("--disable-3d-apis", "--disable-features=WebGPU")
SETTLE, MEASURE = 4.0, 4.0

ONE_HEAD = (170.0, 70.0, 1.3)
SIX_HEADS = tuple((10.0 + 210 * (i % 3), 5.0 + 235 * (i // 3), 0.85) for i in range(6))


@dataclass(frozen=True)
class Speed:
    """What all visits measured.

    Attributes:
        visits: of each contender, one a round.
        payloads: what a first visit of each downloads.
        extra_faces: our milliseconds of processor time a frame with 1 to 6 faces.
    """

    visits: Mapping[str, Sequence[Visit]]
    payloads: Mapping[str, Payload]
    extra_faces: Sequence[float]


def measure_speed(site: Path, rounds: int) -> Speed:
    """Visit every contender `rounds` times."""
    visits: dict[str, list[Visit]] = defaultdict(list)
    with (
        tempfile.TemporaryDirectory() as folder,
        app_server(site) as app,
        hosting(FOLDERS, {}) as host,
        sync_playwright() as playwright,
    ):
        film = write_film(Path(folder) / "film.mjpeg", _filmed(ONE_HEAD))
        with chromium(playwright, *camera_flags(film), *WASM_ONLY) as browser:
            for number in range(rounds):
                for contender in (*CONTENDERS, IDLE):
                    print(f"round {number + 1} of {rounds}: {contender.name}", flush=True)
                    url = _url(contender, app, host)
                    visits[contender.name].append(visit(browser, url, SETTLE, MEASURE))
        payloads = {
            name: compressed(visits[name][0].requests) for name in visits if name != IDLE.name
        }
        payloads[OURS] = Payload(payloads[OURS].gzip, served(visits[OURS][0].requests))
        extra = []
        for count in range(1, len(SIX_HEADS) + 1):
            print(f"faces: {count}", flush=True)
            write_film(film, _filmed(*SIX_HEADS[:count]))
            with chromium(playwright, *camera_flags(film), *WASM_ONLY) as browser:
                seen = visit(browser, _url(APP, app, host), SETTLE, MEASURE)
                extra.append(seen.cpu.total / seen.frames)
    return Speed(visits, payloads, extra)


def _filmed(*heads: tuple[float, float, float]) -> Iterator[Image]:
    """Yield a second of heads that hold still before a camera with a noisy sensor."""
    random = np.random.default_rng(0)
    picture = scene(*heads)
    for _ in range(30):
        yield noisy(picture, random)


def _url(contender: Contender, app: str, host: str) -> str:
    return f"{host}/pages/live.html?{contender.query}" if contender.query else app
