"""The suggestions: the pipeline beside bare spaCy tokens, and learning beside scikit-learn's logistic regression.

    python -m benchmarks.suggest

Goals: the pipeline with sentences and all cues at most 3 times as long as `spacy.blank` takes for the tokens of the
same text; a whole study with 2,000 coded fragments and the words around them learned anew within 1 s, one fragment
more within 60 ms, the first suggestions of an opened document within 300 ms; on the screen (`suggest_screen.py`) new
suggestions in view 60 ms after a coding, and keys as quick while everything is learned anew. Where scikit-learn is not
installed its column is left out.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.made_study import made_interviews
from benchmarks.suggest_screen import of_refit, of_screen
from cmo_coder.suggest.learned import Learned
from cmo_coder.suggest.memory import be_modest
from cmo_coder.suggest.pipeline import pipeline
from cmo_coder.suggest.value import Definition, Example, Passage

FRAGMENTS, CODES, ROUNDS = 2000, 22, 5
GOALS = {
    "times_bare_tokens": 3.0,
    "full_refit_of_a_study_ms": 1000.0,
    "refit_after_codings_ms": 1000.0,
    "one_fragment_more_ms": 60.0,
    "opening_to_first_suggestions_ms": 300.0,
    "accepting_until_new_suggestions_in_view_ms": 60.0,
}
"""At most so much: the full refit is that of 2,000 fragments with the words around them, as the worker makes it: the
first learning of a study, and the learning anew after codings, which takes over the texts that are the same."""
LENGTH = 14
"""Words in a fragment."""


def best_of(work: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Seconds of the processor in the quickest of several runs (of all its cores together)."""
    found = []
    for _one in range(rounds):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def of_pipeline(texts: list[str]) -> dict[str, float]:
    """Words a second with and without sentences and cues; each round with texts that its tokenizer never met."""
    import spacy

    nlp, _name = pipeline("nl", "blank")
    bare = spacy.blank("nl")
    nlp(texts[-1]), bare(texts[-1])
    rounds = []
    for text in texts[:-1]:
        start = time.process_time()
        bare(text)
        alone = time.process_time() - start
        start = time.process_time()
        nlp(text)
        rounds.append((time.process_time() - start) / alone)
    return {"times_bare_tokens": round(sorted(rounds)[len(rounds) // 2], 2)}


def of_learning(sentences: list[str]) -> dict[str, float]:
    """Milliseconds of a full solve (beside scikit-learn: without the words around), and of what is asked afterwards."""
    made = random.Random(7)
    codes = [f"code {nr}" for nr in range(CODES)]
    examples = [
        Example(Passage(str(nr), text, str(nr // 100), place=nr % 100 / 100), (made.choice(codes),))
        for nr, text in enumerate(sentences[:FRAGMENTS])
    ]
    definitions = [Definition(code, code, sentences[-nr - 1]) for nr, code in enumerate(codes)]
    model = Learned(examples, definitions)
    asked = [Passage("", text) for text in sentences[FRAGMENTS : FRAGMENTS + 360]]
    found = {
        "full_solve_ms": best_of(lambda: Learned(examples, definitions), 3) * 1000,
        "document_of_360_sentences_ms": best_of(lambda: model.suggest(asked)) * 1000,
        "why_ms": best_of(lambda: model.explain(asked[0], codes[0])) * 1000,
    }
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        return {name: round(value, 1) for name, value in found.items()}
    right = [one.codes[0] for one in examples]

    def peer() -> None:
        rows = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(
            [one.passage.text for one in examples]
        )
        LogisticRegression(C=10, max_iter=100).fit(rows, right)

    found["scikit_learn_ms"] = best_of(peer, 1) * 1000
    found["times_faster_than_scikit_learn"] = found["scikit_learn_ms"] / found["full_solve_ms"]
    return {name: round(value, 1) for name, value in found.items()}


def main() -> None:
    """Measure and print; keep the figures with --json FILE."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", type=Path)
    given = arguments.parse_args()
    be_modest()  # as the program does before it learns
    texts = [text for text, _turns in made_interviews(8)]
    words = " ".join(texts).split()
    sentences = [" ".join(words[at : at + LENGTH]) for at in range(0, len(words) - LENGTH, LENGTH)]
    found = {**of_pipeline(texts), **of_learning(sentences), **of_refit(), **of_screen()}
    for name, value in found.items():
        goal = GOALS.get(name)
        beside = "" if goal is None else f"at most {goal:g}: {'holds' if value <= goal else 'DOES NOT HOLD'}"
        print(f"{name:44} {value:>10} {beside}".rstrip())
    if given.json:
        given.json.write_text(json.dumps(found, indent=1), "utf-8")


if __name__ == "__main__":
    main()
