"""Canonical elements: the contexts, interventions, mechanisms and outcomes that claims and configurations name."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.ids import ActorId, CanonicalElementId


class Role(StrEnum):
    """The slots of a configuration. `M_res` is what is offered, `M_red` the reasoning it meets (Dalkin 2015)."""

    C = "C"
    I = "I"  # noqa: E741 - the method's own letter
    M_RES = "M_res"
    M_RED = "M_red"
    O = "O"  # noqa: E741


ROLES: tuple[Role, ...] = tuple(Role)


class Level(StrEnum):
    """The level at which something plays."""

    NANO = "nano"
    MICRO = "micro"
    MESO = "meso"
    MACRO = "macro"


class ContextKind(StrEnum):
    """What kind of context."""

    PHYSICAL = "physical"
    ORGANISATIONAL = "organisational"
    RELATIONAL = "relational"
    CULTURAL = "cultural"
    POLICY = "policy"
    PERSONAL = "personal"
    TIME = "time"


class ContextEffect(StrEnum):
    """Whether a context helps."""

    ENABLING = "enabling"
    HINDERING = "hindering"
    NEUTRAL = "neutral"


class Direction(StrEnum):
    """The direction of an outcome."""

    PLUS = "+"
    MINUS = "-"
    ZERO = "0"
    MIXED = "mixed"


class Intended(StrEnum):
    """Whether an outcome was meant."""

    YES = "yes"
    NO = "no"
    UNFORESEEN = "unforeseen"


class OutcomeKind(StrEnum):
    """What kind of outcome."""

    PROCESS = "process"
    OUTCOME = "outcome"
    HIGHER_EFFECT = "higher_effect"


class Horizon(StrEnum):
    """When an outcome shows."""

    DIRECT = "direct"
    MEDIUM = "medium"
    LONG = "long"


class Transformation(StrEnum):
    """What an outcome does to what was there (doi 10.5334/ijic.5422)."""

    TRANSFORMATION = "transformation"
    INVARIANCE = "invariance"
    REPRODUCTION = "reproduction"


PARTICULARS: Mapping[Role, Mapping[str, type[StrEnum]]] = {
    Role.C: {"level": Level, "context_kind": ContextKind, "context_effect": ContextEffect},
    Role.O: {
        "direction": Direction,
        "intended": Intended,
        "outcome_kind": OutcomeKind,
        "horizon": Horizon,
        "change": Transformation,
        "level": Level,
    },
    **{role: {"level": Level} for role in (Role.I, Role.M_RES, Role.M_RED)},
}
"""What can be said of an element of each role, beside its label, definition and actors, and the values for it."""


@entity("canonical_element")
class CanonicalElement(Entity):
    """One context, intervention, resource, reasoning or outcome, named once for the whole study."""

    role: Role
    label: str
    definition: str = ""
    level: Level | None = None
    context_kind: ContextKind | None = None
    context_effect: ContextEffect | None = None
    direction: Direction | None = None
    intended: Intended | None = None
    outcome_kind: OutcomeKind | None = None
    horizon: Horizon | None = None
    change: Transformation | None = None


@entity("actor")
class Actor(Entity):
    """Who reasons or acts: the subject of an M_red, the *voor wie* of a configuration."""

    name: str
    type: str = ""
    group: str = ""


@entity("canonical_element_actor")
class CanonicalElementActor(Entity):
    """An actor of a canonical element."""

    canonical_element_id: CanonicalElementId
    actor_id: ActorId
