"""Killed at any moment: the project opens, verifies, and holds every act that had returned.

CMO_CODER_KILLS sets how many times the writer is killed (50).
"""

from __future__ import annotations

import os
import random
import time
from itertools import count
from pathlib import Path

import pytest

from cmo_coder.model.base import changed, new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.errors import ProjectError
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.store import history
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.store.example import STUDY, TEXT, fill
from tests.store.processes import Child, child, needs_fork

pytestmark = needs_fork

KILLS = int(os.environ.get("CMO_CODER_KILLS", "50"))


def act(project: Project, number: int) -> int:
    """Code some words, or take something back and bring it again; gives the number of the entry in the log."""
    done = {5: project.undo, 6: project.redo}.get(number % 7)
    if done is None or done() is None:
        with project.change("coding.add", "Code {code} put on words", code=str(number)) as change:
            fragment, code = change.all(Fragment)[0], change.all(Code)[0]
            start = number % (len(TEXT) - 1)
            made = changed(fragment, id=new_id(), start=start, end=start + 1, quote=TEXT[start])
            change.insert(made, Coding(id=new_id(), fragment_id=made.id, code_id=code.id))
    return project.data_version()


def burst(path: Path, seed: int) -> tuple[list[int], int]:
    """Kill a writer at some moment; gives the numbers of the acts that returned, and its exit code."""
    moment = random.Random(seed)
    lines = moment.randrange(12)
    pause = moment.uniform(0, 0.004)

    def write(me: Child) -> None:
        project = Project.open(path, with_backup=seed % 5 == 0)
        for number in count(seed):
            me.tell(str(act(project, number)))

    with child(write) as writer:
        said = [line for line in (writer.line() for _ in range(lines)) if line is not None]
        until = time.perf_counter() + pause
        while time.perf_counter() < until:
            pass
        writer.kill()
        said += writer.lines()
        code = writer.end()
    return [int(line) for line in said], code


def test_whatever_moment_the_writer_is_killed_every_act_that_had_returned_is_there(path: Path) -> None:
    with Project.create(path, STUDY) as project:
        fill(project)
        last = project.data_version()
    returned = 0
    for seed in range(KILLS):
        numbers, code = burst(path, seed)
        assert code == -9, f"kill {seed}: the writer had ended by itself"
        assert numbers == list(range(last + 1, last + 1 + len(numbers))), f"kill {seed}"
        with Project.open(path, with_backup=False) as project:
            assert verify(project) == (), f"kill {seed}"
            with project.read() as reading:
                there = [entry.seq for entry in history.entries(reading, newest_first=False)]
            # The act in progress may just have been saved, or not at all.
            assert len(there) - (last + len(numbers)) in (0, 1), f"kill {seed}"
            assert there == list(range(1, len(there) + 1)), f"kill {seed}"
            last = len(there)
        returned += len(numbers)
    assert returned >= KILLS * 2, "the writer was killed too early for this to say anything"


def test_a_program_that_is_killed_while_it_makes_a_project_leaves_a_whole_one_or_none(tmp_path: Path) -> None:
    whole = 0
    for seed in range(6):
        path = tmp_path / f"{seed}.cmo"

        def make(me: Child, path: Path = path) -> None:
            me.tell("begin")
            Project.create(path, STUDY)
            me.tell("made")
            me.wait()

        with child(make) as maker:
            assert maker.line() == "begin"
            if seed:
                maker.quiet_for(seed * 0.004)
            else:
                assert maker.line() == "made"
            maker.kill()
            said = maker.lines()
            maker.end()
        if not path.exists():
            continue
        if "made" not in said and path.stat().st_size == 0:
            with pytest.raises(ProjectError, match="is not a project"):
                Project.open(path)
            continue
        with Project.open(path) as project:
            assert verify(project) == ()
            whole += 1
    assert whole >= 1
