"""A writer for each format that says given lines, and not ours: what our readers must give back.

A new format is a line in WRITERS.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from tests.ingest.files import word

Lines = Sequence[str]


@dataclass(frozen=True)
class Writer:
    """How a format is written.

    Attributes:
        extension: of its files, with the dot.
        write: the bytes of a file that says these lines.
        packed: whether a file cut off anywhere is damaged as a whole.
        marked: whether its files are recognised whatever they are called.
    """

    extension: str
    write: Callable[[Lines], bytes]
    packed: bool = False
    marked: bool = True


def _txt(lines: Lines) -> bytes:
    return "\n".join(lines).encode()


def _odt(lines: Lines) -> bytes:
    from odf.opendocument import OpenDocumentText
    from odf.text import P

    document = OpenDocumentText()
    for line in lines:
        document.text.addElement(P(text=line))
    file = io.BytesIO()
    document.write(file)
    return file.getvalue()


def _rtf(lines: Lines) -> bytes:
    def sign(character: str) -> str:
        if character in "\\{}":
            return "\\" + character
        if character == "\t":
            return "\\tab "
        if " " <= character < "\x7f":
            return character
        units = character.encode("utf-16-le", "surrogatepass")
        numbers = [int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)]
        return "".join(f"\\u{number - 65536 if number > 32767 else number}?" for number in numbers)

    body = "\\par\n".join("".join(map(sign, line)) for line in lines)
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\n" + body + "}").encode("ascii")


def _html(lines: Lines) -> bytes:
    body = "\n".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def _cues(lines: Lines, head: str, point: str) -> bytes:
    made = [head] if head else []
    for nr, line in enumerate(lines):
        # Five seconds of silence between them, so that each is a paragraph of its own.
        clock = f"{nr // 360:02}:{nr // 6 % 60:02}"
        times = f"{clock}:{nr % 6 * 10:02}{point}000 --> {clock}:{nr % 6 * 10 + 5:02}{point}000"
        made.append(f"{nr + 1}\n{times}\n{escape(line, quote=False) if head else line}\n")
    return "\n".join(made).encode()


def _srt(lines: Lines) -> bytes:
    return _cues(lines, "", ",")


def _vtt(lines: Lines) -> bytes:
    return _cues(lines, "WEBVTT\n", ".")


WRITERS: dict[str, Writer] = {
    "txt": Writer(".txt", _txt, marked=False),
    "md": Writer(".md", _txt, marked=False),
    "docx": Writer(".docx", lambda lines: word(*lines), packed=True),
    "odt": Writer(".odt", _odt, packed=True),
    "rtf": Writer(".rtf", _rtf),
    "html": Writer(".html", _html),
    "srt": Writer(".srt", _srt),
    "vtt": Writer(".vtt", _vtt),
}
