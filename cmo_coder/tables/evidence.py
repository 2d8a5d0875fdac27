"""The evidence list in long form: every coded fragment, with everything that rests on it, for R or a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from cmo_coder.messages import N_, _
from cmo_coder.model.claims import ClaimSlot, Naming
from cmo_coder.model.configurations import Evidence
from cmo_coder.model.fragments import Fragment
from cmo_coder.realist.people import group_shown
from cmo_coder.realist.quoting import quoted
from cmo_coder.realist.snapshot import ROLE_ORDER, Snapshot
from cmo_coder.realist.words import word
from cmo_coder.tables.making import (
    cases_of,
    coders_of,
    joined,
    number,
    respondent_of,
    round_of,
    table,
    text,
)
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.value import Cell, Column, Row, Table

EVIDENCE_TITLE = N_("Evidence list")


def evidence_list(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """One row per fragment, slot of a claim and configuration, in reading order.

    A fragment without a claim has one row, with the slots and what follows empty; `options.loose` leaves those out.
    Offsets are code points, the end exclusive. Of configurations only the versions in force are listed.
    """
    rows = []
    for fragment in snapshot.fragments.values():
        for slot, evidence in _uses(snapshot, fragment):
            if slot is not None or options.loose:
                cells = (*_fragment(snapshot, fragment, slot), *_claim(snapshot, slot, evidence))
                rows.append(Row(fragment.id, (*cells, _suggested(snapshot, fragment))))
    caption = _("Every coded fragment, and the claims, configurations and elements that rest on it")
    return table(snapshot, "bewijslijst", _(EVIDENCE_TITLE), caption, _columns(), rows, date)


def _columns() -> list[Column]:
    titles = (
        ("fragment", _("Fragment"), 12),
        ("document", _("Document"), 24),
        ("soort", _("Kind of document"), 16),
        ("start", _("Start"), 8),
        ("eind", _("End"), 8),
        ("beurt", _("Turn"), 6),
        ("citaat", _("Quote"), 60),
        ("respondent", _("Respondent"), 12),
        ("groep", _("Group"), 14),
        ("casus", _("Case"), 16),
        ("ronde", _("Round"), 8),
        ("codes", _("Codes"), 24),
        ("coders", _("Coders"), 14),
        ("thema", _("Theme"), 24),
        ("element_direct", _("Linked to element"), 16),
        ("claim", _("Claim"), 8),
        ("rol", _("Role"), 8),
        ("label", _("Named as"), 28),
        ("polariteit", _("Polarity"), 12),
        ("status", _("Epistemic status"), 16),
        ("casus_collectief", _("Cases covered collectively"), 16),
        ("configuratie", _("Configuration"), 8),
        ("houding", _("Stance"), 12),
        ("deel", _("Part"), 8),
        ("kracht", _("Strength"), 10),
        ("element", _("Element"), 8),
        ("voorgesteld", _("Codes taken from a suggestion"), 24),
    )
    return [Column(*title) for title in titles]


def _uses(snapshot: Snapshot, fragment: Fragment) -> Iterator[tuple[ClaimSlot | None, Evidence | None]]:
    """The slots that a fragment is evidence for, each with the links of its claim; at least one, that may be empty."""
    slots = [snapshot.slot_by_id[words.claim_slot_id] for words in snapshot.words_of_fragment.get(fragment.id, ())]
    if not slots:
        yield None, None
    for slot in sorted(slots, key=lambda slot: _place(snapshot, slot)):
        links = [
            evidence
            for evidence in snapshot.evidence_of_claim.get(slot.claim_id, ())
            if snapshot.configuration_versions[evidence.configuration_version_id].in_force
        ]
        links.sort(key=lambda link: snapshot.configuration_of(link.configuration_version_id).number)
        for link in links:
            yield slot, link
        if not links:
            yield slot, None


def _place(snapshot: Snapshot, slot: ClaimSlot) -> tuple[int, int, int]:
    return snapshot.claims[slot.claim_id].number, ROLE_ORDER.index(slot.role), slot.position


def _fragment(snapshot: Snapshot, fragment: Fragment, slot: ClaimSlot | None) -> list[Cell]:
    claim = snapshot.claims[slot.claim_id] if slot is not None else None
    document = snapshot.documents[fragment.document_id]
    turn = snapshot.turn_of(fragment)
    respondent = respondent_of(snapshot, fragment, claim)
    codings = snapshot.codings_of_fragment.get(fragment.id, ())
    themes = snapshot.themes_of_fragment.get(fragment.id, ())
    return [
        text(fragment.id),
        text(document.title),
        text(word(document.type)),
        number(fragment.start),
        number(fragment.end),
        number(turn.nr) if turn is not None else text(""),
        text(quoted(fragment), [fragment.id]),
        text(respondent.pseudonym if respondent is not None else ""),
        text(group_shown(snapshot, respondent.group) if respondent is not None else ""),
        joined(cases_of(snapshot, fragment, claim)),
        text(round_of(snapshot, fragment, claim)),
        joined(dict.fromkeys(snapshot.codes[coding.code_id].name for coding in codings)),
        joined(coders_of(snapshot, fragment, claim)),
        joined(snapshot.themes[link.theme_id].label for link in themes),
        joined(_direct(snapshot, fragment)),
    ]


def _suggested(snapshot: Snapshot, fragment: Fragment) -> Cell:
    """The codes that the program proposed and a coder accepted."""
    codings = snapshot.codings_of_fragment.get(fragment.id, ())
    return joined(dict.fromkeys(snapshot.codes[one.code_id].name for one in codings if one.suggested))


def _direct(snapshot: Snapshot, fragment: Fragment) -> list[str]:
    links = snapshot.elements_of_fragment.get(fragment.id, ())
    elements = (
        (snapshot.elements[snapshot.element_versions[link.effective_element_version_id].effective_element_id], link)
        for link in links
    )
    return [f"{element.nr} ({word(link.stance)})" for element, link in sorted(elements, key=lambda one: one[0].nr)]


def _claim(snapshot: Snapshot, slot: ClaimSlot | None, evidence: Evidence | None) -> list[Cell]:
    if slot is None:
        return [text("")] * 11
    claim = snapshot.claims[slot.claim_id]
    element = snapshot.canonical.get(slot.canonical_element_id or "")
    links = snapshot.cases_of_claim.get(claim.id, ())
    collective = (snapshot.cases[link.case_id].name for link in links if link.naming is Naming.COLLECTIVE)
    cells = [
        number(claim.number),
        text(slot.role.value),
        text(element.label if element is not None else ""),
        text(word(claim.polarity)),
        text(word(claim.status)),
        joined(collective),
    ]
    if evidence is None:
        return cells + [text("")] * 5
    version_id = evidence.configuration_version_id
    return [
        *cells,
        number(snapshot.configuration_of(version_id).number),
        text(word(evidence.stance)),
        text(word(evidence.part)),
        text(word(evidence.strength)),
        joined(str(element.nr) for element in snapshot.elements_with(version_id)),
    ]
