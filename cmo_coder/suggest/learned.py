"""Suggesting codes from the codebook and from what the team has coded already (providers `codebook` and `exemplar`).

A passage gets for each code: the likeness to every coded fragment times that fragment's weight, plus the likeness to
the code's definition, plus how common the code is. Likeness is the sum of three: of the words, of the words around, and
of the place in the interview (interviews follow a topic list). Definitions are fragments too, so that suggestions start
with the first coding. Every score is a plain sum, so it can be taken apart exactly (`explain`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from cmo_coder.suggest.defined import Defined, context_share
from cmo_coder.suggest.grams import Vocabulary
from cmo_coder.suggest.packed import PackedTexts
from cmo_coder.suggest.recent import Recent
from cmo_coder.suggest.rows import KEPT, Encoder, LikenessAmong, Reader, Rows, likeness
from cmo_coder.suggest.softmax import add_row, left_out, shares, solve
from cmo_coder.suggest.taken_over import Weighed
from cmo_coder.suggest.targets import target_of, targets_of
from cmo_coder.suggest.value import (
    Definition,
    Example,
    ExampleReason,
    Explanation,
    Passage,
    Scored,
    Settings,
    WordReason,
    without_context,
)

MEASURED = Settings()

_ALWAYS = ("settings", "codes", "_nr", "_definitions", "_uncoded")
_TAKEN_OVER = ("_examples", "_vocabulary", "_weighed")
"""What is kept of a model that is learned anew: for good, and until its rows are taken over."""


class Learned:
    """A model of which words get which code. Made from examples and definitions; `with_example` gives a larger one."""

    def __init__(
        self,
        examples: Sequence[Example],
        definitions: Sequence[Definition],
        settings: Settings = MEASURED,
        encoder: Encoder | None = None,
        around: PackedTexts | None = None,
        before: Learned | None = None,
        uncoded: Sequence[Passage] = (),
    ) -> None:
        """`around`: the contexts of the examples, where their passages come without. `before`: what was learned before,
        of which the rows of texts that are the same are taken over; what is learned is the same without. `uncoded` are
        passages that nobody coded, which help the codebook while little is coded.
        """
        self.settings = settings
        self._encoder = encoder
        self.codes = tuple(
            dict.fromkeys([one.code for one in definitions] + [code for example in examples for code in example.codes])
        )
        self._nr = {code: nr for nr, code in enumerate(self.codes)}
        described = {one.code for one in definitions}
        self._definitions = tuple(definitions) + tuple(
            Definition(code, code) for code in self.codes if code not in described
        )
        self._uncoded = tuple(uncoded) if len(examples) < settings.codebook_until else ()
        self._around = around or PackedTexts([one.passage.context for one in examples])
        self._examples = tuple(examples if around else map(without_context, examples))
        if self.codes:
            self._weighed = self._read(before if before is not None and before.codes else None)
            if before is not None and before.is_let_go:
                before._forget(_ALWAYS)
            self._learn()

    def let_go(self) -> None:
        """Forget what only answers questions: all is learned anew, and the two would stand beside each other.

        Nothing may be asked any more. It can be the `before` of one more model, which takes the rest.
        """
        self._forget((*_ALWAYS, *_TAKEN_OVER))

    def _forget(self, kept: Sequence[str]) -> None:
        for name in self.__dict__.keys() - set(kept):
            del self.__dict__[name]

    @property
    def is_let_go(self) -> bool:
        """Whether nothing may be asked any more."""
        return bool(self.codes) and "_solved" not in self.__dict__

    @property
    def examples(self) -> tuple[Example, ...]:
        """The examples of the last full solve, without the words around their passages."""
        return self._examples

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that it knows, with how rare they are. Only where there are codes."""
        return self._vocabulary

    @property
    def size(self) -> int:
        """How many examples it learned from."""
        return len(self._examples)

    def _passages(self) -> list[Passage]:
        """What is learned from: the examples of the last full solve, then the definitions."""
        return [one.passage for one in self._examples] + [Passage("", one.text) for one in self._definitions]

    def _read(self, before: Learned | None) -> Weighed:
        """The vocabulary and the rows of what is learned from; those that were there before are taken over."""
        own, n = self.settings, len(self._examples)
        texts = [one.text for one in self._passages()]
        word_weight = n / (n + own.words_from)
        if before is None or before.settings != own:
            self._vocabulary, found = Vocabulary.with_columns(texts, own, word_weight, KEPT)
        else:
            known = [one.text for one in before._passages()]
            self._vocabulary, found = before.vocabulary.again(before._weighed, known, texts, word_weight)
        return found

    def _learn(self) -> None:
        import numpy as np

        own, n = self.settings, len(self._examples)
        passages = self._passages()
        self._reader = Reader(self._vocabulary, self._encoder, [one.text for one in passages])
        self._order = [self._nr[one.code] for one in self._definitions]
        texts = [one.text for one in passages]
        self._defined = Defined(
            self._reader, [texts[n + at] for at in np.argsort(self._order)], own, texts[:n], self._uncoded
        )
        self._kept = self._reader.kept(
            passages, [*self._around.texts(), *[""] * len(self._definitions)], self._weighed.columns
        )
        self._recent = Recent()
        targets, weights = self._targets()
        self._solved = solve(LikenessAmong(self._kept, own), targets, weights, own.freedom, own.rounds)

    def _targets(self) -> tuple[Any, Any]:
        return targets_of(self._examples, self._nr, self._order, self.settings)

    def left_out(self, folds: Sequence[Sequence[int]]) -> Iterator[Any]:
        """For each fold the scores (`fold x codes`) of its examples by a model that never met them.

        A fold holds numbers of examples. Only how rare words and codes are was counted over everything.
        """
        import numpy as np

        own = self.settings
        targets, weights = self._targets()
        examples = self._examples
        if any(context_share(own, len(examples) - len(fold)) for fold in folds):
            examples = self._with_contexts()
        for fold in folds:
            passages = [examples[nr].passage for nr in fold]
            said = left_out(self._solved, targets, weights, np.array(fold, np.intp), own.rounds)
            yield said + self._near(passages, self._reader.read(passages), len(examples) - len(fold))

    def _near(self, passages: Sequence[Passage], rows: Rows, n: int) -> Any:
        """What the definitions add to the scores of passages, of a model of `n` examples."""
        return self._defined.near(passages, rows, n)

    def _alike(self, rows: Rows) -> Any:
        """The likeness of rows to all that was learned from: examples, definitions, and what came later."""
        import numpy as np

        found = likeness(rows, self._kept, self.settings)
        if self._late_rows is None:
            return found
        return np.hstack([found, likeness(rows, self._late_rows.kept(), self.settings)])

    def scores(self, passages: Sequence[Passage]) -> Any:
        """The scores (`passages x codes`, logits), codes in the order of `codes`."""
        import numpy as np

        if not self.codes or not passages:
            return np.zeros((len(passages), len(self.codes)))
        alike, beside = self._recent.rows(passages, self._worked_out)
        weights = self._solved.weights
        found = alike @ weights[: self._kept.texts.n] + beside
        if self._late_rows is not None:
            late = likeness(self._reader.read(passages), self._late_rows.kept(), self.settings)
            found += late @ weights[self._kept.texts.n :]
        return found

    def _worked_out(self, passages: Sequence[Passage]) -> tuple[Any, Any]:
        """The likeness of passages to all of the last full solve, and what the definitions add to their scores."""
        rows = self._reader.read(passages)
        return likeness(rows, self._kept, self.settings), self._near(passages, rows, len(self._examples))

    def suggest(self, passages: Sequence[Passage], most: int = 3) -> list[tuple[Scored, ...]]:
        """For each passage the codes with the highest scores, best first, at most `most`."""
        return self.ranked(self.scores(passages), most)

    def ranked(self, scores: Any, most: int = 3) -> list[tuple[Scored, ...]]:
        """The codes of each row of scores, best first, at most `most`."""
        import numpy as np

        if not scores.size:
            return [() for _one in scores]
        parts = shares(scores)
        best = np.argsort(-scores, axis=1, kind="stable")[:, :most]
        return [
            tuple(Scored(self.codes[nr], float(scores[row, nr]), float(parts[row, nr])) for nr in numbers)
            for row, numbers in enumerate(best)
        ]

    def with_example(self, example: Example) -> Learned:
        """The model with one coded fragment more, without solving anew; words it has not met count from the next full
        solve on. A code that the model does not know gives a full solve.
        """
        if not self.codes or any(code not in self._nr for code in example.codes):
            everything = (*self._with_contexts(), *self._late, example)
            return Learned(
                everything, self._definitions, self.settings, self._encoder, before=self, uncoded=self._uncoded
            )
        larger = object.__new__(Learned)
        for name, value in self.__dict__.items():
            object.__setattr__(larger, name, value)
        row, own = self._reader.read([example.passage]), self.settings
        alike = self._alike_in_view(example.passage, row)
        itself = float(likeness(row, row.kept(), own)[0, 0])
        larger._solved = add_row(self._solved, alike, itself, target_of(example, self._nr), example.weight)
        larger._late_rows = row if self._late_rows is None else self._late_rows.plus(row)
        larger._late = (*self._late, example)
        return larger

    def _alike_in_view(self, passage: Passage, row: Rows) -> Any:
        """As `_alike` of one passage (with its row), for one that was most likely suggested for just now."""
        import numpy as np

        def work_out(asked: Sequence[Passage]) -> tuple[Any, Any]:
            return likeness(row, self._kept, self.settings), self._near(asked, row, len(self._examples))

        found = self._recent.rows([replace(passage, id="")], work_out)[0]
        if self._late_rows is not None:
            found = np.hstack([found, likeness(row, self._late_rows.kept(), self.settings)])
        return found[0]

    _late: tuple[Example, ...] = ()
    """Examples that came after the last full solve."""
    _late_rows: Rows | None = None
    """Their rows, which stand behind the definitions."""

    def everything(self) -> tuple[Example, ...]:
        """All examples, those that came later included, without the words around those of the last full solve."""
        return (*self._examples, *self._late)

    def _with_contexts(self) -> tuple[Example, ...]:
        """The examples of the last full solve, with the words around their passages."""
        return tuple(
            replace(example, passage=replace(example.passage, context=context))
            for example, context in zip(self._examples, self._around.texts(), strict=True)
        )

    def explain(self, passage: Passage, code: str) -> Explanation:
        """Take the score of a code for a passage apart. Raises KeyError for a code that the model does not know."""
        nr = self._nr[code]
        row = self._reader.read([passage])
        weights = self._solved.weights[:, nr].astype(float)
        parts = (self._alike(row)[0] - 1.0) * weights
        beside = self._near([passage], row, len(self._examples))[0, nr]
        n = len(self._examples)
        rows = [*range(n), *range(n + len(self._definitions), len(parts))]
        reasons = [
            ExampleReason(example.passage.id, float(parts[row]))
            for example, row in zip(self.everything(), rows, strict=True)
        ]
        uncoded = self._defined.uncoded(passage, row, n)
        definition = float(beside - uncoded[nr] + parts[n : n + len(self._definitions)].sum())
        solved = self._kept.texts.n
        direction = self._kept.texts.sum(weights[:solved])
        if self._late_rows is not None:
            direction += self._late_rows.texts.sum(weights[solved:])
        learned = self._reader.vocabulary.split(passage.text, direction)
        words = [
            WordReason(start, end, part + one.contribution)
            for (start, end, part), one in zip(learned, self._defined.words(passage.text, nr, n), strict=True)
        ]
        return Explanation(
            total=float(parts.sum() + weights.sum() + beside),
            examples=tuple(sorted(reasons, key=lambda one: -one.contribution)),
            definition=definition,
            common=float(weights.sum()),
            words=tuple(words),
            uncoded=float(uncoded[nr]),
            uncoded_ahead=float(uncoded[nr] - uncoded.mean()),
        )
