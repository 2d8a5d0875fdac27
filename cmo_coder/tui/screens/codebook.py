"""Codeboek: the tree of codes, what each means, and everything that can be done to it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static, Tree

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code, CodeStatus, CodeType
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.realist.words import word
from cmo_coder.store import codes as acts
from cmo_coder.store.counts import codings_per_code
from cmo_coder.store.memos import add_memo, memos_on
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import AskText, Choice, Confirm, Field, Form, Pick
from cmo_coder.tui.widgets.code_tree import CodeTree

TOP = "-"
EXAMPLES_SHOWN = 5


class CodebookScreen(StudyScreen):
    """The codebook."""

    ID = "codebook"
    TITLE_TEXT = N_("Codebook")
    HELP = N_(
        "The codes as a tree, with the number of codings behind each. a adds a code beside the one under the cursor, A below "
        "it; enter edits it. Merging and splitting ask for a reason, which goes to the decision log. w takes a ready "
        "codebook in."
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
    def tree(self) -> CodeTree:
        """The tree."""
        return self.query_one(CodeTree)

    @property
    def code(self) -> Code | None:
        """The code under the cursor, as it is in the project now."""
        shown = self.tree.code
        return None if shown is None else self._codes.get(shown.id)

    def refresh_data(self) -> None:
        """Read the codes again."""
        project = self.session.project
        found = acts.codes_of(project)
        self._codes = {code.id: code for code in found}
        with project.read() as reading:
            self._counts = codings_per_code(reading)
        there = any(code.status is not CodeStatus.MERGED for code in found)
        self.query_one("#empty").display = not there
        self.query_one("#desk").display = there
        self.query_one("#empty", Static).update(
            _(
                "The codebook is empty.\n\n  a   add a code\n  w   take in a ready codebook (cmo-nl, positieve-gezondheid, ...)"
            )
        )
        self.tree.show(found, self._counts)
        if self.focused is None and there:
            self.tree.focus()
        self._about()

    def context_text(self) -> str:
        """How many codes."""
        n = sum(code.status is CodeStatus.ACTIVE for code in self._codes.values())
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
            (_("Key"), code.key),
        ):
            if text:
                lines += [Content(""), Content.styled(title, "dim"), Content(text)]
        n = self._counts.get(code.id, 0)
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

    # Acts

    def _fields(self, code: Code | None, type_: CodeType) -> tuple[Field, ...]:
        kinds = tuple((one.value, word(one)) for one in CodeType)
        code_type = code.type if code else type_
        return (
            Field("name", _("Name"), code.name if code else "", needed=True),
            Field("type", _("Kind"), code_type.value, "choice", kinds),
            Field("definition", _("Definition"), code.definition if code else "", "lines"),
            Field("inclusion", _("Counts when"), code.inclusion if code else ""),
            Field("exclusion", _("Does not count when"), code.exclusion if code else ""),
            Field("example", _("Example"), code.example if code else ""),
            Field("aliases", _("Other names, with commas"), ", ".join(code.aliases) if code else ""),
            Field("colour", _("Colour (#rrggbb, may stay empty)"), code.colour if code else ""),
            Field("key", _("Key (one letter or digit, may stay empty)"), code.key if code else ""),
        )

    def do_edit(self) -> None:
        """Change the code."""
        code = self.code
        assert code is not None

        def save(values: Mapping[str, str]) -> None:
            acts.edit_code(self.session.project, code, **_values(values))

        self.cmo.push_screen(Form(_("Edit code"), self._fields(code, code.type), save), self._then)

    def _then(self, done: object) -> None:
        if done is not None:
            self.show_all()

    def _add(self, parent_id: str | None, type_: CodeType) -> None:
        def save(values: Mapping[str, str]) -> None:
            acts.add_code(self.session.project, Code(id=new_id(), parent_id=parent_id, **_values(values)))

        self.cmo.push_screen(Form(_("New code"), self._fields(None, type_), save), self._then)

    def do_add(self) -> None:
        """A code beside this one."""
        code = self.code
        self._add(code.parent_id if code else None, code.type if code else CodeType.OPEN)

    def do_add_below(self) -> None:
        """A code under this one."""
        code = self.code
        assert code is not None
        self._add(code.id, code.type)

    def _others(self, code: Code) -> list[Choice]:
        return [
            Choice(one.id, one.name, word(one.type), one.aliases)
            for one in self._codes.values()
            if one.id != code.id and one.status is CodeStatus.ACTIVE
        ]

    def do_move(self) -> None:
        """Under another code."""
        code = self.code
        assert code is not None
        choices = [Choice(TOP, _("to the top, under no code")), *self._others(code)]

        def chosen(value: str | None) -> None:
            if value is not None:
                with self.cmo.errors_shown():
                    acts.move_code(self.session.project, code, None if value == TOP else value)
                    self.show_all()

        self.cmo.push_screen(Pick(_("Under which code?"), choices), chosen)

    def _step(self, step: int) -> None:
        code = self.code
        assert code is not None
        siblings = sorted(
            (
                one
                for one in self._codes.values()
                if one.parent_id == code.parent_id and one.status is not CodeStatus.MERGED
            ),
            key=lambda one: (one.position, one.name),
        )
        at = [one.id for one in siblings].index(code.id) + step
        if 0 <= at < len(siblings):
            acts.move_code(self.session.project, code, code.parent_id, at)
            self.show_all()

    def do_higher(self) -> None:
        """Up among its neighbours."""
        self._step(-1)

    def do_lower(self) -> None:
        """Down among its neighbours."""
        self._step(1)

    def do_merge(self) -> None:
        """Into another code."""
        code = self.code
        assert code is not None

        def chosen(into_id: str | None) -> None:
            if into_id is None:
                return
            into = self._codes[into_id]
            question = _("Why are '{name}' and '{into}' one? ({n} codings go to '{into}')").format(
                name=code.name, into=into.name, n=self._counts.get(code.id, 0)
            )

            def reasoned(reason: str | None) -> None:
                if reason:
                    with self.cmo.errors_shown():
                        acts.merge_codes(self.session.project, code, into, reason)
                        self.show_all()

            self.cmo.push_screen(AskText(question, needed=True), reasoned)

        self.cmo.push_screen(
            Pick(_("Merge '{name}' into which code?").format(name=code.name), self._others(code)), chosen
        )

    def do_split(self) -> None:
        """Some of its codings to a new code."""
        from cmo_coder.tui.screens.split_code import SplitCode

        code = self.code
        assert code is not None
        if not self._counts.get(code.id):
            self.cmo.warn(_("'{name}' has no codings to move.").format(name=code.name))
            return
        self.cmo.push_screen(SplitCode(self.session.project, code), self._then)

    def do_archive(self) -> None:
        """Archive, or bring back."""
        code = self.code
        assert code is not None
        acts.archive_code(self.session.project, code, archived=code.status is CodeStatus.ACTIVE)
        self.show_all()

    def do_remove(self) -> None:
        """Delete."""
        code = self.code
        assert code is not None

        def answered(yes: bool | None) -> None:
            if yes:
                with self.cmo.errors_shown():
                    acts.remove_code(self.session.project, code)
                    self.show_all()

        self.cmo.push_screen(Confirm(_("Delete code '{name}'?").format(name=code.name)), answered)

    def do_find(self) -> None:
        """Go to a code."""
        choices = [
            Choice(one.id, one.name, word(one.type), (*one.aliases, one.definition))
            for one in self._codes.values()
            if one.status is not CodeStatus.MERGED
        ]

        def chosen(code_id: str | None) -> None:
            if code_id is not None:
                self.tree.go_to(code_id)

        self.cmo.push_screen(Pick(_("Find a code"), choices), chosen)

    def do_quotes(self) -> None:
        """All its quotes."""
        from cmo_coder.tui.screens.quotes import QuotesDialog

        code = self.code
        assert code is not None
        with self.session.project.read() as reading:
            ids = [one.fragment_id for one in reading.all(Coding, code_id=code.id)]
        if not ids:
            self.cmo.tell(_("'{name}' has no codings yet.").format(name=code.name))
            return
        QuotesDialog.show(self.cmo, code.name, ids)

    def do_memo(self) -> None:
        """A memo on the code."""
        code = self.code
        assert code is not None

        def given(text: str | None) -> None:
            if text and text.strip():
                add_memo(self.session.project, text, [("code", code.id)])
                self.show_all()

        self.cmo.push_screen(AskText(_("Memo on '{name}'").format(name=code.name), lines=True), given)

    def do_load(self) -> None:
        """A ready codebook, or a file."""
        from cmo_coder.codebook.files import read_codebook, ready_codebooks

        ready = dict(ready_codebooks())
        choices = [*(Choice(name, name) for name in ready), Choice(TOP, _("a YAML file of your own"))]

        def load(path: Path) -> None:
            from cmo_coder.codebook.study import import_codebook

            with self.cmo.errors_shown():
                done = import_codebook(self.session.project, read_codebook(path))
                self.cmo.tell(
                    _("{added} codes added, {kept} were there already").format(
                        added=len(done.added), kept=len(done.kept)
                    )
                )
                self.show_all()

        def chosen(name: str | None) -> None:
            if name == TOP:
                question = _("File name of the codebook (YAML)")
                self.cmo.push_screen(
                    AskText(question, str(Path.cwd()) + "/", needed=True),
                    lambda given: load(Path(given).expanduser()) if given else None,
                )
            elif name is not None:
                load(ready[name])

        self.cmo.push_screen(Pick(_("Which codebook?"), choices), chosen)

    def do_write(self) -> None:
        """To a YAML file."""
        from cmo_coder.codebook.files import write_codebook
        from cmo_coder.codebook.study import codebook_of

        def given(name: str | None) -> None:
            if name:
                with self.cmo.errors_shown():
                    path = Path(name).expanduser()
                    write_codebook(codebook_of(self.session.project, self.session.study.name), path)
                    self.cmo.tell(_("Written: {path}").format(path=path))

        self.cmo.push_screen(AskText(_("File for the codebook"), str(Path.cwd() / "codeboek.yaml"), needed=True), given)


def _values(values: Mapping[str, str]) -> dict[str, object]:
    return {
        **{
            name: values[name].strip()
            for name in ("name", "definition", "inclusion", "exclusion", "example", "colour", "key")
        },
        "type": CodeType(values["type"]),
        "aliases": tuple(part.strip() for part in values["aliases"].split(",") if part.strip()),
    }
