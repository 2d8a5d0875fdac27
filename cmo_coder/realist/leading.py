"""Claims whose words answer a leading question, or were said after the interviewer showed the theory (Manzano 2016).

A mark stands on a turn, mostly one of the interviewer. It holds for that turn and for the answers to it: until the
interviewer, or whoever spoke the marked turn, speaks again without the mark.
"""

from __future__ import annotations

from collections.abc import Callable

from cmo_coder.messages import _
from cmo_coder.model.documents import SpeakerKind
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.store.evidence import TurnMark

_KEPT: dict[str, tuple[Snapshot, frozenset[str]]] = {}


def follows_leading(snapshot: Snapshot) -> frozenset[str]:
    """The ids of the claims with words in the answer to a leading question."""
    return _kept("leading", snapshot, lambda turn: turn.leading)


def follows_theory(snapshot: Snapshot) -> frozenset[str]:
    """The ids of the claims with words that were said after the theory was shown."""
    return _kept("theory", snapshot, lambda turn: turn.theory_shown)


def after_words(snapshot: Snapshot, claim_id: str) -> list[str]:
    """What came before a claim that one should know when reading it, in words; mostly nothing."""
    found = [_("after the theory was shown")] if claim_id in follows_theory(snapshot) else []
    return found + ([_("after a leading question")] if claim_id in follows_leading(snapshot) else [])


def _kept(name: str, snapshot: Snapshot, marked: Callable[[TurnMark], bool]) -> frozenset[str]:
    kept = _KEPT.get(name)
    if kept is None or kept[0] is not snapshot:
        kept = (snapshot, _claims(snapshot, marked))
        _KEPT[name] = kept
    return kept[1]


def _claims(snapshot: Snapshot, marked: Callable[[TurnMark], bool]) -> frozenset[str]:
    turns = {
        turn
        for of_text in snapshot.turns_of_text.values()
        if any(marked(turn) for turn in of_text)
        for turn in _answers(snapshot, of_text, marked)
    }
    if not turns:
        return frozenset()
    return frozenset(
        snapshot.slot_by_id[words.claim_slot_id].claim_id
        for words in snapshot.slot_words
        if snapshot.turn_of(snapshot.fragments[words.fragment_id]) in turns
    )


def _answers(snapshot: Snapshot, turns: tuple[TurnMark, ...], marked: Callable[[TurnMark], bool]) -> list[TurnMark]:
    """The turns that a mark holds for."""
    found: list[TurnMark] = []
    holds, asked_by = False, None
    for turn in turns:
        speaker = snapshot.speakers.get(turn.speaker_id or "")
        if marked(turn):
            holds, asked_by = True, turn.speaker_id
        elif turn.speaker_id == asked_by or (speaker is not None and speaker.kind is SpeakerKind.INTERVIEWER):
            holds = False
        if holds:
            found.append(turn)
    return found
