"""A small study for the tests of card, board and linking: three configurations, four claims, two elements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cmo_coder.model.canonical import CanonicalElement, Direction, Role
from cmo_coder.model.cases import Group
from cmo_coder.model.claims import Claim, EpistemicStatus, Polarity
from cmo_coder.model.configurations import Configuration
from cmo_coder.model.documents import Document
from cmo_coder.model.effective_elements import EffectiveElement, ThemeList
from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.store.project import Project
from tests.realist.builder import StudyBuilder


@dataclass(frozen=True)
class BoardStudy:
    """The study with handles on what the tests name."""

    project: Project
    place: str
    documents: tuple[Document, ...]
    canonical: dict[str, CanonicalElement]
    claims: tuple[Claim, ...]
    configurations: tuple[Configuration, ...]
    elements: tuple[EffectiveElement, ...]

    def now(self) -> Snapshot:
        """The study as it is in the file now."""
        with self.project.read() as reading:
            return load_snapshot(reading)


def board_study(folder: Path) -> BoardStudy:
    """Make the study.

    Claims 1 and 2 support CMO 1, claim 3 contradicts it, claim 4 (hoped, does not work) is linked to nothing. CMO 1 and
    2 share a mechanism; CMO 3 is theory only. Element 1 rests on CMO 1; element 2 on nothing.
    """
    make = StudyBuilder(folder)
    north, south = make.case("Noord"), make.case("Zuid")
    first = make.round("R1")
    ans = make.respondent("Ans", Group.RESIDENT, north)
    bea = make.respondent("Bea", Group.PROFESSIONAL, south)
    one = make.document("Interview Ans", round=first, case=north, speaker=ans)
    two = make.document("Interview Bea", round=first, case=south, speaker=bea)
    c = make.canonical(Role.C, "een vaste plek")
    i = make.canonical(Role.I, "samen koken")
    trust = make.canonical(Role.M_RED, "vertrouwen krijgen", actors=[make.actor("bewoners")])
    more = make.canonical(Role.O, "meer bezoek", direction=Direction.PLUS)
    less = make.canonical(Role.O, "minder zorg", direction=Direction.PLUS)
    cmo = [c, i, trust, more]
    claims = (
        make.claim(one, cmo, respondent=ans, cases=[north]),
        make.claim(two, [i, trust, more], respondent=bea, cases=[south]),
        make.claim(two, [i, more], respondent=bea, cases=[south], polarity=Polarity.WORKS_NOT),
        make.claim(
            one, [c, less], respondent=ans, cases=[north], status=EpistemicStatus.HOPED, polarity=Polarity.WORKS_NOT
        ),
    )
    first_cmo, wording = make.configuration(cmo, supports=claims[:2], contradicts=claims[2:3], label="koken")
    second, _wording = make.configuration([trust, less], label="zorg")
    third, _wording = make.configuration([c, less], label="plek")
    themes = [make.theme("Ontmoeten", ThemeList.LEARNING_NEEDS), make.theme("Geld", ThemeList.LEARNING_NEEDS)]
    element, _version = make.element("Creëer een vaste plek", [wording], themes=themes[:1])
    other, _version = make.element("Zorg voor rust")
    make.strategy(element, "Kook elke week samen", claims=claims[:1])
    make.strategy(element, "Vraag buren")
    place = str(make.project.path)
    canonical = {"c": c, "i": i, "trust": trust, "more": more, "less": less}
    return BoardStudy(make.project, place, (one, two), canonical, claims, (first_cmo, second, third), (element, other))


@pytest.fixture
def board(tmp_path: Path) -> Iterator[BoardStudy]:
    """The study, open beside the app that a test starts on it."""
    made = board_study(tmp_path)
    yield made
    made.project.close()
