"""Themes against elements: questions that no element answers, and themes that nobody had asked about (AC-3)."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.model.effective_elements import EffectiveElement, Theme, ThemeList
from cmo_coder.realist.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with the elements that answer to it, by number."""

    theme: Theme
    elements: tuple[EffectiveElement, ...]

    @property
    def without_element(self) -> bool:
        """A question area of the list of learning needs that no element answers ("vraagstuk zonder element")."""
        return self.theme.list is ThemeList.LEARNING_NEEDS and not self.elements

    @property
    def off_list(self) -> bool:
        """A theme with elements that is not on the list of learning needs ("thema buiten de lijst")."""
        return self.theme.list is not ThemeList.LEARNING_NEEDS and bool(self.elements)


def themes_with_elements(snapshot: Snapshot) -> tuple[ThemeRow, ...]:
    """Every theme with its elements; retired and merged elements answer to nothing any more."""
    current = {element.id: element for element in snapshot.current_elements()}
    rows = []
    for theme in snapshot.themes.values():
        links = snapshot.elements_of_theme.get(theme.id, ())
        found = [current[link.effective_element_id] for link in links if link.effective_element_id in current]
        rows.append(ThemeRow(theme, tuple(sorted(found, key=lambda element: element.nr))))
    return tuple(rows)


def themes_without_element(snapshot: Snapshot) -> tuple[Theme, ...]:
    """The learning needs that no element answers. None in a study that has no list of learning needs."""
    return tuple(row.theme for row in themes_with_elements(snapshot) if row.without_element)


def themes_off_list(snapshot: Snapshot) -> tuple[Theme, ...]:
    """The themes with elements that are not among the learning needs. None in a study that has no such list."""
    rows = themes_with_elements(snapshot)
    if not any(row.theme.list is ThemeList.LEARNING_NEEDS for row in rows):
        return ()
    return tuple(row.theme for row in rows if row.off_list)
