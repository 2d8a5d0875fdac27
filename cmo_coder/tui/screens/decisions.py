"""The decision log: what was decided, why, and what it changed; filters; the log as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from cmo_coder.messages import N_, _
from cmo_coder.messages.dates import day
from cmo_coder.model.memos import Decision
from cmo_coder.realist.decisions import decision_text
from cmo_coder.realist.objects import fragments_behind, object_text, objects_in_order
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.store.memos import add_decision
from cmo_coder.tables.writings import changes_of
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.dialogs import Field, Form
from cmo_coder.tui.screens.two_lists import TwoListScreen
from cmo_coder.tui.widgets.line_list import Line, blank, heading

KINDS = ("", "team", "program")


class DecisionsScreen(TwoListScreen):
    """The decisions of the study, the last above."""

    ID = "decisions"
    TITLE_TEXT = N_("Decision log")
    TABLE = "besluiten"
    EMPTY = N_(
        "No decision yet.\n\nThe program writes one whenever something is merged, split, promoted or changes status, "
        "with your reason. n writes one of your own."
    )
    HELP = N_(
        "Left the decisions, the last above; right why, what it changed (before → after), and what it is about. ● was "
        "written by the team, ○ by the program. s shows only the one or the other; / looks for words."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("decisions.new", N_("New decision"), N_("Write down a decision of the team"), footer=True),
        Command("decisions.kind", N_("Whose"), N_("All, only the team's, only those of the program"), footer=True),
        Command("decisions.filter", N_("Filter"), N_("Show only what has some words"), footer=True),
        Command("decisions.write", N_("Write"), N_("Write the decision log to a file"), footer=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._kind = ""

    def left_lines(self) -> Sequence[Line]:
        """The decisions, the last above."""
        lines = []
        for one in reversed(tuple(self.snapshot.decisions.values())):
            if self._kind and one.automatic is (self._kind == "team"):
                continue
            mark = Content.styled("○ " if one.automatic else "● ", "dim" if one.automatic else "bold $primary")
            what = decision_text(self.snapshot, one)
            text = Content.assemble((f"{day(one.date)}  ", "dim"), what)
            lines.append(Line(one.id, text, lead=mark, indent=2, about=("decision", one.id)))
        return lines

    def lines_key(self) -> tuple[object, ...]:
        """Which ones are shown."""
        return (self._kind,)

    def right_lines(self, line: Line | None) -> Sequence[Line]:
        """Everything about a decision."""
        found = self.snapshot.decisions.get(self.about[1])
        return list(decision_lines(self.snapshot, found)) if found is not None else []

    def context_text(self) -> str:
        """Whose decisions are shown, and which words are looked for."""
        kinds = {"team": _("of the team"), "program": _("of the program")}
        return " · ".join(part for part in (kinds.get(self._kind, ""), super().context_text()) if part)

    def do_kind(self) -> None:
        """All, the team's, the program's."""
        self._kind = KINDS[(KINDS.index(self._kind) + 1) % len(KINDS)]
        self.show_all()

    def do_new(self) -> None:
        """What, why, what else was considered."""
        project = self.session.project

        def save(values: Mapping[str, str]) -> None:
            self._wanted = add_decision(
                project, values["what"], values["why"], alternatives=values["alternatives"].strip()
            ).id

        fields = [
            Field("what", _("What was decided?"), kind="lines", needed=True),
            Field("why", _("Why?"), kind="lines", needed=True),
            Field("alternatives", _("What else was considered?")),
        ]
        self.cmo.push_screen(Form(_("A decision of the team"), fields, save), lambda _values: self.show_all())


def decision_lines(snapshot: Snapshot, one: Decision) -> Iterator[Line]:
    """Why, alternatives, before and after, and what it is about."""
    yield heading("title", decision_text(snapshot, one))
    coder = snapshot.coders.get(one.coder_id or "")
    by = _("written by the program") if one.automatic else _("written by the team")
    facts = " · ".join(part for part in (day(one.date), coder.name if coder else "", by) if part)
    yield Line("facts", Content.styled(facts, "dim"))
    yield Line("why", Content.assemble((_("why") + ": ", "dim"), one.why))
    if one.alternatives:
        yield Line("alternatives", Content.assemble((_("alternatives") + ": ", "dim"), one.alternatives))
    changes = list(changes_of(snapshot, one.id))
    if changes:
        yield blank("b-changes")
        yield heading("h-changes", _("Before → after"))
        for nr, text in enumerate(changes):
            yield Line(f"c-{nr}", text, indent=2)
    objects = snapshot.objects_of_decision.get(one.id, ())
    if objects:
        yield blank("b-about")
        yield heading("h-about", _("About"))
    for obj, _text in objects_in_order(snapshot, objects):
        yield object_line(snapshot, f"o-{obj.id}", obj.object_type, obj.object_id)


def object_line(snapshot: Snapshot, id_: str, table: str, object_id: str) -> Line:
    """What something is about, as a line that leads there."""
    words = fragments_behind(snapshot, table, object_id)
    return Line(id_, object_text(snapshot, table, object_id), indent=2, about=(table, object_id), fragments=words)
