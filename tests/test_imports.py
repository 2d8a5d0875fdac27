"""Who may import what, and when: read from `sys.modules` of fresh interpreters and from the source."""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cmo_coder
from tests.shared import ROOT

PACKAGE = Path(cmo_coder.__file__).parent
SCREEN_AND_DATABASE = {"sqlalchemy", "alembic", "textual"}
OFFICE = {"docx", "openpyxl", "pypdfium2", "lxml"}
HEAVY = SCREEN_AND_DATABASE | OFFICE | {"pydantic", "spacy", "rapidfuzz", "numpy", "yaml"}
MODULES_OF_THE_FIRST_FRAME = 28
"""Of our own, as they were when the demo's first frame took 1.04 to 1.08 of a bare Textual app's."""

# library -> the rooms that may import it at all
ONLY_IN: dict[str, set[str]] = {
    "textual": {"tui"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "scipy": set(),  # thirty megabytes of memory; numpy does (docs/decisions/0037-memory-of-suggestions.md)
    "sklearn": set(),
}
NEVER_AT_MODULE_SCOPE = {"spacy", "pypdfium2", "docx", "openpyxl", "lxml", "rapidfuzz", "numpy"}


def modules_loaded_by(code: str) -> set[str]:
    """The top-level names in `sys.modules` of a fresh interpreter that ran `code`."""
    script = f"{code}\nimport sys; print('\\n'.join({{'LOADED ' + name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {line.removeprefix("LOADED ") for line in done.stdout.splitlines() if line.startswith("LOADED ")}


def import_of_all_in(room: str) -> str:
    """Code that imports every module of a room."""
    package = importlib.import_module(f"cmo_coder.{room}")
    inside = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    names = [package.__name__, *(found.name for found in inside)]
    return "\n".join(f"import {name}" for name in names)


@pytest.mark.parametrize("room", ["model", "text", "agreement", "names"])
def test_a_pure_room_loads_nothing_heavy(room: str) -> None:
    assert not modules_loaded_by(import_of_all_in(room)) & HEAVY


def test_the_texts_and_paths_load_nothing_heavy() -> None:
    assert not modules_loaded_by("import cmo_coder.messages, cmo_coder.paths, cmo_coder.resources") & {*HEAVY, "babel"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_asking_for_help_loads_neither_screen_nor_database(arguments: list[str]) -> None:
    code = (
        "from cmo_coder.cli.main import main\n"
        f"import sys; sys.argv = ['cmo-coder', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code"
    )
    assert not modules_loaded_by(code) & HEAVY


def test_the_first_frame_needs_neither_database_nor_documents_nor_language_models() -> None:
    loaded = modules_loaded_by("import cmo_coder.tui.app")
    assert "textual" in loaded
    assert not loaded & {"sqlalchemy", "alembic", "spacy", "docx", "openpyxl", "pydantic", "numpy", "lxml"}


AT_THE_FIRST_FRAME = """
import asyncio, sys
import cmo_coder.cli.projects, cmo_coder.cli.screens
from cmo_coder.cli.main import parser
from cmo_coder.tui.app import CmoApp

names = []
CmoApp.open_project = lambda app, place: names.extend(sys.modules)

async def look():
    async with CmoApp("somewhere.cmo").run_test() as pilot:
        await pilot.pause()
    print(*("SEEN " + name for name in names), sep="\\n")

parser(["demo"]).parse_args(["demo"])
asyncio.run(look())
"""


def test_the_first_frame_is_made_by_few_modules_of_our_own(tmp_path: Path) -> None:
    environment = os.environ | {"CMO_CODER_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", AT_THE_FIRST_FRAME],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.removeprefix("SEEN ") for line in done.stdout.splitlines() if line.startswith("SEEN ")}
    own = {name for name in loaded if name.partition(".")[0] == "cmo_coder"}
    # The shell of the app, the start screen, its footer, the keys and the settings. A screen of the study, a dialog
    # or a widget that is imported before the first frame makes everybody wait for it at every start.
    assert "cmo_coder.tui.screens.start" in own
    assert len(own) <= MODULES_OF_THE_FIRST_FRAME, sorted(own)
    assert {name.split(".")[1] for name in own if "." in name} <= {
        "cli", "tui", "messages", "model", "paths", "settings",
    }  # fmt: skip
    assert {name for name in own if name.startswith("cmo_coder.model.")} <= {"cmo_coder.model.errors"}
    assert not {name.partition(".")[0] for name in loaded} & ((HEAVY - {"textual"}) | {"babel", "ruamel", "reportlab"})


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imported_names(nodes: Iterator[ast.AST]) -> set[str]:
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def at_module_scope(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when a module is imported: not those in functions, nor those for the type checker only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        yield child
        yield from at_module_scope(child)


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_a_library_is_imported_by_its_own_room_only(library: str) -> None:
    strangers = [
        str(path.relative_to(PACKAGE))
        for path in sources()
        if path.relative_to(PACKAGE).parts[0] not in ONLY_IN[library]
        and library in imported_names(ast.walk(ast.parse(path.read_text("utf-8"))))
    ]
    assert not strangers


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    early = {
        str(path.relative_to(PACKAGE)): names
        for path in sources()
        if (names := imported_names(at_module_scope(ast.parse(path.read_text("utf-8")))) & NEVER_AT_MODULE_SCOPE)
    }
    assert not early
