"""Suggestions for a document of the project: what is shown, in which order, and why.

Made in a worker; afterwards it is only read. Who codes blind learns from their own codings alone: others' work must not
show through the suggestions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cmo_coder.model.canonical import Role
from cmo_coder.model.codes import Code
from cmo_coder.model.suggestions import Suggestion, SuggestionOutcome
from cmo_coder.settings import load_settings
from cmo_coder.store.codes import ROLE_TYPES
from cmo_coder.store.documents import FullDocument
from cmo_coder.store.reading import Reading
from cmo_coder.suggest.calibrate import Calibration, calibrate
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.evaluate import CODES, THRESHOLD, left_out_of
from cmo_coder.suggest.later import Later
from cmo_coder.suggest.learned import MEASURED, Learned
from cmo_coder.suggest.memory import give_back
from cmo_coder.suggest.of_project import coded_of, definitions_of, passage_at
from cmo_coder.suggest.others import NO_OTHERS, Others, others_of
from cmo_coder.suggest.packed import PackedTexts
from cmo_coder.suggest.provenance import Provenance, provenance
from cmo_coder.suggest.provider import Material
from cmo_coder.suggest.roles import RoleExample, Roles, RoleSuggestion
from cmo_coder.suggest.rules import NO_RULES, Rules, rules_of
from cmo_coder.suggest.spoken import is_long, speakable, uncoded_of
from cmo_coder.suggest.value import Definition, Example, Explanation, Passage, Scored, WordReason, without_context
from cmo_coder.suggest.vectors import KeptVectors

REJECTED_WEIGHT = 0.5
RULE = 3.0
"""What a keyword of a code adds to its score (logit): as much as to make it twenty times as likely as it was."""
MOST_REFUSALS = 500
"""Of what was rejected the last so many teach; as with coded fragments there is a number for each pair."""
MOST_ROLES = 1000
"""Roles are learned from at most so many fragments: more teach little, and each is read for its cues."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Codes for the words `[start, end)` (code points) of a document, best first."""

    start: int
    end: int
    codes: tuple[Scored, ...]


@dataclass(frozen=True, slots=True)
class Suggester:
    """What was learned of a project, and with what."""

    learned: Learned
    definitions: tuple[Definition, ...]
    coded: tuple[Coded, ...]
    provenance: Provenance
    roles: Later[Roles]
    calibration: Calibration | None = None
    rules: Rules = NO_RULES
    others: Others = NO_OTHERS
    mark: object = field(default_factory=object, compare=False)
    """The same where the same is proposed. Who wants to know whether something was learned since keeps this, and not
    all that was learned."""

    def proposals(self, document: FullDocument, between: tuple[int, int] | None = None) -> tuple[Proposal, ...]:
        """A proposal for every sentence of a document that may be evidence, in the order of the text.

        `between`: only for the sentences that share a code point with this stretch `[start, end)`.
        """
        spans = [span for span in speakable(document, between) if is_long(document.text[span[0] : span[1]])]
        passages = [passage_at(document.text, start, end, document.document.id, "") for start, end in spans]
        found = self.suggested(passages)
        return tuple(Proposal(start, end, codes) for (start, end), codes in zip(spans, found, strict=True) if codes)

    def proposal(self, document: FullDocument, start: int, end: int) -> Proposal:
        """The proposal for words that somebody marked."""
        passage = passage_at(document.text, start, end, document.document.id, "")
        return Proposal(start, end, self.suggested([passage])[0])

    def suggested(self, passages: Sequence[Passage], most: int = 3) -> list[tuple[Scored, ...]]:
        """The codes of passages: as learned, a code's own keywords add `RULE` to its score, and what others name."""
        found = suggested(self.learned, self.rules, passages, most)
        return self.others.beside(passages, found, self.learned.codes, most)

    def role_of(self, text: str) -> RoleSuggestion:
        """The two roles that words may have, with the cues behind them."""
        return self.roles.get().suggest([Passage("", text)])[0]

    def explain(self, document: FullDocument, proposal: Proposal, code: str) -> tuple[Passage, Explanation]:
        """Why a code is proposed: the passage, and its score taken apart."""
        passage = passage_at(document.text, proposal.start, proposal.end, document.document.id, "")
        found = self.learned.explain(passage, code)
        keywords = tuple(one for one in self.rules.matches(passage.text) if one.code == code)
        return passage, replace(
            found,
            total=found.total + (RULE if keywords else 0.0),
            rule=RULE if keywords else 0.0,
            keywords=tuple(WordReason(one.start, one.end, RULE / len(keywords)) for one in keywords),
        )

    def probability(self, confidence: float) -> float | None:
        """How often a first suggestion of this share was right on documents left out; nothing before calibration."""
        return None if self.calibration is None else self.calibration.probability(confidence)

    def calibrated(self, progress: Callable[[int, int], None] = lambda _done, _all: None) -> Suggester:
        """With probabilities, where the project has enough to measure them: whole documents are left out."""
        found = left_out_of(self.learned, self.coded, progress)
        if found is None:
            return self
        return replace(self, calibration=calibrate([(one.confidence, one.hit) for one in found.ranked]))

    def with_coding(self, document: FullDocument, start: int, end: int, code: str, fragment_id: str) -> Suggester:
        """With one coding more, at once."""
        passage = passage_at(document.text, start, end, document.document.id, fragment_id)
        return self._with(Example(passage, (code,)))

    def without_code(self, document: FullDocument, start: int, end: int, code: str) -> Suggester:
        """With one refusal more, at once."""
        passage = passage_at(document.text, start, end, document.document.id, "")
        return self._with(Example(passage, (), REJECTED_WEIGHT, rejected=(code,)))

    def let_go(self) -> None:
        """Forget what only answers questions, as `Learned.let_go`: what is learned anew takes its place."""
        self.learned.let_go()
        object.__setattr__(self, "coded", ())  # who holds this still has no use for them

    def _with(self, example: Example) -> Suggester:
        return replace(self, learned=self.learned.with_example(example), mark=object())


def suggested(learned: Learned, rules: Rules, passages: Sequence[Passage], most: int = 3) -> list[tuple[Scored, ...]]:
    """The codes of passages, best first: as learned, and a code's own keywords add `RULE` to its score."""
    return ranked_with(rules, learned, passages, learned.scores(passages), most)


def ranked_with(
    rules: Rules, learned: Learned, passages: Sequence[Passage], scores: Any, most: int = 3
) -> list[tuple[Scored, ...]]:
    """The codes of passages by their scores, to which a code's own keywords add `RULE`."""
    number = {code: nr for nr, code in enumerate(learned.codes)}
    for row, passage in enumerate(passages):
        for code in {one.code for one in rules.matches(passage.text)} & number.keys():
            scores[row, number[code]] += RULE
    return learned.ranked(scores, most)


def suggester_of(
    reading: Reading,
    coder_ids: frozenset[str] | None = None,
    model: str | None = None,
    encoder: KeptVectors | None = None,
    encoder_name: str = "",
    before: Suggester | None = None,
) -> Suggester:
    """Learn from a project: from everybody's codings, or from these coders' alone.

    `model` is the language model behind the cues; without it the one of the user's settings. `encoder` adds the
    likeness of sentence vectors; `encoder_name` is what users call it ("e5"). With what was learned `before` texts that
    are the same are not read anew; what is learned is the same.

    While a coder works blind somewhere, only from her own: how others code must not show through.
    """
    if reading.hidden is not None:
        coder_ids = frozenset([reading.hidden.coder_id])
    definitions = definitions_of(reading)
    examples, coded, around = _taught(reading, coder_ids)
    uncoded = uncoded_of(reading, coded) if len(examples) < MEASURED.codebook_until else ()
    known = before.learned if before is not None else None
    learned = Learned(examples, definitions, MEASURED, encoder, around, known, uncoded)
    role = {code.id: ROLE_TYPES[code.type] for code in reading.all(Code) if code.type in ROLE_TYPES}
    taught = [RoleExample(one.passage, role[code].value) for one in coded for code in sorted(one.codes) if code in role]
    taught = taught[-MOST_ROLES:]
    # The cues of a language take as long to load as all else together: only who asks for roles waits for them.
    model = model or load_settings().language_model
    roles = Later(lambda: Roles(taught, {one: one.value for one in Role}, model))
    codes = reading.all(Code, order=("position", "name"))
    others = others_of(Material(codes, definitions, coded, model=model))
    made = provenance(CODES, MEASURED)
    if encoder is not None:
        made = provenance(f"embed-{encoder_name}", MEASURED, encoder.name)
    return Suggester(learned, definitions, coded, made, roles, rules=rules_of(codes), others=others)


def _taught(reading: Reading, coder_ids: frozenset[str] | None) -> tuple[list[Example], tuple[Coded, ...], PackedTexts]:
    """What was coded and what was refused as examples, what was coded, and the words around the examples.

    These are asked when all is learned, and hardly afterwards: the passages come without.
    """
    coded = coded_of(reading, coder_ids)
    examples = [Example(one.passage, tuple(sorted(one.codes))) for one in coded]
    examples += refusals_of(reading, coder_ids)
    around = PackedTexts([one.passage.context for one in examples])
    examples = [without_context(one) for one in examples]
    bare = tuple(Coded(one.passage, known.codes) for one, known in zip(examples, coded, strict=False))
    del coded
    give_back()
    return examples, bare, around


def refusals_of(reading: Reading, coder_ids: frozenset[str] | None) -> list[Example]:
    """What was rejected, as examples of what a passage is not."""
    from cmo_coder.model.documents import TextVersion

    versions = {one.id: one for one in reading.all(TextVersion, in_force=True)}
    found = []
    for one in reading.all(Suggestion, order=("at", "id"), outcome=SuggestionOutcome.REJECTED):
        version = versions.get(one.text_version_id or "")
        if version is not None and one.code_id and (coder_ids is None or one.coder_id in coder_ids):
            text = reading.text(version.sha256)
            passage = passage_at(text, one.start, one.end, version.document_id, one.id)
            found.append(Example(passage, (), REJECTED_WEIGHT, rejected=(one.code_id,)))
    return found[-MOST_REFUSALS:]


def shown(
    proposals: Sequence[Proposal], coded: Sequence[tuple[int, int]], threshold: float = THRESHOLD
) -> tuple[Proposal, ...]:
    """The proposals worth showing: sure enough, and on words that are not coded yet (`coded` holds spans)."""
    return tuple(
        one
        for one in proposals
        if one.codes[0].confidence >= threshold and not any(start < one.end and end > one.start for start, end in coded)
    )
