"""The records of the analysis, from their rows: the other way round of `bulk_make_analysis`."""

from __future__ import annotations

from collections.abc import Iterator

from cmo_coder.exchange.bulk_schema import (
    ActorForm,
    CanonicalElementForm,
    ClaimCaseForm,
    ClaimForm,
    ClaimSlotForm,
    CodeForm,
    ConfigurationForm,
    ConfigurationVersionForm,
    DemiConfigurationForm,
    DemiRegularityForm,
    EvidenceForm,
    NegativeSearchForm,
    RelationForm,
    SlotsForm,
    ThemeForm,
    VersionOf,
)
from cmo_coder.exchange.bulk_study import AllRows, Written, form
from cmo_coder.model.base import Entity
from cmo_coder.model.canonical import ROLES, Actor, CanonicalElement, CanonicalElementActor
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
from cmo_coder.model.fragments import Fragment


def actors(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(Actor), key=lambda r: (r.name, r.id)):
        yield Written(row.id, form(ActorForm, id=row.id, name=row.name, type=row.type, group=row.group), [row])


def canonical_elements(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(CanonicalElement), key=lambda r: (ROLES.index(r.role), r.label, r.id)):
        links = rows.made(row.id, rows.below(CanonicalElementActor, "canonical_element_id", row.id))
        made = form(
            CanonicalElementForm,
            id=row.id,
            role=row.role,
            label=row.label,
            definition=row.definition,
            level=row.level,
            context_kind=row.context_kind,
            context_effect=row.context_effect,
            direction=row.direction,
            intended=row.intended,
            outcome_kind=row.outcome_kind,
            horizon=row.horizon,
            change=row.change,
            actors=[link.actor_id for link in links],
        )
        yield Written(row.id, made, [row, *links])


def codes(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(Code), key=lambda r: (r.position, r.name, r.id)):
        made = form(
            CodeForm,
            id=row.id,
            name=row.name,
            type=row.type,
            parent=row.parent_id,
            definition=row.definition,
            inclusion=row.inclusion,
            exclusion=row.exclusion,
            example=row.example,
            colour=row.colour,
            aliases=list(row.aliases),
            keywords=list(row.keywords),
            key=row.key,
            element=row.canonical_element_id,
            status=row.status,
            merged_into=row.merged_into_id,
        )
        yield Written(row.id, made, [row])


def themes(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(Theme), key=lambda r: (r.position, r.label, r.id)):
        questions = rows.made(row.id, rows.below(ThemeQuestion, "theme_id", row.id), lambda q: q.position)
        fields = {"id": row.id, "label": row.label, "list": row.list, "questions": [q.text for q in questions]}
        yield Written(row.id, form(ThemeForm, **fields), [row, *questions])


def claims(rows: AllRows) -> Iterator[Written]:
    """Claims by number, with their cases and slots."""
    for row in sorted(rows.all(Claim), key=lambda r: (r.number, r.id)):
        cases = rows.made(row.id, rows.below(ClaimCase, "claim_id", row.id))
        slots = rows.made(row.id, rows.below(ClaimSlot, "claim_id", row.id), lambda s: s.position)
        words = [rows.made(row.id, rows.below(SlotEvidence, "claim_slot_id", slot.id)) for slot in slots]
        first = next((word for slot in words for word in slot), None)
        implied = None if first is None else rows.get(Fragment, first.fragment_id).document_id
        made = form(
            ClaimForm,
            id=row.id,
            number=row.number,
            document=None if row.document_id == implied else row.document_id,
            coder=row.coder_id,
            respondent=row.respondent_id,
            round=row.round_id,
            cases=[form(ClaimCaseForm, case=one.case_id, naming=one.naming) for one in cases],
            phase=row.phase,
            level=row.level,
            polarity=row.polarity,
            status=row.status,
            explicitness=row.explicitness,
            slots=[_slot(slot, of_slot) for slot, of_slot in zip(slots, words, strict=True)],
            note=row.note,
            status_suggested=row.status_suggested,
            polarity_suggested=row.polarity_suggested,
        )
        evidence = [word for of_slot in words for word in of_slot]
        yield Written(row.id, made, [row, *cases, *slots, *evidence])


def _slot(slot: ClaimSlot, words: list[SlotEvidence]) -> ClaimSlotForm:
    fragments = [word.fragment_id for word in words]
    suggested = [word.fragment_id for word in words if word.suggested]
    return form(
        ClaimSlotForm, role=slot.role, element=slot.canonical_element_id, fragments=fragments, suggested=suggested
    )


def configurations(rows: AllRows) -> Iterator[Written]:
    """Configurations by number, the version in force first."""
    for row in sorted(rows.all(Configuration), key=lambda r: (r.number, r.id)):
        found = rows.below(ConfigurationVersion, "configuration_id", row.id)
        versions = sorted(found, key=lambda v: (not v.in_force, v.nr))
        below: list[Entity] = []
        worded = [_worded(rows, row.id, version, below) for version in versions]
        made = form(
            ConfigurationForm,
            **(worded[0] | {"nr": None if versions[0].nr == len(versions) else versions[0].nr}),
            id=row.id,
            number=row.number,
            label=row.label,
            coder=row.coder_id,
            status=row.status,
            inference=row.inference,
            level=row.level,
            certainty=row.certainty,
            certainty_reason=row.certainty_reason,
            negative_case=row.negative_case,
            versions=[form(ConfigurationVersionForm, **fields) for fields in worded[1:]],
        )
        yield Written(row.id, made, [row, *below])


def _worded(rows: AllRows, record_id: str, version: ConfigurationVersion, below: list[Entity]) -> dict[str, object]:
    """The fields of a version; its rows are added to `below`."""
    slots = rows.made(
        record_id,
        rows.below(ConfigurationSlot, "configuration_version_id", version.id),
        lambda slot: (ROLES.index(slot.role), slot.position),
    )
    evidence = rows.made(record_id, rows.below(Evidence, "configuration_version_id", version.id))
    below += [version, *slots, *evidence]
    in_role: dict[str, list[str]] = {}
    for slot in slots:
        in_role.setdefault(slot.role.value, []).append(slot.canonical_element_id)
    return {
        "nr": version.nr,
        "slots": form(SlotsForm, **in_role),
        "actor": version.actor_id,
        "template": version.template,
        "sentence": version.sentence,
        "wordings": dict(_wording(item) for item in version.wordings),
        "reason": version.reason,
        "evidence": [_evidence(one) for one in evidence],
    }


def _evidence(row: Evidence) -> EvidenceForm:
    return form(
        EvidenceForm,
        claim=row.claim_id,
        stance=row.stance,
        part=row.part,
        strength=row.strength,
        note=row.note,
        suggested=row.suggested,
    )


def _wording(item: str) -> tuple[str, str]:
    name, _equals, words = item.partition("=")
    return name, words


def relations(rows: AllRows) -> Iterator[Written]:
    number = {row.id: row.number for row in rows.all(Configuration)}
    order = sorted(rows.all(ConfigurationRelation), key=lambda r: (number[r.from_id], number[r.to_id], r.type, r.id))
    for row in order:
        fields = {
            "id": row.id,
            "type": row.type,
            "from": row.from_id,
            "to": row.to_id,
            "shared": row.canonical_element_id,
            "note": row.note,
            "suggested": row.suggested,
        }
        yield Written(row.id, form(RelationForm, **fields), [row])


def version_of(rows: AllRows, version_id: str) -> VersionOf:
    """A version of a configuration, as a record names it."""
    version = rows.get(ConfigurationVersion, version_id)
    nr = None if version.in_force else version.nr
    return form(VersionOf, configuration=version.configuration_id, version=nr)


def demi_regularities(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(DemiRegularity), key=lambda r: (r.description, r.id)):
        links = rows.made(row.id, rows.below(DemiRegularityConfiguration, "demi_regularity_id", row.id))
        made = form(
            DemiRegularityForm,
            id=row.id,
            description=row.description,
            basis=row.basis,
            exceptions=row.exceptions,
            configurations=[
                form(DemiConfigurationForm, configuration=link.configuration_id, negative=link.negative)
                for link in links
            ],
        )
        yield Written(row.id, made, [row, *links])


def negative_searches(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(NegativeSearch), key=lambda r: (r.date, r.query, r.id)):
        made = form(
            NegativeSearchForm,
            id=row.id,
            configuration=row.configuration_id,
            element=row.effective_element_id,
            demi_regularity=row.demi_regularity_id,
            query=row.query,
            date=row.date,
            found=row.found,
        )
        yield Written(row.id, made, [row])
