"""What a coding round did to documents that coders were done with, in words: they leave the comparison until all are
done once more.
"""

from __future__ import annotations

from collections.abc import Sequence

from cmo_coder.messages import _
from cmo_coder.store.agreement import finishers
from cmo_coder.store.not_compared import BegunAgain, begun_again
from cmo_coder.store.project import Project
from cmo_coder.store.universe import Universe


def begun_again_line(one: BegunAgain) -> str:
    """Return what became of a document that coders were done with."""
    return _(
        "Not done now, though done in round {nr}: {title} ({names}). That round can be compared by itself."
    ).format(nr=one.coding_round, title=one.title, names=", ".join(one.coders))


def begun_again_lines(
    project: Project, document_ids: Sequence[str] = (), coder_ids: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return a line for every document that coders were done with and are not now; of all where none is named.

    Who is done is kept from nobody, so this is said to who works blind too.
    """
    with project.read_everything() as reading:
        asked = Universe(coder_ids=tuple(coder_ids), document_ids=tuple(document_ids))
        return tuple(begun_again_line(one) for one in begun_again(reading, finishers(reading), asked))
