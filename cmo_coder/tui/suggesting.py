"""What the program has learned of the open study, for all screens that suggest: made and asked in one worker.

Nothing here makes a key wait: whoever wants something says what is to be done with it when it is there. The work is
done piece by piece in the order in which it was asked for, so that a coding is learned before the next words are looked
at.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from cmo_coder.model.errors import UserError

if TYPE_CHECKING:
    from textual.timer import Timer

    from cmo_coder.store.documents import FullDocument
    from cmo_coder.suggest.suggester import Proposal, Suggester
    from cmo_coder.tui.app import CmoApp
    from cmo_coder.tui.session import Session

BY_ITSELF = True
"""Whether learning begins when a document is read, and not only when somebody asks for a suggestion."""
RELEARN_AFTER = 25
"""After so many changes of the project everything is learned anew, beside what is known already."""
AROUND = 3000
"""Code points before and after the caret for which suggestions are made first."""
REST_AFTER = 3.0
"""Seconds in which nothing more was learned, after which suggestions are made for the rest of the document too."""
CALIBRATE_AGAIN = 1.2
"""Probabilities are measured again when there are so many times as many coded fragments."""

CALIBRATE_AFTER = 20.0
"""Seconds after the suggestions of a document were made that probabilities are measured: they take longest."""
TYPING = 1.0
"""Seconds after a key in which what runs in the background holds still, between two models."""
WAITS = 0.05
"""Seconds between two looks of what runs in the background at whether something else is going on."""

Work = Callable[[], None]


class Suggesting:
    """Learns, and proposes for documents. Everything but the work itself happens in the thread of the screens."""

    def __init__(self, app: CmoApp, session: Session) -> None:
        self._app, self._session = app, session
        self.made: Suggester | None = None
        self.problem = ""
        """Why nothing could be learned, in the user's language."""
        self._of: tuple[str | None, bool] | None = None
        self._seen = -1
        self._learning = False
        self._calibrated_at = 0
        self._proposals: dict[str, tuple[Suggester | None, tuple[Proposal, ...]]] = {}
        self._wanted: FullDocument | None = None
        self._at = 0
        self._near: tuple[object, tuple[int, int]] | None = None
        """What was learned and the stretch `[start, end)` that was last asked for with it."""
        self._rest: Timer | None = None
        self._jobs: deque[Work] = deque()
        self._lock = Lock()
        self._running = False
        self._listeners: list[Work] = []
        self.left = False
        self.first_seconds: float | None = None
        """Seconds from asking for a document's suggestions to the first of them; for measuring."""

    # Asking

    def on_change(self, tell: Work) -> None:
        """Call `tell` whenever there is something new to show."""
        if tell not in self._listeners:
            self._listeners.append(tell)

    @property
    def learning(self) -> bool:
        """Whether something is being learned for the first time."""
        return self._learning and self.made is None

    def ready(self) -> bool:
        """See to it that what was learned fits who works here and what was coded; whether there is something now."""
        coder = self._session.coder
        with self._session.project.read() as reading:
            of = (coder.id if coder else None, reading.hidden is not None)
        if self._of != of:
            self.made, self._of, self._proposals = None, of, {}
            self._learn()
        elif self.made is None or self._session.project.data_version() - self._seen > RELEARN_AFTER:
            self._learn()
        return self.made is not None

    def want(self, document: FullDocument, at: int, *, whole: bool = False) -> None:
        """Make the proposals for a document around `at` (code points), and for the rest when it is quiet or `whole`."""
        self._wanted, self._at = document, at
        if self.ready():
            self._propose_for(document)
            if whole:
                self._do(lambda: self._propose_all(document))

    def look_at(self, document: FullDocument, at: int) -> None:
        """The caret is at `at` (code points) now: what is known already stays, what is not made there yet is made."""
        if document is self._wanted and self._near is not None and self._near[0] is self.made:
            start, end = self._near[1]
            if not start <= at < end and not self._is_whole(document):
                self._at = at
                self._propose_for(document)

    def proposals_of(self, document: FullDocument) -> tuple[Proposal, ...] | None:
        """The proposals for a document, as far as they are made; nothing while there are none yet."""
        found = self._proposals.get(document.version.id)
        return found[1] if found is not None else None

    def ask(self, work: Callable[[Suggester], Work]) -> None:
        """Have `work` done on what was learned; what it gives is then called in the thread of the screens."""

        def job() -> None:
            made = self.made
            if made is not None:
                self._back(work(made))

        self._do(job)

    def ask_soon(self, work: Callable[[Suggester], Work]) -> bool:
        """As `ask`, and see to it that something is learned first; whether there was something already."""
        there = self.ready()
        self.ask(work)
        return there

    def aside(self, work: Callable[[Suggester], Work]) -> None:
        """As `ask`, for what may take long and nothing else waits for: only the last that was asked for is done."""
        made = self.made
        if made is not None:
            self._app.run_worker(
                lambda: self._back(work(made)), thread=True, exclusive=True, group="suggest aside", name="aside"
            )

    def coded(self, document: FullDocument, start: int, end: int, code_id: str, fragment_id: str) -> None:
        """Learn one coding more, at once."""
        self._more(document, lambda made: made.with_coding(document, start, end, code_id, fragment_id))

    def refused(self, document: FullDocument, start: int, end: int, code_id: str) -> None:
        """Learn one refusal more, at once."""
        self._more(document, lambda made: made.without_code(document, start, end, code_id))

    def leave(self) -> None:
        """The study is closed: nothing is wanted any more."""
        self.left = True
        if self._rest is not None:
            self._rest.stop()
        self._jobs.clear()
        self._listeners.clear()

    # The work

    def _do(self, job: Work) -> None:
        with self._lock:
            self._jobs.append(job)
            if self._running or self.left:
                return
            self._running = True
        self._app.run_worker(self._work, thread=True, group="suggest", name="suggestions")

    def _work(self) -> None:
        worker = get_current_worker()
        while True:
            with self._lock:
                if not self._jobs or worker.is_cancelled:
                    self._running = False
                    return
                job = self._jobs.popleft()
            try:
                job()
            except UserError as error:
                self._back(lambda error=error: self._failed(str(error)))  # type: ignore[misc]
            except BaseException:
                with self._lock:
                    self._running = False
                raise

    def _back(self, then: Work) -> None:
        """Do something in the thread of the screens, unless the study was left."""
        if not self.left and self._app.is_running:
            self._app.call_from_thread(then)

    def _failed(self, problem: str) -> None:
        self._learning, self.problem = False, problem

    def _tell(self) -> None:
        for tell in tuple(self._listeners):
            tell()

    def _learn(self) -> None:
        if self._learning:
            return
        self._learning = True
        self._do(self._learn_now)

    def _learn_now(self) -> None:
        version, made = self.learn()
        self._back(lambda: self._take(made, version))

    def learn(self) -> tuple[int, Suggester]:
        """Learn from the project as it is: its version, and what was learned. Tests put something else in its place."""
        from cmo_coder.suggest.suggester import suggester_of

        project = self._session.project
        version = project.data_version()
        with project.read() as reading:
            return version, suggester_of(reading)

    def _take(self, made: Suggester, version: int) -> None:
        from dataclasses import replace

        if self.made is not None and self.made.calibration is not None:
            made = replace(made, calibration=self.made.calibration)
        self.made, self._seen, self._learning, self.problem = made, version, False, ""
        self._refresh()

    def _refresh(self) -> None:
        """Tell, and make the proposals that are looked at with what is known now."""
        self._tell()
        if self._wanted is not None:
            self._propose_for(self._wanted)

    def _is_whole(self, document: FullDocument) -> bool:
        """Whether all proposals for a document are made with what is known now."""
        kept = self._proposals.get(document.version.id)
        return kept is not None and kept[0] is self.made

    def _propose_for(self, document: FullDocument) -> None:
        """Have the proposals around the caret made; those of the rest follow when nothing is learned for a while.

        A coding changes what is known; a whole interview proposed anew after each takes the processor from the keys.
        """
        if self._is_whole(document):
            return
        at, began = self._at, time.monotonic()
        window = (max(0, at - AROUND), at + AROUND)
        self._near = (self.made, window)
        self._do(lambda: self._propose_near(document, window, began))
        if self._rest is not None:
            self._rest.stop()
        self._rest = self._app.set_timer(REST_AFTER, lambda: self._quiet(document), name="the rest")

    def _quiet(self, document: FullDocument) -> None:
        """Nothing was learned for a while: time for what takes longer."""
        if self._is_whole(document):
            self._measure_again()
        else:
            self._do(lambda: self._propose_all(document))

    def _propose_near(self, document: FullDocument, window: tuple[int, int], began: float) -> None:
        """In the worker: the sentences around the caret."""
        made = self.made
        if made is not None and document is self._wanted and not self._is_whole(document):
            found = made.proposals(document, window)
            self._back(lambda: self._proposed_near(made, document, found, window, began))

    def _propose_all(self, document: FullDocument) -> None:
        """In the worker: all sentences of the document."""
        made = self.made
        if made is not None and not self._is_whole(document):
            self._propose_rest(made, document, 0, ())

    def _propose_rest(self, made: Suggester, document: FullDocument, start: int, found: tuple[Proposal, ...]) -> None:
        """In the worker: all sentences, a stretch at a time; what is asked for meanwhile goes before the next one."""
        while made is self.made and document is self._wanted:
            end = start + AROUND
            here = made.proposals(document, (start, end))
            found += tuple(one for one in here if not found or one.start >= found[-1].end)
            if end >= len(document.text):
                self._back(partial(self._proposed, made, document, found))
                return
            start = end
            if self._jobs:
                self._do(partial(self._propose_rest, made, document, start, found))
                return

    def _proposed_near(
        self, made: Suggester, document: FullDocument, found: Sequence[Proposal], window: tuple[int, int], began: float
    ) -> None:
        if made is self.made:
            self.first_seconds = time.monotonic() - began
            kept = self.proposals_of(document) or ()
            others = [one for one in kept if one.end <= window[0] or one.start >= window[1]]
            merged = tuple(sorted([*found, *others], key=lambda one: one.start))
            # Known as made before the present state, unless these are all there are: the rest comes later.
            whole = window[0] == 0 and window[1] >= len(document.text)
            self._proposals[document.version.id] = (made if whole else None, merged)
            self._tell()

    def _proposed(self, made: Suggester, document: FullDocument, found: Sequence[Proposal]) -> None:
        if made is not self.made:
            return  # something was learned meanwhile: what was asked for after it is on its way
        self._proposals[document.version.id] = (made, tuple(found))
        self._tell()
        self._measure_again()

    def _measure_again(self) -> None:
        made = self.made
        if made is not None and len(made.coded) >= CALIBRATE_AGAIN * self._calibrated_at:
            self._calibrated_at = max(1, len(made.coded))
            self._app.set_timer(CALIBRATE_AFTER, lambda: self._calibrate(made), name="probabilities")

    def _more(self, document: FullDocument, learn: Callable[[Suggester], Suggester]) -> None:
        version = self._session.project.data_version()
        if self.made is None and not self._learning:
            return

        def job() -> None:
            made = self.made
            if made is not None and version > self._seen:
                larger = learn(made)
                self._back(lambda: self._take_larger(larger))

        self._do(job)
        self._wanted = document

    def _take_larger(self, made: Suggester) -> None:
        self.made = made
        self._refresh()

    # Probabilities need whole documents left out, which takes longer: they come when they are there.

    def _calibrate(self, made: Suggester) -> None:
        if self.left:
            return

        def job() -> None:
            worker = get_current_worker()

            def going(_done: int, _all: int) -> None:
                while self._busy() and not (worker.is_cancelled or self.left):
                    time.sleep(WAITS)  # in the background: what somebody looks at goes first
                if worker.is_cancelled or self.left:
                    raise _Stopped

            try:
                found = made.calibrated(going)
            except _Stopped:
                return
            self._back(lambda: self._take_calibrated(found))

        self._app.run_worker(job, thread=True, exclusive=True, group="calibrate", name="probabilities")

    def _busy(self) -> bool:
        """Whether somebody types, or waits for what is learned."""
        return self._running or time.monotonic() - self._app.last_key < TYPING

    def _take_calibrated(self, found: Suggester) -> None:
        from dataclasses import replace

        if self.made is not None:
            before, self.made = self.made, replace(self.made, calibration=found.calibration)
            # The same codes with the same shares: what was proposed stays.
            for version_id, (made, proposals) in list(self._proposals.items()):
                if made is before:
                    self._proposals[version_id] = (self.made, proposals)
            self._tell()


class _Stopped(Exception):
    """The calibration is not wanted any more."""
