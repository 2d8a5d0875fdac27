"""From shares to probabilities: how often a suggestion of this share was right on documents that were left out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 30
"""With fewer measured suggestions than this no probability is shown."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising line of steps: the share of a first suggestion, and how often such a one was right (0 to 1)."""

    shares: tuple[float, ...]
    right: tuple[float, ...]
    n: int

    def probability(self, share: float) -> float:
        """How often a first suggestion of this share is right."""
        return self.right[min(bisect_left(self.shares, share), len(self.right) - 1)]


def calibrate(measured: Sequence[tuple[float, bool]]) -> Calibration | None:
    """Fit the line to (share of the first suggestion, whether it was right), by pooling adjacent violators (Ayer and
    others 1955, Annals of Mathematical Statistics 26, 641-647). Nothing where fewer than `LEAST` were measured.
    """
    if len(measured) < LEAST:
        return None
    pools: list[list[float]] = []  # of each pool: the largest share in it, how many were right, how many there are
    for share, right in sorted(measured):
        pools.append([share, float(right), 1.0])
        while len(pools) > 1 and pools[-2][1] * pools[-1][2] >= pools[-1][1] * pools[-2][2]:
            last = pools.pop()
            pools[-1] = [last[0], pools[-1][1] + last[1], pools[-1][2] + last[2]]
    return Calibration(tuple(one[0] for one in pools), tuple(one[1] / one[2] for one in pools), len(measured))
