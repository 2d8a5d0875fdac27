"""Provider `rule`: a code's own keywords and patterns."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.suggest.provenance import Provenance, marked
from cmo_coder.suggest.provider import Answer, AnswerKind, Asked, Evidence, Ground, Material, Words
from cmo_coder.suggest.rules import Matched, Rules, rules_of

NAME = "rule"


@dataclass(frozen=True, slots=True)
class RuleProvider:
    """Proposes a code where its keywords stand; the score is how many different ones do."""

    rules: Rules
    provenance: Provenance

    def answer(self, asked: Asked) -> tuple[Answer, ...]:
        """The codes whose keywords stand in the words, those with most keywords first."""
        if not isinstance(asked, Words):
            return ()
        text = asked.passage.text
        of_code: dict[str, list[Matched]] = {}
        for one in self.rules.matches(text):
            of_code.setdefault(one.code, []).append(one)
        found = [
            Answer(
                AnswerKind.CODE,
                code,
                float(len({one.keyword for one in there})),
                tuple(Evidence(Ground.WORDS, one.keyword, one.start, one.end, 1.0) for one in there),
                self.provenance,
            )
            for code, there in of_code.items()
        ]
        return tuple(sorted(found, key=lambda one: (-one.score, one.about)))


def make(material: Material) -> RuleProvider | None:
    """The provider, where any code has keywords."""
    rules = rules_of(material.codes)
    return RuleProvider(rules, marked(NAME, repr(rules.keywords))) if rules.keywords else None


make.offline = True  # type: ignore[attr-defined]
