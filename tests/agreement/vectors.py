"""Run a file of golden values through the agreement room: python -m tests.agreement.vectors FILE.

Prints each entry that fails, and a last line "N passed, M failed". The form of the file is that of vectors.json in the
reference documents.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cmo_coder.agreement.coding import Coding, Mark, Text
from cmo_coder.agreement.comparison import Comparison, Scope
from cmo_coder.agreement.figures import Question, pair, score
from cmo_coder.agreement.gamma import Weights
from cmo_coder.agreement.kinds import cases, disagreements
from cmo_coder.agreement.resampling import bootstrap, jackknife_se
from cmo_coder.agreement.value import Distance, Match, Metric, Score, Unit


def coding_of(case: dict[str, Any]) -> Coding:
    """Return the small project of a case."""
    texts = tuple(
        Text(one["id"], one["length"], tuple((start, end) for start, end in one.get("units") or ()))
        for one in case["documents"]
    )
    assigned = {coder: frozenset(documents) for coder, documents in case["assigned"].items()}
    marks = tuple(Mark(*span) for span in case["spans"])
    return Coding(texts, tuple(case["coders"]), tuple(case["codes"]), assigned, marks)


def value_of(comparison: Comparison, entry: dict[str, Any]) -> Any:
    """Return what the agreement room says to an entry, in the form of the file."""
    metric = entry["metric"]
    documents = [entry["doc"]] if "doc" in entry else entry.get("resample", entry.get("docs"))
    scope = comparison.scope(entry.get("coders"), documents)
    if metric == "table":
        found = pair(comparison, scope, Unit(entry.get("unit", "char")), entry["code"])
        return asdict(found)
    if metric == "disagreements":
        return _disagreements(comparison, scope, entry)
    question = _question(entry)
    if metric in ("jackknife_se", "bootstrap_ci"):
        return _resampled(comparison, scope, entry, question)
    return score(comparison, scope, question).value


def _question(entry: dict[str, Any]) -> Question:
    return Question(
        metric=Metric(entry["of"] if "of" in entry else entry["metric"]),
        code=entry.get("code"),
        unit=Unit(entry.get("unit", "char")),
        domain=tuple(entry["domain"]) if entry.get("domain") else None,
        distance=Distance(entry.get("distance", "nominal")),
        match=Match(entry.get("match", "exact")),
        param=str(entry.get("param", 0)),
        samples=1000,
        weights=Weights(entry.get("alpha", 1), entry.get("beta", 1), entry.get("delta_empty", 1)),
    )


def _disagreements(comparison: Comparison, scope: Scope, entry: dict[str, Any]) -> Any:
    found = disagreements(cases(comparison, scope, [entry["code"]] if "code" in entry else None))
    value = asdict(found)
    value["confusion"] = {f"{first} > {second}": number for (first, second), number in found.confusion.items()}
    return value


def _resampled(comparison: Comparison, scope: Scope, entry: dict[str, Any], question: Question) -> Any:
    def evaluate(documents: Sequence[str]) -> Score:
        return score(comparison, comparison.scope(scope.coders, documents), question)

    if entry["metric"] == "jackknife_se":
        return jackknife_se(evaluate, scope.documents).value
    found = bootstrap(evaluate, scope.documents, level=entry.get("level", 0.95), draws=10_000, seed=1)
    return None if found is None else {"low": found.low, "high": found.high}


def agrees(entry: dict[str, Any], value: Any) -> bool:
    """Return whether a value is the expected one within the tolerance of the entry; counts must be the same."""
    expected = entry["value"]
    if expected is None or value is None:
        return value is expected
    if entry["metric"] == "bootstrap_ci":
        return all(abs(value[end] - expected[end]) <= entry["mc_tol"] for end in ("low", "high"))
    if isinstance(expected, dict):
        return bool(value == expected)
    return bool(abs(value - expected) <= entry.get("tol", 0) * max(1, abs(expected)))


def failures(cases: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Yield every entry with the id of its case and what came out; no id for what came out right."""
    for case in cases:
        comparison = Comparison(coding_of(case))
        for entry in case["expected"]:
            try:
                value = value_of(comparison, entry)
                right = agrees(entry, value)
            except Exception as error:
                value, right = f"{type(error).__name__}: {error}", False
            if not right and value is None and entry.get("optional"):
                continue  # "not computed" may be said of these
            yield ("" if right else case["id"]), entry, value


def main(arguments: Sequence[str]) -> int:
    """Run the file named; gives 1 when an entry failed, 2 without a file."""
    if len(arguments) != 1:
        print("usage: python -m tests.agreement.vectors FILE", file=sys.stderr)
        return 2
    passed = failed = 0
    for case, entry, value in failures(json.loads(Path(arguments[0]).read_text(encoding="utf-8"))):
        if case:
            failed += 1
            asked = {key: one for key, one in entry.items() if key not in ("checks", "note", "reason")}
            print(f"{case}: {json.dumps(asked, ensure_ascii=False)} gave {value!r}")
        else:
            passed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
