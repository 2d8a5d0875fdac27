"""The rows of codes, themes, claims and configurations, one function per kind of record."""

from __future__ import annotations

from cmo_coder.exchange.bulk_base import Form
from cmo_coder.exchange.bulk_rows import Builder, Maker
from cmo_coder.exchange.bulk_schema import (
    ActorForm,
    CanonicalElementForm,
    ClaimForm,
    CodeForm,
    ConfigurationForm,
    DemiRegularityForm,
    NegativeSearchForm,
    RelationForm,
    ThemeForm,
    WordedForm,
)
from cmo_coder.model.canonical import Actor, CanonicalElement, CanonicalElementActor, Role
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
from cmo_coder.model.effective_elements import Theme, ThemeQuestion
from cmo_coder.model.memos import Memo, MemoAnchor


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
        keywords=tuple(f.keywords),
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
        level=f.level,
        polarity=f.polarity,
        status=f.status,
        explicitness=f.explicitness,
        note=f.note,
        status_suggested=f.status_suggested,
        polarity_suggested=f.polarity_suggested,
    )
    for one in f.cases:
        m.make(ClaimCase, claim_id=m.id, case_id=b.id_of("case", one.case), naming=one.naming)
    for nr, slot in enumerate(f.slots, start=1):
        element_id = b.ref("canonical_element", slot.element)
        row = m.make(ClaimSlot, claim_id=m.id, role=slot.role, canonical_element_id=element_id, position=nr)
        for fragment in slot.fragments:
            suggested, id_ = fragment in slot.suggested, b.id_of("fragment", fragment)
            m.make(SlotEvidence, claim_slot_id=row.id, fragment_id=id_, suggested=suggested)


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
            suggested=one.suggested,
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
        suggested=f.suggested,
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
        demi_regularity_id=b.ref("demi_regularity", f.demi_regularity),
        query=f.query,
        date=f.date,
        found=f.found,
    )
