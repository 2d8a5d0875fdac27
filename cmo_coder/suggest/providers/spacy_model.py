"""Provider `spacy`: a user's own model with a text classifier (textcat) or a span finder (spancat), set as `nlp.model`.

Its labels are matched with the names and other names of codes; a label that no code bears is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cmo_coder.model.codes import CodeStatus
from cmo_coder.suggest.pipeline import pipeline
from cmo_coder.suggest.provenance import Provenance, marked
from cmo_coder.suggest.provider import Answer, AnswerKind, Asked, Evidence, Ground, Material, Words

if TYPE_CHECKING:
    from spacy.language import Language

NAME = "spacy"
LEAST = 0.2
"""A label with a lower score (0 to 1) is not proposed."""
MOST = 3
_FACTORIES = ("textcat", "textcat_multilabel", "spancat", "spancat_singlelabel")


@dataclass(frozen=True, slots=True)
class SpacyProvider:
    """Proposes the codes that bear the labels of the model."""

    nlp: Language
    codes: Mapping[str, str]
    provenance: Provenance

    def answer(self, asked: Asked) -> tuple[Answer, ...]:
        """The codes, best first, each with its label (and the words of the span, where it found one)."""
        if not isinstance(asked, Words):
            return ()
        best: dict[str, tuple[float, Evidence]] = {}
        for label, score, start, end in _labelled(self.nlp(asked.passage.text)):
            code = self.codes.get(_key(label))
            if code is not None and score >= LEAST and score > best.get(code, (0.0,))[0]:
                best[code] = score, Evidence(Ground.LABEL, label, start, end, score)
        found = [Answer(AnswerKind.CODE, code, score, (lit,), self.provenance) for code, (score, lit) in best.items()]
        return tuple(sorted(found, key=lambda one: (-one.score, one.about))[:MOST])


def _labelled(doc: Any) -> list[tuple[str, float, int, int]]:
    """Labels with their scores and places (code points; -1 where a label is of the whole)."""
    found = [(label, float(score), -1, -1) for label, score in doc.cats.items()]
    for group in doc.spans.values():
        scores = group.attrs.get("scores")
        for nr, span in enumerate(group):
            score = float(scores[nr]) if scores is not None else 1.0
            found.append((span.label_, score, span.start_char, span.end_char))
    return found


def _key(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()


def make(material: Material) -> SpacyProvider | None:
    """The provider, where a model is named that classifies. Raises UserError where it cannot be loaded."""
    if material.model in ("auto", "blank"):
        return None
    nlp, name = pipeline("nl", material.model)
    if not any(nlp.get_pipe_meta(one).factory in _FACTORIES for one in nlp.pipe_names):
        return None
    codes = {
        _key(name): code.id
        for code in material.codes
        if code.status is CodeStatus.ACTIVE
        for name in (*code.aliases, code.name)
    }
    return SpacyProvider(nlp, codes, marked(NAME, repr((LEAST, MOST)), str(name)))


make.offline = True  # type: ignore[attr-defined]
