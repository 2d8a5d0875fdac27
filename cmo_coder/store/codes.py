"""Acts on the codebook: add, edit, move, merge, split, archive. All undoable; history stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.adjudication import ConsensusMark
from cmo_coder.model.base import changed, new_id
from cmo_coder.model.canonical import CanonicalElement, Role
from cmo_coder.model.codes import Code, CodeStatus, CodeType
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.store.anchors import drop_memos
from cmo_coder.store.change import Change
from cmo_coder.store.memos import write_decision
from cmo_coder.store.project import Project
from cmo_coder.store.tree import check_no_loop

ROLE_TYPES = {CodeType(role.value): role for role in Role}
"""The code types that are roles of the method."""


def codes_of(project: Project, *, active_only: bool = False) -> tuple[Code, ...]:
    """The codes in their own order; merged ones included unless `active_only`."""
    with project.read() as reading:
        codes = reading.all(Code, order=("position", "name"))
    return tuple(code for code in codes if code.status is CodeStatus.ACTIVE) if active_only else codes


LONGEST_NAME = 200
"""Code points of the name of a code: what is longer (a text pasted by mistake) fills every list it stands in."""


def add_code(project: Project, code: Code) -> Code:
    """Add a code (its `position` is set to the end).

    Raises RuleError where the name is empty or longer than `LONGEST_NAME`, and where name or key is taken.
    """
    with project.change("code.add", N_("Code {name} added"), name=code.name) as change:
        made = changed(code, name=code.name.strip(), position=change.highest(Code, "position") + 1)
        _check_length(made.name)
        _check_names(change, made)
        change.insert(made)
    return made


def edit_code(project: Project, code: Code, **fields: Any) -> Code:
    """Change fields of a code: name, type, definition, colour, aliases, key, ... Raises RuleError as `add_code` does.

    The type of a code with a canonical element cannot change to another role while the code is in use.
    """
    name = fields.get("name", code.name)
    with project.change("code.edit", N_("Code {name} edited"), name=name) as change:
        before = change.get(Code, code.id)
        if "type" in fields and fields["type"] is not before.type and before.canonical_element_id is not None:
            if change.count(Coding, code_id=code.id):
                raise RuleError(
                    N_("'{name}' is in use as {type} and cannot become another role."),
                    N_("Make a new code and move the codings to it."),
                    name=before.name,
                    type=before.type,
                )
            fields["canonical_element_id"] = None
        after = change.update(code, **fields)
        if after.name != before.name:
            _check_length(after.name)
        _check_names(change, after)
        check_no_loop({one.id: one.parent_id for one in change.all(Code)}, after.name)
        return after


def move_code(project: Project, code: Code, parent_id: str | None, position: int | None = None) -> Code:
    """Put a code under another one (or at the top), at a place among its siblings (counted from 0; last by default)."""
    with project.change("code.move", N_("Code {name} moved"), name=code.name) as change:
        after = change.update(code, parent_id=parent_id)
        check_no_loop({one.id: one.parent_id for one in change.all(Code)}, after.name)
        siblings = [
            one
            for one in change.all(Code, order=("position", "name"))
            if one.parent_id == parent_id and one.id != code.id
        ]
        siblings.insert(len(siblings) if position is None else position, after)
        places = sorted(one.position for one in siblings)
        if len(set(places)) < len(places):
            places = list(range(places[0], places[0] + len(places)))
        change.replace([(one, changed(one, position=place)) for one, place in zip(siblings, places, strict=True)])
    return after


def archive_code(project: Project, code: Code, *, archived: bool = True) -> Code:
    """Take a code out of what is offered while coding, or bring it back. Its codings stay."""
    what = N_("Code {name} archived") if archived else N_("Code {name} brought back")
    with project.change("code.archive", what, name=code.name) as change:
        return change.update(code, status=CodeStatus.ARCHIVED if archived else CodeStatus.ACTIVE)


def merge_codes(project: Project, from_code: Code, into: Code, reason: str) -> None:
    """Give all codings and subcodes of one code to another. The merged code stays, pointing at where it went.

    A fragment that had both keeps one coding. Raises RuleError without a reason, or for a code and itself.
    """
    if from_code.id == into.id:
        raise RuleError(N_("A code cannot be merged with itself."))
    if not reason.strip():
        raise RuleError(N_("A merge needs a reason."), N_("Say in a few words why the two are one."))
    with project.change(
        "code.merge", N_("Code {name} merged into {into}"), reason=reason, name=from_code.name, into=into.name
    ) as change:
        there = {(c.fragment_id, c.coder_id) for c in change.all(Coding, code_id=into.id)}
        moving = change.all(Coding, code_id=from_code.id)
        change.delete(*(c for c in moving if (c.fragment_id, c.coder_id) in there))
        change.replace([(c, changed(c, code_id=into.id)) for c in moving if (c.fragment_id, c.coder_id) not in there])
        agreed = {(m.adjudication_id, m.fragment_id) for m in change.all(ConsensusMark, code_id=into.id)}
        marks = change.all(ConsensusMark, code_id=from_code.id)
        change.delete(*(m for m in marks if (m.adjudication_id, m.fragment_id) in agreed))
        change.replace(
            [(m, changed(m, code_id=into.id)) for m in marks if (m.adjudication_id, m.fragment_id) not in agreed]
        )
        children = change.all(Code, parent_id=from_code.id)
        change.replace([(child, changed(child, parent_id=into.id)) for child in children if child.id != into.id])
        if into.parent_id == from_code.id:
            change.update(into, parent_id=from_code.parent_id)
        aliases = tuple(dict.fromkeys((*change.get(Code, into.id).aliases, from_code.name, *from_code.aliases)))
        keywords = tuple(dict.fromkeys((*change.get(Code, into.id).keywords, *from_code.keywords)))
        change.update(into, aliases=aliases, keywords=keywords)
        change.update(from_code, status=CodeStatus.MERGED, merged_into_id=into.id, key="")
        write_decision(
            project,
            N_("Code {name} merged into {into}"),
            reason,
            [("code", from_code.id), ("code", into.id)],
            name=from_code.name,
            into=into.name,
        )


def split_code(project: Project, code: Code, new: Code, coding_ids: Sequence[str], reason: str) -> Code:
    """Make a new code and move the named codings to it. Raises RuleError without a reason."""
    if not reason.strip():
        raise RuleError(N_("A split needs a reason."), N_("Say in a few words what differs."))
    with project.change(
        "code.split", N_("Code {name} split: {new}"), reason=reason, name=code.name, new=new.name
    ) as change:
        made = add_code(project, new)
        moving = [c for c in change.among(Coding, "id", coding_ids) if c.code_id == code.id]
        change.replace([(c, changed(c, code_id=made.id)) for c in moving])
        write_decision(
            project,
            N_("Code {name} split: {new}"),
            reason,
            [("code", code.id), ("code", made.id)],
            name=code.name,
            new=new.name,
        )
    return made


def remove_code(project: Project, code: Code) -> None:
    """Delete a code that was never used; what was refused of it as a suggestion goes along. Raises RuleError where it
    has codings or subcodes: archive or merge it instead.
    """
    with project.change("code.remove", N_("Code {name} removed"), name=code.name) as change:
        number = change.count(Coding, code_id=code.id) + change.count(ConsensusMark, code_id=code.id)
        if number:
            raise RuleError(
                N_("Code {name} has {n} codings and cannot be deleted."),
                N_("Archive it, or merge it into another code."),
                name=code.name,
                n=number,
            )
        if change.count(Code, parent_id=code.id):
            raise RuleError(N_("Code {name} has subcodes."), N_("Move or delete those first."), name=code.name)
        drop_memos(change, [code])
        change.delete(*change.all(Suggestion, code_id=code.id), code)


def canonical_of(change: Change, code: Code) -> CanonicalElement | None:
    """The canonical element that a code of a role stands for, made where it has none yet; nothing for other codes."""
    role = ROLE_TYPES.get(code.type)
    if role is None:
        return None
    code = change.get(Code, code.id)
    if code.canonical_element_id is not None:
        return change.get(CanonicalElement, code.canonical_element_id)
    made = CanonicalElement(id=new_id(), role=role, label=code.name, definition=code.definition)
    change.insert(made)
    change.update(code, canonical_element_id=made.id)
    return made


def _check_length(name: str) -> None:
    # What another program made keeps its name when it is loaded; this is for names that a person types, or pastes.
    if len(name) > LONGEST_NAME:
        raise RuleError(
            N_("The name of a code has at most {most} characters; this has {n}."),
            N_("Put what more there is to say in its definition."),
            most=LONGEST_NAME,
            n=len(name),
        )


def _check_names(change: Change, code: Code) -> None:
    if not code.name:
        raise RuleError(N_("A code needs a name."))
    for other in change.all(Code):
        if other.id == code.id or other.status is CodeStatus.MERGED:
            continue
        if other.name.casefold() == code.name.casefold() and other.parent_id == code.parent_id:
            raise RuleError(
                N_("There is already a code called {name} here."), N_("Choose another name."), name=other.name
            )
        if code.key and other.key == code.key:
            raise RuleError(
                N_("The key '{key}' belongs to code {name}."), N_("Choose another key."), key=code.key, name=other.name
            )
