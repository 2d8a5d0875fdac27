"""What each column of a survey is: the respondent, a fact, an open question; guessed from the values, said by a person,
and remembered for the next survey with the same columns.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cmo_coder.ingest.guessing import date_in_name, group_in_words
from cmo_coder.ingest.survey_table import SurveyTable
from cmo_coder.messages import N_
from cmo_coder.model.cases import AttributeType, Group
from cmo_coder.model.documents import DocumentType
from cmo_coder.model.errors import UserError


class Use(StrEnum):
    """What becomes of a column."""

    PSEUDONYM = "pseudonym"
    GROUP = "group"
    FUNCTION = "function"
    ORGANISATION = "organisation"
    CASE = "case"
    DATE = "date"
    ATTRIBUTE = "attribute"
    CASE_ATTRIBUTE = "case_attribute"
    OPEN = "open"
    IGNORE = "ignore"


ONCE = frozenset((Use.PSEUDONYM, Use.GROUP, Use.FUNCTION, Use.ORGANISATION, Use.CASE, Use.DATE))
"""Uses that only one column can have."""


class Layout(StrEnum):
    """How open answers become documents."""

    RESPONDENT = "respondent"
    """A document for each respondent, with the answers to all questions below each other."""
    QUESTION = "question"
    """A document for each question, with the answers of all respondents below each other."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one column is. `name` is the name of the attribute, or the question as it stands in the text."""

    header: str
    use: Use
    name: str
    type: AttributeType = AttributeType.TEXT


@dataclass(frozen=True, slots=True)
class SurveyMapping:
    """What all columns of a survey are, in the order of the survey."""

    columns: tuple[Column, ...]
    layout: Layout = Layout.RESPONDENT
    type: DocumentType = DocumentType.OPEN_ANSWER

    def with_column(self, nr: int, **fields: Any) -> SurveyMapping:
        """With other fields of one column; who had a use that only one can have before gives it up."""
        changed = dataclasses.replace(self.columns[nr], **fields)
        columns = [
            dataclasses.replace(one, use=Use.IGNORE) if at != nr and one.use is changed.use and one.use in ONCE else one
            for at, one in enumerate(self.columns)
        ]
        columns[nr] = changed
        return dataclasses.replace(self, columns=tuple(columns))

    def places(self, use: Use) -> tuple[int, ...]:
        """The numbers of the columns of a use."""
        return tuple(nr for nr, one in enumerate(self.columns) if one.use is use)


def signature(header: Sequence[str]) -> str:
    """What surveys with the same columns in the same order have in common."""
    return hashlib.sha256("\n".join(map(_key, header)).encode()).hexdigest()[:32]


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


# Guessing

_ID = re.compile(
    r"(?:respondent|deelnemer|participant|case|response|antwoord|record)?[ _-]?"
    r"(?:id|nr|nummer|number|code|pseudoniem|pseudonym)|#|respondent|deelnemer",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"naam|name\b|e-?mail|telefoon|phone|mobiel|adres|address|postcode|zip|geboorte|birth|bsn|ip.?adres|ip.?address"
    r"|latitude|longitude|locatie.*coord",
    re.IGNORECASE,
)
_GROUP = re.compile(r"groep|group|rol\b|role\b|doelgroep|hoedanigheid", re.IGNORECASE)
_FUNCTION = re.compile(r"functie|function|beroep|profession|job", re.IGNORECASE)
_ORGANISATION = re.compile(r"organisatie|organi[sz]ation|werkgever|employer|instelling", re.IGNORECASE)
_CASE = re.compile(
    r"regio|region|gemeente|municipality|wijk|buurt|neighbo|casus|\bcase\b|provincie|province|locatie|location",
    re.IGNORECASE,
)
_DATE = re.compile(r"datum|date|tijdstempel|timestamp|ingevuld|submitted|start|end", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_NUMBER = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})*,\d+|[-+]?\d+(?:[.,]\d+)?%?")
_OPEN_LETTERS = 35
"""Answers of which the longer half is longer than this were typed."""
_OPEN_DIFFERENT = 0.5
_CLOSED_MOST = 12
_YES_NO = frozenset(("ja", "nee", "yes", "no", "true", "false", "waar", "onwaar", "j", "n", "y"))


def guess_mapping(table: SurveyTable) -> SurveyMapping:
    """What the columns probably are, by their names and values: a person sees it before it counts."""
    columns: list[Column] = []
    taken: set[Use] = set()
    for nr, header in enumerate(table.header):
        values = [value for value in table.column(nr) if value]
        use, type_ = _guess(header, values, len(table.rows), hidden=nr in table.hidden)
        if use in ONCE and use in taken:
            use = Use.IGNORE if use in (Use.PSEUDONYM, Use.DATE) else Use.ATTRIBUTE
        taken.add(use)
        columns.append(Column(header, use, header, type_))
    return SurveyMapping(tuple(columns))


def _guess(header: str, values: Sequence[str], rows: int, *, hidden: bool) -> tuple[Use, AttributeType]:
    type_ = type_of_values(values)
    if not values or hidden or _PERSONAL.search(header) or _share(values, _EMAIL) > 0.3:
        return Use.IGNORE, type_
    different = len(set(values))
    short = max(map(len, values)) <= 20
    if _ID.fullmatch(header.strip()) and different == len(values) == rows and short:
        return Use.PSEUDONYM, type_
    if type_ is AttributeType.DATE:
        return (Use.DATE if _DATE.search(header) else Use.ATTRIBUTE), type_
    if _is_open(values):
        return Use.OPEN, AttributeType.TEXT
    if _GROUP.search(header) and sum(group_in_words(one) is not Group.OTHER for one in set(values)):
        return Use.GROUP, type_
    few = different <= max(_CLOSED_MOST, rows // 4) and type_ is AttributeType.TEXT
    for words, use in ((_FUNCTION, Use.FUNCTION), (_ORGANISATION, Use.ORGANISATION)):
        if words.search(header) and type_ is AttributeType.TEXT:
            return use, type_
    if _CASE.search(header) and few:
        return Use.CASE, type_
    if different == len(values) == rows > 3 and type_ in (AttributeType.TEXT,) and short:
        return Use.IGNORE, type_  # a token or key of the program that held the survey
    return Use.ATTRIBUTE, type_


def _is_open(values: Sequence[str]) -> bool:
    """Whether these are answers in people's own words: long, or mostly different and of several words."""
    lengths = sorted(map(len, values))
    different = len({value.casefold() for value in values}) / len(values)
    if lengths[len(lengths) // 2] > _OPEN_LETTERS and different > _OPEN_DIFFERENT:
        return True
    words = sorted(len(value.split()) for value in values)
    return different > 0.8 and len(values) > 4 and words[len(words) // 2] >= 3 and lengths[-1] > _OPEN_LETTERS


def _share(values: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.fullmatch(value) is not None for value in values) / max(1, len(values))


def type_of_values(values: Sequence[str]) -> AttributeType:
    """How values are read and sorted: numbers (also with a decimal comma), days, yes and no, or words."""
    if not values:
        return AttributeType.TEXT
    if {value.casefold() for value in values} <= _YES_NO:
        return AttributeType.BOOLEAN
    if all(_NUMBER.fullmatch(value) for value in values):
        return AttributeType.NUMBER
    if all(date_in_name(value[:10]) and len(value) <= 25 for value in values):
        return AttributeType.DATE
    return AttributeType.TEXT


def typed(value: str, type_: AttributeType) -> str:
    """A value as it is kept: "3,5" as "3.5", "1-3-2026" as "2026-03-01"; what does not fit the type stays as it is."""
    if type_ is AttributeType.NUMBER and _NUMBER.fullmatch(value):
        return value.replace(".", "").replace(",", ".") if "," in value else value
    if type_ is AttributeType.DATE:
        return date_in_name(value[:10]) or value
    return value


# Keeping


def to_plain(mapping: SurveyMapping) -> dict[str, Any]:
    """A mapping as JSON or YAML knows it: the form of a mapping file."""
    return {
        "survey": 1,
        "layout": mapping.layout.value,
        "type": mapping.type.value,
        "columns": [_column_plain(one) for one in mapping.columns],
    }


def _column_plain(one: Column) -> dict[str, str]:
    plain = {"column": one.header, "use": one.use.value}
    if one.name != one.header:
        plain["name"] = one.name
    if one.type is not AttributeType.TEXT:
        plain["type"] = one.type.value
    return plain


def from_plain(plain: object, table: SurveyTable) -> SurveyMapping:
    """A mapping out of its plain form, for a table: columns that it does not name are left out.

    Raises UserError where the form is not right, or it names a column that the table does not have.
    """
    if not isinstance(plain, Mapping) or not isinstance(plain.get("columns"), list):
        raise UserError(N_("This is no mapping of a survey: it has no list of columns."), _HOW)
    said: dict[str, Column] = {}
    headers = {_key(header): header for header in table.header}
    for one in plain["columns"]:
        if not isinstance(one, Mapping) or not isinstance(one.get("column"), str | int | float):
            raise UserError(N_("In the mapping a column has no name."), _HOW)
        header = headers.get(_key(str(one["column"])), str(one["column"]))
        said[header] = Column(
            header,
            _choice(Use, one.get("use", Use.IGNORE.value), header),
            str(one.get("name", header)),
            _choice(AttributeType, one.get("type", AttributeType.TEXT.value), header),
        )
    unknown = [header for header in said if header not in table.header]
    if unknown:
        raise UserError(
            N_("The mapping names columns that {name} does not have: {columns}."),
            N_("The columns are: {known}."),
            name=table.source_name,
            columns=", ".join(unknown),
            known=", ".join(table.header),
        )
    columns = tuple(said.get(header, Column(header, Use.IGNORE, header)) for header in table.header)
    double = [use for use, n in Counter(one.use for one in columns).items() if n > 1 and use in ONCE]
    if double:
        raise UserError(
            N_("In the mapping several columns are '{use}', and only one can be."), _HOW, use=double[0].value
        )
    return SurveyMapping(
        columns,
        _choice(Layout, plain.get("layout", Layout.RESPONDENT.value), "layout"),
        _choice(DocumentType, plain.get("type", DocumentType.OPEN_ANSWER.value), "type"),
    )


_HOW = N_("Write one with: cmo-coder survey mapping FILE --to mapping.yaml")


def _choice(kind: Any, value: object, where: str) -> Any:
    try:
        return kind(value)
    except ValueError:
        raise UserError(
            N_("'{value}' in the mapping (at {where}) is not one of: {known}."),
            _HOW,
            value=value,
            where=where,
            known=", ".join(one.value for one in kind),
        ) from None


def to_text(mapping: SurveyMapping) -> str:
    """A mapping as it is remembered."""
    return json.dumps(to_plain(mapping), ensure_ascii=False)


def from_text(text: str, table: SurveyTable) -> SurveyMapping | None:
    """A mapping that was remembered; nothing where it does not fit (any more)."""
    try:
        return from_plain(json.loads(text), table)
    except (ValueError, UserError):
        return None
