"""Overlaps between change stories: found by words that items share, not by laying all of them beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.model.stories import StoryBox, StoryItem
from cmo_coder.realist import stories
from cmo_coder.realist.stories import LEAST, telling_words

WORDS = ("vertrouwen", "koffie", "buren", "huisarts", "regie", "rust")
BOX = StoryBox.APPROACH

Told = list[tuple[tuple[str, ...], tuple[str, ...]]]
"""For each group the ids of its items, and the words they share."""


def told(items: Sequence[StoryItem]) -> Told:
    return [(one.items, one.words) for one in stories._worded(BOX, items)]


def told_by_pairs(items: Sequence[StoryItem]) -> Told:
    """The rule in its own words: everything beside everything."""
    stems = [telling_words(item.text) for item in items]
    group = list(range(len(items)))
    for one, other in combinations(range(len(items)), 2):
        shorter = min(len(stems[one]), len(stems[other]))
        alike = shorter > 0 and len(stems[one] & stems[other]) / shorter >= LEAST
        if alike and items[one].case_id != items[other].case_id:
            group = [group[one] if here == group[other] else here for here in group]
    found = []
    for first in dict.fromkeys(group):
        same = [nr for nr, here in enumerate(group) if here == first]
        if len({items[nr].case_id for nr in same}) > 1:
            words = {word for a, b in combinations(same, 2) for word in stems[a] & stems[b]}
            found.append((tuple(items[nr].id for nr in same), tuple(sorted(words))))
    return found


items = st.lists(st.tuples(st.sampled_from("ABC"), st.lists(st.sampled_from(WORDS), max_size=5)), max_size=9).map(
    lambda rows: [
        StoryItem(id=str(nr), case_id=case, box=BOX, text=f"Wij {' '.join(words)}", position=nr)
        for nr, (case, words) in enumerate(rows)
    ]
)


@given(items)
def test_the_same_items_hang_together_as_where_all_are_laid_beside_each_other(items: list[StoryItem]) -> None:
    assert told(items) == told_by_pairs(items)


def test_what_many_say_alike_is_not_laid_beside_each_other_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    number = 300
    joined: list[tuple[int, int]] = []

    class Watched(stories.Groups):
        def join(self, one: int, other: int) -> None:
            joined.append((one, other))
            super().join(one, other)

    monkeypatch.setattr(stories, "Groups", Watched)
    same = [
        StoryItem(id=str(nr), case_id="ABC"[nr % 3], box=BOX, text="Wij vertrouwen de buren", position=nr)
        for nr in range(number)
    ]
    assert [len(ids) for ids, _words in told(same)] == [number]
    assert len(joined) <= 3 * number
