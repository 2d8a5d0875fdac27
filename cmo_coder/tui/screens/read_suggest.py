"""Suggestions in the reading screen: `s` goes to the next one. What is learned is learned in a worker."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from textual import work

from cmo_coder.messages import N_, _
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.realist.words import word
from cmo_coder.tui.screens.read_load import DocumentShown
from cmo_coder.tui.screens.suggest import SuggestDialog, SuggestionShown

if TYPE_CHECKING:
    from cmo_coder.suggest.suggester import Proposal, Suggester
    from cmo_coder.suggest.value import WordReason

ROLE_COMMANDS = {"c": "c", "i": "i", "r": "r", "m": "m", "o": "o", "t": "code"}
HIDDEN = N_("You code this document blind: suggestions are hidden until everybody who codes it is done.")
QUOTE_LENGTH = 60
MOST_WORDS = 6
RELEARN_AFTER = 25
"""After so many changes of the project everything is learned anew, beside what is known already."""


class SuggestActs(DocumentShown):
    """What `s` does."""

    def __init__(self) -> None:
        super().__init__()
        self._suggester: Suggester | None = None
        self._learned_at = -1
        self._learned_for: str | None = None
        self._learning = False
        self._passed: set[tuple[str, int, int]] = set()

    def suggestions_hidden(self) -> str:
        """Why no suggestions are shown now; empty where they may be. Blind coding hides them."""
        if not self.cmo.settings.suggestions:
            return _("Suggestions are off (settings, g i).")
        document = self.document
        return _(HIDDEN) if document and self.session.project.works_blind(document.document.id) else ""

    def do_suggest(self) -> None:
        """To the suggestion for the marked words, or to the next one from the caret on."""
        reason = self.suggestions_hidden()
        if reason:
            self.cmo.warn(reason)
            return
        self.complete()
        coder = self.session.coder
        version = self.session.project.data_version()
        if self._suggester is not None and self._learned_for == (coder.id if coder else None):
            if version - self._learned_at > RELEARN_AFTER and not self._learning:
                self._start_learning(show=False)
            self._show_suggestion()
        elif not self._learning:
            self.cmo.tell(_("Learning from the codebook and the codings so far …"))
            self._start_learning(show=True)

    def _start_learning(self, *, show: bool) -> None:
        coder = self.session.coder
        self._learning = True
        self._learned_for = coder.id if coder else None
        self._learn(show)

    @work(thread=True, exclusive=True, group="suggest")
    def _learn(self, show: bool) -> None:
        from cmo_coder.suggest.suggester import suggester_of

        project = self.session.project
        try:
            version = project.data_version()
            with project.read() as reading:
                made = suggester_of(reading)
        except Exception:
            self.app.call_from_thread(self._not_learned)
            raise
        self.app.call_from_thread(self._take_learned, made, version, show)
        # Probabilities need whole documents left out, which takes longer: they come when they are there.
        self.app.call_from_thread(self._take_learned, made.calibrated(), version, False)

    def _not_learned(self) -> None:
        self._learning = False

    def _take_learned(self, made: Suggester, version: int, show: bool) -> None:
        self._suggester, self._learned_at, self._learning = made, version, False
        if show and self.is_current:
            self._show_suggestion()

    # Showing

    def _open_proposals(self) -> list[Proposal]:
        """The proposals that are still to be decided on in this document, in the order of the text."""
        from cmo_coder.suggest.suggester import shown

        assert self._suggester is not None and self.document is not None
        me = self.session.coder.id if self.session.coder else None
        coded = [
            (one.start, one.end)
            for one in self.fragments.values()
            if me is None or any(coding.coder_id == me for coding in one.codings)
        ]
        found = shown(self._suggester.proposals(self.document), coded, self.cmo.settings.suggestion_threshold / 100)
        document_id = self.document.document.id
        return [one for one in found if (document_id, one.start, one.end) not in self._passed]

    def _show_suggestion(self, step: int = 0, *, start: int | None = None) -> None:
        if self.document is None or self._suggester is None:
            return
        selection = self.reader.selection
        marked = self.marked() if selection is not None and start is None else None
        open_ = self._open_proposals()
        if marked is not None:
            proposal, number, of = self._suggester.proposal(self.document, marked.start, marked.end), 0, 0
        else:
            at = self.reader.sentence_at(self.reader.caret)[0] if start is None else start
            nr = next((nr for nr, one in enumerate(open_) if one.start >= at), None)
            if nr is not None and step:
                nr += step
            if nr is None or not 0 <= nr < len(open_):
                self._none_here(len(open_))
                return
            proposal, number, of = open_[nr], nr + 1, len(open_)
        if not proposal.codes:
            self._none_here(len(open_))
            return
        # Before selecting, which then finds nothing to scroll for.
        above = self.reader.show_near_top(proposal.start)
        self.reader.select(proposal.start, proposal.end)
        self.cmo.push_screen(
            SuggestDialog(self._panel_of(proposal, number, of), below=above), lambda done: self._done(done, proposal)
        )

    def _none_here(self, left: int) -> None:
        if left:
            self.cmo.tell(_("No suggestion from here on; {n} earlier in this document.").format(n=left))
        else:
            self.cmo.tell(_("Nothing here is sure enough to suggest (the threshold stands in the settings, g i)."))

    def _panel_of(self, proposal: Proposal, number: int, of: int) -> SuggestionShown:
        assert self.document is not None and self._suggester is not None
        text = self.document.text[proposal.start : proposal.end]
        codes = tuple(
            (one.code, self.codes[one.code].name, one.confidence) for one in proposal.codes if one.code in self.codes
        )
        probability = self._suggester.probability(proposal.codes[0].confidence)
        return SuggestionShown(number, of, codes, probability, self._roles(text), lambda id_: self._why(proposal, id_))

    def _roles(self, text: str) -> str:
        assert self._suggester is not None
        found = self._suggester.role_of(text)
        cues = list(dict.fromkeys(text[one.start : one.end].lower() for one in found.cues))[:4]
        if not cues:
            return ""
        roles = [one.role for one in found.roles]
        parts = [_("Role: {first} or {second}").format(first=roles[0], second=roles[1])]
        parts.append(_("cues: {words}").format(words=", ".join(cues)))
        if found.status is not None:
            parts.append(word(found.status))
        if found.sign in ("+", "-"):
            parts.append(found.sign)
        return " · ".join(parts)

    def _why(self, proposal: Proposal, code_id: str) -> str:
        """The reasons for a code: coded fragments, words, the definition. Only what speaks for it is named."""
        assert self.document is not None and self._suggester is not None
        passage, found = self._suggester.explain(self.document, proposal, code_id)
        lines = [_("Why {code}:").format(code=self.codes[code_id].name)]
        quotes = self._quotes([one.id for one in found.examples[:3] if one.contribution > 0.01])
        for one in found.examples[:3]:
            if one.id in quotes:
                like = _("like “{quote}”").format(quote=quotes[one.id])
                lines.append(f"  {one.contribution:+.2f}  {like}")
        if found.definition > 0.01:
            lines.append(f"  {found.definition:+.2f}  " + _("the codebook's own words on it"))
        if words := self._words(passage.text, found.words):
            lines.append("  " + _("words: {words}").format(words=words))
        return "\n".join(lines)

    def _words(self, text: str, words: tuple[WordReason, ...]) -> str:
        best = sorted(words, key=lambda one: -one.contribution)[:MOST_WORDS]
        return ", ".join(
            f"{text[one.start : one.end]} {one.contribution:+.2f}"
            for one in best
            if one.contribution > 0.01 and text[one.start].isalnum()
        )

    def _quotes(self, ids: list[str]) -> dict[str, str]:
        from cmo_coder.model.fragments import Fragment

        with self.session.project.read() as reading:
            found = reading.among(Fragment, "id", ids)
        return {one.id: shorten(one.quote, QUOTE_LENGTH, placeholder=" …") for one in found}

    # Deciding

    def _done(self, done: str | None, proposal: Proposal) -> None:
        if done is None:
            self.reader.clear_selection()
            return
        what, _space, value = done.partition(" ")
        with self.cmo.errors_shown():
            if what == "take":
                self._take_proposal(proposal, value)
                self._show_suggestion(start=proposal.end)
            elif what == "refuse":
                self._refuse_proposal(proposal, value)
                self._show_suggestion(start=proposal.start)
            elif what == "role":
                self.reader.select(proposal.start, proposal.end)
                self.run_command(f"read.{ROLE_COMMANDS[value]}")
            else:
                self.reader.clear_selection()
                self._show_suggestion(-1 if what == "previous" else 1, start=proposal.start)

    def _suggestion(self, proposal: Proposal, code_id: str) -> Suggestion:
        """The row that keeps what becomes of a proposal; `code_id` is the one that was offered."""
        assert self.document is not None and self._suggester is not None
        made = self._suggester.provenance
        rank = next(nr for nr, one in enumerate(proposal.codes, start=1) if one.code == code_id)
        return Suggestion(
            id="",
            text_version_id=self.document.version.id,
            text_length=self.document.version.length,
            start=proposal.start,
            end=proposal.end,
            provider=made.provider,
            provider_version=made.version,
            code_id=code_id,
            score=proposal.codes[rank - 1].score,
            rank=rank,
            model=made.model,
            settings=made.settings,
        )

    def _take_proposal(self, proposal: Proposal, code_id: str) -> None:
        from cmo_coder.store.suggestions import accept_suggestion

        assert self.document is not None and self._suggester is not None
        code = self.codes[code_id]
        claim = self.open_claim.claim if self.open_claim is not None else None
        coding, claim = accept_suggestion(
            self.session.project,
            self._suggestion(proposal, code_id),
            code,
            claim=claim,
            new_claim=self.claim_opened and claim is None,
        )
        self.after_coding(code, coding, claim)
        self._suggester = self._suggester.with_coding(
            self.document, proposal.start, proposal.end, code_id, coding.fragment_id
        )

    def _refuse_proposal(self, proposal: Proposal, code_id: str) -> None:
        from cmo_coder.store.suggestions import reject_suggestion

        assert self.document is not None and self._suggester is not None
        name = self.codes[code_id].name
        reject_suggestion(self.session.project, self._suggestion(proposal, code_id), name)
        self._suggester = self._suggester.without_code(self.document, proposal.start, proposal.end, code_id)
        if (
            len(proposal.codes) == 1
            or self._suggester.proposal(self.document, proposal.start, proposal.end).codes[0].code == code_id
        ):
            self._passed.add((self.document.document.id, proposal.start, proposal.end))
        self.shown_is_up_to_date()
        self.reader.clear_selection()
