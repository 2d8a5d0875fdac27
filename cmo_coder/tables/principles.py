"""Guiding principles with the configurations behind them (T8), and theories as they were refined (T5).

Source: realist-method, section 5 (De Weger 2018; Prashanth et al. 2014).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cmo_coder.messages import N_, _
from cmo_coder.model.canonical import CanonicalElement, ContextEffect, Role
from cmo_coder.model.configurations import ConfigurationVersion
from cmo_coder.model.theories import ProgrammeTheory, ProgrammeTheoryVersion
from cmo_coder.realist.sentences import sentence_in
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.theories import version_in_force
from cmo_coder.tables.elements import elements_shown, label_of
from cmo_coder.tables.making import bullets, number, table, text, words_behind
from cmo_coder.tables.matrix import mechanism_roles, profile_notes
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.value import Cell, Column, Row, Table

PRINCIPLES_TITLE = N_("Guiding principles")
REFINING_TITLE = N_("Refining the programme theory")


def principles(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """T8: every effective element with the configurations behind it, and which contexts help and which hinder.

    The contexts of a negative case count as hindering unless they are marked otherwise.
    """
    columns = [
        Column("nr", _("Number"), 8),
        Column("principe", _("Guiding principle"), 30),
        Column("cmos", _("Configurations"), 50),
        Column("bevorderend", _("Enabling contexts"), 30),
        Column("belemmerend", _("Constraining contexts"), 30),
        Column("overig", _("Other contexts"), 30),
    ]
    rows = []
    for element in elements_shown(snapshot, options):
        version = snapshot.element_version_of(element.id)
        behind = snapshot.configurations_behind(version.id)
        words = snapshot.in_reading_order(id_ for one in behind for id_ in words_behind(snapshot, one.id))
        cells = (
            number(element.nr, words),
            text(label_of(version, options.label), words),
            bullets((_numbered(snapshot, one) for one in behind), words),
            *(
                _contexts(snapshot, behind, effect)
                for effect in (ContextEffect.ENABLING, ContextEffect.HINDERING, None)
            ),
        )
        rows.append(Row(element.id, cells))
    caption = _("Guiding principles with the configurations they rest on, and the contexts that help or hinder")
    notes = [_("The contexts of a negative case stand under what constrains, unless they are marked otherwise.")]
    return table(snapshot, "principes", _(PRINCIPLES_TITLE), caption, columns, rows, date, notes)


def _numbered(snapshot: Snapshot, version: ConfigurationVersion) -> str:
    return f"{snapshot.configuration_of(version.id).number}: {sentence_in(snapshot, version)}"


def _contexts(snapshot: Snapshot, versions: Iterable[ConfigurationVersion], effect: ContextEffect | None) -> Cell:
    found: dict[str, None] = {}
    words: list[str] = []
    for version in versions:
        negative = snapshot.configuration_of(version.id).negative_case
        own = [one for one in snapshot.slots(version.id, Role.C) if _effect(one, negative=negative) is effect]
        found.update(dict.fromkeys(one.label for one in own))
        if own:
            words += words_behind(snapshot, version.id, Role.C)
    return bullets(found, snapshot.in_reading_order(words))


def _effect(context: CanonicalElement, *, negative: bool) -> ContextEffect | None:
    if context.context_effect in (ContextEffect.ENABLING, ContextEffect.HINDERING):
        return context.context_effect
    return ContextEffect.HINDERING if negative and context.context_effect is None else None


def refining(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """T5: every programme theory in its version in force, with what it assumes, leans on and expects."""
    columns = [
        Column("theorie", _("Programme theory"), 24),
        Column("werking", _("Programme input and how it is supposed to work"), 44),
        Column("aannames", _("Key assumptions"), 30),
        Column("theorieen", _("Supporting theory"), 24),
        Column("context", _("Key context"), 28),
        Column("uitkomst", _("Outcome of interest"), 28),
        Column("mechanisme", _("Plausible mechanism"), 28),
    ]
    rows = []
    for theory in snapshot.theories.values():
        version = version_in_force(snapshot, theory.id)
        rows.append(Row(theory.id, tuple(_refined(snapshot, theory, version))))
    caption = _("Programme theories: input, assumptions, supporting theory, context, outcome and mechanism")
    notes = profile_notes(snapshot)
    return table(snapshot, "theorieverfijning", _(REFINING_TITLE), caption, columns, rows, date, notes)


def _refined(snapshot: Snapshot, theory: ProgrammeTheory, version: ProgrammeTheoryVersion) -> Iterator[Cell]:
    links = snapshot.configurations_of_theory_version.get(version.id, ())
    behind = [link.configuration_version_id for link in links]
    words = snapshot.in_reading_order(id_ for one in behind for id_ in words_behind(snapshot, one))
    causes = snapshot.fragments_of_claims(
        link.claim_id for link in snapshot.claims_of_theory_version.get(version.id, ())
    )
    said = snapshot.in_reading_order((*words, *causes))
    inputs = list(_labels(snapshot, behind, Role.I, Role.M_RES))
    yield text(_("{title} (version {nr})").format(title=theory.title, nr=version.nr), said)
    yield bullets([*inputs, version.statement], said)
    yield bullets((line for line in version.assumptions.split("\n") if line.strip()), causes)
    midrange = (
        snapshot.midrange_theories[link.midrange_theory_id] for link in snapshot.midrange_of_theory.get(theory.id, ())
    )
    yield bullets(f"{one.name} ({one.reference})" if one.reference else one.name for one in midrange)
    for roles in ((Role.C,), (Role.O,), mechanism_roles(snapshot)):
        own = snapshot.in_reading_order(id_ for one in behind for id_ in words_behind(snapshot, one, *roles))
        yield bullets(_labels(snapshot, behind, *roles), own)


def _labels(snapshot: Snapshot, version_ids: Iterable[str], *roles: Role) -> Iterator[str]:
    found = (one.label for id_ in version_ids for role in roles for one in snapshot.slots(id_, role))
    yield from dict.fromkeys(found)
