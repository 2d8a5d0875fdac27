"""Vectors of texts from an encoder, kept by the hash of the text in the project's cache folder.

The text itself is not kept. A stop halfway (an exception of `progress`) loses nothing of what was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

BATCH = 16
"""So many texts are encoded between two calls of `progress`."""
SAVED_EVERY = 20
"""After so many batches what was made is written: a program that is killed has not worked for minutes in vain."""


class KeptVectors:
    """The vectors of an encoder (`encode`: texts to `texts x size`, rows of length one), each made once.

    `name` says which encoder and version: vectors of two are never mixed. Without a folder they are kept in memory.
    """

    def __init__(
        self,
        name: str,
        encode: Callable[[Sequence[str]], Any],
        folder: Path | None = None,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> None:
        self.name = name
        self._encode = encode
        self._lock = Lock()
        self._path = None if folder is None else folder / f"vectors-{name.replace(' ', '-')}.npz"
        self._progress = progress
        self._known = self._load()
        self._is_kept = bool(self._known) and self._path is not None

    def vectors(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Any:
        """The vectors of texts (single precision), made where they are not known. Two threads may ask at once."""
        import numpy as np

        self._look()
        keys = [_key(text) for text in texts]
        missing = [text for key, text in dict(zip(keys, texts, strict=True)).items() if key not in self._known]
        if missing:
            self._make(missing, progress or self._progress)
        if not keys:
            return np.zeros((0, 1), np.float32)
        return np.array([self._known[key] for key in keys], np.float32)

    def missing(self, texts: Sequence[str]) -> int:
        """How many different texts have no vector yet."""
        self._look()
        return len({key for key in map(_key, texts) if key not in self._known})

    def _look(self) -> None:
        """Where the folder was emptied meanwhile, words were removed for good: what is in memory goes too."""
        if self._is_kept and self._path is not None and not self._path.is_file():
            self._known, self._is_kept = {}, False

    def _make(self, texts: Sequence[str], progress: Callable[[int, int], None]) -> None:
        import numpy as np

        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            for at in range(0, len(texts), BATCH):
                progress(at, len(texts))
                batch = texts[at : at + BATCH]
                # An encoder may have nothing to say of an empty text.
                with self._lock:
                    found = np.asarray(self._encode([text if text.strip() else "." for text in batch]), np.float32)
                    self._known.update(zip(map(_key, batch), found, strict=True))
                    if (at // BATCH) % SAVED_EVERY == SAVED_EVERY - 1:
                        self._save()
            progress(len(texts), len(texts))
        finally:
            with self._lock:
                self._save()

    def _load(self) -> dict[bytes, Any]:
        import numpy as np

        if self._path is None or not self._path.is_file():
            return {}
        try:
            with np.load(self._path, allow_pickle=False) as kept:
                return dict(zip(map(bytes, kept["keys"]), kept["vectors"], strict=True))
        except (OSError, ValueError, KeyError):
            return {}  # a damaged file: its vectors are made anew

    def _save(self) -> None:
        import numpy as np

        if self._path is None or not self._known:
            return
        if not self._path.parent.is_dir():
            return  # emptied meanwhile: words were removed for good, and these may be of them
        part = self._path.with_suffix(".part")
        keys = np.array([list(key) for key in self._known], np.uint8)
        with part.open("wb") as file:
            np.savez(file, keys=keys, vectors=np.array(list(self._known.values()), np.float32))
        part.replace(self._path)
        self._is_kept = True


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
