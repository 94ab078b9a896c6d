"""`python -m server`: serves the app."""

from __future__ import annotations

import argparse
import sys

import uvicorn

from server.app import create_app
from server.settings import Settings
from server.static import MissingBuildError


def main() -> int:
    """Serve until interrupted; return the exit code."""
    settings = Settings()
    parser = argparse.ArgumentParser(
        prog="python -m server",
        description="Serve the built app (web/dist) to browsers.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--host", default=settings.host, help="address to listen on")
    parser.add_argument("--port", type=int, default=settings.port, help="port to listen on")
    arguments = parser.parse_args()
    settings = settings.model_copy(update=vars(arguments))

    try:
        app = create_app(settings)
    except MissingBuildError as error:
        print(f"camxuc: {error}", file=sys.stderr)
        return 1
    print(f"Camxuc is at http://{settings.host}:{settings.port} (Ctrl+C stops it)", flush=True)
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
