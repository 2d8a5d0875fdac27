"""AC-2, AC-4, AC-5, AC-7, AC-8 and AC-16 to AC-19: printed tables made anew, and the flags that the cases ask for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from cmo_coder.exchange.bulk import create_project_from_bulk
from cmo_coder.model.canonical import Role
from cmo_coder.model.configurations import ConfigurationStatus
from cmo_coder.realist.contradiction import ContradictionKind, contradictions
from cmo_coder.realist.directions import Sign
from cmo_coder.realist.quantifiers import Quantity, in_words
from cmo_coder.realist.rivals import rival_sets
from cmo_coder.realist.separation import separations
from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.realist.typologies import Move, typologies
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from cmo_coder.tables.catalogue import build
from cmo_coder.tables.value import Table
from tests.acceptance import others
from tests.acceptance.adapter import REPORT, Cases
from tests.acceptance.marks import acceptance
from tests.shared import needs_shared

pytestmark = needs_shared
DAY = datetime.date(2022, 2, 21)


def made(snapshot: Snapshot, table: str) -> Table:
    return build(table, snapshot, language="nl", date=DAY)


@pytest.fixture(scope="module")
def loaded(cases: Cases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Project]]:
    """The three projects, each loaded once through the bulk import."""
    parts = {
        "rivm": (REPORT, others.narratives),
        "abd": (others.ABD, others.clusters),
        "zonmw": (others.ZONMW, others.pledges),
    }
    with ExitStack() as stack:
        found = {}
        for name, (document, records) in parts.items():
            folder = tmp_path_factory.mktemp(name)
            path = others.write(cases.folder, folder, document, records(cases))
            found[name] = stack.enter_context(create_project_from_bulk(path, folder / "p.cmo"))
        yield found


@pytest.fixture(scope="module")
def snapshots(loaded: dict[str, Project]) -> dict[str, Snapshot]:
    """Their analytic layers."""
    found = {}
    for name, project in loaded.items():
        with project.read() as reading:
            found[name] = load_snapshot(reading)
    return found


def test_the_loads_are_sound(loaded: dict[str, Project]) -> None:
    assert [verify(project) for project in loaded.values()] == [(), (), ()]


@acceptance("AC-2")
def test_the_table_of_questions_is_the_printed_one(snapshot: Snapshot, cases: Cases) -> None:
    """AC-2: Tabel 3.2 made anew: 7 themes, 21 questions."""
    table = made(snapshot, "vragen")
    assert [column.title for column in table.columns] == ["Thema vraagstuk", "Onderliggende vragen"]
    assert {row.cells[0].text: len(row.cells[1].items) for row in table.rows} == {
        "Diversiteit concepten": 2,
        "Motivatie en draagvlak": 4,
        "Keuzes maken": 2,
        "Balans zoeken": 3,
        "Opbrengsten inzichtelijk maken": 4,
        "Duurzaam maken": 4,
        "Toepassen op verschillende niveaus": 2,
    }
    shown = [(row.cells[0].text, item) for row in table.rows for item in row.cells[1].items]
    assert shown == [(row["thema_vraagstuk"], row["vraag"]) for row in cases.table("rivm-3_2-leerbehoeften.csv")]
    assert len(shown) == 21


@acceptance("AC-4")
def test_the_characteristics_of_the_regions_are_the_printed_table(snapshot: Snapshot, cases: Cases) -> None:
    """AC-4: Tabel 3.1 made anew: 7 attributes of 3 regions, all 21 cells filled."""
    table = made(snapshot, "casussen")
    printed = [list(row.values()) for row in cases.table("rivm-3_1-kenmerken-leerregios.csv")]
    assert [[cell.text for cell in row.cells] for row in table.rows] == printed
    assert [column.title for column in table.columns] == ["Kenmerk", "Flevoland", "Texel", "Leidsche Rijn"]
    assert sum(bool(cell.text) for row in table.rows for cell in row.cells[1:]) == 21


@acceptance("AC-5")
def test_the_boxes_hold_the_printed_items(snapshots: dict[str, Snapshot], cases: Cases) -> None:
    """AC-5: The seven boxes of the three figures hold the printed items, each region with one lead sentence."""
    table = made(snapshots["rivm"], "veranderverhaal")
    regions = [column.title for column in table.columns[1:]]
    assert regions == ["Flevoland", "Texel", "Leidsche Rijn"]
    counts = {row.cells[0].text: [len(cell.items) for cell in row.cells[1:]] for row in table.rows}
    assert counts == {
        "uitdagingen regio": [4, 2, 3],
        "uitdagingen proces": [4, 6, 5],
        "ambities": [6, 3, 5],
        "aanpak": [4, 4, 7],  # each with one line that introduces the others
        "doelgroepen": [6, 7, 8],
        "hogere effecten": [6, 4, 6],
        "randvoorwaarden": [8, 7, 8],
    }
    shown = {
        (region, row.cells[0].text, item)
        for row in table.rows
        for region, cell in zip(regions, row.cells[1:], strict=True)
        for item in cell.items
    }
    wanted = {(row["region"], row["kolom"].lower(), row["item"]) for row in cases.table("rivm-veranderverhaal.csv")}
    assert shown == wanted
    leads = [item.case_id for item in snapshots["rivm"].story_items.values() if item.lead]
    assert sorted(snapshots["rivm"].cases[case_id].name for case_id in leads) == sorted(regions)


@acceptance("AC-5")
def test_every_item_stands_on_its_own_words(snapshots: dict[str, Snapshot]) -> None:
    """AC-5: Every item of a box rests on its own place in the report."""
    snapshot = snapshots["rivm"]
    for item in snapshot.story_items.values():
        (words,) = snapshot.words_of_story_item[item.id]
        assert snapshot.fragments[words.fragment_id].quote == item.text
    places = {words.fragment_id for words in snapshot.story_item_fragments}
    assert len(places) == len(snapshot.story_items) == 113


@acceptance("AC-5")
def test_the_overlap_that_the_text_claims_is_found(snapshots: dict[str, Snapshot]) -> None:
    """AC-5: The cross-case view finds the overlaps that the text claims, 3/3 and 2/3."""
    rows = [[cell.text for cell in row.cells] for row in made(snapshots["rivm"], "verhaal_overlap").rows]
    by_items = {row[4]: row[3] for row in rows}

    def share(word: str) -> str:
        return next(n for items, n in by_items.items() if word in items.lower())

    assert share("scholing professionals") == "3/3"
    assert share("structurele") == "3/3"
    assert share("vergrijzing") == "2/3"
    assert not any("ontgroening" in items.lower() for items in by_items)  # one region only


@acceptance("AC-7")
def test_the_quotes_are_counted_by_group_beside_the_people_of_the_group(snapshots: dict[str, Snapshot]) -> None:
    """AC-7: 11 quotes counted by group and heading, beside how many people each group has (35)."""
    table = made(snapshots["rivm"], "citaten_per_groep")
    themes = [column.title for column in table.columns[4:]]
    assert themes == ["Bestuurders en beleidsmedewerkers", "Professionals", "Inwoners", "Waar werkt het niet?"]
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}
    assert rows["inwoner"][:3] == ["2", "2", "8"]
    assert rows["professional"] == ["7", "7", "17", "0", "5", "0", "2"]
    assert rows["beleidsmaker"][:3] == ["1", "1", "4"]
    assert rows["bestuurder"][:3] == ["1", "1", "6"]
    groups = ("inwoner", "professional", "beleidsmaker", "bestuurder")
    assert sum(int(rows[group][0]) for group in groups) == 11
    assert sum(int(rows[group][2]) for group in groups) == 35
    assert all(cell.evidence for row in table.rows for cell in row.cells[1:2])


@acceptance("AC-8")
def test_the_rival_pair_about_time_has_an_unknown_context(snapshots: dict[str, Snapshot]) -> None:
    """AC-8: The contradiction about time is a rival pair of which the context is unknown."""
    snapshot = snapshots["rivm"]
    (found,) = [one for one in contradictions(snapshot) if one.kind is ContradictionKind.OPPOSITE_OUTCOME]
    assert (found.basis, snapshot.canonical[found.element_id or ""].label) == (Role.I, "het andere gesprek")
    one, other = found.sides
    assert separations(snapshot, one, other) == ()
    sides = [[snapshot.configurations[id_].status for id_ in side.configurations] for side in found.sides]
    assert sides == [[ConfigurationStatus.CONTESTED], [ConfigurationStatus.CONTESTED]]
    rows = {row.cells[0].text: row for row in made(snapshot, "waar_werkt_het_niet").rows}
    assert rows["1"].cells[3].items == ("2: context onbekend",)
    assert rows["2"].cells[3].items == ("1: context onbekend",)


@acceptance("AC-8")
def test_both_sides_were_confirmed_by_another_source(snapshots: dict[str, Snapshot]) -> None:
    """AC-8: Both experiences were confirmed by another source than the interviews."""
    snapshot = snapshots["rivm"]
    said = [one for one in snapshot.check_outcomes if one.configuration_version_id is not None]
    numbers = {snapshot.configuration_of(one.configuration_version_id or "").number for one in said}
    assert numbers == {1, 2}
    assert {one.quote for one in said} == {others.TIME["confirmed"]}


@acceptance("AC-8")
def test_the_five_places_where_it_does_not_work_are_listed(snapshots: dict[str, Snapshot]) -> None:
    """AC-8: The five places where it does not work stand in the table, each on its words."""
    table = made(snapshots["rivm"], "waar_werkt_het_niet")
    negative = [row for row in table.rows if "negatieve casus" in row.cells[2].items]
    quotes = {quote.fragment_id: quote.quote for quote in table.quotes}
    for row, words in zip(negative, others.DOES_NOT_WORK.values(), strict=True):
        assert quotes[row.cells[1].evidence[0]].startswith(words)


@acceptance("AC-16")
def test_the_clusters_have_the_printed_numbers_of_quotes_and_bullets(snapshots: dict[str, Snapshot]) -> None:
    """AC-16: The seven clusters have the printed numbers of attributed quotes and bullets."""
    snapshot = snapshots["abd"]
    code = {one.name: one.id for one in snapshot.codes.values()}
    counts = []
    for theme in snapshot.themes.values():
        ids = {link.fragment_id for link in snapshot.fragment_themes if link.theme_id == theme.id}
        found = [
            {one.fragment_id for one in snapshot.codings if one.code_id == code[name]} & ids
            for name in ("citaat", "opsomming")
        ]
        counts.append((len(found[0]), len(found[1])))
    assert counts == [(2, 7), (1, 4), (0, 4), (0, 5), (4, 0), (4, 0), (0, 2)]


@acceptance("AC-16")
def test_without_a_list_of_people_there_is_no_denominator_and_no_word(snapshots: dict[str, Snapshot]) -> None:
    """AC-16: Without a list of people there is no denominator: flagged, and no verbal quantifier is given."""
    table = made(snapshots["abd"], "steun_in_woorden")
    assert table.notes[0] == (
        "Er is geen lijst van respondenten: niets hier heeft een noemer, dus er kan geen woord worden gegeven."
    )
    assert {row.cells[3].text for row in table.rows} == {"0 (van hoeveel is niet bekend)"}
    assert len(table.rows) == 7


@acceptance("AC-16")
def test_with_a_denominator_the_word_comes_from_the_scale_of_the_team(snapshots: dict[str, Snapshot]) -> None:
    """AC-16: With a denominator the word comes from the scale of the study, with n/N beside it."""
    scale = snapshots["abd"].study.quantifiers
    assert [in_words(Quantity(n, 40), scale) for n in (40, 33, 20, 9, 3)] == [
        "allen (40/40)",
        "vrijwel iedereen (33/40)",
        "veel (20/40)",
        "verschillende (9/40)",
        "sommigen (3/40)",
    ]


@acceptance("AC-17")
def test_three_positions_about_legislation_make_one_rival_set(snapshots: dict[str, Snapshot]) -> None:
    """AC-17: Three positions on legislation are one rival set: one I, different M, opposite O; no denominator."""
    snapshot = snapshots["abd"]
    (found,) = rival_sets(snapshot)
    assert (found.basis, found.opposite) == (Role.I, True)
    said = [(position.mechanisms, position.sign) for position in found.positions]
    assert said == [
        (("drang en dwang",), Sign.PLUS),
        (("intrinsieke motivatie wordt weggehaald",), Sign.MINUS),
        (("verandering is al ingezet",), Sign.OPEN),
    ]
    table = made(snapshot, "rivalen")
    assert [row.cells[1].number for row in table.rows] == [1, 2, 3]
    assert all("context onbekend" in item for row in table.rows for item in row.cells[6].items)
    assert "Er is geen lijst van respondenten: hoeveel een positie innemen is niet te zeggen." in table.notes


@acceptance("AC-17")
def test_about_a_coordinator_the_stances_stay_apart(snapshots: dict[str, Snapshot]) -> None:
    """AC-17: The divided cluster about a coordinator is not averaged: its stances are counted apart."""
    snapshot = snapshots["abd"]
    element = next(one for one in snapshot.elements.values() if one.nr == 6)
    links = snapshot.fragments_of_element_version[snapshot.element_version_of(element.id).id]
    counts = {
        stance: sum(link.stance.value == stance for link in links) for stance in ("supports", "contradicts", "refines")
    }
    assert counts == {"supports": 4, "contradicts": 2, "refines": 3}


@acceptance("AC-18")
def test_the_types_of_cooperation_are_ordered_and_cases_move(snapshots: dict[str, Snapshot]) -> None:
    """AC-18: The types of cooperation are an ordered attribute, and cases move along it in time."""
    (one,) = typologies(snapshots["zonmw"])
    assert one.known
    assert one.steps == ("op zichzelf staand", "verkennende samenwerking", "ondernemende samenwerking")
    assert [movement.move for movement in one.cases] == [Move.UNKNOWN, Move.UNKNOWN, Move.UP]
    rows = [[cell.text for cell in row.cells] for row in made(snapshots["zonmw"], "typologie").rows]
    assert [(row[2], row[4]) for row in rows] == [
        ("op zichzelf staand", "een klein deel"),
        ("verkennende samenwerking", "een groter deel"),
        ("ondernemende samenwerking", "enkele voorlopers"),
    ]
    assert rows[2][5] == (
        "enkele voorlopers: verkennende samenwerking (2014) → ondernemende samenwerking (2016) (omhoog)"
    )


@acceptance("AC-19")
def test_two_mechanisms_of_one_outcome_are_rivals(snapshots: dict[str, Snapshot]) -> None:
    """AC-19: Two mechanisms in one sentence are two configurations with one outcome, marked as rivals."""
    snapshot = snapshots["zonmw"]
    (found,) = [one for one in contradictions(snapshot) if one.kind is ContradictionKind.RIVAL_MECHANISM]
    assert (found.basis, found.declared) == (Role.O, True)
    labels = [[snapshot.configurations[id_].label for id_ in side.configurations] for side in found.sides]
    assert labels == [["geen tijd"], ["niet eigen"]]
    (rivals,) = rival_sets(snapshot)
    assert [position.mechanisms for position in rivals.positions] == [("geen tijd",), ("niet eigen",)]
    assert not rivals.opposite
