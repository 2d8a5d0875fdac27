"""Surveys: show what the columns are taken for, write that down, load respondents, facts and answers."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import OK, by_name, command, group, opened, say, say_json, say_rows
from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError

if TYPE_CHECKING:
    from cmo_coder.ingest.survey_mapping import SurveyMapping
    from cmo_coder.ingest.survey_plan import SurveyPlan
    from cmo_coder.ingest.survey_table import SurveyTable
    from cmo_coder.store.project import Project


def add(sub: Any) -> None:
    """Add the commands of this group."""
    survey = group(sub, "survey", N_("surveys (CSV, Excel): one respondent on each row"))
    show = command(
        survey,
        "show",
        N_("show the columns, what each is taken for, and what loading would add; change nothing"),
        _show,
        examples=("survey show answers.xlsx", "survey show answers.csv --mapping mapping.yaml"),
    )
    mapping = command(
        survey,
        "mapping",
        N_("write down what the columns are taken for, to be changed in an editor"),
        _mapping,
        examples=("survey mapping answers.xlsx --to mapping.yaml",),
    )
    mapping.add_argument("--to", required=True, metavar=_("FILE"))
    mapping.add_argument("--force", action="store_true", help=_("replace a file that is there"))
    load = command(
        survey,
        "load",
        N_("load a survey; without --mapping as the last time with these columns, or as the columns are taken for"),
        _load,
        examples=(
            "survey load answers.xlsx --mapping mapping.yaml --round 1",
            "survey load answers.csv --layout question",
        ),
    )
    load.add_argument("--round", type=int, metavar="NR", help=_("the number of the round"))
    load.add_argument(
        "--keep-original",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=_("keep the files themselves in the project, or not (without it: as the last time; at first not)"),
    )
    load.add_argument("--again", action="store_true", help=_("load a file that was loaded before once more"))
    for one in (show, mapping, load):
        one.add_argument("file", help=_("a CSV file or an Excel workbook"))
        one.add_argument("--sheet", default="", metavar=_("NAME"), help=_("the sheet of a workbook"))
    for one in (show, load):
        one.add_argument("--mapping", metavar=_("FILE"), help=_("what the columns are (YAML)"))
        one.add_argument(
            "--layout",
            choices=("respondent", "question"),
            help=_("a document for each respondent, or one for each question"),
        )


def _read(arguments: argparse.Namespace) -> SurveyTable:
    from cmo_coder.ingest.survey_table import read_survey

    return read_survey(arguments.file, sheet=arguments.sheet)


def _mapping_of(arguments: argparse.Namespace, project: Project, table: SurveyTable) -> tuple[SurveyMapping, bool]:
    """The mapping that was given or remembered, or a guess; and whether it was."""
    from cmo_coder.ingest.survey_loading import mapping_for
    from cmo_coder.ingest.survey_mapping import Layout

    if arguments.mapping:
        mapping, sure = _mapping_in(Path(arguments.mapping), table), True
    else:
        mapping, sure = mapping_for(project, table)
    if arguments.layout:
        mapping = dataclasses.replace(mapping, layout=Layout(arguments.layout))
    return mapping, sure


def _mapping_in(path: Path, table: SurveyTable) -> SurveyMapping:
    import yaml

    from cmo_coder.ingest.survey_mapping import from_plain

    try:
        plain = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeError) as error:
        raise UserError(N_("{path} is no YAML file: {detail}"), path=path, detail=str(error)) from error
    return from_plain(plain, table)


def _show(arguments: argparse.Namespace) -> int:
    from cmo_coder.ingest.survey_mapping import to_plain
    from cmo_coder.ingest.survey_plan import plan_survey

    table = _read(arguments)
    with opened(arguments) as project:
        mapping, sure = _mapping_of(arguments, project, table)
        plan = plan_survey(project, table, mapping)
    if arguments.json:
        say_json({**to_plain(mapping), "rows": len(table.rows), "documents": len(plan.documents)})
        return OK
    say(
        _("{name}: {rows} rows, {columns} columns").format(
            name=table.source_name, rows=len(table.rows), columns=len(table.header)
        ),
        _("The columns were mapped before, or by a file.") if sure else _("The columns are guessed from their values."),
        "",
    )
    from cmo_coder.ingest.survey_words import example_of, use_text

    say_rows(
        [[one.header, use_text(one), example_of(table, nr)] for nr, one in enumerate(mapping.columns)],
        [_("column"), _("becomes"), _("values")],
    )
    say("", *_warnings(table, plan), *_counts(plan))
    return OK


def _warnings(table: SurveyTable, plan: SurveyPlan) -> list[str]:
    return [f"! {one}" for one in (*(warning.text() for warning in table.warnings), *plan.warnings)]


def _counts(plan: SurveyPlan) -> list[str]:
    from cmo_coder.ingest.survey_words import plan_text

    return [_("This gives: {what}.").format(what=plan_text(plan))]


def _mapping(arguments: argparse.Namespace) -> int:
    import yaml

    from cmo_coder.ingest.survey_loading import mapping_for
    from cmo_coder.ingest.survey_mapping import to_plain

    table = _read(arguments)
    with opened(arguments) as project:
        mapping, _sure = mapping_for(project, table)
    path = Path(arguments.to)
    text = yaml.safe_dump(to_plain(mapping), allow_unicode=True, sort_keys=False, width=120)
    head = _(
        "use: pseudonym, group, function, organisation, case, date, attribute, case_attribute, open, ignore\n"
        "type of an attribute: text, number, date, ordinal, boolean; name: what it is called, or the question\n"
        "layout: respondent (a document for each respondent) or question (a document for each question)"
    )
    try:
        with path.open("w" if arguments.force else "x", encoding="utf-8") as file:
            file.write("".join(f"# {line}\n" for line in head.split("\n")) + text)
    except FileExistsError:
        raise UserError(N_("{path} is there already."), N_("Add --force to replace it."), path=path) from None
    say(_("Written: {path}").format(path=path))
    return OK


def _load(arguments: argparse.Namespace) -> int:
    from cmo_coder.ingest.already import same_file
    from cmo_coder.ingest.survey_loading import load_survey
    from cmo_coder.ingest.survey_plan import plan_survey
    from cmo_coder.store.originals import keeps_originals
    from cmo_coder.store.study import rounds_of

    table = _read(arguments)
    with opened(arguments) as project:
        there = same_file(project, table.file_sha256)
        if there is not None and not arguments.again:
            say(there.text(table.source_name) + " " + _("Left out; --again loads it once more."))
            return OK
        mapping, _sure = _mapping_of(arguments, project, table)
        round_ = None
        if arguments.round is not None:
            round_ = by_name(rounds_of(project), str(arguments.round), lambda one: str(one.nr), _("round"))
        plan = plan_survey(project, table, mapping)
        keep = keeps_originals(project) if arguments.keep_original is None else arguments.keep_original
        made = load_survey(project, table, mapping, round_id=round_.id if round_ else None, keep_original=keep)
    if arguments.json:
        say_json([{"id": one.id, "title": one.title} for one in made])
        return OK
    say(*_warnings(table, plan))
    from cmo_coder.ingest.survey_words import plan_text

    say(_("Survey {name} loaded").format(name=table.source_name) + ": " + plan_text(plan))
    return OK
