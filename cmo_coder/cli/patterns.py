"""Demi-regularities: patterns that people see over configurations, with their ground and what speaks against them."""

from __future__ import annotations

import argparse
from typing import Any

from cmo_coder.cli.common import OK, add_filter, by_name, by_number, command, group, opened, say, say_json
from cmo_coder.cli.logs import snapshot_of, to_file, write_log
from cmo_coder.messages import N_, _


def add(sub: Any) -> None:
    """Add the commands of this group."""
    top = group(sub, "patterns", N_("demi-regularities: patterns over configurations, with their exceptions"))
    listing = command(
        top, "list", N_("list the patterns with their ground, cases and exceptions"), _patterns,
        examples=("patterns list", "patterns list --json", "patterns list --filter status=experienced"),
    )  # fmt: skip
    add_filter(listing)
    adding = command(
        top, "add", N_("record a pattern that you see over configurations"), _add_pattern,
        examples=('patterns add "Vertrouwen komt voor hulp" --basis "M_red=vertrouwen" --configuration 3',),
    )  # fmt: skip
    adding.add_argument("description", help=_("the pattern in a sentence"))
    adding.add_argument("--basis", default="", help=_("what was asked of the data"))
    adding.add_argument("--exceptions", default="", help=_("where it does not hold"))
    adding.add_argument(
        "--configuration", type=int, action="append", default=[], help=_("one that shows it (may be repeated)")
    )
    adding.add_argument(
        "--negative", type=int, action="append", default=[], help=_("a negative case of it (may be repeated)")
    )
    searching = command(
        top, "search", N_("log a search for negative cases of a pattern, and what it found"), _search_pattern,
        examples=('patterns search "Vertrouwen" "hulp zonder vertrouwen, alle interviews ronde 2"',),
    )  # fmt: skip
    searching.add_argument("description", help=_("the pattern, or how it begins"))
    searching.add_argument("query", help=_("what was searched, and where"))
    searching.add_argument("--found", default="", help=_("what was found (without it: nothing)"))
    searching.add_argument("--date", default="", help=_("without it: today"))
    writing = command(
        top, "write", N_("write the patterns to a file"), _write_patterns, examples=("patterns write patronen.docx",)
    )
    to_file(writing)
    add_filter(writing)


def _patterns(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.duties import limits_not_sought
    from cmo_coder.realist.filtering import matching_patterns, parse_filter

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
    as_json = []
    wanted = parse_filter(snapshot, arguments.filter)
    meant = matching_patterns(snapshot, wanted) if wanted else frozenset(snapshot.demi_regularities)
    for one in (one for one in snapshot.demi_regularities.values() if one.id in meant):
        links = snapshot.configurations_of_demi.get(one.id, ())
        shown, negative = (
            sorted(snapshot.configurations[link.configuration_id].number for link in links if link.negative is wanted)
            for wanted in (False, True)
        )
        searches = [
            {"query": row.query, "date": row.date, "found": row.found} for row in snapshot.searches_of.get(one.id, ())
        ]
        as_json.append(
            {
                "id": one.id,
                "description": one.description,
                "basis": one.basis,
                "exceptions": one.exceptions,
                "configurations": shown,
                "negative_cases": negative,
                "searches": searches,
            }
        )
        if not arguments.json:
            say(one.description)
            say(f"   {_('ground')}: {one.basis or '-'}", f"   {_('exceptions')}: {one.exceptions or '-'}")
            against = _("negative: {numbers}").format(numbers=", ".join(map(str, negative)) or "-")
            say(f"   CMO {', '.join(map(str, shown)) or '-'} · {against}")
            for search in searches:
                say(f"   {search['date']} {search['query']}: {search['found'] or _('searched, nothing found')}")
            if missing := limits_not_sought(snapshot, one):
                say(f"   ! {missing}")
            say("")
    if arguments.json:
        say_json(as_json)
    return OK


def _add_pattern(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.duties import limits_not_sought
    from cmo_coder.store.patterns import add_demi

    with opened(arguments) as project:
        everything = tuple(snapshot_of(project).configurations.values())
        shown, negative = (
            [by_number(everything, nr, lambda one: one.number, _("configuration")).id for nr in numbers]
            for numbers in (arguments.configuration, arguments.negative)
        )
        made = add_demi(
            project, arguments.description, basis=arguments.basis, exceptions=arguments.exceptions,
            configuration_ids=shown, negative_ids=negative,
        )  # fmt: skip
        missing = limits_not_sought(snapshot_of(project), made)
    if arguments.json:
        say_json({"id": made.id})
    else:
        say(_("Recorded: {description}").format(description=made.description))
        if missing:
            say(f"   ! {missing}")
    return OK


def _search_pattern(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.patterns import log_demi_search

    with opened(arguments) as project:
        known = tuple(snapshot_of(project).demi_regularities.values())
        demi = by_name(known, arguments.description, lambda one: one.description, _("demi-regularity"))
        log_demi_search(project, demi, arguments.query, found=arguments.found, date=arguments.date)
    say(demi.description)
    return OK


def _write_patterns(arguments: argparse.Namespace) -> int:
    with opened(arguments) as project:
        return write_log(snapshot_of(project), "demi_regulariteiten", arguments)
