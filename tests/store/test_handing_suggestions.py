"""What became of suggestions travels with a coder's file, and comes back with her work."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.model.claims import Claim, SlotEvidence
from cmo_coder.model.documents import TextVersion
from cmo_coder.model.study import Coder
from cmo_coder.model.suggestions import Suggestion, SuggestionKind, SuggestionOutcome
from cmo_coder.store.claim_suggestions import refuse
from cmo_coder.store.claims import tag
from cmo_coder.store.handing import hand_out
from cmo_coder.store.project import Project
from cmo_coder.store.rounds import hand
from cmo_coder.store.suggestions import accept_suggestion, reject_suggestion
from cmo_coder.store.taking_in import take_in
from cmo_coder.store.verify import verify
from tests.store.test_agreement import TEXT, Team

WORDS = "Nu slaap"


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path / "wijk.cmo")


def proposed(project: Project, **fields: object) -> Suggestion:
    with project.read_everything() as reading:
        (version,) = reading.all(TextVersion)
    start = TEXT.index(WORDS)
    place = {"text_version_id": version.id, "text_length": version.length, "start": start, "end": start + len(WORDS)}
    return Suggestion(id="", provider="link", provider_version="1", **place, **fields)  # type: ignore[arg-type]


def kept(project: Project, coder: Coder) -> list[tuple[SuggestionKind, SuggestionOutcome | None]]:
    with project.read_everything() as reading:
        rows = [one for one in reading.all(Suggestion, order=("at", "id")) if one.coder_id == coder.id]
    return [(one.kind, one.outcome) for one in rows]


def test_outcomes_travel_out_and_back_once(team: Team, tmp_path: Path) -> None:
    project, path = team.project, tmp_path / "bram.cmo"
    for coder in (team.anna, team.bram):
        project.coder = coder
        reject_suggestion(project, proposed(project, code_id=team.context.id), "x")
    hand(project, [team.document.id], [team.bram.id], 1)
    hand_out(project, team.bram, path)
    with Project.open(path, with_backup=False) as away:
        away.coder = team.bram
        assert kept(away, team.bram) == [(SuggestionKind.CODE, SuggestionOutcome.REJECTED)], "not proposed again"
        assert kept(away, team.anna) == [], "nothing of the others"
        assert verify(away) == ()
        accept_suggestion(away, proposed(away, code_id=team.outcome.id), team.outcome)
        start = TEXT.index(WORDS)
        place = (start, start + len(WORDS))
        _coding, claim = tag(away, team.document.id, *place, team.context, new_claim=True, suggested=True)
        assert claim is not None
        refuse(away, proposed(away, kind=SuggestionKind.STATUS, value="hoped", claim_id=claim.id))
    take_in(project, path)
    came = kept(project, team.bram)
    assert came == [
        (SuggestionKind.CODE, SuggestionOutcome.REJECTED),
        (SuggestionKind.CODE, SuggestionOutcome.ACCEPTED),
        (SuggestionKind.STATUS, SuggestionOutcome.REJECTED),
    ]
    with project.read_everything() as reading:
        assert [one.claim_id for one in reading.all(Suggestion) if one.kind is SuggestionKind.STATUS] == [
            one.id for one in reading.all(Claim)
        ]
        assert [one.suggested for one in reading.all(SlotEvidence)] == [True]
    assert verify(project) == ()
    take_in(project, path)
    assert kept(project, team.bram) == came
    project.coder = team.bram
    project.undo()
    assert kept(project, team.bram) == came[:1]
