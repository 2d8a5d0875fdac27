"""What is said about a survey to a person: what a column becomes, its values, what loading would give."""

from __future__ import annotations

from cmo_coder.ingest.survey_mapping import Column, Layout, Use
from cmo_coder.ingest.survey_plan import SurveyPlan
from cmo_coder.ingest.survey_table import SurveyTable
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.cases import AttributeType

USES = {
    Use.PSEUDONYM: N_("pseudonym of the respondent"),
    Use.GROUP: N_("group of the respondent"),
    Use.FUNCTION: N_("function of the respondent"),
    Use.ORGANISATION: N_("organisation of the respondent"),
    Use.CASE: N_("case"),
    Use.DATE: N_("date of the answers"),
    Use.ATTRIBUTE: N_("attribute"),
    Use.CASE_ATTRIBUTE: N_("attribute of the case"),
    Use.OPEN: N_("open question"),
    Use.IGNORE: N_("left out"),
}
TYPES = {
    AttributeType.TEXT: N_("words"),
    AttributeType.NUMBER: N_("number"),
    AttributeType.DATE: N_("day"),
    AttributeType.ORDINAL: N_("in order"),
    AttributeType.BOOLEAN: N_("yes or no"),
}
LAYOUTS = {
    Layout.RESPONDENT: N_("a document for each respondent"),
    Layout.QUESTION: N_("a document for each question"),
}
_LONGEST = 40


def use_text(column: Column) -> str:
    """What a column becomes: "attribute (number)"."""
    words = _(USES[column.use])
    if column.use in (Use.ATTRIBUTE, Use.CASE_ATTRIBUTE):
        words += f" ({_(TYPES[column.type])})"
    return words if column.name == column.header or column.use is Use.IGNORE else f"{words}: {column.name}"


def example_of(table: SurveyTable, nr: int, longest: int = _LONGEST) -> str:
    """The first different values of a column, as far as they fit in a number of code points."""
    values = list(dict.fromkeys(" ".join(value.split()) for value in table.column(nr) if value))
    if not values:
        return _("(empty)")
    words = ""
    for value in values:
        more = f"{words}, {value}" if words else value
        if len(more) > longest:
            return f"{words}, …" if words else f"{value[: longest - 1].rstrip()}…"
        words = more
    return words


def plan_text(plan: SurveyPlan) -> str:
    """What loading gives, in numbers; nothing is said of what there is none of."""
    people, facts = len(plan.respondents), len(plan.facts) + len(plan.case_facts)
    parts = [
        (people, ngettext("{n} new respondent", "{n} new respondents", people)),
        (len(plan.cases), ngettext("{n} new case", "{n} new cases", len(plan.cases))),
        (facts, ngettext("{n} attribute", "{n} attributes", facts)),
        (plan.answers, ngettext("{n} open answer", "{n} open answers", plan.answers)),
        (len(plan.documents), ngettext("{n} document", "{n} documents", len(plan.documents))),
    ]
    return ", ".join(words.format(n=number) for number, words in parts if number)
