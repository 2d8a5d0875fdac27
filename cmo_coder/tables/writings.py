"""What the team wrote down: decisions with what they changed, memos, demi-regularities, versions of theories."""

from __future__ import annotations

from collections.abc import Iterator

from cmo_coder.messages import N_, _
from cmo_coder.messages.dates import day
from cmo_coder.model.theories import ProgrammeTheoryVersion
from cmo_coder.realist.decisions import decision_text
from cmo_coder.realist.objects import fragments_behind, object_texts
from cmo_coder.realist.sentences import claim_words, sentence_in
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.support import vector_of
from cmo_coder.realist.theories import causes_of, configurations_of, decisions_on_version
from cmo_coder.realist.words import word, word_of
from cmo_coder.store.names import name_of
from cmo_coder.tables.making import bullets, joined, number, table, text
from cmo_coder.tables.making import date as date_cell
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.value import Cell, Column, Row, Table

DECISIONS_TITLE = N_("Decision log")
MEMOS_TITLE = N_("Memos")
PATTERNS_TITLE = N_("Demi-regularities")
THEORIES_TITLE = N_("Programme theories over time")
ELEMENT_HISTORY_TITLE = N_("Effective elements over the rounds")


def decisions(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """Every decision, the oldest first: what, why, alternatives, before and after, who."""
    columns = [
        Column("datum", _("Date"), 12),
        Column("wat", _("What"), 34),
        Column("waarom", _("Why"), 34),
        Column("alternatieven", _("Alternatives"), 20),
        Column("voor_na", _("Before → after"), 40),
        Column("over", _("About"), 36),
        Column("wie", _("Who"), 14),
        Column("door", _("Written by"), 14),
    ]
    rows = []
    for one in snapshot.decisions.values():
        objects = snapshot.objects_of_decision.get(one.id, ())
        words = snapshot.in_reading_order(
            id_ for obj in objects for id_ in fragments_behind(snapshot, obj.object_type, obj.object_id)
        )
        coder = snapshot.coders.get(one.coder_id or "")
        cells = (
            date_cell(one.date),
            text(decision_text(snapshot, one), words),
            text(one.why),
            text(one.alternatives),
            bullets(changes_of(snapshot, one.id)),
            bullets(object_texts(snapshot, objects), words),
            text(coder.name if coder is not None else ""),
            text(_("the program") if one.automatic else _("the team")),
        )
        rows.append(Row(one.id, cells))
    caption = _("What was decided, why, and what it changed")
    return table(snapshot, "besluiten", _(DECISIONS_TITLE), caption, columns, rows, date)


def changes_of(snapshot: Snapshot, decision_id: str) -> Iterator[str]:
    """What a decision changed, value by value, in words.

    Of several decisions in one change each has what it is about; where that is more than one thing, they are named.
    """
    objects = snapshot.objects_of_decision.get(decision_id, ())
    about = {(one.object_type, one.object_id) for one in objects}
    changes = snapshot.work.decided.get(decision_id, ())
    shown = [one for one in changes if (one.object_type, one.object_id) in about] or changes
    several = len({one.object_id for one in shown}) > 1
    for one in shown:
        before, after = (word_of(one.table, one.field, value) or "-" for value in (one.before, one.after))
        number = _number(snapshot, one.object_type, one.object_id) if several else ""
        yield f"{name_of(one.table)}{number}: {before} → {after}"


def _number(snapshot: Snapshot, table: str, id_: str) -> str:
    """The number by which people know a configuration or an element, after a space."""
    if table == "configuration" and id_ in snapshot.configurations:
        return f" {snapshot.configurations[id_].number}"
    if table == "effective_element" and id_ in snapshot.elements:
        return f" {snapshot.elements[id_].nr}"
    return ""


def memos(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """Every memo with its kind and what it hangs on, the oldest first."""
    columns = [
        Column("datum", _("Date"), 12),
        Column("soort", _("Kind"), 16),
        Column("memo", _("Memo"), 60),
        Column("over", _("Hangs on"), 44),
        Column("wie", _("Who"), 14),
    ]
    rows = []
    for one in snapshot.memos.values():
        anchors = snapshot.anchors_of_memo.get(one.id, ())
        words = snapshot.in_reading_order(
            id_ for anchor in anchors for id_ in fragments_behind(snapshot, anchor.object_type, anchor.object_id)
        )
        coder = snapshot.coders.get(one.coder_id or "")
        cells = (
            date_cell(one.at),
            text(word(one.type)),
            text(one.text, words),
            bullets(object_texts(snapshot, anchors), words),
            text(coder.name if coder is not None else ""),
        )
        rows.append(Row(one.id, cells))
    return table(snapshot, "memos", _(MEMOS_TITLE), _("All memos of the study"), columns, rows, date)


def patterns(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """Every demi-regularity with its ground, cases, exceptions, negative cases and the searches for them."""
    columns = [
        Column("patroon", _("Pattern"), 36),
        Column("grondslag", _("Ground"), 28),
        Column("configuraties", _("Configurations"), 40),
        Column("casussen", _("Cases"), 20),
        Column("uitzonderingen", _("Exceptions"), 28),
        Column("negatief", _("Negative cases"), 34),
        Column("gezocht", _("Searched"), 30),
    ]
    rows = []
    for one in snapshot.demi_regularities.values():
        links = snapshot.configurations_of_demi.get(one.id, ())
        shown = [link.configuration_id for link in links if not link.negative]
        negative = [link.configuration_id for link in links if link.negative]
        claims = _claims(snapshot, shown)
        words, against = snapshot.fragments_of_claims(claims), snapshot.fragments_of_claims(_claims(snapshot, negative))
        cases = vector_of(snapshot, claims).cases
        searched = [
            f"{search.query} ({day(search.date)}): {search.found or _('searched, nothing found')}"
            for search in snapshot.searches_of.get(one.id, ())
        ]
        cells = (
            text(one.description, words),
            text(one.basis),
            bullets(_sentences(snapshot, shown), words),
            joined((item.label for item in cases.items), snapshot.fragments_of_claims(cases.claims)),
            text(one.exceptions),
            bullets(_sentences(snapshot, negative), against),
            bullets(searched if searched or negative else [_("neither a negative case nor a search yet")]),
        )
        rows.append(Row(one.id, cells))
    caption = _("Patterns over configurations, with what speaks against them")
    return table(snapshot, "demi_regulariteiten", _(PATTERNS_TITLE), caption, columns, rows, date)


def _claims(snapshot: Snapshot, configuration_ids: list[str]) -> list[str]:
    return [
        one.claim_id
        for id_ in configuration_ids
        for one in snapshot.evidence_of_version.get(snapshot.version_of(id_).id, ())
    ]


def _sentences(snapshot: Snapshot, configuration_ids: list[str]) -> Iterator[str]:
    for id_ in configuration_ids:
        yield f"{snapshot.configurations[id_].number}: {sentence_in(snapshot, snapshot.version_of(id_))}"


def _why(snapshot: Snapshot, version: ProgrammeTheoryVersion) -> Cell:
    """Why a version came, and what was decided on it since (promotions among it), each with its reason."""
    decided = [
        f"{day(one.date[:10])}, {decision_text(snapshot, one)}: {one.why}"
        for one in decisions_on_version(snapshot, version)
    ]
    return bullets([one for one in (version.reason, *decided) if one]) if decided else text(version.reason)


def theories(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """Every version of every theory: its statement, what it rests on, why it came, and the claims that caused it."""
    columns = [
        Column("theorie", _("Programme theory"), 20),
        Column("versie", _("Version"), 8),
        Column("datum", _("Date"), 12),
        Column("status", _("Status"), 12),
        Column("stelling", _("If-then-because"), 44),
        Column("rust_op", _("Rests on"), 14),
        Column("waarom", _("What changed, and why"), 30),
        Column("door", _("Claims that caused it"), 44),
    ]
    rows = []
    for theory in snapshot.theories.values():
        before: ProgrammeTheoryVersion | None = None
        for version in snapshot.versions_of_theory[theory.id]:
            causes = [cause for cause in causes_of(snapshot, before, version) if before is not None or cause.named]
            behind = configurations_of(snapshot, version.id)
            claims = [one.claim_id for id_ in behind for one in snapshot.evidence_of_version.get(id_, ())]
            caused = snapshot.fragments_of_claims(cause.claim_id for cause in causes)
            words = snapshot.in_reading_order((*snapshot.fragments_of_claims(claims), *caused))
            cells = (
                text(theory.title, words),
                number(version.nr, words),
                date_cell(version.date),
                text(word(version.status)),
                text(version.statement, words),
                joined((str(snapshot.configuration_of(id_).number) for id_ in behind), words),
                _why(snapshot, version),
                bullets(
                    (_cause(snapshot, cause.claim_id, word(cause.stance)) for cause in causes),
                    caused,
                ),
            )
            rows.append(Row(version.id, cells))
            before = version
    caption = _("Every version of the theory, with what gave rise to it")
    return table(snapshot, "theorieversies", _(THEORIES_TITLE), caption, columns, rows, date, group="theorie")


def _cause(snapshot: Snapshot, claim_id: str, stance: str) -> str:
    words = f"{snapshot.claims[claim_id].number}: {claim_words(snapshot, claim_id)}"
    return f"{words} ({stance})" if stance else words


def element_history(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """Every wording of every element, retired ones too: kind of change, why, the claims that caused it, its checks."""
    from cmo_coder.realist.checks import check_status, status_text

    columns = [
        Column("nr", _("Number"), 8),
        Column("versie", _("Version"), 8),
        Column("ronde", _("Round"), 10),
        Column("bewoording", _("Wording"), 34),
        Column("wijziging", _("Kind of change"), 14),
        Column("waarom", _("What changed, and why"), 30),
        Column("door", _("Claims that caused it"), 44),
        Column("member_check", _("Member check"), 28),
        Column("voorwaarde", _("Does not work when"), 28),
    ]
    rows = []
    for element in snapshot.elements.values():
        for version in snapshot.versions_of_element[element.id]:
            causes = snapshot.claims_of_element_version.get(version.id, ())
            caused = snapshot.fragments_of_claims(link.claim_id for link in causes)
            behind = snapshot.configurations_behind(version.id)
            claims = [one.claim_id for v in behind for one in snapshot.evidence_of_version.get(v.id, ())]
            words = snapshot.in_reading_order((*snapshot.fragments_of_claims(claims), *caused))
            round_ = snapshot.rounds.get(version.round_id or "")
            cells: tuple[Cell, ...] = (
                number(element.nr, words),
                number(version.nr, words),
                text(round_.label if round_ is not None else ""),
                text(version.long_label, words),
                text(word(version.change)),
                text(version.reason),
                bullets((_cause(snapshot, link.claim_id, word(link.stance)) for link in causes), caused),
                text(status_text(snapshot, check_status(snapshot, version.id))),
                text(version.condition),
            )
            rows.append(Row(version.id, cells))
    caption = _("Every wording of every element over the rounds, and what changed it")
    return table(snapshot, "elementen_over_rondes", _(ELEMENT_HISTORY_TITLE), caption, columns, rows, date)
