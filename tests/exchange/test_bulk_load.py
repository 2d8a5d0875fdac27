"""Loading: one change, undone by one undo; ids; what is in the project already; the hard rules."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.exchange.bulk import create_project_from_bulk, load_bulk, read_bulk
from cmo_coder.exchange.bulk_rows import NAMESPACE, uuid5
from cmo_coder.exchange.errors import BulkError
from cmo_coder.messages import in_language
from cmo_coder.model.claims import Claim
from cmo_coder.model.codes import Code
from cmo_coder.model.configurations import Configuration, ConfigurationStatus, ConfigurationVersion
from cmo_coder.model.documents import Document, Speaker, SpeakerKind, TextVersion, Turn
from cmo_coder.model.effective_elements import EffectiveElement, EffectiveElementVersion, Strategy
from cmo_coder.model.errors import ProjectError
from cmo_coder.model.fragments import Coding, Fragment, FragmentElement
from cmo_coder.model.memos import Memo, MemoAnchor
from cmo_coder.model.study import Coder, Profile, Study
from cmo_coder.store.history import entries
from cmo_coder.store.project import Project
from cmo_coder.store.study import add_coder
from cmo_coder.store.verify import verify
from tests.exchange.comparing import study_rows
from tests.exchange.files import (
    CLAIM,
    CODER,
    CONFIGURATION,
    DOCUMENT,
    ELEMENT,
    FRAGMENT,
    STUDY,
    TEXT,
    WHOLE,
    Json,
    write,
)

Load = Callable[..., Project]


@pytest.fixture
def load(tmp_path: Path) -> Iterator[Load]:
    """Makes a project of records."""
    opened: list[Project] = []

    def make(*records: Json) -> Project:
        number = len(opened)
        path = write(tmp_path, *records, name=f"{number}.jsonl")
        opened.append(create_project_from_bulk(path, tmp_path / f"{number}.cmo"))
        return opened[-1]

    yield make
    for project in opened:
        project.close()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project with a study of its own."""
    study = Study(id="11111111-1111-4111-8111-111111111111", name="Mijn studie", client="Ik")
    with Project.create(tmp_path / "p.cmo", study) as made:
        yield made


def refused(project: Project, path: Path) -> list[tuple[int, str, str]]:
    before = study_rows(project)
    number = project.data_version()
    with pytest.raises(BulkError) as raised:
        load_bulk(project, read_bulk(path))
    assert study_rows(project) == before
    assert project.data_version() == number
    return [(error.line, error.field, error.text()) for error in raised.value.errors]


def test_a_load_is_one_change_that_one_undo_takes_back(project: Project, tmp_path: Path) -> None:
    before = study_rows(project)
    result = load_bulk(project, read_bulk(write(tmp_path, *WHOLE)))
    loaded = study_rows(project)
    assert result.rows == sum(len(rows) for rows in loaded.values()) - 1
    assert {one.kind: one.n for one in result.counts}["configuration"] == 2
    with project.read() as reading:
        (entry, _made) = entries(reading)
    assert (entry.act, entry.text()) == ("bulk.load", "Coded data of studie.jsonl loaded")
    with in_language("nl"):
        assert entry.text() == "Gecodeerde gegevens uit studie.jsonl ingelezen"
    assert verify(project) == ()
    project.undo()
    assert study_rows(project) == before
    project.redo()
    assert study_rows(project) == loaded


def test_what_the_records_say_stands_in_the_rows(load: Load) -> None:
    with load(*WHOLE).read() as reading:
        (claim,), (document,) = reading.all(Claim), reading.all(Document)
        assert claim.document_id == document.id
        assert claim.number == 1
        speakers = {one.label: one for one in reading.all(Speaker)}
        assert speakers["Interviewer"].kind is SpeakerKind.INTERVIEWER
        assert speakers["Jan"].kind is SpeakerKind.RESPONDENT
        assert speakers["Jan"].respondent_id == claim.respondent_id
        assert len(reading.all(Turn)) == 4
        (version,) = reading.all(TextVersion)
        assert reading.text(version.sha256) == TEXT
        (fragment,) = reading.all(Fragment)
        assert TEXT[fragment.start : fragment.end] == fragment.quote == "Goed."
        assert (fragment.prefix, fragment.suffix) == (TEXT[2:32], TEXT[37:67])
        assert reading.all(Coding)[0].coder_id == reading.all(Coder)[0].id


def test_what_is_left_out_stays_empty(load: Load) -> None:
    project = load(STUDY, DOCUMENT | {"round": None, "speakers": None}, {"kind": "claim", "id": "q"})
    with project.read() as reading:
        (claim,) = reading.all(Claim)
        empty = (claim.document_id, claim.respondent_id, claim.round_id, claim.coder_id, claim.phase, claim.at)
        assert empty == (None, None, None, None, None, "")
        assert reading.all(Document)[0].date == ""


# Ids


def test_a_uuid_is_kept_and_another_id_becomes_one_made_of_study_kind_and_id(load: Load) -> None:
    study_id, own = "22222222-2222-4222-8222-222222222222", "ABCDEF01-2345-4678-9ABC-DEF012345678"
    project = load(STUDY | {"id": study_id}, CODER, CODER | {"id": own, "name": "B"})
    with project.read() as reading:
        assert reading.all(Study)[0].id == study_id
        made = {one.name: one.id for one in reading.all(Coder)}
    assert made["B"] == own.lower()
    assert made["Coder A"] == str(uuid.uuid5(NAMESPACE, f"{study_id}\ncoder\nA"))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4))
def test_the_uuids_are_those_of_the_standard(parts: list[str]) -> None:
    assert uuid5(*parts) == str(uuid.uuid5(NAMESPACE, "\n".join(parts)))


def test_the_same_file_gives_the_same_ids(load: Load) -> None:
    assert study_rows(load(*WHOLE)) == study_rows(load(*WHOLE))


def test_the_same_id_may_stand_for_things_of_two_kinds(load: Load) -> None:
    project = load(STUDY, CODER | {"id": "x"}, {"kind": "case", "id": "x", "name": "X"})
    ids = [row.id for rows in study_rows(project).values() for row in rows]
    assert len(ids) == len(set(ids)) == 3


def test_records_without_an_id_get_one_of_what_they_say(load: Load) -> None:
    strategies = [{"kind": "strategy", "element": "e", "text": text} for text in ("een", "twee")]
    with load(*WHOLE, *strategies).read() as reading:
        found = reading.all(Strategy, order=("position",))
    assert [(one.text, one.position) for one in found] == [("een", 1), ("twee", 2)]


# The study record


def test_an_empty_project_takes_the_study_of_the_file(project: Project, tmp_path: Path) -> None:
    add_coder(project, "Ik")
    study = STUDY | {"id": "33333333-3333-4333-8333-333333333333", "profile": "CIMO", "question": "Wat werkt?"}
    result = load_bulk(project, read_bulk(write(tmp_path, study, CODER)))
    assert result.study_taken
    with project.read() as reading:
        (found,) = reading.all(Study)
    assert (found.id, found.name, found.profile) == (study["id"], "Proef", Profile.CIMO)
    assert found.client == ""
    project.undo()
    with project.read() as reading:
        assert reading.all(Study)[0].name == "Mijn studie"


def test_a_project_that_holds_something_keeps_its_own_study(project: Project, tmp_path: Path) -> None:
    load_bulk(project, read_bulk(write(tmp_path, {"kind": "case", "id": "a", "name": "A"})))
    result = load_bulk(project, read_bulk(write(tmp_path, STUDY, CODER)))
    assert not result.study_taken
    with project.read() as reading:
        assert reading.all(Study)[0].name == "Mijn studie"


def test_a_memo_may_hang_on_the_study(load: Load) -> None:
    with load(STUDY, {"kind": "memo", "text": "x", "on": [["study", "study"]]}).read() as reading:
        (anchor,) = reading.all(MemoAnchor)
        assert (anchor.object_type, anchor.object_id) == ("study", reading.all(Study)[0].id)


def test_a_file_without_a_study_makes_no_project(tmp_path: Path) -> None:
    with pytest.raises(BulkError, match="names its study"):
        create_project_from_bulk(write(tmp_path, CODER), tmp_path / "p.cmo")
    assert not (tmp_path / "p.cmo").exists()


def test_a_project_that_is_there_is_left_alone(project: Project, tmp_path: Path) -> None:
    before = (tmp_path / "p.cmo").read_bytes()
    with pytest.raises(ProjectError, match="already"):
        create_project_from_bulk(write(tmp_path, STUDY), tmp_path / "p.cmo")
    assert (tmp_path / "p.cmo").read_bytes() == before


# What is there already


def test_loading_the_same_file_twice_says_so_and_changes_nothing(project: Project, tmp_path: Path) -> None:
    path = write(tmp_path, *WHOLE)
    load_bulk(project, read_bulk(path))
    assert refused(project, path) == [(0, "", "This file was loaded before: all of it is in the project already.")]


def test_a_file_that_was_loaded_before_is_not_called_wrong(project: Project, tmp_path: Path) -> None:
    path = write(tmp_path, *WHOLE)
    load_bulk(project, read_bulk(path))
    with pytest.raises(BulkError) as raised:
        load_bulk(project, read_bulk(path))
    assert str(raised.value).splitlines() == [
        "studie.jsonl cannot be loaded; nothing was changed.",
        "studie.jsonl: This file was loaded before: all of it is in the project already.",
    ]


def test_records_that_are_there_are_told_by_line(project: Project, tmp_path: Path) -> None:
    load_bulk(project, read_bulk(write(tmp_path, *WHOLE)))
    found = refused(project, write(tmp_path, CODER | {"id": "B", "name": "B"}, CODER))
    assert found == [(2, "id", "This is in the project already.")]


def test_numbers_that_are_taken_are_told(project: Project, tmp_path: Path) -> None:
    load_bulk(project, read_bulk(write(tmp_path, *WHOLE)))
    other = [
        {"kind": "element", "id": "e2", "nr": 1, "versions": [{"nr": 1, "long_label": "Ander"}]},
        {"kind": "claim", "id": "q2", "number": 1},
        {"kind": "configuration", "id": "x2", "number": 2},
        {"kind": "round", "id": "R9", "nr": 1, "label": "Weer"},
    ]
    found = refused(project, write(tmp_path, *other))
    assert [(line, field) for line, field, _text in found] == [(1, "nr"), (2, "number"), (3, "number"), (4, "nr")]


def test_a_second_file_is_counted_on(project: Project, tmp_path: Path) -> None:
    load_bulk(project, read_bulk(write(tmp_path, *WHOLE)))
    more = [
        {"kind": "claim", "id": "q2"},
        {"kind": "claim", "id": "q3", "number": 3},
        {"kind": "claim", "id": "q4"},
        {"kind": "code", "id": "k2", "name": "nog een"},
        DOCUMENT | {"id": "d2", "round": None, "speakers": {}},
    ]
    load_bulk(project, read_bulk(write(tmp_path, *more)))
    with project.read() as reading:
        assert [one.number for one in reading.all(Claim, order=("number",))] == [1, 2, 3, 4]
        assert [one.position for one in reading.all(Code, order=("position",))] == [1, 2]
        assert [one.position for one in reading.all(Document, order=("position",))] == [1, 2]
    assert verify(project) == ()


def test_an_id_within_exact_that_is_in_use_is_told(project: Project, tmp_path: Path) -> None:
    same = {"coder": [{"id": "44444444-4444-4444-8444-444444444444"}]}
    found = refused(project, write(tmp_path, CODER | {"exact": same}, CODER | {"id": "B", "exact": same}))
    assert [(line, field) for line, field, _text in found] == [(2, "id")]


@pytest.mark.parametrize(
    "exact", [{"coder": [{}, {}]}, {"claim": [{}]}, {"zz": [{}]}, {"coder": [{"position": 3}]}], ids=str
)
def test_exact_fields_that_fit_no_row_are_told(exact: Json, project: Project, tmp_path: Path) -> None:
    (found,) = refused(project, write(tmp_path, CODER | {"exact": exact}))
    assert (found[0], found[1]) == (1, f"exact.{next(iter(exact))}")


# The hard rules


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (CONFIGURATION | {"evidence": [], "status": "contested"}, "no claims"),
        (CONFIGURATION | {"status": "supported", "actor": "bewoners"}, "no supporting claim names a mechanism"),
        (CONFIGURATION | {"status": "refined"}, "for whom"),
    ],
)
def test_a_configuration_that_breaks_a_rule_is_told_by_line(
    record: Json, words: str, project: Project, tmp_path: Path
) -> None:
    actor = {"kind": "actor", "id": "bewoners", "name": "bewoners"}
    records = [record if one is CONFIGURATION else one for one in WHOLE]
    (found,) = refused(project, write(tmp_path, *records, actor))
    assert found[0] == WHOLE.index(CONFIGURATION) + 1
    assert words in found[2]


def test_a_definitive_element_without_ground_is_told_by_line(project: Project, tmp_path: Path) -> None:
    version = {"nr": 1, "long_label": "Zie elkaar", "status": "definitive"}
    strategy = {"kind": "strategy", "element": "e", "text": "doe"}
    records = [one | {"versions": [version]} if one is ELEMENT else one for one in WHOLE]
    found = refused(project, write(tmp_path, *records, strategy))
    assert [line for line, _field, _text in found] == [WHOLE.index(ELEMENT) + 1] * 2
    assert "no claim and no omkering" in found[0][2]
    assert "no search" in found[1][2]


def test_words_of_an_interviewer_are_refused_where_the_label_alone_tells_it(project: Project, tmp_path: Path) -> None:
    question = FRAGMENT | {"id": "f2", "quote": "Hoe gaat het?", "codes": ["k"]}
    claim = CLAIM | {"id": "q2", "slots": [{"role": "C", "fragments": ["f2"]}]}
    with pytest.raises(BulkError, match="words of the interviewer"):
        read_bulk(write(tmp_path, *WHOLE, question, claim))


def test_who_speaks_is_what_the_record_says_not_what_the_label_looks_like(load: Load) -> None:
    turned = DOCUMENT | {"round": None, "speakers": {"Interviewer": "respondent", "Jan": "interviewer"}}
    with load(STUDY, turned).read() as reading:
        kinds = {one.label: one.kind for one in reading.all(Speaker)}
    assert kinds == {"Interviewer": SpeakerKind.RESPONDENT, "Jan": SpeakerKind.INTERVIEWER}


# Versions


def test_the_fields_of_a_configuration_are_its_version_in_force(load: Load) -> None:
    earlier = {"nr": 1, "slots": {"O": ["o"]}, "sentence": "eerst", "reason": "begin"}
    record = CONFIGURATION | {"versions": [earlier], "sentence": "nu", "reason": "scherper", "coder": "A"}
    project = load(*(record if one is CONFIGURATION else one for one in WHOLE))
    with project.read() as reading:
        (configuration,) = (one for one in reading.all(Configuration) if one.number == 1)
        versions = reading.all(ConfigurationVersion, order=("nr",), configuration_id=configuration.id)
    assert configuration.status is ConfigurationStatus.PROVISIONAL
    assert [(one.nr, one.in_force, one.sentence) for one in versions] == [(1, False, "eerst"), (2, True, "nu")]
    assert {one.coder_id for one in versions} == {configuration.coder_id}


def test_the_last_version_of_an_element_is_in_force_and_gets_the_links(load: Load) -> None:
    versions = [{"nr": nr, "long_label": f"versie {nr}", "reason": "beter" * (nr > 1)} for nr in (1, 2)]
    linked = FRAGMENT | {"elements": [{"element": "e", "stance": "refines"}]}
    records = [one | {"versions": versions} if one is ELEMENT else linked if one is FRAGMENT else one for one in WHOLE]
    with load(*records).read() as reading:
        (element,) = reading.all(EffectiveElement)
        found = {one.nr: one for one in reading.all(EffectiveElementVersion, effective_element_id=element.id)}
        assert found[2].in_force
        assert not found[1].in_force
        assert [one.effective_element_version_id for one in reading.all(FragmentElement)] == [found[2].id]


def test_the_memo_of_a_configuration_hangs_on_it(load: Load) -> None:
    records = [one | {"memo": "let op"} if one is CONFIGURATION else one for one in WHOLE]
    with load(*records).read() as reading:
        (memo,), (anchor,) = reading.all(Memo), reading.all(MemoAnchor)
        configuration = reading.get(Configuration, anchor.object_id)
    assert (memo.text, configuration.number) == ("let op", 1)
