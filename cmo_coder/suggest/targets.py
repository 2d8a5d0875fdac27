"""What learning aims at: the share of each code in each row, and how much a row counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cmo_coder.suggest.value import Example, Settings


def target_of(example: Example, number: Mapping[str, int]) -> Any:
    """The shares of the codes (by their `number`) in an example; of a rejected code nothing, and the rest even."""
    import numpy as np

    row = np.zeros(len(number))
    for code in example.codes:
        row[number[code]] = 1.0
    if not example.codes:
        row[:] = 1.0
        for code in example.rejected:
            if code in number:
                row[number[code]] = 0.0
    total = row.sum()
    return row / total if total else np.full(len(number), 1.0 / len(number))


def targets_of(
    examples: Sequence[Example], number: Mapping[str, int], defined: Sequence[int], own: Settings
) -> tuple[Any, Any]:
    """What each row should get, and how much it counts: those of the examples, then those of the definitions, of which
    `defined` has the numbers of their codes. Rows of rare codes count more, so that they are found too.
    """
    import numpy as np

    n = len(examples)
    targets = np.zeros((n + len(defined), len(number)), np.float32)
    for row, example in zip(targets, examples, strict=False):
        row[:] = target_of(example, number)
    targets[np.arange(n, len(targets)), defined] = 1.0
    counts = np.array([one.weight for one in examples] + [own.definition_weight] * len(defined), float)
    common = (counts @ targets) / counts.sum()
    weights = counts * (targets / common).sum(axis=1) ** own.balance
    return targets, weights * (len(weights) / weights.sum())
