"""The lines of the screen of contradictions: what speaks against what, and what lies open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.messages.dates import day
from cmo_coder.model.claims import Polarity
from cmo_coder.model.configurations import Configuration, NegativeSearch
from cmo_coder.model.effective_elements import Omkering
from cmo_coder.realist.contradiction import (
    Contradiction,
    ContradictionKind,
    Side,
    contradictions,
    loose_claims,
    without_mechanism,
)
from cmo_coder.realist.protocol import (
    Step,
    mixed_outcomes,
    negative_cases,
    standing_of,
    step_of,
    without_condition,
    without_omkering,
)
from cmo_coder.realist.rivals import positions_about
from cmo_coder.realist.sentences import claim_words, omkering_sentence, sentence_in
from cmo_coder.realist.separation import comparison, without_context
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.tui.screens.quotes import quote_line
from cmo_coder.tui.widgets.line_list import Line, blank, counted, heading

KINDS = {
    ContradictionKind.OPPOSITE_OUTCOME: N_("Same intervention or outcome, opposite direction"),
    ContradictionKind.RIVAL_MECHANISM: N_("Rival explanations"),
    ContradictionKind.DIFFERENT_FOR_WHOM: N_("Different for whom"),
    ContradictionKind.DECLARED: N_("Called rivals by the team"),
}
STEPS = {
    Step.LOOK: N_("a context separates them: give each side its own (b)"),
    Step.UNKNOWN: N_("no difference between them is known: leave it open with a question (o)"),
    Step.SETTLED: N_("settled: each side has its own context"),
    Step.OPEN: N_("contested, context unknown; a question is written down"),
}
_MARKS = {Step.LOOK: "!", Step.UNKNOWN: "?", Step.SETTLED: "✓", Step.OPEN: "…"}


def key_of(one: Contradiction) -> str:
    """An id for a contradiction that stays the same while its configurations do."""
    return ":".join(
        [one.kind.value, one.element_id or "", *sorted(id_ for side in one.sides for id_ in side.configurations)]
    )


def open_lines(snapshot: Snapshot) -> Iterator[Line]:
    """Everything that speaks against something or lies open, under headings with their number."""
    found = contradictions(snapshot)
    for kind, title in KINDS.items():
        own = [one for one in found if one.kind is kind]
        yield from _section(kind.value, _(title), (_contradiction_line(snapshot, one) for one in own))
    yield from _section("mixed", _("Outcomes with mixed polarity"), _mixed(snapshot))
    yield from _section("condition", _("Strong contradiction, no condition"), _conditions(snapshot))
    yield from _section(
        "negative", _("Negative cases"), (_configuration(snapshot, c) for c in negative_cases(snapshot))
    )
    yield from _section("loose", _("Claims without configuration"), _loose(snapshot))
    bare = (_configuration(snapshot, one) for one in without_mechanism(snapshot))
    yield from _section("bare", _("Configurations without mechanism"), bare)
    yield from _section("search", _("Searches for negative cases"), _searches(snapshot))
    yield from _section("omkering", _("Omkeringen"), _omkeringen(snapshot))
    yield from _section("derived", _("Strategies from what did not work, without an omkering"), _derived(snapshot))


def _section(id_: str, title: str, lines: Iterable[Line]) -> Iterator[Line]:
    own = list(lines)
    if own:
        yield counted(f"h-{id_}", f"{title} ({{n}})", (one.id for one in own))
        yield from own


def _contradiction_line(snapshot: Snapshot, one: Contradiction) -> Line:
    sides = " ↔ ".join(_numbers(snapshot, side) for side in one.sides)
    label = snapshot.canonical[one.element_id].label if one.element_id else ""
    step, key = step_of(snapshot, one), key_of(one)
    return Line(
        key,
        Content.assemble((sides, "bold"), f"  {label}"),
        lead=Content.styled(_MARKS[step], "bold $warning" if step in (Step.LOOK, Step.UNKNOWN) else "dim"),
        indent=2,
        about=("contradiction", key),
    )


def _numbers(snapshot: Snapshot, side: Side) -> str:
    return ", ".join(str(snapshot.configurations[id_].number) for id_ in side.configurations)


def _mixed(snapshot: Snapshot) -> Iterator[Line]:
    for element, by in mixed_outcomes(snapshot):
        counts = ", ".join(f"{word(kind)} {len(ids)}" for kind, ids in by.items())
        text = Content.assemble(element.label, "  ", (counts, "dim"))
        yield Line(f"mixed-{element.id}", text, indent=2, about=("mixed", element.id))


def _conditions(snapshot: Snapshot) -> Iterator[Line]:
    for element in without_condition(snapshot):
        label = snapshot.element_version_of(element.id).long_label
        yield Line(f"el-{element.id}", f"{element.nr}. {label}", indent=2, about=("effective_element", element.id))


def _configuration(snapshot: Snapshot, one: Configuration) -> Line:
    text = Content.assemble((f"{one.number}", "bold"), f"  {sentence_in(snapshot, snapshot.version_of(one.id))}")
    return Line(f"cmo-{one.id}", text, indent=2, about=("configuration", one.id))


def _loose(snapshot: Snapshot) -> Iterator[Line]:
    for claim in loose_claims(snapshot):
        text = Content.assemble((f"{claim.number}", "bold"), f"  {claim_words(snapshot, claim.id)}")
        yield Line(f"claim-{claim.id}", text, indent=2, about=("claim", claim.id))


def _searches(snapshot: Snapshot) -> Iterator[Line]:
    for one in snapshot.negative_searches:
        found = one.found or _("searched, nothing found")
        text = Content.assemble(f"{one.query}  ", (f"{found} · {day(one.date)}", "dim"))
        yield Line(f"search-{one.id}", text, indent=2, about=("negative_search", one.id))


def _omkeringen(snapshot: Snapshot) -> Iterator[Line]:
    for one in snapshot.omkeringen.values():
        text = Content.assemble(one.statement, "  ", (word(one.status), "dim"))
        yield Line(f"omk-{one.id}", text, indent=2, about=("omkering", one.id))


def _derived(snapshot: Snapshot) -> Iterator[Line]:
    for element in snapshot.current_elements():
        for strategy in snapshot.strategies_of_element.get(element.id, ()):
            if without_omkering(snapshot, strategy):
                claims = [link.claim_id for link in snapshot.claims_of_strategy.get(strategy.id, ())]
                yield Line(
                    f"derived-{strategy.id}",
                    f"{element.nr}. {strategy.text}",
                    indent=2,
                    about=("effective_element", element.id),
                    fragments=snapshot.fragments_of_claims(claims),
                )


# Right


def contradiction_lines(snapshot: Snapshot, one: Contradiction, *, counts: bool) -> Iterator[Line]:
    """The protocol with where this stands, the sides with their quotes, and (`counts`) which context differs."""
    standing = standing_of(snapshot, one)
    label = snapshot.canonical[one.element_id].label if one.element_id else ""
    yield heading("title", _(KINDS[one.kind]) + (f": {label}" if label else ""))
    yield Line("step", Content.assemble((_("Now: "), "dim"), (_(STEPS[standing.step]), "bold")))
    for memo in standing.questions:
        yield Line(f"q-{memo.id}", Content.assemble((_("question: "), "dim"), memo.text), indent=2)
    if counts:
        yield from _comparisons(snapshot, one)
    else:
        yield from _separating(snapshot, one)
    for nr, side in enumerate(one.sides):
        yield blank(f"b-{nr}")
        yield heading(f"side-{nr}", _("Side {nr}").format(nr=nr + 1))
        for id_ in side.configurations:
            yield _configuration(snapshot, snapshot.configurations[id_])
        for fragment_id in snapshot.fragments_of_claims(side.claims)[:12]:
            yield quote_line(snapshot, fragment_id, id_=f"side-{nr}-{fragment_id}", indent=4)
    yield from _other_positions(snapshot, one)
    yield blank("b-protocol")
    yield heading("h-protocol", _("The protocol"))
    for nr, text in enumerate(_protocol(standing.step)):
        yield Line(f"p-{nr}", text, indent=2)


def _separating(snapshot: Snapshot, one: Contradiction) -> Iterator[Line]:
    found = standing_of(snapshot, one).separations
    for nr, separation in enumerate(found):
        yield Line(f"sep-{nr}", separation.text(), lead="≠ ", indent=2)
    if not found:
        words = _("context unknown: no fact is known that differs between the sides")
        yield Line("sep-none", Content.styled(words, "$warning"), indent=2)
    for nr in without_context(snapshot, one.sides):
        yield Line(f"sep-silent-{nr}", _("side {nr} names no context").format(nr=nr), lead="· ", indent=2)


def _comparisons(snapshot: Snapshot, one: Contradiction) -> Iterator[Line]:
    """Which context differs: every fact with its counts on both sides; nothing about chance."""
    first = one.sides[0]
    for nr, other in enumerate(one.sides[1:], start=2):
        yield heading(f"cmp-{nr}", _("Which context differs? side 1 ↔ side {nr} (claims/voices)").format(nr=nr))
        for made in comparison(snapshot, first, other):
            style = "bold" if made.separates else ""
            name = Content.styled(("≠ " if made.separates else "  ") + made.name, style)
            yield Line(f"cmp-{nr}-{made.name}", name, indent=0)
            for share in made.shares:
                left, right = (f"{len(share.claims[i])}/{share.voices[i]}" for i in (0, 1))
                words = snapshot.fragments_of_claims([*share.claims[0], *share.claims[1]])
                counts = f"{left} ↔ {right}" if any(share.claims) else _("(no claims behind it)")
                text = Content.assemble(f"{share.text}  ", (counts, "dim"))
                title = f"{made.name}: {share.text}"
                yield Line(f"cmp-{nr}-{made.name}-{share.text}", text, indent=6, fragments=words, title=title)
        yield Line(
            f"cmp-note-{nr}", Content.styled(_("Counts only: with so few voices nothing is said of chance."), "dim")
        )


def _other_positions(snapshot: Snapshot, one: Contradiction) -> Iterator[Line]:
    """Positions about the same thing that stand on neither side (a third camp)."""
    told = {id_ for side in one.sides for id_ in side.configurations}
    positions = positions_about(snapshot, one.element_id) if one.element_id is not None else ()
    for nr, position in enumerate(positions):
        if not set(position.side.configurations) & told:
            yield blank(f"b-pos-{nr}")
            yield heading(f"pos-{nr}", _("Another position"))
            for id_ in position.side.configurations:
                yield _configuration(snapshot, snapshot.configurations[id_])


def _protocol(step: Step) -> Iterator[Content]:
    done = {
        Step.LOOK: (True, False, None, False),
        Step.UNKNOWN: (True, None, False, False),
        Step.SETTLED: (True, True, None, True),
        Step.OPEN: (True, None, True, True),
    }[step]
    texts = (
        _("a  look for a context that separates (c: counts)"),
        _("b  found: two configurations, each with its own C (b)"),
        _("c  not found: contested, context unknown, a question for the next round (o)"),
        _("d  it stands in 'Where does it not work?' (w writes that table)"),
    )
    for text, is_done in zip(texts, done, strict=True):
        mark = "✓ " if is_done else "· " if is_done is None else "→ "
        yield Content.styled(mark + text, "dim" if is_done is None else "")


def mixed_lines(snapshot: Snapshot, element_id: str) -> Iterator[Line]:
    """The claims on either side of an outcome, with their quotes."""
    element = snapshot.canonical[element_id]
    by = next((by for one, by in mixed_outcomes(snapshot) if one.id == element_id), {})
    yield heading("title", element.label)
    for kind in Polarity:
        ids = by.get(kind, ())
        if ids:
            yield blank(f"b-{kind}")
            yield counted(f"h-{kind}", f"{word(kind)} ({{n}})", (f"claim-{id_}" for id_ in ids))
        for claim_id in ids:
            yield claim_line(snapshot, claim_id)
            for fragment_id in snapshot.fragments_of_claims([claim_id])[:3]:
                yield quote_line(snapshot, fragment_id, id_=f"{claim_id}-{fragment_id}", indent=4)


def claim_line(snapshot: Snapshot, claim_id: str) -> Line:
    """A claim that leads to its quotes."""
    claim = snapshot.claims[claim_id]
    words = snapshot.fragments_of_claims([claim_id])
    name = _("claim {number}").format(number=claim.number)
    facts = " · ".join([word(claim.polarity), word(claim.status)])
    text = Content.assemble((name, "bold"), f"  {claim_words(snapshot, claim_id)}  ", (facts, "dim"))
    return Line(f"claim-{claim_id}", text, about=("claim", claim_id), fragments=words, title=name)


def search_lines(snapshot: Snapshot, one: NegativeSearch) -> Iterator[Line]:
    """What was searched, when, for what, and what was found."""
    yield heading("title", _("Search for negative cases"))
    facts = (
        (_("query"), one.query),
        (_("date"), day(one.date)),
        (_("found"), one.found or _("searched, nothing found")),
    )
    for name, words in facts:
        yield Line(f"f-{name}", Content.assemble((f"{name}: ", "dim"), words))
    if one.configuration_id is not None:
        yield _configuration(snapshot, snapshot.configurations[one.configuration_id])
    if one.effective_element_id is not None:
        element = snapshot.elements[one.effective_element_id]
        label = snapshot.element_version_of(element.id).long_label
        yield Line("el", f"{element.nr}. {label}", about=("effective_element", element.id))
    if one.demi_regularity_id is not None:
        yield Line("demi", snapshot.demi_regularities[one.demi_regularity_id].description)


def omkering_lines(snapshot: Snapshot, one: Omkering) -> Iterator[Line]:
    """What did not work, what was made of it, the reasoning, and whether anything confirmed it."""
    yield heading("title", _("Omkering"))
    yield Line("sentence", omkering_sentence(snapshot, one.id))
    facts = ((_("reasoning"), one.reasoning), (_("status"), word(one.status)), (_("confirmed in"), one.confirmed_in))
    for name, words in facts:
        if words:
            yield Line(f"f-{name}", Content.assemble((f"{name}: ", "dim"), words))
    links = snapshot.claims_of_omkering.get(one.id, ())
    n = len(links)
    claims = (f"claim-{link.claim_id}" for link in links)
    yield counted("h-claims", ngettext("From {n} claim", "From {n} claims", n), claims)
    for link in links:
        yield claim_line(snapshot, link.claim_id)
