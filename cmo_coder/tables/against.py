"""Where it does not work: negative cases and contradictions, never netted out (realist-method, section 7, rule 5d)."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_coder.messages import N_, _
from cmo_coder.model.configurations import Configuration, ConfigurationStatus
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.contradiction import Contradiction, ContradictionKind, Side, contradictions
from cmo_coder.realist.sentences import sentence_in
from cmo_coder.realist.separation import FactsOfSides, between
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.support import support_of_configuration, voice_of
from cmo_coder.realist.support_words import support_line
from cmo_coder.realist.words import word
from cmo_coder.tables.making import bullets, joined, number, table, text, words_behind
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.value import Cell, Column, Row, Table

AGAINST_TITLE = N_("Where does it not work?")

_KINDS = {
    ContradictionKind.OPPOSITE_OUTCOME: N_("opposite of {numbers}: {element}"),
    ContradictionKind.RIVAL_MECHANISM: N_("other mechanism than {numbers}: {element}"),
    ContradictionKind.DIFFERENT_FOR_WHOM: N_("other actor and outcome than {numbers}: {element}"),
    ContradictionKind.DECLARED: N_("declared a rival of {numbers}"),
}


def where_it_does_not_work(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """One row per configuration that is a negative case, contested or contradicted, or speaks against another one."""
    columns = [
        Column("nr", _("Number"), 8),
        Column("als_dan_omdat", _("If-then-because"), 44),
        Column("reden", _("Why it stands here"), 40),
        Column("scheiding", _("What separates the sides"), 40),
        Column("steun", _("Support"), 30),
        Column("elementen", _("Elements"), 10),
    ]
    taking_part: dict[str, list[Contradiction]] = {}
    for found in contradictions(snapshot):
        for id_ in {id_ for side in found.sides for id_ in side.configurations}:
            taking_part.setdefault(id_, []).append(found)
    rows, facts = [], FactsOfSides(snapshot)
    for configuration in snapshot.configurations.values():
        own = taking_part.get(configuration.id, [])
        against = _against(snapshot, configuration)
        reasons = [*_marks(configuration), *_contradicted(snapshot, against)]
        reasons += [_speaks_against(snapshot, one, configuration.id) for one in own]
        if reasons:
            separating = [line for one in own for line in _separating(snapshot, facts, one, configuration.id)]
            cells = _cells(snapshot, configuration, reasons, tuple(dict.fromkeys(separating)), against)
            rows.append(Row(configuration.id, cells))
    caption = _("Where it does not work, what speaks against what, and which context separates the two sides")
    return table(snapshot, "waar_werkt_het_niet", _(AGAINST_TITLE), caption, columns, rows, date)


def _cells(
    snapshot: Snapshot,
    configuration: Configuration,
    reasons: Sequence[str],
    separating: Sequence[str],
    against: Sequence[str],
) -> tuple[Cell, ...]:
    version = snapshot.version_of(configuration.id)
    support = support_of_configuration(snapshot, configuration.id)
    return (
        number(configuration.number),
        text(sentence_in(snapshot, version), words_behind(snapshot, version.id)),
        bullets(reasons, snapshot.fragments_of_claims(against)),
        bullets(separating),
        text(support_line(support), snapshot.fragments_of_claims(support.supports.claims)),
        joined(str(element.nr) for element in snapshot.elements_with(version.id)),
    )


def _marks(configuration: Configuration) -> list[str]:
    marks = [_("negative case")] if configuration.negative_case else []
    if configuration.status is ConfigurationStatus.CONTESTED:
        marks.append(word(configuration.status))
    return marks


def _against(snapshot: Snapshot, configuration: Configuration) -> list[str]:
    evidence = snapshot.evidence_of_version.get(snapshot.version_of(configuration.id).id, ())
    return [one.claim_id for one in evidence if one.stance is Stance.CONTRADICTS]


def _contradicted(snapshot: Snapshot, claim_ids: Sequence[str]) -> list[str]:
    voices = dict.fromkeys(label for id_ in claim_ids for _id, label in voice_of(snapshot, snapshot.claims[id_]))
    return [_("contradicted by {who}").format(who=", ".join(voices))] if voices else []


def _side_of(one: Contradiction, configuration_id: str) -> Side | None:
    return next((side for side in one.sides if configuration_id in side.configurations), None)


def _speaks_against(snapshot: Snapshot, one: Contradiction, configuration_id: str) -> str:
    others = [side for side in one.sides if configuration_id not in side.configurations]
    element = snapshot.canonical[one.element_id].label if one.element_id is not None else ""
    return _(_KINDS[one.kind]).format(numbers="; ".join(_numbers(snapshot, side) for side in others), element=element)


def _separating(snapshot: Snapshot, facts: FactsOfSides, one: Contradiction, configuration_id: str) -> list[str]:
    """What separates the side of a configuration from each other side, or that this is unknown."""
    mine = _side_of(one, configuration_id)
    assert mine is not None
    lines = []
    for other in one.sides:
        if other is not mine:
            found = [separation.text() for separation in between(facts[mine], facts[other])]
            what = "; ".join(found) or _("context unknown")
            lines.append(_("{numbers}: {what}").format(numbers=_numbers(snapshot, other), what=what))
    return lines


def _numbers(snapshot: Snapshot, side: Side) -> str:
    return ", ".join(str(snapshot.configurations[id_].number) for id_ in side.configurations)
