"""What is compared: the app as it is served, and others fed by the same camera."""

from __future__ import annotations

from dataclasses import dataclass

OURS = "Camxuc"
REFERENCE = "face-api, tiny 224"


@dataclass(frozen=True)
class Contender:
    """A page that reads the camera, and one that is shown films.

    Attributes:
        name: as in the report.
        live: the query for live.html, which opens the camera; empty for the app itself.
        watch: the query for watch.html, which is shown films and photos.
    """

    name: str
    live: str
    watch: str


APP = Contender(OURS, "", "module=/pipeline/pipeline.js")
CONTENDERS = (
    APP,
    *(
        Contender(name, query, query)
        for name, query in (
            (REFERENCE, "module=/pages/face-api.js&size=224"),
            ("face-api, tiny 416", "module=/pages/face-api.js&size=416"),
            ("human", "module=/pages/human.js"),
        )
    ),
)
IDLE = Contender("playing the film alone", "module=/pages/idle.js", "")
