"""The user's language: English message ids in the code, Dutch in gettext catalogues.

Use `_()` for a text that is shown now, `N_()` for a constant that is translated where it is shown (`_(TITLE)`),
`ngettext()` for plurals and `pgettext()` where one English text needs two Dutch ones. Placeholders are named and filled
in after translation: `_("{n} documents").format(n=3)`.

The language is one setting of the process (`set_language`); `in_language` overrides it for a block of code, so that an
export can be Dutch while the screen is English. Nothing here imports more than the standard library's `gettext`.
"""

from __future__ import annotations

import gettext as _gettext
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("nl", "en")
"""The languages of the program. English is the language of the message ids and needs no catalogue."""

_DUTCH_ON_WINDOWS = 0x13  # primary language number of Dutch in a Windows LANGID

_override: ContextVar[str | None] = ContextVar("cmo_coder_language", default=None)
_language: str | None = None


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools know
    """Mark `message` for the catalogues and return it unchanged; translate it with `_()` where it is shown."""
    return message


def _(message: str) -> str:
    """Return `message` in the current language."""
    # The empty message id holds a catalogue's header: it must never be looked up.
    return _translations(language()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form for `n` things in the current language; `n` still has to be filled in with `.format(n=n)`."""
    return _translations(language()).ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """Return `message` in the current language, as it reads in `context` (a short English hint for the translator)."""
    return _translations(language()).pgettext(context, message) if message else ""


def set_language(code: str) -> None:
    """Set the language of the whole process: "nl" or "en". Raises ValueError for another one."""
    global _language
    _language = _checked(code)


def language() -> str:
    """Return the language that `_()` gives now, "nl" or "en"; detected from the environment until it has been set."""
    global _language
    override = _override.get()
    if override is not None:
        return override
    if _language is None:
        _language = detect_language()
    return _language


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Give texts in `code` inside the block, for this thread or task only. Raises ValueError for another language."""
    token = _override.set(_checked(code))
    try:
        yield
    finally:
        _override.reset(token)


def detect_language(environment: Mapping[str, str] | None = None) -> str:
    """Return the language that the environment asks for: Dutch where it says Dutch, English in every other case.

    The first of CMO_CODER_LANG, LC_ALL, LC_MESSAGES and LANG that is set decides. Windows sets none of these: there the
    language of the desktop decides.
    """
    values = os.environ if environment is None else environment
    for name in ("CMO_CODER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = values.get(name, "").strip().lower()
        if value:
            return "nl" if value.replace("_", "-").split("-")[0].split(".")[0] in ("nl", "dutch") else "en"
    return "nl" if _windows_is_dutch() else "en"


def _windows_is_dutch() -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == _DUTCH_ON_WINDOWS)


def _checked(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"unknown language {code!r}, expected one of {', '.join(LANGUAGES)}")
    return code


@cache
def _translations(code: str) -> _gettext.NullTranslations:
    if code == "en":
        return _gettext.NullTranslations()
    from cmo_coder.messages.catalogue import Catalogue

    return Catalogue((Path(__file__).parent / code / "cmo_coder.mo").read_bytes())
