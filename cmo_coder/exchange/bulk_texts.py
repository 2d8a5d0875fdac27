"""The texts of the documents in a file of coded data, their turns, and where quotes sit on them.

Every place is counted in code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath

from cmo_coder.exchange.bulk_base import TurnForm
from cmo_coder.exchange.bulk_schema import DocumentForm, FragmentForm, TextVersionForm
from cmo_coder.exchange.errors import Problem, problem
from cmo_coder.messages import N_
from cmo_coder.model.documents import SpeakerKind
from cmo_coder.model.errors import UserError
from cmo_coder.model.fragments import FragmentState
from cmo_coder.text.normalise import normalise
from cmo_coder.text.spans import Span
from cmo_coder.text.turns import Turn, find_turns

SPEAKER_WORDS = {kind.value: kind for kind in SpeakerKind}
"""What a speaker can be besides the id of a respondent."""


@dataclass(frozen=True, slots=True)
class TurnIs:
    """A turn `[start, end)` whose words begin at `text_start`, in code points."""

    nr: int
    start: int
    end: int
    text_start: int
    speaker: str | None = None
    seconds: float | None = None
    leading: bool = False
    theory_shown: bool = False


@dataclass(frozen=True, slots=True)
class TextIs:
    """The text of a document as it will be stored, with its turns, and the file that it was read from, if any.

    `kinds` says of every speaker label what it stands for: as the record says, otherwise as the labels themselves tell.
    """

    text: str
    turns: tuple[TurnIs, ...] = ()
    source_name: str = ""
    source_sha256: str = ""
    kinds: Mapping[str, SpeakerKind] = field(default_factory=dict)

    def interviewer_turn(self, span: Span) -> TurnIs | None:
        """The first turn whose words, spoken by an interviewer, lie in a span."""
        first = bisect_right(self.turns, span.start, key=lambda turn: turn.end)
        for turn in self.turns[first:]:
            if turn.start >= span.end:
                break
            if turn.text_start < span.end and self.kinds.get(turn.speaker or "") is SpeakerKind.INTERVIEWER:
                return turn
        return None


def _kinds(form: DocumentForm, turns: tuple[TurnIs, ...]) -> dict[str, SpeakerKind]:
    from cmo_coder.text.speakers import guess_roles

    labels = list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    guessed = dict(zip(labels, guess_roles(labels), strict=True))
    kinds = {label: SPEAKER_WORDS.get(who, SpeakerKind.RESPONDENT) for label, who in form.speakers.items()}
    for label in labels:
        if label not in kinds:
            kinds[label] = SPEAKER_WORDS[guessed[label] or SpeakerKind.UNKNOWN]
    return kinds


def read_text(line: int, form: DocumentForm, folder: Path) -> tuple[TextIs | None, list[Problem]]:
    """The text of a document, from its record or from the file that it names, and what is wrong with it."""
    if (form.file is None) == (form.text is None):
        message = N_("A document has either a file or a text, and one of the two must be there.")
        return None, [problem(line, "file", message)]
    found: TextIs | Problem = _from_file(line, form, folder) if form.file is not None else _from_record(line, form)
    if isinstance(found, Problem):
        return None, [found]
    problems = _speaker_problems(line, form, found)
    if isinstance(form.turns, list):
        problems += turn_problems(line, "turns", form.turns, len(found.text))
    for number, version in enumerate(form.versions, start=1):
        problems += _text_problems(line, f"versions[{number}].text", version.text)
        problems += turn_problems(line, f"versions[{number}].turns", version.turns, len(version.text))
    return found, problems


def _from_record(line: int, form: DocumentForm) -> TextIs | Problem:
    text = form.text or ""
    for found in _text_problems(line, "text", text):
        return found
    turns = _turns(form, find_turns(text) if form.turns is True else ())
    return TextIs(text, turns, form.source_name, form.source_sha256, _kinds(form, turns))


def _from_file(line: int, form: DocumentForm, folder: Path) -> TextIs | Problem:
    assert form.file is not None
    path = _inside(form.file, folder)
    if path is None:
        message = N_("A file lies in the folder of this JSON Lines file or below it; {file} does not.")
        return problem(line, "file", message, file=form.file)
    from cmo_coder.ingest.reading import read_file

    try:
        read = read_file(path, find_turns=form.turns is True)
    except UserError as error:
        return problem(line, "file", N_("This file cannot be used. {error}"), error=error)
    turns = _turns(form, read.turns if form.turns is True else ())
    name, sha256 = form.source_name or path.name, form.source_sha256 or read.sha256
    return TextIs(read.text, turns, name, sha256, _kinds(form, turns))


def _turns(form: DocumentForm, found: Sequence[Turn]) -> tuple[TurnIs, ...]:
    """The turns that the record gives, otherwise those that were found."""
    if isinstance(form.turns, list):
        return turns_of(form.turns)
    return tuple(
        TurnIs(nr, turn.start, turn.end, turn.text_start, turn.speaker, turn.time)
        for nr, turn in enumerate(found, start=1)
    )


def _inside(name: str, folder: Path) -> Path | None:
    """The path of a file below a folder, links followed; None where it would lie elsewhere on any system."""
    if "\0" in name or PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive or PureWindowsPath(name).root:
        return None
    if ".." in PureWindowsPath(name).parts:  # splits on both kinds of slash
        return None
    try:
        path = (folder / PurePosixPath(name)).resolve()
        return path if path.is_relative_to(folder.resolve()) else None
    except (OSError, RuntimeError):  # a loop of links
        return None


def _text_problems(line: int, where: str, text: str) -> list[Problem]:
    if normalise(text).text != text:
        message = N_("The text holds line ends other than \\n, or characters that cannot be kept: places would shift.")
        return [problem(line, where, message)]
    return []


def turn_problems(line: int, where: str, turns: list[TurnForm], length: int) -> list[Problem]:
    """What is wrong with turns: beyond the text, out of order, overlapping, or with a number twice."""
    problems = []
    last, numbers = 0, set[int]()
    for number, turn in enumerate(turns, start=1):
        place = f"{where}[{number}]"
        words = turn.start if turn.text_start is None else turn.text_start
        if not (turn.start <= words <= turn.end and turn.start < turn.end <= length):
            message = N_("A turn lies within the text of {length} characters, and its words within the turn.")
            problems.append(problem(line, place, message, length=length))
        elif turn.start < last:
            problems.append(problem(line, place, N_("Turns stand in order and do not overlap.")))
        nr = number if turn.nr is None else turn.nr
        if nr in numbers:
            problems.append(problem(line, f"{place}.nr", N_("There is already a turn with number {nr}."), nr=nr))
        numbers.add(nr)
        last = max(last, turn.end)
    return problems


def turns_of(turns: list[TurnForm]) -> tuple[TurnIs, ...]:
    """Turns as written in a record."""
    return tuple(
        TurnIs(
            number if turn.nr is None else turn.nr,
            turn.start,
            turn.end,
            turn.start if turn.text_start is None else turn.text_start,
            turn.speaker,
            turn.seconds,
            turn.leading,
            turn.theory_shown,
        )
        for number, turn in enumerate(turns, start=1)
    )


def earlier_turns(version: TextVersionForm) -> tuple[TurnIs, ...]:
    """The turns of an earlier text."""
    return turns_of(version.turns)


def _speaker_problems(line: int, form: DocumentForm, text: TextIs) -> list[Problem]:
    """Labels that nobody in the text has. Where the record gives the turns itself, more speakers may be named."""
    if isinstance(form.turns, list) or not form.turns:
        return []
    labels = {turn.speaker for turn in text.turns if turn.speaker}
    shown = ", ".join(sorted(labels)) or "-"
    message = N_("Nobody in this text is called '{label}'; the speakers are: {labels}.")
    return [
        problem(line, f"speakers.{label}", message, label=label, labels=shown)
        for label in form.speakers
        if label not in labels
    ]


def place_quote(line: int, form: FragmentForm, text: str, title: str) -> tuple[Span | None, Problem | None]:
    """Where a fragment sits, or why it cannot be placed."""
    quote, size = form.quote, len(form.quote)
    if form.start is not None or form.end is not None or form.state is FragmentState.REVIEW:
        return _at_given_place(line, form, text)
    if form.before is not None:
        size_before = len(form.before)
        first, more = _first_and_number(text, form.before + quote)
        if more == 1:
            return Span(first + size_before, first + size_before + size), None
        if more:
            message = N_("The quote still occurs {n} times in '{title}' with these words before it; take more of them.")
            return None, problem(line, "before", message, n=more, title=title)
        field, message = "before", N_("These words do not stand directly before the quote anywhere in '{title}'.")
    else:
        first, more = _first_and_number(text, quote)
        if more == 1:
            return Span(first, first + size), None
        if more:
            message = N_(
                "This quote occurs {n} times in '{title}'; give start and end, or in 'before' what stands before it."
            )
            return None, problem(line, "quote", message, n=more, title=title)
        field, message = "quote", N_("This quote does not occur in '{title}'.")
    if _squeezed((form.before or "") + quote) in _squeezed(text):
        message = N_("This quote occurs in '{title}' only when spaces and line ends are not counted; copy it exactly.")
    return None, problem(line, field, message, title=title)


def _at_given_place(line: int, form: FragmentForm, text: str) -> tuple[Span | None, Problem | None]:
    size = len(form.quote)
    start, end = form.start, form.end
    if form.state is FragmentState.REVIEW and (start is None or end is None):
        message = N_("A fragment that waits for review has lost its words: it needs both start and end.")
        return None, problem(line, "start", message)
    if start is None:
        start = (end or 0) - size
    if end is None:
        end = start + size
    if not 0 <= start < end <= len(text):
        field = "end" if form.end is not None else "start"
        message = N_("{start}-{end} does not lie in the text, which has {length} characters.")
        return None, problem(line, field, message, start=start, end=end, length=len(text))
    if form.state is FragmentState.SITS and text[start:end] != form.quote:
        message = N_("At {start}-{end} the text reads '{found}', which is not this quote.")
        return None, problem(line, "quote", message, start=start, end=end, found=_short(text[start:end]))
    return Span(start, end), None


def _first_and_number(text: str, words: str) -> tuple[int, int]:
    """Where words occur first, and how often; overlapping occurrences count."""
    first = at = text.find(words)
    number = 0
    while at >= 0:
        number += 1
        at = text.find(words, at + 1)
    return first, number


@lru_cache(maxsize=8)
def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}..."
