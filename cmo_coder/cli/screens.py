"""Opening the screens."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from importlib.util import find_spec

from cmo_coder.cli.common import OK, PROBLEM
from cmo_coder.messages import _

DIM_FACTOR = "78"
"""How much of its colour dim text keeps, in hundredths."""
_OWN_HASHES = (("_md5",), ("_sha1",), ("_sha2", "_sha256"), ("_sha2", "_sha512"), ("_sha3",), ("_blake2",))
"""Python's own modules for what `hashlib` always has: one of each is there, unless a distribution left them out."""


def has_terminal() -> bool:
    """Whether a person is there to look at the screens."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def open_screens(place: str | None) -> int:
    """Open the screens on a project (None: the last one)."""
    if not has_terminal():
        print(_("There is no terminal here. The commands work without one: cmo-coder --help"), file=sys.stderr)
        return PROBLEM
    # What is imported and made for the first frame stays: looking through it for garbage again and again would take
    # a tenth of the time until then. The app lets the collector go on when that frame is out.
    gc.disable()
    leave_out_openssl()
    # Read by Textual when it is imported. Its own 66 makes dim words on a chosen line too faint (under 4.5 to 1).
    os.environ.setdefault("TEXTUAL_DIM_FACTOR", DIM_FACTOR)
    from cmo_coder.tui.app import run

    run(place)
    return OK


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
