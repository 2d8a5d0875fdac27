"""A text while it is being edited: what was changed so far, as one edit list against the text as it was opened.

No screen and no database: the editor shows what stands here, and saving hands `edits` and `turns` to the store. Where
spans lie in the text as it is now is asked of the one function, with that one edit list: what is seen while editing is
what will be saved. Positions are code points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cmo_coder.text.diff import diff
from cmo_coder.text.edits import Edit, Edits, apply_edits, compose, joined, shift_coded, shift_point
from cmo_coder.text.spans import Span
from cmo_coder.text.turn_shift import shift_turns
from cmo_coder.text.turns import Turn

_CLOCK = re.compile(r"\d{1,2}:\d\d")
MOST_STEPS = 10_000
"""Steps that undo remembers; a step holds no text."""


@dataclass(frozen=True, slots=True)
class EditTurn:
    """A turn `[start, end)` whose words begin at `text_start`, with its speaker's label and its marks."""

    start: int
    end: int
    text_start: int
    speaker: str | None = None
    time: float | None = None
    leading: bool = False
    theory_shown: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """What undo goes back to. The text follows from the edits."""

    edits: Edits
    turns: tuple[EditTurn, ...]
    speakers: tuple[str, ...]
    caret: int


class Editing:
    """A text being edited, with its turns. `spans` are places of the text as it was opened."""

    def __init__(
        self, text: str, turns: Sequence[EditTurn], spans: Sequence[Span] = (), speakers: Sequence[str] = ()
    ) -> None:
        """Begin with a text as it is stored; `speakers` are the labels known in the document."""
        self.original = text
        self.original_turns = tuple(turns)
        self.original_spans = tuple(spans)
        self.text = text
        self.turns = self.original_turns
        self._made: Edits = ()
        self.speakers = tuple(dict.fromkeys((*speakers, *(turn.speaker for turn in turns if turn.speaker))))
        self._known = self.speakers
        self._undone: list[_State] = []
        self._steps: list[_State] = []
        self._typed_to = -1
        self._erasing = False

    @property
    def edits(self) -> Edits:
        """What was changed so far, in its shortest form, against the text as it was opened."""
        return joined(self._made)

    @property
    def is_changed(self) -> bool:
        """Whether saving would change anything."""
        return bool(self.edits) or self.turns != self.original_turns

    @property
    def new_speakers(self) -> tuple[str, ...]:
        """Labels that the document did not have before."""
        return tuple(label for label in self.speakers if label not in self._known)

    def spans(self) -> list[Span | None]:
        """Where the spans lie in the text as it is now; None for one that lost its words."""
        return shift_coded(self.original, self.original_spans, self.edits, self.text)

    def turn_at(self, place: int) -> int:
        """The index of the turn that holds a place, or of the one before it; -1 before all."""
        found = -1
        for nr, turn in enumerate(self.turns):
            if turn.start > place:
                break
            found = nr
        return found

    # -- changing the text ----------------------------------------------------------------------------------------

    def replace(self, start: int, end: int, inserted: str, *, typing: bool = False, caret: int | None = None) -> int:
        """Put `inserted` in the place of `[start, end)`; give where the caret comes to stand.

        Letters that are typed, or taken away, one after the other (`typing`) are one step of undo, a word at a time.
        `caret` is where undo puts it back (default: `end`).
        """
        if start == end and not inserted:
            return start
        letters, erasing = inserted or self.text[start:end], not inserted
        goes_on = typing and erasing is self._erasing and self._typed_to in (start, end) and not letters.isspace()
        goes_on = goes_on and (erasing or start == end)
        if not goes_on:
            self._remember(end if caret is None else caret)
        edit = Edit(start, self.text[start:end], inserted)
        before, self.text = self.text, apply_edits(self.text, [edit])
        self._made = compose(self._made, [edit], shortest=False)
        self.turns = self._shifted(before, edit)
        self._typed_to, self._erasing = start + len(inserted) if typing else -1, erasing
        return start + len(inserted)

    def _shifted(self, before: str, edit: Edit) -> tuple[EditTurn, ...]:
        old = self.turns
        shaped = [Turn(turn.start, turn.end, turn.text_start, turn.speaker, turn.time) for turn in old]
        placed = shift_turns(before, shaped, [edit], self.text, self.speakers)
        return tuple(
            EditTurn(
                one.start,
                one.end,
                one.text_start,
                one.speaker,
                one.time,
                one.origin is not None and old[one.origin].leading,
                one.origin is not None and old[one.origin].theory_shown,
            )
            for one in placed
        )

    # -- turns ----------------------------------------------------------------------------------------------------

    def split_turn(self, place: int, speaker: str | None) -> int:
        """Cut the turn at a place in its words; what follows is said by `speaker`. Gives where the new words begin.

        The new turn gets a label in the form of the one that is cut, where that has one. Raises ValueError where no
        turn holds the place, or no words would stand on one of the sides.
        """
        nr = self.turn_at(place)
        turn = self.turns[nr] if nr >= 0 else None
        if turn is None or not self._has_words(turn.text_start, place) or not self._has_words(place, turn.end):
            raise ValueError("no words on one of the sides")
        left, right = place, place
        while self.text[left - 1].isspace():
            left -= 1
        while self.text[right].isspace():
            right += 1
        label = self._label_for(turn, speaker)
        gap = self._gap_after(nr)
        self._remember(place)
        steps, known = len(self._steps), self.speakers
        self.speakers = tuple(dict.fromkeys((*known, speaker))) if speaker else known
        words = self.replace(left, right, gap + label)
        del self._steps[steps:]  # one step of undo, not two
        start = words - len(label)
        cut = EditTurn(start, 0, words, speaker)
        self.turns = tuple(_cut(self.turns, left, cut))
        return words

    def join_turn(self, place: int) -> int:
        """Join the turn at a place to the one before it; give where its words begin now. Raises ValueError for the
        first turn.
        """
        nr = self.turn_at(place)
        if nr < 1:
            raise ValueError("no turn before this one")
        before, turn = self.turns[nr - 1], self.turns[nr]
        end = before.end
        while end > before.text_start and self.text[end - 1].isspace():
            end -= 1
        count = len(self.turns)
        words = self.replace(end, turn.text_start, " ", caret=place)
        if len(self.turns) == count:  # they stood on one line before: nothing in the text says that they are one now
            first, second = self.turns[nr - 1], self.turns[nr]
            self.turns = (*self.turns[: nr - 1], replace(first, end=second.end), *self.turns[nr + 1 :])
        return words

    def set_speaker(self, place: int, speaker: str | None) -> int:
        """Say who speaks in the turn at a place; its label in the text follows. Gives where its words begin.

        Raises ValueError where no turn holds the place.
        """
        nr = self.turn_at(place)
        if nr < 0:
            raise ValueError("no turn here")
        turn = self.turns[nr]
        self._remember(place)
        steps = len(self._steps)
        if speaker:
            self.speakers = tuple(dict.fromkeys((*self.speakers, speaker)))
        label = self.text[turn.start : turn.text_start]
        at = label.casefold().find(turn.speaker.casefold()) if turn.speaker else -1
        if at >= 0 and speaker and turn.speaker:
            start = turn.start + at
            self.replace(start, start + len(turn.speaker), speaker)
            del self._steps[steps:]
        turns = list(self.turns)
        turns[nr] = replace(turns[nr], speaker=speaker)
        self.turns = tuple(turns)
        return self.turns[nr].text_start

    def _has_words(self, start: int, end: int) -> bool:
        return bool(self.text[start:end].strip())

    def _label_for(self, turn: EditTurn, speaker: str | None) -> str:
        """A label in the form that the turn has; a time stamp is not repeated."""
        label = self.text[turn.start : turn.text_start]
        if not label or not speaker:
            return ""
        if turn.speaker and turn.speaker in label and not _CLOCK.search(label):
            return label.replace(turn.speaker, speaker, 1)
        return f"{speaker}: "

    def _gap_after(self, nr: int) -> str:
        """What stands between turns here."""
        if nr + 1 < len(self.turns):
            gap = self.text[self.turns[nr].end : self.turns[nr + 1].start]
        else:
            gap = self.text[self.turns[nr - 1].end : self.turns[nr].start] if nr else ""
        return gap if "\n" in gap and gap.isspace() else "\n"

    # -- undo -----------------------------------------------------------------------------------------------------

    def _remember(self, caret: int) -> None:
        self._steps.append(_State(self._made, self.turns, self.speakers, caret))
        del self._steps[:-MOST_STEPS]
        self._undone.clear()
        self._typed_to = -1

    def undo(self, caret: int) -> int | None:
        """Take the last step back; give where the caret was, None where there is nothing to take back."""
        return self._go(self._steps, self._undone, caret)

    def redo(self, caret: int) -> int | None:
        """Bring back the step that was taken back last."""
        return self._go(self._undone, self._steps, caret)

    def _go(self, from_: list[_State], to: list[_State], caret: int) -> int | None:
        if not from_:
            return None
        to.append(_State(self._made, self.turns, self.speakers, caret))
        state = from_.pop()
        self._made, self.turns, self.speakers = state.edits, state.turns, state.speakers
        self.text = apply_edits(self.original, self._made)
        self._typed_to = -1
        return min(state.caret, len(self.text))

    def take_up(self, edits: Edits, turns: Sequence[EditTurn]) -> None:
        """Go on from edits that were made before (a draft). Raises EditError where they do not fit the text."""
        text = apply_edits(self.original, edits)
        self._remember(0)
        self.text, self._made, self.turns = text, tuple(edits), tuple(turns)
        self.speakers = tuple(dict.fromkeys((*self.speakers, *(turn.speaker for turn in turns if turn.speaker))))

    def type_again(self, edits: Edits, made_for: str) -> Edits:
        """Make edits that were made for an earlier text; give those that do not fit any more."""
        over = diff(made_for, self.original)
        left: list[Edit] = []
        for edit in reversed(edits):
            place = shift_point(edit.position, over)
            if self.text.startswith(edit.deleted, place) and made_for.startswith(edit.deleted, edit.position):
                self.replace(place, place + len(edit.deleted), edit.inserted)
            else:
                left.append(edit)
        return tuple(reversed(left))


def _cut(turns: Sequence[EditTurn], end: int, cut: EditTurn) -> list[EditTurn]:
    """The turns, of which the one that holds `cut.start` ends at `end` and leaves its rest to the new one."""
    made: list[EditTurn] = []
    for turn in turns:
        if turn.start < cut.start < turn.end:
            made.append(replace(turn, end=end))
            made.append(replace(cut, end=turn.end))
        elif turn.start == cut.start:
            made.append(replace(turn, text_start=cut.text_start, speaker=cut.speaker))
        else:
            made.append(turn)
    return made
