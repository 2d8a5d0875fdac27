"""The search index: the words of all texts in force, folded, so that a search need not read every text.

It is derived data: not in the change log, and made anew from the texts whenever that is wanted. One function, `keep`,
holds it right; it stands where rows are written by a change and where the log is applied by undo and redo, and works
inside their transaction. SQLite has the index (FTS5); on a database server a search reads the texts themselves.

The unit is the passage: the words of a turn without its label, or a paragraph that lies in no turn. The rows of the
index hold no text (FTS5 "contentless"), only which folded words stand in which passage and in what order; the places of
passages stand in `search_text`, one row per text version.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from cmo_coder.model.documents import TextVersion
from cmo_coder.model.errors import NotFound
from cmo_coder.store.reading import Reading
from cmo_coder.store.rows import Plain
from cmo_coder.store.tables import SEARCH_TEXT, STORED_TEXT, TABLES
from cmo_coder.text.folding import RULES, fold
from cmo_coder.text.sentences import paragraph_spans

Passage = tuple[int, int]
"""`[start, end)` in code points of a text version."""

Progress = Callable[[int, int], None]
"""Called with how many texts are done, and of how many."""

# The ASCII tokenizer parts words at everything in ASCII that is no letter or digit, and at nothing else: what parts
# words beyond ASCII has been made a space by `fold`, so index and program agree on what a word is.
_MAKE = "CREATE VIRTUAL TABLE search_index USING fts5(words, content='', columnsize=0, tokenize='ascii')"
_ADD = "INSERT INTO search_index (rowid, words) VALUES (?, ?)"
_TAKE_OUT = "INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', ?, ?)"


def has_index(connection: sa.Connection) -> bool:
    """Whether this kind of database has a search index."""
    return connection.dialect.name == "sqlite" and _fts5_is_there(connection)


def passages_of(text: str, turns: Iterable[tuple[int, int, int]]) -> list[Passage]:
    """The passages of a text, in order: the words of each turn, and the paragraphs outside of turns.

    A turn is where it starts, where its words start, and where it ends.
    """
    found: list[Passage] = []
    at = 0
    for start, text_start, end in sorted(turns):
        if start > at and not text[at:start].isspace():
            found += paragraph_spans(text, at, start)
        if text_start < end:
            found.append((text_start, end))
        at = max(at, end)
    return [*found, *paragraph_spans(text, at, len(text))] if at < len(text) else found


def turns_of(reading: Reading, version_id: str) -> list[tuple[int, int, int]]:
    """The turns of a text version as `passages_of` takes them."""
    return [(int(a), int(b), int(c)) for a, b, c in reading.rows("search turns", _turns, version=version_id)]


def _turns() -> sa.Select[Any]:
    turn = TABLES["turn"]
    return sa.select(turn.c.start, turn.c.text_start, turn.c.end).where(
        turn.c.text_version_id == sa.bindparam("v_version", type_=turn.c.text_version_id.type)
    )


def packed(passages: Sequence[Passage]) -> bytes:
    """Passages as they are kept: each start and end as a whole number of four bytes."""
    return struct.pack(f"<{2 * len(passages)}I", *(place for passage in passages for place in passage))


def unpacked(data: bytes) -> list[Passage]:
    """The passages that were kept so."""
    places = struct.unpack(f"<{len(data) // 4}I", data)
    return list(zip(places[::2], places[1::2], strict=True))


def keep(
    reading: Reading, rows: Iterable[tuple[str, Plain | None, Plain | None]], progress: Progress | None = None
) -> None:
    """Bring the index in line with rows that were just written: a table, the row before and the row after.

    Does nothing where they touch no text version in force and no place of a turn, nor where other texts are missing
    too: then the project is of before there was an index, and the first search makes it, with progress.
    """
    versions: set[str] = set()
    turned: set[str] = set()
    fresh: Turns = {}
    for table, before, after in rows:
        if table == "text_version":
            versions.update(str(row["id"]) for row in (before, after) if row is not None)
            if before is None and after is not None:
                fresh[after["id"]] = []
        elif table == "turn":
            if before is None and after is not None and (found := fresh.get(after["text_version_id"])) is not None:
                found.append((after["start"], after["text_start"], after["end"]))
            elif _places(before) != _places(after):
                ids = {str(row["text_version_id"]) for row in (before, after) if row is not None}
                turned |= ids
                for one in ids:
                    fresh.pop(one, None)
    if not (versions or turned) or not has_index(reading.connection):
        return
    if all(version_id in versions for version_id, _sha256 in _missing(reading.connection)):
        _bring_up_to_date(reading, turned, progress, fresh=fresh)


Turns = dict[str, list[tuple[int, int, int]]]
"""By the id of a text version that came with this change: its turns, all of which came with it too."""


def is_usable(reading: Reading) -> bool:
    """Whether there is an index, and it holds the texts in force."""
    return has_index(reading.connection) and exists(reading.connection) and not _is_wrong(reading.connection)


def is_behind(reading: Reading) -> bool:
    """Whether texts in force are not in the index: a project of before there was one, or of other rules."""
    if not has_index(reading.connection):
        return False
    if not exists(reading.connection):
        return reading.count(TextVersion, in_force=True) > 0
    return _is_wrong(reading.connection)


def bring_up_to_date(reading: Reading, most: int) -> int:
    """Take out what is gone and take in what is missing, at most so many texts; gives how many are missing still.

    The caller holds the write lock and commits.
    """
    if not has_index(reading.connection):
        return 0
    _bring_up_to_date(reading, set(), most=most)
    return len(_missing(reading.connection))


def rebuild(reading: Reading, progress: Progress | None = None) -> None:
    """Make the index anew from the texts in force: nothing of the former one is left in its tables.

    The caller holds the write lock and commits. The pages that the former one used are free then; where their bytes
    matter (pseudonymising), VACUUM the file afterwards.
    """
    if not has_index(reading.connection):
        return
    reading.connection.exec_driver_sql("DROP TABLE IF EXISTS search_index")
    reading.connection.execute(sa.delete(SEARCH_TEXT))
    _bring_up_to_date(reading, set(), progress)


def _places(turn: Plain | None) -> tuple[Any, ...] | None:
    return None if turn is None else (turn["start"], turn["text_start"], turn["end"], turn["text_version_id"])


def _bring_up_to_date(
    reading: Reading,
    turned: set[str],
    progress: Progress | None = None,
    most: int | None = None,
    fresh: Turns | None = None,
) -> None:
    connection = reading.connection
    _make_if_missing(connection)
    if _rules_differ(connection):
        rebuild(reading, progress)
        return
    gone = {row.text_version_id: row for row in _gone(connection)}
    if turned:
        gone |= {row.text_version_id: row for row in connection.execute(_indexed(turned))}
    try:
        _take_out(reading, gone)
    except NotFound:  # the words were removed for good, so what the index holds of them cannot be named any more
        rebuild(reading, progress)
        return
    missing = _missing(connection)[:most]
    first = connection.execute(sa.select(sa.func.max(SEARCH_TEXT.c.first_row + SEARCH_TEXT.c.row_count))).scalar() or 1
    for number, (version_id, sha256) in enumerate(missing, start=1):
        turns = (fresh or {}).get(version_id)
        text = reading.text(sha256)
        passages = passages_of(text, turns_of(reading, version_id) if turns is None else turns)
        _driver(connection).executemany(_ADD, _rows(text, passages, first))
        connection.execute(
            sa.insert(SEARCH_TEXT),
            {
                "text_version_id": version_id,
                "sha256": sha256,
                "first_row": first,
                "row_count": len(passages),
                "passages": packed(passages),
                "rules": RULES,
            },
        )
        first += len(passages)
        if progress is not None:
            progress(number, len(missing))


def _take_out(reading: Reading, gone: dict[str, Any]) -> None:
    """Take texts out. What is taken out must be given word for word: a text never changes under its hash."""
    if not gone:
        return
    connection = reading.connection
    ids = sorted(gone)
    for start in range(0, len(ids), 500):
        chosen = SEARCH_TEXT.c.text_version_id.in_(ids[start : start + 500])
        connection.execute(sa.delete(SEARCH_TEXT).where(chosen))
    if connection.execute(sa.select(SEARCH_TEXT.c.first_row).limit(1)).scalar() is None:
        _driver(connection).execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
        return
    for row in gone.values():
        text = reading.text(row.sha256)
        _driver(connection).executemany(_TAKE_OUT, _rows(text, unpacked(row.passages), row.first_row))


def _rows(text: str, passages: Sequence[Passage], first: int) -> list[tuple[int, str]]:
    return [(number, fold(text[start:end])) for number, (start, end) in enumerate(passages, start=first)]


# What is in it, and what should be


def _missing(connection: sa.Connection) -> list[tuple[str, str]]:
    """Text versions in force that are not in the index, in the order of their documents: id and hash.

    Those whose words are gone do not count: an act on other texts must not fail for them.
    """
    version, document = TABLES["text_version"], TABLES["document"]
    query = (
        sa.select(version.c.id, version.c.sha256)
        .select_from(
            version.join(STORED_TEXT, version.c.sha256 == STORED_TEXT.c.sha256)
            .outerjoin(SEARCH_TEXT, version.c.id == SEARCH_TEXT.c.text_version_id)
            .outerjoin(document, version.c.document_id == document.c.id)
        )
        .where(version.c.in_force, SEARCH_TEXT.c.text_version_id.is_(None))
        .order_by(document.c.position, document.c.title, version.c.id)
    )
    return [(str(row[0]), str(row[1])) for row in connection.execute(query)]


def _gone(connection: sa.Connection) -> Sequence[Any]:
    """Rows of texts in the index that are not in force any more."""
    version = TABLES["text_version"]
    query = (
        sa.select(SEARCH_TEXT)
        .select_from(
            SEARCH_TEXT.outerjoin(version, sa.and_(version.c.id == SEARCH_TEXT.c.text_version_id, version.c.in_force))
        )
        .where(sa.or_(version.c.id.is_(None), version.c.sha256 != SEARCH_TEXT.c.sha256))
    )
    return connection.execute(query).all()


def _indexed(ids: set[str]) -> sa.Select[Any]:
    return sa.select(SEARCH_TEXT).where(SEARCH_TEXT.c.text_version_id.in_(sorted(ids)))


def _is_wrong(connection: sa.Connection) -> bool:
    return bool(holds_what_it_should_not(connection) or _missing(connection))


def holds_what_it_should_not(connection: sa.Connection) -> bool:
    """Whether there are texts in it that are not in force, or that were read by other rules."""
    return bool(_rules_differ(connection) or _gone(connection))


def _rules_differ(connection: sa.Connection) -> bool:
    other = sa.select(SEARCH_TEXT.c.rules).where(SEARCH_TEXT.c.rules != RULES).limit(1)
    return connection.execute(other).first() is not None


# The tables of FTS5


def _driver(connection: sa.Connection) -> Any:
    return connection.connection.driver_connection


def exists(connection: sa.Connection) -> bool:
    """Whether the index was made."""
    return bool(_driver(connection).execute("SELECT 1 FROM sqlite_master WHERE name = 'search_index'").fetchone())


def _fts5_is_there(connection: sa.Connection) -> bool:
    return bool(_driver(connection).execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0])


def _make_if_missing(connection: sa.Connection) -> None:
    if not exists(connection):
        _driver(connection).execute(_MAKE)
