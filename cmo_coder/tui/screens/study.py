"""Studie: the study itself, its rounds, cases, respondents, coders and themes, in six sections."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from cmo_coder.messages import N_, _
from cmo_coder.model.base import Entity
from cmo_coder.model.cases import Case, CaseAttribute, Respondent
from cmo_coder.model.effective_elements import Theme
from cmo_coder.model.study import Coder, Round
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.dialogs import Choice, Pick
from cmo_coder.tui.screens.study_acts import StudyActs
from cmo_coder.tui.screens.study_lines import SECTIONS
from cmo_coder.tui.widgets.line_list import LineList

KINDS: dict[str, type[Entity]] = {
    "rounds": Round,
    "cases": Case,
    "respondents": Respondent,
    "coders": Coder,
    "themes": Theme,
}


class StudySettingsScreen(StudyActs):
    """The study and what it is made of."""

    ID = "study"
    TITLE_TEXT = N_("Study")
    HELP = N_(
        "The study and what it is made of, in six sections: a digit or the arrows left and right go to one. Enter "
        "edits the line under the cursor, a adds one, x removes one that nothing refers to. In Coders, w says who "
        "works at this computer: changes are written in that name."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *commands(
            Command("study.edit", N_("Edit"), N_("Change what is under the cursor"), footer=True),
            Command("study.add", N_("Add"), N_("Add one to this section"), footer=True),
            Command(
                "study.remove",
                N_("Remove"),
                N_("Remove what is under the cursor, if nothing refers to it"),
                footer=True,
            ),
            Command(
                "study.attribute", N_("Attribute"), N_("Add a fact about this case, at a reference date"), footer=True
            ),
            Command("study.me", N_("I am this one"), N_("Say that this coder works at this computer"), footer=True),
            Command("study.higher", N_("Higher"), N_("Move the case or theme up")),
            Command("study.lower", N_("Lower"), N_("Move the case or theme down")),
            Command("study.section", N_("Section"), N_("Go to the section of that number")),
            Command("study.next", N_("Next section"), N_("Go to the section at the right")),
            Command("study.previous", N_("Previous section"), N_("Go to the section at the left")),
        ),
    ]
    DEFAULT_CSS = """
    StudySettingsScreen #sections { height: 1; padding: 0 1; margin-bottom: 1; }
    StudySettingsScreen #empty { padding: 0 1; height: auto; }
    StudySettingsScreen #head { padding: 0 1; height: 1; color: $foreground 70%; }
    StudySettingsScreen #rows { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.section = "study"

    def compose_body(self) -> ComposeResult:
        """Names of the sections, and the lines of one."""
        yield Static(id="sections", markup=False)
        yield Static(id="empty", markup=False)
        yield Static(id="head", markup=False)
        yield LineList(id="rows")

    @property
    def rows(self) -> LineList:
        return self.query_one("#rows", LineList)

    def refresh_data(self) -> None:
        """Show the section as it is now."""
        project = self.session.project
        number = [id_ for id_, *_rest in SECTIONS].index(self.section)
        _id, _title, make, empty = SECTIONS[number]
        listing = make(project, self.columns - 3)
        self.rows.show(listing.lines)
        head = self.query_one("#head", Static)
        head.display = bool(listing.head and listing.lines)
        head.update(listing.head)
        hint = self.query_one("#empty", Static)
        hint.display = not listing.lines
        hint.update(_(empty) if empty else "")
        self.query_one("#sections", Static).update(self._bar())
        if self.focused is None:
            self.rows.focus()

    def _bar(self) -> Content:
        with self.session.project.read() as reading:
            counts = {id_: f" ({reading.count(kind)})" for id_, kind in KINDS.items()}
        long = [f"{nr} {_(title)}{counts.get(id_, '')}" for nr, (id_, title, *_rest) in enumerate(SECTIONS, start=1)]
        short = [f"{nr} {_(title)}" for nr, (_id, title, *_rest) in enumerate(SECTIONS, start=1)]
        # The counts go before a name does.
        room = self.columns - 2
        names = long if sum(map(cell_len, long)) + len(long) <= room else short
        gap = "   " if sum(map(cell_len, names)) + 3 * len(names) <= room else " "
        ids = [id_ for id_, *_rest in SECTIONS]
        return Content(gap).join(
            Content.styled(name, "reverse bold" if id_ == self.section else "dim")
            for id_, name in zip(ids, names, strict=True)
        )

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.show_in_width()

    def show_section(self, section: str) -> None:
        """Go to a section by id; from another screen too."""
        self.section = section
        if self.is_mounted:
            self.rows.show(())
            self.show_all()
            self.rows.focus()

    def on_key(self, event: events.Key) -> None:
        """A digit goes to its section."""
        if event.character is not None and event.character in "123456":
            event.stop()
            event.prevent_default()
            self.show_section(SECTIONS[int(event.character) - 1][0])

    def _step(self, step: int) -> None:
        ids = [id_ for id_, *_rest in SECTIONS]
        self.show_section(ids[(ids.index(self.section) + step) % len(ids)])

    def do_section(self) -> None:
        """Which section; a digit says it without asking (`on_key`)."""
        choices = [Choice(id_, _(title)) for id_, title, *_rest in SECTIONS]

        def chosen(section: str | None) -> None:
            if section is not None:
                self.show_section(section)

        self.cmo.push_screen(Pick(_("Which section?"), choices), chosen)

    def do_next(self) -> None:
        """To the right."""
        self._step(1)

    def do_previous(self) -> None:
        """To the left."""
        self._step(-1)

    def go_to_top(self) -> None:
        """The first line."""
        self.rows.highlighted = None
        self.rows.action_cursor_down()

    # What is under the cursor

    def row(self) -> Entity | None:
        """The row under the cursor; an attribute of a case is a row of its own."""
        line = self.rows.line
        if line is None or self.section not in KINDS:
            return None
        cls: type[Entity] = KINDS[self.section]
        id_ = line.id
        if id_.startswith("attribute:"):
            cls, id_ = CaseAttribute, id_.partition(":")[2]
        with self.session.project.read() as reading:
            return reading.find(cls, id=id_)

    def case(self) -> Case | None:
        row = self.row()
        if isinstance(row, CaseAttribute):
            with self.session.project.read() as reading:
                return reading.find(Case, id=row.case_id)
        return row if isinstance(row, Case) else None

    def why_not(self, command_id: str) -> str:
        """What does not go with this section or line."""
        name = command_id.partition(".")[2]
        if name == "add" and self.section == "study":
            return _("Go to a section first: 2 rounds, 3 cases, 4 respondents, 5 coders, 6 themes.")
        if name == "attribute" and self.section != "cases":
            return _("Attributes belong to cases: press 3.")
        if name == "me" and self.section != "coders":
            return _("Who works here is said in Coders: press 5.")
        if name in ("higher", "lower") and self.section not in ("cases", "themes"):
            return _("Only cases and themes have an order of their own.")
        if name == "remove" and self.section == "study":
            return _("A study cannot be removed from within; delete the project file.")
        needs = name in ("remove", "attribute", "me", "higher", "lower") or (name == "edit" and self.section != "study")
        return _("There is nothing here yet; a adds one.") if needs and self.rows.line is None else ""

    def footer_commands(self) -> list[tuple[Command, str]]:
        """Only what this section knows."""
        found = super().footer_commands()
        hidden = set() if self.section == "cases" else {"study.attribute"}
        hidden |= set() if self.section == "coders" else {"study.me"}
        hidden |= {"study.add", "study.remove"} if self.section == "study" else set()
        return [one for one in found if one[0].id not in hidden]

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_footer()

    @on(OptionList.OptionSelected)
    def _entered(self) -> None:
        self.run_command("study.edit")
