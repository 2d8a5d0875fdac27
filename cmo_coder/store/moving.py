"""What holds a span of a text, moved to the next version of that text: fragments and suggestions.

Everything is moved by the one function (`text.edits.shift_spans`). What lost its words is not moved: it keeps its place
in the version in which it last stood, and a fragment waits there for a person to look at it (`FragmentState.REVIEW`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from cmo_coder.messages import N_
from cmo_coder.model.base import changed
from cmo_coder.model.documents import TextVersion
from cmo_coder.model.errors import SpanError
from cmo_coder.model.fragments import Fragment, FragmentState
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.text.edits import Edit, Placed, shift_coded, shift_spans
from cmo_coder.text.spans import CONTEXT

Pair = tuple[Fragment, Fragment]
"""A fragment before and after."""

_new = object.__new__
_set_id, _set_document, _set_version, _set_length, _set_start, _set_end = (
    getattr(Fragment, name).__set__ for name in ("id", "document_id", "text_version_id", "text_length", "start", "end")
)
_set_quote, _set_prefix, _set_suffix, _set_state, _set_note = (
    getattr(Fragment, name).__set__ for name in ("quote", "prefix", "suffix", "state", "note")
)


@dataclass(frozen=True, slots=True)
class Moved:
    """The fragments of a text after an edit: as many as there were. `pairs` makes the rows, when they are written."""

    fragments: tuple[Fragment, ...]
    places: tuple[Placed | None, ...]
    """Where each of them lies in the new text; None where it lost its words."""
    text: str
    version: TextVersion

    @property
    def lost(self) -> tuple[Pair, ...]:
        """Those that lost their words, and wait for review where they last stood."""
        both = zip(self.fragments, self.places, strict=True)
        return tuple((one, changed(one, state=FragmentState.REVIEW)) for one, place in both if place is None)

    @property
    def reworded(self) -> tuple[Pair, ...]:
        """Those that sit on other words than before."""
        both = zip(self.fragments, self.places, strict=True)
        other = [(one, at) for one, at in both if at is not None and self.text[at.start : at.end] != one.quote]
        return self._rows(other)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All of them, before and after."""
        both = zip(self.fragments, self.places, strict=True)
        return self._rows([(one, at) for one, at in both if at is not None]) + self.lost

    def _rows(self, kept: Sequence[tuple[Fragment, Placed]]) -> tuple[Pair, ...]:
        """The fragments that have a place, before and after."""
        text, version_id, length = self.text, self.version.id, self.version.length
        pairs: list[Pair] = []
        # Tens of thousands are made per edit: filling the slots directly takes a third of the time of Fragment(...).
        for before, place in kept:
            start, end = place.start, place.end
            after = _new(Fragment)
            _set_id(after, before.id)
            _set_document(after, before.document_id)
            _set_version(after, version_id)
            _set_length(after, length)
            _set_start(after, start)
            _set_end(after, end)
            _set_quote(after, text[start:end])
            _set_prefix(after, text[max(0, start - CONTEXT) : start])
            _set_suffix(after, text[end : end + CONTEXT])
            _set_state(after, before.state)
            _set_note(after, before.note)
            pairs.append((before, after))
        return tuple(pairs)


def moved_fragments(
    fragments: Sequence[Fragment],
    text: str,
    edits: Sequence[Edit],
    new_text: str,
    version: TextVersion,
    *,
    follow: bool = False,
) -> Moved:
    """The fragments of `text`, which `edits` made into `new_text`, as they stand in its new `version`.

    Which are lost says `text.edits.shift_coded`, and `follow` is as there. Raises
    SpanError where a fragment whose words were not touched would not read its quote: then nothing may be saved.
    """
    places = shift_coded(text, fragments, edits, new_text, follow=follow)
    ends, starts = [edit.end for edit in edits], [edit.position for edit in edits]
    reads = new_text.startswith
    for before, place in zip(fragments, places, strict=True):
        if place is None or (reads(before.quote, place.start) and len(before.quote) == place.end - place.start):
            continue
        quote = new_text[place.start : place.end]
        at = bisect_right(ends, before.start)
        if at == len(starts) or starts[at] >= before.end:
            raise _drifted(before, quote)
    return Moved(tuple(fragments), tuple(places), new_text, version)


def moved_suggestions(
    suggestions: Sequence[Suggestion], edits: Sequence[Edit], version: TextVersion
) -> tuple[tuple[Suggestion, Suggestion], ...]:
    """The suggestions that still have words, before and after; the others stay with the version they were made for."""
    shifted = shift_spans(suggestions, edits)
    return tuple(
        (one, changed(one, text_version_id=version.id, text_length=version.length, start=span.start, end=span.end))
        for one, span in zip(suggestions, shifted, strict=True)
        if span is not None
    )


def _drifted(fragment: Fragment, found: str) -> SpanError:
    return SpanError(
        N_("After this edit the fragment '{quote}' would sit on other words ('{found}'), though nobody touched it."),
        N_("Nothing was saved. Run: cmo-coder verify"),
        quote=_short(fragment.quote),
        found=_short(found),
    )


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}..."
