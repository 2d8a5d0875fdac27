"""Words for shares, the methods paragraph, the checklist, small groups, profiles."""

from __future__ import annotations

import pytest

from cmo_coder.messages import in_language
from cmo_coder.model.base import changed
from cmo_coder.model.canonical import Role
from cmo_coder.model.cases import Group
from cmo_coder.model.errors import RuleError
from cmo_coder.model.everything import ENTITIES
from cmo_coder.model.study import Profile
from cmo_coder.realist.methods_text import methods_paragraph
from cmo_coder.realist.people import participants_by_group
from cmo_coder.realist.quantifiers import Quantity, in_words, own_words, scale_of
from cmo_coder.realist.rameses import checklist
from cmo_coder.store.reporting import set_words
from cmo_coder.store.study import edit_study
from cmo_coder.tables.catalogue import CATALOGUE, build
from tests.realist.builder import StudyBuilder


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, "none (0/10)"), (1, "a few (1/10)"), (3, "some of them (3/10)"), (6, "most (6/10)"), (8, "almost all (8/10)"),
     (10, "all (10/10)")],
)  # fmt: skip
def test_a_share_has_its_word_and_always_its_numbers(n: int, said: str) -> None:
    with in_language("en"):
        assert in_words(Quantity(n, 10)) == said


@pytest.mark.parametrize("total", [None, 0])
def test_without_a_denominator_there_is_no_word(total: int | None) -> None:
    with in_language("en"):
        assert in_words(Quantity(7, total)) == "7 (of how many is not known)"


@pytest.mark.parametrize("scale", [["50=most"], ["veel"], ["0=few", "0=some"], ["101=all", "0=few"], ["0= "]])
def test_a_scale_that_leaves_gaps_or_says_two_things_is_refused(scale: list[str]) -> None:
    with pytest.raises(RuleError):
        scale_of(scale)


def test_small_groups_are_put_together_and_even_then_hidden(study: StudyBuilder) -> None:
    for nr in range(5):
        study.respondent(f"B{nr}", Group.RESIDENT)
    study.respondent("P", Group.PROFESSIONAL)
    study.respondent("D", Group.DIRECTOR)
    shown = [(row.groups, row.shown) for row in participants_by_group(study.snapshot())]
    assert shown == [((Group.RESIDENT,), "5"), ((Group.PROFESSIONAL,), "1"), ((Group.DIRECTOR,), "1")]
    set_words(study.project, [], 3)
    shown = [(row.groups, row.shown) for row in participants_by_group(study.snapshot())]
    assert shown == [((Group.RESIDENT,), "5"), ((Group.PROFESSIONAL, Group.DIRECTOR), "< 3")]


def test_the_methods_paragraph_says_what_happened_and_nothing_else(study: StudyBuilder) -> None:
    assert methods_paragraph(study.snapshot()) == ""
    round_ = study.round("Ronde 1")
    ans = study.respondent("Ans", Group.RESIDENT)
    document = study.document("A", round=round_, speaker=ans)
    claim = study.claim(document, [study.canonical(Role.O, "rust")], respondent=ans)
    study.configuration([study.canonical(Role.M_RED, "vertrouwen")], supports=[claim])
    with in_language("nl"):
        said = methods_paragraph(study.snapshot())
    assert "Er is 1 document geanalyseerd (interview 1)." in said
    assert "Er deed 1 respondent mee (inwoner 1)." in said
    assert "Er is 1 configuratie gemaakt" in said
    assert "vergeleken" not in said  # no comparison of coders was kept
    assert "suggesties" not in said
    with in_language("en"):
        assert "1 document was analysed (interview 1)." in methods_paragraph(study.snapshot())


def test_the_checklist_has_twenty_items_and_says_what_is_missing(study: StudyBuilder) -> None:
    with in_language("en"):
        answers = checklist(study.snapshot())
        assert [answer.item.nr for answer in answers] == list(range(1, 21))
        lacks = {answer.item.nr: answer.lacks for answer in answers}
        assert "There is no programme theory." in lacks[4]
        edit_study(study.project, question="Wat werkt?", name="Een realistische evaluatie")
        after = {answer.item.nr: answer.lacks for answer in checklist(study.snapshot())}
    assert lacks[1] and lacks[3]
    assert not after[1] and not after[3]


def test_switching_the_profile_changes_the_tables_and_not_one_row_of_data(study: StudyBuilder) -> None:
    roles = {Role.I: "een kaart", Role.C: "een dorp", Role.M_RES: "tijd", Role.M_RED: "vertrouwen", Role.O: "rust"}
    own = [study.canonical(role, label) for role, label in roles.items()]
    study.configuration(own, supports=[study.claim(study.document("A"), own)], actor=study.actor("bewoners"))

    def rows() -> dict[str, object]:
        with study.project.read() as reading:
            return {table: reading.all(cls) for table, cls in ENTITIES.items() if table != "study"}

    before, shown = rows(), {}
    for profile in Profile:
        row = study.snapshot().study
        with study.project.change("test", "profile") as change:
            change.replace([(row, changed(row, profile=profile))])
        assert rows() == before
        snapshot = study.snapshot()
        shown[profile] = [[cell.text for cell in r.cells] for r in build("icamo", snapshot).rows]
        for entry in CATALOGUE:
            build(entry.id, snapshot)
    assert shown[Profile.ICMO_DEWEGER][0][1] == "een kaart; tijd"
    assert shown[Profile.CMO_DALKIN][0][1] == "een kaart"
    assert shown[Profile.CMO_DALKIN][0][4] == "tijd; vertrouwen"


def test_the_usual_words_are_not_kept_so_that_they_stay_in_the_language_of_the_reader() -> None:
    usual = [f"{share:g}={words}" for share, words in scale_of(())]
    assert own_words([*usual, " "]) == ()
    assert own_words([*usual[:-1], "0=hardly any"]) == (*usual[:-1], "0=hardly any")
