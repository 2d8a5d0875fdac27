"""Trees of things that lie within each other (codes, cases)."""

from __future__ import annotations

from collections.abc import Mapping

from cmo_coder.messages import N_
from cmo_coder.model.errors import RuleError


def check_no_loop(parents: Mapping[str, str | None], name: str) -> None:
    """Raise RuleError where following the parents (id -> parent id) leads back to the start; `name` is for the
    message.
    """
    for start in parents:
        at, seen = parents[start], {start}
        while at is not None:
            if at in seen:
                raise RuleError(N_("'{name}' would lie within itself."), N_("Choose another place."), name=name)
            seen.add(at)
            at = parents.get(at)
