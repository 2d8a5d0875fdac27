"""The forms of a word in Dutch or English: loop, loopt, liep and gelopen with lopen (simplemma's dictionaries).

Nothing is kept per text: a word of a query is widened to its forms when it is searched for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from cmo_coder.text.folding import fold
from cmo_coder.text.query import Term

LANGUAGES = ("nl", "en")

_SHORTEST_STEM = 4
_ENDING = 3

Vocabulary = Callable[[str], Iterable[str]]
"""Gives the folded words that a study holds and that begin with these letters."""


def language_for(language: str) -> str:
    """The language of forms for the language of a study: Dutch where it is another than those that are known."""
    return language if language in LANGUAGES else LANGUAGES[0]


def lemma_of(word: str, language: str) -> str:
    """The form under which a word stands in a dictionary; the word itself where it is not known."""
    from simplemma import lemmatize

    return lemmatize(word.lower(), lang=language)


def forms_of(term: Term, language: str, vocabulary: Vocabulary | None = None) -> frozenset[str]:
    """The folded forms of a word of a query.

    Those that the dictionary names, and those of the study's own words that come back to the same: compounds are in no
    dictionary ("beweegcoaches"). Loading the dictionary takes about a second, once.
    """
    known, forms = _dictionary(language)
    lemmas = {lemma_of(term.accented, language), *known.get(term.folded, ())}
    found = {term.folded}
    for lemma in lemmas:
        found.add(fold(lemma))
        found.update(forms.get(lemma, ()))
    if vocabulary is not None and len(term.folded) >= _SHORTEST_STEM:
        stem = term.folded[: max(_SHORTEST_STEM, len(term.folded) - _ENDING)]
        found.update(word for word in vocabulary(stem) if lemma_of(word, language) in lemmas)
    return frozenset(form for form in found if form.isalnum())


@cache
def _dictionary(language: str) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The lemmas of each folded form, and the folded forms of each lemma."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    lemmas: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
        folded = fold(form)
        lemmas.setdefault(folded, set()).add(lemma)
        # "lopen" stands in the dictionary as a form of "loop" alone, and yet it is what "liep" comes back to.
        lemmas.setdefault(fold(lemma), set()).add(lemma)
        forms.setdefault(lemma, set()).add(folded)
    return lemmas, forms
