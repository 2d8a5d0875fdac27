"""Replacing names: one pass over a text, every form, the longest first; the result is an edit list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cmo_coder.names.forms import cases_of, forms_of
from cmo_coder.names.value import Kind
from cmo_coder.text.edits import Edit, Edits, apply_edits

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A name that is replaced, with what stands in its place."""

    name: str
    kind: Kind
    replacement: str


@dataclass(frozen=True, slots=True)
class Match:
    """Where a name stands: `[start, end)` in code points, the name it is a form of, and what comes in its place."""

    start: int
    end: int
    name: str
    replacement: str


class _Form:
    """A form as it is looked for: how it is written, how far its first word lies in, and what comes in its place.

    Its pattern is made when it is first needed: of thousands of forms few begin with a word of the text.
    """

    __slots__ = ("_pattern", "_space", "lead", "name", "replacement", "written")

    def __init__(self, written: str, lead: int, name: str, replacement: str, space: str) -> None:
        self.written, self.lead, self.name, self.replacement, self._space = written, lead, name, replacement, space
        self._pattern: re.Pattern[str] | None = None

    def end(self, text: str, start: int) -> int:
        """Where the form ends that begins at `start`; -1 where it does not stand there."""
        if self._pattern is None:
            spaced = self._space.join(re.escape(part) for part in self.written.split())
            before = r"(?<![^\W_])" if self.written[0].isalnum() else ""
            self._pattern = re.compile(rf"{before}{spaced}(?![^\W_])")
        match = self._pattern.match(text, start)
        return -1 if match is None else match.end()


class Matcher:
    """Finds every form of many names in one pass. Of forms that begin at the same place the longest counts.

    `any_case` takes lower case also of names that are words ("roos"): for names of files and the like.
    """

    def __init__(self, names: Iterable[Named], *, any_case: bool = False) -> None:
        table: dict[str, dict[str, _Form]] = defaultdict(dict)
        space = r"[\s_.-]+" if any_case else r"\s+"
        for named in names:
            for form, tail in forms_of(named.name, named.kind).items():
                for written in (*cases_of(form, named.kind), *((form.lower(),) if any_case else ())):
                    first = _WORD.search(written)
                    if first is not None and written not in table[first[0]]:
                        replacement = named.replacement + tail
                        table[first[0]][written] = _Form(written, first.start(), named.name, replacement, space)
        self._parts = {part for forms in table.values() for written in forms for part in _WORD.findall(written)}
        self._table = {
            first: tuple(sorted(forms.values(), key=lambda form: -len(form.written))) for first, forms in table.items()
        }

    def may_stand_in(self, text: str) -> bool:
        """Whether a word stands in a text with which a name begins: a quick look."""
        return not self._table.keys().isdisjoint(_WORD.findall(text))

    def is_part(self, word: str) -> bool:
        """Whether a word is the beginning or the end of a word of a name, or one of several words of a name."""
        return any(part.startswith(word) or part.endswith(word) for part in self._parts)

    def matches(self, text: str) -> list[Match]:
        """Where the names stand, in order, without overlap."""
        found: list[Match] = []
        free = 0
        for word in _WORD.finditer(text):
            forms = self._table.get(word[0])
            if forms is None or word.start() < free:
                continue
            for form in forms:
                start = word.start() - form.lead
                if start < free:
                    continue
                end = form.end(text, start)
                if end >= 0:
                    found.append(Match(start, end, form.name, form.replacement))
                    free = end
                    break
        return found

    def edits(self, text: str, wanted: Callable[[Match], bool] | None = None) -> Edits:
        """The edits that replace every name in a text; `wanted` may leave places out."""
        return tuple(
            Edit(match.start, text[match.start : match.end], match.replacement)
            for match in self.matches(text)
            if wanted is None or wanted(match)
        )

    def replaced(self, text: str) -> str:
        """A text with every name replaced."""
        return apply_edits(text, self.edits(text)) if text else text


def next_numbers(texts: Iterable[str], labels: Sequence[str]) -> dict[str, int]:
    """For each label the first number that is free: 1 above the highest of `[label-number]` in the texts."""
    pattern = re.compile(r"\[(" + "|".join(map(re.escape, labels)) + r")-(\d{1,6})\]")
    highest = dict.fromkeys(labels, 0)
    for text in texts:
        for match in pattern.finditer(text):
            highest[match[1]] = max(highest[match[1]], int(match[2]))
    return {label: number + 1 for label, number in highest.items()}
