"""A fragment as a quote for people: one that waits for review keeps its old words, and says so wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterable

from cmo_coder.messages import _, ngettext
from cmo_coder.model.fragments import Fragment, FragmentState


def quoted(fragment: Fragment) -> str:
    """The words of a fragment, with a mark where they are not in the transcript any more."""
    if fragment.state is FragmentState.REVIEW:
        mark = _("to be reviewed")
        return f"{fragment.quote} [{mark}]"
    return fragment.quote


def review_note(fragments: Iterable[Fragment]) -> str:
    """A note for what shows these fragments; empty where all of them sit on their words."""
    n = sum(one.state is FragmentState.REVIEW for one in fragments)
    if not n:
        return ""
    return ngettext(
        "{n} quote reads as it was coded; its words were changed in the transcript since, and nobody has reviewed "
        "it yet.",
        "{n} quotes read as they were coded; their words were changed in the transcript since, and nobody has reviewed "
        "them yet.",
        n,
    ).format(n=n)
