"""What the codes of one file must be to each other: names and keys used once, parents that exist and make a tree."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from cmo_coder.codebook.errors import Problem, problem
from cmo_coder.codebook.value import CodebookEntry, name_key
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
    return (*_doubled_names(codes), *_doubled_keys(codes), *_unknown_parents(codes), *_loops(codes))


def _doubled_names(codes: tuple[Placed, ...]) -> list[Problem]:
    first: dict[str, Placed] = {}
    found = []
    for code in codes:
        earlier = first.setdefault(name_key(code.entry.name), code)
        if earlier is not code:
            message = N_("A code named {name} stands at line {line} already.")
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


def _unknown_parents(codes: tuple[Placed, ...]) -> list[Problem]:
    names = {name_key(code.entry.name): code.entry.name for code in codes}
    found = []
    for code in codes:
        parent = name_key(code.entry.parent)
        if not parent or parent in names:
            continue
        close = get_close_matches(parent, names, n=1)
        if close:
            message, meant = N_("There is no code named {name}; was {meant} meant?"), names[close[0]]
            found.append(problem(code.parent_line, "parent", message, name=code.entry.parent, meant=meant))
        else:
            message = N_("There is no code named {name} in this file.")
            found.append(problem(code.parent_line, "parent", message, name=code.entry.parent))
    return found


def _loops(codes: tuple[Placed, ...]) -> list[Problem]:
    """One problem for each loop, at the code of it that stands first in the file."""
    by_name = {name_key(code.entry.name): code for code in reversed(codes)}
    done: set[str] = set()
    found = []
    for code in codes:
        name, trail = name_key(code.entry.name), list[str]()
        while name in by_name and name not in done and name not in trail:
            trail.append(name)
            name = name_key(by_name[name].entry.parent)
        if name in trail:
            loop = [by_name[step] for step in trail[trail.index(name) :]]
            first = min(loop, key=lambda member: member.line)
            path = " > ".join(member.entry.name for member in [*loop, loop[0]])
            found.append(problem(first.parent_line, "parent", N_("The parents go round in a loop: {path}."), path=path))
        done.update(trail)
    return found
