"""Member checks: record what a session said of versions of elements, configurations and theories, and list them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import OK, by_name, by_number, choice, command, group, opened, say, say_json
from cmo_coder.cli.logs import snapshot_of
from cmo_coder.messages import N_, _
from cmo_coder.model.errors import NotFound, UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cmo_coder.model.checks import CheckOutcome, MemberCheckOutcome, MemberCheckParticipant
    from cmo_coder.realist.snapshot import Snapshot
    from cmo_coder.store.member_checks import Laid, Participants

KINDS = ("element", "configuration", "theory")
"""What can be laid before a session, in the order in which it is listed."""
OUTCOMES = "recognised, extended, disputed, renamed, rejected"


def add(sub: Any) -> None:
    """Add the commands of this group."""
    top = group(sub, "checks", N_("member checks: what a session said of wordings; record, list"))
    command(
        top, "list", N_("list the sessions, who was there, what was said, and what lapsed since"), _list,
        examples=("checks list", "checks list --json"),
    )  # fmt: skip
    adding = command(
        top,
        "add",
        N_("record a session: each wording that was laid before it, with what was said"),
        _add,
        examples=(
            'checks add "Leersessie 1" --element 1 recognised "zo is het" --element 2 disputed "" --group resident=8',
            'checks add "Panel" --element 1:1 recognised "" --theory "Samen eten" extended "" --case Noord=5',
        ),
    )
    adding.add_argument("session", help=_("the name of the session"))
    for name, what in (
        ("element", _("the number of an element, or NUMBER:VERSION")),
        ("configuration", _("the number of a configuration, or NUMBER:VERSION")),
        ("theory", _("the title of a programme theory, or TITLE:VERSION")),
    ):
        adding.add_argument(
            f"--{name}",
            nargs=3,
            action="append",
            default=[],
            metavar=(_("WHICH"), _("OUTCOME"), _("QUOTE")),
            help=_("{what}; what was said ({known}); in their words (may be empty); may be repeated").format(
                what=what, known=OUTCOMES
            ),
        )
    adding.add_argument("--kind", help="learning_session, knowledge_meeting, panel")
    adding.add_argument("--date", default="", help=_("when it was, such as 2024-05-31"))
    adding.add_argument(
        "--group",
        action="append",
        default=[],
        metavar=_("GROUP[=NUMBER]"),
        help=_("a group that was there, with how many (not given: not counted); may be repeated"),
    )
    adding.add_argument(
        "--case",
        action="append",
        default=[],
        metavar=_("CASE[=NUMBER]"),
        help=_("a case that was there, with how many (not given: not counted); may be repeated"),
    )


def _add(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.checks import SessionKind
    from cmo_coder.store.member_checks import add_member_check

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
        laid = [*_laid(snapshot, arguments)]
        made = add_member_check(
            project,
            arguments.session,
            laid,
            session_kind=choice(SessionKind, arguments.kind),
            date=arguments.date.strip(),
            participants=_people(snapshot, arguments),
        )
    if arguments.json:
        say_json({"id": made.id, "session": made.session, "versions": [version.id for version, _o, _q in laid]})
    else:
        say(_("Member check '{session}' recorded").format(session=made.session))
    return OK


def _laid(snapshot: Snapshot, arguments: argparse.Namespace) -> Iterator[tuple[Laid, CheckOutcome, str]]:
    """Each wording that is named, with what was said of it."""
    from cmo_coder.model.checks import CheckOutcome

    elements, configurations = tuple(snapshot.elements.values()), tuple(snapshot.configurations.values())
    theories = tuple(snapshot.theories.values())
    for written, outcome, quote in arguments.element:
        number, nr = _parts(written)
        element = by_number(elements, _whole(number), lambda one: one.nr, _("element"))
        yield _version(snapshot.versions_of_element[element.id], nr, written), choice(CheckOutcome, outcome), quote
    for written, outcome, quote in arguments.configuration:
        number, nr = _parts(written)
        found = by_number(configurations, _whole(number), lambda one: one.number, _("configuration"))
        versions = snapshot.versions_of_configuration[found.id]
        yield _version(versions, nr, written), choice(CheckOutcome, outcome), quote
    for written, outcome, quote in arguments.theory:
        title, nr = _parts(written)
        theory = by_name(theories, title, lambda one: one.title, _("programme theory"))
        yield _version(snapshot.versions_of_theory[theory.id], nr, written), choice(CheckOutcome, outcome), quote


def _parts(written: str) -> tuple[str, int | None]:
    """ "3:1" is the third, its version 1; without a version the one in force is meant. A title may have a colon."""
    name, colon, nr = written.rpartition(":")
    return (name, int(nr)) if colon and nr.isdigit() else (written, None)


def _whole(text: str) -> int:
    if not text.isdigit():
        raise UserError(N_("'{text}' is no number: write NUMBER, or NUMBER:VERSION."), text=text)
    return int(text)


def _version(versions: Sequence[Any], nr: int | None, written: str) -> Any:
    for one in versions:
        if one.in_force if nr is None else one.nr == nr:
            return one
    raise NotFound(
        N_("There is no version '{written}'."),
        N_("Its versions: {known}."),
        written=written,
        known=", ".join(str(one.nr) for one in versions),
    )


def _people(snapshot: Snapshot, arguments: argparse.Namespace) -> list[Participants]:
    from cmo_coder.model.cases import Group
    from cmo_coder.store.member_checks import Participants

    cases = tuple(snapshot.cases.values())
    people = [Participants(choice(Group, name), None, n) for name, n in map(_counted, arguments.group)]
    return people + [
        Participants(None, by_name(cases, name, lambda one: one.name, _("case")).id, n)
        for name, n in map(_counted, arguments.case)
    ]


def _counted(written: str) -> tuple[str, int | None]:
    name, equals, n = written.partition("=")
    if equals and not n.strip().isdigit():
        raise UserError(N_("'{text}' is no number of people."), text=n)
    return name.strip(), int(n) if equals else None


def _list(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.checks import participants_of, who_was_there
    from cmo_coder.realist.words import word

    with opened(arguments) as project:
        snapshot = snapshot_of(project)
    as_json = []
    for check in snapshot.member_checks.values():
        people = participants_of(snapshot, check.id)
        said = sorted(
            (_said(snapshot, one) for one in snapshot.outcomes_of_check.get(check.id, ())),
            key=lambda one: (KINDS.index(one["kind"]), one["number"] or 0, one["title"]),
        )
        as_json.append(
            {
                "id": check.id,
                "session": check.session,
                "kind": check.session_kind.value if check.session_kind else None,
                "date": check.date,
                "participants": [_participant(snapshot, one) for one in people],
                "said": [{**one, "outcome": one["outcome"].value} for one in said],
            }
        )
        if not arguments.json:
            kind = word(check.session_kind) if check.session_kind else ""
            say(" · ".join(part for part in (check.session, kind, check.date) if part))
            if present := who_was_there(snapshot, check.id):
                say("   " + _("present: {who}").format(who=", ".join(present)))
            for one in said:
                quote = f"  “{one['quote']}”" if one["quote"] else ""
                lapsed = "" if one["in_force"] else "  " + _("(reworded since: lapsed)")
                say(f"   {one['title']}: {word(one['outcome'])}{quote}{lapsed}")
            say("")
    if arguments.json:
        say_json(as_json)
    elif not as_json:
        say(_("No member check is recorded yet."))
    return OK


def _participant(snapshot: Snapshot, one: MemberCheckParticipant) -> dict[str, Any]:
    group = one.group.value if one.group else None
    return {"group": group, "case": snapshot.cases[one.case_id].name if one.case_id else None, "n": one.n}


def _said(snapshot: Snapshot, said: MemberCheckOutcome) -> dict[str, Any]:
    """What a session said of one version: which it was, its words, and whether these still hold."""
    if said.effective_element_version_id is not None:
        version = snapshot.element_versions[said.effective_element_version_id]
        nr: int | None = snapshot.elements[version.effective_element_id].nr
        kind, title, words = "element", f"{_('element')} {nr} v{version.nr}", version.long_label
        in_force = version.in_force
    elif said.configuration_version_id is not None:
        from cmo_coder.realist.sentences import sentence_in

        cmo = snapshot.configuration_versions[said.configuration_version_id]
        nr = snapshot.configuration_of(cmo.id).number
        kind, title, words = "configuration", f"CMO {nr} v{cmo.nr}", sentence_in(snapshot, cmo)
        in_force = cmo.in_force
    else:
        theory = snapshot.theory_versions[said.programme_theory_version_id or ""]
        nr, title = None, snapshot.theories[theory.programme_theory_id].title
        kind, title, words = "theory", f"{title} v{theory.nr}", theory.statement
        in_force = theory.in_force
    what = {"kind": kind, "number": nr, "title": title, "words": words, "in_force": in_force}
    return {**what, "outcome": said.outcome, "quote": said.quote}
