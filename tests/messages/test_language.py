"""Which language a text comes out in."""

from __future__ import annotations

import threading

import pytest

from cmo_coder import messages
from cmo_coder.messages import N_, _, detect_language, in_language, language, ngettext, pgettext, set_language
from cmo_coder.model.errors import UserError

LATER = N_("No codebook file at {path}.")


def test_a_constant_is_translated_where_it_is_shown() -> None:
    assert _(LATER) == LATER
    set_language("nl")
    assert _(LATER) == "Geen codeboekbestand op {path}."


def test_a_block_may_have_a_language_of_its_own() -> None:
    with in_language("nl"):
        assert language() == "nl"
        with in_language("en"):
            assert language() == "en"
        assert _(LATER) != LATER
    assert language() == "en"


def test_the_language_of_a_block_stays_in_its_thread() -> None:
    seen = []
    with in_language("nl"):
        thread = threading.Thread(target=lambda: seen.append(language()))
        thread.start()
        thread.join()
    assert seen == ["en"]


def test_the_language_comes_back_after_an_error_in_a_block() -> None:
    with pytest.raises(ZeroDivisionError), in_language("nl"):
        raise ZeroDivisionError
    assert language() == "en"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fy'"):
        set_language("fy")


def test_the_empty_text_is_empty_in_every_language() -> None:
    set_language("nl")
    assert _("") == ""
    assert pgettext("nothing", "") == ""


def test_plurals_follow_the_number() -> None:
    assert [ngettext("{n} code", "{n} codes", n).format(n=n) for n in (1, 2)] == ["1 code", "2 codes"]
    set_language("nl")
    assert ngettext("one", "many", 1) == "one", "a text without Dutch falls back on English"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl-BE"}, "nl"),
        ({"LANG": "nl"}, "nl"),
        ({"LANG": "nlx_XX"}, "en"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "nl_NL.UTF-8"}, "en"),
        ({"LC_MESSAGES": "nl_NL.UTF-8", "LANG": "en_US.UTF-8"}, "nl"),
        ({"CMO_CODER_LANG": "nl", "LC_ALL": "en_GB.UTF-8"}, "nl"),
        ({"LC_ALL": "", "LANG": "nl_NL"}, "nl"),
        ({}, "en"),
    ],
)
def test_the_first_variable_that_is_set_decides(environment: dict[str, str], expected: str) -> None:
    assert detect_language(environment) == expected


def test_the_environment_is_asked_until_a_language_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_language", None)
    monkeypatch.setenv("CMO_CODER_LANG", "nl")
    assert language() == "nl"


def test_an_error_speaks_the_language_of_the_moment_it_is_shown() -> None:
    error = UserError(LATER, path="a.yaml")
    assert str(error) == "No codebook file at a.yaml."
    set_language("nl")
    assert str(error) == "Geen codeboekbestand op a.yaml."


def test_an_error_gives_its_problem_and_then_its_remedy() -> None:
    error = UserError("{n} wrong.", "Do {what}.", n=3, what="this")
    assert str(error) == "3 wrong. Do this."
    assert (error.problem_text(), error.remedy_text()) == ("3 wrong.", "Do this.")


def test_a_message_without_arguments_may_hold_braces() -> None:
    assert str(UserError("A { is not closed.")) == "A { is not closed."
