"""The analytic snapshot for the screens: read once per state of the project, shared by all screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.store.project import Project

if TYPE_CHECKING:
    from cmo_coder.tables.tracing import Place

_KEPT: WeakKeyDictionary[Project, tuple[tuple[int, str], Snapshot]] = WeakKeyDictionary()


_PLACES: dict[str, tuple[Snapshot, Mapping[str, tuple[Place, ...]]]] = {}


def places_in(snapshot: Snapshot, language: str) -> Mapping[str, tuple[Place, ...]]:
    """For every fragment the cells that rest on it; kept for the last snapshot of each language."""
    from cmo_coder.tables.tracing import places_of_quotes

    kept = _PLACES.get(language)
    if kept is None or kept[0] is not snapshot:
        kept = (snapshot, places_of_quotes(snapshot, language))
        _PLACES[language] = kept
    return kept[1]


def current_snapshot(project: Project) -> Snapshot:
    """The study as it is now. The same object is given again while nothing was changed, undone or redone."""
    # Every change, by this program or another one, has an entry in the log; so its last number tells the state.
    state = project.state()
    kept = _KEPT.get(project)
    if kept is None or kept[0] != state:
        with project.read() as reading:
            kept = (state, load_snapshot(reading))
        _KEPT[project] = kept
    return kept[1]
