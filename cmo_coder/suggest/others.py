"""Codes that other providers name (a spaCy model of a team, what other packages bring), beside what was learned.

Their scores and the shares of what was learned are both from 0 to 1 and rank together; a code that both name has the
larger of the two. None of them is calibrated.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points

from cmo_coder.messages import _
from cmo_coder.messages.numbers import decimal
from cmo_coder.suggest.later import Later
from cmo_coder.suggest.provider import GROUP, Answer, AnswerKind, Material, Provider, Words
from cmo_coder.suggest.registry import BUILT_IN, load
from cmo_coder.suggest.value import Passage, Scored

SPACY = "spacy"


@dataclass(frozen=True, slots=True)
class Others:
    """Other providers of codes, by name, made when they are first asked."""

    made: Later[dict[str, Provider]] | None = None

    def beside(
        self, passages: Sequence[Passage], found: list[tuple[Scored, ...]], known: Collection[str], most: int
    ) -> list[tuple[Scored, ...]]:
        """What was `found` for these passages, with what the others say of them; best first. Only `known` codes."""
        providers = self.made.get() if self.made is not None else {}
        if not providers:
            return found
        return [
            _merged(codes, [one for each in providers.values() for one in said_by(each, passage)], known, most)
            for passage, codes in zip(passages, found, strict=True)
        ]


NO_OTHERS = Others()


def others_of(material: Material) -> Others:
    """The other providers of a project; none where no model is named and no other package brings one."""
    names = {*_foreign(), *([SPACY] if material.model not in ("auto", "blank") else ())}
    return Others(Later(lambda: load(material, names).providers)) if names else NO_OTHERS


@cache
def _foreign() -> frozenset[str]:
    return frozenset(one.name for one in entry_points(group=GROUP)) - BUILT_IN.keys()


def said_by(provider: Provider, passage: Passage) -> list[Scored]:
    """The codes that a provider names for a passage, with its answer as their reason. One that fails says nothing."""
    try:
        answers = provider.answer(Words(passage))
    except Exception:  # another's code, asked for every sentence: whatever it raises, what was learned stays
        return []
    return [
        Scored(one.about, one.score, min(1.0, max(0.0, one.score)), one)
        for one in answers
        if one.kind is AnswerKind.CODE
    ]


def said_lines(said: Answer, text: str) -> list[str]:
    """What another provider said of a text, as lines: its labels, each with the words that bear it."""
    name = said.provenance.model or said.provenance.provider
    lines = []
    for one in said.evidence:
        if one.text:
            share = decimal(one.contribution or said.score, 2)
            line = _("label “{label}” of {model}: {share}").format(label=one.text, model=name, share=share)
            lines.append(f"{line} · “{text[one.start : one.end]}”" if 0 <= one.start < one.end else line)
    return lines or [_("{model} says so: {share}").format(model=name, share=decimal(said.score, 2))]


def _merged(learned: Sequence[Scored], said: Sequence[Scored], known: Collection[str], most: int) -> tuple[Scored, ...]:
    best = {one.code: one for one in learned}
    for one in said:
        if one.code in known and (one.code not in best or one.confidence > best[one.code].confidence):
            best[one.code] = one
    return tuple(sorted(best.values(), key=lambda one: -one.confidence)[:most])
