"""From bytes to text: which encoding, and how sure that is."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.value import Warning_, warning
from cmo_coder.messages import N_
from cmo_coder.text.normalise import REPLACEMENT

UTF_8 = "UTF-8"
WINDOWS_1252 = "Windows-1252"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", UTF_8),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32 LE"),  # before UTF-16 LE, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32 BE"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1a\x1b") + b"\x7f"
_SAMPLE = 64 * 1024
_BINARY_SHARE = 0.05
"""More control characters than this share are no text."""
_FOREIGN_SHARE = 0.6
"""Text of Western Europe has far fewer letters with accents than this share."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, the name of the encoding taken, and what is uncertain about it."""

    text: str
    encoding: str
    warnings: tuple[Warning_, ...]


def decode(data: bytes, name: str) -> Decoded:
    """The text of ``data``: by its byte order mark, else UTF-16 when every other byte is zero, else UTF-8, else
    Windows-1252.

    Raises:
        ReadError: the bytes are no text; ``name`` is the file's, for the message.
    """
    for mark, codec, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], codec, encoding)
    wide = _wide(data)
    if wide:
        made = _marked(data, *wide)
        return Decoded(
            made.text,
            made.encoding,
            (
                warning(N_("Read as {encoding}, because every other byte is zero."), encoding=wide[1]),
                *made.warnings[1:],
            ),
        )
    sample = data[:_SAMPLE]
    if _share(sample, _CONTROLS) > _BINARY_SHARE:
        raise ReadError(
            N_("{name} holds no text, but data for another program."),
            N_("Open it in the program that made it and save it as plain text (.txt) or Word (.docx)."),
            name=name,
        )
    try:
        return Decoded(data.decode("utf-8"), UTF_8, ())
    except UnicodeDecodeError as error:
        return _damaged(data, error) or _western(data, error, name)


def decode_declared(data: bytes, declared: str, name: str) -> Decoded:
    """The text of ``data`` in the encoding that the file names, where it is known and fits; else as ``decode`` does.

    Raises:
        ReadError: the bytes are no text.
    """
    if declared and not any(data.startswith(mark) for mark, _, _ in _MARKS):
        try:
            # Browsers read Latin-1 and ASCII as Windows-1252, whose letters those files really hold.
            codec = codecs.lookup(declared).name
            codec = "cp1252" if codec in ("iso8859-1", "ascii") else codec
            encoding = WINDOWS_1252 if codec == "cp1252" else UTF_8 if codec == "utf-8" else declared.upper()
            if not codec.startswith(("utf-16", "utf-32")):  # a file whose name of it can be read as ASCII is neither
                return Decoded(data.decode(codec), encoding, ())
        except (LookupError, UnicodeError):
            pass
    return decode(data, name)


def _marked(data: bytes, codec: str, encoding: str) -> Decoded:
    """Text whose encoding is known; what is damaged in it is replaced and told."""
    warnings = (
        [] if encoding == UTF_8 else [warning(N_("Read as {encoding}, as the file itself says."), encoding=encoding)]
    )
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        text = data.decode(codec, "replace")
        warnings.append(_broken(encoding, text, 1 + data[: error.start].decode(codec, "replace").count("\n")))
    return Decoded(text, encoding, tuple(warnings))


def _broken(encoding: str, text: str, line: int) -> Warning_:
    return warning(
        N_("Bytes that are no {encoding} became {sign}: {n}. The file may be damaged or cut off."),
        line,
        encoding=encoding,
        sign=REPLACEMENT,
        n=text.count(REPLACEMENT),
    )


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: Western text then has a zero in (nearly) every second byte."""
    sample = data[: min(_SAMPLE, len(data) & ~1)]
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le", "UTF-16 LE"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be", "UTF-16 BE"
    return None


def _damaged(data: bytes, error: UnicodeDecodeError) -> Decoded | None:
    """UTF-8 with a few bad bytes or cut off at the end; None when it rather is another encoding."""
    text = data.decode("utf-8", "replace")
    bad = text.count(REPLACEMENT)
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    # The last letter may be cut in two: after "Ã" or "â" in Windows-1252 hardly any text ends.
    cut_off = (
        error.reason == "unexpected end of data" and bad == 1 and (good or data[error.start] in b"\xc2\xc3\xe2\xf0")
    )
    if good < 3 * bad and not cut_off:
        return None
    return Decoded(text, UTF_8, (_broken(UTF_8, text, 1 + data.count(b"\n", 0, error.start)),))


def _western(data: bytes, error: UnicodeDecodeError, name: str) -> Decoded:
    high = bytes(range(128, 256))
    if _share(data[:_SAMPLE], high) > _FOREIGN_SHARE:
        raise ReadError(
            N_("{name} is in an encoding that is not recognised."),
            N_("Open it in a text editor and save it as UTF-8."),
            name=name,
        )
    text = data.decode("cp1252", "replace")
    line = 1 + data.count(b"\n", 0, error.start)
    warnings = [
        warning(
            N_("Read as {encoding}, because it is no valid UTF-8. Check letters such as é and ë."),
            line,
            encoding=WINDOWS_1252,
        )
    ]
    if REPLACEMENT in text:
        first = 1 + text.count("\n", 0, text.index(REPLACEMENT))
        warnings.append(_broken(WINDOWS_1252, text, first))
    return Decoded(text, WINDOWS_1252, tuple(warnings))


def _share(data: bytes, of: bytes) -> float:
    return (len(data) - len(data.translate(None, of))) / len(data) if data else 0.0
