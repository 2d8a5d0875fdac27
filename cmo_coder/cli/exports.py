"""Tables to files, and coded data in bulk."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.alike import say_alike
from cmo_coder.cli.common import OK, add_filter, command, opened, say, say_rows
from cmo_coder.messages import N_, _, language, ngettext

if TYPE_CHECKING:
    from cmo_coder.store.project import Project


def add(sub: Any) -> None:
    """Add the commands of this group."""
    export = command(
        sub,
        "export",
        N_("write a table to a file (the ending of the name decides: xlsx, docx, html, md, csv, json)"),
        _export,
        examples=(
            "export --list",
            "export werkzame_elementen tabel.docx --with support --with contradiction",
            "export --all tabellen --format xlsx",
            "export cmo gehoopt.xlsx --filter status=hoped,expected --filter form=C-M-O",
        ),
    )
    export.add_argument("table", nargs="?", help=_("the table; --list names them"))
    export.add_argument("file", nargs="?", help=_("the file to write, or with --all the folder"))
    export.add_argument("--list", action="store_true", help=_("name the tables and what can be chosen"))
    export.add_argument("--all", action="store_true", help=_("every table"))
    export.add_argument("--format", help="xlsx, docx, html, md, csv, json")
    export.add_argument(
        "--language", choices=("nl", "en"), help=_("the language of the table (without it: the study's)")
    )
    export.add_argument(
        "--with",
        dest="chosen",
        action="append",
        default=[],
        metavar=_("OPTION[=VALUE]"),
        help=_("an option of the table"),
    )
    add_filter(export)
    export.add_argument("--no-quotes", action="store_true", help=_("without the quotes behind the table"))
    export.add_argument(
        "--excel", action="store_true", help=_("CSV as a Dutch Excel opens it (semicolon, decimal comma)")
    )
    export.add_argument("--overwrite", action="store_true", help=_("replace a file that is there"))
    trace = command(
        sub,
        "trace",
        N_("name the cells of all tables that rest on a quote (its words, or the id of the fragment)"),
        _trace,
        examples=('trace "voelde ik me gezien"',),
    )
    trace.add_argument("quote", help=_("words of the quote, or the id of the fragment"))
    trace.add_argument("--language", choices=("nl", "en"), help=_("the language of the tables"))
    load = command(
        sub,
        "load",
        N_("load coded data in bulk (JSON Lines, see docs/reference/bulk-form.md), as one change"),
        _load,
        examples=("load study.jsonl", "load study.jsonl --new wijk.cmo"),
    )
    load.add_argument("file")
    load.add_argument("--new", metavar=_("FILE"), help=_("make a new project of it"))
    dump = command(
        sub,
        "dump",
        N_("write the whole study as JSON Lines, for another program or a copy"),
        _dump,
        examples=("dump studie.jsonl",),
    )
    dump.add_argument("file")
    dump.add_argument("--overwrite", action="store_true", help=_("replace a file that is there"))


def _options(chosen: list[str]) -> Any:
    import dataclasses

    from cmo_coder.model.errors import UserError
    from cmo_coder.tables.options import LabelKind, TableOptions

    known = {one.name: one for one in dataclasses.fields(TableOptions)}
    values: dict[str, object] = {}
    for text in chosen:
        name, equals, value = text.partition("=")
        if name not in known:
            raise UserError(
                N_("There is no option '{name}'."), N_("Known: {known}."), name=name, known=", ".join(known)
            )
        if name == "label":
            if value not in [kind.value for kind in LabelKind]:
                raise UserError(N_("'{text}' is not one of: {known}."), text=value, known=", ".join(LabelKind))
            values[name] = LabelKind(value)
        else:
            values[name] = not equals or value in ("yes", "ja", "1", "true")
    return TableOptions(**values)  # type: ignore[arg-type]


def _export(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.errors import UserError
    from cmo_coder.tables.catalogue import CATALOGUE, build

    if arguments.list:
        say_rows(
            [
                [one.id, _(one.title), _("yes") if one.of_claims else "", ", ".join(c.field for c in one.choices)]
                for one in CATALOGUE
            ],
            [_("table"), _("title"), _("filter"), _("options")],
        )
        return OK
    from cmo_coder.export.value import Options
    from cmo_coder.export.writing import write_table
    from cmo_coder.realist.filtering import parse_filter
    from cmo_coder.realist.snapshot import load_snapshot

    target = arguments.table if arguments.all else arguments.file
    if not target or not (arguments.all or arguments.table):
        raise UserError(
            N_("Which table, to which file?"), N_("For example: cmo-coder export werkzame_elementen tabel.docx")
        )
    with opened(arguments) as project, project.read() as reading:
        snapshot = load_snapshot(reading)
    wanted = arguments.language or snapshot.study.language or language()
    options = _options(arguments.chosen)
    claims = parse_filter(snapshot, arguments.filter)
    form = Options(with_quotes=not arguments.no_quotes, excel=arguments.excel)
    if arguments.all:
        folder = Path(target)
        folder.mkdir(parents=True, exist_ok=True)
        format_ = arguments.format or "xlsx"
        written = [one for one in CATALOGUE if one.of_claims or not claims]
        for one in written:
            table = build(one.id, snapshot, language=wanted, options=options, claims=claims)
            write_table(table, folder / one.id, format_, overwrite=arguments.overwrite, options=form)
        n = len(written)
        say(ngettext("{n} table written to {folder}", "{n} tables written to {folder}", n).format(n=n, folder=folder))
        return OK
    table = build(arguments.table, snapshot, language=wanted, options=options, claims=claims)
    made = write_table(table, Path(target), arguments.format, overwrite=arguments.overwrite, options=form)
    say(_("Written: {path}").format(path=made))
    return OK


def _trace(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.errors import NotFound
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.tables.tracing import places_of_quotes

    with opened(arguments) as project, project.read() as reading:
        snapshot = load_snapshot(reading)
    wanted = arguments.quote.casefold()
    found = [one for one in snapshot.fragments.values() if one.id == wanted or wanted in one.quote.casefold()]
    if not found:
        raise NotFound(
            N_("No coded words are '{quote}'."), N_("Give some of the words as they stand."), quote=arguments.quote
        )
    places = places_of_quotes(snapshot, arguments.language or snapshot.study.language)
    say_rows(
        [
            [
                snapshot.documents[one.document_id].title,
                str(one.start),
                place.table,
                place.row_label,
                place.column_title,
            ]
            for one in found
            for place in places.get(one.id, ())
        ],
        [_("document"), _("start"), _("table"), _("row"), _("column")],
    )
    return OK


def _load(arguments: argparse.Namespace) -> int:
    from cmo_coder.exchange.bulk import create_project_from_bulk, load_bulk, read_bulk
    from cmo_coder.settings import Recent, remember
    from cmo_coder.store.codes import codes_of

    path = Path(arguments.file)
    if arguments.new:
        place = arguments.new if "://" in arguments.new else str(Path(arguments.new).absolute())
        with create_project_from_bulk(path, place) as project:
            remember(Recent(project.place))
            codes = codes_of(project)
            missing = _reminders(project)
        say(_("Made {path}.").format(path=place))
        say_alike(codes, codes)
        say(*missing)
        return OK
    with opened(arguments) as project:
        before = {one.id for one in codes_of(project)}
        result = load_bulk(project, read_bulk(path))
        codes = codes_of(project)
        missing = _reminders(project)
    say_rows([[one.kind, str(one.n)] for one in result.counts], [_("kind"), _("records")])
    say_alike([one for one in codes if one.id not in before], codes)
    say(*missing)
    return OK


def _reminders(project: Project) -> list[str]:
    """What the method asks for and the study does not have: never a reason to refuse a file."""
    from cmo_coder.realist.duties import reminders
    from cmo_coder.realist.snapshot import load_snapshot

    with project.read() as reading:
        return [f"! {words}" for words in reminders(load_snapshot(reading))]


def _dump(arguments: argparse.Namespace) -> int:
    from cmo_coder.exchange.bulk_write import write_bulk
    from cmo_coder.model.errors import UserError

    path = Path(arguments.file)
    if path.exists() and not arguments.overwrite:
        raise UserError(
            N_("There is already a file at {path}."), N_("Choose another name, or say --overwrite."), path=path
        )
    with opened(arguments) as project:
        write_bulk(project, path, overwrite=arguments.overwrite)
        blind = project.hidden() is not None
    say(_("Written: {path}").format(path=path))
    if blind:
        say(_("You work blind: the work of others in your documents is not in this file."))
    return OK
