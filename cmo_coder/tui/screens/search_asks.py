"""What the search screen asks: how to search, and where to look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from cmo_coder.messages import N_, _
from cmo_coder.model.cases import Case, Group, Respondent
from cmo_coder.model.codes import Code, CodeStatus, CodeType
from cmo_coder.model.documents import Document, SpeakerKind
from cmo_coder.model.study import Round
from cmo_coder.realist.words import word
from cmo_coder.store.codes import codes_of
from cmo_coder.store.search import FuzzyQuery, PatternQuery, Query, WordQuery
from cmo_coder.store.search_scope import Scope
from cmo_coder.tui.screens.dialogs import Choice, Pick
from cmo_coder.tui.screens.pick_many import PickMany

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

ROLES = (CodeType.C, CodeType.I, CodeType.M_RES, CodeType.M_RED, CodeType.O)
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
    choices += [Choice(f"codes:{one.id}", one.name, _("words with this code")) for one in active_codes(project)]
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


def active_codes(project: Project) -> list[Code]:
    """The codes that are in use."""
    return [code for code in codes_of(project) if code.status is CodeStatus.ACTIVE]
