"""A project: open it, read it, change it, take changes back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.errors import ProjectError, UserError
from cmo_coder.model.study import Coder, Study
from cmo_coder.store import backup, history, migrate, rules
from cmo_coder.store.change import Change
from cmo_coder.store.engine import APPLICATION_ID, BUSY_SECONDS, engine_for, is_url, user_error
from cmo_coder.store.reading import Reading
from cmo_coder.store.tables import METADATA


class Project:
    """One study in one database. Made by `create` or `open`; close it when done (or use it in a `with` block).

    May be used from several threads. `coder` is who works at this computer: changes are written in that name.
    """

    def __init__(self, place: str, engine: sa.Engine) -> None:
        self.place = place
        self.coder: Coder | None = None
        self._engine = engine
        self._open_change = threading.local()
        self._write_lock = threading.RLock()
        self._listeners: list[Callable[[], None]] = []

    @property
    def path(self) -> Path | None:
        """The file of the project; nothing for a database server."""
        return None if is_url(self.place) else Path(self.place)

    @classmethod
    def create(cls, place: str | Path, study: Study) -> Project:
        """Make a new project with its study. Raises ProjectError where a file is there already or cannot be made."""
        if not is_url(str(place)):
            path = Path(place)
            if path.exists():
                raise ProjectError(
                    N_("There is already a file at {path}."), N_("Choose another name, or open it."), path=path
                )
            if not path.parent.is_dir():
                raise ProjectError(N_("The folder {path} does not exist."), N_("Make it first."), path=path.parent)
        project = cls(str(place), engine_for(place))
        try:
            with _errors_for_people(), project._engine.connect() as connection:
                if connection.dialect.name == "sqlite":
                    connection.exec_driver_sql("ROLLBACK")  # journal mode cannot be set inside a transaction
                    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
                    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                elif sa.inspect(connection).has_table("change"):
                    raise ProjectError(N_("There is already a project in this database."), N_("Open it instead."))
                METADATA.create_all(connection)
                migrate.stamp(connection)
                connection.commit()
            with project.change("study.create", N_("Study {name} made"), name=study.name) as change:
                change.insert(study)
        except BaseException:
            project.close()
            raise
        return project

    @classmethod
    def open(cls, place: str | Path, *, with_backup: bool = True, busy_seconds: float = BUSY_SECONDS) -> Project:
        """Open a project: back it up when it has changed since the last time, migrate it when it is of an older version.

        Raises ProjectError where there is no project, where it is damaged, or made by a newer version of the program.
        """
        if not is_url(str(place)):
            backup.check_is_project(Path(place))
        project = cls(str(place), engine_for(place, busy_seconds=busy_seconds))
        try:
            with _errors_for_people():
                if not migrate.is_current(project._engine):
                    migrate.check_known(project._engine)
                    if project.path is not None:
                        backup.back_up(project._engine, project.path, backup.BEFORE_MIGRATE)
                    migrate.upgrade(project._engine)
                    project._verify_after_migrate()
                elif with_backup and project.path is not None:
                    backup.back_up_if_changed(project._engine, project.path)
        except BaseException:
            project.close()
            raise
        return project

    def _verify_after_migrate(self) -> None:
        from cmo_coder.store.verify import verify

        problems = verify(self)
        if problems:
            raise ProjectError(
                N_("After the update to this version {n} things are not as they should be; first: {problem}"),
                N_("The backup made just before is untouched: cmo-coder backup --list shows it."),
                n=len(problems),
                problem=problems[0].text(),
            )

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_details: object) -> None:
        self.close()

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
        with _errors_for_people(), self._engine.connect() as connection:
            yield Reading(connection)

    @contextmanager
    def change(self, act: str, what: str, *, reason: str = "", **args: object) -> Iterator[Change]:
        """One act of the user: one transaction, one entry of the change log.

        `act` names the act for programs ("code.add"); `what` is a message id wrapped in N_() that `args` fill. A change
        opened inside another on the same thread joins it. Nothing is logged where no row was touched.
        Raises RuleError where a rule of the method forbids the result, ProjectBusy where another program writes too long,
        DiskFull where there is no room; in each case nothing is changed.
        """
        outer: Change | None = getattr(self._open_change, "value", None)
        if outer is not None:
            yield outer
            return
        with self._writing() as connection:
            change = Change(connection)
            self._open_change.value = change
            try:
                yield change
                rules.check(change, change.touched)
                texts = {name: str(value) for name, value in args.items()}
                coder = self.coder
                change.write_log(act, what, texts, reason, coder.id if coder else None, coder.name if coder else "")
                connection.commit()
            finally:
                self._open_change.value = None
        self._tell()

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self._write_lock, _errors_for_people(), self._engine.connect() as plain:
            connection = plain.execution_options(writes=True)
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(APPLICATION_ID)))
            yield connection

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()

    # Undo and redo

    def undo(self) -> history.ChangeEntry | None:
        """Take back the last change that is in force, whoever made it; gives it, or nothing where there is none."""
        return self._step(history.undo)

    def redo(self) -> history.ChangeEntry | None:
        """Bring back the change that was undone last; gives it, or nothing where there is none."""
        return self._step(history.redo)

    def undo_to(self, seq: int) -> int:
        """Take back every change after number `seq`, as one transaction; gives how many."""
        with self._writing() as connection:
            number = history.undo_to(connection, seq, self.coder)
            connection.commit()
        if number:
            self._tell()
        return number

    def _step(
        self, step: Callable[[sa.Connection, Coder | None], history.ChangeEntry | None]
    ) -> history.ChangeEntry | None:
        with self._writing() as connection:
            entry = step(connection, self.coder)
            connection.commit()
        if entry is not None:
            self._tell()
        return entry

    def data_version(self) -> int:
        """A number that differs when another program has changed the project: the number of the last change."""
        with self.read() as reading:
            return history.last_seq(reading.connection)


@contextmanager
def _errors_for_people() -> Iterator[None]:
    try:
        yield
    except sa.exc.IntegrityError as error:
        raise rules.broken_constraint(error) from error
    except sa.exc.DBAPIError as error:
        known: UserError | None = user_error(error)
        if known is None:
            raise
        raise known from error
