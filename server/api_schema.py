"""What the image API's OpenAPI document says beyond its types."""

from __future__ import annotations

from typing import Any

from server.images import MEDIA_TYPES
from server.problems import MEDIA_TYPE, Problem

Responses = dict[int | str, dict[str, Any]]

_BINARY = {"type": "string", "format": "binary"}
_REASONS = {
    400: ("empty", "The request holds no picture, or its form is damaged."),
    408: ("too-slow", "The request took too long to arrive."),
    413: ("too-many-bytes", "The request or the picture is too large."),
    415: ("not-a-picture", "This is not a JPEG, PNG or WebP picture."),
    422: ("broken-picture", "The picture is damaged, animated or too small."),
    429: ("too-many-requests", "This address sent too many pictures; see Retry-After."),
    503: ("busy", "Too many pictures are waiting; see Retry-After."),
}

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
PROBLEMS: Responses = {
    status: {
        "description": description,
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": Problem(status, reason, description).body(),
            }
        },
    }
    for status, (reason, description) in _REASONS.items()
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
        "reason": {"type": "string"},
    },
}
