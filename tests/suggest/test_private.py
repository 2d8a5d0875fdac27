"""What was learned of words is gone when the words are: after pseudonymising it is made anew without the name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from cmo_coder.model.codes import Code
from cmo_coder.names.replacing import Named
from cmo_coder.names.value import Kind
from cmo_coder.store.cache_folder import cache_folder
from cmo_coder.store.claims import tag
from cmo_coder.store.documents import documents_of, full_document
from cmo_coder.store.project import Project
from cmo_coder.store.pseudonyms import pseudonymise
from cmo_coder.suggest.learned import MEASURED, Learned
from cmo_coder.suggest.of_project import coded_of, definitions_of
from cmo_coder.suggest.role_marks import classes_of
from cmo_coder.suggest.roles import cues_of
from cmo_coder.suggest.suggester import suggester_of
from cmo_coder.suggest.value import Example
from cmo_coder.suggest.vectors import KeptVectors
from tests.tui.test_read import make

SAID = "\nR1: Quirina hielp mij met de post, elke week weer."


class Seen:
    """An encoder that remembers what it was asked."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Any:
        self.texts += texts
        return np.eye(4, dtype=np.float32)[[len(text) % 4 for text in texts]]


def learn(project: Project) -> tuple[Learned, Seen]:
    """What a provider with vectors learns, kept in the project's cache folder."""
    seen = Seen()
    with project.read() as reading:
        coded, definitions = coded_of(reading), definitions_of(reading)
    kept = KeptVectors("seen 1", seen, cache_folder(project.place))
    return Learned([Example(one.passage, tuple(one.codes)) for one in coded], definitions, MEASURED, kept), seen


def test_after_pseudonymising_vectors_and_words_are_made_anew(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo", after=SAID) as project:
        (document,) = documents_of(project)
        text = full_document(project, document.id).text
        start = text.index("Quirina")
        with project.read() as reading:
            code = reading.all(Code)[0]
        tag(project, document.id, start, len(text), code)
        before, seen = learn(project)
        assert any("Quirina" in one for one in seen.texts)
        whole = sum(part for _s, _e, part in before.vocabulary.split("quirina", np.ones(len(before.vocabulary))))
        assert whole > 0
        folder = cache_folder(project.place)
        assert list(folder.iterdir())

        pseudonymise(project, [Named("Quirina", Kind.PERSON, "[naam]")], tmp_path / "k.cmokey", "een lange zin hier")
        assert not folder.exists()
        after, seen = learn(project)
        assert seen.texts, "they are made anew"
        assert not any("Quirina" in one for one in seen.texts)
        with project.read() as reading:
            made = suggester_of(reading)
        for model in (after, made.learned):
            parts = model.vocabulary.split("quirina", np.ones(len(model.vocabulary)))
            assert sum(part for _start, _end, part in parts) < whole / 2


def test_after_pseudonymising_no_word_is_kept_in_memory(tmp_path: Path) -> None:
    with make(tmp_path / "a.cmo", after=SAID) as project:
        (document,) = documents_of(project)
        text = full_document(project, document.id).text
        cues_of(text, "blank")
        classes_of("quirina")
        pseudonymise(project, [Named("Quirina", Kind.PERSON, "[naam]")], tmp_path / "k.cmokey", "een lange zin hier")
        for kept in (cues_of, classes_of):
            assert kept.cache_info().currsize == 0
