"""The proposals for the documents that are read: first around the caret, then for the rest, in the worker."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from cmo_coder.messages import _
from cmo_coder.tui.suggesting_jobs import Jobs, Work

if TYPE_CHECKING:
    from textual.timer import Timer

    from cmo_coder.store.documents import FullDocument
    from cmo_coder.suggest.suggester import Proposal, Suggester
    from cmo_coder.tui.app import CmoApp

AROUND = 1500
"""Code points before and after the caret for which suggestions are made first."""
REST_AFTER = 3.0
"""Seconds in which nothing more was learned, after which suggestions are made for the rest of the document too."""


class Proposing:
    """Makes proposals with what was learned (`made`), and tells when there is something new to show."""

    def __init__(self, app: CmoApp) -> None:
        self._app = app
        self.jobs = Jobs(app)
        self.made: Suggester | None = None
        self.problem = ""
        """Why there are no suggestions though they are wanted, in the user's language; empty where there may be."""
        self._proposals: dict[str, tuple[object, tuple[Proposal, ...]]] = {}
        """By text version, with the mark of what was learned where they are all there are."""
        self._wanted: FullDocument | None = None
        self._whole = False
        """Whether somebody waits for all proposals of the document, and nothing is learned yet."""
        self._at = 0
        self._near: tuple[object, tuple[int, int]] | None = None
        """The mark of what was learned, and the stretch `[start, end)` that was last asked for with it."""
        self._rest: Timer | None = None
        self._listeners: list[Work] = []
        self.first_seconds: float | None = None
        """Seconds from asking for a document's suggestions to the first of them; for measuring."""

    @property
    def mark(self) -> object:
        """What tells whether something was learned since; nothing where nothing is learned. What was learned itself is
        kept in one place: a second one takes ten megabytes."""
        return None if self.made is None else self.made.mark

    def on_change(self, tell: Work) -> None:
        """Call `tell` whenever there is something new to show."""
        if tell not in self._listeners:
            self._listeners.append(tell)

    def proposals_of(self, document: FullDocument) -> tuple[Proposal, ...] | None:
        """The proposals for a document, as far as they are made; nothing while there are none yet."""
        found = self._proposals.get(document.version.id)
        return found[1] if found is not None else None

    def look_at(self, document: FullDocument, at: int) -> None:
        """The caret is at `at` (code points) now: what is known already stays, what is not made there yet is made."""
        if document is self._wanted and self._near is not None and self._near[0] is self.mark:
            start, end = self._near[1]
            if not start <= at < end and not self.is_whole(document):
                self._at = at
                self._propose_for(document)

    def is_whole(self, document: FullDocument) -> bool:
        """Whether all proposals for a document are made with what is known now."""
        kept = self._proposals.get(document.version.id)
        return kept is not None and kept[0] is self.mark

    @property
    def why_not(self) -> str:
        """The sentence that says why there are no suggestions; empty where there may be."""
        return problem_line(self.problem)

    def leave(self) -> None:
        """The study is closed: nothing is wanted any more."""
        self.jobs.leave()
        if self._rest is not None:
            self._rest.stop()
        self._listeners.clear()

    # Failing

    def _failed(self, reason: str) -> None:
        """There are no suggestions: it is said once, and coding goes on."""
        self.made = None
        self._proposals.clear()
        self.problem = reason
        self._app.warn(problem_line(reason))
        self._tell()

    def _did_not_work(self, reason: str) -> None:
        """One thing that was asked for failed; the suggestions themselves are there."""
        self._app.warn(_("That did not work: {reason}.").format(reason=reason.rstrip(".")))

    # Making

    def _tell(self) -> None:
        for tell in tuple(self._listeners):
            tell()

    def _refresh(self) -> None:
        """Tell, and make the proposals that are looked at with what is known now."""
        self._tell()
        if self._wanted is not None:
            self._propose_for(self._wanted)
            if self._whole:
                self._whole = False
                self.jobs.do(partial(self._propose_all, self._wanted), self._failed)

    def _propose_for(self, document: FullDocument) -> None:
        """Have the proposals around the caret made; those of the rest follow when nothing is learned for a while.

        A coding changes what is known; a whole interview proposed anew after each takes the processor from the keys.
        """
        if self.is_whole(document):
            return
        at, began = self._at, time.monotonic()
        window = (max(0, at - AROUND), at + AROUND)
        self._near = (self.mark, window)
        self.jobs.do(lambda: self._propose_near(document, window, began), self._failed)
        if self._rest is not None:
            self._rest.stop()
        self._rest = self._app.set_timer(REST_AFTER, lambda: self._quiet(document), name="the rest")

    def _quiet(self, document: FullDocument) -> None:
        """Nothing was learned for a while: time for what takes longer."""
        if self.is_whole(document):
            self._measure_again()
        else:
            self.jobs.do(lambda: self._propose_all(document), self._failed)

    def _measure_again(self) -> None:
        raise NotImplementedError  # Suggesting does it

    def _propose_near(self, document: FullDocument, window: tuple[int, int], began: float) -> None:
        """In the worker: the sentences around the caret."""
        made = self.made
        if made is not None and document is self._wanted and not self.is_whole(document):
            found = made.proposals(document, window)
            self.jobs.back(partial(self._proposed_near, made.mark, document, found, window, began))

    def _propose_all(self, document: FullDocument) -> None:
        """In the worker: all sentences of the document."""
        made = self.made
        if made is not None and not self.is_whole(document):
            self._propose_rest(made.mark, document, 0, ())

    def _propose_rest(self, mark: object, document: FullDocument, start: int, found: tuple[Proposal, ...]) -> None:
        """In the worker: all sentences, a stretch at a time; what is asked for meanwhile goes before the next one."""
        while (made := self.made) is not None and made.mark is mark and document is self._wanted:
            end = start + AROUND
            here = made.proposals(document, (start, end))
            found += tuple(one for one in here if not found or one.start >= found[-1].end)
            if end >= len(document.text):
                from cmo_coder.suggest.memory import give_back

                give_back()
                self.jobs.back(partial(self._proposed, mark, document, found))
                return
            start = end
            if self.jobs.waiting:
                self.jobs.do(partial(self._propose_rest, mark, document, start, found), self._failed)
                return

    def _proposed_near(
        self, mark: object, document: FullDocument, found: Sequence[Proposal], window: tuple[int, int], began: float
    ) -> None:
        if mark is self.mark:
            self.first_seconds = time.monotonic() - began
            kept = self.proposals_of(document) or ()
            others = [one for one in kept if one.end <= window[0] or one.start >= window[1]]
            merged = tuple(sorted([*found, *others], key=lambda one: one.start))
            # Known as made before the present state, unless these are all there are: the rest comes later.
            whole = window[0] == 0 and window[1] >= len(document.text)
            self._proposals[document.version.id] = (mark if whole else None, merged)
            self._tell()

    def _proposed(self, mark: object, document: FullDocument, found: Sequence[Proposal]) -> None:
        if mark is not self.mark:
            return  # something was learned meanwhile: what was asked for after it is on its way
        self._proposals[document.version.id] = (mark, tuple(found))
        self._tell()
        self._measure_again()


def problem_line(reason: str) -> str:
    """The sentence that says that there are no suggestions, and why; empty without a reason."""
    if not reason:
        return ""
    words = _("Suggestions are not available: {reason}. You can go on coding; S twice tries again.")
    return words.format(reason=reason.rstrip("."))
