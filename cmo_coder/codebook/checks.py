"""What the codes of one file must be to each other: names and keys that do not clash, parents that make a tree."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from cmo_coder.codebook.errors import Problem, problem
from cmo_coder.codebook.value import ABOVE, CodebookEntry, candidates, name_key
from cmo_coder.messages import N_


@dataclass(frozen=True, slots=True)
class Placed:
    """A code and the line (from 1) of its name, its parent and its key in the file."""

    entry: CodebookEntry
    line: int
    parent_line: int
    key_line: int


def check_codes(codes: tuple[Placed, ...]) -> tuple[Problem, ...]:
    """Return every mistake between the codes of one codebook, in no particular order."""
    meant = candidates(tuple(code.entry for code in codes))
    parents = [found[0] if len(found) == 1 else None for found in meant]
    return (
        *_doubled_names(codes, parents),
        *_doubled_keys(codes),
        *_unclear_parents(codes, meant),
        *_loops(codes, parents),
    )


def _doubled_names(codes: tuple[Placed, ...], parents: list[int | None]) -> list[Problem]:
    first: dict[tuple[str, int | None], Placed] = {}
    found = []
    for code, parent in zip(codes, parents, strict=True):
        earlier = first.setdefault((name_key(code.entry.name), parent), code)
        if earlier is not code:
            message = N_("A code named {name} stands in the same place already, at line {line}.")
            found.append(problem(code.line, "code", message, name=code.entry.name, line=earlier.line))
    return found


def _doubled_keys(codes: tuple[Placed, ...]) -> list[Problem]:
    first: dict[str, Placed] = {}
    found = []
    for code in codes:
        if not code.entry.key:
            continue
        earlier = first.setdefault(code.entry.key, code)
        if earlier is not code:
            message = N_("The key {key} belongs to {name} already, at line {line}.")
            key, name, line = code.entry.key, earlier.entry.name, earlier.key_line
            found.append(problem(code.key_line, "key", message, key=key, name=name, line=line))
    return found


def _unclear_parents(codes: tuple[Placed, ...], meant: tuple[tuple[int, ...], ...]) -> list[Problem]:
    return [
        _unclear(code, [codes[place] for place in places], codes)
        for code, places in zip(codes, meant, strict=True)
        if code.entry.parent and len(places) != 1
    ]


def _unclear(code: Placed, meant: list[Placed], codes: tuple[Placed, ...]) -> Problem:
    parent = code.entry.parent
    if meant:
        example = f"{meant[-1].entry.parent or '...'}{ABOVE}{meant[-1].entry.name}"
        message = N_("{name} is the name of {n} codes; write the one above it as well, such as {example}.")
        return problem(code.parent_line, "parent", message, name=parent, n=len(meant), example=example)
    names = {name_key(other.entry.name): other.entry.name for other in codes}
    close = get_close_matches(name_key(parent), names, n=1)
    if close:
        message = N_("There is no code named {name}; was {meant} meant?")
        return problem(code.parent_line, "parent", message, name=parent, meant=names[close[0]])
    return problem(code.parent_line, "parent", N_("There is no code named {name} in this file."), name=parent)


def _loops(codes: tuple[Placed, ...], parents: list[int | None]) -> list[Problem]:
    """One problem for each loop, at the code of it that stands first in the file."""
    done: set[int] = set()
    found = []
    for start in range(len(codes)):
        trail = list[int]()
        here: int | None = start
        while here is not None and here not in done and here not in trail:
            trail.append(here)
            here = parents[here]
        if here in trail:
            loop = trail[trail.index(here) :]
            first = codes[min(loop)]
            path = ABOVE.join(codes[place].entry.name for place in [*loop, loop[0]])
            found.append(problem(first.parent_line, "parent", N_("The parents go round in a loop: {path}."), path=path))
        done.update(trail)
    return found
