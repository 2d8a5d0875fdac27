"""Editing a transcript with its codings in sight; saving makes a new version of the text."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.claims import SlotEvidence
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document, SpeakerKind
from cmo_coder.model.errors import UserError
from cmo_coder.store.cases import respondents_of
from cmo_coder.store.coded_spans import span_of
from cmo_coder.store.codes import codes_of
from cmo_coder.store.documents import FullDocument, full_document
from cmo_coder.store.drafts import keep_draft
from cmo_coder.store.fragments import CodedFragment, coded_fragments
from cmo_coder.text.editing import Editing, EditTurn
from cmo_coder.text.spans import Span
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.read_values import reader_fragment
from cmo_coder.tui.screens.edit_acts import EditActs
from cmo_coder.tui.widgets.editor import Editor, SpeakerShown
from cmo_coder.tui.widgets.reader_messages import CaretMoved
from cmo_coder.tui.widgets.reader_value import ReaderFragment

DRAFT_AFTER = 1.5
"""Seconds without a key after which what was typed is kept as a draft."""
_BESIDE, _SHORTEST = 60, 24
"""Code points that the warning takes beside the quote that it names, and the least that is left for that quote."""


class EditScreen(EditActs):
    """Put a transcript right; codings go along with their words."""

    ID = "edit"
    TITLE_TEXT = N_("Edit transcript")
    HELP = N_(
        "Type as in any editor. Every coding stays on its words: the line below says in which codings the caret "
        "stands, and warns when one loses its last word (it then waits for review, nothing is deleted). ctrl+s saves a "
        "new version of the text; the old one can always be read and put back. What is not saved is kept as a draft."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("edit.save", N_("Save"), N_("Save what was changed as a new version of the text"), footer=True),
        Command("edit.undo", N_("Take back"), N_("Take back the last step in the editor"), footer=True),
        Command("edit.find", N_("Find"), N_("Find words in the text and select them"), footer=True),
        Command("edit.redo", N_("Bring back"), N_("Bring back the step that was taken back")),
        Command("edit.split", N_("Split turn"), N_("Split the turn at the caret, for another speaker"), footer=True),
        Command("edit.join", N_("Join turn"), N_("Join the turn at the caret to the one before"), footer=True),
        Command("edit.speaker", N_("Speaker"), N_("Say who speaks in the turn at the caret"), footer=True),
        Command("edit.find_next", N_("Next place"), N_("Go to the next place of the words that were found")),
        Command("edit.leave", N_("Leave"), N_("Back to reading (esc); asks what to do with what is not saved")),
    )
    DEFAULT_CSS = """
    EditScreen Editor { height: 1fr; }
    EditScreen #strip { height: 2; padding: 0 1; background: $surface; }
    EditScreen #empty { padding: 1 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._wanted: tuple[str, int] | None = None
        self._timer: Timer | None = None
        self._state: tuple[int, str] | None = None
        self._codes: dict[str, Code] = {}
        self._fragments: dict[str, CodedFragment] = {}
        self._evidence: set[str] = set()

    # What is shown

    def footer_commands(self) -> list[tuple[Command, str]]:
        """Without the keys that are letters: here they are typed into the text."""
        shown = super().footer_commands()
        return [(command, why) for command, why in shown if command.where != "app" or command.id == "app.help"]

    def compose_body(self) -> ComposeResult:
        """The editor, and a strip on what happens to the codings."""
        yield Static(id="empty", markup=False)
        yield Editor(ascii=self.cmo.settings.ascii)
        yield Static(id="strip")

    def open_document(self, document_id: str, caret: int = 0) -> None:
        """Edit a document; where another one has edits that were not saved, these are kept as a draft."""
        self._wanted = (document_id, caret)
        if self.is_mounted:
            self.show_all()

    def refresh_data(self) -> None:
        """Load the wanted document; what is being edited stays, with the codings as they are now."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and (self.document is None or wanted[0] != self.document.document.id or not self.unsaved):
            self.keep_now()
            self._load(*wanted)
        elif self.document is not None and not self._is_gone(self.document.document):
            self._follow(self.document)
        self.query_one("#empty").display = self.document is None
        self.editor.display = self.query_one("#strip").display = self.document is not None
        if self.document is None:
            self.query_one("#empty", Static).update(
                _("Choose a document first: E in a transcript or in the documents.")
            )
        else:
            self.editor.focus()
            self.show_strip()

    def _is_gone(self, document: Document) -> bool:
        """Whether the document left the study while this screen was not shown; what was typed is kept as a draft."""
        with self.session.project.read() as reading:
            if reading.find(Document, id=document.id) is not None:
                return False
        self.keep_now()
        self.document = None
        self.cmo.warn(
            _("{title} is not in the study now: it was removed, or undone. What was typed in it is kept.").format(
                title=document.title
            )
        )
        return True

    def _follow(self, document: FullDocument) -> None:
        """Somebody may have coded, or saved another version, while this screen was not shown."""
        version = self.session.project.state()
        if version == self._state:
            return
        found = full_document(self.session.project, document.document.id)
        if found.version != document.version and not self.unsaved:
            self._load(document.document.id, self.editor.caret)
            return
        if found.version != document.version:
            self.cmo.warn(
                _("The text of {title} was changed meanwhile; leave and keep this as a draft, then open it again.")
            )
        self._state = version
        spans, fragments = self._coded(document.document.id)
        self.editor.fragments_changed(spans, fragments)

    def _load(self, document_id: str, caret: int) -> None:
        project = self.session.project
        self._state = project.state()
        self.document = found = full_document(project, document_id)
        labels = {one.id: one.label for one in found.speakers.values()}
        turns = [
            EditTurn(
                one.start,
                one.end,
                one.text_start,
                labels.get(one.speaker_id or ""),
                one.seconds,
                one.leading,
                one.theory_shown,
            )
            for one in found.turns
        ]
        spans, fragments = self._coded(document_id)
        session = Editing(found.text, turns, spans, sorted(labels.values()))
        self.editor.open(session, fragments, self._speakers_shown(found), caret)
        self.offer_draft()

    def _coded(self, document_id: str) -> tuple[list[Span], list[ReaderFragment]]:
        """The places of the fragments on the text in force, and the fragments as they are shown; in one order."""
        project = self.session.project
        with project.read() as reading:
            found = coded_fragments(reading, document_id)
            ids = [one.fragment.id for one in found]
            self._evidence = {one.fragment_id for one in reading.among(SlotEvidence, "fragment_id", ids)}
        codes = {code.id: code for code in codes_of(project)}
        self._codes = codes
        self._fragments = {one.fragment.id: one for one in found}
        shown = [
            reader_fragment(span_of(one.fragment, one.codings, evidence=one.fragment.id in self._evidence), codes, ())
            for one in found
        ]
        fragments = [one for one in shown if one is not None]
        return [Span(one.start, one.end) for one in fragments], fragments

    def _speakers_shown(self, document: FullDocument) -> dict[str, SpeakerShown]:
        pseudonyms = {one.id: one.pseudonym for one in respondents_of(self.session.project)}
        return {
            one.label: SpeakerShown(
                pseudonyms.get(one.respondent_id or "", one.label), one.kind is SpeakerKind.INTERVIEWER
            )
            for one in document.speakers.values()
        }

    def context_text(self) -> str:
        """Document, and whether something is not saved."""
        if self.document is None:
            return ""
        parts = [self.document.document.title]
        if self.unsaved:
            n = len(self.editor.session.edits)
            parts.append("● " + ngettext("{n} change not saved", "{n} changes not saved", n).format(n=n))
        return " · ".join(parts)

    def show_strip(self) -> None:
        """The codings at the caret; below them what lost its words."""
        here = [self._fragments[one.id] for one in self.editor.fragments_at(self.editor.caret)]
        names = dict.fromkeys(name for one in here for name in self._names(one))
        if names:
            first = Content.assemble((_("In: "), "dim"), ", ".join(names))
        elif here:
            first = Content(_("In a fragment without codes"))
        else:
            first = Content.styled(_("No coding at the caret"), "dim")
        self.query_one("#strip", Static).update(Content("\n").join([first, self._lost_line()]))

    def _names(self, one: CodedFragment) -> list[str]:
        names = [self._codes[coding.code_id].name for coding in one.codings if coding.code_id in self._codes]
        if one.fragment.id in self._evidence:
            names.append(_("evidence of a claim"))
        return names

    def _lost_line(self) -> Content:
        lost = self.editor.lost
        if not lost:
            return Content.styled(_("Every coding sits on its words."), "dim")
        first = self._fragments[lost[0].id]
        quote = " ".join(first.fragment.quote.split())
        room = max(_SHORTEST, self.size.width - _BESIDE)
        quote = quote if len(quote) <= room else quote[: room - 1] + "…"
        n = len(lost)
        text = ngettext(
            "! {n} coding loses its words: “{quote}” ({codes})",
            "! {n} codings lose their words: “{quote}” ({codes}), …",
            n,
        ).format(n=n, quote=quote, codes=", ".join(self._names(first)) or "-")
        return Content.styled(text, "bold $warning")

    @on(Editor.Edited)
    def _edited(self) -> None:
        self.refresh_title()
        self.show_strip()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(DRAFT_AFTER, self.keep_now)

    @on(Editor.CaretMoved)
    def _caret_moved(self, _event: CaretMoved) -> None:
        if self.document is not None:
            self.show_strip()

    @on(Editor.Left)
    def _left(self) -> None:
        self.run_command("edit.leave")

    def on_screen_suspend(self) -> None:
        """Another screen comes: what is not saved is kept."""
        if self.cmo.session is not None and self.unsaved:
            self.keep_now()

    def keep_now(self) -> None:
        """Keep what is not saved as a draft. That it could not be kept must not hold up the typing."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.document is None or not self.unsaved or self.cmo.session is None:
            return
        session = self.editor.session
        try:
            keep_draft(
                self.session.project,
                self.document.document.id,
                self.document.version.id,
                session.edits,
                session.turns,
                self.editor.caret,
            )
        except UserError as error:
            self.log.warning(str(error))
