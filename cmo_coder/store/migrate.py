"""The version of a project's tables, and bringing an older project up to date (Alembic)."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.errors import ProjectError

HEAD = "0001"
"""The revision of `tables.py`; a test holds the two together."""

_VERSION = sa.table("alembic_version", sa.column("version_num", sa.String))


def stamp(connection: sa.Connection) -> None:
    """Mark freshly made tables as being of this version, without importing Alembic."""
    connection.execute(
        sa.text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(sa.insert(_VERSION), {"version_num": HEAD})


def version_of(engine: sa.Engine) -> str | None:
    """The revision of a project's tables; nothing where there are none."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(sa.select(_VERSION.c.version_num)).scalar()
        return None if found is None else str(found)


def is_current(engine: sa.Engine) -> bool:
    """Whether the tables are of this version of the program."""
    return version_of(engine) == HEAD


def check_known(engine: sa.Engine) -> None:
    """Raise ProjectError where the tables are of no version that this program can bring up to date."""
    version = version_of(engine)
    if version is None:
        raise ProjectError(N_("This is not a project of cmo-coder."), N_("Choose a project file, or make a new one."))
    if not (Path(__file__).parent / "migrations" / "versions" / f"v{version}.py").exists():
        raise ProjectError(
            N_("This project was made by a newer version of cmo-coder (tables {version}, known up to {head})."),
            N_("Install the newer version to open it; the file was not touched."),
            version=version,
            head=HEAD,
        )


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Run the migrations that are missing, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect() as plain:
        connection = plain.execution_options(writes=True)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
