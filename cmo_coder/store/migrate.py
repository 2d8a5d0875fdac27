"""The version of a project's tables, and bringing an older project up to date (Alembic)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.errors import ProjectError
from cmo_coder.store.engine import lock_for_writing
from cmo_coder.store.errors import dangling_in

HEAD = "0011"
"""The revision of `tables.py`; a test holds the two together."""


@dataclass(frozen=True, slots=True)
class Series:
    """A row of migrations: the folder of Alembic's environment, and the revision of the last one."""

    folder: Path
    head: str

    def knows(self, version: str) -> bool:
        """Whether a version is one of this row."""
        return (self.folder / "versions" / f"v{version}.py").is_file()


OWN = Series(Path(__file__).parent / "migrations", HEAD)
"""The migrations of this program."""

_VERSION = sa.table("alembic_version", sa.column("version_num", sa.String))


def stamp(connection: sa.Connection, version: str = HEAD) -> None:
    """Mark freshly made tables as being of this version, without importing Alembic."""
    connection.execute(
        sa.text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(sa.insert(_VERSION), {"version_num": version})


def version_of(engine: sa.Engine) -> str | None:
    """The revision of a project's tables; nothing where there are none."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(sa.select(_VERSION.c.version_num)).scalar()
        return None if found is None else str(found)


def is_current(engine: sa.Engine, series: Series = OWN) -> bool:
    """Whether the tables are of this version of the program.

    Raises ProjectError where they are of no version that can be brought up to date; nothing is written.
    """
    version = version_of(engine)
    if version is None:
        raise ProjectError(
            N_("There are no tables of a project in it: making it was cut short."),
            N_("Remove the file and make the project again."),
        )
    if not series.knows(version):
        raise ProjectError(
            N_("This project was made by a newer version of cmo-coder (tables {version}, known up to {head})."),
            N_("Install the newer version to open it; the file was not touched."),
            version=version,
            head=series.head,
        )
    return version == series.head


def check_is_current(engine: sa.Engine, series: Series = OWN) -> None:
    """Raise ProjectError where a project that may only be read would have to be brought up to date first."""
    if not is_current(engine, series):
        raise ProjectError(
            N_(
                "This project is of an older version of cmo-coder and is brought up to date when it is opened, but it "
                "may only be read here."
            ),
            N_("Copy the file to a folder of your own and open it there."),
        )


def upgrade(engine: sa.Engine, revision: str = "head", series: Series = OWN) -> None:
    """Run the migrations that are missing, in one transaction: after an error nothing has changed.

    Raises UserError where a migration would leave references to nothing.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(series.folder).replace("%", "%%"))
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # A changed table is built anew (sqlite.org/lang_altertable.html): its rows must not pull others along.
            driver.execute("PRAGMA foreign_keys = OFF")
        try:
            lock_for_writing(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            if sqlite and (problem := dangling_in(driver)) is not None:
                raise problem
            connection.commit()
        finally:
            # The connection goes back to the pool: it may not be used without foreign keys.
            connection.rollback()
            if sqlite:
                driver.execute("PRAGMA foreign_keys = ON")
