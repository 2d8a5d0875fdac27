"""The lower half of a symmetric matrix in blocks of rows, and its Cholesky factor in the same place.

Half the numbers of a whole matrix, and nothing is copied: with 2,000 rows in single precision nine megabytes where a
library's factorisation takes forty-eight. `Triangle.grown` needs six: the matrix is made some rows at a time, and of
the rows before them there is the factor alone, in numbers of 16 bits. The arithmetic is in products of matrices, which
a processor does best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

BLOCK = 128
"""Rows in a block."""
STRETCHES = 4
"""In so many stretches of rows a matrix is made: with more there is less of it at once, and more is read anew."""
MOST = (1 << 15) - 1
"""The largest whole number of 16 bits."""

Part = tuple[int, int, Any]
"""Rows `[start, end)`, and of each the numbers up to and including those of the diagonal block."""


class Triangle:
    """A symmetric matrix of n rows, zero at first; `factorise` turns it into its factor L (lower, L @ L.T)."""

    def __init__(self, n: int, dtype: Any) -> None:
        import numpy as np

        self.n = n
        self.dtype = np.dtype(dtype)
        self._starts = range(0, n, BLOCK)
        self._blocks = [np.zeros((min(BLOCK, n - at), min(at + BLOCK, n)), self.dtype) for at in self._starts]
        self._scales: list[Any] = []
        """Where the blocks hold whole numbers: what those of each row are to be multiplied by, `BLOCK` at a time."""
        self._factorised = False
        """Of the factor each block on the diagonal is kept as its inverse, which is what is asked of it."""

    @classmethod
    def of(cls, matrix: Any) -> Triangle:
        """The lower half of a whole matrix."""
        found = cls(len(matrix), matrix.dtype)
        for start, end, part in found.parts():
            part[:] = matrix[start:end, :end]
        return found

    @classmethod
    def grown(cls, n: int, dtype: Any, fill: Callable[[Sequence[Part]], None], diagonal: Any) -> Triangle:
        """The factor of a matrix that is never there as a whole, its numbers kept in 16 bits.

        `fill` is given some of its blocks, one below the other and all zero, and adds their numbers; `diagonal` is then
        added to the diagonal. Raises numpy's LinAlgError where the matrix is not positive definite.
        """
        import numpy as np

        found = cls(0, dtype)
        found.n, found._starts = n, range(0, n, BLOCK)
        for numbers in _stretches(len(found._starts)):
            blocks = [
                (start, end, np.zeros((end - start, end), found.dtype))
                for start, end in ((at, min(at + BLOCK, n)) for at in found._starts[numbers])
            ]
            fill(blocks)
            for _nr in range(len(blocks)):
                start, end, part = blocks.pop(0)  # one after the other, so that never both are there
                part[np.arange(end - start), np.arange(start, end)] += diagonal[start:end]
                found._reduce(start, part)
                found._keep(part)
        found._factorised = True
        return found

    def __len__(self) -> int:
        return self.n

    def _keep(self, part: Any) -> None:
        """Keep a block in whole numbers of 16 bits, so many of a row at a time by the largest of them: more exact than
        half precision, and read back in a tenth of the time.
        """
        import numpy as np

        starts = np.arange(0, part.shape[1], BLOCK)
        largest = np.maximum.reduceat(np.abs(part), starts, axis=1)
        scales = (np.maximum(largest, np.finfo(np.float32).tiny) / MOST).astype(self.dtype)
        whole = np.empty(part.shape, np.int16)
        for nr, start in enumerate(starts):
            here = slice(start, start + BLOCK)
            whole[:, here] = np.rint(part[:, here] / scales[:, nr, None])
        self._blocks.append(whole)
        self._scales.append(scales)

    def _read(self, nr: int, into: Any) -> Any:
        """A block that is kept in whole numbers as what they stand for."""
        block, scales = self._blocks[nr], self._scales[nr]
        found = into[: block.size].reshape(block.shape)
        found[:] = block  # all at once, and then multiplied: a product that also converts takes twice as long
        even = block.shape[1] - block.shape[1] % BLOCK
        found[:, :even].reshape(len(block), -1, BLOCK)[:] *= scales[:, : even // BLOCK, None]
        found[:, even:] *= scales[:, even // BLOCK :]
        return found

    def parts(self, *, backwards: bool = False) -> Iterator[Part]:
        """The blocks that there are. Of whole numbers each is read anew, and gone when the next one is asked for."""
        import numpy as np

        numbers = range(len(self._blocks))
        large = np.empty(max(block.size for block in self._blocks), self.dtype) if self._scales else None
        for nr in reversed(numbers) if backwards else numbers:
            start, block = self._starts[nr], self._blocks[nr]
            if large is not None:
                block = self._read(nr, large)
            yield start, start + len(block), block

    @property
    def nbytes(self) -> int:
        """How many bytes the blocks take."""
        return sum(block.nbytes for block in self._blocks)

    def whole(self) -> Any:
        """The lower half as a whole matrix, zero above the diagonal."""
        import numpy as np

        found = np.zeros((self.n, self.n), self.dtype)
        for start, end, part in self.parts():
            found[start:end, :end] = part
            if self._factorised:
                found[start:end, start:end] = np.linalg.inv(part[:, start:])
        return np.tril(found)

    def add_to_diagonal(self, values: Any) -> None:
        """Add one number to each row's place on the diagonal."""
        import numpy as np

        for start, end, part in self.parts():
            part[np.arange(end - start), np.arange(start, end)] += values[start:end]

    def factor(self, diagonal: Any) -> Triangle:
        """Add to the diagonal, and turn the matrix into its factor, which is what is given back."""
        self.add_to_diagonal(diagonal)
        self.factorise()
        return self

    def factorise(self) -> None:
        """Turn the matrix into its factor. Raises numpy's LinAlgError where it is not positive definite."""
        for start, _end, row in self.parts():
            self._reduce(start, row)
        self._factorised = True

    def _reduce(self, first: int, row: Any) -> None:
        """Turn the block of rows that begins at `first` into its part of the factor, as those before it are already."""
        import numpy as np

        for left, right, above in self.parts():
            if left == first:
                break
            rest = row[:, left:right] - row[:, :left] @ above[:, :left].T
            row[:, left:right] = rest @ above[:, left:].T
        own = np.linalg.cholesky(row[:, first:] - row[:, :first] @ row[:, :first].T)
        row[:, first:] = np.linalg.inv(own)

    def forward(self, right: Any) -> Any:
        """Of the factor: x with L @ x = right."""
        import numpy as np

        return self._forward(np.array(right, self.dtype))

    def _forward(self, found: Any) -> Any:
        for start, end, row in self.parts():
            found[start:end] = row[:, start:] @ (found[start:end] - row[:, :start] @ found[:start])
        return found

    def backward(self, right: Any) -> Any:
        """Of the factor: x with L.T @ x = right."""
        import numpy as np

        return self._backward(np.array(right, self.dtype))

    def _backward(self, found: Any) -> Any:
        for start, end, row in self.parts(backwards=True):
            found[start:end] = row[:, start:].T @ found[start:end]
            found[:start] -= row[:, :start].T @ found[start:end]
        return found

    def solve(self, right: Any) -> Any:
        """Of the factor: x with L @ L.T @ x = right."""
        import numpy as np

        return self._backward(self._forward(np.array(right, self.dtype)))


def _stretches(blocks: int) -> Iterator[slice]:
    """So many blocks in pieces that hold about as many numbers each: a block is longer the later it comes."""
    done = 0
    for nr in range(1, STRETCHES + 1):
        end = max(done, round(blocks * (nr / STRETCHES) ** 0.5))
        if end > done:
            yield slice(done, end)
        done = end
