"""Searching 1,000 interviews of 60,000 characters, beside Python's `re` over the same texts, in the same run.

    python -m benchmarks.search                     the whole size
    python -m benchmarks.search --documents 100     a tenth of it

Goals: the first page of hits (50) of words, phrases, prefixes and boolean queries within 100 ms, and at least ten times
as fast as `re` takes to go through the texts; importing with the search index in at most three times bare sqlite3 with
the same texts, turns and words in an FTS5 table of its own. Regular expressions and likeness read every text: for those
the time to the first page and the whole time are given.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.made_study import made_interviews
from cmo_coder.model.base import new_id
from cmo_coder.model.documents import Document
from cmo_coder.model.study import Study
from cmo_coder.store.documents import NewTurn, add_document
from cmo_coder.store.project import Project
from cmo_coder.store.search import FuzzyQuery, PatternQuery, Query, WordQuery, search

PAGE = 50
ROUNDS = 5
GOAL_MS, GOAL_RATIO, GOAL_IMPORT = 100.0, 10.0, 3.0


LINE = (
    "{query:22} first page {first_page_ms:8} ms  all {whole_ms:6} ms {hits:8} hits   "
    "re {re_ms!s:>6} ms {re_hits!s:>8} hits   {times_faster!s:>7} times faster  {within_goals}"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and what finds the same with `re` (nothing where no one expression does)."""

    name: str
    query: Query
    same: str | None = None
    held_to_goals: bool = True


QUERIES = (
    Asked("frequent word", WordQuery("gemeente"), r"\bgemeente\b"),
    Asked("very frequent word", WordQuery("de"), r"\bde\b"),
    Asked("rare word", WordQuery("samenplanteamingen"), r"\bsamenplanteamingen\b"),
    Asked("word with accents", WordQuery("coordinator"), r"\bco[oö]rdinator\b"),
    Asked("phrase", WordQuery("de wijk"), r"\bde\W+wijk\b"),
    Asked("phrase that is rare", WordQuery("wijk wijk wijk"), r"\bwijk\W+wijk\W+wijk\b"),
    Asked("prefix", WordQuery("samenwerk*"), r"\bsamenwerk\w*"),
    Asked("short prefix", WordQuery("ge*"), r"\bge\w*"),
    Asked("and", WordQuery("gemeente AND vertrouwen"), r"\b(?:gemeente|vertrouwen)\b"),
    Asked("and, or, not", WordQuery("(geld OF tijd) EN drempel NIET huisarts"), r"\b(?:geld|tijd|drempel)\b"),
    Asked(
        "near",
        WordQuery("geld BIJ/3 gemeente"),
        r"\b(?:geld(?:\W+\w+){0,3}\W+gemeente|gemeente(?:\W+\w+){0,3}\W+geld)\b",
    ),
    Asked("all forms", WordQuery("~lopen"), r"\b(?:lopen|loop|loopt|liep|liepen|gelopen|lopende)\b"),
    Asked("star in front", WordQuery("*schap"), r"\w+schap\b", held_to_goals=False),
    Asked("regular expression", PatternQuery(r"gemeent\w+ (?:is|was)"), r"gemeent\w+ (?:is|was)", held_to_goals=False),
    Asked("likeness", FuzzyQuery("wijkverpleegkunige"), None, held_to_goals=False),
)


def seconds_of(work: Callable[[], Any]) -> float:
    """How long something takes, on the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def first_page(project: Project, query: Query) -> float:
    """Seconds until fifty hits are there, or all of them where there are fewer."""

    def page() -> None:
        number = 0
        found = search(project, query)
        for step in found:
            number += len(step.hits)
            if number >= PAGE:
                break
        found.close()  # type: ignore[attr-defined]

    return seconds_of(page)


def with_re(texts: list[str], expression: str) -> tuple[float, int]:
    """Seconds that `re` takes to find every place, and how many there are."""
    pattern = re.compile(expression, re.IGNORECASE)
    number = 0
    start = time.perf_counter()
    for text in texts:
        for _match in pattern.finditer(text):
            number += 1
    return time.perf_counter() - start, number


def bare(path: Path, interviews: list[tuple[str, list[tuple[int, int, int]]]]) -> None:
    """What sqlite3 does at the least: the texts, the turns, and the words of the turns in an FTS5 table."""
    with sqlite3.connect(path, isolation_level=None) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        raw.execute('CREATE TABLE turn (id TEXT PRIMARY KEY, text INTEGER, nr INTEGER, start INTEGER, "end" INTEGER)')
        raw.execute("CREATE VIRTUAL TABLE word_index USING fts5(words, content='')")
        raw.execute("BEGIN IMMEDIATE")
        row = 0
        for number, (text, turns) in enumerate(interviews):
            raw.execute("INSERT INTO text VALUES (?, ?)", (number, text))
            raw.executemany(
                "INSERT INTO turn VALUES (?, ?, ?, ?, ?)",
                [(new_id(), number, n, s, e) for n, (s, _t, e) in enumerate(turns)],
            )
            raw.executemany(
                "INSERT INTO word_index (rowid, words) VALUES (?, ?)",
                [(row + n, text[t:e]) for n, (_s, t, e) in enumerate(turns)],
            )
            row += len(turns)
        raw.execute("COMMIT")


def load(project: Project, interviews: list[tuple[str, list[tuple[int, int, int]]]]) -> None:
    """The same through the program: one change, with its log, its rules and its index."""
    with project.change("document.add", "Interviews added"):
        for number, (text, turns) in enumerate(interviews):
            spoken = [NewTurn(start, end, words, text[start : words - 2]) for start, words, end in turns]
            add_document(project, Document(id=new_id(), title=f"Gesprek {number}"), text, spoken)


def index_size(path: Path) -> int:
    """The bytes of the index in a project file."""
    with sqlite3.connect(path) as raw:
        return int(raw.execute("SELECT sum(length(block)) FROM search_index_data").fetchone()[0])


def measured(project: Project, texts: list[str]) -> Iterator[dict[str, Any]]:
    """Each query: the first page, the whole, and `re` beside it."""
    for asked in QUERIES:
        first_page(project, asked.query)  # what is loaded once (a dictionary, pages of the file) is not measured
        page = min(first_page(project, asked.query) for _round in range(ROUNDS))
        hits: list[int] = []
        whole = seconds_of(lambda: hits.append(sum(len(step.hits) for step in search(project, asked.query))))  # noqa: B023
        scan, same = with_re(texts, asked.same) if asked.same else (None, None)
        yield {
            "query": asked.name,
            "first_page_ms": round(1000 * page, 1),
            "whole_ms": round(1000 * whole),
            "hits": hits[0],
            "re_ms": None if scan is None else round(1000 * scan),
            "re_hits": same,
            "times_faster": None if scan is None else round(scan / page, 1),
            "whole_times_faster": None if scan is None else round(scan / whole, 1),
            "within_goals": None
            if not asked.held_to_goals
            else 1000 * page <= GOAL_MS and (scan or 0) / page >= GOAL_RATIO,
        }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    interviews = list(made_interviews(arguments.documents))
    texts = [text for text, _turns in interviews]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "meting.cmo"
        bare_seconds = seconds_of(lambda: bare(Path(folder) / "bare.db", interviews))
        with Project.create(place, Study(id=new_id(), name="Meting")) as project:
            load_seconds = seconds_of(lambda: load(project, interviews))
            build_seconds = seconds_of(project.rebuild_search)
            rows = list(measured(project, texts))
        characters = sum(map(len, texts))
        result = {
            "characters": characters,
            "import_seconds": round(load_seconds, 2),
            "bare_seconds": round(bare_seconds, 2),
            "import_ratio": round(load_seconds / bare_seconds, 2),
            "build_seconds": round(build_seconds, 2),
            "index_bytes_per_character": round(index_size(place) / characters, 3),
            "queries": rows,
        }
    ratio = f"{result['import_ratio']} times (goal {GOAL_IMPORT:g})"
    print(f"{characters:,} characters; import {load_seconds:.1f} s, bare {bare_seconds:.1f} s: {ratio}")
    print(f"index: {result['index_bytes_per_character']} bytes a character, made anew in {build_seconds:.1f} s")
    for row in rows:
        print(LINE.format(**row))
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=1), "utf-8")


if __name__ == "__main__":
    main()
