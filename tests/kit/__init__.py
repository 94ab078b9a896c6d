"""What tests and benchmarks share: boxes, pictures, films, cameras, browsers, the host."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The repository's folder."""
