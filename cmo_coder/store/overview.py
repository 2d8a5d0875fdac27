"""The study in numbers: per round, case and group, and per document and coder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cmo_coder.model.cases import Case, Group, Respondent
from cmo_coder.model.claims import Claim
from cmo_coder.model.documents import Document, Speaker
from cmo_coder.model.study import Coder, Progress, Round
from cmo_coder.store.counts import claims_per_document, codings_per_document, uncoded_turns_per_document
from cmo_coder.store.project import Project


@dataclass(frozen=True, slots=True)
class GridRow:
    """One combination of round, case and group (labels; empty where a document names none) with its counts."""

    round: str
    case: str
    group: Group | None
    documents: int
    claims: int
    uncoded_turns: int
    document_ids: tuple[str, ...] = ()
    """The documents that are counted."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document with its counts; `states` and `codings_by` are by coder id.

    `blind` says that the work of others in it is kept from who looks: then only her own is counted.
    """

    document: Document
    codings: int
    claims: int
    uncoded_turns: int
    states: Mapping[str, str]
    codings_by: Mapping[str, int]
    blind: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the overview shows."""

    coders: tuple[Coder, ...]
    grid: tuple[GridRow, ...]
    documents: tuple[DocumentRow, ...]


TABLES = (
    "document", "round", "study_case", "respondent", "coder", "speaker", "progress", "claim", "coding", "fragment",
    "turn", "text_version",
)  # fmt: skip
"""The tables that the overview counts from."""


def overview_of(project: Project) -> Overview:
    """Count. A document with respondents of several groups counts in each; its claims go by their own respondent."""
    with project.read() as reading:
        documents = reading.all(Document, order=("position", "title"))
        rounds = {one.id: one for one in reading.all(Round)}
        cases = {one.id: one for one in reading.all(Case)}
        respondents = {one.id: one for one in reading.all(Respondent)}
        coders = reading.all(Coder, order=("name",))
        speakers = reading.all(Speaker)
        progress = reading.all(Progress)
        claims = reading.all(Claim)
        codings = codings_per_document(reading)
        claims_in = claims_per_document(reading)
        uncoded = uncoded_turns_per_document(reading)
        blind = reading.hidden.documents if reading.hidden is not None else frozenset()
    states: dict[str, dict[str, str]] = {}
    for one in progress:
        states.setdefault(one.document_id, {})[one.coder_id] = one.state.value
    by: dict[str, dict[str, int]] = {}
    for (document_id, coder_id), number in codings.items():
        by.setdefault(document_id, {})[coder_id] = number
    rows = tuple(
        DocumentRow(
            document,
            sum(by.get(document.id, {}).values()),
            claims_in.get(document.id, 0),
            uncoded.get(document.id, 0),
            states.get(document.id, {}),
            by.get(document.id, {}),
            document.id in blind,
        )
        for document in documents
    )
    groups = _groups_of(speakers, respondents)
    return Overview(coders, _grid(rows, rounds, cases, groups, claims, respondents), rows)


def _groups_of(speakers: tuple[Speaker, ...], respondents: Mapping[str, Respondent]) -> dict[str, set[Group]]:
    groups: dict[str, set[Group]] = {}
    for speaker in speakers:
        if speaker.respondent_id is not None:
            groups.setdefault(speaker.document_id, set()).add(respondents[speaker.respondent_id].group)
    return groups


def _grid(
    rows: tuple[DocumentRow, ...],
    rounds: Mapping[str, Round],
    cases: Mapping[str, Case],
    groups: Mapping[str, set[Group]],
    claims: tuple[Claim, ...],
    respondents: Mapping[str, Respondent],
) -> tuple[GridRow, ...]:
    claims_of: dict[tuple[str, Group | None], int] = {}
    for claim in claims:
        respondent = respondents.get(claim.respondent_id or "")
        whose = (claim.document_id or "", respondent.group if respondent else None)
        claims_of[whose] = claims_of.get(whose, 0) + 1
    made: dict[tuple[int, str, int, str, str], list[int]] = {}
    counted: dict[tuple[int, str, int, str, str], list[str]] = {}
    for row in rows:
        round_ = rounds.get(row.document.round_id or "")
        case = cases.get(row.document.case_id or "")
        of_document: set[Group | None] = set(groups.get(row.document.id, ())) or {None}
        # A claim of nobody known counts once, with the first group of its document.
        for nr, group in enumerate(sorted(of_document, key=lambda g: g.value if g else "")):
            key = (
                round_.nr if round_ else 0,
                round_.label if round_ else "",
                case.position if case else 0,
                case.name if case else "",
                group.value if group else "",
            )
            counts = made.setdefault(key, [0, 0, 0])
            counted.setdefault(key, []).append(row.document.id)
            counts[0] += 1
            counts[1] += claims_of.get((row.document.id, group), 0)
            if nr == 0 and group is not None:
                counts[1] += claims_of.get((row.document.id, None), 0)
            counts[2] += row.uncoded_turns if nr == 0 else 0
    return tuple(
        GridRow(key[1], key[3], Group(key[4]) if key[4] else None, n, claims_, uncoded, tuple(counted[key]))
        for key, (n, claims_, uncoded) in sorted(made.items())
    )
