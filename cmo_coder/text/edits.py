"""Edits of a text, and the one function that shifts spans over them.

An edit list says how a new text follows from an old one. Its positions count code points of the OLD text; it is sorted
and does not overlap; what lies between the edits is kept. No other function in the program moves a span.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol, TypeVar

from cmo_coder.messages import N_
from cmo_coder.model.errors import UserError
from cmo_coder.text.spans import Span


class EditError(UserError):
    """An edit list that does not fit its text."""


@dataclass(frozen=True, slots=True)
class Edit:
    """At ``position`` of the old text ``deleted`` goes and ``inserted`` comes; either may be empty."""

    position: int
    deleted: str
    inserted: str

    @property
    def end(self) -> int:
        """Where the deleted text ends in the old text."""
        return self.position + len(self.deleted)


Edits = tuple[Edit, ...]


class Placed(Protocol):
    """Anything that lies at `[start, end)`: a span, or what holds one."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""


P = TypeVar("P", bound=Placed)

_BEYOND = 1 << 62
_WORD = re.compile(r"\w+")
# Tens of thousands of spans are made per edit: filling the slots directly takes a third of the time of Span(...).
_new = object.__new__
_set_start = Span.__dict__["start"].__set__
_set_end = Span.__dict__["end"].__set__


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The new text.

    Raises:
        EditError: the list is not sorted, overlaps, or deletes other words than stand in ``text``; nothing is guessed.
    """
    parts: list[str] = []
    place = 0
    for edit in edits:
        if edit.position < place:
            raise EditError(N_("The changes to the text overlap at character {position}."), position=edit.position)
        if edit.end > len(text) or not text.startswith(edit.deleted, edit.position):
            raise EditError(
                N_("The change at character {position} was made for another version of the text."),
                N_("Open the text again and repeat the change."),
                position=edit.position,
            )
        parts += (text[place : edit.position], edit.inserted)
        place = edit.end
    parts.append(text[place:])
    return "".join(parts)


def inverse(edits: Sequence[Edit]) -> Edits:
    """The edits that lead from the new text back to the old one."""
    back: list[Edit] = []
    grown = 0
    for edit in edits:
        back.append(Edit(edit.position + grown, edit.inserted, edit.deleted))
        grown += len(edit.inserted) - len(edit.deleted)
    return tuple(back)


def shift_spans(spans: Sequence[P], edits: Sequence[Edit], *, follow: bool = False) -> list[P | Span | None]:
    """Where the spans of the old text lie in the new one: as many out as in, in the same order.

    What is not moved comes out as it went in; anything with a start and an end may go in.

    * Text inserted before a span, or exactly at its start, moves it; exactly at its end or after, leaves it: text at a
      border stays outside.
    * Text inserted strictly inside makes the span grow.
    * Text deleted inside makes it shrink. What replaces words inside the span, its first and last words included,
      belongs to the span; what replaces words on both sides of a border stays outside.
    * A span of which no code point is left is None: the caller puts it on the list "needs review". With ``follow``
      (pseudonymising: the replacement means the same) such a span covers what was put in the place of exactly its
      words, and is None only when nothing was.

    A span may be left with white space only (``spans.trimmed`` tells).
    Takes time in proportion to ``(spans + edits) * log(edits)``.
    """
    starts = [edit.position for edit in edits]
    ends = [edit.end for edit in edits]
    deleted = [0, *accumulate(len(edit.deleted) for edit in edits)]
    grown = [0, *accumulate(len(edit.inserted) - len(edit.deleted) for edit in edits)]
    starts.append(_BEYOND)  # so that a span behind the last edit needs no test of its own
    shifted: list[P | Span | None] = []
    add = shifted.append
    first, low, high, by = 0, 0, -1, 0  # between low and high no edit lies: neighbours need no search of their own
    for span in spans:
        start, end = span.start, span.end
        if start < low or end > high:
            first = bisect_right(ends, start)  # edits before the span, insertions at its start among them
            low, high, by = start, starts[first], grown[first]
        if end <= high:  # no edit in it; an insertion at its end lies outside
            if by:
                moved = _new(Span)
                _set_start(moved, start + by)
                _set_end(moved, end + by)
                add(moved)
            else:
                add(span)
            continue
        last = bisect_left(starts, end, first)
        cut_left = starts[first] < start
        cut_right = ends[last - 1] > end
        gone = deleted[last] - deleted[first]
        gone -= start - starts[first] if cut_left else 0
        gone -= ends[last - 1] - end if cut_right else 0
        new_start = ends[first] + grown[first + 1] if cut_left else start + grown[first]
        new_end = starts[last - 1] + grown[last - 1] if cut_right else end + grown[last]
        lost = gone >= end - start and not (follow and not cut_left and not cut_right)
        add(None if lost or new_start >= new_end else Span(new_start, new_end))
    return shifted


def shift_coded(
    text: str, places: Sequence[P], edits: Sequence[Edit], new_text: str, *, follow: bool = False
) -> list[P | Span | None]:
    """As `shift_spans`, for coded words: None also where what is left of them makes no word.

    Of "coffee" that becomes "tea" the letter "e" is left, of "We did it." that becomes "They were alone." a full stop:
    nobody would say that the code still sits on its words. It does while one whole word of them is left, or half of
    their letters (a misheard word that is corrected). With ``follow`` what was put in their place is theirs.
    """
    shifted = shift_spans(places, edits, follow=follow)
    if follow:
        return shifted
    starts, ends = [edit.position for edit in edits], [edit.end for edit in edits]
    reads = new_text.startswith
    for nr, (old, new) in enumerate(zip(places, shifted, strict=True)):
        if new is None or (new.end - new.start == old.end - old.start and reads(text[old.start : old.end], new.start)):
            continue
        kept: list[Span] = []
        place = old.start
        for at in range(bisect_right(ends, old.start), bisect_left(starts, old.end)):
            kept.append(Span(place, max(place, starts[at])))
            place = max(place, ends[at])
        kept.append(Span(place, max(place, old.end)))
        if not _words_are_left(text, old, kept):
            shifted[nr] = None
    return shifted


def _words_are_left(text: str, old: Placed, kept: Sequence[Span]) -> bool:
    """Whether stretches of a coded text that are `kept` hold one of its words whole, or half of its letters.

    Of text that never had a letter or digit, anything but space is enough.
    """
    letters = sum(map(str.isalnum, text[old.start : old.end]))
    if not letters:
        return any(one.of(text).strip() for one in kept) or not text[old.start : old.end].strip()
    if 2 * sum(sum(map(str.isalnum, one.of(text))) for one in kept) >= letters:
        return True
    words = _WORD.finditer(text, old.start, old.end)
    return any(one.start <= word.start() and word.end() <= one.end for word in words for one in kept)


def shift_point(place: int, edits: Sequence[Edit]) -> int:
    """About where a place of the old text lies in the new one: for showing it, never for moving a span.

    A place in deleted text is where that text was.
    """
    grown = 0
    for edit in edits:
        if edit.end <= place:
            grown += len(edit.inserted) - len(edit.deleted)
        elif edit.position <= place:
            return edit.position + grown
        else:
            break
    return place + grown


def compose(first: Sequence[Edit], second: Sequence[Edit], *, shortest: bool = True) -> Edits:
    """One edit list that does what ``first`` and then ``second`` do; ``second`` counts in the text after ``first``.

    Edits that come to touch are one; what was taken away and put back is no edit. The texts come out equal always. A
    span comes out equal to shifting it twice where no edit touches its borders; at a border the one list may know
    better: a first word that is deleted and then typed anew is a replaced word, and stays in the span.

    Without ``shortest`` what is taken away and put back is kept as it is: while somebody types over a word, letter by
    letter, what the two words happen to share at that moment must not decide to which the next letter belongs.
    """
    made = _Joiner()
    waiting = list(reversed(first))
    ahead = 0  # how far the text after `first` runs ahead of the old text at the place looked at

    def pop_until(place: int) -> int:
        """Keep what `first` puts in before `place`, cutting the piece that lies across; return the new `ahead`."""
        gained = ahead
        while waiting and waiting[-1].position + gained <= place:
            piece = waiting[-1]
            kept = min(len(piece.inserted), place - piece.position - gained)
            if not kept and piece.inserted:
                break
            waiting.pop()
            made.add(Edit(piece.position, piece.deleted, piece.inserted[:kept]))
            gained += kept - len(piece.deleted)
            if kept < len(piece.inserted):
                waiting.append(Edit(piece.end, "", piece.inserted[kept:]))
        return gained

    for edit in second:
        place, removed = edit.position, edit.deleted
        ahead = pop_until(place)
        made.add(Edit(place - ahead, "", edit.inserted))
        while removed:
            if waiting and waiting[-1].position + ahead <= place:
                # What `first` put in goes again: nothing of it reaches the new text.
                piece = waiting.pop()
                taken = min(len(piece.inserted), len(removed))
                made.add(Edit(piece.position, piece.deleted, ""))
                ahead += taken - len(piece.deleted)
                if taken < len(piece.inserted):
                    waiting.append(Edit(piece.end, "", piece.inserted[taken:]))
            else:
                taken = min(waiting[-1].position + ahead - place, len(removed)) if waiting else len(removed)
                made.add(Edit(place - ahead, removed[:taken], ""))
            place, removed = place + taken, removed[taken:]
    for edit in reversed(waiting):
        made.add(edit)
    return made.edits() if shortest else made.as_made()


def joined(edits: Iterable[Edit]) -> Edits:
    """The same change in its shortest form: edits that touch are one, what goes and comes back is left out."""
    made = _Joiner()
    for edit in edits:
        made.add(edit)
    return made.edits()


class _Joiner:
    """Collects edits in order, joins those that touch, and leaves out what they keep."""

    def __init__(self) -> None:
        self._edits: list[Edit] = []

    def add(self, edit: Edit) -> None:
        if not edit.deleted and not edit.inserted:
            return
        last = self._edits[-1] if self._edits else None
        if last is not None and last.end == edit.position:
            self._edits[-1] = Edit(last.position, last.deleted + edit.deleted, last.inserted + edit.inserted)
        else:
            self._edits.append(edit)

    def as_made(self) -> Edits:
        return tuple(self._edits)

    def edits(self) -> Edits:
        return tuple(short for edit in self._edits if (short := _shortest(edit)) is not None)


def _shortest(edit: Edit) -> Edit | None:
    """The edit without the beginning and the end that it takes away and puts back; None when nothing is left."""
    old, new = edit.deleted, edit.inserted
    if not old or not new:
        return edit
    if old == new:
        return None
    head = _common_start(old, new)
    tail = _common_start(old[: head - len(old) - 1 : -1], new[: head - len(new) - 1 : -1])
    return Edit(edit.position + head, old[head : len(old) - tail], new[head : len(new) - tail])


def _common_start(one: str, other: str) -> int:
    """How many code points both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:  # halving: comparing slices is far faster than comparing characters
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
