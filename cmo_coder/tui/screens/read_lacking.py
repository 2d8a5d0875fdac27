"""What the words of the open claim propose for it: words for its empty slots, how the respondent knows, which way it
goes. Each with the cue that says so; nothing is filled in before somebody takes it, and what came of it is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cmo_coder.messages import _
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import EpistemicStatus, Polarity
from cmo_coder.model.codes import Code
from cmo_coder.model.suggestions import Suggestion, SuggestionKind
from cmo_coder.realist.words import word
from cmo_coder.store.claim_suggestions import accept_value, accept_words, refuse, refused_for
from cmo_coder.store.claims import FullClaim
from cmo_coder.text.spans import Span
from cmo_coder.tui.screens.lacking_lines import lack_id, lack_lines
from cmo_coder.tui.screens.letters import Letters
from cmo_coder.tui.screens.proposals import ProposalsDialog
from cmo_coder.tui.screens.read_alike import AlikeActs
from cmo_coder.tui.screens.read_claims import STATUS_KEYS

if TYPE_CHECKING:
    from cmo_coder.store.documents import FullDocument
    from cmo_coder.suggest.lacking import Lack

ROLE_COMMANDS = {Role.C: "c", Role.I: "i", Role.M_RES: "r", Role.M_RED: "m", Role.O: "o"}
POLARITY_KEYS = {"+": Polarity.WORKS, "-": Polarity.WORKS_NOT, "~": Polarity.MIXED}


class LackingActs(AlikeActs):
    """What the open claim lacks, proposed from its words."""

    def __init__(self) -> None:
        super().__init__()
        self._filling: Suggestion | None = None
        """The words that were proposed for a slot, for which the coder chooses a code now."""

    def do_lacking(self) -> None:
        """Propose words for the empty slots of the open claim, its status and its polarity."""
        if reason := self.suggestions_off():
            self.cmo.warn(reason)
            return
        claim, document = self.open_claim, self.document
        assert claim is not None and document is not None
        title = _("What claim {number} lacks").format(number=claim.claim.number)
        dialog = ProposalsDialog(title, _("Looking for cues in the words of the claim …"))
        found: list[Lack] = []

        def decided(value: str | None) -> None:
            if value is not None and self.open_claim is not None:
                what, _space, id_ = value.partition(" ")
                one = next(one for nr, one in enumerate(found) if lack_id(nr, one) == id_)
                with self.cmo.errors_shown():
                    self._decide(what, one)

        self.cmo.push_screen(dialog, decided)
        dialog.look(lambda: self._lacking(dialog, document, claim, found))

    def _lacking(
        self, dialog: ProposalsDialog, document: FullDocument, claim: FullClaim, found: list[Lack]
    ) -> Callable[[], None]:
        """In a worker: look, and give what shows it."""
        from cmo_coder.suggest.lacking import lacking_of

        coder = self.session.coder
        with self.session.project.read() as reading:
            refused = refused_for(reading, coder.id if coder else None, "claim_id", claim.claim.id)
        model, version = self.cmo.settings.language_model, document.version.id
        found += lacking_of(claim, lambda _id: document.text, model, refused, version)

        def show() -> None:
            if not found:
                dialog.dismiss(None)
                self.cmo.tell(_("Nothing is lacking: every slot has words, and no cue says more."))
            else:
                dialog.show(*lack_lines(found))

        return show

    def _decide(self, what: str, one: Lack) -> None:
        """Do what was chosen for a line, and show what is left."""
        row = one.row
        if what == "refuse":
            if row is None:
                self.cmo.warn(_("There are no words here to refuse."))
            else:
                refuse(self.session.project, row)
                self.shown_is_up_to_date()
                self.cmo.tell(_("Refused (u brings it back): it is not proposed for this claim again."))
                self.do_lacking()
        elif one.value is not None and row is not None:
            if what == "take":
                self._take_value(row, one.value)
            else:
                self._other_value(row)
        elif what == "other":
            self._other_role(one)
        elif one.role is not None:
            self._fill(one, one.role)

    def _take_value(self, row: Suggestion, value: EpistemicStatus | Polarity) -> None:
        claim = self.open_claim
        assert claim is not None
        self._show_claim(accept_value(self.session.project, row, claim.claim, value))
        self.shown_is_up_to_date()

    def _other_value(self, row: Suggestion) -> None:
        """Another status or polarity than was proposed."""
        keys: dict[str, EpistemicStatus | Polarity] = dict(STATUS_KEYS)
        question = _("How does the respondent know?")
        if row.kind is SuggestionKind.POLARITY:
            keys, question = dict(POLARITY_KEYS), _("Which way does the claim go?")

        def chosen(letter: str | None) -> None:
            if letter is not None:
                with self.cmo.errors_shown():
                    self._take_value(row, keys[letter])

        self.cmo.push_screen(Letters(question, {key: word(value) for key, value in keys.items()}), chosen)

    def _other_role(self, one: Lack) -> None:
        """The words go into another slot than was proposed."""
        roles = {key: role for role, key in ROLE_COMMANDS.items()}

        def chosen(letter: str | None) -> None:
            if letter is not None:
                self._fill(one, roles[letter])

        self.cmo.push_screen(Letters(_("Into which slot?"), {key: word(role) for key, role in roles.items()}), chosen)

    def _fill(self, one: Lack, role: Role) -> None:
        """Mark the words and ask for the code of their role."""
        if one.row is not None:
            self.reader.show_near_top(one.row.start)
            self.reader.select(one.row.start, one.row.end)
        self._filling = one.row
        self.run_command(f"read.{ROLE_COMMANDS[role]}")

    def not_coded(self) -> None:
        """The proposed words stay undecided."""
        super().not_coded()
        self._filling = None

    def put_code(self, code: Code, words: Span | None = None) -> None:
        """Put a code on the marked words. Where they were proposed for a slot of the open claim, that is kept."""
        row, self._filling = self._filling, None
        words = words or self.marked()
        claim = self.open_claim
        same = row is not None and words is not None and (row.start, row.end) == (words.start, words.end)
        if row is None or words is None or claim is None or not same or row.claim_id != claim.claim.id:
            super().put_code(code, words)
            return
        coding = accept_words(self.session.project, row, (words.start, words.end), code, claim.claim)
        self.after_coding(code, coding, claim.claim)
