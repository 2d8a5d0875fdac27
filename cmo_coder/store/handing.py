"""Two computers: a file for one coder to work in elsewhere (`taking_in` brings back what that coder made).

The file is a project of its own with the documents that she was handed, the codebook and her own work; not the work of
others, nor the history. What comes back is matched by identifiers and by the hash of each text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence, Set
from pathlib import Path

from cmo_coder.messages import N_
from cmo_coder.model.agreement_runs import AgreementRun, AgreementRunCoder, AgreementRunDocument
from cmo_coder.model.base import Entity, new_id, now
from cmo_coder.model.canonical import Actor, CanonicalElement, CanonicalElementActor
from cmo_coder.model.cases import Case, CaseAttribute, Respondent
from cmo_coder.model.claims import Claim, ClaimCase, ClaimSlot, SlotEvidence
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document, Speaker, TextVersion, Turn
from cmo_coder.model.effective_elements import Theme, ThemeQuestion
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment, FragmentState
from cmo_coder.model.memos import Memo, MemoAnchor
from cmo_coder.model.study import Assignment, Coder, Progress, Round, Study
from cmo_coder.store.handing_suggestions import suggestions_to_hand
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading

KIND = "handed_out"
"""Which kind of run it is, in its settings: the mark of a file that was handed out."""

WHOLE = (
    Round,
    Coder,
    Case,
    CaseAttribute,
    Respondent,
    Actor,
    CanonicalElement,
    CanonicalElementActor,
    Code,
    Theme,
    ThemeQuestion,
)
"""What goes along whole: the study around the documents."""


def hand_out(project: Project, coder: Coder, path: Path) -> int:
    """Make a project file for a coder with what she was handed; gives how many documents.

    Raises RuleError where she was handed nothing, ProjectError where the file is there already.
    """
    with project.read_everything() as reading:
        handed = reading.all(Assignment, coder_id=coder.id)
        documents = reading.among(Document, "id", [one.document_id for one in handed])
        if not documents:
            raise RuleError(
                N_("{name} was handed no documents."),
                N_("Hand some out first: cmo-coder rounds hand --round 1 --coders NAME"),
                name=coder.name,
            )
        study = reading.all(Study)[0]
        rows, texts = _rows_for(reading, coder, documents, handed)
    with Project.create(path, study) as made:
        made.coder = coder
        with made.change("round.hand_out", N_("Handed out to {name}"), name=coder.name) as change:
            for sha256, text in texts.items():
                change.store_text(sha256, text)
            change.insert(*rows)
    return len(documents)


def handed_to(project: Project) -> str:
    """Return the id of the coder for whom a file was made by handing out; empty for any other project.

    Who works in such a file is that coder, where nothing else was chosen: work in nobody's name cannot be taken in.
    """
    with project.read() as reading:
        for run in reading.all(AgreementRun, order=("at",)):
            settings = json.loads(run.settings) if run.settings.startswith("{") else {}
            if settings.get("kind") == KIND:
                return str(settings["coder"])
    return ""


def _rows_for(
    reading: Reading, coder: Coder, documents: Sequence[Document], handed: Sequence[Assignment]
) -> tuple[list[Entity], dict[str, str]]:
    ids = [one.id for one in documents]
    versions = [one for one in reading.among(TextVersion, "document_id", ids) if one.in_force]
    version_ids = [one.id for one in versions]
    fragments = {
        one.id: one
        for one in reading.among(Fragment, "text_version_id", version_ids)
        if one.state is FragmentState.SITS
    }
    codings = [one for one in reading.among(Coding, "fragment_id", fragments) if one.coder_id == coder.id]
    claims = [one for one in reading.among(Claim, "document_id", ids) if one.coder_id == coder.id]
    slots = reading.among(ClaimSlot, "claim_id", [one.id for one in claims])
    words = [
        one
        for one in reading.among(SlotEvidence, "claim_slot_id", [slot.id for slot in slots])
        if one.fragment_id in fragments
    ]
    used = {coding.fragment_id for coding in codings} | {word.fragment_id for word in words}
    memos, anchors = _memos(reading, coder, {*ids, *used, *(one.id for one in (*codings, *claims))})
    settings = {
        "kind": KIND,
        "coder": coder.id,
        "codings": [one.id for one in codings],
        "claims": [one.id for one in claims],
        "memos": [one.id for one in memos],
    }
    run = AgreementRun(id=new_id(), label=coder.name, settings=json.dumps(settings), at=now())
    rows: list[Entity] = [one for cls in WHOLE for one in reading.all(cls)]
    rows += [*documents, *versions, *reading.among(Speaker, "document_id", ids)]
    rows += reading.among(Turn, "text_version_id", version_ids)
    rows += handed
    rows += [one for one in reading.among(Progress, "document_id", ids) if one.coder_id == coder.id]
    rows += [fragments[one] for one in used]
    rows += [*codings, *claims, *reading.among(ClaimCase, "claim_id", [one.id for one in claims]), *slots, *words]
    rows += suggestions_to_hand(reading, coder, version_ids, {one.id for one in claims})
    rows += [*memos, *anchors, run, AgreementRunCoder(id=new_id(), agreement_run_id=run.id, coder_id=coder.id)]
    rows += [AgreementRunDocument(id=new_id(), agreement_run_id=run.id, document_id=one) for one in ids]
    return rows, {one.sha256: reading.text(one.sha256) for one in versions}


def _memos(reading: Reading, coder: Coder, there: Set[str]) -> tuple[list[Memo], list[MemoAnchor]]:
    """Return the memos of a coder that hang on what goes along (or on nothing), and their anchors on that."""
    whole = {one.id for cls in WHOLE for one in reading.all(cls)}
    mine = reading.all(Memo, coder_id=coder.id)
    anchors: dict[str, list[MemoAnchor]] = {}
    for one in reading.among(MemoAnchor, "memo_id", [memo.id for memo in mine]):
        anchors.setdefault(one.memo_id, []).append(one)
    kept = {id_: [one for one in some if one.object_id in there | whole] for id_, some in anchors.items()}
    memos = [memo for memo in mine if memo.id not in anchors or kept[memo.id]]
    return memos, [one for memo in memos for one in kept.get(memo.id, ())]
