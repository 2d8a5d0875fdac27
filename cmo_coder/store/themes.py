"""Acts on themes and their questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.base import new_id
from cmo_coder.model.effective_elements import ElementTheme, Theme, ThemeList, ThemeQuestion
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import FragmentTheme
from cmo_coder.store.order import reordered
from cmo_coder.store.project import Project


def themes_of(project: Project) -> tuple[Theme, ...]:
    """The themes in their own order."""
    with project.read() as reading:
        return reading.all(Theme, order=("position", "label"))


def add_theme(project: Project, label: str, *, list: ThemeList = ThemeList.OWN, questions: Sequence[str] = ()) -> Theme:
    """Add a theme with its questions. Raises RuleError where the label is empty or taken."""
    if not label.strip():
        raise RuleError(N_("A theme needs a label."))
    with project.change("theme.add", N_("Theme {label} added"), label=label) as change:
        if change.find(Theme, label=label.strip()) is not None:
            raise RuleError(N_("There is already a theme called {label}."), N_("Choose another label."), label=label)
        made = Theme(id=new_id(), label=label.strip(), list=list, position=change.highest(Theme, "position") + 1)
        rows = [
            ThemeQuestion(id=new_id(), theme_id=made.id, text=text, position=nr) for nr, text in enumerate(questions)
        ]
        change.insert(made, *rows)
    return made


def edit_theme(project: Project, theme: Theme, **fields: Any) -> Theme:
    """Change fields of a theme."""
    with project.change("theme.edit", N_("Theme {label} edited"), label=fields.get("label", theme.label)) as change:
        return change.update(theme, **fields)


def move_theme(project: Project, theme: Theme, step: int) -> None:
    """Move a theme up (-1) or down (1) in its own order; at the end nothing happens."""
    with project.change("theme.move", N_("Theme {label} moved"), label=theme.label) as change:
        change.replace(reordered(change.all(Theme, order=("position", "label")), theme.id, step))


def questions_of(project: Project) -> dict[str, tuple[str, ...]]:
    """The questions under every theme that has any, by theme id, in their own order."""
    found: dict[str, tuple[str, ...]] = {}
    with project.read() as reading:
        for one in reading.all(ThemeQuestion, order=("position",)):
            found[one.theme_id] = (*found.get(one.theme_id, ()), one.text)
    return found


def set_questions(project: Project, theme: Theme, questions: Sequence[str]) -> None:
    """Set the questions under a theme."""
    with project.change("theme.questions", N_("Questions of theme {label} set"), label=theme.label) as change:
        change.delete(*change.all(ThemeQuestion, theme_id=theme.id))
        change.insert(
            *(
                ThemeQuestion(id=new_id(), theme_id=theme.id, text=text, position=nr)
                for nr, text in enumerate(questions)
            )
        )


def remove_theme(project: Project, theme: Theme) -> None:
    """Remove a theme; elements and fragments lose it."""
    with project.change("theme.remove", N_("Theme {label} removed"), label=theme.label) as change:
        change.delete(
            *change.all(ThemeQuestion, theme_id=theme.id),
            *change.all(ElementTheme, theme_id=theme.id),
            *change.all(FragmentTheme, theme_id=theme.id),
            theme,
        )
