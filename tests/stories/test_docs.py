"""What README and tutorials name is there: commands with their options, pages, and keys."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from textual.keys import key_to_character

from cmo_coder.cli.main import parser
from cmo_coder.tui.keymap import KEYS, LETTERS
from cmo_coder.tui.widgets.reader_keys import READER_BINDINGS

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = ("docs/tutorial.nl.md", "docs/tutorial.en.md")
PAGES = ("README.md", *TUTORIALS)
COMMAND = re.compile(r"^\s*(?:\.venv\\Scripts\\)?(cmo-coder\b[^#\n]*)|`(cmo-coder[^`\n]*)`", re.MULTILINE)
KEY = re.compile(r"`(\S|F\d|ctrl\+\w|esc|tab|enter|space|spatie|↓)`")
SAME = {"esc": "escape", "spatie": "space", "↓": "down", "/": "slash", "-": "minus"}
OF_DIALOGS = {"enter", "tab", "space", "down", "ctrl+s", "escape", "e", "w", "v", "h", "z"}
"""Keys of lists and dialogs, and the letters after `e`: they stand in no table of commands."""

TABLE = {
    "f1": "app.help",
    "question_mark": "app.help",
    "g": "app.goto",
    "f2": "app.overview",
    "f9": "app.study",
    "escape": "app.back",
    "j": "reader.sentence.next",
    "k": "reader.sentence.previous",
    "left_curly_bracket": "reader.turn.previous",
    "right_curly_bracket": "reader.turn.next",
    "V": "reader.select.grow",
    "v": "reader.select.free",
    "c": "read.c",
    "i": "read.i",
    "r": "read.r",
    "m": "read.m",
    "o": "read.o",
    "space": "read.claim",
    "t": "read.code",
    "s": "read.suggest",
    "S": "read.beside",
    "C": "read.lacking",
    "B": "read.tie",
    "tab": "reader.fragment.cycle",
    "x": "read.uncode",
    "E": "read.edit",
    "u": "app.undo",
    "ctrl+r": "app.redo",
    "ctrl+f": "app.claims",
    "colon": "app.palette",
    "q": "app.quit",
}
"""What the table in the README promises of each key."""


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def prose(name: str) -> str:
    """A page without its blocks of commands."""
    return re.sub(r"```.*?```", "", page(name), flags=re.DOTALL)


def bindings() -> dict[str, set[str]]:
    """The keys of each command and of each movement in a transcript."""
    found = {command: set(keys.split(",")) for command, keys in KEYS.items() if keys}
    for one in READER_BINDINGS:
        found[one.id or ""] = set(one.key.split(","))
    return found


def name_of(token: str) -> str:
    """The name that the program has for a key as a page writes it."""
    known = {key_to_character(key): key for keys in bindings().values() for key in keys}
    token = SAME.get(token, token)
    return token.lower() if re.fullmatch(r"F\d", token) else known.get(token) or token


@pytest.mark.parametrize("name", PAGES)
def test_every_command_on_a_page_exists_with_its_options(name: str) -> None:
    found = [(first or second).strip() for first, second in COMMAND.findall(page(name))]
    assert found
    for line in found:
        words = shlex.split(line)[1:]
        if words in (["--help"], []):
            continue
        try:
            parser(words).parse_args(words)
        except SystemExit as stop:
            pytest.fail(f"{name}: {line!r} is refused ({stop.code})")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_that_is_linked_to_is_there(name: str) -> None:
    here = (ROOT / name).parent
    for target in re.findall(r"\]\(([^)#]+)\)", page(name)):
        assert (here / target).exists(), target


def test_the_keys_of_the_table_in_the_readme_do_what_it_says() -> None:
    rows = re.findall(r"^\| (.+) \|$", page("README.md"), re.MULTILINE)
    cells = " ".join(row for row in rows if "`" in row).replace("`F2`-`F9`", "`F2` `F9`").replace("F2-F9", "F2` `F9")
    screens = re.search(r"`g`, then ((?:`\w` ?)+)", cells)
    assert screens is not None
    assert set(re.findall(r"\w", screens[1])) <= set(LETTERS.values())
    named = {name_of(token) for token in re.findall(r"`([^`]+)`", cells.replace(screens[1], ""))}
    assert named == set(TABLE)
    bound = bindings()
    for key, command in TABLE.items():
        assert key in bound[command], f"{key} is not a key of {command}"


@pytest.mark.parametrize("name", TUTORIALS)
def test_every_key_in_a_tutorial_is_a_key_of_the_program(name: str) -> None:
    bound = {key for keys in bindings().values() for key in keys} | set(LETTERS.values()) | OF_DIALOGS
    named = [name_of(token) for token in KEY.findall(prose(name))]
    assert len(named) > 40
    assert set(named) <= bound


def test_both_tutorials_name_the_same_keys_section_by_section() -> None:
    dutch, english = (re.split(r"^## ", prose(name), flags=re.MULTILINE) for name in TUTORIALS)
    assert len(dutch) == len(english)
    for mine, other in zip(dutch, english, strict=True):
        keys = [sorted(name_of(token) for token in KEY.findall(text)) for text in (mine, other)]
        assert keys[0] == keys[1], mine.splitlines()[0]
