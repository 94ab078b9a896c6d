"""The host's ASGI app."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.responses import JSONResponse

from server.headers import SecurityHeaders
from server.settings import Settings
from server.static import StaticSite


def create_app(settings: Settings) -> FastAPI:
    """Return the app for `settings`.

    Raises:
        MissingBuildError: web/dist has not been built.
    """
    app = FastAPI(title="Camxuc", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(SecurityHeaders, strict_transport=False)

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> JSONResponse:
        return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})

    app.mount("/", StaticSite(settings.site))
    return app
