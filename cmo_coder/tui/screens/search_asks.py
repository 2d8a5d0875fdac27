"""What the search screen asks: how to search, where to look, and how to code what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.cases import Case, Group, Respondent
from cmo_coder.model.codes import Code, CodeStatus, CodeType
from cmo_coder.model.documents import Document, SpeakerKind
from cmo_coder.model.study import Round
from cmo_coder.realist.words import word
from cmo_coder.store.autocode import AutocodePlan, Boundary, autocode, plan_autocode
from cmo_coder.store.codes import codes_of
from cmo_coder.store.search import FuzzyQuery, Hit, PatternQuery, Query, WordQuery
from cmo_coder.store.search_scope import Scope
from cmo_coder.store.whereabouts import Places
from cmo_coder.text.cells import displayable
from cmo_coder.tui.screens.dialogs import NEW, Choice, Dialog, Pick
from cmo_coder.tui.screens.pick_many import PickMany
from cmo_coder.tui.widgets.line_list import Line, LineList, heading

if TYPE_CHECKING:
    from cmo_coder.store.project import Project
    from cmo_coder.tui.app import CmoApp


class Mode(StrEnum):
    """How the typed words are read."""

    WORDS = "words"
    FORMS = "forms"
    ACCENTS = "accents"
    REGEX = "regex"
    FUZZY = "fuzzy"


MODES: dict[Mode, tuple[str, str]] = {
    Mode.WORDS: (N_("words"), N_("words, phrases, gemeen*, ~lopen, AND OR NOT NEAR/5")),
    Mode.FORMS: (N_("all forms"), N_("every word in all its forms: loop, liep, gelopen")),
    Mode.ACCENTS: (N_("with accents"), N_("words with exactly these accents: één is not een")),
    Mode.REGEX: (N_("regular expression"), N_("for who knows them; reads every text")),
    Mode.FUZZY: (N_("likeness"), N_("words that were heard or written differently; reads every text")),
}

MOST_SHOWN = 300
"""How many codings are shown one by one before they are made."""

ROLES = (CodeType.C, CodeType.I, CodeType.M_RES, CodeType.M_RED, CodeType.O)
BOUNDARIES = {
    Boundary.SENTENCE: N_("the whole sentence"),
    Boundary.TURN: N_("the whole turn"),
    Boundary.WORD: N_("only the words"),
}
SPEAKERS = {
    SpeakerKind.RESPONDENT: N_("what respondents say"),
    SpeakerKind.INTERVIEWER: N_("what interviewers say"),
    SpeakerKind.UNKNOWN: N_("what is said by nobody known"),
}


def query_of(mode: Mode, typed: str, language: str) -> Query:
    """The query for words typed in a mode."""
    if mode is Mode.REGEX:
        return PatternQuery(typed)
    if mode is Mode.FUZZY:
        return FuzzyQuery(typed)
    return WordQuery(typed, mode is Mode.FORMS, mode is Mode.ACCENTS, language)


def ask_mode(app: CmoApp, then: Callable[[Mode], None]) -> None:
    """Ask how the words are to be read."""
    choices = [Choice(mode.value, _(title), _(hint)) for mode, (title, hint) in MODES.items()]

    def chosen(value: str | None) -> None:
        if value is not None:
            then(Mode(value))

    app.push_screen(Pick(_("How to search"), choices), chosen)


# Where to look


def scope_choices(project: Project) -> list[Choice]:
    """Everything that a search can be kept to: what, and which, joined by a colon."""
    with project.read() as reading:
        cases, rounds = reading.all(Case, order=("position", "name")), reading.all(Round, order=("nr",))
        respondents = reading.all(Respondent, order=("pseudonym",))
        documents = reading.all(Document, order=("position", "title"))
    choices = [Choice("uncoded:", _("only words that nobody has coded"))]
    choices += [Choice(f"speakers:{kind.value}", _(title)) for kind, title in SPEAKERS.items()]
    choices += [Choice(f"cases:{one.id}", one.name, _("case")) for one in cases]
    choices += [Choice(f"rounds:{one.id}", one.label, _("round")) for one in rounds]
    present = {one.group for one in respondents}
    choices += [Choice(f"groups:{one.value}", word(one), _("group")) for one in Group if one in present]
    choices += [Choice(f"roles:{one.value}", word(one), _("words with a code of this role")) for one in ROLES]
    choices += [Choice(f"codes:{one.id}", one.name, _("words with this code")) for one in _codes(project)]
    choices += [Choice(f"respondents:{one.id}", one.pseudonym, _("respondent")) for one in respondents]
    choices += [Choice(f"documents:{one.id}", one.title, _("document")) for one in documents]
    return choices


def scope_of(values: Sequence[str]) -> Scope:
    """The scope for what was chosen."""

    def of(kind: str) -> tuple[str, ...]:
        return tuple(value.partition(":")[2] for value in values if value.startswith(kind + ":"))

    return Scope(
        documents=of("documents"),
        cases=of("cases"),
        rounds=of("rounds"),
        respondents=of("respondents"),
        groups=tuple(Group(value) for value in of("groups")),
        speakers=tuple(SpeakerKind(value) for value in of("speakers")),
        codes=of("codes"),
        roles=tuple(CodeType(value) for value in of("roles")),
        uncoded=bool(of("uncoded")),
    )


def ask_scope(app: CmoApp, present: Sequence[str], then: Callable[[tuple[str, ...], tuple[str, ...]], None]) -> None:
    """Ask where to look; gives what was chosen, and how that reads."""
    assert app.session is not None
    choices = scope_choices(app.session.project)
    titles = {choice.value: choice.title for choice in choices}

    def chosen(values: tuple[str, ...] | None) -> None:
        if values is not None:
            then(values, tuple(titles[value] for value in values))

    question = _("Where to look? Several of one kind: one of them. Different kinds: all of them. None: everywhere.")
    app.push_screen(PickMany(question, choices, [value for value in present if value in titles]), chosen)


# Coding what was found


def ask_autocode(app: CmoApp, hits: Sequence[Hit], then: Callable[[], None]) -> None:
    """Ask for a code and how far it reaches, show what that comes to, and do it."""
    assert app.session is not None
    project = app.session.project
    codes = {code.id: code for code in _codes(project)}
    choices = [Choice(code.id, code.name, word(code.type), code.aliases) for code in codes.values()]
    n = len(hits)
    question = ngettext("Which code for {n} hit?", "Which code for {n} hits?", n).format(n=n)

    def with_code(value: str | None) -> None:
        if value is not None:
            code = value.removeprefix(NEW) if value.startswith(NEW) else codes[value]
            _ask_boundary(app, project, hits, code, then)

    app.push_screen(Pick(question, choices, new=_("ctrl+s: a new code with this name")), with_code)


def _ask_boundary(
    app: CmoApp, project: Project, hits: Sequence[Hit], code: Code | str, then: Callable[[], None]
) -> None:
    known = None if isinstance(code, str) else code
    choices = []
    for boundary, title in BOUNDARIES.items():
        plan = plan_autocode(project, hits, known, boundary)
        choices.append(Choice(boundary.value, _(title), _codings(len(plan.codings))))
    everyone = _("interviewers too")
    choices += [Choice(f"all:{boundary.value}", f"{_(title)}, {everyone}") for boundary, title in BOUNDARIES.items()]

    def with_boundary(value: str | None) -> None:
        if value is None:
            return
        boundary = Boundary(value.removeprefix("all:"))
        with app.errors_shown():
            plan = plan_autocode(project, hits, known, boundary, with_interviewer=value.startswith("all:"))
            _confirm(app, project, plan, code, then)

    app.push_screen(Pick(_("How much gets the code?"), choices), with_boundary)


def _confirm(app: CmoApp, project: Project, plan: AutocodePlan, code: Code | str, then: Callable[[], None]) -> None:
    name = code if isinstance(code, str) else code.name
    if not plan.codings:
        app.tell(" ".join([_("There is nothing to code."), *_left_out(plan)]))
        return

    def answered(yes: bool | None) -> None:
        if yes:
            with app.errors_shown():
                made = autocode(project, plan, code)
                app.tell(_("{code}: {codings} (u takes it back)").format(code=name, codings=_codings(made)))
                then()

    app.push_screen(Preview(preview_text(plan, name), plan, Places(project)), answered)


class Preview(Dialog[bool]):
    """What coding would come to: how many, and the words themselves; y does it."""

    DEFAULT_CSS = """
    Preview > .dialog { width: 96; }
    Preview LineList { height: auto; max-height: 60vh; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", show=False, priority=True),
        Binding("n", "answer(False)", show=False),
    ]

    def __init__(self, question: str, plan: AutocodePlan, places: Places) -> None:
        super().__init__()
        self._question, self._plan, self._places = question, plan, places

    def compose(self) -> ComposeResult:
        """The question, the words, what to press."""
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="question", markup=False)
            yield LineList(id="words")
            yield Label(_("y: code them · up and down: look · esc: no"), classes="dim", markup=False)

    def on_mount(self) -> None:
        """The first of them, document by document."""
        super().on_mount()
        lines: list[Line] = []
        document_id = ""
        for number, one in enumerate(self._plan.codings[:MOST_SHOWN]):
            if one.document_id != document_id:
                document_id = one.document_id
                lines.append(heading(document_id, self._places.title(document_id)))
            words = " ".join(self._places.text(document_id).text[one.start : one.end].split())
            lines.append(Line(str(number), displayable(words), lead="- ", indent=2))
        if (more := len(self._plan.codings) - MOST_SHOWN) > 0:
            lines.append(Line("more", ngettext("and {n} more", "and {n} more", more).format(n=more), heading=True))
        words_list = self.query_one(LineList)
        words_list.show(lines)
        words_list.focus()

    def action_answer(self, yes: bool) -> None:
        """Close with an answer."""
        self.dismiss(yes)


def preview_text(plan: AutocodePlan, name: str) -> str:
    """What coding would come to, in words."""
    hits = ngettext("{n} hit", "{n} hits", plan.hits).format(n=plan.hits)
    documents = ngettext("{n} document", "{n} documents", plan.documents).format(n=plan.documents)
    lines = [
        _("Put {code} on {hits}: {codings} in {documents}, as one change?").format(
            code=name, hits=hits, codings=_codings(len(plan.codings)), documents=documents
        ),
        *_left_out(plan),
    ]
    return "\n".join(lines)


def _left_out(plan: AutocodePlan) -> list[str]:
    lines = []
    if plan.doubled:
        text = ngettext("{n} hit carries it already.", "{n} hits carry it already.", plan.doubled)
        lines.append(text.format(n=plan.doubled))
    if plan.interviewer:
        text = ngettext(
            "{n} hit is an interviewer's words and is left out.",
            "{n} hits are an interviewer's words and are left out.",
            plan.interviewer,
        )
        lines.append(text.format(n=plan.interviewer))
    return lines


def _codings(number: int) -> str:
    return ngettext("{n} coding", "{n} codings", number).format(n=number)


def _codes(project: Project) -> list[Code]:
    return [code for code in codes_of(project) if code.status is CodeStatus.ACTIVE]
