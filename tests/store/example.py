"""A small study that touches every hard rule, written row by row through `Project.change`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from cmo_coder.model.base import ENTITIES, Entity, new_id
from cmo_coder.model.canonical import Actor, CanonicalElement, CanonicalElementActor, Role
from cmo_coder.model.cases import Case, Respondent
from cmo_coder.model.claims import Claim, ClaimCase, ClaimSlot, SlotEvidence
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.configurations import (
    Configuration,
    ConfigurationSlot,
    ConfigurationStatus,
    ConfigurationVersion,
    Evidence,
)
from cmo_coder.model.documents import Document, Speaker, SpeakerKind, TextVersion, Turn
from cmo_coder.model.effective_elements import EffectiveElement, EffectiveElementVersion, ElementConfiguration
from cmo_coder.model.fragments import Coding, Fragment, Stance
from cmo_coder.model.memos import Memo, MemoAnchor
from cmo_coder.model.study import Coder, Round, Study
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.texts import sha256_of

E = TypeVar("E", bound=Entity)

STUDY = Study(id=new_id(), name="Gezonde wijk", client="Gemeente Zandmeer")

TEXT = (
    "Interviewer: Wat maakte dat u bleef komen?\n"
    "R1: Omdat er koffie was 😀 en iemand die luisterde. Daardoor voelde ik me gezien.\n"
    "Interviewer: En daarna?\n"
    "R1: Toen ging ik weer naar buiten, elke dag een rondje.\n"
)
"""Two turns of each speaker; the emoji is one code point and two UTF-16 units."""


def only(reading: Reading, cls: type[E], **equals: object) -> E:
    """The one row of an entity with these values."""
    (found,) = reading.all(cls, **equals)
    return found


def words(text: str, quote: str, *, document: Document, version: TextVersion) -> Fragment:
    """A fragment on the first place where `quote` stands."""
    start = text.index(quote)
    end = start + len(quote)
    return Fragment(
        id=new_id(),
        document_id=document.id,
        text_version_id=version.id,
        text_length=len(text),
        start=start,
        end=end,
        quote=quote,
        prefix=text[max(0, start - 30) : start],
        suffix=text[end : end + 30],
    )


def turns(text: str, version: TextVersion, speakers: dict[str, Speaker]) -> tuple[Turn, ...]:
    """The turns of a text in which each line is `label: words`."""
    found, at = [], 0
    for nr, line in enumerate(text.splitlines(keepends=True), start=1):
        label = line.partition(": ")[0]
        found.append(
            Turn(
                id=new_id(),
                text_version_id=version.id,
                nr=nr,
                start=at,
                end=at + len(line),
                text_start=at + len(label) + 2,
                speaker_id=speakers[label].id,
            )
        )
        at += len(line)
    return tuple(found)


def fill(project: Project) -> None:
    """A document with its turns; a claim (I, M_red, O) in support of a refined configuration, in an element; a memo."""
    coder = Coder(id=new_id(), name="Codeur A")
    with project.change("coder.add", "Coder {name} added", name=coder.name) as change:
        change.insert(coder)
    project.coder = coder
    with project.change("import", "Imported {n} documents", n=1, reason="ronde 1") as change:
        round_ = Round(id=new_id(), nr=1, label="Ronde 1")
        case = Case(id=new_id(), name="Zandmeer")
        respondent = Respondent(id=new_id(), pseudonym="Anna", case_id=case.id)
        document = Document(id=new_id(), title="Anna", round_id=round_.id, case_id=case.id)
        version = TextVersion(id=new_id(), document_id=document.id, nr=1, sha256=sha256_of(TEXT), length=len(TEXT))
        asks = Speaker(id=new_id(), document_id=document.id, label="Interviewer", kind=SpeakerKind.INTERVIEWER)
        answers = Speaker(
            id=new_id(),
            document_id=document.id,
            label="R1",
            kind=SpeakerKind.RESPONDENT,
            respondent_id=respondent.id,
        )
        change.store_text(version.sha256, TEXT)
        change.insert(round_, case, respondent, document, version, asks, answers)
        change.insert(*turns(TEXT, version, {"Interviewer": asks, "R1": answers}))
    with project.change("coding", "Coded") as change:
        offered = words(TEXT, "koffie was 😀 en iemand die luisterde", document=document, version=version)
        felt = words(TEXT, "voelde ik me gezien", document=document, version=version)
        did = words(TEXT, "weer naar buiten", document=document, version=version)
        code = Code(id=new_id(), name="Gezien worden", type=CodeType.M_RED, aliases=("erkenning", "gehoord"))
        change.insert(offered, felt, did, code)
        change.insert(Coding(id=new_id(), fragment_id=felt.id, code_id=code.id, coder_id=coder.id))
        elements = tuple(
            CanonicalElement(id=new_id(), role=role, label=label)
            for role, label in ((Role.I, "inloop"), (Role.M_RED, "zich gezien voelen"), (Role.O, "naar buiten"))
        )
        change.insert(*elements)
        claim = Claim(id=new_id(), number=1, document_id=document.id, respondent_id=respondent.id, coder_id=coder.id)
        change.insert(claim, ClaimCase(id=new_id(), claim_id=claim.id, case_id=case.id))
        for element, fragment in zip(elements, (offered, felt, did), strict=True):
            slot = ClaimSlot(id=new_id(), claim_id=claim.id, role=element.role, canonical_element_id=element.id)
            change.insert(slot, SlotEvidence(id=new_id(), claim_slot_id=slot.id, fragment_id=fragment.id))
    with project.change("configuration.add", "Configuration {number} made", number=1, reason="uit ronde 1") as change:
        actor = Actor(id=new_id(), name="bewoners")
        change.insert(actor, CanonicalElementActor(id=new_id(), canonical_element_id=elements[1].id, actor_id=actor.id))
        configuration = Configuration(id=new_id(), number=1, status=ConfigurationStatus.SUPPORTED, negative_case=True)
        wording = ConfigurationVersion(id=new_id(), configuration_id=configuration.id, nr=1)
        change.insert(configuration, wording)
        change.insert(
            *(
                ConfigurationSlot(
                    id=new_id(),
                    configuration_version_id=wording.id,
                    role=element.role,
                    canonical_element_id=element.id,
                )
                for element in elements
            )
        )
        change.insert(
            Evidence(id=new_id(), claim_id=claim.id, configuration_version_id=wording.id, stance=Stance.SUPPORTS)
        )
        effective = EffectiveElement(id=new_id(), nr=1)
        label = EffectiveElementVersion(id=new_id(), effective_element_id=effective.id, nr=1, long_label="Luister echt")
        change.insert(effective, label)
        change.insert(
            ElementConfiguration(
                id=new_id(), effective_element_version_id=label.id, configuration_version_id=wording.id
            )
        )
    with project.change("memo.add", "Memo written") as change:
        memo = Memo(id=new_id(), text="Klinkt als wederkerigheid.", coder_id=coder.id)
        change.insert(memo, MemoAnchor(id=new_id(), memo_id=memo.id, object_type="fragment", object_id=felt.id))


def everything(project: Project) -> dict[str, tuple[Entity, ...]]:
    """Every row of every table of the study, by table, in the order of ids."""
    with project.read() as reading:
        return {table: reading.all(cls) for table, cls in ENTITIES.items()}


@contextmanager
def statements(project: Project) -> Iterator[list[str]]:
    """The statements that SQLite runs, on the connection that the pool gives next."""
    fairy = project._engine.raw_connection()
    driver: Any = fairy.driver_connection
    fairy.close()
    seen: list[str] = []
    driver.set_trace_callback(seen.append)
    yield seen
    driver.set_trace_callback(None)
