"""Links that connectives propose between marked fragments, in plain lines."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cmo_coder.cli.common import by_name, choice, opened
from cmo_coder.cli.suggested_items import Item, answer, facts_of, me, not_blind
from cmo_coder.messages import N_, _

if TYPE_CHECKING:
    from cmo_coder.store.project import Project
    from cmo_coder.suggest.tying import Tie


def ask_about_links(arguments: argparse.Namespace) -> int:
    """The links that connectives propose between the marked fragments of a document."""
    from cmo_coder.model.errors import UserError
    from cmo_coder.store.documents import documents_of

    if not arguments.document:
        raise UserError(N_("Links in which document?"), N_("Name it: cmo-coder suggest DOCUMENT --links"))
    with opened(arguments) as project:
        document = by_name(documents_of(project), arguments.document, lambda one: one.title, _("document"))
        not_blind(project, document.id)
        return answer(arguments, project, _links(project, arguments, document.id))


def _links(project: Project, arguments: argparse.Namespace, document_id: str) -> list[Item]:
    from cmo_coder.store.claim_suggestions import refused_for
    from cmo_coder.store.documents import full_document_in
    from cmo_coder.suggest.pipeline import check_model
    from cmo_coder.suggest.tying import all_ties, marks_in

    check_model(arguments.model)
    with project.read() as reading:
        document = full_document_in(reading, document_id)
        version = document.version
        marks = marks_in(reading, version.id)
        refused = refused_for(reading, me(project), "text_version_id", version.id)
    found = all_ties(document.text, version, marks, arguments.model, refused)
    return [_link(project, document.text, one) for one in found]


def _link(project: Project, text: str, one: Tie) -> Item:
    ends = [
        (mark, role.value if role is not None else "")
        for mark, role in zip((one.first, one.second), one.roles, strict=True)
    ]
    arrow = "→" if one.forward else "←"
    first, second = (f"{role} “{text[mark.start : mark.end]}”".strip() for mark, role in ends)
    said = [
        {"fragment": mark.id, "role": role, "start": mark.start, "end": mark.end, "quote": text[mark.start : mark.end]}
        for mark, role in ends
    ]
    facts = facts_of(one.row, cues=[one.cue], cause="first" if one.forward else "second", fragments=said)
    line = f"{first} {arrow} {one.cue} {arrow} {second}"
    return Item(line, (), facts, one.row, lambda roles: _take_link(project, one, roles))


def _take_link(project: Project, one: Tie, named: str | None) -> str:
    """Tie; `named` are two roles, "C,O", in the order of the text."""
    from cmo_coder.model.canonical import Role
    from cmo_coder.model.claims import Claim
    from cmo_coder.model.errors import UserError
    from cmo_coder.model.fragments import Fragment
    from cmo_coder.store.tying import Tied, accept_link

    said = [choice(Role, part.strip()) for part in named.split(",")] if named else one.roles
    roles: list[Role] = [role for role in said if role is not None]
    if len(roles) != 2:
        raise UserError(N_("Which roles have the two fragments?"), N_("Name both, in the order of the text: --as C,O"))
    claims = one.first.claims | one.second.claims
    with project.read() as reading:
        marks = (one.first, one.second)
        ends = [Tied(reading.get(Fragment, mark.id), role) for mark, role in zip(marks, roles, strict=True)]
        into = reading.get(Claim, next(iter(claims))) if len(claims) == 1 else None
    assert one.row is not None
    return _("Tied in claim {number}").format(number=accept_link(project, one.row, ends, into).number)
