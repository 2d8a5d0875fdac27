"""Loading a survey: what each column is, guessed or remembered, seen and changed before anything is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.worker import get_current_worker

from cmo_coder.ingest.already import same_file
from cmo_coder.ingest.source import Stopped
from cmo_coder.ingest.survey_loading import load_survey, mapping_for
from cmo_coder.ingest.survey_mapping import Layout, SurveyMapping, Use
from cmo_coder.ingest.survey_plan import SurveyPlan, plan_survey
from cmo_coder.ingest.survey_table import SurveyTable, read_survey
from cmo_coder.ingest.survey_words import TYPES, USES
from cmo_coder.messages import N_, _
from cmo_coder.model.cases import AttributeType
from cmo_coder.model.documents import Document, DocumentType
from cmo_coder.realist.words import word
from cmo_coder.store.originals import keeps_originals
from cmo_coder.store.project import Project
from cmo_coder.store.study import rounds_of
from cmo_coder.tui.background import behind
from cmo_coder.tui.screens.dialogs import Choice, Confirm, Field, Form, Pick
from cmo_coder.tui.screens.survey_lines import KEYS, column_lines, head_text, plan_lines
from cmo_coder.tui.screens.with_bar import WithBar
from cmo_coder.tui.widgets.line_list import Line, LineList

_NONE = "-"


class SurveyScreen(WithBar[tuple[Document, ...]]):
    """Gives the documents that were made; nothing where the survey was not loaded."""

    DEFAULT_CSS = """
    SurveyScreen #columns { height: 3fr; }
    SurveyScreen #plan { height: 2fr; border-top: solid $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "accept", show=False),
        Binding("tab", "other_side", show=False, priority=True),
        Binding("n", "name", show=False),
        Binding("l", "change('layout')", show=False),
        Binding("r", "change('round')", show=False),
    ]

    def __init__(self, project: Project, path: Path) -> None:
        super().__init__()
        self._project, self._path = project, path
        self.table: SurveyTable | None = None
        self.mapping: SurveyMapping | None = None
        self._plan: SurveyPlan | None = None
        self._remembered = False
        self._there = ""
        self._round_id: str | None = None
        self._keep = False
        self._accepting = False

    def help_text(self) -> str:
        """What this screen is for."""
        return _("What each column of the survey becomes, before anything is taken in: nothing is in the study yet.")

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys."""
        return (
            ("tab", _("to the other side")),
            ("enter", _("change what a column becomes")),
            ("i g c a o x", _("who answered, group, case, attribute, open answer, or left out")),
            ("n", _("another name for the attribute or the question")),
            ("l r", _("one document for each respondent or for each question; the round")),
            ("ctrl+s", _("take the answers in")),
            ("esc", _("back; nothing was taken in")),
        )

    def compose(self) -> ComposeResult:
        """The bar while reading; the columns, and what they give, after it."""
        yield Static(id="head", markup=False)
        yield from self.bar()
        with Vertical(id="desk"):
            yield LineList(id="columns")
            yield LineList(id="plan")
        yield Static(id="problem", markup=False)
        yield Static(id="foot", markup=False)

    def on_mount(self) -> None:
        """Begin to read."""
        self.show_problem("")
        self._keep = keeps_originals(self._project)
        rounds = rounds_of(self._project)
        self._round_id = rounds[0].id if len(rounds) == 1 else None
        self._read("")

    # Reading

    def _read(self, sheet: str) -> None:
        self.query_one("#head", Static).update(_("Survey {name}").format(name=self._path.name))
        self.query_one("#foot", Static).update(_("esc stop"))
        self.show_bar(True)

        def read() -> None:
            watch = self.watch_of(get_current_worker(), self._path.name)
            try:
                watch(0)
                table = read_survey(self._path, sheet=sheet, watch=watch)
                mapping, remembered = mapping_for(self._project, table)
                there = same_file(self._project, table.file_sha256)
            except Stopped:
                return
            said = there.text(table.source_name) if there else ""
            self.app.call_from_thread(self._ready, table, mapping, remembered, said)

        behind(self, read, N_("The survey was not read"), self._unreadable, group="load")

    def _unreadable(self, words: str) -> None:
        if self not in self.app.screen_stack:
            return
        self.query_one("#reading").display = False
        self.query_one("#foot", Static).update(_("esc back"))
        self.show_problem(words)

    def _ready(self, table: SurveyTable, mapping: SurveyMapping, remembered: bool, there: str) -> None:
        if self not in self.app.screen_stack:
            return
        self.table, self.mapping, self._remembered, self._there = table, mapping, remembered, there
        self.query_one("#head", Static).update(head_text(table))
        self.show_bar(False)
        self.show_all()
        columns = self.query_one("#columns", LineList)
        columns.go_to("column:0")
        columns.focus()

    # Showing

    def show_all(self) -> None:
        """The columns as they are said to be now; what they give is worked out in a worker."""
        table, mapping = self.table, self.mapping
        if table is None or mapping is None:
            return
        labels = {one.id: one.label for one in rounds_of(self._project)}
        lines = column_lines(
            table,
            mapping,
            self.size.width - 4,
            round_label=labels.get(self._round_id or "", ""),
            keep=self._keep,
            remembered=self._remembered,
        )
        self.query_one("#columns", LineList).show(lines)
        self._foot()

        def work() -> None:
            plan = plan_survey(self._project, table, mapping, round_id=self._round_id)
            self.app.call_from_thread(self._planned, table, mapping, plan, "")

        def failed(told: str) -> None:
            self._planned(table, mapping, None, told)

        behind(self, work, N_("It was not worked out what the columns give"), failed, group="plan")

    def _foot(self) -> None:
        self.query_one("#foot", Static).update(
            _("ctrl+s load  enter choose  i id  g group  c case  a attribute  o open  x out")
        )

    def _planned(self, table: SurveyTable, mapping: SurveyMapping, plan: SurveyPlan | None, problem: str) -> None:
        if self not in self.app.screen_stack or mapping is not self.mapping:
            return  # something else was said meanwhile
        self._plan = plan
        self.show_problem(problem)
        lines: Sequence[Line] = () if plan is None else plan_lines(table, mapping, plan, self._there)
        self.query_one("#plan", LineList).show(lines)

    def on_resize(self) -> None:
        """Columns follow the width."""
        if self.is_mounted and not self._accepting:
            self.show_all()

    # Saying

    def _nr(self) -> int | None:
        """The column under the cursor."""
        line = self.query_one("#columns", LineList).line
        return int(line.id.partition(":")[2]) if line is not None and line.id.startswith("column:") else None

    def on_key(self, event: events.Key) -> None:
        """A letter says at once what the column under the cursor is."""
        use, nr = KEYS.get(event.key), self._nr()
        if use is not None and nr is not None and self.mapping is not None and not self._accepting:
            event.stop()
            self._say(nr, use=use)
            self.query_one("#columns", LineList).action_cursor_down()

    def _say(self, nr: int, **fields: object) -> None:
        assert self.mapping is not None
        self.mapping = self.mapping.with_column(nr, **fields)
        self.show_all()

    @on(OptionList.OptionSelected, "#columns")
    def _chosen(self) -> None:
        nr, line = self._nr(), self.query_one("#columns", LineList).line
        if nr is not None:
            self._ask_use(nr)
        elif line is not None:
            self.action_change(line.id)

    def _ask_use(self, nr: int) -> None:
        assert self.mapping is not None
        column = self.mapping.columns[nr]
        keys = {use: key for key, use in KEYS.items()}
        choices = []
        for use, words in USES.items():
            if use in (Use.ATTRIBUTE, Use.CASE_ATTRIBUTE):
                choices += [
                    Choice(f"{use.value}:{type_.value}", f"{_(words)} ({_(name)})", keys.get(use, ""))
                    for type_, name in TYPES.items()
                ]
            else:
                choices.append(Choice(f"{use.value}:", _(words), keys.get(use, "")))

        def chosen(value: str | None) -> None:
            if value is not None:
                use, _colon, type_ = value.partition(":")
                self._say(nr, use=Use(use), type=AttributeType(type_) if type_ else column.type)

        self.app.push_screen(Pick(_("What is '{column}'?").format(column=column.header), choices), chosen)

    def action_name(self) -> None:
        """Give the attribute, or the question, another name."""
        nr = self._nr()
        if nr is None or self.mapping is None:
            return
        column = self.mapping.columns[nr]
        fields = (Field("name", _("Name of the attribute, or the question"), column.name, needed=True),)

        def save(values: Mapping[str, str]) -> None:
            self._say(nr, name=values["name"].strip())

        self.app.push_screen(Form(column.header, fields, save))

    def action_change(self, what: str) -> None:
        """Change what holds for all answers."""
        if self.mapping is None or self.table is None or self._accepting:
            return
        if what == "layout":
            other = Layout.QUESTION if self.mapping.layout is Layout.RESPONDENT else Layout.RESPONDENT
            self.mapping = dataclasses.replace(self.mapping, layout=other)
        elif what == "keep":
            self._keep = not self._keep
        elif what == "type":
            self._pick(_("What kind of text is it?"), [Choice(one.value, word(one)) for one in DocumentType], what)
        elif what == "round":
            rounds = [Choice(one.id, one.label, one.period, (str(one.nr),)) for one in rounds_of(self._project)]
            self._pick(_("Which round?"), [*rounds, Choice(_NONE, _("none"))], what)
        elif what == "sheet":
            self._pick(_("Which sheet?"), [Choice(one, one) for one in self.table.sheets], what)
        self.show_all()

    def _pick(self, question: str, choices: Sequence[Choice], what: str) -> None:
        def chosen(value: str | None) -> None:
            if value is None or self.mapping is None:
                return
            if what == "type":
                self.mapping = dataclasses.replace(self.mapping, type=DocumentType(value))
            elif what == "round":
                self._round_id = None if value == _NONE else value
            else:
                self._read(value)
                return
            self.show_all()

        self.app.push_screen(Pick(question, choices), chosen)

    def action_other_side(self) -> None:
        """From the columns to what they give, and back."""
        columns, plan = self.query_one("#columns"), self.query_one("#plan")
        (plan if columns.has_focus else columns).focus()

    # Leaving and accepting

    def action_leave(self) -> None:
        """Stop; nothing was written. While it is being written, this takes back what was."""
        if self._accepting:
            self.workers.cancel_group(self, "accept")
            return
        self.workers.cancel_group(self, "load")
        self.dismiss(())

    def action_accept(self) -> None:
        """Load, as one change; a file that was loaded before only after a question."""
        if self._plan is None or self._accepting:
            return
        if not self._there:
            self._accept()
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._accept()

        self.app.push_screen(Confirm(f"{self._there}\n\n" + _("Load it once more?")), answered)

    def _accept(self) -> None:
        table, mapping = self.table, self.mapping
        assert table is not None and mapping is not None
        self._accepting = True
        words = _("Loading {name} …").format(name=table.source_name)
        self.query_one("#foot", Static).update(_("esc stop"))
        self.show_bar(True)
        self.show_progress(words, 0)

        def accept() -> None:
            watch = self.watch_of(get_current_worker(), words)
            try:
                made = load_survey(
                    self._project, table, mapping, round_id=self._round_id, keep_original=self._keep, watch=watch
                )
            except Stopped:
                self.app.call_from_thread(self._refused, _("Stopped. Nothing was loaded."))
            else:
                self.app.call_from_thread(self.dismiss, made)

        behind(self, accept, N_("The survey was not loaded"), self._refused, group="accept", exclusive=False)

    def _refused(self, words: str) -> None:
        self._accepting = False
        self.show_bar(False)
        self._foot()
        self.show_problem(words)
