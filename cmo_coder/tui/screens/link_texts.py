"""How alike the words of a claim are to the quotes behind configurations, for the linking screen.

Compared in a worker by the features of the learned suggestions, after every so many changes: the screen never waits for
it. It is made of what the coder may see: the work of others in a document that she codes blind is in no reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from cmo_coder.messages import N_, _
from cmo_coder.realist.linking_texts import words_of_claim, words_of_configurations
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.tui.background import behind, quietly
from cmo_coder.tui.screens.base import StudyScreen

if TYPE_CHECKING:
    from cmo_coder.suggest.likeness import Likenesses


AGAIN_AFTER = 25
"""After so many changes of the study the texts are compared anew: each link would cost more than it tells."""


class LinkTexts(StudyScreen):
    """Keeps what was compared; `LinkScreen` shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.snapshot: Snapshot
        self._texts: tuple[Snapshot, Likenesses] | None = None
        self._comparing: Snapshot | None = None

    def texts_compared(self) -> None:
        """The comparison is ready."""
        raise NotImplementedError  # LinkScreen shows it

    def compare_texts(self) -> None:
        """Compare the texts of the study, where that was not done lately; not where suggestions are off."""
        snapshot = self.snapshot
        made_of = self._comparing or (self._texts[0] if self._texts is not None else None)
        if made_of is not None and abs(snapshot.change - made_of.change) < AGAIN_AFTER:
            return
        if not self.cmo.settings.suggestions or not snapshot.configurations:
            return
        self._comparing = snapshot
        # What is on the screen comes first: the worker and the painting would share one interpreter.
        what = N_("The texts were not compared")
        work = partial(self._compare, snapshot)
        # Where it fails they are linked without; the list does not come again for the same study.
        self.call_after_refresh(lambda: behind(self, work, what, quietly, group="likeness"))

    def _compare(self, snapshot: Snapshot) -> None:
        """In the worker."""
        from cmo_coder.suggest.likeness import Likenesses

        made = Likenesses(words_of_configurations(snapshot))
        self.app.call_from_thread(self._take, snapshot, made)

    def _take(self, snapshot: Snapshot, made: Likenesses) -> None:
        if self._comparing is snapshot and self.is_attached and self.cmo.session is not None:
            self._comparing, self._texts = None, (snapshot, made)
            self.texts_compared()

    def texts_like(self, claim_id: str) -> dict[str, float]:
        """How alike (0 to 1) the words of a claim are to those behind each configuration; empty while not known."""
        if self._texts is None or claim_id not in self.snapshot.claims:
            return {}
        return self._texts[1].of(words_of_claim(self.snapshot, claim_id))

    def text_lines(self, claim_id: str, configuration_ids: Sequence[str]) -> dict[str, str]:
        """Per configuration how alike the words are and by which words, as a line; empty while not known."""
        if self._texts is None or claim_id not in self.snapshot.claims:
            return {}
        likenesses, own = self._texts[1], words_of_claim(self.snapshot, claim_id)
        lines = {}
        for id_ in configuration_ids:
            found = likenesses.explained(own, id_)
            if found.score:
                text = _("quotes {n}% alike").format(n=round(100 * found.score))
                lines[id_] = text + (f": {', '.join(found.words)}" if found.words else "")
        return lines
