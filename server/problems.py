"""Errors as RFC 9457 problem details: for a program to act on, for a person to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"
CLOSE = {"Connection": "close"}
"""For answers to requests that have not been read to their end."""


@dataclass(frozen=True)
class Reason:
    """Why a request cannot be answered: its HTTP status, and what it means in one sentence."""

    status: int
    meaning: str


REASONS = {
    "empty": Reason(400, "The request, or its file, holds no bytes."),
    "broken-form": Reason(400, "The form is damaged."),
    "no-file": Reason(400, 'The form has no file in the field "file".'),
    "several-files": Reason(400, "The form has more than one file; one picture is read at a time."),
    "too-many-fields": Reason(400, "The form has more than 1,000 fields."),
    "not-found": Reason(404, "There is nothing at this address."),
    "method-not-allowed": Reason(405, "This address answers other methods; see Allow."),
    "too-slow": Reason(408, "The request took too long to arrive."),
    "too-many-bytes": Reason(413, "The request is too long."),
    "too-many-pixels": Reason(413, "The picture is too large."),
    "not-a-picture": Reason(415, "This is not a JPEG, PNG or WebP picture."),
    "broken-picture": Reason(422, "The picture is cut short or damaged."),
    "animated": Reason(422, "The picture is animated."),
    "too-small": Reason(422, "The picture is too small."),
    "too-many-requests": Reason(429, "This address sent too many pictures; see Retry-After."),
    "server-error": Reason(500, "The host made a mistake."),
    "busy": Reason(503, "Too many pictures are waiting; see Retry-After."),
}
"""Every reason there is, by the stable name that programs read, in the order of the statuses."""


class Problem(Exception):  # noqa: N818 - the RFC's word
    """A request that cannot be answered.

    Args:
        reason: a name in REASONS.
        detail: one sentence: what is wrong, and the way out.
        headers: further response headers, such as Retry-After.
    """

    def __init__(self, reason: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.status = REASONS[reason].status
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
    """Return the problem of a path that exists, but not for this method.

    Args:
        allow: the methods it exists for, as in the header Allow.
    """
    return Problem("method-not-allowed", f"This address answers {allow} only.", {"Allow": allow})


def from_http_exception(error: HTTPException) -> Problem:
    """Return what the router raises for a path or method that it does not know, as a problem."""
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return method_not_allowed((error.headers or {}).get("Allow", ""))
    return Problem("not-found", REASONS["not-found"].meaning)


def server_error() -> Problem:
    """Return the problem of a fault in this program."""
    return Problem("server-error", "The host made a mistake. Its terminal says more.")
