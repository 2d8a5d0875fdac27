"""The analytic snapshot for the screens: read once per state of the project, shared by all screens."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from cmo_coder.realist.snapshot import Snapshot, advance_snapshot, load_snapshot
from cmo_coder.store.bulk_memory import without_collecting
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading

if TYPE_CHECKING:
    from cmo_coder.tables.tracing import Place


@dataclass(frozen=True, slots=True)
class _Kept:
    """The state of the project that a snapshot was read in, and whether work of others was hidden from it."""

    state: tuple[int, str]
    blind: bool
    snapshot: Snapshot


_KEPT: WeakKeyDictionary[Project, _Kept] = WeakKeyDictionary()


_PLACES: dict[str, tuple[Snapshot, Mapping[str, tuple[Place, ...]]]] = {}


def places_in(snapshot: Snapshot, language: str) -> Mapping[str, tuple[Place, ...]]:
    """For every fragment the cells that rest on it; kept for the last snapshot of each language."""
    from cmo_coder.tables.tracing import places_of_quotes

    kept = _PLACES.get(language)
    if kept is None or kept[0] is not snapshot:
        kept = (snapshot, places_of_quotes(snapshot, language))
        _PLACES[language] = kept
    return kept[1]


def _whole(reading: Reading) -> Snapshot:
    """The snapshot of a large study is hundreds of thousands of objects that stay: looking for circles in them at every
    turn would stop the screen for a tenth of a second."""
    with without_collecting():
        made = load_snapshot(reading)
    gc.freeze()
    return made


def current_snapshot(project: Project) -> Snapshot:
    """The study as it is now. The same object is given again while nothing was changed, undone or redone."""
    # Every change, by this program or another one, has an entry in the log; so its last number tells the state.
    state = project.state()
    kept = _KEPT.get(project)
    if kept is None or kept.state != state:
        with project.read() as reading:
            # What a coder who works blind may see can change with rows that she does not see: then all is read anew.
            blind = reading.hidden is not None
            advance = kept is not None and not kept.blind and not blind
            now = advance_snapshot(kept.snapshot, reading) if kept is not None and advance else _whole(reading)
            kept = _Kept(state, blind, now)
        _KEPT[project] = kept
    return kept.snapshot
