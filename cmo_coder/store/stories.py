"""Acts on change stories, and on the scales of ordinal attributes."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id
from cmo_coder.model.cases import Case, CaseScale
from cmo_coder.model.errors import RuleError
from cmo_coder.model.stories import StoryBox, StoryItem, StoryItemFragment
from cmo_coder.store.anchors import drop_memos
from cmo_coder.store.order import reordered
from cmo_coder.store.project import Project


def add_story_item(
    project: Project, case: Case, box: StoryBox, text: str, *, lead: bool = False, fragment_ids: Sequence[str] = ()
) -> StoryItem:
    """Put an item in a box of a case, last. Raises RuleError without words."""
    if not text.strip():
        raise RuleError(N_("An item needs words."))
    with project.change("story_item.add", N_("Change story of {case}: item added"), case=case.name) as change:
        place = change.highest(StoryItem, "position", case_id=case.id) + 1
        made = StoryItem(id=new_id(), case_id=case.id, box=box, text=text.strip(), lead=lead, position=place)
        change.insert(made, *_words(made.id, fragment_ids))
    return made


def edit_story_item(project: Project, item: StoryItem, *, text: str, box: StoryBox, lead: bool) -> StoryItem:
    """Change the words of an item, its box, and whether it introduces the others."""
    if not text.strip():
        raise RuleError(N_("An item needs words."))
    with project.change("story_item.edit", N_("Item of a change story edited")) as change:
        return change.update(item, text=text.strip(), box=box, lead=lead)


def set_story_words(project: Project, item: StoryItem, fragment_ids: Sequence[str]) -> None:
    """Say on which words an item rests."""
    with project.change("story_item.words", N_("Sources of an item of a change story set")) as change:
        change.delete(*change.all(StoryItemFragment, story_item_id=item.id))
        change.insert(*_words(item.id, fragment_ids))


def move_story_item(project: Project, item: StoryItem, step: int) -> None:
    """Move an item up (-1) or down (1) within its box; at the end nothing happens."""
    with project.change("story_item.move", N_("Item of a change story moved")) as change:
        siblings = change.all(StoryItem, order=("position",), case_id=item.case_id, box=item.box)
        change.replace(reordered(siblings, item.id, step))


def remove_story_item(project: Project, item: StoryItem) -> None:
    """Take an item out; its words stay coded."""
    with project.change("story_item.remove", N_("Item of a change story removed")) as change:
        drop_memos(change, [item])
        change.delete(*change.all(StoryItemFragment, story_item_id=item.id), item)


def set_scale(project: Project, key: str, steps: Sequence[str]) -> None:
    """Give an attribute of cases its values from low to high; none takes the scale away.

    Raises RuleError for a value twice.
    """
    values = [step.strip() for step in steps if step.strip()]
    if len(set(values)) != len(values):
        raise RuleError(N_("A value stands twice in the scale."))
    with project.change("case_scale.set", N_("Scale of '{key}' set"), key=key) as change:
        present = change.find(CaseScale, key=key)
        if present is not None and not values:
            change.delete(present)
        elif present is not None:
            change.update(present, steps=tuple(values))
        elif values:
            change.insert(CaseScale(id=new_id(), key=key, steps=tuple(values)))


def _words(item_id: str, fragment_ids: Sequence[str]) -> list[StoryItemFragment]:
    return [
        StoryItemFragment(id=new_id(), story_item_id=item_id, fragment_id=id_) for id_ in dict.fromkeys(fragment_ids)
    ]
