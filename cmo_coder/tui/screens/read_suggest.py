"""Suggestions in the reading screen: `s` goes into them, tab and x decide on the one beside the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cmo_coder.messages import _
from cmo_coder.model.claims import Claim
from cmo_coder.model.codes import Code
from cmo_coder.model.fragments import Coding
from cmo_coder.store.suggestions import accept_suggestion, reject_suggestion
from cmo_coder.text.spans import Span
from cmo_coder.tui.screens.read_beside import LATER, BesideShown
from cmo_coder.tui.screens.suggest import SuggestDialog, SuggestionShown
from cmo_coder.tui.screens.suggest_words import code_name, how_sure, role_line, why_lines
from cmo_coder.tui.suggesting_jobs import Work

if TYPE_CHECKING:
    from cmo_coder.suggest.suggester import Proposal, Suggester

ROLE_COMMANDS = {"c": "c", "i": "i", "r": "r", "m": "m", "o": "o", "t": "code"}


class SuggestActs(BesideShown):
    """What is done with suggestions while reading."""

    def __init__(self) -> None:
        super().__init__()
        self._show_when_there = False
        self._judging: Proposal | None = None
        """The proposal for whose words the coder chooses a code of their own from the panel."""
        self._open_panel: tuple[SuggestDialog, Proposal] | None = None
        """What is asked now: how many there are and how sure comes while somebody looks at it."""

    # Going to one

    def do_suggest(self) -> None:
        """To the suggestion for the marked words, or to the next one from the caret on."""
        reason = self.suggestions_hidden()
        if reason:
            self.cmo.warn(reason)
            return
        self.complete()
        assert self.document is not None
        self.suggesting.on_change(self.suggestions_came)
        self.suggesting.want(self.document, self.reader.caret, whole=True)
        if self._can_show():
            self._show_suggestion()
        else:
            self._show_when_there = True
            self.cmo.tell(_("Learning from the codebook and the codings so far …"))

    def suggestions_came(self) -> None:
        """There is something new to show; the panel too, where somebody waits for it."""
        super().suggestions_came()
        if self._show_when_there and self.is_attached and self.is_current and self._can_show():
            self._show_when_there = False
            self._show_suggestion()
        elif self._open_panel is not None and self._open_panel[0].is_attached:
            self._renew_head(*self._open_panel)

    def _renew_head(self, panel: SuggestDialog, proposal: Proposal) -> None:
        """The rest of the document, or the probabilities, came while a suggestion is shown."""
        places = [(one.start, one.end) for one in self._open_proposals()]
        words, made = (proposal.start, proposal.end), self.suggesting.made
        if made is not None and words in places:
            panel.show_head(places.index(words) + 1, len(places), how_sure(made, proposal.codes[0]))

    def _can_show(self) -> bool:
        """Whether what is known answers the question for the next suggestion: around the caret may be none, and
        further on there may.
        """
        if self.document is None or self.suggesting.proposals_of(self.document) is None:
            return False
        at = self.reader.sentence_at(self.reader.caret)[0]
        return (
            self.reader.selection is not None
            or self.suggesting.is_whole(self.document)
            or any(one.start >= at for one in self._open_proposals())
        )

    def _open_proposals(self) -> list[Proposal]:
        """The proposals that are still to be decided on in this document, in the order of the text."""
        assert self.document is not None
        found = map(self.offer_of, self.suggesting.proposals_of(self.document) or ())
        return [one for one in found if one is not None]

    def _show_suggestion(self, step: int = 0, *, start: int | None = None) -> None:
        if self.document is None:
            return
        marked = self.marked() if self.reader.selection is not None and start is None else None
        if marked is not None:
            document, words = self.document, marked

            def work(made: Suggester) -> Work:
                found = made.proposal(document, words.start, words.end)
                return lambda: self._show_panel(found, 0, 0)

            self.suggesting.ask(work)
            return
        open_ = self._open_proposals()
        at = self.reader.sentence_at(self.reader.caret)[0] if start is None else start
        nr = next((nr for nr, one in enumerate(open_) if one.start >= at), None)
        if nr is not None and step:
            nr += step
        if nr is None or not 0 <= nr < len(open_):
            self._none_here(len(open_))
        else:
            self._show_panel(open_[nr], nr + 1, len(open_))

    def _none_here(self, left: int) -> None:
        self.reader.clear_selection()
        if left:
            self.cmo.tell(_("No suggestion from here on; {n} earlier in this document.").format(n=left))
        elif self.cmo.settings.suggestions_after:
            self.cmo.tell(_(LATER))
        else:
            self.cmo.tell(_("Nothing here is sure enough to suggest (the threshold stands in the settings, g i)."))

    def _show_panel(self, proposal: Proposal, number: int, of: int) -> None:
        if self.document is None or not self.is_current:
            return
        codes = tuple(
            (one.code, code_name(self.codes[one.code]), one.confidence)
            for one in proposal.codes
            if one.code in self.codes
        )
        if not codes:
            self._none_here(of)
            return
        # Before selecting, which then finds nothing to scroll for.
        above = self.reader.show_near_top(proposal.start)
        self.reader.select(proposal.start, proposal.end)
        made = self.suggesting.made
        sure = how_sure(made, proposal.codes[0]) if made is not None else ""
        panel = SuggestDialog(
            SuggestionShown(
                number,
                of,
                codes,
                sure,
                lambda id_, tell: self._why(proposal, id_, tell),
                lambda tell: self._cues(proposal, tell),
            ),
            below=above,
        )
        self._open_panel = panel, proposal
        self.cmo.push_screen(panel, lambda done: self._done(done, proposal))
        self._role(self.document.text[proposal.start : proposal.end], panel)

    def _role(self, text: str, panel: SuggestDialog) -> None:
        """The roles that the words may have: into the panel when they are there."""

        def work(made: Suggester) -> Work:
            line = role_line(made, text)
            return lambda: panel.show_roles(line)

        self.suggesting.aside(work)

    def _why(self, proposal: Proposal, code_id: str, tell: Callable[[str], None]) -> None:
        """The reasons for a code; told when they are there. Only what speaks for it is named."""
        from cmo_coder.suggest.reasons import reasons_of

        document = self.document
        assert document is not None

        def work(made: Suggester) -> Work:
            found = reasons_of(made, document, proposal, code_id)
            return lambda: tell("\n".join(why_lines(self.session.project, found, self.codes)))

        self.suggesting.ask(work)

    def _cues(self, proposal: Proposal, tell: Callable[[str], None]) -> None:
        """What the cues of the words say. They need the language model: nobody waits for it."""
        from cmo_coder.suggest.reasons import lines_of_cues

        document = self.document
        assert document is not None
        text = document.text[proposal.start : proposal.end]

        def work(made: Suggester) -> Work:
            lines = lines_of_cues(made, text)
            return lambda: tell("\n".join(f"  {one}" for one in lines))

        self.suggesting.aside(work)

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
                self._judging = proposal
                self.run_command(f"read.{ROLE_COMMANDS[value]}")
            else:
                self.reader.clear_selection()
                self._show_suggestion(-1 if what == "previous" else 1, start=proposal.start)

    def _tag(self, code: Code, words: Span) -> tuple[Coding, Claim | None]:
        """Put a code on words. Where the panel suggested another for them, that is kept as changed."""
        judged, self._judging = self._judging, None
        if judged is not None and (words.start, words.end) == (judged.start, judged.end):
            return self._accept(judged, code)
        return super()._tag(code, words)

    def not_coded(self) -> None:
        """The suggestion stays undecided."""
        super().not_coded()
        self._judging = None

    def take_offer(self) -> bool:
        """Take the first code that stands beside the text; False where none does."""
        offer = self.offer_here()
        if offer is None or not self._keys_are_free():
            return False
        with self.cmo.errors_shown():
            self._take_proposal(offer, offer.codes[0].code)
        return True

    def do_uncode(self) -> None:
        """Take a code off; where there is none but a suggestion stands beside the text, refuse that."""
        offer = self.offer_here()
        if offer is None or not self._keys_are_free():
            super().do_uncode()
            return
        name = self.codes[offer.codes[0].code].name
        self._refuse_proposal(offer, offer.codes[0].code)
        self.cmo.tell(_("Suggestion refused: {code}").format(code=name))

    def _take_proposal(self, proposal: Proposal, code_id: str) -> None:
        """Code the words with a code that was offered."""
        coding, claim = self._accept(proposal, self.codes[code_id])
        self.after_coding(self.codes[code_id], coding, claim)

    def _accept(self, proposal: Proposal, code: Code) -> tuple[Coding, Claim | None]:
        """Have the words coded: with a code that was offered, or with another in the place of the first."""
        from cmo_coder.suggest.offers import suggestion_row

        assert self.document is not None and self.suggesting.made is not None
        offered = code.id if any(one.code == code.id for one in proposal.codes) else proposal.codes[0].code
        claim = self.open_claim.claim if self.open_claim is not None else None
        return accept_suggestion(
            self.session.project,
            suggestion_row(self.suggesting.made.provenance, self.document, proposal, offered),
            code,
            claim=claim,
            new_claim=self.claim_opened and claim is None,
        )

    def after_coding(self, code: Code, coding: Coding, claim: Claim | None) -> None:
        """Show a coding that was just made, and learn it."""
        super().after_coding(code, coding, claim)
        span = self.fragments.get(coding.fragment_id)
        if self.document is not None and span is not None:
            self.suggesting.coded(self.document, span.start, span.end, code.id, coding.fragment_id)

    def _refuse_proposal(self, proposal: Proposal, code_id: str) -> None:
        from cmo_coder.suggest.offers import suggestion_row

        assert self.document is not None and self.suggesting.made is not None
        row = suggestion_row(self.suggesting.made.provenance, self.document, proposal, code_id)
        reject_suggestion(self.session.project, row, self.codes[code_id].name)
        self.suggesting.refused(self.document, proposal.start, proposal.end, code_id)
        self.shown_is_up_to_date()
        self.reader.clear_selection()
        self.show_place()
