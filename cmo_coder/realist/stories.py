"""The change story (veranderverhaal) of the cases, and where the stories of cases overlap (AC-5).

Two grounds for an overlap, never mixed: the team coded the words behind items of several cases with one code, or the
items themselves say much the same. The second is a proposal only, by shared telling words; nothing is stored.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from cmo_coder.model.stories import StoryBox, StoryItem
from cmo_coder.realist.joining import Groups
from cmo_coder.realist.snapshot import Snapshot

_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY_WORDS = """
aan alle als bij daarna dan dat de den deze die dit door een eerst eigen en etc geen geven haar heeft het hier
hun iets ipv is maken meer met minder naar niet nog oa ofwel om onder ook op over pas per tot uit van veel voor
waar wat we werken wij worden zich zijn zoals zodat
about all and are for from has have into more not other the their them this to with
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
    groups = Groups(len(items))
    for one, other in _joined(stems, [item.case_id for item in items]):
        groups.join(one, other)
    for members in groups.all():
        same = [items[nr] for nr in members]
        if len({item.case_id for item in same}) > 1:
            times = Counter(word for nr in members for word in stems[nr])
            yield _overlap(box, same, "", tuple(sorted(word for word, number in times.items() if number > 1)))


def _joined(stems: Sequence[frozenset[str]], cases: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of items that say the same, enough of them to find which hang together.

    Items with the same words stand for each other, so that what many say costs no more than what a few do: an item need
    only be laid beside one of another case, and beside one of a third for those of that case itself.
    """
    saying: dict[frozenset[str], list[int]] = {}
    for nr, own in enumerate(stems):
        if own:
            saying.setdefault(own, []).append(nr)
    alike = [(own, own) for own in saying]
    for one, other in (*alike, *_alike(list(saying))):
        for mine, theirs in ((saying[one], saying[other]), (saying[other], saying[one])):
            first = theirs[0]
            second = next((nr for nr in theirs if cases[nr] != cases[first]), None)
            for nr in mine:
                beside = first if cases[nr] != cases[first] else second
                if beside is not None:
                    yield nr, beside


def _alike(sets: Sequence[frozenset[str]]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The pairs of sets of words that share at least LEAST of the smaller one.

    Such a pair shares at least one of the rarest words of the smaller one (of all but so many as it may lack), so only
    those sets are looked at that hold one of these.
    """
    holding: dict[str, list[int]] = {}
    for nr, own in enumerate(sets):
        for word in own:
            holding.setdefault(word, []).append(nr)
    for nr, own in enumerate(sets):
        rare = sorted(own, key=lambda word: (len(holding[word]), word))[: len(own) - ceil(LEAST * len(own)) + 1]
        for other in sorted({other for word in rare for other in holding[word]}):
            larger = (len(sets[other]), other) > (len(own), nr)
            if larger and len(own & sets[other]) / len(own) >= LEAST:
                yield own, sets[other]


def shared_words(snapshot: Snapshot, overlap: Overlap) -> tuple[str, ...]:
    """The words that an overlap rests on as people wrote them ("inwoners", not what its forms share)."""
    written: dict[str, str] = {}
    for id_ in overlap.items:
        for word in _WORD.findall(snapshot.story_items[id_].text.casefold()):
            written.setdefault(_stem(word), word)
    return tuple(written[stem] for stem in overlap.words)


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
