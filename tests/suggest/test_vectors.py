"""Vectors: made once, kept by hash without the words, lost with nothing, and a kernel of their own."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from shutil import rmtree
from typing import Any

import numpy as np
import pytest

from cmo_coder.suggest import encoders, registry
from cmo_coder.suggest.learned import MEASURED, Learned
from cmo_coder.suggest.provider import Material
from cmo_coder.suggest.value import Definition, Example, Passage
from cmo_coder.suggest.vectors import BATCH, KeptVectors
from tests.suggest.test_learned import DEFINITIONS, EXAMPLES

MEANINGS = ("geld money subsidie grant", "tijd time agenda diary", "vertrouwen trust")


class Made:
    """An encoder that knows which words mean the same in two languages, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Any:
        self.asked += texts
        rows = [[sum(word in text.lower() for word in one.split()) + 0.1 for one in MEANINGS] for text in texts]
        found = np.array(rows, float)
        return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_a_text_is_encoded_once_also_by_the_next_program(tmp_path: Path) -> None:
    first = Made()
    found = KeptVectors("made 1", first, tmp_path).vectors(["geld", "tijd", "geld"])
    assert first.asked == ["geld", "tijd"]
    second = Made()
    again = KeptVectors("made 1", second, tmp_path).vectors(["tijd", "geld", "trust"])
    assert second.asked == ["trust"]
    assert np.allclose(again[:2], found[[1, 0]])
    other = Made()
    KeptVectors("made 2", other, tmp_path).vectors(["geld"])
    assert other.asked == ["geld"], "another version makes its own"


def test_the_words_are_not_kept(tmp_path: Path) -> None:
    KeptVectors("made 1", Made(), tmp_path).vectors(["Schelviskamp geld"])
    (file,) = tmp_path.iterdir()
    assert b"Schelviskamp" not in file.read_bytes()


def test_a_stop_halfway_keeps_what_was_made(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, _all: int) -> None:
        if done:
            raise Stopped

    texts = [f"geld {nr}" for nr in range(BATCH + 3)]
    with pytest.raises(Stopped):
        KeptVectors("made 1", Made(), tmp_path, stop).vectors(texts)
    rest = Made()
    told: list[tuple[int, int]] = []
    KeptVectors("made 1", rest, tmp_path, lambda done, all_: told.append((done, all_))).vectors(texts)
    assert len(rest.asked) == 3
    assert told == [(0, 3), (3, 3)]


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    KeptVectors("made 1", Made(), tmp_path).vectors(["geld"])
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"no")
    again = Made()
    KeptVectors("made 1", again, tmp_path).vectors(["geld"])
    assert again.asked == ["geld"]


def test_vectors_see_through_languages_and_the_score_still_adds_up() -> None:
    definitions = (Definition("money", "geld"), Definition("time", "tijd"), Definition("trust", "vertrouwen"))
    model = Learned((), definitions, MEASURED, KeptVectors("made", Made()))
    assert [model.suggest([Passage("x", text)])[0][0].code for text in ("The grant ended", "My diary is full")] == [
        "money", "time",
    ]  # fmt: skip
    larger = Learned(EXAMPLES, DEFINITIONS, MEASURED, KeptVectors("made", Made()))
    grown = larger.with_example(Example(Passage("g", "No grant", "doc-1", place=0.5), ("money",)))
    for one in (larger, grown):
        passage = Passage("x", "Geen subsidie", "", "geld", 0.3)
        found = one.explain(passage, "money")
        score = float(one.scores([passage])[0][one.codes.index("money")])
        parts = sum(each.contribution for each in found.examples) + found.definition + found.common
        assert found.total == pytest.approx(score, abs=1e-6)
        assert parts == pytest.approx(score, abs=1e-6)


def test_leaving_out_works_with_vectors() -> None:
    model = Learned(EXAMPLES, DEFINITIONS, MEASURED, KeptVectors("made", Made()))
    (scores,) = model.left_out([[0, 1]])
    assert scores.shape == (2, 3)


def test_without_the_package_the_provider_is_left_out_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(encoders, "version", missing)
    found = registry.load(Material(definitions=DEFINITIONS), ("embed-e5", "embed-use"))
    assert not found.providers
    assert [one.name for one in found.left_out] == ["embed-e5", "embed-use"]
    assert "[e5]" in found.left_out[0].reason


@pytest.mark.parametrize("kind", encoders.ENCODERS.values(), ids=list(encoders.ENCODERS))
def test_a_real_encoder_where_it_is_installed(kind: encoders.EncoderKind, tmp_path: Path) -> None:
    if not kind.installed:
        pytest.skip(f"{kind.package} is an extra, and not installed")
    texts = ["Ik vertrouwde haar niet.", "I did not trust her.", "De bus rijdt om tien uur."]
    found = encoders.encoder(kind, tmp_path).vectors(texts)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-3)
    assert found[0] @ found[1] > found[0] @ found[2]


def test_what_was_removed_for_good_meanwhile_is_not_written_back(tmp_path: Path) -> None:
    folder = tmp_path / "p.cmo.cache"

    def empty(done: int, _all: int) -> None:
        if done:
            rmtree(folder, ignore_errors=True)

    kept = KeptVectors("made 1", Made(), folder, empty)
    assert len(kept.vectors([f"geld {nr}" for nr in range(BATCH + 1)])) == BATCH + 1
    assert not folder.exists()
    assert kept.missing(["geld 1", "tijd", "tijd"]) == 1
