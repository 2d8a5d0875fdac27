"""Office documents are ZIP packages: opened here with their limits checked before anything is unpacked."""

from __future__ import annotations

import mmap
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.kinds import Kind
from cmo_coder.ingest.limits import PACKAGE_BYTES, PART_BYTES, PARTS, RATIO, RATIO_FROM, UNPACKED_BYTES
from cmo_coder.ingest.source import Source, unreadable
from cmo_coder.messages import N_

_ENCRYPTED = 0x1
_FAMILIES = (
    (rb"wordprocessingml|ms-word", Kind.DOCX),
    (rb"spreadsheetml|ms-excel", Kind.XLSX),
    (rb"presentationml|ms-powerpoint", Kind.PRESENTATION),
)
"""The content types of the main part; other parts of the same families may be embedded in any of them."""
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    KeyError,
    ValueError,
    OverflowError,
    UnicodeError,
    OSError,  # a place in the file that cannot be
)
"""What the ZIP library raises on damaged, cut off, or strange packages."""


class Package:
    """An opened package; ``parts`` are the names in it."""

    def __init__(self, source: Source, archive: zipfile.ZipFile) -> None:
        self._source = source
        self._archive = archive
        self.parts = frozenset(archive.namelist())

    def read(self, part: str) -> bytes:
        """One part, unpacked.

        Raises:
            ReadError: it is not there, damaged, locked with a password, or too large.
        """
        with self.open(part) as file:
            return file.read()

    @contextmanager
    def open(self, part: str, *, watched: bool = False) -> Iterator[Part]:
        """One part as a file that unpacks while it is read; raises what ``read`` raises.

        Reading a part that is ``watched`` tells the watch of the source how far it is.
        """
        try:
            info = self._archive.getinfo(part)
            if info.file_size > PART_BYTES:
                raise bomb(self._source, info.file_size)
            file = self._archive.open(info)
        except _BROKEN as error:
            raise broken(self._source) from error
        with file:
            yield Part(self._source, file, info.file_size if watched else 0)


class Part:
    """A part that is being read."""

    def __init__(self, source: Source, file: IO[bytes], size: int) -> None:
        self._source = source
        self._file = file
        self._size = size
        self._read = 0

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` more bytes.

        Raises:
            ReadError: the part is damaged.
        """
        try:
            found = self._file.read(size)
        except _BROKEN as error:
            raise broken(self._source) from error
        if self._size:
            self._read += len(found)
            self._source.watch(min(1.0, self._read / self._size))
        return found


@contextmanager
def open_package(source: Source) -> Iterator[Package]:
    """A package that is whole, not locked, and of a size that can be.

    Raises:
        ReadError: it is not.
    """
    if source.size > PACKAGE_BYTES:
        raise source.too_large(PACKAGE_BYTES)
    try:
        archive = zipfile.ZipFile(source.path)
    except OSError as error:
        raise unreadable(source.path, error) from error
    except _BROKEN as error:
        raise broken(source) from error
    with archive:
        _check(source, archive)
        yield Package(source, archive)


def _check(source: Source, archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise locked(source)
    unpacked = sum(info.file_size for info in infos)
    packed = max(1, sum(info.compress_size for info in infos))
    squeezed = unpacked > RATIO_FROM and unpacked > RATIO * min(packed, source.size)
    if unpacked > UNPACKED_BYTES or len(infos) > PARTS or squeezed:
        raise bomb(source, unpacked)


def kind_of_package(source: Source) -> Kind:
    """What a ZIP file is, by what is in it.

    Raises:
        ReadError: it is broken, locked, or not to be trusted.
    """
    with open_package(source) as package:
        if "[Content_Types].xml" in package.parts:
            types = package.read("[Content_Types].xml")
            for family, kind in _FAMILIES:
                if re.search(rb"(?:" + family + rb")\.[\w.]*main", types, re.IGNORECASE):
                    return kind
            return Kind.ZIP
        if "mimetype" in package.parts:
            mime = package.read("mimetype")[:100]
            return Kind.ODT if b"opendocument.text" in mime else Kind.EPUB if b"epub" in mime else Kind.ZIP
        return Kind.QDPX if "project.qde" in package.parts else Kind.ZIP


def kind_of_ole(source: Source) -> Kind:
    """What an OLE container is: an Office file locked with a password, or one of the old kind."""
    try:
        with source.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            for stream, kind in (
                ("EncryptedPackage", Kind.LOCKED),
                ("WordDocument", Kind.DOC),
                ("Workbook", Kind.XLS),
                ("PowerPoint Document", Kind.PRESENTATION),
            ):
                if data.find(stream.encode("utf-16-le")) >= 0:
                    return kind
    except (OSError, ValueError) as error:
        raise unreadable(source.path, error) from error
    return Kind.OLE


def main_part(package: Package) -> str:
    """The part that holds the text of a Word document: usually, but not always, ``word/document.xml``."""
    if "_rels/.rels" in package.parts:
        for relation in re.findall(rb"<[\w:]*Relationship\b[^>]*>", package.read("_rels/.rels")):
            target = re.search(rb'\bTarget\s*=\s*["\']/?([^"\']+)["\']', relation)
            if target and re.search(rb'\bType\s*=\s*["\'][^"\']*/officeDocument["\']', relation):
                name = target[1].decode("utf-8", "replace")
                if name in package.parts:
                    return name
    return "word/document.xml"


def broken(source: Source) -> ReadError:
    """The error for a package that is damaged or cut off."""
    return ReadError(
        N_("{name} is damaged or incomplete."),
        N_("Copy or download it again, or open it in the program that made it and save it under a new name."),
        name=source.name,
    )


def locked(source: Source) -> ReadError:
    """The error for a document with a password."""
    return ReadError(
        N_("{name} is locked with a password."),
        N_("Open it in the program that made it and save it without a password."),
        name=source.name,
    )


def bomb(source: Source, unpacked: int) -> ReadError:
    """The error for a package that unpacks to far more than a document can hold."""
    return ReadError(
        N_("{name} would unpack to {size} MB; that is no ordinary document and it is not opened."),
        N_("If it is a real document, open it in the program that made it and save it under a new name."),
        name=source.name,
        size=-(-unpacked // 2**20),
    )
