"""Acts on the themes that elements answer to."""

from __future__ import annotations

from collections.abc import Mapping

from cmo_coder.messages import N_, _
from cmo_coder.model.effective_elements import Theme, ThemeList
from cmo_coder.realist.words import word
from cmo_coder.store.elements import set_element_themes
from cmo_coder.store.themes import add_theme, edit_theme, set_questions
from cmo_coder.tui.screens.dialogs import Choice, Field, Form
from cmo_coder.tui.screens.elements_acts import ElementActs
from cmo_coder.tui.screens.pick_many import PickMany


class ThemeActs(ElementActs):
    """Themes with their questions, and which element answers to which."""

    def do_themes(self) -> None:
        """Choose the themes."""
        element, snapshot = self.chosen, self.snapshot
        present = [link.theme_id for link in snapshot.themes_of_element.get(element.id, ())]
        choices = [
            Choice(
                theme.id,
                theme.label,
                word(theme.list),
                tuple(q.text for q in snapshot.questions_of_theme.get(theme.id, ())),
            )
            for theme in snapshot.themes.values()
        ]
        if not choices:
            self.cmo.tell(_("There are no themes yet: make the first."))
            self.do_new_theme()
            return

        def chosen(theme_ids: tuple[str, ...] | None) -> None:
            if theme_ids is not None and list(theme_ids) != present:
                with self.cmo.errors_shown():
                    set_element_themes(self.session.project, element, theme_ids)
                    self.show_all()

        question = _("Which themes does element {nr} answer to?").format(nr=element.nr)
        self.cmo.push_screen(PickMany(question, choices, present), chosen)

    def _theme_fields(self, theme: Theme | None) -> list[Field]:
        questions = self.snapshot.questions_of_theme.get(theme.id, ()) if theme else ()
        lists = tuple((one.value, word(one)) for one in ThemeList)
        return [
            Field("label", _("Label"), theme.label if theme else "", needed=True),
            Field("list", _("List"), theme.list if theme else ThemeList.OWN, "choice", lists),
            Field("questions", _("Questions, one a line"), "\n".join(one.text for one in questions), "lines"),
        ]

    def do_new_theme(self) -> None:
        """A theme with its questions; it goes on the chosen element too."""
        element = self.element

        def save(values: Mapping[str, str]) -> None:
            project = self.session.project
            with project.change("theme.add", N_("Theme {label} added"), label=values["label"]):
                made = add_theme(
                    project, values["label"], list=ThemeList(values["list"]), questions=_rows(values["questions"])
                )
                if element is not None:
                    present = [link.theme_id for link in self.snapshot.themes_of_element.get(element.id, ())]
                    set_element_themes(project, element, [*present, made.id])
            self.show_all()

        title = _("New theme")
        if element is not None:
            title = _("New theme, for element {nr}").format(nr=element.nr)
        self.cmo.push_screen(Form(title, self._theme_fields(None), save))

    def edit_theme(self, theme: Theme) -> None:
        """Edit a theme and its questions."""

        def save(values: Mapping[str, str]) -> None:
            project = self.session.project
            with project.change("theme.edit", N_("Theme {label} edited"), label=values["label"]):
                edit_theme(project, theme, label=values["label"].strip(), list=ThemeList(values["list"]))
                set_questions(project, theme, _rows(values["questions"]))
            self.show_all()

        self.cmo.push_screen(Form(_("Theme"), self._theme_fields(theme), save))


def _rows(text: str) -> list[str]:
    return [row.strip() for row in text.splitlines() if row.strip()]
