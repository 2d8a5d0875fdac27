"""The analytic snapshot for the screens: read once per state of the project, shared by all screens."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from cmo_coder.model.configurations import Configuration
from cmo_coder.model.fragments import Fragment
from cmo_coder.store.bulk_memory import collected_no_more
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading

if TYPE_CHECKING:
    from cmo_coder.realist.snapshot import Snapshot
    from cmo_coder.tables.tracing import Place


@dataclass(frozen=True, slots=True)
class _Kept:
    """The state of the project that a snapshot was read in, and whether work of others was hidden from it."""

    state: tuple[int, str]
    blind: bool
    snapshot: Snapshot


_KEPT: WeakKeyDictionary[Project, _Kept] = WeakKeyDictionary()
_READING = threading.Lock()
"""Held while a snapshot is read: who needs it meanwhile waits for that one instead of reading another."""

LARGE, ANALYSED = 6_000, 2_000
"""Fragments from which on reading the whole study takes longer than a screen may (30,000: 0.8 s), and from which on it
takes half of that; the latter counts where there are configurations.

Who only codes in a study of some thousands has none, and keeps the ten megabytes that it would take.
"""


_PLACES: dict[str, tuple[Snapshot, dict[str, Mapping[str, tuple[Place, ...]]]]] = {}


def places_by_table(snapshot: Snapshot, language: str, fragment_id: str) -> Iterator[tuple[Place, ...]]:
    """The cells that rest on a fragment, table by table as they are made.

    What was found in a table is kept for all fragments, for the last snapshot of each language.
    """
    from cmo_coder.tables.catalogue import CATALOGUE
    from cmo_coder.tables.tracing import places_in_table

    kept = _PLACES.get(language)
    if kept is None or kept[0] is not snapshot:
        kept = _PLACES[language] = (snapshot, {})
    for entry in CATALOGUE:
        if entry.id not in kept[1]:
            kept[1][entry.id] = places_in_table(snapshot, entry, language)
        yield kept[1][entry.id].get(fragment_id, ())


def _whole(reading: Reading) -> Snapshot:
    """The snapshot of a large study is hundreds of thousands of objects that stay: looking for circles in them at every
    turn would stop the screen for a tenth of a second."""
    from cmo_coder.realist.snapshot import load_snapshot  # who only reads and codes does without

    with collected_no_more():
        return load_snapshot(reading)


def current_snapshot(project: Project) -> Snapshot:
    """The study as it is now. The same object is given again while nothing was changed, undone or redone."""
    from cmo_coder.realist.snapshot import advance_snapshot

    with _READING:
        # Every change, by this program or another one, has an entry in the log; so its last number tells the state.
        state = project.state()
        kept = _KEPT.get(project)
        if kept is None or kept.state != state:
            with project.read() as reading:
                # What a coder who works blind may see can change with rows that she does not see: all is read anew.
                blind = reading.hidden is not None
                advance = kept is not None and not kept.blind and not blind
                now = advance_snapshot(kept.snapshot, reading) if kept is not None and advance else _whole(reading)
                kept = _Kept(state, blind, now)
            _KEPT[project] = kept
        return kept.snapshot


def is_at_hand(project: Project) -> bool:
    """Whether `current_snapshot` answers at once: the study was read before and goes along, or it is not large."""
    kept = _KEPT.get(project)
    if kept is not None and kept.state == project.state():
        return True
    with project.read() as reading:
        goes_along = kept is not None and not kept.blind and reading.hidden is None
        return goes_along or not _takes_long(reading)


def _takes_long(reading: Reading) -> bool:
    """Whether reading the whole study is too long for a key to wait for."""
    number = reading.count(Fragment)
    return number >= LARGE or (number >= ANALYSED and reading.count(Configuration) > 0)


def read_ahead(project: Project, width: int) -> None:
    """Read a large study, and work out what every screen of the analysis asks first. For a worker.

    What is worked out is kept: sentences and claims in words with the snapshot, lines of the board with the module that
    makes them. `width` is that of the terminal in cells: the lines of claims are shorter on a narrow one.
    """
    from cmo_coder.realist.contradiction import contradictions, loose_claims
    from cmo_coder.realist.sentences import sentence_in
    from cmo_coder.realist.similarity import nearest_configurations
    from cmo_coder.tui.screens.elements_lines import configuration_lines, element_lines
    from cmo_coder.tui.screens.link import WIDE
    from cmo_coder.tui.screens.link_lines import claim_line

    if is_at_hand(project):
        return
    snapshot = current_snapshot(project)
    for configuration_id in snapshot.configurations:
        sentence_in(snapshot, snapshot.version_of(configuration_id))
    for claim_id in snapshot.claims:
        claim_line(snapshot, claim_id, short=width < WIDE)
    first = next(chain(loose_claims(snapshot), snapshot.claims.values()), None)
    if first is not None:
        nearest_configurations(snapshot, first.id)  # the claim that linking begins with; and what it imports
    contradictions(snapshot)
    for lines in (configuration_lines(snapshot, (), everything=False), element_lines(snapshot, None)):
        deque(lines, maxlen=0)  # run through to the end; nothing is kept of them here
