"""Searching a study: what is found, where it is looked for, and that the index and reading every text agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.model.base import new_id
from cmo_coder.model.cases import Group
from cmo_coder.model.codes import CodeType
from cmo_coder.model.documents import Document, SpeakerKind
from cmo_coder.model.study import Coder, ProgressState
from cmo_coder.store import search as searching
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_document
from cmo_coder.store.project import Project
from cmo_coder.store.search import FuzzyQuery, PatternQuery, Query, WordQuery, search
from cmo_coder.store.search_scope import Scope
from cmo_coder.store.study import coders_of, set_progress
from cmo_coder.store.whereabouts import Places
from cmo_coder.text.query import QueryError, parse
from tests.store.example import STUDY
from tests.store.search_case import NOORD, Made, made
from tests.text.search_twin import TEXTS, by_hand


@pytest.fixture
def study(new_project: Callable[[], Project]) -> Made:
    """The study, on each kind of database."""
    return made(new_project())


def test_hits_come_in_the_order_of_the_documents_with_what_stands_around_them(study: Made) -> None:
    hits = study.hits("koffie")
    assert [hit.document_id for hit in hits] == [
        *[study.documents["Noord"].id] * 4,
        study.documents["Zuid"].id,
        study.documents["Verslag"].id,
    ]
    second = hits[1]
    assert NOORD[second.start : second.end] == second.words == "koffie"
    assert (second.left, second.right) == ("De ", " was goed 😀 en de koffie was warm. Daarna kwam de gemeente.\n")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("KOFFIE was", ["koffie was", "koffie was"]),
        ("gemeen*", ["gemeente", "gemeente"]),
        ("ge*", ["gemeente", "geld", "Geld", "gemeente", "geld"]),
        ("*effie OR coord*", ["coördinator"]),
        ("strasse", ["straße"]),
        ("een keer", ["Eén keer"]),
        ("geld EN gemeente", ["Geld", "gemeente"]),
        ("geld NIET gemeente", ["geld", "geld"]),
        ("geld BIJ/2 gemeente", ["Geld van de gemeente"]),
        ("(thee OF leersessie) NIET koffie", ["thee", "leersessie"]),
        ("~lopen", ["liep", "liepen"]),
        ("R1", []),
        ("goed nee", []),
        ("niets*", []),
    ],
)
def test_words_phrases_prefixes_and_operators(study: Made, query: str, words: list[str]) -> None:
    assert [word for _title, word in study.words(query)] == words


def test_accents_count_where_that_is_asked(study: Made) -> None:
    assert study.words(WordQuery("een", accents=True)) == [("Verslag", "Een")]
    assert study.words(WordQuery("eén", accents=True)) == [("Noord", "Eén")]


def test_expressions_and_likeness_read_every_passage(study: Made) -> None:
    assert study.words(PatternQuery(r"liep\w*")) == [("Zuid", "liep"), ("Zuid", "liepen")]
    assert study.words(PatternQuery("^Interviewer")) == []  # labels are no words
    assert study.words(FuzzyQuery("kordinator")) == [("Zuid", "coördinator")]
    with pytest.raises(QueryError):
        search(study.project, PatternQuery("("))
    with pytest.raises(QueryError):
        search(study.project, WordQuery("(a"))


def test_where_it_is_looked_for(study: Made) -> None:
    def found(**scope: object) -> list[str]:
        return [title for title, _word in study.words("koffie", Scope(**scope))]  # type: ignore[arg-type]

    assert found(documents=(study.documents["Verslag"].id,)) == ["Verslag"]
    assert found(cases=(study.cases["Zuid"].id,)) == ["Zuid"]
    assert found(cases=(study.cases["Noord"].id,)) == ["Noord"] * 4  # the village lies in it
    assert found(rounds=(study.rounds["2"].id,)) == ["Zuid"]
    assert found(respondents=(study.respondents["R1"].id,)) == ["Noord"] * 3
    assert found(groups=(Group.RESIDENT,)) == ["Noord", "Noord", "Noord", "Zuid"]
    assert found(groups=(Group.PROFESSIONAL,)) == []
    assert found(speakers=(SpeakerKind.INTERVIEWER,)) == ["Noord"]
    assert found(speakers=(SpeakerKind.UNKNOWN,)) == ["Verslag"]
    assert found(codes=(study.codes["koffie"].id,)) == ["Noord"]
    assert found(codes=(study.codes["drinken"].id,)) == ["Noord"]  # it stands above koffie
    assert found(roles=(CodeType.M_RED,)) == ["Zuid"]
    assert found(codes=(study.codes["koffie"].id,), roles=(CodeType.M_RED,)) == []
    assert found(uncoded=True) == ["Noord"] * 3 + ["Verslag"]
    assert found(uncoded=True, rounds=(study.rounds["1"].id,), speakers=(SpeakerKind.RESPONDENT,)) == ["Noord"] * 2


def test_what_stands_outside_of_turns_is_said_by_nobody(study: Made) -> None:
    text = "R1: Er was thee.\n"
    turns = [NewTurn(0, len(text), 4, "R1")]
    speakers = {"R1": SpeakerIs(SpeakerKind.RESPONDENT, study.respondents["R1"].id)}
    add_document(study.project, Document(id=new_id(), title="Los"), text + "Thee na afloop.", turns, speakers)
    scope = Scope(respondents=(study.respondents["R1"].id,))
    assert [hit.words for hit in study.hits("thee", scope)] == ["thee"]
    assert len(study.hits("thee", Scope(speakers=(SpeakerKind.UNKNOWN,)))) == 1


def test_who_codes_blind_does_not_learn_what_others_coded(study: Made) -> None:
    scope = Scope(uncoded=True)
    seen = len(study.hits("koffie", scope))
    blind = Coder(id=new_id(), name="Bert", blind=True)
    with study.project.change("x", "x") as change:
        change.insert(blind)
    study.project.coder = blind
    assert len(study.hits("koffie", scope)) == len(study.hits("koffie")) == seen + 2
    assert study.hits("koffie", Scope(codes=(study.codes["koffie"].id,))) == []
    (hit,) = study.hits("de koffie was goed")
    assert Places(study.project).codes(hit.document_id, hit.start, hit.end) == ()
    for one in (blind, *coders_of(study.project)):  # who began it must be done as well
        set_progress(study.project, hit.document_id, one.id, ProgressState.FINISHED)
    assert len(study.hits("koffie", scope)) == seen + 1
    assert Places(study.project).codes(hit.document_id, hit.start, hit.end) == ("koffie",)


@pytest.mark.parametrize("query", [PatternQuery("koffie"), FuzzyQuery("koffie", 100)])
def test_what_is_found_comes_bit_by_bit_and_can_be_stopped(study: Made, query: Query) -> None:
    steps = search(study.project, query)
    seen = [next(steps) for _step in range(2)]
    assert [(step.done, step.total, len(step.hits)) for step in seen] == [(0, 3, 0), (1, 3, 4)]
    steps.close()  # type: ignore[attr-defined]
    study.project.undo()  # nothing holds the project any more
    assert [step.done for step in search(study.project, WordQuery("thee"))][-1] == 3


def test_a_search_sees_one_state_of_the_project(study: Made) -> None:
    steps = search(study.project, PatternQuery("koffie"))
    next(steps)
    add_document(study.project, Document(id=new_id(), title="Later"), "Nog meer koffie.")
    assert sum(len(step.hits) for step in steps) == 6
    assert len(study.hits("koffie")) == 7


def test_frequent_words_are_found_document_by_document(study: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = {query: study.hits(query) for query in ("koffie", "k*", "de OF koffie", "gemeen*")}
    monkeypatch.setattr(searching, "MOST_AT_ONCE", 1)
    assert {query: study.hits(query) for query in usual} == usual
    assert study.hits("koffie", Scope(rounds=(study.rounds["2"].id,)))[0].words == "Koffie"


def test_a_document_that_was_moved_is_found_in_its_new_place(study: Made) -> None:
    with study.project.change("x", "x") as change:
        change.update(study.documents["Verslag"], position=0)
    assert [title for title, _word in study.words("geld")] == ["Verslag", "Noord", "Noord"]


def test_a_study_without_texts_holds_no_hits(project: Project) -> None:
    assert [step.hits for step in search(project, WordQuery("~koffie OF *thee OF k*"))] == [()]


TERMS = ["de", "gemeen*", "een", "één", "zo'n", "ijs", "strasse", "*team", "w*m", "g*", "huisarts", "de gemeente", "o"]
QUERIES = st.recursive(
    st.sampled_from(TERMS),
    lambda inner: st.tuples(inner, st.sampled_from(["EN", "OF", "NIET"]), inner).map(
        lambda p: f"({p[0]}) {p[1]} ({p[2]})"
    ),
    max_leaves=4,
)


@settings(max_examples=15, deadline=None)
@given(
    passages=st.lists(TEXTS.filter(str.strip), min_size=1, max_size=4),
    queries=st.lists(QUERIES, min_size=1, max_size=6),
)
def test_the_index_names_every_passage_that_holds_a_query(
    passages: Sequence[str], queries: Sequence[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Project.create(tmp_path_factory.mktemp("search") / "study.cmo", STUDY) as project:
        text, turns = "", []
        for passage in passages:
            turns.append(NewTurn(len(text), len(text) + 4 + len(passage), len(text) + 4, "R1"))
            text += "R1: " + passage
        add_document(project, Document(id=new_id(), title="Gesprek"), text, turns)
        for query in queries:
            for accents in (False, True):
                asked: Query = WordQuery(query, accents=accents)
                found = [(hit.start, hit.end) for step in search(project, asked) for hit in step.hits]
                wanted = []
                for turn in turns:
                    places = by_hand(parse(query), text[turn.text_start : turn.end], accents)
                    wanted += [(turn.text_start + start, turn.text_start + end) for start, end in places]
                assert found == wanted
