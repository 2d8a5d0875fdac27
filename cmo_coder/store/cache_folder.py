"""The folder for what is derived from a project's texts (vectors): beside the project, gone with it, never exported.

It can be deleted at any moment; what lay in it is made anew when it is needed. Pseudonymising and deleting for good
empty it (`Project.rewrite`), as vectors say something of the words that they were made of.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from cmo_coder import paths
from cmo_coder.settings import forget_projects, gone_projects
from cmo_coder.store.engine import is_url

ENDING = ".cache"
_kept_in_memory: list[Callable[[], object]] = []


def cache_folder(place: str | Path) -> Path:
    """The folder of a project at a place: beside its file; of a database server, in the program's own data folder.

    It may not exist yet.
    """
    if is_url(str(place)):
        name = hashlib.sha256(str(place).encode()).hexdigest()[:16]
        return paths.data_dir() / "cache" / name
    path = Path(place)
    return path.with_name(path.name + ENDING)


def when_forgotten(forget: Callable[[], object]) -> None:
    """Have `forget` called too when what was derived is deleted: for what a module keeps of words in memory."""
    _kept_in_memory.append(forget)


def forget_orphans() -> None:
    """Delete what was derived from projects whose file somebody deleted by hand, as far as they were opened lately.

    Only what the program itself put there: a folder of that name may hold something else. What cannot be deleted now is
    tried again the next time.
    """
    gone = gone_projects()
    left = [place for place in gone if not _deleted(cache_folder(place))]
    if len(left) < len(gone):
        forget_projects([place for place in gone if place not in left])


def _deleted(folder: Path) -> bool:
    """Whether nothing of ours is left in a folder."""
    try:
        for file in [*folder.glob("vectors-*.npz"), *folder.glob("vectors-*.part")] if folder.is_dir() else ():
            file.unlink()
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    except OSError:
        return False
    return True


def forget_derived(place: str | Path) -> None:
    """Delete everything that was derived from a project's texts. Raises OSError where the folder cannot be deleted."""
    for forget in _kept_in_memory:
        forget()
    folder = cache_folder(place)
    if folder.is_dir():
        shutil.rmtree(folder)
