"""Errors as RFC 9457 problem details: for a program to act on, for a person to read."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"
CLOSE = {"Connection": "close"}
"""For answers to requests that have not been read to their end."""


class Problem(Exception):  # noqa: N818 - the RFC's word
    """A request that cannot be answered.

    Args:
        status: HTTP status, 4xx or 5xx.
        reason: a stable name for programs, such as "too-many-pixels".
        detail: one sentence: what is wrong, and the way out.
        headers: further response headers, such as Retry-After.
    """

    def __init__(
        self, status: int, reason: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.reason = reason
        self.detail = detail
        self.headers = dict(headers or {})

    def body(self) -> dict[str, object]:
        """Return the problem's members."""
        return {
            "type": f"urn:camxuc:problem:{self.reason}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "reason": self.reason,
        }

    def response(self) -> JSONResponse:
        """Return the problem as a response."""
        headers = {"Cache-Control": "no-store", **self.headers}
        return JSONResponse(self.body(), self.status, headers, MEDIA_TYPE)


def method_not_allowed(allow: str) -> Problem:
    """The path exists, but not for this method."""
    return Problem(
        405, "method-not-allowed", f"This address answers {allow} only.", {"Allow": allow}
    )


def from_http_exception(error: HTTPException) -> Problem:
    """What the router raises for a path or method that it does not know."""
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return method_not_allowed((error.headers or {}).get("Allow", ""))
    if error.status_code == HTTPStatus.NOT_FOUND:
        return Problem(404, "not-found", "There is nothing at this address.")
    return Problem(error.status_code, "refused", str(error.detail))


def server_error() -> Problem:
    """A fault of this program."""
    return Problem(500, "server-error", "The host made a mistake. Its terminal says more.")
