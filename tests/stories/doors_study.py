"""A small study in which every hard rule is one step away from being broken, for the tests of the three doors."""

from __future__ import annotations

from pathlib import Path

from cmo_coder.model.canonical import Role
from cmo_coder.model.checks import CheckOutcome
from cmo_coder.model.claims import Claim, Polarity
from cmo_coder.model.codes import Code
from cmo_coder.model.configurations import Configuration, RelationType, Strength
from cmo_coder.model.documents import Document
from cmo_coder.model.effective_elements import EffectiveElementVersion, ElementChange
from cmo_coder.model.fragments import Stance
from cmo_coder.store.canonical import add_actor
from cmo_coder.store.claims import edit_claim, link_claim, tag
from cmo_coder.store.configuration_versions import edit_wording, new_version, slots_of, version_in_force
from cmo_coder.store.configurations import add_configuration, configuration_from_claim, log_search, relate
from cmo_coder.store.elements import Labels, add_element, assign, new_element_version
from cmo_coder.store.member_checks import add_member_check
from cmo_coder.store.patterns import add_demi
from cmo_coder.store.project import Project
from cmo_coder.store.strategies import add_omkering, add_strategy
from cmo_coder.store.study import edit_study
from cmo_coder.store.theories import add_theory, new_theory_version
from tests.tui.test_read import TEXT, make


def doors_study(path: Path) -> None:
    """Make the study.

    Claim 1 (works) has C, M and O, claim 2 (does not work) C and O. CMO 1 is made of claim 1 and names nobody; claim 2
    contradicts it strongly. CMO 2 is made of claim 2, names somebody, and is called a rival of CMO 1; CMO 3 is theory
    only. Element 1 has a strategy without origin; element 2 has no negative case and no search; element 3 rests on
    CMO 1 and is strongly contradicted, and has an omkering of claim 2.
    """
    with make(path) as project:
        first = _claim(project, [("Klein dorp", "Ik kende hier niemand"), ("Niet bekeken", "Omdat ik me niet bekeken")])
        tag(project, _document(project).id, *_span("maakte ik de post open"), _code(project, "Opent post"), claim=first)
        second = _claim(project, [("Klein dorp", "een tafel met koffie"), ("Slaapt weer", "Nu slaap ik weer")])
        second = edit_claim(project, second, polarity=Polarity.WORKS_NOT)
        one = configuration_from_claim(project, first)
        link_claim(project, second, one.id, Stance.CONTRADICTS, strength=Strength.STRONG)
        two = configuration_from_claim(project, second)
        edit_wording(project, two, actor_id=add_actor(project, "Bewoner").id)
        add_configuration(project, {Role.C: _elements(project, "Klein dorp")})
        relate(project, RelationType.RIVAL, one, two)
        elements = [add_element(project, Labels(label)) for label in ("Zorg voor rust", "Maak tijd", "Bied koffie")]
        add_strategy(project, elements[0], "Zet koffie")
        for element in (elements[0], elements[2]):
            log_search(project, "wie bleef weg?", element_id=element.id)
        assign(project, elements[2], one.id)
        add_omkering(project, elements[2], [second], "Begin klein", "Te groot werkte niet")


def with_versions(path: Path) -> None:
    """Add to it a question, an element 4 that was laid before a session, a theory and a demi-regularity.

    Element 4, CMO 2 and the theory have a second version, with its reason; the demi-regularity has a negative case.
    """
    with Project.open(str(path), with_backup=False) as project:
        edit_study(project, question="Wat maakt dat mensen hun post weer openen?")
        with project.read() as reading:
            one, two, _three = reading.all(Configuration, order=("number",))
        checked = add_element(project, Labels("Wees er elke week"))
        with project.read() as reading:
            first_words = reading.all(EffectiveElementVersion, effective_element_id=checked.id)
            wording = version_in_force(reading, two.id)
            slots = slots_of(reading, wording.id)
        add_member_check(project, "Leersessie 1", [(first_words[0], CheckOutcome.RECOGNISED, "")])
        new_version(project, two, slots, "kan scherper", actor_id=wording.actor_id)
        new_element_version(project, checked, Labels("Wees er iedere week"), ElementChange.SHARPENED, "kan korter")
        theory = add_theory(project, "Rust", "Als er rust is, dan gaat de post open, omdat niemand kijkt")
        new_theory_version(project, theory, "Als het rustig is, dan gaat de post open", "gezegd in ronde 2")
        add_demi(project, "Wie gezien wordt, komt terug", configuration_ids=[one.id], negative_ids=[two.id])


def _document(project: Project) -> Document:
    with project.read() as reading:
        return reading.all(Document)[0]


def _code(project: Project, name: str) -> Code:
    with project.read() as reading:
        return next(one for one in reading.all(Code) if one.name == name)


def _elements(project: Project, name: str) -> list[str]:
    code = _code(project, name)
    assert code.canonical_element_id is not None
    return [code.canonical_element_id]


def _span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def _claim(project: Project, slots: list[tuple[str, str]]) -> Claim:
    claim: Claim | None = None
    for name, words in slots:
        _coding, claim = tag(
            project, _document(project).id, *_span(words), _code(project, name), claim=claim, new_claim=claim is None
        )
    assert claim is not None
    return claim
