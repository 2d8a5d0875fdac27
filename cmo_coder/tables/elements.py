"""The table of effective elements (form T9: Tabel B1.1 of the RIVM report), wide and long; elements by case (AC-6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cmo_coder.messages import N_, _
from cmo_coder.model.claims import Naming
from cmo_coder.model.effective_elements import (
    EffectiveElement,
    EffectiveElementVersion,
    ElementStatus,
    OmkeringStatus,
    Strategy,
    StrategySource,
)
from cmo_coder.realist.checks import check_status, status_text
from cmo_coder.realist.naming import cases_named, claims_of_element
from cmo_coder.realist.protocol import without_omkering
from cmo_coder.realist.sentences import claim_words, sentence_in
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.support import support_of_element, voice_of
from cmo_coder.realist.support_words import status_words, support_line
from cmo_coder.realist.words import word
from cmo_coder.tables.making import bullets, joined, number, table, text
from cmo_coder.tables.options import LabelKind, TableOptions
from cmo_coder.tables.value import Cell, Column, Row, Table

ELEMENTS_TITLE = N_("Effective elements")
ELEMENTS_LONG_TITLE = N_("Effective elements, one row per strategy")
BY_CASE_TITLE = N_("Effective elements by case")


@dataclass(frozen=True, slots=True)
class _Part:
    """A column with what fills it."""

    column: Column
    cell: Callable[[Snapshot, EffectiveElement], Cell]


def effective_elements(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """One row per element: its label, its themes, its strategies, and what else was asked for."""
    parts = _parts(options)
    rows = [
        Row(element.id, tuple(part.cell(snapshot, element) for part in parts))
        for element in elements_shown(snapshot, options)
    ]
    notes = [_("A strategy marked (derived) was turned round from what did not work; it was not observed.")]
    return table(
        snapshot,
        "werkzame_elementen",
        _(ELEMENTS_TITLE),
        _("Effective elements, the themes they answer to, and how to achieve them"),
        [part.column for part in parts],
        rows,
        date,
        notes if any(is_derived(snapshot, strategy) for strategy in snapshot.strategies.values()) else [],
    )


def effective_elements_long(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """One row per strategy, with its element and that element's themes repeated (the form of AC-1)."""
    columns = [
        Column("element_nr", _("Number"), 8),
        Column("werkzaam_element", _("Effective element"), 30),
        Column("thema_vraagstuk", _("Theme"), 24),
        Column("hoe_te_bereiken", _("How to achieve it?"), 60),
    ]
    if options.origin:
        columns.append(Column("herkomst", _("Origin"), 24, optional=True))
    if options.particulars:
        columns += [
            Column("actor", _("By whom"), 16, optional=True),
            Column("fase", _("Phase"), 14, optional=True),
            Column("voorbehoud", _("Reservation"), 24, optional=True),
            Column("bron", _("Source"), 14, optional=True),
        ]
    rows = []
    for element in elements_shown(snapshot, options):
        shared = (
            number(element.nr, _claims(snapshot, element)),
            _label(snapshot, element, options.label),
            _themes(snapshot, element),
        )
        for strategy in snapshot.strategies_of_element.get(element.id, ()):
            words = words_of_strategy(snapshot, strategy)
            own = [text(strategy_text(snapshot, strategy), words)]
            own += [text(origin_of(snapshot, strategy), words)] if options.origin else []
            if options.particulars:
                said = (strategy.actor, word(strategy.phase), strategy.reservation, word(strategy.source))
                own += [text(one, words) if one else text("") for one in said]
            rows.append(Row(strategy.id, (*shared, *own)))
    return table(
        snapshot, "werkzame_elementen_lang", _(ELEMENTS_LONG_TITLE), _(ELEMENTS_LONG_TITLE), columns, rows, date
    )


def elements_by_case(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """One row per element, one column per case: named, only collectively covered, or neither (AC-6)."""
    columns = [Column("nr", _("Number"), 8), Column("werkzaam_element", _("Effective element"), 40)]
    columns += [Column(f"casus_{nr}", case.name, 20) for nr, case in enumerate(snapshot.top_cases, start=1)]
    rows, named, cells = [], 0, 0
    for element in elements_shown(snapshot, options):
        by_case = cases_named(snapshot, element.id)
        named += sum(1 for one in by_case if one.naming is Naming.NAMED)
        cells += len(by_case)
        own = [text(word(one.naming), snapshot.fragments_of_claims(one.claims)) for one in by_case]
        rows.append(Row(element.id, (number(element.nr), _label(snapshot, element, options.label), *own)))
    caption = _("Cases named at each element: {named} of {cells}").format(named=named, cells=cells)
    notes = [_("Only a case that is named counts as support; a collective claim ('all three regions') does not.")]
    return table(snapshot, "elementen_per_casus", _(BY_CASE_TITLE), caption, columns, rows, date, notes)


# Strategies


def is_derived(snapshot: Snapshot, strategy: Strategy) -> bool:
    """Whether nobody said that a strategy works (rule 6): it comes from an omkering that nothing has confirmed yet, or
    rests only on claims that say what did not work."""
    if strategy.omkering_id is not None:
        return snapshot.omkeringen[strategy.omkering_id].status is not OmkeringStatus.CONFIRMED
    return strategy.source is StrategySource.DERIVED or without_omkering(snapshot, strategy)


def strategy_text(snapshot: Snapshot, strategy: Strategy) -> str:
    """The words of a strategy, marked where it is derived."""
    return _("{text} (derived)").format(text=strategy.text) if is_derived(snapshot, strategy) else strategy.text


def origin_of(snapshot: Snapshot, strategy: Strategy) -> str:
    """What a strategy rests on: its claims or an omkering; a document alone is no origin (`strategie`, section 2)."""
    parts = []
    claims = snapshot.claims_of_strategy.get(strategy.id, ())
    if claims:
        numbers = ", ".join(str(snapshot.claims[link.claim_id].number) for link in claims)
        parts.append(_("claim {number}").format(number=numbers))
    if strategy.omkering_id is not None:
        negative = snapshot.claims_of_omkering.get(strategy.omkering_id, ())
        numbers = ", ".join(str(snapshot.claims[link.claim_id].number) for link in negative)
        parts.append(_("omkering of claim {number}").format(number=numbers))
    if parts:
        return "; ".join(parts)
    if strategy.document_id is not None:
        title = snapshot.documents[strategy.document_id].title
        return _("no origin (document: {title})").format(title=title)
    return _("no origin")


def words_of_strategy(snapshot: Snapshot, strategy: Strategy) -> tuple[str, ...]:
    """The fragments behind a strategy: of its claims, and of the negative claims that it was turned round from."""
    claims = [link.claim_id for link in snapshot.claims_of_strategy.get(strategy.id, ())]
    claims += [link.claim_id for link in snapshot.claims_of_omkering.get(strategy.omkering_id or "", ())]
    return snapshot.fragments_of_claims(claims)


# Columns


def _parts(options: TableOptions) -> list[_Part]:
    parts = [
        _Part(
            Column("werkzaam_element", _("Effective element"), 30),
            lambda snapshot, element: _label(snapshot, element, options.label),
        ),
        _Part(Column("thema_vraagstuk", _("Theme"), 24), _themes),
        _Part(Column("hoe_te_bereiken", _("How to achieve it?"), 60), _strategies),
    ]
    if options.number:
        parts.insert(0, _Part(Column("nr", _("Number"), 8, optional=True), _number))
    if options.origin:
        parts.append(_Part(Column("herkomst", _("Origin"), 24, optional=True), _origins))
    if options.support:
        parts.append(_Part(Column("steun", _("Support"), 30, optional=True), _support))
    if options.contradiction:
        parts.append(_Part(Column("tegenspraak", _("Contradiction"), 56, optional=True), _contradiction))
    if options.member_check:
        parts.append(_Part(Column("member_check", _("Member check"), 28, optional=True), _member_check))
    return parts


def elements_shown(snapshot: Snapshot, options: TableOptions) -> tuple[EffectiveElement, ...]:
    """The elements of a table: those in force, or with the retired ones."""
    return tuple(snapshot.elements.values()) if options.retired else snapshot.current_elements()


def _version(snapshot: Snapshot, element: EffectiveElement) -> EffectiveElementVersion:
    return snapshot.element_version_of(element.id)


def label_of(version: EffectiveElementVersion, kind: LabelKind = LabelKind.LONG) -> str:
    """A wording of an element; the long label where the wording asked for is empty."""
    wordings = {LabelKind.SHORT: version.short_label, LabelKind.PUBLIC: version.public_label}
    return wordings.get(kind) or version.long_label


def _label(snapshot: Snapshot, element: EffectiveElement, kind: LabelKind) -> Cell:
    version = _version(snapshot, element)
    retired = version.status is ElementStatus.RETIRED or element.merged_into_id is not None
    words = label_of(version, kind)
    return text(_("{label} (retired)").format(label=words) if retired else words, _claims(snapshot, element))


def _number(snapshot: Snapshot, element: EffectiveElement) -> Cell:
    return number(element.nr, _claims(snapshot, element))


def _claims(snapshot: Snapshot, element: EffectiveElement) -> tuple[str, ...]:
    """The fragments of the claims that support an element, and those linked to it directly."""
    support = support_of_element(snapshot, _version(snapshot, element).id)
    return snapshot.in_reading_order(
        (*snapshot.fragments_of_claims(support.supports.claims), *_direct(snapshot, element))
    )


def _direct(snapshot: Snapshot, element: EffectiveElement) -> Iterator[str]:
    for version in snapshot.versions_of_element[element.id]:
        for link in snapshot.fragments_of_element_version.get(version.id, ()):
            yield link.fragment_id


def _themes(snapshot: Snapshot, element: EffectiveElement) -> Cell:
    """The themes, with the words about the element that speak to one of them."""
    ids = [link.theme_id for link in snapshot.themes_of_element.get(element.id, ())]
    about = {*_direct(snapshot, element), *snapshot.fragments_of_claims(claims_of_element(snapshot, element.id))}
    words = {
        fragment_id
        for fragment_id in about
        if any(link.theme_id in ids for link in snapshot.themes_of_fragment.get(fragment_id, ()))
    }
    return joined((snapshot.themes[id_].label for id_ in ids), snapshot.in_reading_order(words))


def _strategies(snapshot: Snapshot, element: EffectiveElement) -> Cell:
    strategies = snapshot.strategies_of_element.get(element.id, ())
    words = (fragment for strategy in strategies for fragment in words_of_strategy(snapshot, strategy))
    return bullets((strategy_text(snapshot, one) for one in strategies), snapshot.in_reading_order(words))


def _origins(snapshot: Snapshot, element: EffectiveElement) -> Cell:
    return bullets(origin_of(snapshot, one) for one in snapshot.strategies_of_element.get(element.id, ()))


def _support(snapshot: Snapshot, element: EffectiveElement) -> Cell:
    support = support_of_element(snapshot, _version(snapshot, element).id)
    statuses = status_words(support.supports)
    words = support_line(support) + (f" ({statuses})" if statuses else "")
    return text(words, snapshot.fragments_of_claims(support.supports.claims))


def _contradiction(snapshot: Snapshot, element: EffectiveElement) -> Cell:
    """Each claim that contradicts, and each negative case, one by one: nothing is netted out."""
    support = support_of_element(snapshot, _version(snapshot, element).id)
    items = []
    for claim_id in support.contradicts.claims:
        voices = ", ".join(label for _id, label in voice_of(snapshot, snapshot.claims[claim_id]))
        items.append(_("{who}: {claim}").format(who=voices, claim=claim_words(snapshot, claim_id)))
    for configuration_id in support.negative_configurations:
        sentence = sentence_in(snapshot, snapshot.version_of(configuration_id))
        items.append(_("negative case: {sentence}").format(sentence=sentence))
    claims = (*support.contradicts.claims, *support.negative.claims)
    return bullets(items, snapshot.fragments_of_claims(claims))


def _member_check(snapshot: Snapshot, element: EffectiveElement) -> Cell:
    return text(status_text(snapshot, check_status(snapshot, _version(snapshot, element).id)))
