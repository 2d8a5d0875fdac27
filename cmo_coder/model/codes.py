"""The codebook: codes in a tree, each with a type and, for the roles of the method, a canonical element."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.ids import CanonicalElementId, CodeId


class CodeType(StrEnum):
    """What a code names: a role of the method, an actor, a theme, or nothing in particular (open)."""

    OPEN = "open"
    C = "C"
    I = "I"  # noqa: E741 - the method's own letter
    M_RES = "M_res"
    M_RED = "M_red"
    O = "O"  # noqa: E741
    ACTOR = "actor"
    THEME = "theme"


class CodeStatus(StrEnum):
    """Whether a code is offered while coding. A merged code keeps its history and points at the one it went into."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    MERGED = "merged"


@entity("code")
class Code(Entity):
    """A code. `key` is one letter or digit that applies it; `aliases` are other names that find it.

    `keywords` are words, phrases and patterns in a passage for which the code is suggested (`cmo_coder.text.keywords`).
    """

    name: str
    type: CodeType = CodeType.OPEN
    parent_id: CodeId | None = None
    definition: str = ""
    inclusion: str = ""
    exclusion: str = ""
    example: str = ""
    colour: str = ""
    aliases: tuple[str, ...] = ()
    key: str = ""
    status: CodeStatus = CodeStatus.ACTIVE
    merged_into_id: CodeId | None = None
    canonical_element_id: CanonicalElementId | None = None
    position: int = 0
    keywords: tuple[str, ...] = ()
