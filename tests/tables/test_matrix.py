"""Configurations as tables T1, T2, T6 and T7, the list, the evidence list, the themes and where it does not work."""

from __future__ import annotations

import datetime

import pytest

from cmo_coder.model.base import changed, new_id
from cmo_coder.model.canonical import CanonicalElement, Direction, Role
from cmo_coder.model.cases import Group
from cmo_coder.model.claims import Claim, EpistemicStatus
from cmo_coder.model.configurations import (
    Configuration,
    ConfigurationVersion,
    Evidence,
    EvidencePart,
    RelationType,
    Strength,
)
from cmo_coder.model.effective_elements import ThemeList
from cmo_coder.model.fragments import FragmentTheme, Stance
from cmo_coder.model.study import Profile
from cmo_coder.tables.catalogue import CATALOGUE, build
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.value import Table
from tests.realist.builder import StudyBuilder

DAY = datetime.date(2024, 5, 6)


def made(study: StudyBuilder, id: str, **options: bool) -> Table:
    return build(id, study.snapshot(), options=TableOptions(**options), date=DAY)


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def full(study: StudyBuilder, **fields: object) -> tuple[list[CanonicalElement], Claim, Configuration]:
    """A configuration with an element in every role, an actor, and a claim behind each slot."""
    labels = {
        Role.C: "partijen aarzelen",
        Role.I: "een sessie",
        Role.M_RES: "verhalen",
        Role.M_RED: "zich herkennen",
        Role.O: "draagvlak",
    }
    elements = [study.canonical(role, label) for role, label in labels.items()]
    anna = study.respondent("R1", Group.RESIDENT)
    claim = study.claim(study.document("Interview A", speaker=anna), elements, respondent=anna)
    made_, _version = study.configuration(
        elements,
        supports=[claim],
        actor=study.actor("organisaties"),
        **fields,  # type: ignore[arg-type]
    )
    return elements, claim, made_


def set_profile(study: StudyBuilder, profile: Profile) -> None:
    row = study.snapshot().study
    with study.project.change("test", "profile") as change:
        change.replace([(row, changed(row, profile=profile))])


def test_t1_context_plus_mechanism_is_outcome(study: StudyBuilder) -> None:
    full(study)
    assert texts(made(study, "cmo")) == [["1", "partijen aarzelen", "zich herkennen", "draagvlak"]]


@pytest.mark.parametrize("profile", [Profile.CMO_DALKIN, Profile.CIMO])
def test_t1_resource_and_reasoning_are_both_mechanism_where_the_profile_says_so(
    study: StudyBuilder, profile: Profile
) -> None:
    full(study)
    set_profile(study, profile)
    assert texts(made(study, "cmo")) == [["1", "partijen aarzelen", "verhalen; zich herkennen", "draagvlak"]]


def test_t1_has_an_actor_only_where_the_profile_has_one(study: StudyBuilder) -> None:
    full(study)
    before = study.snapshot()
    set_profile(study, Profile.ICAMO)
    table = made(study, "cmo")
    assert texts(table) == [["1", "partijen aarzelen", "organisaties", "zich herkennen", "draagvlak"]]
    assert table.rows[0].cells[2].evidence == table.rows[0].cells[3].evidence
    after = study.snapshot()
    assert (before.configuration_versions, before.actors) == (after.configuration_versions, after.actors)


def test_t1_each_cell_carries_the_words_behind_its_slot(study: StudyBuilder) -> None:
    _elements, claim, _configuration = full(study)
    snapshot = study.snapshot()
    table = made(study, "cmo")
    assert [cell.evidence for cell in table.rows[0].cells[1:]] == [
        snapshot.fragments_of_claims([claim.id], role) for role in (Role.C, Role.M_RED, Role.O)
    ]
    assert all(len(cell.evidence) == 1 for cell in table.rows[0].cells[1:])


def test_t2_icamo_has_the_actor_and_the_resource_under_the_intervention(study: StudyBuilder) -> None:
    full(study)
    assert texts(made(study, "icamo")) == [
        ["1", "een sessie; verhalen", "partijen aarzelen", "organisaties", "zich herkennen", "draagvlak"]
    ]
    set_profile(study, Profile.CIMO)
    assert texts(made(study, "icamo"))[0][1:5] == [
        "een sessie",
        "partijen aarzelen",
        "organisaties",
        "verhalen; zich herkennen",
    ]


def test_t2_support_comes_when_asked_for(study: StudyBuilder) -> None:
    full(study)
    assert made(study, "icamo", support=True).rows[0].cells[-1].text.startswith("steun 1 resp")


def test_t6_each_link_of_a_ripple_has_its_status_and_a_loop_says_where_it_turns(study: StudyBuilder) -> None:
    elements, _claim, first = full(study)
    document, later = study.document("B"), study.canonical(Role.O, "meer aanmeldingen")
    hoped = study.claim(document, [later], status=EpistemicStatus.HOPED)
    second, _version = study.configuration([later], supports=[hoped])
    study.relate(RelationType.RIPPLE, first, second, elements[-1])
    study.relate(RelationType.RIPPLE, second, first, later)
    assert texts(made(study, "rimpels")) == [
        ["Rimpel 1", "1", "partijen aarzelen", "verhalen → zich herkennen", "draagvlak", "ervaren 1"],
        ["↳ draagvlak (lus: terug naar 1)", "2", "", "", "meer aanmeldingen", "gehoopt 1"],
    ]


def test_t7_audit_names_sources_quotes_for_and_against_and_changes(study: StudyBuilder) -> None:
    elements, claim, configuration = full(study, sentence="Zo zit het.")
    bob = study.respondent("R2")
    against = study.claim(study.document("Interview B"), [elements[-1]], respondent=bob)
    old = study.snapshot().version_of(configuration.id)
    new = ConfigurationVersion(
        id=new_id(),
        configuration_id=configuration.id,
        nr=2,
        sentence="Zo zit het echt.",
        reason="scherper na ronde 2",
    )
    with study.project.change("test", "version") as change:
        change.update(old, in_force=False)
        change.insert(new)
    study.link(claim, new, Stance.SUPPORTS)
    study.link(against, new, Stance.CONTRADICTS)
    ((nr, sentence, sources, for_, contra, changes),) = [row.cells for row in made(study, "verantwoording").rows]
    assert (nr.text, sentence.text) == ("1", "Zo zit het echt.")
    assert sources.items == ("R1, Interview A (claim 1)", "R2, Interview B (claim 2)")
    assert for_.items == tuple(f"“Zin 000{n}.”" for n in range(1, 6))
    assert contra.items == ("“Zin 0001.”",)
    assert contra.evidence == study.snapshot().fragments_of_claims([against.id])
    assert changes.items == ("versie 2: scherper na ronde 2",)


def test_the_list_shows_form_status_support_and_elements(study: StudyBuilder) -> None:
    _elements, _claim, configuration = full(study, label="sessies")
    study.element("Creëer breed commitment", [study.snapshot().version_of(configuration.id)])
    row = made(study, "configuraties").rows[0]
    assert [cell.text for cell in row.cells[:5]] == [
        "1",
        "sessies",
        "Als partijen aarzelen, dan leidt een sessie tot draagvlak, omdat organisaties zich herkennen (doordat "
        "verhalen).",
        "triade",
        "voorlopig",
    ]
    assert row.cells[-1].text == "1"


def test_the_evidence_list_has_a_row_per_fragment_slot_and_configuration(study: StudyBuilder) -> None:
    north, south = study.case("Noord"), study.case("Zuid")
    anna, coder = study.respondent("R1", Group.RESIDENT), study.coder("coder A")
    document = study.document("Interview A", speaker=anna, round=study.round(), case=north)
    rest = study.canonical(Role.O, "rust")
    fragment = study.fragment(document)
    study.coding(fragment, study.code("rust"), coder)
    claim = study.claim(
        document, [rest], respondent=anna, cases=[north], collective=[south], fragments={Role.O: fragment}
    )
    _k, one = study.configuration([rest])
    _k, two = study.configuration([rest], supports=[claim])
    study.put(
        Evidence(
            id=new_id(),
            claim_id=claim.id,
            configuration_version_id=one.id,
            stance=Stance.REFINES,
            part=EvidencePart.LINK,
            strength=Strength.STRONG,
        )
    )
    old = ConfigurationVersion(id=new_id(), configuration_id=one.configuration_id, nr=2, in_force=False, reason="x")
    study.put(old)
    study.link(claim, old, Stance.CONTRADICTS)
    _element, wording = study.element("Zorg voor rust", [two])
    loose = study.fragment(document)
    study.direct_link(loose, wording, Stance.CONTRADICTS)
    table = made(study, "bewijslijst")
    assert [row.id for row in table.rows] == [fragment.id, fragment.id, loose.id]
    at = {column.id: nr for nr, column in enumerate(table.columns)}

    def of(row: int, *ids: str) -> list[str]:
        return [table.rows[row].cells[at[id_]].text for id_ in ids]

    assert of(0, "start", "eind", "beurt", "citaat", "document") == ["0", "9", "1", "Zin 0001.", "Interview A"]
    assert of(0, "respondent", "groep", "casus", "ronde") == ["R1", "inwoner", "Noord", "R1"]
    assert of(0, "codes", "coders", "casus_collectief") == ["rust", "coder A", "Zuid"]
    assert of(0, "claim", "rol", "label", "polariteit", "status") == ["1", "O", "rust", "werkt", "ervaren"]
    assert of(0, "configuratie", "houding", "deel", "kracht", "element") == [
        "1",
        "verfijnt",
        "de koppeling",
        "sterk",
        "",
    ]
    assert of(1, "configuratie", "houding", "element") == ["2", "steunt", "1"]
    assert of(2, "citaat", "respondent", "claim", "element_direct") == ["Zin 0002.", "R1", "", "1 (weerspreekt)"]
    assert [row.id for row in made(study, "bewijslijst", loose=False).rows] == [fragment.id, fragment.id]
    assert len(table.quotes) == 2


def test_ac_3_the_theme_table_names_what_is_missing(study: StudyBuilder) -> None:
    balance = study.theme("Balans zoeken", ThemeList.LEARNING_NEEDS)
    study.theme("Opbrengsten inzichtelijk maken", ThemeList.LEARNING_NEEDS)
    noticeable = study.theme("Merkbaar inwoner", ThemeList.NOTICEABLE)
    study.element("Zorg voor focus", themes=[balance, noticeable])
    fragment = study.fragment(study.document("A"))
    study.put(FragmentTheme(id=new_id(), fragment_id=fragment.id, theme_id=balance.id))
    table = made(study, "themas")
    assert [(row.cells[0].text, row.cells[4].number, row.cells[5].text) for row in table.rows] == [
        ("Balans zoeken", 1, ""),
        ("Opbrengsten inzichtelijk maken", 0, "vraagstuk zonder element"),
        ("Merkbaar inwoner", 1, "thema buiten de lijst"),
    ]
    assert table.caption == "1 vraagstuk zonder element; 1 thema buiten de lijst"
    assert table.rows[0].cells[0].evidence == (fragment.id,)


def test_rule_5d_where_it_does_not_work_names_the_other_side_and_what_separates(study: StudyBuilder) -> None:
    city, village = study.case("Stad"), study.case("Dorp")
    visit = study.canonical(Role.I, "een huisbezoek")
    up = study.canonical(Role.O, "rust", direction=Direction.PLUS)
    down = study.canonical(Role.O, "onrust", direction=Direction.MINUS)
    document = study.document("A")
    study.configuration([visit, up], supports=[study.claim(document, [visit, up], cases=[city])])
    study.configuration([visit, down], supports=[study.claim(document, [visit, down], cases=[village])])
    study.configuration([study.canonical(Role.O, "stilte")])
    against = study.claim(document, [up], respondent=study.respondent("R9"))
    study.configuration([study.canonical(Role.O, "lawaai")], contradicts=[against], negative=True)
    table = made(study, "waar_werkt_het_niet")
    assert [(row.cells[0].text, row.cells[2].items, row.cells[3].items) for row in table.rows] == [
        ("1", ("tegengesteld aan 2: een huisbezoek",), ("2: casus: Stad ↔ Dorp",)),
        ("2", ("tegengesteld aan 1: een huisbezoek",), ("1: casus: Dorp ↔ Stad",)),
        ("4", ("negatieve casus", "weersproken door R9"), ()),
    ]


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.id)
def test_every_table_comes_out_the_same_twice_and_names_only_quotes_it_has(study: StudyBuilder, entry: object) -> None:
    _elements, claim, configuration = full(study)
    element, _version = study.element("Zorg voor rust", [study.snapshot().version_of(configuration.id)])
    study.strategy(element, "Bel op", claims=[claim])
    id_: str = entry.id  # type: ignore[attr-defined]
    table = made(study, id_)
    assert table == made(study, id_)
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    named = {fragment for row in table.rows for cell in row.cells for fragment in cell.evidence}
    assert named == {quote.fragment_id for quote in table.quotes}
