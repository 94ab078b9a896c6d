"""Rounds the float16 weights of a TFLite file so that it compresses well."""

from __future__ import annotations

import numpy as np
from tensorflow.lite.python import schema_py_generated as schema

_MANTISSA = 10
"""Bits of a float16's mantissa."""


def with_short_weights(content: bytes, bits: int) -> bytes:
    """Return a TFLite file whose float16 weights have mantissas of `bits` bits; the rest is 0.

    A weight changes by at most 2 ** -(bits + 1) of itself. Nothing else of the file changes.
    """
    changed = bytearray(content)
    model = schema.Model.GetRootAs(changed, 0)
    graph = model.Subgraphs(0)
    dropped = _MANTISSA - bits
    for index in range(graph.TensorsLength()):
        tensor = graph.Tensors(index)
        buffer = model.Buffers(tensor.Buffer())
        if tensor.Type() != schema.TensorType.FLOAT16 or buffer.DataLength() == 0:
            continue
        # A view of `changed`. Half of the last bit that stays is added, and may carry.
        halves = buffer.DataAsNumpy().view(np.uint16)
        halves[:] = (halves.astype(np.uint32) + (1 << dropped >> 1) >> dropped) << dropped
    return bytes(changed)
