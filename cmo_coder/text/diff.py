"""What changed between two texts, as an edit list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cmo_coder.text.edits import Edit, Edits, joined

_LEVELS = (
    re.compile(r"[^\n]*\n|[^\n]+"),  # lines
    re.compile(r"[^.!?…]*[.!?…]+\s*|[^.!?…]+"),  # roughly sentences, for texts on one line
    re.compile(r"\w+\s*|[^\w\s]\s*|\s+"),  # words with the space behind them
)
LARGEST_TABLE = 2**28
"""Bits of the alignment table (32 MB): beyond it a stretch counts as replaced in one piece."""
SCRAP = 3
"""Kept text between two changes must be longer than a third of the shorter one."""

_Block = tuple[int, int, int, int]
"""A stretch that differs: from and to in the old pieces, from and to in the new pieces."""


def diff(old: str, new: str) -> Edits:
    """The edits that make ``new`` of ``old``: ``apply_edits(old, diff(old, new)) == new``.

    Lines first, then sentences in the lines that differ, then words in the sentences that differ, and last the letters
    at the ends of the words: so that a text of 180,000 characters with some corrections takes milliseconds, and an
    inserted line or word is seen as one and not as letters in the words beside it. Small words that two different
    sentences happen to share (less than a third of what changed on either side) count as changed.
    """
    if old == new:
        return ()
    return joined(_changes(old, new, 0, 0))


def _changes(old: str, new: str, at: int, level: int) -> Iterator[Edit]:
    """The edits between two stretches, of which the old one begins at ``at``."""
    if not old or not new or level == len(_LEVELS):
        yield Edit(at, old, new)
        return
    olds, news = _LEVELS[level].findall(old), _LEVELS[level].findall(new)
    place = done = 0
    for from_old, to_old, from_new, to_new in _without_scraps(olds, news, _blocks(olds, news)):
        place += sum(map(len, olds[done:from_old]))
        gone = "".join(olds[from_old:to_old])
        yield from _changes(gone, "".join(news[from_new:to_new]), at + place, level + 1)
        place, done = place + len(gone), to_old


def _blocks(olds: Sequence[str], news: Sequence[str]) -> list[_Block]:
    """The stretches of pieces that differ, by the longest common subsequence."""
    head, shorter = 0, min(len(olds), len(news))
    while head < shorter and olds[head] == news[head]:
        head += 1
    tail = 0
    while tail < shorter - head and olds[-1 - tail] == news[-1 - tail]:
        tail += 1
    middle_old, middle_new = olds[head : len(olds) - tail], news[head : len(news) - tail]
    if not middle_old and not middle_new:
        return []
    whole = (head, len(olds) - tail, head, len(news) - tail)
    if not middle_old or not middle_new or len(middle_old) * len(middle_new) > LARGEST_TABLE:
        return [whole]
    from rapidfuzz.distance import Indel

    numbers: dict[str, int] = {}
    opcodes = Indel.opcodes(
        [numbers.setdefault(piece, len(numbers)) for piece in middle_old],
        [numbers.setdefault(piece, len(numbers)) for piece in middle_new],
    )
    blocks: list[_Block] = []
    for code in opcodes:
        if code.tag == "equal":
            continue
        block = (code.src_start + head, code.src_end + head, code.dest_start + head, code.dest_end + head)
        if blocks and blocks[-1][1] == block[0] and blocks[-1][3] == block[2]:
            block = (blocks[-1][0], block[1], blocks[-1][2], block[3])
            blocks.pop()
        blocks.append(block)
    return blocks


def _without_scraps(olds: Sequence[str], news: Sequence[str], blocks: Sequence[_Block]) -> list[_Block]:
    """The blocks, joined where little lies between two."""
    kept: list[_Block] = []
    for block in blocks:
        if kept:
            last = kept[-1]
            scrap = sum(map(len, olds[last[1] : block[0]]))
            if SCRAP * scrap <= min(_size(olds, news, last), _size(olds, news, block)):
                kept[-1] = (last[0], block[1], last[2], block[3])
                continue
        kept.append(block)
    return kept


def _size(olds: Sequence[str], news: Sequence[str], block: _Block) -> int:
    """The code points of the longer side of a block."""
    return max(sum(map(len, olds[block[0] : block[1]])), sum(map(len, news[block[2] : block[3]])))
