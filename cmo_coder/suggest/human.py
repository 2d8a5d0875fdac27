"""How well two people agree on the same passages: the line beside which suggestions are to be read.

Only documents that both coders finished count, and only passages that both coded: spans that overlap by more than half
of the shorter one. `first_right` is the mean share of one coder's codes that the other gave too; `right_in_three` how
often they share a code at all. Both are taken in both directions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

from cmo_coder.model.documents import TextVersion
from cmo_coder.model.fragments import Coding, Fragment, FragmentState
from cmo_coder.store.agreement import finishers
from cmo_coder.store.reading import Reading
from cmo_coder.suggest.of_project import definitions_of

Coded = Mapping[tuple[int, int], frozenset[str]]
"""The codes of one coder on the spans (code points) of one document."""


@dataclass(frozen=True, slots=True)
class HumanLine:
    """What two people reach. `n` counts passages of one coder that another coded too; `documents` those compared."""

    n: int
    documents: int
    first_right: float
    right_in_three: float


def human_line(reading: Reading) -> HumanLine | None:
    """The line of two coders in a project; nothing where no two of them finished the same document."""
    firsts: list[float] = []
    documents: set[str] = set()
    done = finishers(reading)
    for document_id, by_coder in _codings(reading).items():
        hidden = reading.hidden is not None and document_id in reading.hidden.documents
        coders = [] if hidden else sorted(done.get(document_id, frozenset()) & by_coder.keys())
        for one, other in permutations(coders, 2):
            found = list(_shared(by_coder[one], by_coder[other]))
            firsts += found
            if found:
                documents.add(document_id)
    if not firsts:
        return None
    shared = sum(one > 0 for one in firsts)
    return HumanLine(len(firsts), len(documents), sum(firsts) / len(firsts), shared / len(firsts))


def _codings(reading: Reading) -> dict[str, dict[str, dict[tuple[int, int], frozenset[str]]]]:
    """The codes in use by document, coder and span; what waits for review is left out."""
    active = {one.code for one in definitions_of(reading)}
    in_force = {one.id for one in reading.all(TextVersion, in_force=True)}
    fragments = {
        one.id: one
        for one in reading.all(Fragment)
        if one.state is FragmentState.SITS and one.text_version_id in in_force
    }
    found: dict[str, dict[str, dict[tuple[int, int], frozenset[str]]]] = defaultdict(lambda: defaultdict(dict))
    for coding in reading.all(Coding):
        fragment = fragments.get(coding.fragment_id)
        if fragment is not None and coding.coder_id is not None and coding.code_id in active:
            spans = found[fragment.document_id][coding.coder_id]
            span = (fragment.start, fragment.end)
            spans[span] = spans.get(span, frozenset()) | {coding.code_id}
    return found


def _shared(mine: Coded, theirs: Coded) -> Iterator[float]:
    """For each of one coder's passages that the other coded too: the share of its codes that the other gave."""
    for (start, end), codes in mine.items():
        others: set[str] = set()
        for (other_start, other_end), given in theirs.items():
            common = min(end, other_end) - max(start, other_start)
            if 2 * common > min(end - start, other_end - other_start):
                others |= given
        if others:
            yield len(codes & others) / len(codes)
