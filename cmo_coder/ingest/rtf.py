"""Rich Text (.rtf), as WordPad, Word, LibreOffice and transcription programs save it.

Read by our own walk over its tokens: the library for it (striprtf) knows neither the character sets of fonts nor double
bytes, and gives no footnotes, comments, tables, tracked changes or bold labels.
"""

from __future__ import annotations

from dataclasses import replace

from cmo_coder.ingest.kinds import Kind
from cmo_coder.ingest.limits import RTF_BYTES
from cmo_coder.ingest.package import broken
from cmo_coder.ingest.rtf_codes import SKIPPING, TOKEN
from cmo_coder.ingest.rtf_text import RtfWalk
from cmo_coder.ingest.source import RawText, Reader, Source
from cmo_coder.ingest.value import Warning_, warning
from cmo_coder.messages import N_
from cmo_coder.text.normalise import REPLACEMENT

_DEEPEST = 1000
_WATCHED_EACH = 20_000


def read(source: Source) -> RawText:
    """The text of a Rich Text document: a line for each paragraph and each row of a table; comments become notes.

    Raises:
        ReadError: the file is too large, or nested deeper than a document can be.
    """
    data = source.data(RTF_BYTES)
    walk = RtfWalk()
    whole = _walk(source, data, walk)
    walk.finish()
    raw = walk.builder.finish(walk.comments, _warnings(walk, whole))
    codec = walk.heads.codec
    return replace(raw, encoding=f"Windows-{codec[2:]}" if codec.startswith("cp125") else codec)


def _walk(source: Source, data: bytes, walk: RtfWalk) -> bool:
    """Feed the tokens to the walk; gives whether the last group was closed."""
    place, n, size = 0, 0, len(data)
    while place < size:
        n += 1
        if n % _WATCHED_EACH == 0:
            source.watch(place / size)
        if walk.skipping:
            place = _skip(data, place, walk)
            continue
        found = TOKEN.match(data, place)
        if found is None:
            break
        place = found.end()
        word, number, byte, sign, brace, words = found.groups()
        if words is not None:
            walk.byte(words)
        elif brace == b"{":
            walk.open_group()
            if walk.depth > _DEEPEST:
                raise broken(source)
        elif brace is not None:
            walk.close_group()
            if not walk.depth:
                return True
        elif byte is not None:
            walk.byte(bytes((int(byte, 16),)))
        elif word == b"bin":
            place += max(0, int(number or 0))
        elif word is not None:
            walk.word(word, None if number is None else int(number))
        elif sign is not None:
            walk.sign(sign)
    return False


def _skip(data: bytes, place: int, walk: RtfWalk) -> int:
    """Go on to the end of a token in a group whose words are of no use; gives the place after it."""
    found = SKIPPING.match(data, place)
    if found is None:
        return len(data)
    count, brace = found.groups()
    if brace == b"{":
        walk.open_group()
    elif brace is not None:
        walk.close_group()
    return found.end() + (int(count) if count else 0)


def _warnings(walk: RtfWalk, whole: bool) -> list[Warning_]:
    told: list[Warning_] = []
    if not whole:
        told.append(warning(N_("The file ends in the middle: what came after is missing.")))
    if walk.heads.unknown_page is not None:
        told.append(
            warning(
                N_("The code page of the file ({page}) is not known; read as {encoding}. Check letters such as é."),
                page=walk.heads.unknown_page,
                encoding="Windows-1252",
            )
        )
    if walk.undecoded:
        told.append(
            warning(
                N_("Bytes that are no character of the code page became {sign}: {n}."),
                sign=REPLACEMENT,
                n=walk.undecoded,
            )
        )
    return told


READER = Reader("rtf", (Kind.RTF,), (".rtf",), read)
