"""The codebook: list, add, edit, move, merge, archive codes; take a codebook in and write it out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.alike import add_codes, say_alike
from cmo_coder.cli.common import OK, by_name, choice, command, group, opened, say, say_json, say_rows
from cmo_coder.cli.dividing import add_for_codebook
from cmo_coder.messages import N_, _

if TYPE_CHECKING:
    from cmo_coder.model.codes import Code
    from cmo_coder.store.project import Project


def add(sub: Any) -> None:
    """Add the commands of this group."""
    book = group(sub, "codebook", N_("the codes: list, add, edit, merge, import, export"))
    listing = command(book, "list", N_("list the codes with the number of codings"), _list, examples=("codebook list",))
    listing.add_argument("--all", action="store_true", help=_("archived and merged codes too"))
    command(
        book,
        "ready",
        N_("name the codebooks that come with the program"),
        _ready,
        examples=("codebook ready",),
        project=False,
    )
    load = command(
        book,
        "import",
        N_("take in a ready codebook or a YAML file"),
        _import,
        examples=("codebook import cmo-nl", "codebook import eigen.yaml --update"),
    )
    load.add_argument("codebook", help=_("the name of a ready codebook, or a YAML file"))
    load.add_argument("--update", action="store_true", help=_("let codes that are there already take over the texts"))
    write = command(
        book, "export", N_("write the codebook to a YAML file"), _export, examples=("codebook export b.yaml",)
    )
    write.add_argument("file", help=_("the file to write"))
    adding = command(
        book,
        "add",
        N_("add a code"),
        _add,
        examples=('codebook add "voelt zich gehoord" --type M_red --definition "..."',),
    )
    adding.add_argument("name")
    adding.add_argument("--parent", help=_("the code above it"))
    _texts(adding)
    edit = command(
        book, "edit", N_("change a code"), _edit, examples=('codebook edit vertrouwen --name "groeit vertrouwen"',)
    )
    edit.add_argument("code", help=_("the code, by name or the start of it"))
    edit.add_argument("--name", help=_("the new name"))
    _texts(edit)
    move = command(
        book, "move", N_("put a code under another one"), _move, examples=("codebook move gehoord --under vertrouwen",)
    )
    move.add_argument("code", help=_("the code, by name or the start of it"))
    move.add_argument("--under", help=_("the code above it (without it: to the top)"))
    merge = command(
        book, "merge", N_("merge a code into another one"), _merge, examples=('codebook merge a b --reason "zelfde"',)
    )
    merge.add_argument("code", help=_("the code that goes"))
    merge.add_argument("into", help=_("the code that stays"))
    merge.add_argument("--reason", required=True, help=_("why the two are one"))
    add_for_codebook(book)
    archive = command(
        book, "archive", N_("take a code out of what is offered"), _archive, examples=("codebook archive oud",)
    )
    archive.add_argument("code", help=_("the code, by name or the start of it"))
    archive.add_argument("--back", action="store_true", help=_("bring it back"))
    remove = command(
        book, "remove", N_("delete a code that was never used"), _remove, examples=("codebook remove Vertrouwen",)
    )
    remove.add_argument("code", help=_("the code, by name or the start of it"))

    keywords = command(
        book,
        "keywords",
        N_("show a code's keywords, and words of its fragments that could become one"),
        _keywords,
        examples=("codebook keywords wachten",),
    )
    keywords.add_argument("code", help=_("the code, by name or the start of it"))
    add_codes(book)


def _texts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--type", help="open, C, I, M_res, M_red, O, actor, theme")
    for name, text in (
        ("definition", _("what it means")),
        ("inclusion", _("when it counts")),
        ("exclusion", _("when it does not")),
        ("example", _("an example")),
        ("colour", "#rrggbb"),
        ("key", _("one letter or digit")),
    ):
        parser.add_argument(f"--{name}", help=text)
    parser.add_argument("--alias", action="append", help=_("another name (may be repeated)"))
    parser.add_argument(
        "--keyword",
        action="append",
        help=_("a word, a word with * or a /pattern/ for which the code is suggested (may be repeated)"),
    )


def codebook_file(name: str) -> Path:
    """The file of a ready codebook, or the file that was named."""
    from cmo_coder.codebook.files import ready_codebooks

    return dict(ready_codebooks()).get(name, Path(name))


def code_named(project: Project, name: str) -> Code:
    """An active or archived code by name, or by the start of it. Raises NotFound."""
    from cmo_coder.model.codes import CodeStatus
    from cmo_coder.store.codes import codes_of

    codes = [code for code in codes_of(project) if code.status is not CodeStatus.MERGED]
    return by_name(codes, name, lambda code: code.name, _("code"))


def _given(arguments: argparse.Namespace) -> dict[str, Any]:
    from cmo_coder.model.codes import CodeType
    from cmo_coder.text.keywords import keywords_of

    names = ("definition", "inclusion", "exclusion", "example", "colour", "key")
    fields: dict[str, Any] = {name: getattr(arguments, name) for name in names if getattr(arguments, name) is not None}
    if arguments.type is not None:
        fields["type"] = choice(CodeType, arguments.type)
    if arguments.alias:
        fields["aliases"] = tuple(arguments.alias)
    if arguments.keyword:
        fields["keywords"] = keywords_of(arguments.keyword)
    return fields


def _list(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.codes import CodeStatus
    from cmo_coder.store.codes import codes_of
    from cmo_coder.store.counts import codings_per_code

    with opened(arguments) as project:
        codes = codes_of(project)
        with project.read() as reading:
            counts = codings_per_code(reading)
    shown = [code for code in codes if arguments.all or code.status is CodeStatus.ACTIVE]
    names = {code.id: code.name for code in codes}
    if arguments.json:
        say_json(
            [
                {
                    "id": code.id,
                    "name": code.name,
                    "type": code.type.value,
                    "parent": names.get(code.parent_id or ""),
                    "definition": code.definition,
                    "status": code.status.value,
                    "codings": counts.get(code.id, 0),
                }
                for code in shown
            ]
        )
        return OK
    rows = [
        [
            code.type.value,
            str(counts.get(code.id, 0)),
            code.name,
            names.get(code.parent_id or "", ""),
            code.status.value,
        ]
        for code in shown
    ]
    heads = [_("kind"), _("codings"), _("code"), _("under"), _("status")]
    say_rows(rows, heads, _("There are no codes to list."))
    return OK


def _ready(arguments: argparse.Namespace) -> int:
    del arguments
    from cmo_coder.codebook.files import read_codebook, ready_codebooks

    say_rows(
        [
            [name, str(len(read_codebook(path).codes)), read_codebook(path).description]
            for name, path in ready_codebooks()
        ],
        [_("codebook"), _("codes"), _("about")],
    )
    return OK


def _import(arguments: argparse.Namespace) -> int:
    from cmo_coder.codebook.files import read_codebook
    from cmo_coder.codebook.study import import_codebook
    from cmo_coder.store.codes import codes_of

    found = read_codebook(codebook_file(arguments.codebook))
    with opened(arguments) as project:
        done = import_codebook(project, found, update=arguments.update)
        codes = codes_of(project)
    say(
        _("{added} codes added, {updated} changed, {kept} were there already").format(
            added=len(done.added), updated=len(done.updated), kept=len(done.kept)
        )
    )
    if done.without_key:
        say(_("Left without their key, which is taken: {names}").format(names=", ".join(done.without_key)))
    names = set(done.added)
    say_alike([one for one in codes if one.name in names], codes)
    return OK


def _export(arguments: argparse.Namespace) -> int:
    from cmo_coder.codebook.files import write_codebook
    from cmo_coder.codebook.study import codebook_of
    from cmo_coder.store.study import study_of

    with opened(arguments) as project:
        write_codebook(codebook_of(project, study_of(project).name), Path(arguments.file))
    say(_("Written: {path}").format(path=arguments.file))
    return OK


def _add(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.base import new_id
    from cmo_coder.model.codes import Code
    from cmo_coder.store.codes import add_code, codes_of

    with opened(arguments) as project:
        parent = code_named(project, arguments.parent).id if arguments.parent else None
        made = add_code(project, Code(id=new_id(), name=arguments.name, parent_id=parent, **_given(arguments)))
        codes = codes_of(project)
    say(_("Code {name} added").format(name=made.name))
    say_alike([made], codes)
    return OK


def _edit(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.codes import edit_code

    with opened(arguments) as project:
        fields = _given(arguments)
        if arguments.name is not None:
            fields["name"] = arguments.name
        after = edit_code(project, code_named(project, arguments.code), **fields)
    say(_("Code {name} edited").format(name=after.name))
    return OK


def _move(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.codes import move_code

    with opened(arguments) as project:
        parent = code_named(project, arguments.under).id if arguments.under else None
        after = move_code(project, code_named(project, arguments.code), parent)
    say(_("Code {name} moved").format(name=after.name))
    return OK


def _merge(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.codes import merge_codes

    with opened(arguments) as project:
        code, into = code_named(project, arguments.code), code_named(project, arguments.into)
        merge_codes(project, code, into, arguments.reason)
    say(_("Code {name} merged into {into}").format(name=code.name, into=into.name))
    return OK


def _archive(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.codes import archive_code

    with opened(arguments) as project:
        after = archive_code(project, code_named(project, arguments.code), archived=not arguments.back)
    say((_("Code {name} brought back") if arguments.back else _("Code {name} archived")).format(name=after.name))
    return OK


def _remove(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.codes import remove_code

    with opened(arguments) as project:
        code = code_named(project, arguments.code)
        remove_code(project, code)
    say(_("Code {name} removed").format(name=code.name))
    return OK


def _keywords(arguments: argparse.Namespace) -> int:
    from cmo_coder.suggest.of_project import coded_of
    from cmo_coder.suggest.rules import candidates

    with opened(arguments) as project:
        code = code_named(project, arguments.code)
        with project.read() as reading:
            found = candidates(code, coded_of(reading))
    if arguments.json:
        offered = [{"word": one.word, "fragments": one.fragments, "others": one.others} for one in found]
        say_json({"code": code.name, "keywords": list(code.keywords), "candidates": offered})
        return OK
    say(_("Keywords of {code}: {words}").format(code=code.name, words=", ".join(code.keywords) or "-"), "")
    if found:
        rows = [[one.word, str(one.fragments), str(one.others)] for one in found]
        say_rows(rows, [_("could become one"), _("fragments with it"), _("of other codes")])
    return OK
