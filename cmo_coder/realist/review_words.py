"""How a place was found for a fragment that waits for review, in words; one place for the screen and the commands."""

from __future__ import annotations

from cmo_coder.messages import _
from cmo_coder.store.review import Found


def found_text(found: Found, score: float) -> str:
    """How a place was found, in the current language; `score` from 0 to 1."""
    percent = f"{round(100 * score)}%"
    match found:
        case Found.EXACT:
            return _("the same words, here only")
        case Found.CONTEXT:
            return _("the same words; surroundings {percent} alike").format(percent=percent)
        case Found.FUZZY:
            return _("words {percent} alike").format(percent=percent)
        case Found.REPLACED:
            return _("what came in their place")
