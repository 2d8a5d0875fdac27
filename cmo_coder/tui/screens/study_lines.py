"""The lines of the study screen, one function per section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from cmo_coder.messages import N_, _
from cmo_coder.model.cases import Case, CaseAttribute, RespondentAttribute
from cmo_coder.model.documents import Document, Speaker
from cmo_coder.realist.words import fact_text, word
from cmo_coder.store.cases import attributes_of, cases_of, respondents_of
from cmo_coder.store.project import Project
from cmo_coder.store.study import coders_of, rounds_of, study_of
from cmo_coder.store.themes import questions_of, themes_of
from cmo_coder.tui.screens.profiles import LANGUAGES, PROFILES
from cmo_coder.tui.widgets.line_list import Line, blank

FACTS = 22
"""Cells for the name of a fact of the study."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A section as it is shown: the names of its columns (empty where it has none) and its lines."""

    head: str
    lines: tuple[Line, ...]


class Columns:
    """Columns of a width in cells; the last one (0) takes what is left. What is too long for its column is cut."""

    def __init__(self, width: int, *columns: tuple[str, int]) -> None:
        used = sum(cells for _title, cells in columns)
        self._columns = [(title, cells or max(8, width - used)) for title, cells in columns]

    def head(self) -> str:
        """The names of the columns."""
        return self.row(*(title for title, _cells in self._columns))

    def row(self, *texts: str) -> str:
        """One line."""
        parts = [
            set_cell_size(_cut(text, cells - 1), cells)
            for text, (_title, cells) in zip(texts, self._columns, strict=True)
        ]
        return "".join(parts).rstrip()


def _cut(text: str, cells: int) -> str:
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1).rstrip() + "…"


def study_lines(project: Project, width: int) -> Listing:
    """The facts of the study itself, and what is still to be done before coding."""
    del width
    study = study_of(project)
    ethics = word(study.ethics)
    if study.ethics_reason:
        ethics = f"{ethics}: {study.ethics_reason}" if ethics else study.ethics_reason
    facts = (
        ("name", _("Name"), study.name),
        ("question", _("Question"), study.question),
        ("client", _("Commissioned by"), study.client),
        ("pillar", _("Programme or pillar"), study.pillar),
        ("profile", _("Mechanism as"), _(PROFILES[study.profile])),
        ("language", _("Language of the study"), _(LANGUAGES.get(study.language, study.language))),
        ("ethics", _("Ethics review"), ethics),
    )
    lines = [
        Line(id_, value or "-", lead=Content.styled(set_cell_size(title, FACTS), "dim"), indent=FACTS)
        for id_, title, value in facts
    ]
    todo = _todo(project)
    if todo:
        lines.append(blank("b-todo"))
        lines += [Line(f"todo-{nr}", text, lead="! ", indent=2, heading=True) for nr, text in enumerate(todo)]
    return Listing("", tuple(lines))


def _todo(project: Project) -> list[str]:
    found = []
    if not rounds_of(project):
        found.append(_("No rounds yet: press 2, then a."))
    if not cases_of(project):
        found.append(_("No cases yet: press 3, then a."))
    if project.coder is None:
        found.append(_("It is not known who works here: press 5, then w."))
    with project.read() as reading:
        if not reading.count(Document):
            found.append(_("No documents yet: press g d to load interviews; respondents come along with them."))
    return found


def round_lines(project: Project, width: int) -> Listing:
    """The rounds by number, with their documents."""
    with project.read() as reading:
        used = Counter(one.round_id for one in reading.all(Document))
    table = Columns(width, (_("Nr"), 3), (_("Round"), 24), (_("Documents"), 11), (_("What for"), 18), (_("Period"), 0))
    return Listing(
        table.head(),
        tuple(
            Line(one.id, table.row(str(one.nr), one.label, str(used[one.id]), word(one.purpose), one.period))
            for one in rounds_of(project)
        ),
    )


def case_lines(project: Project, width: int) -> Listing:
    """The cases as a tree, each with its attributes under it."""
    with project.read() as reading:
        used = Counter(one.case_id for one in reading.all(Document))
    cases = cases_of(project)
    attributes: dict[str, list[CaseAttribute]] = {}
    for one in attributes_of(project):
        attributes.setdefault(one.case_id, []).append(one)
    table = Columns(width, (_("Case"), 30), (_("Kind"), 14), (_("Documents"), 11), (_("Phase"), 0))
    lines: list[Line] = []

    def walk(parent_id: str | None, depth: int) -> None:
        for case in (one for one in cases if one.parent_id == parent_id):
            name = "  " * depth + case.name
            lines.append(Line(case.id, table.row(name, word(case.type), str(used[case.id]), case.phase)))
            for one in attributes.get(case.id, ()):
                value = Content.styled(f"{one.key}: {fact_text(one)}", "dim")
                lines.append(Line(f"attribute:{one.id}", value, lead="", indent=4 + 2 * depth))
            walk(case.id, depth + 1)

    walk(None, 0)
    return Listing(table.head(), tuple(lines))


def respondent_lines(project: Project, width: int) -> Listing:
    """The respondents by pseudonym."""
    cases = {one.id: one.name for one in cases_of(project)}
    facts: dict[str, list[str]] = {}
    with project.read() as reading:
        for fact in reading.all(RespondentAttribute, order=("position", "key")):
            facts.setdefault(fact.respondent_id, []).append(f"{fact.key}: {fact.value}")
        speaks: dict[str, set[str]] = {}
        for speaker in reading.all(Speaker):
            if speaker.respondent_id is not None:
                speaks.setdefault(speaker.respondent_id, set()).add(speaker.document_id)
    table = Columns(
        width, (_("Pseudonym"), 12), (_("Group"), 14), (_("Case"), 13), (_("Consent"), 9), (_("Documents"), 11),
        (_("Function, organisation, attributes"), 0),
    )  # fmt: skip
    return Listing(
        table.head(),
        tuple(
            Line(
                one.id,
                table.row(
                    one.pseudonym,
                    word(one.group),
                    cases.get(one.case_id or "", "-"),
                    word(one.consent),
                    str(len(speaks.get(one.id, ()))),
                    ", ".join(part for part in (one.function, one.organisation, *facts.get(one.id, ())) if part),
                ),
            )
            for one in respondents_of(project)
        ),
    )


def coder_lines(project: Project, width: int) -> Listing:
    """The coders; who works here has an arrow and words."""
    here = project.coder.id if project.coder is not None else None
    table = Columns(width - 2, (_("Coder"), 28), (_("Role"), 13), (_("Codes blind"), 14), ("", 0))
    return Listing(
        "  " + table.head(),
        tuple(
            Line(
                one.id,
                table.row(
                    one.name,
                    word(one.role),
                    _("yes") if one.blind else _("no"),
                    _("works here now") if one.id == here else "",
                ),
                lead="▸ " if one.id == here else "  ",
                indent=2,
            )
            for one in coders_of(project)
        ),
    )


def theme_lines(project: Project, width: int) -> Listing:
    """The themes in their own order, each with its questions under it."""
    questions = questions_of(project)
    table = Columns(width, (_("Theme"), max(30, width - 22)), (_("On which list"), 0))
    lines = []
    for one in themes_of(project):
        lines.append(Line(one.id, table.row(one.label, word(one.list))))
        for nr, text in enumerate(questions.get(one.id, ())):
            lines.append(Line(f"question:{one.id}:{nr}", Content.styled(text, "dim"), lead="", indent=4, heading=True))
    return Listing(table.head(), tuple(lines))


SECTIONS: tuple[tuple[str, str, Callable[[Project, int], Listing], str], ...] = (
    ("study", N_("Study"), study_lines, ""),
    ("rounds", N_("Rounds"), round_lines, N_("No rounds yet. a adds one.")),
    ("cases", N_("Cases"), case_lines, N_("No cases yet (a region, a neighbourhood, an organisation). a adds one.")),
    (
        "respondents",
        N_("Respondents"),
        respondent_lines,
        N_("No respondents yet. They come along when interviews are loaded (g d), or a adds one."),
    ),
    ("coders", N_("Coders"), coder_lines, N_("No coders yet. a adds one; w then says who works here.")),
    ("themes", N_("Themes"), theme_lines, N_("No themes yet. a adds one with its questions.")),
)
"""Each section: id, title, its lines, and what to do where it is empty."""


def within(cases: Sequence[Case], case_id: str) -> set[str]:
    """A case and all cases within it, by id: it cannot be put under one of those."""
    found = {case_id}
    while True:
        more = {one.id for one in cases if one.parent_id in found} - found
        if not more:
            return found
        found |= more
