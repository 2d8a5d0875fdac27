"""Support in words, from the scale of the study, with n/N per group (AC-16); rivals position by position (AC-17)."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_coder.messages import N_, _
from cmo_coder.model.cases import Group
from cmo_coder.realist.directions import Sign
from cmo_coder.realist.quantifiers import Quantity, in_words, suppressed
from cmo_coder.realist.rivals import rival_sets
from cmo_coder.realist.separation import Facts, between, facts_of
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.support import StanceSupport, support_of_element
from cmo_coder.realist.words import word
from cmo_coder.tables.elements import elements_shown, label_of
from cmo_coder.tables.making import bullets, joined, number, table, text
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.value import Cell, Column, Row, Table

IN_WORDS_TITLE = N_("Support in words")
RIVALS_TITLE = N_("Rival explanations")


def support_in_words(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """One row per element and stance: how many respondents of how many, in words, in all and group by group.

    Hopes are left out, and so are those who are covered but not heard. Without respondents there is no word: the table
    says that the denominator is missing.
    """
    columns = [
        Column("nr", _("Number"), 8),
        Column("werkzaam_element", _("Effective element"), 32),
        Column("houding", _("Stance"), 12),
        Column("respondenten", _("Respondents"), 22),
        *(Column(f"groep_{nr}", word(group), 20) for nr, group in enumerate(snapshot.groups, start=1)),
        Column("casussen", _("Cases"), 20),
    ]
    rows = []
    for element in elements_shown(snapshot, options):
        version = snapshot.element_version_of(element.id)
        support = support_of_element(snapshot, version.id)
        for stance in (support.supports, support.contradicts, support.refines):
            if not stance.claims and stance is not support.supports:
                continue
            words = snapshot.fragments_of_claims(stance.claims)
            cells = (
                number(element.nr, words),
                text(label_of(version, options.label), words),
                text(word(stance.stance)),
                _quantity(snapshot, _people(snapshot, stance, None), len(snapshot.respondents)),
                *(_of_group(snapshot, stance, group) for group in snapshot.groups),
                _cases(snapshot, stance),
            )
            rows.append(Row(f"{element.id}.{stance.stance.value}", cells))
    notes = [_("Words come from the scale of the study; what is only hoped does not count.")]
    if not snapshot.respondents:
        notes.insert(0, _("There is no list of respondents: nothing here has a denominator, so no word can be given."))
    if snapshot.study.small_cell:
        limit = snapshot.study.small_cell
        notes.append(_("Numbers of people below {limit} are not shown apart.").format(limit=limit))
    return table(snapshot, "steun_in_woorden", _(IN_WORDS_TITLE), _(IN_WORDS_TITLE), columns, rows, date, notes)


def _people(snapshot: Snapshot, stance: StanceSupport, group: Group | None) -> dict[str, tuple[str, ...]]:
    """The respondents of a stance (of a group, or of all) with their claims."""
    return {
        one.id: one.claims
        for one in stance.counted.respondents.items
        if group is None or snapshot.respondents[one.id].group is group
    }


def _quantity(snapshot: Snapshot, people: dict[str, tuple[str, ...]], total: int) -> Cell:
    words = snapshot.fragments_of_claims(claim for claims in people.values() for claim in claims)
    limit = snapshot.study.small_cell
    if suppressed(len(people), limit):
        return text(f"< {limit}", words)
    return text(in_words(Quantity(len(people), total or None), snapshot.study.quantifiers), words)


def _of_group(snapshot: Snapshot, stance: StanceSupport, group: Group) -> Cell:
    total = snapshot.people_per_group.get(group, 0)
    if suppressed(total, snapshot.study.small_cell):
        return text(_("not shown (small group)"))
    return _quantity(snapshot, _people(snapshot, stance, group), total)


def _cases(snapshot: Snapshot, stance: StanceSupport) -> Cell:
    cases = stance.counted.cases
    words = snapshot.fragments_of_claims(cases.claims)
    return text(in_words(Quantity(cases.number, cases.total or None), snapshot.study.quantifiers), words)


def rivals(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """One row per position about an intervention or outcome, with what separates it from the others."""
    columns = [
        Column("over", _("About"), 30),
        Column("positie", _("Position"), 8),
        Column("configuraties", _("Configurations"), 12),
        Column("richting", _("Direction"), 10),
        Column("mechanisme", _("Mechanism"), 34),
        Column("uitkomst", _("Outcome"), 30),
        Column("scheiding", _("What separates it from the others"), 40),
    ]
    rows = []
    for one in rival_sets(snapshot):
        about = f"{one.basis.value}: {snapshot.canonical[one.element_id].label}"
        facts = [facts_of(snapshot, position.side) for position in one.positions]
        for nr, position in enumerate(one.positions, start=1):
            words = snapshot.fragments_of_claims(position.side.claims)
            numbers = (str(snapshot.configurations[id_].number) for id_ in position.side.configurations)
            cells = (
                text(about, words),
                number(nr, words),
                joined(numbers, words),
                text(_direction(position.sign), words),
                bullets(position.mechanisms, words),
                bullets(position.outcomes, words),
                bullets(_separating(facts, nr - 1)),
            )
            rows.append(Row(f"{one.element_id}.{nr}", cells))
    caption = _("Who explains what by what: positions about the same intervention or outcome")
    notes = [_("What separates is only what differs in these data; nothing is said about its weight.")]
    if rows and not snapshot.respondents:
        notes.append(_("There is no list of respondents: how many hold a position cannot be said."))
    return table(snapshot, "rivalen", _(RIVALS_TITLE), caption, columns, rows, date, notes, group="over")


def _direction(sign: Sign) -> str:
    return sign.value or _("open")


def _separating(facts: Sequence[Facts], own: int) -> Sequence[str]:
    """What separates one position (by its number, from 0) from each of the others."""
    lines = []
    for nr, other in enumerate(facts):
        if nr != own:
            found = [separation.text() for separation in between(facts[own], other)]
            what = "; ".join(found) or _("context unknown")
            lines.append(f"{nr + 1}: {what}")
    return lines
