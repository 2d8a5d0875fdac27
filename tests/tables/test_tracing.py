"""Every cell of every table leads to words, and every quote back to its cells: one generic test over all tables."""

from __future__ import annotations

import pytest

from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Direction, Role
from cmo_coder.model.cases import CaseAttribute, CaseScale, Group
from cmo_coder.model.claims import EpistemicStatus, Polarity
from cmo_coder.model.codes import CodeType
from cmo_coder.model.configurations import ConfigurationStatus, ConfigurationVersion, RelationType
from cmo_coder.model.effective_elements import ThemeList
from cmo_coder.model.fragments import FragmentTheme
from cmo_coder.model.reporting import DesignStep
from cmo_coder.model.stories import StoryBox, StoryItem, StoryItemFragment
from cmo_coder.model.theories import (
    MidrangeTheory,
    ProgrammeTheory,
    ProgrammeTheoryVersion,
    TheoryConfiguration,
    TheoryMidrange,
)
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.store.configurations import set_status
from cmo_coder.store.memos import add_memo
from cmo_coder.store.patterns import add_demi
from cmo_coder.tables.catalogue import CATALOGUE, build
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.tracing import EVERYTHING, places_of_quotes
from tests.realist.builder import StudyBuilder

ABOUT_THE_STUDY = {
    # What the team says of its own study rests on no interview: no quote can stand behind it.
    "rameses": {"*"},
    "opzet": {"*"},
    "casussen": {"*"},
    # A decision or memo may hang on the study itself; those that hang on evidence lead to it.
    "besluiten": {"datum"},
    "typologie": {"*"},
    # The names of boxes and levels head their row, also where nothing stands in it yet.
    "veranderverhaal": {"vak"},
    "inventaris": {"niveau", "van_wie", "termijn"},
}
"""Cells that need no words behind them, by table; every other cell that says something must lead to a quote."""


def whole(study: StudyBuilder) -> Snapshot:
    """A study with something for every table."""
    north, south = study.case("Noord", inwoners="900"), study.case("Zuid")
    first = study.round("R1")
    ans, bea = study.respondent("Ans", Group.RESIDENT, north), study.respondent("Bea", Group.PROFESSIONAL, south)
    one = study.document("Interview Ans", round=first, case=north, speaker=ans)
    two = study.document("Interview Bea", round=first, case=south, speaker=bea)
    kitchen = study.canonical(Role.I, "samen koken")
    place, hall = study.canonical(Role.C, "een vaste plek"), study.canonical(Role.C, "een wisselende zaal")
    trust = study.canonical(Role.M_RED, "vertrouwen", actors=[study.actor("bewoners")])
    rota = study.canonical(Role.M_RES, "een rooster")
    visits = study.canonical(Role.O, "meer bezoek", direction=Direction.PLUS)
    fewer = study.canonical(Role.O, "minder bezoek", direction=Direction.MINUS)
    good = study.claim(one, [place, kitchen, rota, trust, visits], respondent=ans, cases=[north])
    bad = study.claim(two, [hall, kitchen, trust, fewer], respondent=bea, cases=[south], polarity=Polarity.WORKS_NOT)
    hoped = study.claim(one, [visits, trust], respondent=ans, cases=[north], status=EpistemicStatus.HOPED)
    made, version = study.configuration([place, kitchen, rota, trust, visits], supports=[good], refines=[hoped])
    other, negative = study.configuration(
        [hall, kitchen, trust, fewer], supports=[bad], contradicts=[good], negative=True
    )
    study.relate(RelationType.RIPPLE, made, other, shared=visits)
    theme = study.theme("Ontmoeten", ThemeList.LEARNING_NEEDS)
    element, _wording = study.element("Creëer een vaste plek", [version, negative], themes=[theme])
    study.strategy(element, "Kook elke week", claims=[good])
    words = study.fragment(one)
    study.coding(words, study.code("plek", CodeType.C))
    study.put(FragmentTheme(id=new_id(), fragment_id=words.id, theme_id=theme.id))
    for case in (north, south):
        item = StoryItem(id=new_id(), case_id=case.id, box=StoryBox.CONDITION, text="Structurele financiering")
        link = StoryItemFragment(id=new_id(), story_item_id=item.id, fragment_id=words.id)
        study.put(item, link)
    study.put(CaseScale(id=new_id(), key="fase", steps=("los", "samen")))
    study.put(CaseAttribute(id=new_id(), case_id=north.id, key="fase", value="los"))
    study.put(DesignStep(id=new_id(), step="Documentanalyse", what="plannen gelezen"))
    _theory(study, version)
    add_demi(study.project, "Koken bindt", basis="alle inwoners", configuration_ids=[made.id], negative_ids=[other.id])
    add_memo(study.project, "Valt op.", [("configuration", made.id)])
    set_status(study.project, made, ConfigurationStatus.CONTESTED, "omstreden")
    return study.snapshot()


def _theory(study: StudyBuilder, version: ConfigurationVersion) -> None:
    theory = ProgrammeTheory(id=new_id(), title="Samen eten")
    first = ProgrammeTheoryVersion(
        id=new_id(), programme_theory_id=theory.id, nr=0, statement="Als je kookt, dan komt men.", assumptions="Tijd."
    )
    midrange = MidrangeTheory(id=new_id(), name="Contacttheorie")
    study.put(theory, first, midrange)
    study.put(
        TheoryConfiguration(id=new_id(), programme_theory_version_id=first.id, configuration_version_id=version.id),
        TheoryMidrange(id=new_id(), programme_theory_id=theory.id, midrange_theory_id=midrange.id),
    )


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.id)
def test_from_any_cell_there_are_verbatim_quotes_behind_one_key(study: StudyBuilder, entry: object) -> None:
    id_: str = entry.id  # type: ignore[attr-defined]
    snapshot = whole(study)
    table = build(id_, snapshot, options=EVERYTHING)
    assert table.rows
    free = ABOUT_THE_STUDY.get(id_, set())
    for i, row in enumerate(table.rows):
        for j, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
            behind = table.behind(i, j)
            assert all(snapshot.fragments[fragment].quote for fragment in behind)
            says = cell.text and not (cell.number is not None and not cell.number)
            if says and not free & {"*", column.id}:
                assert behind, f"nothing behind row {i + 1}, '{column.title}': {cell.text}"


def test_from_any_quote_there_are_its_cells_and_they_are_right(study: StudyBuilder) -> None:
    snapshot = whole(study)
    places = places_of_quotes(snapshot, "nl")
    coded = set(snapshot.words_of_fragment) | {one.fragment_id for one in snapshot.codings}
    assert set(places) >= coded
    for fragment_id, found in places.items():
        for place in found:
            table = build(place.table_id, snapshot, options=EVERYTHING)
            assert fragment_id in table.rows[place.row].cells[place.column].evidence
            assert table.columns[place.column].id == place.column_id


def test_a_count_of_nothing_and_an_empty_cell_have_nothing_behind_them(study: StudyBuilder) -> None:
    snapshot = whole(study)
    table = build("citaten_per_groep", snapshot, options=TableOptions())
    numbers = [(i, j) for i, row in enumerate(table.rows) for j, cell in enumerate(row.cells) if cell.number == 0]
    assert numbers
    assert all(table.behind(i, j) == () for i, j in numbers)
