"""A compiled catalogue in which texts are looked up where they stand.

Python's own class makes thousands of strings of the whole file first: six milliseconds at every start and every command
in Dutch, for the few dozen texts that are shown, and a megabyte that stays. The file is sorted, so that a text is found
in a dozen steps; what was found is kept.
"""

from __future__ import annotations

import gettext
from struct import unpack_from

_CONTEXT = b"\x04"
"""Between a context and its text, as gettext has it."""


class Catalogue(gettext.NullTranslations):
    """Dutch by English. `data` is a .mo file, little end first, sorted by text and then by context as Babel writes it.
    Dutch has one plural, for all numbers but one.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data
        _magic, _revision, self._number, self._ids, self._texts = unpack_from("<5I", data)
        self._found: dict[tuple[str, str], tuple[str, ...]] = {}

    def gettext(self, message: str) -> str:
        """The Dutch of a text; the text itself where there is none."""
        return (self._forms("", message) or (message,))[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The Dutch for `n` things."""
        forms = self._forms("", msgid1) or (msgid1, msgid2)
        return forms[0] if n == 1 else forms[-1]

    def pgettext(self, context: str, message: str) -> str:
        """The Dutch of a text as it reads in a context."""
        return (self._forms(context, message) or (message,))[0]

    def _forms(self, context: str, message: str) -> tuple[str, ...]:
        found = self._found.get((context, message))
        if found is None:
            found = self._found[context, message] = self._look_up(context.encode(), message.encode())
        return found

    def _look_up(self, context: bytes, message: bytes) -> tuple[str, ...]:
        low, high = 0, self._number
        while low < high:
            middle = (low + high) // 2
            if self._entry(self._ids, middle).partition(b"\0")[0].rpartition(_CONTEXT)[2] < message:
                low = middle + 1
            else:
                high = middle
        wanted = context + _CONTEXT + message if context else message
        while low < self._number:
            head = self._entry(self._ids, low).partition(b"\0")[0]
            if head == wanted:
                return tuple(self._entry(self._texts, low).decode().split("\0"))
            if head.rpartition(_CONTEXT)[2] != message:
                break
            low += 1  # the same text in another context
        return ()

    def _entry(self, table: int, number: int) -> bytes:
        length, at = unpack_from("<2I", self._data, table + 8 * number)
        return self._data[at : at + length]
