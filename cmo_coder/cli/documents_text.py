"""The text of a document: edit it, its versions, what differs between them, put one back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.coding import document_named
from cmo_coder.cli.common import OK, by_number, command, opened, say, say_json, say_rows
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.errors import NotFound, UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cmo_coder.model.documents import Document, TextVersion
    from cmo_coder.store.documents import NewTurn
    from cmo_coder.store.project import Project
    from cmo_coder.store.versions import EditPlan
    from cmo_coder.text.edits import Edit, Edits


def add(documents: Any) -> None:
    """Add these commands to the group `documents`."""
    edit = command(
        documents,
        "edit",
        N_("edit the text of a document: a new version; every coding goes along with its words"),
        _edit,
        examples=(
            'documents edit gesprek --replace "goet" "goed"',
            "documents edit gesprek --replace Zandmere Zandmeer --all --dry-run",
            "documents edit gesprek --patch verbeterd.diff",
            "documents edit gesprek --text gesprek-verbeterd.txt --reason teruggeluisterd",
        ),
    )
    edit.add_argument("document", help=_("the document, by title or the start of it"))
    how = edit.add_mutually_exclusive_group(required=True)
    how.add_argument(
        "--replace", nargs=2, metavar=(_("OLD"), _("NEW")), help=_("other words for these (NEW may be empty)")
    )
    how.add_argument(
        "--patch",
        metavar=_("FILE"),
        help=_("a unified diff, or JSON: [[position, deleted, inserted], ...]; - is input"),
    )
    how.add_argument("--text", metavar=_("FILE"), help=_("the corrected text; what differs is found out"))
    edit.add_argument("--nth", type=int, metavar="N", help=_("with --replace: only the Nth occurrence"))
    edit.add_argument("--all", action="store_true", help=_("with --replace: every occurrence"))
    edit.add_argument("--reason", default="", help=_("why, for the log and the list of versions"))
    edit.add_argument("--dry-run", action="store_true", help=_("say what would happen and change nothing"))
    versions = command(
        documents,
        "versions",
        N_("list the versions of a text"),
        _versions,
        examples=("documents versions interview-1",),
    )
    versions.add_argument("document", help=_("the document, by title or the start of it"))
    text = command(
        documents, "text", N_("print the text of a document, of an earlier version too"), _text,
        examples=("documents text gesprek > gesprek.txt", "documents text gesprek --version 1"),
    )  # fmt: skip
    text.add_argument("document", help=_("the document, by title or the start of it"))
    text.add_argument("--version", type=int, metavar="NR", help=_("which version (without it: the one in force)"))
    compare = command(
        documents, "diff", N_("what differs between two versions of a text"), _diff,
        examples=("documents diff gesprek 1", "documents diff gesprek 1 2"),
    )  # fmt: skip
    compare.add_argument("document", help=_("the document, by title or the start of it"))
    compare.add_argument("old", type=int, metavar="NR")
    compare.add_argument("new", type=int, nargs="?", metavar="NR", help=_("without it: the one in force"))
    restore = command(
        documents,
        "restore",
        N_("put an earlier version back: a new version with its words"),
        _restore,
        examples=("documents restore interview-1 1",),
    )
    restore.add_argument("document", help=_("the document, by title or the start of it"))
    restore.add_argument("version", type=int, metavar="NR")
    restore.add_argument("--reason", default="", help=_("why, for the log and the list of versions"))
    restore.add_argument("--dry-run", action="store_true", help=_("say what would happen and change nothing"))


def _edit(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.documents import full_document

    with opened(arguments) as project:
        document = document_named(project, arguments.document)
        edits = _edits(arguments, full_document(project, document.id).text)
        return _carry_out(arguments, project, document, edits)


def _edits(arguments: argparse.Namespace, text: str) -> Edits:
    """The edits that a command asks for. Raises UserError."""
    if arguments.replace:
        return _replacing(text, *arguments.replace, nth=arguments.nth, every=arguments.all)
    if arguments.patch:
        from cmo_coder.text.patches import read_patch

        return read_patch(_read(arguments.patch), text)
    from cmo_coder.ingest.reading import read_file
    from cmo_coder.text.diff import diff

    new = read_file(Path(arguments.text), find_turns=False).text
    if new.endswith("\n") and not text.endswith("\n"):
        new = new[:-1]  # editors end a file with a line end, and so does `documents text`
    return diff(text, new)


def _read(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).read_text("utf-8-sig")
    except OSError as error:
        raise UserError(N_("{name} cannot be read: {detail}."), name=name, detail=error.strerror or "") from None
    except UnicodeDecodeError:
        raise UserError(N_("{name} is not a text in UTF-8."), name=name) from None


def _replacing(text: str, old: str, new: str, *, nth: int | None, every: bool) -> Edits:
    from cmo_coder.text.edits import Edit
    from cmo_coder.text.literal import places_of

    if not old:
        raise UserError(N_("Which words are to be replaced?"))
    places = places_of(old, text)
    if not places:
        raise NotFound(N_("'{words}' does not occur in this text."), N_("Copy the words exactly."), words=old)
    if nth is not None:
        if not 1 <= nth <= len(places):
            raise NotFound(
                N_("'{words}' occurs {n} times; there is no number {nth}."), words=old, n=len(places), nth=nth
            )
        places = [places[nth - 1]]
    elif len(places) > 1 and not every:
        raise UserError(
            N_("'{words}' occurs {n} times in this text."),
            N_("Take more of the words, or say --nth N or --all."),
            words=old,
            n=len(places),
        )
    return tuple(Edit(start, text[start:end], new) for start, end in places)


def _carry_out(
    arguments: argparse.Namespace,
    project: Project,
    document: Document,
    edits: Sequence[Edit],
    turns: Sequence[NewTurn] | None = None,
) -> int:
    """Plan an edit and, unless it is a dry run, make it; say what happens to the codings."""
    from cmo_coder.store.versions import edit_text, planned_edit
    from cmo_coder.text.edits import joined

    short = joined(edits)
    if arguments.dry_run:
        with project.read() as reading:
            plan = planned_edit(reading, document.id, short, turns=turns)
    else:
        plan = edit_text(project, document, short, reason=arguments.reason, turns=turns)
    if arguments.json:
        say_json(_as_json(plan, dry_run=arguments.dry_run))
        return OK
    tell_plan(plan)
    if plan.changes_nothing:
        return OK
    say(
        _("Nothing was changed (dry run).")
        if arguments.dry_run
        else _("{title}: version {nr} is in force.").format(title=document.title, nr=plan.after.nr)
    )
    return OK


def tell_plan(plan: EditPlan) -> None:
    """Say what an edit does to the text and its codings."""
    if plan.changes_nothing:
        say(_("Nothing differs."))
        return
    from cmo_coder.text.comparing import hunks

    for hunk in hunks(plan.edits, _old_text(plan)):
        say(f"{hunk.line:>6}  {hunk.line_text()}")
    words, lost = plan.fragments.reworded, plan.fragments.lost
    n = len(plan.fragments.fragments) - len(lost)
    say(ngettext("{n} coded fragment goes along.", "{n} coded fragments go along.", n).format(n=n))
    for one in plan.back:
        say(_("  sits again: “{old}”").format(old=_flat(one.quote)))
    for before, after in words:
        say(_("  other words: “{old}” → “{new}”").format(old=_flat(before.quote), new=_flat(after.quote)))
    for before, _after in lost:
        say(_("  to be reviewed: “{old}”").format(old=_flat(before.quote)))


def _old_text(plan: EditPlan) -> str:
    from cmo_coder.text.edits import apply_edits, inverse

    return apply_edits(plan.text, inverse(plan.edits))


def _flat(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 100 else f"{flat[:70]} … {flat[-25:]}"


def _as_json(plan: EditPlan, *, dry_run: bool) -> dict[str, object]:
    return {
        "document": plan.document.title,
        "version": plan.after.nr,
        "dry_run": dry_run,
        "edits": [[edit.position, edit.deleted, edit.inserted] for edit in plan.edits],
        "fragments": len(plan.fragments.fragments),
        "reworded": [
            {"id": old.id, "old": old.quote, "new": new.quote, "start": new.start, "end": new.end}
            for old, new in plan.fragments.reworded
        ],
        "to_review": [{"id": old.id, "quote": old.quote} for old, _new in plan.fragments.lost],
        "back": [{"id": one.id, "quote": one.quote} for one in plan.back],
        "turns": len(plan.turns),
    }


def _versions(arguments: argparse.Namespace) -> int:
    from cmo_coder.messages.dates import moment
    from cmo_coder.store.versions import versions_of

    with opened(arguments) as project:
        found = versions_of(project, document_named(project, arguments.document).id)
    if arguments.json:
        say_json(
            [
                {
                    "nr": one.nr,
                    "in_force": one.in_force,
                    "characters": one.length,
                    "sha256": one.sha256,
                    "at": one.at,
                    "reason": one.reason,
                }
                for one in found
            ]
        )
        return OK
    say_rows(
        [
            [str(one.nr), "*" if one.in_force else "", moment(one.at) or "-", str(one.length), one.reason]
            for one in found
        ],
        [_("nr"), "*", _("when"), _("characters"), _("why")],
    )
    say(_("* is in force."))
    return OK


def _version(project: Project, document: Document, nr: int | None) -> TextVersion:
    from cmo_coder.store.versions import versions_of

    found = versions_of(project, document.id)
    if nr is None:
        return next(one for one in found if one.in_force)
    return by_number(found, nr, lambda one: one.nr, _("version"))


def _text(arguments: argparse.Namespace) -> int:
    with opened(arguments) as project:
        document = document_named(project, arguments.document)
        version = _version(project, document, arguments.version)
        with project.read() as reading:
            text = reading.text(version.sha256)
    if arguments.json:
        say_json({"document": document.title, "version": version.nr, "text": text})
    else:
        sys.stdout.write(text)
        if not text.endswith("\n"):
            sys.stdout.write("\n")
    return OK


def _diff(arguments: argparse.Namespace) -> int:
    from cmo_coder.text.comparing import hunks
    from cmo_coder.text.diff import diff

    with opened(arguments) as project:
        document = document_named(project, arguments.document)
        old, new = _version(project, document, arguments.old), _version(project, document, arguments.new)
        with project.read() as reading:
            text, other = reading.text(old.sha256), reading.text(new.sha256)
    edits = diff(text, other)
    if arguments.json:
        say_json([[edit.position, edit.deleted, edit.inserted] for edit in edits])
        return OK
    for hunk in hunks(edits, text):
        say(f"{hunk.line:>6}  {hunk.line_text()}")
    if not edits:
        say(_("Nothing differs."))
    return OK


def _restore(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.versions import edits_back_to

    with opened(arguments) as project:
        document = document_named(project, arguments.document)
        version = _version(project, document, arguments.version)
        if not arguments.reason:
            arguments.reason = _("Version {nr} put back").format(nr=version.nr)
        with project.read() as reading:
            edits, turns = edits_back_to(reading, version)
        return _carry_out(arguments, project, document, edits, turns)
