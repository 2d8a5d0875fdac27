"""Withdrawn consent: the words, codings and claims of one respondent go for good; what others said stays."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.cases import Consent, Respondent
from cmo_coder.model.claims import Claim
from cmo_coder.model.codes import Code
from cmo_coder.model.configurations import (
    Configuration,
    ConfigurationStatus,
    ConfigurationVersion,
    Evidence,
)
from cmo_coder.model.documents import Document, Speaker, SpeakerKind, TextVersion
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment, Stance
from cmo_coder.model.memos import Decision, Memo
from cmo_coder.model.suggestions import Suggestion, SuggestionKind, SuggestionOutcome
from cmo_coder.store.barriers import Barred
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_document, full_document
from cmo_coder.store.fragments import code_span
from cmo_coder.store.memos import add_memo
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from cmo_coder.store.withdrawing import account_of, withdraw
from tests.store.names_study import make

ALONE = "Interviewer: Vertelt u eens?\nQuirina: Alleen wij wisten van het Kwatrijnbos.\n"


def extend(project: Project) -> None:
    """An interview with the respondent alone, coded, with a memo and a configuration that rests on their claim."""
    with project.read() as reading:
        respondent = reading.all(Respondent, pseudonym="Quirina Z.")[0]
        code = reading.all(Code)[0]
        claim = reading.all(Claim)[0]
    start = ALONE.index("Quirina:")
    turns = (NewTurn(0, start, 13, "Interviewer"), NewTurn(start, len(ALONE), start + 9, "Quirina"))
    who = {
        "Interviewer": SpeakerIs(SpeakerKind.INTERVIEWER),
        "Quirina": SpeakerIs(SpeakerKind.RESPONDENT, respondent.id),
    }
    document = add_document(project, Document(id=new_id(), title="Thuis bij Quirina"), ALONE, turns, who)
    place = ALONE.index("Kwatrijnbos")
    code_span(project, document.id, place, place + 11, code)
    add_memo(project, "Over het Kwatrijnbos", [("document", document.id)])
    add_memo(project, "Quirina Z. was moe", [("respondent", respondent.id)])
    with project.change("configuration.add", "Configuration added") as change:
        configuration = Configuration(id=new_id(), number=1, status=ConfigurationStatus.CONTESTED)
        version = ConfigurationVersion(id=new_id(), configuration_id=configuration.id, nr=1)
        link = Evidence(id=new_id(), configuration_version_id=version.id, claim_id=claim.id, stance=Stance.CONTRADICTS)
        change.insert(configuration, version, link)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("names") / "made.cmo"
    with make(path) as project:
        extend(project)
    return path


@pytest.fixture
def project(tmp_path: Path, made_once: Path) -> Iterator[Project]:
    shutil.copy(made_once, tmp_path / "study.cmo")
    with Project.open(tmp_path / "study.cmo", with_backup=False) as opened:
        yield opened


@pytest.fixture
def quirina(project: Project) -> Respondent:
    with project.read() as reading:
        return reading.all(Respondent, pseudonym="Quirina Z.")[0]


SAID = ("Kwatrijnbos", "Uit Zwaluwerdam", "voelde ik me gezien", "bleef ik komen", "Quirina Z.", "Thuis bij")
"""What only this respondent said, and what only they were called."""


def test_the_account_says_what_goes_and_changes_nothing(project: Project, quirina: Respondent) -> None:
    before = project.data_version()
    account = account_of(project, quirina)
    assert (account.whole, account.part) == (("Thuis bij Quirina",), ("Gesprek met Quirina Zandbergsma",))
    assert (account.turns, account.claims, account.memos) == (3, 1, 2)
    assert account.fragments == account.codings == 7
    assert account.weakened == ("1",)
    assert project.data_version() == before


def test_no_byte_of_their_words_is_left_and_what_others_said_reads_on(project: Project, quirina: Respondent) -> None:
    with project.read() as reading:
        others = [one for one in reading.all(Fragment) if one.quote == "ging ik weer naar buiten"]
    done = withdraw(project, quirina)
    assert done.wiped
    assert project.path is not None
    for path in [one for one in project.path.parent.iterdir() if one.is_file()]:
        data = path.read_bytes()
        assert [words for words in SAID if words.encode() in data or words.encode("utf-16-le") in data] == []
    assert verify(project) == ()
    with project.read() as reading:
        (left,) = reading.all(Fragment)
        assert [left.id] == [one.id for one in others] and left.quote == "ging ik weer naar buiten"
        assert len(reading.all(Coding)) == 1 and reading.all(Claim) == ()
        assert reading.all(Memo, text="Over het Kwatrijnbos") == ()
        (document,) = reading.all(Document)
        version = reading.all(TextVersion, in_force=True)[0]
        assert reading.text(version.sha256).count("[verwijderd op verzoek]") == 2
    full = full_document(project, document.id)
    turn = full.turns[2]
    assert full.text[turn.start : turn.end].startswith("Bartholomé: Ja, mevrouw")
    assert [speaker.label for speaker in full.speakers.values() if speaker.label.startswith("[")] == [
        "[verwijderd op verzoek]"
    ]


def test_what_was_suggested_for_their_claims_and_words_goes_and_the_rest_stays(
    project: Project, quirina: Respondent
) -> None:
    with project.read() as reading:
        theirs = reading.all(Claim)[0]
        document = reading.find(Document, title="Thuis bij Quirina")
        assert document is not None
        text = reading.find(TextVersion, document_id=document.id, in_force=True)
        configuration = reading.all(Configuration)[0]
    assert text is not None
    place = {"text_version_id": text.id, "text_length": text.length, "start": 0, "end": 5}
    nowhere = {"text_version_id": None, "text_length": 0, "start": 0, "end": 0}
    made = {"provider": "link", "provider_version": "1", "outcome": SuggestionOutcome.REJECTED}
    rows = (
        Suggestion(id=new_id(), kind=SuggestionKind.LINK, **place, **made),
        Suggestion(id=new_id(), kind=SuggestionKind.STATUS, value="hoped", claim_id=theirs.id, **nowhere, **made),
        Suggestion(id="kept", kind=SuggestionKind.RELATION, configuration_id=configuration.id, **nowhere, **made),
    )
    with project.change("test", "Suggestions") as change:
        change.insert(*rows)
    withdraw(project, quirina)
    with project.read() as reading:
        assert [one.id for one in reading.all(Suggestion)] == ["kept"]
    assert verify(project) == ()


def test_a_mark_stays_that_counts_and_decisions_can_show(project: Project, quirina: Respondent) -> None:
    withdraw(project, quirina)
    with project.read() as reading:
        mark = reading.get(Respondent, quirina.id)
        assert (mark.pseudonym, mark.consent, mark.organisation) == ("verwijderd op verzoek", Consent.WITHDRAWN, "")
        assert reading.all(Configuration)[0].status is ConfigurationStatus.PROVISIONAL
        assert any("op verzoek" in one.what for one in reading.all(Decision, automatic=True))
        assert reading.count(Speaker, respondent_id=quirina.id) == 1


def test_it_cannot_be_undone_and_a_second_time_is_refused(project: Project, quirina: Respondent) -> None:
    withdraw(project, quirina)
    with pytest.raises(Barred, match="cannot be undone"):
        project.undo()
    with pytest.raises(RuleError, match="already"):
        withdraw(project, quirina)


def test_backups_of_before_are_listed(project: Project, quirina: Respondent) -> None:
    backup = project.back_up()
    assert withdraw(project, quirina).backups == (backup,)


def test_a_second_respondent_gets_a_mark_of_their_own(project: Project, quirina: Respondent) -> None:
    withdraw(project, quirina)
    with project.read() as reading:
        other = reading.all(Respondent, pseudonym="R2")[0]
    withdraw(project, other)
    with project.read() as reading:
        names = sorted(one.pseudonym for one in reading.all(Respondent))
        assert names == ["verwijderd op verzoek", "verwijderd op verzoek (2)"]
        assert reading.all(Fragment) == ()
    assert verify(project) == ()


def test_a_document_that_is_named_goes_as_a_whole(project: Project, quirina: Respondent) -> None:
    with project.read() as reading:
        ids = [one.id for one in reading.all(Document)]
    withdraw(project, quirina, also_documents=ids)
    with project.read() as reading:
        assert reading.all(Document) == () and reading.all(Fragment) == ()
    assert verify(project) == ()
