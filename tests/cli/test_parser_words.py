"""The command line speaks one language throughout, and leaves nothing that one fills in unexplained."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator

import pytest

from cmo_coder import messages
from cmo_coder.cli.common import by_name
from cmo_coder.cli.main import main, parser
from cmo_coder.model.errors import NotFound

ENGLISH_OF_ARGPARSE = re.compile(
    r"usage:|positional|show this|\boptions:|show program|\berror\b|the following|expected .*argument"
)


def parsers(made: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A parser and all those below it."""
    yield made
    for action in made._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield from parsers(one)


def test_no_help_in_dutch_holds_english_of_argparse() -> None:
    messages.set_language("nl")
    for one in parsers(parser()):
        found = ENGLISH_OF_ARGPARSE.search(one.format_help())
        assert found is None, f"{one.prog}: {found}"


def test_every_argument_has_a_help_text() -> None:
    bare = [
        f"{one.prog} {action.option_strings or action.dest}"
        for one in parsers(parser())
        for action in one._actions
        if not isinstance(action, argparse._SubParsersAction) and not action.help
    ]
    assert bare == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["code", "add"], "er ontbreekt: DOCUMENT, CODE"),
        (["nonsense"], "'nonsense' kan hier niet; kies uit 'new'"),
        (["code", "add", "a", "b", "--at", "1"], "hier horen 2 waarden achter"),
        (["code", "add", "a", "b", "--at", "x", "y"], "'x' kan hier niet"),
        (["verify", "--what"], "onbekend: --what"),
    ],
)
def test_a_mistake_in_the_words_is_told_in_dutch(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--lang", "nl", *words])
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert said in told
    assert ENGLISH_OF_ARGPARSE.search(told) is None


def test_what_the_study_has_none_of_yet_is_told_with_the_command_that_makes_it() -> None:
    messages.set_language("nl")
    with pytest.raises(NotFound) as told:
        by_name((), "1", str, messages._("round"))
    assert str(told.value) == (
        "Er is geen ronde '1': de studie heeft er nog geen. Maak eerst: cmo-coder study round --add \"Ronde 1\""
    )


def test_a_name_that_nothing_has_is_told_with_those_that_there_are_and_that_there_are_more() -> None:
    with pytest.raises(NotFound) as told:
        by_name([f"code {nr:02}" for nr in range(20)], "x", str, "code")
    assert str(told.value).startswith("There is no code 'x'. Known: code 00, code 01,")
    assert str(told.value).endswith("code 11, ….")


def _leaves(made: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    below = [one for one in made._actions if isinstance(one, argparse._SubParsersAction)]
    if not below:
        yield " ".join(path), made
    for one in below:
        for name, inner in one.choices.items():
            yield from _leaves(inner, (*path, name))


def test_every_command_shows_an_example_that_can_be_typed() -> None:
    for name, made in _leaves(parser()):
        lines = [line.strip() for line in (made.epilog or "").splitlines() if line.strip().startswith("cmo-coder ")]
        assert lines, f"{name} has no example"
        for line in lines:
            if not {"<", "|", ">", ";"} & set(line):
                parser().parse_args(shlex.split(line)[1:])


def test_who_names_the_project_as_if_it_were_an_argument_hears_how(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["verify", "wijk.cmo"], ["documents", "wijk.cmo"]):
        with pytest.raises(SystemExit):
            parser().parse_args(words)
        assert "Is that the project? Name it with -p: -p wijk.cmo" in capsys.readouterr().err
