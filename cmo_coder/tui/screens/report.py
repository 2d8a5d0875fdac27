"""Report: the RAMESES II checklist what the study says, what is missing; methods paragraph, words for shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content

from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError
from cmo_coder.model.reporting import DesignStep, Reported
from cmo_coder.realist.quantifiers import own_words, scale_of
from cmo_coder.realist.rameses import Answer, checklist
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.store import reporting as acts
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.dialogs import Confirm, Field, Form
from cmo_coder.tui.screens.report_lines import answer_lines, paragraph_lines, paragraphs, step_lines, word_lines
from cmo_coder.tui.screens.two_lists import TwoListScreen
from cmo_coder.tui.widgets.line_list import Line, blank, heading

if TYPE_CHECKING:
    from cmo_coder.realist.agreement import Agreement


class ReportScreen(TwoListScreen):
    """What the report needs."""

    ID = "report"
    TITLE_TEXT = N_("Report")
    TABLE = "rameses"
    HELP = N_(
        "Left the 20 items of RAMESES II with who can answer them (A the program, H you with a draft, M you alone); ! "
        "has something missing. Right what the study says and what is missing. e fills an item in, p writes the "
        "methods paragraph, d adds a step of the design, s sets the words for shares and the limit for small groups. A "
        "writes the whole report: methods, theory, configurations, elements, where it does not work, the checklist."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("report.edit", N_("Fill in"), N_("Fill in the item or step under the cursor"), footer=True),
        Command("report.paragraph", N_("Methods paragraph"), N_("Write the methods paragraph to a file"), footer=True),
        Command("report.step", N_("Add step"), N_("Add a step of the design"), footer=True),
        Command(
            "report.words", N_("Words"), N_("Set the words for shares and the limit for small groups"), footer=True
        ),
        Command("report.remove", N_("Remove"), N_("Remove the step of the design")),
        Command("report.filter", N_("Filter"), N_("Show only what has some words")),
        Command("report.write", N_("Write"), N_("Write the checklist to a file"), footer=True),
        Command("report.all", N_("Whole report"), N_("Write the whole report to a Word or HTML file"), footer=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._compared: tuple[Snapshot, Agreement | None] | None = None
        self._answers: tuple[Answer, ...] = ()
        self._answered: Snapshot | None = None

    def refresh_data(self) -> None:
        """Answer the checklist anew."""
        from cmo_coder.tui.analysis import current_snapshot

        snapshot = current_snapshot(self.session.project)
        if snapshot is not self._answered:
            self._answers, self._answered = checklist(snapshot), snapshot
        super().refresh_data()

    def left_lines(self) -> Sequence[Line]:
        """The items, the paragraph, the words, the steps."""
        lines = [heading("h-items", _("RAMESES II"))]
        for answer in self._answers:
            own = answer.own
            mark = "✓ " if own is not None and own.reported is Reported.YES else "! " if answer.lacks else "  "
            text = Content.assemble(f"{answer.item.nr} {_(answer.item.title)}  ", (answer.item.level.value, "dim"))
            style = "$success" if mark == "✓ " else "bold $warning"
            lines.append(
                Line(
                    f"item-{answer.item.nr}",
                    text,
                    lead=Content.styled(mark, style),
                    indent=2,
                    about=("item", str(answer.item.nr)),
                )
            )
        lines += [blank("b-text"), heading("h-text", _("Texts and words"))]
        lines.append(Line("methods", _("Methods paragraph"), indent=2, about=("methods", "")))
        lines.append(Line("words", _("Words for shares, small groups"), indent=2, about=("words", "")))
        if self.snapshot.design_steps:
            lines += [blank("b-steps"), heading("h-steps", _("Steps of the design"))]
        for step in self.snapshot.design_steps:
            lines.append(Line(f"step-{step.id}", step.step, indent=2, about=("design_step", step.id)))
        return lines

    def right_lines(self, line: Line | None) -> Sequence[Line]:
        """What the study says of an item, or the text itself."""
        kind, id_ = self.about
        if kind == "item":
            return list(answer_lines(self._answers[int(id_) - 1]))
        if kind == "methods":
            return list(paragraph_lines(self.snapshot, self.compared()))
        if kind == "words":
            return list(word_lines(self.snapshot))
        if self.step is not None:
            return list(step_lines(self.step))
        return []

    @property
    def step(self) -> DesignStep | None:
        """The step of the design under the cursor."""
        kind, id_ = self.about
        return (
            next((one for one in self.snapshot.design_steps if one.id == id_), None) if kind == "design_step" else None
        )

    def why_not(self, command_id: str) -> str:
        """Filling in needs an item or a step; removing a step."""
        if command_id == "report.edit" and self.about[0] not in ("item", "design_step", "words"):
            return _("Put the cursor on an item or a step first.")
        if command_id == "report.remove" and self.step is None:
            return _("Put the cursor on a step of the design first.")
        return ""

    def do_edit(self) -> None:
        """The item or the step."""
        kind, id_ = self.about
        if kind == "words":
            self.do_words()
        elif self.step is not None:
            self._step_form(self.step)
        else:
            self._item_form(self._answers[int(id_) - 1])

    def _item_form(self, answer: Answer) -> None:
        own, project = answer.own, self.session.project
        choices = (("", "-"), *((one.value, word(one)) for one in Reported))

        def save(values: Mapping[str, str]) -> None:
            acts.set_report_item(
                project,
                answer.item.nr,
                reported=Reported(values["reported"]) if values["reported"] else None,
                pages=values["pages"],
                text=values["text"],
            )

        fields = [
            Field("text", _("Your own text (the draft is shown at the right)"), own.text if own else "", kind="lines"),
            Field("reported", _("In the report?"), (own.reported or "") if own else "", kind="choice", choices=choices),
            Field("pages", _("Page(s)"), own.pages if own else ""),
        ]
        title = f"{answer.item.nr}. {_(answer.item.title)}"
        self.cmo.push_screen(Form(title, fields, save), lambda _values: self.show_all())

    def do_step(self) -> None:
        """A new step."""
        self._step_form(None)

    def _step_form(self, present: DesignStep | None) -> None:
        project = self.session.project
        names = {
            "step": _("Step"),
            "what": _("What"),
            "methods": _("Methods"),
            "by_whom": _("By whom"),
            "sources": _("Sources"),
            "outputs": _("Primary outputs"),
        }

        def save(values: Mapping[str, str]) -> None:
            if present is None:
                rest = {name: value for name, value in values.items() if name != "step"}
                self._wanted = f"step-{acts.add_design_step(project, values['step'], **rest).id}"
            else:
                acts.edit_design_step(project, present, **values)

        fields = [
            Field(name, title, getattr(present, name) if present else "", needed=name == "step")
            for name, title in names.items()
        ]
        self.cmo.push_screen(Form(_("A step of the design"), fields, save), lambda _values: self.show_all())

    def do_remove(self) -> None:
        """After a yes."""
        step = self.step
        assert step is not None

        def answered(yes: bool | None) -> None:
            if yes:
                acts.remove_design_step(self.session.project, step)
                self.show_all()

        self.cmo.push_screen(Confirm(_("Remove '{name}'? u brings it back.").format(name=step.step)), answered)

    def do_words(self) -> None:
        """The scale, and from how many people on a group is shown."""
        study, project = self.session.study, self.session.project
        steps = [f"{share:g}={words}" for share, words in scale_of(study.quantifiers)]

        def save(values: Mapping[str, str]) -> None:
            small = values["small"].strip() or "0"
            if not small.isdecimal():
                raise UserError(N_("'{text}' is no number of people."), text=small)
            acts.set_words(project, own_words(values["scale"].split("\n")), int(small))

        fields = [
            Field("scale", _("From which share (per cent) which word, one a line"), "\n".join(steps), kind="lines"),
            Field("small", _("Groups of fewer people are not shown apart (0: all are)"), str(study.small_cell)),
        ]
        self.cmo.push_screen(Form(_("Words for shares, small groups"), fields, save), lambda _values: self.show_all())

    def compared(self) -> Agreement | None:
        """The comparison of coders, made once per state of the study, when the paragraph is looked at."""
        if self._compared is None or self._compared[0] is not self.snapshot:
            from cmo_coder.realist.methods_agreement import agreement_so_far

            with self.session.project.read() as reading:
                self._compared = (self.snapshot, agreement_so_far(reading))
        return self._compared[1]

    def do_paragraph(self) -> None:
        """Dutch and English, one below the other, as a text file."""
        from cmo_coder.export.files import Target, at_home, checked_path, place
        from cmo_coder.tui.screens.writing import ask_and_write

        body = "\n\n".join(paragraphs(self.snapshot, self.compared())) + "\n"

        def write(path: Path, overwrite: bool) -> Path:
            target = checked_path(at_home(path), overwrite=overwrite)
            place((Target(target, body.encode("utf-8")),))
            return target

        ask_and_write(self.cmo, _("File for the methods paragraph (Dutch and English)"), _("methods") + ".txt", write)

    def do_all(self) -> None:
        """Everything in one document, in the language of the export."""
        from cmo_coder.export.value import Options
        from cmo_coder.export.writing import write_tables
        from cmo_coder.tables.whole_report import front_page, report_tables
        from cmo_coder.tui.screens.writing import ask_and_write

        language = self.cmo.settings.export_language or self.session.study.language
        snapshot, compared = self.snapshot, self.compared()

        def write(path: Path, overwrite: bool) -> Path:
            tables = report_tables(snapshot, language=language, compared=compared)
            form = Options(front=front_page(snapshot, language=language))
            return write_tables(tables, path, None if path.suffix else "docx", overwrite=overwrite, options=form)[0]

        ask_and_write(self.cmo, _("File for the whole report (.docx, .html, .md)"), _("report") + ".docx", write)
