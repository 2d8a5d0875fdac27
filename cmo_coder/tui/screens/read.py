"""Lezen & coderen: the transcript, the open claim, the codes at the caret, the codebook."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static, Tree

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document
from cmo_coder.store.codes import codes_of
from cmo_coder.store.documents import documents_of
from cmo_coder.store.review import waiting_fragments
from cmo_coder.store.study import progress_of
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.digits import digit_bindings
from cmo_coder.tui.screens.dialogs import Choice, Pick
from cmo_coder.tui.screens.read_coding import MOST_RECENT
from cmo_coder.tui.screens.read_tying import TyingActs
from cmo_coder.tui.widgets.claim_panel import ClaimPanel
from cmo_coder.tui.widgets.code_tree import CodeTree
from cmo_coder.tui.widgets.reader import Reader
from cmo_coder.tui.widgets.reader_messages import CaretMoved
from cmo_coder.tui.widgets.steady import Steady

CLAIM_KEYS = frozenset(("works", "works_not", "mixed", "status", "explicit", "phase", "level", "lacking", "drop_claim"))
"""What can only be done to an open claim."""


class ReadScreen(TyingActs):
    """Read a transcript, code it, build claims."""

    ID = "read"
    TITLE_TEXT = N_("Read & code")
    HELP = N_(
        "Mark words: v and the arrows, V for the sentence, the paragraph, the turn, J and K by sentence. "
        "Then c, i, r, m or "
        "o and two to four letters and enter name their role; t takes any code. Space opens a claim: what you tag "
        "then goes into its slots. Without a selection the sentence at the caret is meant."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *digit_bindings("recent", MOST_RECENT),
        *commands(
            Command("read.c", N_("Context"), N_("Tag the marked words as context"), footer=True),
            Command("read.i", N_("Intervention"), N_("Tag the marked words as intervention"), footer=True),
            Command("read.r", N_("Resource"), N_("Tag the marked words as mechanism: resource"), footer=True),
            Command("read.m", N_("Reasoning"), N_("Tag the marked words as mechanism: reasoning"), footer=True),
            Command("read.o", N_("Outcome"), N_("Tag the marked words as outcome"), footer=True),
            Command("read.claim", N_("Claim"), N_("Open or close a claim; on evidence: open its claim"), footer=True),
            Command(
                "read.code", N_("Code"), N_("Put any code on the marked words, found by a few letters"), footer=True
            ),
            Command("read.recent", N_("Recent code"), N_("Put one of the codes used last on the marked words")),
            Command("read.again", N_("Same again"), N_("Put the code used last on the marked words")),
            Command("read.in_vivo", N_("In-vivo code"), N_("Make a code of the marked words themselves")),
            Command("read.works", N_("Works (+)"), N_("The open claim says that it works")),
            Command("read.works_not", N_("Does not work (-)"), N_("The open claim says that it does not work")),
            Command("read.mixed", N_("Mixed (~)"), N_("The open claim says both")),
            Command(
                "read.status", N_("Status"), N_("How the respondent knows: experienced, observed, expected, hoped, ...")
            ),
            Command("read.explicit", N_("Literal?"), N_("The open claim: said literally, or interpreted")),
            Command("read.phase", N_("Phase"), N_("The open claim: inspire, implement, sustain")),
            Command("read.level", N_("Level"), N_("The open claim: nano, micro, meso, macro")),
            Command("read.leading", N_("Leading question"), N_("Mark the question at or before the caret as leading")),
            Command(
                "read.theory", N_("Theory shown"), N_("Mark the turn at the caret: the respondent was shown the theory")
            ),
            Command("read.uncode", N_("Remove"), N_("Take a code off the words at the caret"), footer=True),
            Command("read.start_out", N_("Start earlier"), N_("Move the start of the fragment one word back")),
            Command("read.start_in", N_("Start later"), N_("Move the start of the fragment one word on")),
            Command("read.end_in", N_("End earlier"), N_("Move the end of the fragment one word back")),
            Command("read.end_out", N_("End later"), N_("Move the end of the fragment one word on")),
            Command("read.details", N_("Details"), N_("The fragment at the caret: codes, claims, memos")),
            Command("read.memo", N_("Memo"), N_("Write a memo on the fragment at the caret, or on the document")),
            Command("read.copy", N_("Copy quote"), N_("Copy the marked words with their reference")),
            Command("read.find", N_("Find"), N_("Find words in this document"), footer=True),
            Command("read.find_next", N_("Next hit"), N_("Go to the next place found")),
            Command("read.find_previous", N_("Previous hit"), N_("Go to the previous place found")),
            Command("read.document", N_("Other document"), N_("Choose another document"), footer=True),
            Command("read.finished", N_("Finished"), N_("Mark this document as finished by you, or not")),
            Command("read.others", N_("Others"), N_("Show or hide what other coders did")),
            Command("read.panel", N_("Panel"), N_("Show or hide the panel with the claim and the codebook")),
            Command("read.tree", N_("Codebook panel"), N_("Go to the codebook in the panel, and back")),
            Command("read.edit", N_("Edit text"), N_("Put this transcript right; the codings go along")),
            Command("read.print", N_("Print"), N_("Write the transcript with its codes in the margin to a file")),
            Command("read.suggest", N_("Suggestions"), N_("To the next suggestion, or one for the marked words")),
            Command("read.alike", N_("Fragments like it"), N_("Coded fragments like these words, whoever coded them")),
            Command(
                "read.lacking",
                N_("What it lacks"),
                N_("The open claim: words for its empty slots, how the respondent knows, which way it goes"),
            ),
            Command(
                "read.tie",
                N_("Tie"),
                N_("Tie the fragment at the caret to another in one claim, as the connective between them says"),
            ),
            Command("read.beside", N_("Suggestions beside"), N_("Show suggestions beside the text, or no longer")),
            Command("read.drop_claim", N_("Delete claim"), N_("Delete the open claim; the words and codes stay")),
        ),
    ]
    DEFAULT_CSS = """
    ReadScreen #side { width: 40; padding: 0 0 0 1; }
    ReadScreen #here { height: 25%; min-height: 5; max-height: 12; border: round $panel; padding: 0 1; }
    ReadScreen CodeTree { height: 1fr; border: round $panel; background: $background; }
    ReadScreen CodeTree:focus { border: round $primary; }
    ReadScreen #strip { height: 2; padding: 0 1; background: $surface; }
    ReadScreen Reader { width: 1fr; }
    ReadScreen #empty { padding: 1 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._wanted: tuple[str, int] | None = None
        self._wanted_fragment: str | None = None

    # What is shown

    def compose_body(self) -> ComposeResult:
        """Reader, panel, strip."""
        yield Static(id="empty", markup=False)
        with Horizontal(id="desk"):
            reader = Reader(ascii=self.cmo.settings.ascii)
            reader.before_fragments = self.complete
            reader.without_fragment = self.take_offer
            yield reader
            with Vertical(id="side"):
                yield ClaimPanel(id="claim")
                yield Steady(id="here", fixed=True)
                yield CodeTree(id="tree")
        yield Steady(id="strip", fixed=True)

    def open_document(self, document_id: str, offset: int = 0, fragment_id: str | None = None) -> None:
        """Show a document at a place (code points), from another screen too."""
        self._wanted, self._wanted_fragment = (document_id, offset), fragment_id
        if self.is_mounted:
            self.show_all()

    def refresh_data(self) -> None:
        """Load the wanted document, or bring the shown one up to date; nothing is read where nothing has changed."""
        project = self.session.project
        if self.document is None and self._wanted is None and self.session.place is None and not self.is_current:
            return  # made ahead, and nobody knows yet what will be read
        state = (project.data_version(), self.hide_others, self.session.coder)
        if state == self._state and self._wanted is not None and self.document is not None:
            document_id, caret = self._wanted
            if document_id == self.document.document.id:
                self._wanted = None
                if caret != self.reader.caret:
                    self.reader.move_to(min(caret, self.document.version.length))
        if state != self._state or self._wanted is not None or self.document is None:
            self._read_again()
            self._state = state
        self._focus_wanted()
        self._arrange()
        self.show_place()

    def _focus_wanted(self) -> None:
        """Focus the fragment for which the document was opened."""
        wanted, self._wanted_fragment = self._wanted_fragment, None
        if wanted is not None and wanted not in self._shown:
            self.complete()
        if wanted in self._shown:
            self.reader.focus_fragment(wanted)

    def _read_again(self) -> None:
        project = self.session.project
        documents = documents_of(project)
        wanted, caret = self._wanted or self._last_place(documents)
        self._wanted = None
        self.codes = {code.id: code for code in codes_of(project)}
        self.recent = [one for one in self.recent if one in self.codes]  # not one that was undone or removed since
        self.query_one("#empty").display = not documents
        self.query_one("#desk").display = bool(documents)
        self.query_one("#strip").display = bool(documents)
        if documents:
            self._load(wanted, caret)
        else:
            self.document = None
            self.query_one("#empty", Static).update(
                _("There are no documents yet. Press g d to load interviews (Word, PDF, ODT, subtitles …).")
            )

    def _last_place(self, documents: tuple[Document, ...]) -> tuple[str, int]:
        known = {document.id for document in documents}
        if self.document is not None and self.document.document.id in known:
            return self.document.document.id, self.reader.caret
        place = self.session.place
        if place is not None and place.document_id in known:
            return place.document_id, place.caret
        return (documents[0].id, 0) if documents else ("", 0)

    def context_text(self) -> str:
        """Document, place and what is hidden."""
        if self.document is None:
            return ""
        parts = [self.document.document.title]
        if self.hidden:
            parts.append(
                ngettext("{n} coding by others hidden", "{n} codings by others hidden", self.hidden).format(
                    n=self.hidden
                )
            )
        with self.session.project.read() as reading:
            waiting = len(waiting_fragments(reading, self.document.document.id))
            finished = self.is_finished_in(reading)
        if waiting:
            parts.append(ngettext("! {n} to review (g n)", "! {n} to review (g n)", waiting).format(n=waiting))
        if finished:
            parts.append(_("finished"))
        return " · ".join(parts)

    @on(Reader.CaretMoved)
    def _caret_moved(self, event: CaretMoved) -> None:
        if self.document is not None:
            self.session.be_at(self.document.document.id, event.offset)
            self.follow_caret()

    @on(Reader.FragmentFocused)
    def _fragment_focused(self) -> None:
        if not self._place_comes:
            self.show_place()

    @on(Tree.NodeSelected)
    def _code_chosen(self, event: Tree.NodeSelected[Code]) -> None:
        if event.node.data is not None:
            with self.cmo.errors_shown():
                self.complete()
                self.put_code(event.node.data)

    # Moving

    def go_to_top(self) -> None:
        """`gg`."""
        self.reader.action_move("document", -1)

    def do_document(self) -> None:
        """Choose another document."""
        from cmo_coder.realist.words import word

        done = {(one.document_id, one.coder_id): one.state for one in progress_of(self.session.project)}
        mine = self.session.coder.id if self.session.coder else ""
        choices = [
            Choice(one.id, one.title, word(state) if (state := done.get((one.id, mine))) else "")
            for one in documents_of(self.session.project)
        ]
        self.cmo.push_screen(Pick(_("Which document?"), choices), lambda id_: self.open_document(id_) if id_ else None)

    def do_panel(self) -> None:
        """Show or hide the panel."""
        self._panel = not self.query_one("#side").display
        self._arrange()
        self.show_place()
        if not self._panel or self.reader.display:
            self.reader.focus()

    def do_tree(self) -> None:
        """To the codebook in the panel, or back to the text."""
        tree = self.query_one(CodeTree)
        if tree.has_focus:
            self.reader.focus()
            return
        if not self.query_one("#side").display:
            self.do_panel()
        self.show_tree()
        tree.focus()

    def do_others(self) -> None:
        """Show or hide what others did."""
        self.hide_others = not self.hide_others
        self.show_all()

    # Commands that cannot be done

    def why_not(self, command_id: str) -> str:
        """Why a command cannot be done now."""
        if self.document is None:
            return _("Load a document first (g d).")
        name = command_id.partition(".")[2]
        if name in CLAIM_KEYS and self.open_claim is None:
            return _("Open a claim first (space).")
        if name in ("again", "recent") and not self.recent:
            return _("No code was used yet in this session.")
        if name in ("find_next", "find_previous") and not self._marks:
            return _("Find something first (/).")
        if name == "finished" and self.session.coder is None:
            return _("Say first who you are (F9).")
        return ""
