"""Folders and files as a person chooses them: what is in a folder, and what a typed path stands for."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cmo_coder.messages.numbers import decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a folder: its name, whether it is a folder, its size in bytes, and where it stands when that is in
    another folder.
    """

    name: str
    folder: bool
    size: int = 0
    elsewhere: Path | None = None


def listing(folder: Path, extensions: Sequence[str]) -> tuple[Entry, ...]:
    """The folders and readable files of a folder, folders first; hidden ones are left out. Empty where it cannot be
    read.
    """
    found: list[Entry] = []
    try:
        with os.scandir(folder) as entries:
            for one in entries:
                try:
                    if one.name.startswith("."):
                        continue
                    if one.is_dir():
                        found.append(Entry(one.name, True))
                    elif not one.name.startswith("~$") and one.name.lower().endswith(tuple(extensions)):
                        found.append(Entry(one.name, False, one.stat().st_size))
                except OSError:
                    continue
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda one: (not one.folder, one.name.casefold())))


def files_of(typed: str, extensions: Sequence[str]) -> tuple[Path, ...]:
    """The files that a path, a pattern ("map/*.docx") or a folder with a slash behind it stands for; sorted."""
    path = full_path(typed)
    if path.is_file():
        return (path,)
    if path.is_dir():
        return tuple(path / one.name for one in listing(path, extensions) if not one.folder)
    if any(sign in typed for sign in "*?["):
        found = [Path(one) for one in glob.glob(str(path), recursive=True)]
        return tuple(sorted(one for one in found if one.is_file()))
    return ()


def full_path(typed: str) -> Path:
    """What was typed, with the home folder for "~" and without quotes around it (as a drop from a window gives)."""
    typed = typed.strip()
    if len(typed) > 1 and typed[0] == typed[-1] and typed[0] in "'\"":
        typed = typed[1:-1]
    if typed.startswith("file://"):
        typed = typed.removeprefix("file://")
    return Path(os.path.abspath(os.path.expanduser(typed or ".")))


def common_start(names: Sequence[str]) -> int:
    """How many characters all names begin with alike."""
    first, last = min(names), max(names)
    return next((nr for nr, letter in enumerate(first) if last[nr : nr + 1] != letter), len(first))


def with_slash(path: Path) -> str:
    text = str(path)
    return text if text.endswith(os.sep) else text + os.sep


def size_text(size: int) -> str:
    return f"{decimal(size / 1_000_000, 1)} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"
