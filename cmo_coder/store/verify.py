"""Looking a project over: does every span sit on its words, does everything that is referred to exist, do the rules hold."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from cmo_coder.messages import N_, _
from cmo_coder.model.base import ENTITIES
from cmo_coder.model.documents import Document, TextVersion, Turn
from cmo_coder.model.errors import UserError
from cmo_coder.model.fragments import Fragment, FragmentState
from cmo_coder.store import rules
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import STORED_TEXT, TABLES


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be: what (a message id with its arguments), and where."""

    message: str
    args: tuple[tuple[str, object], ...] = ()
    error: UserError | None = None

    def text(self) -> str:
        """In plain words, in the current language."""
        if self.error is not None:
            return self.error.problem_text()
        return _(self.message).format(**dict(self.args))


def _problem(message: str, **args: object) -> Problem:
    return Problem(message, tuple(args.items()))


def verify_quickly(project: Project) -> tuple[Problem, ...]:
    """The cheap form, for opening: lengths and places of spans by the database alone, no text is read."""
    with project.read() as reading:
        return tuple(_spans_in_their_text(reading))


def verify(project: Project, progress: Callable[[str, int, int], None] | None = None) -> tuple[Problem, ...]:
    """The full form: the file, every reference, every text against its hash, every quote against its words, every rule.

    `progress` is called with the document's title, its number and the number of documents.
    """
    found: list[Problem] = []
    with project.read() as reading:
        found += _file_is_sound(reading)
        found += _spans_in_their_text(reading)
        found += _anchors_exist(reading)
        documents = reading.all(Document, order=("position", "title"))
        for number, document in enumerate(documents, start=1):
            if progress is not None:
                progress(document.title, number, len(documents))
            found += _document_is_sound(reading, document)
        found += [Problem("", error=error) for error in rules.broken(reading)]
    return tuple(found)


def _file_is_sound(reading: Reading) -> Iterable[Problem]:
    if reading.connection.dialect.name != "sqlite":
        return
    for (line,) in reading.connection.exec_driver_sql("PRAGMA integrity_check(10)"):
        if line != "ok":
            yield _problem(N_("The file itself is damaged: {detail}. Restore a backup."), detail=line)
    for table, _rowid, parent, _nr in reading.connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield _problem(N_("A row of {table} refers to a {parent} that is not there."), table=table, parent=parent)


def _spans_in_their_text(reading: Reading) -> Iterable[Problem]:
    fragment, version = TABLES["fragment"], TABLES["text_version"]
    query = (
        sa.select(fragment.c.id, fragment.c.start, fragment.c.end, version.c.length, version.c.in_force, fragment.c.state)
        .select_from(fragment.outerjoin(version, fragment.c.text_version_id == version.c.id))
        .where(
            sa.or_(
                version.c.id.is_(None),
                fragment.c.end > version.c.length,
                fragment.c.text_length != version.c.length,
                sa.not_(version.c.in_force),
            )
        )
    )
    for row in reading.connection.execute(query):
        yield _problem(
            N_("Fragment {id} ({start}-{end}) does not lie in the text in force of its document."),
            id=row.id[:8],
            start=row.start,
            end=row.end,
        )


def _anchors_exist(reading: Reading) -> Iterable[Problem]:
    for name in ("memo_anchor", "decision_object"):
        anchor = TABLES[name]
        kinds = [row[0] for row in reading.connection.execute(sa.select(anchor.c.object_type).distinct())]
        for kind in kinds:
            if kind not in ENTITIES:
                yield _problem(N_("A memo or decision hangs on an unknown kind of thing: {kind}."), kind=kind)
                continue
            target = TABLES[kind]
            missing = (
                sa.select(sa.func.count())
                .select_from(anchor.outerjoin(target, anchor.c.object_id == target.c.id))
                .where(anchor.c.object_type == kind, target.c.id.is_(None))
            )
            number = reading.connection.execute(missing).scalar_one()
            # What a decision was about may be gone by that very decision (a code merged away): that is history, not a fault.
            if number and name == "memo_anchor":
                yield _problem(N_("{n} memos hang on a {kind} that is not there."), n=number, kind=kind)


def _document_is_sound(reading: Reading, document: Document) -> Iterable[Problem]:
    for version in reading.all(TextVersion, order=("nr",), document_id=document.id):
        stored = reading.connection.execute(
            sa.select(STORED_TEXT.c.text).where(STORED_TEXT.c.sha256 == version.sha256)
        ).scalar()
        if stored is None:
            yield _problem(N_("{title}: the words of text version {nr} are missing."), title=document.title, nr=version.nr)
            continue
        text = str(stored)
        if len(text) != version.length or hashlib.sha256(text.encode("utf-8")).hexdigest() != version.sha256:
            yield _problem(
                N_("{title}: the words of text version {nr} are not those that were stored."),
                title=document.title,
                nr=version.nr,
            )
        yield from _turns_are_sound(reading, document, version)
        yield from _quotes_are_sound(reading, document, version, text)


def _turns_are_sound(reading: Reading, document: Document, version: TextVersion) -> Iterable[Problem]:
    last = 0
    for turn in reading.all(Turn, order=("nr",), text_version_id=version.id):
        if turn.start < last or turn.end > version.length:
            yield _problem(
                N_("{title}: turn {nr} overlaps another or runs beyond the text."), title=document.title, nr=turn.nr
            )
        last = turn.end


def _quotes_are_sound(reading: Reading, document: Document, version: TextVersion, text: str) -> Iterable[Problem]:
    for fragment in reading.all(Fragment, order=("start",), text_version_id=version.id, state=FragmentState.SITS):
        if text[fragment.start : fragment.end] != fragment.quote:
            yield _problem(
                N_("{title}: the fragment at {start}-{end} does not read its quote any more."),
                title=document.title,
                start=fragment.start,
                end=fragment.end,
            )
