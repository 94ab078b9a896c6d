"""The host's settings, from the command line or from CAMXUC_* in the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

REPOSITORY = Path(__file__).resolve().parent.parent

Port = Annotated[int, Field(ge=0, le=65535)]
Seconds = Annotated[float, Field(gt=0)]


def default_state() -> Path:
    """Return the user's folder for what this host keeps between runs (XDG base directories)."""
    home = os.environ.get("XDG_STATE_HOME")
    return (Path(home) if home else Path.home() / ".local" / "state") / "camxuc"


class Settings(BaseSettings):
    """The host's settings.

    Each is CAMXUC_ and its name in capitals in the environment, such as CAMXUC_MAX_BODY_BYTES.

    Attributes:
        host: address to listen on; 0.0.0.0 is every IPv4 address of this computer.
        port: port for http.
        https_port: port for https.
        http_only: no https, and so no camera on phones, unless a proxy in front adds it.
        cert: PEM file of a certificate and its chain; without one, a home-made one is used.
        key: PEM file of its private key.
        workers: processes that share the ports.
        jobs: pictures analysed at once in each process.
        queue: pictures that may wait in each process; a further one is answered with 503.
        requests_per_minute: pictures an address may send to each process; 0 is no limit. This
            computer is never limited.
        max_body_bytes: size of a request.
        max_pixels: size of a picture, width times height.
        max_side: its longer side in pixels.
        min_side: its shorter side in pixels.
        stall_seconds: how long a client may send or take nothing.
        body_seconds: how long a client may take to send a request.
        site: the built app.
        state: the folder that keeps the home-made certificates.
    """

    model_config = SettingsConfigDict(env_prefix="CAMXUC_", frozen=True)

    host: str = "0.0.0.0"  # noqa: S104 - phones on the same network are who this is for
    port: Port = 8000
    https_port: Port = 8443
    http_only: bool = False
    cert: Path | None = None
    key: Path | None = None
    workers: int = Field(default=1, ge=1)
    jobs: int = Field(default=os.cpu_count() or 1, ge=1)
    queue: int = Field(default=64, ge=0)
    requests_per_minute: int = Field(default=120, ge=0)
    max_body_bytes: int = Field(default=20_000_000, gt=0)
    max_pixels: int = Field(default=52_000_000, gt=0)
    max_side: int = Field(default=32_768, gt=0)
    min_side: int = Field(default=16, gt=0)
    stall_seconds: Seconds = 10
    body_seconds: Seconds = 60
    site: Path = REPOSITORY / "web" / "dist"
    state: Path = Field(default_factory=default_state)
