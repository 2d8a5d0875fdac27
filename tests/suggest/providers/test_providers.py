"""The providers, each on what it is for, and silent on the rest."""

from __future__ import annotations

import importlib.metadata
import tomllib
from pathlib import Path

import pytest

from cmo_coder.model.base import changed, new_id
from cmo_coder.model.canonical import Role
from cmo_coder.model.codes import Code, CodeStatus
from cmo_coder.suggest import registry
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.provider import (
    GROUP,
    AnswerKind,
    Between,
    Ground,
    Material,
    OfClaim,
    OfConfiguration,
    Words,
)
from cmo_coder.suggest.providers import cmo_role, configuration, exemplar, link, rule
from cmo_coder.suggest.rules import candidates, rules_of
from cmo_coder.suggest.value import Passage
from tests.suggest.test_learned import DEFINITIONS, EXAMPLES

WAITING = Code(id="wait", name="Wachten", keywords=("wacht*", "/in de rij/"))
MONEY = Code(id="money", name="Geld")
CODED = tuple(Coded(one.passage, frozenset(one.codes)) for one in EXAMPLES)


def words(text: str) -> Words:
    return Words(Passage("x", text))


def test_rule_answers_with_the_keywords_that_it_found() -> None:
    made = rule.make(Material(codes=(WAITING, MONEY)))
    assert made is not None
    text = "Op de wachtlijst, altijd in de rij."
    (found,) = made.answer(words(text))
    assert (found.kind, found.about, found.score) == (AnswerKind.CODE, "wait", 2.0)
    assert [text[one.start : one.end] for one in found.evidence] == ["wachtlijst", "in de rij"]
    assert found.provenance.provider == "rule"
    assert made.answer(words("Niets ervan.")) == ()
    assert made.answer(OfClaim("c")) == ()


def test_rule_has_nothing_to_do_without_keywords_or_for_archived_codes() -> None:
    assert rule.make(Material(codes=(MONEY, changed(WAITING, status=CodeStatus.ARCHIVED)))) is None


def test_a_keyword_that_cannot_be_used_finds_nothing_and_stops_nothing() -> None:
    odd = Code(id="odd", name="Raar", keywords=("/a(/", "rij"))
    assert [one.keyword for one in rules_of([odd]).matches("in de rij")] == ["rij"]


def test_learned_words_are_offered_as_keywords() -> None:
    money = Code(id="money", name="Geld", keywords=("budget",))
    more = tuple(
        Coded(Passage(f"m{nr}", text), frozenset(["money"]))
        for nr, text in enumerate(["De subsidie kwam laat.", "Zonder subsidie geen zaal.", "Het budget, de subsidie."])
    )
    found = candidates(money, (*CODED, *more))
    assert [one.word for one in found] == ["subsidie"], "budget is a keyword already, de and het are everywhere"
    assert (found[0].fragments, found[0].others) == (4, 0)


def test_words_that_every_text_has_are_not_offered_as_keywords() -> None:
    money = Code(id="money", name="Geld")
    told = [
        "Iedereen wilde daarover vergaderen, omdat jullie subsidie kregen.",
        "Daarover wilde iedereen subsidie, omdat jullie kregen.",
        "They would always have subsidie because of these things.",
        "These things would always have subsidie because they did.",
    ]
    more = tuple(Coded(Passage(f"m{nr}", text), frozenset(["money"])) for nr, text in enumerate(told))
    assert [one.word for one in candidates(money, (*CODED, *more))] == ["subsidie"]


def test_exemplar_names_fragments_and_words() -> None:
    made = exemplar.make(Material(definitions=DEFINITIONS, coded=CODED))
    assert made is not None
    best = made.answer(words("Zonder vertrouwen lukt het niet."))[0]
    assert best.about == "trust"
    assert {one.ground for one in best.evidence} >= {Ground.FRAGMENT, Ground.WORDS}
    assert "vertrouwen" in {one.text for one in best.evidence}
    assert exemplar.make(Material()) is None


def test_cmo_role_gives_two_roles_with_cues_status_and_sign() -> None:
    made = cmo_role.make(Material(model="blank"))
    found = made.answer(words("Ik merk dat de sfeer is verbeterd."))
    assert len(found) == 2
    assert {one.kind for one in found} == {AnswerKind.ROLE}
    said = {one.id: one.text for one in found[0].evidence if one.ground is Ground.LABEL}
    assert said == {"status": "experienced", "sign": "+"}
    assert "Ik merk dat" in {one.text for one in found[0].evidence if one.ground is Ground.CUE}
    assert "blank-nl" in made.provenance.model


LINKED = "De gemeente trok de subsidie in. De tuin ging dicht, waardoor buren elkaar niet meer zagen. Dat was jammer."


def span(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def test_a_connective_links_two_marked_fragments() -> None:
    made = link.make(Material(model="blank"))
    first, second = span(LINKED, "De tuin ging dicht"), span(LINKED, "buren elkaar niet meer zagen")
    (found,) = made.answer(Between(LINKED, first, second))
    assert found.kind is AnswerKind.LINK
    assert [one.text for one in found.evidence] == ["waardoor"]
    assert found.other_role is Role.O
    (turned,) = made.answer(Between(LINKED, second, first))
    assert (turned.role, turned.other_role) == (found.other_role, found.role)


@pytest.mark.parametrize("other", ["Dat was jammer", "De gemeente trok de subsidie in"])
def test_fragments_that_no_connective_ties_are_not_linked(other: str) -> None:
    made = link.make(Material(model="blank"))
    assert made.answer(Between(LINKED, span(LINKED, "De tuin ging dicht"), span(LINKED, other))) == ()


def test_a_connective_that_opens_a_sentence_looks_at_the_one_before() -> None:
    text = "Er kwam een vaste contactpersoon. Daardoor belden mensen eerder."
    (found,) = link.make(Material(model="blank")).answer(
        Between(text, span(text, "een vaste contactpersoon"), span(text, "belden mensen eerder"))
    )
    assert found.evidence[0].text == "Daardoor"


def test_a_chain_word_links_weakly() -> None:
    text = "Zij gingen koken. Vervolgens vroegen zij hun eigen buren erbij."
    found = link.make(Material(model="blank")).answer(
        Between(text, span(text, "Zij gingen koken"), span(text, "vroegen zij hun eigen buren"))
    )
    assert [(one.evidence[0].text, one.score) for one in found] == [("Vervolgens", link.CHAIN)]


def test_the_entry_points_are_the_built_in_ones() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"][GROUP] == registry.BUILT_IN
    for name, get in registry.makers().items():
        assert getattr(get(), "offline", False) is True, name


def test_all_are_loaded_together_and_those_without_work_are_absent() -> None:
    found = registry.load(Material(codes=(WAITING,), definitions=DEFINITIONS, coded=CODED, model="blank"), BASIC)
    assert list(found.providers) == ["cmo-role", "codebook+exemplar", "link", "rule"]
    assert {one.provenance.provider for one in found.answer(words("Op de wachtlijst."))} == {
        "cmo-role", "codebook+exemplar", "rule",
    }  # fmt: skip


BASIC = ("rule", "codebook+exemplar", "cmo-role", "link", "configuration", "spacy")


class _Foreign:
    def __init__(self, name: str, made: object) -> None:
        self.name, self._made = name, made

    def load(self) -> object:
        return self._made


def test_a_provider_that_does_not_say_offline_or_fails_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def online(_material: Material) -> None:
        raise AssertionError("it must not be called")

    def broken(_material: Material) -> None:
        raise ZeroDivisionError("x")

    broken.offline = True  # type: ignore[attr-defined]
    foreign = [_Foreign("online", online), _Foreign("broken", broken), _Foreign("rule", online)]
    monkeypatch.setattr(registry, "entry_points", lambda group: foreign)
    assert importlib.metadata.entry_points is not registry.entry_points
    found = registry.load(Material(codes=(WAITING,)), ("online", "broken", "rule"))
    assert list(found.providers) == ["rule"], "a foreign one cannot take a name of the program's own"
    assert [one.name for one in found.left_out] == ["broken", "online"]
    assert "ZeroDivisionError" in found.left_out[0].reason


def test_configuration_is_silent_on_words() -> None:
    assert configuration.make(Material()) is None
    assert registry.load(Material(), ("configuration",)).answer(OfConfiguration(new_id())) == ()
