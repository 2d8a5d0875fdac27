"""The hard rules of the method hold whatever act, import or command makes the change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cmo_coder.messages import set_language
from cmo_coder.model.base import changed, new_id
from cmo_coder.model.canonical import Actor, CanonicalElement, CanonicalElementActor, Role
from cmo_coder.model.claims import Claim, ClaimSlot, Polarity, SlotEvidence
from cmo_coder.model.configurations import (
    Configuration,
    ConfigurationRelation,
    ConfigurationSlot,
    ConfigurationStatus,
    ConfigurationVersion,
    Evidence,
    NegativeSearch,
    RelationType,
)
from cmo_coder.model.documents import Document, Speaker, SpeakerKind, TextVersion, Turn
from cmo_coder.model.effective_elements import (
    EffectiveElement,
    EffectiveElementVersion,
    ElementConfiguration,
    ElementStatus,
    Omkering,
    OmkeringClaim,
    Strategy,
    StrategyClaim,
)
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment, Stance
from cmo_coder.model.memos import MemoAnchor
from cmo_coder.model.theories import ProgrammeTheory, ProgrammeTheoryVersion
from cmo_coder.store.change import Change
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from tests.store.example import TEXT, everything, only, words

Act = Callable[[Change], object]


def make(project: Project, act: Act) -> None:
    with project.change("act", "x") as change:
        act(change)


def refused(project: Project, act: Act, message: str) -> None:
    """The act is refused, nothing has changed, and undo and redo around it still work."""
    before, number = everything(project), project.data_version()
    with pytest.raises(RuleError, match=message) as raised:
        make(project, act)
    assert raised.value.remedy_text(), "says no way out"
    assert everything(project) == before
    assert project.data_version() == number
    if project.undo() is not None:
        project.redo()
    assert everything(project) == before


def allowed(project: Project, act: Act) -> None:
    """The act passes, the project is sound after it, and it can be taken back and brought again."""
    before = everything(project)
    make(project, act)
    after = everything(project)
    assert after != before
    assert verify(project) == ()
    project.undo()
    assert everything(project) == before
    project.redo()
    assert everything(project) == after


def behind(change: Change, role: Role) -> Fragment:
    """The fragment behind a slot of the claim."""
    slot = only(change, ClaimSlot, role=role)
    return change.get(Fragment, only(change, SlotEvidence, claim_slot_id=slot.id).fragment_id)


def without_evidence(change: Change, fragment: Fragment) -> None:
    anchors = change.all(MemoAnchor, object_id=fragment.id)
    change.delete(*anchors, *change.all(Coding, fragment_id=fragment.id), fragment)


# Fragments


def test_a_fragment_with_evidence_cannot_be_deleted(filled: Project) -> None:
    refused(
        filled,
        lambda change: without_evidence(change, behind(change, Role.M_RED)),
        "evidence of claim 1 and cannot be deleted",
    )


def test_a_fragment_that_was_taken_out_of_the_claim_can_be_deleted(filled: Project) -> None:
    def act(change: Change) -> None:
        fragment = behind(change, Role.M_RED)
        change.delete(only(change, SlotEvidence, fragment_id=fragment.id))
        without_evidence(change, fragment)

    allowed(filled, act)


def spoken(change: Change, quote: str) -> Fragment:
    document, version = only(change, Document), only(change, TextVersion)
    return words(TEXT, quote, document=document, version=version)


def as_evidence(change: Change, fragment: Fragment) -> None:
    slot = only(change, ClaimSlot, role=Role.O)
    change.insert(fragment, SlotEvidence(id=new_id(), claim_slot_id=slot.id, fragment_id=fragment.id))


@pytest.mark.parametrize(
    "quote", ["maakte dat u bleef", "voelde ik me gezien.\nInterviewer: E", "gezien.\nInterviewer: En"]
)
def test_words_of_the_interviewer_are_no_evidence(filled: Project, quote: str) -> None:
    refused(filled, lambda change: as_evidence(change, spoken(change, quote)), "words of the interviewer")


@pytest.mark.parametrize("quote", ["elke dag een rondje", "voelde ik me gezien.\n", "gezien.\nInterviewer: "])
def test_words_of_the_respondent_are_evidence_up_to_the_label_of_the_next_turn(filled: Project, quote: str) -> None:
    allowed(filled, lambda change: as_evidence(change, spoken(change, quote)))


def test_words_of_the_interviewer_may_be_coded(filled: Project) -> None:
    allowed(filled, lambda change: change.insert(spoken(change, "maakte dat u bleef")))


def test_a_fragment_behind_a_claim_cannot_grow_into_the_words_of_the_interviewer(filled: Project) -> None:
    def act(change: Change) -> None:
        fragment = behind(change, Role.M_RED)
        change.update(fragment, end=fragment.end + 20, quote=TEXT[fragment.start : fragment.end + 20])

    refused(filled, act, "words of the interviewer")


def test_a_speaker_whose_words_are_evidence_cannot_become_the_interviewer(filled: Project) -> None:
    def act(change: Change) -> None:
        change.update(only(change, Speaker, label="R1"), kind=SpeakerKind.INTERVIEWER, respondent_id=None)

    refused(filled, act, r"words of the interviewer \(turn 2\) cannot be evidence \(claim 1\)")


def test_a_turn_behind_a_claim_cannot_be_given_to_the_interviewer(filled: Project) -> None:
    def act(change: Change) -> None:
        asks = only(change, Speaker, label="Interviewer")
        change.update(only(change, Turn, nr=4), speaker_id=asks.id)

    refused(filled, act, "turn 4")


def test_a_respondent_may_be_somebody_else_while_evidence_exists(filled: Project) -> None:
    allowed(
        filled,
        lambda change: change.update(only(change, Speaker, label="R1"), kind=SpeakerKind.UNKNOWN, respondent_id=None),
    )


# The status of a configuration


def drop_evidence(change: Change) -> None:
    change.delete(only(change, Evidence))


def with_status(change: Change, status: ConfigurationStatus) -> None:
    change.update(only(change, Configuration), status=status)


def test_a_configuration_without_claims_can_only_be_provisional(filled: Project) -> None:
    refused(filled, drop_evidence, "Configuration 1 has no claims")

    def to_provisional(change: Change) -> None:
        drop_evidence(change)
        with_status(change, ConfigurationStatus.PROVISIONAL)

    allowed(filled, to_provisional)
    for status in ConfigurationStatus:
        if status is not ConfigurationStatus.PROVISIONAL:
            refused(filled, lambda change, status=status: with_status(change, status), "has no claims")  # type: ignore[misc]


def test_a_new_version_without_claims_takes_the_ground_away(filled: Project) -> None:
    def act(change: Change) -> None:
        old = only(change, ConfigurationVersion)
        change.update(old, in_force=False)
        change.insert(changed(old, id=new_id(), nr=2))

    refused(filled, act, "has no claims")


def test_a_supported_configuration_needs_a_supporting_claim_with_a_mechanism(filled: Project) -> None:
    def as_contradiction(change: Change) -> None:
        change.update(only(change, Evidence), stance=Stance.CONTRADICTS)

    def without_mechanism(change: Change) -> None:
        slot = only(change, ClaimSlot, role=Role.M_RED)
        change.delete(only(change, SlotEvidence, claim_slot_id=slot.id), slot)

    def to_outcome(change: Change) -> None:
        slot = only(change, ClaimSlot, role=Role.M_RED)
        change.update(slot, role=Role.O, canonical_element_id=None)

    for act in (as_contradiction, without_mechanism, to_outcome):
        refused(filled, act, "no supporting claim names a mechanism")

    def refined_instead(change: Change) -> None:
        without_mechanism(change)
        with_status(change, ConfigurationStatus.REFINED)

    allowed(filled, refined_instead)
    refused(filled, lambda change: with_status(change, ConfigurationStatus.SUPPORTED), "a dyad")


def test_a_claim_that_grounds_a_status_cannot_go(filled: Project) -> None:
    def act(change: Change) -> None:
        claim = only(change, Claim)
        slots = change.all(ClaimSlot, claim_id=claim.id)
        change.delete(*change.among(SlotEvidence, "claim_slot_id", [slot.id for slot in slots]), *slots)
        change.delete(only(change, Evidence))

    refused(filled, act, "has no claims")


def test_from_refined_on_somebody_is_named(filled: Project) -> None:
    def without_actor(change: Change) -> None:
        change.delete(only(change, CanonicalElementActor))

    def without_reasoning(change: Change) -> None:
        change.delete(only(change, ConfigurationSlot, role=Role.M_RED))

    def another_element(change: Change) -> None:
        nobody = CanonicalElement(id=new_id(), role=Role.M_RED, label="trots")
        change.insert(nobody)
        change.update(only(change, ConfigurationSlot, role=Role.M_RED), canonical_element_id=nobody.id)

    for act in (without_actor, without_reasoning, another_element):
        refused(filled, act, "does not say for whom")

    def named_itself(change: Change) -> None:
        change.update(only(change, ConfigurationVersion), actor_id=only(change, Actor).id)
        without_actor(change)
        without_reasoning(change)

    allowed(filled, named_itself)
    refused(
        filled, lambda change: change.update(only(change, ConfigurationVersion), actor_id=None), "does not say for whom"
    )


def test_a_provisional_configuration_may_name_nobody_yet(filled: Project) -> None:
    def act(change: Change) -> None:
        with_status(change, ConfigurationStatus.PROVISIONAL)
        change.delete(only(change, CanonicalElementActor))

    allowed(filled, act)
    refused(filled, lambda change: with_status(change, ConfigurationStatus.REFINED), "does not say for whom")


# Slots and relations


def test_an_element_stands_only_in_slots_of_its_role(filled: Project) -> None:
    def in_configuration(change: Change) -> None:
        change.update(only(change, ConfigurationSlot, role=Role.O), role=Role.C)

    def in_claim(change: Change) -> None:
        outcome = only(change, CanonicalElement, role=Role.O)
        change.update(only(change, ClaimSlot, role=Role.I), canonical_element_id=outcome.id)

    def by_the_element(change: Change) -> None:
        change.update(only(change, CanonicalElement, role=Role.O), role=Role.C)

    for act in (in_configuration, in_claim, by_the_element):
        refused(filled, act, "is an element of role .* and cannot stand in slot")


def test_a_ripple_names_what_is_shared(filled: Project) -> None:
    def relate(change: Change, type_: RelationType, element: str | None) -> None:
        second = Configuration(id=new_id(), number=2)
        change.insert(second, ConfigurationVersion(id=new_id(), configuration_id=second.id, nr=1))
        first = only(change, Configuration, number=1)
        change.insert(
            ConfigurationRelation(
                id=new_id(), type=type_, from_id=first.id, to_id=second.id, canonical_element_id=element
            )
        )

    refused(filled, lambda change: relate(change, RelationType.RIPPLE, None), "ripple from configuration 1 to 2")
    allowed(filled, lambda change: relate(change, RelationType.RIVAL, None))
    filled.undo()

    def ripple(change: Change) -> None:
        relate(change, RelationType.RIPPLE, only(change, CanonicalElement, role=Role.O).id)

    allowed(filled, ripple)
    refused(
        filled,
        lambda change: change.update(only(change, ConfigurationRelation), canonical_element_id=None),
        "must name the element",
    )


# Effective elements


def definitive(change: Change) -> None:
    change.update(only(change, EffectiveElementVersion), status=ElementStatus.DEFINITIVE)


def add_strategy(change: Change, omkering: str | None = None) -> Strategy:
    strategy = Strategy(
        id=new_id(), effective_element_id=only(change, EffectiveElement).id, text="Zet koffie", omkering_id=omkering
    )
    change.insert(strategy)
    return strategy


def test_a_definitive_element_has_something_behind_each_strategy(filled: Project) -> None:
    allowed(filled, add_strategy)
    refused(filled, definitive, "strategy 'Zet koffie' has no claim")

    def with_claim(change: Change) -> None:
        link = StrategyClaim(id=new_id(), strategy_id=only(change, Strategy).id, claim_id=only(change, Claim).id)
        change.insert(link)
        definitive(change)

    allowed(filled, with_claim)
    refused(filled, lambda change: change.delete(only(change, StrategyClaim)), "has no claim and no omkering")
    refused(filled, add_strategy, "has no claim and no omkering")

    def derived(change: Change) -> None:
        omkering = Omkering(id=new_id(), statement="Niet haasten", reasoning="Haast werkte niet")
        claim = Claim(id=new_id(), number=9, polarity=Polarity.WORKS_NOT)
        change.insert(omkering, claim, OmkeringClaim(id=new_id(), omkering_id=omkering.id, claim_id=claim.id))
        add_strategy(change, omkering.id)

    allowed(filled, derived)
    refused(
        filled,
        lambda change: change.update(next(one for one in change.all(Strategy) if one.omkering_id), omkering_id=None),
        "has no claim and no omkering",
    )


def test_a_definitive_element_has_a_negative_case_or_a_logged_search(filled: Project) -> None:
    allowed(filled, definitive)  # its configuration is a negative case
    no_case = lambda change: change.update(only(change, Configuration), negative_case=False)  # noqa: E731
    refused(filled, no_case, "no negative case and no search")
    refused(filled, lambda change: change.delete(only(change, ElementConfiguration)), "no negative case and no search")

    def searched(change: Change) -> None:
        change.insert(
            NegativeSearch(id=new_id(), effective_element_id=only(change, EffectiveElement).id, query="koffie")
        )
        no_case(change)

    allowed(filled, searched)
    refused(filled, lambda change: change.delete(only(change, NegativeSearch)), "no negative case and no search")


# Versions


def test_a_later_version_has_a_reason(filled: Project) -> None:
    def theory(change: Change) -> None:
        one = ProgrammeTheory(id=new_id(), title="Initiële theorie")
        change.insert(one, ProgrammeTheoryVersion(id=new_id(), programme_theory_id=one.id, nr=0, statement="Als, dan"))

    make(filled, theory)
    for cls in (ConfigurationVersion, EffectiveElementVersion, ProgrammeTheoryVersion):

        def later(change: Change, cls: type = cls, reason: str = " ") -> None:
            change.insert(changed(only(change, cls), id=new_id(), nr=7, reason=reason, in_force=False))

        refused(filled, later, "Version 7 of .* has no reason")
        allowed(filled, lambda change, cls=cls: later(change, cls, "scherper"))  # type: ignore[misc]

        def lost(change: Change, cls: type = cls) -> None:
            change.update(next(one for one in change.all(cls) if one.nr == 7), reason="")

        allowed(filled, lost)  # a project of before the rule may hold such a version: nobody can say it afterwards


def test_exactly_one_version_is_in_force(filled: Project) -> None:
    make(filled, lambda change: with_status(change, ConfigurationStatus.PROVISIONAL))

    def theory(change: Change) -> None:
        one = ProgrammeTheory(id=new_id(), title="Initiële theorie")
        change.insert(one, ProgrammeTheoryVersion(id=new_id(), programme_theory_id=one.id, nr=0, statement="Als, dan"))

    make(filled, theory)
    for cls in (TextVersion, ConfigurationVersion, EffectiveElementVersion, ProgrammeTheoryVersion):

        def none(change: Change, cls: type = cls) -> None:
            change.update(only(change, cls), in_force=False)

        def two(change: Change, cls: type = cls) -> None:
            change.insert(changed(only(change, cls), id=new_id(), nr=7))

        def another(change: Change, cls: type = cls) -> None:
            old = only(change, cls)
            change.insert(changed(old, id=new_id(), nr=7, reason="scherper"))
            change.update(old, in_force=False)

        for act, number in ((none, 0), (two, 2)):
            before = everything(filled)
            with pytest.raises(RuleError, match=rf"has {number} (texts|versions) in force instead of one"):
                make(filled, act)
            assert everything(filled) == before
        if cls is not TextVersion:  # there the fragments have to move along
            allowed(filled, another)
            with pytest.raises(RuleError, match="has 0 versions in force"):
                make(filled, lambda change, cls=cls: change.delete(only(change, cls, in_force=True)))  # type: ignore[misc]
            filled.undo()


def test_a_rule_speaks_the_language_of_the_reader(filled: Project) -> None:
    set_language("nl")
    refused(
        filled,
        lambda change: without_evidence(change, behind(change, Role.O)),
        r"bewijs voor claim 1 en kan niet worden verwijderd\. Haal het eerst uit de claim",
    )


def test_rules_look_at_many_rows_at_once(filled: Project) -> None:
    def act(change: Change) -> None:
        slot = only(change, ClaimSlot, role=Role.I)
        words_of_respondent = spoken(change, "koffie was")
        fragments = [changed(words_of_respondent, id=new_id(), note=str(i)) for i in range(1200)]
        change.insert(*fragments)
        change.insert(*(SlotEvidence(id=new_id(), claim_slot_id=slot.id, fragment_id=one.id) for one in fragments))

    make(filled, act)

    def one_of_many(change: Change) -> None:
        act(change)
        as_evidence(change, spoken(change, "maakte dat u bleef"))

    refused(filled, one_of_many, "words of the interviewer")
