"""The guided first run: from an empty study to a first effective element, on a practice interview. Can be left and
resumed.

Each step names the keys and knows from the study itself whether it was done, so that nothing is faked and the keys
learnt are the real ones. The same steps stand in the tutorial (docs).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_coder import paths
from cmo_coder.messages import N_, _, language
from cmo_coder.tui.background import behind
from cmo_coder.tui.session import change_settings, unless_it_fails

if TYPE_CHECKING:
    from cmo_coder.store.project import Project
    from cmo_coder.tui.app import CmoApp

NAME = "oefenstudie.cmo"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do (a message id), whether the study shows that it was done, and the screen where it is done.

    `home` is empty where the text itself says how to get there.
    """

    text: str
    done: Callable[[Project], bool]
    home: str = ""


def _has(count: Callable[[Project], int], least: int = 1) -> Callable[[Project], bool]:
    return lambda project: count(project) >= least


def _documents(project: Project) -> int:
    from cmo_coder.model.documents import Document

    with project.read() as reading:
        return reading.count(Document)


def _slots(role: str) -> Callable[[Project], int]:
    def count(project: Project) -> int:
        from cmo_coder.model.claims import ClaimSlot

        with project.read() as reading:
            return reading.count(ClaimSlot, role=role)

    return count


def _told(project: Project) -> int:
    from cmo_coder.model.claims import Claim, EpistemicStatus

    with project.read() as reading:
        return sum(one.status is not EpistemicStatus.UNDETERMINED for one in reading.all(Claim))


def _evidence(project: Project) -> int:
    from cmo_coder.model.configurations import Evidence

    with project.read() as reading:
        return reading.count(Evidence)


def _elements(project: Project) -> int:
    from cmo_coder.model.effective_elements import EffectiveElement

    with project.read() as reading:
        return reading.count(EffectiveElement)


def _assigned(project: Project) -> int:
    from cmo_coder.model.effective_elements import ElementConfiguration

    with project.read() as reading:
        return reading.count(ElementConfiguration)


def _strategies(project: Project) -> int:
    from cmo_coder.model.effective_elements import Strategy

    with project.read() as reading:
        return reading.count(Strategy)


def _never(project: Project) -> bool:
    del project
    return False


STEPS: tuple[Step, ...] = (
    Step(
        N_(
            "Load the practice interview: press g d, then l and enter. You see what was understood of it: two "
            "speakers, one of them the interviewer. Enter on {speaker} changes her pseudonym or group; ctrl+s takes "
            "the interview in."
        ),
        _has(_documents),
    ),
    Step(
        N_(
            "F3 opens it. First the context: in which situation did it help? Press /, type kende hier niemand, enter. "
            "Space opens a claim, V marks the sentence, c asks for a code: type pers and enter."
        ),
        _has(_slots("C")),
    ),
    Step(
        N_(
            "Now what changed in thinking or feeling: / niet bekeken, enter, V to mark, m, type tru and enter. It goes "
            "into the same claim."
        ),
        _has(_slots("M_red")),
        "read",
    ),
    Step(
        N_(
            "And what came of it: / slaap, enter, V, o. Does no code fit? Type a name of your own and press ctrl+s. "
            "(u takes back any mistake.)"
        ),
        _has(_slots("O")),
        "read",
    ),
    Step(N_("How does she know this? Press e, then e for experienced."), _has(_told), "read"),
    Step(
        N_(
            "Space closes the claim. Press F4: the claim stands left. n and enter make a configuration of it: your "
            "first CMO."
        ),
        _has(_evidence),
    ),
    Step(
        N_(
            "F5 shows it as a sentence, with the quotes beneath. Then F6 and n make an effective element: write what "
            "one should do, and press ctrl+s."
        ),
        _has(_elements),
    ),
    Step(N_("The configuration stands left; press a to put it behind the element."), _has(_assigned), "elements"),
    Step(N_("How can one reach it? Press s, write a strategy and press ctrl+s."), _has(_strategies), "elements"),
    Step(
        N_(
            "F8 shows the table of effective elements. f chooses Word or another form, w writes it. In a next "
            "interview codes will stand dim beside the text: s goes into these suggestions, S hides them. g r ends "
            "this tour."
        ),
        _never,
    ),
)

WAYS_BACK = {"read": N_("First F3: back to the interview."), "elements": N_("First F6: back to the element board.")}
"""How somebody who strayed gets back to where a step is done."""


def practice_path() -> str:
    """Where the practice study stands."""
    return str(paths.data_dir() / "practice" / NAME)


def practice_file() -> str:
    """The practice interview."""
    from cmo_coder.resources import resource_dir

    return str(resource_dir("transcripts_example") / "oefening" / "interview-oefening.txt")


def tour_text(step: int, shown: str = "") -> str:
    """What to do in a step (counted from 0), in the current language; `shown` is the screen one looks at."""
    text = _(STEPS[step].text).format(speaker="Tineke")
    home = STEPS[step].home
    if home and shown and shown != home:
        text = f"{_(WAYS_BACK[home])} {text}"
    return _("Tour {nr}/{n}: {text}").format(nr=step + 1, n=len(STEPS), text=text)


def advance(step: int, project: Project) -> int:
    """The step to show: the first one from `step` on that the study does not show as done."""
    while step < len(STEPS) - 1 and STEPS[step].done(project):
        step += 1
    return step


def on_tour(app: CmoApp) -> bool:
    """Whether the tour is on and its practice study is open; another study is left alone."""
    return app.touring and app.session is not None and app.session.project.place == practice_path()


def start_tour(app: CmoApp) -> None:
    """Start, resume, or (while it is on) leave the guided first run."""
    if on_tour(app):
        app.touring = False
        last = app.settings.tour_step >= len(STEPS) - 1
        app.settings = change_settings(tour_done=last)
        app.tell(_("The tour is over. Well done.") if last else _("The tour waits; g r brings it back."))
        app.refresh_screen()
        return
    app.touring = True
    place = practice_path()
    if app.session is not None and app.session.project.place == place:
        app.refresh_screen()
        return
    if not Path(place).exists():
        app.under_way(_("Preparing the practice study …"))
    # Not in the group of `open_project`, which it calls at its end: that would cancel it, and what waits for it.
    work = partial(_open_practice, app, place)
    behind(app, work, N_("The practice study was not made"), app.opened_nothing, group="practice")


def _open_practice(app: CmoApp, place: str) -> None:
    """Make the practice study when there is none, and open it."""
    from cmo_coder.codebook.files import read_codebook, ready_codebook
    from cmo_coder.codebook.study import import_codebook
    from cmo_coder.model.base import new_id
    from cmo_coder.model.study import Study
    from cmo_coder.store.project import Project
    from cmo_coder.store.study import add_coder

    path = Path(place)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        question = _("What works, for whom, and why?")
        study = Study(id=new_id(), name=_("Practice"), question=question, language=language())
        with unless_it_fails(path), Project.create(path, study) as project:
            project.coder = add_coder(project, app.settings.coder or _("me"))
            import_codebook(project, read_codebook(ready_codebook("cmo-nl" if language() == "nl" else "cmo-en")))
        app.settings = change_settings(tour_step=0, tour_done=False, coder=app.settings.coder or _("me"))
    app.call_from_thread(app.open_project, place)
