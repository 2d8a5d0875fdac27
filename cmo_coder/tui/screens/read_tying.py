"""Tying two marked fragments in one claim: the text's own connective proposes which, in which roles and which way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from textwrap import shorten
from typing import TYPE_CHECKING

from cmo_coder.messages import _
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import Claim
from cmo_coder.model.codes import Code
from cmo_coder.model.fragments import Fragment
from cmo_coder.realist.words import word
from cmo_coder.store.claim_suggestions import refuse, refused_for
from cmo_coder.store.tying import Tied, Unmarked, accept_link, tie
from cmo_coder.text.spans import Span
from cmo_coder.tui.screens.lacking_lines import tie_lines
from cmo_coder.tui.screens.letters import Letters
from cmo_coder.tui.screens.proposals import ProposalsDialog
from cmo_coder.tui.screens.read_lacking import ROLE_COMMANDS, LackingActs

if TYPE_CHECKING:
    from cmo_coder.store.documents import FullDocument
    from cmo_coder.suggest.tying import Mark, Tie

ABOUT_LENGTH = 60


class TyingActs(LackingActs):
    """Ties the fragment at the caret, or the marked words, to another fragment."""

    def __init__(self) -> None:
        super().__init__()
        self._tying: Tie | None = None
        """The link for whose marked words the coder chooses a code now: no fragment lies on them yet."""

    def do_tie(self) -> None:
        """Propose the fragments that the one at the caret, or the marked words, may be tied to."""
        if reason := self.suggestions_off():
            self.cmo.warn(reason)
            return
        document, words = self.document, self._words_to_tie()
        if document is None or words is None:
            self.cmo.warn(_("There is no fragment at the caret: go to one with ] or mark words."))
            return
        about = shorten(document.text[words.start : words.end], ABOUT_LENGTH, placeholder=" …")
        title = _("Tie “{words}” to").format(words=about)
        dialog = ProposalsDialog(title, _("Looking for connectives around these words …"))
        found: list[Tie] = []

        def decided(value: str | None) -> None:
            if value is not None:
                what, _space, nr = value.partition(" ")
                with self.cmo.errors_shown():
                    self._decide_tie(what, found[int(nr)])

        self.cmo.push_screen(dialog, decided)
        dialog.look(lambda: self._ties(dialog, document, words, found))

    def _words_to_tie(self) -> Span | None:
        """The marked words; without a selection those of the fragment at the caret."""
        if self.reader.selection is not None:
            return self.marked()
        focused = self._focused()
        one = self.fragments.get(focused) if focused is not None else None
        return Span(one.start, one.end) if one is not None else None

    def _ties(
        self, dialog: ProposalsDialog, document: FullDocument, words: Span, found: list[Tie]
    ) -> Callable[[], None]:
        """In a worker: look, and give what shows it."""
        from cmo_coder.suggest.tying import Mark, marks_in, ties_of

        coder, version = self.session.coder, document.version
        with self.session.project.read() as reading:
            marks = marks_in(reading, version.id)
            refused = refused_for(reading, coder.id if coder else None, "text_version_id", version.id)
        here = (one for one in marks if (one.start, one.end) == (words.start, words.end))
        about: Mark = next(here, Mark("", words.start, words.end))
        model = self.cmo.settings.language_model
        found += ties_of(document.text, version, about, marks, model, refused)

        def show() -> None:
            if not found:
                dialog.dismiss(None)
                self.cmo.tell(_("There is no other fragment in this document to tie it to."))
            else:
                dialog.show(*tie_lines(document.text, about, found))

        return show

    def _decide_tie(self, what: str, one: Tie) -> None:
        if what == "refuse":
            if one.row is None:
                self.cmo.warn(_("No connective proposed this: there is nothing to refuse."))
            else:
                refuse(self.session.project, one.row)
                self.shown_is_up_to_date()
                self.cmo.tell(_("Refused (u brings it back): this link is not proposed again."))
                self.do_tie()
        elif what == "other":
            self._ask_roles(replace(one, roles=(None, None)))
        else:
            self._ask_roles(one)

    def _ask_roles(self, one: Tie) -> None:
        """Ask for the role of each end that has none; then tie."""
        nr = next((nr for nr, role in enumerate(one.roles) if role is None), None)
        if nr is None:
            self._take_tie(one)
            return
        mark = (one.first, one.second)[nr]
        roles = {key: role for role, key in ROLE_COMMANDS.items()}

        def chosen(letter: str | None) -> None:
            if letter is not None:
                first, second = one.roles
                both = (roles[letter], second) if nr == 0 else (first, roles[letter])
                with self.cmo.errors_shown():
                    self._ask_roles(replace(one, roles=both))

        assert self.document is not None
        quote = shorten(self.document.text[mark.start : mark.end], ABOUT_LENGTH, placeholder=" …")
        question = _("Which role has “{words}”?").format(words=quote)
        self.cmo.push_screen(Letters(question, {key: word(role) for key, role in roles.items()}), chosen)

    def _take_tie(self, one: Tie) -> None:
        """Tie; words that no fragment lies on get a code first."""
        bare = next(((mark, role) for mark, role in _ends(one) if not mark.id), None)
        if bare is None:
            self._tie(one, None)
            return
        mark, role = bare
        self.reader.select(mark.start, mark.end)
        self._tying = one
        self.run_command(f"read.{ROLE_COMMANDS[role]}")

    def not_coded(self) -> None:
        """The words are not tied."""
        super().not_coded()
        self._tying = None

    def put_code(self, code: Code, words: Span | None = None) -> None:
        """Put a code on the marked words. Where they are to be tied to a fragment, both are one change."""
        one, self._tying = self._tying, None
        words = words or self.marked()
        bare = next((mark for mark, _role in _ends(one) if not mark.id), None) if one is not None else None
        if one is None or bare is None or words is None or (bare.start, bare.end) != (words.start, words.end):
            super().put_code(code, words)
        else:
            self._tie(one, code)

    def _tie(self, one: Tie, code: Code | None) -> None:
        project = self.session.project
        with project.read() as reading:
            ends: list[Tied | Unmarked] = []
            for mark, role in _ends(one):
                if mark.id:
                    ends.append(Tied(reading.get(Fragment, mark.id), role))
                elif code is not None and self.document is not None:
                    ends.append(Unmarked(self.document.document.id, mark.start, mark.end, code))
            claims = one.first.claims | one.second.claims
            into = self.open_claim.claim if self.open_claim is not None else None
            if into is None and len(claims) == 1:
                into = reading.get(Claim, next(iter(claims)))
        claim = tie(project, ends, into) if one.row is None else accept_link(project, one.row, ends, into)
        if code is not None:
            self._used(code)
        self.reader.clear_selection()
        self._take_claim(claim)
        self.show_all()
        self.cmo.tell(_("Tied in claim {number} (u takes it back)").format(number=claim.number))


def _ends(one: Tie) -> tuple[tuple[Mark, Role], ...]:
    """The two ends with their roles, where these are known."""
    both = ((one.first, one.roles[0]), (one.second, one.roles[1]))
    return tuple((mark, role) for mark, role in both if role is not None)
