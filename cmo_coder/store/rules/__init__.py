"""The hard rules of the method, in one place: checked at the end of every change, whatever made it, and over everything
by `verify`.

Source: realist-method, section 2 ("Hard rules" and the entity table) and section 7, rules 6 and 12. Each rule looks
only at what a change touched; `None` means everything.
"""

from __future__ import annotations

from collections.abc import Iterable

from cmo_coder.model.errors import RuleError
from cmo_coder.store.reading import Reading
from cmo_coder.store.rules import configurations, elements, evidence, versions
from cmo_coder.store.rules.base import Rule
from cmo_coder.store.touched import Touched

RULES: tuple[Rule, ...] = (*evidence.RULES, *configurations.RULES, *elements.RULES, *versions.RULES)


def check(reading: Reading, touched: Touched) -> None:
    """Raise the first RuleError that a change would leave behind."""
    for error in broken(reading, touched):
        raise error


def broken(reading: Reading, touched: Touched | None = None) -> Iterable[RuleError]:
    """Every broken rule among what was touched, or in the whole project."""
    for rule in RULES:
        if touched is None or rule.concerns(touched):
            yield from rule.find(reading, touched)
