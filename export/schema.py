"""The JSON Schema of both manifests, from which the app's TypeScript types are generated."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from export.manifest import DetectorManifest, Manifest


class _UntitledFields(GenerateJsonSchema):
    """Leaves out each field's title, which would become a TypeScript type of its own."""

    def field_title_should_be_set(self, schema: object) -> bool:
        return False


def manifest_schema() -> str:
    """Return the JSON Schema text; `Manifest` and `DetectorManifest` are under $defs."""
    _, schema = models_json_schema(
        [(Manifest, "serialization"), (DetectorManifest, "serialization")],
        schema_generator=_UntitledFields,
        title="Manifests",
        description="Written by `python -m export schema`; do not edit.",
    )
    return json.dumps(schema, indent=2) + "\n"


def write_schema(path: Path) -> None:
    """Write the JSON Schema to `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(manifest_schema())
