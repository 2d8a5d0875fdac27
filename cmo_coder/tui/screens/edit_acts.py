"""What the commands of the editor do: save, undo, turns and speakers, leaving, drafts."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.messages.dates import moment
from cmo_coder.model.documents import SpeakerKind
from cmo_coder.model.errors import UserError
from cmo_coder.store.documents import FullDocument, NewTurn, SpeakerIs
from cmo_coder.store.drafts import Draft, draft_of, drop_draft
from cmo_coder.store.versions import EditPlan, edit_text, planned_edit
from cmo_coder.text.editing import Editing
from cmo_coder.text.speakers import guess_role
from cmo_coder.tui.screens.dialogs import NEW, AskText, Choice, Confirm, Dialog, Pick
from cmo_coder.tui.screens.edit_find import EditFind
from cmo_coder.tui.widgets.editor import Editor, SpeakerShown

_KINDS = {"interviewer": SpeakerKind.INTERVIEWER, "respondent": SpeakerKind.RESPONDENT}


class EditActs(EditFind):
    """The acts of the editor; `EditScreen` shows what they do."""

    def __init__(self) -> None:
        super().__init__()
        self.document: FullDocument | None = None

    @property
    def unsaved(self) -> bool:
        """Whether something was changed and not saved."""
        return self.document is not None and self.editor.session.is_changed

    def keep_now(self) -> None:
        """Keep what is not saved as a draft."""
        raise NotImplementedError

    def open_document(self, document_id: str, caret: int = 0) -> None:
        """Edit a document."""
        raise NotImplementedError

    # Saving

    def do_save(self) -> None:
        """Say what will happen, ask why, and save."""
        document = self.document
        assert document is not None
        with self.session.project.read() as reading:
            plan = planned_edit(
                reading,
                document.document.id,
                self.editor.session.edits,
                turns=new_turns(self.editor.session),
                base=document.version.id,
            )
        why = _("Why was the text changed?")
        self.cmo.push_screen(AskText(f"{told(plan)}\n\n{why}", _("Transcript corrected")), self._save)

    def _save(self, reason: str | None) -> None:
        document, editor = self.document, self.editor
        if reason is None or document is None:
            return
        session, caret, project = editor.session, editor.caret, self.session.project
        speakers = {
            label: SpeakerIs(_KINDS.get(guess_role(label) or "", SpeakerKind.UNKNOWN)) for label in session.new_speakers
        }
        with self.cmo.errors_shown():
            plan = edit_text(
                project,
                document.document,
                session.edits,
                reason=reason.strip(),
                turns=new_turns(session),
                speakers=speakers,
                base=document.version.id,
            )
            drop_draft(project, document.document.id)
            self.document = None
            self.open_document(document.document.id, caret)
            lost = len(plan.fragments.lost)
            words = _("Saved as version {nr}.").format(nr=plan.after.nr)
            if lost:
                words += " " + ngettext(
                    "{n} coding waits for review (g n).", "{n} codings wait for review (g n).", lost
                ).format(n=lost)
            self.cmo.tell(words)

    # Undo in the editor

    def do_undo(self) -> None:
        """Take a step back."""
        if not self.editor.undo():
            self.cmo.tell(_("Nothing was changed here; a saved version is taken back with u, outside the editor."))

    def do_redo(self) -> None:
        """Bring a step back."""
        if not self.editor.redo():
            self.cmo.tell(_("There is nothing to redo."))

    # Turns

    def do_split(self) -> None:
        """Split the turn at the caret; ask who goes on speaking."""
        session, caret = self.editor.session, self.editor.caret
        nr = session.turn_at(caret)
        present = session.turns[nr].speaker if nr >= 0 else None
        if present is None and not session.speakers:
            self._split(None)
            return
        others = [label for label in session.speakers if label != present]
        labels = others + ([present] if present else [])
        self._ask_speaker(_("Who says what comes after the caret?"), labels, self._split)

    def _split(self, speaker: str | None) -> None:
        try:
            self.editor.split_turn(speaker)
        except ValueError:
            self.cmo.warn(_("Put the caret between two words of a turn: both halves need words."))

    def do_join(self) -> None:
        """Join the turn at the caret to the one before."""
        try:
            self.editor.join_turn()
        except ValueError:
            self.cmo.warn(_("There is no turn before this one."))

    def do_speaker(self) -> None:
        """Choose who speaks in the turn at the caret."""
        labels = list(self.editor.session.speakers)
        self._ask_speaker(_("Who speaks in this turn?"), labels, self._set_speaker)

    def _set_speaker(self, speaker: str | None) -> None:
        try:
            self.editor.set_speaker(speaker or "")
        except ValueError:
            self.cmo.warn(_("There is no turn at the caret."))

    def _ask_speaker(self, question: str, labels: list[str], then: Callable[[str], None]) -> None:
        shown = self.editor.speakers_shown
        choices = [
            Choice(label, label, shown[label].name if label in shown and shown[label].name != label else "")
            for label in labels
        ]

        def chosen(value: str | None) -> None:
            if value is None:
                return
            label = value.removeprefix(NEW)
            if value.startswith(NEW):
                self.editor.know_speaker(label, SpeakerShown(label, guess_role(label) == "interviewer"))
            then(label)

        self.cmo.push_screen(Pick(question, choices, new=_("or type the label of a new speaker")), chosen)

    # Leaving, and drafts

    def do_leave(self) -> None:
        """Back to reading; what is not saved is asked about."""
        document = self.document
        if document is None or not self.unsaved:
            self._leave()
            return

        def answered(what: str | None) -> None:
            if what == "save":
                self.do_save()
            elif what == "keep":
                self.keep_now()
                self._leave()
            elif what == "drop":
                drop_draft(self.session.project, document.document.id)
                self.document = None
                self._leave(document.document.id)

        self.cmo.push_screen(Leaving(), answered)

    def _leave(self, document_id: str | None = None) -> None:
        from cmo_coder.tui.screens.read import ReadScreen

        caret = self.editor.caret
        document_id = document_id or (self.document.document.id if self.document is not None else None)
        screen = self.cmo.show("read", trail=False)
        if isinstance(screen, ReadScreen) and document_id is not None:
            screen.open_document(document_id, caret)

    def offer_draft(self) -> None:
        """Where edits of this document were not saved, ask whether to go on with them."""
        document = self.document
        assert document is not None
        draft = draft_of(self.session.project, document.document.id)
        if draft is None:
            return
        if draft.version_id != document.version.id:
            self._offer_rest(draft)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.editor.session.take_up(draft.edits, draft.turns)
                self.editor.show_session(draft.caret)
                self.editor.post_message(Editor.Edited(self.editor))
            elif yes is False:
                drop_draft(self.session.project, document.document.id)
            else:
                self._leave()  # not decided: nothing may be typed over the draft

        question = _("Edits of this text were not saved ({when}). Go on with them? No drops them; esc decides later.")
        self.cmo.push_screen(Confirm(question.format(when=moment(draft.at)), no=_("No (n)")), answered)

    def _offer_rest(self, draft: Draft) -> None:
        """A draft made for an earlier version: what of it still fits is typed again."""
        document = self.document
        assert document is not None

        def answered(yes: bool | None) -> None:
            if yes:
                left = self.editor.session.type_again(draft.edits, self._text_of(draft.version_id))
                self.editor.show_session(self.editor.caret)
                self.editor.post_message(Editor.Edited(self.editor))
                if left:
                    n = len(left)
                    self.cmo.warn(
                        ngettext(
                            "{n} edit did not fit any more and was left out.",
                            "{n} edits did not fit any more and were left out.",
                            n,
                        ).format(n=n)
                    )
            if yes is None:
                self._leave()
            else:
                drop_draft(self.session.project, document.document.id)

        question = _(
            "Edits of an earlier version of this text were not saved ({when}). Make them again where they still fit? "
            "No drops them; esc decides later."
        )
        self.cmo.push_screen(Confirm(question.format(when=moment(draft.at)), no=_("No (n)")), answered)

    def _text_of(self, version_id: str) -> str:
        from cmo_coder.model.documents import TextVersion

        try:
            with self.session.project.read() as reading:
                return reading.text(reading.get(TextVersion, version_id).sha256)
        except UserError:
            return ""

    def why_not(self, command_id: str) -> str:
        """Why a command cannot be done now."""
        if command_id == "edit.leave":
            return ""
        if self.document is None:
            return _("Choose a document first: E in a transcript or in the documents.")
        if command_id == "edit.save" and not self.unsaved:
            return _("Nothing was changed.")
        return ""


class Leaving(Dialog[str]):
    """What to do with edits that were not saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,o", "answer('save')", show=False),
        Binding("k,b", "answer('keep')", show=False),
        Binding("d,w", "answer('drop')", show=False),
    ]
    OWN_KEYS = (
        ("s o", N_("save what was changed, as a new version")),
        ("k b", N_("keep it as a draft, for later")),
        ("d w", N_("drop it")),
    )
    ESCAPE = N_("stay in the editor")

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        with Vertical(classes="dialog"):
            yield Static(_("What you changed here is not saved."), classes="question", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Save (s)"), id="save", variant="primary")
                yield Button(_("Keep as draft (k)"), id="keep")
                yield Button(_("Drop (d)"), id="drop")
                yield Button(_("Go on (esc)"), id="on")

    def action_answer(self, what: str) -> None:
        """Close with an answer."""
        self.dismiss(what)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id if event.button.id != "on" else None)


def new_turns(session: Editing) -> list[NewTurn]:
    """The turns of a text being edited, as the store takes them."""
    return [
        NewTurn(one.start, one.end, one.text_start, one.speaker, one.time, one.leading, one.theory_shown)
        for one in session.turns
    ]


def told(plan: EditPlan) -> str:
    """What an edit does, in words."""
    n, words, lost = len(plan.edits), len(plan.fragments.reworded), len(plan.fragments.lost)
    parts = [ngettext("{n} change in the text.", "{n} changes in the text.", n).format(n=n)]
    if words:
        parts.append(ngettext("{n} coding gets other words.", "{n} codings get other words.", words).format(n=words))
    if lost:
        parts.append(
            ngettext(
                "{n} coding loses its words and will wait for review.",
                "{n} codings lose their words and will wait for review.",
                lost,
            ).format(n=lost)
        )
    else:
        parts.append(_("Every coding keeps words."))
    return " ".join(parts)
