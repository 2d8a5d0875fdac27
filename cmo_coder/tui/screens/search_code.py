"""Coding what a search found: which code, how much gets it, a look beforehand, and then as one change.

With thousands of hits reading and writing takes seconds, so both are done behind the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.codes import Code
from cmo_coder.realist.words import word
from cmo_coder.store.autocode import AutocodePlan, Boundary, autocode, plan_autocode
from cmo_coder.store.search import Hit
from cmo_coder.store.whereabouts import Places
from cmo_coder.text.cells import displayable
from cmo_coder.tui.background import behind
from cmo_coder.tui.screens.dialogs import NEW, Choice, Dialog, Pick
from cmo_coder.tui.screens.search_asks import active_codes
from cmo_coder.tui.widgets.line_list import Line, LineList, heading

if TYPE_CHECKING:
    from cmo_coder.store.project import Project
    from cmo_coder.tui.app import CmoApp

MOST_SHOWN = 300
"""How many codings are shown one by one before they are made."""
MANY = 300
"""From so many hits on, it is said that one has to wait."""

BOUNDARIES = {
    Boundary.SENTENCE: N_("the whole sentence"),
    Boundary.TURN: N_("the whole turn"),
    Boundary.WORD: N_("only the words"),
}


@dataclass(frozen=True, slots=True)
class _Coding:
    """What is to be coded with what."""

    app: CmoApp
    project: Project
    hits: Sequence[Hit]
    code: Code | str
    then: Callable[[], None]

    @property
    def name(self) -> str:
        """The code's name."""
        return self.code if isinstance(self.code, str) else self.code.name

    def behind(self, work: Callable[[], Callable[[], None]]) -> None:
        """Do something behind the screen, and then what it gives back on the screen; an error is a message."""
        if len(self.hits) >= MANY:
            self.app.tell(_("One moment ..."))

        def run() -> None:
            self.app.call_from_thread(work())

        behind(self.app, run, N_("What was found was not coded"), group="autocode")


def ask_autocode(app: CmoApp, hits: Sequence[Hit], then: Callable[[], None]) -> None:
    """Ask for a code and how far it reaches, show what that comes to, and do it."""
    assert app.session is not None
    project = app.session.project
    codes = {code.id: code for code in active_codes(project)}
    choices = [Choice(code.id, code.name, word(code.type), code.aliases) for code in codes.values()]
    n = len(hits)
    question = ngettext("Which code for {n} hit?", "Which code for {n} hits?", n).format(n=n)

    def with_code(value: str | None) -> None:
        if value is not None:
            code = value.removeprefix(NEW) if value.startswith(NEW) else codes[value]
            _ask_boundary(_Coding(app, project, hits, code, then))

    app.push_screen(Pick(question, choices, new=_("ctrl+s: a new code with this name")), with_code)


def _ask_boundary(coding: _Coding) -> None:
    everyone = _("interviewers too")
    choices = [Choice(boundary.value, _(title)) for boundary, title in BOUNDARIES.items()]
    choices += [Choice(f"all:{boundary.value}", f"{_(title)}, {everyone}") for boundary, title in BOUNDARIES.items()]

    def with_boundary(value: str | None) -> None:
        if value is None:
            return

        def look() -> Callable[[], None]:
            known = None if isinstance(coding.code, str) else coding.code
            boundary = Boundary(value.removeprefix("all:"))
            everybody = value.startswith("all:")
            plan = plan_autocode(coding.project, coding.hits, known, boundary, with_interviewer=everybody)
            places = Places(coding.project)
            return lambda: _confirm(coding, plan, places)

        coding.behind(look)

    coding.app.push_screen(Pick(_("How much gets the code?"), choices), with_boundary)


def _confirm(coding: _Coding, plan: AutocodePlan, places: Places) -> None:
    app = coding.app
    if not plan.codings:
        app.tell(" ".join([_("There is nothing to code."), *_left_out(plan)]))
        return

    def make() -> Callable[[], None]:
        made = autocode(coding.project, plan, coding.code)

        def done() -> None:
            app.tell(_("{code}: {codings} (u takes it back)").format(code=coding.name, codings=_codings(made)))
            coding.then()

        return done

    def answered(yes: bool | None) -> None:
        if yes:
            coding.behind(make)

    app.push_screen(Preview(preview_text(plan, coding.name), plan, places), answered)


class Preview(Dialog[bool]):
    """What coding would come to: how many, and the words themselves; y (in Dutch also j) does it."""

    DEFAULT_CSS = """
    Preview > .dialog { width: 96; }
    Preview LineList { height: auto; max-height: 60vh; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,j,enter", "answer(True)", show=False, priority=True),
        Binding("n", "answer(False)", show=False),
    ]
    OWN_KEYS = (
        ("y j enter", N_("code them")),
        ("↑ ↓", N_("look at what would be coded")),
        ("n", N_("no, code nothing")),
    )

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
