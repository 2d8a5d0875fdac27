"""A file to read, and what a reader makes of it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.kinds import Kind
from cmo_coder.ingest.value import ReadNote, Warning_
from cmo_coder.messages import N_
from cmo_coder.text.turns import SpeakerHint

_HEAD = 4096

Watch = Callable[[float], None]
"""Is told how much of the work is done (0 to 1). It may raise `Stopped`, which ends the reading."""


class Stopped(Exception):
    """Raised by a watch to stop: nothing was read, and nobody needs to be told why."""


def unwatched(_done: float) -> None:
    """The watch of who does not watch."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that exists, is a plain file, and can be opened; ``head`` is its beginning.

    Readers of formats that take long tell ``watch`` how far they are, at least a few times per second.
    """

    path: Path
    size: int
    head: bytes
    watch: Watch = unwatched

    @property
    def name(self) -> str:
        """The name of the file, without its folder."""
        return self.path.name

    def data(self, limit: int) -> bytes:
        """All bytes of the file.

        Raises:
            ReadError: the file is larger than ``limit``, or cannot be read (any more).
        """
        if self.size > limit:
            raise self.too_large(limit)
        try:
            with self.path.open("rb") as file:
                data = file.read(limit + 1)
        except OSError as error:
            raise unreadable(self.path, error) from error
        if len(data) > limit:
            raise self.too_large(limit)
        return data

    def sha256(self) -> str:
        """The SHA-256 of all bytes of the file, in hexadecimal.

        Raises:
            ReadError: the file cannot be read (any more).
        """
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise unreadable(self.path, error) from error

    def too_large(self, limit: int) -> ReadError:
        """The error for a file above a limit, both in whole megabytes."""
        return ReadError(
            N_("{name} is too large: {size} MB, and the limit for this kind of file is {limit} MB."),
            N_("Split it into several files, one for each conversation."),
            name=self.name,
            size=-(-self.size // 2**20),
            limit=limit // 2**20,
        )


@dataclass(frozen=True, slots=True)
class RawText:
    """What a reader found: the text, already normalised, and what the format knows about speakers in it.

    ``talk_end`` is where the talk ends and something else begins (footnotes), in code points; ``paragraphs`` is how
    many paragraphs with words the file holds, where that is not simply the lines with words of the text.
    """

    text: str
    warnings: tuple[Warning_, ...] = ()
    encoding: str = ""
    hints: tuple[SpeakerHint, ...] = ()
    notes: tuple[ReadNote, ...] = ()
    talk_end: int | None = None
    paragraphs: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name, the kinds of content it reads, the extensions it goes by, and the function that reads."""

    format: str
    kinds: tuple[Kind, ...]
    extensions: tuple[str, ...]
    read: Callable[[Source], RawText]


def open_source(path: str | os.PathLike[str], watch: Watch = unwatched) -> Source:
    """Look at a file without reading it.

    Raises:
        ReadError: there is no such file, it is a folder or a device, may not be read, or is empty.
    """
    where = Path(path)
    try:
        status = where.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadError(N_("{name} is a folder."), N_("Choose the files in it."), name=where.name or str(where))
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(N_("{name} is no ordinary file."), name=where.name)
        with where.open("rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError) as error:
        raise unreadable(where, error) from error
    if not head:
        raise ReadError(N_("{name} is empty."), name=where.name)
    return Source(where, status.st_size, head, watch)


def unreadable(path: Path, error: OSError | ValueError) -> ReadError:
    """The error for a file that the operating system does not give."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return ReadError(N_("There is no file {path}."), N_("Check the name and the folder."), path=path)
    if isinstance(error, PermissionError):
        return ReadError(
            N_("{name} may not be read."),
            N_("Close it in other programs, or ask for permission to read it."),
            name=path.name,
        )
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ReadError(N_("{name} cannot be read: {reason}."), name=path.name, reason=reason)
