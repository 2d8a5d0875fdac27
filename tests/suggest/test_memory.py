"""What learning takes of memory, counted in bytes and in modules (docs/decisions/0037-memory-of-suggestions.md)."""

from __future__ import annotations

import random
import subprocess
import sys
import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest

from cmo_coder.suggest import memory
from cmo_coder.suggest.learned import Learned
from cmo_coder.suggest.value import Definition, Example, Passage
from tests.shared import ROOT

FRAGMENTS, CODES = 1500, 12
MOST_KEPT, MOST_HELD = 5.3, 8.5
"""In megabytes, for so many fragments: what is kept of them (measured: 4.9), and at the worst moment (7.9), whether
they are learned first or anew. Where what was learned stood beside what is learned anew the worst moment was 12.8.
"""
MOST_FOR_ONE = 1.9
"""For a passage as long as a page, asked about or learned (measured: 1.3 and 1.5)."""


def taught() -> tuple[list[Example], list[Definition]]:
    """Fragments of made words, with words around them."""
    made = random.Random(3)
    words = ["".join(made.choices("abdeghiklmnoprstuvw", k=made.randint(2, 9))) for _nr in range(400)]
    text = " ".join(made.choices(words, k=40_000))
    codes = [f"code {nr}" for nr in range(CODES)]
    examples = []
    for nr in range(FRAGMENTS):
        at = nr * 150
        around = text[max(0, at - 300) : at] + " " + text[at + 90 : at + 390]
        passage = Passage(str(nr), text[at : at + 90], str(nr // 100), around, nr % 100 / 100)
        examples.append(Example(passage, (made.choice(codes),)))
    return examples, [Definition(code, code, " ".join(made.choices(words, k=12))) for code in codes]


def test_what_is_learned_takes_few_bytes_and_never_many() -> None:
    examples, definitions = taught()
    Learned(examples[:20], definitions)  # what is imported and made once does not count
    tracemalloc.start()
    try:
        model = Learned(examples, definitions)
        kept, held = (value / 1e6 for value in tracemalloc.get_traced_memory())
    finally:
        tracemalloc.stop()
    assert model.size == FRAGMENTS
    assert kept <= MOST_KEPT
    assert held <= MOST_HELD


def held_by(work: Callable[[], object]) -> tuple[float, float]:
    """Megabytes that some work leaves, and holds at the worst moment, beside what there was."""
    tracemalloc.start()
    try:
        found = work()
        kept, held = (value / 1e6 for value in tracemalloc.get_traced_memory())
        assert found is not None
        return kept, held
    finally:
        tracemalloc.stop()


def test_what_is_learned_anew_does_not_stand_beside_what_was_there() -> None:
    examples, definitions = taught()
    made: list[Learned] = []

    def learned_twice() -> Learned:
        made.append(Learned(examples, definitions))
        tracemalloc.reset_peak()
        made[0].let_go()
        return Learned(examples[5:], definitions, before=made[0])

    kept, held = held_by(learned_twice)
    assert made[0].is_let_go
    assert kept <= MOST_KEPT
    assert held <= MOST_HELD


def test_one_passage_is_compared_a_piece_at_a_time() -> None:
    examples, definitions = taught()
    model = Learned(examples, definitions)
    words = " ".join(one.passage.text for one in examples[:60])
    passage = Passage("", words, "", words, 0.5)
    more = Example(passage, (model.codes[0],))
    model.suggest([examples[0].passage])  # what is made once does not count
    assert held_by(lambda: model.suggest([passage]))[1] <= MOST_FOR_ONE
    assert held_by(lambda: model.with_example(more))[1] <= MOST_FOR_ONE


def test_the_factor_has_sixteen_bits_for_each_pair_and_the_weights_single_precision() -> None:
    examples, definitions = taught()
    solved = Learned(examples, definitions)._solved
    n = FRAGMENTS + CODES
    assert solved.factor.nbytes <= 2 * n * (n + 128) / 2
    assert solved.weights.dtype == np.float32


def test_a_coding_more_keeps_one_row_in_single_precision_and_copies_none() -> None:
    examples, definitions = taught()
    model = Learned(examples[:-2], definitions)
    once = model.with_example(examples[-2])
    twice = once.with_example(examples[-1])
    assert twice._solved.below[0] is once._solved.below[0]
    assert [row.nbytes for row in twice._solved.below] == [4 * (FRAGMENTS - 2 + CODES)] * 2


def test_the_words_around_are_not_kept_as_they_are() -> None:
    examples, definitions = taught()
    model = Learned(examples, definitions)
    assert not any(one.passage.context for one in model.examples)
    assert [one.passage.context for one in model._with_contexts()] == [one.passage.context for one in examples]


def modules_after(code: str) -> set[str]:
    """The full names of the modules in a fresh interpreter that ran `code`."""
    script = f"{code}\nimport sys; print('\\n'.join('LOADED ' + name for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return {line.removeprefix("LOADED ") for line in done.stdout.splitlines() if line.startswith("LOADED ")}


def test_learning_loads_of_numpy_what_it_needs() -> None:
    loaded = modules_after(
        "import cmo_coder.suggest.suggester\n"
        "from cmo_coder.suggest.learned import Learned\n"
        "from cmo_coder.suggest.value import Definition, Example, Passage\n"
        "made = Learned([Example(Passage('1', 'de zorg in de wijk'), ('a',))], [Definition('a', 'zorg')])\n"
        "made.suggest([Passage('', 'zorg')])"
    )
    assert "numpy" in loaded
    for part in ("random", "ma", "fft", "polynomial", "testing"):
        assert f"numpy.{part}" not in loaded
    assert not {name.partition(".")[0] for name in loaded} & {"scipy", "sklearn", "spacy", "pydantic", "textual"}


def test_who_reads_and_codes_loads_no_field_of_several_lines() -> None:
    loaded = modules_after("import cmo_coder.tui.screens.read, cmo_coder.tui.screens.overview")
    assert "cmo_coder.tui.screens.dialog" in loaded
    assert "textual.widgets._text_area" not in loaded


def test_where_there_is_another_c_library_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert memory._of_the_c_library("malloc_trim") is None
    memory.give_back()
    memory.be_modest()
