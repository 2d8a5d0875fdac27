"""Small projects for property tests: few coders, codes and short documents; spans nest, touch and repeat."""

from __future__ import annotations

from hypothesis import strategies as st

from cmo_coder.agreement.coding import Coding, Mark, Text

LENGTHS = st.integers(0, 14)


@st.composite
def codings(draw: st.DrawFn, *, coders: int | None = None, everywhere: bool = False) -> Coding:
    """A coding of two to four coders; with `everywhere` every coder finished every document."""
    names = ("A", "B", "C", "D")[: coders or draw(st.integers(2, 4))]
    codes = ("x", "y", "z")[: draw(st.integers(1, 3))]
    texts = []
    for nr in range(draw(st.integers(1, 3))):
        length = draw(LENGTHS)
        cuts = sorted(draw(st.lists(st.integers(0, length), max_size=4)))
        segments = tuple(zip([0, *cuts], [*cuts, length], strict=True))
        texts.append(Text(f"d{nr}", length, segments))
    finished = {
        coder: frozenset(text.id for text in texts if everywhere or draw(st.integers(0, 3)) > 0) for coder in names
    }
    marks = []
    for text in texts:
        for coder in names:
            for _ in range(draw(st.integers(0, 4))):
                start = draw(st.integers(-1, text.length))
                end = start + draw(st.integers(0, 6))
                marks.append(Mark(text.id, coder, start, end, draw(st.sampled_from(codes))))
    return Coding(tuple(texts), names, codes, finished, tuple(marks))
