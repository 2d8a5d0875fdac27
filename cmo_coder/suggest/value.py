"""The values that go in and out of the suggestion engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cmo_coder.suggest.provider import Answer


@dataclass(frozen=True, slots=True)
class Passage:
    """Words to suggest for, or to learn from.

    `context` is the text around it (the question before, the sentences beside it); `place` says where in its document
    it stands, from 0 to 1, nothing where that is unknown. `document` names its document: what is measured on a passage
    is never learned from the same document.
    """

    id: str
    text: str
    document: str = ""
    context: str = ""
    place: float | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that a person coded, with its codes; `weight` counts it more or less than one fragment.

    `rejected` are codes that a person refused for it: the example then says what it is not.
    """

    passage: Passage
    codes: tuple[str, ...]
    weight: float = 1.0
    rejected: tuple[str, ...] = ()


def without_context(example: Example) -> Example:
    """An example without the words around its passage."""
    one = example.passage
    if not one.context:
        return example
    return Example(
        Passage(one.id, one.text, one.document, "", one.place), example.codes, example.weight, example.rejected
    )


@dataclass(frozen=True, slots=True)
class Definition:
    """What the codebook says of a code: its name, and everything that describes it."""

    code: str
    name: str
    description: str = ""

    @property
    def text(self) -> str:
        """The words of the definition. The name stands in it twice: it says most."""
        return f"{self.name}. {self.name}. {self.description}"


@dataclass(frozen=True, slots=True)
class WordReason:
    """Words `[start, end)` (code points of the passage) and what they add to the score (negative: take away)."""

    start: int
    end: int
    contribution: float


@dataclass(frozen=True, slots=True)
class ExampleReason:
    """A coded fragment, and what likeness to it adds to the score."""

    id: str
    contribution: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a score came about: `total` is the exact sum of all parts.

    `rule` is what the code's own keywords add, and `keywords` where they stand. `examples` holds every fragment that
    was learned from, largest first; `definition` is the part of the codebook's own words, `uncoded` what passages that
    nobody coded yet add to them (`uncoded_ahead`: how much more than to the other codes, on average), `common` the part
    that comes from how often the code is used. `words` splits the part that rests on the words of the passage itself
    (not on its context or place) over those words.
    """

    total: float
    examples: tuple[ExampleReason, ...]
    definition: float
    common: float
    words: tuple[WordReason, ...]
    rule: float = 0.0
    keywords: tuple[WordReason, ...] = ()
    uncoded: float = 0.0
    uncoded_ahead: float = 0.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A code with its score (a logit: only differences between codes of one passage mean something).

    `confidence` is the share that this code has among all codes (0 to 1). It ranks; it is a probability only after
    calibration on left-out documents. `by` is the answer of another provider where the code is not what was learned.
    """

    code: str
    score: float
    confidence: float
    by: Answer | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the learned suggestions: what was measured as good (docs/reference/suggestions.md)."""

    smallest_gram: int = 3
    largest_gram: int = 5
    words_from: int = 200
    """With n fragments, whole words weigh n / (n + words_from) beside character n-grams."""
    context: float = 0.5
    place: float = 0.3
    place_width: float = 0.1
    freedom: float = 10.0
    """How far the model may follow single fragments (the inverse of ridge's penalty)."""
    definition_weight: float = 2.0
    definition_likeness: float = 4.0
    valence: float = 0.6
    """How much it counts whether words and a definition both speak well, or both ill, of something (logit)."""
    codebook_until: int = 100
    """With fewer examples than this the codebook is read beside passages that nobody coded (`defined.py`)."""
    uncoded: int = 400
    """So many of these at most."""
    codebook_words: float = 0.7
    codebook_likeness: float = 3.6
    codebook_context: float = 0.8
    codebook_place: float = 0.22
    codebook_valence: float = 0.36
    codebook_fading: float = 20.0
    """After so many examples context and place count half in what the codebook says."""
    grown: float = 0.5
    """How much the words that uncoded passages lend a definition count beside its own, before anything is coded."""
    grown_from: int = 30
    grown_words: int = 500
    """From so many passages, and so many n-grams and words of them, for each code."""
    grown_places: int = 100
    grown_fading: float = 50.0
    """After so many examples what is lent counts half."""
    embedding: float = 1.0
    """How much the likeness of vectors counts, where an encoder is used."""
    embedding_definition: float = 0.5
    balance: float = 0.5
    """0: each fragment counts the same; 1: each code counts the same."""
    rounds: int = 15
    neighbours: int = field(default=3)
    """How many passages on each side make the context where a data file has no running text."""
