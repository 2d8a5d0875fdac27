"""All memos in one list: by kind, with what they hang on; write, change, hang on more, filter, export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from cmo_coder.messages import N_, _
from cmo_coder.messages.dates import day
from cmo_coder.model.memos import Memo, MemoType
from cmo_coder.realist.objects import object_text, objects_in_order
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.store import memos as acts
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.decisions import object_line
from cmo_coder.tui.screens.dialogs import Choice, Confirm, Field, Form
from cmo_coder.tui.screens.pick_many import PickMany
from cmo_coder.tui.screens.two_lists import TwoListScreen
from cmo_coder.tui.widgets.line_list import Line, blank, heading

KINDS = (None, *MemoType)


class MemosScreen(TwoListScreen):
    """The memos of the study, the last above."""

    ID = "memos"
    TITLE_TEXT = N_("Memos")
    TABLE = "memos"
    EMPTY = N_(
        "No memo yet.\n\nM writes one on what is under the cursor, in most screens; n writes one here, and a chooses "
        "what it hangs on."
    )
    HELP = N_(
        "Left all memos, the last above; right the whole memo and what it hangs on (enter goes there). s shows one "
        "kind after the other, / looks for words, a hangs a memo on more things."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("memos.new", N_("New memo"), N_("Write a memo on the study"), footer=True),
        Command("memos.edit", N_("Edit"), N_("Change words and kind"), footer=True),
        Command("memos.anchors", N_("Hangs on"), N_("Choose what the memo hangs on"), footer=True),
        Command("memos.kind", N_("Kind"), N_("Show one kind after the other"), footer=True),
        Command("memos.filter", N_("Filter"), N_("Show only what has some words"), footer=True),
        Command("memos.remove", N_("Remove"), N_("Remove the memo")),
        Command("memos.write", N_("Write"), N_("Write the memos to a file"), footer=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._kind: MemoType | None = None

    @property
    def memo(self) -> Memo | None:
        """The memo under the cursor."""
        return self.snapshot.memos.get(self.about[1])

    def why_not(self, command_id: str) -> str:
        """Acts on a memo need one."""
        needs = ("memos.edit", "memos.anchors", "memos.remove")
        return _("There is no memo here (n writes one).") if command_id in needs and self.memo is None else ""

    def left_lines(self) -> Sequence[Line]:
        """The memos, the last above."""
        lines = []
        for one in reversed(tuple(self.snapshot.memos.values())):
            if self._kind is None or one.type is self._kind:
                first = one.text.split("\n")[0]
                text = Content.assemble((f"{day(one.at)} · {word(one.type)}  ", "dim"), first)
                lines.append(Line(one.id, text, about=("memo", one.id)))
        return lines

    def filtered(self, lines: Sequence[Line]) -> list[Line]:
        """By the words of the whole memo and of what it hangs on."""
        wanted, snapshot = self.words.casefold(), self.snapshot

        def says(line: Line) -> bool:
            anchors = snapshot.anchors_of_memo.get(line.id, ())
            texts = [
                snapshot.memos[line.id].text,
                *(object_text(snapshot, a.object_type, a.object_id) for a in anchors),
            ]
            return any(wanted in text.casefold() for text in texts)

        return [line for line in lines if not wanted or says(line)]

    def lines_key(self) -> tuple[object, ...]:
        """Which ones are shown."""
        return (self._kind,)

    def right_lines(self, line: Line | None) -> Sequence[Line]:
        """The whole memo."""
        return list(memo_lines(self.snapshot, self.memo)) if self.memo is not None else []

    def context_text(self) -> str:
        """The kind that is shown, and the words looked for."""
        return " · ".join(part for part in (word(self._kind), super().context_text()) if part)

    def do_kind(self) -> None:
        """The next kind."""
        self._kind = KINDS[(KINDS.index(self._kind) + 1) % len(KINDS)]
        self.show_all()

    def do_new(self) -> None:
        """A memo on the study as a whole."""
        project, study = self.session.project, self.session.study

        def save(values: Mapping[str, str]) -> None:
            made = acts.add_memo(project, values["text"], [("study", study.id)], MemoType(values["type"]))
            self._wanted = made.id

        self.cmo.push_screen(Form(_("A memo"), _fields(None), save), lambda _values: self.show_all())

    def do_edit(self) -> None:
        """Words and kind."""
        memo, project = self.memo, self.session.project
        assert memo is not None

        def save(values: Mapping[str, str]) -> None:
            acts.edit_memo(project, memo, values["text"], MemoType(values["type"]))

        self.cmo.push_screen(Form(_("A memo"), _fields(memo), save), lambda _values: self.show_all())

    def do_anchors(self) -> None:
        """Configurations, elements, theories, claims, documents, codes."""
        memo, snapshot = self.memo, self.snapshot
        assert memo is not None
        present = [f"{a.object_type}:{a.object_id}" for a in snapshot.anchors_of_memo.get(memo.id, ())]
        things = (
            ("study", (snapshot.study.id,)),
            ("configuration", snapshot.configurations),
            ("effective_element", snapshot.elements),
            ("programme_theory", snapshot.theories),
            ("demi_regularity", snapshot.demi_regularities),
            ("document", snapshot.documents),
            ("study_case", snapshot.cases),
            ("code", snapshot.codes),
            ("claim", snapshot.claims),
        )
        choices = [Choice(f"{kind}:{id_}", object_text(snapshot, kind, id_)) for kind, ids in things for id_ in ids]
        known = {choice.value for choice in choices}
        choices = [
            *(Choice(one, object_text(snapshot, *one.split(":", 1))) for one in present if one not in known),
            *choices,
        ]

        def chosen(values: tuple[str, ...] | None) -> None:
            if values is not None:
                on = [(value.partition(":")[0], value.partition(":")[2]) for value in values]
                with self.cmo.errors_shown():
                    acts.set_anchors(self.session.project, memo, on)
                self.show_all()

        self.cmo.push_screen(PickMany(_("What does it hang on?"), choices, present, least=1), chosen)

    def do_remove(self) -> None:
        """After a yes."""
        memo = self.memo
        assert memo is not None

        def answered(yes: bool | None) -> None:
            if yes:
                acts.remove_memo(self.session.project, memo)
                self.show_all()

        self.cmo.push_screen(Confirm(_("Remove this memo? u brings it back.")), answered)


def _fields(memo: Memo | None) -> list[Field]:
    kinds = tuple((one.value, word(one)) for one in MemoType)
    kind = memo.type if memo else MemoType.CONTENT
    return [
        Field("text", _("Memo"), memo.text if memo else "", kind="lines", needed=True),
        Field("type", _("Kind"), kind.value, kind="choice", choices=kinds),
    ]


def memo_lines(snapshot: Snapshot, memo: Memo) -> Iterator[Line]:
    """The words, who and when, and what it hangs on."""
    coder = snapshot.coders.get(memo.coder_id or "")
    facts = " · ".join(part for part in (word(memo.type), day(memo.at), coder.name if coder else "") if part)
    yield heading("title", facts)
    yield Line("text", memo.text)
    yield blank("b-on")
    yield heading("h-on", _("Hangs on"))
    for anchor, _text in objects_in_order(snapshot, snapshot.anchors_of_memo.get(memo.id, ())):
        yield object_line(snapshot, f"a-{anchor.id}", anchor.object_type, anchor.object_id)
