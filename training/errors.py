"""What goes wrong, said in one sentence: which thing, why, and what to do."""


class DataError(Exception):
    """The data cannot be used."""


class RunError(Exception):
    """A run cannot start, continue or be read."""
