"""What the preview says where a file does not tell who asks and who answers, and what to do then."""

from __future__ import annotations

import dataclasses

from textual.content import Content

from cmo_coder.ingest.loading import Known, guess_plans
from cmo_coder.ingest.value import ReadText, SpeakerGuess
from cmo_coder.messages import N_, _
from cmo_coder.model.documents import SpeakerKind
from cmo_coder.tui.screens.load_state import INTERVIEWER, UNKNOWN, Item, Load
from cmo_coder.tui.widgets.line_list import Line

ALSO_ALL = "also-all"
"""The line that says of all labels in doubt that they are speakers."""


def doubted(read: ReadText) -> tuple[str, ...]:
    """The labels that were not taken for speakers, in the order of their first line."""
    found = (dict(one.args).get("label") for one in read.warnings)
    return tuple(one for one in found if isinstance(one, str))


def also_all_line(read: ReadText) -> list[Line]:
    """Where nobody was recognised but several labels come back: that these may all be people."""
    labels = doubted(read)
    if read.speakers or len(labels) < 2:
        return []
    words = _("{names}: do they speak? (enter: yes, all of them)").format(names=", ".join(labels))
    return [Line(ALSO_ALL, words, lead=Content.styled("? ", "bold"), indent=2)]


def nobody_asks(item: Item) -> bool:
    """Whether people speak in a file and none of them is said to be the interviewer."""
    if item.plan is None or item.version_of is not None or not item.plan.speakers:
        return False
    return all(who.kind is not SpeakerKind.INTERVIEWER for who in item.plan.speakers.values())


def asking_line(item: Item) -> list[Line]:
    """What to do where nobody is said to be the interviewer."""
    if not nobody_asks(item):
        return []
    words = _("Who is the interviewer? Go to that name and press i; the others become respondents.")
    return [Line("asking", words, lead=Content.styled("? ", "bold"), indent=2, heading=True)]


def switch_interviewer(load: Load, nr: int, label: str) -> str:
    """Make a speaker of an item the interviewer, or not any more; gives what was done, to be shown (a message id).

    Whoever was unknown beside the first interviewer becomes a respondent, as if the label had told it.
    """
    plan = load.items[nr].plan
    assert plan is not None
    if plan.speakers[label].kind is SpeakerKind.INTERVIEWER:
        load.set_speaker(nr, label, UNKNOWN)
        return N_("{name}: unknown")
    load.set_speaker(nr, label, INTERVIEWER)
    unknown = [one for one, who in plan.speakers.items() if one != label and who.kind is SpeakerKind.UNKNOWN]
    if unknown and all(who.kind is not SpeakerKind.INTERVIEWER for who in plan.speakers.values()):
        _make_respondents(load, nr, unknown)
    return N_("{name}: interviewer")


def _make_respondents(load: Load, nr: int, labels: list[str]) -> None:
    """New respondents for some speakers of an item."""
    plan = load.items[nr].plan
    assert plan is not None
    guesses = tuple(SpeakerGuess(one, 1, 1, "respondent") for one in labels)
    known = Known(load.known.rounds, load.known.cases, tuple(load.respondents()))
    (guessed,), new = guess_plans([dataclasses.replace(plan.read, speakers=guesses)], known)
    load.add_respondents(new, plan.case_id)
    for label in labels:
        load.set_speaker(nr, label, guessed.speakers[label])
