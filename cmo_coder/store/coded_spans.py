"""Where the codes of a document lie: the few columns that a screen of thousands of them needs, and no more.

A fragment whose words are gone waits for review in an older text version, and is not among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from cmo_coder.model.fragments import Coding, Fragment, FragmentState
from cmo_coder.store.reading import Reading
from cmo_coder.store.spans import overlapping
from cmo_coder.store.tables import TABLES


class SpanCoding(NamedTuple):
    """A coding on a span, by ids; `suggested`: the program proposed it."""

    id: str
    code_id: str
    coder_id: str | None
    suggested: bool = False


class CodedSpan(NamedTuple):
    """A fragment without its words: its place, and its codings in the order in which they were made.

    `evidence`: whether a slot of a claim rests on it.
    """

    id: str
    start: int
    end: int
    codings: tuple[SpanCoding, ...]
    evidence: bool


def span_of(fragment: Fragment, codings: Iterable[Coding], *, evidence: bool) -> CodedSpan:
    """The span of a fragment that was read whole."""
    made = tuple(SpanCoding(one.id, one.code_id, one.coder_id, one.suggested) for one in codings)
    return CodedSpan(fragment.id, fragment.start, fragment.end, made, evidence)


class CodedPlace(NamedTuple):
    """A coding with the place of its words: `[start, end)` of the text with this hash."""

    fragment_id: str
    document_id: str
    sha256: str
    start: int
    end: int
    code_id: str
    coder_id: str | None


def coded_places(reading: Reading) -> list[CodedPlace]:
    """Every coding on words of a text that is in force, by document and place. Whole rows of a large study would take
    many times the memory.
    """
    return [CodedPlace(*row) for row in reading.rows("coded places", _places)]


def coded_spans(reading: Reading, text_version_id: str) -> tuple[CodedSpan, ...]:
    """Every coded span of a text version, by place."""
    return _built(reading.rows("coded spans", _all, text_version_id=text_version_id))


def coded_spans_between(reading: Reading, text_version_id: str, start: int, end: int) -> tuple[CodedSpan, ...]:
    """The coded spans of a text version that share at least one code point with `[start, end)`, by place."""
    values = {"text_version_id": text_version_id, "start": start, "end": end}
    return _built(reading.rows("coded spans between", _between, **values))


def coded_span(reading: Reading, fragment_id: str) -> CodedSpan | None:
    """One coded span, where the fragment is there and sits on its words."""
    return next(iter(_built(reading.rows("coded span", _one, fragment_id=fragment_id))), None)


def _all() -> sa.Select[Any]:
    fragment = TABLES["fragment"]
    version = sa.bindparam("v_text_version_id", type_=fragment.c.text_version_id.type)
    return _columns(fragment).where(fragment.c.text_version_id == version)


def _between() -> sa.Select[Any]:
    return _columns(overlapping().subquery("near"))


def _one() -> sa.Select[Any]:
    fragment, version = TABLES["fragment"], TABLES["text_version"]
    wanted = sa.bindparam("v_fragment_id", type_=fragment.c.id.type)
    in_force = sa.select(version.c.id).where(version.c.in_force)
    return _columns(fragment).where(fragment.c.id == wanted, fragment.c.text_version_id.in_(in_force))


def _places() -> sa.Select[Any]:
    fragment, version, coding = TABLES["fragment"], TABLES["text_version"], TABLES["coding"]
    return (
        sa.select(
            fragment.c.id,
            fragment.c.document_id,
            version.c.sha256,
            fragment.c.start,
            fragment.c.end,
            coding.c.code_id,
            coding.c.coder_id,
        )
        .join(version, version.c.id == fragment.c.text_version_id)
        .join(coding, coding.c.fragment_id == fragment.c.id)
        .where(version.c.in_force, fragment.c.state == FragmentState.SITS.value)
        .order_by(fragment.c.document_id, fragment.c.start, fragment.c.end, fragment.c.id)
    )


def _columns(fragment: sa.FromClause) -> sa.Select[Any]:
    coding, words = TABLES["coding"], TABLES["slot_evidence"]
    evidence = sa.select(sa.literal_column("1")).where(words.c.fragment_id == fragment.c.id).exists()
    return (
        sa.select(
            fragment.c.id,
            fragment.c.start,
            fragment.c.end,
            evidence,
            coding.c.id,
            coding.c.code_id,
            coding.c.coder_id,
            coding.c.suggested,
        )
        .select_from(fragment.outerjoin(coding, coding.c.fragment_id == fragment.c.id))
        .order_by(fragment.c.start, fragment.c.end, fragment.c.id, coding.c.at, coding.c.id)
    )


def _built(rows: Iterable[Sequence[Any]]) -> tuple[CodedSpan, ...]:
    """One span per fragment of the rows, in which the codings of a fragment follow each other."""
    found: list[CodedSpan] = []
    last = ""
    for id_, start, end, evidence, coding_id, code_id, coder_id, suggested in rows:
        coding = () if coding_id is None else (SpanCoding(coding_id, code_id, coder_id, bool(suggested)),)
        if id_ == last:
            found[-1] = found[-1]._replace(codings=found[-1].codings + coding)
        else:
            found.append(CodedSpan(id_, start, end, coding, bool(evidence)))
            last = id_
    return tuple(found)
