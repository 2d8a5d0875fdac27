"""Killed while many files are imported: the study opens, verifies, and holds all of them or none.

CMO_CODER_KILLS sets how many times the program is killed (8; a long run takes 100).
"""

from __future__ import annotations

import os
from pathlib import Path

from cmo_coder.ingest.loading import guess_plans, known_of, load_documents
from cmo_coder.ingest.reading import read_file
from cmo_coder.model.base import new_id
from cmo_coder.model.study import Study
from cmo_coder.store.documents import documents_of
from cmo_coder.store.history import entries
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.store.processes import Child, child, needs_fork

pytestmark = needs_fork

KILLS = int(os.environ.get("CMO_CODER_KILLS", "8"))
FILES = 150


def files(folder: Path) -> list[Path]:
    paths = []
    for nr in range(FILES):
        path = folder / f"gesprek {nr:03}.txt"
        path.write_text(f"Interviewer: Hoe gaat het?\nRespondent: Dit is gesprek {nr}, over de koffie.\n" * 20, "utf-8")
        paths.append(path)
    return paths


def load(project: Project, paths: list[Path], me: Child | None = None) -> None:
    """Import files; another process hears of every step, also of the one after the last: it was saved."""
    plans, new = guess_plans([read_file(path) for path in paths], known_of(project))
    load_documents(project, plans, new, watch=lambda done: me.tell(str(done)) if me else None)
    if me:
        me.tell("saved")


def steps(path: Path, paths: list[Path]) -> int:
    """How many steps an import has."""
    told: list[float] = []
    with Project.create(path, Study(id=new_id(), name="Telling")) as project:
        plans, new = guess_plans([read_file(one) for one in paths], known_of(project))
        load_documents(project, plans, new, watch=told.append)
    return len(told)


def test_an_import_that_is_killed_leaves_all_files_or_none(tmp_path: Path) -> None:
    paths = files(tmp_path)
    last = steps(tmp_path / "telling.cmo", paths)
    whole = 0
    for nr in range(KILLS):
        path = tmp_path / f"{nr}.cmo"
        Project.create(path, Study(id=new_id(), name="Studie")).close()
        wait_for = 1 + nr * last // max(1, KILLS - 1)  # from the first step to just after the commit

        def write(me: Child, path: Path = path) -> None:
            load(Project.open(path, with_backup=False), paths, me)
            me.wait()

        with child(write) as writer:
            said = [writer.line() for _ in range(wait_for)]
            writer.kill()
            said += writer.lines()
            assert writer.end() == -9
        assert not any(str(line).startswith("failed") for line in said)
        with Project.open(path, with_backup=False) as project:
            there = len(documents_of(project))
            assert there in (0, FILES), f"kill {nr}"
            assert there == FILES or "saved" not in said, f"kill {nr}: it had said that it was saved"
            assert verify(project) == (), f"kill {nr}"
            with project.read() as reading:
                logged = [entry.act for entry in entries(reading)]
            assert ("document.load" in logged) == (there == FILES), f"kill {nr}"
            whole += there == FILES
            if not there:
                load(project, paths)  # and the same files can be taken in as if nothing had been
                assert len(documents_of(project)) == FILES
    assert 0 < whole < KILLS, "killed only before, or only after the import"
