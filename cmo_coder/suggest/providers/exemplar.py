"""Provider `codebook+exemplar`: the codebook's words and the team's own coding (`learned.py`)."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.suggest.evaluate import CODES
from cmo_coder.suggest.learned import MEASURED, Learned
from cmo_coder.suggest.provenance import Provenance, provenance
from cmo_coder.suggest.provider import Answer, AnswerKind, Asked, Evidence, Ground, Material, Words
from cmo_coder.suggest.value import Passage

MOST = 3
NAMED = 3
"""So many fragments and words are named."""


@dataclass(frozen=True, slots=True)
class ExemplarProvider:
    """Proposes the three codes with the highest scores, each with its score taken apart."""

    learned: Learned
    provenance: Provenance

    def answer(self, asked: Asked) -> tuple[Answer, ...]:
        """The codes, best first."""
        if not isinstance(asked, Words):
            return ()
        passage = asked.passage
        return tuple(
            Answer(AnswerKind.CODE, one.code, one.score, evidence_of(self.learned, passage, one.code), self.provenance)
            for one in self.learned.suggest([passage], MOST)[0]
        )


def evidence_of(learned: Learned, passage: Passage, code: str) -> tuple[Evidence, ...]:
    """The fragments, the words and the definition that add most to a score."""
    found = learned.explain(passage, code)
    said = {one.passage.id: one.passage.text for one in learned.everything()}
    words = sorted(found.words, key=lambda one: -one.contribution)[:NAMED]
    grounds = [
        *(Evidence(Ground.FRAGMENT, said[one.id], -1, -1, one.contribution, one.id) for one in found.examples[:NAMED]),
        *(
            Evidence(Ground.WORDS, passage.text[one.start : one.end], one.start, one.end, one.contribution)
            for one in words
        ),
        Evidence(Ground.DEFINITION, "", -1, -1, found.definition + found.uncoded, code),
    ]
    return tuple(one for one in grounds if one.contribution > 0)


def make(material: Material) -> ExemplarProvider | None:
    """The provider, where there are codes."""
    learned = Learned(material.examples(), material.definitions, uncoded=material.uncoded)
    return ExemplarProvider(learned, provenance(CODES, MEASURED)) if learned.codes else None


make.offline = True  # type: ignore[attr-defined]
