"""`python -m contract`: writes manifest.schema.json from the definition in manifest.py."""

from __future__ import annotations

from pathlib import Path

from contract.schema import manifest_schema

SCHEMA = Path(__file__).with_name("manifest.schema.json")


def main() -> None:
    """Write the schema and say where."""
    SCHEMA.write_text(manifest_schema())
    print(f"Wrote {SCHEMA}. Now run `npm --prefix web run contract`.")


if __name__ == "__main__":
    main()
