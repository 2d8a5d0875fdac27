"""Coding rounds: who codes what, blind or not, who is done; the set to code twice; files for another computer."""

from __future__ import annotations

import argparse
from typing import Any

from cmo_coder.cli.common import OK, PROBLEM, by_name, choice, command, group, opened, say, say_json, say_rows
from cmo_coder.messages import N_, _, ngettext


def add(sub: Any) -> None:
    """Add the commands of this group."""
    rounds = group(
        sub, "rounds", N_("coding rounds: hand out documents, blind coding, who is done, what is coded twice")
    )
    command(rounds, "show", N_("list who has what in which round, and how far"), _show, examples=("rounds show",))
    give = command(
        rounds,
        "hand",
        N_("give documents to coders in a round"),
        _hand,
        examples=("rounds hand --round 1 --coders Anna Bram --documents Gerda --blind",),
    )
    _round_and_coders(give)
    give.add_argument("--documents", nargs="+", metavar=_("TITLE"), help=_("which (without it: all)"))
    give.add_argument("--blind", action="store_true", help=_("nobody sees the work of the others until all are done"))
    sample = command(
        rounds,
        "sample",
        N_("draw the documents that are coded twice, at random within strata, and hand them out (blind)"),
        _sample,
        examples=("rounds sample 20% --seed 4 --by case group --coders Anna Bram --round 1",),
    )
    sample.add_argument("size", help=_("how many: a number, or a share (20%%)"))
    _round_and_coders(sample)
    sample.add_argument("--seed", type=int, default=0, help=_("the seed of everything that is drawn"))
    sample.add_argument("--by", nargs="+", default=["case"], help=_("the strata: case, group, or none"))
    sample.add_argument("--open", action="store_true", help=_("not blind"))
    command(rounds, "list", N_("the same as show: who codes what, and how far it is"), _show, examples=("rounds list",))
    for name, help_text, handler in (
        ("done", N_("say that you are done with a document; the coding is kept as it is now"), _done),
        ("again", N_("say that you are not done with a document after all"), _again),
    ):
        made = command(rounds, name, help_text, handler, examples=(f"rounds {name} Gerda --coder Anna",))
        made.add_argument("document", help=_("the document, by title or the start of it"))
    early = command(
        rounds,
        "unblind",
        N_("let coders see the work of others before everybody is done; the reason goes into the decision log"),
        _unblind,
        examples=('rounds unblind --coders Bram --documents Gerda --reason "Bram codeert niet verder"',),
    )
    early.add_argument("--coders", nargs="+", required=True, metavar=_("NAME"))
    early.add_argument("--documents", nargs="+", metavar=_("TITLE"), help=_("which (without it: all)"))
    early.add_argument("--reason", required=True, help=_("why"))
    add_files(sub)


def _round_and_coders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--round", type=int, default=1, metavar="NR", help=_("the number of the coding round"))
    parser.add_argument("--coders", nargs="+", required=True, metavar=_("NAME"))


def _coder_ids(project: Any, names: list[str]) -> list[str]:
    from cmo_coder.store.study import coders_of

    return [by_name(coders_of(project), name, lambda one: one.name, _("coder")).id for name in names]


def _show(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.begun_again import begun_again_lines
    from cmo_coder.realist.words import word
    from cmo_coder.store.double_coding import how_drawn
    from cmo_coder.store.rounds import who_has_what

    with opened(arguments) as project, project.read() as reading:
        found = who_has_what(reading)
        drawn = (*how_drawn(reading, word), *begun_again_lines(project))
    if arguments.json:
        rows = [
            {
                "document": one.document.title,
                "coder": one.coder.name,
                "round": one.coding_round,
                "blind": one.blind,
                "state": one.state.value if one.state else None,
            }
            for one in found
        ]
        say_json({"handed": rows, "drawn": list(drawn)})
        return OK
    say_rows(
        [
            [
                one.document.title,
                one.coder.name,
                str(one.coding_round or "-"),
                _("blind") if one.blind else "",
                word(one.state) or "-",
            ]
            for one in found
        ],
        [_("document"), _("coder"), _("round"), "", _("how far")],
        _("Nothing was handed out yet."),
    )
    say(*drawn)
    return OK


def _document_ids(project: Any, names: list[str] | None) -> list[str]:
    """The documents that are named; all where none is."""
    from cmo_coder.store.documents import documents_of

    everything = documents_of(project)
    chosen = [by_name(everything, name, lambda one: one.title, _("document")) for name in names or ()]
    return [one.id for one in chosen or everything]


def _unblind(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.rounds import unblind

    with opened(arguments) as project:
        n = unblind(
            project,
            _document_ids(project, arguments.documents),
            _coder_ids(project, arguments.coders),
            arguments.reason,
        )
    say(ngettext("{n} document no longer blind", "{n} times a document no longer blind", n).format(n=n))
    return OK


def _hand(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.begun_again import begun_again_lines
    from cmo_coder.store.rounds import hand

    with opened(arguments) as project:
        chosen, coders = _document_ids(project, arguments.documents), _coder_ids(project, arguments.coders)
        made = hand(project, chosen, coders, arguments.round, blind=arguments.blind)
        again = begun_again_lines(project, chosen, coders)
    say(ngettext("{n} document handed to a coder", "{n} times a document handed to a coder", made).format(n=made))
    say(*again)
    return OK


def _sample(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.begun_again import begun_again_lines
    from cmo_coder.realist.words import word
    from cmo_coder.store.documents import documents_of
    from cmo_coder.store.double_coding import Strata, draw_sample, in_words, size_of

    with opened(arguments) as project:
        documents = {one.id: one.title for one in documents_of(project)}
        size = size_of(arguments.size, len(documents))
        coders = _coder_ids(project, arguments.coders)
        found, run = draw_sample(
            project,
            size,
            arguments.seed,
            coders,
            arguments.round,
            by=[choice(Strata, one) for one in arguments.by],
            blind=not arguments.open,
        )
        again = begun_again_lines(project, found.documents, coders)
    drawn = in_words(run, word)
    if arguments.json:
        titles = [documents[one] for one in found.documents]
        say_json({"documents": titles, "seed": found.seed, "how": drawn, "begun_again": list(again)})
        return OK
    say(*(documents[one] for one in found.documents), drawn, *again)
    return OK


def _done(arguments: argparse.Namespace) -> int:
    return _set(arguments, done=True)


def _again(arguments: argparse.Namespace) -> int:
    return _set(arguments, done=False)


def _set(arguments: argparse.Namespace, *, done: bool) -> int:
    from cmo_coder.cli.coding import document_named
    from cmo_coder.model.errors import UserError
    from cmo_coder.model.study import ProgressState
    from cmo_coder.store.study import set_progress

    with opened(arguments) as project:
        if project.coder is None:
            raise UserError(N_("Who is done? Name the coder with --coder NAME."))
        document = document_named(project, arguments.document)
        state = ProgressState.FINISHED if done else ProgressState.BEGUN
        set_progress(project, document.id, project.coder.id, state)
        name = project.coder.name
    words = _("{coder} finished {document}") if done else _("{coder} began with {document}")
    say(words.format(coder=name, document=document.title))
    return OK


def add_files(sub: Any) -> None:
    """Add the commands for another computer."""
    out = command(
        sub,
        "hand-out",
        N_("make a file for a coder to work in on another computer: her documents and the codebook, not others' work"),
        _hand_out,
        examples=("hand-out Bram bram.cmo",),
    )
    out.add_argument("who", metavar=_("NAME"))
    out.add_argument("file")
    back = command(
        sub,
        "take-in",
        N_("take in what a coder made in a file that was handed out"),
        _take_in,
        examples=("take-in bram.cmo",),
    )
    back.add_argument("file")


def _hand_out(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from cmo_coder.store.handing import hand_out
    from cmo_coder.store.study import coders_of

    with opened(arguments) as project:
        coder = by_name(coders_of(project), arguments.who, lambda one: one.name, _("coder"))
        path = Path(arguments.file).expanduser().absolute()
        n = hand_out(project, coder, path)
    say(
        ngettext("{n} document for {name}: {path}", "{n} documents for {name}: {path}", n).format(
            n=n, name=coder.name, path=path
        ),
        _("Bring the file back with: cmo-coder take-in {file}").format(file=path.name),
    )
    return OK


def _take_in(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict
    from pathlib import Path

    from cmo_coder.realist.taken_in import taken_in_lines
    from cmo_coder.store.taking_in import take_in

    with opened(arguments) as project:
        found = take_in(project, Path(arguments.file).expanduser().absolute())
    if arguments.json:
        say_json(asdict(found))
        return PROBLEM if found.refused else OK
    say(*taken_in_lines(found))
    return PROBLEM if found.refused else OK
