"""Which things hang together, where some pairs of them belong together."""

from __future__ import annotations


class Groups:
    """Things 0 to n-1, each at first on its own; joining two joins all that hangs together with either."""

    def __init__(self, number: int) -> None:
        self._above = list(range(number))

    def join(self, one: int, other: int) -> None:
        """Say that two belong together."""
        first, second = sorted((self._top(one), self._top(other)))
        self._above[second] = first

    def all(self) -> list[list[int]]:
        """Every group, by its first member; the members in order."""
        found: dict[int, list[int]] = {}
        for nr in range(len(self._above)):
            found.setdefault(self._top(nr), []).append(nr)
        return list(found.values())

    def _top(self, nr: int) -> int:
        while self._above[nr] != nr:
            self._above[nr] = self._above[self._above[nr]]  # so that the way up is short next time
            nr = self._above[nr]
        return nr
