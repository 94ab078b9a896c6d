"""The one exception of export."""


class ExportError(Exception):
    """An export is refused. The message names the thing, the cause and the way out."""
