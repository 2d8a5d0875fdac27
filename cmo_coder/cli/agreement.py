"""Agreement between coders: where they differ, and how much."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import OK, by_name, choice, command, opened, say, say_json, say_rows
from cmo_coder.messages import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cmo_coder.agreement.value import Metric
    from cmo_coder.realist.agreement import Agreement
    from cmo_coder.realist.agreement_more import MoreFigure
    from cmo_coder.realist.agreement_rounds import RoundRow
    from cmo_coder.store.reading import Reading
    from cmo_coder.store.universe import Universe


def add(sub: Any) -> None:
    """Add the commands of this group."""
    compare = command(
        sub,
        "agreement",
        N_("compare coders: first where they differ, then the figures with their unit, universe and formula"),
        _agreement,
        examples=(
            "agreement",
            "agreement --coders Anna Bram --unit turn --no-interviewer",
            "agreement --codes Vertrouwen --figures alpha dice cohen_kappa --seed 7 --json",
        ),
    )
    compare.add_argument(
        "--coders", nargs="+", metavar=_("NAME"), help=_("whom to compare (without it: all who can be)")
    )
    compare.add_argument("--documents", nargs="+", metavar=_("TITLE"), help=_("only these documents"))
    compare.add_argument("--codes", nargs="+", metavar=_("NAME"), help=_("only these codes and what is below them"))
    compare.add_argument(
        "--level", default="code", metavar=_("LEVEL"), help=_("what is the same: code, parent (the top code), or role")
    )
    compare.add_argument(
        "--unit", default="character", metavar=_("UNIT"), help=_("what is counted: character, turn, sentence, document")
    )
    compare.add_argument(
        "--no-interviewer", dest="interviewer", action="store_false", help=_("without the turns of interviewers")
    )
    compare.add_argument(
        "--as",
        dest="as_of",
        default="finished",
        metavar="finished|now",
        help=_("the coding as it was when each was done (finished), or now"),
    )
    compare.add_argument("--round", type=int, metavar="NR", help=_("the coding of this round"))
    compare.add_argument(
        "--figures", nargs="+", metavar=_("NAME"), help=_("which figures per code (without it: the usual)")
    )
    compare.add_argument(
        "--match",
        nargs="+",
        default=[],
        metavar="HOW",
        help=_("also span F1, passages matched by: exact, overlap, tolerance:CHARACTERS, iou:SHARE"),
    )
    compare.add_argument(
        "--domain",
        nargs="+",
        default=[],
        metavar=_("NAME"),
        help=_("also the unitizing family (2016) of the codes below these: codes that exclude each other"),
    )
    compare.add_argument(
        "--distance",
        nargs="+",
        default=[],
        metavar="NAME",
        help=_("also alpha of sets of codes, by distance: nominal, jaccard, dice, masi"),
    )
    compare.add_argument(
        "--gamma", action="store_true", help=_("also gamma of each document (slow; of three and more it may not end)")
    )
    compare.add_argument("--gamma-samples", type=int, default=30, metavar="N", help=_("continua simulated for gamma"))
    compare.add_argument("--seed", type=int, default=0, help=_("the seed of everything that is drawn"))
    compare.add_argument(
        "--draws", type=int, default=2000, help=_("resamples of documents for the intervals (0: no intervals)")
    )
    compare.add_argument("--write", metavar=_("FILE"), help=_("write the report to a file (docx, xlsx, html, md)"))
    compare.add_argument("--overwrite", action="store_true", help=_("replace a file that is there"))
    compare.add_argument("--explain", action="store_true", help=_("say what each figure answers"))


def universe_of(reading: Reading, arguments: argparse.Namespace) -> Universe:
    """Return the choice that the words of a command make. Raises UserError for a name that is not there."""
    from cmo_coder.agreement.value import Unit
    from cmo_coder.model.codes import Code
    from cmo_coder.model.documents import Document
    from cmo_coder.model.errors import UserError
    from cmo_coder.model.study import Coder
    from cmo_coder.store.universe import AsOf, CodeLevel, Segments, Universe

    units = {
        "character": (Unit.CHARACTER, Segments.TURN),
        "turn": (Unit.SEGMENT, Segments.TURN),
        "sentence": (Unit.SEGMENT, Segments.SENTENCE),
        "document": (Unit.DOCUMENT, Segments.TURN),
    }
    if arguments.unit not in units:
        raise UserError(N_("'{text}' is not one of: {known}."), text=arguments.unit, known=", ".join(units))
    unit, segments = units[arguments.unit]
    coders, documents, codes = reading.all(Coder), reading.all(Document), reading.all(Code)
    return Universe(
        tuple(by_name(coders, name, lambda one: one.name, _("coder")).id for name in arguments.coders or ()),
        tuple(by_name(documents, name, lambda one: one.title, _("document")).id for name in arguments.documents or ()),
        tuple(by_name(codes, name, lambda one: one.name, _("code")).id for name in arguments.codes or ()),
        choice(CodeLevel, arguments.level),
        unit,
        segments,
        arguments.interviewer,
        choice(AsOf, arguments.as_of),
        arguments.round,
    )


def _figures(names: Sequence[str] | None) -> tuple[Metric, ...]:
    """Return the figures that are asked for beside each code. Raises UserError for what is no figure of one code."""
    from cmo_coder.agreement.report import OF_A_CODE, OF_EACH_CODE
    from cmo_coder.model.errors import UserError

    known = {metric.value: metric for metric in OF_A_CODE}
    for name in names or ():
        if name not in known:
            raise UserError(
                N_("'{text}' is not one of: {known}."),
                N_("Of all codes, domains and documents: --match, --domain, --distance and --gamma."),
                text=name,
                known=", ".join(known),
            )
    return tuple(known[name] for name in dict.fromkeys(names or ())) or OF_EACH_CODE


def _agreement(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.codes import Code
    from cmo_coder.realist.agreement import agreement
    from cmo_coder.realist.agreement_more import more_figures, more_from
    from cmo_coder.realist.agreement_rounds import trend

    metrics = _figures(arguments.figures)
    with opened(arguments) as project, project.read() as reading:
        universe = universe_of(reading, arguments)
        found = agreement(reading, universe, metrics=metrics, draws=max(0, arguments.draws), seed=arguments.seed)
        asked = more_from(
            found,
            {code.id: code.parent_id for code in reading.all(Code)},
            matches=arguments.match,
            domains=arguments.domain,
            distances=arguments.distance,
            gamma=arguments.gamma,
            samples=max(1, arguments.gamma_samples),
        )
        more = more_figures(found, asked)
        rounds = trend(reading, universe)
        if arguments.write:
            from pathlib import Path

            from cmo_coder.export.writing import write_tables
            from cmo_coder.tables.agreement import agreement_tables

            tables = agreement_tables(reading, found, rounds, more)
            made = write_tables(tables, Path(arguments.write), overwrite=arguments.overwrite)
            say(*(_("Written: {path}").format(path=path) for path in made))
            return OK
    if arguments.json:
        from cmo_coder.realist.agreement_json import as_json

        say_json(as_json(found, rounds, more))
        return OK
    _print(found, rounds, more, explain=arguments.explain)
    return OK


def _print(found: Agreement, rounds: Sequence[RoundRow], more: Sequence[MoreFigure], *, explain: bool) -> None:
    from cmo_coder.realist import agreement_rows as rows
    from cmo_coder.realist.agreement_more import more_rows
    from cmo_coder.realist.agreement_scope import scope_lines

    tables = list(rows.sections(found))
    if len(rounds) > 1:
        tables.append((_("Over the rounds"), rows.round_rows(rounds)))
    if more:
        tables.append((_("Other figures"), more_rows(more)))
    say(*scope_lines(found), "")
    for title, table in tables:
        say(title, "-" * len(title))
        say_rows(table.rows, table.head)
        say(*table.notes, "")
    say(*rows.how(found, explain=explain))
