"""What the reader is given of a document: turns and fragments as the screen shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cmo_coder.model.codes import Code
from cmo_coder.model.documents import SpeakerKind
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.store.documents import FullDocument
from cmo_coder.store.fragments import CodedFragment
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
                time=None if turn.seconds is None else clock(turn.seconds),
                number=turn.nr,
                text_start=turn.text_start,
            )
        )
    return turns


def clock(seconds: float) -> str:
    """Seconds as hours, minutes and seconds: "1:02:03" or "2:03"."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def reader_fragment(
    fragment: Fragment,
    codings: Sequence[Coding],
    codes: Mapping[str, Code],
    hidden_coders: Collection[str],
    evidence: bool,
) -> ReaderFragment | None:
    """A fragment as it is shown; nothing where all its codings are hidden and it is no evidence."""
    shown = [coding for coding in codings if (coding.coder_id or "") not in hidden_coders]
    if not shown and not evidence and codings:
        return None
    found = [codes[coding.code_id] for coding in shown if coding.code_id in codes]
    roles = [code for code in found if Family.of(code.type.value) not in (Family.THEME, Family.OTHER)]
    first = next(iter(roles or found), None)
    return ReaderFragment(
        id=fragment.id,
        start=fragment.start,
        end=fragment.end,
        codes=tuple(code.name for code in found),
        family=first.type.value if first is not None else Family.OTHER.value,
        colour=None,
        coder=shown[0].coder_id or "" if shown else "",
    )


def reader_fragments(
    fragments: Sequence[CodedFragment],
    codes: Mapping[str, Code],
    hidden_coders: Collection[str],
    evidence_ids: Collection[str],
) -> tuple[list[ReaderFragment], int]:
    """The fragments to show, and how many codings are hidden."""
    shown: list[ReaderFragment] = []
    hidden = 0
    for one in fragments:
        hidden += sum((coding.coder_id or "") in hidden_coders for coding in one.codings)
        made = reader_fragment(one.fragment, one.codings, codes, hidden_coders, one.fragment.id in evidence_ids)
        if made is not None:
            shown.append(made)
    return shown, hidden
