"""A project with the long made-up interview in it, coded by two coders, and a short interview before it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.made_interview import made_interview
from cmo_coder.model.base import new_id, now
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import SlotEvidence
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.documents import Document, SpeakerKind
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.model.study import Coder, Study
from cmo_coder.store.cases import add_respondent
from cmo_coder.store.claims import add_slot, start_claim
from cmo_coder.store.codes import add_code
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_document, version_in_force
from cmo_coder.store.fragments import fragment_at
from cmo_coder.store.project import Project
from cmo_coder.store.study import add_coder

LONG, SHORT = "Lang gesprek", "Kort gesprek"
PER_CLAIM = 3
"""Fragments behind a claim, one per slot."""
TYPES = {"C": CodeType.C, "I": CodeType.I, "M_res": CodeType.M_RES, "M_red": CodeType.M_RED, "O": CodeType.O}
TYPES |= {"theme": CodeType.THEME, "other": CodeType.OPEN}


def made_study(path: Path, codings: int = 3_000, claims: int = 200, characters: int = 180_000) -> Project:
    """Make the project; `characters` code points of interview in about one turn per 375 of them."""
    project = Project.create(path, Study(id=new_id(), name="Meting"))
    coders = [add_coder(project, name) for name in ("Coder A", "Coder B")]
    project.coder = coders[0]
    text, turns, fragments = made_interview(characters, max(4, characters // 375), codings)
    with project.change("made", "Interview made up") as change:
        respondents = {f"Respondent {n}": add_respondent(project, f"Inwoner {n}").id for n in (1, 2, 3)}
        who = {label: SpeakerIs(SpeakerKind.RESPONDENT, id_) for label, id_ in respondents.items()}
        who["Interviewer"] = SpeakerIs(SpeakerKind.INTERVIEWER)
        new = [NewTurn(turn.start, turn.end, turn.text_start, turn.speaker) for turn in turns]
        document = Document(id=new_id(), title=LONG)
        add_document(project, document, text, new, who)
        small = [turn for turn in new if turn.end <= 4000]
        add_document(project, Document(id=new_id(), title=SHORT), text[: small[-1].end], small, who)
        codes: dict[tuple[str, str], Code] = {}
        made: list[Fragment] = []
        for nr, one in enumerate(fragments):
            key = (one.family, one.codes[0])
            if key not in codes:
                code = Code(id=new_id(), name=f"{one.codes[0]} ({one.family})", type=TYPES[one.family])
                codes[key] = add_code(project, code)
            fragment = fragment_at(change, document.id, one.start, one.end)
            made.append(fragment)
            change.insert(
                Coding(
                    id=new_id(),
                    fragment_id=fragment.id,
                    code_id=codes[key].id,
                    coder_id=_coder(coders, nr).id,
                    at=now(),
                )
            )
        _claims(project, document.id, made, claims)
        assert version_in_force(change, document.id).length == len(text)
    return project


def _coder(coders: list[Coder], nr: int) -> Coder:
    return coders[nr % 3 == 0]


def _claims(project: Project, document_id: str, fragments: list[Fragment], claims: int) -> None:
    roles = (Role.C, Role.M_RED, Role.O)
    with project.change("made", "Claims made up") as change:
        for nr in range(claims):
            words = fragments[nr * PER_CLAIM : (nr + 1) * PER_CLAIM]
            if not words:
                return
            claim = start_claim(project, document_id, words[0].start)
            for role, fragment in zip(roles, words, strict=False):
                slot = add_slot(project, claim, role, None)
                change.insert(SlotEvidence(id=new_id(), claim_slot_id=slot.id, fragment_id=fragment.id))
