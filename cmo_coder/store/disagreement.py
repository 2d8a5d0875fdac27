"""One place where coders differ, with what each of them has there, what rests on it, and whether it was settled."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.agreement.kinds import Case
from cmo_coder.agreement.readings import Reading as Explanation
from cmo_coder.model.adjudication import Adjudication, Choice, DisagreementKind
from cmo_coder.store.support_at_stake import Lost

Place = tuple[int, int, str]
"""Words `[start, end)` of the text in force, and the code that they get."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one coder has where coders differ: codes on words with the codings behind them, or a claim as its links."""

    coder: str
    places: tuple[Place, ...]
    codings: tuple[str, ...]
    claims: tuple[Explanation, ...] = ()
    chain: str = ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place where coders differ. `effective_elements` are those whose support rests on these words.

    `sides` is what each of them has: two, or more in a joint case (whose `case` then stands for all that was marked).
    `first_codings` and `second_codings` are the rows in dispute of a pair; `settled` is the decision on it, if any.
    """

    key: str
    kind: DisagreementKind
    case: Case
    first_coder: str
    second_coder: str
    first_codings: tuple[str, ...]
    second_codings: tuple[str, ...]
    effective_elements: tuple[str, ...]
    settled: Adjudication | None
    sides: tuple[Side, ...] = ()
    at_stake: Lost = ()
    """What the support of effective elements would lose without the claims in dispute, or on the words in dispute."""

    @property
    def weight(self) -> int:
        """How many cases, respondents, groups and rounds that is in all."""
        return sum(sum(counts) for _element, counts in self.at_stake)

    @property
    def is_joint(self) -> bool:
        """Whether it is about three or more coders."""
        return len(self.sides) > 2

    @property
    def is_open(self) -> bool:
        """True while it is not decided, or kept for discussion."""
        return self.settled is None or self.settled.choice is Choice.OPEN
