"""The example study pseudonymised as a team would do it: found, replaced, looked into, taken back; and at random."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_coder.exchange.bulk import create_project_from_bulk
from cmo_coder.model.documents import TextVersion
from cmo_coder.model.fragments import Fragment, FragmentState
from cmo_coder.names import key as key_module
from cmo_coder.names.replacing import Named
from cmo_coder.names.value import LIKELY, Kind
from cmo_coder.resources import resource_dir
from cmo_coder.store.name_proposals import accept, find_names
from cmo_coder.store.project import Project
from cmo_coder.store.pseudonyms import pseudonymise, undo_with_key
from cmo_coder.store.verify import verify
from tests.store.example import everything

PASSPHRASE = "vier losse woorden hier"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example study, made once."""
    path = tmp_path_factory.mktemp("demo") / "voorbeeld.cmo"
    create_project_from_bulk(resource_dir("transcripts_example") / "study.jsonl", path).close()
    return path


@pytest.fixture
def project(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setattr(key_module, "_COST", {"n": 2**8, "r": 8, "p": 1})
    shutil.copy(demo, tmp_path / "study.cmo")
    with Project.open(tmp_path / "study.cmo", with_backup=False) as opened:
        yield opened


def test_the_example_study_keeps_every_coding_and_loses_every_name(project: Project) -> None:
    before = everything(project)
    with project.read() as reading:
        quotes = {one.id: one.quote for one in reading.all(Fragment)}
    found = find_names(project)
    likely = [one for one in found.proposed if one.proposal.score >= LIKELY and one.proposal.kind is Kind.PERSON]
    assert len(likely) > 15
    accept(project, found, likely)
    names = find_names(project).names_to_replace()
    assert project.path is not None
    key = project.path.with_name("study.cmokey")
    assert pseudonymise(project, names, key, PASSPHRASE).wiped
    assert verify(project) == ()
    data = project.path.read_bytes()
    # Names that are part of no other word of the file's own: those would be found inside it.
    for name in ("Gerda", "Rinus", "Marlies", "Samira", "Dinie", "Henk-Jan", "Paulien"):
        assert name in {one.name for one in names}
        assert name.encode() not in data and name.upper().encode() not in data
    with project.read() as reading:
        after = reading.all(Fragment)
        assert {one.id for one in after} == set(quotes)
        for one in after:
            text = reading.text(reading.get(TextVersion, one.text_version_id).sha256)
            assert one.state is not FragmentState.SITS or text[one.start : one.end] == one.quote
            if not any(name.name.lower() in quotes[one.id].lower() for name in names):
                assert one.quote == quotes[one.id]
    undo_with_key(project, key, PASSPHRASE)
    assert everything(project) == before and verify(project) == ()


WORDS = ("de", "dat", "was", "een", "toen", "niet", "Rinus", "Gerda", "bank", "Wim", "dorp", "mensen", "weer")


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from(WORDS), min_size=2, max_size=6), st.sampled_from(["[x-1]", "Y", "lange naam "]))
def test_whatever_is_replaced_the_study_stays_whole_and_comes_back(
    project: Project, tmp_path: Path, words: set[str], replacement: str
) -> None:
    """Words as common as these touch nearly every coding, at its borders and inside."""
    before = everything(project)
    key = tmp_path / f"{abs(hash((frozenset(words), replacement)))}.cmokey"
    key.unlink(missing_ok=True)
    names = [Named(word, Kind.OWN, f"{replacement}{nr}") for nr, word in enumerate(sorted(words))]
    pseudonymise(project, names, key, PASSPHRASE)
    assert verify(project) == ()
    undo_with_key(project, key, PASSPHRASE)
    assert everything(project) == before
