"""The lines of the mapping of a survey: what holds for all answers, and each column with what it becomes."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from cmo_coder.ingest.survey_mapping import Column, SurveyMapping, Use
from cmo_coder.ingest.survey_plan import SurveyPlan
from cmo_coder.ingest.survey_table import SurveyTable
from cmo_coder.ingest.survey_words import LAYOUTS, example_of, plan_text, use_text
from cmo_coder.messages import _, ngettext
from cmo_coder.realist.words import word
from cmo_coder.tui.files import size_text
from cmo_coder.tui.widgets.line_list import Line, blank, heading

_LABEL = 14
_MOST_LETTERS = 400

KEYS = {
    "i": Use.PSEUDONYM,
    "g": Use.GROUP,
    "c": Use.CASE,
    "d": Use.DATE,
    "a": Use.ATTRIBUTE,
    "o": Use.OPEN,
    "x": Use.IGNORE,
}
"""Keys that say at once what a column is."""


def column_lines(
    table: SurveyTable, mapping: SurveyMapping, width: int, *, round_label: str, keep: bool, remembered: bool
) -> list[Line]:
    """What holds for all answers, and the columns; `width` in cells."""
    kept = _("kept in the project as well ({size})").format(size=size_text(table.source_size))
    lines = [
        heading("h-all", _("For all answers")),
        _field("layout", _("Documents"), _(LAYOUTS[mapping.layout])),
        _field("type", _("Kind"), word(mapping.type)),
        _field("round", _("Round"), round_label or "-"),
        _field("keep", _("Files"), kept if keep else _("not kept: only the text goes in")),
    ]
    if len(table.sheets) > 1:
        lines.append(_field("sheet", _("Sheet"), table.sheet))
    said = _("Columns, as the last time") if remembered else _("Columns, guessed from their values")
    lines.append(heading("h-columns", said))
    first = max(16, min(30, width // 3))
    second = max(18, min(34, width // 3))
    lines += [_column(table, nr, one, first, second, width) for nr, one in enumerate(mapping.columns)]
    return lines


def _field(id_: str, label: str, text: str) -> Line:
    return Line(id_, text, lead=Content.styled(set_cell_size(label, _LABEL), "dim"), indent=_LABEL)


def _column(table: SurveyTable, nr: int, one: Column, first: int, second: int, width: int) -> Line:
    left = one.use is Use.IGNORE
    name = Content.styled(_cell(one.header, first), "dim" if left else "bold" if one.use is Use.OPEN else "")
    room = max(8, width - first - second - 3)
    text = Content.assemble((_cell(use_text(one), second), "dim" if left else ""), (example_of(table, nr, room), "dim"))
    return Line(f"column:{nr}", text, lead=name, indent=first)


def _cell(text: str, width: int) -> str:
    cut = text if cell_len(text) < width else set_cell_size(text, width - 2).rstrip() + "…"
    return set_cell_size(cut, width)


def plan_lines(table: SurveyTable, mapping: SurveyMapping, plan: SurveyPlan, there: str) -> list[Line]:
    """What loading gives, what a person should know, and the first respondent as an example."""
    lines = [Line("gives", Content.styled(_("This gives: {what}.").format(what=plan_text(plan)), "bold"), heading=True)]
    told = [*([there] if there else []), *(one.text() for one in table.warnings), *plan.warnings]
    lines += [Line(f"w-{nr}", words, lead="! ", indent=2, heading=True) for nr, words in enumerate(told)]
    people = [*plan.respondents, *(after for _before, after in plan.known)]
    if not people:
        return lines
    person = people[0]
    cases = {one.id: one.name for one in plan.cases}
    facts = [f"{one.key}: {one.value}" for one in plan.facts if one.respondent_id == person.id]
    who = [person.pseudonym, word(person.group), cases.get(person.case_id or "", ""), *facts]
    lines += [
        blank("b-first"),
        Line("who", _("The first: {who}").format(who=" · ".join(part for part in who if part)), heading=True),
    ]
    if plan.documents:
        text = plan.documents[0].text[:_MOST_LETTERS]
        lines += [
            Line(f"t-{nr}", Content.styled(line, "dim"), lead="  ", indent=2, heading=True)
            for nr, line in enumerate(text.rstrip().split("\n")[:6])
        ]
    return lines


def head_text(table: SurveyTable) -> str:
    """Which file, and how large it is."""
    n = len(table.rows)
    return " · ".join(
        (
            _("Survey {name}").format(name=table.source_name),
            ngettext("{n} respondent", "{n} respondents", n).format(n=n),
            ngettext("{n} column", "{n} columns", len(table.header)).format(n=len(table.header)),
        )
    )
