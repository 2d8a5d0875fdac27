"""From checked records to the rows of the study: ids, places and numbers, and what one record knows of another."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any, TypeVar

from cmo_coder.exchange.bulk_base import ExactRow, Form
from cmo_coder.exchange.bulk_book import STUDY, Book, in_force, is_uuid
from cmo_coder.exchange.bulk_forms import Record
from cmo_coder.exchange.bulk_schema import TABLES_OF_KINDS, ClaimForm, FragmentForm
from cmo_coder.exchange.errors import Problem, problem
from cmo_coder.messages import N_
from cmo_coder.model.base import ENTITIES, Entity, changed, table_of

E = TypeVar("E", bound=Entity)

NAMESPACE = uuid.UUID("6f0b5c0e-5d1c-5f0e-9b8a-3c6f7d5a2e41")
"""Under which the UUIDs of records with other ids are made (RFC 9562, version 5)."""


def uuid5(*parts: str) -> str:
    """A UUID of version 5 in `NAMESPACE`, of the parts joined by line ends: the same parts give the same UUID."""
    digest = hashlib.sha1(NAMESPACE.bytes + "\n".join(parts).encode("utf-8"), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def table_of_kind(kind: str) -> str:
    """The table in which the records of a kind come to stand."""
    return TABLES_OF_KINDS.get(kind, kind)


def study_id_of(form: Form, name: str) -> str:
    """The id of the study that a record describes: its own, or one made of its id or name."""
    if form.id is not None and is_uuid(form.id):
        return form.id.lower()
    return uuid5(STUDY, form.id or name)


class Builder:
    """Makes the rows of records. `study_id` is part of every UUID that is made of another id.

    Records whose versions others refer to (documents, configurations, elements, theories) are built before those.
    """

    def __init__(self, book: Book, study_id: str, highest: Mapping[str, int] | None = None) -> None:
        """`highest` gives the highest place or number in use, by table: counting goes on from there."""
        self.book = book
        self.study_id = study_id
        self.rows: dict[type[Entity], list[Entity]] = defaultdict(list)
        self.problems: list[Problem] = []
        self.line_of: dict[tuple[str, str], int] = {}
        self.words: dict[str, str] = {}
        """The words of every text version, by their hash."""
        self.lengths: dict[str, int] = {}
        self.version_texts: dict[str, str] = {}
        """The length of every text version, by its UUID."""
        self._places = Counter({(table, ""): number for table, number in (highest or {}).items()})
        self._ids: dict[tuple[str, str], str] = {}
        self._versions: dict[tuple[str, str, int], str] = {}
        self._numbers = {
            kind: {number for _record, form in book.of(kind) if (number := getattr(form, "number", None)) is not None}
            for kind in ("claim", "configuration")
        }

    def id_of(self, kind: str, id_: str) -> str:
        """The UUID of a record by its id as written."""
        found = self._ids.get((kind, id_))
        if found is None:
            if kind == "study" and id_ in (STUDY, self._study_record_id()):
                found = self.study_id
            else:
                found = id_.lower() if is_uuid(id_) else uuid5(self.study_id, kind, id_)
            self._ids[kind, id_] = found
        return found

    def ref(self, kind: str, id_: str | None) -> str | None:
        """The UUID that a reference stands for, where there is one."""
        return None if id_ is None else self.id_of(kind, id_)

    def next(self, table: str, owner: str = "") -> int:
        """The next place in a table (below an owner), counted from 1."""
        self._places[table, owner] += 1
        return self._places[table, owner]

    def number(self, kind: str, given: int | None) -> int:
        """The number of a claim or configuration: as given, or the next that is free."""
        if given is not None:
            return given
        number = self.next(kind)
        while number in self._numbers[kind]:
            number = self.next(kind)
        return number

    def knows_version(self, kind: str, owner_id: str, nr: int, version_id: str) -> None:
        """Remember the row of a version."""
        self._versions[kind, owner_id, nr] = version_id

    def version(self, kind: str, id_: str, nr: int | None) -> str:
        """The UUID of a version of a record (default: the one in force)."""
        owner = self.id_of(kind, id_)
        return self._versions[kind, owner, in_force(self.book.form(kind, id_)) if nr is None else nr]

    def in_force(self, record: Record) -> int:
        """The number of the version in force of a record."""
        return in_force(record.form)

    def document_of(self, claim: ClaimForm) -> str | None:
        """The document, as written, of the first words of a claim."""
        for slot in claim.slots:
            for fragment in slot.fragments:
                form = self.book.form("fragment", fragment)
                if isinstance(form, FragmentForm):
                    return form.document
        return None

    def anchor(self, kind: str, id_: str) -> tuple[str, str]:
        """What a memo or decision hangs on, as table and UUID."""
        return table_of_kind(kind), self.id_of(kind, id_)

    def _study_record_id(self) -> str:
        return next((record.id for record, _form in self.book.of("study")), STUDY)


class Maker:
    """Makes the rows of one record, in order; what `exact` says of a row is put in."""

    def __init__(self, builder: Builder, record: Record, form: Form) -> None:
        self.builder = builder
        self.record = record
        self.id = builder.id_of(record.kind, record.id)
        self._exact = form.exact
        self._made: Counter[str] = Counter()
        self._put: Counter[str] = Counter()

    def main(self, cls: type[E], **fields: Any) -> E:
        """Make the row of the record itself."""
        return self.put(cls, self.id, fields)

    def make(self, cls: type[E], **fields: Any) -> E:
        """Make a row below the record."""
        table = table_of(cls)
        self._made[table] += 1
        return self.put(cls, uuid5(self.id, table, str(self._made[table])), fields)

    def put(self, cls: type[E], id_: str, fields: Mapping[str, Any]) -> E:
        """Keep a row of which the id is made; `exact` may give it another."""
        table = table_of(cls)
        row = cls(id=id_, **fields)
        told = self._exact.get(table, ())
        number = self._put[table]
        self._put[table] += 1
        if number < len(told):
            row = self._exactly(row, told[number])
        if (table, row.id) in self.builder.line_of:
            self._problem("id", N_("The id {id} is in use already, on line {line}."), table, row.id)
        self.builder.line_of.setdefault((table, row.id), self.record.line)
        self.builder.rows[cls].append(row)
        return row

    def _exactly(self, row: E, told: ExactRow) -> E:
        values = {name: value for name in EXACT if (value := getattr(told, name)) is not None}
        if told.coder is not None or told.no_coder:
            values["coder_id"] = told.coder
        unknown = [name for name in values if not hasattr(row, name)]
        if unknown:
            self._not_exact(table_of(type(row)))
            return row
        return changed(row, **values)

    def finish(self) -> None:
        """Notice what `exact` says of rows that there are not."""
        for table, told in self._exact.items():
            if table not in ENTITIES or len(told) != self._put[table]:
                self._not_exact(table)

    def _not_exact(self, table: str) -> None:
        message = N_("This does not fit the rows of this record; leave 'exact' out of a file made elsewhere.")
        self.builder.problems.append(problem(self.record.line, f"exact.{table}", message))

    def _problem(self, where: str, message: str, table: str, id_: str) -> None:
        first = self.builder.line_of[table, id_]
        self.builder.problems.append(problem(self.record.line, where, message, id=id_, line=first))


EXACT = ("id", "position", "at", "prefix", "suffix", "slots_then")
"""The fields that `exact` may give a row, beside its coder."""
