"""The analytic snapshot for the screens: read once per state of the project, shared by all screens."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.store.history import last_seq
from cmo_coder.store.project import Project

_KEPT: WeakKeyDictionary[Project, Snapshot] = WeakKeyDictionary()


def current_snapshot(project: Project) -> Snapshot:
    """The study as it is now. The same object is given again while nothing was changed, undone or redone."""
    with project.read() as reading:
        kept = _KEPT.get(project)
        # Every change, by this program or another one, has an entry in the log; so the last number tells the state.
        if kept is None or kept.change != last_seq(reading.connection):
            kept = load_snapshot(reading)
            _KEPT[project] = kept
    return kept
