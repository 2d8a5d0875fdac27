"""What passages that nobody coded yet add to a codebook: the words that stand beside its own, and where they stand.

At the start a code is known by its definition alone, and people do not speak as codebooks do. The sentences of the
study that look most like a definition lend it their words; where in the interviews they stand says where in others it
will be talked of (interviews follow a topic list). Nothing is coded by this, and it counts less with every coding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from cmo_coder.suggest.rows import near_places, places_of
from cmo_coder.suggest.sparse import SparseRows
from cmo_coder.suggest.value import Passage, Settings

Thing = TypeVar("Thing")

SHARP = 3.0
"""How much likeness (logit for each) makes one code likelier than another for a sentence that nobody coded."""
LEAST_PLACE = 0.1
"""Where nothing that looks like a code was seen its place still has a tenth of the mean."""


def some_of(things: Sequence[Thing], most: int) -> list[Thing]:
    """At most so many of some things, spread evenly over them."""
    step = max(1.0, len(things) / most)
    return [things[int(nr * step)] for nr in range(min(most, len(things)))]


def most_like(shares: Any, most: int) -> Any:
    """Of the shares (`passages x codes`) those of the passages that are most like each code; the others are zero."""
    import numpy as np

    found = np.zeros_like(shares)
    for nr in range(shares.shape[1]):
        best = np.argsort(-shares[:, nr], kind="stable")[:most]
        found[best, nr] = shares[best, nr]
    return found


def lent(rows: SparseRows, passages: SparseRows, weights: Any, share: float, most: int) -> tuple[SparseRows, Any]:
    """Rows (one for each code) with the words of passages added, as long as before; of each code the `most` telling.

    `weights` (`passages x codes`) says how much a passage counts, `share` how much what is lent beside what was there.
    Also gives by how much what was there was shortened.
    """
    import numpy as np

    lengths = rows.lengths()
    ends, features, values, shortened = [0], [], [], np.ones(len(rows))
    for nr in range(len(rows)):
        own, more = rows.dense(nr), passages.sum(weights[:, nr])
        more[np.argsort(-more, kind="stable")[most:]] = 0.0
        length = np.sqrt(more @ more)
        both = own + (share * lengths[nr] / length) * more if length else own
        whole = np.sqrt(both @ both)
        shortened[nr] = lengths[nr] / whole if whole else 1.0
        at = np.flatnonzero(both)
        ends.append(ends[-1] + len(at))
        features.append(at.astype(rows.features.dtype))
        values.append((both[at] * shortened[nr]).astype(np.float32))
    grown = SparseRows(np.array(ends), np.concatenate(features), np.concatenate(values), rows.width)
    return grown, shortened


@dataclass(frozen=True, slots=True)
class Places:
    """Where in the documents each code seems to be talked of. `documents` and `places` are those of the passages."""

    documents: Any
    places: Any
    weights: Any

    @classmethod
    def of(cls, passages: Sequence[Passage], weights: Any) -> Places:
        """The places of passages, of which `weights` (`passages x codes`) says how much each is of a code."""
        import numpy as np

        return cls(np.array([one.document for one in passages]), places_of(passages), weights)

    def of_codes(self, passages: Sequence[Passage], own: Settings) -> Any:
        """For passages how much likelier each code is for their place (logit), by other documents alone: the words
        around a passage say what its own document talks of there. Zero where its place is not known.
        """
        import numpy as np

        near = near_places(places_of(passages), self.places, own)
        near *= self.documents[None, :] != np.array([one.document for one in passages])[:, None]
        found = near @ (self.weights / np.maximum(self.weights.sum(axis=0), 1e-9)) + 1e-9
        found /= found.mean(axis=1, keepdims=True)
        return np.log((found + LEAST_PLACE) / (1.0 + LEAST_PLACE))
