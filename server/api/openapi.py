"""What the image API's OpenAPI document says beyond its types."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from server.api.images import MEDIA_TYPES
from server.problems import MEDIA_TYPE, REASONS, Problem

Responses = dict[int | str, dict[str, Any]]

_BINARY = {"type": "string", "format": "binary"}
_OTHER_ADDRESS = (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)
"""Answers of other addresses and methods than those that the document describes."""

PICTURE = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": _BINARY},
                }
            },
            **{media_type: {"schema": _BINARY} for media_type in MEDIA_TYPES.values()},
        },
    }
}
ANNOTATED: Responses = {
    200: {
        "description": "The picture with boxes and labels.",
        "content": {media_type: {"schema": _BINARY} for media_type in MEDIA_TYPES.values()},
    }
}
MANIFEST: Responses = {
    200: {
        "description": "The manifest, as beside the app's model.json.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
}


def _problems(status: int) -> dict[str, Any]:
    reasons = {name: reason for name, reason in REASONS.items() if reason.status == status}
    return {
        "description": " ".join(f"`{name}`: {reason.meaning}" for name, reason in reasons.items()),
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {
                    name: {"value": Problem(name, reason.meaning).body()}
                    for name, reason in reasons.items()
                },
            }
        },
    }


PROBLEMS: Responses = {
    status: _problems(status)
    for status in dict.fromkeys(reason.status for reason in REASONS.values())
    if status not in _OTHER_ADDRESS
}
PROBLEM_SCHEMA = {
    "type": "object",
    "description": "RFC 9457 problem details; `reason` is for programs.",
    "required": ["type", "title", "status", "detail", "reason"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "reason": {"type": "string", "enum": list(REASONS)},
    },
}
