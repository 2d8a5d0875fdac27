"""Write the next migration: what `tables.py` has and the migrations so far do not make. For whoever changes the model.

Run `python -m tests.tools.new_migration 0002 "what changes"`, read what it wrote in
cmo_coder/store/migrations/versions, and follow docs/reference/migrations.md.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config

from cmo_coder.store import migrate
from cmo_coder.store.engine import engine_for

LONGEST_LINE = 120


def write(revision: str, message: str, series: migrate.Series = migrate.OWN) -> Path:
    """Write the migration `revision` beside the others, tidied; gives its file."""
    config = Config()
    config.set_main_option("script_location", str(series.folder).replace("%", "%%"))
    config.set_main_option("file_template", "v%%(rev)s")
    earlier = any((series.folder / "versions").glob("v*.py"))
    with TemporaryDirectory() as folder:
        engine = engine_for(Path(folder) / "empty.db")
        if earlier:
            migrate.upgrade(engine, series=series)
        config.attributes["batch"] = earlier
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=revision)
        engine.dispose()
    path = series.folder / "versions" / f"v{revision}.py"
    lines = path.read_text("utf-8").splitlines()
    source = "\n".join(line for line in lines if "# ###" not in line) + "\n"
    path.write_text(source if earlier else a_function_for_each_table(source), "utf-8")
    ruff = [sys.executable, "-m", "ruff"]
    subprocess.run([*ruff, "check", "--silent", "--fix", str(path)], check=False)
    subprocess.run([*ruff, "format", "--quiet", str(path)], check=True)
    lines = path.read_text("utf-8").splitlines()
    path.write_text("".join(f"{line}  # noqa: E501\n" if len(line) > LONGEST_LINE else f"{line}\n" for line in lines))
    return path


def a_function_for_each_table(source: str) -> str:
    """The first migration makes everything: spread it over a function for each table, with its indexes."""
    tree = ast.parse(source)
    upgrade = next(node for node in tree.body if isinstance(node, ast.FunctionDef))
    tables: list[tuple[str, list[str]]] = []
    for node in upgrade.body:
        assert isinstance(node, ast.Expr)
        assert isinstance(node.value, ast.Call)
        assert isinstance(node.value.func, ast.Attribute)
        if node.value.func.attr == "create_table":
            assert isinstance(node.value.args[0], ast.Constant)
            tables.append((str(node.value.args[0].value), []))
        tables[-1][1].append(ast.unparse(node))
    head = source[: source.index("def upgrade")]
    functions = [f"def _{name}() -> None:\n    " + "\n    ".join(lines) for name, lines in tables]
    calls = "\n".join(f"    _{name}()" for name, _lines in tables)
    return head + "\n\n\n".join([*functions, f"def upgrade() -> None:\n{calls}"]) + "\n"


if __name__ == "__main__":
    print(write(sys.argv[1], sys.argv[2]))
