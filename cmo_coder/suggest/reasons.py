"""Why a code is proposed, picked from the exact split of its score: what a person wants to read, largest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cmo_coder.store.documents import FullDocument
from cmo_coder.suggest.cue_words import cue_lines
from cmo_coder.suggest.provider import Answer
from cmo_coder.suggest.suggester import Proposal, Suggester
from cmo_coder.suggest.value import ExampleReason, Passage, WordReason

LEAST = 0.01
"""What adds less to a score is not named."""
MOST_EXAMPLES, MOST_WORDS, MOST_CUES = 3, 6, 4


@dataclass(frozen=True, slots=True)
class Reasons:
    """What speaks for a code: coded fragments by id, words, the part of the codebook's own words, and what passages
    that nobody coded yet add to them more than to those of other codes.

    `line` is the sentence of the codebook that looks most like the passage. `said` is the answer of another provider
    (a label of a spaCy model), where the code is proposed for that.
    """

    code: str
    passage: Passage
    examples: tuple[ExampleReason, ...]
    words: tuple[WordReason, ...]
    definition: float
    uncoded: float
    line: str
    said: Answer | None = None


def reasons_of(made: Suggester, document: FullDocument, proposal: Proposal, code: str) -> Reasons:
    """The reasons for one code of a proposal. Raises KeyError for a code that nothing was learned of."""
    passage, found = made.explain(document, proposal, code)
    words = sorted(once_each(passage.text, (*found.keywords, *found.words)), key=lambda one: -one.contribution)
    said = [one for one in words if one.contribution > LEAST and passage.text[one.start].isalnum()]
    described = next((one.text for one in made.definitions if one.code == code), "")
    return Reasons(
        code,
        passage,
        tuple(one for one in found.examples if one.contribution > LEAST)[:MOST_EXAMPLES],
        tuple(said[:MOST_WORDS]),
        found.definition if found.definition > LEAST else 0.0,
        found.uncoded_ahead if found.uncoded_ahead > LEAST else 0.0,
        nearest_line(described, passage.text),
        next((one.by for one in proposal.codes if one.code == code), None),
    )


def once_each(text: str, words: Sequence[WordReason]) -> list[WordReason]:
    """Every word once, where it stands first, with all that it adds: a person reads words, not places."""
    found: dict[str, WordReason] = {}
    for one in sorted(words, key=lambda word: word.start):
        said = text[one.start : one.end].lower()
        before = found.get(said)
        found[said] = one if before is None else replace(before, contribution=before.contribution + one.contribution)
    return list(found.values())


def lines_of_cues(made: Suggester, text: str) -> list[str]:
    """The cues of a text in words, as reasons for its roles; loads the language model where nothing did yet."""
    return cue_lines(made.role_of(text).cues, text)


def cues_in(made: Suggester, text: str) -> tuple[str, ...]:
    """The words of a text that point to a role, as they stand there, each once."""
    found = made.role_of(text)
    return tuple(dict.fromkeys(text[one.start : one.end].lower() for one in found.cues))[:MOST_CUES]


def nearest_line(described: str, text: str) -> str:
    """The sentence of a description that looks most like a text; empty where there is none."""
    from rapidfuzz.fuzz import token_set_ratio
    from rapidfuzz.utils import default_process

    lines: Sequence[str] = [one.strip() for one in re.split(r"(?<=[.;!?])\s+", described) if one.strip(" .")]
    return max(lines, key=lambda one: token_set_ratio(one, text, processor=default_process), default="")
