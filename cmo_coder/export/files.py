"""Putting finished files in their place, or leaving everything as it was."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cmo_coder.export.errors import AlreadyThere, ExportError
from cmo_coder.messages import N_

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHTS = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True, slots=True)
class Target:
    """Bytes and the path where they should come to stand."""

    path: Path
    body: bytes


def at_home(path: Path) -> Path:
    """Return `path` with a leading "~" as the home folder of the user, where there is one."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def refuse_folder(path: Path) -> None:
    """Raise ExportError where `path` is a folder."""
    if os.path.isdir(path):  # unlike Path.is_dir this never raises
        raise ExportError(N_("{path} is a folder."), N_("Give the name of a file in it."), path=path)


def checked_path(path: Path, *, overwrite: bool) -> Path:
    """Return where a file can be written that is known as `path`: links are followed.

    Raises ExportError where the folder is missing, where a folder or device has the name, where a file has it and
    `overwrite` is off, and where that file may not be written.
    """
    try:
        refuse_folder(path)
        real = Path(os.path.realpath(path))
        if not real.parent.is_dir():
            raise ExportError(
                N_("There is no folder {folder}."), N_("Make it first, or choose another one."), folder=real.parent
            )
        if not real.exists():
            return real
        if not real.is_file():
            raise ExportError(N_("{path} is not an ordinary file."), N_("Choose another name."), path=path)
        if not overwrite:
            raise AlreadyThere(
                N_("There is already a file {path}."), N_("Choose another name, or allow it to be replaced."), path=path
            )
        if not os.access(real, os.W_OK):
            raise _no_rights(path)
        return real
    except (OSError, ValueError) as error:
        raise _failure(path, error) from error


def place(targets: tuple[Target, ...]) -> None:
    """Write all files, or none: each goes into a temporary file beside it first and is then moved into place.

    Where a move fails, those that went before are taken back. Raises ExportError.
    """
    drafts: list[Path] = []
    try:
        for target in targets:
            with _reported(target.path):
                drafts.append(_draft(target))
        _move_all([(draft, target.path) for draft, target in zip(drafts, targets, strict=True)])
    finally:
        for draft in drafts:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def _draft(target: Target) -> Path:
    """Write the bytes to a hidden file in the same folder, so that the move is one step of the file system."""
    draft = _beside(target.path)
    try:
        with draft.open("xb") as stream:
            stream.write(target.body)
            stream.flush()
            os.fsync(stream.fileno())
        if target.path.exists():
            shutil.copymode(target.path, draft)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    return draft


def _beside(path: Path) -> Path:
    return path.parent / f".cmo-coder-{secrets.token_hex(6)}.tmp"


def _move_all(moves: list[tuple[Path, Path]]) -> None:
    """Move drafts into place. With more than one, what is replaced is kept aside until all have arrived."""
    done: list[tuple[Path, Path | None]] = []
    try:
        for draft, path in moves:
            with _reported(path):
                aside = _set_aside(path) if len(moves) > 1 else None
                done.append((path, aside))
                os.replace(draft, path)
    except BaseException:
        for path, aside in reversed(done):
            with suppress(OSError):
                if aside is not None:
                    os.replace(aside, path)
                elif len(moves) > 1:
                    path.unlink(missing_ok=True)
        raise
    for _path, aside in done:
        if aside is not None:
            with suppress(OSError):
                aside.unlink()


def _set_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    aside = _beside(path)
    os.replace(path, aside)
    return aside


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise _failure(path, error) from error


def _failure(path: Path, error: Exception) -> ExportError:
    number = error.errno if isinstance(error, OSError) else None
    if number in _FULL:
        return ExportError(
            N_("There is no room on the disk for {path}."), N_("Make room, or choose another disk."), path=path
        )
    # Windows refuses to replace a file that Excel or Word holds open, with the error it gives for missing rights.
    if isinstance(error, PermissionError) or number in _NO_RIGHTS:
        return _no_rights(path)
    if number == errno.ENAMETOOLONG:
        return ExportError(N_("The name {path} is too long."), N_("Choose a shorter one."), path=path)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ExportError(N_("{path} cannot be written: {reason}."), N_("Choose another name."), path=path, reason=reason)


def _no_rights(path: Path) -> ExportError:
    return ExportError(
        N_("{path} may not be written."),
        N_("Close it where it is open (Excel, Word), or choose a folder where files may be written."),
        path=path,
    )
