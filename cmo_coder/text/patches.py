"""Reading a patch: a unified diff, as `diff -u` and `git diff` write it, or a JSON list of operations.

The JSON form is `[[position, deleted, inserted], ...]`: positions count code points of the text as it is, from 0, in
order and without overlap. A patch must fit exactly: nothing is searched for nearby and nothing is guessed.
"""

from __future__ import annotations

import json
import re

from cmo_coder.messages import N_
from cmo_coder.text.diff import diff
from cmo_coder.text.edits import Edit, EditError, Edits, apply_edits

_HEAD = re.compile(r"@@ -(?P<at>\d+)(?:,(?P<n>\d+))? \+\d+(?:,(?P<m>\d+))? @@")


def read_patch(patch: str, text: str) -> Edits:
    """The edits that a patch makes to `text`. Raises EditError where it cannot be read or does not fit the text."""
    if patch.lstrip().startswith("["):
        return _operations(patch, text)
    return _unified(patch, text)


def _operations(patch: str, text: str) -> Edits:
    try:
        edits = tuple(Edit(position, deleted, inserted) for position, deleted, inserted in json.loads(patch))
        fits = all(
            isinstance(one.position, int) and isinstance(one.deleted, str) and isinstance(one.inserted, str)
            for one in edits
        )
    except (ValueError, TypeError) as error:
        raise EditError(
            N_("This is no list of operations: {detail}."),
            N_('Write [[position, "deleted", "inserted"], ...].'),
            detail=str(error),
        ) from None
    if not fits or any(one.position < 0 for one in edits):
        raise EditError(
            N_("An operation is a position, the deleted words and the inserted words."),
            N_('Write [[position, "deleted", "inserted"], ...].'),
        )
    apply_edits(text, edits)
    return edits


def _unified(patch: str, text: str) -> Edits:
    """Apply the hunks line by line, then find out what differs within the lines."""
    lines = text.split("\n")
    made: list[str] = []
    done = 0
    rows = patch.replace("\r\n", "\n").split("\n")
    heads = [nr for nr, row in enumerate(rows) if _HEAD.match(row)]
    if not heads:
        raise EditError(
            N_("This is no patch: it has no line that begins with '@@'."), N_("Make one with: diff -u old new")
        )
    for head, following in zip(heads, [*heads[1:], len(rows)], strict=True):
        found = _HEAD.match(rows[head])
        assert found is not None
        count = int(found["n"] or 1)
        # Where nothing is taken away, the number is that of the line after which something comes.
        start = int(found["at"]) - (1 if count else 0)
        old, new = _sides(rows[head + 1 : following], count, int(found["m"] or 1))
        if start < done or lines[start : start + len(old)] != old:
            raise EditError(
                N_("The patch does not fit the text at line {line}."),
                N_("It was made for another version; make it again for the text in force."),
                line=int(found["at"]),
            )
        made += lines[done:start] + new
        done = start + len(old)
    made += lines[done:]
    return diff(text, "\n".join(made))


def _sides(rows: list[str], count: int, new_count: int) -> tuple[list[str], list[str]]:
    """The lines of a hunk before and after: as many as its head says."""
    old: list[str] = []
    new: list[str] = []
    for row in rows:
        if len(old) == count and len(new) == new_count:
            break
        sign, words = row[:1], row[1:]
        if sign in (" ", ""):
            old.append(words)
            new.append(words)
        elif sign == "-":
            old.append(words)
        elif sign == "+":
            new.append(words)
    return old, new
