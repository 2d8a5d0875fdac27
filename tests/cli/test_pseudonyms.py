"""The commands for names and for withdrawn consent, run as a user would, in one process."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cmo_coder.cli.common import OK, PROBLEM
from cmo_coder.cli.main import main
from cmo_coder.messages import set_language
from cmo_coder.names import key as key_module
from cmo_coder.paths import HOME_VARIABLE

INTERVIEW = """Interviewer: Wie was erbij?

Karin: Mijn man Dennis en Fatima El Amrani, uit Zutphen. Bel maar op 06-12345678.

R2: Karin was er ook. Wij liepen elke dag een rondje.

Interviewer: En nu?

Karin: Nu loop ik nog.

R2: Ik ook.
"""

PASSPHRASE = "vier losse woorden hier"
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(key_module, "_COST", {"n": 2**8, "r": 8, "p": 1})
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    monkeypatch.setenv("CMO_CODER_PASSPHRASE", PASSPHRASE)
    set_language("en")

    def run_(*words: str, code: int = OK) -> str:
        capsys.readouterr()
        given = main(["--lang", "en", *words])
        out = capsys.readouterr()
        assert given == code, out.err or out.out
        return out.out + out.err

    (tmp_path / "talk.txt").write_text(INTERVIEW, "utf-8")
    run_("new", str(tmp_path / "s.cmo"), "--name", "Wijk", "--me", "Anna")
    for name in ("Buur 1", "Buur 2"):
        run_("study", "respondent", "--add", name)
    run_("import", str(tmp_path / "talk.txt"), "--speaker", "Karin=Buur 1", "--speaker", "R2=Buur 2")
    return run_


def test_find_choose_apply_look_up_and_go_back(run: Run, tmp_path: Path) -> None:
    key = str(tmp_path / "names.cmokey")
    listed = json.loads(run("pseudonymise", "find", "--json"))
    assert {"Fatima El Amrani", "Dennis", "Zutphen", "06-12345678"} <= {one["names"][0] for one in listed}
    run("pseudonymise", "choose", "accept", "--likely")
    run("pseudonymise", "choose", "accept", "Karin", "--as", "Anneke")
    run("pseudonymise", "choose", "never", "Zutphen")
    assert "Names replaced" in run("pseudonymise", "apply", key)
    shown = run("documents", "show", "talk")
    assert "Anneke was er ook" in shown and "uit Zutphen" in shown
    assert not [name for name in ("Karin", "Dennis", "Fatima") if name in shown]
    assert "needs its key" in run("undo", code=PROBLEM) or "only with its key" in run("undo", code=PROBLEM)
    assert "Fatima El Amrani" in run("pseudonymise", "key", key)
    assert "names are back" in run("pseudonymise", "undo", key)
    assert "Karin was er ook" in run("documents", "show", "talk")


def test_the_own_list_and_a_name_that_is_not_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("# ours\nrondje\twandeling\nelke dag=vaak\n", "utf-8")
    shown = run("pseudonymise", "find", "--own", str(tmp_path / "own.txt"), "--places")
    assert "wandeling" in shown and "een >rondje<" in shown
    assert "not found" in run("pseudonymise", "choose", "accept", "Niemand", code=PROBLEM)


def test_a_wrong_passphrase_and_none_are_said(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = str(tmp_path / "names.cmokey")
    run("pseudonymise", "choose", "accept", "Karin")
    run("pseudonymise", "apply", key)
    monkeypatch.setenv("CMO_CODER_PASSPHRASE", "vier losse woorden daar")
    assert "does not open this key" in run("pseudonymise", "undo", key, code=PROBLEM)
    monkeypatch.delenv("CMO_CODER_PASSPHRASE")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert "passphrase is needed" in run("pseudonymise", "undo", key, code=PROBLEM)


def test_backups_of_before_are_named_and_deleted_when_asked(run: Run, tmp_path: Path) -> None:
    run("pseudonymise", "choose", "accept", "Karin")
    from cmo_coder.store.backup import backups_of
    from cmo_coder.store.project import Project

    with Project.open(tmp_path / "s.cmo", with_backup=False) as project:
        project.back_up()
    told = run("pseudonymise", "apply", str(tmp_path / "a.cmokey"), "--delete-backups")
    assert "deleted" in told
    assert backups_of(tmp_path / "s.cmo") == ()


def test_the_residue_names_what_is_left(run: Run) -> None:
    told = run("pseudonymise", "residue")
    assert "names that are still there" in told and ">Karin<" in told
    assert json.loads(run("pseudonymise", "residue", "--json"))


def test_withdrawing_tells_first_and_wants_the_pseudonym(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    told = run("respondents", "withdraw", "Buur 1", code=PROBLEM)
    assert "cannot be undone" in told and "nothing was deleted" in told
    assert "nothing was deleted" in run("respondents", "withdraw", "Buur 1", "--confirm", "Buur", code=PROBLEM)
    assert "Deleted for good" in run("respondents", "withdraw", "Buur 1", "--confirm", "Buur 1")
    shown = run("documents", "show", "talk")
    assert "Fatima" not in shown and "[removed on request]" in shown and "Wij liepen" in shown
    assert "removed on request" in run("study", "respondent")
    assert "cannot be undone" in run("undo", code=PROBLEM)
