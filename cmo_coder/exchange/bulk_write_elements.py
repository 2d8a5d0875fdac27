"""The records of theories, effective elements, member checks, memos and decisions, from their rows."""

from __future__ import annotations

from collections.abc import Iterator

from cmo_coder.exchange.bulk_schema import (
    TABLES_OF_KINDS,
    CauseForm,
    CheckForm,
    DecisionForm,
    ElementForm,
    ElementVersionForm,
    MemberCheckForm,
    MemoForm,
    MidrangeTheoryForm,
    OmkeringForm,
    ParticipantsForm,
    StrategyForm,
    TheoryForm,
    TheoryVersionForm,
)
from cmo_coder.exchange.bulk_study import AllRows, Written, form
from cmo_coder.exchange.bulk_write_analysis import version_of
from cmo_coder.model.base import Entity
from cmo_coder.model.cases import Case, Group
from cmo_coder.model.checks import MemberCheck, MemberCheckOutcome, MemberCheckParticipant
from cmo_coder.model.configurations import ConfigurationVersion
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

_KINDS = {table: kind for kind, table in TABLES_OF_KINDS.items()}


def midrange_theories(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(MidrangeTheory), key=lambda r: (r.name, r.id)):
        fields = {"id": row.id, "name": row.name, "reference": row.reference, "core_idea": row.core_idea}
        yield Written(row.id, form(MidrangeTheoryForm, **fields), [row])


def theories(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(ProgrammeTheory), key=lambda r: (r.title, r.id)):
        versions = sorted(rows.below(ProgrammeTheoryVersion, "programme_theory_id", row.id), key=lambda v: v.nr)
        midrange = rows.made(row.id, rows.below(TheoryMidrange, "programme_theory_id", row.id))
        below: list[Entity] = []
        forms = []
        for version in versions:
            links = rows.made(row.id, rows.below(TheoryConfiguration, "programme_theory_version_id", version.id))
            causes = rows.made(row.id, rows.below(TheoryVersionClaim, "programme_theory_version_id", version.id))
            below += [version, *links, *causes]
            forms.append(
                form(
                    TheoryVersionForm,
                    nr=version.nr,
                    statement=version.statement,
                    status=version.status,
                    source=version.source,
                    date=version.date,
                    reason=version.reason,
                    assumptions=version.assumptions,
                    claims=[_cause(one) for one in causes],
                    configurations=[version_of(rows, link.configuration_version_id) for link in links],
                )
            )
        made = form(
            TheoryForm,
            id=row.id,
            title=row.title,
            midrange=[link.midrange_theory_id for link in midrange],
            in_force=_in_force(versions),
            versions=forms,
        )
        yield Written(row.id, made, [row, *below, *midrange])


def _cause(row: TheoryVersionClaim | ElementVersionClaim) -> CauseForm:
    return form(CauseForm, claim=row.claim_id, stance=row.stance)


def _in_force(versions: list[ProgrammeTheoryVersion] | list[EffectiveElementVersion]) -> int | None:
    """The number of the version in force, where it is not the last."""
    nr = next(version.nr for version in versions if version.in_force)
    return None if nr == versions[-1].nr else nr


def elements(rows: AllRows) -> Iterator[Written]:
    """Effective elements by number, with all their versions."""
    for row in sorted(rows.all(EffectiveElement), key=lambda r: (r.nr, r.id)):
        versions = sorted(rows.below(EffectiveElementVersion, "effective_element_id", row.id), key=lambda v: v.nr)
        themes = rows.made(row.id, rows.below(ElementTheme, "effective_element_id", row.id), lambda t: t.position)
        below: list[Entity] = []
        forms = []
        for version in versions:
            links = rows.made(row.id, rows.below(ElementConfiguration, "effective_element_version_id", version.id))
            causes = rows.made(row.id, rows.below(ElementVersionClaim, "effective_element_version_id", version.id))
            below += [version, *links, *causes]
            forms.append(
                form(
                    ElementVersionForm,
                    nr=version.nr,
                    long_label=version.long_label,
                    short_label=version.short_label,
                    public_label=version.public_label,
                    status=version.status,
                    round=version.round_id,
                    change=version.change,
                    reason=version.reason,
                    date=version.date,
                    condition=version.condition,
                    claims=[_cause(one) for one in causes],
                    configurations=[version_of(rows, link.configuration_version_id) for link in links],
                )
            )
        made = form(
            ElementForm,
            id=row.id,
            nr=row.nr,
            themes=[link.theme_id for link in themes],
            split_from=row.split_from_id,
            merged_into=row.merged_into_id,
            in_force=_in_force(versions),
            versions=forms,
        )
        yield Written(row.id, made, [row, *below, *themes])


def omkeringen(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(Omkering), key=lambda r: (r.statement, r.id)):
        claims = rows.made(row.id, rows.below(OmkeringClaim, "omkering_id", row.id))
        made = form(
            OmkeringForm,
            id=row.id,
            claims=[link.claim_id for link in claims],
            statement=row.statement,
            reasoning=row.reasoning,
            coder=row.coder_id,
            status=row.status,
            confirmed_in=row.confirmed_in,
        )
        yield Written(row.id, made, [row, *claims])


def strategies(rows: AllRows) -> Iterator[Written]:
    nr = {row.id: row.nr for row in rows.all(EffectiveElement)}
    for row in sorted(rows.all(Strategy), key=lambda r: (nr[r.effective_element_id], r.position, r.id)):
        claims = rows.made(row.id, rows.below(StrategyClaim, "strategy_id", row.id))
        made = form(
            StrategyForm,
            id=row.id,
            element=row.effective_element_id,
            text=row.text,
            source=row.source,
            actor=row.actor,
            reservation=row.reservation,
            phase=row.phase,
            claims=[link.claim_id for link in claims],
            omkering=row.omkering_id,
            document=row.document_id,
        )
        yield Written(row.id, made, [row, *claims])


def member_checks(rows: AllRows) -> Iterator[Written]:
    groups = [*Group]

    def place(row: MemberCheckParticipant) -> tuple[int, str]:
        group = groups.index(row.group) if row.group is not None else len(groups)
        return group, rows.get(Case, row.case_id).name if row.case_id is not None else ""

    for row in sorted(rows.all(MemberCheck), key=lambda r: (r.date, r.session, r.id)):
        people = rows.made(row.id, rows.below(MemberCheckParticipant, "member_check_id", row.id), last=place)
        outcomes = rows.made(row.id, rows.below(MemberCheckOutcome, "member_check_id", row.id))
        made = form(
            MemberCheckForm,
            id=row.id,
            session=row.session,
            session_kind=row.session_kind,
            date=row.date,
            participants=[form(ParticipantsForm, group=p.group, case=p.case_id, n=p.n) for p in people],
            checks=[_check(rows, outcome) for outcome in outcomes],
        )
        yield Written(row.id, made, [row, *people, *outcomes])


def _check(rows: AllRows, outcome: MemberCheckOutcome) -> CheckForm:
    fields: dict[str, object] = {"outcome": outcome.outcome, "quote": outcome.quote}
    if outcome.effective_element_version_id is not None:
        element = rows.get(EffectiveElementVersion, outcome.effective_element_version_id)
        fields |= {"element": element.effective_element_id, "version": element.nr}
    elif outcome.configuration_version_id is not None:
        configuration = rows.get(ConfigurationVersion, outcome.configuration_version_id)
        fields |= {"configuration": configuration.configuration_id, "version": configuration.nr}
    elif outcome.programme_theory_version_id is not None:
        theory = rows.get(ProgrammeTheoryVersion, outcome.programme_theory_version_id)
        fields |= {"theory": theory.programme_theory_id, "version": theory.nr}
    return form(CheckForm, **fields)


def memos(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(Memo), key=lambda r: (r.at, r.text, r.id)):
        anchors = rows.made(row.id, rows.below(MemoAnchor, "memo_id", row.id))
        made = form(
            MemoForm,
            id=row.id,
            text=row.text,
            type=row.type,
            coder=row.coder_id,
            on=[(_KINDS.get(anchor.object_type, anchor.object_type), anchor.object_id) for anchor in anchors],
        )
        yield Written(row.id, made, [row, *anchors])


def decisions(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(Decision), key=lambda r: (r.date, r.what, r.id)):
        objects = rows.made(row.id, rows.below(DecisionObject, "decision_id", row.id))
        made = form(
            DecisionForm,
            id=row.id,
            what=row.what,
            why=row.why,
            alternatives=row.alternatives,
            coder=row.coder_id,
            date=row.date,
            automatic=row.automatic,
            objects=[(_KINDS.get(one.object_type, one.object_type), one.object_id) for one in objects],
        )
        yield Written(row.id, made, [row, *objects])
