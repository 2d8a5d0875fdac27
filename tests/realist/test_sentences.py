"""The sentence of a configuration follows its slots, its template and the analyst's own words (section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Actor, CanonicalElement, Direction, Role
from cmo_coder.model.claims import Polarity
from cmo_coder.model.configurations import (
    Configuration,
    ConfigurationSlot,
    ConfigurationVersion,
    Form,
    RelationType,
    Template,
)
from cmo_coder.model.effective_elements import OmkeringStatus
from cmo_coder.realist.frames import Parts, fill, joined, omkering_pieces, ripple_pieces, rival_pieces, within
from cmo_coder.realist.sentences import (
    form_of,
    form_of_roles,
    letters_of,
    omkering_sentence,
    pieces_of,
    sentence_in,
    sentence_of,
)
from cmo_coder.store.configurations import relate
from tests.realist.builder import StudyBuilder

LABELS = {
    Role.C: "partijen nog aarzelen",
    Role.I: "een inspiratiesessie",
    Role.M_RES: "voortrekkers hun verhaal vertellen",
    Role.M_RED: "zich herkennen in het verhaal",
    Role.O: "meer draagvlak",
}


def written(
    roles: Sequence[Role],
    *,
    actor: str = "",
    negative: bool = False,
    direction: Direction | None = None,
    language: str = "nl",
    extra: Sequence[tuple[Role, str]] = (),
    **version: Any,
) -> str:
    """The sentence of a configuration with the usual labels in these roles."""
    configuration = Configuration(id=new_id(), number=1, negative_case=negative)
    wording = ConfigurationVersion(id=new_id(), configuration_id=configuration.id, nr=1, **version)
    elements: dict[str, CanonicalElement] = {}
    slots: list[ConfigurationSlot] = []
    for position, (role, label) in enumerate([*((role, LABELS[role]) for role in roles), *extra]):
        element = CanonicalElement(id=new_id(), role=role, label=label, direction=direction if role is Role.O else None)
        elements[element.id] = element
        slots.append(
            ConfigurationSlot(
                id=new_id(),
                configuration_version_id=wording.id,
                role=role,
                canonical_element_id=element.id,
                position=position,
            )
        )
    who = Actor(id=new_id(), name=actor) if actor else None
    return sentence_of(configuration, wording, slots, elements, who, language=language)


C, I, RES, RED, O = Role.C, Role.I, Role.M_RES, Role.M_RED, Role.O  # noqa: E741


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        (
            (C, I, RES, RED, O),
            "Als partijen nog aarzelen, dan leidt een inspiratiesessie tot meer draagvlak, omdat organisaties zich "
            "herkennen in het verhaal (doordat voortrekkers hun verhaal vertellen).",
        ),
        (
            (C, I, RED, O),
            "Als partijen nog aarzelen, dan leidt een inspiratiesessie tot meer draagvlak, omdat organisaties zich "
            "herkennen in het verhaal.",
        ),
        (
            (C, RES, O),
            "Als partijen nog aarzelen, dan meer draagvlak, doordat voortrekkers hun verhaal vertellen.",
        ),
        (
            (I, RED, O),
            "Een inspiratiesessie leidt tot meer draagvlak, omdat organisaties zich herkennen in het verhaal.",
        ),
        ((RED, O), "Meer draagvlak, omdat organisaties zich herkennen in het verhaal."),
        ((C, RED), "Als partijen nog aarzelen, dan …, omdat organisaties zich herkennen in het verhaal."),
        ((RED,), "Omdat organisaties zich herkennen in het verhaal."),
    ],
)
def test_nl_1_leaves_missing_parts_out(roles: tuple[Role, ...], sentence: str) -> None:
    assert written(roles, actor="organisaties") == sentence


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        ((C, O), "Waar partijen nog aarzelen, meer draagvlak; waarom is nog onbekend."),
        (
            (C, I, O),
            "Waar partijen nog aarzelen, leidt een inspiratiesessie tot meer draagvlak; waarom is nog onbekend.",
        ),
        ((I, O), "Een inspiratiesessie leidt tot meer draagvlak; waarom is nog onbekend."),
    ],
)
def test_nl_2_a_dyad_says_that_the_why_is_unknown(roles: tuple[Role, ...], sentence: str) -> None:
    assert written(roles) == sentence


def test_nl_3_a_negative_case_says_that_it_did_not_come() -> None:
    assert written((C, I, RED, O), actor="organisaties", negative=True) == (
        "In partijen nog aarzelen leidt een inspiratiesessie niet tot meer draagvlak, omdat organisaties zich "
        "herkennen in het verhaal."
    )
    assert written((C, RED, O), negative=True) == (
        "In partijen nog aarzelen leidt dit niet tot meer draagvlak, omdat zich herkennen in het verhaal."
    )
    assert written((I, O), negative=True) == (
        "Een inspiratiesessie leidt niet tot meer draagvlak; waarom is nog onbekend."
    )


def test_nl_3_is_not_taken_where_the_outcome_is_itself_negative() -> None:
    # "leidt niet tot [minder X]" would say the opposite of what was found.
    assert "niet" not in written((C, I, RED, O), negative=True, direction=Direction.MINUS)


def test_nl_4_names_each_rival_mechanism() -> None:
    made = rival_pieces("goede praktijken verspreiden zich slecht", ["tijdgebrek", "niet eigen zijn", "geldgebrek"])
    assert "".join(piece.text for piece in made) == (
        "Goede praktijken verspreiden zich slecht wordt door sommigen verklaard uit tijdgebrek, door anderen uit "
        "niet eigen zijn, door anderen uit geldgebrek."
    )
    assert written((RED, O), extra=[(RED, "gewoonte")], template=Template.NL_4) == (
        "Meer draagvlak wordt door sommigen verklaard uit zich herkennen in het verhaal, door anderen uit gewoonte."
    )


def test_nl_5_a_ripple_goes_on_in_the_next_context() -> None:
    made = ripple_pieces("meer aandacht", "mensen bewuster worden")
    assert "".join(piece.text for piece in made) == (
        "Meer aandacht, en dat werd op zijn beurt de context waarin mensen bewuster worden."
    )
    assert written((C, O), template=Template.NL_5) == ("Meer draagvlak, en dat werd op zijn beurt de context waarin …")


def test_nl_6_an_omkering_is_marked_as_not_observed_until_it_is_confirmed(study: StudyBuilder) -> None:
    document = study.document("Interview")
    outcome = study.canonical(O, "niemand leest de folder")
    claim = study.claim(document, [outcome], polarity=Polarity.WORKS_NOT)
    derived = study.omkering([claim], "Bel mensen op.")
    sure = study.omkering([claim], "Bel mensen op", status=OmkeringStatus.CONFIRMED, confirmed_in="leersessie 2")
    snapshot = study.snapshot()
    assert omkering_sentence(snapshot, derived.id) == (
        "Niet gewerkt: niemand leest de folder. Afgeleid: Bel mensen op. (niet waargenomen)"
    )
    assert omkering_sentence(snapshot, sure.id).endswith("(bevestigd in leersessie 2)")


def test_nl_7_is_the_imperative_itself() -> None:
    assert "".join(p.text for p in fill(Template.NL_7, Parts(i="zorg voor draagvlak"))) == "Zorg voor draagvlak."


@pytest.mark.parametrize(
    ("roles", "negative", "sentence"),
    [
        (
            (C, I, RED, O),
            False,
            "If partijen nog aarzelen, then een inspiratiesessie leads to meer draagvlak, because people zich "
            "herkennen in het verhaal.",
        ),
        (
            (C, I, RES, RED, O),
            False,
            "If partijen nog aarzelen, then een inspiratiesessie leads to meer draagvlak, because people zich "
            "herkennen in het verhaal (through voortrekkers hun verhaal vertellen).",
        ),
        ((C, O), False, "If partijen nog aarzelen, then meer draagvlak; why is not yet known."),
        (
            (I, RED, O),
            True,
            "Een inspiratiesessie does not lead to meer draagvlak, because people zich herkennen in het verhaal.",
        ),
    ],
)
def test_en_1_serves_english_studies(roles: tuple[Role, ...], negative: bool, sentence: str) -> None:
    assert written(roles, actor="people", negative=negative, language="en") == sentence


def test_omdat_is_for_reasoning_and_doordat_for_resources() -> None:
    assert "omdat" not in written((C, RES, O))
    assert "doordat" not in written((C, RED, O))


def test_several_elements_of_a_slot_are_joined_with_en() -> None:
    sentence = written((C, RED, O), extra=[(C, "er weinig tijd is"), (C, "er weinig geld is")])
    assert sentence.startswith("Als partijen nog aarzelen, er weinig tijd is en er weinig geld is, dan")
    assert joined(["a", "b"], "en") == "a and b"
    assert joined([]) == ""


def test_a_sentence_of_the_version_replaces_everything() -> None:
    assert written((C, RED, O), sentence="Zo zit het. ") == "Zo zit het."


def test_a_wording_replaces_its_part_and_the_others_follow_the_slots() -> None:
    sentence = written((C, I, RES, RED, O), actor="inwoners", wordings=("C=het spannend is", "actor=buren", "M_res="))
    assert sentence == (
        "Als het spannend is, dan leidt een inspiratiesessie tot meer draagvlak, omdat buren zich herkennen in het "
        "verhaal."
    )


def test_the_version_may_name_another_template() -> None:
    assert written((C, RED, O), template=Template.NL_2).startswith("Waar partijen")


def test_without_slots_there_is_no_sentence() -> None:
    assert written(()) == ""
    assert written((), negative=True) == ""


def test_pieces_say_which_words_come_from_which_slot() -> None:
    configuration = Configuration(id=new_id(), number=1)
    element = CanonicalElement(id=new_id(), role=O, label="rust")
    version = ConfigurationVersion(
        id=new_id(), configuration_id=configuration.id, nr=1, wordings=("M_red=zich veilig voelen",)
    )
    slot = ConfigurationSlot(id=new_id(), configuration_version_id=version.id, role=O, canonical_element_id=element.id)
    pieces = pieces_of(configuration, version, [slot], {element.id: element}, None, template=Template.NL_1)
    assert [(p.text, p.slot, p.edited) for p in pieces] == [
        ("Rust", "O", False),
        (", omdat ", "", False),
        ("zich veilig voelen", "M_red", True),
        (".", "", False),
    ]


def test_the_actor_of_the_reasoning_stands_in_where_the_version_names_none(study: StudyBuilder) -> None:
    inwoners = study.actor("inwoners")
    reasoning = study.canonical(RED, "zich gehoord voelen", actors=[inwoners])
    outcome = study.canonical(O, "meer vertrouwen")
    _made, version = study.configuration([reasoning, outcome])
    assert sentence_in(study.snapshot(), version) == "Meer vertrouwen, omdat inwoners zich gehoord voelen."


@pytest.mark.parametrize(
    ("roles", "form"),
    [
        ((C, RED, O), Form.TRIAD),
        ((C, RES, O), Form.TRIAD),
        ((C, O), Form.DYAD),
        ((I, O), Form.DYAD),
        ((RED, O), Form.DYAD),
        ((C, I, O), Form.DYAD),
        ((I, RED, O), Form.DYAD),
        ((C, RED), Form.INCOMPLETE),
        ((O,), Form.INCOMPLETE),
        ((), Form.INCOMPLETE),
    ],
)
def test_the_form_follows_from_the_filled_slots(roles: tuple[Role, ...], form: Form) -> None:
    assert form_of_roles(roles) is form
    rows = [
        ConfigurationSlot(id=str(n), configuration_version_id="v", role=role, canonical_element_id="e")
        for n, role in enumerate(roles)
    ]
    assert form_of(rows) is form


def test_letters_name_the_filled_slots_in_one_order() -> None:
    assert letters_of([O, RED, C, RES]) == "C-M-O"
    assert letters_of([O, I]) == "I-O"


@given(
    st.builds(
        Parts, **{name: st.sampled_from(["", "iets doen"]) for name in ("c", "i", "m_res", "m_red", "o", "actor")}
    ),
    st.sampled_from(Template),
    st.booleans(),
)
def test_every_template_gives_a_sentence_or_nothing(parts: Parts, template: Template, absent: bool) -> None:
    text = "".join(piece.text for piece in fill(template, parts, absent=absent, mechanisms=["a", "b"]))
    assert text == "" or text[0].isupper()
    assert "  " not in text
    assert ", ," not in text
    assert text == text.strip()
    assert text == "" or text[-1] in ".…)"


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Vertrouwen groeit", "vertrouwen groeit"),
        ("vertrouwen groeit", "vertrouwen groeit"),
        ("Één loket", "één loket"),
        ("IJkpunten in de wijk", "ijkpunten in de wijk"),
        ("Eén vast gezicht", "één vast gezicht"),
        ("GGZ en wijkteam", "GGZ en wijkteam"),
        ("HbA1c daalt", "HbA1c daalt"),
        ("COVID-19 voorbij", "COVID-19 voorbij"),
        ("U wordt gehoord", "U wordt gehoord"),
        ("", ""),
    ],
)
def test_a_label_loses_the_capital_that_it_begins_with_inside_a_sentence(label: str, inside: str) -> None:
    assert within(label) == inside


def test_labels_with_capitals_make_a_sentence_with_one() -> None:
    roles = (Role.C, Role.O, Role.M_RED)
    extra = ((Role.O, "Opent de post"), (Role.M_RED, "Niet bekeken"))
    assert written((Role.C,), extra=extra) == "Als partijen nog aarzelen, dan opent de post, omdat niet bekeken."
    assert written(roles, extra=((Role.C, "Klein dorp"),)).startswith("Als partijen nog aarzelen en klein dorp, dan ")


@pytest.mark.parametrize(
    ("statement", "ending"),
    [("Begin klein", "Begin klein. ("), ("Begin klein.", "Begin klein. ("), ("Wie betaalt?", "Wie betaalt? (")],
)
def test_an_omkering_ends_in_one_sign(statement: str, ending: str) -> None:
    assert ending in "".join(piece.text for piece in omkering_pieces(["te groot begonnen"], statement))


def test_what_did_not_work_ends_in_one_sign_too() -> None:
    words = "".join(piece.text for piece in omkering_pieces(["waarom komt er niemand?"], "Bel eerst"))
    assert words.startswith("Niet gewerkt: waarom komt er niemand? Afgeleid: Bel eerst. (")


def test_an_omkering_has_labels_without_their_capital_and_words_in_quotation_marks(study: StudyBuilder) -> None:
    document = study.document("Interview")
    labelled = study.claim(
        document,
        [study.canonical(Role.I, "Digitale zelftest"), study.canonical(O, "Geen reactie")],
        polarity=Polarity.WORKS_NOT,
    )
    quoted = study.claim(document, [study.canonical(Role.M_RED, "wantrouwen")], polarity=Polarity.WORKS_NOT)
    made = study.omkering([quoted, labelled], "Bel eerst")
    snapshot = study.snapshot()
    words = snapshot.fragments[snapshot.fragments_of_claims([quoted.id])[0]].quote
    said = omkering_sentence(snapshot, made.id)
    assert "digitale zelftest → geen reactie" in said
    assert f"“{words}”" in said
    assert said.endswith("Afgeleid: Bel eerst. (niet waargenomen)")
    asked = "".join(piece.text for piece in omkering_pieces(["“waar blijft dat dan?”"], "Bel eerst"))
    assert asked.startswith("Niet gewerkt: “waar blijft dat dan?” Afgeleid: ")


def test_nl_4_and_nl_5_speak_of_the_configurations_that_are_related(study: StudyBuilder) -> None:
    visits = study.canonical(Role.O, "meer bezoek")
    one, first = study.configuration([study.canonical(Role.M_RED, "nieuwsgierig zijn"), visits])
    other, _version = study.configuration([study.canonical(Role.M_RES, "gratis koffie"), visits])
    after, _version = study.configuration([study.canonical(Role.O, "buren elkaar groeten")])
    relate(study.project, RelationType.RIVAL, other, one)
    relate(study.project, RelationType.RIPPLE, one, after, shared_id=visits.id)
    snapshot = study.snapshot()
    assert sentence_in(snapshot, first, Template.NL_4) == (
        "Meer bezoek wordt door sommigen verklaard uit nieuwsgierig zijn, door anderen uit gratis koffie."
    )
    assert sentence_in(snapshot, first, Template.NL_5) == (
        "Meer bezoek, en dat werd op zijn beurt de context waarin buren elkaar groeten."
    )
