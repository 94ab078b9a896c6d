"""The host's ASGI app: the built app's files, then the phone page and the image API."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp

from contract.version import VERSION
from server.api.openapi import PROBLEM_SCHEMA
from server.api.routes import api_router
from server.host.headers import SecurityHeaders
from server.host.phone import GuidePhones, PhoneAccess, phone_router
from server.host.static import StaticSite, check_build
from server.problems import Problem, from_http_exception, server_error
from server.settings import Settings


class _Routes(FastAPI):
    """FastAPI with the problem details' schema in its OpenAPI document."""

    def openapi(self) -> dict[str, Any]:
        document = super().openapi()
        document.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
        return document


def create_app(settings: Settings, phone: PhoneAccess | None = None) -> ASGIApp:
    """Return the app for `settings`.

    Args:
        settings: the host's settings.
        phone: how phones reach it with a home-made certificate; None where they do not.

    Raises:
        MissingBuildError: web/dist has not been built, or by another version.
    """
    routes = _Routes(
        title="Camxuc image API",
        version=VERSION,
        license_info={"name": "MIT", "identifier": "MIT"},
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    routes.add_exception_handler(Problem, _show_problem)
    routes.add_exception_handler(HTTPException, _show_http_exception)
    routes.add_exception_handler(ClientDisconnect, _say_nothing)
    routes.add_exception_handler(Exception, _show_server_error)

    @routes.api_route("/healthz", methods=["GET", "HEAD"], include_in_schema=False)
    async def healthz() -> JSONResponse:
        return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})

    routes.include_router(api_router(settings, check_build(settings.site)))
    app: ASGIApp = StaticSite(settings.site, otherwise=routes)
    if phone is not None:
        routes.include_router(phone_router(phone))
        app = GuidePhones(app)
    return SecurityHeaders(app, strict_transport=settings.cert is not None)


async def _show_problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - starlette types every handler alike
    return error.response()


async def _show_http_exception(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    return from_http_exception(error).response()


async def _say_nothing(_: Request, __: Exception) -> Response:
    return Response(status_code=400)


async def _show_server_error(_: Request, __: Exception) -> Response:
    return server_error().response()
