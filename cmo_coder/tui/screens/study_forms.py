"""The forms of the study screen: each asks, and writes one change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from cmo_coder.ingest.facts import facts_in, facts_text, set_typed_facts
from cmo_coder.ingest.guessing import date_of
from cmo_coder.messages import N_, _
from cmo_coder.model.cases import AttributeType, Case, CaseAttribute, CaseType, Consent, Group, Respondent
from cmo_coder.model.effective_elements import Theme, ThemeList
from cmo_coder.model.study import Coder, CoderRole, Ethics, Profile, Round, RoundPurpose
from cmo_coder.realist.words import word
from cmo_coder.store import cases as case_acts
from cmo_coder.store import study as study_acts
from cmo_coder.store import themes as theme_acts
from cmo_coder.store.project import Project
from cmo_coder.store.respondent_facts import facts_of
from cmo_coder.tui.screens.dialogs import Field, Form
from cmo_coder.tui.screens.profiles import LANGUAGES, PROFILES
from cmo_coder.tui.screens.study_lines import within

NONE = ("", "-")
Values = Mapping[str, str]


def _options(kind: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    return tuple((one.value, word(one)) for one in kind)


def study_form(project: Project, at: str) -> Form:
    """The facts of the study; starts in the field `at`."""
    study = study_acts.study_of(project)
    fields = (
        Field("name", _("Name"), study.name, needed=True),
        Field("question", _("Question"), study.question),
        Field("client", _("Commissioned by"), study.client),
        Field("pillar", _("Programme or pillar"), study.pillar),
        Field(
            "profile",
            _("Mechanism as"),
            study.profile.value,
            "choice",
            tuple((one.value, _(title)) for one, title in PROFILES.items()),
            hint=_("changes what is shown, never what is kept"),
        ),
        Field(
            "language",
            _("Language of the study"),
            study.language,
            "choice",
            tuple((value, _(title)) for value, title in LANGUAGES.items()),
        ),
        Field(
            "ethics",
            _("Ethics review"),
            study.ethics.value if study.ethics else "",
            "choice",
            (NONE, *_options(Ethics)),
        ),
        Field("ethics_reason", _("Number of the review, or why there is none"), study.ethics_reason),
    )

    def save(values: Values) -> None:
        study_acts.edit_study(
            project,
            **{name: values[name].strip() for name in ("name", "question", "client", "pillar", "ethics_reason")},
            profile=Profile(values["profile"]),
            language=values["language"],
            ethics=Ethics(values["ethics"]) if values["ethics"] else None,
        )

    return Form(_("Study"), fields, save, at=at)


def round_form(project: Project, round_: Round | None) -> Form:
    """A round, new or present."""
    nr = len(study_acts.rounds_of(project)) + 1
    label = round_.label if round_ else _("Round {nr}").format(nr=nr)
    fields = (
        Field("label", _("Name"), label, needed=True),
        Field("period", _("Period"), round_.period if round_ else "", hint=_("for example: spring 2026")),
        Field(
            "purpose",
            _("What for"),
            round_.purpose.value if round_ and round_.purpose else "",
            "choice",
            (NONE, *_options(RoundPurpose)),
        ),
    )

    def save(values: Values) -> None:
        purpose = RoundPurpose(values["purpose"]) if values["purpose"] else None
        label, period = values["label"].strip(), values["period"].strip()
        if round_ is None:
            study_acts.add_round(project, label, period=period, purpose=purpose)
        else:
            study_acts.edit_round(project, round_, label=label, period=period, purpose=purpose)

    return Form(_("Edit round") if round_ else _("New round"), fields, save)


def case_form(project: Project, case: Case | None) -> Form:
    """A case, new or present; a new one has the type of the last one."""
    cases = case_acts.cases_of(project)
    barred = within(cases, case.id) if case else set()
    type_ = case.type if case else (cases[-1].type if cases else CaseType.REGION)
    parents = tuple((one.id, one.name) for one in cases if one.id not in barred)
    fields = (
        Field("name", _("Name"), case.name if case else "", needed=True),
        Field("type", _("Kind"), type_.value, "choice", _options(CaseType)),
        Field("parent", _("Lies within"), case.parent_id or "" if case else "", "choice", (NONE, *parents)),
        Field("phase", _("Phase"), case.phase if case else "", hint=_("how far it is, for example: 2 started")),
    )

    def save(values: Values) -> None:
        name, phase = values["name"].strip(), values["phase"].strip()
        kind, parent_id = CaseType(values["type"]), values["parent"] or None
        if case is None:
            case_acts.add_case(project, name, type=kind, parent_id=parent_id, phase=phase)
        else:
            case_acts.edit_case(project, case, name=name, type=kind, parent_id=parent_id, phase=phase)

    return Form(_("Edit case") if case else _("New case"), fields, save)


def attribute_form(project: Project, case: Case, present: CaseAttribute | None) -> Form:
    """A fact about a case at a reference date."""
    fields = (
        Field("key", _("What"), present.key if present else "", needed=True, hint=_("for example: inhabitants")),
        Field("value", _("Value"), present.value if present else "", needed=True),
        Field(
            "type",
            _("Kind"),
            (present.type if present else AttributeType.TEXT).value,
            "choice",
            _options(AttributeType),
        ),
        Field("date", _("Reference date"), present.date if present else "", hint=_("2026-01-31, or a year")),
    )

    def save(values: Values) -> None:
        key, value, date = values["key"].strip(), values["value"].strip(), date_of(values["date"])
        with project.change("case.attribute", N_("{key} of case {name} set"), key=key, name=case.name):
            if present is not None and (present.key, present.date) != (key, date):
                case_acts.set_attribute(project, case, present.key, "", date=present.date)
            case_acts.set_attribute(project, case, key, value, type=AttributeType(values["type"]), date=date)

    return Form(_("Attribute of {name}").format(name=case.name), fields, save)


def respondent_form(project: Project, one: Respondent | None) -> Form:
    """A respondent, new or present, with the facts about them."""
    from cmo_coder.ingest.guessing import next_pseudonym

    present = facts_of(project, one) if one else ()
    facts = facts_text(present)

    cases = tuple((case.id, case.name) for case in case_acts.cases_of(project))
    free = next_pseudonym([known.pseudonym for known in case_acts.respondents_of(project)])
    fields = (
        Field("pseudonym", _("Pseudonym"), one.pseudonym if one else free, needed=True, hint=_("never the real name")),
        Field("group", _("Group"), (one.group if one else Group.OTHER).value, "choice", _options(Group)),
        Field("case", _("Case"), one.case_id or "" if one else "", "choice", (NONE, *cases)),
        Field("function", _("Function"), one.function if one else ""),
        Field("organisation", _("Organisation"), one.organisation if one else ""),
        Field("domain", _("Domain"), one.domain if one else ""),
        Field(
            "consent",
            _("Consent"),
            (one.consent if one else Consent.UNKNOWN).value,
            "choice",
            _options(Consent),
            hint=_("withdrawn: delete their words with g w, then D"),
        ),
        Field("facts", _("Attributes, one on a line (age: 44)"), facts, "lines"),
    )

    def save(values: Values) -> None:
        texts = {name: values[name].strip() for name in ("function", "organisation", "domain")}
        group, consent, case_id = Group(values["group"]), Consent(values["consent"]), values["case"] or None
        name, said = values["pseudonym"].strip(), facts_in(values["facts"], [fact.key for fact in present])
        what = N_("Respondent {name} edited") if one else N_("Respondent {name} added")
        with project.change("respondent.edit" if one else "respondent.add", what, name=name):
            if one is None:
                made = case_acts.add_respondent(project, name, group=group, consent=consent, case_id=case_id, **texts)
            else:
                made = case_acts.edit_respondent(
                    project, one, pseudonym=name, group=group, consent=consent, case_id=case_id, **texts
                )
            if values["facts"] != facts:
                set_typed_facts(project, made, said, only_these=True)

    return Form(_("Edit respondent") if one else _("New respondent"), fields, save)


def coder_form(project: Project, coder: Coder | None, made: Callable[[Coder], None]) -> Form:
    """A coder, new or present; `made` is called with it as it is now."""
    fields = (
        Field("name", _("Name"), coder.name if coder else "", needed=True),
        Field("role", _("Role"), (coder.role if coder else CoderRole.RESEARCHER).value, "choice", _options(CoderRole)),
        Field(
            "blind",
            _("Codes blind"),
            "yes" if coder and coder.blind else "",
            "flag",
            hint=_("sees the codes of others only when a document is finished"),
        ),
    )

    def save(values: Values) -> None:
        name, role, blind = values["name"].strip(), CoderRole(values["role"]), bool(values["blind"])
        if coder is None:
            made(study_acts.add_coder(project, name, role=role, blind=blind))
        else:
            made(study_acts.edit_coder(project, coder, name=name, role=role, blind=blind))

    return Form(_("Edit coder") if coder else _("New coder"), fields, save)


def theme_form(project: Project, theme: Theme | None) -> Form:
    """A theme with its questions, new or present."""
    questions = theme_acts.questions_of(project).get(theme.id, ()) if theme else ()
    kinds = _options(ThemeList)
    fields = (
        Field("label", _("Theme"), theme.label if theme else "", needed=True),
        Field("list", _("On which list"), (theme.list if theme else ThemeList.OWN).value, "choice", kinds),
        Field("questions", _("Questions, one on a line"), "\n".join(questions), "lines"),
    )

    def save(values: Values) -> None:
        label, list_ = values["label"].strip(), ThemeList(values["list"])
        asked = tuple(line.strip() for line in values["questions"].splitlines() if line.strip())
        if theme is None:
            theme_acts.add_theme(project, label, list=list_, questions=asked)
            return
        with project.change("theme.edit", N_("Theme {label} edited"), label=label):
            theme_acts.edit_theme(project, theme, label=label, list=list_)
            if asked != questions:
                theme_acts.set_questions(project, theme, asked)

    return Form(_("Edit theme") if theme else _("New theme"), fields, save)
