"""The change story (veranderverhaal) of the cases, and where the stories of cases overlap (AC-5).

Two grounds for an overlap, never mixed: the team coded the words behind items of several cases with one code, or the
items themselves say much the same. The second is a proposal only, by shared telling words; nothing is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cmo_coder.model.stories import StoryBox, StoryItem
from cmo_coder.realist.snapshot import Snapshot

_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY_WORDS = """
aan alle als bij dan dat de den deze die dit door een eigen en etc geen geven haar heeft het hier hun iets ipv is
maken meer met minder naar niet nog oa ofwel om onder ook op over per tot uit van veel voor waar wat we werken wij
worden zich zijn zodat zoals about all and are for from has have into more not other the their them this to with
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_ENDINGS = ("ingen", "heden", "ende", "ing", "heid", "eren", "ten", "en", "e", "s")
LEAST = 0.5
"""The share of the telling words of the shorter item that two items must share to be laid side by side."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Items of two or more cases that say the same. `ground` is the code they share, empty where only words agree;
    `words` what they share."""

    box: StoryBox
    items: tuple[str, ...]
    cases: tuple[str, ...]
    ground: str
    words: tuple[str, ...]


def items_in(snapshot: Snapshot, case_id: str, box: StoryBox) -> tuple[StoryItem, ...]:
    """The items of one box of a case, in order, the lead first."""
    found = (item for item in snapshot.story_of_case.get(case_id, ()) if item.box is box)
    return tuple(sorted(found, key=lambda item: not item.lead))


def overlaps(snapshot: Snapshot) -> tuple[Overlap, ...]:
    """What the stories of several cases have in common, box by box: the coded overlaps first, then those in words."""
    found = []
    for box in StoryBox:
        items = [item for case in snapshot.top_cases for item in items_in(snapshot, case.id, box) if not item.lead]
        coded = list(_coded(snapshot, box, items))
        found += coded
        known = {frozenset(one.items) for one in coded}
        found += [one for one in _worded(box, items) if frozenset(one.items) not in known]
    return tuple(found)


def _coded(snapshot: Snapshot, box: StoryBox, items: Sequence[StoryItem]) -> Iterator[Overlap]:
    by_code: dict[str, list[StoryItem]] = {}
    for item in items:
        codes = {
            coding.code_id
            for word in snapshot.words_of_story_item.get(item.id, ())
            for coding in snapshot.codings_of_fragment.get(word.fragment_id, ())
        }
        for code_id in codes:
            by_code.setdefault(code_id, []).append(item)
    for code in snapshot.codes.values():
        same = by_code.get(code.id, [])
        if len({item.case_id for item in same}) > 1:
            yield _overlap(box, same, code.name)


def _worded(box: StoryBox, items: Sequence[StoryItem]) -> Iterator[Overlap]:
    """Connected components of items whose telling words agree; within one case nothing is joined."""
    stems = [telling_words(item.text) for item in items]
    groups: list[list[int]] = []
    for nr, _item in enumerate(items):
        near = [group for group in groups if any(_alike(items, stems, nr, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(one for group in near for one in group), nr])
    for group in sorted((sorted(one) for one in groups), key=lambda one: one[0]):
        same = [items[nr] for nr in group]
        if len({item.case_id for item in same}) > 1:
            shared = {word for a in group for b in group if a < b for word in stems[a] & stems[b]}
            yield _overlap(box, same, "", tuple(sorted(shared)))


def _alike(items: Sequence[StoryItem], stems: Sequence[frozenset[str]], one: int, other: int) -> bool:
    if items[one].case_id == items[other].case_id:
        return False
    shorter = min(len(stems[one]), len(stems[other]))
    return shorter > 0 and len(stems[one] & stems[other]) / shorter >= LEAST


def telling_words(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, cut down to what their forms share."""
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(_stem(word) for word in words if word not in _EMPTY)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _overlap(box: StoryBox, items: Sequence[StoryItem], ground: str, words: tuple[str, ...] = ()) -> Overlap:
    cases = tuple(dict.fromkeys(item.case_id for item in items))
    return Overlap(box, tuple(item.id for item in items), cases, ground, words)
