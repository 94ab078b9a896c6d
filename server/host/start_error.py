"""The one error that the command line shows to people."""


class StartError(Exception):
    """Why the host cannot start, as a sentence for the terminal."""
