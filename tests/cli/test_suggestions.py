"""`cmo-coder evaluate` and `cmo-coder suggest`, run as a user would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmo_coder.cli.common import PROBLEM
from cmo_coder.model.base import new_id
from cmo_coder.model.documents import Document
from cmo_coder.store.documents import add_document
from tests.cli.conftest import Run
from tests.suggest.test_report import Made
from tests.tui.test_read import make

KEYS = {
    "n_train", "n_test", "first_right", "right_in_three", "right_in_two", "macro_f1", "coverage", "per_code",
    "provider", "version",
}  # fmt: skip

TRAIN = """id,document,code,text
1,a,geld,De subsidie liep af en toen was het geld op
2,a,geld,We kregen een klein budget van de gemeente
3,a,tijd,Er is geen tijd in de agenda
3,a,geld,Er is geen tijd in de agenda
4,b,tijd,Met twee uur per week begin je weinig
"""
TEST = """id,document,code,text
1,c,geld,De gemeente gaf geen subsidie meer
2,c,tijd,Twee uur is te weinig tijd
"""
BOOK = """code,definition
geld,"Subsidie, budget, financiering"
tijd,"Uren, agenda, drukte"
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, text in (("train.csv", TRAIN), ("test.csv", TEST), ("book.csv", BOOK)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_codes_of_files(run: Run, files: Path) -> None:
    words = ["evaluate", "--train", str(files / "train.csv"), "--test", str(files / "test.csv")]
    found = json.loads(run(*words, "--codebook", str(files / "book.csv"), "--json"))
    assert set(found) == KEYS
    assert (found["n_train"], found["n_test"]) == (4, 2), "two codes on one text are one passage"
    assert found["first_right"] == 1.0
    assert found["right_in_two"] is None
    assert set(found["per_code"]) == {"geld", "tijd"}


def test_first_counts_rows_of_the_file(run: Run, files: Path) -> None:
    words = ["evaluate", "--train", str(files / "train.csv"), "--test", str(files / "test.csv"), "--json"]
    assert json.loads(run(*words, "--first", "4"))["n_train"] == 3
    assert json.loads(run(*words, "--first", "0", "--codebook", str(files / "book.csv")))["n_train"] == 0


def test_without_training_the_definitions_speak(run: Run, files: Path) -> None:
    words = ["evaluate", "--test", str(files / "test.csv"), "--codebook", str(files / "book.csv")]
    assert json.loads(run(*words, "--json"))["right_in_three"] == 1.0
    assert "geld" in run(*words)


def test_roles_of_files(run: Run, tmp_path: Path) -> None:
    rows = [
        ("Doordat de fusie kwam kende niemand elkaar", "context"),
        ("We organiseren elke week een inloop", "strategy"),
        ("Ze voelde zich gehoord en durfde meer", "mechanism"),
        ("Dat leidde tot minder uitval", "outcome"),
        ("Het rapport heeft vijf hoofdstukken", "none"),
    ]
    lines = [
        json.dumps({"id": nr, "document": "d", "text": text, "role": role}) for nr, (text, role) in enumerate(rows)
    ]
    (tmp_path / "r.jsonl").write_text("\n".join(lines), "utf-8")
    file = str(tmp_path / "r.jsonl")
    found = json.loads(run("evaluate", "--roles", "--test", file, "--json", "--model", "blank"))
    assert set(found) == KEYS
    assert found["right_in_three"] is None
    assert found["first_right"] >= 0.6
    learned = json.loads(run("evaluate", "--roles", "--train", file, "--test", file, "--json", "--model", "blank"))
    assert learned["first_right"] == 1.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,document,text\n1,a,x\n", "code"),
        ("id,document,code,text\n1,a,,x\n", "2"),
        ("", "id"),
        ("id,document,code,text\n1,a,c,Ja, dat wel\n", "2"),
        ('id,document,code,text\n1,a,c,x\n2,a,c,"Nooit gesloten\n3,a,c,y\n', "quote"),
    ],
)
def test_a_wrong_file_is_told_by_name_and_place(run: Run, files: Path, text: str, said: str) -> None:
    (files / "bad.csv").write_text(text, "utf-8")
    told = run("evaluate", "--test", str(files / "bad.csv"), "--codebook", str(files / "book.csv"), code=PROBLEM)
    assert "bad.csv" in told
    assert said in told


@pytest.mark.parametrize("separator", [";", "\t"])
def test_the_separator_of_another_country_and_a_mark_of_utf_8_change_nothing(
    run: Run, files: Path, separator: str
) -> None:
    book = ["--codebook", str(files / "book.csv")]
    plain = run("evaluate", "--test", str(files / "test.csv"), "--json", *book)
    (files / "other.csv").write_text(TEST.replace(",", separator), "utf-8-sig")
    assert run("evaluate", "--test", str(files / "other.csv"), "--json", *book) == plain


def test_codes_without_definitions_are_known_by_name(run: Run, files: Path) -> None:
    (files / "names.csv").write_text("code\ngeld\nsubsidie\n", "utf-8")
    told = run("evaluate", "--test", str(files / "test.csv"), "--codebook", str(files / "names.csv"))
    assert "1 code of the test" in told and told.rstrip().endswith("tijd")


def test_documents_in_both_files_are_told_to_people(run: Run, files: Path) -> None:
    file = str(files / "train.csv")
    assert "2 documents are in both files" in run("evaluate", "--train", file, "--test", file)
    assert "in both" not in run("evaluate", "--train", file, "--test", str(files / "test.csv"))


def test_with_nothing_to_suggest_from_it_says_so(run: Run, files: Path) -> None:
    assert "--train" in run("evaluate", "--test", str(files / "test.csv"), code=PROBLEM)


@pytest.mark.parametrize("wrong", [["--threshold", "2"], ["--roles", "--encoder", "use"], ["--first", "-1"]])
def test_options_that_cannot_be_are_refused(run: Run, files: Path, wrong: list[str]) -> None:
    book = ["--codebook", str(files / "book.csv")] if "--roles" not in wrong else []
    assert wrong[0][2:] in run("evaluate", "--test", str(files / "test.csv"), *book, *wrong, code=PROBLEM).lower()


def test_an_id_given_twice_makes_no_passage_of_two(files: Path) -> None:
    from cmo_coder.suggest.data_files import read_codes

    (files / "twice.csv").write_text("id,document,code,text\n1,a,c,Eerst\n1,a,d,Daarna\n1,a,e,Eerst\n", "utf-8")
    found = read_codes(files / "twice.csv")
    assert [(one.passage.text, one.codes) for one in found] == [("Eerst", {"c", "e"}), ("Daarna", {"d"})]


def test_roles_by_the_names_of_our_slots_and_odd_breaks_in_a_text(tmp_path: Path) -> None:
    from cmo_coder.suggest.data_files import read_roles

    rows = [("C", "Een dorp\u2028met ruimte"), ("M_red", "Zij durven"), ("Outcome", "Meer rust"), ("none", "Zie ook")]
    lines = [
        json.dumps({"id": nr, "document": "d", "text": text, "role": role}, ensure_ascii=False)
        for nr, (role, text) in enumerate(rows)
    ]
    (tmp_path / "roles.jsonl").write_text("\n".join(lines), "utf-8")
    found = read_roles(tmp_path / "roles.jsonl")
    assert [one.passage.text for one in found] == [text for _role, text in rows]
    assert [set(one.codes) for one in found] == [{"context"}, {"mechanism"}, {"outcome"}, {"none"}]


def test_a_role_that_is_none_of_the_five_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('{"id": 1, "document": "d", "text": "x", "role": "gevolg"}', "utf-8")
    told = run("evaluate", "--roles", "--test", str(tmp_path / "r.jsonl"), code=PROBLEM)
    assert "line 1" in told and "gevolg" in told


def test_a_project_with_one_document_has_nothing_to_measure(run: Run, tmp_path: Path) -> None:
    make(tmp_path / "p.cmo").close()
    assert run("evaluate", "--project", str(tmp_path / "p.cmo"), code=PROBLEM)


def test_suggestions_of_a_document_in_lines(run: Run, tmp_path: Path) -> None:
    make(tmp_path / "p.cmo").close()
    place = ["--project", str(tmp_path / "p.cmo")]
    told = run("suggest", "Gesprek", "--threshold", "0", "--why", *place)
    assert "Er stond een tafel met koffie." in told
    assert "Hoe ging dat" not in told, "an interviewer's words are never evidence"
    found = json.loads(run("suggest", "Gesprek", "--threshold", "0", "--code", "Koffie", "--json", *place))
    assert any(one["quote"] == "Er stond een tafel met koffie." for one in found)
    run("code", "add", "Gesprek", "Koffie", "--quote", "Er stond een tafel met koffie.", "--coder", "Anna", *place)
    after = json.loads(run("suggest", "Gesprek", "--threshold", "0", "--json", "--coder", "Anna", *place))
    assert all(one["quote"] != "Er stond een tafel met koffie." for one in after), "what is coded is not proposed"


def test_a_project_is_measured_with_people_beside_it(run: Run, tmp_path: Path) -> None:
    Made(tmp_path / "p.cmo").project.close()
    place = ["--project", str(tmp_path / "p.cmo")]
    found = json.loads(run("evaluate", "--json", *place))
    assert KEYS | {"learning_curve", "providers", "human", "calibration", "calibrated", "outcomes"} <= set(found)
    assert found["first_right"] == 1.0
    assert set(found["per_code"]) == {"Geld", "Tijd"}
    assert found["providers"]["exemplar"]["learning_curve"][0] == {"n": 0, "first_right": 0.0, "right_in_three": 0.0}
    assert found["human"] is None and found["calibrated"] is False
    told = run("evaluate", *place)
    assert "not calibrated" in told and "codebook+exemplar" in told and "No document was finished by two" in told


def test_the_first_rows_keep_their_place_and_what_stands_beside_them(files: Path) -> None:
    from cmo_coder.suggest.data_files import read_codes

    whole, part = read_codes(files / "train.csv"), read_codes(files / "train.csv", 2)
    assert [one.passage for one in part] == [one.passage for one in whole[:2]]
    assert "agenda" in part[1].passage.context
    assert [one.codes for one in read_codes(files / "train.csv", 3)] == [{"geld"}, {"geld"}, {"tijd"}]


def test_a_new_code_that_looks_like_another_is_told_when_added_and_when_taken_in(run: Run, tmp_path: Path) -> None:
    make(tmp_path / "p.cmo").close()
    place = ["--project", str(tmp_path / "p.cmo")]
    assert "looks like" not in run("codebook", "add", "Geldzorgen", *place)
    assert "“Koffies” looks like “Koffie” (by their names)" in run("codebook", "add", "Koffies", *place)
    file = tmp_path / "book.yaml"
    run("codebook", "export", str(file), *place)
    text = file.read_text("utf-8").replace("Geldzorgen", "Geldzorg")
    file.write_text(text, "utf-8")
    assert "“Geldzorg” looks like “Geldzorgen”" in run("codebook", "import", str(file), *place)


def test_turns_and_one_code_in_all_documents(run: Run, tmp_path: Path) -> None:
    project = make(tmp_path / "p.cmo")
    add_document(project, Document(id=new_id(), title="Tweede"), "R1: De koffie stond klaar. Die dronken we samen op.")
    project.close()
    place = ["--project", str(tmp_path / "p.cmo")]
    turns = json.loads(run("suggest", "Gesprek", "--unit", "turn", "--threshold", "0", "--json", *place))
    sentences = json.loads(run("suggest", "Gesprek", "--threshold", "0", "--json", *place))
    assert len(turns) < len(sentences)
    assert max(len(one["quote"]) for one in turns) > max(len(one["quote"]) for one in sentences)
    found = json.loads(run("suggest", "--code", "Koffie", "--json", *place))
    assert {one["document"] for one in found} == {"Gesprek", "Tweede"}
    assert all(one["codes"][0]["code"] == "Koffie" for one in found)
    shares = [one["codes"][0]["share"] for one in found]
    assert shares == sorted(shares, reverse=True)
    assert len(json.loads(run("suggest", "--code", "Koffie", "--most", "1", "--json", *place))) == 1
    assert "Tweede" in run("suggest", "--code", "Koffie", *place)
    assert "Suggestions for what?" in run("suggest", *place, code=PROBLEM)


def test_what_is_alike(run: Run, tmp_path: Path) -> None:
    Made(tmp_path / "p.cmo").project.close()
    place = ["--project", str(tmp_path / "p.cmo")]
    run("codebook", "add", "Gelden", "--definition", "Het geld en de subsidie.", *place)
    codes = json.loads(run("codebook", "alike", "Geld", "--json", *place))
    assert codes[0]["code"] == "Gelden" and codes[0]["names"] > 0.7
    assert "Gelden" in run("codebook", "alike", "Geld", *place)
    found = json.loads(run("code", "alike", "de subsidie was op", "--json", *place))
    assert found[0]["codes"] == ["Geld"] and found[0]["coders"] == ["Anna"]
    assert "subsidie" in found[0]["words"]
    assert "Anna" in run("code", "alike", "de subsidie was op", *place)
    assert "No coded fragment" in run("code", "alike", "xyzzy", *place)


def test_codes_that_come_in_bulk_and_look_alike_are_told(run: Run, tmp_path: Path) -> None:
    make(tmp_path / "p.cmo").close()
    place = ["--project", str(tmp_path / "p.cmo")]
    file = tmp_path / "more.jsonl"
    file.write_text(json.dumps({"kind": "code", "id": "k", "name": "Koffies", "type": "open"}) + "\n", "utf-8")
    assert "“Koffies” looks like “Koffie”" in run("load", str(file), *place)
    two = [
        {"kind": "study", "name": "Proef"},
        *({"kind": "code", "id": f"c{n}", "name": n, "type": "open"} for n in ("Wachttijd", "Wachttijden")),
    ]
    file.write_text("\n".join(map(json.dumps, two)), "utf-8")
    assert "“Wachttijden”" in run("load", str(file), "--new", str(tmp_path / "n.cmo"))
