"""What the program has learned of the open study, for all screens that suggest: made and asked in one worker.

Nothing here makes a key wait: whoever wants something says what is to be done with it when it is there. The work is
done piece by piece in the order in which it was asked for, so that a coding is learned before the next words are looked
at. Whatever fails there is said in a sentence, and the program goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from cmo_coder.messages import N_
from cmo_coder.tui.background import behind, quietly
from cmo_coder.tui.sentence_vectors import SentenceVectors
from cmo_coder.tui.suggesting_jobs import Work
from cmo_coder.tui.suggesting_proposals import Proposing

if TYPE_CHECKING:
    from cmo_coder.store.documents import FullDocument
    from cmo_coder.suggest.calibrate import Calibration
    from cmo_coder.suggest.suggester import Suggester
    from cmo_coder.tui.app import CmoApp
    from cmo_coder.tui.session import Session

BY_ITSELF = True
"""Whether learning begins when a document is read, and not only when somebody asks for a suggestion."""
RELEARN_AFTER = 25
"""After so many changes of the project everything is learned anew, beside what is known already."""
CALIBRATE_AGAIN = 1.2
"""Probabilities are measured again when there are so many times as many coded fragments."""

CALIBRATE_AFTER = 20.0
"""Seconds after the suggestions of a document were made that probabilities are measured: they take longest."""
TYPING = 1.0
"""Seconds after a key in which what runs in the background holds still, between two models."""
WAITS = 0.05
"""Seconds between two looks of what runs in the background at whether something else is going on."""


class Suggesting(Proposing):
    """Learns, and proposes for documents. Everything but the work itself happens in the thread of the screens."""

    def __init__(self, app: CmoApp, session: Session) -> None:
        super().__init__(app)
        self._session = session
        self._of: tuple[str | None, bool] | None = None
        self._seen = -1
        self._learning = False
        self._calibrated_at = 0
        self._measuring = Lock()
        self.vectors = SentenceVectors(app, session, self.learn_again)

    # Asking

    @property
    def learning(self) -> bool:
        """Whether something is being learned for the first time."""
        return self._learning and self.made is None

    def ready(self) -> bool:
        """See to it that what was learned fits who works here and what was coded; whether there is something now.

        Where learning failed it is not begun again by itself before much has changed.
        """
        coder = self._session.coder
        with self._session.project.read() as reading:
            of = (coder.id if coder else None, reading.hidden is not None)
        if self._of != of:
            self.made, self._of, self._proposals, self.problem = None, of, {}, ""
            self._learn()
        elif self._much_changed() or not (self.made or self.problem):
            self._learn()
        return self.made is not None

    def _much_changed(self) -> bool:
        return self._session.project.data_version() - self._seen > RELEARN_AFTER

    def _quiet(self, document: FullDocument) -> None:
        """Nothing was learned for a while: learn anew where much has changed.

        What was learned bit by bit takes more memory each time, and knows no new words.
        """
        if self.made is not None and self._much_changed():
            self.ready()  # the proposals follow when that is done
        else:
            super()._quiet(document)

    def try_again(self) -> None:
        """Learn again where that failed before, when somebody wants suggestions the next time."""
        if self.problem:
            self._of, self.problem = None, ""

    def leave(self) -> None:
        """The study is closed: nothing is wanted any more."""
        self.vectors.forget()
        super().leave()

    def learn_again(self) -> None:
        """What is learned rests on something else from now on: learn anew."""
        self._of = None
        self.ready()

    def want(self, document: FullDocument, at: int, *, whole: bool = False) -> None:
        """Make the proposals for a document around `at` (code points), and for the rest when it is quiet or `whole`."""
        self._wanted, self._at = document, at
        if self.ready():
            self._propose_for(document)
            if whole:
                self.jobs.do(lambda: self._propose_all(document), self._failed)
        else:
            self._whole = whole

    def ask(self, work: Callable[[Suggester], Work]) -> None:
        """Have `work` done on what was learned; what it gives is then called in the thread of the screens."""

        def job() -> None:
            made = self.made
            if made is not None:
                self.jobs.back(work(made))

        self.jobs.do(job, self._did_not_work)

    def ask_soon(self, work: Callable[[Suggester], Work]) -> bool:
        """As `ask`, and see to it that something is learned first; whether there was something already."""
        there = self.ready()
        self.ask(work)
        return there

    def aside(self, work: Callable[[Suggester], Work]) -> None:
        """As `ask`, for what may take long and nothing else waits for: only the last that was asked for is done."""
        made = self.made
        if made is not None:
            self.jobs.aside(lambda: self.jobs.back(work(made)), self._did_not_work)

    def coded(self, document: FullDocument, start: int, end: int, code_id: str, fragment_id: str) -> None:
        """Learn one coding more, at once."""
        self._more(document, code_id, lambda made: made.with_coding(document, start, end, code_id, fragment_id))

    def refused(self, document: FullDocument, start: int, end: int, code_id: str) -> None:
        """Learn one refusal more, at once."""
        self._more(document, code_id, lambda made: made.without_code(document, start, end, code_id))

    # Learning

    def _failed(self, reason: str) -> None:
        self._learning = False
        self._seen = self._session.project.data_version()
        super()._failed(reason)

    def _learn(self) -> None:
        if self._learning:
            return
        self._learning = True
        self.jobs.do(self._learn_now, self._failed)

    def _learn_now(self) -> None:
        version, made = self.learn()
        self.jobs.back(lambda: self._take(made, version))

    def learn(self) -> tuple[int, Suggester]:
        """Learn from the project as it is: its version, and what was learned. Tests put something else in its place.

        What was learned before goes first: what is proposed stays in view, and what is asked meanwhile waits its turn.
        """
        from cmo_coder.suggest.memory import be_modest, give_back
        from cmo_coder.suggest.suggester import suggester_of

        be_modest()
        give_back()
        project = self._session.project
        version = project.data_version()
        name, vectors = self.vectors.usable() or ("", None)
        before = self.made
        if before is not None:
            with self._measuring:  # which holds on to it until it stops
                before.let_go()
            give_back()
        with project.read() as reading:
            made = suggester_of(reading, encoder=vectors, encoder_name=name, before=before)
        give_back()
        return version, made

    def _take(self, made: Suggester, version: int) -> None:
        from dataclasses import replace

        if self.made is not None and self.made.calibration is not None:
            made = replace(made, calibration=self.made.calibration)
        self.made, self._seen, self._learning, self.problem = made, version, False, ""
        self._refresh()

    def _more(self, document: FullDocument, code_id: str, learn: Callable[[Suggester], Suggester]) -> None:
        version = self._session.project.saved  # right after the act; known without reading
        if self.made is None and not self._learning:
            return

        def job() -> None:
            made = self.made
            if made is None or version <= self._seen:
                return
            if code_id in made.learned.codes:
                larger = learn(made)
                self.jobs.back(lambda: self._take_larger(larger))
            else:  # a code that is new: all is learned anew
                self._learning = True
                self._learn_now()

        self.jobs.do(job, self._failed, after_frame=True)
        self._wanted = document

    def _take_larger(self, made: Suggester) -> None:
        self.made = made
        self._refresh()

    # Probabilities need whole documents left out, which takes longer: they come when they are there.

    def _measure_again(self) -> None:
        made = self.made
        if made is not None and not self._learning and len(made.coded) >= CALIBRATE_AGAIN * self._calibrated_at:
            self._calibrated_at = max(1, len(made.coded))
            self._app.set_timer(CALIBRATE_AFTER, self._calibrate, name="probabilities")

    def _calibrate(self) -> None:
        if self.jobs.left:
            return

        def job() -> None:
            worker = get_current_worker()

            def unwanted() -> bool:
                # What is learned anew is measured when it is there; until then there is no room for two.
                return worker.is_cancelled or self.jobs.left or self._learning

            def going(_done: int, _all: int) -> None:
                while self._busy() and not unwanted():
                    time.sleep(WAITS)  # in the background: what somebody looks at goes first
                if unwanted():
                    raise _Stopped

            try:
                with self._measuring:
                    found = self._measured(going)
            except _Stopped:
                self._calibrated_at = 0
            else:
                self.jobs.back(lambda: self._take_calibrated(found))

        # Where it fails there are no probabilities; the suggestions stay.
        what = N_("The probabilities were not measured")
        behind(self._app, job, what, quietly, group="calibrate", name="probabilities")

    def _measured(self, going: Callable[[int, int], None]) -> Calibration | None:
        going(0, 0)
        return self.made.calibrated(going).calibration if self.made is not None else None

    def _busy(self) -> bool:
        """Whether somebody types, or waits for what is learned."""
        return self.jobs.running or time.monotonic() - self._app.last_key < TYPING

    def _take_calibrated(self, found: Calibration | None) -> None:
        from dataclasses import replace

        if self.made is not None and found is not None:
            self.made = replace(self.made, calibration=found)  # what is proposed stays
            self._tell()


class _Stopped(Exception):
    """The calibration is not wanted any more."""
