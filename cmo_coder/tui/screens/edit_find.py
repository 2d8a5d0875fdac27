"""Finding words in the text that is being edited."""

from __future__ import annotations

from cmo_coder.messages import _
from cmo_coder.text.literal import places_of
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import AskText
from cmo_coder.tui.widgets.editor import Editor


class EditFind(StudyScreen):
    """Find words and select them, so that what is typed next comes in their place."""

    def __init__(self) -> None:
        super().__init__()
        self._sought = ""

    @property
    def editor(self) -> Editor:
        """The text."""
        return self.query_one(Editor)

    def do_find(self) -> None:
        """Ask for words and go to the next place where they stand."""

        def given(words: str | None) -> None:
            if words:
                self._sought = words
                self.do_find_next()

        question = _("Find in this text (ctrl+g: the next place)")
        self.cmo.push_screen(AskText(question, self._sought, keys=_("enter find · esc leave"), passing=True), given)

    def do_find_next(self) -> None:
        """Select the next place after the caret, or from the beginning on; case does not matter."""
        if not self._sought:
            self.do_find()
            return
        # Sought anew each time: the text is being changed.
        places = places_of(self._sought, self.editor.text, ignore_case=True)
        if not places:
            self.cmo.tell(_("'{words}' does not occur here.").format(words=self._sought))
            return
        nr = next((nr for nr, (start, _end) in enumerate(places) if start >= self.editor.caret), 0)
        self.editor.select(*places[nr])
        self.cmo.tell(_("Place {nr} of {n}").format(nr=nr + 1, n=len(places)))
