"""Acts on the board: what is shown and chosen, marking, assigning, taking off, searches, memos."""

from __future__ import annotations

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.effective_elements import EffectiveElement
from cmo_coder.model.memos import Memo
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.store.elements import assign, set_element_themes, unassign
from cmo_coder.store.memos import remove_memo
from cmo_coder.store.strategies import remove_strategy
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.memo_acts import ask_memo, memo_of
from cmo_coder.tui.screens.search_log import ask_search
from cmo_coder.tui.widgets.line_list import Line, LineList

NEEDS_NO_ELEMENT = frozenset(
    f"elements.{name}"
    for name in ("new", "mark", "column", "back", "open", "new_theme", "proposals", "read", "choose", "alike")
)


class ElementActs(StudyScreen):
    """The acts on elements; `ElementsScreen` shows what they did."""

    def __init__(self) -> None:
        super().__init__()
        self.snapshot: Snapshot
        self.element_id: str | None = None
        self.marked: set[str] = set()
        self.everything = False
        self._shown: str | None = None
        self._column = "configurations"
        self._right = False

    @property
    def element(self) -> EffectiveElement | None:
        """The chosen element."""
        return self.snapshot.elements.get(self.element_id or "")

    @property
    def chosen(self) -> EffectiveElement:
        """The chosen element, where there is one (`why_not` has seen to it)."""
        found = self.element
        assert found is not None
        return found

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self.focused.line if isinstance(self.focused, LineList) else None

    def why_not(self, command_id: str) -> str:
        """Why a command cannot be done now."""
        if command_id == "elements.mark" and not self.snapshot.configurations:
            return _("There are no configurations yet (F4 makes them of claims).")
        if command_id == "elements.choose" and self.element is None:
            return _("There is no element yet (n makes one).")
        if command_id in NEEDS_NO_ELEMENT:
            return ""
        if self.element is None:
            return _("There is no element yet (n makes one).")
        if command_id == "elements.merge" and len(self.snapshot.current_elements()) < 2:
            return _("There is only one element.")
        return ""

    def show_made(self, id_: str) -> None:
        """Put the cursor of the right column on a line that was just made, and bring both into sight."""
        raise NotImplementedError  # ElementsScreen does it

    def show_configurations(self) -> None:
        """Show the left column again."""
        raise NotImplementedError  # ElementsScreen does it

    # Assigning

    def do_mark(self) -> None:
        """Mark the configuration under the cursor, or all of a proposal."""
        line = self.line
        table, id_ = line.about if line is not None else ("", "")
        if table == "configuration":
            self.marked ^= {id_}
        elif table == "proposal":
            group = set(id_.split())
            self.marked = self.marked - group if group <= self.marked else self.marked | group
        else:
            self.cmo.warn(_("Put the cursor on a configuration first."))
            return
        self.show_configurations()
        if table == "configuration" and isinstance(self.focused, LineList) and self.focused.id == "configurations":
            self.focused.action_cursor_down()
        self.refresh_title()

    def do_assign(self) -> None:
        """Put the marked configurations, or else the one under the cursor, behind the chosen element."""
        line = self.line
        ids = [id_ for id_ in self.snapshot.configurations if id_ in self.marked]
        if not ids and line is not None and line.about[0] == "configuration":
            ids = [line.about[1]]
        if not ids:
            self.cmo.warn(_("Mark configurations first (space), or put the cursor on one."))
            return
        element = self.chosen
        if element.merged_into_id is not None:
            self.cmo.warn(_("Element {nr} was merged into another: choose that one.").format(nr=element.nr))
            return
        project = self.session.project
        n = len(ids)
        with project.change("effective.assign", N_("{n} configurations assigned to element {nr}"), n=n, nr=element.nr):
            for id_ in ids:
                assign(project, element, id_)
        self.marked.clear()
        text = ngettext("{n} configuration assigned to element {nr}", "{n} configurations assigned to element {nr}", n)
        self.cmo.tell(text.format(n=n, nr=element.nr))
        self.show_all()

    def do_remove(self) -> None:
        """Take off what is under the cursor: a configuration, a strategy, a theme, a memo."""
        line = self.line
        table, id_ = line.about if line is not None else ("", "")
        project, element = self.session.project, self.chosen
        if table == "configuration":
            self._unassign(id_)
        elif table == "strategy":
            remove_strategy(project, self.snapshot.strategies[id_])
            self.cmo.tell(_("Strategy removed (u brings it back)"))
        elif table == "theme" and self._column == "detail":
            links = self.snapshot.themes_of_element.get(element.id, ())
            set_element_themes(project, element, [link.theme_id for link in links if link.theme_id != id_])
            self.cmo.tell(_("Theme taken off (u brings it back)"))
        elif memo := self._memo():
            remove_memo(project, memo)
            self.cmo.tell(_("Memo removed (u brings it back)"))
        else:
            self.cmo.warn(_("Put the cursor on a configuration, a strategy, a theme or a memo of the element first."))
            return
        self.show_all()

    def _unassign(self, configuration_id: str) -> None:
        """Off the element under whose name it stands in the left column, or else off the chosen one."""
        snapshot = self.snapshot
        line = self.line
        assert line is not None
        group = line.id.removesuffix(f"-{configuration_id}")
        element = snapshot.elements.get(group, self.chosen)
        number = snapshot.configurations[configuration_id].number
        if element not in snapshot.elements_with(snapshot.version_of(configuration_id).id):
            self.cmo.warn(_("CMO {number} is not behind element {nr}.").format(number=number, nr=element.nr))
            return
        unassign(self.session.project, element, configuration_id)
        self.cmo.tell(_("CMO {number} taken off element {nr}").format(number=number, nr=element.nr))

    # Searches, memos

    def do_search(self) -> None:
        """Log a search for negative cases."""
        element = self.chosen
        title = _("Search for negative cases of element {nr}").format(nr=element.nr)
        ask_search(self.cmo, title, f"e:{element.id}", self.show_all)

    def _memo(self) -> Memo | None:
        return memo_of(self.cmo, self.line, ("effective_element", self.chosen.id))

    def do_memo(self) -> None:
        """Write a memo, or edit the one under the cursor."""
        element = self.chosen
        question = _("Memo on element {nr}").format(nr=element.nr)
        ask_memo(self.cmo, question, ("effective_element", element.id), self._memo(), self.show_all)
