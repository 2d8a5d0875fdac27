"""The support vector as lines: a number a line, each with the quotes behind it (realist-method, section 7, rule 2)."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from cmo_coder.messages import _, ngettext
from cmo_coder.model.claims import EpistemicStatus
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.support import Count, StanceSupport, Support
from cmo_coder.realist.words import word
from cmo_coder.tui.widgets.line_list import Line

STANCE_SIGNS = {Stance.SUPPORTS: "+", Stance.CONTRADICTS: "−", Stance.REFINES: "~"}
STANCE_STYLES = {Stance.SUPPORTS: "$success", Stance.CONTRADICTS: "$error", Stance.REFINES: "$warning"}
INDENT = 4


def support_lines(snapshot: Snapshot, support: Support, prefix: str = "support") -> Iterator[Line]:
    """Every number of a support vector, stance by stance; nothing is netted out. `prefix` keeps the ids apart."""
    for stance in (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.REFINES):
        yield from _stance_lines(snapshot, support.of(stance), f"{prefix}-{stance.value}")
    hoped = support.only_hoped
    if hoped.number:
        yield _number(snapshot, f"{prefix}-only-hoped", _("only hoped, by"), hoped)
    for name, title, claims in (
        ("theory", _("after the theory was shown"), support.after_theory),
        ("leading", _("after a leading question"), support.after_leading),
    ):
        if claims:
            words = snapshot.fragments_of_claims(claims)
            text = Content.assemble(f"{title} ", (str(len(claims)), "bold"))
            yield Line(f"{prefix}-{name}", text, indent=INDENT, fragments=words, title=title)
    if support.negative_configurations:
        n = len(support.negative_configurations)
        yield Line(
            f"{prefix}-negative",
            ngettext("{n} negative case", "{n} negative cases", n).format(n=n),
            lead=Content.styled("  ≠ ", "bold"),
            indent=INDENT,
            fragments=snapshot.fragments_of_claims(support.negative.claims),
        )


def _stance_lines(snapshot: Snapshot, found: StanceSupport, prefix: str) -> Iterator[Line]:
    n = len(found.claims)
    yield stance_line(snapshot, found.stance, found.claims, f"{prefix}-all")
    if not n:
        return
    vector = found.counted
    if vector.cases.total:
        yield _number(snapshot, f"{prefix}-cases", _("cases"), vector.cases, of=True)
    if vector.only_collective.number:
        yield _number(snapshot, f"{prefix}-collective", _("only collectively"), vector.only_collective)
    yield _number(snapshot, f"{prefix}-respondents", _("respondents"), vector.respondents)
    yield _number(snapshot, f"{prefix}-groups", _("groups"), vector.groups, of=True)
    yield _number(snapshot, f"{prefix}-rounds", _("rounds"), vector.rounds, of=True)
    if vector.document_types.number > 1:
        yield _number(snapshot, f"{prefix}-sources", _("kinds of source"), vector.document_types)
    for status, one in found.by_status:
        if one.claims:
            text = Content.assemble(f"{word(status)} ", (str(len(one.claims)), "bold"))
            if status is EpistemicStatus.HOPED:
                text = Content.assemble(text, ("  " + _("not counted above"), "dim"))
            yield Line(
                f"{prefix}-{status.value}",
                text,
                lead=Content.styled("    · ", "dim"),
                indent=INDENT + 2,
                fragments=snapshot.fragments_of_claims(one.claims),
                title=f"{word(found.stance)} · {word(status)}",
            )


def stance_line(snapshot: Snapshot, stance: Stance, claims: tuple[str, ...], id_: str) -> Line:
    """A stance with the number of its claims; the quotes of all of them lie behind it."""
    n = len(claims)
    style = f"bold {STANCE_STYLES[stance]}" if n else "dim"
    count = ngettext("{n} claim", "{n} claims", n).format(n=n)
    return Line(
        id_,
        Content.styled(f"{word(stance)} · {count}", style),
        lead=Content.styled(f"{STANCE_SIGNS[stance]} ", style),
        indent=2,
        fragments=snapshot.fragments_of_claims(claims),
        title=f"{word(stance)} · {count}",
    )


def _number(snapshot: Snapshot, id_: str, label: str, count: Count, *, of: bool = False) -> Line:
    number = f"{count.number}/{count.total}" if of else str(count.number)
    names = ", ".join(item.label for item in count.items)
    return Line(
        id_,
        Content.assemble(f"{label} ", (number, "bold"), (f"  {names}", "dim")),
        indent=INDENT,
        fragments=snapshot.fragments_of_claims(count.claims),
        title=f"{label} {number}",
    )
