"""The rows of the analysis (codes, claims, configurations, theories, elements, memos), one function per kind."""

from __future__ import annotations

from cmo_coder.exchange.bulk_base import Form
from cmo_coder.exchange.bulk_checks import checked_of
from cmo_coder.exchange.bulk_rows import Builder, Maker
from cmo_coder.exchange.bulk_schema import (
    ActorForm,
    CanonicalElementForm,
    ClaimForm,
    CodeForm,
    ConfigurationForm,
    DecisionForm,
    DemiRegularityForm,
    ElementForm,
    MemberCheckForm,
    MemoForm,
    MidrangeTheoryForm,
    NegativeSearchForm,
    OmkeringForm,
    RelationForm,
    StrategyForm,
    ThemeForm,
    TheoryForm,
    WordedForm,
)
from cmo_coder.model.canonical import Actor, CanonicalElement, CanonicalElementActor, Role
from cmo_coder.model.checks import MemberCheck, MemberCheckOutcome, MemberCheckParticipant
from cmo_coder.model.claims import Claim, ClaimCase, ClaimSlot, SlotEvidence
from cmo_coder.model.codes import Code
from cmo_coder.model.configurations import (
    Configuration,
    ConfigurationRelation,
    ConfigurationSlot,
    ConfigurationVersion,
    DemiRegularity,
    DemiRegularityConfiguration,
    Evidence,
    NegativeSearch,
)
from cmo_coder.model.effective_elements import (
    EffectiveElement,
    EffectiveElementVersion,
    ElementConfiguration,
    ElementTheme,
    Omkering,
    OmkeringClaim,
    Strategy,
    StrategyClaim,
    Theme,
    ThemeQuestion,
)
from cmo_coder.model.memos import Decision, DecisionObject, Memo, MemoAnchor
from cmo_coder.model.theories import (
    MidrangeTheory,
    ProgrammeTheory,
    ProgrammeTheoryVersion,
    TheoryConfiguration,
    TheoryMidrange,
)


def actor(_b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, ActorForm)
    m.main(Actor, name=f.name, type=f.type, group=f.group)


def canonical_element(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, CanonicalElementForm)
    m.main(
        CanonicalElement,
        role=f.role,
        label=f.label,
        definition=f.definition,
        level=f.level,
        context_kind=f.context_kind,
        context_effect=f.context_effect,
        direction=f.direction,
        intended=f.intended,
        outcome_kind=f.outcome_kind,
        horizon=f.horizon,
        change=f.change,
    )
    for one in f.actors:
        m.make(CanonicalElementActor, canonical_element_id=m.id, actor_id=b.id_of("actor", one))


def code(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, CodeForm)
    m.main(
        Code,
        name=f.name,
        type=f.type,
        parent_id=b.ref("code", f.parent),
        definition=f.definition,
        inclusion=f.inclusion,
        exclusion=f.exclusion,
        example=f.example,
        colour=f.colour,
        aliases=tuple(f.aliases),
        key=f.key,
        status=f.status,
        merged_into_id=b.ref("code", f.merged_into),
        canonical_element_id=b.ref("canonical_element", f.element),
        position=b.next("code"),
    )


def theme(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, ThemeForm)
    m.main(Theme, label=f.label, list=f.list_, position=b.next("theme"))
    for nr, text in enumerate(f.questions):
        m.make(ThemeQuestion, theme_id=m.id, text=text, position=nr)


def claim(b: Builder, m: Maker, f: Form) -> None:
    """A claim with its cases and slots; without a document of its own, that of its first words."""
    assert isinstance(f, ClaimForm)
    m.main(
        Claim,
        number=b.number("claim", f.number),
        document_id=b.ref("document", f.document or b.document_of(f)),
        respondent_id=b.ref("respondent", f.respondent),
        round_id=b.ref("round", f.round),
        coder_id=b.ref("coder", f.coder),
        phase=f.phase,
        polarity=f.polarity,
        status=f.status,
        explicitness=f.explicitness,
        note=f.note,
    )
    for one in f.cases:
        m.make(ClaimCase, claim_id=m.id, case_id=b.id_of("case", one.case), naming=one.naming)
    for nr, slot in enumerate(f.slots, start=1):
        element_id = b.ref("canonical_element", slot.element)
        row = m.make(ClaimSlot, claim_id=m.id, role=slot.role, canonical_element_id=element_id, position=nr)
        for fragment in slot.fragments:
            m.make(SlotEvidence, claim_slot_id=row.id, fragment_id=b.id_of("fragment", fragment))


def configuration(b: Builder, m: Maker, f: Form) -> None:
    """A configuration, the version in force, the earlier ones, and its memo."""
    assert isinstance(f, ConfigurationForm)
    coder_id = b.ref("coder", f.coder)
    m.main(
        Configuration,
        number=b.number("configuration", f.number),
        label=f.label,
        coder_id=coder_id,
        status=f.status,
        inference=f.inference,
        level=f.level,
        certainty=f.certainty,
        certainty_reason=f.certainty_reason,
        negative_case=f.negative_case,
    )
    _wording(b, m, f, b.in_force(m.record), coder_id, in_force=True)
    for version in f.versions:
        _wording(b, m, version, version.nr, coder_id, in_force=False)
    if f.memo:
        row = m.make(Memo, text=f.memo, coder_id=coder_id)
        m.make(MemoAnchor, memo_id=row.id, object_type="configuration", object_id=m.id)


def _wording(b: Builder, m: Maker, f: WordedForm, nr: int, coder_id: str | None, *, in_force: bool) -> None:
    row = m.make(
        ConfigurationVersion,
        configuration_id=m.id,
        nr=nr,
        in_force=in_force,
        actor_id=b.ref("actor", f.actor),
        template=f.template,
        sentence=f.sentence,
        wordings=tuple(f"{name}={words}" for name, words in f.wordings.items()),
        reason=f.reason,
        coder_id=coder_id,
    )
    b.knows_version("configuration", m.id, nr, row.id)
    for role in Role:
        for place, element in enumerate(getattr(f.slots, role.value)):
            m.make(
                ConfigurationSlot,
                configuration_version_id=row.id,
                role=role,
                canonical_element_id=b.id_of("canonical_element", element),
                position=place,
            )
    for one in f.evidence:
        m.make(
            Evidence,
            claim_id=b.id_of("claim", one.claim),
            configuration_version_id=row.id,
            stance=one.stance,
            part=one.part,
            strength=one.strength,
            note=one.note,
        )


def relation(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, RelationForm)
    m.main(
        ConfigurationRelation,
        type=f.type,
        from_id=b.id_of("configuration", f.from_),
        to_id=b.id_of("configuration", f.to),
        canonical_element_id=b.ref("canonical_element", f.shared),
        note=f.note,
    )


def demi_regularity(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, DemiRegularityForm)
    m.main(DemiRegularity, description=f.description, basis=f.basis, exceptions=f.exceptions)
    for one in f.configurations:
        id_ = b.id_of("configuration", one.configuration)
        m.make(DemiRegularityConfiguration, demi_regularity_id=m.id, configuration_id=id_, negative=one.negative)


def negative_search(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, NegativeSearchForm)
    m.main(
        NegativeSearch,
        configuration_id=b.ref("configuration", f.configuration),
        effective_element_id=b.ref("element", f.element),
        query=f.query,
        date=f.date,
        found=f.found,
    )


def midrange_theory(_b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, MidrangeTheoryForm)
    m.main(MidrangeTheory, name=f.name, reference=f.reference, core_idea=f.core_idea)


def theory(b: Builder, m: Maker, f: Form) -> None:
    """A programme theory with its versions and the theories from the literature behind it."""
    assert isinstance(f, TheoryForm)
    m.main(ProgrammeTheory, title=f.title)
    for version in f.versions:
        row = m.make(
            ProgrammeTheoryVersion,
            programme_theory_id=m.id,
            nr=version.nr,
            statement=version.statement,
            in_force=version.nr == b.in_force(m.record),
            status=version.status,
            source=version.source,
            date=version.date,
            reason=version.reason,
        )
        b.knows_version("theory", m.id, version.nr, row.id)
        for one in version.configurations:
            id_ = b.version("configuration", one.configuration, one.version)
            m.make(TheoryConfiguration, programme_theory_version_id=row.id, configuration_version_id=id_)
    for name in f.midrange:
        id_ = b.id_of("midrange_theory", name)
        m.make(TheoryMidrange, programme_theory_id=m.id, midrange_theory_id=id_)


def element(b: Builder, m: Maker, f: Form) -> None:
    """An effective element with its versions, the configurations behind each, and its themes."""
    assert isinstance(f, ElementForm)
    split, merged = b.ref("element", f.split_from), b.ref("element", f.merged_into)
    m.main(EffectiveElement, nr=f.nr, split_from_id=split, merged_into_id=merged)
    for version in f.versions:
        row = m.make(
            EffectiveElementVersion,
            effective_element_id=m.id,
            nr=version.nr,
            long_label=version.long_label,
            short_label=version.short_label,
            public_label=version.public_label,
            in_force=version.nr == b.in_force(m.record),
            status=version.status,
            round_id=b.ref("round", version.round),
            change=version.change,
            reason=version.reason,
            date=version.date,
        )
        b.knows_version("element", m.id, version.nr, row.id)
        for one in version.configurations:
            id_ = b.version("configuration", one.configuration, one.version)
            m.make(ElementConfiguration, effective_element_version_id=row.id, configuration_version_id=id_)
    for place, name in enumerate(f.themes):
        m.make(ElementTheme, effective_element_id=m.id, theme_id=b.id_of("theme", name), position=place)


def omkering(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, OmkeringForm)
    m.main(
        Omkering,
        statement=f.statement,
        reasoning=f.reasoning,
        coder_id=b.ref("coder", f.coder),
        status=f.status,
        confirmed_in=f.confirmed_in,
    )
    for one in f.claims:
        m.make(OmkeringClaim, omkering_id=m.id, claim_id=b.id_of("claim", one))


def strategy(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, StrategyForm)
    element_id = b.id_of("element", f.element)
    m.main(
        Strategy,
        effective_element_id=element_id,
        text=f.text,
        position=b.next("strategy", element_id),
        source=f.source,
        actor=f.actor,
        reservation=f.reservation,
        phase=f.phase,
        omkering_id=b.ref("omkering", f.omkering),
        document_id=b.ref("document", f.document),
    )
    for one in f.claims:
        m.make(StrategyClaim, strategy_id=m.id, claim_id=b.id_of("claim", one))


def member_check(b: Builder, m: Maker, f: Form) -> None:
    """A session with who took part and what was said of each version."""
    assert isinstance(f, MemberCheckForm)
    m.main(MemberCheck, session=f.session, session_kind=f.session_kind, date=f.date)
    for people in f.participants:
        case_id = b.ref("case", people.case)
        m.make(MemberCheckParticipant, member_check_id=m.id, group=people.group, case_id=case_id, n=people.n)
    fields = {
        "element": "effective_element_version_id",
        "configuration": "configuration_version_id",
        "theory": "programme_theory_version_id",
    }
    for check in f.checks:
        ((kind, id_),) = checked_of(check)
        of = {fields[kind]: b.version(kind, id_, check.version)}
        m.make(MemberCheckOutcome, member_check_id=m.id, outcome=check.outcome, quote=check.quote, **of)


def memo(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, MemoForm)
    m.main(Memo, text=f.text, type=f.type, coder_id=b.ref("coder", f.coder))
    for kind, id_ in f.on:
        table, row_id = b.anchor(kind, id_)
        m.make(MemoAnchor, memo_id=m.id, object_type=table, object_id=row_id)


def decision(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, DecisionForm)
    m.main(
        Decision,
        what=f.what,
        why=f.why,
        alternatives=f.alternatives,
        coder_id=b.ref("coder", f.coder),
        date=f.date,
        automatic=f.automatic,
    )
    for kind, id_ in f.objects:
        table, row_id = b.anchor(kind, id_)
        m.make(DecisionObject, decision_id=m.id, object_type=table, object_id=row_id)
