"""The heaviest one-to-one matching of two sides when only some pairs are worth anything (sparse assignment).

Shortest augmenting paths with potentials (Jonker & Volgenant 1987), over the pairs that exist only: a row looks at its
own few columns, so two coders with hundreds of units are matched in milliseconds and exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush


def heaviest(gains: Sequence[Mapping[int, float]]) -> list[int | None]:
    """Return for each row the column it is matched with, or None, so that the sum of gains is largest.

    `gains[row][column]` is what the pair is worth; pairs that are absent, or worth nothing, are not made.
    """
    search = _Search(gains)
    for row in range(len(gains)):
        search.place(row)
    return [column if column is not None and column >= 0 else None for column in search.column_of]


class _Search:
    """The state of the matching: potentials of rows and columns, and who has whom.

    Column -(row + 1) is the row's own place to stay single, at no gain.
    """

    def __init__(self, gains: Sequence[Mapping[int, float]]) -> None:
        self.costs = [
            {**{column: -gain for column, gain in of.items() if gain > 0}, -(row + 1): 0.0}
            for row, of in enumerate(gains)
        ]
        self.row_potential = [0.0] * len(gains)
        self.column_potential: dict[int, float] = {}
        self.column_of: list[int | None] = [None] * len(gains)
        self.row_of: dict[int, int] = {}

    def place(self, row: int) -> None:
        """Match one more row, moving others along the cheapest path."""
        potential, columns = self.row_potential, self.column_potential
        potential[row] = min(cost - columns.get(column, 0.0) for column, cost in self.costs[row].items())
        distance: dict[int, float] = {}
        came_from: dict[int, int] = {}
        settled: list[int] = []
        done: set[int] = set()
        heap: list[tuple[float, int]] = []
        at, base = row, 0.0
        while True:
            for column, cost in self.costs[at].items():
                if column in done:
                    continue
                far = base + cost - potential[at] - columns.get(column, 0.0)
                if far < distance.get(column, float("inf")):
                    distance[column] = far
                    came_from[column] = at
                    heappush(heap, (far, column))
            base, column = heappop(heap)
            while column in done:
                base, column = heappop(heap)
            done.add(column)
            if column not in self.row_of:
                break
            settled.append(column)
            at = self.row_of[column]
        potential[row] += base
        for one in settled:
            potential[self.row_of[one]] += base - distance[one]
            columns[one] = columns.get(one, 0.0) - (base - distance[one])
        self._augment(row, column, came_from)

    def _augment(self, row: int, column: int, came_from: Mapping[int, int]) -> None:
        while True:
            at = came_from[column]
            before = self.column_of[at]
            self.column_of[at] = column
            self.row_of[column] = at
            if at == row:
                return
            assert before is not None
            column = before
