"""Selecting, in the transcript itself, the words on which a fragment should sit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cmo_coder.messages import _
from cmo_coder.store.cases import respondents_of
from cmo_coder.store.coded_spans import coded_spans
from cmo_coder.store.codes import codes_of
from cmo_coder.store.documents import full_document
from cmo_coder.store.project import Project
from cmo_coder.store.review import Waiting
from cmo_coder.tui.read_values import reader_fragments, reader_turns
from cmo_coder.tui.screens.modal import Modal
from cmo_coder.tui.screens.moving_keys import moving_keys
from cmo_coder.tui.widgets.reader import Reader

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp

_SHOWN = 200
"""Code points of the old words above the transcript."""


class PlaceWords(Modal[tuple[int, int]]):
    """The transcript at the place where the words were; gives the selection (code points)."""

    DEFAULT_CSS = """
    PlaceWords { layout: vertical; background: $background; }
    PlaceWords #sought { height: auto; max-height: 4; padding: 0 1; background: $panel; }
    PlaceWords Reader { height: 1fr; }
    PlaceWords #keys { height: 1; padding: 0 1; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "give", show=False, priority=True),
        Binding("escape", "leave", show=False),
    ]

    def __init__(self, project: Project, sought: Waiting) -> None:
        super().__init__()
        self._project, self._sought = project, sought

    def compose(self) -> ComposeResult:
        """What is sought, the transcript, what to press."""
        quote = " ".join(self._sought.fragment.quote.split())
        quote = quote if len(quote) <= _SHOWN else quote[: _SHOWN - 1] + "…"
        cmo: CmoApp = self.app  # type: ignore[assignment]
        yield Static(_("On which words should this sit? “{quote}”").format(quote=quote), id="sought", markup=False)
        yield Reader(ascii=cmo.settings.ascii)
        yield Static(_("v, V, J or shift+arrows select · enter: on these words · esc: back"), id="keys", markup=False)

    def help_text(self) -> str:
        """What is asked here."""
        return _("Show in the transcript on which words the fragment should sit; its codes go along.")

    def help_lines(self) -> Sequence[str]:
        """What is seen where."""
        return (_("Above stands what the fragment said; the caret stands where it was."),)

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys."""
        return (
            *moving_keys(),
            ("V", _("mark the sentence; once more the paragraph, then the turn")),
            ("v", _("mark freely: from here to where you go")),
            (_("J K, shift+arrows"), _("mark by sentence, by letter and line")),
            ("enter", _("put the fragment on the marked words; with none marked: mark the sentence first")),
            ("esc", _("back; nothing is moved")),
        )

    def on_mount(self) -> None:
        """Show the transcript at the place."""
        found = full_document(self._project, self._sought.document.id)
        with self._project.read() as reading:
            spans = coded_spans(reading, found.version.id)
        codes = {code.id: code for code in codes_of(self._project)}
        pseudonyms = {one.id: one.pseudonym for one in respondents_of(self._project)}
        shown, _hidden = reader_fragments(spans, codes, ())
        reader = self.query_one(Reader)
        reader.load(found.text, reader_turns(found, pseudonyms), shown, self._sought.place)
        reader.focus()

    def action_give(self) -> None:
        """Take what is selected, or the sentence at the caret."""
        reader = self.query_one(Reader)
        if reader.selection is None:
            reader.select(*reader.sentence_at(reader.caret))
            self.notify(_("enter once more takes this sentence"), timeout=3, markup=False)
            return
        self.dismiss(reader.selection)

    def action_leave(self) -> None:
        """Back without an answer."""
        self.dismiss(None)
