"""Pseudonymising a study, and taking it back with its key.

The order of writing: first the key, on the disk and opened once to be sure, then the project in one transaction, then
the free pages. Whatever happens in between, the study is either as it was or pseudonymised with a key that opens.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.base import now, random_id
from cmo_coder.model.documents import Document
from cmo_coder.model.errors import RuleError
from cmo_coder.model.study import Study
from cmo_coder.names.key import KeyFileError, KeyHead, read_head, read_key, write_key
from cmo_coder.names.replacing import Named
from cmo_coder.names.value import Kind
from cmo_coder.store import undoing
from cmo_coder.store.backup import Backup, backups_of
from cmo_coder.store.barriers import PSEUDONYMISED, WITHDRAWN
from cmo_coder.store.change import entry_values, next_seq
from cmo_coder.store.history import next_undo
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.replaced_names import ReplacedNames
from cmo_coder.store.rewriting import Progress, Saved, put_back, rewrite
from cmo_coder.store.tables import CHANGE, STORED_TEXT

_WHAT = N_("Pseudonymised: {names} names, {documents} documents")


@dataclass(frozen=True, slots=True)
class Applied:
    """What pseudonymising did: how many names, in how many documents; whether the file is wiped already; and the
    backups of before, which still hold the names.
    """

    names: int
    documents: int
    wiped: bool
    backups: tuple[Backup, ...]


def pseudonymise(
    project: Project,
    names: Sequence[Named],
    key: Path,
    passphrase: str,
    *,
    documents: Collection[str] | None = None,
    kept: Collection[tuple[str, int]] = (),
    progress: Progress | None = None,
) -> Applied:
    """Replace names in the whole study, for good but for the key.

    `documents` (ids) narrows the transcripts; `kept` are places (text version, start in code points) that stay as they
    are. Raises KeyFileError where the key cannot be written, RuleError where there is nothing to replace; then nothing
    is changed.
    """
    _check(names)
    if project.hidden() is not None:
        raise RuleError(
            N_("You work blind: names in the work of others would stay where they are."),
            N_("Have it done by somebody who sees everything, or when everybody is done."),
        )
    change_id = random_id()

    def work(connection: sa.Connection) -> tuple[int, int]:
        reading = Reading(connection)
        rewriter = ReplacedNames(reading, names, documents, kept)
        for text in rewriter.texts.values():
            store_text(connection, text.sha256, text.new)
        saved = rewrite(reading, rewriter, progress)
        if not (saved.rows or saved.log or saved.entries):
            raise RuleError(N_("None of these names stands in the study."), N_("Nothing was changed."))
        seq = next_seq(reading)
        touched = len(rewriter.touched & {one.id for one in reading.all(Document)})
        people = len({one.replacement for one in names})
        args = {"names": str(people), "documents": str(touched)}
        connection.execute(
            sa.update(CHANGE).where(CHANGE.c.kind == "do", CHANGE.c.state == "undone").values(state="dropped")
        )
        entry = entry_values(seq, "do", None, PSEUDONYMISED, _WHAT, args, "", project.coder)
        connection.execute(sa.insert(CHANGE), {**entry, "id": change_id})
        head = KeyHead(reading.all(Study)[0].id, change_id, now())
        contents = {"names": [[one.name, one.kind.value, one.replacement] for one in names], "saved": told(saved)}
        write_key(key, passphrase, head, contents)
        return people, touched

    there = key.exists()
    try:
        number, touched = project.rewrite(work)
    except BaseException:
        if not there:
            key.unlink(missing_ok=True)  # it opens nothing: the study is as it was
        raise
    wiped = project.wipe_if_needed()
    return Applied(number, touched, wiped, backups_before(project))


def _check(names: Sequence[Named]) -> None:
    if not names:
        raise RuleError(N_("No name is accepted yet."), N_("Accept at least one proposal first."))
    for one in names:
        if not one.replacement.strip():
            raise RuleError(N_("'{name}' has no replacement."), N_("Give one, or reject the name."), name=one.name)
    from cmo_coder.names.replacing import Matcher

    matcher = Matcher(names)
    for one in names:
        if matcher.matches(one.replacement):
            raise RuleError(
                N_("The replacement '{replacement}' is itself a name that is replaced."),
                N_("Choose another replacement."),
                replacement=one.replacement,
            )


def store_text(connection: sa.Connection, sha256: str, text: str) -> None:
    """Keep words under their hash, outside of a change."""
    there = sa.select(STORED_TEXT.c.sha256).where(STORED_TEXT.c.sha256 == sha256)
    if connection.execute(there).first() is None:
        connection.execute(sa.insert(STORED_TEXT).values(sha256=sha256, text=text))


def backups_before(project: Project) -> tuple[Backup, ...]:
    """The backups that were made before the last rewriting: they still hold what it removed."""
    if project.path is None:
        return ()
    with project.read() as reading:
        row = reading.connection.execute(
            sa.select(CHANGE.c.seq)
            .where(CHANGE.c.act.in_((PSEUDONYMISED, WITHDRAWN)), CHANGE.c.kind == "do")
            .order_by(CHANGE.c.seq.desc())
        ).first()
        if row is None:
            return ()
        after = reading.connection.execute(sa.select(CHANGE.c.id).where(CHANGE.c.seq >= row.seq))
        marks = {str(found.id)[:8] for found in after}
    return tuple(one for one in backups_of(project.path) if one.mark not in marks)


def _last_rewriting() -> sa.Select[Any]:
    rewriting = CHANGE.c.act.in_((PSEUDONYMISED, WITHDRAWN))
    return sa.select(CHANGE.c.seq).where(rewriting, CHANGE.c.kind == "do").order_by(CHANGE.c.seq.desc())


def known_names(key: Path, passphrase: str) -> tuple[Named, ...]:
    """The names that a key holds, with what stands in their place: to look one up, and for later files of the study."""
    contents = read_key(key, passphrase)
    return tuple(Named(name, Kind(kind), replacement) for name, kind, replacement in contents["names"])


def undo_with_key(project: Project, key: Path, passphrase: str) -> int:
    """Bring back the study as it was before it was pseudonymised; gives how many later changes were taken back first.

    Raises KeyFileError where it is the key of something else, WrongPassphrase, and Barred where another act that needs
    a key of its own stands in between.
    """
    head = read_head(key)
    with project.read() as reading:
        if reading.all(Study)[0].id != head.study_id:
            raise KeyFileError(N_("{path} is the key of another study."), N_("Take the key of this one."), path=key)
        row = reading.connection.execute(sa.select(CHANGE).where(CHANGE.c.id == head.change_id)).first()
    if row is None:
        raise KeyFileError(
            N_("{path} belongs to a pseudonymising that is not in this project."),
            N_("It was not carried out, or a backup of before was put back: then the names are still there."),
            path=key,
        )
    if row.state != "done":
        raise KeyFileError(N_("What {path} belongs to was taken back already."), "", path=key)
    contents = read_key(key, passphrase)
    saved = _saved(contents["saved"])

    def work(connection: sa.Connection) -> int:
        number = undoing.undo_to(connection, row.seq, project.coder)
        reading = Reading(connection)
        last = next_undo(reading)
        if last is None or last.seq != row.seq:
            raise KeyFileError(N_("What {path} belongs to was taken back already."), "", path=key)
        put_back(reading, saved)
        connection.execute(
            sa.update(CHANGE).where(CHANGE.c.kind == "do", CHANGE.c.state == "undone").values(state="dropped")
        )
        connection.execute(sa.update(CHANGE).where(CHANGE.c.seq == row.seq).values(state="dropped"))
        undone = entry_values(
            next_seq(reading), "undo", row.seq, row.act, row.what, dict(row.what_args), "", project.coder
        )
        connection.execute(sa.insert(CHANGE), undone)
        return number

    return project.rewrite(work)


def told(saved: Saved) -> dict[str, Any]:
    """What was saved, as JSON knows it. (`asdict` would copy every row.)"""
    return {name: getattr(saved, name) for name in Saved.__dataclass_fields__}


def _saved(told: dict[str, Any]) -> Saved:
    return Saved(
        rows=told["rows"],
        log=[(int(seq), int(nr), str(text)) for seq, nr, text in told["log"]],
        entries=[(int(seq), dict(args), str(reason)) for seq, args, reason in told["entries"]],
        texts=[(str(sha256), str(text)) for sha256, text in told["texts"]],
        files=[(str(sha256), str(packed)) for sha256, packed in told["files"]],
        settings=[(str(key), str(value)) for key, value in told["settings"]],
    )
