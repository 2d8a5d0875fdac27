"""What goes when a respondent withdraws: worked out before anything is written, for the account and for the act alike.

Their words are the turns they speak. A document in which nobody but an interviewer speaks beside them goes as a whole;
of another one their turns go. With the words go the fragments in them, and with fragments, claims and documents what
cannot be without these. Rows that only the change log still holds are looked at in the same way.
"""

from __future__ import annotations

import typing
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cmo_coder.model.base import ENTITIES, Ref
from cmo_coder.model.documents import Document, Speaker, SpeakerKind, TextVersion, Turn
from cmo_coder.store.reading import Reading
from cmo_coder.store.replaced_names import NewText
from cmo_coder.store.rewriting import all_rows
from cmo_coder.store.rows import Plain
from cmo_coder.store.tables import hints_of, without_none
from cmo_coder.store.texts import sha256_of
from cmo_coder.text.edits import Edit, apply_edits

MARKERS = {"nl": "verwijderd op verzoek", "en": "removed on request"}
"""What stands where somebody's words or name stood, in the language of the study."""


@dataclass(frozen=True, slots=True)
class Going:
    """What goes: ids by table; documents as a whole and in part; the texts of the latter before and after."""

    respondent_id: str
    rows: Mapping[str, frozenset[str]]
    whole: tuple[Document, ...]
    part: tuple[Document, ...]
    texts: Mapping[str, NewText]
    speakers: frozenset[str]

    def number(self, table: str, present: Collection[str]) -> int:
        """How many of the rows that go are among those that are there now."""
        return len(self.rows.get(table, frozenset()) & set(present))


def what_goes(reading: Reading, respondent_id: str, marker: str, also_documents: Collection[str] = ()) -> Going:
    """Work out what goes with a respondent; `also_documents` (ids) go as a whole too."""
    whole, part = _documents(reading, respondent_id, also_documents)
    rows = {table: all_rows(reading, table) for table in ENTITIES}
    speakers = frozenset(row["id"] for row in rows["speaker"] if row["respondent_id"] == respondent_id)
    texts = _texts(reading, rows, {one.id for one in part}, speakers, marker)
    gone: dict[str, set[str]] = defaultdict(set)
    gone["document"] = {one.id for one in whole}
    for table in ("fragment", "suggestion"):
        gone[table] |= {row["id"] for row in rows[table] if _lost(row, texts.get(row["text_version_id"]))}
    for claim in rows["claim"]:
        alone = claim["respondent_id"] is None and claim["document_id"] in gone["document"]
        if alone or claim["respondent_id"] == respondent_id:
            gone["claim"].add(claim["id"])
    gone["respondent_attribute"] = {
        row["id"] for row in rows.get("respondent_attribute", ()) if row["respondent_id"] == respondent_id
    }
    _follow(rows, gone)
    # What was suggested for words or for a claim goes with them, though it may do without either.
    for row in rows["suggestion"]:
        if row["text_version_id"] in gone["text_version"] or row["claim_id"] in gone["claim"]:
            gone["suggestion"].add(row["id"])
    _memos(rows, gone, respondent_id)
    return Going(
        respondent_id, {table: frozenset(ids) for table, ids in gone.items() if ids}, whole, part, texts, speakers
    )


def _documents(
    reading: Reading, respondent_id: str, also: Collection[str]
) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
    mine = {one.document_id for one in reading.all(Speaker, respondent_id=respondent_id)}
    whole: list[Document] = []
    part: list[Document] = []
    for document in reading.all(Document, order=("position", "title")):
        if document.id in also:
            whole.append(document)
        elif document.id in mine:
            (whole if _speaks_alone(reading, document, respondent_id) else part).append(document)
    return tuple(whole), tuple(part)


def _speaks_alone(reading: Reading, document: Document, respondent_id: str) -> bool:
    speakers = {one.id: one for one in reading.all(Speaker, document_id=document.id)}
    for version in reading.all(TextVersion, document_id=document.id, in_force=True):
        for turn in reading.all(Turn, text_version_id=version.id):
            speaker = speakers.get(turn.speaker_id or "")
            if speaker is None:
                continue
            if speaker.kind is not SpeakerKind.INTERVIEWER and speaker.respondent_id != respondent_id:
                return False
    return True


def _texts(
    reading: Reading,
    rows: Mapping[str, list[Plain]],
    documents: Collection[str],
    speakers: Collection[str],
    marker: str,
) -> dict[str, NewText]:
    """Every version of the documents that stay in part, with the turns of the respondent replaced by a marker."""
    turns: dict[str, dict[str, Plain]] = defaultdict(dict)
    for turn in rows["turn"]:
        if turn["speaker_id"] in speakers:
            turns[turn["text_version_id"]][turn["id"]] = turn
    made = {}
    for version in rows["text_version"]:
        mine = sorted(turns.get(version["id"], {}).values(), key=lambda turn: int(turn["start"]))
        if version["document_id"] not in documents or not mine:
            continue
        old = reading.stored_text(version["sha256"])
        edits = []
        for turn in mine:
            said = old[turn["start"] : turn["end"]]
            edits.append(Edit(turn["start"], said.rstrip(), f"[{marker}]"))
        new = apply_edits(old, edits)
        made[version["id"]] = NewText(old, new, sha256_of(new), tuple(edits))
    return made


def _lost(row: Plain, text: NewText | None) -> bool:
    """Whether every word of a span goes."""
    if text is None:
        return False
    left = row["end"] - row["start"]
    for edit in text.edits:
        left -= max(0, min(edit.end, row["end"]) - max(edit.position, row["start"]))
    return left <= 0 or not _rest(row, text).strip()


def _rest(row: Plain, text: NewText) -> str:
    """The words of a span that stay."""
    said, place = [], row["start"]
    for edit in text.edits:
        if edit.end > row["start"] and edit.position < row["end"]:
            said.append(text.old[place : max(place, edit.position)])
            place = max(place, edit.end)
    said.append(text.old[place : row["end"]])
    return "".join(said)


def _follow(rows: Mapping[str, list[Plain]], gone: dict[str, set[str]]) -> None:
    """What cannot be without a row that goes, goes too."""
    needs = {table: _needed(table) for table in ENTITIES}
    more = True
    while more:
        more = False
        for table, fields in needs.items():
            for row in rows[table]:
                if row["id"] in gone[table]:
                    continue
                if any(row[field] in gone[target] for field, target in fields):
                    gone[table].add(row["id"])
                    more = True


def _needed(table: str) -> tuple[tuple[str, str], ...]:
    """The references of a table that may not be empty: the field and the table it points at."""
    return tuple((field, target) for field, target, nullable in references(table) if not nullable)


def references(table: str) -> Iterable[tuple[str, str, bool]]:
    """The references of a table: the field, the table it points at, and whether it may be empty."""
    for field, hint in hints_of(ENTITIES[table]).items():
        bare, nullable = without_none(hint)
        if typing.get_origin(bare) is typing.Annotated:
            mark: Any = next(one for one in typing.get_args(bare)[1:] if isinstance(one, Ref))
            yield field, mark.table, nullable


def _memos(rows: Mapping[str, list[Plain]], gone: dict[str, set[str]], respondent_id: str) -> None:
    """Memos on what goes, and on the respondent; a memo that hangs on something else too stays there."""
    anchors: dict[str, set[str]] = defaultdict(set)
    for anchor in rows["memo_anchor"]:
        anchors[anchor["memo_id"]].add(anchor["id"])
        about = anchor["object_type"] == "respondent" and anchor["object_id"] == respondent_id
        if about or anchor["object_id"] in gone.get(anchor["object_type"], ()):
            gone["memo_anchor"].add(anchor["id"])
    for memo_id, ids in anchors.items():
        if ids <= gone["memo_anchor"]:
            gone["memo"].add(memo_id)
