"""A suggestion under the transcript: what is proposed for the marked words, and why. It decides nothing by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from cmo_coder.messages import N_, _
from cmo_coder.tui.screens.dialogs import Dialog


@dataclass(frozen=True, slots=True)
class SuggestionShown:
    """What the panel shows of one proposal. `codes` are (id, name, share); `sure` says how sure the first is."""

    number: int
    of: int
    codes: tuple[tuple[str, str, float], ...]
    sure: str
    why: Callable[[str, Callable[[str], None]], None]
    """Find the reasons for a code, by its id, and tell them when they are there."""
    cues: Callable[[Callable[[str], None]], None]
    """Find what the cues of the words say, as lines, and tell them when they are there."""


class SuggestDialog(Dialog[str]):
    """Gives what was chosen: "take ID", "refuse ID", "next", "previous", "role KEY", or nothing on leaving."""

    DEFAULT_CSS = """
    SuggestDialog { align: center bottom; }
    SuggestDialog > .dialog { width: 100%; max-width: 100%; max-height: 60%; border: none; border-top: solid $primary; }
    SuggestDialog.above { align: center top; }
    SuggestDialog.above > .dialog { border-top: none; border-bottom: solid $primary; }
    SuggestDialog.explained > .dialog { max-height: 80%; }
    SuggestDialog #roles { height: auto; max-height: 4; }
    SuggestDialog #why { height: auto; max-height: 8; overflow-y: auto; color: $foreground 85%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,enter", "take(1)", show=False, priority=True),
        Binding("1", "take(1)", show=False),
        Binding("2", "take(2)", show=False),
        Binding("3", "take(3)", show=False),
        Binding("x", "refuse", show=False),
        Binding("question_mark", "why", show=False),
        Binding("n,s,down,right", "go('next')", show=False),
        Binding("N,up,left", "go('previous')", show=False),
    ]
    ROLE_KEYS: ClassVar[str] = "cirmot"

    ABOUT = N_("What could be coded here, and how sure that is. Nothing is coded until you take it.")
    OWN_KEYS = (
        ("tab enter 1", N_("take the first")),
        ("2 3", N_("take the second, the third")),
        ("x", N_("refuse the first: it is not proposed here again")),
        ("?", N_("why this is suggested")),
        ("n s ↓ →", N_("the next suggestion")),
        ("N ↑ ←", N_("the one before")),
        ("c i r m o t", N_("code it yourself")),
    )
    ESCAPE = N_("back to the words, as they are")

    def __init__(self, shown: SuggestionShown, *, below: bool = True) -> None:
        """`below`: the panel stands below the words; else above them, at the end of a document."""
        super().__init__(classes="" if below else "above")
        self._shown = shown
        self._roles = self._cues = ""
        self._explained = 0
        """Whose reasons are shown: the number of a code from 1, or 0."""

    def compose(self) -> ComposeResult:
        """The codes, the roles, the keys."""
        with Vertical(classes="dialog"):
            yield Static(self._head(), id="head", markup=False)
            yield Static(self._codes(), id="codes", markup=False)
            yield Static("", id="roles", classes="dim", markup=False)
            yield Static("", id="why", markup=False)
            yield Static(
                _("tab takes 1 · 1 2 3 choose · x refuses 1 · ? why · n next · c i r m o t code it yourself · esc"),
                classes="dim",
                markup=False,
            )

    def _head(self) -> str:
        one = self._shown
        if one.of:
            return _("Suggestion {number} of {of} · {sure}").format(number=one.number, of=one.of, sure=one.sure)
        return _("Suggestion for the marked words · {sure}").format(sure=one.sure)

    def show_head(self, number: int, of: int, sure: str) -> None:
        """Show which of how many it is, and how sure, as that is known by now."""
        if self.is_attached and self._shown.of:
            self._shown = replace(self._shown, number=number, of=of, sure=sure)
            self.query_one("#head", Static).update(self._head())

    def show_roles(self, line: str) -> None:
        """Show which roles the words may have."""
        self._roles = line
        self._show_roles()

    def _show_roles(self) -> None:
        """The roles; and what the cues say, while reasons are shown."""
        if self.is_attached:
            lines = [self._roles, self._cues if self._explained else ""]
            self.query_one("#roles", Static).update("\n".join(one for one in lines if one))

    def _codes(self) -> str:
        most = self._shown.codes[0][2] or 1.0
        lines = []
        for nr, (_id, name, share) in enumerate(self._shown.codes, start=1):
            bar = "▪" * max(1, round(8 * share / most)) if not self._ascii() else "*" * max(1, round(8 * share / most))
            lines.append(f"{nr} {bar:<8} {name}")
        return "\n".join(lines)

    def _ascii(self) -> bool:
        settings = getattr(self.app, "settings", None)
        return bool(getattr(settings, "ascii", False))

    def on_key(self, event: events.Key) -> None:
        """A key of the coding itself: the panel closes and the reader does it, on the same words."""
        if event.character and event.character in self.ROLE_KEYS:
            event.stop()
            self.dismiss(f"role {event.character}")

    def action_take(self, number: int) -> None:
        """Take one of the codes."""
        if number <= len(self._shown.codes):
            self.dismiss(f"take {self._shown.codes[number - 1][0]}")

    def action_refuse(self) -> None:
        """Refuse the first code."""
        self.dismiss(f"refuse {self._shown.codes[0][0]}")

    def action_go(self, where: str) -> None:
        """To another proposal."""
        self.dismiss(where)

    def action_why(self) -> None:
        """Show the reasons for the first code, then for the second, ..., then none."""
        self._explained = (self._explained + 1) % (len(self._shown.codes) + 1)
        self.set_class(bool(self._explained), "explained")
        self._show_roles()
        if not self._explained:
            self.query_one("#why", Static).update("")
            return
        nr, code_id = self._explained, self._shown.codes[self._explained - 1][0]

        def tell(words: str) -> None:
            if self.is_attached and self._explained == nr:
                self.query_one("#why", Static).update(words)

        def tell_cues(lines: str) -> None:
            self._cues = lines
            self._show_roles()

        self._shown.why(code_id, tell)
        if not self._cues:
            self._shown.cues(tell_cues)
