"""Asking for a key and its passphrase: typed unseen, twice where a new key is made, with a hint how strong it is."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label, Static

from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError
from cmo_coder.names.key import SUFFIX, check_passphrase, read_head, strength
from cmo_coder.tui.screens.dialogs import Dialog


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """Where the key is, or is to be, and its passphrase."""

    path: Path
    passphrase: str


def known_key(study_id: str, folders: Iterable[Path]) -> str:
    """The newest key of a study in some folders; where there is none, the first folder, to type on."""
    made: list[tuple[str, str]] = []
    places = list(folders)
    for folder in places:
        for path in folder.glob(f"*{SUFFIX}"):
            with suppress(UserError):
                head = read_head(path)
                if head.study_id == study_id:
                    made.append((head.made, str(path)))
    return max(made)[1] if made else f"{places[0]}{os.sep}"


class KeyDialog(Dialog[KeyAnswer]):
    """The path and the passphrase; `new` for a key that is to be made."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "give", show=False)]
    OWN_KEYS = (
        ("tab", N_("the next field")),
        ("enter", N_("the next field; in the last one: go on")),
        ("ctrl+s", N_("go on, from every field")),
    )

    def __init__(self, question: str, path: str, *, new: bool) -> None:
        super().__init__()
        self._question, self._path, self._new = question, path, new

    def compose(self) -> ComposeResult:
        """The question, the fields, and what is wrong."""
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="question", markup=False)
            yield Label(_("The key: a file outside the project, and not in the same folder"), classes="field")
            yield Input(self._path, id="path")
            yield Label(_("Passphrase"), classes="field")
            yield Input(password=True, id="passphrase")
            if self._new:
                yield Label(_("The passphrase once more"), classes="field")
                yield Input(password=True, id="again")
                yield Static(_("Four or five unrelated words are easy to keep and hard to guess."), id="hint")
            yield Static(classes="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Continue (ctrl+s)"), id="give", variant="primary")
                yield Button(_("Cancel (esc)"), id="cancel")

    def on_mount(self) -> None:
        """Ready to type."""
        super().on_mount()
        # A place is proposed: what is typed first is the passphrase, and must not land in the name of a file.
        proposed = self._path.endswith(SUFFIX)
        self.query_one("#passphrase" if proposed else "#path", Input).focus()

    @on(Input.Changed, "#passphrase")
    def _hint(self, event: Input.Changed) -> None:
        if self._new and event.value:
            self.query_one("#hint", Static).update(_("Strength: {strength}").format(strength=_(strength(event.value))))

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == ("again" if self._new else "passphrase"):
            self.action_give()
        else:
            self.focus_next()

    @on(Button.Pressed, "#give")
    def action_give(self) -> None:
        """Close with the answer, or say what is wrong."""
        try:
            self.dismiss(self._answer())
        except UserError as error:
            self.query_one(".problem", Static).update(str(error))
            for field in self.query(Input):
                if field.password:
                    field.value = ""
            self.query_one("#passphrase" if self._new else "#path", Input).focus()

    @on(Button.Pressed, "#cancel")
    def _cancelled(self) -> None:
        self.action_leave()

    def _answer(self) -> KeyAnswer:
        typed = self.query_one("#path", Input).value.strip()
        if not typed:
            raise UserError(N_("Say where the key is."))
        path = Path(typed).expanduser()
        passphrase = self.query_one("#passphrase", Input).value
        if not self._new:
            read_head(path)
            return KeyAnswer(path, passphrase)
        if not path.suffix:
            path = path.with_name(path.name + SUFFIX)
        check_passphrase(passphrase)
        if self.query_one("#again", Input).value != passphrase:
            raise UserError(N_("The two passphrases differ."))
        return KeyAnswer(path, passphrase)
