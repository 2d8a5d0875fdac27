"""What a search has found so far, in the order in which it is shown, and what is marked of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.messages import N_
from cmo_coder.store.search import Hit
from cmo_coder.text.folding import folded_words

MOST = 100_000
"""More hits than this are not kept: nobody reads them, and a search for "de" would fill the memory."""


class Order(StrEnum):
    """By what hits are sorted."""

    DOCUMENT = "document"
    LEFT = "left"
    RIGHT = "right"


ORDER_WORDS = {
    Order.DOCUMENT: N_("by document"),
    Order.LEFT: N_("by the words before"),
    Order.RIGHT: N_("by the words after"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """The hits of one document."""

    document_id: str
    hits: int


class Results:
    """Hits in an order, with marks. Numbers count from 0 in the order that is shown."""

    def __init__(self) -> None:
        self._hits: list[Hit] = []
        self._shown: list[int] = []
        self._marked: set[int] = set()
        self.order = Order.DOCUMENT
        self.done = 0
        self.total = 0
        self.full = False

    def __len__(self) -> int:
        return len(self._shown)

    def add(self, hits: Iterable[Hit]) -> None:
        """Take in what was found; what goes beyond `MOST` is left."""
        before = len(self._hits)
        self._hits += hits
        if len(self._hits) > MOST:
            del self._hits[MOST:]
            self.full = True
        self._shown += range(before, len(self._hits))
        if self.order is not Order.DOCUMENT:
            self.sort(self.order)

    def sort(self, order: Order) -> None:
        """Put them in an order: that of the documents, or by what stands before or after the words."""
        self.order = order
        hits = self._hits
        if order is Order.LEFT:
            self._shown.sort(key=lambda number: (folded_words(hits[number].left)[::-1], number))
        elif order is Order.RIGHT:
            self._shown.sort(key=lambda number: (folded_words(hits[number].right), number))
        else:
            self._shown.sort()

    def hit(self, number: int) -> Hit:
        """A hit by its number in the list."""
        return self._hits[self._shown[number]]

    def number_of(self, hit: Hit) -> int | None:
        """Where a hit stands now, or one of the same document where it is gone."""
        near: int | None = None
        for number, at in enumerate(self._shown):
            other = self._hits[at]
            if other.document_id == hit.document_id:
                if (other.start, other.end) == (hit.start, hit.end):
                    return number
                near = number if near is None else near
        return near

    def of_document(self, document_id: str) -> list[Hit]:
        """The hits of a document, by place."""
        return [hit for hit in self._hits if hit.document_id == document_id]

    def counted(self) -> list[Counted]:
        """How many hits each document has, in the order of the documents."""
        return [Counted(id_, number) for id_, number in Counter(hit.document_id for hit in self._hits).items()]

    # Marks

    def is_marked(self, number: int) -> bool:
        """Whether a hit is marked."""
        return self._shown[number] in self._marked

    def toggle(self, number: int) -> None:
        """Mark a hit, or take its mark away."""
        self._marked ^= {self._shown[number]}

    def mark_all(self) -> None:
        """Mark every hit; where all are marked, none."""
        self._marked = set() if len(self._marked) == len(self._hits) else set(range(len(self._hits)))

    @property
    def marks(self) -> int:
        """How many are marked."""
        return len(self._marked)

    def chosen(self) -> list[Hit]:
        """The marked hits, or all where none is marked."""
        return [self._hits[number] for number in sorted(self._marked)] if self._marked else list(self._hits)
