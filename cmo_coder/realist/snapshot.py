"""One frozen picture of the whole analytic layer, read with one query per table.

Everything in `realist` and `tables` works on a snapshot, so that many questions about one state of the project cost one
reading. Mappings by id stand in the order in which people meet the things: cases by position, fragments in reading
order, claims and configurations by number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from cmo_coder.model.canonical import CanonicalElement, Role
from cmo_coder.model.cases import Respondent
from cmo_coder.model.configurations import Configuration, ConfigurationVersion
from cmo_coder.model.effective_elements import EffectiveElement, EffectiveElementVersion, ElementStatus
from cmo_coder.model.fragments import Fragment
from cmo_coder.model.study import Study
from cmo_coder.realist.indexes import Indexes
from cmo_coder.realist.sources import ROLE_ORDER, advance_rows, load_rows
from cmo_coder.store.evidence import TurnMark, turn_marks
from cmo_coder.store.history import last_seq
from cmo_coder.store.reading import Reading
from cmo_coder.store.since import changed_since
from cmo_coder.store.work import is_work, work_of

__all__ = ["ROLE_ORDER", "Snapshot", "advance_snapshot", "load_snapshot"]


@dataclass(frozen=True)
class Snapshot(Indexes):
    """The analytic layer of a study at one moment."""

    # Words

    def in_reading_order(self, fragment_ids: Iterable[str]) -> tuple[str, ...]:
        """Fragment ids, each once, by document and place."""
        once = set(fragment_ids)
        # Of one there is nothing to order, and often there is none: then no rank is looked up, nor made for all.
        return tuple(sorted(once, key=self.rank_of_fragment.__getitem__) if len(once) > 1 else once)

    def turn_of(self, fragment: Fragment) -> TurnMark | None:
        """The turn in which a fragment begins, where its text has turns."""
        nr = bisect_right(self.turn_starts.get(fragment.text_version_id, ()), fragment.start) - 1
        if nr < 0:
            return None
        turn = self.turns_of_text[fragment.text_version_id][nr]
        return turn if fragment.start < turn.end else None

    def respondent_of(self, fragment: Fragment) -> Respondent | None:
        """Who speaks in the turn in which a fragment begins, where that is known."""
        return self.speaking_in(self.turn_of(fragment))

    def speaking_in(self, turn: TurnMark | None) -> Respondent | None:
        """Who speaks in a turn, where that is known."""
        speaker = self.speakers.get(turn.speaker_id or "") if turn is not None else None
        return self.respondents.get(speaker.respondent_id or "") if speaker is not None else None

    def fragments_of_claims(self, claim_ids: Iterable[str], role: Role | None = None) -> tuple[str, ...]:
        """The fragments behind the slots of claims (of one role, or of all), in reading order."""
        return self.in_reading_order(
            words.fragment_id
            for claim_id in claim_ids
            for slot in self.slots_of_claim.get(claim_id, ())
            if role is None or slot.role is role
            for words in self.words_of_slot.get(slot.id, ())
        )

    # Configurations

    def version_of(self, configuration_id: str) -> ConfigurationVersion:
        """The version of a configuration that is in force."""
        return next(v for v in self.versions_of_configuration[configuration_id] if v.in_force)

    def configuration_of(self, version_id: str) -> Configuration:
        """The configuration that a version is of."""
        return self.configurations[self.configuration_versions[version_id].configuration_id]

    def slots(self, version_id: str, role: Role) -> tuple[CanonicalElement, ...]:
        """The elements in one slot of a configuration version, in order."""
        return tuple(
            self.canonical[slot.canonical_element_id]
            for slot in self.slots_of_version.get(version_id, ())
            if slot.role is role
        )

    def slot_ids(self, version_id: str, *roles: Role) -> frozenset[str]:
        """The ids of the elements in some slots of a configuration version (no role named: in all)."""
        own = self.ids_of_version.get(version_id, {})
        if len(roles) == 1:
            return own.get(roles[0], frozenset())
        return frozenset().union(*(own.get(role, ()) for role in roles or own))

    # Effective elements

    def element_version_of(self, element_id: str) -> EffectiveElementVersion:
        """The version of an effective element that is in force."""
        return next(v for v in self.versions_of_element[element_id] if v.in_force)

    def current_elements(self) -> tuple[EffectiveElement, ...]:
        """The elements that are neither retired nor merged into another, by number."""
        return tuple(
            element
            for element in self.elements.values()
            if element.merged_into_id is None
            and self.element_version_of(element.id).status is not ElementStatus.RETIRED
        )

    def configurations_behind(self, element_version_id: str) -> tuple[ConfigurationVersion, ...]:
        """The configuration versions behind a version of an element, by the number of the configuration."""
        links = self.behind_element_version.get(element_version_id, ())
        return tuple(
            sorted(
                (self.configuration_versions[link.configuration_version_id] for link in links),
                key=lambda version: (self.configuration_of(version.id).number, version.nr),
            )
        )

    def elements_with(self, configuration_version_id: str) -> tuple[EffectiveElement, ...]:
        """The elements whose version in force rests on a configuration version, by number."""
        versions = (
            self.element_versions[link.effective_element_version_id]
            for link in self.ahead_of_version.get(configuration_version_id, ())
        )
        found = {version.effective_element_id for version in versions if version.in_force}
        return tuple(sorted((self.elements[id_] for id_ in found), key=lambda element: element.nr))


def load_snapshot(reading: Reading) -> Snapshot:
    """Read the whole analytic layer from one state of a project."""
    return Snapshot(
        study=reading.all(Study)[0],
        change=last_seq(reading.connection),
        turns=turn_marks(reading),
        work=work_of(reading),
        **load_rows(reading),
    )


def advance_snapshot(kept: Snapshot, reading: Reading) -> Snapshot:
    """The analytic layer as it is now, from what it was: only the rows that the log names are read again.

    What no change touched is the same object as before, and so are the indexes and answers that were made of it. Gives
    `kept` itself where nothing was changed.
    """
    since = changed_since(reading, kept.change)
    if since.ids is None:
        return load_snapshot(reading)
    if since.last == kept.change:
        return kept
    before = {field.name: getattr(kept, field.name) for field in fields(Snapshot)}
    rows = advance_rows(reading, before, since.ids)
    now = Snapshot(
        study=reading.all(Study)[0] if "study" in since.ids else kept.study,
        change=since.last,
        turns=turn_marks(reading) if "turn" in since.ids or _other_texts(kept, rows) else kept.turns,
        work=work_of(reading) if is_work(since) else kept.work,
        **rows,
    )
    now.take_over(kept)
    return now


def _other_texts(kept: Snapshot, rows: dict[str, Any]) -> bool:
    """Whether other texts than before carry fragments."""
    if rows["fragments"] is kept.fragments:
        return False
    return kept.texts_with_words != {fragment.text_version_id for fragment in rows["fragments"].values()}
