"""The comparison of coders that is looked at: kept with the open project, and made ahead where it takes long."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, WeakSet

from cmo_coder.model.errors import NotFound
from cmo_coder.model.fragments import Fragment
from cmo_coder.store.project import Project
from cmo_coder.store.universe import AsOf, Universe
from cmo_coder.tui.analysis import LARGE

if TYPE_CHECKING:
    from cmo_coder.realist.agreement_live import LiveAgreement

AT_FIRST = Universe(as_of=AsOf.FINISHED)
"""What is compared where nothing else was asked."""

_LIVE: WeakKeyDictionary[Project, LiveAgreement] = WeakKeyDictionary()
_AHEAD: WeakSet[Project] = WeakSet()


def live_agreement(project: Project) -> LiveAgreement:
    """The comparison of a project, which goes along with its changes."""
    # Every study is asked whether it is compared already; what compares is forty modules.
    from cmo_coder.realist.agreement_live import LiveAgreement

    return _LIVE.setdefault(project, LiveAgreement())


def compare_ahead(project: Project) -> None:
    """Compare the coders of a large study. For a worker."""
    if is_compared(project):
        return
    with project.read() as reading, suppress(NotFound):  # nothing that two of them finished
        live_agreement(project).ahead(reading, AT_FIRST, project.state())
    _AHEAD.add(project)


def is_compared(project: Project) -> bool:
    """Whether a first look at the comparison is quick: it was made ahead, or the study is not large."""
    if project in _AHEAD:
        return True
    with project.read() as reading:
        return reading.count(Fragment) < LARGE
