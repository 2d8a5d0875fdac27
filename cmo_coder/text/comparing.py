"""What differs between two texts, told: each change with its line and what stands around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cmo_coder.text.edits import Edit, Edits

AROUND = 30
"""Code points of what stands around a change."""
RETURN = "⏎"
"""How the end of a line is shown in what is told on one line."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """One change: the line of the old text (from 1) where it begins, its words, and what stands before and after it.

    Everything is on one line; the end of a line in the text is shown as `RETURN`.
    """

    line: int
    before: str
    deleted: str
    inserted: str
    after: str

    def line_text(self) -> str:
        """On one line, with `[-words-]` that went and `{+words+}` that came."""
        gone = f"[-{self.deleted}-]" if self.deleted else ""
        came = f"{{+{self.inserted}+}}" if self.inserted else ""
        return f"{self.before}{gone}{came}{self.after}"


def hunks(edits: Iterable[Edit], old: str, around: int = AROUND) -> list[Hunk]:
    """The changes that `edits` make to `old`, in order."""
    told: list[Hunk] = []
    line, counted = 1, 0
    for edit in whole_words(edits, old):
        line += old.count("\n", counted, edit.position)
        counted = edit.position
        told.append(
            Hunk(
                line,
                _flat(old[max(0, edit.position - around) : edit.position]),
                _flat(edit.deleted),
                _flat(edit.inserted),
                _flat(old[edit.end : edit.end + around]),
            )
        )
    return told


def whole_words(edits: Iterable[Edit], old: str) -> Edits:
    """The same change in whole words: what differs by letters only is told as the word before and the word after."""
    widened: list[Edit] = []
    for edit in edits:
        start, end = edit.position, edit.end
        lowest = widened[-1].end if widened else 0
        if edit.deleted or edit.inserted:
            grows_left = start > 0 and not old[start - 1].isspace() and not _begins_with_space(edit)
            while grows_left and start > lowest and not old[start - 1].isspace():
                start -= 1
            grows_right = end < len(old) and not old[end].isspace() and not _ends_with_space(edit)
            while grows_right and end < len(old) and not old[end].isspace():
                end += 1
        before, after = old[start : edit.position], old[edit.end : end]
        last = widened[-1] if widened else None
        if last is not None and last.end > edit.position:
            # The word was taken into the change before: the two are one.
            seen = last.end - edit.position
            kept = last.inserted[: len(last.inserted) - seen]
            widened[-1] = Edit(
                last.position,
                old[last.position : max(end, last.end)],
                kept + edit.inserted + old[edit.end : max(end, last.end)],
            )
        else:
            widened.append(Edit(start, before + edit.deleted + after, before + edit.inserted + after))
    return tuple(widened)


def _begins_with_space(edit: Edit) -> bool:
    return (edit.deleted or " ")[0].isspace() and (edit.inserted or " ")[0].isspace()


def _ends_with_space(edit: Edit) -> bool:
    return (edit.deleted or " ")[-1].isspace() and (edit.inserted or " ")[-1].isspace()


def _flat(words: str) -> str:
    return words.replace("\n", RETURN).replace("\t", " ")
