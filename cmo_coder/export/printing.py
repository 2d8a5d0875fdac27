"""What every writer shares: how a cell reads as text, what no file can hold, which quote stands behind which cell."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime

from cmo_coder.messages import _, in_language, language, ngettext
from cmo_coder.messages.dates import day
from cmo_coder.tables.value import Cell, CellKind, Front, Quote, Row, Stamp, Table

BULLET = "• "

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, halves of surrogate pairs and the code points that Unicode keeps out of texts: XML forbids most of
# them, HTML the rest, and an escape character in a text file may drive the terminal that shows it.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_EARLIEST = datetime(1980, 1, 1)  # a zip file knows no earlier day
_LATEST = 2107
_LABEL = 48


@dataclass(frozen=True, slots=True)
class Use:
    """A row in which a quote is evidence, and its cells that name it; all count from 0."""

    row: int
    columns: tuple[int, ...]


def clean(text: str) -> str:
    """Return `text` with every kind of line end as a newline and without the characters that no file can hold."""
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """Return `text` with its line breaks as spaces: for an item of a list whose lines are the items."""
    return re.sub(r"[ \t]*\n[ \t\n]*", " ", text).strip(" ") if "\n" in text else text


class _Cleaner:
    """Cleans texts and counts the characters that were left out."""

    def __init__(self) -> None:
        self.lost = 0

    def __call__(self, text: str) -> str:
        text = _LINE_END.sub("\n", text)
        short = _FORBIDDEN.sub("", text)
        self.lost += len(text) - len(short)
        return short

    def all(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self(text) for text in texts)


def printable(table: Table) -> Table:
    """Return `table` with clean texts (see `clean`); where that lost characters, a last note says how many.

    Ids are left alone: cells name quotes by them.
    """
    cleaner = _Cleaner()
    done = replace(
        table,
        title=cleaner(table.title),
        caption=cleaner(table.caption),
        columns=tuple(replace(column, title=cleaner(column.title)) for column in table.columns),
        rows=tuple(_clean_row(row, cleaner) for row in table.rows),
        filter=cleaner(table.filter),
        lead=cleaner.all(table.lead),
        stamp=replace(table.stamp, study=cleaner(table.stamp.study), program=cleaner(table.stamp.program)),
        notes=cleaner.all(table.notes),
        quotes=tuple(_clean_quote(quote, cleaner) for quote in table.quotes),
    )
    if not cleaner.lost:
        return done
    note = ngettext(
        "{n} control character that no file can hold was left out.",
        "{n} control characters that no file can hold were left out.",
        cleaner.lost,
    ).format(n=cleaner.lost)
    return replace(done, notes=(*done.notes, note))


def printable_front(front: Front) -> Front:
    """Return `front` with clean texts, each on one line."""
    facts = tuple((one_line(clean(name)), one_line(clean(words))) for name, words in front.facts)
    return replace(front, title=one_line(clean(front.title)), subtitle=one_line(clean(front.subtitle)), facts=facts)


def printable_all(tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """Return `printable` of each table, with the note in the language of that table."""
    done = []
    for table in tables:
        with in_language(table.language):
            done.append(printable(table))
    return tuple(done)


def _clean_row(row: Row, cleaner: _Cleaner) -> Row:
    return Row(row.id, tuple(replace(c, text=cleaner(c.text), items=cleaner.all(c.items)) for c in row.cells))


def _clean_quote(quote: Quote, cleaner: _Cleaner) -> Quote:
    return replace(
        quote,
        quote=cleaner(quote.quote),
        document=cleaner(quote.document),
        respondent=cleaner(quote.respondent),
        group=cleaner(quote.group),
        case=cleaner(quote.case),
        round=cleaner(quote.round),
        coder=cleaner(quote.coder),
        codes=cleaner.all(quote.codes),
        role=cleaner(quote.role),
        stance=cleaner(quote.stance),
    )


def items_of(cell: Cell) -> tuple[str, ...]:
    """The items of a list cell; a list cell that has only a text is a list of that one item, an empty one has none."""
    return cell.items or ((cell.text,) if cell.text else ())


def number_text(number: float, decimal: str = ".") -> str:
    """Return a number without needless decimals: 4 for 4.0, and 0.25 or 0,25."""
    whole = number == number and abs(number) < 1e15 and number == int(number)
    return str(int(number)) if whole else repr(float(number)).replace(".", decimal)


def plain_text(cell: Cell) -> str:
    """Return a cell as text for programs: as `cell_text`, but a day as ISO 8601."""
    return cell.text if cell.kind is CellKind.DATE else cell_text(cell)


def cell_text(cell: Cell) -> str:
    """Return a cell as running text, as a person reads it: items of a JOINED cell with "; ", of BULLETS one a line, a
    day in words."""
    if cell.kind is CellKind.DATE:
        return day(cell.text) if cell.text else ""
    if cell.kind is CellKind.NUMBER and cell.number is not None and not cell.text:
        return number_text(cell.number, "," if language() == "nl" else ".")
    if cell.kind is CellKind.JOINED:
        return "; ".join(items_of(cell))
    if cell.kind is CellKind.BULLETS:
        return "\n".join(one_line(item) for item in items_of(cell))
    return cell.text or "; ".join(cell.items)


def group_column(table: Table) -> int | None:
    """The column whose values become headings between the rows where people read the table; nothing: there is none."""
    return next((j for j, column in enumerate(table.columns) if column.id == table.group), None)


def shown_columns(table: Table) -> tuple[int, ...]:
    """The columns that stand side by side: all but the one that becomes headings."""
    group = group_column(table)
    return tuple(j for j in range(len(table.columns)) if j != group)


def heading_before(table: Table, i: int) -> str:
    """The heading above a row (from 0): where the value of the group column changes; empty elsewhere."""
    group = group_column(table)
    if group is None:
        return ""
    here = cell_text(table.rows[i].cells[group])
    return here if i == 0 or cell_text(table.rows[i - 1].cells[group]) != here else ""


def quote_numbers(table: Table) -> dict[str, int]:
    """Return the number of each quote, by fragment id: 1 for the first of `table.quotes`."""
    return {quote.fragment_id: number for number, quote in enumerate(table.quotes, 1)}


def numbers_of(cell: Cell, numbers: dict[str, int]) -> tuple[int, ...]:
    """Return the numbers of the quotes behind a cell, in its own order; evidence whose quote is absent has none."""
    return tuple(dict.fromkeys(numbers[id_] for id_ in cell.evidence if id_ in numbers))


def uses(table: Table) -> dict[int, tuple[Use, ...]]:
    """Return, by number of the quote, where it is evidence, in the order of the rows."""
    numbers = quote_numbers(table)
    found: dict[int, list[Use]] = {number: [] for number in numbers.values()}
    for i, row in enumerate(table.rows):
        columns: dict[int, list[int]] = {}
        for j, cell in enumerate(row.cells):
            for number in numbers_of(cell, numbers):
                columns.setdefault(number, []).append(j)
        for number, named in columns.items():
            found[number].append(Use(i, tuple(named)))
    return {number: tuple(places) for number, places in found.items()}


def columns_matter(row: Row) -> bool:
    """Tell whether the cells of a row rest on different quotes; where they do not, the row says enough."""
    return len({frozenset(cell.evidence) for cell in row.cells if cell.evidence}) > 1


def use_label(table: Table, use: Use, length: int = _LABEL) -> str:
    """Return how a row is pointed at in an appendix: "row 3: Creëer breed commitment (Context, Outcome)".

    The columns are named where other cells of the row rest on other quotes only.
    """
    row = table.rows[use.row]
    n, label = use.row + 1, shortened(_name_of(row), length)
    if len(use.columns) == sum(bool(cell.evidence) for cell in row.cells):
        return _("row {n}: {label}").format(n=n, label=label) if label else _("row {n}").format(n=n)
    columns = ", ".join(one_line(table.columns[j].title) for j in use.columns)
    if not label:
        return _("row {n} ({columns})").format(n=n, columns=columns)
    return _("row {n}: {label} ({columns})").format(n=n, label=label, columns=columns)


def _name_of(row: Row) -> str:
    """The first words of a row: a number says nothing that the number of the row does not."""
    texts = (cell_text(cell) for cell in row.cells if cell.kind is not CellKind.NUMBER)
    return one_line(next((text for text in texts if text.strip()), "").replace("\n", "; "))


def shortened(text: str, length: int = _LABEL) -> str:
    """Return at most `length` code points of `text`, cut at a space where one is near, with "…" where it was cut."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = cut.rfind(" ", length // 2)
    return (cut[:space] if space > 0 else cut).rstrip() + "…"


def source_of(quote: Quote) -> str:
    """Return who said a quote and where it stands: "R3 (professional), Noord, round 1 · Interview 4, turn 12"."""
    who = quote.respondent
    if quote.group:
        who = f"{who} ({quote.group})" if who else quote.group
    round_ = _("round {name}").format(name=quote.round) if quote.round.isdigit() else quote.round
    speaker = ", ".join(part for part in (who, quote.case, round_) if part)
    turn = "" if quote.turn is None else _("turn {n}").format(n=quote.turn)
    place = ", ".join(part for part in (quote.document, turn) if part)
    return " · ".join(part for part in (speaker, place) if part)


def stamp_line(stamp: Stamp) -> str:
    """Return what a table was made from, on one line."""
    parts = [
        _("Study: {study}").format(study=stamp.study) if stamp.study else "",
        day(stamp.date),
        _("state {change} of the project").format(change=stamp.change),
        stamp.program,
    ]
    return " · ".join(part for part in parts if part)


def foot_line(stamp: Stamp) -> str:
    """Return the study and the day, for the foot of a page."""
    return " · ".join(part for part in (stamp.study, day(stamp.date)) if part)


def stamp_moment(stamp: Stamp) -> datetime:
    """Return midnight of the stamp's day, for the dates inside files; without a day the earliest that a zip knows."""
    try:
        found = date.fromisoformat(stamp.date[:10])
    except ValueError:
        return _EARLIEST
    if not _EARLIEST.year <= found.year <= _LATEST:
        return _EARLIEST
    return datetime(found.year, found.month, found.day)


def is_right_to_left(text: str) -> bool:
    """Tell whether the first letter that has a direction runs from right to left (Hebrew, Arabic)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
