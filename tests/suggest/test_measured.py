"""The suggestions on the data that they were measured on: no worse than the floor that was set for them."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

from cmo_coder.suggest.data_files import Coded, read_codebook, read_codes, read_roles, with_context
from cmo_coder.suggest.evaluate import Evaluation, Ranked, evaluate_codes, evaluate_roles
from cmo_coder.suggest.measures import Measures, measure
from cmo_coder.suggest.pipeline import pipeline
from cmo_coder.suggest.value import Definition
from tests.shared import shared

FOLDS = 4


def _serdif(first: int | None) -> tuple[float, float]:
    """The mean over four ways of leaving out three participants: first right, right in three."""
    folder = shared("eval", "serdif")
    coded = read_codes(folder / "tags.csv")
    definitions = read_codebook(folder / "codebook.csv")
    documents = sorted({one.passage.document for one in coded})
    number = {name: int(name[1:].split("_")[0]) for name in documents}
    found: list[Evaluation] = []
    for fold in range(FOLDS):
        out = set(documents[fold::FOLDS])
        train = sorted(
            (one for one in coded if one.passage.document not in out), key=lambda one: number[one.passage.document]
        )
        test = [one for one in coded if one.passage.document in out]
        found.append(evaluate_codes(train[:first] if first is not None else train, test, definitions))
    return (
        sum(one.measures.first_right or 0 for one in found) / FOLDS,
        sum(one.measures.right_in_three or 0 for one in found) / FOLDS,
    )


@pytest.mark.parametrize(
    ("first", "first_right", "right_in_three"),
    [(0, 0.25, 0.42), (50, 0.32, 0.50), (200, 0.45, 0.63), (None, 0.55, 0.75)],
)
def test_serdif_participants_never_seen(first: int | None, first_right: float, right_in_three: float) -> None:
    found = _serdif(first)
    assert found[0] >= first_right
    assert found[1] >= right_in_three


@pytest.mark.parametrize(
    ("file", "first_right", "right_in_three"),
    [("rivm-coded-fragments.jsonl", 0.48, 0.70), ("rivm-coded-fragments-coder2.jsonl", 0.52, 0.78)],
)
def test_rivm_elements_by_their_definitions_alone(file: str, first_right: float, right_in_three: float) -> None:
    cases = shared("cases")
    rows = [json.loads(line) for line in (cases / file).read_text("utf-8").splitlines()]
    rows = sorted((row for row in rows if row["werkzaam_element_nr"]), key=lambda row: int(row["start"]))
    words: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    with (cases / "rivm-b1_1-werkzame-elementen.csv").open(encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            names[row["element_nr"]] = row["werkzaam_element"]
            words[row["element_nr"]] += [row["hoe_te_bereiken"], row["thema_vraagstuk"]]
    definitions = [Definition(nr, name, ". ".join(dict.fromkeys(words[nr]))) for nr, name in names.items()]

    coded = with_context(
        [((row["document"], row["id"]), row["text"], frozenset([str(row["werkzaam_element_nr"])])) for row in rows]
    )
    found = evaluate_codes((), coded, definitions).measures
    assert (found.first_right or 0) >= first_right
    assert (found.right_in_three or 0) >= right_in_three


_FOLDED = {
    "C": "context",
    "O": "outcome",
    "strategy": "strategy",
    "M-reasoning": "mechanism",
    "M-resource": "mechanism",
}


def _roles(tmp_path: Path, file: str) -> tuple[list[Coded], list[int]]:
    rows = [json.loads(line) for line in shared("cases", file).read_text("utf-8").splitlines()]
    rows.sort(key=lambda row: int(row["start"]))
    written = tmp_path / file
    written.write_text(
        "\n".join(
            json.dumps({"id": row["id"], "document": "d", "text": row["text"], "role": _FOLDED[row["role"]]})
            for row in rows
        ),
        "utf-8",
    )
    return list(read_roles(written)), [row["start"] for row in rows]


def test_roles_of_passages_never_seen(tmp_path: Path) -> None:
    """The two RIVM codings; learned on five sixths of the text, measured on the sixth, with a border between them."""
    both = [_roles(tmp_path, "rivm-coded-fragments.jsonl"), _roles(tmp_path, "rivm-coded-fragments-coder2.jsonl")]
    found: list[Measures] = []
    for coded, starts in both:
        n = len(coded)
        ranked: list[Ranked] = []
        for part in range(6):
            low, high = starts[n * part // 6], starts[n * (part + 1) // 6 - 1]
            train = [
                one
                for others, places in both
                for one, start in zip(others, places, strict=True)
                if not low - 400 <= start <= high + 400
            ]
            ranked += evaluate_roles(train, coded[n * part // 6 : n * (part + 1) // 6], model="blank").ranked
        found.append(measure([one.codes for one in ranked], [one.right for one in ranked]))
    # Settings and word classes were chosen on the second coding alone: the first is the test.
    assert min(one.macro_f1 or 0 for one in found) >= 0.5
    assert sum(one.right_in_two or 0 for one in found) / 2 >= 0.75


@pytest.mark.parametrize("file", ["rivm-coded-fragments.jsonl", "rivm-coded-fragments-coder2.jsonl"])
def test_roles_before_anything_was_coded(tmp_path: Path, file: str) -> None:
    found = evaluate_roles((), _roles(tmp_path, file)[0], model="blank").measures
    assert (found.macro_f1 or 0) >= 0.42
    assert (found.right_in_two or 0) >= 0.70


def test_sentences_of_messy_dutch() -> None:
    """F of the sentence borders on the development set (floor .95), labels of turns left out."""
    turns: list[list[str]] = [[]]
    for line in shared("eval", "nl-messy", "sentences.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        if not line.strip():
            turns.append([])
        else:
            turns[-1].append(line.strip())
    nlp, _name = pipeline("nl", "blank")
    right = found = gold = 0
    for turn in (one for one in turns if one):
        label, _colon, rest = turn[0].partition(": ")
        words = [rest if _colon and len(label) < 14 else turn[0], *turn[1:]]
        text = " ".join(words)
        ends, at = set(), 0
        for sentence in words:
            at += len(sentence)
            ends.add(at)
            at += 1
        seen = {sentence.end_char - len(sentence.text) + len(sentence.text.rstrip()) for sentence in nlp(text).sents}
        right += len(ends & seen)
        found += len(seen)
        gold += len(ends)
    assert 2 * right / (found + gold) >= 0.95
