"""Two rounds as a story: elements from round 1, a member check, round 2, new wordings; all of it in the Word file."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from cmo_coder.export.writing import write_table
from cmo_coder.model.canonical import CanonicalElement, Role
from cmo_coder.model.cases import Group
from cmo_coder.model.checks import CheckOutcome
from cmo_coder.model.claims import Claim
from cmo_coder.model.configurations import Configuration
from cmo_coder.model.effective_elements import EffectiveElement, ElementChange
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.checks import CheckState, check_status
from cmo_coder.realist.support import support_of_element
from cmo_coder.store import elements as acts
from cmo_coder.store.claims import link_claim
from cmo_coder.store.member_checks import Participants, add_member_check
from cmo_coder.store.verify import verify
from cmo_coder.tables.catalogue import build
from cmo_coder.tables.options import TableOptions
from tests.realist.builder import StudyBuilder

DAY = datetime.date(2021, 12, 1)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIRST = {
    "Creëer een vaste plek": ("een vaste plek", "zich thuis voelen", "vaker komen"),
    "Werk vanuit wat bewoners willen": ("een open vraag", "zich gehoord voelen", "meedoen"),
    "Leer elkaar kennen": ("een gezamenlijke lunch", "elkaar vertrouwen", "sneller bellen"),
    "Zorg voor tijd": ("een vrije middag", "rust ervaren", "beter luisteren"),
    "Maak keuzes": ("een lijst met drie doelen", "overzicht hebben", "afmaken"),
}
"""Five elements with the intervention, mechanism and outcome of the configuration behind each."""
SECOND = ("supports", "contradicts", "refines", "supports", "supports")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[StudyBuilder]:
    made = StudyBuilder(tmp_path)
    yield made
    made.project.close()


def words_of(path: Path) -> str:
    """The words of a Word document, paragraph by paragraph."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return "\n".join("".join(text.text or "" for text in p.iter(f"{W}t")) for p in body.iter(f"{W}p"))


def first_round(
    study: StudyBuilder,
) -> tuple[list[EffectiveElement], list[Configuration], list[list[CanonicalElement]]]:
    """Round 1: five configurations with a claim each, and an element of each."""
    one = study.round("Ronde 1")
    case = study.case("Noord")
    ans = study.respondent("Ans", Group.RESIDENT, case)
    document = study.document("Ans, ronde 1", round=one, case=case, speaker=ans)
    elements, configurations, slots = [], [], []
    for label, (offered, reasoning, outcome) in FIRST.items():
        own = [
            study.canonical(role, words)
            for role, words in zip((Role.I, Role.M_RED, Role.O), (offered, reasoning, outcome), strict=True)
        ]
        claim = study.claim(document, own, respondent=ans, cases=[case])
        configuration, _version = study.configuration(own, supports=[claim])
        element = acts.add_element(study.project, acts.Labels(label), round_id=one.id)
        acts.assign(study.project, element, configuration.id)
        elements.append(element)
        configurations.append(configuration)
        slots.append(own)
    return elements, configurations, slots


def second_round(
    study: StudyBuilder, configurations: list[Configuration], slots: list[list[CanonicalElement]]
) -> tuple[str, list[Claim]]:
    """Round 2: another respondent; a claim for each configuration, linked as supports, contradicts or refines."""
    two = study.round("Ronde 2")
    case = study.case("Zuid")
    bea = study.respondent("Bea", Group.PROFESSIONAL, case)
    document = study.document("Bea, ronde 2", round=two, case=case, speaker=bea)
    claims = []
    for configuration, own, stance in zip(configurations, slots, SECOND, strict=True):
        claim = study.claim(document, own, respondent=bea, cases=[case])
        link_claim(study.project, claim, configuration.id, Stance(stance))
        claims.append(claim)
    return two.id, claims


def test_from_round_one_to_the_word_file_of_round_two(study: StudyBuilder, tmp_path: Path) -> None:
    elements, configurations, slots = first_round(study)
    versions = [study.snapshot().element_version_of(one.id) for one in elements]
    add_member_check(
        study.project,
        "leersessie 1",
        date="2020-06-01",
        participants=[Participants(group=Group.RESIDENT)],
        outcomes=[(version, CheckOutcome.RECOGNISED, "") for version in versions],
    )
    two, claims = second_round(study, configurations, slots)
    # What contradicts and what refines changes the wording; what only supports does not.
    changes = {
        1: ("Werk vanuit wat bewoners willen, ook als dat lang duurt", ElementChange.EXTENDED),
        2: ("Leer elkaar kennen buiten het werk", ElementChange.SHARPENED),
    }
    for nr, (label, kind) in changes.items():
        acts.new_element_version(
            study.project, elements[nr], acts.Labels(label), kind, "ronde 2", round_id=two,
            causes={claims[nr].id: Stance(SECOND[nr])},
        )  # fmt: skip

    snapshot = study.snapshot()
    states = [check_status(snapshot, snapshot.element_version_of(one.id).id).state for one in elements]
    lapsed, kept = CheckState.CHANGED_SINCE, CheckState.CHECKED
    assert states == [kept, lapsed, lapsed, kept, kept]
    support = support_of_element(snapshot, snapshot.element_version_of(elements[1].id).id)
    assert (len(support.supports.claims), len(support.contradicts.claims)) == (1, 1)  # never netted out
    first = support_of_element(snapshot, snapshot.element_version_of(elements[0].id).id).supports.counted
    assert (first.respondents.number, first.rounds.number, first.cases.number) == (2, 2, 2)

    history = build("elementen_over_rondes", snapshot, language="nl", date=DAY)
    text = words_of(write_table(history, tmp_path / "geschiedenis.docx"))
    for words in (
        "Werk vanuit wat bewoners willen, ook als dat lang duurt",
        "Werk vanuit wat bewoners willen",
        "aangevuld",
        "aangescherpt",
        "later gewijzigd, niet opnieuw voorgelegd",
        f"{claims[1].number}: een open vraag → meedoen (weerspreekt)",
        f"{claims[2].number}: een gezamenlijke lunch → sneller bellen (verfijnt)",
        "Ronde 2",
    ):
        assert words in text, words
    table = build(
        "werkzame_elementen", snapshot, language="nl", date=DAY,
        options=TableOptions(support=True, contradiction=True, member_check=True),
    )  # fmt: skip
    text = words_of(write_table(table, tmp_path / "elementen.docx"))
    assert "Leer elkaar kennen buiten het werk" in text
    assert text.count("later gewijzigd, niet opnieuw voorgelegd") == 2
    assert verify(study.project) == ()
