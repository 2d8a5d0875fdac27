"""Projects as a whole: new, open, demo, undo, redo, log, verify, backup."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from cmo_coder.cli.common import OK, PROBLEM, choice, command, opened, place_of, say, say_json, say_rows
from cmo_coder.cli.screens import has_terminal, leave_out_openssl, open_screens
from cmo_coder.messages import N_, _, language, ngettext
from cmo_coder.model.errors import NotFound, UserError


def add(sub: Any) -> None:
    """Add the commands of this group."""
    new = command(
        sub,
        "new",
        N_("make a new project with its study"),
        _new,
        examples=('new wijk.cmo --name "Gezonde wijk" --me Anna', 'new wijk.cmo --name "Wijk" --codebook cmo-nl'),
        project=False,
    )
    new.add_argument("file", help=_("the project file to make, by custom ending in .cmo"))
    new.add_argument("--name", required=True, help=_("the name of the study"))
    new.add_argument("--client", default="", help=_("who asked for it"))
    new.add_argument("--question", default="", help=_("what it must answer"))
    new.add_argument("--profile", default="ICMO-DeWeger", help="ICMO-DeWeger, CMO-Dalkin, CIMO, ICAMO")
    new.add_argument("--me", default="", help=_("the name of the coder at this computer"))
    new.add_argument("--codebook", default="", help=_("a ready codebook (cmo-nl, cmo-en, ...) or a YAML file"))
    opening = command(
        sub, "open", N_("open the screens on a project"), _open, examples=("open wijk.cmo",), project=False
    )
    opening.add_argument("file", help=_("the project file, or the URL of a database"))
    demo = command(
        sub,
        "demo",
        N_("open your copy of the example study (without a terminal: do the main job on it and print the table)"),
        _demo,
        examples=("demo", "demo --fresh", "demo --headless --out tables"),
        project=False,
    )
    demo.add_argument("--fresh", action="store_true", help=_("start again; your present copy is put aside"))
    demo.add_argument("--headless", action="store_true", help=_("print and write, even where there is a terminal"))
    demo.add_argument("--out", help=_("the folder for the files, where it is done without a screen"))
    undo = command(sub, "undo", N_("take back the last change"), _undo, examples=("undo", "undo --times 3"))
    undo.add_argument("--times", type=int, default=1, metavar="N", help=_("how many changes"))
    redo = command(sub, "redo", N_("bring back what was undone"), _redo, examples=("redo",))
    redo.add_argument("--times", type=int, default=1, metavar="N", help=_("how many changes"))
    log = command(
        sub,
        "log",
        N_("show who did what and when"),
        _log,
        examples=("log -n 20", "log --act code --json", "log --by Anna --write log.csv"),
    )
    log.add_argument("-n", type=int, default=30, metavar="N", help=_("how many, the last first (0: all)"))
    log.add_argument(
        "--act", metavar=_("KIND"), help=_("only this kind of act: code, coding, claim, configuration, ...")
    )
    log.add_argument("--by", metavar=_("NAME"), help=_("only what this coder did"))
    log.add_argument("--since", default="", metavar=_("DATE"), help=_("only from this day on (2026-01-31)"))
    log.add_argument("--words", default="", help=_("only with these words"))
    log.add_argument("--write", metavar=_("FILE"), help=_("write it to a .csv or .jsonl file, the first change first"))
    log.add_argument("--overwrite", action="store_true", help=_("replace a file that is there"))
    command(
        sub,
        "verify",
        N_("look the whole project over: texts, quotes, references, rules"),
        _verify,
        examples=("verify", "verify -p wijk.cmo --json"),
    )
    backup = command(
        sub,
        "backup",
        N_("make, list or restore backups"),
        _backup,
        examples=("backup", "backup --list", "backup --restore 2"),
    )
    backup.add_argument("--list", action="store_true", help=_("list the backups, the newest first"))
    backup.add_argument("--restore", type=int, metavar="N", help=_("put backup N of the list back"))


def _new(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.base import new_id
    from cmo_coder.model.study import Profile, Study
    from cmo_coder.settings import Recent, remember, without_password
    from cmo_coder.store.project import Project
    from cmo_coder.store.study import add_coder

    profile = choice(Profile, arguments.profile)
    study = Study(
        id=new_id(),
        name=arguments.name,
        client=arguments.client,
        question=arguments.question,
        profile=profile,
        language=language(),
    )
    place = str(Path(arguments.file).absolute()) if "://" not in arguments.file else arguments.file
    with Project.create(place, study) as project:
        if arguments.me:
            project.coder = add_coder(project, arguments.me)
        if arguments.codebook:
            from cmo_coder.cli.codebooks import codebook_file
            from cmo_coder.codebook.files import read_codebook
            from cmo_coder.codebook.study import import_codebook

            import_codebook(project, read_codebook(codebook_file(arguments.codebook)))
        remember(Recent(project.place, None, project.coder.id if project.coder else ""))
    say(_("Made {path}. Load interviews with: cmo-coder import FILES").format(path=without_password(place)))
    return OK


def _open(arguments: argparse.Namespace) -> int:
    leave_out_openssl()
    from cmo_coder.store.backup import check_is_project

    if "://" in arguments.file:
        return open_screens(arguments.file)
    path = Path(arguments.file).absolute()
    check_is_project(path)
    return open_screens(str(path))


def _demo(arguments: argparse.Namespace) -> int:
    from cmo_coder.paths import demo_file

    screens = has_terminal() and not arguments.headless
    if screens and demo_file().exists() and not arguments.fresh:
        # The store is not imported for this: the first frame comes first.
        return open_screens(str(demo_file()))
    if screens:
        leave_out_openssl()
    from cmo_coder.exchange.demo import demo_project

    path = demo_project(fresh=arguments.fresh)
    if screens:
        return open_screens(str(path))
    from cmo_coder.cli.headless import main_job

    return main_job(path, Path(arguments.out) if arguments.out else None)


def _undo(arguments: argparse.Namespace) -> int:
    return _step(arguments, "undo", N_("Undone: {what}"), N_("There is nothing to undo."))


def _redo(arguments: argparse.Namespace) -> int:
    return _step(arguments, "redo", N_("Done again: {what}"), N_("There is nothing to redo."))


def _step(arguments: argparse.Namespace, which: str, done: str, nothing: str) -> int:
    with opened(arguments) as project:
        if arguments.times < 1:
            raise UserError(N_("'{text}' is not a number of changes."), N_("Write 1 or more."), text=arguments.times)
        for nr in range(arguments.times):
            entry = project.undo() if which == "undo" else project.redo()
            if entry is None:
                say(_(nothing))
                return OK if nr else PROBLEM
            say(_(done).format(what=entry.text()))
    return OK


def _log(arguments: argparse.Namespace) -> int:
    from cmo_coder.ingest.guessing import date_of
    from cmo_coder.messages.dates import moment
    from cmo_coder.store.history import entries
    from cmo_coder.store.study import coders_of

    since = date_of(arguments.since)
    with opened(arguments) as project:
        coder_id = None
        if arguments.by:
            from cmo_coder.cli.common import by_name

            coder_id = by_name(coders_of(project), arguments.by, lambda coder: coder.name, _("coder")).id
        of: dict[str, Any] = {"act": arguments.act, "coder_id": coder_id, "since": since, "words": arguments.words}
        if arguments.write:
            from cmo_coder.export.log import write_log

            say(
                _("Written: {path}").format(
                    path=write_log(project, Path(arguments.write), overwrite=arguments.overwrite, **of)
                )
            )
            return OK
        with project.read() as reading:
            found = entries(reading, limit=max(arguments.n, 0) or None, **of)
    if arguments.json:
        say_json(
            [
                {
                    "seq": one.seq,
                    "at": one.at,
                    "coder": one.coder_name,
                    "kind": one.kind.value,
                    "state": one.state.value,
                    "act": one.act,
                    "text": one.text(),
                    "reason": one.reason,
                }
                for one in found
            ]
        )
        return OK
    signs = {"done": "", "undone": "-", "dropped": "-"}
    say_rows(
        [
            [
                str(one.seq),
                moment(one.at),
                one.coder_name or "-",
                signs[one.state.value] + one.text() + _because(one.reason),
            ]
            for one in found
        ],
        [_("nr"), _("when"), _("who"), _("what (- means: undone since)")],
        _("No change is like that."),
    )
    return OK


def _because(reason: str) -> str:
    return f" ({reason})" if reason else ""


def _verify(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.verify import verify

    with opened(arguments) as project:
        problems = verify(project)
    if arguments.json:
        say_json({"problems": [one.text() for one in problems]})
    elif problems:
        say(*(one.text() for one in problems))
        say(
            ngettext(
                "{n} thing is not as it should be.", "{n} things are not as they should be.", len(problems)
            ).format(n=len(problems))
        )
    else:
        say(_("Everything is as it should be: every coding sits on its words."))
    return PROBLEM if problems else OK


def _backup(arguments: argparse.Namespace) -> int:
    from cmo_coder.messages.dates import moment
    from cmo_coder.store.backup import backups_of, restore

    place = place_of(arguments)
    path = Path(place)
    if arguments.list or arguments.restore is not None:
        found = backups_of(path)
        if arguments.restore is None:
            if arguments.json:
                say_json(
                    [
                        {"nr": nr, "at": b.at, "kind": b.kind, "size": b.size, "path": str(b.path)}
                        for nr, b in enumerate(found, 1)
                    ]
                )
            else:
                say_rows(
                    [
                        [str(nr), moment(one.at), one.why(), f"{one.size // 1024} kB", str(one.path)]
                        for nr, one in enumerate(found, 1)
                    ],
                    [_("nr"), _("when"), _("why"), _("size"), _("file")],
                    _("There are no backups yet."),
                )
            return OK
        if not 1 <= arguments.restore <= len(found):
            raise NotFound(
                N_("There is no backup {number}."), N_("See: cmo-coder backup --list"), number=arguments.restore
            )
        kept = restore(path, found[arguments.restore - 1].path)
        if kept is None:
            say(_("Restored."))
        else:
            say(_("Restored. What stood there is kept in {path}.").format(path=kept.path))
        return OK
    with opened(arguments) as project:
        say(_("Backup made: {path}").format(path=project.back_up().path))
    return OK
