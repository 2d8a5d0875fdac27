"""The form of a codebook file, as pydantic checks it, and its complaints in the user's language."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated

from pydantic import AfterValidator, AliasChoices, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from cmo_coder.codebook.errors import Problem, problem
from cmo_coder.codebook.nodes import Place, Read
from cmo_coder.messages import N_
from cmo_coder.model.codes import CodeType
from cmo_coder.model.errors import UserError
from cmo_coder.text.keywords import keywords_of

Name = Annotated[str, Field(min_length=1, pattern=r"^[^\n\r]+$")]


def _usable(keyword: str) -> str:
    try:
        keywords_of([keyword])
    except UserError as error:
        raise PydanticCustomError("keyword", "not a keyword") from error
    return keyword


Keyword = Annotated[Name, AfterValidator(_usable)]

_NOT_VALID = N_("This is not a valid value.")
_MESSAGES = {
    "missing": N_("This field is missing."),
    "string_type": N_("A text is expected here, not a list or fields."),
    "list_type": N_("A list is expected here: each item on a line of its own that starts with - and a space."),
    "model_type": N_("Fields are expected here, each as name: value."),
    "keyword": N_("A keyword has letters; between slashes stands a regular expression."),
    "string_too_short": N_("This field is empty."),
}
_PATTERNS = {
    "colour": N_("A colour is written as '#' and six digits or letters a-f, between quotes, such as '#1f77b4'."),
    "key": N_("A key is one letter or digit."),
    "language": N_("A language is written as a short code, such as nl or en."),
}
_ONE_LINE = N_("A name stands on one line.")


class CodeForm(BaseModel):
    """One code as it stands in a file; `children` may hold the codes below it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: Name = Field(validation_alias=AliasChoices("code", "name"))
    parent: str = ""
    role: Annotated[CodeType, Field(strict=False)] = CodeType.OPEN
    definition: str = ""
    inclusion: str = ""
    exclusion: str = ""
    example: str = ""
    colour: str = Field(default="", pattern=r"^(#[0-9A-Fa-f]{6})?$")
    aliases: list[Name] = Field(default_factory=list)
    keywords: list[Keyword] = Field(default_factory=list)
    key: str = Field(default="", pattern=r"^[^\W_]?$")
    children: list[CodeForm] = Field(default_factory=list)


class CodebookForm(BaseModel):
    """A whole file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: Name
    language: str = Field(default="", pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]+)*)?$")
    description: str = ""
    source: str = ""
    licence: str = ""
    codes: list[CodeForm]


FIELDS = tuple(CodebookForm.model_fields)
CODE_FIELDS = ("code", *(name for name in CodeForm.model_fields if name != "name"))


def check_form(read: Read) -> tuple[CodebookForm | None, tuple[Problem, ...]]:
    """Return the file as a form, or None and what is wrong with it."""
    try:
        return CodebookForm.model_validate(read.data), ()
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False)
        return None, tuple(_in_plain_words(one, read) for one in found)


def _in_plain_words(error: ErrorDetails, read: Read) -> Problem:
    place: Place = error["loc"]
    names = [part for part in place if isinstance(part, str)]
    field = names[-1] if names else ""
    line = read.line(place)
    kind = error["type"]
    if kind == "extra_forbidden":
        known = CODE_FIELDS if len(place) > 1 else FIELDS
        return _unknown_field(line, field, known)
    if kind == "enum":
        roles = ", ".join(role.value for role in CodeType)
        message = N_("'{value}' is no role; the roles are {roles}.")
        return problem(line, field, message, value=error["input"], roles=roles)
    if kind == "string_pattern_mismatch":
        return problem(line, field, _PATTERNS.get(field, _ONE_LINE))
    return problem(line, field, _MESSAGES.get(kind, _NOT_VALID))


def _unknown_field(line: int, field: str, known: tuple[str, ...]) -> Problem:
    close = get_close_matches(field, known, n=1)
    if close:
        return problem(line, field, N_("There is no such field; was {name} meant?"), name=close[0])
    return problem(line, field, N_("There is no such field; the fields are {names}."), names=", ".join(known))
