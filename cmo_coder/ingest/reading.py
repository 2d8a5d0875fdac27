"""The way in: choose the reader for a file, read it, and find the turns."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection
from functools import cache
from importlib import import_module

from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.kinds import NAMES, Kind, kind_of_head
from cmo_coder.ingest.package import kind_of_ole, kind_of_package, locked
from cmo_coder.ingest.source import Reader, Source, Watch, open_source, unwatched
from cmo_coder.ingest.value import ReadText, SpeakerGuess, Warning_, warning
from cmo_coder.messages import N_
from cmo_coder.model.errors import UserError
from cmo_coder.text.normalise import sha256_of
from cmo_coder.text.sentences import paragraph_spans
from cmo_coder.text.speakers import guess_roles, label_key
from cmo_coder.text.turns import Turn, TurnReading, read_turns

READERS: tuple[str, ...] = (
    "txt",
    "md",
    "docx",
    "odt",
    "rtf",
    "html",
    "srt",
    "vtt",
    "pdf",
)
"""One module of this package per format, each with its READER; of several for one content the first is the usual."""

_MOST_DOUBTS = 10


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, in the order of READERS."""
    return tuple(import_module(f"cmo_coder.ingest.{name}").READER for name in READERS)


def extensions() -> tuple[str, ...]:
    """The extensions that can be read, for a file chooser: lower case, with their dots."""
    return tuple(extension for reader in readers() for extension in reader.extensions if extension)


def read_file(
    path: str | os.PathLike[str],
    *,
    find_turns: bool = True,
    also: Collection[str] = (),
    never: Collection[str] = (),
    watch: Watch = unwatched,
) -> ReadText:
    """Read a file: its content decides how, its extension only where the content leaves a choice.

    Args:
        path: the file.
        find_turns: look for speakers; without it every paragraph is a turn.
        also: labels that are speakers, whatever the rules say.
        never: labels that are no speakers.
        watch: is told how far it is, and may stop it by raising ``Stopped``.

    Raises:
        ReadError: the file cannot be read, is empty, damaged, locked, too large, or of a kind that is not read.
    """
    source = open_source(path, watch)
    kind = kind_of(source)
    reader = _reader(source, kind)
    raw = reader.read(source)
    if not raw.text.strip():
        raise ReadError(N_("{name} holds no text."), name=source.name)
    if find_turns:
        reading = read_turns(raw.text, raw.hints, also=also, never=never, talk_end=raw.talk_end)
    else:
        reading = _paragraphs(raw.text)
    paragraphs = len(paragraph_spans(raw.text))
    speakers = _speakers(raw.text, reading.turns)
    return ReadText(
        title=source.path.stem,
        text=raw.text,
        turns=reading.turns,
        speakers=speakers,
        paragraphs=paragraphs,
        warnings=(*_about_name(source, reader), *raw.warnings, *(_about_turns(reading) if find_turns else ())),
        encoding=raw.encoding,
        format=reader.format,
        sha256=sha256_of(raw.text),
        source_name=source.name,
        source_size=source.size,
        notes=raw.notes,
        paragraphs_in=paragraphs if raw.paragraphs is None else raw.paragraphs,
        file_sha256=source.sha256(),
        path=source.path,
    )


def kind_of(source: Source) -> Kind:
    """What a file is, by its content. Raises ReadError where its package is broken or locked."""
    kind = kind_of_head(source.head, source.path.suffix.lower())
    if kind is Kind.ZIP:
        return kind_of_package(source)
    return kind_of_ole(source) if kind is Kind.OLE else kind


def _reader(source: Source, kind: Kind) -> Reader:
    """The reader for a kind of content, by extension where there are several.

    Raises:
        ReadError: there is none.
    """
    able = [reader for reader in readers() if kind in reader.kinds]
    by_name = [reader for reader in able if source.path.suffix.lower() in reader.extensions]
    if able:
        return (by_name or able)[0]
    if kind is Kind.LOCKED:
        raise locked(source)
    if kind in (Kind.CSV, Kind.XLSX):
        raise ReadError(
            N_("{name} is {what}, and that is read as a survey."),
            N_("Choose it alone; or on the command line: cmo-coder survey load FILE"),
            name=source.name,
            what=UserError(NAMES[kind]),
        )
    if kind is Kind.DATABASE and source.path.suffix.lower() == ".cmo":
        raise ReadError(
            N_("{name} is a project, not an interview."),
            N_("Open it from the start screen; or on the command line: cmo-coder import -p {name} INTERVIEWS"),
            name=source.name,
        )
    raise ReadError(
        N_("{name} is {what}, and that is not read."),
        N_("Save it as Word (.docx) or plain text (.txt) and import that."),
        name=source.name,
        what=UserError(NAMES[kind]),
    )


_OTHER_EXTENSIONS = frozenset(
    (".doc", ".pdf", ".xls", ".xlsx", ".csv", ".tsv", ".ppt", ".pptx", ".odp", ".ods", ".epub", ".xml", ".json")
)
"""Extensions that say something of the content, though no reader goes by them."""


def _about_name(source: Source, reader: Reader) -> tuple[Warning_, ...]:
    """A warning when the extension says something else than the content."""
    extension = source.path.suffix.lower()
    if extension in reader.extensions or extension not in {*extensions(), *_OTHER_EXTENSIONS}:
        return ()
    return (
        warning(
            N_("The name ends in {extension}, but the content is that of a {format} file, and was read so."),
            extension=extension,
            format=reader.extensions[0],
        ),
    )


def _paragraphs(text: str) -> TurnReading:
    return TurnReading(tuple(Turn(start, end, start, None, None) for start, end in paragraph_spans(text)), (), 0)


def _speakers(text: str, turns: tuple[Turn, ...]) -> tuple[SpeakerGuess, ...]:
    """The speakers in the order in which they first speak."""
    said: dict[str, list[int]] = {}  # by the label as it is written: the words of each turn
    for _start, end, text_start, speaker, _time in turns:
        if speaker is not None:
            said.setdefault(speaker, []).append(len(text[text_start:end].split()))
    labels: dict[str, str] = {}
    counts: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for speaker, numbers in said.items():
        key = label_key(speaker)
        labels.setdefault(key, speaker)
        counts[key] += len(numbers)
        words[key] += sum(numbers)
    roles = guess_roles(tuple(labels.values()))
    return tuple(
        SpeakerGuess(label, counts[key], words[key], role)
        for (key, label), role in zip(labels.items(), roles, strict=True)
    )


def _about_turns(reading: TurnReading) -> tuple[Warning_, ...]:
    warnings: list[Warning_] = []
    if not reading.labelled:
        warnings.append(warning(N_("No speakers were recognised: every paragraph counts as a turn.")))
    silent = sum(1 for turn in reading.turns if turn.text_start == turn.end)
    if silent:
        warnings.append(warning(N_("Turns without words: {n}."), n=silent))
    warnings += [
        warning(
            N_('"{label}:" was not taken for a speaker. Lines that begin with it: {n}.'),
            doubt.line,
            label=doubt.label,
            n=doubt.count,
        )
        for doubt in reading.doubts[:_MOST_DOUBTS]
    ]
    return tuple(warnings)
