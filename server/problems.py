"""Errors as RFC 9457 problem details: for a program to act on, for a person to read."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"


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


def not_found() -> Problem:
    """There is nothing at the path."""
    return Problem(404, "not-found", "There is nothing at this address.")


def method_not_allowed(allow: str) -> Problem:
    """The path exists, but not for this method."""
    return Problem(
        405, "method-not-allowed", f"This address answers {allow} only.", {"Allow": allow}
    )
