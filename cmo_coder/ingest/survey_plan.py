"""What a survey and its mapping would add to the study: respondents with their attributes, cases, documents of answers.

Questions are spoken as by an interviewer: their words can never be evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from cmo_coder.ingest.guessing import date_in_name, group_in_words, number_of
from cmo_coder.ingest.survey_mapping import (
    Layout,
    SurveyMapping,
    Use,
    typed,
)
from cmo_coder.ingest.survey_table import SurveyTable
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.base import changed, new_id
from cmo_coder.model.cases import (
    Case,
    CaseAttribute,
    CaseType,
    Group,
    Respondent,
    RespondentAttribute,
)
from cmo_coder.model.documents import Document, SpeakerKind, TextVersion
from cmo_coder.model.errors import RuleError
from cmo_coder.store.documents import NewDocument, NewTurn, SpeakerIs
from cmo_coder.store.project import Project
from cmo_coder.store.texts import sha256_of

_LONGEST_TITLE = 80


@dataclass(slots=True)
class SurveyPlan:
    """What a survey would add to a study, and what a person should know about it."""

    documents: list[NewDocument] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    respondents: list[Respondent] = field(default_factory=list)
    known: list[tuple[Respondent, Respondent]] = field(default_factory=list)
    """Respondents that are in the study already: as they are, and as the survey says they are."""
    facts: list[RespondentAttribute] = field(default_factory=list)
    case_facts: list[CaseAttribute] = field(default_factory=list)
    answers: int = 0
    warnings: list[str] = field(default_factory=list)


def plan_survey(
    project: Project, table: SurveyTable, mapping: SurveyMapping, *, round_id: str | None = None
) -> SurveyPlan:
    """What loading would add. Nothing is written.

    Raises RuleError where the mapping cannot be right: no answers and no facts, or a pseudonym that stands twice.
    """
    if not any(mapping.places(use) for use in (Use.OPEN, Use.ATTRIBUTE, Use.CASE_ATTRIBUTE)):
        raise RuleError(
            N_("No column is an open question or an attribute: there is nothing to load."),
            N_("Say of at least one column that it is an open question."),
        )
    with project.read() as reading:
        words = {one.sha256 for one in reading.all(TextVersion, in_force=True)}
        known = {one.pseudonym: one for one in reading.all(Respondent)}
        cases = {one.name.casefold(): one for one in reading.all(Case)}
        last = reading.highest(Case, "position")
    plan = _Planner(table, mapping, known, cases, last, round_id).plan()
    new = [one for one in plan.documents if sha256_of(one.text) not in words]
    if len(new) < len(plan.documents):
        n = len(plan.documents) - len(new)
        plan.documents = new
        plan.warnings.append(
            ngettext(
                "{n} document holds words that are in the study already, and is left out.",
                "{n} documents hold words that are in the study already, and are left out.",
                n,
            ).format(n=n)
        )
    return plan


class _Planner:
    """Goes through the rows once."""

    def __init__(
        self,
        table: SurveyTable,
        mapping: SurveyMapping,
        known: dict[str, Respondent],
        cases: dict[str, Case],
        last: int,
        round_id: str | None,
    ) -> None:
        self._table, self._mapping, self._known, self._cases = table, mapping, known, cases
        self._last, self._round_id = last, round_id
        self._made = SurveyPlan()
        self._seen: dict[str, int] = {}
        self._numbers = [number for one in known if (number := number_of(one)) is not None]
        self._groups: Counter[str] = Counter()
        self._case_values: dict[tuple[str, int], Counter[str]] = {}
        self._people: list[Respondent] = []
        self._days: list[str] = []

    def plan(self) -> SurveyPlan:
        for nr, row in enumerate(self._table.rows):
            self._row(nr, row)
        self._case_facts()
        if self._mapping.layout is Layout.QUESTION:
            self._by_question()
        else:
            self._by_respondent()
        self._tell()
        return self._made

    def _value(self, row: Sequence[str], use: Use) -> str:
        places = self._mapping.places(use)
        return row[places[0]] if places else ""

    def _row(self, nr: int, row: Sequence[str]) -> None:
        case = self._case(self._value(row, Use.CASE))
        pseudonym = self._pseudonym(nr, self._value(row, Use.PSEUDONYM))
        fields = {
            "group": self._group(self._value(row, Use.GROUP)),
            "function": self._value(row, Use.FUNCTION),
            "organisation": self._value(row, Use.ORGANISATION),
            "case_id": case.id if case else None,
        }
        there = self._known.get(pseudonym)
        if there is None:
            person = Respondent(id=new_id(), pseudonym=pseudonym, **fields)  # type: ignore[arg-type]
            self._made.respondents.append(person)
        else:
            said = {name: value for name, value in fields.items() if value and value is not Group.OTHER}
            person = changed(there, **said)
            self._made.known.append((there, person))
        self._people.append(person)
        self._days.append(date_in_name(self._value(row, Use.DATE)[:10]))
        for position, at in enumerate(self._mapping.places(Use.ATTRIBUTE), start=1):
            if row[at]:
                self._made.facts.append(self._fact(person, at, row[at], position))
        if case is not None:
            for at in self._mapping.places(Use.CASE_ATTRIBUTE):
                if row[at]:
                    self._case_values.setdefault((case.id, at), Counter())[row[at]] += 1

    def _fact(self, person: Respondent, at: int, value: str, position: int) -> RespondentAttribute:
        column = self._mapping.columns[at]
        return RespondentAttribute(
            id=new_id(),
            respondent_id=person.id,
            key=column.name,
            value=typed(value, column.type),
            type=column.type,
            position=position,
        )

    def _pseudonym(self, nr: int, said: str) -> str:
        if not self._mapping.places(Use.PSEUDONYM):
            number = max(self._numbers, default=0) + 1
            self._numbers.append(number)
            del self._numbers[:-1]
            return f"R{number:02d}"
        line = self._table.line + nr
        if not said:
            raise RuleError(
                N_("Row {row} has no pseudonym (column '{column}')."),
                N_("Fill it in in the file, or let the program number the respondents (leave that column out)."),
                row=line,
                column=self._mapping.columns[self._mapping.places(Use.PSEUDONYM)[0]].header,
            )
        if said in self._seen:
            raise RuleError(
                N_("'{name}' stands in row {first} and in row {row}: a respondent has one row."),
                N_("Choose another column for the pseudonym, or mend the file."),
                name=said,
                first=self._seen[said],
                row=line,
            )
        self._seen[said] = line
        return said

    def _group(self, said: str) -> Group:
        if not said:
            return Group.OTHER
        try:
            return Group(said.strip().casefold().replace(" ", "_"))
        except ValueError:
            found = group_in_words(said)
            if found is Group.OTHER:
                self._groups[said] += 1
            return found

    def _case(self, name: str) -> Case | None:
        if not name:
            return None
        found = self._cases.get(name.casefold())
        if found is None:
            self._last += 1
            found = Case(id=new_id(), name=name, type=CaseType.REGION, position=self._last)
            self._cases[name.casefold()] = found
            self._made.cases.append(found)
        return found

    def _case_facts(self) -> None:
        differ: set[str] = set()
        for (case_id, at), values in self._case_values.items():
            column = self._mapping.columns[at]
            if len(values) > 1:
                differ.add(column.name)
            value = typed(values.most_common(1)[0][0], column.type)
            self._made.case_facts.append(
                CaseAttribute(
                    id=new_id(), case_id=case_id, key=column.name, value=value, type=column.type, position=at + 1
                )
            )
        if differ:
            self._made.warnings.append(
                _("Within a case not all rows say the same; the usual value was taken: {names}.").format(
                    names=", ".join(sorted(differ))
                )
            )

    # Documents

    def _by_respondent(self) -> None:
        for person, day, row in zip(self._people, self._days, self._table.rows, strict=True):
            parts = _Parts()
            for at in self._mapping.places(Use.OPEN):
                if row[at]:
                    parts.add(self._mapping.columns[at].name, _QUESTION)
                    parts.add(row[at], person.pseudonym)
                    self._made.answers += 1
            if parts.turns:
                speakers = {_QUESTION: _ASKS, person.pseudonym: SpeakerIs(SpeakerKind.RESPONDENT, person.id)}
                self._document(person.pseudonym, parts, speakers, person.case_id, day)

    def _by_question(self) -> None:
        for at in self._mapping.places(Use.OPEN):
            question = self._mapping.columns[at].name
            parts = _Parts()
            parts.add(question, _QUESTION)
            speakers = {_QUESTION: _ASKS}
            for person, row in zip(self._people, self._table.rows, strict=True):
                if row[at]:
                    parts.add(row[at], person.pseudonym, label=f"{person.pseudonym}: ")
                    speakers[person.pseudonym] = SpeakerIs(SpeakerKind.RESPONDENT, person.id)
                    self._made.answers += 1
            if len(parts.turns) > 1:
                title = question if len(question) <= _LONGEST_TITLE else question[: _LONGEST_TITLE - 1].rstrip() + "…"
                self._document(title, parts, speakers, None, "")

    def _document(
        self, title: str, parts: _Parts, speakers: dict[str, SpeakerIs], case_id: str | None, day: str
    ) -> None:
        document = Document(
            id=new_id(),
            title=title,
            type=self._mapping.type,
            date=day,
            round_id=self._round_id,
            case_id=case_id,
            source_name=self._table.source_name,
            source_sha256=self._table.file_sha256,
        )
        self._made.documents.append(NewDocument(document, parts.text(), tuple(parts.turns), speakers))

    def _tell(self) -> None:
        told = self._made.warnings
        if self._groups:
            told.append(
                _("Groups that are not known, which became 'other': {names}.").format(
                    names=", ".join(name for name, _n in self._groups.most_common(8))
                )
            )
        if self._made.known:
            n = len(self._made.known)
            told.append(
                ngettext(
                    "{n} respondent is in the study already and is added to ({names}).",
                    "{n} respondents are in the study already and are added to ({names}).",
                    n,
                ).format(n=n, names=", ".join(one.pseudonym for one, _after in self._made.known[:5]))
            )
        if self._mapping.layout is Layout.RESPONDENT and self._mapping.places(Use.OPEN):
            silent = len(self._people) - len(self._made.documents)
            if silent:
                told.append(
                    ngettext(
                        "{n} respondent answered no open question: only the facts are loaded.",
                        "{n} respondents answered no open question: only the facts are loaded.",
                        silent,
                    ).format(n=silent)
                )


_QUESTION = "?"
"""The label of the questions of a survey, as an interviewer: their words are nobody's answer."""
_ASKS = SpeakerIs(SpeakerKind.INTERVIEWER)


class _Parts:
    """The text of a document in parts, each a turn on lines of its own."""

    def __init__(self) -> None:
        self.turns: list[NewTurn] = []
        self._texts: list[str] = []
        self._length = 0

    def add(self, words: str, speaker: str, label: str = "") -> None:
        start = self._length
        text = f"{label}{words}"
        self.turns.append(NewTurn(start, start + len(text), start + len(label), speaker))
        self._texts.append(text)
        self._length += len(text) + 1

    def text(self) -> str:
        return "\n".join(self._texts) + "\n"
