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


def in_lines(some: Sequence[BegunAgain]) -> tuple[str, ...]:
    """Return what became of documents that coders were done with: a line for every round and those coders."""
    said = _("Not done now, though done in round {nr}: {titles} ({names}). That round can be compared by itself.")
    alike: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for one in some:
        alike.setdefault((one.coding_round, one.coders), []).append(one.title)
    return tuple(
        said.format(nr=nr, titles=", ".join(titles), names=", ".join(coders)) for (nr, coders), titles in alike.items()
    )


def begun_again_lines(
    project: Project, document_ids: Sequence[str] = (), coder_ids: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return which documents coders were done with and are not now; of all where none is named.

    Who is done is kept from nobody, so this is said to who works blind too.
    """
    with project.read_everything() as reading:
        asked = Universe(coder_ids=tuple(coder_ids), document_ids=tuple(document_ids))
        return in_lines(begun_again(reading, finishers(reading), asked))
