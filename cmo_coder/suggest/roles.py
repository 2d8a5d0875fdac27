"""Suggesting a role (provider `cmo-role`): the cues of the lexicon, and the roles that the team gave so far.

Cue rules alone are weak on unseen text. So roles are learned: at first from sentences that the program brings along
(`role_examples.py`), then more and more from the project's own roles. The cues say why. Two roles are offered with the
cues lit, never one as if it were sure. How it knows (`status`) and which way it goes (`sign`) follow from their cues
alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Any

from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import EpistemicStatus
from cmo_coder.store.cache_folder import when_forgotten
from cmo_coder.suggest.cues import FoundCue
from cmo_coder.suggest.grams import Vocabulary
from cmo_coder.suggest.lexicon import LANGUAGES, CueClass
from cmo_coder.suggest.pipeline import language_of, pipeline
from cmo_coder.suggest.role_examples import NONE, made_up_examples
from cmo_coder.suggest.role_marks import marks_of
from cmo_coder.suggest.softmax import shares, solve
from cmo_coder.suggest.sparse import SparseRows, inner
from cmo_coder.suggest.triangle import Triangle
from cmo_coder.suggest.value import Passage, Settings

_WEIGHTS = Settings(words_from=110)
_HINT = 0.1
"""How much the rules alone weigh beside what was learned (logit for each hint)."""
_CUES = 0.4
_FREEDOM = 20.0
_ROUNDS = 20
_BALANCE = 0.5
_WORD_SHARE = 1.0
_BROUGHT = 0.7
"""How much a sentence that the program brings along counts beside a fragment of the team, before there are any."""
_FADING = 300
"""After so many fragments of the team, the sentences brought along count half of that."""


SETTINGS = (_WEIGHTS, _HINT, _CUES, _FREEDOM, _ROUNDS, _BALANCE, _WORD_SHARE, _BROUGHT, _FADING)
"""All settings together, for the provenance."""


@dataclass(frozen=True, slots=True)
class RoleExample:
    """A passage with the role that a person gave it; `role` is a name of the team's own set of roles."""

    passage: Passage
    role: str


@dataclass(frozen=True, slots=True)
class RoleScored:
    """A role with its score (a logit) and its share among the roles (0 to 1; it ranks, it is no probability)."""

    role: str
    score: float
    confidence: float


@dataclass(frozen=True, slots=True)
class RoleSuggestion:
    """The roles of a passage, best first, and the cues behind them (places in the passage's own text).

    `status` and `sign` are what their cues say; nothing, or "", where no cue says it.
    """

    roles: tuple[RoleScored, ...]
    cues: tuple[FoundCue, ...]
    status: EpistemicStatus | None
    sign: str


@lru_cache(maxsize=20_000)
def cues_of(text: str, model: str = "auto") -> tuple[FoundCue, ...]:
    """The cues in a text, in its own language."""
    nlp, _name = pipeline(language_of(text), model)
    found: tuple[FoundCue, ...] = nlp(text)._.cues
    return found


when_forgotten(cues_of.cache_clear)


def model_name(model: str = "auto") -> str:
    """The language models behind the cues, as it is kept with a suggestion."""
    return ", ".join(dict.fromkeys(str(pipeline(language, model)[1]) for language in LANGUAGES))


def status_of(cues: Sequence[FoundCue]) -> EpistemicStatus | None:
    """How the speaker knows, by the first cue that says so. "Own explanation" and "unsure" give "not determined".

    Where none says so, an effect that could, would or should come ("dat zou minder druk geven") is expected.
    """
    one = status_cue(cues)
    if one is None:
        return None
    return one.cue.status if one.cue.cls is CueClass.STATUS else EpistemicStatus.EXPECTED


def status_cue(cues: Sequence[FoundCue]) -> FoundCue | None:
    """The cue that `status_of` goes by."""
    said = next((one for one in cues if one.cue.cls is CueClass.STATUS), None)
    if said is not None and said.cue.status is not None:
        return said
    effects = (CueClass.OUTCOME, CueClass.RESULT)
    return next((one for one in cues if one.modal and one.cue.cls in effects), None)


def sign_cues(cues: Sequence[FoundCue]) -> tuple[FoundCue, ...]:
    """The cues that `sign_of` goes by."""
    telling = (CueClass.OUTCOME, CueClass.REASONING, CueClass.CHAIN)
    return tuple(one for one in cues if one.sign and one.cue.cls in telling)


def sign_of(cues: Sequence[FoundCue]) -> str:
    """Which way an effect goes by its cues: "+", "-", "0", "mixed", or "" where none says it."""
    signs = {one.sign for one in sign_cues(cues)}
    if signs >= {"+", "-"}:
        return "mixed"
    return next(iter(signs), "")


class Roles:
    """A model of roles. `names` gives for each of the method's roles the team's own name (so that reports with one
    mechanism role learn one); roles that only examples know (such as "none"), or that stand in `also`, are added.
    """

    def __init__(
        self,
        examples: Sequence[RoleExample],
        names: dict[Role, str],
        model: str = "auto",
        also: Collection[str] = (),
    ) -> None:
        import numpy as np

        self._names = names
        self._model = model
        self.roles = tuple(dict.fromkeys([*names.values(), *also, *(one.role for one in examples)]))
        self._nr = {role: nr for nr, role in enumerate(self.roles)}
        brought = [(text, self._name(role)) for role, text in made_up_examples() if self._name(role) in self._nr]
        taught = [*((one.passage.text, one.role) for one in examples), *brought]
        share = _BROUGHT * _FADING / (_FADING + len(examples))
        texts = [text for text, _role in taught]
        self._vocabulary = Vocabulary(texts, _WEIGHTS, _WORD_SHARE)
        rows = self._vocabulary.matrix(texts)
        self._texts = rows.columns()
        marks = [marks_of(text, cues_of(text, model), names) for text in texts]
        self._number = {name: nr for nr, name in enumerate(sorted({name for one in marks for name in one}))}
        spread = Counter(self._number[name] for one in marks for name in one)
        self._rarity = 1.0 + np.log((1 + len(texts)) / (1 + np.array([spread[nr] for nr in range(len(self._number))])))
        mark_rows = self._mark_rows(marks)
        self._marks = mark_rows.columns()
        alike = self._likeness(rows, mark_rows)
        counts = np.array([1.0] * len(examples) + [share] * len(brought))
        self._weights = self._learned([role for _text, role in taught], counts, alike)

    def _name(self, role: Role | None) -> str:
        """The team's own name of a role; nothing is "none"."""
        return NONE if role is None else self._names.get(role, "")

    def _learned(self, roles: Sequence[str], counts: Any, alike: Any) -> Any:
        """The weights of the rows for every role; `counts` says how much a row counts."""
        import numpy as np

        targets = np.zeros((len(roles), len(self.roles)))
        if not len(roles):
            return targets
        targets[np.arange(len(roles)), [self._nr[role] for role in roles]] = 1.0
        common = (counts @ targets) / counts.sum()
        weights = counts * (targets / np.where(common > 0, common, 1.0)).sum(axis=1) ** _BALANCE
        weights *= counts.sum() / weights.sum()
        return solve(Triangle.of(alike), targets, weights, _FREEDOM, _ROUNDS).weights

    def _likeness(self, texts: SparseRows, marks: SparseRows) -> Any:
        return inner(texts, self._texts) + _CUES * inner(marks, self._marks) + 1.0

    def _mark_rows(self, marks: Sequence[Counter[str]]) -> SparseRows:
        """The marks of texts as rows of length one, rare marks the heavier."""
        known = [
            {
                nr: (1.0 + log(value)) * float(self._rarity[nr])
                for name, value in one.items()
                if value and (nr := self._number.get(name)) is not None
            }
            for one in marks
        ]
        return SparseRows.of(known, len(self._number)).of_length_one()

    def _hints(self, cues: Sequence[FoundCue]) -> Any:
        import numpy as np

        row = np.zeros(len(self.roles))
        for found in cues:
            for roles, share in ((found.cue.here, 1.0), (found.cue.there, 0.5)):
                for role in roles:
                    if role in self._names:
                        row[self._nr[self._names[role]]] += share * found.weight / len(roles)
        return row

    def suggest(self, passages: Sequence[Passage], most: int = 2) -> list[RoleSuggestion]:
        """For each passage its roles, best first, at most `most`, with the cues behind them."""
        import numpy as np

        texts = [one.text for one in passages]
        cues = [cues_of(text, self._model) for text in texts]
        scores = np.zeros((len(texts), len(self.roles)))
        if len(self._weights) and texts:
            marks = [marks_of(text, found, self._names) for text, found in zip(texts, cues, strict=True)]
            scores = self._likeness(self._vocabulary.matrix(texts), self._mark_rows(marks)) @ self._weights
        for row, found in enumerate(cues):
            scores[row] += _HINT * self._hints(found)
        parts = shares(scores) if len(texts) else scores
        return [
            RoleSuggestion(
                tuple(
                    RoleScored(self.roles[nr], float(scores[row, nr]), float(parts[row, nr]))
                    for nr in np.argsort(-scores[row], kind="stable")[:most]
                ),
                found,
                status_of(found),
                sign_of(found),
            )
            for row, found in enumerate(cues)
        ]
