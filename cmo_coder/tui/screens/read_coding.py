"""Coding in the reading screen: what the keys do to the study. Every act is one change; only its rows are repainted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cmo_coder.messages import N_, _
from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import Claim, EpistemicStatus, Polarity, SlotEvidence
from cmo_coder.model.codes import Code, CodeStatus, CodeType
from cmo_coder.model.errors import UserError
from cmo_coder.model.fragments import Coding
from cmo_coder.model.study import ProgressState
from cmo_coder.realist.profiles import slot_order
from cmo_coder.realist.words import word
from cmo_coder.store.cases import respondents_of
from cmo_coder.store.claims import FullClaim, claims_of_fragment, edit_claim, full_claims, remove_claim, tag
from cmo_coder.store.codes import add_code
from cmo_coder.store.documents import FullDocument
from cmo_coder.store.fragments import CodedFragment, resize, uncode
from cmo_coder.store.study import coders_of, progress_of, set_progress
from cmo_coder.text.spans import Span, trimmed
from cmo_coder.text.words import next_word, previous_word
from cmo_coder.tui.commands import REGISTRY
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import NEW, AskText, Choice, Confirm, Pick
from cmo_coder.tui.widgets.reader import Reader

MOST_RECENT = 9
IN_VIVO_LENGTH = 60
"""Code points of the words that an in-vivo code keeps as its name."""

STATUS_KEYS = {
    "e": EpistemicStatus.EXPERIENCED,
    "w": EpistemicStatus.OBSERVED,
    "v": EpistemicStatus.EXPECTED,
    "h": EpistemicStatus.HOPED,
    "z": EpistemicStatus.HEARSAY,
    "n": EpistemicStatus.UNDETERMINED,
}
"""The letter after `e` (decisions: the keymap)."""

ROLE_COMMANDS = {
    CodeType.C: "read.c",
    CodeType.I: "read.i",
    CodeType.M_RES: "read.r",
    CodeType.M_RED: "read.m",
    CodeType.O: "read.o",
}
"""The command that gives each role: the dialog names the role in the words of the footer."""


class CodingScreen(StudyScreen):
    """The coding half of the reading screen; `ReadScreen` shows what it does."""

    def __init__(self) -> None:
        super().__init__()
        self.document: FullDocument | None = None
        self.codes: dict[str, Code] = {}
        self.fragments: dict[str, CodedFragment] = {}
        self.evidence_ids: set[str] = set()
        self.open_claim: FullClaim | None = None
        self.claim_opened = False
        self.recent: list[str] = []
        self._coders: dict[str, str] = {}

    @property
    def reader(self) -> Reader:
        """The transcript."""
        return self.query_one(Reader)

    def show_fragment(self, fragment_id: str) -> None:
        """Show one fragment as it is in the project now."""
        raise NotImplementedError  # ReadScreen does it

    def show_place(self) -> None:
        """Show the claim and the codes at the caret."""
        raise NotImplementedError  # ReadScreen does it

    def shown_is_up_to_date(self) -> None:
        """Say that what was changed is on the screen already."""
        raise NotImplementedError  # ReadScreen does it

    def active_codes(self) -> list[Code]:
        """The codes that are offered while coding."""
        return [code for code in self.codes.values() if code.status is CodeStatus.ACTIVE]

    def pseudonyms(self) -> dict[str, str]:
        """The pseudonyms of the respondents, by id."""
        return {one.id: one.pseudonym for one in respondents_of(self.session.project)}

    def is_finished(self) -> bool:
        """Whether this coder has finished this document."""
        coder, document = self.session.coder, self.document
        if coder is None or document is None:
            return False
        return any(
            one.document_id == document.document.id and one.coder_id == coder.id and one.state == "finished"
            for one in progress_of(self.session.project)
        )

    @property
    def slot_order(self) -> tuple[Role, ...]:
        """The slots as the study's profile orders them."""
        return slot_order(self.session.study.profile)

    def coder_name(self, coder_id: str | None) -> str:
        """The name of a coder."""
        if coder_id is not None and coder_id not in self._coders:
            self._coders = {coder.id: coder.name for coder in coders_of(self.session.project)}
        return self._coders.get(coder_id or "", "-")

    # Claims

    def load_claims(self) -> None:
        """Which fragments of this document are evidence, and the open claim as it is now."""
        with self.session.project.read() as reading:
            words = reading.among(SlotEvidence, "fragment_id", self.fragments)
            self.evidence_ids = {one.fragment_id for one in words}
            if self.open_claim is not None:
                present = reading.find(Claim, id=self.open_claim.claim.id)
                self.open_claim = full_claims(reading, [present])[0] if present else None
                self.claim_opened = self.open_claim is not None

    def respondent_of_claim(self) -> str:
        """Whose claim is open."""
        if self.open_claim is None or self.open_claim.claim.respondent_id is None:
            return ""
        return self.pseudonyms().get(self.open_claim.claim.respondent_id, "")

    def _show_claim(self, claim: Claim | None) -> None:
        if claim is not None:
            with self.session.project.read() as reading:
                self.open_claim = full_claims(reading, [reading.get(Claim, claim.id)])[0]
            self.claim_opened = True
        self.show_place()

    def do_claim(self) -> None:
        """Open a claim (the one at the caret, or a new one), or close the open one."""
        if self.claim_opened:
            self.claim_opened, self.open_claim = False, None
            self.show_place()
            return
        at_caret = self._claims_here() if self.reader.selection is None else ()
        if at_caret:
            self._show_claim(at_caret[0])
        else:
            self.claim_opened = True
            self.show_place()

    def _claims_here(self) -> tuple[Claim, ...]:
        focused = self.reader.focused_fragment
        found = [focused] if focused is not None else list(self.reader.fragments_at(self.reader.caret))
        with self.session.project.read() as reading:
            return tuple(claim for one in found for claim in claims_of_fragment(reading, one.id))

    def _edit_claim(self, **fields: Any) -> None:
        assert self.open_claim is not None
        self._show_claim(edit_claim(self.session.project, self.open_claim.claim, **fields))

    def do_works(self) -> None:
        """The open claim says that it works."""
        self._edit_claim(polarity=Polarity.WORKS)

    def do_works_not(self) -> None:
        """The open claim says that it does not work."""
        self._edit_claim(polarity=Polarity.WORKS_NOT)

    def do_mixed(self) -> None:
        """The open claim says both."""
        self._edit_claim(polarity=Polarity.MIXED)

    def do_status(self) -> None:
        """How the respondent knows: one letter."""
        from cmo_coder.tui.screens.letters import Letters

        rows = {letter: word(status) for letter, status in STATUS_KEYS.items()}

        def chosen(letter: str | None) -> None:
            if letter is not None:
                with self.cmo.errors_shown():
                    self._edit_claim(status=STATUS_KEYS[letter])

        self.cmo.push_screen(Letters(_("How does the respondent know?"), rows), chosen)

    def do_drop_claim(self) -> None:
        """Delete the open claim, after a question."""
        claim = self.open_claim
        assert claim is not None

        def answered(yes: bool | None) -> None:
            if yes:
                with self.cmo.errors_shown():
                    remove_claim(self.session.project, claim.claim)
                    self.open_claim, self.claim_opened = None, False
                    self.show_all()

        question = _("Delete claim {number}? The words and their codes stay.").format(number=claim.claim.number)
        self.cmo.push_screen(Confirm(question), answered)

    # Tagging

    def do_c(self) -> None:
        """Context."""
        self._pick_role(CodeType.C)

    def do_i(self) -> None:
        """Intervention."""
        self._pick_role(CodeType.I)

    def do_r(self) -> None:
        """Mechanism: resource."""
        self._pick_role(CodeType.M_RES)

    def do_m(self) -> None:
        """Mechanism: reasoning."""
        self._pick_role(CodeType.M_RED)

    def do_o(self) -> None:
        """Outcome."""
        self._pick_role(CodeType.O)

    def _pick_role(self, type_: CodeType) -> None:
        choices = self._choices([code for code in self.active_codes() if code.type is type_])
        title = _(REGISTRY[ROLE_COMMANDS[type_]].title)
        self._pick(f"{title} ({word(type_)})", choices, type_)

    def do_code(self) -> None:
        """Any code."""
        self._pick(_("Which code?"), self._choices(self.active_codes(), with_type=True), CodeType.OPEN)

    def _choices(self, codes: Sequence[Code], *, with_type: bool = False) -> list[Choice]:
        order = {code_id: nr for nr, code_id in enumerate(self.recent)}
        ordered = sorted(codes, key=lambda code: order.get(code.id, len(order)))
        return [
            Choice(code.id, code.name, word(code.type) if with_type else "", (*code.aliases, code.definition))
            for code in ordered
        ]

    def _pick(self, question: str, choices: list[Choice], new_type: CodeType) -> None:
        words = self.marked()
        if words is None:
            self.cmo.warn(_("There are no words here to code."))
            return
        assert self.document is not None
        quote = self.document.text[words.start : words.end]
        shown = quote if len(quote) <= 120 else f"{quote[:80]} … {quote[-35:]}"

        def chosen(value: str | None) -> None:
            if value is None:
                return
            with self.cmo.errors_shown():
                if value.startswith(NEW):
                    self._put_new(value[len(NEW) :], new_type, words)
                else:
                    self.put_code(self.codes[value], words)

        new = _("enter on '+ new' or ctrl+s makes a code of what you typed")
        self.cmo.push_screen(Pick(f"{question}\n“{shown}”", choices, new=new), chosen)

    def _put_new(self, name: str, type_: CodeType, words: Span) -> None:
        project = self.session.project
        with project.change("code.new", N_("Code {name} made while coding"), name=name):
            code = add_code(project, Code(id=new_id(), name=name, type=type_))
            self.codes[code.id] = code
            self.put_code(code, words)

    def marked(self) -> Span | None:
        """The words that are meant: the selection without white space around it, or the sentence at the caret."""
        assert self.document is not None
        start, end = self.reader.selection or self.reader.sentence_at(self.reader.caret)
        return trimmed(self.document.text, Span(start, end)) if start < end else None

    def put_code(self, code: Code, words: Span | None = None) -> None:
        """Put a code on the marked words; with a claim open they go into its slot too."""
        words = words or self.marked()
        if words is None or self.document is None:
            return
        claim = self.open_claim.claim if self.open_claim is not None else None
        coding, claim = tag(
            self.session.project,
            self.document.document.id,
            words.start,
            words.end,
            code,
            claim=claim,
            new_claim=self.claim_opened and claim is None,
        )
        self._used(code)
        if claim is not None:
            self.evidence_ids.add(coding.fragment_id)
        self.reader.clear_selection()
        self.show_fragment(coding.fragment_id)
        self._show_claim(claim)
        self.shown_is_up_to_date()
        self._say_coded(code)

    def _say_coded(self, code: Code) -> None:
        # With a claim open its slots say it, and they stand where a message would.
        if self.open_claim is None:
            self.cmo.tell(f"{word(code.type)} · {code.name}")

    def _used(self, code: Code) -> None:
        self.recent = [code.id, *(one for one in self.recent if one != code.id)][:MOST_RECENT]

    def do_again(self) -> None:
        """The code used last."""
        self.put_code(self.codes[self.recent[0]])

    def action_recent(self, number: int) -> None:
        """One of the codes used last, by its digit."""
        reason = self.why_not("read.recent")
        if reason:
            self.cmo.warn(reason)
        elif number <= len(self.recent):
            with self.cmo.errors_shown():
                self.put_code(self.codes[self.recent[number - 1]])
        else:
            self.do_recent()

    def do_recent(self) -> None:
        """Say which codes the digits stand for."""
        names = [f"{nr} {self.codes[id_].name}" for nr, id_ in enumerate(self.recent, start=1)]
        self.cmo.tell(_("Recent codes: {names}").format(names=", ".join(names)))

    def do_in_vivo(self) -> None:
        """A code of the marked words themselves."""
        words = self.marked()
        if words is None:
            return
        assert self.document is not None
        name = " ".join(self.document.text[words.start : words.end].split())[:IN_VIVO_LENGTH]

        def given(text: str | None) -> None:
            if text and text.strip():
                with self.cmo.errors_shown():
                    self._put_new(text.strip(), CodeType.OPEN, words)

        self.cmo.push_screen(AskText(_("Name of the code, in the respondent's words"), name, needed=True), given)

    # Fragments

    def _focused(self) -> str | None:
        focused = self.reader.focused_fragment
        if focused is not None:
            return focused.id
        here = self.reader.fragments_at(self.reader.caret)
        return here[0].id if here else None

    def do_uncode(self) -> None:
        """Take a code off the fragment at the caret; with several, ask which."""
        fragment_id = self._focused()
        if fragment_id is None:
            self.cmo.warn(_("There is no code at the caret."))
            return
        codings = self.fragments[fragment_id].codings
        mine = self.session.coder.id if self.session.coder else None
        own = [coding for coding in codings if coding.coder_id == mine] or list(codings)
        if len(own) == 1:
            self._uncode(own[0])
            return
        choices = [
            Choice(coding.id, self.codes[coding.code_id].name, self.coder_name(coding.coder_id)) for coding in own
        ]
        by_id = {coding.id: coding for coding in own}
        self.cmo.push_screen(
            Pick(_("Which code comes off?"), choices), lambda id_: self._uncode(by_id[id_]) if id_ else None
        )

    def _uncode(self, coding: Coding) -> None:
        with self.cmo.errors_shown():
            uncode(self.session.project, coding)
            self.show_fragment(coding.fragment_id)
            self.show_place()
            self.cmo.tell(_("Taken off: {name} (u brings it back)").format(name=self.codes[coding.code_id].name))

    def do_start_out(self) -> None:
        """Start one word earlier."""
        self._resize(lambda text, start, end: (previous_word(text, start), end))

    def do_start_in(self) -> None:
        """Start one word later."""
        self._resize(lambda text, start, end: (next_word(text, start), end))

    def do_end_in(self) -> None:
        """End one word earlier."""
        self._resize(lambda text, start, end: (start, _end_before(text, start, end)))

    def do_end_out(self) -> None:
        """End one word later."""
        self._resize(lambda text, start, end: (start, _end_after(text, end)))

    def _resize(self, moved: Callable[[str, int, int], tuple[int, int]]) -> None:
        fragment_id = self._focused()
        if fragment_id is None or self.document is None:
            self.cmo.warn(_("There is no fragment at the caret."))
            return
        fragment = self.fragments[fragment_id].fragment
        start, end = moved(self.document.text, fragment.start, fragment.end)
        if start >= end:
            return
        after = resize(self.session.project, fragment, start, end)
        self.show_fragment(after.id)
        if after.start <= self.reader.caret < after.end:
            self.reader.focus_fragment(after.id)
        self.show_place()

    def do_details(self) -> None:
        """The fragment at the caret with its codes, claims and memos."""
        from cmo_coder.tui.screens.fragment import FragmentDetails

        fragment_id = self._focused()
        if fragment_id is None:
            self.cmo.warn(_("There is no fragment at the caret."))
            return

        def chosen(claim_id: str | None) -> None:
            if claim_id is not None:
                with self.session.project.read() as reading:
                    claim = reading.get(Claim, claim_id)
                self._show_claim(claim)

        self.cmo.push_screen(FragmentDetails(self.session.project, fragment_id), chosen)

    def do_memo(self) -> None:
        """A memo on the fragment at the caret, or on the document."""
        from cmo_coder.store.memos import add_memo

        assert self.document is not None
        fragment_id = self._focused()
        on = ("fragment", fragment_id) if fragment_id else ("document", self.document.document.id)
        question = _("Memo on this fragment") if fragment_id else _("Memo on this document")

        def given(text: str | None) -> None:
            if text and text.strip():
                with self.cmo.errors_shown():
                    add_memo(self.session.project, text, [on])
                    self.cmo.tell(_("Memo saved."))

        self.cmo.push_screen(AskText(question, lines=True), given)

    # The document as a whole

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

    def do_print(self) -> None:
        """Write the transcript with its codes in the margin."""
        from cmo_coder.tui.screens.printing import print_transcript

        try:
            print_transcript(self)
        except UserError as error:
            self.cmo.warn(str(error))


def _end_before(text: str, start: int, end: int) -> int:
    """The end of the word before the last one of `[start, end)`."""
    at = previous_word(text, end)
    while at > start and text[at - 1].isspace():
        at -= 1
    return at


def _end_after(text: str, end: int) -> int:
    """The end of the word after `end`."""
    at = end
    while at < len(text) and text[at].isspace():
        at += 1
    while at < len(text) and not text[at].isspace():
        at += 1
    return at
