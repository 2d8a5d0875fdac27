"""Choosing files: type a path (tab completes), a folder or a pattern, or walk through the folders and mark files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.tui.files import Entry, common_start, files_of, full_path, listing, size_text, with_slash
from cmo_coder.tui.screens.dialogs import Dialog

MOST_SHOWN = 400
"""How many entries of a folder are listed; typing narrows them down."""


class PickFiles(Dialog[tuple[Path, ...]]):
    """Gives the files that were chosen."""

    DEFAULT_CSS = """
    PickFiles > .dialog { height: 94%; }
    PickFiles OptionList { height: 1fr; border: none; background: $surface; padding: 0; }
    PickFiles #will { color: $primary; height: auto; }
    PickFiles .question { margin-bottom: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False, priority=True),
        Binding("ctrl+a", "all", show=False, priority=True),
        Binding("ctrl+s", "take", show=False, priority=True),
        Binding("ctrl+u", "up", show=False, priority=True),
    ]
    OWN_KEYS = (
        ("↓ ↑", N_("from the path to the list, and back")),
        ("tab", N_("complete what was typed")),
        (N_("space"), N_("in the list: mark the file, or not")),
        ("ctrl+a", N_("mark every file of the list, or none")),
        ("ctrl+u backspace", N_("the folder above (backspace: in the list)")),
        ("enter", N_("what the line below the list says: open the folder, take the files")),
        ("ctrl+s", N_("take the marked files, or what was typed")),
    )

    def __init__(
        self,
        question: str,
        folder: Path,
        extensions: Sequence[str],
        *,
        several: bool = True,
        offered: tuple[Path, str] | None = None,
    ) -> None:
        """`offered` is a file of the program's own that stands at the end of every list, with what it is."""
        super().__init__()
        self._offered = offered[0] if offered is not None else None
        self._offered_as = offered[1] if offered is not None else ""
        self._question, self._extensions = question, tuple(extensions)
        self._start = folder
        self._several = several
        self._marked: dict[Path, None] = {}
        self._shown: list[Entry] = []
        self._read: tuple[Path, tuple[Entry, ...]] | None = None

    def compose(self) -> ComposeResult:
        """Path, what is there, what enter will do."""
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="question", markup=False)
            yield Input(with_slash(self._start), id="path", select_on_focus=False)
            yield OptionList(id="entries", markup=False)
            yield Static(id="will", markup=False)
            yield Label(
                _("↓ list · space mark · ctrl+a all · tab complete · ctrl+u up · esc leave")
                if self._several
                else _("↓ list · tab complete · ctrl+u folder up · esc leave"),
                classes="dim",
                markup=False,
            )

    def on_mount(self) -> None:
        """Ready to type; the folder is listed."""
        self._list()
        field = self.query_one(Input)
        field.focus()
        field.cursor_position = len(field.value)

    # What is shown

    @property
    def _typed(self) -> str:
        return self.query_one(Input).value

    def _folder(self) -> Path:
        """The folder that is listed: what was typed up to the last slash."""
        head = self._typed[: self._typed.rfind(os.sep) + 1] if os.sep in self._typed else self._typed
        return full_path(head if os.sep in self._typed or head == "~" else ".")

    def _entries(self) -> tuple[Entry, ...]:
        folder = self._folder()
        if self._read is None or self._read[0] != folder:
            found = listing(folder, self._extensions)
            own = self._offered
            if own is not None and all(one.name != own.name for one in found):
                found = (*found, Entry(own.name, False, own.stat().st_size, own))
            self._read = (folder, found)
        return self._read[1]

    def _path(self, one: Entry) -> Path:
        return one.elsewhere or self._folder() / one.name

    def _list(self) -> None:
        begin = self._typed.rpartition(os.sep)[2].casefold()
        there = self._entries()
        first = [one for one in there if one.name.casefold().startswith(begin)]
        self._shown = (first or [one for one in there if begin in one.name.casefold()])[:MOST_SHOWN]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self._line(one), id=str(nr)) for nr, one in enumerate(self._shown)])
        if self._shown:
            options.highlighted = 0
        self._say()

    def _line(self, one: Entry) -> str:
        if one.folder:
            return f"    {one.name}/"
        if not self._several:
            return f"    {one.name}  {size_text(one.size)}"
        sign = "[x]" if self._path(one) in self._marked else "[ ]"
        what = f"  {self._offered_as}" if one.elsewhere is not None else ""
        return f"{sign} {one.name}  {size_text(one.size)}{what}"

    def _say(self) -> None:
        """Say what enter will do now."""
        self.query_one("#will", Static).update(self._will())

    def _will(self) -> str:
        n = len(self._marked)
        if n:
            return ngettext("enter: take {n} marked file", "enter: take {n} marked files", n).format(n=n)
        entry = self._entry()
        if self.query_one(OptionList).has_focus and entry is not None:
            if entry.folder:
                return _("enter: open the folder {name}").format(name=entry.name)
            return _("enter: take {name}").format(name=entry.name)
        found = self._meant()
        if len(found) == 1:
            return _("enter: take {name}").format(name=found[0].name)
        if found and self._several:
            return ngettext("enter: take {n} file", "enter: take all {n} files", len(found)).format(n=len(found))
        if entry is not None:
            return _("tab: {name}").format(name=entry.name)
        name = self._typed.rpartition(os.sep)[2]
        if name and self._entries():
            return _("There is nothing here with {letters} in its name.").format(letters=name)
        kinds = " ".join(self._extensions)
        return _("Nothing here that can be read ({kinds}).").format(kinds=kinds)

    def _meant(self) -> tuple[Path, ...]:
        """The files that what was typed stands for; the file of the program's own by its name."""
        found = files_of(self._typed, self._extensions)
        own = self._offered
        if not found and own is not None and self._typed.rpartition(os.sep)[2] == own.name:
            return (own,)
        return found

    def _entry(self) -> Entry | None:
        nr = self.query_one(OptionList).highlighted
        return self._shown[nr] if nr is not None and nr < len(self._shown) else None

    # Keys

    @on(Input.Changed)
    def _changed(self) -> None:
        self._list()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._say()

    def on_descendant_focus(self) -> None:
        """Enter does something else in the list than in the field."""
        if self.is_mounted:
            self._say()

    def on_key(self, event: events.Key) -> None:
        """Down goes from the field to the list, up from its first line back; space marks."""
        options = self.query_one(OptionList)
        if event.key == "down" and self.query_one(Input).has_focus and self._shown:
            options.focus()
            event.stop()
        elif options.has_focus and event.key == "up" and not options.highlighted:
            self.query_one(Input).focus()
            event.prevent_default()
            event.stop()
        elif options.has_focus and event.key == "space":
            self._mark()
            event.stop()
        elif options.has_focus and event.key in ("j", "k"):
            (options.action_cursor_down if event.key == "j" else options.action_cursor_up)()
            event.stop()
        elif options.has_focus and event.key in ("backspace", "left"):
            self.action_up()
            event.stop()

    def _mark(self) -> None:
        entry, nr = self._entry(), self.query_one(OptionList).highlighted
        if entry is None or entry.folder or nr is None or not self._several:
            return
        path = self._path(entry)
        if path in self._marked:
            del self._marked[path]
        else:
            self._marked[path] = None
        options = self.query_one(OptionList)
        options.replace_option_prompt_at_index(nr, self._line(entry))
        options.action_cursor_down()
        if options.highlighted == 0:  # it wraps around at the end
            options.highlighted = nr
        self._say()

    def action_all(self) -> None:
        """Mark every file that is listed, or none where all are marked."""
        if not self._several:
            return
        paths = [self._path(one) for one in self._shown if not one.folder and one.elsewhere is None]
        marked = [path for path in paths if path in self._marked]
        for path in paths:
            if len(marked) == len(paths):
                del self._marked[path]
            else:
                self._marked[path] = None
        kept = self.query_one(OptionList).highlighted
        self._list()
        self.query_one(OptionList).highlighted = kept

    def action_complete(self) -> None:
        """Complete what was typed as far as it is clear; with one candidate, to the end."""
        if not self._shown:
            return
        entry = self._entry()
        names = [one.name for one in self._shown]
        if self.query_one(OptionList).has_focus and entry is not None:
            names = [entry.name]
        begin = self._typed.rpartition(os.sep)[2]
        common = common_start([name.casefold() for name in names])
        name = names[0][:common] if common > len(begin) else names[0]
        one = next((one for one in self._shown if one.name == name), None)
        self._go(self._path(one) if one is not None else self._folder() / name, slash=one is not None and one.folder)

    def action_up(self) -> None:
        """To the folder above."""
        self._go(self._folder().parent, slash=True)

    def _go(self, path: Path, *, slash: bool) -> None:
        field = self.query_one(Input)
        field.value = with_slash(path) if slash else str(path)
        field.cursor_position = len(field.value)
        if not slash:
            field.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        entry = self._entry()
        if self._marked:
            self.action_take()
        elif entry is not None and entry.folder:
            self._go(self._folder() / entry.name, slash=True)
        elif entry is not None:
            self.dismiss((self._path(entry),))

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take the marked files, or what was typed."""
        found = tuple(self._marked) or self._meant()
        if found and (self._several or len(found) == 1):
            self.dismiss(found)
        elif full_path(self._typed).is_dir() and not self._typed.endswith(os.sep):
            self._go(full_path(self._typed), slash=True)
        elif len(self._shown) == 1:
            self.action_complete()
