"""Claims in the reading screen: open one, say how it works and how the respondent knows, delete it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from cmo_coder.messages import _
from cmo_coder.model.canonical import Level
from cmo_coder.model.claims import Claim, EpistemicStatus, Explicitness, Phase, Polarity
from cmo_coder.realist.words import word
from cmo_coder.store.claims import claims_of_fragment, edit_claim, full_claims, remove_claim
from cmo_coder.store.reading import Reading
from cmo_coder.store.turns import toggle_leading, toggle_theory_shown
from cmo_coder.tui.screens.dialogs import Confirm
from cmo_coder.tui.screens.read_base import ReadingBase

E = TypeVar("E", bound=StrEnum)

STATUS_KEYS = {
    "e": EpistemicStatus.EXPERIENCED,
    "w": EpistemicStatus.OBSERVED,
    "v": EpistemicStatus.EXPECTED,
    "h": EpistemicStatus.HOPED,
    "z": EpistemicStatus.HEARSAY,
    "n": EpistemicStatus.UNDETERMINED,
}
"""The letter after `e` (decisions: the keymap)."""


def _next(values: type[E], present: E | None) -> E | None:
    """The value after the present one; none after the last, the first after none."""
    order: list[E | None] = [None, *values]
    return order[(order.index(present) + 1) % len(order)]


class ClaimActs(ReadingBase):
    """What the keys do to the open claim."""

    def load_claim(self, reading: Reading) -> None:
        """The open claim as it is now."""
        if self.open_claim is not None:
            present = reading.find(Claim, id=self.open_claim.claim.id)
            self.open_claim = full_claims(reading, [present])[0] if present else None
            self.claim_opened = self.open_claim is not None

    def respondent_of_claim(self) -> str:
        """Whose claim is open."""
        if self.open_claim is None or self.open_claim.claim.respondent_id is None:
            return ""
        return self.pseudonyms().get(self.open_claim.claim.respondent_id, "")

    def _take_claim(self, claim: Claim | None) -> None:
        """Work in a claim, as it is in the project now; with none all stays as it is."""
        if claim is not None:
            with self.session.project.read() as reading:
                self.open_claim = full_claims(reading, [reading.get(Claim, claim.id)])[0]
            self.claim_opened = True

    def _show_claim(self, claim: Claim | None) -> None:
        self._take_claim(claim)
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

    def do_explicit(self) -> None:
        """Literal, interpreted, not said: the next one."""
        assert self.open_claim is not None
        self._edit_claim(explicitness=_next(Explicitness, self.open_claim.claim.explicitness))

    def do_phase(self) -> None:
        """The next phase of the change, and after the last one none."""
        assert self.open_claim is not None
        self._edit_claim(phase=_next(Phase, self.open_claim.claim.phase))

    def do_level(self) -> None:
        """The next level of the system, and after the last one none."""
        assert self.open_claim is not None
        self._edit_claim(level=_next(Level, self.open_claim.claim.level))

    def do_leading(self) -> None:
        """Mark the question at the caret, or the one it answers, as leading, or take the mark off."""
        document = self.document
        assert document is not None
        turn = toggle_leading(self.session.project, document.document.id, self.reader.caret)
        said = _("Turn {nr} is marked as a leading question.") if turn.leading else _("Turn {nr}: mark taken off.")
        self.show_all()
        self.cmo.tell(said.format(nr=turn.nr))

    def do_theory(self) -> None:
        """Mark the turn at the caret as one in which the theory was shown, or take the mark off."""
        document = self.document
        assert document is not None
        turn = toggle_theory_shown(self.session.project, document.document.id, self.reader.caret)
        said = _("Turn {nr}: the theory was shown here.") if turn.theory_shown else _("Turn {nr}: mark taken off.")
        self.show_all()
        self.cmo.tell(said.format(nr=turn.nr))

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
