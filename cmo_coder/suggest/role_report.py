"""How good the proposed roles are on a project: whole documents left out, on the fragments that got a role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cmo_coder.model.canonical import Role
from cmo_coder.model.codes import Code
from cmo_coder.store.codes import ROLE_TYPES
from cmo_coder.store.reading import Reading
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.evaluate import ROLES, THRESHOLD, Evaluation, Ranked, folds_of
from cmo_coder.suggest.measures import measure
from cmo_coder.suggest.of_project import coded_of
from cmo_coder.suggest.roles import RoleExample, Roles
from cmo_coder.suggest.suggester import MOST_ROLES


def role_report(
    reading: Reading,
    threshold: float = THRESHOLD,
    model: str = "auto",
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Evaluation | None:
    """Measure the roles; nothing where fewer than two documents have fragments with a role.

    `progress` is told how many of the models are made; an exception that it raises stops the work. While a coder works
    blind, on their own codings only.
    """
    own = frozenset([reading.hidden.coder_id]) if reading.hidden is not None else None
    coded = _with_roles(reading, own)
    folds = folds_of([one.passage.document for one in coded])
    if len(folds) < 2:
        return None
    ranked: list[Ranked] = []
    fewest = len(coded)
    progress(0, len(folds))
    for nr, out in enumerate(folds, start=1):
        test = [one for one in coded if one.passage.document in out]
        train = [one for one in coded if one.passage.document not in out]
        fewest = min(fewest, len(test))
        ranked += _ranked(train, test, model)
        progress(nr, len(folds))
    return Evaluation(
        len(coded) - fewest,
        measure([one.codes for one in ranked], [one.right for one in ranked]),
        sum(one.confidence >= threshold for one in ranked) / len(ranked),
        ROLES,
        tuple(ranked),
    )


def _with_roles(reading: Reading, coder_ids: frozenset[str] | None) -> list[Coded]:
    """The fragments that got a role, with their roles in the place of the codes."""
    role = {code.id: ROLE_TYPES[code.type].value for code in reading.all(Code) if code.type in ROLE_TYPES}
    found = []
    for one in coded_of(reading, coder_ids):
        roles = frozenset(role[code] for code in one.codes if code in role)
        if roles:
            found.append(replace(one, codes=roles))
    return found[-MOST_ROLES:]


def _ranked(train: list[Coded], test: list[Coded], model: str) -> list[Ranked]:
    examples = [RoleExample(one.passage, role) for one in train for role in sorted(one.codes)]
    made = Roles(examples, {one: one.value for one in Role}, model)
    found = made.suggest([one.passage for one in test], most=2)
    return [
        Ranked(tuple(role.role for role in one.roles), one.roles[0].confidence, coded.codes)
        for one, coded in zip(found, test, strict=True)
    ]
