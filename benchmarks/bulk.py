"""Loading 200 documents of 60,000 characters with 30,000 codings, beside bare sqlite3 inserting the very same rows.

    python -m benchmarks.bulk                    the whole size
    python -m benchmarks.bulk --documents 20 --codings 3000

Both sides write to a file of their own in one transaction with the same schema, indexes, foreign keys and
`synchronous = FULL`; the bare side is handed finished tuples, so that the ratio holds everything that the program does
besides: reading and checking the file, finding turns and quotes, making ids, the hard rules and the change log.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cmo_coder.exchange.bulk import BulkFile, load_bulk, read_bulk
from cmo_coder.exchange.bulk_write import write_bulk
from cmo_coder.model.study import Study
from cmo_coder.store.project import Project

WORDS = ("de", "wijk", "samen", "zorg", "mensen", "bewoners", "huisarts", "praten", "elkaar", "vertrouwen", "klein")
LENGTH = 60_000
SPEECH = 300
CODES = 40


def interview(random_: random.Random, number: int) -> str:
    """Turns of about 300 characters, until the text is long enough."""
    turns, size = [], 0
    while size < LENGTH:
        words = " ".join(random_.choices(WORDS, k=SPEECH // 6))
        turns.append(f"{'Interviewer' if len(turns) % 2 == 0 else f'Respondent {number}'}: {words}.")
        size += len(turns[-1]) + 1
    return "\n".join(turns) + "\n"


def write_file(path: Path, documents: int, codings: int) -> None:
    """The file to load: the codings are spread evenly over the documents."""
    random_ = random.Random(1)
    with path.open("w", encoding="utf-8") as stream:

        def say(**record: object) -> None:
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")

        say(kind="study", name="Meting")
        say(kind="coder", id="A", name="Coder A")
        for number in range(CODES):
            say(kind="code", id=f"k{number}", name=f"code {number}")
        for number in range(documents):
            text = interview(random_, number)
            say(kind="document", id=f"d{number}", title=f"Gesprek {number}", type="interview", text=text)
            for nr in range(codings // documents):
                start = random_.randrange(len(text) - 120)
                quote = text[start : start + random_.randint(20, 120)]
                fields = {"document": f"d{number}", "quote": quote, "start": start, "coder": "A"}
                say(kind="fragment", id=f"f{number}-{nr}", codes=[f"k{random_.randrange(CODES)}"], **fields)


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds on the clock, and seconds of the processor: the latter say more on a busy machine."""

    clock: float
    processor: float

    def __add__(self, other: Taken) -> Taken:
        return Taken(self.clock + other.clock, self.processor + other.processor)


def timed(work: Callable[[], object]) -> tuple[Taken, object]:
    """How long something takes, and what it gives."""
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    return Taken(time.perf_counter() - clock, time.process_time() - processor), result


def bare_insert(project_file: Path, target: Path) -> tuple[Taken, int]:
    """Insert the rows of a loaded project into a new file with the same schema; the time and the number of rows."""
    source = sqlite3.connect(project_file)
    schema = source.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'search%' ORDER BY type = 'index'"
    ).fetchall()
    tables = [row[0] for row in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    left_out = {"change", "change_rows", "setting", "alembic_version"}
    left_out |= {table for table in tables if table.startswith("search_")}  # benchmarks/search.py measures the index
    rows = {table: source.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables if table not in left_out}
    source.close()
    bare = sqlite3.connect(target, isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("PRAGMA foreign_keys = ON")
    for (statement,) in schema:
        bare.execute(statement)

    def insert() -> None:
        bare.execute("BEGIN IMMEDIATE")
        for table, found in rows.items():
            if found:
                bare.executemany(f'INSERT INTO "{table}" VALUES ({",".join("?" * len(found[0]))})', found)
        bare.execute("COMMIT")

    seconds, _result = timed(insert)
    bare.close()
    return seconds, sum(len(found) for found in rows.values())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--codings", type=int, default=30_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, place = Path(folder) / "meting.jsonl", Path(folder) / "meting.cmo"
        write_file(path, arguments.documents, arguments.codings)
        read_seconds, bulk = timed(lambda: read_bulk(path))
        assert isinstance(bulk, BulkFile)
        study = Study(id="11111111-1111-4111-8111-111111111111", name="Meting")
        with Project.create(place, study) as project:
            load_seconds, _result = timed(lambda: load_bulk(project, bulk))
            write_seconds, _path = timed(lambda: write_bulk(project, Path(folder) / "uit.jsonl"))
            undo_seconds, _entry = timed(project.undo)
            project.redo()
        bare_seconds, rows = bare_insert(place, Path(folder) / "bare.db")
        size = path.stat().st_size / 1e6
    print(f"{arguments.documents} documents, {arguments.codings} codings, {rows} rows, a file of {size:.1f} MB")
    print(f"{'':<29} {'clock':>9} {'':>7} {'processor':>11}")
    for name, taken in (
        ("bare sqlite3, the same rows", bare_seconds),
        ("reading and checking", read_seconds),
        ("loading", load_seconds),
        ("reading and loading", read_seconds + load_seconds),
        ("writing the study out", write_seconds),
        ("undoing the load", undo_seconds),
    ):
        ratios = taken.clock / bare_seconds.clock, taken.processor / bare_seconds.processor
        print(f"{name:<29} {taken.clock:7.2f} s {ratios[0]:6.1f}x {taken.processor:9.2f} s {ratios[1]:6.1f}x")


if __name__ == "__main__":
    main()
