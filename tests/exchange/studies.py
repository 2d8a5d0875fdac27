"""Random studies that use every table: all that rules and constraints allow, with ids and places of their own."""

from __future__ import annotations

import json
import random
import typing
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, TypeVar

from cmo_coder.model.adjudication import Adjudication, CodingSnapshot, ConsensusMark, ConsensusSlot
from cmo_coder.model.agreement_runs import AgreementRun, AgreementRunCoder, AgreementRunDocument
from cmo_coder.model.base import Entity, changed, table_of
from cmo_coder.model.canonical import Actor, CanonicalElement, CanonicalElementActor, Role
from cmo_coder.model.cases import Case, CaseAttribute, CaseScale, Respondent, RespondentAttribute
from cmo_coder.model.checks import MemberCheck, MemberCheckOutcome, MemberCheckParticipant
from cmo_coder.model.claims import Claim, ClaimCase, ClaimSlot, Polarity, SlotEvidence
from cmo_coder.model.codes import Code
from cmo_coder.model.configurations import (
    Configuration,
    ConfigurationRelation,
    ConfigurationSlot,
    ConfigurationStatus,
    ConfigurationVersion,
    DemiRegularity,
    DemiRegularityConfiguration,
    Evidence,
    NegativeSearch,
    RelationType,
)
from cmo_coder.model.documents import Document, Original, Speaker, SpeakerKind, TextVersion, Turn
from cmo_coder.model.effective_elements import (
    EffectiveElement,
    EffectiveElementVersion,
    ElementConfiguration,
    ElementStatus,
    ElementTheme,
    ElementVersionClaim,
    Omkering,
    OmkeringClaim,
    Strategy,
    StrategyClaim,
    Theme,
    ThemeQuestion,
)
from cmo_coder.model.fragments import Coding, Fragment, FragmentElement, FragmentState, FragmentTheme
from cmo_coder.model.memos import Decision, DecisionObject, Memo, MemoAnchor
from cmo_coder.model.reporting import DesignStep, ReportItem
from cmo_coder.model.stories import StoryItem, StoryItemFragment
from cmo_coder.model.study import Assignment, Coder, Progress, Round, Study
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.model.theories import (
    MidrangeTheory,
    ProgrammeTheory,
    ProgrammeTheoryVersion,
    TheoryConfiguration,
    TheoryMidrange,
    TheoryVersionClaim,
)
from cmo_coder.store.project import Project
from cmo_coder.store.tables import hints_of, without_none
from cmo_coder.store.texts import sha256_of
from cmo_coder.text.normalise import normalise
from cmo_coder.text.spans import Span, quote_of

E = TypeVar("E", bound=Entity)

_WORDS = (
    "zorg",
    "samen",
    'Ik zei: "nee"',
    "\\n",
    "é",
    "𝒳",
    "e\u0301",
    "\u2028",
    "regel\nregel",
    "{",
    "=",
    "  ",
    "’",
    "x",
)
_NEVER_EMPTY = {
    "name", "label", "pseudonym", "title", "key", "text", "quote", "long_label", "statement", "reasoning", "session",
    "what", "description", "step",
}  # fmt: skip


class Studies:
    """Makes the rows of one study. The same seed gives the same study."""

    def __init__(self, seed: int, size: int) -> None:
        self.random = random.Random(seed)
        self.size = size
        self.rows: dict[type[Entity], list[Any]] = defaultdict(list)
        self.texts: dict[str, str] = {}
        self._make_all()

    # Pieces

    def words(self, *, empty: bool = True) -> str:
        found = "".join(self.random.choice(_WORDS) for _ in range(self.random.randint(0 if empty else 1, 4)))
        found = normalise(found).text
        return found if empty or found.strip() else f"{found}w"

    def some(self, cls: type[E]) -> list[E]:
        """A few rows of a class, each once."""
        rows = self.rows[cls]
        return self.random.sample(rows, self.random.randint(0, len(rows)))

    def one(self, cls: type[E]) -> E:
        found: E = self.random.choice(self.rows[cls])
        return found

    def maybe(self, cls: type[E]) -> str | None:
        return self.one(cls).id if self.rows[cls] and self.random.random() < 0.6 else None

    def id(self) -> str:
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def add(self, cls: type[E], **fixed: Any) -> E:
        """A row whose fields are random where they are not given; references must be given, or are left empty."""
        values = {
            name: fixed[name] if name in fixed else self._value(name, hint) for name, hint in hints_of(cls).items()
        }
        row = cls(**values)
        self.rows[cls].append(row)
        return row

    def _value(self, name: str, hint: Any) -> Any:
        if name == "id":
            return self.id()
        hint, nullable = without_none(hint)
        if typing.get_origin(hint) is typing.Annotated:
            assert nullable, name
            return None
        if nullable and self.random.random() < 0.4:
            return None
        if typing.get_origin(hint) is tuple:
            return tuple(self.words(empty=False) for _ in range(self.random.randint(0, 2)))
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return self.random.choice(list(hint))
        if hint is bool:
            return self.random.random() < 0.5
        if hint is int:
            return self.random.randint(0, 9)
        if hint is float:
            return self.random.choice([0.0, 1.5, 63.25, 1e-9])
        return self.words(empty=name not in _NEVER_EMPTY)

    def few(self, make: Callable[[int], None], most: int = 3) -> None:
        for nr in range(1, self.random.randint(0, most + self.size) + 1):
            make(nr)

    # The study

    def _make_all(self) -> None:
        self.study = self.add(Study, language=self.random.choice(["nl", "en"]))
        self.few(lambda _n: self.add(Coder))
        self.few(lambda n: self.add(Round, nr=n * self.random.choice([1, 7])) if n < 2 else None)
        self.few(self._case)
        self.few(self._respondent)
        self.few(self._document)
        self.few(lambda _n: self.add(Actor))
        self.few(lambda _n: self._canonical(), most=6)
        self.few(self._code)
        self.few(self._theme)
        self.few(self._theory_from_books)
        self._claims_and_configurations()
        self._elements()
        self._fragments_below()
        self._report()
        self._memos()
        self._work()
        self.few(lambda _n: self._suggestion_of_claims())

    def _case(self, _nr: int) -> None:
        row = self.add(Case, parent_id=self.maybe(Case))
        self.few(lambda _n: self.add(CaseAttribute, case_id=row.id))

    def _respondent(self, _nr: int) -> None:
        row = self.add(Respondent, case_id=self.maybe(Case))
        self.few(lambda _n: self.add(RespondentAttribute, respondent_id=row.id), most=1)

    def _document(self, _nr: int) -> None:
        row = self.add(Document, round_id=self.maybe(Round), case_id=self.maybe(Case))
        self.few(lambda _n: self.add(Original, document_id=row.id), most=1)
        speakers = []
        for label in dict.fromkeys(self.words(empty=False) for _ in range(3)):
            kind = self.random.choice(list(SpeakerKind))
            who = self.maybe(Respondent) if kind is SpeakerKind.RESPONDENT else None
            speakers.append(self.add(Speaker, document_id=row.id, label=label, kind=kind, respondent_id=who))
        number = self.random.randint(1, 3)
        in_force = self.random.randint(1, number)
        for nr in range(1, number + 1):
            text = normalise("".join(self.words(empty=False) for _ in range(self.random.randint(2, 12)))).text
            sha256 = sha256_of(text)
            self.texts[sha256] = text
            length = len(text)
            fields = {"nr": nr, "sha256": sha256, "length": length, "in_force": nr == in_force}
            version = self.add(TextVersion, document_id=row.id, **fields)
            self._turns(version, speakers)
            # In a text that is not in force only fragments that wait for review may stand.
            most = 5 if nr == in_force else 1
            self.few(lambda _n, v=version, t=text: self._fragment(v, t), most=most)  # type: ignore[misc]
            for _ in range(self.random.randint(0, 1)):
                self._suggestion(version)

    def _turns(self, version: TextVersion, speakers: list[Speaker]) -> None:
        cuts = sorted(self.random.sample(range(version.length + 1), min(version.length + 1, 6)))
        for nr, (start, end) in enumerate(zip(cuts[::2], cuts[1::2], strict=False), start=1):
            text_start = self.random.randint(start, end)
            who = self.random.choice(speakers).id if self.random.random() < 0.8 else None
            number = nr * self.random.choice([2]) if self.size else nr
            fields = {"nr": number, "start": start, "end": end, "text_start": text_start, "speaker_id": who}
            self.add(Turn, text_version_id=version.id, **fields)

    def _suggestion(self, version: TextVersion) -> None:
        start = self.random.randrange(version.length)
        end = self.random.randint(start + 1, version.length)
        fields = {"text_length": version.length, "start": start, "end": end, "coder_id": self.maybe(Coder)}
        self.add(Suggestion, text_version_id=version.id, **fields)

    def _suggestion_of_claims(self) -> None:
        """About a claim and configurations, and about no words."""
        names = ("configuration_id", "other_configuration_id")
        about = {"claim_id": self.maybe(Claim), **{name: self.maybe(Configuration) for name in names}}
        self.add(Suggestion, text_version_id=None, text_length=0, start=0, end=0, **about)

    def _fragment(self, version: TextVersion, text: str) -> None:
        start = self.random.randrange(version.length)
        end = self.random.randint(start + 1, version.length)
        quote = quote_of(text, Span(start, end))
        fields = {"quote": quote.quote, "prefix": quote.prefix, "suffix": quote.suffix, "state": FragmentState.SITS}
        if self.random.random() < 0.3:
            fields |= {"prefix": self.words(), "suffix": self.words()}
        if self.random.random() < 0.2 or not version.in_force:
            fields |= {"quote": self.words(empty=False), "state": FragmentState.REVIEW}
        place = {"start": start, "end": end, "text_length": version.length}
        self.add(Fragment, document_id=version.document_id, text_version_id=version.id, **place, **fields)

    def _canonical(self) -> None:
        row = self.add(CanonicalElement)
        for actor in self.some(Actor):
            self.add(CanonicalElementActor, canonical_element_id=row.id, actor_id=actor.id)

    def _code(self, nr: int) -> None:
        colour = self.random.choice(["", "#12aBcd"])
        key = self.random.choice(["", "abcdefghij"[nr]])
        row = self.add(Code, colour=colour, key=key, parent_id=self.maybe(Code), merged_into_id=self.maybe(Code))
        fitting = [one for one in self.rows[CanonicalElement] if one.role.value == row.type.value]
        if fitting and self.random.random() < 0.7:
            self.rows[Code][-1] = changed(row, canonical_element_id=self.random.choice(fitting).id)

    def _theme(self, _nr: int) -> None:
        row = self.add(Theme)
        self.few(lambda _n: self.add(ThemeQuestion, theme_id=row.id))

    def _theory_from_books(self, _nr: int) -> None:
        self.add(MidrangeTheory)

    def _claims_and_configurations(self) -> None:
        for nr in self.random.sample(range(1, 40), self.random.randint(0, 4 + self.size)):
            self._claim(nr)
        for nr in self.random.sample(range(1, 40), self.random.randint(0, 3 + self.size)):
            self._configuration(nr)
        pairs = [(a, b) for a in self.rows[Configuration] for b in self.rows[Configuration] if a is not b]
        for one, other in self.random.sample(pairs, min(len(pairs), self.random.randint(0, 4))):
            type_ = self.random.choice(list(RelationType))
            shared = self.maybe(CanonicalElement)
            if shared is not None or type_ is not RelationType.RIPPLE:
                ends = {"from_id": one.id, "to_id": other.id}
                self.add(ConfigurationRelation, type=type_, canonical_element_id=shared, **ends)
        self.few(self._demi_regularity, most=1)

    def _claim(self, number: int) -> None:
        spoken = [one for one in self.rows[Fragment] if not self._of_interviewer(one)]
        fields: dict[str, Any] = {"respondent_id": self.maybe(Respondent), "round_id": self.maybe(Round)}
        words: list[list[Fragment]] = []
        for _ in range(self.random.randint(0, 4)):
            words.append(self.random.sample(spoken, self.random.randint(0, min(2, len(spoken)))))
        document = self.one(Document).id if any(words) else self.maybe(Document)
        row = self.add(Claim, number=number, document_id=document, coder_id=self.maybe(Coder), **fields)
        for case in self.some(Case):
            self.add(ClaimCase, claim_id=row.id, case_id=case.id)
        for of_slot in words:
            role = self.random.choice(list(Role))
            fitting = [one.id for one in self.rows[CanonicalElement] if one.role is role]
            element = self.random.choice([None, *fitting])
            slot = self.add(ClaimSlot, claim_id=row.id, role=role, canonical_element_id=element)
            for fragment in of_slot:
                self.add(SlotEvidence, claim_slot_id=slot.id, fragment_id=fragment.id)

    def _of_interviewer(self, fragment: Fragment) -> bool:
        kinds = {one.id: one.kind for one in self.rows[Speaker]}
        return any(
            turn.text_version_id == fragment.text_version_id
            and turn.text_start < fragment.end
            and turn.end > fragment.start
            and kinds.get(turn.speaker_id) is SpeakerKind.INTERVIEWER
            for turn in self.rows[Turn]
        )

    def _reason(self, nr: int, *, first: int) -> str:
        """Why a version came: a later one always says so, the first may."""
        return self.words(empty=nr == first).strip() or "x" * (nr > first)

    def _configuration(self, number: int) -> None:
        status = ConfigurationStatus.PROVISIONAL
        row = self.add(Configuration, number=number, status=status, coder_id=self.maybe(Coder))
        versions = self.random.randint(1, 3)
        in_force = self.random.randint(1, versions)
        for nr in range(1, versions + 1):
            names = self.random.sample(["C", "I", "M_res", "M_red", "O", "actor"], self.random.randint(0, 3))
            version = self.add(
                ConfigurationVersion,
                configuration_id=row.id,
                nr=nr,
                in_force=nr == in_force,
                actor_id=self.maybe(Actor),
                coder_id=self.maybe(Coder),
                reason=self._reason(nr, first=1),
                wordings=tuple(f"{name}={self.words()}" for name in names),
                slots_then=tuple(f"{name}={self.words(empty=False)}" for name in names[:1]),
            )
            for element in self.some(CanonicalElement):
                fields = {"role": element.role, "canonical_element_id": element.id}
                self.add(ConfigurationSlot, configuration_version_id=version.id, **fields)
            for claim in self.some(Claim):
                self.add(Evidence, claim_id=claim.id, configuration_version_id=version.id)

    def _demi_regularity(self, _nr: int) -> None:
        row = self.add(DemiRegularity)
        for one in self.some(Configuration):
            self.add(DemiRegularityConfiguration, demi_regularity_id=row.id, configuration_id=one.id)

    def _elements(self) -> None:
        self.few(self._theory, most=1)
        for nr in self.random.sample(range(1, 20), self.random.randint(0, 2 + self.size)):
            self._element(nr)
        self.few(self._omkering, most=1)
        for element in self.rows[EffectiveElement]:
            self.few(lambda _n, e=element: self._strategy(e))  # type: ignore[misc]
        self.few(self._member_check, most=1)
        for cls, name in (
            (Configuration, "configuration_id"),
            (EffectiveElement, "effective_element_id"),
            (DemiRegularity, "demi_regularity_id"),
        ):
            if (id_ := self.maybe(cls)) is not None:
                self.add(NegativeSearch, **{name: id_})

    def _theory(self, _nr: int) -> None:
        row = self.add(ProgrammeTheory)
        first, number = self.random.choice([0, 1]), self.random.randint(1, 3)
        in_force = self.random.randrange(first, first + number)
        for nr in range(first, first + number):
            fields = {"nr": nr, "in_force": nr == in_force, "reason": self._reason(nr, first=first)}
            version = self.add(ProgrammeTheoryVersion, programme_theory_id=row.id, **fields)
            for one in self.some(ConfigurationVersion):
                link = {"configuration_version_id": one.id}
                self.add(TheoryConfiguration, programme_theory_version_id=version.id, **link)
            for claim in self.some(Claim):
                self.add(TheoryVersionClaim, programme_theory_version_id=version.id, claim_id=claim.id)
        for one in self.some(MidrangeTheory):
            self.add(TheoryMidrange, programme_theory_id=row.id, midrange_theory_id=one.id)

    def _element(self, nr: int) -> None:
        origin = {"split_from_id": self.maybe(EffectiveElement), "merged_into_id": self.maybe(EffectiveElement)}
        row = self.add(EffectiveElement, nr=nr, **origin)
        number = self.random.randint(1, 3)
        in_force = self.random.randint(1, number)
        for version_nr in range(1, number + 1):
            status = self.random.choice([ElementStatus.DRAFT, ElementStatus.RETIRED])
            fields = {"nr": version_nr, "in_force": version_nr == in_force, "status": status}
            fields["reason"] = self._reason(version_nr, first=1)
            version = self.add(
                EffectiveElementVersion, effective_element_id=row.id, round_id=self.maybe(Round), **fields
            )
            for one in self.some(ConfigurationVersion):
                link = {"configuration_version_id": one.id}
                self.add(ElementConfiguration, effective_element_version_id=version.id, **link)
            for claim in self.some(Claim):
                self.add(ElementVersionClaim, effective_element_version_id=version.id, claim_id=claim.id)
        for theme in self.some(Theme):
            self.add(ElementTheme, effective_element_id=row.id, theme_id=theme.id)

    def _omkering(self, _nr: int) -> None:
        negative = [claim for claim in self.rows[Claim] if claim.polarity is not Polarity.WORKS]
        if not negative:
            return
        words = {"reasoning": self.words(empty=False), "confirmed_in": f"w{self.words()}"}
        row = self.add(Omkering, coder_id=self.maybe(Coder), **words)
        for claim in self.random.sample(negative, self.random.randint(1, len(negative))):
            self.add(OmkeringClaim, omkering_id=row.id, claim_id=claim.id)

    def _strategy(self, element: EffectiveElement) -> None:
        origin = {"omkering_id": self.maybe(Omkering), "document_id": self.maybe(Document)}
        row = self.add(Strategy, effective_element_id=element.id, **origin)
        for claim in self.some(Claim):
            self.add(StrategyClaim, strategy_id=row.id, claim_id=claim.id)

    def _member_check(self, _nr: int) -> None:
        row = self.add(MemberCheck)
        self.few(lambda _n: self.add(MemberCheckParticipant, member_check_id=row.id, case_id=self.maybe(Case)))
        for cls, name in (
            (EffectiveElementVersion, "effective_element_version_id"),
            (ConfigurationVersion, "configuration_version_id"),
            (ProgrammeTheoryVersion, "programme_theory_version_id"),
        ):
            for one in self.some(cls):
                self.add(MemberCheckOutcome, member_check_id=row.id, **{name: one.id})

    def _fragments_below(self) -> None:
        for row in self.rows[Fragment]:
            for code in self.some(Code):
                for coder_id in dict.fromkeys(self.maybe(Coder) for _ in range(2)):
                    self.add(Coding, fragment_id=row.id, code_id=code.id, coder_id=coder_id)
            for theme in self.some(Theme):
                self.add(FragmentTheme, fragment_id=row.id, theme_id=theme.id)
            for version in self.some(EffectiveElementVersion):
                self.add(FragmentElement, fragment_id=row.id, effective_element_version_id=version.id)

    def _report(self) -> None:
        for case in self.rows[Case]:
            for _ in range(self.random.randint(0, 3)):
                item = self.add(StoryItem, case_id=case.id)
                for fragment in self.some(Fragment):
                    self.add(StoryItemFragment, story_item_id=item.id, fragment_id=fragment.id)
        for nr in range(self.random.randint(0, 2)):
            self.add(CaseScale, key=f"k{nr}", steps=(self.words(empty=False),))
            self.add(DesignStep)
        for item_nr in self.random.sample(range(1, 21), self.random.randint(0, 3)):
            self.add(ReportItem, item=item_nr)

    def _memos(self) -> None:
        anything = [(table_of(cls), row.id) for cls, rows in self.rows.items() for row in rows]
        self.few(lambda _n: self._memo(anything), most=2)
        self.few(lambda _n: self._decision(anything), most=2)

    def _memo(self, anything: list[tuple[str, str]]) -> None:
        row = self.add(Memo, coder_id=self.maybe(Coder))
        for table, id_ in self.random.sample(anything, min(3, len(anything))):
            self.add(MemoAnchor, memo_id=row.id, object_type=table, object_id=id_)

    def _decision(self, anything: list[tuple[str, str]]) -> None:
        row = self.add(Decision, coder_id=self.maybe(Coder))
        for table, id_ in [*self.random.sample(anything, min(2, len(anything))), ("code", self.id())]:
            self.add(DecisionObject, decision_id=row.id, object_type=table, object_id=id_)

    def _work(self) -> None:
        for document in self.rows[Document]:
            for coder in self.some(Coder):
                self.add(Progress, document_id=document.id, coder_id=coder.id)
                self.few(lambda _n, d=document, c=coder: self._assignment(d, c), most=1)  # type: ignore[misc]
        self.few(self._run, most=1)
        for document in self.rows[Document]:
            self._agreement(document)

    def _assignment(self, document: Document, coder: Coder) -> None:
        self.add(Assignment, document_id=document.id, coder_id=coder.id)

    def _run(self, _nr: int) -> None:
        row = self.add(AgreementRun)
        for coder in self.some(Coder):
            self.add(AgreementRunCoder, agreement_run_id=row.id, coder_id=coder.id)
        for document in self.some(Document):
            self.add(AgreementRunDocument, agreement_run_id=row.id, document_id=document.id)

    def _agreement(self, document: Document) -> None:
        for coder in self.some(Coder):
            version = self.random.choice([one for one in self.rows[TextVersion] if one.document_id == document.id])
            marks = [[0, 1, code.id] for code in self.some(Code)]
            self.add(
                CodingSnapshot,
                document_id=document.id,
                coder_id=coder.id,
                text_version_id=version.id,
                coding_round=self.random.randint(1, 3),
                marks=json.dumps(marks),
            )
        if len(self.rows[Coder]) < 2 or self.random.random() < 0.5:
            return
        first, second = self.random.sample(self.rows[Coder], 2)
        row = self.add(
            Adjudication,
            document_id=document.id,
            first_coder_id=first.id,
            second_coder_id=second.id,
            case_key=self.id(),
        )
        for fragment in self.some(Fragment):
            for code in self.some(Code)[:1]:
                self.add(ConsensusMark, adjudication_id=row.id, fragment_id=fragment.id, code_id=code.id)
        for nr, element in enumerate(self.some(CanonicalElement)):
            self.add(
                ConsensusSlot,
                adjudication_id=row.id,
                nr=1 + nr // 2,
                role=element.role,
                canonical_element_id=element.id,
                position=nr,
            )

    def all_rows(self) -> Iterable[Entity]:
        """Everything but the study itself."""
        return (row for cls, rows in self.rows.items() if cls is not Study for row in rows)

    def put_into(self, project: Project) -> None:
        """Make this the content of an empty project."""
        with project.change("test", "test") as change:
            change.delete(*change.all(Study))
            change.insert(self.study, *self.all_rows())
            for sha256, text in self.texts.items():
                change.store_text(sha256, text)
