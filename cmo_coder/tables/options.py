"""What a user may choose about a table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.messages import N_


class LabelKind(StrEnum):
    """Which wording of an element a table shows. Where a wording is empty the long label stands in."""

    LONG = "long"
    SHORT = "short"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class TableOptions:
    """Everything that can be chosen; each table names the choices it knows, and ignores the others."""

    label: LabelKind = LabelKind.LONG
    number: bool = False
    support: bool = False
    contradiction: bool = False
    member_check: bool = False
    origin: bool = False
    retired: bool = False
    loose: bool = True
    particulars: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that a table knows: the field of TableOptions, its title, and its values where it is no yes or no."""

    field: str
    title: str
    values: tuple[tuple[str, str], ...] = ()
    """Each value with its title (message ids); empty: yes or no."""


LABEL = Choice(
    "label",
    N_("Wording of the element"),
    (
        (LabelKind.LONG.value, N_("long label")),
        (LabelKind.SHORT.value, N_("short label")),
        (LabelKind.PUBLIC.value, N_("label for the public")),
    ),
)
NUMBER = Choice("number", N_("Number of the element"))
SUPPORT = Choice("support", N_("Support: cases, respondents, groups, rounds"))
CONTRADICTION = Choice("contradiction", N_("Contradiction"))
MEMBER_CHECK = Choice("member_check", N_("Member check"))
ORIGIN = Choice("origin", N_("Origin of each strategy"))
RETIRED = Choice("retired", N_("Retired elements too"))
PARTICULARS = Choice("particulars", N_("By whom, phase, reservation and source of each strategy"))
LOOSE = Choice("loose", N_("Fragments without a claim too"))
