"""Configurations: make, show, list, set the status, relate."""

from __future__ import annotations

import argparse
from typing import Any

from cmo_coder.cli import canonical
from cmo_coder.cli.common import OK, add_filter, by_number, choice, command, group, opened, say, say_json, say_rows
from cmo_coder.messages import N_, _


def add(sub: Any) -> None:
    """Add the commands of this group."""
    top = group(sub, "configurations", N_("CMO configurations: list, show, make, set the status, relate"))
    listing = command(
        top,
        "list",
        N_("list the configurations with their sentence"),
        _list,
        examples=("configurations list", "configurations list --filter status=hoped"),
    )
    listing.add_argument("--status", help="provisional, refined, supported, contested, rejected")
    add_filter(listing)
    show = command(top, "show", N_("show one with its quotes and evidence"), _show, examples=("configurations show 4",))
    show.add_argument("number", type=int)
    adding = command(
        top,
        "add",
        N_("make one of a claim, or of codes (then it is a hypothesis: provisional)"),
        _add,
        examples=(
            "configurations add --claim 3",
            "configurations add --slot C onderbezet --slot M_red vertrouwen --slot O langs",
        ),
    )
    adding.add_argument("--claim", type=int, metavar="N", help=_("the claim that it is made of and that supports it"))
    adding.add_argument("--slot", nargs=2, action="append", default=[], metavar=(_("ROLE"), _("CODE")))
    adding.add_argument("--label", default="", help=_("a short name"))
    adding.add_argument("--actor", help=_("for whom: whose reasoning it is"))
    adding.add_argument("--negative", action="store_true", help=_("it describes where it does not work"))
    status = command(
        top,
        "status",
        N_("set the status, with a reason for the decision log"),
        _status,
        examples=('configurations status 4 supported --reason "drie regio\'s"',),
    )
    status.add_argument("number", type=int)
    status.add_argument("status", help="provisional, refined, supported, contested, rejected")
    status.add_argument("--reason", required=True)
    relate = command(
        top,
        "relate",
        N_("relate two configurations"),
        _relate,
        examples=('configurations relate 4 ripple 9 --shared "komt vaker langs"', "configurations relate 4 rival 5"),
    )
    relate.add_argument("first", type=int)
    relate.add_argument("type", help="ripple, rival, specialisation, precursor, counterpart")
    relate.add_argument("second", type=int)
    relate.add_argument("--shared", help=_("the element that a ripple goes through"))
    canonical.add(top)


def _list(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.configurations import ConfigurationStatus
    from cmo_coder.realist.filtering import matching_configurations, parse_filter
    from cmo_coder.realist.sentences import sentence_in
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.realist.words import word

    wanted = choice(ConfigurationStatus, arguments.status)
    with opened(arguments) as project, project.read() as reading:
        snapshot = load_snapshot(reading)
    meant = matching_configurations(snapshot, parse_filter(snapshot, arguments.filter))
    found = [one for one in meant if wanted in (None, one.status)]
    found.sort(key=lambda one: one.number)
    if arguments.json:
        say_json(
            [
                {
                    "id": one.id,
                    "number": one.number,
                    "label": one.label,
                    "status": one.status.value,
                    "negative_case": one.negative_case,
                    "sentence": sentence_in(snapshot, snapshot.version_of(one.id)),
                    "claims": len(snapshot.evidence_of_version.get(snapshot.version_of(one.id).id, ())),
                }
                for one in found
            ]
        )
        return OK
    say_rows(
        [
            [
                str(one.number),
                word(one.status),
                str(len(snapshot.evidence_of_version.get(snapshot.version_of(one.id).id, ()))),
                sentence_in(snapshot, snapshot.version_of(one.id)),
            ]
            for one in found
        ],
        [_("nr"), _("status"), _("claims"), _("sentence")],
        _("There are no configurations to list."),
    )
    return OK


def _show(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.canonical import Role
    from cmo_coder.realist.profiles import shows_actor, slot_order
    from cmo_coder.realist.quoting import quoted
    from cmo_coder.realist.sentences import actor_of, sentence_in
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.realist.stale import stale_parts
    from cmo_coder.realist.support import support_of_configuration
    from cmo_coder.realist.support_words import support_line
    from cmo_coder.realist.words import word

    with opened(arguments) as project, project.read() as reading:
        snapshot = load_snapshot(reading)
    one = by_number(tuple(snapshot.configurations.values()), arguments.number, lambda c: c.number, _("configuration"))
    version = snapshot.version_of(one.id)
    say(f"CMO {one.number} {one.label}".strip(), sentence_in(snapshot, version), f"{word(one.status)}")
    if stale := stale_parts(snapshot, version):
        say(_("[slots changed since it was worded: {parts}]").format(parts=", ".join(stale)))
    say("")
    evidence = snapshot.evidence_of_version.get(version.id, ())
    for role in slot_order(snapshot.study.profile):
        if role is Role.M_RED and shows_actor(snapshot.study.profile):
            actor = actor_of(snapshot, version)
            say(f"A: {actor.name if actor else '-'}")
        for element in snapshot.slots(version.id, role):
            say(f"{role.value}: {element.label}")
            for row in evidence:
                for slot in snapshot.slots_of_claim.get(row.claim_id, ()):
                    if slot.canonical_element_id == element.id:
                        for words in snapshot.words_of_slot.get(slot.id, ()):
                            fragment = snapshot.fragments[words.fragment_id]
                            respondent = snapshot.respondent_of(fragment)
                            who = respondent.pseudonym if respondent else snapshot.documents[fragment.document_id].title
                            say(f"   [{word(row.stance)}] “{quoted(fragment)}” ({who})")
    say("", support_line(support_of_configuration(snapshot, one.id)))
    return OK


def _add(arguments: argparse.Namespace) -> int:
    from cmo_coder.cli.codebooks import code_named
    from cmo_coder.model.canonical import Role
    from cmo_coder.model.claims import Claim
    from cmo_coder.model.errors import UserError
    from cmo_coder.store.canonical import add_actor
    from cmo_coder.store.codes import ROLE_TYPES, canonical_of
    from cmo_coder.store.configuration_versions import edit_wording
    from cmo_coder.store.configurations import (
        add_configuration,
        configuration_from_claim,
        edit_configuration,
    )

    if not arguments.claim and not arguments.slot:
        raise UserError(N_("Of what?"), N_("Name a claim (--claim N) or slots (--slot ROLE CODE)."))
    with opened(arguments) as project, project.change("configuration.add", N_("Configuration made")) as change:
        if arguments.claim:
            claim = by_number(change.all(Claim), arguments.claim, lambda one: one.number, _("claim"))
            made = configuration_from_claim(project, claim, label=arguments.label)
        else:
            slots: dict[Role, list[str]] = {}
            for role_name, code_name in arguments.slot:
                role, code = choice(Role, role_name), code_named(project, code_name)
                element = canonical_of(change, code) if ROLE_TYPES.get(code.type) is role else None
                if element is None:
                    raise UserError(
                        N_("Code {name} is of type {type} and cannot fill slot {role}."),
                        N_("Choose another code, or change its type."),
                        name=code.name,
                        type=code.type,
                        role=role,
                    )
                slots.setdefault(role, []).append(element.id)
            made = add_configuration(project, slots, label=arguments.label)
        if arguments.negative:
            made = edit_configuration(project, made, negative_case=True)
        if arguments.actor:
            edit_wording(project, made, actor_id=add_actor(project, arguments.actor).id)
    if arguments.json:
        say_json({"id": made.id, "number": made.number})
    else:
        say(_("CMO {number} made").format(number=made.number))
    return OK


def _status(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.configurations import Configuration, ConfigurationStatus
    from cmo_coder.realist.words import word
    from cmo_coder.store.configurations import set_status

    status = choice(ConfigurationStatus, arguments.status)
    with opened(arguments) as project:
        with project.read() as reading:
            one = by_number(reading.all(Configuration), arguments.number, lambda c: c.number, _("configuration"))
        set_status(project, one, status, arguments.reason)
    say(f"CMO {one.number}: {word(status)}")
    return OK


def _relate(arguments: argparse.Namespace) -> int:
    from cmo_coder.cli.common import by_name
    from cmo_coder.model.canonical import CanonicalElement
    from cmo_coder.model.configurations import Configuration, RelationType
    from cmo_coder.realist.words import word
    from cmo_coder.store.configurations import relate

    kind = choice(RelationType, arguments.type)
    with opened(arguments) as project:
        with project.read() as reading:
            known = reading.all(Configuration)
            elements = reading.all(CanonicalElement)
        first = by_number(known, arguments.first, lambda c: c.number, _("configuration"))
        second = by_number(known, arguments.second, lambda c: c.number, _("configuration"))
        shared = by_name(elements, arguments.shared, lambda e: e.label, _("element")).id if arguments.shared else None
        relate(project, kind, first, second, shared_id=shared)
    say(f"CMO {first.number} → CMO {second.number}: {word(kind)}")
    return OK
