"""The records of a file, found by kind and id, and whether what they refer to is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cmo_coder.exchange.bulk_base import Form
from cmo_coder.exchange.bulk_forms import Record, field_name
from cmo_coder.exchange.bulk_schema import (
    FORMS,
    TABLES_OF_KINDS,
    ConfigurationForm,
    DecisionForm,
    DocumentForm,
    ElementForm,
    MemoForm,
    TheoryForm,
)
from cmo_coder.exchange.bulk_shapes import references
from cmo_coder.exchange.bulk_texts import SPEAKER_WORDS, TextIs
from cmo_coder.exchange.errors import Problem, problem
from cmo_coder.messages import N_
from cmo_coder.model.everything import ENTITIES
from cmo_coder.text.spans import Span

STUDY = "study"
"""The id by which records may name the study where its record gives none."""


@dataclass(slots=True)
class Book:
    """The records of a file, with the texts and places that were found for them, by id as written."""

    records: Sequence[Record]
    by_id: dict[str, dict[str, Record]] = field(default_factory=dict)
    texts: dict[str, TextIs] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)

    def form(self, kind: str, id_: str | None) -> Form | None:
        """The form of a record; None where there is none, or one with mistakes of its own."""
        record = self.by_id.get(kind, {}).get(id_ or "")
        return None if record is None else record.form

    def of(self, kind: str) -> Iterator[tuple[Record, Form]]:
        """The records of a kind that have no mistakes of their own."""
        return ((record, record.form) for record in self.records if record.kind == kind and record.form is not None)


def index(records: Sequence[Record]) -> tuple[Book, list[Problem]]:
    """The records by id, and those whose id stands twice; of the study there may be one."""
    book = Book(records, {kind: {} for kind in FORMS})
    problems = []
    for record in records:
        known = book.by_id[record.kind]
        if record.kind == "study" and known:
            first = next(iter(known.values()))
            message = N_("A file holds one study; line {line} is one already.")
            problems.append(problem(record.line, "kind", message, line=first.line))
        elif record.id in known:
            message = N_("There is already a {kind} with the id '{id}', on line {line}.")
            where = "id" if record.given_id else "kind"
            if not record.given_id:
                message = N_("The same stands on line {line} already.")
            problems.append(
                problem(record.line, where, message, kind=record.kind, id=record.id, line=known[record.id].line)
            )
        else:
            known[record.id] = record
    return book, problems


def check_references(book: Book) -> Iterator[Problem]:
    """References to records that are not in the file."""
    for record in book.records:
        if record.form is None:
            continue
        for found in references(record.form):
            if found.id not in book.by_id[found.kind]:
                yield _dangling(record.line, field_name(found.place), found.kind, found.id)
        if isinstance(record.form, DocumentForm):
            yield from _speakers(book, record.line, record.form)
        if isinstance(record.form, MemoForm):
            yield from _anchors(book, record.line, "on", record.form.on)
        if isinstance(record.form, DecisionForm):
            yield from _anchors(book, record.line, "objects", record.form.objects)


def _dangling(line: int, where: str, kind: str, id_: str) -> Problem:
    return problem(line, where, N_("There is no {kind} with the id '{id}' in this file."), kind=kind, id=id_)


def _speakers(book: Book, line: int, form: DocumentForm) -> Iterator[Problem]:
    for label, who in form.speakers.items():
        if who not in SPEAKER_WORDS and who not in book.by_id["respondent"]:
            message = N_("There is no respondent with the id '{id}' in this file; other speakers are: {words}.")
            yield problem(line, f"speakers.{label}", message, id=who, words=", ".join(SPEAKER_WORDS))


def _anchors(book: Book, line: int, name: str, anchors: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """What a memo or decision is about: a kind of record, or (written by the program) the table of a row."""
    inner = set(ENTITIES) - set(FORMS) - set(TABLES_OF_KINDS.values())
    for number, (kind, id_) in enumerate(anchors, start=1):
        where = f"{name}[{number}]"
        if kind in FORMS:
            # What a decision was about may be gone by that very decision.
            if id_ not in book.by_id[kind] and not (name == "objects" and is_uuid(id_)):
                yield _dangling(line, where, kind, id_)
        elif kind not in inner:
            message = N_("There is no kind '{kind}'; the kinds are {kinds}.")
            yield problem(line, where, message, kind=kind, kinds=", ".join(FORMS))
        elif not is_uuid(id_):
            message = N_("A {kind} can only be named by the UUID that the program gave it.")
            yield problem(line, where, message, kind=kind)


_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def is_uuid(id_: str) -> bool:
    """Whether an id is a UUID in its usual form, in capitals or not."""
    return _UUID.fullmatch(id_) is not None


def in_force(form: Form | None) -> int:
    """The number of the version in force of a document, configuration, element or theory."""
    if isinstance(form, DocumentForm | ConfigurationForm):
        return len(form.versions) + 1 if form.nr is None else form.nr
    assert isinstance(form, ElementForm | TheoryForm)
    return max(version.nr for version in form.versions) if form.in_force is None else form.in_force


def has_version(book: Book, kind: str, id_: str, nr: int | None) -> bool:
    """Whether a record has a version; True where none is asked for, or where the record itself has mistakes."""
    form = book.form(kind, id_)
    if nr is None or form is None:
        return True
    assert isinstance(form, DocumentForm | ConfigurationForm | ElementForm | TheoryForm)
    numbers = {version.nr for version in form.versions}
    return nr in numbers or (isinstance(form, DocumentForm | ConfigurationForm) and nr == in_force(form))
