"""A study with names everywhere that the store keeps words: texts of now and before, quotes, notes, the log, a file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import CanonicalElement, Role
from cmo_coder.model.cases import Case, Respondent
from cmo_coder.model.claims import Claim, ClaimSlot, SlotEvidence
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document, DocumentType, SpeakerKind
from cmo_coder.model.fragments import Fragment
from cmo_coder.model.study import Study
from cmo_coder.names.replacing import Named
from cmo_coder.names.value import Kind
from cmo_coder.store.cases import add_case, add_respondent
from cmo_coder.store.codes import add_code
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_document, edit_document
from cmo_coder.store.file_settings import set_setting
from cmo_coder.store.fragments import code_span
from cmo_coder.store.memos import add_decision, add_memo
from cmo_coder.store.originals import keep_bytes, note_original
from cmo_coder.store.project import Project
from cmo_coder.store.study import add_coder
from cmo_coder.store.versions import edit_text
from cmo_coder.text.edits import Edit

LINES = (
    ("Interviewer", "Dag Quirina, waar kent u Bartholomé van?"),
    (
        "Quirina",
        "Uit Zwaluwerdam. Ik ben Quirina Zandbergsma, hij heet Bartholomé Okkersen. 👩‍👧 Zwaluwerdamse mensen.",
    ),
    ("Bartholomé", "Ja, mevrouw Zandbergsma belde mij op 06-98765432. Toen ging ik weer naar buiten."),
    ("Interviewer", "En daarna?"),
    ("Quirina", "Daarna voelde ik me gezien. QUIRINA hoort erbij, zei Bartholomé. Daarom bleef ik komen."),
)

NAMES = (
    Named("Quirina Zandbergsma", Kind.PERSON, "[naam-1]"),
    Named("Quirina", Kind.PERSON, "[naam-1]"),
    Named("Zandbergsma", Kind.PERSON, "[naam-1]"),
    Named("Bartholomé Okkersen", Kind.PERSON, "[naam-2]"),
    Named("Bartholomé", Kind.PERSON, "[naam-2]"),
    Named("Okkersen", Kind.PERSON, "[naam-2]"),
    Named("Zwaluwerdam", Kind.PLACE, "[plaats-1]"),
    Named("06-98765432", Kind.PHONE, "[telefoon-1]"),
)

UNTOUCHED = ("ging ik weer naar buiten", "voelde ik me gezien", "bleef ik komen")
TOUCHED = ("Quirina Zandbergsma, hij heet", "Zandbergsma, hij", "Bartholomé Okkersen", "QUIRINA hoort")


def transcript() -> tuple[str, tuple[NewTurn, ...]]:
    """The words and the turns."""
    text, turns = "", []
    for label, said in LINES:
        start = len(text)
        text += f"{label}: {said}\n"
        turns.append(NewTurn(start, len(text), start + len(label) + 2, label))
    return text, tuple(turns)


def make(place: Path) -> Project:
    """Make the study; it is left open."""
    project = Project.create(place, Study(id=new_id(), name="Onderzoek in Zwaluwerdam", language="nl"))
    project.coder = add_coder(project, "Anna")
    case = add_case(project, "Zwaluwerdam-Noord")
    quirina, bartholome = (
        add_respondent(project, name, case_id=case.id, organisation="Okkersen BV") for name in ("Quirina Z.", "R2")
    )
    text, turns = transcript()
    who = {
        "Interviewer": SpeakerIs(SpeakerKind.INTERVIEWER),
        "Quirina": SpeakerIs(SpeakerKind.RESPONDENT, quirina.id),
        "Bartholomé": SpeakerIs(SpeakerKind.RESPONDENT, bartholome.id),
    }
    document = Document(
        id=new_id(),
        title="Gesprek Quirina Zandbergsma",
        type=DocumentType.FOCUS_GROUP,
        source_name="interview_quirina-zandbergsma.docx",
        source_sha256="f" * 64,
    )
    document = add_document(project, document, text, turns, who)
    code = add_code(project, Code(id=new_id(), name="Erbij horen", example="'zei Bartholomé'", aliases=("Quirina",)))
    other = add_code(project, Code(id=new_id(), name="Elkaar kennen"))
    for nr, words in enumerate((*UNTOUCHED, *TOUCHED)):
        start = text.index(words)
        code_span(project, document.id, start, start + len(words), (code, other)[nr % 2])
    _around(project, document, code, case, quirina)
    undone = add_memo(project, "Bellen met Quirina Zandbergsma", [("document", document.id)])
    project.undo()
    assert undone.text
    misheard = text.index("daarna?")
    edit_text(project, document, [Edit(misheard, "daarna?", "daarna, Quirina?")], reason="Quirina vroeg het zelf")
    edit_document(project, document, title="Gesprek met Quirina Zandbergsma")
    with project.change("draft.keep", "Draft kept") as change:
        set_setting(change, "draft:x", json.dumps({"edits": [[0, "", "Quirina Zandbergsma"]]}))
        set_setting(change, "import_map", json.dumps({"kolom": "Bartholom\u00e9"}))
    return project


def _around(project: Project, document: Document, code: Code, case: Case, respondent: Respondent) -> None:
    add_memo(project, "Quirina en Bartholomé\nkennen elkaar uit Zwaluwerdam", [("document", document.id)])
    add_decision(project, "Quirina apart", "Okkersen wilde dat", objects=[("code", code.id)])
    with project.change("claim.add", "Claim added") as change:
        words = change.all(Fragment, quote="voelde ik me gezien")[0]
        element = CanonicalElement(id=new_id(), role=Role.M_RED, label="Zich gezien voelen door Bartholomé")
        claim = Claim(id=new_id(), number=1, document_id=document.id, respondent_id=respondent.id, note="zie Quirina")
        slot = ClaimSlot(id=new_id(), claim_id=claim.id, role=Role.M_RED, canonical_element_id=element.id)
        change.insert(element, claim, slot, SlotEvidence(id=new_id(), claim_slot_id=slot.id, fragment_id=words.id))
        data = b"PK Quirina Zandbergsma"
        sha256 = hashlib.sha256(data).hexdigest()
        note_original(change, [document.id], sha256, len(data))
        keep_bytes(change, sha256, data)


def secrets() -> tuple[str, ...]:
    """What may not be left, in no case and no form."""
    return ("quirina", "zandbergsma", "bartholom", "okkersen", "zwaluwerdam", "98765432")


def found_in(path: Path) -> list[str]:
    """Which of these the bytes of a file hold: as UTF-8 in any case, as UTF-16, in escaped JSON (by their stems)."""
    data = path.read_bytes()
    lower = data.lower()
    wide = (data.replace(b"\0", b"").lower(), data[1:].replace(b"\0", b"").lower())
    return [one for one in secrets() if any(one.encode() in where for where in (lower, *wide))]
