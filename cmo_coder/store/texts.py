"""Texts are known by the hash of their words."""

from __future__ import annotations

import hashlib
import threading


def sha256_of(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Texts:
    """The texts that were read last: a text never changes under its hash, and every act on words asks for one."""

    _MOST = 8

    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._lock = threading.Lock()

    def get(self, sha256: str) -> str | None:
        """A text that was read before, if it is still at hand."""
        return self._found.get(sha256)

    def keep(self, sha256: str, text: str) -> None:
        """Keep a text at hand; the one that was kept longest goes."""
        with self._lock:
            self._found[sha256] = text
            while len(self._found) > self._MOST:
                del self._found[next(iter(self._found))]

    def forget(self) -> None:
        """Let go of all of them."""
        with self._lock:
            self._found.clear()
