"""Why a benchmark cannot run."""


class BenchError(Exception):
    """The benchmark cannot run; the message says why and what to do."""
