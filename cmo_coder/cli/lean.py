"""What the screens do without, so that they take less memory (docs/decisions/0057-memory-in-use.md)."""

from __future__ import annotations

import importlib
import sys
from importlib.util import find_spec

_OWN_HASHES = (("_md5",), ("_sha1",), ("_sha2", "_sha256"), ("_sha2", "_sha512"), ("_sha3",), ("_blake2",))
"""Python's own modules for what `hashlib` always has: one of each is there, unless a distribution left them out."""


def leave_out_openssl() -> None:
    """Import `asyncio` and `hashlib` as they are on a computer without OpenSSL: nothing here speaks with a server.

    OpenSSL takes five megabytes, for encrypted connections that nobody makes and for hashes that Python has itself (a
    megabyte in three milliseconds in place of half of one). Whatever asks for `ssl` later gets it as always. `hashlib`
    then lacks `scrypt` and `pbkdf2_hmac`; the lock of the file of names has its own. Where one of the two is imported
    already, or Python was built without hashes of its own, it stays as it is.
    """
    _import_without("asyncio", "ssl")
    if all(any(find_spec(name) for name in names) for names in _OWN_HASHES):
        _import_without("hashlib", "_hashlib")


def _import_without(module: str, left_out: str) -> None:
    """Import a module that does with or without another one, without it. (None in `sys.modules`: not to be found.)"""
    if module in sys.modules or left_out in sys.modules:
        return
    sys.modules[left_out] = None  # type: ignore[assignment]  # what the import system documents
    try:
        importlib.import_module(module)
    finally:
        del sys.modules[left_out]
