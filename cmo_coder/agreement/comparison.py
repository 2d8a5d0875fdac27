"""One comparison of coders: the normalised spans, and additive tables per (code, document) that are kept.

A table counts units per combination of coders, over everyone who finished the document, so it serves every choice of
coders. A changed span drops the tables of its own code and document and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, combinations
from typing import Any, TypeVar

from cmo_coder.agreement.coding import Coding, Spans, Text, normalised
from cmo_coder.agreement.sweep import Segments, Table, table
from cmo_coder.agreement.value import Unit

T = TypeVar("T")


@dataclass(frozen=True)
class Scope:
    """The universe of a figure: these coders, and the documents that two or more of them finished.

    A document may stand here more than once: then it counts so often (resampling).
    """

    coders: tuple[str, ...]
    bits: int
    documents: tuple[str, ...]
    nr: int = field(default=-1, compare=False)
    """A number of its own in the comparison, by which sums over it are kept; -1 for a resample, of which none are."""

    @cached_property
    def weights(self) -> dict[str, int]:
        """How often each document counts."""
        found: dict[str, int] = {}
        for document in self.documents:
            found[document] = found.get(document, 0) + 1
        return found


MOST_POOLED = 64
"""For how many choices of coders and documents the pooled tables of a code are kept."""


class Comparison:
    """The spans of a coding, normalised, and the tables made of them."""

    def __init__(self, coding: Coding) -> None:
        """Take in a coding; marks of coders in documents that they did not finish are left out."""
        self.coders = coding.coders
        self.codes = coding.codes
        self._known = frozenset(coding.codes)
        self.texts: dict[str, Text] = {text.id: text for text in coding.texts}
        self._segments = {text.id: Segments(text.segments) for text in coding.texts}
        self.bit = {coder: 1 << nr for nr, coder in enumerate(coding.coders)}
        self.assigned: dict[str, int] = {
            text.id: sum(bit for coder, bit in self.bit.items() if text.id in coding.assigned.get(coder, ()))
            for text in coding.texts
        }
        self._spans: dict[tuple[str, str], dict[str, Spans]] = {}
        self._scopes: dict[tuple[tuple[str, ...], tuple[str, ...] | None], Scope] = {}
        self._tables: dict[tuple[Unit, str | None, str], Table] = {}
        self._sets: dict[tuple[Unit, tuple[str, ...], str], Table] = {}
        self._pooled: dict[str | None, dict[tuple[Unit, int], dict[int, Table]]] = {}
        self.kept: dict[str, dict[Any, Any]] = {}
        """What else was worked out per document, by a key of its own; gone when a span of the document changes."""
        self.kept_of: dict[str | None, dict[Any, Any]] = {}
        """What else was worked out per code (None: any code at all); gone when a span of the code changes."""
        self.kept_in: dict[tuple[str, str], dict[Any, Any]] = {}
        """What else was worked out per code and document; gone when a span of the code in it changes."""
        self.kept_now: dict[Any, Any] = {}
        """What else was worked out over everything; gone when any span changes."""
        self.changes = 0
        """Goes up with every changed span: what is kept elsewhere by this number is fresh."""
        self._moved: dict[str, list[str]] = {}
        self._followed: dict[str, dict[Any, tuple[int, Any]]] = {}
        self._take_in(coding)

    def _take_in(self, coding: Coding) -> None:
        known = self._known
        raw: defaultdict[tuple[str, str], defaultdict[str, list[tuple[int, int]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        finished = {
            (text.id, coder) for text in coding.texts for coder, bit in self.bit.items() if self.assigned[text.id] & bit
        }
        for document, coder, start, end, code in coding.marks:
            if (document, coder) in finished and code in known:
                raw[code, document][coder].append((start, end))
        for place, by_coder in raw.items():
            length = self.texts[place[1]].length
            self._spans[place] = {
                coder: spans for coder, some in by_coder.items() if (spans := normalised(some, length))
            }

    def scope(self, coders: Sequence[str] | None = None, documents: Sequence[str] | None = None) -> Scope:
        """Return the universe for some coders (all, when None) and documents (all; may repeat)."""
        chosen = self.coders if coders is None else tuple(coders)
        key = (chosen, None if documents is None else tuple(documents))
        found = self._scopes.get(key)
        if found is None:
            bits = sum(self.bit[coder] for coder in chosen)
            wanted = self.texts if documents is None else documents
            shared = tuple(one for one in wanted if (self.assigned[one] & bits).bit_count() >= 2)
            if len(set(shared)) < len(shared):
                return Scope(chosen, bits, shared)
            found = self._scopes[key] = Scope(chosen, bits, shared, len(self._scopes))
        return found

    def pairs(self, scope: Scope) -> Iterator[Scope]:
        """Yield the scope of every pair of coders: the documents that both finished."""
        for pair in combinations(scope.coders, 2):
            yield self.scope(pair, scope.documents)

    def spans(self, document: str, coder: str, code: str) -> Spans:
        """Return the normalised spans of one coder and code in a document; none when she did not finish it."""
        return self._spans.get((code, document), {}).get(coder, ())

    def coders_of(self, scope: Scope, document: str) -> tuple[str, ...]:
        """Return the coders of the scope who finished the document, in the order of the scope."""
        return tuple(coder for coder in scope.coders if self.assigned[document] & self.bit[coder])

    def replace(self, document: str, coder: str, code: str, spans: Iterable[tuple[int, int]]) -> None:
        """Put other spans in the place of those of one document, coder and code; only their tables are made anew."""
        if not self.assigned[document] & self.bit[coder]:
            return
        here = self._spans.get((code, document), {})
        self._spans[code, document] = {**here, coder: normalised(spans, self.texts[document].length)}
        self.changes += 1
        self._moved.setdefault(document, []).append(code)
        self.kept.pop(document, None)
        self.kept_in.pop((code, document), None)
        self.kept_now.clear()
        for stale in (code, None):
            self._pooled.pop(stale, None)
            self.kept_of.pop(stale, None)
        for unit in Unit:
            self._tables.pop((unit, code, document), None)
            self._tables.pop((unit, None, document), None)
        for key in [key for key in self._sets if key[2] == document]:
            del self._sets[key]

    def followed(self, document: str, key: Any, make: Callable[[], T], again: Callable[[T, frozenset[str]], T]) -> T:
        """Return what is kept of a document over changes: made once, and then brought up to date by the codes of which
        a span changed since.
        """
        moved, kept = self._moved.get(document, []), self._followed.setdefault(document, {})
        if key not in kept:
            found = make()
        else:
            then, found = kept[key]
            if then < len(moved):
                found = again(found, frozenset(moved[then:]))
        kept[key] = (len(moved), found)
        return found

    def varied(self, changes: Iterable[tuple[str, str, str, Iterable[tuple[int, int]]]]) -> Comparison:
        """Return a comparison that differs in some cells (document, coder, code, spans); this one stays as it is."""
        other = copy(self)
        other._spans, other._tables, other._sets = dict(self._spans), dict(self._tables), dict(self._sets)
        other._pooled = {code: dict(some) for code, some in self._pooled.items()}
        other.kept_of = {code: dict(some) for code, some in self.kept_of.items()}
        other.kept, other.kept_in, other.kept_now = {}, {}, {}
        other._moved, other._followed = {}, {}
        for document, coder, code, spans in changes:
            other.replace(document, coder, code, spans)
        return other

    def in_play(self, scope: Scope, codes: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return the codes that a coder of the scope used at least once in a document of the scope."""
        if codes is None:
            key = ("in play", scope.nr)
            found: tuple[str, ...] | None = self.kept_now.get(key) if scope.nr >= 0 else None
            if found is None:
                found = self.in_play(scope, self.codes)
                if scope.nr >= 0:
                    self.kept_now[key] = found
            return found
        return tuple(
            code
            for code in codes
            if any(
                spans and self.bit[coder] & scope.bits
                for document in scope.weights
                for coder, spans in self._spans.get((code, document), {}).items()
            )
        )

    def table(self, unit: Unit, code: str | None, document: str) -> Table:
        """Return how many units carry the code (None: any code at all) by which coders, as bits."""
        found = self._tables.get((unit, code, document))
        if found is not None:
            return found
        # Who asks for one code mostly asks for all. In order of document their spans lie together in memory.
        text = self.texts[document]
        for one in self.codes if code in self._known else (code,):
            key = (unit, one, document)
            if key not in self._tables:
                self._tables[key] = table(unit, self._layers(one, document), text.length, self._segments[document])
        return self._tables[unit, code, document]

    def _layers(self, code: str | None, document: str) -> list[tuple[int, Spans]]:
        if code is not None:
            return [(self.bit[coder], spans) for coder, spans in self._spans.get((code, document), {}).items()]
        return [(bit, self.covered(document, coder)) for coder, bit in self.bit.items()]

    def covered(self, document: str, coder: str) -> Spans:
        """Return what a coder gave any code in a document; kept until a span of the document changes."""
        kept, key = self.kept.setdefault(document, {}), ("covered", coder)
        found: Spans | None = kept.get(key)
        if found is None:
            spans = chain.from_iterable(self._spans.get((one, document), {}).get(coder, ()) for one in self.codes)
            found = kept[key] = normalised(spans, self.texts[document].length)
        return found

    def pooled(self, unit: Unit, code: str | None, scope: Scope) -> dict[int, Table]:
        """Return the tables of the documents of the scope put together, by the bits of who finished them.

        Kept until a span of the code changes; the caller only reads it.
        """
        kept, key = self._pooled.setdefault(code, {}), (unit, scope.nr)
        if scope.nr >= 0 and key in kept:
            return kept[key]
        found: dict[int, dict[int, int]] = {}
        for document, weight in scope.weights.items():
            into = found.setdefault(self.assigned[document], {})
            for state, units in self.table(unit, code, document).items():
                into[state] = into.get(state, 0) + units * weight
        if scope.nr >= 0:
            if len(kept) >= MOST_POOLED:
                kept.clear()
            kept[key] = dict(found)
        return dict(found)

    def set_table(self, unit: Unit, codes: tuple[str, ...], document: str) -> Table:
        """Return how many units carry which codes: coder nr i has the bits from i * len(codes) on, a bit per code."""
        key = (unit, codes, document)
        found = self._sets.get(key)
        if found is None:
            text, width = self.texts[document], len(codes)
            layers = [
                (1 << (at * width + nr), spans)
                for nr, code in enumerate(codes)
                for at, coder in enumerate(self.coders)
                if (spans := self.spans(document, coder, code))
            ]
            found = self._sets[key] = table(unit, layers, text.length, self._segments[document])
        return found
