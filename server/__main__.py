"""`python -m server`: serves the app to this computer and to phones on the same network."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from server.host.launch import launch
from server.host.serve import serve
from server.host.start_error import StartError
from server.host.static import check_build
from server.host.workers import serve_with_workers
from server.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; return the exit code."""
    # A QR code is no reason to fail on a terminal that cannot show one.
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        settings = parse(arguments)
        check_build(settings.site)
        prepared = launch(settings)
        print(f"{prepared.announcement}\n\nCtrl+C stops it.", flush=True)
        run = serve if settings.workers == 1 else serve_with_workers
        run(settings, prepared.phone, prepared.listeners)
    except StartError as error:
        print(f"camxuc: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def parse(arguments: Sequence[str] | None) -> Settings:
    """Return the settings from the command line and the environment.

    Raises:
        StartError: one of them has no meaning.
    """
    parser = argparse.ArgumentParser(
        prog="python -m server",
        description="Serve the built app (web/dist) at http://localhost:8000 and, for phones on "
        "the same network, at https://ADDRESS:8443 with a certificate made on this computer: "
        "phones give the camera to https pages only.",
        epilog="Every setting can also be given in the environment as CAMXUC_ and its name; "
        "server/settings.py lists them all, the image API's limits included.",
        argument_default=argparse.SUPPRESS,
    )
    add = parser.add_argument
    add("--host", help="address to listen on (default: all; 127.0.0.1: this computer only)")
    add("--port", type=int, help="port for http (default: 8000)")
    add("--https-port", type=int, help="port for https (default: 8443)")
    add("--http-only", action="store_true", help="no https, as behind a proxy that adds it")
    add("--cert", type=Path, metavar="PEM", help="your own certificate with its chain")
    add("--key", type=Path, metavar="PEM", help="its private key")
    add("--workers", type=int, help="processes that share the ports (default: 1)")
    try:
        settings = Settings(**vars(parser.parse_args(arguments)))
    except ValidationError as error:
        first = error.errors()[0]
        raise StartError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}.") from error
    if (settings.cert is None) != (settings.key is None):
        raise StartError("--cert and --key belong together: give both or neither.")
    return settings


if __name__ == "__main__":
    sys.exit(main())
