"""The study: its fields, rounds, cases, respondents, coders, themes."""

from __future__ import annotations

import argparse
from typing import Any

from cmo_coder.cli.common import OK, by_name, choice, command, group, opened, say, say_json, say_rows
from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError


def add(sub: Any) -> None:
    """Add the commands of this group."""
    study = group(sub, "study", N_("the study: fields, rounds, cases, respondents, coders, themes"))
    command(study, "show", N_("show the study in numbers"), _show, examples=("study show",))
    edit = command(
        study, "edit", N_("change fields of the study"), _edit, examples=('study edit --question "Wat werkt?"',)
    )
    for name in ("name", "client", "pillar", "question", "ethics_reason"):
        edit.add_argument(f"--{name.replace('_', '-')}", dest=name)
    edit.add_argument("--profile", help="ICMO-DeWeger, CMO-Dalkin, CIMO, ICAMO")
    edit.add_argument("--ethics", help="yes, no, not_applicable")
    edit.add_argument("--language", choices=("nl", "en"), help=_("the language of tables"))
    edit.add_argument(
        "--small-groups",
        type=int,
        metavar=_("NUMBER"),
        help=_("groups of fewer people are not shown apart (0: all are)"),
    )
    edit.add_argument(
        "--words", nargs="*", metavar=_("SHARE=WORD"), help=_("from which share (per cent) which word; none: the usual")
    )
    round_ = command(
        study, "round", N_("list the rounds, or add one"), _round, examples=('study round --add "Ronde 1"',)
    )
    round_.add_argument("--add", metavar=_("LABEL"))
    round_.add_argument("--period", default="")
    round_.add_argument("--purpose", help="gleaning, refining, consolidation")
    case = command(
        study,
        "case",
        N_("list the cases, add one, or set an attribute"),
        _case,
        examples=(
            "study case --add Noord --type neighbourhood",
            "study case --of Noord --set inwoners=12000 --date 2026-01-01",
        ),
    )
    case.add_argument("--add", metavar=_("NAME"))
    case.add_argument(
        "--type", default="region", help="province, region, municipality, neighbourhood, pledge, organisation, other"
    )
    case.add_argument("--within", metavar=_("NAME"), help=_("the case it lies in"))
    case.add_argument("--of", metavar=_("NAME"), help=_("the case whose attribute is set"))
    case.add_argument("--set", metavar=_("KEY=VALUE"))
    case.add_argument("--date", default="", help=_("the reference date (2026-01-31)"))
    respondent = command(
        study,
        "respondent",
        N_("list the respondents, add one, or set attributes of one"),
        _respondent,
        examples=(
            'study respondent --add "Inwoner 1" --group resident --case Noord',
            "study respondent --of R01 --set leeftijd=44 --set wijk=",
        ),
    )
    respondent.add_argument("--of", metavar=_("PSEUDONYM"), help=_("whose attributes --set sets"))
    respondent.add_argument(
        "--set",
        action="append",
        default=[],
        metavar=_("NAME=VALUE"),
        help=_("an attribute; without a value it is removed (may be repeated)"),
    )
    respondent.add_argument("--add", metavar=_("PSEUDONYM"))
    respondent.add_argument(
        "--group", default="other", help="resident, professional, policy_maker, director, project_leader, other"
    )
    respondent.add_argument("--function", default="")
    respondent.add_argument("--organisation", default="")
    respondent.add_argument("--case", metavar=_("NAME"))
    respondent.add_argument("--consent", default="unknown", help="yes, no, unknown, withdrawn")
    coder = command(
        study,
        "coder",
        N_("list the coders, add one, or say who works here"),
        _coder,
        examples=("study coder --add Anna --me",),
    )
    coder.add_argument("--add", metavar=_("NAME"))
    coder.add_argument("--role", default="researcher", help="researcher, lead, reviewer")
    coder.add_argument("--blind", action="store_true", help=_("does not see the work of others before finishing"))
    coder.add_argument("--me", nargs="?", const="", metavar=_("NAME"), help=_("who works at this computer"))
    theme = command(
        study,
        "theme",
        N_("list the themes, or add one"),
        _theme,
        examples=('study theme --add "Draagvlak" -q "Hoe ...?"',),
    )
    theme.add_argument("--add", metavar=_("LABEL"))
    theme.add_argument("--list", default="own", help="learning_needs, noticeable, own")
    theme.add_argument("-q", "--question", action="append", default=[], help=_("a question under it (may be repeated)"))


def _show(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.quantifiers import scale_of
    from cmo_coder.realist.words import word
    from cmo_coder.store.overview import overview_of
    from cmo_coder.store.study import study_of

    with opened(arguments) as project:
        study, found, coder = study_of(project), overview_of(project), project.coder
    if arguments.json:
        say_json(
            {
                "id": study.id,
                "name": study.name,
                "client": study.client,
                "question": study.question,
                "profile": study.profile.value,
                "language": study.language,
                "coder": coder.name if coder else None,
                "documents": len(found.documents),
                "codings": sum(row.codings for row in found.documents),
                "claims": sum(row.claims for row in found.documents),
            }
        )
        return OK
    say(study.name, "=" * len(study.name))
    for title, value in (
        (_("Client"), study.client),
        (_("Question"), study.question),
        (_("Profile"), study.profile.value),
        (_("Ethical review"), " ".join(part for part in (word(study.ethics), study.ethics_reason) if part)),
        (_("Words for shares"), " · ".join(f"{share:g}={said}" for share, said in scale_of(study.quantifiers))),
        (_("Groups of fewer people are not shown apart"), str(study.small_cell)),
        (_("Who works here"), coder.name if coder else "-"),
    ):
        say(f"{title}: {value or '-'}")
    say("")
    say_rows(
        [
            [
                row.round or "-",
                row.case or "-",
                word(row.group) or "-",
                str(row.documents),
                str(row.claims),
                str(row.uncoded_turns),
            ]
            for row in found.grid
        ],
        [_("Round"), _("Case"), _("Group"), _("Documents"), _("Claims"), _("Turns without code")],
    )
    return OK


def _edit(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.study import Ethics, Profile
    from cmo_coder.realist.quantifiers import own_words
    from cmo_coder.store.reporting import fields_of_words, set_words
    from cmo_coder.store.study import edit_study, study_of

    names = ("name", "client", "pillar", "question", "ethics_reason", "language")
    fields = {name: getattr(arguments, name) for name in names if getattr(arguments, name) is not None}
    if arguments.profile:
        fields["profile"] = choice(Profile, arguments.profile)
    if arguments.ethics:
        fields["ethics"] = choice(Ethics, arguments.ethics)
    scale = own_words(arguments.words) if arguments.words is not None else None
    with opened(arguments) as project:
        before = study_of(project)
        if scale is not None or arguments.small_groups is not None:
            small = before.small_cell if arguments.small_groups is None else arguments.small_groups
            words = before.quantifiers if scale is None else scale
            if fields:
                fields |= fields_of_words(words, small)
            else:
                set_words(project, words, small)
        after = edit_study(project, **fields) if fields else before
    say(_("Study {name} edited").format(name=after.name))
    return OK


def _round(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.study import RoundPurpose
    from cmo_coder.realist.words import word
    from cmo_coder.store.study import add_round, rounds_of

    with opened(arguments) as project:
        if _wanted(arguments.add):
            purpose = choice(RoundPurpose, arguments.purpose)
            made = add_round(project, arguments.add, period=arguments.period, purpose=purpose)
            say(_("Round {label} added").format(label=made.label))
            return OK
        found = rounds_of(project)
    if arguments.json:
        say_json([{"id": one.id, "nr": one.nr, "label": one.label, "period": one.period} for one in found])
        return OK
    say_rows(
        [[str(r.nr), r.label, r.period, word(r.purpose)] for r in found],
        [_("nr"), _("round"), _("period"), _("purpose")],
        _("There are no rounds yet."),
    )
    return OK


def _case(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.cases import CaseType
    from cmo_coder.realist.words import word
    from cmo_coder.store.cases import add_case, attributes_of, cases_of, set_attribute

    with opened(arguments) as project:
        found = cases_of(project)
        if _wanted(arguments.add):
            parent = by_name(found, arguments.within, lambda c: c.name, _("case")).id if arguments.within else None
            made = add_case(project, arguments.add, type=choice(CaseType, arguments.type), parent_id=parent)
            say(_("Case {name} added").format(name=made.name))
            return OK
        if arguments.of:
            case = by_name(found, arguments.of, lambda c: c.name, _("case"))
            key, equals, value = (arguments.set or "").partition("=")
            if not equals:
                raise UserError(N_("Say what to set: --set KEY=VALUE"))
            set_attribute(project, case, key.strip(), value.strip(), date=arguments.date)
            say(_("{key} of case {name} set").format(key=key.strip(), name=case.name))
            return OK
        attributes = attributes_of(project)
    names = {case.id: case.name for case in found}
    of = {c.id: [f"{a.key}={a.value}" for a in attributes if a.case_id == c.id] for c in found}
    if arguments.json:
        say_json([{"id": c.id, "name": c.name, "type": c.type.value, "attributes": of[c.id]} for c in found])
        return OK
    say_rows(
        [[c.name, word(c.type), names.get(c.parent_id or "", ""), "; ".join(of[c.id])] for c in found],
        [_("case"), _("kind"), _("within"), _("attributes")],
        _("There are no cases yet."),
    )
    return OK


def _respondent(arguments: argparse.Namespace) -> int:
    from cmo_coder.ingest.facts import facts_in, set_typed_facts
    from cmo_coder.model.cases import Consent, Group
    from cmo_coder.realist.words import word
    from cmo_coder.store.cases import add_respondent, cases_of, respondents_of
    from cmo_coder.store.respondent_facts import facts_of

    with opened(arguments) as project:
        cases = cases_of(project)
        if _wanted(arguments.add):
            made = add_respondent(
                project,
                arguments.add,
                group=choice(Group, arguments.group),
                function=arguments.function,
                organisation=arguments.organisation,
                case_id=by_name(cases, arguments.case, lambda c: c.name, _("case")).id if arguments.case else None,
                consent=choice(Consent, arguments.consent),
            )
            if arguments.set:
                set_typed_facts(project, made, facts_in("\n".join(arguments.set)))
            say(_("Respondent {name} added").format(name=made.pseudonym))
            return OK
        found = respondents_of(project)
        if arguments.set or arguments.of:
            one = by_name(found, arguments.of or "", lambda r: r.pseudonym, _("respondent"))
            if arguments.set:
                known = [fact.key for fact in facts_of(project, one)]
                set_typed_facts(project, one, facts_in("\n".join(arguments.set), known))
            say(*(f"{fact.key}: {fact.value}" for fact in facts_of(project, one)))
            return OK
    names = {case.id: case.name for case in cases}
    if arguments.json:
        say_json(
            [{"id": r.id, "pseudonym": r.pseudonym, "group": r.group.value, "consent": r.consent.value} for r in found]
        )
        return OK
    say_rows(
        [[r.pseudonym, word(r.group), r.function, names.get(r.case_id or "", ""), word(r.consent)] for r in found],
        [_("respondent"), _("group"), _("function"), _("case"), _("consent")],
        _("There are no respondents yet."),
    )
    return OK


def _coder(arguments: argparse.Namespace) -> int:
    import dataclasses

    from cmo_coder.model.study import CoderRole
    from cmo_coder.realist.words import word
    from cmo_coder.settings import recent, remember
    from cmo_coder.store.study import add_coder, coders_of

    with opened(arguments) as project:
        me = None
        if _wanted(arguments.add):
            me = add_coder(project, arguments.add, role=choice(CoderRole, arguments.role), blind=arguments.blind)
            say(_("Coder {name} added").format(name=me.name))
        if arguments.me is not None:
            me = by_name(coders_of(project), arguments.me, lambda c: c.name, _("coder")) if arguments.me else me
            if me is not None:
                remember(dataclasses.replace(recent(project.place), coder_id=me.id))
                say(_("{name} works here from now on").format(name=me.name))
        if me is not None:
            return OK
        found, present = coders_of(project), project.coder
    if arguments.json:
        say_json([{"id": c.id, "name": c.name, "role": c.role.value, "blind": c.blind} for c in found])
        return OK
    say_rows(
        [
            ["*" if present and present.id == c.id else "", c.name, word(c.role), _("blind") if c.blind else ""]
            for c in found
        ],
        ["", _("coder"), _("role"), ""],
        _("There are no coders yet."),
    )
    return OK


def _theme(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.effective_elements import ThemeList, ThemeQuestion
    from cmo_coder.realist.words import word
    from cmo_coder.store.themes import add_theme, themes_of

    with opened(arguments) as project:
        if _wanted(arguments.add):
            made = add_theme(
                project, arguments.add, list=choice(ThemeList, arguments.list), questions=arguments.question
            )
            say(_("Theme {label} added").format(label=made.label))
            return OK
        found = themes_of(project)
        with project.read() as reading:
            questions = reading.all(ThemeQuestion, order=("position",))
    if arguments.json:
        say_json(
            [
                {
                    "id": t.id,
                    "label": t.label,
                    "list": t.list.value,
                    "questions": [q.text for q in questions if q.theme_id == t.id],
                }
                for t in found
            ]
        )
        return OK
    for theme in found:
        say(f"{theme.label} ({word(theme.list)})", *(f"  - {q.text}" for q in questions if q.theme_id == theme.id))
    return OK


def _wanted(name: str | None) -> bool:
    """Whether something is to be added under a name. Raises UserError for a name without a letter in it."""
    if name is not None and not name.strip():
        raise UserError(N_("There is no name to add."), N_("Write one behind --add."))
    return name is not None
