"""The host's ASGI app: the built app's files, then the phone page and the image API."""

from __future__ import annotations

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from server.headers import SecurityHeaders
from server.phone import GuidePhones, PhoneAccess, phone_router
from server.problems import Problem, from_http_exception, server_error
from server.settings import Settings
from server.static import StaticSite


def create_app(settings: Settings, phone: PhoneAccess | None = None) -> ASGIApp:
    """Return the app for `settings`.

    Args:
        settings: the host's settings.
        phone: how phones reach it with a home-made certificate; None where they do not.

    Raises:
        MissingBuildError: web/dist has not been built.
    """
    routes = FastAPI(title="Camxuc", docs_url=None, redoc_url=None, openapi_url=None)
    routes.add_exception_handler(Problem, _show_problem)
    routes.add_exception_handler(HTTPException, _show_http_exception)
    routes.add_exception_handler(Exception, _show_server_error)

    @routes.get("/healthz", include_in_schema=False)
    async def healthz() -> JSONResponse:
        return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})

    if phone is not None:
        routes.include_router(phone_router(phone))
    app: ASGIApp = StaticSite(settings.site, otherwise=routes)
    if phone is not None:
        app = GuidePhones(app)
    return SecurityHeaders(app, strict_transport=settings.cert is not None)


async def _show_problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - starlette's handlers are typed for any
    return error.response()


async def _show_http_exception(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    return from_http_exception(error).response()


async def _show_server_error(_: Request, __: Exception) -> Response:
    return server_error().response()
