"""Fragments of text, and the codings on them."""

from __future__ import annotations

from enum import StrEnum

from cmo_coder.model.base import Entity, entity
from cmo_coder.model.ids import (
    CodeId,
    CoderId,
    DocumentId,
    EffectiveElementVersionId,
    FragmentId,
    TextVersionId,
    ThemeId,
)


class FragmentState(StrEnum):
    """Whether a fragment sits on its words, or lost them to an edit and waits for a person."""

    SITS = "sits"
    REVIEW = "review"


class Stance(StrEnum):
    """What evidence does to what it is linked to. Stances are counted apart and never netted."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    REFINES = "refines"


@entity("fragment")
class Fragment(Entity):
    """A stretch of words `[start, end)` in code points of one text version.

    `text_length` repeats the length of that version, so that the database itself can refuse a span beyond the end.
    `prefix` and `suffix` are up to 30 code points of context, by which a fragment is found again in a changed text.
    """

    document_id: DocumentId
    text_version_id: TextVersionId
    text_length: int
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    state: FragmentState = FragmentState.SITS
    note: str = ""


@entity("coding")
class Coding(Entity):
    """A code on a fragment, by a coder. `suggested`: the program proposed it, and the coder accepted; that stays so."""

    fragment_id: FragmentId
    code_id: CodeId
    coder_id: CoderId | None = None
    at: str = ""
    suggested: bool = False


@entity("fragment_theme")
class FragmentTheme(Entity):
    """A theme that a fragment speaks to."""

    fragment_id: FragmentId
    theme_id: ThemeId


@entity("fragment_element")
class FragmentElement(Entity):
    """A fragment linked to a version of an effective element: a reading aid, never counted as evidence of a
    configuration.
    """

    fragment_id: FragmentId
    effective_element_version_id: EffectiveElementVersionId
    stance: Stance
