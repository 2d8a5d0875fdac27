"""What was worked out for the passages that were asked about last.

After a coding the sentences in view are asked about again. What is new then is one fragment: their likeness to the
thousands that were there is the same.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

from cmo_coder.suggest.value import Passage

MOST = 40
"""So many passages are remembered: those in view. Each takes a number for every fragment that was learned from."""

Worked = tuple[Any, Any]
"""Two arrays with one row for each passage."""


class Recent:
    """Remembers the rows of two arrays by passage; may be asked in several threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[Passage, Worked] = OrderedDict()
        self._lock = Lock()

    def rows(self, passages: Sequence[Passage], work_out: Callable[[Sequence[Passage]], Worked]) -> Worked:
        """The rows of passages; `work_out` is asked for those that are not known."""
        import numpy as np

        with self._lock:
            known = {one: self._known[one] for one in passages if one in self._known}
        missing = [one for one in dict.fromkeys(passages) if one not in known]
        if missing:
            first, second = work_out(missing)
            if len(missing) == len(passages) > MOST:
                return first, second  # more than are remembered: no copies
            known |= {one: (first[nr].copy(), second[nr]) for nr, one in enumerate(missing)}
        with self._lock:
            for one in passages:
                self._known[one] = known[one]
                self._known.move_to_end(one)
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return np.stack([known[one][0] for one in passages]), np.stack([known[one][1] for one in passages])
