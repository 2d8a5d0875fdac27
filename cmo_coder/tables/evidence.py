"""The evidence list in long form: every coded fragment, with everything that rests on it, for R or a spreadsheet."""

from __future__ import annotations

from cmo_coder.messages import N_, _
from cmo_coder.model.claims import ClaimSlot, Naming
from cmo_coder.model.configurations import Evidence
from cmo_coder.model.fragments import Fragment
from cmo_coder.model.suggestions import SuggestionKind
from cmo_coder.realist.snapshot import ROLE_ORDER, Snapshot
from cmo_coder.realist.words import word
from cmo_coder.tables.making import joined, number, once, table, text
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.telling import Telling, Told, first_slot
from cmo_coder.tables.value import Cell, Column, Quote, Row, Table

EVIDENCE_TITLE = N_("Evidence list")

NO_WORDS, NOTHING = text(""), joined(())
NO_USE: list[tuple[ClaimSlot | None, Evidence | None]] = [(None, None)]
WITHOUT_CLAIM, WITHOUT_CONFIGURATION = [NO_WORDS] * 11, [NO_WORDS] * 5


def evidence_list(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """One row per fragment, slot of a claim and configuration, in reading order.

    A fragment without a claim has one row, with the slots and what follows empty; `options.loose` leaves those out.
    Offsets are code points, the end exclusive. Of configurations only the versions in force are listed.
    """
    rows: list[Row] = []
    quotes: list[Quote] = []
    cells = _Cells(snapshot)
    for fragment in snapshot.fragments.values():
        uses = _uses(snapshot, fragment)
        if uses[0][0] is None and not options.loose:
            continue
        # What is told of the words is asked once for the quote and for the rows of the same slot.
        first = first_slot(snapshot, fragment)
        told = own = cells.telling.told(fragment, first)
        quotes.append(cells.telling.as_quote(fragment, first, own))
        quote = Cell(quotes[-1].quote, evidence=(fragment.id,))
        before = first
        for slot, evidence in uses:
            if slot is not before:
                before, told = slot, own if slot is first else cells.telling.told(fragment, slot)
            rows.append(cells.row(fragment, told, quote, slot, evidence))
    caption = _("Every coded fragment, and the claims, configurations and elements that rest on it")
    return table(snapshot, "bewijslijst", _(EVIDENCE_TITLE), caption, _columns(), rows, date, quotes=quotes)


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
        ("voorgesteld_claim", _("Of the claim taken from a suggestion"), 24),
    )
    return [Column(*title) for title in titles]


def _uses(snapshot: Snapshot, fragment: Fragment) -> list[tuple[ClaimSlot | None, Evidence | None]]:
    """The slots that a fragment is evidence for, each with the links of its claim; at least one, that may be empty."""
    behind = snapshot.words_of_fragment.get(fragment.id)
    if behind is None:
        return NO_USE
    slots = [snapshot.slot_by_id[words.claim_slot_id] for words in behind]
    if len(slots) > 1:
        slots.sort(key=lambda slot: _place(snapshot, slot))
    found: list[tuple[ClaimSlot | None, Evidence | None]] = []
    for slot in slots:
        links = [
            evidence
            for evidence in snapshot.evidence_of_claim.get(slot.claim_id, ())
            if snapshot.configuration_versions[evidence.configuration_version_id].in_force
        ]
        links.sort(key=lambda link: snapshot.configuration_of(link.configuration_version_id).number)
        found += [(slot, link) for link in links] or [(slot, None)]
    return found


def _place(snapshot: Snapshot, slot: ClaimSlot) -> tuple[int, int, int]:
    return snapshot.claims[slot.claim_id].number, ROLE_ORDER.index(slot.role), slot.position


class _Cells:
    """The cells of the rows. Cells that many rows share stand together, by what they tell."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.telling = Telling(snapshot)
        self._sources: dict[int, tuple[Cell, Cell]] = {}
        self._people: dict[tuple[int | None, str, str], tuple[Cell, Cell, Cell]] = {}
        self._about: dict[tuple[tuple[str, ...], str], tuple[Cell, Cell]] = {}
        self._coded: dict[tuple[int, tuple[str, ...]], tuple[Cell, Cell, Cell]] = {}

    def row(
        self, fragment: Fragment, told: Told, quote: Cell, slot: ClaimSlot | None, evidence: Evidence | None
    ) -> Row:
        """A fragment with what is told of it, and what rests on it."""
        snapshot, source = self.telling.snapshot, told.source
        from_ = self._sources.get(id(source))
        if from_ is None:
            from_ = self._sources[id(source)] = (text(source.document), text(source.type))
        who = (told.turn, told.respondent, told.group)
        people = self._people.get(who)
        if people is None:
            turn = number(told.turn) if told.turn is not None else NO_WORDS
            people = self._people[who] = (turn, text(told.respondent), text(told.group))
        what = (told.cases, told.round)
        about = self._about.get(what)
        if about is None:
            about = self._about[what] = (joined(told.cases), text(told.round))
        how = (id(told.coded), told.coders)
        coded = self._coded.get(how)
        if coded is None:
            coded = self._coded[how] = (joined(told.coded.codes), joined(told.coders), joined(told.coded.suggested))
        themes = snapshot.themes_of_fragment.get(fragment.id)
        turn, respondent, group = people
        codes, coders, suggested = coded
        cells = (
            Cell(fragment.id),
            *from_,
            once(fragment.start),
            once(fragment.end),
            turn,
            quote,
            respondent,
            group,
            *about,
            codes,
            coders,
            joined([snapshot.themes[link.theme_id].label for link in themes]) if themes else NOTHING,
            joined(_direct(snapshot, fragment)),
            *_claim(snapshot, slot, evidence),
            suggested,
            _taken(snapshot, fragment, slot, evidence),
        )
        return Row(fragment.id, cells)


def _direct(snapshot: Snapshot, fragment: Fragment) -> list[str]:
    links = snapshot.elements_of_fragment.get(fragment.id)
    if links is None:
        return []
    elements = (
        (snapshot.elements[snapshot.element_versions[link.effective_element_version_id].effective_element_id], link)
        for link in links
    )
    return [f"{element.nr} ({word(link.stance)})" for element, link in sorted(elements, key=lambda one: one[0].nr)]


def _taken(snapshot: Snapshot, fragment: Fragment, slot: ClaimSlot | None, evidence: Evidence | None) -> Cell:
    """What the program proposed of a claim and a person took: these words, the status, the polarity, the link."""
    if slot is None:
        return NOTHING
    claim = snapshot.claims[slot.claim_id]
    behind = snapshot.words_of_fragment.get(fragment.id, ())
    kinds = (
        (SuggestionKind.SLOT, any(one.suggested for one in behind if one.claim_slot_id == slot.id)),
        (SuggestionKind.STATUS, claim.status_suggested),
        (SuggestionKind.POLARITY, claim.polarity_suggested),
        (SuggestionKind.CONFIGURATION, evidence is not None and evidence.suggested),
    )
    taken = [word(kind) for kind, is_taken in kinds if is_taken]
    return joined(taken) if taken else NOTHING


def _claim(snapshot: Snapshot, slot: ClaimSlot | None, evidence: Evidence | None) -> list[Cell]:
    if slot is None:
        return WITHOUT_CLAIM
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
        return cells + WITHOUT_CONFIGURATION
    version_id = evidence.configuration_version_id
    return [
        *cells,
        number(snapshot.configuration_of(version_id).number),
        text(word(evidence.stance)),
        text(word(evidence.part)),
        text(word(evidence.strength)),
        joined(str(element.nr) for element in snapshot.elements_with(version_id)),
    ]
