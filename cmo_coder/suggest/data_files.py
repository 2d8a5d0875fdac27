"""Coded data of another place, to measure the suggestions on (docs/reference/suggestions.md has the forms).

Codes: a CSV with `id, document, code, text` (or `tag`, `content`), one row for each text and code. Codebook: a CSV with
`code, definition` (or `tag`, `description`). Roles: JSON Lines with `id, document, text, role`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.errors import UserError
from cmo_coder.suggest.value import Definition, Passage, Settings

_OTHER_NAMES = {"code": ("code", "tag"), "text": ("text", "content"), "definition": ("definition", "description")}
ROLES = ("context", "mechanism", "outcome", "strategy", "none")
_FOLDED = {"c": "context", "i": "strategy", "m_res": "mechanism", "m_red": "mechanism", "o": "outcome"}
_SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Coded:
    """A passage of a data file with its right codes (or its one role)."""

    passage: Passage
    codes: frozenset[str]


def _text(path: Path, advice: str) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(N_("{path} is not UTF-8 text."), advice, path=path) from error


def _separator(text: str, columns: Sequence[str]) -> str:
    """What stands between the cells: that by which the first line names most of our columns."""

    def named(separator: str) -> int:
        head = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
        return sum(_named(column, head) is not None for column in columns)

    return max(_SEPARATORS, key=named)


def _named(column: str, head: Sequence[str]) -> str | None:
    return next((one for one in _OTHER_NAMES.get(column, (column,)) if one in head), None)


def _rows(path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV with their line numbers, under our names of the columns. An optional one may be missing."""
    text = _text(path, N_("Save it as CSV UTF-8."))
    separator = _separator(text, (*columns, *optional))
    # Strict: a quote that is never closed would swallow the rest of the file as one text.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    try:
        head = next(reader, [])
        at = {
            column: head.index(name) for column in (*columns, *optional) if (name := _named(column, head)) is not None
        }
        for column in columns:
            if column not in at:
                raise UserError(
                    N_("{path} has no column '{column}'."),
                    N_("The first line must name these columns: {columns}."),
                    path=path,
                    column=column,
                    columns=", ".join((*columns, *optional)),
                )
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) > len(head) and any(cell.strip() for cell in row[len(head) :]):
                raise UserError(
                    N_("{path}, line {line}: there are more cells than the first line names."),
                    N_("A text with the separator in it must stand between double quotes."),
                    path=path,
                    line=reader.line_num,
                )
            cells = {column: row[nr].strip() if nr < len(row) else "" for column, nr in at.items()}
            yield reader.line_num, dict.fromkeys(optional, "") | cells
    except csv.Error as error:
        raise UserError(
            N_("{path} is no CSV file as it should be, from line {line} on: a quote is not closed."),
            N_("Open it in Excel or LibreOffice and save it as CSV UTF-8 anew."),
            path=path,
            line=reader.line_num,
        ) from error


def read_codes(path: Path, first: int | None = None) -> tuple[Coded, ...]:
    """The coded passages of a CSV, of the first `first` rows only where that is given. Raises UserError, OSError.

    What stands beside a passage, and its place, are those in the whole file.
    """
    # With the text in the key, an id that was given twice does not make one passage of two.
    codes: dict[tuple[str, str, str], list[str]] = {}
    for nr, (line, row) in enumerate(_rows(path, ("id", "document", "code", "text"))):
        if not row["text"] or not row["code"]:
            raise UserError(N_("{path}, line {line}: a text or a code is missing."), path=path, line=line)
        of_text = codes.setdefault((row["document"], row["id"], row["text"]), [])
        if first is None or nr < first:
            of_text.append(row["code"])
    found = with_context([((document, id_), text, frozenset(own)) for (document, id_, text), own in codes.items()])
    return tuple(one for one in found if one.codes)


def read_codebook(path: Path) -> tuple[Definition, ...]:
    """The codes of a codebook CSV with their definitions, which may be empty or missing. Raises UserError, OSError."""
    return tuple(
        Definition(row["code"], row["code"], row["definition"])
        for _line, row in _rows(path, ("code",), ("definition",))
        if row["code"]
    )


def read_roles(path: Path, first: int | None = None) -> tuple[Coded, ...]:
    """The passages of a role file, of the first `first` rows only where that is given. Raises UserError, OSError.

    What stands beside a passage, and its place, are those in the whole file.
    """
    found: list[tuple[tuple[str, str], str, frozenset[str]]] = []
    # Only at line ends: splitlines() would cut a text at the odd breaks (U+2028 and so on) that JSON allows in it.
    for line, text in enumerate(_text(path, N_("Save it as UTF-8.")).split("\n"), start=1):
        if not text.strip():
            continue
        row = _object(path, line, text)
        found.append(
            (
                (str(row["document"]), str(row["id"])),
                str(row["text"]).strip(),
                frozenset([_role(path, line, row["role"])]),
            )
        )
    return with_context(found)[:first]


def _role(path: Path, line: int, said: object) -> str:
    """A role under the name that role data have for it; our own slots are folded (`decisions.md`)."""
    name = str(said).strip().lower()
    role = _FOLDED.get(name, name)
    if role not in ROLES:
        raise UserError(
            N_("{path}, line {line}: '{role}' is no role."),
            N_("The roles are: {roles}."),
            path=path,
            line=line,
            role=said,
            roles=", ".join(ROLES),
        )
    return role


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
