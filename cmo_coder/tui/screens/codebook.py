"""Codeboek: the tree of codes, what each means, and everything that can be done to it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static, Tree

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.codes import Code, CodeStatus
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.realist.words import word
from cmo_coder.store import codes as acts
from cmo_coder.store.counts import codings_per_code
from cmo_coder.store.memos import memos_on
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.codebook_acts import CodebookActs
from cmo_coder.tui.widgets.code_tree import CodeTree

EXAMPLES_SHOWN = 5


class CodebookScreen(CodebookActs):
    """The codebook."""

    ID = "codebook"
    TITLE_TEXT = N_("Codebook")
    HELP = N_(
        "The codes as a tree, with the number of codings behind each. a adds a code beside the one under the cursor, A "
        "below it; enter edits it. Merging and splitting ask for a reason, which goes to the decision log. w takes a "
        "ready codebook in."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("codebook.edit", N_("Edit"), N_("Change name, definition, colour, key, ... of the code"), footer=True),
        Command("codebook.add", N_("Add"), N_("Add a code beside this one"), footer=True),
        Command("codebook.add_below", N_("Add below"), N_("Add a code under this one"), footer=True),
        Command("codebook.move", N_("Move"), N_("Put the code under another one"), footer=True),
        Command("codebook.higher", N_("Higher"), N_("Move the code up among its neighbours")),
        Command("codebook.lower", N_("Lower"), N_("Move the code down among its neighbours")),
        Command("codebook.merge", N_("Merge"), N_("Merge the code into another one, with a reason"), footer=True),
        Command("codebook.split", N_("Split"), N_("Move some of its codings to a new code, with a reason")),
        Command("codebook.archive", N_("Archive"), N_("Take the code out of what is offered, or bring it back")),
        Command("codebook.remove", N_("Delete"), N_("Delete a code that was never used")),
        Command("codebook.find", N_("Find"), N_("Find a code by a few letters"), footer=True),
        Command("codebook.quotes", N_("Quotes"), N_("All quotes with this code"), footer=True),
        Command("codebook.memo", N_("Memo"), N_("Write a memo on the code")),
        Command("codebook.queue", N_("Most like it"), N_("What is not coded yet and looks most like this code")),
        Command("codebook.alike", N_("Similar codes"), N_("Codes like this one, and why"), footer=True),
        Command("codebook.load", N_("Load"), N_("Take a ready codebook or a YAML file in")),
        Command("codebook.write", N_("Write"), N_("Write the codebook to a YAML file")),
    )
    DEFAULT_CSS = """
    CodebookScreen CodeTree { width: 1fr; background: $background; padding: 0 1; }
    CodebookScreen #details { width: 50%; border-left: solid $panel; padding: 0 1; }
    CodebookScreen #empty { padding: 1 2; }
    """

    def compose_body(self) -> ComposeResult:
        """Tree and details."""
        yield Static(id="empty", markup=False)
        with Horizontal(id="desk"):
            yield CodeTree(id="codes", with_archived=True)
            with VerticalScroll(id="details", can_focus=False):
                yield Static(id="about")

    @property
    def code_tree(self) -> CodeTree:
        """The tree."""
        return self.query_one(CodeTree)

    @property
    def code(self) -> Code | None:
        """The code under the cursor, as it is in the project now."""
        shown = self.code_tree.code
        return None if shown is None else self.codes.get(shown.id)

    def refresh_data(self) -> None:
        """Read the codes again."""
        project = self.session.project
        found = acts.codes_of(project)
        self.codes = {code.id: code for code in found}
        with project.read() as reading:
            self.counts = codings_per_code(reading)
        there = any(code.status is not CodeStatus.MERGED for code in found)
        self.query_one("#empty").display = not there
        self.query_one("#desk").display = there
        self.query_one("#empty", Static).update(
            _(
                "The codebook is empty.\n\n  a   add a code\n"
                "  w   take in a ready codebook (cmo-nl, positieve-gezondheid, ...)"
            )
        )
        self.code_tree.show(found, self.counts)
        if self.focused is None and there:
            self.code_tree.focus()
        if self.code is None and there:
            self.call_after_refresh(self.go_to_top)
        self._about()

    def go_to_top(self) -> None:
        """The first code."""
        self.code_tree.cursor_line = 0

    def go_to_code(self, code_id: str) -> None:
        """Put the cursor on a code."""
        # The tree knows its lines only after it has been drawn; it then puts the cursor where it was first.
        self.code_tree.call_after_refresh(self.code_tree.go_to, code_id)

    def context_text(self) -> str:
        """How many codes."""
        n = sum(code.status is CodeStatus.ACTIVE for code in self.codes.values())
        return ngettext("{n} code", "{n} codes", n).format(n=n)

    @on(Tree.NodeHighlighted)
    def _moved(self) -> None:
        self._about()
        self.refresh_footer()

    @on(Tree.NodeSelected)
    def _entered(self) -> None:
        self.run_command("codebook.edit")

    def _about(self) -> None:
        code = self.code
        if code is None:
            self.query_one("#about", Static).update("")
            return
        lines = [Content.styled(code.name, "bold"), Content.styled(f"{word(code.type)} · {word(code.status)}", "dim")]
        for title, text in (
            (_("Definition"), code.definition),
            (_("Counts when"), code.inclusion),
            (_("Does not count when"), code.exclusion),
            (_("Example"), code.example),
            (_("Other names"), ", ".join(code.aliases)),
            (_("Suggested for"), ", ".join(code.keywords)),
            (_("Key"), code.key),
        ):
            if text:
                lines += [Content(""), Content.styled(title, "dim"), Content(text)]
        n = self.counts.get(code.id, 0)
        lines += [Content(""), Content.styled(ngettext("{n} coding", "{n} codings", n).format(n=n), "dim")]
        for quote in self._some_quotes(code):
            lines.append(Content(f"  “{quote}”"))
        for memo in memos_on(self.session.project, "code", code.id):
            lines += [Content(""), Content.styled(_("Memo"), "dim"), Content(memo.text)]
        self.query_one("#about", Static).update(Content("\n").join(lines))

    def _some_quotes(self, code: Code) -> list[str]:
        with self.session.project.read() as reading:
            codings = reading.all(Coding, order=("at",), code_id=code.id)[:EXAMPLES_SHOWN]
            fragments = reading.among(Fragment, "id", [one.fragment_id for one in codings])
        return [f.quote if len(f.quote) <= 160 else f.quote[:157] + "…" for f in fragments]

    def why_not(self, command_id: str) -> str:
        """Most things need a code."""
        if command_id in ("codebook.add", "codebook.load"):
            return ""
        return "" if self.code is not None else _("There is no code here.")
