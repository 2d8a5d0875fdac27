"""The document as a whole in the reading screen: copy a quote of it, mark it as finished, print it."""

from __future__ import annotations

from cmo_coder.messages import _
from cmo_coder.model.errors import UserError
from cmo_coder.model.study import ProgressState
from cmo_coder.store.study import set_progress
from cmo_coder.tui.screens.read_fragments import FragmentActs


class CodingScreen(FragmentActs):
    """All acts of the reading screen; `ReadScreen` shows what they do."""

    def do_copy(self) -> None:
        """Copy the marked words with their reference."""
        words = self.marked()
        if words is None or self.document is None:
            return
        text = self.document.text[words.start : words.end]
        turn = self.document.turn_at(words.start)
        speaker = self.document.speaker_of(turn) if turn is not None else None
        who = self.pseudonyms().get(speaker.respondent_id or "", speaker.label) if speaker is not None else ""
        place = [who, self.document.document.title, _("turn {nr}").format(nr=turn.nr) if turn is not None else ""]
        self.cmo.copy_to_clipboard(f"“{text}” ({', '.join(part for part in place if part)})")
        self.cmo.tell(_("{n} words copied; sent to the terminal's clipboard").format(n=len(text.split())))

    def do_finished(self) -> None:
        """Mark the document as finished, or as begun again."""
        assert self.document is not None and self.session.coder is not None
        state = ProgressState.BEGUN if self.is_finished() else ProgressState.FINISHED
        set_progress(self.session.project, self.document.document.id, self.session.coder.id, state)
        self.show_all()

    def do_edit(self) -> None:
        """Put the transcript right, from the caret on."""
        from cmo_coder.tui.screens.edit import EditScreen

        assert self.document is not None
        document_id, caret = self.document.document.id, self.reader.caret
        screen = self.cmo.show("edit")
        assert isinstance(screen, EditScreen)
        screen.open_document(document_id, caret)

    def do_print(self) -> None:
        """Write the transcript with its codes in the margin."""
        from cmo_coder.tui.screens.printing import print_transcript

        try:
            print_transcript(self)
        except UserError as error:
            self.cmo.warn(str(error))
