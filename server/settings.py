"""What can be set, from the command line or as CAMXUC_* in the environment."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

REPOSITORY = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """The host's settings; each is CAMXUC_ and its name in capitals in the environment."""

    model_config = SettingsConfigDict(env_prefix="CAMXUC_", frozen=True)

    host: str = "127.0.0.1"
    port: int = 8000
    site: Path = REPOSITORY / "web" / "dist"
