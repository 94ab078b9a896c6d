"""The page that tells a phone how to reach the secure page and trust its certificate."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from server.network import is_loopback

PAGES = Path(__file__).with_name("pages")


@dataclass(frozen=True)
class PhoneAccess:
    """How phones reach this computer.

    Attributes:
        address: of the secure page.
        authority: the home-made CA's certificate, DER.
        fingerprint: its SHA-256, in hexadecimal.
    """

    address: str
    authority: bytes
    fingerprint: str


def phone_router(access: PhoneAccess) -> APIRouter:
    """Return the routes of the page, its style, and the certificate to download."""
    router = APIRouter(include_in_schema=False)
    template = Template((PAGES / "phone.html").read_text())
    page = template.substitute(
        address=escape(access.address), fingerprint=escape(access.fingerprint)
    )
    style = (PAGES / "phone.css").read_text()

    @router.get("/phone")
    async def show_page() -> Response:
        return HTMLResponse(page, headers={"Cache-Control": "no-cache"})

    @router.get("/phone.css")
    async def show_style() -> Response:
        return Response(style, media_type="text/css", headers={"Cache-Control": "no-cache"})

    @router.get("/camxuc-ca.crt")
    async def download_authority() -> Response:
        headers = {
            "Content-Disposition": 'attachment; filename="camxuc-ca.crt"',
            "Cache-Control": "no-cache",
        }
        return Response(access.authority, media_type="application/x-x509-ca-cert", headers=headers)

    return router


class GuidePhones:
    """ASGI middleware that shows the page to phones that ask for the app on plain http."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer "/" on plain http with the page, except on localhost, which browsers trust."""
        for_app = scope["type"] == "http" and scope["scheme"] == "http" and scope["path"] == "/"
        if for_app and not is_loopback(_host_asked(Headers(scope=scope))):
            await RedirectResponse("/phone")(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _host_asked(headers: Headers) -> str:
    try:
        return urlsplit("//" + headers.get("host", "localhost")).hostname or ""
    except ValueError:  # such as "[", the start of an IPv6 address
        return ""
