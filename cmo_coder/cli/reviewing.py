"""Fragments that lost their words to an edit: list them, put them on words again, remove them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.coding import document_named, span_of, where
from cmo_coder.cli.common import OK, by_name, command, group, opened, say, say_json, short_id
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.errors import NotFound

if TYPE_CHECKING:
    from cmo_coder.model.fragments import Fragment
    from cmo_coder.store.project import Project
    from cmo_coder.store.review import Waiting


def add(sub: Any) -> None:
    """Add the commands of this group."""
    review = group(sub, "review", N_("fragments that lost their words to an edit: list, put back, remove"))
    listing = command(
        review,
        "list",
        N_("list the fragments that wait, with the places where they may sit now"),
        _list,
        examples=("review list", "review list --document gesprek --json"),
    )
    listing.add_argument("--document", help=_("only in this document"))
    accept = command(
        review,
        "accept",
        N_("put a fragment on one of the places that the list offers"),
        _accept,
        examples=("review accept 3f2a", "review accept 3f2a --place 2"),
    )
    accept.add_argument("id", help=_("the id of the fragment, or the start of it"))
    accept.add_argument("--place", type=int, default=1, metavar="N", help=_("which of the places (default: the first)"))
    accept.add_argument("--reason", default="", help=_("why, for the log"))
    move = command(
        review,
        "move",
        N_("put a fragment on other words"),
        _move,
        examples=('review move 3f2a --quote "ik voelde me gehoord"', "review move 3f2a --at 120 180"),
    )
    move.add_argument("id", help=_("the id of the fragment, or the start of it"))
    where(move)
    move.add_argument("--reason", default="", help=_("why, for the log"))
    drop = command(
        review,
        "drop",
        N_("remove a fragment and its codings; a reason is needed"),
        _drop,
        examples=('review drop 3f2a --reason "doorgehaald door de respondent"',),
    )
    drop.add_argument("id", help=_("the id of the fragment, or the start of it"))
    drop.add_argument("--reason", required=True, help=_("why it goes"))
    drop.add_argument(
        "--with-evidence", action="store_true", help=_("also where it is evidence of a claim; written as a decision")
    )


def _named(project: Project, id_: str) -> Fragment:
    from cmo_coder.store.review import waiting_fragments

    with project.read() as reading:
        return by_name(waiting_fragments(reading), id_, lambda one: one.id, _("fragment that waits for review"))


def _list(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.review import waiting, waiting_fragments

    with opened(arguments) as project:
        only = document_named(project, arguments.document).id if arguments.document else None
        with project.read() as reading:
            found = [waiting(reading, one) for one in waiting_fragments(reading, only)]
    if arguments.json:
        say_json([_as_json(one) for one in found])
        return OK
    n = len(found)
    say(
        ngettext("{n} fragment waits for review.", "{n} fragments wait for review.", n).format(n=n)
        if n
        else _("Nothing waits for review: every coding sits on its words.")
    )
    for one in found:
        _tell(one)
    return OK


def _tell(one: Waiting) -> None:
    from cmo_coder.realist.review_words import found_text

    claims = ", ".join(str(claim.number) for claim in one.claims)
    evidence = _(" · evidence of claim {numbers}").format(numbers=claims) if claims else ""
    say("", f"{short_id(one.fragment)}  {one.document.title}{evidence}", f"  “{_flat(one.fragment.quote)}”")
    now = f"{_flat(one.text[max(0, one.place - 40) : one.place])}▸◂{_flat(one.text[one.place : one.place + 40])}"
    say(_("  there it reads now: {words}").format(words=now))
    for nr, offered in enumerate(one.suggested, start=1):
        words = _flat(offered.span.of(one.text))
        say(f"  {nr}  {offered.span.start}-{offered.span.end}  {found_text(offered.found, offered.score)}: “{words}”")


def _flat(words: str) -> str:
    return " ".join(words.split(" ")).replace("\n", "⏎")


def _as_json(one: Waiting) -> dict[str, object]:
    return {
        "id": one.fragment.id,
        "document": one.document.title,
        "quote": one.fragment.quote,
        "version": one.version.nr,
        "start": one.fragment.start,
        "end": one.fragment.end,
        "place_now": one.place,
        "claims": [claim.number for claim in one.claims],
        "places": [
            {
                "start": offered.span.start,
                "end": offered.span.end,
                "found": offered.found.value,
                "score": round(offered.score, 3),
                "quote": offered.span.of(one.text),
            }
            for offered in one.suggested
        ],
    }


def _accept(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.review import place_fragment, waiting

    with opened(arguments) as project:
        fragment = _named(project, arguments.id)
        with project.read() as reading:
            offered = waiting(reading, fragment).suggested
        if not 1 <= arguments.place <= len(offered):
            raise NotFound(
                N_("There is no place {n}; places offered: {known}."),
                N_("Put it on other words with: cmo-coder review move"),
                n=arguments.place,
                known=len(offered),
            )
        span = offered[arguments.place - 1].span
        _placed(place_fragment(project, fragment, span.start, span.end, reason=arguments.reason))
    return OK


def _move(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.documents import Document
    from cmo_coder.store.review import place_fragment

    with opened(arguments) as project:
        fragment = _named(project, arguments.id)
        with project.read() as reading:
            document = reading.get(Document, fragment.document_id)
        start, end = span_of(project, document, arguments.quote, arguments.at)
        _placed(place_fragment(project, fragment, start, end, reason=arguments.reason))
    return OK


def _placed(fragment: Fragment) -> None:
    say(_("{id} sits on “{quote}” now").format(id=short_id(fragment), quote=_flat(fragment.quote)))


def _drop(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.review import drop_fragment

    with opened(arguments) as project:
        drop_fragment(project, _named(project, arguments.id), arguments.reason, with_evidence=arguments.with_evidence)
    say(_("Removed."))
    return OK
