"""The JSON Schema of manifest.json, from which the page's types and check are generated."""

from __future__ import annotations

import json

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from contract.manifest import Manifest


class _UntitledFields(GenerateJsonSchema):
    """Leaves out each field's title, which would become a TypeScript type of its own."""

    def field_title_should_be_set(self, schema: object) -> bool:
        return False


def manifest_schema() -> str:
    """Return the text of the JSON Schema. It says `oneOf` the kinds, told apart by `kind`."""
    schema = TypeAdapter(Manifest).json_schema(
        mode="serialization", schema_generator=_UntitledFields
    )
    # A JSON Schema tells the kinds apart by their constants; the mapping is OpenAPI's.
    del schema["discriminator"]["mapping"]
    heading = {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": "Manifest",
        "description": "Written by `python -m contract`; do not edit.",
        "type": "object",
    }
    return json.dumps(heading | schema, indent=2) + "\n"
