"""Where words stand, as people say it: the turn or the paragraph, and the beginning of the words; no offsets."""

from __future__ import annotations

from textwrap import shorten

from cmo_coder.messages import _
from cmo_coder.store.documents import FullDocument

SHORT = 60
"""Code points of a quote in a sentence."""


def where_in(document: FullDocument, at: int) -> str:
    """The turn that holds a place (code points) of a document, or its paragraph where nobody is known to speak."""
    turn = document.turn_at(at)
    if turn is not None and turn.speaker_id is not None:  # without speakers each paragraph is kept as a turn
        return _("turn {nr}").format(nr=turn.nr)
    lines = document.text[: max(0, at) + 1].split("\n")
    return _("paragraph {nr}").format(nr=max(1, sum(1 for line in lines if line.strip())))


def in_short(words: str) -> str:
    """Words on one line, cut where they are long."""
    return shorten(words, SHORT, placeholder=" …")
