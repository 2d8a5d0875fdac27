"""The editor: the reader, in which one types. Codings are seen as in the reader, and go along with their words.

It shows what an `Editing` holds (`text/editing.py`) and hands every key to it. Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from cmo_coder.text.editing import Editing
from cmo_coder.text.spans import Span
from cmo_coder.tui.widgets.editor_document import EditDocument, RowStore
from cmo_coder.tui.widgets.editor_keys import EDITOR_ACTIONS, EDITOR_BINDINGS
from cmo_coder.tui.widgets.reader import Reader
from cmo_coder.tui.widgets.reader_caret import Navigator, Unit
from cmo_coder.tui.widgets.reader_value import ReaderFragment, ReaderTurn


@dataclass(frozen=True, slots=True)
class SpeakerShown:
    """How a speaker is shown: the name beside the turn, and whether it is an interviewer."""

    name: str
    interviewer: bool = False


class Editor(Reader, inherit_bindings=False):
    """A transcript with its codings, to be typed in."""

    BINDINGS: ClassVar[list[BindingType]] = [*EDITOR_BINDINGS]

    class Edited(Message):
        """The text or its turns were changed."""

        def __init__(self, editor: Editor) -> None:
            """Sent by `editor`."""
            super().__init__()
            self.editor = editor

        @property
        def control(self) -> Editor:
            """The editor that sent this."""
            return self.editor

        def can_replace(self, message: Message) -> bool:
            """Let only the last of a burst of keys arrive."""
            return isinstance(message, Editor.Edited)

    class Left(Message):
        """Escape was pressed, and nothing was selected."""

        def __init__(self, editor: Editor) -> None:
            """Sent by `editor`."""
            super().__init__()
            self.editor = editor

        @property
        def control(self) -> Editor:
            """The editor that sent this."""
            return self.editor

    def __init__(self, *, id: str | None = None, ascii: bool = False) -> None:
        """Start with an empty text."""
        super().__init__(id=id, ascii=ascii)
        self.session = Editing("", ())
        self._originals: tuple[ReaderFragment, ...] = ()
        self._speakers: dict[str, SpeakerShown] = {}
        self._store = RowStore()

    # -- the text -------------------------------------------------------------------------------------------------

    def open(
        self,
        session: Editing,
        fragments: Sequence[ReaderFragment],
        speakers: Mapping[str, SpeakerShown],
        caret: int = 0,
    ) -> None:
        """Edit a text. `fragments` are those on `session.original_spans`, in the same order."""
        self.session, self._originals, self._speakers = session, tuple(fragments), dict(speakers)
        self._anchor, self._focus, self._free = None, None, False
        self._marks, self._current_mark = (), None
        self.show_session(min(caret, len(session.text)), keep_place=False)

    def fragments_changed(self, spans: Sequence[Span], fragments: Sequence[ReaderFragment]) -> None:
        """Other fragments lie on the text as it was opened: somebody coded meanwhile."""
        self.session.original_spans, self._originals = tuple(spans), tuple(fragments)
        self.show_session(self._caret)

    def know_speaker(self, label: str, shown: SpeakerShown) -> None:
        """Say how a speaker is shown from now on."""
        self._speakers[label] = shown

    @property
    def speakers_shown(self) -> Mapping[str, SpeakerShown]:
        """How each speaker is shown, by label."""
        return self._speakers

    @property
    def lost(self) -> tuple[ReaderFragment, ...]:
        """The fragments that have no words left in the text as it is now."""
        return tuple(one for one, span in zip(self._originals, self.session.spans(), strict=True) if span is None)

    @property
    def wrapped(self) -> int:
        """How many blocks were wrapped since the start."""
        return self._store.wrapped

    def show_session(self, caret: int, *, keep_place: bool = True) -> None:
        """Show the session as it is now, with the caret at a place."""
        session = self.session
        document = EditDocument(
            session.text, self._shown_turns(), self._shown_fragments(), caret, self._store, self.glyphs.control
        )
        top = self.scroll_offset.y
        self._anchor, self._focus = None, None
        self._document, self._caret = document, caret
        self._navigator = Navigator(document, self._find_sentences)
        self._forget_rows()
        if not self.size.width:
            return
        self._fit()
        self._caret = document.rows.snap(caret)
        if not keep_place:
            self._scroll_to_row(0)
        elif top != self.scroll_offset.y:
            self._scroll_to_row(top)
        self._keep_caret_visible()
        self._place_cursor()

    def _shown_turns(self) -> list[ReaderTurn]:
        nobody = SpeakerShown("")
        shown = []
        for number, turn in enumerate(self.session.turns, start=1):
            who = self._speakers.get(turn.speaker, SpeakerShown(turn.speaker)) if turn.speaker else nobody
            shown.append(ReaderTurn(turn.start, turn.end, who.name, who.interviewer, None, number, turn.text_start))
        return shown

    def _shown_fragments(self) -> list[ReaderFragment]:
        return [
            one if (one.start, one.end) == (span.start, span.end) else replace(one, start=span.start, end=span.end)
            for one, span in zip(self._originals, self.session.spans(), strict=True)
            if span is not None
        ]

    def _edited(self, caret: int) -> None:
        self.show_session(caret)
        self.post_message(self.Edited(self))
        self.post_message(self.CaretMoved(self, self.caret))

    # -- typing ---------------------------------------------------------------------------------------------------

    def insert(self, words: str, *, typing: bool = False) -> None:
        """Put words at the caret, in the place of what is selected."""
        start, end = self.selection_span() or (self._caret, self._caret)
        self._edited(self.session.replace(start, end, words, typing=typing, caret=self._caret))

    def action_type(self, words: str) -> None:
        """Type something that is no letter."""
        self.insert(words)

    def action_erase(self, unit: str, step: int) -> None:
        """Delete what is selected, or else what lies a step away; at the border of a turn, join it to its neighbour."""
        span = self.selection_span()
        if span is not None:
            start, end = span
            if self.text[start - 1 : start] == " " == self.text[end : end + 1]:
                end += 1  # a sentence is taken out with one of the two spaces around it
            self._edited(self.session.replace(start, end, "", caret=self._caret))
            return
        place = self._caret
        if self._at_border(step):
            return
        target = self._navigator.target(Unit(unit), place, step)
        start, end = min(place, target), max(place, target)
        turn = self.session.turn_at(place)
        if turn >= 0:  # a word is deleted, never a label with it
            start = max(start, min(place, self.session.turns[turn].text_start))
            end = min(end, max(place, self.session.turns[turn].end))
        if start < end:
            letter = unit == Unit.CHARACTER
            self._edited(self.session.replace(start, end, "", typing=letter, caret=place))

    def _at_border(self, step: int) -> bool:
        """Join two turns where the caret stands between them; True where that was so, or nothing can be deleted."""
        turns, place = self.session.turns, self._caret
        nr = self.session.turn_at(place)
        if nr < 0:
            return False
        if step < 0 and place <= turns[nr].text_start:
            if nr and place >= turns[nr].start:
                self._edited(self.session.join_turn(place))
            return True
        after = self.text[place : turns[nr + 1].start] if nr + 1 < len(turns) else self.text[place:]
        if step > 0 and not after.strip():
            if nr + 1 < len(turns):
                self.session.join_turn(turns[nr + 1].start)
                self._edited(place)
            return True
        return False

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Letters are typed: they are no keys of the screen."""
        return character is not None and character.isprintable()

    async def _on_key(self, event: events.Key) -> None:
        """Type what can be printed, and do at once what another key asks: a binding is only done when its key has been
        all the way up to the app, and letters that came with it in one burst would be typed before it.
        """
        printable = event.is_printable and event.character is not None
        if not printable and event.key not in EDITOR_ACTIONS:
            return
        event.stop()
        event.prevent_default()
        if printable:
            self.insert(event.character or "", typing=True)
        else:
            await self.run_action(EDITOR_ACTIONS[event.key])

    def _on_paste(self, event: events.Paste) -> None:
        """Put in what the terminal pastes."""
        event.stop()
        event.prevent_default()
        if event.text:
            self.insert(event.text.replace("\r\n", "\n").replace("\r", "\n"))

    def action_step_back(self) -> None:
        """Drop the selection; without one, ask to leave."""
        if self.selection_span() is not None:
            self.clear_selection()
        else:
            self.post_message(self.Left(self))

    def action_copy(self) -> None:
        """Copy what is selected."""
        span = self.selection_span()
        if span is not None:
            self.app.copy_to_clipboard(self.text[span[0] : span[1]])

    def action_cut(self) -> None:
        """Copy what is selected, and delete it."""
        if self.selection_span() is not None:
            self.action_copy()
            self.action_erase("character", -1)

    def action_paste(self) -> None:
        """Put in what was copied in the program."""
        if self.app.clipboard:
            self.insert(self.app.clipboard)

    # -- turns and undo -------------------------------------------------------------------------------------------

    def split_turn(self, speaker: str | None) -> None:
        """Cut the turn at the caret. Raises ValueError where that leaves a side without words."""
        self._edited(self.session.split_turn(self._caret, speaker))

    def join_turn(self) -> None:
        """Join the turn at the caret to the one before. Raises ValueError for the first turn."""
        self._edited(self.session.join_turn(self._caret))

    def set_speaker(self, speaker: str) -> None:
        """Say who speaks in the turn at the caret. Raises ValueError where there is none."""
        nr = self.session.turn_at(self._caret)
        into = self._caret - self.session.turns[nr].text_start if nr >= 0 else 0
        self._edited(self.session.set_speaker(self._caret, speaker) + max(0, into))

    def undo(self) -> bool:
        """Take the last step back; False where there is none."""
        return self._went(self.session.undo(self._caret))

    def redo(self) -> bool:
        """Bring a step back; False where there is none."""
        return self._went(self.session.redo(self._caret))

    def _went(self, caret: int | None) -> bool:
        if caret is None:
            return False
        self._edited(caret)
        return True
