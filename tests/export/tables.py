"""Tables to write: a plain one, the acceptance table, and random ones with every text that may hurt a format."""

from __future__ import annotations

import csv
from pathlib import Path

from hypothesis import strategies as st

from cmo_coder.tables.value import Cell, CellKind, Column, Quote, Row, Stamp, Table

STAMP = Stamp("Samen gezond", "2026-03-01", 412, "cmo-coder 9.9")

NASTY = (
    "ab 1.,;|\"'\\`*_<>&=+-@#~[](){}:/%x0041"
    "\t\n\r\x00\x0b\x1b\x85\u2028\u202e\ufffe\ud800"
    "é\u0301ëß€😊👩\u200d👧שלםالع中"
)
texts = st.one_of(
    st.text(alphabet=NASTY, max_size=40),
    st.sampled_from(
        [
            "",
            " ",
            "=1+1",
            "+31 6",
            "-5%",
            "@naam",
            "'apostrof",
            "a|b",
            "<b>x</b>",
            "&amp;",
            "_x0041_",
            "x\n\n• y",
            "• a",
            "1. a",
            "# kop",
            "a; b",
            "12",
            "1-2",
            "TRUE",
            "C:\\map\\",
            "a\\",
            "]]>",
            "{n}",
            "%s",
            "**vet**",
            "\ufeffbom",
            "a\r\nb\rc",
        ]
    ),
)


@st.composite
def cells(draw: st.DrawFn, evidence: tuple[str, ...] = ()) -> Cell:
    """A cell of any kind."""
    kind = draw(st.sampled_from(CellKind))
    cited = tuple(draw(st.lists(st.sampled_from(evidence), unique=True, max_size=3))) if evidence else ()
    if kind is CellKind.NUMBER:
        number = draw(st.one_of(st.integers(-999, 99999), st.integers(-8000, 8000).map(lambda n: n / 8)))
        return Cell(kind=kind, number=number, evidence=cited)
    if kind in (CellKind.TEXT, CellKind.DATE):  # what is no day is written as it is
        return Cell(draw(texts), kind, evidence=cited)
    return Cell(kind=kind, items=tuple(draw(st.lists(texts, max_size=4))), evidence=cited)


@st.composite
def quotes(draw: st.DrawFn, n: int) -> Quote:
    """A quote with random words; `n` makes its id."""
    return Quote(
        f"f{n}",
        draw(texts),
        f"d{n % 2}",
        draw(texts),
        n * 10,
        n * 10 + 7,
        draw(st.none() | st.integers(1, 99)),
        draw(texts),
        draw(texts),
        draw(texts),
        "1",
        draw(texts),
        tuple(draw(st.lists(texts, max_size=2))),
        None,
        draw(texts),
        "steunt",
    )


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of up to four columns and four rows, with up to three quotes that some cells name."""
    found = tuple(draw(quotes(n)) for n in range(draw(st.integers(0, 3))))
    evidence = tuple(quote.fragment_id for quote in found)
    width = draw(st.integers(1, 4))
    return Table(
        "random",
        draw(texts),
        draw(texts),
        draw(st.sampled_from(("nl", "en"))),
        tuple(Column(f"c{j}", draw(texts), draw(st.integers(1, 60))) for j in range(width)),
        tuple(Row(f"r{i}", tuple(draw(cells(evidence)) for _ in range(width))) for i in range(draw(st.integers(0, 4)))),
        STAMP,
        tuple(draw(st.lists(texts, max_size=2))),
        found,
    )


def quote(n: int, words: str = "Ik merk dat het werkt.") -> Quote:
    """A plain quote."""
    return Quote(
        f"f{n}",
        words,
        "d1",
        "Interview 1",
        n * 100,
        n * 100 + len(words),
        n,
        f"R{n}",
        "professional",
        "Noord",
        "2",
        "Coder A",
        ("vertrouwen",),
        n,
        "M_red",
        "steunt",
    )


def small_table(language: str = "nl") -> Table:
    """Two rows with a cell of each kind, and two quotes: the first behind two cells."""
    return Table(
        "elements",
        "Werkzame elementen",
        "Elementen en strategieën",
        language,
        (
            Column("element", "Werkzaam element", 30),
            Column("themes", "Thema", 20),
            Column("how", "Hoe?", 50),
            Column("n", "Steun", 8),
        ),
        (
            Row(
                "e1",
                (
                    Cell("Creëer commitment", evidence=("f1", "f2")),
                    Cell(kind=CellKind.JOINED, items=("Keuzes", "Balans")),
                    Cell(kind=CellKind.BULLETS, items=("Begin klein", "Vier succes"), evidence=("f1",)),
                    Cell(kind=CellKind.NUMBER, number=3),
                ),
            ),
            Row(
                "e2",
                (
                    Cell("=Samen"),
                    Cell(kind=CellKind.JOINED),
                    Cell(kind=CellKind.BULLETS),
                    Cell(kind=CellKind.NUMBER, number=0.5),
                ),
            ),
        ),
        STAMP,
        ("Peildatum 1 maart.",),
        (quote(1), quote(2, 'Nou ja, "soms" dan.')),
    )


def printed_table(path: Path) -> tuple[Table, list[list[str]]]:
    """The table of werkzame elementen as it is printed, from the long file, and the records of that file."""
    with path.open(encoding="utf-8", newline="") as stream:
        records = list(csv.reader(stream))[1:]
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for number, element, themes, how in records:
        grouped.setdefault((number, element, themes), []).append(how)
    rows = tuple(
        Row(
            number,
            (
                Cell(element),
                Cell(kind=CellKind.JOINED, items=tuple(themes.split("; "))),
                Cell(kind=CellKind.BULLETS, items=tuple(how)),
            ),
        )
        for (number, element, themes), how in grouped.items()
    )
    columns = (
        Column("element", "Werkzaam element", 28),
        Column("themes", "Thema vraagstuk", 22),
        Column("how", "Hoe te bereiken?", 70),
    )
    return Table("effective_elements", "Tabel B1.1", "Werkzame elementen", "nl", columns, rows, STAMP), records
