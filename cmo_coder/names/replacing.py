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


@dataclass(frozen=True, slots=True)
class _Form:
    """A form as it is looked for: how far its first word lies in, the pattern from its beginning, and the result."""

    lead: int
    pattern: re.Pattern[str]
    length: int
    name: str
    replacement: str


class Matcher:
    """Finds every form of many names in one pass. Of forms that begin at the same place the longest counts.

    `any_case` takes lower case also of names that are words ("roos"): for names of files and the like.
    """

    def __init__(self, names: Iterable[Named], *, any_case: bool = False) -> None:
        table: dict[str, dict[str, _Form]] = defaultdict(dict)
        for named in names:
            for form, tail in forms_of(named.name, named.kind).items():
                for written in (*cases_of(form, named.kind), *((form.lower(),) if any_case else ())):
                    first = _WORD.search(written)
                    if first is None or written in table[first[0]]:
                        continue
                    spaced = (r"[\s_.-]+" if any_case else r"\s+").join(re.escape(part) for part in written.split())
                    table[first[0]][written] = _Form(
                        first.start(),
                        re.compile(
                            rf"(?<![^\W_]){spaced}(?![^\W_])" if written[0].isalnum() else rf"{spaced}(?![^\W_])"
                        ),
                        len(written),
                        named.name,
                        named.replacement + tail,
                    )
        self._parts = {part for forms in table.values() for written in forms for part in _WORD.findall(written)}
        self._table = {
            first: tuple(sorted(forms.values(), key=lambda form: -form.length)) for first, forms in table.items()
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
                match = form.pattern.match(text, start)
                if match is not None:
                    found.append(Match(start, match.end(), form.name, form.replacement))
                    free = match.end()
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
