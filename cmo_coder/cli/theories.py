"""Programme theories: list with their versions, write, reword, promote, compare."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import OK, add_filter, by_name, by_number, choice, command, group, opened, say, say_json
from cmo_coder.messages import N_, _

if TYPE_CHECKING:
    from cmo_coder.model.theories import ProgrammeTheory
    from cmo_coder.realist.snapshot import Snapshot
    from cmo_coder.store.project import Project


def add(sub: Any) -> None:
    """Add the commands of this group."""
    _add_theories(group(sub, "theories", N_("programme theories: list, write, reword, promote, compare")))


def _add_theories(top: Any) -> None:
    listing = command(
        top, "list", N_("list the theories with all their versions"), _list,
        examples=("theories list", "theories list --filter round=2"),
    )  # fmt: skip
    add_filter(listing)
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
    from cmo_coder.realist.duties import theory_without_question
    from cmo_coder.realist.filtering import matching_theory_versions, parse_filter
    from cmo_coder.realist.theories import configurations_of
    from cmo_coder.realist.words import word

    with opened(arguments) as project:
        snapshot = _snapshot(project)
    as_json = []
    wanted = parse_filter(snapshot, arguments.filter)
    meant = matching_theory_versions(snapshot, wanted) if wanted else frozenset(snapshot.theory_versions)
    for theory in snapshot.theories.values():
        versions = [one for one in snapshot.versions_of_theory[theory.id] if one.id in meant]
        if versions and not arguments.json:
            say(theory.title)
        for version in versions:
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
    elif missing := theory_without_question(snapshot):
        say(f"! {missing}")
    return OK


def _configuration_ids(snapshot: Snapshot, numbers: list[int]) -> list[str]:
    everything = tuple(snapshot.configurations.values())
    return [by_number(everything, nr, lambda one: one.number, _("configuration")).id for nr in numbers]


def _add(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.theories import TheorySource
    from cmo_coder.realist.duties import theory_without_question
    from cmo_coder.store.theories import add_theory

    with opened(arguments) as project:
        ids = _configuration_ids(_snapshot(project), arguments.configuration)
        add_theory(
            project, arguments.title, arguments.statement, source=choice(TheorySource, arguments.source),
            date=arguments.date, assumptions=arguments.assumptions or "", configuration_ids=ids,
        )  # fmt: skip
        missing = theory_without_question(_snapshot(project))
    say(_("Programme theory '{title}' made").format(title=arguments.title))
    if missing:
        say(f"! {missing}")
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
