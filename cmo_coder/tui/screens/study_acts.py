"""What can be done in the sections of the study screen: edit, add, order, remove, and say who works here."""

from __future__ import annotations

from collections.abc import Callable

from cmo_coder.messages import _
from cmo_coder.model.base import Entity
from cmo_coder.model.cases import Case, CaseAttribute, Respondent
from cmo_coder.model.effective_elements import Theme
from cmo_coder.model.study import Coder, Round
from cmo_coder.store import cases as case_acts
from cmo_coder.store import study as study_acts
from cmo_coder.store import themes as theme_acts
from cmo_coder.tui.screens import study_forms as forms
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import Confirm, Form
from cmo_coder.tui.session import change_settings
from cmo_coder.tui.widgets.line_list import LineList


class StudyActs(StudyScreen):
    """The acts of the study screen; `StudySettingsScreen` shows what they do."""

    section = "study"

    @property
    def rows(self) -> LineList:
        """The lines of the section."""
        raise NotImplementedError

    def row(self) -> Entity | None:
        """The row under the cursor; an attribute of a case is a row of its own."""
        raise NotImplementedError

    def case(self) -> Case | None:
        """The case under the cursor, or that of the attribute there."""
        raise NotImplementedError

    def _ask(self, form: Form) -> None:
        before = {line.id for line in self.rows.lines}

        def then(done: object) -> None:
            if done is None:
                return
            self.show_all()
            new = next((line.id for line in self.rows.lines if line.id not in before and not line.heading), None)
            if new is not None:
                self.rows.go_to(new)

        self.cmo.push_screen(form, then)

    def do_edit(self) -> None:
        """Change it."""
        project, row, line = self.session.project, self.row(), self.rows.line
        if self.section == "study":
            self._ask(forms.study_form(project, line.id if line is not None else "name"))
        elif isinstance(row, Round):
            self._ask(forms.round_form(project, row))
        elif isinstance(row, Case):
            self._ask(forms.case_form(project, row))
        elif isinstance(row, CaseAttribute):
            case = self.case()
            assert case is not None
            self._ask(forms.attribute_form(project, case, row))
        elif isinstance(row, Respondent):
            self._ask(forms.respondent_form(project, row))
        elif isinstance(row, Coder):
            self._ask(forms.coder_form(project, row, self._coder_changed))
        elif isinstance(row, Theme):
            self._ask(forms.theme_form(project, row))

    def do_add(self) -> None:
        """Add one."""
        project = self.session.project
        make: dict[str, Callable[[], Form]] = {
            "rounds": lambda: forms.round_form(project, None),
            "cases": lambda: forms.case_form(project, None),
            "respondents": lambda: forms.respondent_form(project, None),
            "coders": lambda: forms.coder_form(project, None, self._coder_made),
            "themes": lambda: forms.theme_form(project, None),
        }
        self._ask(make[self.section]())

    def _coder_made(self, coder: Coder) -> None:
        if self.session.coder is None:
            self._work_as(coder)

    def _coder_changed(self, coder: Coder) -> None:
        if self.session.coder is not None and self.session.coder.id == coder.id:
            self._work_as(coder)

    def _work_as(self, coder: Coder) -> None:
        self.session.set_coder(coder)
        self.cmo.settings = change_settings(coder=coder.name)

    def do_me(self) -> None:
        """Work as this coder."""
        row = self.row()
        if isinstance(row, Coder):
            self._work_as(row)
            self.cmo.tell(_("{name} works here now.").format(name=row.name))
            self.show_all()

    def do_attribute(self) -> None:
        """A fact about the case."""
        case = self.case()
        if case is not None:
            self._ask(forms.attribute_form(self.session.project, case, None))

    def _move(self, step: int) -> None:
        row = self.row()
        if isinstance(row, Case):
            case_acts.move_case(self.session.project, row, step)
        elif isinstance(row, Theme):
            theme_acts.move_theme(self.session.project, row, step)
        self.show_all()

    def do_higher(self) -> None:
        """Up."""
        self._move(-1)

    def do_lower(self) -> None:
        """Down."""
        self._move(1)

    def do_remove(self) -> None:
        """Remove it."""
        project, row = self.session.project, self.row()
        act: Callable[[], object]
        if isinstance(row, Round):
            name, act = row.label, lambda: study_acts.remove_round(project, row)
        elif isinstance(row, Case):
            name, act = row.name, lambda: case_acts.remove_case(project, row)
        elif isinstance(row, CaseAttribute):
            case = self.case()
            assert case is not None
            name = f"{row.key} ({case.name})"
            act = lambda: case_acts.set_attribute(project, case, row.key, "", date=row.date)  # noqa: E731
        elif isinstance(row, Respondent):
            name, act = row.pseudonym, lambda: case_acts.remove_respondent(project, row)
        elif isinstance(row, Coder):
            name, act = row.name, lambda: study_acts.remove_coder(project, row)
        elif isinstance(row, Theme):
            name, act = row.label, lambda: theme_acts.remove_theme(project, row)
        else:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                with self.cmo.errors_shown():
                    act()
                self.show_all()

        self.cmo.push_screen(Confirm(_("Remove '{name}'? u brings it back.").format(name=name)), answered)
