"""What a screen worked out about the study, kept while nothing was changed that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from cmo_coder.store.project import Project
from cmo_coder.store.since import changed_since

T = TypeVar("T")

MOST = 12
"""How many answers are kept of a study; of more, the oldest go."""

_KEPT: WeakKeyDictionary[Project, dict[object, tuple[int, str, Any]]] = WeakKeyDictionary()
"""Number of the last change, who looked, and what was worked out."""


def unless_changed(project: Project, what: object, tables: Collection[str], make: Callable[[], T]) -> T:
    """What `make` gave for `what` (a name, with all that it was asked with), until a row of these tables is touched.

    Where work of others is hidden from the coder it is made anew after every change: what she may see can change with
    rows that she does not see.
    """
    seq, coder = project.state()
    kept = _KEPT.setdefault(project, {})
    if what in kept:
        known, looked, made = kept[what]
        if looked == coder and (known == seq or _untouched(project, known, tables)):
            kept[what] = (seq, coder, made)
            return made  # type: ignore[no-any-return]
    made = make()
    kept.pop(what, None)
    kept[what] = (seq, coder, made)
    while len(kept) > MOST:
        del kept[next(iter(kept))]
    return made


def _untouched(project: Project, seq: int, tables: Collection[str]) -> bool:
    with project.read() as reading:
        if reading.hidden is not None:
            return False
        ids = changed_since(reading, seq).ids
    return ids is not None and ids.keys().isdisjoint((*tables, *_SEEING))


_SEEING = ("coder", "assignment", "progress")
"""Tables that say who may see what."""
