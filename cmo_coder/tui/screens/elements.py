"""Elementenbord: configurations, the effective elements they stand behind, and one element whole."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList, Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.realist.filtering import matching_elements
from cmo_coder.store.memos import decisions_on, memos_on
from cmo_coder.tui.analysis import current_snapshot
from cmo_coder.tui.digits import digit_bindings
from cmo_coder.tui.screens.element_detail import detail_lines
from cmo_coder.tui.screens.elements_commands import ELEMENT_COMMANDS
from cmo_coder.tui.screens.elements_lines import configuration_lines, element_lines
from cmo_coder.tui.screens.elements_strategy import StrategyActs
from cmo_coder.tui.screens.elements_themes import ThemeActs
from cmo_coder.tui.screens.elements_theory import TheoryActs
from cmo_coder.tui.screens.elements_wording import WordingActs
from cmo_coder.tui.screens.quotes import QuotesDialog, read_fragment
from cmo_coder.tui.widgets.line_list import LineList

WIDE = 120
"""From this width on the three columns stand beside each other; below it two do."""

COLUMNS = ("configurations", "elements", "detail")


class ElementsScreen(StrategyActs, WordingActs, ThemeActs, TheoryActs):
    """Configurations into effective elements."""

    ID = "elements"
    TITLE_TEXT = N_("Element board")
    FILTERED = True
    HELP = N_(
        "Left the configurations, those without an element first, in groups that are only proposed; in the middle the "
        "effective elements; right the chosen one. A digit chooses an element, space marks configurations, a assigns "
        "them. Tab goes to the next column; enter on any number shows its quotes, and enter again the transcript."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *digit_bindings("choose", 9),
        *ELEMENT_COMMANDS,
    ]
    DEFAULT_CSS = """
    ElementsScreen LineList { width: 1fr; height: 1fr; border-right: solid $panel; }
    ElementsScreen #detail { border-right: none; }
    ElementsScreen.-wide #configurations { width: 30%; }
    ElementsScreen.-wide #elements { width: 28%; }
    ElementsScreen.-right #elements { width: 38%; }
    ElementsScreen #none { padding: 1 2; height: auto; }
    """

    # What is shown

    def compose_body(self) -> ComposeResult:
        """Three columns."""
        yield Static(id="none", markup=False)
        with Horizontal(id="desk"):
            for name in COLUMNS:
                yield LineList(id=name, classes="-quiet" if name == "detail" else "")

    def lines_of(self, name: str) -> LineList:
        """One of the columns."""
        return self.query_one(f"#{name}", LineList)

    def show_element(self, element_id: str) -> None:
        """Show an element, from another screen too."""
        self.element_id = element_id
        if self.is_mounted:
            self.show_all()
            self.lines_of("elements").go_to(element_id)
            self.go_to_column("elements")

    def refresh_data(self) -> None:
        """The board as the study is now."""
        self.snapshot = snapshot = current_snapshot(self.session.project)
        self.marked &= set(snapshot.configurations)
        if self.element_id not in snapshot.elements:
            present = snapshot.current_elements() or tuple(snapshot.elements.values())
            self.element_id = present[0].id if present else None
        self._show_empty()
        self._arrange()  # how wide the columns are tells how long their lines may be
        with self.prevent(OptionList.OptionHighlighted):
            self.show_configurations()
            self.show_elements()
            self.show_detail()
        if self.focused is None or not self.focused.display:
            without = self._column == "configurations" and not snapshot.configurations
            self.lines_of("elements" if without else self._column).focus()

    def _show_empty(self) -> None:
        snapshot = self.snapshot
        hint = self.query_one("#none", Static)
        hint.display = not snapshot.elements
        self.query_one("#desk").display = bool(snapshot.configurations or snapshot.elements)
        if snapshot.configurations:
            text = _("There is no element yet. Mark configurations that belong together with space, then press n.")
        else:
            text = _("There are no configurations yet (F4 makes them of claims), and no elements. n makes an element.")
        hint.update(text)

    def show_configurations(self) -> None:
        """The left column."""
        lines = configuration_lines(self.snapshot, self.marked, everything=self.everything)
        self.lines_of("configurations").show(self.meant(lines))

    def show_elements(self) -> None:
        """The middle column."""
        lines = list(element_lines(self.snapshot, self.element_id, self.session.claim_filter))
        column = self.lines_of("elements")
        at = self.element_id if column.line is None or column.line.about[0] != "theme" else None
        column.show(lines, at)

    def show_detail(self) -> None:
        """The right column."""
        element = self.element
        column = self.lines_of("detail")
        if element is None:
            column.show([])
            return
        memos = memos_on(self.session.project, "effective_element", element.id)
        decisions = decisions_on(self.session.project, "effective_element", element.id)
        lines = self.meant(detail_lines(self.snapshot, element, memos, decisions))
        new = element.id != self._shown
        self._shown = element.id
        column.show(lines, lines[1].id if new else None)

    def show_made(self, id_: str) -> None:
        """Put the cursor of the right column on a line that was just made, and bring both into sight."""
        detail = self.lines_of("detail")
        if not detail.display:
            if self._column == "elements":
                self._right = True
                self._arrange()
            else:
                self.go_to_column("detail")
        if detail.go_to(id_):
            self.call_after_refresh(detail.scroll_to_highlight)  # how high its lines are is known then

    def on_resize(self, event: events.Resize) -> None:
        """Wide and narrow terminals are laid out differently."""
        if self.cmo.session is not None and self.is_mounted:
            self._arrange()

    def _arrange(self) -> None:
        """Three columns where they fit; else two: the elements with what is left or right of them."""
        wide = self.columns >= WIDE
        right = self._column == "detail" or (self._column == "elements" and self._right)
        self._right = right
        self.set_class(wide, "-wide")
        self.set_class(right and not wide, "-right")
        self.lines_of("configurations").display = wide or not right
        self.lines_of("detail").display = wide or right

    def context_text(self) -> str:
        """How many, and which is chosen."""
        current = self.snapshot.current_elements()
        n = len(current)
        shown = len(matching_elements(self.snapshot, self.session.claim_filter) & {one.id for one in current})
        parts = [ngettext("{n} element", "{n} elements", n).format(n=n if shown == n else f"{shown}/{n}")]
        if self.element is not None:
            parts.append(_("chosen: {nr}").format(nr=self.element.nr))
        if self.marked:
            parts.append(ngettext("{n} marked", "{n} marked", len(self.marked)).format(n=len(self.marked)))
        return ", ".join(parts)

    # Moving

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember which column is meant."""
        if event.widget.id in COLUMNS:
            self._column = event.widget.id
            self._arrange()

    def go_to_column(self, name: str) -> None:
        """Put the cursor in a column."""
        self._column = name
        self._arrange()
        self.lines_of(name).focus()

    def do_column(self) -> None:
        """The next column."""
        self.go_to_column(COLUMNS[(COLUMNS.index(self._column) + 1) % len(COLUMNS)])

    def do_back(self) -> None:
        """The previous column."""
        self.go_to_column(COLUMNS[(COLUMNS.index(self._column) - 1) % len(COLUMNS)])

    def choose_element(self, element_id: str) -> None:
        """Make an element the chosen one."""
        if element_id == self.element_id:
            return
        self.element_id = element_id
        with self.prevent(OptionList.OptionHighlighted):
            self.show_elements()
            self.show_detail()
        self.refresh_title()
        self.refresh_footer()

    @on(OptionList.OptionHighlighted, "#elements")
    def _moved(self) -> None:
        # Whoever holds the key down sees the list move at once; the rest follows when there is time.
        self.call_after_refresh(self._catch_up)

    def run_command(self, command_id: str) -> None:
        """A command is about what the cursor is on, also where the screen has not shown that yet."""
        self._catch_up()
        super().run_command(command_id)

    def _catch_up(self) -> None:
        line = self.lines_of("elements").line
        if line is not None and line.about[0] == "effective_element":
            self.choose_element(line.id)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.run_command("elements.open")

    def action_choose(self, number: int) -> None:
        """Choose the element of that number."""
        found = [one.id for one in self.snapshot.elements.values() if one.nr == number]
        if found:
            self.choose_element(found[0])
        else:
            self.cmo.warn(_("There is no element {nr}.").format(nr=number))

    def do_choose(self) -> None:
        """Without a number: the next element."""
        ids = [element.id for element in self.snapshot.current_elements()]
        at = ids.index(self.element_id) if self.element_id in ids else -1
        if ids:
            self.choose_element(ids[(at + 1) % len(ids)])

    def do_open(self) -> None:
        """What lies behind the line."""
        line = self.line
        if line is None:
            return
        table, id_ = line.about
        if table == "configuration":
            self._card(id_)
        elif table == "proposal":
            self.do_mark()
        elif table == "programme_theory":
            self.open_theory(id_)
        elif table == "effective_element" and self._column == "elements":
            self.go_to_column("detail")
        elif line.fragments:
            QuotesDialog.show(self.cmo, line.title or line.words[:60], line.fragments)
        elif table in ("theme", "memo", "effective_element"):
            self.do_edit()
        else:
            self.cmo.tell(_("There are no quotes behind this."))

    def do_edit(self) -> None:
        """What is under the cursor: strategy, theme, memo; else the labels of the wording in force."""
        line = self.line
        table, id_ = line.about if line is not None else ("", "")
        if table == "strategy":
            self.edit_strategy(id_)
        elif table == "theme":
            self.edit_theme(self.snapshot.themes[id_])
        elif table == "memo":
            self.do_memo()
        else:
            self.edit_labels()

    def _card(self, configuration_id: str) -> None:
        from cmo_coder.tui.screens.card import CardScreen

        screen = self.cmo.show("card")
        assert isinstance(screen, CardScreen)
        screen.show_configuration(configuration_id)

    def do_read(self) -> None:
        """To the first words behind the line."""
        line = self.line
        if line is None or not line.fragments:
            self.cmo.tell(_("There are no quotes behind this."))
            return
        read_fragment(self.cmo, self.snapshot.fragments[line.fragments[0]])

    def do_proposals(self) -> None:
        """Proposals over everything, or over what is unassigned."""
        self.everything = not self.everything
        self.show_configurations()
        self.cmo.tell(_("Groups over all configurations") if self.everything else _("Groups over the unassigned ones"))
