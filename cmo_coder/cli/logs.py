"""Memos and the decision log: list, look for, write, and put into a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import (
    OK,
    by_name,
    by_number,
    choice,
    command,
    group,
    has_id,
    opened,
    say,
    say_json,
    say_rows,
    short_id,
)
from cmo_coder.messages import N_, _
from cmo_coder.model.errors import NotFound, UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cmo_coder.model.memos import Decision, Memo
    from cmo_coder.realist.snapshot import Snapshot
    from cmo_coder.store.project import Project

OBJECTS = "study, claim:3, configuration:4, element:1, code:NAME, document:TITLE, case:NAME, theory:TITLE"


def add(sub: Any) -> None:
    """Add the commands of this group."""
    _add_memos(group(sub, "memos", N_("memos: list, look for, write, and put into a file")))
    _add_decisions(group(sub, "decisions", N_("the decision log: list, look for, write, and put into a file")))


def _add_memos(top: Any) -> None:
    listing = command(
        top, "list", N_("list the memos with what they hang on"), _memos,
        examples=("memos list --type question", 'memos list --words "ronde 2" --on configuration:4'),
    )  # fmt: skip
    _memo_filters(listing)
    adding = command(
        top, "add", N_("write a memo on something"), _add_memo,
        examples=('memos add "Navragen: wie kwam er niet?" --type question --on configuration:4',),
    )  # fmt: skip
    adding.add_argument("text")
    adding.add_argument("--type", default="content", help="reflexivity, method, content, question")
    adding.add_argument("--on", action="append", default=[], metavar="WHAT:WHICH", help=OBJECTS)
    editing = command(
        top, "edit", N_("change a memo (empty words remove it)"), _edit_memo, examples=('memos edit 3f2a91bc "..."',)
    )
    editing.add_argument("id", help=_("the id that the list shows, or the start of it"))
    editing.add_argument("text")
    editing.add_argument("--type", help="reflexivity, method, content, question")
    writing = command(top, "write", N_("write the memos to a file"), _write_memos, examples=("memos write memos.docx",))
    to_file(writing)
    _memo_filters(writing)


def _memo_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--type", help="reflexivity, method, content, question")
    parser.add_argument("--words", default="", help=_("only with these words"))
    parser.add_argument("--on", metavar="WHAT:WHICH", help=OBJECTS)


def _add_decisions(top: Any) -> None:
    listing = command(
        top, "list", N_("list the decisions with their reason, before and after"), _decisions,
        examples=("decisions list --by team", "decisions list --on element:1 --since 2024-05-01"),
    )  # fmt: skip
    _decision_filters(listing)
    adding = command(
        top, "add", N_("write a decision of the team"), _add_decision,
        examples=('decisions add "Element 3 blijft" --why "sterk in ronde 1" --on element:3',),
    )  # fmt: skip
    adding.add_argument("what", help=_("what was decided"))
    adding.add_argument("--why", required=True, help=_("the reason"))
    adding.add_argument("--alternatives", default="", help=_("what else was considered"))
    adding.add_argument("--on", action="append", default=[], metavar="WHAT:WHICH", help=OBJECTS)
    writing = command(
        top,
        "write",
        N_("write the decision log to a file"),
        _write_decisions,
        examples=("decisions write besluiten.docx",),
    )
    to_file(writing)
    _decision_filters(writing)


def _decision_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", choices=("team", "program"), help=_("only those of the team, or of the program"))
    parser.add_argument("--words", default="", help=_("only with these words"))
    parser.add_argument("--since", default="", metavar="2024-05-31", help=_("only from this day on"))
    parser.add_argument("--on", metavar="WHAT:WHICH", help=OBJECTS)


def to_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help=_("its ending decides the format: xlsx, docx, html, md, csv, json"))
    parser.add_argument(
        "--language", choices=("nl", "en"), help=_("the language of the table (without it: the study's)")
    )
    parser.add_argument("--overwrite", action="store_true", help=_("replace a file that is there"))


def snapshot_of(project: Project) -> Snapshot:
    from cmo_coder.realist.snapshot import load_snapshot

    with project.read() as reading:
        return load_snapshot(reading)


def object_named(snapshot: Snapshot, written: str) -> tuple[str, str]:
    """The table and id of something of the study: "claim:3", "element:1", "study". Raises UserError, NotFound."""
    kind, _colon, which = written.partition(":")
    if kind == "study":
        return "study", snapshot.study.id
    numbered: Mapping[str, tuple[str, Mapping[str, Any], str]] = {
        "claim": ("claim", snapshot.claims, "number"),
        "configuration": ("configuration", snapshot.configurations, "number"),
        "element": ("effective_element", snapshot.elements, "nr"),
    }
    named: Mapping[str, tuple[str, Mapping[str, Any], str]] = {
        "code": ("code", snapshot.codes, "name"),
        "document": ("document", snapshot.documents, "title"),
        "case": ("study_case", snapshot.cases, "name"),
        "theory": ("programme_theory", snapshot.theories, "title"),
    }
    if kind in numbered and which.isdigit():
        table, rows, field = numbered[kind]
        found = by_number(tuple(rows.values()), int(which), lambda one: getattr(one, field), kind)
        return table, found.id
    if kind in named and which:
        table, rows, field = named[kind]
        return table, by_name(tuple(rows.values()), which, lambda one: getattr(one, field), kind).id
    raise UserError(N_("On what? '{text}' names nothing."), N_("Write one of: {known}."), text=written, known=OBJECTS)


def write_log(snapshot: Snapshot, table_id: str, arguments: argparse.Namespace) -> int:
    """Write a table of what is in a snapshot, narrowed by --filter where the command has it."""
    from cmo_coder.export.writing import write_table
    from cmo_coder.realist.filtering import parse_filter
    from cmo_coder.tables.catalogue import build

    claims = parse_filter(snapshot, getattr(arguments, "filter", ()))
    table = build(table_id, snapshot, language=arguments.language or snapshot.study.language, claims=claims)
    made = write_table(table, Path(arguments.file), None, overwrite=arguments.overwrite)
    say(_("Written: {path}").format(path=made))
    return OK


# Memos


def _chosen_memos(snapshot: Snapshot, arguments: argparse.Namespace) -> list[Memo]:
    from cmo_coder.model.memos import MemoType

    kind, words = choice(MemoType, arguments.type), arguments.words.casefold()
    on = object_named(snapshot, arguments.on) if arguments.on else None
    return [
        memo
        for memo in snapshot.memos.values()
        if kind in (None, memo.type)
        and words in memo.text.casefold()
        and (on is None or on in [(a.object_type, a.object_id) for a in snapshot.anchors_of_memo.get(memo.id, ())])
    ]


def _memos(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.objects import object_texts
    from cmo_coder.realist.words import word

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
    found = _chosen_memos(snapshot, arguments)
    on = {memo.id: object_texts(snapshot, snapshot.anchors_of_memo.get(memo.id, ())) for memo in found}
    if arguments.json:
        say_json(
            [{"id": one.id, "type": one.type.value, "text": one.text, "at": one.at, "on": on[one.id]} for one in found]
        )
        return OK
    say_rows(
        [
            [
                short_id(one),
                one.at[:10],
                word(one.type),
                " | ".join(_short(name) for name in on[one.id]),
                " ".join(one.text.split()),
            ]
            for one in found
        ],
        [_("id"), _("date"), _("kind"), _("hangs on"), _("memo")],
        _("There are no memos to list."),
    )
    return OK


def _short(name: str, most: int = 36) -> str:
    """A name that leaves room beside it."""
    return name if len(name) <= most else name[: most - 1] + "…"


def _add_memo(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.memos import MemoType
    from cmo_coder.store.memos import add_memo

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
        on = [object_named(snapshot, one) for one in arguments.on or ["study"]]
        made = add_memo(project, arguments.text, on, choice(MemoType, arguments.type))
    if arguments.json:
        say_json({"id": made.id})
    else:
        say(_("Memo {id} written").format(id=short_id(made)))
    return OK


def _edit_memo(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.memos import MemoType
    from cmo_coder.store.memos import edit_memo

    with opened(arguments) as project:
        known = tuple(snapshot_of(project).memos.values())
        started = [one for one in known if has_id(one, arguments.id)]
        if len(started) != 1:
            raise NotFound(N_("There is no single memo {id}."), N_("'memos list' shows the ids."), id=arguments.id)
        kept = edit_memo(project, started[0], arguments.text, choice(MemoType, arguments.type))
    say(_("Memo removed") if kept is None else _("Memo edited"))
    return OK


def _write_memos(arguments: argparse.Namespace) -> int:
    import dataclasses

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
    chosen = {one.id: one for one in _chosen_memos(snapshot, arguments)}
    return write_log(dataclasses.replace(snapshot, memos=chosen), "memos", arguments)


# Decisions


def _chosen_decisions(snapshot: Snapshot, arguments: argparse.Namespace) -> list[Decision]:
    from cmo_coder.realist.decisions import decision_text

    words, on = arguments.words.casefold(), object_named(snapshot, arguments.on) if arguments.on else None
    return [
        one
        for one in snapshot.decisions.values()
        if (not arguments.by or one.automatic is (arguments.by == "program"))
        and one.date[:10] >= arguments.since
        and words in " ".join((decision_text(snapshot, one), one.what, one.why, one.alternatives)).casefold()
        and (on is None or on in [(o.object_type, o.object_id) for o in snapshot.objects_of_decision.get(one.id, ())])
    ]


def _decisions(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.decisions import decision_text
    from cmo_coder.realist.objects import object_texts
    from cmo_coder.tables.writings import changes_of

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
    found = _chosen_decisions(snapshot, arguments)
    if arguments.json:
        say_json(
            [
                {
                    "id": one.id,
                    "date": one.date,
                    "by": "program" if one.automatic else "team",
                    "what": decision_text(snapshot, one),
                    "why": one.why,
                    "alternatives": one.alternatives,
                    "changes": list(changes_of(snapshot, one.id)),
                    "about": object_texts(snapshot, snapshot.objects_of_decision.get(one.id, ())),
                }
                for one in found
            ]
        )
        return OK
    for one in found:
        mark = "○" if one.automatic else "●"
        say(f"{mark} {one.date[:10]}  {decision_text(snapshot, one)}", f"   {_('why')}: {one.why}")
        if one.alternatives:
            say(f"   {_('alternatives')}: {one.alternatives}")
        say(*(f"   {change}" for change in changes_of(snapshot, one.id)))
    return OK


def _add_decision(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.memos import add_decision

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
        objects = [object_named(snapshot, one) for one in arguments.on]
        made = add_decision(
            project, arguments.what, arguments.why, alternatives=arguments.alternatives, objects=objects
        )
    if arguments.json:
        say_json({"id": made.id})
    else:
        say(_("Decision written"))
    return OK


def _write_decisions(arguments: argparse.Namespace) -> int:
    import dataclasses

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
    chosen = {one.id: one for one in _chosen_decisions(snapshot, arguments)}
    return write_log(dataclasses.replace(snapshot, decisions=chosen), "besluiten", arguments)
