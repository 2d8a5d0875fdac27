"""Answers that are kept with a snapshot: all that they rest on is named, and a change makes them anew."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

import cmo_coder.realist
from benchmarks.realist_study import made_study
from cmo_coder.model.canonical import Role
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.keeping import KEPT, kept
from cmo_coder.realist.sentences import sentence_in
from cmo_coder.realist.snapshot import Snapshot, advance_snapshot, load_snapshot
from cmo_coder.store.configurations import link_claim
from cmo_coder.store.project import Project
from tests.realist.builder import StudyBuilder

for _module in pkgutil.iter_modules(cmo_coder.realist.__path__):
    importlib.import_module(f"cmo_coder.realist.{_module.name}")

Arguments = Iterable[tuple[Any, ...]]

ASKED: dict[str, Callable[[Snapshot], Arguments]] = {
    "sentences._sentence": lambda s: ((id_, frozenset()) for id_ in s.configuration_versions),
    "proper_names.proper_names": lambda s: ((),),
    "sentences.claim_words": lambda s: ((id_,) for id_ in s.claims),
    "directions.sign_of": lambda s: ((id_,) for id_ in s.configuration_versions),
    "contradiction._opposed": lambda s: ((),),
    "contradiction.contradictions": lambda s: ((),),
    "similarity._parents": lambda s: ((id_,) for id_ in s.canonical),
}
"""Arguments to ask each kept function with, by module and name."""


class Watched(Snapshot):
    """A snapshot that notes which of its fields are looked at."""

    def __getattribute__(self, name: str) -> Any:
        if name in FIELDS:
            object.__getattribute__(self, "seen").add(name)
        return object.__getattribute__(self, name)


FIELDS = {field.name for field in dataclasses.fields(Snapshot)}


def watched(snapshot: Snapshot) -> Watched:
    made = object.__new__(Watched)
    vars(made).update({name: getattr(snapshot, name) for name in FIELDS}, seen=set())
    return made


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    path = tmp_path_factory.mktemp("keeping") / "study.cmo"
    made_study(path, 10, characters=4_000)
    with Project.open(path, with_backup=False) as project, project.read() as reading:
        yield load_snapshot(reading)


def test_every_kept_function_is_asked_here() -> None:
    assert {f"cmo_coder.realist.{name}" for name in ASKED} == {one for one in KEPT if one.startswith("cmo_coder.")}


@pytest.mark.parametrize("name", ASKED)
def test_a_kept_function_names_all_that_it_looks_at(name: str, snapshot: Snapshot) -> None:
    module, _dot, function = name.partition(".")
    work = getattr(importlib.import_module(f"cmo_coder.realist.{module}"), function)
    looked = watched(snapshot)
    for arguments in ASKED[name](snapshot):
        work(looked, *arguments)
    assert vars(looked)["seen"] <= KEPT[f"cmo_coder.realist.{name}"]


def test_an_answer_is_made_once_and_again_after_a_change_that_concerns_it(study: StudyBuilder) -> None:
    asked: list[str] = []

    @kept("evidence")
    def number_of_links(snapshot: Snapshot, word: str) -> int:
        asked.append(word)
        return len(snapshot.evidence)

    document, rest = study.document("A"), study.canonical(Role.O, "rust")
    first, _version = study.configuration([rest])
    claim = study.claim(document, [rest])
    before = study.snapshot()
    assert [number_of_links(before, "a"), number_of_links(before, "a"), number_of_links(before, "b")] == [0, 0, 0]
    assert asked == ["a", "b"]

    study.round()
    with study.project.read() as reading:
        beside = advance_snapshot(before, reading)
    assert beside is not before
    assert number_of_links(beside, "a") == 0
    assert asked == ["a", "b"]

    link_claim(study.project, claim, first.id, Stance.SUPPORTS)
    with study.project.read() as reading:
        after = advance_snapshot(beside, reading)
    assert number_of_links(after, "a") == 1
    assert number_of_links(before, "a") == 0


def test_a_sentence_follows_the_wording_of_its_elements(study: StudyBuilder) -> None:
    rest = study.canonical(Role.O, "rust")
    made, _version = study.configuration([rest])
    before = study.snapshot()
    assert sentence_in(before, before.version_of(made.id)).startswith("Rust")
    with study.project.change("test", "x") as change:
        change.update(rest, label="stilte")
    with study.project.read() as reading:
        after = advance_snapshot(before, reading)
    assert sentence_in(after, after.version_of(made.id)).startswith("Stilte")
    assert sentence_in(before, before.version_of(made.id)).startswith("Rust")
