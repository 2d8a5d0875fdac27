"""A project: open it, read it, change it, take changes back."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.errors import ProjectError
from cmo_coder.model.history import ChangeEntry
from cmo_coder.model.study import Coder, Study
from cmo_coder.store import backup, blind, blind_views, history, migrate, rules, search_index, undoing, wiping
from cmo_coder.store.blind_links import Authors
from cmo_coder.store.cache_folder import forget_derived
from cmo_coder.store.change import Change
from cmo_coder.store.engine import BUSY_SECONDS, begin_reading, engine_for, give_back_pages, is_url, lock_for_writing
from cmo_coder.store.errors import DiskFull, dangling_in, errors_for_people, no_room_to_open
from cmo_coder.store.making import claim_file, make_tables, remove_files
from cmo_coder.store.place import may_only_be_read
from cmo_coder.store.reading import Reading
from cmo_coder.store.texts import Texts

if TYPE_CHECKING:
    from cmo_coder.store.verify import Problem
    from cmo_coder.store.watch import Watch

T = TypeVar("T")

Step = Callable[[sa.Connection, Coder | None, undoing.Find], ChangeEntry | None]
"""Undo or redo of one change."""


INDEXED_AT_ONCE = 20
"""How many texts are taken into the search index in one transaction: a fraction of a second."""


class Project:
    """One study in one database. Made by `create` or `open`; close it when done (or use it in a `with` block).

    May be used from several threads. `coder` is who works at this computer: changes are written in that name.
    `problems` is what the cheap look on opening found; empty is well. `may_only_be_read` says that file or folder
    cannot be written by this user: every change is then refused.
    """

    def __init__(self, place: str, engine: sa.Engine) -> None:
        self.place = place
        self.coder: Coder | None = None
        self.problems: tuple[Problem, ...] = ()
        self.may_only_be_read = False
        self._engine = engine
        self._closed = False
        self.saved = 0
        """The number of the change that was saved last through this object; 0 before the first."""
        self._texts = Texts()
        self._open_change = threading.local()
        self._write_lock = threading.RLock()
        self._listeners: list[Callable[[], None]] = []
        self._watches: list[Watch] = []
        self._authors = Authors()

    @property
    def path(self) -> Path | None:
        """The file of the project; nothing for a database server."""
        return None if is_url(self.place) else Path(self.place)

    @classmethod
    def create(cls, place: str | Path, study: Study) -> Project:
        """Make a new project with its study. Raises ProjectError where a file is there already or cannot be made."""
        project = cls(str(place), engine_for(place))
        path = project.path
        if path is not None:
            claim_file(path)
        try:
            with project._writing() as connection:
                make_tables(connection)
                change = Change(connection)
                change.insert(study)
                change.write_log("study.create", N_("Study {name} made"), {"name": study.name}, "", None)
                connection.commit()
            project._keep_a_log_ahead()
        except BaseException:
            project.close()
            if path is not None:
                remove_files(path)
            raise
        return project

    @classmethod
    def open(
        cls,
        place: str | Path,
        *,
        with_backup: bool = True,
        busy_seconds: float = BUSY_SECONDS,
        migrations: migrate.Series = migrate.OWN,
    ) -> Project:
        """Open a project: back it up when it has changed since the last time, migrate it when it is of an older one.

        What the look over it found (cheap, or full after a migration) stands in `problems`. Raises ProjectError where
        there is no project, where it is damaged, or made by a newer version of the program.
        """
        frozen = False
        if not is_url(str(place)):
            backup.check_is_project(Path(place))
            frozen = may_only_be_read(Path(place))
        project = cls(str(place), engine_for(place, busy_seconds=busy_seconds, frozen=frozen))
        project.may_only_be_read = frozen
        try:
            with errors_for_people():
                if frozen:
                    migrate.check_is_current(project._engine, migrations)
                    project.problems = project._look_over(full=False)
                    return project
                # First of all: a backup copies the free pages too.
                project.wipe_if_needed()
                current = migrate.is_current(project._engine, migrations)
                if not current:
                    if project.path is not None:
                        backup.back_up(project.path, backup.BEFORE_MIGRATE)
                    migrate.upgrade(project._engine, series=migrations)
                elif with_backup and project.path is not None:
                    backup.back_up_if_changed(project.path)
                project._keep_a_log_ahead()
            project.problems = project._look_over(full=not current)
        except DiskFull as error:
            project.close()
            raise no_room_to_open() from error
        except BaseException:
            project.close()
            raise
        return project

    def _look_over(self, *, full: bool) -> tuple[Problem, ...]:
        from cmo_coder.store.verify import verify, verify_quickly

        return verify(self) if full else verify_quickly(self)

    def _keep_a_log_ahead(self) -> None:
        """See to it that SQLite writes ahead (WAL): others read while one writes. A restored file may not yet."""
        if self.path is None:
            return
        # A file system that cannot do it, or another program in the way: then it works as before, only less well.
        with suppress(sqlite3.Error, sa.exc.SQLAlchemyError), self._driver() as driver:
            if driver.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                driver.execute("PRAGMA journal_mode = WAL")

    @contextmanager
    def _driver(self) -> Iterator[Any]:
        """The driver's own connection, outside of any transaction."""
        fairy = self._engine.raw_connection()
        try:
            yield fairy.driver_connection
        finally:
            fairy.close()

    def give_back(self) -> None:
        """Forget what is kept of the file only because it was read: while nobody uses it."""
        with errors_for_people():
            give_back_pages(self._engine)

    def close(self) -> None:
        """Let go of the database; of an SQLite project, one file remains when nobody else has it open."""
        if self._closed:
            return
        self._closed = True
        for watch in self._watches:
            watch.close()
        self._texts.forget()
        if self.path is not None and self.path.exists() and not self.may_only_be_read:
            # Without waiting: where another program reads, the last one to close does this.
            with suppress(sqlite3.Error, sa.exc.SQLAlchemyError), self._driver() as driver:
                driver.execute("PRAGMA busy_timeout = 0")
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._engine.dispose()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_details: object) -> None:
        self.close()

    def back_up(self) -> backup.Backup:
        """Make a backup now. Raises DiskFull without room, ProjectError for a database server."""
        if self.path is None:
            raise ProjectError(
                N_("Only a project in a file is backed up here."), N_("For a database server, use its own pg_dump.")
            )
        return backup.back_up(self.path)

    def on_change(self, listener: Callable[[], None]) -> None:
        """Have a function called after every change, undo and redo made through this object."""
        self._listeners.append(listener)

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """Read from one consistent state. Inside an open change of this thread, reads see what it has written."""
        change: Change | None = getattr(self._open_change, "value", None)
        if change is not None:
            yield change
            return
        with errors_for_people(), self._connected() as connection:
            begin_reading(connection)
            reading = Reading(connection, self._texts)
            self._hide(reading)
            yield reading

    @contextmanager
    def read_everything(self) -> Iterator[Reading]:
        """Read also what the coder may not see now: only for what shows nothing of it (checks, files for others)."""
        with errors_for_people(), self._connected() as connection:
            begin_reading(connection)
            yield Reading(connection, self._texts)

    def hidden(self) -> blind.Hidden | None:
        """In which documents the work of others is kept from the coder now; nothing where she sees everything."""
        with self.read_everything() as reading:
            return blind.hidden_for(reading, self.coder.id) if self.coder is not None else None

    def works_blind(self, document_id: str) -> bool:
        """Whether the work of others in a document is kept from the coder now."""
        hidden = self.hidden()
        return hidden is not None and document_id in hidden.documents

    def state(self) -> tuple[int, str]:
        """What differs when what there is to be seen may differ: the number of the last change, and who looks."""
        return self.data_version(), self.coder.id if self.coder is not None else ""

    def _hide(self, reading: Reading) -> None:
        """Keep from a reading what its coder may not see, where she works blind."""
        if self.coder is not None:
            reading.hidden = blind.hidden_for(reading, self.coder.id)
            if reading.hidden is not None:
                blind_views.lay_over(reading.connection, reading.hidden, self._authors)

    @contextmanager
    def change(self, act: str, what: str, *, reason: str = "", **args: object) -> Iterator[Change]:
        """One act of the user: one transaction, one entry of the change log.

        `act` names the act for programs ("code.add"); `what` is a message id wrapped in N_() that `args` fill. A change
        opened inside another on the same thread joins it: it is saved with it; when it fails and the error is caught
        inside the outer one, only what it wrote itself is taken back. Nothing is logged where no row was touched.
        Raises RuleError where a rule of the method forbids the result, ProjectBusy where another program writes too
        long, DiskFull where there is no room; in each case nothing is changed.
        """
        outer: Change | None = getattr(self._open_change, "value", None)
        if outer is not None:
            with outer.part():
                yield outer
            return
        texts = {name: str(value) for name, value in args.items()}
        what.format(**texts)  # an entry that cannot be shown is a bug of ours, and must not get into the log
        with self._writing() as connection:
            change = Change(connection, self._texts)
            self._open_change.value = change
            try:
                yield change
                rules.check(change, change.touched)
                saved = change.write_log(act, what, texts, reason, self.coder)
                _commit(connection)
            finally:
                self._open_change.value = None
        if saved is not None:
            self.saved = saved
            self._tell()

    @contextmanager
    def _connected(self) -> Iterator[sa.Connection]:
        if self._closed:
            raise ProjectError(N_("This project has been closed."), N_("Open it again."))
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        if getattr(self._open_change, "value", None) is not None:
            raise RuntimeError("not possible inside an open change")
        with self._write_lock, errors_for_people(), self._connected() as connection:
            lock_for_writing(connection)
            yield connection

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            try:
                listener()
            except Exception:
                # The change is saved: that somebody could not be told must not look as if it were not.
                logging.getLogger(__name__).exception("a listener failed after a change was saved")

    # Undo and redo

    def undo(self) -> ChangeEntry | None:
        """Take back the last change that is in force, whoever made it; gives it, or nothing where there is none.

        Where the coder works blind it is the last one that she may see. Raises RuleError where later work rests on it.
        """
        return self._step(undoing.undo, history.next_undo)

    def redo(self) -> ChangeEntry | None:
        """Bring back the change that was undone last; gives it, or nothing where there is none."""
        return self._step(undoing.redo, history.next_redo)

    def undo_to(self, seq: int) -> int:
        """Take back every change after number `seq` that the coder may see, as one transaction; gives how many."""
        with self._writing() as connection:
            with self.read() as reading:
                only = None if reading.hidden is None else history.in_force(reading)
            number = undoing.undo_to(connection, seq, self.coder, only)
            _commit(connection)
        if number:
            self._tell()
        return number

    def _step(self, step: Step, find: undoing.Find) -> ChangeEntry | None:
        with self._writing() as connection:
            with self.read() as reading:
                blind_entry = find(reading) if reading.hidden is not None else None
                picks: undoing.Find = find if reading.hidden is None else lambda _reading: blind_entry
            entry = step(connection, self.coder, picks)
            _commit(connection)
        if entry is not None:
            self._tell()
        return entry

    # Rewriting the past

    def rewrite(self, work: Callable[[sa.Connection], T]) -> T:
        """Let an act rewrite rows and log themselves (pseudonymising, deleting on request), in one transaction.

        What it overwrites or removes is wiped from the file as well; where another program reads meanwhile, at the next
        opening (`wipe_if_needed` says so). Only for a project in a file: raises ProjectError for a database server.
        """
        from cmo_coder.names.finding import forget

        if self.path is None:
            raise ProjectError(
                N_("On a database server words cannot be removed for good: its own files and backups keep them."),
                N_("Do this in a project in a file."),
            )
        with self._writing() as connection:
            wiping.prepare(connection)
            done = work(connection)
            wiping.note(connection)
            _commit(connection)
        self._texts.forget()
        forget()
        forget_derived(self.place)
        self.wipe_if_needed()
        self._tell()
        return done

    def wipe_if_needed(self) -> bool:
        """Wipe what a rewriting left in free pages and in the log ahead; gives whether nothing is left to be wiped."""
        if self.path is None:
            return True
        with self._write_lock, self._driver() as driver:
            return wiping.wipe(driver)

    # The search index (derived from the texts: not in the change log)

    def bring_search_up_to_date(self, progress: search_index.Progress | None = None) -> None:
        """Take into the search index what it lacks: for a project of before there was one. Else there is nothing to do.

        `progress` is called with how many texts are done, and of how many. Others can write between two of the steps.
        """
        done = 0
        while True:
            with self.read() as reading:
                if not search_index.is_behind(reading):
                    return
            left = self._index(lambda reading: search_index.bring_up_to_date(reading, INDEXED_AT_ONCE))
            done += INDEXED_AT_ONCE
            if progress is not None:
                progress(done, done + left)

    def rebuild_search(self, progress: search_index.Progress | None = None) -> None:
        """Make the search index anew from the texts in force; nothing else is left in it.

        Where a word must be gone from the file itself, VACUUM it afterwards: the pages of the former index are free,
        not wiped.
        """
        self._index(lambda reading: search_index.rebuild(reading, progress))

    def _index(self, work: Callable[[Reading], T]) -> T:
        with self._writing() as connection:
            result = work(Reading(connection))
            _commit(connection)
        return result

    def watch(self) -> Watch:
        """Something that tells whether another program has changed the project; it closes with the project."""
        from cmo_coder.store.watch import Watch

        with errors_for_people():
            made = Watch(self, None if self.path is None else self._engine.raw_connection())
        self._watches.append(made)
        return made

    def data_version(self) -> int:
        """A number that differs when another program has changed the project: the number of the last change."""
        with self.read_everything() as reading:
            return int(reading.rows("last change", history.last_change)[0][0] or 0)


def _commit(connection: sa.Connection) -> None:
    driver: Any = connection.connection.driver_connection
    try:
        connection.commit()
    except Exception as error:
        # SQLite keeps a transaction open whose COMMIT it refused, so that one can still ask why.
        problem = None
        if isinstance(error, sa.exc.IntegrityError) and isinstance(driver, sqlite3.Connection):
            problem = dangling_in(driver)
        driver.rollback()
        if problem is None:
            raise
        raise problem from error
