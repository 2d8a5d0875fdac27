"""`cmo-coder suggest --claim`, `--configuration` and `--links`: listed by number, taken or refused by it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmo_coder.cli.common import OK, PROBLEM
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import Claim, EpistemicStatus
from cmo_coder.model.configurations import ConfigurationRelation, RelationType
from cmo_coder.model.fragments import Stance
from cmo_coder.model.suggestions import SuggestionKind, SuggestionOutcome
from cmo_coder.store.canonical import add_canonical
from cmo_coder.store.claims import full_claims
from cmo_coder.store.configurations import add_configuration
from cmo_coder.store.project import Project
from cmo_coder.store.suggestions import outcomes_of
from tests.cli.conftest import Run
from tests.tui.board_case import BoardStudy, board

__all__ = ["board"]

TALK = (
    "De sleutel lag bij de buren, waardoor de zaal open bleef. Ik deed de post niet open, omdat ik bang was dat "
    "zij het zagen. Ik hoop dat er minder mensen afhaken.\n"
)


@pytest.fixture
def place(tmp_path: Path, run: Run) -> Path:
    """A study with a talk and codes of every role."""
    (tmp_path / "gesprek.txt").write_text(TALK, "utf-8")
    made = tmp_path / "p.cmo"
    run("new", str(made), "--name", "Proef")
    run("import", "-p", str(made), str(tmp_path / "gesprek.txt"))
    for kind, name in (("C", "sleutel dichtbij"), ("O", "zaal open"), ("O", "post dicht"), ("M_red", "bang")):
        run("codebook", "add", "-p", str(made), "--type", kind, name)
    return made


def kept(place: Path) -> list[tuple[SuggestionKind, SuggestionOutcome | None]]:
    with Project.open(place) as project:
        return [(one.kind, one.outcome) for one in outcomes_of(project)]


def slots(place: Path, number: int) -> dict[Role, list[str]]:
    with Project.open(place) as project, project.read() as reading:
        (claim,) = full_claims(reading, reading.all(Claim, number=number))
    return {one.slot.role: [words.quote for words in one.fragments] for one in claim.slots}


@pytest.fixture
def suggest(place: Path, run: Run) -> Callable[..., Any]:
    """Ask, and read the answer as JSON where nothing is decided."""

    def ask(*words: str, code: int = OK) -> Any:
        decided = {"--take", "--refuse"}.intersection(words)
        said = run("suggest", "-p", str(place), *words, *(() if decided or code else ("--json",)), code=code)
        return said if decided or code else json.loads(said)

    return ask


def test_links_are_listed_taken_and_refused(place: Path, run: Run, suggest: Callable[..., Any]) -> None:
    p = ("-p", str(place))
    run("code", "add", *p, "gesprek", "sleutel dichtbij", "--quote", "De sleutel lag bij de buren")
    run("code", "add", *p, "gesprek", "zaal open", "--quote", "de zaal open bleef")
    (found,) = suggest("gesprek", "--links")
    assert (found["nr"], found["kind"], found["cues"], found["cause"]) == (1, "link", ["waardoor"], "first")
    assert [one["role"] for one in found["fragments"]] == ["C", "O"] and found["provider"] == "link"
    assert "C “De sleutel lag bij de buren” → waardoor → O" in run("suggest", *p, "gesprek", "--links")
    suggest("gesprek", "--links", "--refuse", "1")
    assert suggest("gesprek", "--links") == []
    run("undo", *p)
    assert "claim 1" in suggest("gesprek", "--links", "--take", "1")
    assert slots(place, 1) == {Role.C: ["De sleutel lag bij de buren"], Role.O: ["de zaal open bleef"]}
    assert kept(place) == [(SuggestionKind.LINK, SuggestionOutcome.ACCEPTED)]
    assert suggest("gesprek", "--links") == [], "they stand in one claim now"
    run("undo", *p)
    assert "Which roles" in suggest("gesprek", "--links", "--take", "1", "--as", "I", code=PROBLEM)
    suggest("gesprek", "--links", "--take", "1", "--as", "I,O")
    assert set(slots(place, 1)) == {Role.I, Role.O}


def test_what_a_claim_lacks_is_taken_or_changed(place: Path, run: Run, suggest: Callable[..., Any]) -> None:
    p = ("-p", str(place))
    run("claims", "add", *p, "gesprek", "--slot", "O", "post dicht", "Ik deed de post niet open")
    found = suggest("--claim", "1")
    assert [(one["kind"], one["about"]) for one in found if "quote" in one] == [("slot", "M_red")]
    nr = next(one["nr"] for one in found if "quote" in one)
    assert "Which code" in suggest("--claim", "1", "--take", str(nr), code=PROBLEM)
    suggest("--claim", "1", "--take", str(nr), "--as", "bang")
    assert slots(place, 1)[Role.M_RED][0].startswith("omdat ik bang was")
    bare = next(one["nr"] for one in suggest("--claim", "1") if one["about"] == "I")
    assert "no words were found" in suggest("--claim", "1", "--refuse", str(bare), code=PROBLEM)
    assert "no suggestion 99" in suggest("--claim", "1", "--take", "99", code=PROBLEM)
    assert kept(place) == [(SuggestionKind.SLOT, SuggestionOutcome.ACCEPTED)]


def test_a_status_is_taken_as_proposed_or_otherwise(place: Path, run: Run, suggest: Callable[..., Any]) -> None:
    p = ("-p", str(place))
    run("claims", "add", *p, "gesprek", "--slot", "O", "post dicht", "Ik hoop dat er minder mensen afhaken")
    nr = next(one["nr"] for one in suggest("--claim", "1") if one["kind"] == "status")
    suggest("--claim", "1", "--take", str(nr), "--as", "expected")
    with Project.open(place) as project, project.read() as reading:
        assert reading.all(Claim)[0].status is EpistemicStatus.EXPECTED
    run("undo", *p)
    suggest("--claim", "1", "--take", str(nr))
    with Project.open(place) as project, project.read() as reading:
        claim = reading.all(Claim)[0]
    assert claim.status is EpistemicStatus.HOPED and claim.status_suggested
    assert kept(place) == [(SuggestionKind.STATUS, SuggestionOutcome.ACCEPTED)]


def test_configurations_of_a_claim_are_taken_and_refused(board: BoardStudy, run: Run) -> None:
    study = board
    p = ("-p", str(study.place))
    number = str(study.claims[3].number)

    def offered() -> list[int]:
        found = json.loads(run("suggest", *p, "--claim", number, "--json"))
        return [one["about"] for one in found if one["kind"] == "configuration"]

    first = offered()[0]
    nr = next(one["nr"] for one in json.loads(run("suggest", *p, "--claim", number, "--json")) if one["about"] == first)
    run("suggest", *p, "--claim", number, "--refuse", str(nr))
    assert first not in offered()
    run("undo", *p)
    run("suggest", *p, "--claim", number, "--take", str(nr), "--as", "contradicts")
    assert first not in offered(), "it is linked to it now"
    rows = study.now().evidence_of_claim[study.claims[3].id]
    assert [(one.stance, one.suggested) for one in rows] == [(Stance.CONTRADICTS, True)]
    study.project.close()
    assert kept(study.place) == [(SuggestionKind.CONFIGURATION, SuggestionOutcome.ACCEPTED)]


def test_rivals_are_related_and_near_duplicates_ask_how(board: BoardStudy, run: Run) -> None:
    study = board
    place = add_canonical(study.project, Role.I, "een tafel op het plein")
    outcome = add_canonical(study.project, Role.O, "buren komen")
    slots_ = {Role.I: [place.id], Role.O: [outcome.id]}
    one, other = (add_configuration(study.project, slots_, label=name) for name in ("een", "twee"))
    p = ("-p", str(study.place))
    (found,) = json.loads(run("suggest", *p, "--configuration", str(one.number), "--json"))
    assert (found["relation"], found["about"], found["kind"]) == ("duplicate", other.number, "relation")
    assert "Which relation" in run("suggest", *p, "--configuration", str(one.number), "--take", "1", code=PROBLEM)
    run("suggest", *p, "--configuration", str(one.number), "--refuse", "1")
    assert json.loads(run("suggest", *p, "--configuration", str(one.number), "--json")) == []
    run("undo", *p)
    run("suggest", *p, "--configuration", str(one.number), "--take", "1", "--as", "specialisation")
    with study.project.read() as reading:
        made = [relation.type for relation in reading.all(ConfigurationRelation) if relation.from_id == one.id]
    assert made == [RelationType.SPECIALISATION]
    assert json.loads(run("suggest", *p, "--configuration", str(one.number), "--json")) == [], "they are related now"


def test_only_what_is_listed_by_number_can_be_taken(suggest: Callable[..., Any]) -> None:
    assert "--take and --refuse are for" in suggest("gesprek", "--take", "1", code=PROBLEM)
    assert "Links in which document" in suggest("--links", code=PROBLEM)
