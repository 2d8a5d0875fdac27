"""From the bytes of a JSON Lines file to one object per line, with every mistake in the lines themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cmo_coder.exchange.errors import Problem, problem
from cmo_coder.messages import N_
from cmo_coder.model.errors import UserError

LIMIT = 500_000_000
"""The largest file that is read, in bytes."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """The object on a line (counted from 1), without the fields that are null."""

    line: int
    data: dict[str, Any]


class _Twice(ValueError):
    """A field that stands twice in one object."""


def read_lines(path: Path) -> tuple[list[RawRecord], list[Problem]]:
    """The objects of a file, and what is wrong with its lines. Blank lines are left out.

    Raises UserError where the file is not there, is a folder, cannot be read or is larger than `LIMIT`.
    """
    records: list[RawRecord] = []
    problems: list[Problem] = []
    for number, raw in _raw_lines(path):
        if not records and not problems and (whole := _another_form(number, raw)) is not None:
            return [], [whole]
        found = _object(number, raw)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            records.append(found)
    return records, problems


def _raw_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        if path.is_dir():
            raise UserError(N_("{path} is a folder, not a file of coded data."), N_("Name the file itself."), path=path)
        if not path.exists():
            raise UserError(N_("There is no file {path}."), N_("Check the name and the folder."), path=path)
        if not path.is_file():
            raise UserError(N_("{path} is not an ordinary file."), path=path)
        if path.stat().st_size > LIMIT:
            size = LIMIT // 1_000_000
            raise UserError(
                N_("{path} is larger than {mb} MB."), N_("Divide it over several files."), path=path, mb=size
            )
        with path.open("rb") as stream:
            for number, raw in enumerate(stream, start=1):
                yield number, raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(N_("{path} cannot be read: {reason}."), path=path, reason=reason) from error


def _another_form(number: int, raw: bytes) -> Problem | None:
    """What the beginning of a file tells of all its lines, so that it is said once and not for each of them."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return problem(number, "", N_("The file is UTF-16. Save it again with the encoding UTF-8."))
    if raw.lstrip()[:1] == b"[" or raw.strip() == b"{":
        return problem(
            number,
            "",
            N_(
                "The file is one list, or one object over several lines. Write each record as one object on a line of "
                "its own, without brackets around them and commas between them."
            ),
        )
    return None


def _object(number: int, raw: bytes) -> RawRecord | Problem | None:
    try:
        line = raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        return problem(number, "", N_("This is not UTF-8 text. Save the file again with the encoding UTF-8."))
    if not line:
        return None
    try:
        data = _DECODER.decode(line)
    except _Twice as error:
        return problem(number, str(error), N_("This field stands twice in one object."))
    except json.JSONDecodeError as error:
        message = N_("This is not JSON; at character {at}: {detail}")
        return problem(number, "", message, at=error.pos + 1, detail=_detail(error))
    except (ValueError, RecursionError):
        return problem(number, "", N_("This cannot be read: a number that is none, or objects nested too deeply."))
    if not isinstance(data, dict):
        return problem(number, "", N_("Each line holds one object between braces: {example}"), example='{"kind": ...}')
    if (b"\\u" in raw or b"\\U" in raw) and not _storable(data):
        return problem(number, "", N_("A text holds a character that is none (a lone surrogate, or the character 0)."))
    return RawRecord(number, data)


_DETAILS = {
    "Expecting value": N_("a value is missing here."),
    "Expecting ','": N_("a comma is missing here, or a quotation mark in a text is not written as {mark}."),
    "Expecting ':'": N_("a colon is missing here."),
    "Expecting property": N_("the name of a field is missing here, between double quotation marks."),
    "Illegal trailing": N_("this comma has nothing after it."),
    "Unterminated": N_("this text does not end on its line; a new line within a text is written as \\n."),
    "Invalid control": N_("a tab or other control character stands in a text; a tab is written as \\t."),
    "Invalid \\": N_("a backslash in a text is written twice."),
    "Extra data": N_("something follows the object; each object stands on a line of its own."),
}


def _detail(error: json.JSONDecodeError) -> UserError:
    """What the parser says, in plain words and in the language in which it is shown."""
    for beginning, words in _DETAILS.items():
        if error.msg.startswith(beginning):
            return UserError(words, mark='\\"')
    return UserError(N_("something is not as JSON asks."))


def _without_nulls(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object without its null fields: null and left out mean the same in this form."""
    data = {name: value for name, value in pairs if value is not None}
    if len(data) != len(pairs):
        seen: set[str] = set()
        for name, _value in pairs:
            if name in seen:
                raise _Twice(name)
            seen.add(name)
    return data


def _no_constant(name: str) -> None:
    raise ValueError(name)


_DECODER = json.JSONDecoder(object_pairs_hook=_without_nulls, parse_constant=_no_constant)


def _storable(data: object) -> bool:
    """Whether every text can be written as UTF-8 and kept by every database."""
    text = json.dumps(data, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in text.replace("\\\\", "")
