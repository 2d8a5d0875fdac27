"""Programmatheorieën: versions, what they rest and lean on, what changed and why, over the rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from cmo_coder.messages import N_, _
from cmo_coder.model.theories import ProgrammeTheory, TheoryStatus
from cmo_coder.realist.words import word
from cmo_coder.store import theories as acts
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.dialogs import AskText, Choice, Field, Form, Pick
from cmo_coder.tui.screens.pick_many import PickMany
from cmo_coder.tui.screens.theories_diff import TheoryDiffDialog
from cmo_coder.tui.screens.theories_lines import midrange_lines, theory_lines, version_lines
from cmo_coder.tui.screens.theories_links import NEEDS_THEORY, TheoryLinks, fact_fields, source_of
from cmo_coder.tui.widgets.line_list import Line


class TheoriesScreen(TheoryLinks):
    """The programme theories of the study."""

    ID = "theories"
    TITLE_TEXT = N_("Programme theories")
    TABLE = "theorieverfijning"
    FILTERED = True
    EMPTY = N_(
        "No programme theory yet.\n\nPress n and write down how you think the programme works: If ..., then ..., "
        "because ... That is version 0. Later versions keep what changed, why, and which claims gave rise to it."
    )
    HELP = N_(
        "Left every theory with its versions (● is in force) and the middle-range theories; right everything about "
        "the version under the cursor: what it rests on, what gave rise to it, and its place among the rounds. V "
        "makes a new version, p promotes it with a reason, d lays two versions side by side. Enter on a claim shows "
        "its quotes, on a configuration its card."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("theories.new", N_("New theory"), N_("Write down a programme theory: its version 0"), footer=True),
        Command(
            "theories.version", N_("New version"), N_("Reword the theory, with a reason and its causes"), footer=True
        ),
        Command("theories.promote", N_("Promote"), N_("Set how far the theory has come, with a reason"), footer=True),
        Command(
            "theories.diff", N_("Difference"), N_("This version beside the one before it, slot by slot"), footer=True
        ),
        Command("theories.configurations", N_("Rests on"), N_("Choose the configurations it rests on"), footer=True),
        Command("theories.causes", N_("Causes"), N_("Choose the claims that gave rise to this version")),
        Command("theories.leans", N_("Leans on"), N_("Choose the middle-range theories it leans on")),
        Command("theories.midrange", N_("Middle-range theory"), N_("Add a middle-range theory"), footer=True),
        Command("theories.check", N_("Member check"), N_("Record what a session said of this version")),
        Command("theories.edit", N_("Edit"), N_("Correct title, source, date, reason and assumptions")),
        Command("theories.remove", N_("Remove"), N_("Remove the theory with all its versions")),
        Command("theories.filter", N_("Filter"), N_("Show only what has some words")),
        Command("theories.write", N_("Write"), N_("Write the table of theories to a file")),
    )

    def left_lines(self) -> Sequence[Line]:
        """Theories with their versions, middle-range theories."""
        return list(theory_lines(self.snapshot))

    def right_lines(self, line: Line | None) -> Sequence[Line]:
        """Everything about a version, or about a middle-range theory."""
        if self.version is not None:
            return list(version_lines(self.snapshot, self.version))
        if self.midrange is not None:
            return list(midrange_lines(self.snapshot, self.midrange))
        return []

    def why_not(self, command_id: str) -> str:
        """Most acts need a version under the cursor; a difference needs two."""
        if command_id in NEEDS_THEORY and self.version is None:
            if command_id == "theories.edit" and self.midrange is not None:
                return ""
            return _("Put the cursor on a version of a theory first (n makes one).")
        if command_id == "theories.diff" and len(self.snapshot.versions_of_theory[self._theory.id]) < 2:
            return _("There is one version: V makes the next.")
        if command_id == "theories.leans" and not self.snapshot.midrange_theories:
            return _("There is no middle-range theory yet (m adds one).")
        if command_id == "theories.remove" and self.version is None and self.midrange is None:
            return _("Put the cursor on a theory first.")
        return ""

    # Making and rewording

    def do_new(self) -> None:
        """Version 0."""
        project = self.session.project

        def save(values: Mapping[str, str]) -> None:
            made = acts.add_theory(
                project,
                values["title"],
                values["statement"],
                source=source_of(values["source"]),
                date=values["date"],
                assumptions=values["assumptions"],
            )
            self._show_theory(made.id)

        fields = [
            Field("title", _("Title"), needed=True),
            Field("statement", _("If ..., then ..., because ..."), kind="lines", needed=True),
            *fact_fields("", "", ""),
        ]
        hint = "" if self.session.study.question else "\n" + _("(the study has no question yet: F9)")
        self.cmo.push_screen(Form(_("A new programme theory (version 0)") + hint, fields, save), self._saved)

    def _show_theory(self, theory_id: str) -> None:
        from cmo_coder.tui.analysis import current_snapshot

        versions = current_snapshot(self.session.project).versions_of_theory[theory_id]
        self._wanted = versions[-1].id

    def _saved(self, _values: object) -> None:
        self.show_all()

    def do_version(self) -> None:
        """The next version: statement, reason, status; then the claims that gave rise to it."""
        theory, old = self._theory, self.snapshot.versions_of_theory[self._theory.id][-1]
        statuses = tuple((one.value, word(one)) for one in TheoryStatus)
        fields = [
            Field("statement", _("If ..., then ..., because ..."), old.statement, kind="lines", needed=True),
            Field("reason", _("What changed, and why"), needed=True),
            Field("status", _("Status"), TheoryStatus.REFINED.value, kind="choice", choices=statuses),
            *fact_fields("", "", old.assumptions),
        ]

        def given(values: Mapping[str, str] | None) -> None:
            if values is not None:
                self._ask_causes(theory, values)

        self.cmo.push_screen(
            Form(_("Version {nr} of '{title}'").format(nr=old.nr + 1, title=theory.title), fields), given
        )

    def _ask_causes(self, theory: ProgrammeTheory, values: Mapping[str, str]) -> None:
        def chosen(claim_ids: tuple[str, ...] | None) -> None:
            with self.cmo.errors_shown():
                acts.new_theory_version(
                    self.session.project,
                    theory,
                    values["statement"],
                    values["reason"],
                    status=TheoryStatus(values["status"]),
                    source=source_of(values["source"]),
                    date=values["date"],
                    assumptions=values["assumptions"],
                    causes=self._stances(claim_ids or ()),
                )
                self._show_theory(theory.id)
            self.show_all()

        if self.snapshot.claims:
            question = _("Which claims gave rise to it? (esc: none)")
            self.cmo.push_screen(PickMany(question, self._claim_choices()), chosen)
        else:
            chosen(())

    def do_promote(self) -> None:
        """A status with its reason."""
        theory = self._theory
        now = next(one for one in self.snapshot.versions_of_theory[theory.id] if one.in_force)
        choices = [Choice(one.value, word(one)) for one in TheoryStatus if one is not now.status]

        def chosen(value: str | None) -> None:
            if value is not None:
                question = _("Why '{status}'?").format(status=word(TheoryStatus(value)))
                self.cmo.push_screen(AskText(question, needed=True), lambda reason: self._promote(value, reason))

        title = _("Version {nr} is '{status}' now. It becomes:").format(nr=now.nr, status=word(now.status))
        self.cmo.push_screen(Pick(title, choices), chosen)

    def _promote(self, value: str, reason: str | None) -> None:
        if reason is not None:
            with self.cmo.errors_shown():
                acts.promote_theory(self.session.project, self._theory, TheoryStatus(value), reason)
            self.show_all()

    def do_diff(self) -> None:
        """Two versions side by side."""
        self.cmo.push_screen(TheoryDiffDialog(self.snapshot, self._version))
