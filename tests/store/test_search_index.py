"""The search index holds the words of the texts in force, whatever was changed, undone and done again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.model.base import new_id
from cmo_coder.model.documents import Document, TextVersion, Turn
from cmo_coder.store import project as project_module
from cmo_coder.store import search_index
from cmo_coder.store.documents import NewTurn, add_document, add_text_version, remove_document
from cmo_coder.store.project import Project
from cmo_coder.store.search import WordQuery, search
from cmo_coder.store.tables import STORED_TEXT
from cmo_coder.store.verify import verify
from tests.store.example import STUDY, only

LABEL = "R1: "


def added(project: Project, text: str, title: str = "Gesprek") -> Document:
    """A document with one turn, of which the label is the first four code points."""
    return add_document(project, Document(id=new_id(), title=title), text, [NewTurn(0, len(text), len(LABEL), "R1")])


def replaced(project: Project, document: Document, text: str) -> None:
    with project.change("document.text", "Text corrected") as change:
        add_text_version(change, document, text, [NewTurn(0, len(text), len(LABEL), "R1")], {})


def rows_with(project: Project, word: str) -> int:
    """In how many passages the index has a word."""
    with project.read() as reading:
        driver = reading.connection.connection.driver_connection
        found = driver.execute("SELECT count(*) FROM search_index WHERE search_index MATCH ?", (f'"{word}"',))  # type: ignore[union-attr]
        return int(found.fetchone()[0])


def test_passages_are_the_words_of_turns_and_the_paragraphs_between_them() -> None:
    text = "Kop van het stuk\n\nR1: Ja hoor.\nNog een regel.\nR2:\nNa afloop\n\nLos"
    first, second = text.index("R1"), text.index("R2")
    turns = [(first, first + 4, second), (second, second + 3, second + 3)]
    found = [text[start:end] for start, end in search_index.passages_of(text, turns)]
    assert found == ["Kop van het stuk", "Ja hoor.\nNog een regel.\n", "Na afloop", "Los"]


def test_a_text_is_in_the_index_as_soon_as_it_is_in_force(file_project: Project) -> None:
    assert rows_with(file_project, "zonnebloem") == 0
    document = added(file_project, "R1: Een zonnebloem, een zónnebloem.")
    assert rows_with(file_project, "zonnebloem") == 1
    assert rows_with(file_project, "r1") == 0  # a label is not spoken
    replaced(file_project, document, "R1: Een roos.")
    assert (rows_with(file_project, "zonnebloem"), rows_with(file_project, "roos")) == (0, 1)
    file_project.undo()
    assert (rows_with(file_project, "zonnebloem"), rows_with(file_project, "roos")) == (1, 0)
    file_project.redo()
    assert (rows_with(file_project, "zonnebloem"), rows_with(file_project, "roos")) == (0, 1)
    remove_document(file_project, document)
    assert rows_with(file_project, "roos") == 0
    file_project.undo()
    assert rows_with(file_project, "roos") == 1
    assert verify(file_project) == ()


def test_turns_that_move_within_a_text_move_its_passages(file_project: Project) -> None:
    text = "R1: Een zonnebloem staat er."
    document = added(file_project, text)
    with file_project.change("turn.edit", "Turn moved") as change:
        version = only(change, TextVersion, document_id=document.id)
        turn = only(change, Turn, text_version_id=version.id)
        change.update(turn, text_start=text.index("staat"))
    assert (rows_with(file_project, "zonnebloem"), rows_with(file_project, "staat")) == (0, 1)
    file_project.undo()
    assert rows_with(file_project, "zonnebloem") == 1
    assert verify(file_project) == ()


def test_a_change_that_fails_leaves_the_index_as_it_was(file_project: Project) -> None:
    document = added(file_project, "R1: Een zonnebloem.")

    def fail() -> None:
        with file_project.change("x", "x") as change:
            add_text_version(change, document, "R1: Een roos.", [NewTurn(0, 13, 4)], {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (rows_with(file_project, "zonnebloem"), rows_with(file_project, "roos")) == (1, 0)
    assert verify(file_project) == ()


WORDS = st.sampled_from(["een", "roos", "Eén", "zo'n", "ĳs", "straße", "😀", "e\u0301e\u0301n", "naar", "–", "\n"])
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(lambda words: LABEL + " ".join(words))


@settings(max_examples=15, deadline=None)
@given(acts=st.lists(st.tuples(st.sampled_from("aeruUv"), TEXTS, st.integers(0, 9)), max_size=12))
def test_whatever_happens_the_index_holds_the_texts_in_force(
    acts: list[tuple[str, str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    numbers = count()
    with Project.create(tmp_path_factory.mktemp("index") / "study.cmo", STUDY) as project:
        for act, text, which in acts:
            with project.read() as reading:
                documents = reading.all(Document, order=("title",))
            document = documents[which % len(documents)] if documents else None
            if act == "a" or document is None:
                added(project, text, f"Gesprek {next(numbers)}")
            elif act == "e":
                replaced(project, document, text)
            elif act == "r":
                remove_document(project, document)
            elif act == "u":
                project.undo()
            elif act == "U":
                project.undo_to(1 + which)
            else:
                project.redo()
        assert verify(project) == ()
        with project.read() as reading:
            assert not search_index.is_behind(reading)


def test_an_older_project_gets_its_index_when_it_is_asked_for(file_project: Project) -> None:
    added(file_project, "R1: Een zonnebloem.")
    with file_project._writing() as connection:
        connection.exec_driver_sql("DROP TABLE search_index")
        connection.exec_driver_sql("DELETE FROM search_text")
        connection.commit()
    assert verify(file_project) == ()  # not made yet is not wrong
    with file_project.read() as reading:
        assert search_index.is_behind(reading)
    seen: list[tuple[int, int]] = []
    file_project.bring_search_up_to_date(lambda done, of: seen.append((done, of)))
    assert rows_with(file_project, "zonnebloem") == 1
    assert seen[-1][0] == seen[-1][1]
    with file_project.read() as reading:
        assert not search_index.is_behind(reading)


def test_a_change_in_an_older_project_does_not_make_the_whole_index(
    file_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [added(file_project, f"R1: Een zonnebloem {nr}.", f"Gesprek {nr}") for nr in range(5)]
    with file_project._writing() as connection:
        connection.exec_driver_sql("DROP TABLE search_index")
        connection.exec_driver_sql("DELETE FROM search_text")
        connection.commit()
    replaced(file_project, documents[0], "R1: Een roos.")
    remove_document(file_project, documents[4])
    with file_project.read() as reading:
        assert search_index.is_behind(reading)
    monkeypatch.setattr(project_module, "INDEXED_AT_ONCE", 2)
    seen: list[tuple[int, int]] = []
    file_project.bring_search_up_to_date(lambda done, of: seen.append((done, of)))
    assert seen[0][0] == 2 and len(seen) > 2 and seen[-1][0] == seen[-1][1]
    assert (rows_with(file_project, "zonnebloem"), rows_with(file_project, "roos")) == (3, 1)
    replaced(file_project, documents[1], "R1: Nog een roos.")
    assert (rows_with(file_project, "zonnebloem"), rows_with(file_project, "roos")) == (2, 2)
    assert verify(file_project) == ()


def test_an_index_that_is_half_made_is_not_wrong(file_project: Project) -> None:
    for nr in range(3):
        added(file_project, f"R1: Een zonnebloem {nr}.", f"Gesprek {nr}")
    with file_project._writing() as connection:
        connection.exec_driver_sql("DROP TABLE search_index")
        connection.exec_driver_sql("DELETE FROM search_text")
        assert search_index.bring_up_to_date(search_index.Reading(connection), 1) > 0
        connection.commit()
    assert verify(file_project) == ()
    with file_project.read() as reading:
        assert not search_index.is_usable(reading)
    assert len([hit for step in search(file_project, WordQuery("zonnebloem")) for hit in step.hits]) == 3
    with file_project.read() as reading:
        assert search_index.is_usable(reading)


def test_verify_sees_an_index_that_is_wrong_and_rebuilding_mends_it(file_project: Project, path: Path) -> None:
    added(file_project, "R1: Een zonnebloem.")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("INSERT INTO search_index (rowid, words) VALUES (1, 'een ander woord')")
        raw.commit()
    assert [one.text()[:25] for one in verify(file_project)] == ["The search index does not"]
    file_project.rebuild_search()
    assert verify(file_project) == ()
    assert rows_with(file_project, "ander") == 0


def test_an_index_made_by_other_rules_is_made_anew(file_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    added(file_project, "R1: Een zonnebloem.")
    monkeypatch.setattr(search_index, "RULES", search_index.RULES + 1)
    with file_project.read() as reading:
        assert search_index.is_behind(reading)
    added(file_project, "R1: Een roos.", "Tweede gesprek")
    assert rows_with(file_project, "zonnebloem") == 1
    with file_project.read() as reading:
        assert not search_index.is_behind(reading)


def test_words_that_were_removed_for_good_leave_the_file_with_a_rebuild(file_project: Project, path: Path) -> None:
    document = added(file_project, "R1: Mevrouw Zandoogje belde.")
    replaced(file_project, document, "R1: Mevrouw [naam-1] belde.")
    with file_project._writing() as connection:
        old = only(search_index.Reading(connection), TextVersion, document_id=document.id, nr=1)
        connection.execute(STORED_TEXT.delete().where(STORED_TEXT.c.sha256 == old.sha256))
        connection.commit()
    file_project.rebuild_search()
    file_project.close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("VACUUM")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert b"zandoogje" not in path.read_bytes().lower()


def test_the_words_of_a_version_that_are_gone_are_no_reason_to_fail(file_project: Project) -> None:
    document = added(file_project, "R1: Een zonnebloem.")
    with file_project._writing() as connection:
        old = only(search_index.Reading(connection), TextVersion, document_id=document.id)
        connection.execute(STORED_TEXT.delete().where(STORED_TEXT.c.sha256 == old.sha256))
        connection.commit()
    file_project._texts.forget()
    replaced(file_project, document, "R1: Een roos.")
    assert (rows_with(file_project, "zonnebloem"), rows_with(file_project, "roos")) == (0, 1)
