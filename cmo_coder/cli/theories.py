"""The realist analysis: programme theories, contradictions, change stories, the report, ripple chains as a drawing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import OK, by_name, by_number, choice, command, group, opened, say, say_json, say_rows
from cmo_coder.cli.listing import list_chains, list_stories
from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError

if TYPE_CHECKING:
    from cmo_coder.model.theories import ProgrammeTheory
    from cmo_coder.realist.snapshot import Snapshot
    from cmo_coder.store.project import Project


def add(sub: Any) -> None:
    """Add the commands of this group."""
    _add_theories(group(sub, "theories", N_("programme theories: list, write, reword, promote, compare")))
    command(
        sub,
        "contradictions",
        N_("list what speaks against what, and where each stands in the protocol"),
        _contradictions,
        examples=("contradictions",),
    )
    stories = group(sub, "stories", N_("change stories: the seven boxes of a case"))
    listing = command(
        stories, "list", N_("list the items of all cases, or of one"), list_stories,
        examples=("stories list", "stories list Noord"),
    )  # fmt: skip
    listing.add_argument("case", nargs="?")
    adding = command(
        stories, "add", N_("put an item in a box of a case"), _add_item, examples=('stories add Noord ambition "Fit"',)
    )
    adding.add_argument("case")
    adding.add_argument("box", help="region, process, ambition, approach, target_group, higher_effect, condition")
    adding.add_argument("text")
    adding.add_argument("--lead", action="store_true", help=_("it introduces the others and is not counted"))
    figure = command(
        stories, "figure", N_("write the change story of a case as one page (.docx or .html)"), _figure,
        examples=("stories figure Noord verhaal.docx",),
    )  # fmt: skip
    figure.add_argument("case")
    _file(figure)
    report = command(
        sub, "report", N_("the RAMESES II checklist with what is missing, or the methods paragraph"), _report,
        examples=("report", "report --methods --language en"),
    )  # fmt: skip
    report.add_argument("--methods", action="store_true", help=_("the methods paragraph instead"))
    report.add_argument(
        "--language", choices=("nl", "en"), help=_("the language of the text (without it: the study's)")
    )
    chains = command(
        sub, "chains", N_("list the ripple chains (list), or draw them as an SVG file"), _chains,
        examples=("chains list", "chains rimpels.svg"),
    )  # fmt: skip
    _file(chains)


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file")
    parser.add_argument(
        "--language", choices=("nl", "en"), help=_("the language of the text (without it: the study's)")
    )
    parser.add_argument("--overwrite", action="store_true", help=_("replace a file that is there"))


def _add_theories(top: Any) -> None:
    command(top, "list", N_("list the theories with all their versions"), _list, examples=("theories list",))
    adding = command(
        top, "add", N_("write a programme theory: its version 0"), _add,
        examples=('theories add "Samen eten" "Als je kookt, dan komt men, omdat ..." --source team',),
    )  # fmt: skip
    adding.add_argument("title")
    adding.add_argument("statement")
    version = command(
        top, "version", N_("reword a theory: a new version with a reason and the claims that caused it"), _version,
        examples=('theories version "Samen eten" "Als ..., dan ..." --reason "ronde 2" --claim 3',),
    )  # fmt: skip
    version.add_argument("title")
    version.add_argument("statement")
    version.add_argument("--reason", required=True)
    version.add_argument("--status", default="refined", help="initial, refined, tested, rejected")
    version.add_argument(
        "--claim", type=int, action="append", default=[], help=_("a claim that gave rise to it (may be repeated)")
    )
    for parser in (adding, version):
        parser.add_argument("--source", help="document, team, literature, learning_session")
        parser.add_argument("--date", default="", help=_("without it: today"))
        parser.add_argument("--assumptions", default=None)
        parser.add_argument(
            "--configuration",
            type=int,
            action="append",
            default=[],
            help=_("a configuration that it rests on (may be repeated)"),
        )
    promote = command(
        top, "promote", N_("set how far a theory has come, with a reason"), _promote,
        examples=('theories promote "Samen eten" tested --reason "ronde 2 bevestigt"',),
    )  # fmt: skip
    promote.add_argument("title")
    promote.add_argument("status", help="initial, refined, tested, rejected")
    promote.add_argument("--reason", required=True)
    diff = command(
        top, "diff", N_("what changed in the last version of a theory, slot by slot, and what caused it"), _diff,
        examples=('theories diff "Samen eten"',),
    )  # fmt: skip
    diff.add_argument("title")


def _snapshot(project: Project) -> Snapshot:
    from cmo_coder.realist.snapshot import load_snapshot

    with project.read() as reading:
        return load_snapshot(reading)


def _theory(snapshot: Snapshot, title: str) -> ProgrammeTheory:
    return by_name(tuple(snapshot.theories.values()), title, lambda one: one.title, _("programme theory"))


def _list(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.theories import configurations_of
    from cmo_coder.realist.words import word

    with opened(arguments) as project:
        snapshot = _snapshot(project)
    as_json = []
    for theory in snapshot.theories.values():
        if not arguments.json:
            say(theory.title)
        for version in snapshot.versions_of_theory[theory.id]:
            numbers = [snapshot.configuration_of(id_).number for id_ in configurations_of(snapshot, version.id)]
            as_json.append(
                {
                    "title": theory.title,
                    "version": version.nr,
                    "in_force": version.in_force,
                    "status": version.status.value,
                    "statement": version.statement,
                    "date": version.date,
                    "reason": version.reason,
                    "configurations": numbers,
                }
            )
            if not arguments.json:
                mark = "*" if version.in_force else " "
                say(f" {mark} {version.nr}  {word(version.status)}  {version.date}  {version.statement}")
                if numbers:
                    say(f"      CMO {', '.join(map(str, numbers))}")
    if arguments.json:
        say_json(as_json)
    return OK


def _configuration_ids(snapshot: Snapshot, numbers: list[int]) -> list[str]:
    everything = tuple(snapshot.configurations.values())
    return [by_number(everything, nr, lambda one: one.number, _("configuration")).id for nr in numbers]


def _add(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.theories import TheorySource
    from cmo_coder.store.theories import add_theory

    with opened(arguments) as project:
        ids = _configuration_ids(_snapshot(project), arguments.configuration)
        add_theory(
            project, arguments.title, arguments.statement, source=choice(TheorySource, arguments.source),
            date=arguments.date, assumptions=arguments.assumptions or "", configuration_ids=ids,
        )  # fmt: skip
    say(_("Programme theory '{title}' made").format(title=arguments.title))
    return OK


def _version(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.theories import TheorySource, TheoryStatus
    from cmo_coder.store.theories import new_theory_version

    with opened(arguments) as project:
        snapshot = _snapshot(project)
        theory = _theory(snapshot, arguments.title)
        causes = {}
        for nr in arguments.claim:
            claim = by_number(tuple(snapshot.claims.values()), nr, lambda one: one.number, _("claim"))
            stances = {row.stance for row in snapshot.evidence_of_claim.get(claim.id, ())}
            causes[claim.id] = stances.pop() if len(stances) == 1 else None
        made = new_theory_version(
            project, theory, arguments.statement, arguments.reason, status=choice(TheoryStatus, arguments.status),
            source=choice(TheorySource, arguments.source), date=arguments.date, assumptions=arguments.assumptions,
            configuration_ids=_configuration_ids(snapshot, arguments.configuration) or None, causes=causes,
        )  # fmt: skip
    say(_("Version {nr} of '{title}'").format(nr=made.nr, title=theory.title))
    return OK


def _promote(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.theories import TheoryStatus
    from cmo_coder.realist.words import word
    from cmo_coder.store.theories import promote_theory

    status = choice(TheoryStatus, arguments.status)
    with opened(arguments) as project:
        theory = _theory(_snapshot(project), arguments.title)
        promote_theory(project, theory, status, arguments.reason)
    say(f"{theory.title}: {word(status)}")
    return OK


def _diff(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.errors import RuleError
    from cmo_coder.realist.sentences import claim_words
    from cmo_coder.realist.theories import theory_diff
    from cmo_coder.realist.words import word

    with opened(arguments) as project:
        snapshot = _snapshot(project)
    versions = snapshot.versions_of_theory[_theory(snapshot, arguments.title).id]
    if len(versions) < 2:
        raise RuleError(N_("There is one version: there is nothing to compare."))
    diff = theory_diff(snapshot, versions[-2], versions[-1])
    say(f"- {diff.before.statement}", f"+ {diff.after.statement}")
    for change in diff.slots:
        for sign, ids in (("-", change.gone), ("+", change.new), (" ", change.kept)):
            for id_ in ids:
                say(f"{sign} {change.role.value:<5} {snapshot.canonical[id_].label}")
    say(_("why: {reason}").format(reason=diff.after.reason or "-"))
    for cause in diff.causes:
        name = _("claim {number}").format(number=snapshot.claims[cause.claim_id].number)
        say(f"  {name}: {claim_words(snapshot, cause.claim_id)} {word(cause.stance)}".rstrip())
    return OK


def _contradictions(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.contradiction import contradictions
    from cmo_coder.realist.protocol import standing_of

    with opened(arguments) as project:
        snapshot = _snapshot(project)
    rows = []
    for one in contradictions(snapshot):
        standing = standing_of(snapshot, one)
        sides = " / ".join(
            ",".join(str(snapshot.configurations[id_].number) for id_ in side.configurations) for side in one.sides
        )
        about = snapshot.canonical[one.element_id].label if one.element_id else ""
        separates = "; ".join(found.text() for found in standing.separations) or _("context unknown")
        rows.append([one.kind.value, sides, about, standing.step.value, separates])
    if arguments.json:
        say_json([dict(zip(("kind", "sides", "about", "step", "separates"), row, strict=True)) for row in rows])
    else:
        say_rows(rows, [_("kind"), "CMO", _("about"), _("step"), _("separates")])
    return OK


def _add_item(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.stories import StoryBox
    from cmo_coder.store.stories import add_story_item

    box = choice(StoryBox, arguments.box)
    with opened(arguments) as project:
        case = by_name(tuple(_snapshot(project).cases.values()), arguments.case, lambda one: one.name, _("case"))
        add_story_item(project, case, box, arguments.text, lead=arguments.lead)
    say(f"{case.name}: {arguments.text}")
    return OK


def _figure(arguments: argparse.Namespace) -> int:
    from cmo_coder.export.figure import figure_of, write_figure
    from cmo_coder.tables.catalogue import build

    with opened(arguments) as project:
        snapshot = _snapshot(project)
    case = by_name(tuple(snapshot.cases.values()), arguments.case, lambda one: one.name, _("case"))
    language = arguments.language or snapshot.study.language
    stamp = build("veranderverhaal", snapshot, language=language).stamp
    made = write_figure(
        figure_of(snapshot, case.id, stamp, language), Path(arguments.file), overwrite=arguments.overwrite
    )
    say(_("Written: {path}").format(path=made))
    return OK


def _report(arguments: argparse.Namespace) -> int:
    from cmo_coder.messages import in_language
    from cmo_coder.realist.methods_text import methods_paragraph
    from cmo_coder.realist.rameses import checklist

    with opened(arguments) as project:
        snapshot = _snapshot(project)
        compared = None
        if arguments.methods:
            from cmo_coder.realist.methods_agreement import agreement_so_far

            with project.read() as reading:
                compared = agreement_so_far(reading)
    with in_language(arguments.language or snapshot.study.language):
        if arguments.methods:
            say(methods_paragraph(snapshot, compared))
            return OK
        answers = checklist(snapshot)
        if arguments.json:
            say_json(
                [
                    {
                        "item": a.item.nr,
                        "title": _(a.item.title),
                        "level": a.item.level.value,
                        "says": a.says,
                        "lacks": a.lacks,
                    }
                    for a in answers
                ]
            )
            return OK
        for answer in answers:
            say(f"{answer.item.nr}. {_(answer.item.title)} [{answer.item.level.value}]")
            say(*(f"   • {line}" for line in answer.says), *(f"   ! {line}" for line in answer.lacks))
    return OK


def _chains(arguments: argparse.Namespace) -> int:
    if arguments.file == "list":
        return list_chains(arguments)
    if Path(arguments.file).suffix.lower() != ".svg":
        raise UserError(
            N_("The drawing is an SVG file: '{name}' does not end in .svg."),
            N_("Name it so, or list the chains: cmo-coder chains list"),
            name=arguments.file,
        )
    from cmo_coder.export.chains import write_chains

    with opened(arguments) as project:
        snapshot = _snapshot(project)
    language = arguments.language or snapshot.study.language
    made = write_chains(snapshot, Path(arguments.file), language, overwrite=arguments.overwrite)
    say(_("Written: {path}").format(path=made))
    return OK
