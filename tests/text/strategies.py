"""Random texts, edit lists and spans that fit them."""

from __future__ import annotations

from hypothesis import strategies as st

from cmo_coder.text.edits import Edit
from cmo_coder.text.spans import Span

LETTERS = "abcde é\u0301\n.😊👩\u200d👧\u2028ש"

texts = st.one_of(st.text(alphabet=LETTERS, max_size=12), st.text(alphabet=LETTERS, min_size=12, max_size=60))


@st.composite
def edit_lists(draw: st.DrawFn, text: str, most: int = 6) -> tuple[Edit, ...]:
    """A sorted edit list for ``text``; edits may touch, and an edit may replace, insert or delete."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=2 * most)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        inserted = draw(st.text(alphabet=LETTERS, max_size=6))
        if inserted or start < end:
            edits.append(Edit(start, text[start:end], inserted))
    return tuple(edits)


@st.composite
def span_lists(draw: st.DrawFn, text: str, most: int = 12) -> list[Span]:
    """Spans in ``text``, in any order, overlapping at will."""
    if not text:
        return []
    starts = draw(st.lists(st.integers(0, len(text) - 1), max_size=most))
    return [Span(start, draw(st.integers(start + 1, len(text)))) for start in starts]
