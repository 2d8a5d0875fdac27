"""Codings: put a code on words, list codings, take one off."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.alike import add_fragments
from cmo_coder.cli.common import OK, add_filter, by_name, command, group, opened, say, say_json, say_rows, short_id
from cmo_coder.messages import N_, _
from cmo_coder.model.errors import NotFound, UserError

if TYPE_CHECKING:
    from cmo_coder.model.documents import Document
    from cmo_coder.store.project import Project


def add(sub: Any) -> None:
    """Add the commands of this group."""
    code = group(sub, "code", N_("codings: put a code on words, list them, take one off"))
    adding = command(
        code,
        "add",
        N_("put a code on words, named by their place or by the words themselves"),
        _add,
        examples=(
            'code add interview-1 vertrouwen --quote "ik voelde me gehoord"',
            "code add interview-1 vertrouwen --at 120 180",
        ),
    )
    adding.add_argument("document", help=_("the document, by title or the start of it"))
    adding.add_argument("code", help=_("the code, by name or the start of it"))
    where(adding)
    listing = command(
        code, "list", N_("list codings"), _list, examples=("code list --document interview-1", "code list --json")
    )
    listing.add_argument("--document", help=_("only in this document"))
    listing.add_argument("--code", help=_("only with this code"))
    listing.add_argument("--by", metavar=_("NAME"), help=_("only by this coder"))
    add_filter(listing)
    add_fragments(code)
    remove = command(
        code, "remove", N_("take a code off (by the id that the list shows)"), _remove, examples=("code remove 3f2a",)
    )
    remove.add_argument("id", help=_("the id of the coding, or the start of it"))


def where(parser: argparse.ArgumentParser) -> None:
    """Add the two ways to name words."""
    parser.add_argument("--quote", help=_("the words; they must occur exactly once in the document"))
    parser.add_argument(
        "--at",
        nargs=2,
        type=int,
        metavar=(_("START"), _("END")),
        help=_("their place: characters from START up to END, from 0"),
    )


def document_named(project: Project, name: str) -> Document:
    """A document by title, or by the start of it. Raises NotFound."""
    from cmo_coder.store.documents import documents_of

    return by_name(documents_of(project), name, lambda document: document.title, _("document"))


def span_of(project: Project, document: Document, quote: str | None, at: list[int] | None) -> tuple[int, int]:
    """The place of words in the text in force (code points). Raises UserError where they are not there, or not once."""
    if at is not None:
        return at[0], at[1]
    if not quote:
        raise UserError(N_("Which words?"), N_("Name them with --quote WORDS or --at START END."))
    from cmo_coder.store.documents import full_document
    from cmo_coder.text.literal import places_of

    places = places_of(quote, full_document(project, document.id).text)
    if not places:
        raise NotFound(N_("These words do not occur in {title}."), N_("Copy them exactly."), title=document.title)
    if len(places) > 1:
        raise UserError(
            N_("These words occur {n} times in {title}."),
            N_("Take more of them, or use --at."),
            n=len(places),
            title=document.title,
        )
    return places[0]


def _add(arguments: argparse.Namespace) -> int:
    from cmo_coder.cli.codebooks import code_named
    from cmo_coder.store.documents import full_document
    from cmo_coder.store.fragments import code_span
    from cmo_coder.store.wording_places import in_short, where_in

    with opened(arguments) as project:
        document, code = document_named(project, arguments.document), code_named(project, arguments.code)
        start, end = span_of(project, document, arguments.quote, arguments.at)
        made = code_span(project, document.id, start, end, code)
        full = full_document(project, document.id)
    if arguments.json:
        say_json({"id": made.id, "fragment": made.fragment_id, "start": start, "end": end})
    else:
        say(
            _("{code} put on “{quote}” ({title}, {place})").format(
                code=code.name, quote=in_short(full.text[start:end]), title=document.title, place=where_in(full, start)
            )
        )
    return OK


def _list(arguments: argparse.Namespace) -> int:
    from cmo_coder.cli.codebooks import code_named
    from cmo_coder.model.codes import Code
    from cmo_coder.model.documents import Document
    from cmo_coder.model.fragments import Coding, Fragment
    from cmo_coder.realist.quoting import quoted
    from cmo_coder.store.documents import full_document_in
    from cmo_coder.store.study import coders_of
    from cmo_coder.store.wording_places import where_in

    with opened(arguments) as project:
        coders = {one.id: one.name for one in coders_of(project)}
        wanted: dict[str, str] = {}
        if arguments.code:
            wanted["code_id"] = code_named(project, arguments.code).id
        if arguments.by:
            wanted["coder_id"] = by_name(coders_of(project), arguments.by, lambda one: one.name, _("coder")).id
        only = document_named(project, arguments.document).id if arguments.document else None
        with project.read() as reading:
            codes = {one.id: one for one in reading.all(Code)}
            documents = {one.id: one for one in reading.all(Document)}
            fragments = {one.id: one for one in reading.all(Fragment)}
            codings = reading.all(Coding, **wanted)
            if arguments.filter:
                from cmo_coder.realist.filtering import matching_fragments, parse_filter
                from cmo_coder.realist.snapshot import load_snapshot

                snapshot = load_snapshot(reading)
                meant = set(matching_fragments(snapshot, parse_filter(snapshot, arguments.filter), fragments))
                codings = tuple(one for one in codings if one.fragment_id in meant)
            texts = {} if arguments.json else {id_: full_document_in(reading, id_) for id_ in documents}
    rows = [
        (one, fragments[one.fragment_id]) for one in codings if only in (None, fragments[one.fragment_id].document_id)
    ]
    rows.sort(
        key=lambda row: (documents[row[1].document_id].position, row[1].start, row[1].end, codes[row[0].code_id].name)
    )
    if arguments.json:
        say_json(
            [
                {
                    "id": coding.id,
                    "document": documents[fragment.document_id].title,
                    "start": fragment.start,
                    "end": fragment.end,
                    "code": codes[coding.code_id].name,
                    "type": codes[coding.code_id].type.value,
                    "coder": coders.get(coding.coder_id or ""),
                    "quote": fragment.quote,
                    "state": fragment.state.value,
                }
                for coding, fragment in rows
            ]
        )
        return OK
    say_rows(
        [
            [
                short_id(coding),
                documents[fragment.document_id].title,
                where_in(texts[fragment.document_id], fragment.start),
                codes[coding.code_id].name,
                coders.get(coding.coder_id or "", "-"),
                " ".join(quoted(fragment).split()),
            ]
            for coding, fragment in rows
        ],
        [_("id"), _("document"), _("place"), _("code"), _("coder"), _("words")],
        _("No coding is like that.") if wanted or only or arguments.filter else _("Nothing is coded yet."),
    )
    return OK


def _remove(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.fragments import Coding
    from cmo_coder.store.fragments import uncode

    with opened(arguments) as project:
        with project.read() as reading:
            codings = reading.all(Coding)
        coding = by_name(codings, arguments.id, lambda one: one.id, _("coding"))
        uncode(project, coding)
    say(_("Taken off."))
    return OK
