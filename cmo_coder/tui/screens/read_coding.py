"""Coding in the reading screen: what the role keys do. Every act is one change; only its rows are repainted."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_coder.messages import N_, _
from cmo_coder.model.base import new_id
from cmo_coder.model.claims import Claim
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.fragments import Coding
from cmo_coder.realist.words import word
from cmo_coder.store.claims import tag
from cmo_coder.store.codes import add_code
from cmo_coder.text.spans import Span
from cmo_coder.tui.commands import REGISTRY
from cmo_coder.tui.screens.alike import warn_of_alike
from cmo_coder.tui.screens.dialogs import NEW, AskText, Choice, Pick
from cmo_coder.tui.screens.read_claims import ClaimActs

MOST_RECENT = 9
IN_VIVO_LENGTH = 60
"""Code points of the words that an in-vivo code keeps as its name."""

ROLE_COMMANDS = {
    CodeType.C: "read.c",
    CodeType.I: "read.i",
    CodeType.M_RES: "read.r",
    CodeType.M_RED: "read.m",
    CodeType.O: "read.o",
}
"""The command that gives each role: the dialog names the role in the words of the footer."""


class CodingActs(ClaimActs):
    """What the keys that put a code on words do."""

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
                self.not_coded()
                return
            with self.cmo.errors_shown():
                if value.startswith(NEW):
                    self._put_new(value[len(NEW) :], new_type, words)
                else:
                    self.put_code(self.codes[value], words)

        new = _("ctrl+s: a new code with this name")
        dialog = Pick(f"{question}\n“{shown}”", choices, new=new)
        self.cmo.push_screen(dialog.keep_clear(self.lines_of(words)), chosen)

    def not_coded(self) -> None:
        """No code was chosen after all: what it was to be chosen for is forgotten."""

    def _put_new(self, name: str, type_: CodeType, words: Span) -> None:
        project = self.session.project
        with project.change("code.new", N_("Code {name} made while coding"), name=name):
            code = add_code(project, Code(id=new_id(), name=name, type=type_))
            self.codes[code.id] = code
            coding, claim = self._tag(code, words)
        self.after_coding(code, coding, claim)
        warn_of_alike(self.cmo, code, self.codes.values())

    def put_code(self, code: Code, words: Span | None = None) -> None:
        """Put a code on the marked words; with a claim open they go into its slot too."""
        words = words or self.marked()
        if words is not None and self.document is not None:
            coding, claim = self._tag(code, words)
            self.after_coding(code, coding, claim)

    def _tag(self, code: Code, words: Span) -> tuple[Coding, Claim | None]:
        """Have the change made; it is shown afterwards."""
        assert self.document is not None
        claim = self.open_claim.claim if self.open_claim is not None else None
        return tag(
            self.session.project,
            self.document.document.id,
            words.start,
            words.end,
            code,
            claim=claim,
            new_claim=self.claim_opened and claim is None,
        )

    def after_coding(self, code: Code, coding: Coding, claim: Claim | None) -> None:
        """Show a coding that was just made, and the claim that it went into."""
        self._used(code)
        with self.words_first():
            self.reader.clear_selection()
            self.show_fragment(coding.fragment_id)
            span = self.fragments.get(coding.fragment_id)
            if span is not None and self.reader.caret == span.end:
                self.reader.move_to(span.end - 1)  # in the words, so that what comes next is about them
            # Said beside the words: a message in the corner has the whole screen laid out anew, twice for every code.
            # With a claim open its slots say it.
            self.said = (coding.id, f"{word(code.type)} · {code.name}") if claim is None else None
            self._take_claim(claim)
            self.shown_is_up_to_date()
        self.count_later()

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
                self.complete()
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

        dialog = AskText(_("Name of the code, in the respondent's words"), name, needed=True)
        self.cmo.push_screen(dialog.keep_clear(self.lines_of(words)), given)
