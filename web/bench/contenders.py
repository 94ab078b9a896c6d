"""What is compared: the app as it is served, and others fed by the same camera."""

from __future__ import annotations

from dataclasses import dataclass

OURS = "Camxuc"
REFERENCE = "face-api, tiny 224"


@dataclass(frozen=True)
class Contender:
    """A page that reads the camera; `query` is for live.html, empty for the app itself."""

    name: str
    query: str = ""


APP = Contender(OURS)
CONTENDERS = (
    APP,
    Contender(REFERENCE, "module=/pages/face-api.js&size=224"),
    Contender("face-api, tiny 416", "module=/pages/face-api.js&size=416"),
    Contender("human", "module=/pages/human.js"),
)
IDLE = Contender("playing the film alone", "module=/pages/idle.js")
