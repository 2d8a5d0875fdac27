"""The table of programme theories over time."""

from __future__ import annotations

from cmo_coder.model.theories import TheoryStatus
from cmo_coder.store.theories import add_theory, new_theory_version, promote_theory
from cmo_coder.tables.catalogue import build
from tests.realist.builder import StudyBuilder


def test_a_promotion_stands_with_its_reason_beside_the_version_that_it_is_about(study: StudyBuilder) -> None:
    theory = add_theory(study.project, "Koken", "Als je kookt, dan komt men.", date="2024-01-10")
    new_theory_version(study.project, theory, "Als je samen kookt, dan komt men.", "ronde 1", date="2024-03-01")
    promote_theory(study.project, theory, TheoryStatus.TESTED, "ronde 2 bevestigt het")
    first, second = (row.cells[6] for row in build("theorieversies", study.snapshot(), language="nl").rows)
    assert first.text == ""
    assert second.items[0] == "ronde 1"
    assert second.items[1].endswith("Programmatheorie 'Koken': status getoetst: ronde 2 bevestigt het")
    assert len(second.items) == 2
