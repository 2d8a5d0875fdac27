"""Failures of other programs in searching and coding what was found; the numbers are rows of peers.md, section 2."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import Document
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.store import search as searching
from cmo_coder.store.autocode import Boundary, autocode, plan_autocode
from cmo_coder.store.documents import NewTurn, add_document
from cmo_coder.store.project import Project
from cmo_coder.store.search import PatternQuery, WordQuery, search
from cmo_coder.store.search_index import Passage
from cmo_coder.text.finding import Finder
from tests.store.example import everything
from tests.store.search_case import made


def test_row_4_emoji_before_a_hit_do_not_shift_what_is_coded(new_project: Callable[[], Project]) -> None:
    project = new_project()
    text = "R1: 👩🏽\u200d🔬😊 Ze was ge\u0301zien 🏳️\u200d🌈 en geZien.\n"
    add_document(project, Document(id=new_id(), title="Gesprek"), text, [NewTurn(0, len(text), 4, "R1")])
    for query in (WordQuery("gezien"), PatternQuery("ge\u0301?zien")):
        hits = [hit for step in search(project, query) for hit in step.hits]
        assert [text[hit.start : hit.end] for hit in hits] == ["ge\u0301zien", "geZien"]
    autocode(project, plan_autocode(project, hits, None, Boundary.WORD), "gezien")
    with project.read() as reading:
        for fragment in reading.all(Fragment):
            assert text[fragment.start : fragment.end] == fragment.quote
            assert fragment.quote in ("ge\u0301zien", "geZien")


def test_row_8_autocoding_is_undone_at_once_and_whole(new_project: Callable[[], Project]) -> None:
    study = made(new_project())
    before = everything(study.project)
    autocode(study.project, plan_autocode(study.project, study.hits("de"), None, Boundary.WORD), "de")
    entry = study.project.undo()
    assert entry is not None and entry.act == "autocode.add"
    assert everything(study.project) == before


def test_row_15_one_coder_never_has_one_code_twice_on_the_same_words(new_project: Callable[[], Project]) -> None:
    study = made(new_project())
    code = study.codes["koffie"]
    for boundary in (Boundary.WORD, Boundary.SENTENCE, Boundary.TURN, Boundary.WORD):
        hits = [*study.hits("koffie"), *study.hits("de koffie"), *study.hits(PatternQuery("offie w"))]
        plan = plan_autocode(study.project, hits, code, boundary, with_interviewer=True)
        if plan.codings:
            autocode(study.project, plan, code)
    with study.project.read() as reading:
        fragments = {one.id: one for one in reading.all(Fragment)}
        coded = sorted(
            (fragments[one.fragment_id].document_id, fragments[one.fragment_id].start, fragments[one.fragment_id].end)
            for one in reading.all(Coding, code_id=code.id)
        )
        assert reading.get(Code, code.id) == code
    assert len(coded) > 5
    for first, second in pairwise(coded):
        assert first[0] != second[0] or first[2] <= second[1]


def test_row_16_a_search_for_words_reads_only_the_passages_that_may_hold_them(file_project: Project) -> None:
    for number in range(20):
        lines = [f"R1: regel {nr} van gesprek {number}.\n" for nr in range(40)]
        lines[7] = "R1: hier staat een zonnebloem.\n" if number == 11 else lines[7]
        turns: list[NewTurn] = []
        for line in lines:
            start = turns[-1].end if turns else 0
            turns.append(NewTurn(start, start + len(line), start + 4, "R1"))
        add_document(file_project, Document(id=new_id(), title=f"Gesprek {number}"), "".join(lines), turns)
    read: list[str] = []
    looked_at: list[list[Passage] | None] = []
    real_find, real_hits = Finder.find, searching._hits_in

    def counting_hits(*arguments: object) -> object:
        looked_at.append(arguments[4])  # type: ignore[arg-type]
        return real_hits(*arguments)  # type: ignore[arg-type]

    def counting_find(self: Finder, text: str) -> list[tuple[int, int]]:
        read.append(text)
        return real_find(self, text)

    Finder.find, searching._hits_in = counting_find, counting_hits  # type: ignore[method-assign,assignment]
    try:
        hits = [hit for step in search(file_project, WordQuery("zonnebloem")) for hit in step.hits]
    finally:
        Finder.find, searching._hits_in = real_find, real_hits  # type: ignore[method-assign]
    assert [hit.words for hit in hits] == ["zonnebloem"]
    assert read == ["hier staat een zonnebloem.\n"]
    assert len(looked_at) == 1
