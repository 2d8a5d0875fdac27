"""The left side of the export screen: the tables, what can be chosen about the one under the cursor, and how it is
written.
"""

from __future__ import annotations

import dataclasses

from textual import events
from textual.content import Content
from textual.widgets import Static

from cmo_coder.export.value import Format
from cmo_coder.export.writing import FORMATS
from cmo_coder.messages import _
from cmo_coder.tables.catalogue import CATALOGUE, Entry
from cmo_coder.tables.options import Choice as TableChoice
from cmo_coder.tables.options import LabelKind
from cmo_coder.tui.screens.dialogs import Choice, Pick
from cmo_coder.tui.screens.export_acts import ExportActs
from cmo_coder.tui.widgets.line_list import Line, LineList, blank, heading


class ExportChoices(ExportActs):
    """Shows tables and choices; a digit turns a choice."""

    def show_choices(self) -> None:
        """Show tables and choices as they are now."""
        self.query_one("#tables", LineList).show(self._lines())
        self.query_one("#how", Static).update(self._how())

    def _how(self) -> Content:
        """How the table is written, below the list: in sight however many tables and choices there are."""
        words = _("in Dutch") if self.wanted_language() == "nl" else _("in English")
        parts: list[str | tuple[str, str]] = [("f ", "bold"), _(self._format().title)]
        n = len(self.entry.choices)
        if n:
            parts += [("  1 " if n == 1 else f"  1-{n} ", "bold"), _("choice") if n == 1 else _("choices")]
        parts += ["\n", ("t ", "bold"), words]
        return Content.assemble(*parts)

    def _lines(self) -> list[Line]:
        lines = [Line(f"table:{one.id}", _(one.title), lead=self._lead(one), indent=2) for one in CATALOGUE]
        lines += [blank("b-1"), heading("h-choices", _("Choices"))]
        for nr, choice in enumerate(self.entry.choices, start=1):
            lines.append(Line(f"choice:{choice.field}", self._choice_text(choice), lead=f"{nr} ", indent=2))
        quotes = "[x]" if self.with_quotes else "[ ]"
        lines.append(Line("quotes", f"{quotes} " + _("with the quotes"), lead="  ", indent=2))
        return lines

    def _lead(self, one: Entry) -> Content:
        return Content.styled("▸ " if one.id == self.entry.id else "  ", "bold $primary")

    def _choice_text(self, choice: TableChoice) -> str:
        value = getattr(self.options, choice.field)
        if choice.values:
            known = [one for one, _title in choice.values]
            at = known.index(value)
            return f"{_(choice.values[at][1])} ({at + 1}/{len(known)})"
        return f"{'[x]' if value else '[ ]'} {_(choice.title)}"

    def _format(self) -> Format:
        return next(one for one in FORMATS if one.id == self.format)

    def turn(self, choice: TableChoice) -> None:
        value = getattr(self.options, choice.field)
        if choice.values:
            known = [one for one, _title in choice.values]
            value = LabelKind(known[(known.index(value) + 1) % len(known)])
        else:
            value = not value
        self.options = dataclasses.replace(self.options, **{choice.field: value})
        self.cmo.tell(self._choice_text(choice))  # it may stand below what is in view of the list
        self.show_choices()
        self.make_table()

    def do_option(self) -> None:
        """Which choice to turn; with its digit it goes without asking (`on_key`)."""
        choices = [Choice(one.field, _(one.title), self._choice_text(one)) for one in self.entry.choices]

        def chosen(field: str | None) -> None:
            if field is not None:
                self.turn(next(one for one in self.entry.choices if one.field == field))

        self.cmo.push_screen(Pick(_("Turn which choice?"), choices), chosen)

    def on_key(self, event: events.Key) -> None:
        """A digit turns a choice."""
        if event.character is not None and event.character in "123456789":
            nr = int(event.character) - 1
            event.stop()
            event.prevent_default()
            if nr < len(self.entry.choices):
                self.turn(self.entry.choices[nr])
