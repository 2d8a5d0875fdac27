"""What all commands share: which project, how to print, exit codes."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from cmo_coder.messages import N_, _
from cmo_coder.model.errors import NotFound, UserError

if TYPE_CHECKING:
    from cmo_coder.store.project import Project

OK = 0
PROBLEM = 1
"""What was asked for cannot be done, or something is wrong with the project; the message says what."""
USAGE = 2
"""The words of the command are off."""
STOPPED = 130
"""Stopped with ctrl+c."""

Handler = Callable[[argparse.Namespace], int]
T = TypeVar("T")

Sub = "argparse._SubParsersAction[argparse.ArgumentParser]"


MAKING = {
    N_("case"): 'study case --add "Noord"',
    N_("code"): "codebook import cmo-nl",
    N_("coder"): 'study coder --add "Anna"',
    N_("document"): "import interviews/*.docx",
    N_("respondent"): 'study respondent --add "Inwoner 1"',
    N_("round"): 'study round --add "Ronde 1"',
    N_("theme"): 'study theme --add "Draagvlak"',
}
"""The commands that make what `by_name` looks for in vain, by what it is."""


def command(
    sub: Any,
    name: str,
    help_text: str,
    handler: Handler,
    *,
    examples: Sequence[str] = (),
    project: bool = True,
    below: bool = False,
) -> argparse.ArgumentParser:
    """Add a command with its help and examples; `project` adds --project and --json.

    `below` is for commands of a command that has these too: what is not given again stays as it was given there.
    """
    parser: argparse.ArgumentParser = sub.add_parser(
        name,
        help=_(help_text),
        description=_(help_text),
        epilog=(_("examples:") + "\n" + "\n".join(f"  cmo-coder {one}" for one in examples)) if examples else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(handler=handler)
    if project:
        nothing = argparse.SUPPRESS if below else None
        parser.add_argument(
            "-p",
            "--project",
            metavar=_("FILE"),
            default=nothing,
            help=_("the project (without it: the one opened last)"),
        )
        parser.add_argument(
            "--coder", metavar=_("NAME"), default=nothing, help=_("in whose name (without it: who works here)")
        )
        parser.add_argument("--json", action="store_true", default=nothing or False, help=_("print JSON for scripts"))
    return parser


def group(sub: Any, name: str, help_text: str) -> Any:
    """Add a command that has commands of its own, and give the place to add them."""
    parser = sub.add_parser(name, help=_(help_text), description=_(help_text))
    return parser.add_subparsers(metavar=_("COMMAND"), required=True, dest=f"{name}_command")


def place_of(arguments: argparse.Namespace) -> str:
    """The project that a command is about. Raises NotFound where none is named and none was opened before."""
    named: str | None = arguments.project
    if named:
        # As it is remembered: by what folder one stands in, nothing would be known of who works here.
        return named if "://" in named else os.path.abspath(named)
    from cmo_coder.settings import recent_projects

    found = recent_projects()
    if not found:
        raise NotFound(N_("Which project?"), N_("Name it with --project FILE, or make one: cmo-coder new FILE"))
    return found[0].project


@contextmanager
def opened(arguments: argparse.Namespace, *, with_backup: bool = False) -> Iterator[Project]:
    """Open the project of a command, in the name of the coder who works here; it becomes the last one."""
    from cmo_coder.settings import Recent, gone_projects, load_settings, recent, remember
    from cmo_coder.store.handing import handed_to
    from cmo_coder.store.project import Project
    from cmo_coder.store.study import coders_of

    if gone_projects():
        from cmo_coder.store.cache_folder import forget_orphans

        forget_orphans()
    place = place_of(arguments)
    with Project.open(place, with_backup=with_backup) as project:
        known = recent(project.place)
        coders = coders_of(project)
        if arguments.coder:
            project.coder = by_name(coders, arguments.coder, lambda coder: coder.name, _("coder"))
        else:
            by_id = {coder.id: coder for coder in coders}
            named = {coder.name: coder for coder in coders}
            project.coder = (
                by_id.get(known.coder_id) or by_id.get(handed_to(project)) or named.get(load_settings().coder)
            )
        remember(Recent(project.place, known.place, known.coder_id))
        yield project


def by_name(things: Sequence[T], name: str, name_of: Callable[[T], str], what: str) -> T:
    """The thing with this name (case does not matter), or whose name starts with it where only one does, or whose id
    ends (or starts) with it: what the message says where several have one name. `what` it is, in the current language.

    Raises NotFound; where the study has no such thing at all, the message names the command that makes one.
    """
    from cmo_coder.text.folding import with_accents

    wanted = with_accents(name)  # a Mac makes the accents of a file's name, and so of a title, in another way
    exact = [one for one in things if with_accents(name_of(one)) == wanted]
    if len(exact) == 1:
        return exact[0]
    starting = [one for one in things if with_accents(name_of(one)).startswith(wanted)]
    if len(starting) == 1 and not exact:
        return starting[0]
    if len(wanted) >= _ID and not exact:
        by_id = [one for one in things if has_id(one, wanted)]
        if len(by_id) == 1:
            return by_id[0]
    if exact and all(map(_id_of, exact)):
        raise NotFound(
            N_("Several have the name '{name}' as {what}."),
            N_("Name the one you mean by the end of its id: {known}."),
            what=what,
            name=name,
            known=", ".join(sorted(map(short_id, exact))),
        )
    several = exact or starting
    make = next((how for kind, how in MAKING.items() if _(kind) == what), "")
    if not things and make:
        raise NotFound(
            N_("There is no {what} '{name}': the study has none yet."),
            N_("Make it first: cmo-coder {make}"),
            what=what,
            name=name,
            make=make,
        )
    names = sorted(name_of(one) for one in (several or things))
    known = ", ".join([*names[:_SHOWN], "…"] if len(names) > _SHOWN else names)
    raise NotFound(
        N_("There is no single {what} called '{name}'.") if several else N_("There is no {what} '{name}'."),
        N_("Known: {known}."),
        what=what,
        name=name,
        known=known or "-",
    )


_SHOWN = 12
"""How many names a message gives."""
_ID = 8
"""How much of an id is shown, and enough to name a thing by."""


def short_id(thing: object) -> str:
    """The signs of an id that a person reads and types: the last ones, for ids made in one minute begin alike."""
    return _id_of(thing)[-_ID:]


def has_id(thing: object, signs: str) -> bool:
    """Whether the id of a thing ends with these signs, as they are shown, or starts with them."""
    return _id_of(thing).endswith(signs) or _id_of(thing).startswith(signs)


def _id_of(thing: object) -> str:
    found = getattr(thing, "id", "")
    return found if isinstance(found, str) else ""


def by_number(things: Sequence[T], number: int, number_of: Callable[[T], int], what: str) -> T:
    """The thing with this number. Raises NotFound."""
    for one in things:
        if number_of(one) == number:
            return one
    raise NotFound(N_("There is no {what} {number}."), what=what, number=number)


def choice(kind: type[Any], text: str | None) -> Any:
    """The value of an enum by its name in English, or nothing. Raises UserError with the values that there are."""
    if text is None:
        return None
    try:
        return kind(text)
    except ValueError:
        raise UserError(
            N_("'{text}' is not one of: {known}."), text=text, known=", ".join(one.value for one in kind)
        ) from None


@dataclass
class _Kept:
    """What a command said while JSON was asked for."""

    messages: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    printed: bool = False


_kept: ContextVar[_Kept | None] = ContextVar("cmo_coder_cli_kept", default=None)


@contextmanager
def said_as_json(wanted: bool) -> Iterator[None]:
    """Have a command print JSON where `wanted`, also one that has none of its own: {"messages": [...], "rows": [...]}.

    Lines beside JSON of its own go to standard error, so that what a script reads is JSON and nothing else.
    """
    if not wanted:
        yield
        return
    kept = _Kept()
    token = _kept.set(kept)
    try:
        yield
    finally:
        _kept.reset(token)
    if kept.printed:
        for line in kept.messages:
            print(line, file=sys.stderr)
    else:
        say_json({"messages": [line for line in kept.messages if line], "rows": kept.rows})


def add_filter(parser: argparse.ArgumentParser, *, below: bool = False) -> None:
    """Add --filter, the one filter on claims of all commands (`realist.filtering`); `below` as in `command`."""
    parser.add_argument(
        "--filter",
        action="append",
        default=argparse.SUPPRESS if below else [],
        metavar="FACET=VALUE[,VALUE]",
        help=_(
            "only claims with these values, and what rests on them: status, polarity, form (C-M, I-C-M-O, ...), phase, "
            "level, explicitness, leading (yes, no), theory, group, round, case, coder; may be repeated, and all hold"
        ),
    )


def say(*lines: str) -> None:
    """Print lines."""
    kept = _kept.get()
    if kept is not None:
        kept.messages += lines
        return
    for line in lines:
        print(line)


def say_json(value: object) -> None:
    """Print JSON."""
    kept = _kept.get()
    if kept is not None:
        kept.printed = True
    print(json.dumps(value, ensure_ascii=False, indent=1))


def say_rows(rows: Sequence[Sequence[str]], head: Sequence[str], none: str = "") -> None:
    """Print rows as columns under a head; the last column is not padded. Without rows `none` says so in a sentence."""
    kept = _kept.get()
    if kept is not None:
        kept.rows += [dict(zip(head, row, strict=True)) for row in rows]
        return
    if not rows:
        print(none or _("There is nothing to list."))
        return
    everything = [list(head), *[list(row) for row in rows]]
    widths = [max(len(row[nr]) for row in everything) for nr in range(len(head))]
    for row in everything:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def complain(error: UserError) -> int:
    """Print what is wrong on standard error."""
    print(str(error), file=sys.stderr)
    return PROBLEM
