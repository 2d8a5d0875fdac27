"""The best alignment of the units of three and more coders: an exact search with a bound on its work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence


def align_many(
    coder_of: Sequence[int],
    links: Sequence[Mapping[int, float]],
    empty: float,
    pairs: int,
    limit: int,
    each: Callable[[], None] = lambda: None,
) -> float | None:
    """Return the most that tuples can save over leaving every unit alone, or None beyond `limit` steps.

    Units are numbered in order of text; `links[u][v]` is the dissimilarity of two units that may stand in one tuple,
    `empty` that of a unit and nothing, `pairs` the number of pairs of coders. `each` is called
    before each unit: what it raises ends the work.
    """
    search = _Search(coder_of, links, empty, pairs, limit, each)
    saved = 0.0
    for part in _parts(links):
        best = search.best(part)
        if best is None:
            return None
        saved += best
    return saved


def _parts(links: Sequence[Mapping[int, float]]) -> list[list[int]]:
    """Return the units in groups that have no link between them: each can be solved by itself."""
    seen = [False] * len(links)
    found = []
    for first in range(len(links)):
        if seen[first]:
            continue
        seen[first] = True
        part, at = [first], 0
        while at < len(part):
            for other in links[part[at]]:
                if not seen[other]:
                    seen[other] = True
                    part.append(other)
            at += 1
        found.append(sorted(part))
    return found


class _Search:
    """Units are taken in order of text; what is still free decides the rest, so each such state is solved once."""

    def __init__(
        self,
        coder_of: Sequence[int],
        links: Sequence[Mapping[int, float]],
        empty: float,
        pairs: int,
        limit: int,
        each: Callable[[], None],
    ) -> None:
        self.each = each
        self.coder_of, self.links, self.empty, self.pairs = coder_of, links, empty, pairs
        self.left = limit

    def best(self, part: Sequence[int]) -> float | None:
        """Return the most that the units of one group can save.

        States go forward in order of text: (which later units are used) -> most saved so far.
        """
        place = {unit: nr for nr, unit in enumerate(part)}
        worth = [self._worth(unit) for unit in part]
        states: dict[int, float] = {0: 0.0}
        for nr, unit in enumerate(part):
            self.each()
            following: dict[int, float] = {}
            tuples = [
                (sum(1 << (place[one] - nr - 1) for one in others), saved) for others, saved in self._tuples(unit)
            ]
            for used, so_far in states.items():
                rest = used >> 1
                if used & 1:
                    choices = [(0, 0.0)]
                else:
                    choices = [(0, 0.0)] + [(others, saved) for others, saved in tuples if not others & rest]
                self.left -= len(choices)
                if self.left < 0:
                    return None
                for others, saved in choices:
                    state = rest | others
                    if so_far + saved > following.get(state, -1.0):
                        following[state] = so_far + saved
            states = self._kept(following, worth[nr + 1 :])
        return max(states.values())

    def _worth(self, unit: int) -> float:
        """Return the most that a unit can add to any tuple."""
        nearest: dict[int, float] = {}
        for other, far in self.links[unit].items():
            coder = self.coder_of[other]
            nearest[coder] = min(far, nearest.get(coder, self.empty))
        return self.empty + sum(self.empty - far for far in nearest.values()) / self.pairs

    def _kept(self, states: dict[int, float], worth: Sequence[float]) -> dict[int, float]:
        """Return the states that may still win.

        From the best state so far everything can be done that another can do, but for the units that it has used and
        the other has not: what these can add at most is what the other may lag behind.
        """
        best = max(states, key=lambda state: states[state])
        kept = {}
        for state, saved in states.items():
            lag, free = states[best] - saved, best & ~state
            while free and lag >= 0:
                low = free & -free
                lag -= worth[low.bit_length() - 1]
                free ^= low
            if lag < 0 or state == best:
                kept[state] = saved
        return kept

    def _tuples(self, unit: int) -> list[tuple[tuple[int, ...], float]]:
        """Return the tuples that begin with `unit` and save something: the other units, and how much."""
        later = sorted(other for other in self.links[unit] if other > unit)
        found: list[tuple[tuple[int, ...], float]] = []

        def grow(chosen: tuple[int, ...], apart: float, start: int) -> None:
            for at in range(start, len(later)):
                other = later[at]
                if any(self.coder_of[other] == self.coder_of[one] for one in chosen):
                    continue
                if self.left < 0 or any(other not in self.links[one] for one in chosen):
                    continue
                self.left -= 1
                far = apart + sum(self.links[one][other] for one in chosen)
                more = (*chosen, other)
                size = len(more)
                saved = (size - 1) * self.empty + (size * (size - 1) / 2 * self.empty - far) / self.pairs
                if saved > 0 and all(self._adds(one, more) for one in more):
                    found.append((more[1:], saved))
                grow(more, far, at + 1)

        grow((unit,), 0.0, 0)
        return found

    def _adds(self, unit: int, members: Sequence[int]) -> bool:
        """Return whether a tuple is better with the unit than with the unit left alone."""
        others = [one for one in members if one != unit]
        return self.empty + sum(self.empty - self.links[unit][one] for one in others) / self.pairs > 0
