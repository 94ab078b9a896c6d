"""What goes wrong in an export, said in one sentence."""


class ExportError(Exception):
    """An export that cannot go on; the message names the thing, the cause and the way out."""
