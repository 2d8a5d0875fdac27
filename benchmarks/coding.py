"""Applying a code, durably, beside a bare SQLite commit of one row with the same settings; and reading 3,000 fragments.

Both write to files on the same disk, turn about, in the same run. Goal: an act of coding takes at most 3 times the bare
commit (medians).

    python -m benchmarks.coding --rounds 400 --json coding.json
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cmo_coder.model.base import new_id, now
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document, TextVersion
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.model.study import Coder, Study
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.texts import sha256_of
from cmo_coder.store.verify import verify_quickly

LENGTH = 180_000
CODINGS = 3_000
MANY = 30_000
GOAL = 3.0

Step = Callable[[int], object]


def made_text(length: int) -> str:
    """Words, so many characters long."""
    words = ("de", "wijk", "samen", "zorg", "mensen", "bewoners", "huisarts", "praten", "elkaar", "vertrouwen", "klein")
    chosen = random.Random(1).choices(words, k=length // 4)
    return " ".join(chosen)[:length]


def fragment_of(text: str, version: TextVersion, start: int) -> Fragment:
    """A fragment of thirty characters."""
    end = start + 30
    return Fragment(
        id=new_id(),
        document_id=version.document_id,
        text_version_id=version.id,
        text_length=len(text),
        start=start,
        end=end,
        quote=text[start:end],
        prefix=text[max(0, start - 30) : start],
        suffix=text[end : end + 30],
    )


def filled(path: Path, codings: int) -> tuple[Project, TextVersion, list[Code]]:
    """A project with one interview and so many codings on it."""
    text = made_text(LENGTH)
    project = Project.create(path, Study(id=new_id(), name="Meting"))
    project.coder = Coder(id=new_id(), name="Codeur A")
    document = Document(id=new_id(), title="Gesprek")
    version = TextVersion(id=new_id(), document_id=document.id, nr=1, sha256=sha256_of(text), length=len(text))
    codes = [Code(id=new_id(), name=f"code {number}") for number in range(40)]
    starts = random.Random(2)
    fragments = [fragment_of(text, version, starts.randrange(len(text) - 30)) for _ in range(codings)]
    coder_id = project.coder.id
    with project.change("benchmark", "Filled") as change:
        change.store_text(version.sha256, text)
        change.insert(project.coder, document, version, *codes, *fragments)
        change.insert(
            *(
                Coding(id=new_id(), fragment_id=one.id, code_id=codes[nr % 40].id, coder_id=coder_id, at=now())
                for nr, one in enumerate(fragments)
            )
        )
    return project, version, codes


def bare_commit(path: Path) -> Step:
    """One row into a table with a text key, with the settings of a project."""
    bare = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        bare.execute(f"PRAGMA {setting}")
    bare.execute("CREATE TABLE coding (id TEXT PRIMARY KEY, fragment_id TEXT, code_id TEXT, coder_id TEXT, at TEXT)")

    def step(_nr: int) -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO coding VALUES (?, ?, ?, ?, ?)", (new_id(), new_id(), new_id(), new_id(), now()))
        bare.execute("COMMIT")

    return step


def one_change(project: Project, version: TextVersion, code: Code) -> Step:
    """A change that inserts a fragment and a coding, with its entry in the log."""
    text = made_text(LENGTH)

    def step(nr: int) -> None:
        fragment = fragment_of(text, version, nr)
        with project.change("coding.add", "Code {code} put on words", code=code.name) as change:
            change.insert(fragment, Coding(id=new_id(), fragment_id=fragment.id, code_id=code.id, at=now()))

    return step


def one_act(project: Project, version: TextVersion, code: Code) -> Step:
    """The whole act of the user: looking up the text, checking for overlap, quoting, coding."""

    def step(nr: int) -> None:
        code_span(project, version.document_id, nr * 37, nr * 37 + 30, code)

    return step


def timed(steps: dict[str, Step], rounds: int) -> dict[str, float]:
    """Median milliseconds of each, the steps taken turn about; the first rounds do not count."""
    taken: dict[str, list[float]] = {name: [] for name in steps}
    for nr in range(rounds + 20):
        for name, step in steps.items():
            began = time.perf_counter()
            step(nr)
            if nr >= 20:
                taken[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


def applying(folder: Path, rounds: int) -> dict[str, float]:
    """Milliseconds per commit."""
    project, version, codes = filled(folder / "coding.cmo", CODINGS)
    new = Code(id=new_id(), name="nieuw")
    with project.change("benchmark", "Filled") as change:
        change.insert(new)
    steps = {
        "bare commit of one row": bare_commit(folder / "bare.db"),
        "change: fragment and coding": one_change(project, version, codes[0]),
        "act: code these words": one_act(project, version, new),
    }
    try:
        return timed(steps, rounds)
    finally:
        project.close()


def reading(folder: Path, rounds: int) -> dict[str, float]:
    """Milliseconds per look at 3,000 fragments, as rows and as values."""
    path = folder / "reading.cmo"
    project, version, _codes = filled(path, CODINGS)
    bare = sqlite3.connect(path)

    def rows(_nr: int) -> None:
        assert (
            len(bare.execute("SELECT * FROM fragment WHERE document_id = ?", (version.document_id,)).fetchall())
            == CODINGS
        )

    def values(_nr: int) -> None:
        with project.read() as reading:
            assert len(reading.all(Fragment, document_id=version.document_id)) == CODINGS

    try:
        return timed({"3,000 fragments, bare rows": rows, "3,000 fragments, values": values}, rounds)
    finally:
        bare.close()
        project.close()


def opening(folder: Path) -> dict[str, float]:
    """Milliseconds to open a project of 30,000 fragments, of the cheap look in it, and of a backup."""
    path = folder / "opening.cmo"
    filled(path, MANY)[0].close()

    def opened(_nr: int) -> None:
        Project.open(path, with_backup=False).close()

    with Project.open(path, with_backup=False) as project:
        found = timed({"cheap look, 30,000 fragments": lambda _nr: verify_quickly(project)}, 11)
        found |= timed({"backup, 30,000 fragments": lambda _nr: project.back_up()}, 3)
    return found | timed({"open and close, 30,000 fragments": opened}, 11)


def main() -> None:
    """Measure and print; with --json also write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=400)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commits = applying(folder, arguments.rounds)
        reads = reading(folder, max(5, arguments.rounds // 10))
        opens = opening(folder)
    bare_write, bare_read = commits["bare commit of one row"], reads["3,000 fragments, bare rows"]
    ratios = {
        "change": commits["change: fragment and coding"] / bare_write,
        "act": commits["act: code these words"] / bare_write,
        "reading": reads["3,000 fragments, values"] / bare_read,
    }
    for what, milliseconds in (commits | reads | opens).items():
        print(f"{what:<34} {milliseconds:9.2f} ms")
    for what, ratio in ratios.items():
        goal = "" if what == "reading" else f"   goal: at most {GOAL}"
        print(f"{what:<34} {ratio:9.2f} x{goal}")
    if arguments.json:
        times = {what: round(milliseconds, 3) for what, milliseconds in (commits | reads | opens).items()}
        result = {
            "milliseconds": times,
            "ratios": {what: round(ratio, 2) for what, ratio in ratios.items()},
            "goal": GOAL,
        }
        arguments.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
