"""The marks of coders that are compared, read per document: as they stand now, or as each coder was done."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from cmo_coder.agreement.coding import Mark
from cmo_coder.model.adjudication import CodingSnapshot
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import TextVersion
from cmo_coder.model.fragments import FragmentState
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import TABLES
from cmo_coder.store.universe import AsOf, Universe


@dataclass(slots=True)
class Marks:
    """What was read: by document the marks, each with the id of its coding (empty where that does not stand now).

    `left_out` are documents whose text changed after a coder was done, `kept` the documents and coders whose coding was
    kept as it was finished, `fragments` the fragment of each coding.
    """

    by_document: dict[str, dict[Mark, str]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    kept: set[tuple[str, str]] = field(default_factory=set)
    fragments: dict[str, str] = field(default_factory=dict)


def marks_of(
    reading: Reading,
    universe: Universe,
    coders: Collection[str],
    versions: Mapping[str, TextVersion],
    target: Mapping[str, str],
) -> Marks:
    """Return the marks of some coders in the documents of these texts; `target` says for a code which one it is now."""
    found = Marks()
    for document, version in versions.items():
        here: dict[Mark, str] = {}
        for coding, fragment, code, coder, start, end in reading.rows("marks", _marks, version=version.id):
            if coder in coders:
                found.fragments[coding] = fragment
                here[Mark(document, coder, start, end, target[code])] = coding
        found.by_document[document] = here
    if universe.as_of is AsOf.FINISHED:
        _as_finished(found, _snapshots(reading, universe.coding_round, coders, versions), versions, target)
    return found


def _marks() -> sa.Select[Any]:
    coding, fragment = TABLES["coding"].c, TABLES["fragment"].c
    return (
        sa.select(coding.id, fragment.id, coding.code_id, coding.coder_id, fragment.start, fragment.end)
        .join_from(TABLES["fragment"], TABLES["coding"], coding.fragment_id == fragment.id)
        .where(
            fragment.text_version_id == sa.bindparam("v_version", type_=fragment.text_version_id.type),
            fragment.state == FragmentState.SITS.value,
            coding.coder_id.is_not(None),
        )
        .order_by(coding.id)
    )


def _as_finished(
    found: Marks,
    snapshots: Iterable[CodingSnapshot],
    versions: Mapping[str, TextVersion],
    target: Mapping[str, str],
) -> None:
    """Put what was kept in the place of what stands now."""
    last = {(one.document_id, one.coder_id): one for one in snapshots}
    found.kept = set(last)
    kept_in: dict[str, dict[str, CodingSnapshot]] = {}
    for (document, coder), snapshot in last.items():
        kept_in.setdefault(document, {})[coder] = snapshot
    for document, by_coder in kept_in.items():
        now = found.by_document[document]
        made = {mark: id_ for mark, id_ in now.items() if mark.coder not in by_coder}
        for coder, snapshot in by_coder.items():
            if snapshot.text_version_id != versions[document].id:
                found.left_out.add(document)
                continue
            for start, end, code in json.loads(snapshot.marks):
                if code in target:
                    mark = Mark(document, coder, start, end, target[code])
                    made[mark] = now.get(mark, "")
        found.by_document[document] = made


def _snapshots(
    reading: Reading, coding_round: int | None, coders: Collection[str], documents: Collection[str]
) -> Iterable[CodingSnapshot]:
    """Return the codings as they were finished, in a round or in all of them; the last of a coder and document wins."""
    return (
        row
        for row in reading.among(CodingSnapshot, "document_id", documents, order=("coding_round",))
        if row.coder_id in coders and coding_round in (None, row.coding_round)
    )


def into(codes: Mapping[str, Code], code_id: str) -> str:
    """Return the code that a merged code went into."""
    seen = set()
    while (target := codes[code_id].merged_into_id) and target in codes and code_id not in seen:
        seen.add(code_id)
        code_id = target
    return code_id
