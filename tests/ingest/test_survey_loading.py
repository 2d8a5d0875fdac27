"""From a survey to the study: guesses, mapping, respondents with their facts, documents of answers; one undo."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.ingest.already import same_file
from cmo_coder.ingest.source import Stopped
from cmo_coder.ingest.survey_loading import load_survey, mapping_for
from cmo_coder.ingest.survey_mapping import (
    Layout,
    SurveyMapping,
    Use,
    from_plain,
    guess_mapping,
    signature,
    to_plain,
    type_of_values,
    typed,
)
from cmo_coder.ingest.survey_plan import plan_survey
from cmo_coder.ingest.survey_table import SurveyTable, read_survey
from cmo_coder.model.base import new_id
from cmo_coder.model.cases import AttributeType, Case, CaseAttribute, Group, Respondent, RespondentAttribute
from cmo_coder.model.documents import DocumentType, SpeakerKind
from cmo_coder.model.errors import RuleError, UserError
from cmo_coder.model.study import Study
from cmo_coder.store.cases import add_respondent, respondents_of
from cmo_coder.store.documents import documents_of, full_document
from cmo_coder.store.history import entries
from cmo_coder.store.originals import original_bytes
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.ingest.surveys import HEADER, as_csv, as_xlsx, rows


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty study."""
    with Project.create(tmp_path / "studie.cmo", Study(id=new_id(), name="Studie")) as made:
        yield made


def survey(folder: Path, number: int = 8, name: str = "enquête.csv") -> SurveyTable:
    path = folder / name
    path.write_bytes(as_xlsx(rows(number)) if name.endswith("xlsx") else as_csv(rows(number)))
    return read_survey(path)


def uses(mapping: SurveyMapping) -> dict[str, str]:
    return {one.header: one.use.value for one in mapping.columns}


@pytest.mark.parametrize("name", ["e.csv", "e.xlsx"])
def test_what_columns_are_is_guessed_from_their_names_and_values(tmp_path: Path, name: str) -> None:
    mapping = guess_mapping(survey(tmp_path, 40, name))
    assert uses(mapping) == {
        "Respondentnr": "pseudonym",
        "E-mail": "ignore",
        "Groep": "group",
        "Gemeente": "case",
        "Leeftijd": "attribute",
        "Cijfer": "attribute",
        "Ingevuld op": "date",
        "Doet mee": "attribute",
        "Wat hielp u?": "open",
        "Wat kan er beter?": "open",
    }
    types = {one.header: one.type for one in mapping.columns}
    assert (types["Leeftijd"], types["Cijfer"], types["Doet mee"]) == (
        AttributeType.NUMBER, AttributeType.NUMBER, AttributeType.BOOLEAN,
    )  # fmt: skip


def test_hidden_columns_and_columns_that_may_identify_people_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "e.xlsx"
    header = ("Voornaam", "Telefoon", "contact", "Leeftijd", "Toelichting")
    table = [
        [f"N{nr}", f"06-{nr}", f"a{nr}@b.test", nr, f"Een heel eigen verhaal van enige lengte, nummer {nr}."]
        for nr in range(9)
    ]
    path.write_bytes(as_xlsx(table, header, hidden="D"))
    assert list(uses(guess_mapping(read_survey(path))).values()) == ["ignore", "ignore", "ignore", "ignore", "open"]


def test_values_are_kept_as_their_type_says() -> None:
    assert typed("3,5", AttributeType.NUMBER) == "3.5"
    assert typed("1.234,5", AttributeType.NUMBER) == "1234.5"
    assert typed("7", AttributeType.NUMBER) == "7"
    assert typed("1-3-2026", AttributeType.DATE) == "2026-03-01"
    assert typed("weet niet", AttributeType.NUMBER) == "weet niet"
    assert type_of_values(["1-3-2026", "2026-04-05"]) is AttributeType.DATE
    assert type_of_values(["Ja", "nee"]) is AttributeType.BOOLEAN
    assert type_of_values(["1", "2,5", "-3"]) is AttributeType.NUMBER
    assert type_of_values(["1", "twee"]) is AttributeType.TEXT


def test_a_survey_becomes_respondents_with_facts_and_a_document_each_in_one_change(
    project: Project, tmp_path: Path
) -> None:
    table = survey(tmp_path)
    with project.read() as reading:
        before = len(entries(reading))
    made = load_survey(project, table, guess_mapping(table))
    with project.read() as reading:
        assert len(entries(reading)) == before + 1
        people = {one.pseudonym: one for one in reading.all(Respondent)}
        facts = reading.all(RespondentAttribute, order=("position",), respondent_id=people["3"].id)
        cases = {one.id: one.name for one in reading.all(Case)}
    assert len(made) == len(people) == 8
    assert (people["3"].group, cases[people["3"].case_id or ""]) == (Group.PROFESSIONAL, "Zandmeer")
    assert [(one.key, one.value, one.type) for one in facts] == [
        ("Leeftijd", "23", AttributeType.NUMBER),
        ("Cijfer", "6.5", AttributeType.NUMBER),
        ("Doet mee", "ja", AttributeType.BOOLEAN),
    ]
    full = full_document(project, made[2].id)
    assert full.text == (
        "Wat hielp u?\n"
        "Een vast gezicht bij de inloop, en dat het dichtbij was; je kon er lopend heen. (3)\n"
        "Wat kan er beter?\n"
        "Ook in de avond open, dan kunnen mensen die werken er ook gebruik van maken. (3)\n"
    )
    said = [(who.kind, who.respondent_id) for turn in full.turns if (who := full.speaker_of(turn)) is not None]
    assert said == [(SpeakerKind.INTERVIEWER, None), (SpeakerKind.RESPONDENT, people["3"].id)] * 2
    assert (full.document.title, full.document.type, full.document.date) == (
        "3",
        DocumentType.OPEN_ANSWER,
        "2026-03-04",
    )
    assert "e-mail" not in json.dumps([one.key for one in facts]).lower()
    assert verify(project) == ()
    project.undo()
    assert (documents_of(project), respondents_of(project)) == ((), ())
    project.redo()
    assert len(documents_of(project)) == 8


def test_answers_may_stand_together_by_question(project: Project, tmp_path: Path) -> None:
    table = survey(tmp_path)
    made = load_survey(project, table, dataclasses.replace(guess_mapping(table), layout=Layout.QUESTION))
    assert [one.title for one in made] == ["Wat hielp u?", "Wat kan er beter?"]
    full = full_document(project, made[1].id)
    # Two of eight left this one open.
    assert [(who.label, who.kind) for turn in full.turns if (who := full.speaker_of(turn))][:3] == [
        ("?", SpeakerKind.INTERVIEWER), ("2", SpeakerKind.RESPONDENT), ("3", SpeakerKind.RESPONDENT),
    ]  # fmt: skip
    assert full.text.startswith("Wat kan er beter?\n2: Laat de gemeente bellen")
    assert full.text[full.turns[1].text_start :].startswith("Laat de gemeente")
    assert verify(project) == ()


def test_without_a_column_for_it_respondents_are_numbered_on(project: Project, tmp_path: Path) -> None:
    add_respondent(project, "R07")
    table = survey(tmp_path, 3)
    load_survey(project, table, guess_mapping(table).with_column(0, use=Use.IGNORE))
    assert [one.pseudonym for one in respondents_of(project)] == ["R07", "R08", "R09", "R10"]


def test_a_respondent_who_is_there_already_is_added_to(project: Project, tmp_path: Path) -> None:
    there = add_respondent(project, "2", group=Group.DIRECTOR, function="voorzitter")
    table = survey(tmp_path, 3)
    mapping = guess_mapping(table).with_column(2, use=Use.IGNORE)
    assert any("1 respondent is in the study already" in one for one in plan_survey(project, table, mapping).warnings)
    load_survey(project, table, mapping)
    (found,) = [one for one in respondents_of(project) if one.pseudonym == "2"]
    assert (found.id, found.group, found.function) == (there.id, Group.DIRECTOR, "voorzitter")
    assert found.case_id is not None
    load_survey(project, table, mapping)  # once more: no fact stands twice
    with project.read() as reading:
        assert reading.count(RespondentAttribute, respondent_id=there.id) == 3
        assert reading.count(Respondent) == 3


def test_facts_of_cases_stand_with_the_case(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("nr;gemeente;stedelijkheid;uitleg\n1;Oost;hoog;" + "x " * 30 + "\n2;Oost;hoog;y\n3;Oost;laag;z\n")
    table = read_survey(path)
    mapping = guess_mapping(table).with_column(2, use=Use.CASE_ATTRIBUTE).with_column(1, use=Use.CASE)
    assert any("not all rows say the same" in one for one in plan_survey(project, table, mapping).warnings)
    load_survey(project, table, mapping.with_column(3, use=Use.OPEN))
    with project.read() as reading:
        assert [(one.key, one.value) for one in reading.all(CaseAttribute)] == [("stedelijkheid", "hoog")]


def test_a_mapping_is_remembered_by_the_columns_and_survives_undo(project: Project, tmp_path: Path) -> None:
    table = survey(tmp_path)
    mapping, remembered = mapping_for(project, table)
    assert not remembered
    mine = mapping.with_column(4, use=Use.IGNORE).with_column(5, name="rapportcijfer")
    load_survey(project, table, mine)
    project.undo()
    assert mapping_for(project, survey(tmp_path, 3, "later.xlsx")) == (mine, True)
    assert signature(("Vraag  1", "b")) == signature(("vraag 1", "B")) != signature(("b", "vraag 1"))


def test_a_mapping_file_says_the_same_and_its_mistakes_are_named(tmp_path: Path) -> None:
    table = survey(tmp_path)
    mapping = guess_mapping(table).with_column(5, name="rapportcijfer")
    assert from_plain(to_plain(mapping), table) == mapping
    for plain, what in (
        ({"columns": [{"column": "Schoenmaat", "use": "attribute"}]}, "Schoenmaat"),
        ({"columns": [{"column": "Groep", "use": "gruppe"}]}, "'gruppe' in the mapping .at Groep."),
        ({"columns": [{"column": one, "use": "case"} for one in HEADER[2:4]]}, "only one can be"),
        ({"columns": [{"use": "case"}]}, "has no name"),
        ([], "no list of columns"),
    ):
        with pytest.raises(UserError, match=what):
            from_plain(plain, table)


def test_only_one_column_is_the_pseudonym(tmp_path: Path) -> None:
    mapping = guess_mapping(survey(tmp_path)).with_column(4, use=Use.PSEUDONYM)
    assert mapping.places(Use.PSEUDONYM) == (4,)
    assert mapping.columns[0].use is Use.IGNORE


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("nr;uitleg\n1;a\n1;b\n", "'1' stands in row 2 and in row 3"),
        ("nr;uitleg\n1;a\n;b\n", "Row 3 has no pseudonym"),
    ],
)
def test_a_pseudonym_that_is_missing_or_stands_twice_is_refused_with_its_row(
    project: Project, tmp_path: Path, text: str, what: str
) -> None:
    path = tmp_path / "e.csv"
    path.write_text(text)
    table = read_survey(path)
    mapping = guess_mapping(table).with_column(0, use=Use.PSEUDONYM).with_column(1, use=Use.OPEN)
    with pytest.raises(RuleError, match=what):
        load_survey(project, table, mapping)
    assert respondents_of(project) == ()


def test_with_nothing_to_load_that_is_said(project: Project, tmp_path: Path) -> None:
    table = survey(tmp_path)
    mapping = guess_mapping(table)
    for nr in range(len(HEADER)):
        mapping = mapping.with_column(nr, use=Use.IGNORE)
    with pytest.raises(RuleError, match="nothing to load"):
        plan_survey(project, table, mapping)


def test_the_file_is_noted_kept_when_asked_and_shared_by_its_documents(project: Project, tmp_path: Path) -> None:
    table = survey(tmp_path)
    made = load_survey(project, table, guess_mapping(table), keep_original=True)
    assert original_bytes(project, made[0]) == original_bytes(project, made[-1]) == as_csv(rows(8))


def test_a_load_that_is_stopped_leaves_nothing(project: Project, tmp_path: Path) -> None:
    table = survey(tmp_path, 500)
    calls: list[float] = []

    def stop(done: float) -> None:
        calls.append(done)
        if len(calls) == 2:
            raise Stopped

    with pytest.raises(Stopped):
        load_survey(project, table, guess_mapping(table), watch=stop)
    assert (documents_of(project), respondents_of(project)) == ((), ())
    assert mapping_for(project, table)[1] is False


def test_a_survey_without_open_answers_is_recognised_as_long_as_it_is_not_undone(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "gesloten.csv"
    path.write_text("Leeftijd;Cijfer\n34;7,5\n61;8\n")
    table = read_survey(path)
    load_survey(project, table, guess_mapping(table), keep_original=True)
    assert (len(respondents_of(project)), documents_of(project)) == (2, ())
    there = same_file(project, table.file_sha256)
    assert there is not None and "gesloten.csv: this file was loaded on 2" in there.text(table.source_name)
    project.undo()
    assert same_file(project, table.file_sha256) is None
    project.redo()
    assert same_file(project, table.file_sha256) is not None
    with project.read() as reading:  # no document could give the file back
        assert reading.connection.exec_driver_sql("SELECT count(*) FROM stored_file").scalar() == 0
