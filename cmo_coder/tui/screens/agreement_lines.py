"""What the agreement screen shows: a line per difference, and the two codings beside the words."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from cmo_coder.agreement.coding import Spans, normalised
from cmo_coder.messages import _
from cmo_coder.model.adjudication import Choice
from cmo_coder.realist.agreement import Agreement
from cmo_coder.realist.agreement_rows import SHORT_NAME, choice_word, code_word, kind_word, shortened, support_words
from cmo_coder.store.disagreement import Disagreement, Side

AROUND = 160
"""Code points of text shown before and after the words in dispute."""


def sign(one: Disagreement) -> str:
    """Return how far a difference is: not looked at, kept for discussion, settled."""
    if one.settled is None:
        return "○"
    return "◐" if one.settled.choice is Choice.OPEN else "●"


def line_of(found: Agreement, one: Disagreement) -> Content:
    """Return the line of a difference: how far, the kind, the code, where, and what rests on it."""
    elements = ", ".join(sorted(found.effective_element(id_).partition(".")[0] for id_ in one.effective_elements))
    return Content.assemble(
        sign(one) + " ",
        (kind_word(found, one, SHORT_NAME), "bold" if one.is_open else "dim"),
        "  ",
        shortened(code_word(found, one), 70),
        ("  · " + found.document(one.case.document), "dim"),
        (f"  ≠ {elements}" if elements else "", "$warning"),
        (f"  → {choice_word(found, one)}" if one.settled else "", "dim italic"),
    )


def sides_of(found: Agreement, one: Disagreement, numbers: Sequence[int]) -> Content:
    """Return what some of the coders have here: codes, or a claim with its links drawn; what differs stands out."""
    parts: list[Content] = []
    for nr in numbers:
        others = {
            step
            for at, side in enumerate(one.sides)
            if at != nr
            for word in said_by(found, side)
            for step in steps(word)
        }
        parts.append(_side(found, one.sides[nr], nr, others))
    return Content("\n\n").join(parts)


def said_by(found: Agreement, side: Side) -> list[str]:
    """Return what a coder has, in words: each code once, or the claims."""
    if side.chain:
        return side.chain.split("; ")
    return list(dict.fromkeys(found.code(code) for _start, _end, code in side.places))


def steps(word: str) -> list[str]:
    """Return the links of a claim, or the one name of a code."""
    return word.split(" ─▶ ")


def _side(found: Agreement, side: Side, nr: int, others: set[str]) -> Content:
    parts: list[Content | str | tuple[str, str]] = [(f"{nr + 1}  ", "bold $warning"), (found.coder(side.coder), "bold")]
    words = said_by(found, side)
    if not words:
        return Content.assemble(*parts, "\n", (_("nothing here"), "dim"))
    for word in words:
        for at, step in enumerate(steps(word)):
            parts += ["\n" if not at else "\n ─▶ ", (step, "" if step in others else "reverse")]
    spans = spans_of_side(side)
    parts.append((f"\n{sum(end - start for start, end in spans)} " + _("characters"), "dim"))
    if len(spans) > 1:
        parts.append((", " + _("in {n} parts").format(n=len(spans)), "dim"))
    return Content.assemble(*parts)


def spans_of_side(side: Side) -> Spans:
    """Return the words of a coder, merged: those coded, or those that her claims rest on."""
    spans = [(start, end) for start, end, _code in side.places]
    spans += [(start, end) for claim in side.claims for place, start, end in claim.words if place == claim.document]
    return normalised(spans, 2**62)


def words_of(text: str, one: Disagreement) -> Content:
    """Return the words with what stands around them; those of each coder lie between signs with the key that takes
    them, such as `1[` and `]1`.
    """
    case = one.case
    start, end = max(0, case.start - AROUND), min(len(text), case.end + AROUND)
    opens: dict[int, str] = {}
    closes: dict[int, str] = {}
    marked = [spans_of_side(side) for side in one.sides]
    for nr, spans in enumerate(marked, start=1):
        for begin, stop in spans:
            opens[begin] = opens.get(begin, "") + f"{nr}["
            closes[stop] = f"]{nr}" + closes.get(stop, "")
    parts: list[tuple[str, str]] = [("…", "dim")] if start else []
    cuts = sorted({start, end, *(at for at in (*opens, *closes) if start <= at <= end)})
    for nr, at in enumerate(cuts):
        parts.append((closes.get(at, "") + opens.get(at, ""), "bold $warning"))
        if nr + 1 < len(cuts):
            here = sum(any(begin <= at < stop for begin, stop in spans) for spans in marked)
            style = "bold" if here == len(marked) else "underline" if here else "dim"
            parts.append((text[at : cuts[nr + 1]], style))
    if end < len(text):
        parts.append(("…", "dim"))
    return Content.assemble(*parts)


def below(found: Agreement, one: Disagreement) -> Content:
    """Return what is known of a difference besides: where, what rests on it, what was decided and why."""
    parts: list[tuple[str, str] | str] = [
        (f"{kind_word(found, one)} · {found.document(one.case.document)} ({one.case.start}-{one.case.end})", "bold")
    ]
    if names := support_words(found, one):
        parts.append("\n" + _("Support that rests on these words: {names}").format(names=names))
    if one.settled is not None:
        reason = f" ({one.settled.reason})" if one.settled.reason else ""
        parts.append("\n" + _("Decided: {choice}").format(choice=choice_word(found, one)) + reason)
    return Content.assemble(*parts)
