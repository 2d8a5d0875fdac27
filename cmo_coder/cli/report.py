"""The report: the RAMESES II checklist, the methods paragraph, and the ripple chains as a list or a drawing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import OK, command, opened, say, say_json
from cmo_coder.cli.listing import list_chains
from cmo_coder.cli.logs import snapshot_of
from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError

if TYPE_CHECKING:
    from cmo_coder.realist.agreement import Agreement
    from cmo_coder.realist.snapshot import Snapshot


def add(sub: Any) -> None:
    """Add the commands of this group."""
    report = command(
        sub, "report", N_("the RAMESES II checklist with what is missing, the methods paragraph, or the whole report"),
        _report,
        examples=("report", "report --methods --language en", "report rapport.docx"),
    )  # fmt: skip
    report.add_argument("file", nargs="?", help=_("write the whole report to this file (docx, html, md)"))
    report.add_argument("--no-quotes", action="store_true", help=_("leave the quotes out"))
    report.add_argument("--overwrite", action="store_true", help=_("replace a file that is there"))
    report.add_argument("--methods", action="store_true", help=_("the methods paragraph instead"))
    report.add_argument(
        "--language", choices=("nl", "en"), help=_("the language of the text (without it: the study's)")
    )
    chains = command(
        sub, "chains", N_("list the ripple chains (list), or draw them as an SVG file"), _chains,
        examples=("chains list", "chains rimpels.svg"),
    )  # fmt: skip
    add_file(chains)


def add_file(parser: argparse.ArgumentParser) -> None:
    """Add the file that a command writes, with the language of its text and whether it may replace one."""
    parser.add_argument("file")
    parser.add_argument(
        "--language", choices=("nl", "en"), help=_("the language of the text (without it: the study's)")
    )
    parser.add_argument("--overwrite", action="store_true", help=_("replace a file that is there"))


def _report(arguments: argparse.Namespace) -> int:
    from cmo_coder.messages import in_language
    from cmo_coder.realist.methods_text import methods_paragraph
    from cmo_coder.realist.rameses import checklist

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
        compared = None
        if arguments.methods or arguments.file:
            from cmo_coder.realist.methods_agreement import agreement_so_far

            with project.read() as reading:
                compared = agreement_so_far(reading)
    if arguments.file:
        return _write(snapshot, compared, arguments)
    with in_language(arguments.language or snapshot.study.language):
        if arguments.methods:
            say(methods_paragraph(snapshot, compared))
            return OK
        answers = checklist(snapshot)
        if arguments.json:
            say_json(
                [
                    {
                        "item": a.item.nr,
                        "title": _(a.item.title),
                        "level": a.item.level.value,
                        "says": a.says,
                        "lacks": a.lacks,
                    }
                    for a in answers
                ]
            )
            return OK
        for answer in answers:
            say(f"{answer.item.nr}. {_(answer.item.title)} [{answer.item.level.value}]")
            say(*(f"   • {line}" for line in answer.says), *(f"   ! {line}" for line in answer.lacks))
    return OK


def _write(snapshot: Snapshot, compared: Agreement | None, arguments: argparse.Namespace) -> int:
    from cmo_coder.export.value import Options
    from cmo_coder.export.writing import write_tables
    from cmo_coder.tables.whole_report import front_page, report_tables

    language = arguments.language or snapshot.study.language
    tables = report_tables(snapshot, language=language, compared=compared)
    form = Options(with_quotes=not arguments.no_quotes, front=front_page(snapshot, language=language))
    for made in write_tables(tables, Path(arguments.file), None, overwrite=arguments.overwrite, options=form):
        say(_("Written: {path}").format(path=made))
    return OK


def _chains(arguments: argparse.Namespace) -> int:
    if arguments.file == "list":
        return list_chains(arguments)
    if Path(arguments.file).suffix.lower() != ".svg":
        raise UserError(
            N_("The drawing is an SVG file: '{name}' does not end in .svg."),
            N_("Name it so, or list the chains: cmo-coder chains list"),
            name=arguments.file,
        )
    from cmo_coder.export.chains import write_chains

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
    language = arguments.language or snapshot.study.language
    made = write_chains(snapshot, Path(arguments.file), language, overwrite=arguments.overwrite)
    say(_("Written: {path}").format(path=made))
    return OK
