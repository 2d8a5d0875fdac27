"""What is going to be loaded: the files as they were read, and what a person says about each. No screen in here."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cmo_coder.ingest.already import Already, There
from cmo_coder.ingest.guessing import date_of
from cmo_coder.ingest.loading import Known, Plan, guess_plans
from cmo_coder.ingest.value import ReadText
from cmo_coder.messages import N_
from cmo_coder.model.base import Entity, changed, new_id
from cmo_coder.model.cases import Case, Group, Respondent
from cmo_coder.model.documents import Document, SpeakerKind
from cmo_coder.model.errors import RuleError
from cmo_coder.model.study import Round
from cmo_coder.store.documents import SpeakerIs


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file with its text, or with the reason why it could not be read."""

    path: Path
    read: ReadText | None = None
    problem: str = ""


@dataclass(slots=True)
class Item:
    """A file in the preview. `there` is the document that holds the same file or words already; `also` and `never` are
    labels that a person says are speakers, or are none.
    """

    path: Path
    plan: Plan | None
    problem: str = ""
    there: Already | None = None
    included: bool = True
    also: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    same_name: Document | None = None
    """The document that came from a file of the same name, with other words."""
    version_of: Document | None = None
    """The document of which this is a new version; None: it becomes a document of its own."""
    review: frozenset[str] = frozenset()
    """Fragments of that document that a person wants to look at, however alike their words are."""

    @property
    def taken(self) -> bool:
        """Whether it will be loaded."""
        return self.plan is not None and self.included


class Load:
    """Files with their plans. New rounds, cases and respondents live here until the files are accepted."""

    def __init__(
        self,
        files: Sequence[FileRead],
        known: Known,
        there: There,
        *,
        keep: bool = False,
        names: Mapping[str, Document] | None = None,
    ) -> None:
        self.known = known
        self.keep = keep
        """Whether the files themselves are kept in the project."""
        self.new: dict[str, Entity] = {}
        reads = [one.read for one in files if one.read is not None]
        plans, new = guess_plans(reads, known)
        self.new.update((one.id, one) for one in new)
        made = iter(plans)
        self.items = [self._item(one, next(made) if one.read is not None else None, there) for one in files]
        for item in self.items:
            if item.plan is not None and item.there is None:
                item.same_name = (names or {}).get(item.plan.read.source_name)
        # The same words twice in one load: the second one is left out.
        seen: dict[str, Already] = {}
        for item in self.items:
            if item.plan is not None and not item.there:
                item.there = seen.get(item.plan.read.sha256)
                item.included = item.there is None
                seen.setdefault(item.plan.read.sha256, Already(item.plan.title))

    @staticmethod
    def _item(one: FileRead, plan: Plan | None, there: There) -> Item:
        already = there.find(one.read) if one.read is not None else None
        return Item(one.path, plan, one.problem, already, included=already is None)

    def size(self) -> int:
        """How many bytes the files that will be loaded have together."""
        return sum(plan.read.source_size for plan in self.taken())

    # Asking

    def taken(self) -> list[Plan]:
        """The plans of the files that will be loaded, new versions among them."""
        return [item.plan for item in self.items if item.taken and item.plan is not None]

    def separate(self) -> list[Plan]:
        """The plans that become documents of their own."""
        return [item.plan for item in self.items if item.taken and item.plan is not None and item.version_of is None]

    def versions(self) -> list[Item]:
        """The files that become new versions of documents."""
        return [item for item in self.items if item.taken and item.version_of is not None]

    def items_of(self, nr: int | None) -> list[Item]:
        """One item, or all that will be loaded."""
        return [item for item in self.items if item.taken] if nr is None else [self.items[nr]]

    def common(self, nr: int | None, field: str) -> tuple[Any, ...]:
        """The different values of a field of the plans, in order of appearance."""
        plans = [item.plan for item in self.items_of(nr) if item.plan is not None]
        return tuple(dict.fromkeys(getattr(plan, field) for plan in plans))

    def rounds(self) -> list[Round]:
        """The rounds of the study and the new ones."""
        return [*self.known.rounds, *(one for one in self.new.values() if isinstance(one, Round))]

    def cases(self) -> list[Case]:
        """The cases of the study and the new ones."""
        return [*self.known.cases, *(one for one in self.new.values() if isinstance(one, Case))]

    def respondents(self) -> list[Respondent]:
        """The respondents of the study, and the new ones that a speaker was said to be."""
        used = {who.respondent_id for _nr, _label, who in self.speakers(None)}
        new = [one for one in self.new.values() if isinstance(one, Respondent) and one.id in used]
        return [*self.known.respondents, *sorted(new, key=lambda one: one.pseudonym)]

    def respondent(self, respondent_id: str | None) -> Respondent | None:
        """A respondent, known or new."""
        return next((one for one in self.respondents() if one.id == respondent_id), None)

    def speakers(self, nr: int | None) -> Iterator[tuple[int, str, SpeakerIs]]:
        """Every speaker label with the number of its item, for one item or for all that will be loaded."""
        for at, item in enumerate(self.items):
            if item.version_of is not None:
                continue  # its speakers are those of its document
            if item.plan is not None and (at == nr or (nr is None and item.taken)):
                for label, who in item.plan.speakers.items():
                    yield at, label, who

    # Saying

    def set(self, nr: int | None, **fields: Any) -> None:
        """Set fields of one plan, or of all that will be loaded. New respondents go along with the case.

        Raises UserError where a date is none.
        """
        if "date" in fields:
            fields["date"] = date_of(fields["date"])
        for item in self.items_of(nr):
            assert item.plan is not None
            if "case_id" in fields:
                self._move_new(item.plan, fields["case_id"])
            item.plan = dataclasses.replace(item.plan, **fields)

    def _move_new(self, plan: Plan, case_id: str | None) -> None:
        for who in plan.speakers.values():
            one = self.new.get(who.respondent_id or "")
            if isinstance(one, Respondent) and one.case_id == plan.case_id:
                self.new[one.id] = changed(one, case_id=case_id)

    def switch_notes(self, nr: int | None) -> None:
        """Take the comments of one file, or of all that will be loaded, as memos, or leave them out again."""
        kept = any(item.plan.notes for item in self.items_of(nr) if item.plan is not None and item.plan.read.notes)
        self.set(nr, notes=not kept)

    def set_speaker(self, nr: int, label: str, who: SpeakerIs) -> None:
        """Say who a speaker of an item is."""
        plan = self.items[nr].plan
        assert plan is not None
        self.items[nr].plan = dataclasses.replace(plan, speakers={**plan.speakers, label: who})

    def read_again(self, nr: int, read: ReadText, also: tuple[str, ...], never: tuple[str, ...]) -> None:
        """Take a file as it was read with other speakers; what was said about it, and about those who stay, stays."""
        item = self.items[nr]
        assert item.plan is not None
        known = Known(self.known.rounds, self.known.cases, tuple(self.respondents()))
        (guessed,), new = guess_plans([read], known)
        self.add_respondents(new, item.plan.case_id)
        speakers = {label: item.plan.speakers.get(label, who) for label, who in guessed.speakers.items()}
        item.plan = dataclasses.replace(item.plan, read=read, speakers=speakers)
        item.also, item.never = also, never

    def add_respondents(self, new: Iterable[Respondent], case_id: str | None) -> None:
        """Respondents of a case that are made when the files are accepted."""
        self.new.update((one.id, changed(one, case_id=case_id)) for one in new)

    def add_round(self, label: str) -> str:
        """A round that is made when the files are accepted; gives its id."""
        nr = max((one.nr for one in self.rounds()), default=0) + 1
        made = Round(id=new_id(), nr=nr, label=label)
        self.new[made.id] = made
        return made.id

    def add_case(self, name: str) -> str:
        """A case that is made when the files are accepted; gives its id."""
        position = max((one.position for one in self.cases()), default=0) + 1
        made = Case(id=new_id(), name=name, position=position)
        self.new[made.id] = made
        return made.id

    def name_respondent(self, respondent_id: str | None, pseudonym: str, group: Group, case_id: str | None) -> str:
        """A new respondent, or a new one changed; gives its id. Raises RuleError where the pseudonym is taken."""
        pseudonym = pseudonym.strip()
        if not pseudonym:
            raise RuleError(N_("A respondent needs a pseudonym."))
        if any(one.pseudonym == pseudonym and one.id != respondent_id for one in self.respondents()):
            raise RuleError(
                N_("There is already a respondent called {name}."), N_("Choose another pseudonym."), name=pseudonym
            )
        made = Respondent(id=respondent_id or new_id(), pseudonym=pseudonym, group=group, case_id=case_id)
        self.new[made.id] = made
        return made.id


INTERVIEWER = SpeakerIs(SpeakerKind.INTERVIEWER)
UNKNOWN = SpeakerIs(SpeakerKind.UNKNOWN)
