"""What the reader is given of a document: turns and fragments as the screen shows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from cmo_coder.messages import _
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import SpeakerKind, Turn
from cmo_coder.store.coded_spans import CodedSpan
from cmo_coder.store.documents import FullDocument
from cmo_coder.tui.widgets.reader_value import Family, ReaderFragment, ReaderTurn


def reader_turns(document: FullDocument, pseudonyms: Mapping[str, str]) -> list[ReaderTurn]:
    """The turns of a document; a speaker that is a respondent is shown by pseudonym."""
    turns = []
    for turn in document.turns:
        speaker = document.speaker_of(turn)
        name = ""
        if speaker is not None:
            name = pseudonyms.get(speaker.respondent_id or "", speaker.label)
        turns.append(
            ReaderTurn(
                start=turn.start,
                end=turn.end,
                speaker=name,
                interviewer=speaker is not None and speaker.kind is SpeakerKind.INTERVIEWER,
                time=_beside(turn),
                number=turn.nr,
                text_start=turn.text_start,
            )
        )
    return turns


def _beside(turn: Turn) -> str | None:
    """What stands beside the number of a turn, in eight cells at most: its marks, or else the time."""
    if turn.leading and turn.theory_shown:
        return _("lead+th")
    if turn.leading or turn.theory_shown:
        return _("leading") if turn.leading else _("theory")
    return None if turn.seconds is None else clock(turn.seconds)


def clock(seconds: float) -> str:
    """Seconds as hours, minutes and seconds: "1:02:03" or "2:03"."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def reader_fragment(
    span: CodedSpan, codes: Mapping[str, Code], hidden_coders: Collection[str]
) -> ReaderFragment | None:
    """A coded span as it is shown; nothing where all its codings are hidden and it is no evidence."""
    return next(iter(reader_fragments((span,), codes, hidden_coders)[0]), None)


def reader_fragments(
    spans: Iterable[CodedSpan], codes: Mapping[str, Code], hidden_coders: Collection[str]
) -> tuple[list[ReaderFragment], int]:
    """The fragments to show, and how many codings are hidden. Made for thousands: what is alike is worked out once."""
    shown: list[ReaderFragment] = []
    looks: dict[tuple[str, ...], tuple[tuple[str, ...], str]] = {}
    hidden = 0
    for span in spans:
        codings = span.codings
        if hidden_coders:
            codings = tuple(one for one in codings if (one.coder_id or "") not in hidden_coders)
            hidden += len(span.codings) - len(codings)
            if not codings and not span.evidence and span.codings:
                continue
        ids = tuple([one.code_id for one in codings])
        look = looks.get(ids)
        if look is None:
            look = looks[ids] = _look(ids, codes)
        coder = codings[0].coder_id or "" if codings else ""
        shown.append(ReaderFragment(span.id, span.start, span.end, look[0], look[1], None, coder))
    return shown, hidden


def _look(code_ids: Sequence[str], codes: Mapping[str, Code]) -> tuple[tuple[str, ...], str]:
    """The names of codes, and the type that gives the stripe its colour: a role goes before a theme."""
    found = [codes[id_] for id_ in code_ids if id_ in codes]
    roles = [code for code in found if Family.of(code.type.value) not in (Family.THEME, Family.OTHER)]
    first = next(iter(roles or found), None)
    return tuple(code.name for code in found), first.type.value if first is not None else Family.OTHER.value
