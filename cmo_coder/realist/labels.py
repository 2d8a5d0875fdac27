"""The style of the label of an element: one idea, in the imperative (realist-method, section 7, rule 9).

A linter, not a rule: it warns, and the team decides. Elements 2 and 3 of the RIVM report have two verbs and "en"; that
is allowed, and logged. Verbs are known from a short list of the words that such labels use (`realist.label_verbs`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.messages import N_, _
from cmo_coder.realist.label_verbs import DUTCH, DUTCH_INFINITIVES, DUTCH_NOUNS_TOO, ENGLISH

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_CLAUSE = re.compile(
    r"(?:[,;:.]|\b(?:and|or|then|but)\b)\s+(?P<verb>[^\W\d_]+)\b\s*(?P<after>[^\W\d_]*)", re.IGNORECASE
)
_AFTER_NOUNS = frozenset(("", "for", "of", "from", "in", "at", "by", "with", "between", "among", "is", "are"))
"""What follows a noun rather than a verb: "time and support for volunteers"."""


class LabelFault(StrEnum):
    """What is odd about a label."""

    NO_IMPERATIVE = "no_imperative"
    TWO_VERBS = "two_verbs"
    AND = "and"


_TEXTS = {
    LabelFault.NO_IMPERATIVE: N_("'{word}' does not look like an imperative; begin with 'Create…', 'Provide…'."),
    LabelFault.TWO_VERBS: N_("Two verbs ('{word}'): is this one idea?"),
    LabelFault.AND: N_("'{word}' may join two ideas: is this one?"),
}


@dataclass(frozen=True, slots=True)
class LabelWarning:
    """A warning about a label, with the word that gave rise to it."""

    fault: LabelFault
    word: str

    def text(self) -> str:
        """The warning in the current language."""
        return _(_TEXTS[self.fault]).format(word=self.word)


def lint_label(label: str, language: str = "nl") -> tuple[LabelWarning, ...]:
    """Warnings about the label of an element. `language` is that of the label: "nl" or "en"."""
    written = _WORD.findall(label)
    if not written:
        return ()
    words = [word.lower() for word in written]
    found: list[LabelWarning] = []
    if not is_imperative(words[0], language):
        found.append(LabelWarning(LabelFault.NO_IMPERATIVE, written[0]))
    second = _second_verb(words) if language == "nl" else _second_english_verb(label)
    if second:
        found.append(LabelWarning(LabelFault.TWO_VERBS, second))
    joiner = "en" if language == "nl" else "and"
    if joiner in words:
        found.append(LabelWarning(LabelFault.AND, joiner))
    return tuple(found)


def remarks_on(label: str, language: str = "nl") -> str:
    """What the linter says of a label, on one line, for the decision log; empty where there is nothing."""
    return " ".join(one.text() for one in lint_label(label, language))


def is_imperative(word: str, language: str = "nl") -> bool:
    """Whether a word is an imperative that is known, or one made like "organiseer" or "prioritise"."""
    word = word.lower()
    if language != "nl":
        made_so = len(word) > 5 and word.endswith(("ise", "ize", "ify")) and not word.endswith("wise")
        return word in ENGLISH or made_so or word.replace("’", "'") == "don't"
    made_so = len(word) > 5 and word.endswith("eer") and word not in ("verkeer", "wanneer")
    return word in DUTCH or made_so


def _second_verb(words: list[str]) -> str:
    """The second verb of a label: another imperative, or two infinitives joined by "en"; empty where there is none."""
    for nr, word in enumerate(words):
        if nr and word in DUTCH - DUTCH_NOUNS_TOO:
            return word
        around = words[nr - 1 : nr] + words[nr + 1 : nr + 2]
        if word == "en" and len(around) == 2 and DUTCH_INFINITIVES.issuperset(around):
            return words[nr + 1]
    return ""


def _second_english_verb(label: str) -> str:
    """The second verb of an English label: one that another clause begins with ("focus, make choices", "know and
    understand"). Elsewhere the same form is an infinitive or a noun ("help people keep moving"), and says nothing."""
    for one in _CLAUSE.finditer(label):
        verb = one["verb"].lower()
        if is_imperative(verb, "en") and not _listed(one["after"]):
            return verb
    return ""


def _listed(after: str) -> bool:
    """Whether what follows shows that the word was a noun: "time and support for volunteers", "plan and design"."""
    return after.lower() in _AFTER_NOUNS
