"""Small studies for tests, made of rows of the model written through `Project.change`.

A document is made of numbered sentences of ten code points each; every slot that names no words of its own takes the
next sentence, so that each has a fragment of its own at a known place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cmo_coder.model.base import Entity, new_id
from cmo_coder.model.canonical import Actor, CanonicalElement, Direction, Role
from cmo_coder.model.cases import Case, CaseAttribute, Group, Respondent
from cmo_coder.model.checks import CheckOutcome, MemberCheck, MemberCheckOutcome, MemberCheckParticipant
from cmo_coder.model.claims import Claim, ClaimCase, ClaimSlot, EpistemicStatus, Naming, Polarity, SlotEvidence
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.configurations import (
    Configuration,
    ConfigurationRelation,
    ConfigurationSlot,
    ConfigurationVersion,
    Evidence,
    RelationType,
    Strength,
)
from cmo_coder.model.documents import Document, DocumentType, Speaker, SpeakerKind, TextVersion, Turn
from cmo_coder.model.effective_elements import (
    EffectiveElement,
    EffectiveElementVersion,
    ElementConfiguration,
    ElementTheme,
    Omkering,
    OmkeringClaim,
    Strategy,
    StrategyClaim,
    Theme,
    ThemeList,
)
from cmo_coder.model.fragments import Coding, Fragment, FragmentElement, Stance
from cmo_coder.model.study import Coder, Round, Study
from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.store.project import Project

SENTENCES = "".join(f"Zin {nr:04d}. " for nr in range(1, 200))
LENGTH = 10


class StudyBuilder:
    """Writes rows as it goes; `snapshot()` reads them back."""

    def __init__(self, folder: Path, **study: Any) -> None:
        fields = {"name": "Proefstudie", **study}
        self.project = Project.create(folder / f"{new_id()}.cmo", Study(id=new_id(), **fields))
        self._next: dict[str, int] = {}
        self._versions: dict[str, TextVersion] = {}
        self._numbers: dict[str, int] = {}

    def snapshot(self) -> Snapshot:
        """The study as it stands now."""
        with self.project.read() as reading:
            return load_snapshot(reading)

    def put(self, *rows: Entity) -> None:
        """Write rows as they are."""
        with self.project.change("test", "rows") as change:
            change.insert(*rows)

    def _number(self, what: str) -> int:
        self._numbers[what] = self._numbers.get(what, 0) + 1
        return self._numbers[what]

    # Sources

    def case(self, name: str, parent: Case | None = None, **attributes: str) -> Case:
        made = Case(id=new_id(), name=name, parent_id=parent.id if parent else None, position=self._number("case"))
        rows = [
            CaseAttribute(id=new_id(), case_id=made.id, key=key, value=value, position=nr)
            for nr, (key, value) in enumerate(attributes.items())
        ]
        self.put(made, *rows)
        return made

    def round(self, label: str = "") -> Round:
        nr = self._number("round")
        made = Round(id=new_id(), nr=nr, label=label or f"R{nr}")
        self.put(made)
        return made

    def coder(self, name: str) -> Coder:
        made = Coder(id=new_id(), name=name)
        self.put(made)
        return made

    def respondent(self, pseudonym: str, group: Group = Group.OTHER, case: Case | None = None) -> Respondent:
        made = Respondent(id=new_id(), pseudonym=pseudonym, group=group, case_id=case.id if case else None)
        self.put(made)
        return made

    def document(
        self,
        title: str,
        *,
        type: DocumentType = DocumentType.INTERVIEW,
        round: Round | None = None,
        case: Case | None = None,
        speaker: Respondent | None = None,
        text: str = SENTENCES,
    ) -> Document:
        made = Document(
            id=new_id(),
            title=title,
            type=type,
            round_id=round.id if round else None,
            case_id=case.id if case else None,
            position=self._number("document"),
        )
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        version = TextVersion(id=new_id(), document_id=made.id, nr=1, sha256=sha256, length=len(text))
        rows: list[Entity] = [made, version]
        if speaker is not None:
            label = Speaker(
                id=new_id(),
                document_id=made.id,
                label="R1",
                kind=SpeakerKind.RESPONDENT,
                respondent_id=speaker.id,
            )
            turn = Turn(
                id=new_id(),
                text_version_id=version.id,
                nr=1,
                start=0,
                end=len(text),
                text_start=0,
                speaker_id=label.id,
            )
            rows += [label, turn]
        with self.project.change("test", "document") as change:
            change.store_text(sha256, text)
            change.insert(*rows)
        self._versions[made.id] = version
        return made

    def fragment(self, document: Document, span: tuple[int, int] | None = None) -> Fragment:
        """A fragment on `span` (code points), or on the next sentence of the document."""
        version = self._versions[document.id]
        if span is None:
            nr = self._next.get(document.id, 0)
            self._next[document.id] = nr + 1
            span = (nr * LENGTH, nr * LENGTH + LENGTH - 1)
        with self.project.read() as reading:
            text = reading.text(version.sha256)
        made = Fragment(
            id=new_id(),
            document_id=document.id,
            text_version_id=version.id,
            text_length=version.length,
            start=span[0],
            end=span[1],
            quote=text[span[0] : span[1]],
        )
        self.put(made)
        return made

    # Codes and elements

    def canonical(
        self, role: Role, label: str, *, direction: Direction | None = None, actors: Iterable[Actor] = ()
    ) -> CanonicalElement:
        from cmo_coder.model.canonical import CanonicalElementActor

        made = CanonicalElement(id=new_id(), role=role, label=label, direction=direction)
        links = [CanonicalElementActor(id=new_id(), canonical_element_id=made.id, actor_id=a.id) for a in actors]
        self.put(made, *links)
        return made

    def actor(self, name: str) -> Actor:
        made = Actor(id=new_id(), name=name)
        self.put(made)
        return made

    def code(
        self,
        name: str,
        type: CodeType = CodeType.OPEN,
        *,
        parent: Code | None = None,
        element: CanonicalElement | None = None,
    ) -> Code:
        made = Code(
            id=new_id(),
            name=name,
            type=type,
            parent_id=parent.id if parent else None,
            canonical_element_id=element.id if element else None,
            position=self._number("code"),
        )
        self.put(made)
        return made

    def coding(self, fragment: Fragment, code: Code, coder: Coder | None = None) -> Coding:
        made = Coding(id=new_id(), fragment_id=fragment.id, code_id=code.id, coder_id=coder.id if coder else None)
        self.put(made)
        return made

    # Claims

    def claim(
        self,
        document: Document,
        elements: Sequence[CanonicalElement] = (),
        *,
        respondent: Respondent | None = None,
        round: Round | None = None,
        cases: Sequence[Case] = (),
        collective: Sequence[Case] = (),
        status: EpistemicStatus = EpistemicStatus.EXPERIENCED,
        polarity: Polarity = Polarity.WORKS,
        fragments: Mapping[Role, Fragment] | None = None,
        fragments_per_slot: int = 1,
    ) -> Claim:
        """A claim with a slot for each element; a slot takes the next sentences unless `fragments` says otherwise."""
        made = Claim(
            id=new_id(),
            number=self._number("claim"),
            document_id=document.id,
            respondent_id=respondent.id if respondent else None,
            round_id=round.id if round else document.round_id,
            polarity=polarity,
            status=status,
        )
        rows: list[Entity] = [made]
        named = [(case, Naming.NAMED) for case in cases] + [(case, Naming.COLLECTIVE) for case in collective]
        rows += [ClaimCase(id=new_id(), claim_id=made.id, case_id=case.id, naming=how) for case, how in named]
        for position, element in enumerate(elements):
            slot = ClaimSlot(
                id=new_id(),
                claim_id=made.id,
                role=element.role,
                canonical_element_id=element.id,
                position=position,
            )
            rows.append(slot)
            own = (fragments or {}).get(element.role)
            words = [own] if own else [self.fragment(document) for _nr in range(fragments_per_slot)]
            rows += [SlotEvidence(id=new_id(), claim_slot_id=slot.id, fragment_id=one.id) for one in words]
        self.put(*rows)
        return made

    # Configurations

    def configuration(
        self,
        elements: Sequence[CanonicalElement],
        *,
        supports: Sequence[Claim] = (),
        contradicts: Sequence[Claim] = (),
        refines: Sequence[Claim] = (),
        strength: Strength | None = None,
        actor: Actor | None = None,
        negative: bool = False,
        label: str = "",
        **version: Any,
    ) -> tuple[Configuration, ConfigurationVersion]:
        made = Configuration(id=new_id(), number=self._number("configuration"), label=label, negative_case=negative)
        wording = ConfigurationVersion(
            id=new_id(), configuration_id=made.id, nr=1, actor_id=actor.id if actor else None, **version
        )
        self.put(made, wording)
        self.fill(wording, elements)
        for stance, claims in (
            (Stance.SUPPORTS, supports),
            (Stance.CONTRADICTS, contradicts),
            (Stance.REFINES, refines),
        ):
            for claim in claims:
                self.link(claim, wording, stance, strength)
        return made, wording

    def fill(self, version: ConfigurationVersion, elements: Sequence[CanonicalElement]) -> None:
        self.put(
            *(
                ConfigurationSlot(
                    id=new_id(),
                    configuration_version_id=version.id,
                    role=element.role,
                    canonical_element_id=element.id,
                    position=position,
                )
                for position, element in enumerate(elements)
            )
        )

    def link(
        self, claim: Claim, version: ConfigurationVersion, stance: Stance, strength: Strength | None = None
    ) -> Evidence:
        made = Evidence(
            id=new_id(),
            claim_id=claim.id,
            configuration_version_id=version.id,
            stance=stance,
            strength=strength,
        )
        self.put(made)
        return made

    def relate(
        self,
        type: RelationType,
        from_: Configuration,
        to: Configuration,
        shared: CanonicalElement | None = None,
    ) -> ConfigurationRelation:
        made = ConfigurationRelation(
            id=new_id(),
            type=type,
            from_id=from_.id,
            to_id=to.id,
            canonical_element_id=shared.id if shared else None,
        )
        self.put(made)
        return made

    # Effective elements

    def element(
        self,
        long_label: str,
        versions: Sequence[ConfigurationVersion] = (),
        *,
        themes: Sequence[Theme] = (),
        **fields: Any,
    ) -> tuple[EffectiveElement, EffectiveElementVersion]:
        made = EffectiveElement(id=new_id(), nr=self._number("element"))
        wording = EffectiveElementVersion(
            id=new_id(), effective_element_id=made.id, nr=1, long_label=long_label, **fields
        )
        self.put(made, wording, *self._behind(wording, versions))
        self.put(
            *(
                ElementTheme(id=new_id(), effective_element_id=made.id, theme_id=theme.id, position=nr)
                for nr, theme in enumerate(themes)
            )
        )
        return made, wording

    def _behind(
        self, wording: EffectiveElementVersion, versions: Sequence[ConfigurationVersion]
    ) -> list[ElementConfiguration]:
        return [
            ElementConfiguration(
                id=new_id(), effective_element_version_id=wording.id, configuration_version_id=version.id
            )
            for version in versions
        ]

    def next_version(
        self,
        before: EffectiveElementVersion,
        long_label: str,
        versions: Sequence[ConfigurationVersion] = (),
        **fields: Any,
    ) -> EffectiveElementVersion:
        made = EffectiveElementVersion(
            id=new_id(),
            effective_element_id=before.effective_element_id,
            nr=before.nr + 1,
            long_label=long_label,
            **{"reason": "scherper"} | fields,
        )
        with self.project.change("test", "version") as change:
            change.update(before, in_force=False)
            change.insert(made, *self._behind(made, versions))
        return made

    def theme(self, label: str, list_: ThemeList = ThemeList.OWN) -> Theme:
        made = Theme(id=new_id(), label=label, list=list_, position=self._number("theme"))
        self.put(made)
        return made

    def strategy(
        self, element: EffectiveElement, text: str, *, claims: Sequence[Claim] = (), **fields: Any
    ) -> Strategy:
        made = Strategy(
            id=new_id(),
            effective_element_id=element.id,
            text=text,
            position=self._number(f"strategy {element.id}"),
            **fields,
        )
        links = [StrategyClaim(id=new_id(), strategy_id=made.id, claim_id=claim.id) for claim in claims]
        self.put(made, *links)
        return made

    def omkering(self, claims: Sequence[Claim], statement: str, **fields: Any) -> Omkering:
        """An omkering; claims that say that it works come to say that it does not."""
        with self.project.change("test", "polarity") as change:
            for claim in claims:
                if claim.polarity is Polarity.WORKS:
                    change.update(change.get(Claim, claim.id), polarity=Polarity.WORKS_NOT)
        made = Omkering(id=new_id(), statement=statement, reasoning="omgekeerd", **fields)
        self.put(made, *(OmkeringClaim(id=new_id(), omkering_id=made.id, claim_id=claim.id) for claim in claims))
        return made

    def direct_link(
        self, fragment: Fragment, version: EffectiveElementVersion, stance: Stance = Stance.SUPPORTS
    ) -> FragmentElement:
        made = FragmentElement(
            id=new_id(), fragment_id=fragment.id, effective_element_version_id=version.id, stance=stance
        )
        self.put(made)
        return made

    def member_check(
        self,
        session: str,
        version: EffectiveElementVersion,
        outcome: CheckOutcome = CheckOutcome.RECOGNISED,
        *,
        participants: Sequence[tuple[Group | None, Case | None]] = (),
        date: str = "",
    ) -> MemberCheck:
        made = MemberCheck(id=new_id(), session=session, date=date)
        people = [
            MemberCheckParticipant(id=new_id(), member_check_id=made.id, group=group, case_id=case.id if case else None)
            for group, case in participants
        ]
        said = MemberCheckOutcome(
            id=new_id(), member_check_id=made.id, effective_element_version_id=version.id, outcome=outcome
        )
        self.put(made, *people, said)
        return made
