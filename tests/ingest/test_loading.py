"""From texts that were read to documents of the study."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.ingest.already import already_there
from cmo_coder.ingest.loading import Known, Plan, guess_plans, known_of, load_documents, plan_for
from cmo_coder.ingest.reading import read_file
from cmo_coder.ingest.source import Stopped
from cmo_coder.ingest.value import ReadText
from cmo_coder.model.base import new_id
from cmo_coder.model.cases import Case, Group, Respondent
from cmo_coder.model.documents import SpeakerKind
from cmo_coder.model.errors import RuleError, UserError
from cmo_coder.model.study import Round, Study
from cmo_coder.store.cases import add_respondent
from cmo_coder.store.documents import SpeakerIs, documents_of, full_document
from cmo_coder.store.history import entries
from cmo_coder.store.originals import keeps_originals, original_bytes
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.store.example import statements

TALK = "Interviewer: Hoe gaat het?\nRespondent: Goed.\nInterviewer: En verder?\nRESPONDENT: Ook goed.\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty study."""
    with Project.create(tmp_path / "studie.cmo", Study(id=new_id(), name="Studie")) as made:
        yield made


def read(folder: Path, name: str, text: str = TALK) -> ReadText:
    """A file as it was read."""
    path = folder / name
    path.write_text(text, "utf-8")
    return read_file(path)


def seqs(project: Project) -> int:
    """How many changes the log holds."""
    with project.read() as reading:
        return len(entries(reading))


def test_one_undo_takes_a_whole_load_back_with_what_came_along(project: Project, tmp_path: Path) -> None:
    reads = [read(tmp_path, f"inwoner {nr}.txt", TALK + f"Respondent: {nr}\n") for nr in (1, 2, 3)]
    plans, new = guess_plans(reads, known_of(project))
    before = seqs(project)
    load_documents(project, plans, new)
    assert seqs(project) == before + 1
    assert [one.title for one in documents_of(project)] == ["inwoner 1", "inwoner 2", "inwoner 3"]
    assert [one.pseudonym for one in known_of(project).respondents] == ["R01", "R02", "R03"]
    assert {one.group for one in known_of(project).respondents} == {Group.RESIDENT}
    project.undo()
    assert documents_of(project) == ()
    assert known_of(project) == Known()


def test_only_what_a_text_refers_to_is_made(project: Project, tmp_path: Path) -> None:
    round_, case = Round(id=new_id(), nr=1, label="R1"), Case(id=new_id(), name="Noord")
    spare = Respondent(id=new_id(), pseudonym="R99")
    said = Respondent(id=new_id(), pseudonym="R01", case_id=case.id)
    speakers = {"Respondent": SpeakerIs(SpeakerKind.RESPONDENT, said.id)}
    plan = Plan(read(tmp_path, "a.txt"), "A", round_id=round_.id, speakers=speakers)
    load_documents(project, [plan], [spare, said, case, round_])
    known = known_of(project)
    assert (known.rounds, known.cases, known.respondents) == ((round_,), (case,), (said,))


def test_a_taken_pseudonym_stops_the_whole_load(project: Project, tmp_path: Path) -> None:
    add_respondent(project, "R01")
    twin = Respondent(id=new_id(), pseudonym="R01")
    plan = Plan(read(tmp_path, "a.txt"), "A", speakers={"Respondent": SpeakerIs(SpeakerKind.RESPONDENT, twin.id)})
    with pytest.raises(UserError):
        load_documents(project, [plan], [twin])
    assert documents_of(project) == ()


def test_one_speaker_has_one_label_however_it_is_written(project: Project, tmp_path: Path) -> None:
    plans, new = guess_plans([read(tmp_path, "a.txt")], Known())
    (document,) = load_documents(project, plans, new)
    full = full_document(project, document.id)
    assert sorted(speaker.label for speaker in full.speakers.values()) == ["Interviewer", "Respondent"]
    kinds = [speaker.kind for turn in full.turns if (speaker := full.speaker_of(turn)) is not None]
    assert kinds == [SpeakerKind.INTERVIEWER, SpeakerKind.RESPONDENT] * 2
    assert full.document.source_name == "a.txt"


def test_a_label_is_never_taken_for_a_pseudonym_but_a_known_pseudonym_is_recognised(tmp_path: Path) -> None:
    gerda = Respondent(id=new_id(), pseudonym="Gerda")
    text = TALK.replace("RESPONDENT", "Respondent").replace("Respondent", "Gerda")
    there = read(tmp_path, "a.txt", text)
    (plan,), new = guess_plans([there], Known(respondents=(gerda,)))
    assert plan.speakers["Gerda"] == SpeakerIs(SpeakerKind.RESPONDENT, gerda.id)
    assert new == ()
    (_plan,), new = guess_plans([there], Known())
    assert [one.pseudonym for one in new] == ["R01"]


def test_r1_of_one_file_is_not_r1_of_another(tmp_path: Path) -> None:
    first = Respondent(id=new_id(), pseudonym="R1")
    there = read(tmp_path, "b.txt", TALK.replace("RESPONDENT", "Respondent").replace("Respondent", "R1"))
    assert plan_for(there, [first]).speakers["R1"] == SpeakerIs(SpeakerKind.RESPONDENT)
    (_plan,), new = guess_plans([there], Known(respondents=(first,)))
    assert [one.pseudonym for one in new] == ["R02"]


def test_the_only_round_and_case_are_taken_and_new_respondents_are_of_that_case(tmp_path: Path) -> None:
    round_, case = Round(id=new_id(), nr=1, label="R1"), Case(id=new_id(), name="Noord")
    (plan,), (respondent,) = guess_plans([read(tmp_path, "a.txt")], Known((round_,), (case,)))
    assert (plan.round_id, plan.case_id, respondent.case_id) == (round_.id, case.id, case.id)


def test_a_file_that_was_loaded_is_known_by_its_bytes_and_other_files_by_the_same_words(
    project: Project, tmp_path: Path
) -> None:
    there = read(tmp_path, "a.txt")
    assert already_there(project, [there]).find(there) is None
    load_documents(project, [dataclasses.replace(plan_for(there), title="Gesprek")])
    copy = dataclasses.replace(there, path=tmp_path / "b.txt", source_name="b.txt")
    same_words = read(tmp_path, "c.txt", "\ufeff" + TALK.replace("\n", "\r\n"))
    other = read(tmp_path, "d.txt", TALK + "Nog iets.\n")
    found = already_there(project, [copy, same_words, other])
    in_file, in_words = found.find(copy), found.find(same_words)
    assert in_file is not None and in_words is not None and found.find(other) is None
    assert re.fullmatch(r"b.txt: this file was loaded on \d{4}-\d\d-\d\d already, as Gesprek.", in_file.text("b.txt"))
    assert in_words.text("c.txt") == "c.txt: these words are in the study already, as Gesprek."


def test_files_are_kept_byte_for_byte_when_asked_and_the_choice_is_remembered(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TALK.replace("\n", "\r\n").encode())
    there = read_file(path)
    (document,) = load_documents(project, [plan_for(there)], keep_originals=True)
    assert original_bytes(project, document) == path.read_bytes()
    assert keeps_originals(project)
    load_documents(project, [plan_for(read(tmp_path, "b.txt", "Ander."))], keep_originals=False)
    assert not keeps_originals(project)


def test_a_file_that_changed_while_it_was_looked_at_is_not_loaded_when_it_is_to_be_kept(
    project: Project, tmp_path: Path
) -> None:
    plan = plan_for(read(tmp_path, "a.txt"))
    read(tmp_path, "a.txt", "Iets anders.")
    with pytest.raises(RuleError, match=r"a\.txt has changed"):
        load_documents(project, [plan], keep_originals=True)
    assert documents_of(project) == ()


@pytest.mark.parametrize("moment", [0.2, 0.55, 0.9])
def test_a_load_that_is_stopped_leaves_nothing(project: Project, tmp_path: Path, moment: float) -> None:
    """While documents are written, while the log is, and while words are put into the index."""
    plans, new = guess_plans([read(tmp_path, f"{nr}.txt", f"{TALK}{nr}") for nr in range(120)], Known())
    before, told = seqs(project), []

    def stop(done: float) -> None:
        told.append(done)
        if done >= moment:
            raise Stopped

    with pytest.raises(Stopped):
        load_documents(project, plans, new, watch=stop)
    assert told == sorted(told) and told[-1] < moment + 0.3
    assert (documents_of(project), known_of(project), seqs(project)) == ((), Known(), before)
    assert verify(project) == ()
    told.clear()
    assert len(load_documents(project, plans, new, watch=told.append)) == 120
    assert told == sorted(told) and told[-1] == 1.0
    assert sum(done > 0.7 for done in told) > 100, "indexing tells of every text"


def test_a_load_asks_little_for_each_document(project: Project, tmp_path: Path) -> None:
    def asked(names: list[str]) -> int:
        plans, _new = guess_plans([read(tmp_path, f"{name}.txt", f"{TALK}{name}") for name in names], Known())
        with statements(project) as found:
            load_documents(project, [dataclasses.replace(one, speakers={}) for one in plans])
        return sum(one.lstrip().upper().startswith("SELECT") for one in found)

    few, many = asked(["een", "twee"]), asked([f"nr {nr}" for nr in range(42)])
    # Whether its words are there already; what was just written is not read back for the index.
    assert many - few == 40
