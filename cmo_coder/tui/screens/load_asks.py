"""What the preview of files asks: kind, round, case, date, title, and who speaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from cmo_coder.ingest.reading import read_file
from cmo_coder.ingest.value import ReadText
from cmo_coder.messages import N_, _
from cmo_coder.model.cases import Group
from cmo_coder.model.documents import Document, DocumentType, SpeakerKind
from cmo_coder.model.errors import UserError
from cmo_coder.realist.words import word
from cmo_coder.store.documents import SpeakerIs
from cmo_coder.store.project import Project
from cmo_coder.tui.background import behind
from cmo_coder.tui.screens.dialogs import NEW, AskText, Choice, Field, Form, Pick
from cmo_coder.tui.screens.load_speakers import ALSO_ALL, doubted, switch_interviewer
from cmo_coder.tui.screens.load_state import INTERVIEWER, UNKNOWN, Load
from cmo_coder.tui.screens.load_versions import SEPARATE, Codings, document_of, version_choices
from cmo_coder.tui.screens.with_bar import WithBar
from cmo_coder.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp

NONE = "-"


class LoadAsks(WithBar[tuple[Document, ...]]):
    """The asking half of the preview; `LoadFiles` shows what was answered."""

    def __init__(self) -> None:
        super().__init__()
        self.state: Load | None = None

    @property
    def project(self) -> Project:
        """Where the files go."""
        raise NotImplementedError

    @property
    def _cmo(self) -> CmoApp:
        from cmo_coder.tui.app import CmoApp

        assert isinstance(self.app, CmoApp)
        return self.app

    @property
    def nr(self) -> int | None:
        """The file under the cursor; nothing for all of them."""
        raise NotImplementedError

    def show_all(self) -> None:
        """Show files and preview as they are now."""
        raise NotImplementedError

    def action_change(self, what: str) -> None:
        """Ask for a field of the file under the cursor, or of all files."""
        state, nr = self.state, self.nr
        if state is None or (nr is not None and state.items[nr].plan is None) or not state.items_of(nr):
            return
        if what.startswith("speaker:"):
            _word, at, label = what.split(":", 2)
            self._ask_speaker(int(at), label)
        elif what.startswith("also:") and nr is not None:
            item = state.items[nr]
            self._read_again(nr, (*item.also, what.removeprefix("also:")), item.never)
        elif what == ALSO_ALL and nr is not None:
            item = state.items[nr]
            assert item.plan is not None
            self._read_again(nr, (*item.also, *doubted(item.plan.read)), item.never)
        elif what == "notes":
            state.switch_notes(nr)
            self.show_all()
        elif what == "originals":
            state.keep = not state.keep
            self.show_all()
        elif what == "version" and nr is not None:
            self._ask_version(nr)
        elif what == "already" and nr is not None:
            self._ask_already(nr)
        elif what == "type":
            choices = [Choice(one.value, word(one)) for one in DocumentType]
            self._pick(_("What kind of text is it?"), choices, lambda v: state.set(nr, type=DocumentType(v)))
        elif what == "round":
            self._ask_round(nr)
        elif what == "case":
            self._ask_case(nr)
        elif what in ("date", "title"):
            self._ask_text(what, nr)

    def action_interviewer(self) -> None:
        """Say that the speaker under the cursor is the interviewer, or is not."""
        line = self.query_one("#about", LineList).line
        if self.state is None or line is None or not line.id.startswith("speaker:"):
            self.show_problem(
                _("i says of a name below 'Who speaks' that it is the interviewer: go to that name first.")
            )
            return
        _word, at, label = line.id.split(":", 2)
        done = switch_interviewer(self.state, int(at), label)
        self.show_problem("")
        self.show_all()
        self._cmo.tell(_(done).format(name=label))

    def _pick(self, question: str, choices: Sequence[Choice], chosen: Callable[[str], None], new: str = "") -> None:
        def answered(value: str | None) -> None:
            if value is not None:
                try:
                    chosen(value)
                    self.show_problem("")
                except UserError as error:
                    self.show_problem(str(error))
                self.show_all()

        self.app.push_screen(Pick(question, choices, new=new), answered)

    def _ask_version(self, nr: int) -> None:
        """Whether a file is a document of its own, or a changed text of one there is; then how its codings come in."""
        state = self.state
        assert state is not None
        item, project = state.items[nr], self.project

        def looked_at(review: frozenset[str] | None) -> None:
            if review is None:
                item.version_of, item.review = None, frozenset()
            else:
                item.review = review
            self.show_all()

        def chosen(value: str | None) -> None:
            if value is None:
                return
            item.version_of = None if value == SEPARATE else document_of(project, value)
            item.review = frozenset()
            self.show_all()
            if item.version_of is not None:
                self.app.push_screen(Codings(project, item), looked_at)

        question = _("What is {name}?").format(name=item.path.name)
        self.app.push_screen(Pick(question, version_choices(project, item)), chosen)

    def _ask_already(self, nr: int) -> None:
        """What becomes of a file that is in the study already."""
        state = self.state
        assert state is not None
        item = state.items[nr]
        choices = [Choice("out", _("leave out")), Choice("separate", _("load as a separate document"))]

        def chosen(value: str) -> None:
            item.included = value != "out"

        self._pick(_("{name} is in the study already. What now?").format(name=item.path.name), choices, chosen)

    def _ask_round(self, nr: int | None) -> None:
        state = self.state
        assert state is not None
        choices = [Choice(one.id, one.label, one.period, (str(one.nr),)) for one in state.rounds()]

        def chosen(value: str) -> None:
            id_ = state.add_round(value.removeprefix(NEW)) if value.startswith(NEW) else value
            state.set(nr, round_id=None if id_ == NONE else id_)

        self._pick(_("Which round?"), [*choices, Choice(NONE, _("none"))], chosen, _("or type the name of a new round"))

    def _ask_case(self, nr: int | None) -> None:
        state = self.state
        assert state is not None
        choices = [Choice(one.id, one.name, word(one.type)) for one in state.cases()]

        def chosen(value: str) -> None:
            id_ = state.add_case(value.removeprefix(NEW)) if value.startswith(NEW) else value
            state.set(nr, case_id=None if id_ == NONE else id_)

        self._pick(_("Which case?"), [*choices, Choice(NONE, _("none"))], chosen, _("or type the name of a new case"))

    def _ask_text(self, field: str, nr: int | None) -> None:
        state = self.state
        assert state is not None
        present = state.common(nr, field)

        def given(text: str | None) -> None:
            if text is None:
                return
            try:
                state.set(nr, **{field: text.strip()})
                self.show_problem("")
            except UserError as error:
                self.show_problem(str(error))
            self.show_all()

        question = _("Date (2026-01-31; may stay empty)") if field == "date" else _("Title of the document")
        start = str(present[0]) if len(present) == 1 else ""
        self.app.push_screen(AskText(question, start, needed=field == "title"), given)

    def _ask_speaker(self, at: int, label: str) -> None:
        state = self.state
        assert state is not None
        plan = state.items[at].plan
        assert plan is not None
        now = state.respondent(plan.speakers[label].respondent_id)
        choices = []
        if now is not None and now.id in state.new:
            choices.append(Choice("edit", _("{name}: another name or group").format(name=now.pseudonym)))
        cases = {one.id: one.name for one in state.cases()}
        choices += [
            Choice(one.id, one.pseudonym, f"{word(one.group)} · {cases.get(one.case_id or '', '-')}", (one.function,))
            for one in state.respondents()
        ]
        choices += [Choice("interviewer", word(SpeakerKind.INTERVIEWER)), Choice("unknown", word(SpeakerKind.UNKNOWN))]
        choices.append(Choice("never", _("no speaker: these are words of the text")))

        def chosen(value: str) -> None:
            if value == "interviewer":
                state.set_speaker(at, label, INTERVIEWER)
            elif value == "unknown":
                state.set_speaker(at, label, UNKNOWN)
            elif value == "never":
                item = state.items[at]
                also = tuple(one for one in item.also if one != label)
                self._read_again(at, also, (*item.never, label))
            elif value == "edit" or value.startswith(NEW):
                self._name_respondent(at, label, now.id if now and value == "edit" else None, value.removeprefix(NEW))
            else:
                state.set_speaker(at, label, SpeakerIs(SpeakerKind.RESPONDENT, value))

        question = _("Who is {label} in {title}?").format(label=label, title=plan.title)
        self._pick(question, choices, chosen, _("or type the pseudonym of a new respondent"))

    def _name_respondent(self, at: int, label: str, respondent_id: str | None, typed: str) -> None:
        state = self.state
        assert state is not None
        plan = state.items[at].plan
        assert plan is not None
        now = state.respondent(respondent_id)
        fields = (
            Field("pseudonym", _("Pseudonym"), now.pseudonym if now else typed, needed=True),
            Field(
                "group",
                _("Group"),
                (now.group if now else Group.OTHER).value,
                "choice",
                tuple((one.value, word(one)) for one in Group),
            ),
        )

        def save(values: Mapping[str, str]) -> None:
            case_id = now.case_id if now else plan.case_id
            id_ = state.name_respondent(respondent_id, values["pseudonym"], Group(values["group"]), case_id)
            state.set_speaker(at, label, SpeakerIs(SpeakerKind.RESPONDENT, id_))

        self.app.push_screen(Form(_("New respondent"), fields, save), lambda _done: self.show_all())

    def _read_again(self, nr: int, also: tuple[str, ...], never: tuple[str, ...]) -> None:
        """Read one file with other speakers, in a worker."""
        state = self.state
        assert state is not None
        path = state.items[nr].path

        def read() -> None:
            self.app.call_from_thread(taken, read_file(path, also=also, never=never))

        def taken(found: ReadText) -> None:
            state.read_again(nr, found, also, never)
            self.show_all()

        behind(self, read, N_("The file was not read again"), self.show_problem, group="load")
