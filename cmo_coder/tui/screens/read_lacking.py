"""What the words of the open claim propose for it: words for its empty slots, how the respondent knows, which way it
goes. Each with the cue that says so; nothing is filled in before somebody chooses it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from cmo_coder.messages import _
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import EpistemicStatus, Polarity
from cmo_coder.realist.words import word
from cmo_coder.store.claims import FullClaim
from cmo_coder.tui.screens.alike_lists import AlikeDialog
from cmo_coder.tui.screens.read_suggest import SuggestActs
from cmo_coder.tui.suggesting_jobs import Work
from cmo_coder.tui.widgets.line_list import Line

if TYPE_CHECKING:
    from cmo_coder.store.documents import FullDocument
    from cmo_coder.suggest.provider import Answer
    from cmo_coder.suggest.suggester import Suggester

POLARITIES = {"+": Polarity.WORKS, "-": Polarity.WORKS_NOT, "mixed": Polarity.MIXED}
"""What the direction of the effects that a cue names says of a claim."""
ROLE_COMMANDS = {Role.C: "c", Role.I: "i", Role.M_RES: "r", Role.M_RED: "m", Role.O: "o"}
LEAD = 6


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is proposed for a claim: slots with their words, its status and its polarity, with the cues of the last."""

    slots: tuple[Answer, ...]
    status: EpistemicStatus | None
    polarity: Polarity | None
    cues: tuple[str, ...]


def lacking_of(made: Suggester, document: FullDocument, claim: FullClaim, model: str) -> Lacking:
    """What the words of a claim propose for it. Takes long the first time: the cues are loaded."""
    from cmo_coder.suggest.provider import Material
    from cmo_coder.suggest.providers.link import make
    from cmo_coder.suggest.reasons import cues_in

    here = [
        one for slot in claim.slots for one in slot.fragments if one.text_version_id == document.version.id
    ]  # words in another document are not in view
    link = make(Material(texts=lambda _id: document.text, model=model))
    slots = sorted(link.for_slots({one.slot.role for one in claim.slots}, here), key=lambda one: -one.score)
    text = " ".join(one.quote for one in here)
    found = made.role_of(text) if text else None
    status = found.status if found is not None and claim.claim.status is EpistemicStatus.UNDETERMINED else None
    polarity = POLARITIES.get(found.sign) if found is not None else None
    return Lacking(
        tuple(slots),
        status if status is not EpistemicStatus.UNDETERMINED else None,
        polarity if polarity is not claim.claim.polarity else None,
        cues_in(made, text) if text else (),
    )


class LackingActs(SuggestActs):
    """What the open claim lacks, proposed from its words."""

    def do_lacking(self) -> None:
        """Propose words for the empty slots of the open claim, its status and its polarity."""
        if reason := self.suggestions_hidden():
            self.cmo.warn(reason)
            return
        claim, document = self.open_claim, self.document
        assert claim is not None and document is not None
        model = self.cmo.settings.language_model

        def work(made: Suggester) -> Work:
            found = lacking_of(made, document, claim, model)
            return lambda: self._show_lacking(claim, found)

        if self.suggesting.ready():
            self.suggesting.aside(work)
        else:
            self.suggesting.ask(work)
            self.cmo.tell(_("Learning from the codebook and the codings so far …"))

    def _show_lacking(self, claim: FullClaim, found: Lacking) -> None:
        if not self.is_current or self.open_claim is None or self.open_claim.claim.id != claim.claim.id:
            return
        lines = _lines(found)
        if not lines:
            self.cmo.tell(_("Nothing is lacking: every slot has words, and no cue says more."))
            return

        def chosen(value: str | None) -> None:
            if value is not None:
                with self.cmo.errors_shown():
                    self._fill(value, found)

        title = _("What claim {number} lacks").format(number=claim.claim.number)
        self.cmo.push_screen(AlikeDialog(title, lines, _("enter: fill it in with these words · esc: back")), chosen)

    def _fill(self, value: str, found: Lacking) -> None:
        what, _space, nr = value.partition(" ")
        if what == "status":
            self._edit_claim(status=found.status)
        elif what == "polarity":
            self._edit_claim(polarity=found.polarity)
        else:
            answer = found.slots[int(nr)]
            words = next((one for one in answer.evidence if one.ground == "words"), None)
            if words is not None:
                self.reader.select(words.start, words.end)
            assert answer.role is not None
            self.run_command(f"read.{ROLE_COMMANDS[answer.role]}")


def _lines(found: Lacking) -> Sequence[Line]:
    lines = []
    for nr, one in enumerate(found.slots):
        words = next((each.text for each in one.evidence if each.ground == "words"), "")
        cue = next((each.text for each in one.evidence if each.ground == "cue"), "")
        assert one.role is not None
        said = Content.assemble(f"“{words}”  ", (_("cue “{cue}”").format(cue=cue), "dim")) if words else _("empty")
        lines.append(Line(f"slot {nr}", said, lead=one.role.value, indent=LEAD))
    cues = _("cues: {words}").format(words=", ".join(found.cues))
    for name, value in (("status", found.status), ("polarity", found.polarity)):
        if value is not None:
            lines.append(Line(name, Content.assemble((word(value), "bold"), (f"  {cues}", "dim")), indent=LEAD))
    return lines
