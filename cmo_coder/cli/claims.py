"""Claims: add one with its slots, link it to configurations, list them."""

from __future__ import annotations

import argparse
from typing import Any

from cmo_coder.cli.coding import document_named, span_of
from cmo_coder.cli.common import OK, add_filter, by_number, choice, command, group, opened, say, say_json, say_rows
from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError


def add(sub: Any) -> None:
    """Add the commands of this group."""
    claims = group(sub, "claims", N_("claims: add, link, list"))
    adding = command(
        claims,
        "add",
        N_("add a claim: each slot names a role, a code and its words"),
        _add,
        examples=(
            'claims add interview-1 --slot M_red vertrouwen "ik voelde me gehoord" --slot O langs "ik kom elke week"',
            'claims add interview-1 --slot C onderbezet "niemand" --polarity works_not --status experienced',
        ),
    )
    adding.add_argument("document", help=_("the document, by title or the start of it"))
    adding.add_argument(
        "--slot",
        nargs=3,
        action="append",
        default=[],
        metavar=(_("ROLE"), _("CODE"), _("WORDS")),
        help=_("role (C, I, M_res, M_red, O), code, and words that occur once (or START-END); may be repeated"),
    )
    _add_properties(adding)
    setting = command(
        claims,
        "set",
        N_("change what a claim is: status, polarity, explicitness, phase, level, note"),
        _set,
        examples=("claims set 3 --status hoped --phase sustain", "claims set 3 --level none"),
    )
    setting.add_argument("claim", type=int, help=_("the number of the claim"))
    _add_properties(setting)
    link = command(
        claims,
        "link",
        N_("link a claim to a configuration"),
        _link,
        examples=("claims link 3 7 supports --strength strong",),
    )
    link.add_argument("claim", type=int, help=_("the number of the claim"))
    link.add_argument("configuration", type=int, help=_("the number of the configuration"))
    link.add_argument("stance", help="supports, contradicts, refines")
    link.add_argument("--part", help="C, I, M, O, link")
    link.add_argument("--strength", help="strong, moderate, weak")
    link.add_argument("--note", default="")
    listing = command(
        claims,
        "list",
        N_("list the claims with their slots"),
        _list,
        examples=("claims list --loose", "claims list --filter status=hoped,expected --filter leading=no"),
    )
    add_filter(listing)
    listing.add_argument("--loose", action="store_true", help=_("only those without a configuration"))
    listing.add_argument("--words", action="store_true", help=_("with the words behind each slot"))


def _add_properties(parser: argparse.ArgumentParser) -> None:
    """What a claim is beside its slots; "none" takes a value away where a claim need not have one."""
    parser.add_argument("--polarity", help="works, works_not, mixed")
    parser.add_argument("--status", help="experienced, observed, expected, hoped, hearsay, undetermined")
    parser.add_argument("--explicitness", help="literal, interpreted, none")
    parser.add_argument("--phase", help="inspire, implement, sustain, none")
    parser.add_argument("--level", help="nano, micro, meso, macro, none")
    parser.add_argument("--note")


def _properties(arguments: argparse.Namespace) -> dict[str, Any]:
    """The fields that were named, with their values."""
    from cmo_coder.model.canonical import Level
    from cmo_coder.model.claims import EpistemicStatus, Explicitness, Phase, Polarity
    from cmo_coder.realist.filtering import NOT_SET

    found: dict[str, Any] = {}
    always: dict[str, Any] = {"polarity": Polarity, "status": EpistemicStatus}
    kinds = {**always, "explicitness": Explicitness, "phase": Phase, "level": Level}
    for name, kind in kinds.items():
        written = getattr(arguments, name)
        if written is not None:
            found[name] = None if written == NOT_SET and name not in always else choice(kind, written)
    if arguments.note is not None:
        found["note"] = arguments.note
    return found


def _set(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.claims import Claim
    from cmo_coder.store.claims import edit_claim

    fields = _properties(arguments)
    if not fields:
        raise UserError(N_("What is to change?"), N_("For example: --status hoped, or --phase none."))
    with opened(arguments) as project:
        with project.read() as reading:
            claim = by_number(reading.all(Claim), arguments.claim, lambda one: one.number, _("claim"))
        edit_claim(project, claim, **fields)
    say(_("Claim {number} changed").format(number=claim.number))
    return OK


def _add(arguments: argparse.Namespace) -> int:
    from cmo_coder.cli.codebooks import code_named
    from cmo_coder.model.canonical import Role
    from cmo_coder.store.claims import edit_claim, tag
    from cmo_coder.store.codes import ROLE_TYPES

    if not arguments.slot:
        raise UserError(
            N_("A claim needs at least one slot."), N_('For example: --slot O "komt vaker" "ik kom nu elke week"')
        )
    fields = _properties(arguments)
    with opened(arguments) as project:
        document = document_named(project, arguments.document)
        claim = None
        with project.change("claim.add", N_("Claim added on {title}"), title=document.title):
            for role_name, code_name, words in arguments.slot:
                role, code = choice(Role, role_name), code_named(project, code_name)
                if ROLE_TYPES.get(code.type) is not role:
                    raise UserError(
                        N_("Code {name} is of type {type} and cannot fill slot {role}."),
                        N_("Choose another code, or change its type."),
                        name=code.name,
                        type=code.type,
                        role=role,
                    )
                start, end = _place(project, document, words)
                _coding, claim = tag(project, document.id, start, end, code, claim=claim, new_claim=claim is None)
            assert claim is not None
            if fields:
                claim = edit_claim(project, claim, **fields)
    if arguments.json:
        say_json({"id": claim.id, "number": claim.number})
    else:
        say(_("Claim {number} added").format(number=claim.number))
    return OK


def _place(project: Any, document: Any, words: str) -> tuple[int, int]:
    start, dash, end = words.partition("-")
    if dash and start.isdigit() and end.isdigit():
        return int(start), int(end)
    return span_of(project, document, words, None)


def _link(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.claims import Claim
    from cmo_coder.model.configurations import Configuration, EvidencePart, Strength
    from cmo_coder.model.fragments import Stance
    from cmo_coder.store.claims import link_claim

    with opened(arguments) as project:
        with project.read() as reading:
            claim = by_number(reading.all(Claim), arguments.claim, lambda one: one.number, _("claim"))
            configuration = by_number(
                reading.all(Configuration), arguments.configuration, lambda one: one.number, _("configuration")
            )
        link_claim(
            project,
            claim,
            configuration.id,
            choice(Stance, arguments.stance),
            part=choice(EvidencePart, arguments.part),
            strength=choice(Strength, arguments.strength),
            note=arguments.note,
        )
    say(
        _("Claim {number} linked to configuration {configuration}").format(
            number=claim.number, configuration=configuration.number
        )
    )
    return OK


def _list(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.filtering import form_of_claim, matching_claims, parse_filter
    from cmo_coder.realist.leading import follows_leading, follows_theory
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.realist.words import word

    with opened(arguments) as project, project.read() as reading:
        snapshot = load_snapshot(reading)
    meant = matching_claims(snapshot, parse_filter(snapshot, arguments.filter))
    found = sorted((one for one in snapshot.claims.values() if one.id in meant), key=lambda one: one.number)
    if arguments.loose:
        found = [one for one in found if not snapshot.evidence_of_claim.get(one.id)]
    rows, as_json = [], []
    for claim in found:
        slots = [
            (
                slot.role.value,
                snapshot.canonical[slot.canonical_element_id].label if slot.canonical_element_id else "",
                [snapshot.fragments[one.fragment_id].quote for one in snapshot.words_of_slot.get(slot.id, ())],
            )
            for slot in snapshot.slots_of_claim.get(claim.id, ())
        ]
        linked = [
            (snapshot.configuration_of(one.configuration_version_id).number, one.stance)
            for one in snapshot.evidence_of_claim.get(claim.id, ())
            if snapshot.configuration_versions[one.configuration_version_id].in_force
        ]
        respondent = snapshot.respondents.get(claim.respondent_id or "")
        as_json.append(
            {
                "id": claim.id,
                "number": claim.number,
                "respondent": respondent.pseudonym if respondent else None,
                "polarity": claim.polarity.value,
                "status": claim.status.value,
                "form": form_of_claim(snapshot, claim.id),
                "explicitness": claim.explicitness.value if claim.explicitness else None,
                "phase": claim.phase.value if claim.phase else None,
                "level": claim.level.value if claim.level else None,
                "leading": claim.id in follows_leading(snapshot),
                "theory_shown": claim.id in follows_theory(snapshot),
                "slots": [{"role": role, "element": label, "words": words} for role, label, words in slots],
                "configurations": [{"number": number, "stance": stance.value} for number, stance in linked],
            }
        )
        rows.append(
            [
                str(claim.number),
                respondent.pseudonym if respondent else "-",
                word(claim.polarity),
                word(claim.status),
                form_of_claim(snapshot, claim.id),
                ", ".join(f"{number} {word(stance)}" for number, stance in linked) or "-",
                " | ".join(f"{role} {label}" for role, label, _words in slots),
            ]
        )
        if arguments.words:
            rows += [["", "", "", "", "", "", f"  “{one}”"] for _role, _label, words in slots for one in words]
    if arguments.json:
        say_json(as_json)
    else:
        chosen = arguments.filter or arguments.loose
        none = _("No claim is like that.") if chosen else _("There are no claims yet. Make one: cmo-coder claims add")
        heads = [_("nr"), _("respondent"), _("polarity"), _("status"), _("form"), "CMO", _("slots")]
        say_rows(rows, heads, none)
    return OK
