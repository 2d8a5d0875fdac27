"""The lists that the finder knows: first names, surnames, places, organisations, words around names.

One name a line; `#` begins a comment. A file is read once, when it is first needed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read_lines(path: Path) -> tuple[str, ...]:
    """The lines of a list, without comments and empty ones."""
    lines = (line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    return tuple(line for line in lines if line)


def several(lines: str) -> frozenset[str]:
    """The words of a few lines."""
    return frozenset(lines.split())


@cache
def words(*names: str) -> frozenset[str]:
    """The names of one or more lists together."""
    return frozenset(line for name in names for line in read_lines(DATA / f"{name}.txt"))


def first_names() -> frozenset[str]:
    """First names, as they are written with a capital."""
    return words("first_names", "own_first_names")


def surnames() -> frozenset[str]:
    """Surnames without what stands before them."""
    return words("surnames", "own_surnames")


@cache
def places() -> frozenset[str]:
    """Towns, villages, provinces."""
    return words("places", "own_places") - words("no_places")


def organisations() -> frozenset[str]:
    """Organisations that are known by name alone."""
    return words("own_organisations")
