"""Loading files: read them behind a progress bar, show what was understood, ask what it is, and only then accept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList, Static
from textual.worker import get_current_worker

from cmo_coder.ingest.already import already_there
from cmo_coder.ingest.loading import known_of
from cmo_coder.ingest.reading import read_file
from cmo_coder.ingest.source import Stopped
from cmo_coder.ingest.versions import by_file_name
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.store.originals import keeps_originals
from cmo_coder.tui.background import behind, sentence_of
from cmo_coder.tui.screens.load_asks import LoadAsks
from cmo_coder.tui.screens.load_lines import ALL, all_lines, file_lines, item_lines
from cmo_coder.tui.screens.load_state import FileRead, Load
from cmo_coder.tui.screens.load_versions import take_in
from cmo_coder.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from cmo_coder.store.project import Project

NONE = "-"


class LoadFiles(LoadAsks):
    """Gives the documents that were made; nothing where nothing was accepted."""

    DEFAULT_CSS = """
    LoadFiles #files { width: 30%; max-width: 40; height: 1fr; }
    LoadFiles #about { width: 1fr; height: 1fr; border-left: solid $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "accept", show=False),
        Binding("space", "switch", show=False),
        Binding("tab,right,left", "other_side", show=False, priority=True),
        Binding("t", "change('type')", show=False),
        Binding("r", "change('round')", show=False),
        Binding("c", "change('case')", show=False),
        Binding("d", "change('date')", show=False),
        Binding("o", "change('originals')", show=False),
        Binding("i", "interviewer", show=False),
    ]

    def __init__(self, project: Project, paths: Sequence[Path]) -> None:
        super().__init__()
        self._project, self._paths = project, tuple(paths)
        self._accepting = False

    def help_text(self) -> str:
        """What this screen is for."""
        return _("What was understood of the files, before anything is taken in: nothing is in the study yet.")

    def help_lines(self) -> Sequence[str]:
        """What is seen where."""
        return (
            _("Left the files; right what holds for them and who speaks in them, with a look at the text."),
            _("The words of an interviewer are shown, and are never evidence."),
        )

    def help_keys(self) -> Sequence[tuple[str, str]]:
        """Its keys."""
        return (
            ("tab ← →", _("to the list of files, and back")),
            ("enter", _("change the line under the cursor: who speaks, the round, the case, the date")),
            ("i", _("the speaker under the cursor is the interviewer, or is not")),
            ("t r c d", _("kind, round, case and date, of all files or of one")),
            ("o", _("keep the file itself in the study too, or only its text")),
            (_("space"), _("leave the file under the cursor out, or take it in again")),
            ("ctrl+s", _("take the files in")),
            ("esc", _("back; nothing was taken in")),
        )

    @property
    def project(self) -> Project:
        """Where the files go."""
        return self._project

    def compose(self) -> ComposeResult:
        """The bar while reading; files and preview after it."""
        yield Static(id="head", markup=False)
        yield from self.bar()
        with Horizontal(id="desk"):
            yield LineList(id="files")
            yield LineList(id="about")
        yield Static(id="problem", markup=False)
        yield Static(id="foot", markup=False)

    def on_mount(self) -> None:
        """Begin to read."""
        self.query_one("#desk").display = False
        self.query_one("#problem").display = False
        n = len(self._paths)
        self.query_one("#head", Static).update(ngettext("Reading {n} file", "Reading {n} files", n).format(n=n))
        self.query_one("#foot", Static).update(_("esc stop"))
        behind(self, self._read, N_("The files were not read"), self._unreadable, group="load")

    # Reading

    def _read(self) -> None:
        worker = get_current_worker()
        found: list[FileRead] = []
        for nr, path in enumerate(self._paths):
            watch = self.watch_of(worker, f"{nr + 1}/{len(self._paths)}  {path.name}", nr, len(self._paths))
            try:
                watch(0)
                found.append(FileRead(path, read_file(path, watch=watch)))
            except Stopped:
                return
            except Exception as error:  # the other files can be loaded all the same
                found.append(FileRead(path, problem=sentence_of(error, N_("The file was not read"))))
        there = already_there(self._project, [one.read for one in found if one.read is not None])
        keep, names = keeps_originals(self._project), by_file_name(self._project)
        state = Load(found, known_of(self._project), there, keep=keep, names=names)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._ready, state)

    def _unreadable(self, words: str) -> None:
        self.query_one("#reading").display = False
        self.query_one("#foot", Static).update(_("esc back"))
        self.show_problem(words)

    def _ready(self, state: Load) -> None:
        if self not in self.app.screen_stack:
            return
        self.state = state
        self.show_bar(False)
        self.show_all()
        files = self.query_one("#files", LineList)
        if len(state.items) == 1:
            files.go_to("0")
            self._about()
        self.query_one("#about" if state.taken() else "#files").focus()

    # Showing

    @property
    def nr(self) -> int | None:
        """The file under the cursor; nothing for all of them."""
        line = self.query_one("#files", LineList).line
        return None if line is None or line.id == ALL else int(line.id)

    def show_all(self) -> None:
        assert self.state is not None
        self.query_one("#files", LineList).show(file_lines(self.state))
        self._about()
        n, problems = len(self.state.taken()), sum(bool(item.problem) for item in self.state.items)
        parts = [_("Load files"), ngettext("{n} file to load", "{n} files to load", n).format(n=n)]
        if problems:
            parts.append(ngettext("{n} cannot be read", "{n} cannot be read", problems).format(n=problems))
        self.query_one("#head", Static).update(" · ".join(parts))
        self.query_one("#foot", Static).update(
            _("ctrl+s load  enter change  i interviewer  r round  space out  tab files")
        )

    def _about(self) -> None:
        if self.state is None:
            return
        about = self.query_one("#about", LineList)
        about.show(all_lines(self.state) if self.nr is None else item_lines(self.state, self.nr))

    @on(OptionList.OptionHighlighted, "#files")
    def _moved(self) -> None:
        self._about()

    @on(OptionList.OptionSelected, "#files")
    def _to_preview(self) -> None:
        self.query_one("#about").focus()

    @on(OptionList.OptionSelected, "#about")
    def _chosen(self) -> None:
        line = self.query_one("#about", LineList).line
        if line is not None:
            self.action_change(line.id)

    def action_other_side(self) -> None:
        """From the files to the preview and back."""
        if self.state is not None:
            files = self.query_one("#files")
            (self.query_one("#about") if files.has_focus else files).focus()

    def action_leave(self) -> None:
        """Stop; nothing was written. While it is being written, this takes back what was."""
        if self._accepting:
            self.workers.cancel_group(self, "accept")
            return
        self.workers.cancel_group(self, "load")
        self.dismiss(())

    def action_switch(self) -> None:
        """Leave a file out, or take it in again."""
        if self.state is None or self.nr is None:
            return
        item = self.state.items[self.nr]
        item.included = not item.included
        self.show_all()

    # Accepting

    def action_accept(self) -> None:
        """Write the documents, as one change."""
        if self.state is None or self._accepting:
            return
        plans, versions = self.state.separate(), self.state.versions()
        if not plans and not versions:
            self.show_problem(_("No file is left to load."))
            return
        self._accepting = True
        self.show_problem("")
        n = len(plans) + len(versions)
        words = ngettext("Loading {n} file …", "Loading {n} files …", n).format(n=n)
        self.query_one("#foot", Static).update(_("esc stop"))
        self.show_bar(True)
        self.show_progress(words, 0)
        new, keep = tuple(self.state.new.values()), self.state.keep

        def accept() -> None:
            watch = self.watch_of(get_current_worker(), words)
            try:
                made = take_in(self._project, plans, versions, new, keep_originals=keep, watch=watch)
            except Stopped:
                self.app.call_from_thread(self._refused, _("Stopped. Nothing was loaded."))
            else:
                self.app.call_from_thread(self.dismiss, made)

        behind(self, accept, N_("The files were not loaded"), self._refused, group="accept", exclusive=False)

    def _refused(self, words: str) -> None:
        self._accepting = False
        self.show_bar(False)
        self.show_all()
        self.show_problem(words)
