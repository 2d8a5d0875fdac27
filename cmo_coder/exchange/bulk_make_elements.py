"""The rows of theories, effective elements, member checks, memos and decisions, one function per kind of record."""

from __future__ import annotations

from cmo_coder.exchange.bulk_base import Form
from cmo_coder.exchange.bulk_checks import checked_of
from cmo_coder.exchange.bulk_rows import Builder, Maker
from cmo_coder.exchange.bulk_schema import (
    DecisionForm,
    ElementForm,
    MemberCheckForm,
    MemoForm,
    MidrangeTheoryForm,
    OmkeringForm,
    StrategyForm,
    TheoryForm,
)
from cmo_coder.model.checks import MemberCheck, MemberCheckOutcome, MemberCheckParticipant
from cmo_coder.model.effective_elements import (
    EffectiveElement,
    EffectiveElementVersion,
    ElementConfiguration,
    ElementTheme,
    ElementVersionClaim,
    Omkering,
    OmkeringClaim,
    Strategy,
    StrategyClaim,
)
from cmo_coder.model.memos import Decision, DecisionObject, Memo, MemoAnchor
from cmo_coder.model.theories import (
    MidrangeTheory,
    ProgrammeTheory,
    ProgrammeTheoryVersion,
    TheoryConfiguration,
    TheoryMidrange,
    TheoryVersionClaim,
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
            assumptions=version.assumptions,
        )
        b.knows_version("theory", m.id, version.nr, row.id)
        for one in version.configurations:
            id_ = b.version("configuration", one.configuration, one.version)
            m.make(TheoryConfiguration, programme_theory_version_id=row.id, configuration_version_id=id_)
        for cause in version.claims:
            claim_id = b.id_of("claim", cause.claim)
            m.make(TheoryVersionClaim, programme_theory_version_id=row.id, claim_id=claim_id, stance=cause.stance)
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
            condition=version.condition,
        )
        b.knows_version("element", m.id, version.nr, row.id)
        for one in version.configurations:
            id_ = b.version("configuration", one.configuration, one.version)
            m.make(ElementConfiguration, effective_element_version_id=row.id, configuration_version_id=id_)
        for cause in version.claims:
            claim_id = b.id_of("claim", cause.claim)
            m.make(ElementVersionClaim, effective_element_version_id=row.id, claim_id=claim_id, stance=cause.stance)
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
