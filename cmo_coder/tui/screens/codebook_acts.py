"""What can be done to a code: add, edit, move, merge, split, archive, remove; load and write a codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_coder.messages import _
from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code, CodeStatus, CodeType
from cmo_coder.model.fragments import Coding
from cmo_coder.realist.words import word
from cmo_coder.store import codes as acts
from cmo_coder.store.memos import add_memo
from cmo_coder.text.keywords import keywords_in
from cmo_coder.tui.screens.alike import warn_of_alike, warn_of_alike_pairs
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import AskText, Choice, Confirm, Field, Form, Pick

if TYPE_CHECKING:
    from cmo_coder.suggest.alike import CodeLikeness
    from cmo_coder.suggest.suggester import Suggester
    from cmo_coder.tui.suggesting_jobs import Work

TOP = "-"


class CodebookActs(StudyScreen):
    """The acts of the codebook screen; `CodebookScreen` shows what they do."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[str, Code] = {}
        """Every code by id, merged ones too."""
        self.counts: Mapping[str, int] = {}
        """How often each code was used, by id."""

    @property
    def code(self) -> Code | None:
        """The code under the cursor."""
        raise NotImplementedError

    def go_to_code(self, code_id: str) -> None:
        """Put the cursor on a code."""
        raise NotImplementedError

    def _fields(self, code: Code | None, type_: CodeType) -> tuple[Field, ...]:
        kinds = tuple((one.value, word(one)) for one in CodeType)
        code_type = code.type if code else type_
        words = ", ".join(code.keywords) if code else ""
        return (
            Field("name", _("Name"), code.name if code else "", needed=True),
            Field("type", _("Kind"), code_type.value, "choice", kinds),
            Field("definition", _("Definition"), code.definition if code else "", "lines"),
            Field("inclusion", _("Counts when"), code.inclusion if code else ""),
            Field("exclusion", _("Does not count when"), code.exclusion if code else ""),
            Field("example", _("Example"), code.example if code else ""),
            Field("aliases", _("Other names, with commas"), ", ".join(code.aliases) if code else ""),
            Field("keywords", _("Suggest for these words (wacht*, /pattern/), with commas"), words),
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
            made.append(acts.add_code(self.session.project, Code(id=new_id(), parent_id=parent_id, **_values(values))))

        def then(done: object) -> None:
            self._then(done)
            for code in made:
                self.go_to_code(code.id)
                warn_of_alike(self.cmo, code, self.codes.values())

        made: list[Code] = []
        self.cmo.push_screen(Form(_("New code"), self._fields(None, type_), save), then)

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
            for one in self.codes.values()
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
                for one in self.codes.values()
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
            into = self.codes[into_id]
            question = _("Why are '{name}' and '{into}' one? ({n} codings go to '{into}')").format(
                name=code.name, into=into.name, n=self.counts.get(code.id, 0)
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
        if not self.counts.get(code.id):
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
            for one in self.codes.values()
            if one.status is not CodeStatus.MERGED
        ]

        def chosen(code_id: str | None) -> None:
            if code_id is not None:
                self.go_to_code(code_id)

        self.cmo.push_screen(Pick(_("Find a code"), choices), chosen)

    def do_queue(self) -> None:
        """What is not coded yet and looks most like the code."""
        from cmo_coder.tui.screens.queue import QueueScreen

        code = self.code
        assert code is not None
        screen = self.cmo.show("queue")
        assert isinstance(screen, QueueScreen)
        screen.go_through(code_id=code.id)

    def do_alike(self) -> None:
        """Codes like the one under the cursor: enter goes to one, l to its words."""
        from cmo_coder.tui.screens.alike_lists import AlikeDialog, code_lines

        code = self.code
        assert code is not None

        def chosen(answer: str | None) -> None:
            what, _space, id_ = (answer or "").rpartition(" ")
            if id_:
                self.go_to_code(id_)
            if what == "words":
                self._show_quotes(self.codes[id_])

        def show(found: Sequence[CodeLikeness]) -> None:
            if not found:
                self.cmo.tell(_("No other code looks like '{name}'.").format(name=code.name))
                return
            title = _("Codes like '{name}'").format(name=code.name)
            keys = _("enter: go to the code · l: its words · esc: back")
            self.cmo.push_screen(AlikeDialog(title, code_lines(found, self.codes), keys, with_words=True), chosen)

        def work(made: Suggester) -> Work:
            from cmo_coder.suggest.alike import codes_like

            found = codes_like(made, code, self.codes)
            return lambda: show(found)

        if reason := self.cmo.suggesting.why_not:
            self.cmo.warn(reason)
        elif not self.cmo.suggesting.ask_soon(work):
            self.cmo.tell(_("Learning from the codebook and the codings so far …"))

    def do_quotes(self) -> None:
        """All its quotes."""
        code = self.code
        assert code is not None
        self._show_quotes(code)

    def _show_quotes(self, code: Code) -> None:
        from cmo_coder.tui.screens.quotes import QuotesDialog

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
                names = set(done.added)
                new = [one for one in self.codes.values() if one.name in names]
                warn_of_alike_pairs(self.cmo, new, self.codes.values())

        def from_file(paths: tuple[Path, ...] | None) -> None:
            for path in paths or ():
                load(path)

        def chosen(name: str | None) -> None:
            if name == TOP:
                from cmo_coder.tui.screens.pick_files import PickFiles

                question = _("Which codebook? A YAML file")
                self.cmo.push_screen(PickFiles(question, Path.cwd(), (".yaml", ".yml"), several=False), from_file)
            elif name is not None:
                load(ready[name])

        self.cmo.push_screen(Pick(_("Which codebook?"), choices), chosen)

    def do_write(self) -> None:
        """To a YAML file."""
        from cmo_coder.codebook.files import write_codebook
        from cmo_coder.codebook.study import codebook_of
        from cmo_coder.export.files import checked_path
        from cmo_coder.tui.screens.writing import ask_and_write

        project, name = self.session.project, self.session.study.name

        def write(path: Path, overwrite: bool) -> Path:
            path = path if path.suffix else path.with_suffix(".yaml")
            checked_path(path, overwrite=overwrite)
            write_codebook(codebook_of(project, name), path)
            return path

        ask_and_write(self.cmo, _("File for the codebook"), _("codebook.yaml"), write)


def _values(values: Mapping[str, str]) -> dict[str, Any]:
    return {
        **{
            name: values[name].strip()
            for name in ("name", "definition", "inclusion", "exclusion", "example", "colour", "key")
        },
        "type": CodeType(values["type"]),
        "aliases": tuple(part.strip() for part in values["aliases"].split(",") if part.strip()),
        "keywords": keywords_in(values["keywords"]),
    }
