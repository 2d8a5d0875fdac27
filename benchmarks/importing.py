"""Importing 1,000 text files of 60,000 characters, beside reading them and inserting the same with bare sqlite3.

    python -m benchmarks.importing                     the whole size
    python -m benchmarks.importing --files 100 --stamped   with a time on every line

The bare side reads every file and decodes it, and inserts the very same texts, documents, turns and search index, as
finished rows, in one transaction with the same schema, indexes, foreign keys and `synchronous = FULL`. So the ratio
holds everything that the program does besides: finding encodings, speakers and turns, guessing who is who, folding
words for the index, making ids, the hard rules and the change log.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from cmo_coder.ingest.loading import guess_plans, known_of, load_documents
from cmo_coder.ingest.reading import read_file
from cmo_coder.model.base import new_id
from cmo_coder.model.study import Study
from cmo_coder.store.project import Project
from cmo_coder.store.search_index import unpacked
from cmo_coder.text.folding import fold

LENGTH = 60_000
SPEECH = 300
WORDS = 6_000


def vocabulary(random_: random.Random) -> list[str]:
    """Words of two to four syllables, as many as an interview study has, one in fifty with an accent."""
    syllables = [a + b for a in "bdfghklmnprstvwz" for b in ("a", "e", "i", "o", "u", "aa", "ee", "oo", "ij")]
    found = ["".join(random_.choices(syllables, k=random_.randint(1, 4))) for _ in range(WORDS)]
    return [word.replace("e", "é", 1) if nr % 50 == 7 else word for nr, word in enumerate(found)]


def interview(random_: random.Random, words: list[str], weights: list[float], *, stamped: bool) -> str:
    """Turns of about 300 characters, until the text is long enough; with a time on every line of 75 where asked."""
    lines, size, seconds = [], 0, 0
    speech = SPEECH // 4 if stamped else SPEECH
    while size < LENGTH:
        said = " ".join(random_.choices(words, weights, k=speech // 6))
        who = "Interviewer" if len(lines) % 2 == 0 else "Respondent"
        seconds += 7
        stamp = f"[{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}] " if stamped else ""
        lines.append(f"{stamp}{who}: {said}.")
        size += len(lines[-1]) + 1
    return "\n".join(lines) + "\n"


def write_files(folder: Path, number: int, *, stamped: bool) -> list[Path]:
    """The files to import: each another."""
    random_ = random.Random(1)
    words = vocabulary(random_)
    weights = [1 / (rank + 5) for rank in range(len(words))]
    paths = []
    for nr in range(number):
        path = folder / f"gesprek {nr:04}.txt"
        path.write_text(interview(random_, words, weights, stamped=stamped), "utf-8")
        paths.append(path)
    return paths


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of the processor."""
    clock, processor = perf_counter(), process_time()
    work()
    return perf_counter() - clock, process_time() - processor


class Bare:
    """The lower bound: files read, rows inserted."""

    TABLES = ("document", "stored_text", "text_version", "respondent", "speaker", "turn", "original", "search_text")

    def __init__(self, project: Path, target: Path, paths: list[Path]) -> None:
        self._paths = paths
        source = sqlite3.connect(project)
        self._schema = [
            sql
            for name, sql in source.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
            if not name.startswith("search_index_")
        ]
        self._rows = {table: source.execute(f'SELECT * FROM "{table}"').fetchall() for table in self.TABLES}
        self._texts = {row[0]: row[1] for row in self._rows["stored_text"]}
        self._hashes = [row[0] for row in source.execute(
            "SELECT v.sha256 FROM text_version v JOIN document d ON d.id = v.document_id ORDER BY d.source_name"
        )]  # fmt: skip
        self._words = list(self._index(source))
        source.close()
        self._target = sqlite3.connect(target, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            self._target.execute(f"PRAGMA {pragma}")
        for statement in self._schema:
            if not statement.startswith("CREATE TABLE sqlite_"):
                self._target.execute(statement)

    def _index(self, source: sqlite3.Connection) -> Any:
        query = "SELECT t.first_row, t.passages, s.text FROM search_text t JOIN stored_text s ON s.sha256 = t.sha256"
        for first, passages, text in source.execute(query):
            for number, (start, end) in enumerate(unpacked(passages), start=first):
                yield number, fold(text[start:end])

    @property
    def turns(self) -> int:
        return len(self._rows["turn"])

    def run(self) -> None:
        texts = [path.read_bytes().decode("utf-8") for path in self._paths]
        self._target.execute("BEGIN IMMEDIATE")
        for table, rows in self._rows.items():
            found = list(zip(self._hashes, texts, strict=True)) if table == "stored_text" else rows
            if found:
                marks = ",".join("?" * len(found[0]))
                self._target.executemany(f'INSERT INTO "{table}" VALUES ({marks})', found)
        self._target.executemany("INSERT INTO search_index (rowid, words) VALUES (?, ?)", self._words)
        self._target.execute("COMMIT")
        self._target.close()


def imported(paths: list[Path], place: Path) -> dict[str, tuple[float, float]]:
    """Import the files into a new project; what each part of it takes."""
    reads: list[Any] = []
    plans: list[Any] = []
    with Project.create(place, Study(id=new_id(), name="Meting")) as project:
        return {
            "reading": timed(lambda: reads.extend(read_file(path) for path in paths)),
            "guessing": timed(lambda: plans.extend(guess_plans(reads, known_of(project)))),
            "loading": timed(lambda: load_documents(project, *plans)),
        }


def measure(number: int, *, stamped: bool, rounds: int) -> dict[str, float]:
    """Both sides in turn, several times; of each part the best counts, since others use the machine too."""
    best: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = write_files(folder, number, stamped=stamped)
        for nr in range(rounds):
            taken = imported(paths, folder / f"{nr}.cmo")
            bare = Bare(folder / f"{nr}.cmo", folder / f"{nr}.db", paths)
            taken["bare sqlite3"] = timed(bare.run)
            for what, seconds in taken.items():
                former = best.get(what, seconds)
                best[what] = (min(former[0], seconds[0]), min(former[1], seconds[1]))
    lower = best.pop("bare sqlite3")
    total = (sum(part[0] for part in best.values()), sum(part[1] for part in best.values()))
    stamps = ", a time on every line" if stamped else ""
    print(f"{number} files of {LENGTH} characters, {bare.turns} turns{stamps}; best of {rounds}")
    for what, (clock, processor) in {**best, "import": total, "bare sqlite3": lower}.items():
        ratios = f"{clock / lower[0]:5.2f}x {processor:8.2f} s processor {processor / lower[1]:5.2f}x"
        print(f"  {what:<14} {clock:8.2f} s {ratios}", flush=True)
    return {"clock": total[0] / lower[0], "processor": total[1] / lower[1]}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--stamped", action="store_true", help="only with a time on every line")
    parser.add_argument("--plain", action="store_true", help="only without")
    parser.add_argument("--rounds", type=int, default=2, help="of each part the best of so many counts")
    parser.add_argument("--json", metavar="FILE")
    arguments = parser.parse_args()
    kinds = [arguments.stamped] if arguments.stamped or arguments.plain else [False, True]
    found = {
        "stamped" if one else "plain": measure(arguments.files, stamped=one, rounds=arguments.rounds) for one in kinds
    }
    if arguments.json:
        Path(arguments.json).write_text(json.dumps({"files": arguments.files, "ratios": found}, indent=1), "utf-8")


if __name__ == "__main__":
    main()
