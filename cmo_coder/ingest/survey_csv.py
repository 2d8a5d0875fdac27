"""Tables in CSV files, with whatever delimiter, quoting and encoding the program that wrote them had."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice

from cmo_coder.ingest.encoding import decode
from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.limits import TEXT_BYTES
from cmo_coder.ingest.source import Source
from cmo_coder.ingest.survey_table import RawTable
from cmo_coder.ingest.txt import warning_of
from cmo_coder.messages import N_
from cmo_coder.text.normalise import normalise

_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_ROWS = 200
_SAMPLE = 200_000
_IN_CELL = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_STAND_IN = "\ufdd0"
"""For such a break while rows are told apart; no character, so no text holds it."""


def read_csv(source: Source) -> RawTable:
    """The cells of a CSV file.

    Raises:
        ReadError: the file is too large, no text, or its quotes do not match.
    """
    decoded = decode(source.data(TEXT_BYTES), source.name)
    # A break that is no line end of the file stands within an answer: it may not begin a row.
    apart, odd = _IN_CELL.subn(_STAND_IN, decoded.text)
    made = normalise(apart)
    text = made.text
    # Excel's own way of telling the delimiter: a first line "sep=;".
    said = text[4:5] if text[:4].lower() == "sep=" and text[5:6] == "\n" else ""
    if said:
        text = text[6:]
    csv.field_size_limit(TEXT_BYTES)
    rows: list[list[str]] = []
    size = max(1, len(text))
    stream = io.StringIO(text, newline="")
    try:
        for row in csv.reader(stream, delimiter=said or delimiter_of(text)):
            rows.append(row if not odd else [cell.replace(_STAND_IN, "\n") for cell in row])
            if len(rows) % 1000 == 0:
                source.watch(min(1.0, stream.tell() / size))
    except csv.Error as error:
        raise ReadError(
            N_("{name} is no CSV file as it should be, from row {row} on: {detail}."),
            N_("Open it in Excel or LibreOffice and save it as .xlsx."),
            name=source.name,
            row=len(rows) + 1,
            detail=str(error),
        ) from error
    notes = tuple(found for note in made.notes if (found := warning_of(note)) is not None)
    return RawTable(rows, decoded.warnings + notes, decoded.encoding)


def delimiter_of(text: str) -> str:
    """The delimiter that gives the most rows of one width, of more than one column."""
    best, score = ";", 0.0
    sample = text if len(text) <= _SAMPLE else text[: text.rfind("\n", 0, _SAMPLE) + 1] or text[:_SAMPLE]
    for delimiter in _DELIMITERS:
        try:
            rows = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), _SAMPLE_ROWS))
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
        if not widths:
            continue
        width, same = widths.most_common(1)[0]
        found = same / sum(widths.values()) + min(width, 50) / 1000 if width > 1 else 0.0
        if found > score:
            best, score = delimiter, found
    return best
