"""The slots a study shows, in which order: its profile (realist-method, section 2). Nothing stored depends on it."""

from __future__ import annotations

from cmo_coder.model.canonical import Role
from cmo_coder.model.study import Profile

_ORDER: dict[Profile, tuple[Role, ...]] = {
    # De Weger: the resource is part of what is offered, so it stands under the intervention.
    Profile.ICMO_DEWEGER: (Role.I, Role.M_RES, Role.C, Role.M_RED, Role.O),
    # Dalkin: resource and reasoning are the two halves of the mechanism.
    Profile.CMO_DALKIN: (Role.C, Role.M_RES, Role.M_RED, Role.O, Role.I),
    Profile.CIMO: (Role.C, Role.I, Role.M_RES, Role.M_RED, Role.O),
    Profile.ICAMO: (Role.I, Role.M_RES, Role.C, Role.M_RED, Role.O),
}


def slot_order(profile: Profile) -> tuple[Role, ...]:
    """The slots in the order in which this profile shows them; every slot is there."""
    return _ORDER[profile]


def shows_actor(profile: Profile) -> bool:
    """Whether the actor has a column of its own."""
    return profile is Profile.ICAMO
