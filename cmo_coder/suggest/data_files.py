"""Coded data of another place, to measure the suggestions on (docs/reference/suggestions.md has the forms).

Codes: a CSV with `id, document, code, text` (or `tag`, `content`), one row for each text and code. Codebook: a CSV with
`code, definition` (or `tag`, `description`). Roles: JSON Lines with `id, document, text, role`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.errors import UserError
from cmo_coder.suggest.value import Definition, Passage, Settings

_OTHER_NAMES = {"code": ("code", "tag"), "text": ("text", "content"), "definition": ("definition", "description")}


@dataclass(frozen=True, slots=True)
class Coded:
    """A passage of a data file with its right codes (or its one role)."""

    passage: Passage
    codes: frozenset[str]


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV with their line numbers, under our names of the columns."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(N_("{path} is not UTF-8 text."), N_("Save it as CSV UTF-8."), path=path) from error
    reader = csv.DictReader(text.splitlines(keepends=True))
    named: dict[str, str] = {}
    for column in columns:
        name = next((one for one in _OTHER_NAMES.get(column, (column,)) if one in (reader.fieldnames or ())), None)
        if name is None:
            raise UserError(
                N_("{path} has no column '{column}'."),
                N_("The first line must name these columns: {columns}."),
                path=path,
                column=column,
                columns=", ".join(columns),
            )
        named[column] = name
    for row in reader:
        yield reader.line_num, {column: (row[name] or "").strip() for column, name in named.items()}


def read_codes(path: Path, first: int | None = None) -> tuple[Coded, ...]:
    """The coded passages of a CSV, of the first `first` rows only where that is given. Raises UserError, OSError.

    What stands beside a passage, and its place, are those in the whole file.
    """
    texts: dict[tuple[str, str], str] = {}
    codes: dict[tuple[str, str], list[str]] = {}
    for nr, (line, row) in enumerate(_rows(path, ("id", "document", "code", "text"))):
        if not row["text"] or not row["code"]:
            raise UserError(N_("{path}, line {line}: a text or a code is missing."), path=path, line=line)
        key = row["document"], row["id"]
        texts[key] = row["text"]
        if first is None or nr < first:
            codes.setdefault(key, []).append(row["code"])
    found = with_context([(key, texts[key], frozenset(codes.get(key, ()))) for key in texts])
    return tuple(one for one in found if one.codes)


def read_codebook(path: Path) -> tuple[Definition, ...]:
    """The definitions of a codebook CSV. Raises UserError, OSError."""
    return tuple(
        Definition(row["code"], row["code"], row["definition"])
        for _line, row in _rows(path, ("code", "definition"))
        if row["code"]
    )


def read_roles(path: Path, first: int | None = None) -> tuple[Coded, ...]:
    """The passages of a role file, of the first `first` rows only where that is given. Raises UserError, OSError.

    What stands beside a passage, and its place, are those in the whole file.
    """
    found: list[tuple[tuple[str, str], str, frozenset[str]]] = []
    for line, text in enumerate(path.read_text("utf-8-sig").splitlines(), start=1):
        if not text.strip():
            continue
        row = _object(path, line, text)
        found.append(((str(row["document"]), str(row["id"])), row["text"], frozenset([str(row["role"])])))
    return with_context(found)[:first]


def _object(path: Path, line: int, text: str) -> Mapping[str, Any]:
    try:
        row: Any = json.loads(text)
    except ValueError as error:
        raise UserError(N_("{path}, line {line}: this is no JSON."), path=path, line=line) from error
    for field in ("id", "document", "text", "role"):
        if not isinstance(row, dict) or field not in row or (field == "text" and not str(row[field]).strip()):
            raise UserError(N_("{path}, line {line}: '{field}' is missing."), path=path, line=line, field=field)
    found: Mapping[str, Any] = row
    return found


def with_context(rows: Sequence[tuple[tuple[str, str], str, frozenset[str]]]) -> tuple[Coded, ...]:
    """Passages with the texts beside them in the file as context, and their place among those of their document."""
    of_document: dict[str, list[str]] = {}
    for (document, _id), text, _codes in rows:
        of_document.setdefault(document, []).append(text)
    reach = Settings().neighbours
    seen: dict[str, int] = {}
    found = []
    for (document, id_), text, codes in rows:
        texts = of_document[document]
        at = seen.get(document, 0)
        seen[document] = at + 1
        around = texts[max(0, at - reach) : at] + texts[at + 1 : at + 1 + reach]
        passage = Passage(f"{document}/{id_}", text, document, " ".join(around), at / len(texts))
        found.append(Coded(passage, codes))
    return tuple(found)
