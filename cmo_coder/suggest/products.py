"""Inner products of many sparse rows, quickly.

A product of sparse matrices costs the square of how often each feature occurs; a few thousand n-grams that are in many
rows cost nearly all of it. Those are multiplied as dense blocks, which a processor does best, in single
precision (six digits).
"""

from __future__ import annotations

from typing import Any

SMALL = 100_000
"""Up to so many products the sparse way is the quickest."""
COMMON = 24
"""A feature in more rows than this is multiplied densely."""
BLOCK = 1024
"""So many features at once, so that the dense block stays small (rows x features x 8 bytes)."""


def inner(left: Any, right: Any) -> Any:
    """The inner product of every row of `left` with every row of `right` (scipy's CSR), as a dense array."""
    import numpy as np

    if left.shape[0] * right.shape[0] <= SMALL:
        return (left @ right.T).toarray()
    often = np.bincount(right.indices, minlength=right.shape[1]) > COMMON
    rare = (left[:, ~often] @ right[:, ~often].T).toarray()
    common = np.flatnonzero(often)
    left_columns = left[:, common].tocsc().astype(np.float32)
    right_columns = left_columns if left is right else right[:, common].tocsc().astype(np.float32)
    for at in range(0, len(common), BLOCK):
        block = left_columns[:, at : at + BLOCK].toarray()
        rare += block @ block.T if left is right else block @ right_columns[:, at : at + BLOCK].toarray().T
    return rare
