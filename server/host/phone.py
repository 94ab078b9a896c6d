"""The page that tells a phone how to reach the secure page and trust its certificate."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

import segno
from fastapi import APIRouter
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from server.host.lan import is_loopback

PAGES = Path(__file__).with_name("pages")
LANGUAGES = ("en", "vi")
"""The page's languages; the first is for those who read neither."""


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
    pages = {language: _page(language, access) for language in LANGUAGES}
    style = (PAGES / "phone.css").read_text("utf-8")

    @router.get("/phone")
    async def show_page(request: Request, lang: str = "") -> Response:
        language = lang if lang in LANGUAGES else _preferred(request.headers)
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
        return HTMLResponse(pages[language], headers=headers)

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


def _page(language: str, access: PhoneAccess) -> str:
    template = Template((PAGES / f"phone.{language}.html").read_text("utf-8"))
    code = segno.make(access.address, error="m")
    return template.substitute(
        address=escape(access.address),
        fingerprint=escape(access.fingerprint),
        qr=code.svg_inline(border=3, light="white", dark="black", omitsize=True),
    )


def _preferred(headers: Headers) -> str:
    """Return the language that a browser asks for first, of those that the page has."""
    asked = []
    for item in headers.get("accept-language", "").lower().split(","):
        tag, _, quality = item.replace(" ", "").partition(";q=")
        try:
            asked.append((float(quality or 1), tag.partition("-")[0]))
        except ValueError:
            continue
    # Of languages that are wanted equally, the first one is meant.
    ranked = sorted(asked, key=lambda wish: -wish[0])
    return next((tag for weight, tag in ranked if weight > 0 and tag in LANGUAGES), LANGUAGES[0])


class GuidePhones:
    """ASGI middleware that shows the page to phones that ask for the app on plain http."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer "/" on plain http with the page, except on localhost, which browsers trust."""
        for_app = scope["type"] == "http" and scope["scheme"] == "http" and scope["path"] == "/"
        if for_app and not is_loopback(_host_asked(Headers(scope=scope))):
            query = scope["query_string"].decode("latin-1")
            address = f"/phone?{query}" if query else "/phone"
            await RedirectResponse(address)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _host_asked(headers: Headers) -> str:
    try:
        return urlsplit("//" + headers.get("host", "localhost")).hostname or ""
    except ValueError:  # such as "[", the start of an IPv6 address
        return ""
