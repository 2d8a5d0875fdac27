"""Coding rounds: who has what and how far, handing out, the sample to code twice, and work on another computer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.errors import UserError
from cmo_coder.model.study import ProgressState
from cmo_coder.realist.begun_again import begun_again_lines
from cmo_coder.realist.taken_in import taken_in_lines
from cmo_coder.realist.words import word
from cmo_coder.store.documents import documents_of
from cmo_coder.store.double_coding import Strata, draw_sample, how_drawn, size_of
from cmo_coder.store.handing import hand_out
from cmo_coder.store.rounds import Handed, hand, unblind, who_has_what
from cmo_coder.store.study import coders_of, set_progress
from cmo_coder.store.taking_in import take_in
from cmo_coder.tui.screens.dialogs import AskText, Choice, Dialog, Field, Form, Message, Pick
from cmo_coder.tui.screens.pick_many import PickMany
from cmo_coder.tui.screens.writing import export_folder
from cmo_coder.tui.session import Session
from cmo_coder.tui.widgets.fitted import FittedTable, fill

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp

KEYS = N_(
    "h hand out documents · s draw a sample to code twice · F my document is done, or not · b end blind coding early\n"
    "o file for another computer · t take such a file in · esc leave"
)


class RoundsDialog(Dialog[None]):
    """The rounds of a study."""

    DEFAULT_CSS = """
    RoundsDialog > .dialog { width: 96%; max-width: 120; height: 94%; }
    RoundsDialog DataTable { height: 1fr; background: $surface; }
    RoundsDialog #drawn { height: auto; max-height: 4; }
    RoundsDialog .keys { height: auto; color: $foreground 70%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "hand", show=False),
        Binding("s", "sample", show=False),
        Binding("F", "done", show=False),
        Binding("b", "unblind", show=False),
        Binding("o", "out", show=False),
        Binding("t", "back", show=False),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
    ]
    OWN_KEYS = (
        ("j k", N_("another line")),
        ("h", N_("hand documents to coders, in a round, blind or not")),
        ("s", N_("draw a sample that two or more code")),
        ("F", N_("my coding of this document is done, or not after all")),
        ("b", N_("let a coder see the work of others now, with a reason")),
        ("o", N_("write a file for a coder who works elsewhere")),
        ("t", N_("take in what came back from elsewhere")),
    )
    ESCAPE = N_("back, without doing anything")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._project, self._session = session.project, session
        self._rows: tuple[Handed, ...] = ()

    @property
    def cmo(self) -> CmoApp:
        """The app."""
        return self.app  # type: ignore[return-value]

    def compose(self) -> ComposeResult:
        """Who has what, how it was drawn, what to press."""
        with Vertical(classes="dialog"):
            yield Static(_("Coding rounds: who codes what, and how far"), classes="question", markup=False)
            yield FittedTable(id="handed", cursor_type="row")
            with VerticalScroll(id="drawn", can_focus=False):
                yield Static(id="how", markup=False)
            yield Static(_(KEYS), classes="keys", markup=False)

    def on_mount(self) -> None:
        """Read, and stand in the list."""
        super().on_mount()
        self._show()
        self.query_one(FittedTable).focus()

    def _show(self) -> None:
        with self._project.read() as reading:
            self._rows = who_has_what(reading)
            drawn = (*how_drawn(reading, word), *begun_again_lines(self._project))
        self._fill()
        nothing = _("Nobody was handed anything yet: h hands documents to coders.")
        self.query_one("#how", Static).update("\n".join(drawn) if self._rows else nothing)

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        """Fill the table; titles give way, so that it can be seen who has a document, and how far."""
        table = self.query_one(FittedTable)
        at = table.cursor_row
        head = (_("Document"), _("Coder"), _("Round"), _("Blind"), _("How far"))
        rows = [
            [
                Text(one.document.title),
                Text(one.coder.name),
                Text(str(one.coding_round or "-")),
                Text(_("blind") if one.blind else ""),
                Text(word(one.state) or "-"),
            ]
            for one in self._rows
        ]
        fill(table, head, rows, room=table.scrollable_content_region.width, elastic=0)
        if rows:
            table.move_cursor(row=min(at, len(rows) - 1))

    def action_move(self, step: int) -> None:
        """Up or down."""
        table = self.query_one(FittedTable)
        table.move_cursor(row=table.cursor_row + step)

    def _current(self) -> Handed | None:
        at = self.query_one(FittedTable).cursor_row
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _do(self, act: Callable[[], str]) -> None:
        """Do something, say what, and show the list again."""
        with self.cmo.errors_shown():
            self.cmo.tell(act(), seconds=6)
        self._show()

    # Handing out

    def _ask_coders(self, question: str, then: Callable[[tuple[str, ...]], None]) -> None:
        coders = [Choice(one.id, one.name) for one in coders_of(self._project)]

        def chosen(ids: tuple[str, ...] | None) -> None:
            if ids:
                then(ids)

        self.cmo.push_screen(PickMany(question, coders, least=1), chosen)

    def action_hand(self) -> None:
        """Hand documents to coders in a round."""
        documents = [Choice(one.id, one.title) for one in documents_of(self._project)]

        def with_coders(ids: tuple[str, ...], coders: tuple[str, ...]) -> None:
            fields = [
                Field("round", _("Coding round"), "1", needed=True),
                Field("blind", _("Blind: nobody sees the work of the others until all are done"), "yes", kind="flag"),
            ]

            def done(values: Mapping[str, str] | None) -> None:
                if values is not None:
                    blind = values["blind"] == "yes"
                    self._do(lambda: _handed(hand(self._project, ids, coders, _number(values["round"]), blind=blind)))

            self.cmo.push_screen(Form(_("Hand out"), fields, save=lambda values: _number(values["round"])), done)

        def chosen(ids: tuple[str, ...] | None) -> None:
            if ids:
                self._ask_coders(_("To which coders?"), lambda coders: with_coders(ids, coders))

        self.cmo.push_screen(PickMany(_("Which documents?"), documents, least=1), chosen)

    def action_sample(self) -> None:
        """Draw documents to be coded twice, within strata, and hand them out."""
        n = len(documents_of(self._project))

        def with_coders(coders: tuple[str, ...]) -> None:
            by = ((Strata.CASE.value, _("case")), (Strata.GROUP.value, _("group of respondents")))
            both = ("case group", _("case and group"))
            fields = [
                Field("size", _("How many: a number, or a share (20%)"), "20%", needed=True),
                Field("by", _("Within"), "case", kind="choice", choices=(*by, both, ("none", _("all together")))),
                Field("seed", _("Seed: the same number draws the same documents"), "1", needed=True),
                Field("round", _("Coding round"), "1", needed=True),
                Field("blind", _("Blind: nobody sees the work of the others until all are done"), "yes", kind="flag"),
            ]

            def draw(values: Mapping[str, str]) -> None:
                draw_sample(
                    self._project,
                    size_of(values["size"], n),
                    _number(values["seed"]),
                    coders,
                    _number(values["round"]),
                    by=[Strata(one) for one in values["by"].split()],
                    blind=values["blind"] == "yes",
                )

            def done(values: Mapping[str, str] | None) -> None:
                if values is not None:
                    self._show()

            self.cmo.push_screen(Form(_("Draw a sample to code twice"), fields, save=draw), done)

        self._ask_coders(_("Which coders code it (two or more)?"), with_coders)

    def action_unblind(self) -> None:
        """Show the coder of this line the work of others in this document before all are done."""
        one = self._current()
        if one is None or not one.blind:
            self.cmo.tell(_("Put the cursor on a line that is blind."))
            return
        question = _("Why may {name} see the work of others in {title} now? It goes into the decision log.")

        def given(reason: str | None) -> None:
            if reason is not None:
                self._do(lambda: _handed(unblind(self._project, [one.document.id], [one.coder.id], reason)))

        asked = question.format(name=one.coder.name, title=one.document.title)
        self.cmo.push_screen(AskText(asked, needed=True), given)

    def action_done(self) -> None:
        """Say that a document is done, or that it is not after all; for one's own only."""
        one, me = self._current(), self._session.coder
        if one is None or me is None or one.coder.id != me.id:
            self.cmo.tell(_("Each coder says so of her own documents: put the cursor on one of yours."))
            return
        state = ProgressState.BEGUN if one.state is ProgressState.FINISHED else ProgressState.FINISHED

        def act() -> str:
            set_progress(self._project, one.document.id, one.coder.id, state)
            return f"{one.document.title}: {word(state)}"

        self._do(act)

    # Two computers

    def action_out(self) -> None:
        """Make a file for a coder."""
        coders = {one.id: one for one in coders_of(self._project)}

        def chosen(id_: str | None) -> None:
            if id_ is None:
                return
            coder = coders[id_]

            def given(path: str | None) -> None:
                if path and path.strip():
                    target = Path(path.strip()).expanduser().absolute()
                    self._do(lambda: _made(hand_out(self._project, coder, target), target))

            name = str(export_folder(self.cmo) / f"{coder.name.lower().replace(' ', '-')}.cmo")
            self.cmo.push_screen(AskText(_("File for {name}").format(name=coder.name), name, needed=True), given)

        offers = [Choice(one.id, one.name) for one in coders.values()]
        self.cmo.push_screen(Pick(_("For which coder?"), offers), chosen)

    def action_back(self) -> None:
        """Take in what a coder made in such a file."""

        def given(path: str | None) -> None:
            if path and path.strip():
                with self.cmo.errors_shown():
                    found = take_in(self._project, Path(path.strip()).expanduser().absolute())
                    self.cmo.push_screen(Message("\n".join(taken_in_lines(found))), lambda _none: self._show())

        self.cmo.push_screen(AskText(_("File that came back"), str(export_folder(self.cmo)) + "/", needed=True), given)


def _number(text: str) -> int:
    """Read a whole number. Raises UserError."""
    if not text.strip().isdigit():
        raise UserError(N_("'{text}' is no whole number."), text=text)
    return int(text)


def _handed(n: int) -> str:
    return ngettext("{n} document changed hands", "{n} times a document changed hands", n).format(n=n)


def _made(n: int, path: Path) -> str:
    return ngettext("{n} document in {path}", "{n} documents in {path}", n).format(n=n, path=path)
