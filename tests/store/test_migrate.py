"""Migrations give exactly the tables of the program; older projects are backed up, migrated and verified on opening."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.errors import ProjectError, UserError
from cmo_coder.model.memos import Memo
from cmo_coder.model.study import Study
from cmo_coder.store import migrate
from cmo_coder.store.backup import BEFORE_MIGRATE, backups_of
from cmo_coder.store.engine import APPLICATION_ID, engine_for
from cmo_coder.store.project import Project
from cmo_coder.store.tables import METADATA
from cmo_coder.store.verify import verify
from tests.store.example import everything, only
from tests.tools.new_migration import write

# The first migration against the tables of the program


def migrated(place: str) -> sa.Engine:
    """An engine on tables that the migrations have made out of nothing."""
    engine = engine_for(place)
    migrate.upgrade(engine)
    return engine


def test_the_migrations_from_nothing_give_the_tables_of_the_program(empty_place: str) -> None:
    engine = migrated(empty_place)
    try:
        assert migrate.version_of(engine) == migrate.HEAD
        assert migrate.is_current(engine)
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            assert compare_metadata(context, METADATA) == []
    finally:
        engine.dispose()


def parts(sql: str) -> tuple[str, list[str], set[str]]:
    """A CREATE statement as its head, its columns in order, and its constraints, white space and order set aside."""
    flat = " ".join(sql.split())
    head, _bracket, body = flat.partition("(")
    body, depth, pieces = body.rstrip()[:-1], 0, [""]
    for letter in body:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += letter
    pieces = [re.sub(r"\s*([(),])\s*", r"\1", piece.strip()) for piece in pieces]
    constraints = {piece for piece in pieces if piece.startswith("CONSTRAINT")}
    # A table that a migration built anew has its name in quotation marks.
    return head.replace('"', "").strip(), [piece for piece in pieces if piece not in constraints], constraints


def made_of(path: Path) -> dict[str, tuple[str, list[str], set[str]]]:
    with closing(sqlite3.connect(path)) as raw:
        found = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: parts(sql) for name, sql in found}


def test_in_a_file_they_give_the_very_same_statements(tmp_path: Path) -> None:
    migrated(str(tmp_path / "migrated.db")).dispose()
    engine = engine_for(tmp_path / "made.db")
    with engine.connect() as connection:
        METADATA.create_all(connection)
        migrate.stamp(connection)
        connection.commit()
    engine.dispose()
    one, other = made_of(tmp_path / "migrated.db"), made_of(tmp_path / "made.db")
    assert len(one) > 130
    assert one == other


def test_on_postgresql_they_give_the_very_same_columns_and_constraints(postgres: Any) -> None:
    questions = {
        "columns": (
            "SELECT table_name, column_name, ordinal_position, data_type, is_nullable, character_maximum_length,"
            " collation_name, column_default FROM information_schema.columns WHERE table_schema = 'public'"
        ),
        "constraints": (
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), condeferrable, condeferred"
            " FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
        ),
        "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    }
    answers = []
    for make in ("migrate", "create"):
        engine = engine_for(postgres.url(postgres.new_database()))
        if make == "migrate":
            migrate.upgrade(engine)
        else:
            with engine.begin() as connection:
                METADATA.create_all(connection)
                migrate.stamp(connection)
        with engine.connect() as connection:
            answers.append({name: set(connection.exec_driver_sql(sql).all()) for name, sql in questions.items()})
        engine.dispose()
    for name in questions:
        one, other = answers[0][name], answers[1][name]
        assert len(one) > 50
        assert one == other, name


def test_a_project_is_made_at_the_last_revision() -> None:
    revisions = sorted(path.stem.removeprefix("v") for path in (migrate.OWN.folder / "versions").glob("v*.py"))
    assert revisions[-1] == migrate.HEAD


# An older project. The series here goes on where the program's ends.

NEXT = '''
"""A later version."""
import sqlalchemy as sa
from alembic import op
from cmo_coder.store.migrations.kinds import string
from cmo_coder.store.migrations.log import rewrite_log

revision = "0902"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("code", recreate="always" if op.get_bind().dialect.name == "sqlite" else "auto") as batch:
        batch.add_column(sa.Column("language", string(8), nullable=False, server_default="nl"))
    rewrite_log(op.get_bind(), "code", lambda row: dict(row, language="nl"))
    {more}
'''


@pytest.fixture
def later(tmp_path: Path) -> Callable[..., migrate.Series]:
    """Makes a series of migrations with one more than the program has."""

    def make(more: str = "") -> migrate.Series:
        folder = tmp_path / "migrations %(odd)s name"
        shutil.copytree(migrate.OWN.folder, folder, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
        (folder / "versions" / "v0902.py").write_text(NEXT.format(head=migrate.HEAD, more=more), "utf-8")
        return migrate.Series(folder, "0902")

    return make


def raw_rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(sql).fetchall()


def test_an_older_project_is_backed_up_and_migrated(
    file_project: Project, path: Path, later: Callable[..., migrate.Series]
) -> None:
    before = everything(file_project)
    file_project.close()
    series = later()
    project = Project.open(path, migrations=series)
    # The log knows the new column and the program of this test does not: the full look has been taken.
    assert [problem.text()[:31] for problem in project.problems] == ["Not as the change log says: cod"]
    assert migrate.version_of(project._engine) == "0902"
    project.close()
    (made,) = backups_of(path)
    assert made.kind == BEFORE_MIGRATE
    assert raw_rows(path, "SELECT name, language FROM code") == [("Gezien worden", "nl")]
    assert raw_rows(path, "SELECT count(*) FROM coding") == [(1,)]  # changing a table pulls no rows of others along
    assert raw_rows(path, "PRAGMA foreign_key_check") == []
    assert raw_rows(path, "PRAGMA integrity_check") == [("ok",)]
    (logged,) = raw_rows(path, "SELECT rows FROM change_rows WHERE table_name = 'code'")
    assert '"language":"nl"' in logged[0]
    with Project.open(made.path, with_backup=False) as old:
        assert everything(old) == before
    Project.open(path, migrations=series, with_backup=False).close()
    assert len(backups_of(path)) == 1


def test_foreign_keys_are_on_again_after_migrating(
    file_project: Project, path: Path, later: Callable[..., migrate.Series]
) -> None:
    file_project.close()
    with Project.open(path, migrations=later()) as project, project._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ("raise ZeroDivisionError", ZeroDivisionError),
        ('op.execute("SELECT * FROM nowhere")', sa.exc.OperationalError),
        ('op.execute("DELETE FROM code")', UserError),
    ],
    ids=["mistake", "wrong SQL", "leaves references to nothing"],
)
def test_a_migration_that_fails_leaves_the_project_as_it_was(
    file_project: Project, path: Path, later: Callable[..., migrate.Series], more: str, error: type[Exception]
) -> None:
    before = everything(file_project)
    file_project.close()
    with pytest.raises(error):
        Project.open(path, migrations=later(more))
    assert [one.kind for one in backups_of(path)] == [BEFORE_MIGRATE]
    with Project.open(path, with_backup=False) as project:
        assert everything(project) == before
        assert verify(project) == ()
        with project.change("x", "x") as change:
            change.insert(Code(id=new_id(), name="verder"))
        assert project.undo() is not None


def test_an_older_project_is_fully_verified_after_migrating(
    file_project: Project, path: Path, later: Callable[..., migrate.Series]
) -> None:
    file_project.close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE fragment SET quote = 'iets anders'")
        raw.commit()
    with Project.open(path, migrations=later("pass")) as project:
        texts = [problem.text() for problem in project.problems]
    assert any("does not read its quote" in text for text in texts)


def test_a_migrated_project_without_the_migration_is_a_newer_one(
    file_project: Project, path: Path, later: Callable[..., migrate.Series]
) -> None:
    file_project.close()
    Project.open(path, migrations=later()).close()
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="made by a newer version"):
        Project.open(path)
    assert path.read_bytes() == before


def test_on_a_server_an_older_project_is_migrated_too(empty_place: str, later: Callable[..., migrate.Series]) -> None:
    from tests.store.example import STUDY, fill

    with Project.create(empty_place, STUDY) as project:
        fill(project)
    with Project.open(empty_place, migrations=later()) as project, project._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name, language FROM code").all() == [("Gezien worden", "nl")]


def test_undo_fits_the_tables_after_a_migration(file_project: Project, path: Path, tmp_path: Path) -> None:
    """A migration that renames what the log holds, in a version whose tables the program knows."""
    with file_project.change("code.edit", "Code edited") as change:
        change.update(only(change, Code), colour="OLD")
    with file_project.change("code.edit", "Code edited") as change:
        change.update(only(change, Code), colour="NEW")
    file_project.close()
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.OWN.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v0902.py").write_text(
        f'revision = "0902"\ndown_revision = "{migrate.HEAD}"\n'
        "from alembic import op\nfrom cmo_coder.store.migrations.log import rewrite_log\n"
        "def upgrade():\n"
        '    op.execute("UPDATE code SET colour = lower(colour)")\n'
        "    rewrite_log(op.get_bind(), 'code', lambda row: dict(row, colour=row['colour'].lower()))\n",
        "utf-8",
    )
    with Project.open(path, migrations=migrate.Series(folder, "0902")) as project:
        assert project.problems == ()
        project.undo()
        with project.read() as reading:
            assert only(reading, Code).colour == "old"
        project.redo()
        assert verify(project) == ()


def test_a_logged_table_may_get_another_name_and_lose_rows(file_project: Project) -> None:
    from cmo_coder.store.migrations.log import rewrite_log

    with file_project._engine.begin() as connection:
        seen = rewrite_log(connection, "canonical_element", lambda row: row if row["role"] == "O" else None, "thing")
        left = connection.exec_driver_sql("SELECT rows FROM change_rows WHERE table_name = 'thing'").scalar_one()
        assert (
            connection.exec_driver_sql(
                "SELECT count(*) FROM change_rows WHERE table_name = 'canonical_element'"
            ).scalar_one()
            == 0
        )
    assert seen == 3
    assert str(left).count('"role"') == 1


# Writing the next migration


def test_the_next_migration_is_written_by_a_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.OWN.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))
    series = migrate.Series(folder, migrate.HEAD)
    table = METADATA.tables["code"]
    column = sa.Column("language", sa.String(8), nullable=True)
    table.append_column(column)
    try:
        path = write("0902", "Codes have a language.", series)
    finally:
        table._columns.remove(column)  # type: ignore[attr-defined]
    source = path.read_text("utf-8")
    assert 'batch_op.add_column(sa.Column("language", string(8), nullable=True))' in source
    assert f'down_revision = "{migrate.HEAD}"' in source
    assert source.count("batch_op.") == 1  # nothing else differs
    engine = engine_for(tmp_path / "study.db")
    migrate.upgrade(engine, series=migrate.Series(folder, "0902"))
    assert "language" in {column["name"] for column in sa.inspect(engine).get_columns("code")}
    engine.dispose()


def test_a_project_of_the_first_version_opens_with_its_rows_and_its_history(tmp_path: Path) -> None:
    path = tmp_path / "p.cmo"
    engine = engine_for(path)
    migrate.upgrade(engine, "0001")
    engine.dispose()
    study, memo = new_id(), new_id()
    logged = json.dumps([[None, {"id": memo, "text": "Klinkt goed.", "type": "content", "coder_id": None, "at": ""}]])
    made = json.dumps([[None, _old_study(study, "Oud")]])
    named = json.dumps([[_old_study(study, "Oud"), _old_study(study, "Wijk")]])
    with closing(sqlite3.connect(path)) as raw:
        values = tuple(_old_study(study, "Wijk").values())
        raw.execute(f"INSERT INTO study VALUES ({', '.join('?' * len(values))})", values)
        raw.execute("INSERT INTO memo VALUES (?, 'Klinkt goed.', 'content', NULL, '')", (memo,))
        entry = "'do', 'done', NULL, 'memo.add', 'Memo written', '{}', '', NULL, '', ''"
        for seq in (1, 2, 3):
            raw.execute(f"INSERT INTO change VALUES (?, ?, {entry})", (seq, new_id()))
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute("INSERT INTO change_rows VALUES (1, 0, 'study', ?)", (made,))
        raw.execute("INSERT INTO change_rows VALUES (2, 0, 'memo', ?)", (logged,))
        raw.execute("INSERT INTO change_rows VALUES (3, 0, 'study', ?)", (named,))
        raw.commit()
    with Project.open(path, with_backup=False) as project:
        with project.read() as reading:
            found = only(reading, Study)
            assert (found.name, found.quantifiers, found.small_cell) == ("Wijk", (), 0)
        project.undo()
        project.undo()
        with project.read() as reading:
            assert only(reading, Study).name == "Oud"
            assert not reading.count(Memo)
        project.redo()
        assert verify(project) == ()


def _old_study(id_: str, name: str) -> dict[str, Any]:
    """A row of the table `study` as the first version had it."""
    fields = {"client": "", "pillar": "", "question": "", "profile": "CIMO", "language": "nl"}
    return {"id": id_, "name": name, **fields, "ethics": None, "ethics_reason": ""}
