"""The elements that stand in slots: list them, say what they are, and make one of two that are the same."""

from __future__ import annotations

import argparse
from typing import Any

from cmo_coder.cli.common import OK, by_name, choice, command, opened, say, say_json, say_rows
from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError

FIELDS = {
    "level": N_("nano, micro, meso, macro"),
    "context-kind": N_("of a context: physical, organisational, relational, cultural, policy, personal, time"),
    "context-effect": N_("of a context: enabling, hindering, neutral"),
    "direction": N_("of an outcome: + - 0 mixed (write --direction=-)"),
    "intended": N_("of an outcome: yes, no, unforeseen"),
    "outcome-kind": N_("of an outcome: process, outcome, higher_effect"),
    "horizon": N_("of an outcome: direct, medium, long"),
    "change": N_("of an outcome: transformation, invariance, reproduction"),
}


def add(top: Any) -> None:
    """Add the commands on elements to those on configurations."""
    listing = command(
        top, "slots", N_("list the elements that stand in slots, with what is said of them"), _list,
        examples=("configurations slots", "configurations slots --role O"),
    )  # fmt: skip
    listing.add_argument("--role", help="C, I, M_res, M_red, O")
    editing = command(
        top, "slot", N_("say what an element of a slot is, rename it, or make it one with another"), _edit,
        examples=(
            'configurations slot "wachttijd loopt op" --direction=- --horizon medium',
            'configurations slot "zich veilig voelen" --same-as vertrouwen --reason "hetzelfde mechanisme"',
        ),
    )  # fmt: skip
    editing.add_argument("element", help=_("its name, or the beginning of it"))
    editing.add_argument("--role", help=_("where elements of several roles have one name: C, I, M_res, M_red, O"))
    editing.add_argument("--label", help=_("another name, everywhere"))
    editing.add_argument("--definition", help=_("what is meant by it"))
    for name, words in FIELDS.items():
        editing.add_argument(f"--{name}", help=_(words))
    editing.add_argument("--actor", action="append", help=_("whose it is; may be repeated"))
    editing.add_argument("--same-as", help=_("the element of the same role that it is one with; that name stays"))
    editing.add_argument("--reason", default="", help=_("why the two are one, for the decision log"))


def _list(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.canonical import PARTICULARS, Role
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.realist.words import word

    wanted = choice(Role, arguments.role)
    with opened(arguments) as project, project.read() as reading:
        snapshot = load_snapshot(reading)
    rows, as_json = [], []
    for one in sorted(snapshot.canonical.values(), key=lambda one: [*Role].index(one.role)):
        if wanted not in (None, one.role):
            continue
        values = {name: getattr(one, name) for name in PARTICULARS[one.role]}
        actors = [snapshot.actors[link.actor_id].name for link in snapshot.actors_of_canonical.get(one.id, ())]
        said = ", ".join(word(value) for value in values.values() if value is not None)
        rows.append([one.role.value, one.label, said, ", ".join(sorted(actors))])
        as_json.append(
            {
                "id": one.id, "role": one.role.value, "label": one.label, "definition": one.definition,
                **{name: value.value if value is not None else None for name, value in values.items()},
                "actors": sorted(actors),
            }
        )  # fmt: skip
    if arguments.json:
        say_json(as_json)
    else:
        heads = [_("role"), _("element"), _("what it is"), _("whose")]
        say_rows(rows, heads, _("There are no canonical elements to list."))
    return OK


def _edit(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.canonical import PARTICULARS, CanonicalElement, Role
    from cmo_coder.store.canonical import add_actor, edit_canonical, merge_canonical, set_actors

    role = choice(Role, arguments.role)
    with opened(arguments) as project:
        with project.read() as reading:
            known = [one for one in reading.all(CanonicalElement, order=("label",)) if role in (None, one.role)]
        element = by_name(known, arguments.element, lambda one: one.label, _("element"))
        if arguments.same_as:
            same = [one for one in known if one.role is element.role and one.id != element.id]
            into = by_name(same, arguments.same_as, lambda one: one.label, _("element"))
            merge_canonical(project, element, into, arguments.reason)
            say(_("'{label}' is '{into}' from now on").format(label=element.label, into=into.label))
            return OK
        fields: dict[str, Any] = {}
        for name in FIELDS:
            field = name.replace("-", "_")
            written = getattr(arguments, field)
            if written is None:
                continue
            kind = PARTICULARS[element.role].get(field)
            if kind is None:
                raise UserError(
                    N_("'{label}' is a {role}: --{field} is not said of it."),
                    label=element.label,
                    role=element.role.value,
                    field=name,
                )
            fields[field] = choice(kind, written) if written else None
        for name in ("label", "definition"):
            if getattr(arguments, name) is not None:
                fields[name] = getattr(arguments, name)
        if not fields and arguments.actor is None:
            raise UserError(N_("Nothing is said of it."), N_("Name a field, as --level meso."))
        with project.change("element.edit", N_("'{label}' edited"), label=fields.get("label", element.label)):
            edited = edit_canonical(project, element, **fields)
            if arguments.actor is not None:
                set_actors(project, edited, [add_actor(project, name).id for name in arguments.actor if name.strip()])
    say(f"{edited.role.value} {edited.label}")
    return OK
