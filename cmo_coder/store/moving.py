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
from cmo_coder.text.edits import Edit, shift_spans
from cmo_coder.text.spans import CONTEXT, Span

Pair = tuple[Fragment, Fragment]
"""A fragment before and after."""

_FIELDS = tuple(name for name in Fragment.__dataclass_fields__)
_SETTERS = tuple(getattr(Fragment, name).__set__ for name in _FIELDS)
_new = object.__new__


@dataclass(frozen=True, slots=True)
class Moved:
    """The fragments of a text after an edit: as many as there were, each in one of the two lists."""

    kept: tuple[Pair, ...]
    lost: tuple[Pair, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All of them."""
        return self.kept + self.lost

    @property
    def reworded(self) -> tuple[Pair, ...]:
        """Those that sit on other words than before."""
        return tuple(pair for pair in self.kept if pair[0].quote != pair[1].quote)


def moved_fragments(
    fragments: Sequence[Fragment],
    edits: Sequence[Edit],
    new_text: str,
    version: TextVersion,
    *,
    follow: bool = False,
) -> Moved:
    """The fragments of a text, which `edits` made into `new_text`, as they stand in its new `version`.

    A fragment of whose words only white space is left counts as lost too. `follow` as in `shift_spans`. Raises
    SpanError where a fragment whose words were not touched would not read its quote: then nothing may be saved.
    """
    shifted = shift_spans([Span(one.start, one.end) for one in fragments], edits, follow=follow)
    ends, starts = [edit.end for edit in edits], [edit.position for edit in edits]
    kept: list[Pair] = []
    lost: list[Pair] = []
    for before, span in zip(fragments, shifted, strict=True):
        quote = before.quote if span is None else new_text[span.start : span.end]
        if quote != before.quote:
            nr = bisect_right(ends, before.start)
            if nr == len(starts) or starts[nr] >= before.end:
                raise _drifted(before, quote)
        if span is None or (quote != before.quote and not quote.strip() and before.quote.strip()):
            lost.append((before, changed(before, state=FragmentState.REVIEW)))
            continue
        start, end = span.start, span.end
        prefix, suffix = new_text[max(0, start - CONTEXT) : start], new_text[end : end + CONTEXT]
        kept.append((before, _at(before, version, start, end, quote, prefix, suffix)))
    return Moved(tuple(kept), tuple(lost))


def moved_suggestions(
    suggestions: Sequence[Suggestion], edits: Sequence[Edit], version: TextVersion
) -> tuple[tuple[Suggestion, Suggestion], ...]:
    """The suggestions that still have words, before and after; the others stay with the version they were made for."""
    shifted = shift_spans([Span(one.start, one.end) for one in suggestions], edits)
    return tuple(
        (one, changed(one, text_version_id=version.id, text_length=version.length, start=span.start, end=span.end))
        for one, span in zip(suggestions, shifted, strict=True)
        if span is not None
    )


def _at(before: Fragment, version: TextVersion, start: int, end: int, quote: str, prefix: str, suffix: str) -> Fragment:
    # By the thousand: filling the slots directly takes a third of the time of the frozen class's own way.
    made = _new(Fragment)
    values = (
        before.id,
        before.document_id,
        version.id,
        version.length,
        start,
        end,
        quote,
        prefix,
        suffix,
        before.state,
        before.note,
    )
    for put, value in zip(_SETTERS, values, strict=True):
        put(made, value)
    return made


def _drifted(fragment: Fragment, found: str) -> SpanError:
    return SpanError(
        N_("After this edit the fragment '{quote}' would sit on other words ('{found}'), though nobody touched it."),
        N_("Nothing was saved. Run: cmo-coder verify"),
        quote=_short(fragment.quote),
        found=_short(found),
    )


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}..."
