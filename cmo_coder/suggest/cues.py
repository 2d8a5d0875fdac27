"""Finding the cues of the lexicon in a text: a spaCy component over phrases of lower-case tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cmo_coder.suggest.guards import WEIGHTS, holds, words_in
from cmo_coder.suggest.lexicon import GAP, Cue, lexicon

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

REACH = 12
"""The two halves of a cue such as "als … dan" stand at most this many tokens apart."""
_NEGATIONS = words_in("niet geen nooit nauwelijks niemand niets not no never hardly nobody nothing n't")

_MODALS = words_in(
    """zou zouden kan kunnen kon konden moet moeten wil willen mag mogen gaan zullen zal
    would could can should must may might will shall"""
)


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue at `[start, end)` (code points of the text). `weight` is 1, or less where its guard says so.

    `negated` says that the clause denies it: its sign is turned round. `modal`: the clause says that it could, would,
    should or must be so ("zou", "kan", "moet"): it is no fact yet.
    """

    cue: Cue
    start: int
    end: int
    weight: float = 1.0
    negated: bool = False
    modal: bool = False

    @property
    def sign(self) -> str:
        """Which way it points: "+", "-", "0" or "" (says nothing)."""
        turned = {"+": "-", "-": "+"}
        return turned.get(self.cue.sign, self.cue.sign) if self.negated else self.cue.sign


class _Sentences:
    """The sentences of a text as lower-case tokens, each made when it is first asked for."""

    def __init__(self, doc: Doc) -> None:
        from spacy.attrs import SENT_START

        self._doc = doc
        marks = doc.to_array(SENT_START)
        self._starts = [at for at in range(len(doc)) if at == 0 or marks[at] == 1]
        self._tokens: dict[int, list[str]] = {}

    def around(self, token: int) -> tuple[int, list[str]]:
        """The sentence that a token stands in: its first token, and its tokens."""
        nr = bisect_right(self._starts, token) - 1
        first = self._starts[nr]
        if first not in self._tokens:
            last = self._starts[nr + 1] if nr + 1 < len(self._starts) else len(self._doc)
            self._tokens[first] = [one.lower_ for one in self._doc[first:last]]
        return first, self._tokens[first]


class CueMatcher:
    """The component: sets `doc._.cues` to what it found, by place."""

    def __init__(self, nlp: Language, language: str) -> None:
        from spacy.matcher import PhraseMatcher

        self._cues = lexicon(language)
        tokenizer = nlp.tokenizer  # its own, so that cues are cut into tokens as the texts are
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._strings = nlp.vocab.strings
        whole: dict[str, list[Any]] = defaultdict(list)
        for nr, cue in enumerate(self._cues):
            for form_nr, form in enumerate(cue.forms):
                parts = tuple(part.strip() for part in form.split(GAP))
                for part_nr, part in enumerate(parts):
                    key = f"{nr}.{form_nr}.{part_nr}.{len(parts)}" if len(parts) > 1 else str(nr)
                    whole[key].append(tokenizer(part))
        for key, docs in whole.items():
            self._matcher.add(key, docs)

    def __call__(self, doc: Doc) -> Doc:
        """Find the cues of a text; its sentences must be marked."""
        doc._.cues = tuple(self._found(doc))
        return doc

    def _found(self, doc: Doc) -> list[FoundCue]:
        whole: list[tuple[int, int, int]] = []
        halves: dict[tuple[int, int], dict[int, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
        for key, start, end in self._matcher(doc):
            name = self._strings[key]
            if "." in name:
                nr, form, part, _parts = map(int, name.split("."))
                halves[nr, form][part].append((start, end))
            else:
                whole.append((int(name), start, end))
        for (nr, _form), parts in halves.items():
            whole.extend((nr, start, end) for start, end in _joined(doc, parts))
        return self._kept(doc, whole) if whole else []

    def _kept(self, doc: Doc, whole: list[tuple[int, int, int]]) -> list[FoundCue]:
        """Longest first where cues of the same kind overlap, and only where their guard holds."""
        sentences = _Sentences(doc)
        taken: dict[int, set[str]] = defaultdict(set)
        found = []
        for nr, start, end in sorted(whole, key=lambda one: (one[1] - one[2], one[1], one[0])):
            cue = self._cues[nr]
            if any(cue.cls in taken[at] for at in range(start, end)):
                continue
            first, tokens = sentences.around(start)
            if not holds(cue.guard, tokens, start - first, end - first):
                continue
            for at in range(start, end):
                taken[at].add(cue.cls)
            near = tokens[max(0, start - first - 3) : end - first + 3]
            negated = bool(cue.sign) and any(word in _NEGATIONS for word in near) and not _own_negation(cue)
            modal = any(word in _MODALS for word in tokens)
            stop = doc[end - 1]
            weight = WEIGHTS.get(cue.guard, 1.0) if cue.guard is not None else 1.0
            found.append(FoundCue(cue, doc[start].idx, stop.idx + len(stop), weight, negated, modal))
        return sorted(found, key=lambda one: (one.start, one.end, one.cue.name))


def _joined(doc: Doc, parts: dict[int, list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """The places where both halves of a cue stand in one sentence, not far apart."""
    found = []
    for start, end in parts.get(0, []):
        for other_start, other_end in parts.get(1, []):
            between = other_start - end
            if 0 <= between <= REACH and not any(doc[at].is_sent_start for at in range(end, other_start + 1)):
                found.append((start, other_end))
                break
    return found


def _own_negation(cue: Cue) -> bool:
    """Whether the cue itself holds a negation ("werkt niet"): then the sentence's is its own."""
    return any(word in _NEGATIONS for form in cue.forms for word in form.split())
