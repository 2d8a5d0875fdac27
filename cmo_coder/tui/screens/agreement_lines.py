"""What the agreement screen shows: a line per difference, and the two codings beside the words."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from cmo_coder.messages import _
from cmo_coder.model.adjudication import Choice
from cmo_coder.realist.agreement import Agreement
from cmo_coder.realist.agreement_rows import choice_word, code_word, kind_word, shortened
from cmo_coder.store.disagreements import Disagreement
from cmo_coder.tui.widgets.line_list import Line

AROUND = 160
"""Code points of text shown before and after the words in dispute."""

OPENS, CLOSES = "1[", "]1"
ALSO_OPENS, ALSO_CLOSES = "2[", "]2"
"""What stands around the words of the first and of the second coder, with the key that takes them."""


def sign(one: Disagreement) -> str:
    """Return how far a difference is: not looked at, kept for discussion, settled."""
    if one.settled is None:
        return "○"
    return "◐" if one.settled.choice is Choice.OPEN else "●"


def lines_of(found: Agreement, listed: Sequence[Disagreement]) -> list[Line]:
    """Return a line for each difference: how far, the kind, the code, where, and what rests on it."""
    made = []
    for one in listed:
        elements = ", ".join(sorted(found.effective_element(id_).partition(".")[0] for id_ in one.effective_elements))
        text = Content.assemble(
            (kind_word(found, one), "bold" if one.is_open else "dim"),
            "  ",
            shortened(code_word(found, one), 70),
            ("  · " + found.document(one.case.document), "dim"),
            (f"  ≠ {elements}" if elements else "", "$warning"),
            (f"  → {choice_word(found, one)}" if one.settled else "", "dim italic"),
        )
        made.append(Line(one.key, text, lead=sign(one), indent=2))
    return made


def side(found: Agreement, one: Disagreement, first: bool) -> Content:
    """Return what one coder has here: her code, or her claim with its links drawn; what differs stands out."""
    coder = one.first_coder if first else one.second_coder
    mark = "1" if first else "2"
    spans = one.case.first if first else one.case.second
    code = found.code(one.case.first_code if first else one.case.second_code)
    other = found.code(one.case.second_code if first else one.case.first_code)
    parts: list[Content | str | tuple[str, str]] = [(f"{mark}  ", "bold $warning"), (found.coder(coder), "bold"), "\n"]
    if not spans:
        parts.append((_("nothing here"), "dim"))
        return Content.assemble(*parts)
    theirs = set(other.split(" ─▶ "))
    for nr, step in enumerate(code.split(" ─▶ ")):
        parts += ["\n" if not nr else "\n ─▶ ", (step, "" if step in theirs else "reverse")]
    parts.append((f"\n\n{sum(end - start for start, end in spans)} " + _("characters"), "dim"))
    if len(spans) > 1:
        parts.append((", " + _("in {n} parts").format(n=len(spans)), "dim"))
    return Content.assemble(*parts)


def words_of(text: str, one: Disagreement) -> Content:
    """Return the words with what stands around them; those of the coders lie between signs with their number."""
    case = one.case
    start, end = max(0, case.start - AROUND), min(len(text), case.end + AROUND)
    opens: dict[int, str] = {}
    closes: dict[int, str] = {}
    for spans, before, after in ((case.first, OPENS, CLOSES), (case.second, ALSO_OPENS, ALSO_CLOSES)):
        for begin, stop in spans:
            opens[begin] = opens.get(begin, "") + before
            closes[stop] = after + closes.get(stop, "")
    parts: list[tuple[str, str]] = [("…", "dim")] if start else []
    cuts = sorted({start, end, *(at for at in (*opens, *closes) if start <= at <= end)})
    for nr, at in enumerate(cuts):
        parts.append((closes.get(at, "") + opens.get(at, ""), "bold $warning"))
        if nr + 1 < len(cuts):
            mine = any(begin <= at < stop for begin, stop in case.first)
            theirs = any(begin <= at < stop for begin, stop in case.second)
            style = "bold" if mine and theirs else "underline" if mine or theirs else "dim"
            parts.append((text[at : cuts[nr + 1]], style))
    if end < len(text):
        parts.append(("…", "dim"))
    return Content.assemble(*parts)


def below(found: Agreement, one: Disagreement) -> Content:
    """Return what is known of a difference besides: where, what rests on it, what was decided and why."""
    parts: list[tuple[str, str] | str] = [
        (f"{kind_word(found, one)} · {found.document(one.case.document)} ({one.case.start}-{one.case.end})", "bold")
    ]
    if one.effective_elements:
        names = "; ".join(sorted(found.effective_element(id_) for id_ in one.effective_elements))
        parts.append("\n" + _("Support that rests on these words: {names}").format(names=names))
    if one.settled is not None:
        reason = f" ({one.settled.reason})" if one.settled.reason else ""
        parts.append("\n" + _("Decided: {choice}").format(choice=choice_word(found, one)) + reason)
    return Content.assemble(*parts)
