"""The report on a project: whole documents left out, people beside it, what coders did."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document
from cmo_coder.model.study import Study
from cmo_coder.store.codes import add_code
from cmo_coder.store.documents import add_document, full_document
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.study import add_coder, set_progress
from cmo_coder.store.suggestions import accept_suggestion, reject_suggestion
from cmo_coder.suggest.evaluate import Ranked
from cmo_coder.suggest.human import human_line
from cmo_coder.suggest.learned import Learned
from cmo_coder.suggest.offers import suggestion_row
from cmo_coder.suggest.report import Report, calibration_table, report_of
from cmo_coder.suggest.suggester import Proposal, suggester_of

MONEY, TIME = "Het geld was op en de subsidie ook.", "Er is geen tijd in de agenda vandaag."
TEXT = f"{MONEY} {TIME}"


class Made:
    """Three documents with the same two sentences, coded by Anna."""

    def __init__(self, path: Path) -> None:
        self.project = Project.create(path, Study(id=new_id(), name="Proef"))
        self.anna, self.bas = add_coder(self.project, "Anna"), add_coder(self.project, "Bas")
        self.project.coder = self.anna
        self.documents = [
            add_document(self.project, Document(id=new_id(), title=f"Gesprek {nr}"), TEXT) for nr in range(3)
        ]
        self.money = add_code(self.project, Code(id=new_id(), name="Geld"))
        self.time = add_code(self.project, Code(id=new_id(), name="Tijd"))
        for document in self.documents:
            self.code(document, MONEY, self.money)
            self.code(document, TIME, self.time)

    def code(self, document: Document, words: str, code: Code) -> None:
        start = TEXT.index(words)
        code_span(self.project, document.id, start, start + len(words), code)

    def finished(self, document: Document) -> None:
        for coder in (self.anna, self.bas):
            set_progress(self.project, document.id, coder.id, "finished")

    def report(self) -> Report:
        with self.project.read() as reading:
            found = report_of(reading)
        assert found is not None
        return found


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "p.cmo")


def test_each_provider_is_measured_on_documents_that_it_did_not_learn_from(made: Made) -> None:
    found = made.report()
    assert list(found.providers) == [found.main, "codebook", "exemplar"]
    main = found.providers[found.main].evaluation
    assert (main.measures.n, main.n_train) == (6, 4)
    assert main.measures.first_right == 1.0
    only = found.providers["exemplar"]
    assert only.evaluation.measures.first_right == 1.0
    assert only.curve[0].n == 0
    assert only.curve[0].measures.first_right == 0.0, "without fragments the second half knows nothing"
    assert found.calibration is None, "six suggestions say too little for a probability"


def test_all_documents_are_left_out_of_one_model(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    made_of: list[int] = []
    learn = Learned._learn

    def counted(model: Learned) -> None:
        made_of.append(model.size)
        learn(model)

    monkeypatch.setattr(Learned, "_learn", counted)
    made.report()
    assert sorted(made_of) == [0, 0, 6, 6], "the codebook, its curve, and one each for all folds of the two that learn"


def test_what_is_only_in_one_document_cannot_be_right(made: Made) -> None:
    late = add_code(made.project, Code(id=new_id(), name="Zzz"))
    made.code(made.documents[0], "subsidie", late)
    measures = made.report().providers["exemplar"].evaluation.measures
    assert measures.per_code[late.id].recall == 0.0


def test_progress_is_told_and_may_stop_the_work(made: Made) -> None:
    class Enough(Exception):
        pass

    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if done == 2:
            raise Enough

    with made.project.read() as reading, pytest.raises(Enough):
        report_of(reading, progress=stop)
    assert told == [(0, told[0][1]), (1, told[0][1]), (2, told[0][1])]


def test_the_line_of_two_coders_counts_passages_that_both_coded(made: Made) -> None:
    first, second, _third = made.documents
    with made.project.read() as reading:
        assert human_line(reading) is None
    made.project.coder = made.bas
    made.code(first, MONEY, made.money)
    made.code(first, TIME, made.money)
    made.code(second, MONEY, made.money)
    made.project.coder = made.anna
    made.code(first, MONEY, made.time)
    with made.project.read() as reading:
        assert human_line(reading) is None, "nobody says that they are done"
    made.finished(first)
    with made.project.read() as reading:
        found = human_line(reading)
    assert found is not None
    # Anna: money has {money, time}, Bas {money}: a half; time against money: 0. Bas: money 1, time 0.
    assert (found.n, found.documents) == (4, 1)
    assert found.first_right == pytest.approx((0.5 + 0 + 1 + 0) / 4)
    assert found.right_in_three == pytest.approx(2 / 4)


def test_half_of_the_shorter_passage_makes_it_the_same(made: Made) -> None:
    document = made.documents[0]
    made.project.coder = made.bas
    made.code(document, "subsidie ook.", made.money)
    made.code(document, "geen", made.time)
    made.finished(document)
    made.project.coder = made.anna
    with made.project.read() as reading:
        found = human_line(reading)
    assert found is not None and found.n == 4


def test_what_coders_did_is_told_by_provider(made: Made) -> None:
    with made.project.read() as reading:
        learned = suggester_of(reading)
    document = full_document(made.project, made.documents[0].id)
    proposal: Proposal = learned.proposal(document, 4, 15)
    codes = {made.money.id: made.money, made.time.id: made.time}
    first, second = (codes[one.code] for one in proposal.codes[:2])
    accept_suggestion(made.project, suggestion_row(learned.provenance, document, proposal, second.id), second)
    other = add_code(made.project, Code(id=new_id(), name="Anders"))
    proposal = learned.proposal(document, 20, 30)
    accept_suggestion(made.project, suggestion_row(learned.provenance, document, proposal, first.id), other)
    reject_suggestion(made.project, suggestion_row(learned.provenance, document, proposal, first.id), first.name)
    (did,) = made.report().outcomes.values()
    assert (did.accepted, did.changed, did.rejected, did.first, did.n) == (1, 1, 1, 0, 3)


def test_the_calibration_table_puts_shares_beside_how_often_they_were_right() -> None:
    good, bad = frozenset({"a"}), frozenset({"b"})
    rows = calibration_table(
        [Ranked(("a",), 0.1, bad), Ranked(("a",), 0.15, good), Ranked(("a",), 1.0, good), Ranked((), 0.0, good)]
    )
    assert [(one.n, one.right) for one in rows] == [(2, 0.5), (0, None), (0, None), (0, None), (1, 1.0)]
    assert rows[0].share == pytest.approx(0.125)
