"""What the records of the bulk form are made of: the base of their forms, kinds of text, and references by id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag, model_validator


@dataclass(frozen=True, slots=True)
class To:
    """Says that a text is the id of a record of this kind."""

    kind: str


Id = Annotated[str, StringConstraints(pattern=r"\S")]
Filled = Annotated[str, StringConstraints(pattern=r"\S")]
"""A text that holds more than white space."""
Whole = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)]
Signed = Annotated[int, Field(strict=True, ge=-(2**31), le=2**31 - 1)]
YesNo = Annotated[bool, Field(strict=True)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Uuid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]

CoderRef = Annotated[Id, To("coder")]
RoundRef = Annotated[Id, To("round")]
CaseRef = Annotated[Id, To("case")]
RespondentRef = Annotated[Id, To("respondent")]
DocumentRef = Annotated[Id, To("document")]
CodeRef = Annotated[Id, To("code")]
ActorRef = Annotated[Id, To("actor")]
CanonicalRef = Annotated[Id, To("canonical_element")]
ThemeRef = Annotated[Id, To("theme")]
FragmentRef = Annotated[Id, To("fragment")]
ClaimRef = Annotated[Id, To("claim")]
ConfigurationRef = Annotated[Id, To("configuration")]
TheoryRef = Annotated[Id, To("theory")]
MidrangeRef = Annotated[Id, To("midrange_theory")]
ElementRef = Annotated[Id, To("element")]
DemiRegularityRef = Annotated[Id, To("demi_regularity")]
OmkeringRef = Annotated[Id, To("omkering")]


def yes_no_or_list(value: Any) -> str:
    """Which of the two a value is meant to be; the names are left out of the places of errors."""
    return "~yes_no" if isinstance(value, bool) else "~list"


class Part(BaseModel):
    """Something within a record. A field that is not named here is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Item(Part):
    """An item of a list that may be written as a bare text: it then stands for an object with only the field `bare`."""

    bare: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, item: Any) -> Any:
        return {cls.bare: item} if isinstance(item, str) else item


class ExactRow(Part):
    """What the program keeps of a row beside what the form says: its id and place, when it was made, its context."""

    id: Uuid | None = None
    position: Signed | None = None
    at: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    slots_then: tuple[str, ...] | None = None
    coder: Uuid | None = None
    no_coder: YesNo = False


class Form(Part):
    """A record. `exact` is written by the program only: by table, what each row of the record has beyond the form."""

    id: Id | None = None
    exact: dict[str, list[ExactRow]] = Field(default_factory=dict)


class TurnForm(Part):
    """A turn: code points of its text; the words begin at `text_start` (default: at `start`)."""

    start: Whole
    end: Whole
    text_start: Whole | None = None
    speaker: Filled | None = None
    seconds: Number | None = None
    leading: YesNo = False
    theory_shown: YesNo = False
    nr: Whole | None = None


Turns = Annotated[
    Annotated[YesNo, Tag("~yes_no")] | Annotated[list[TurnForm], Tag("~list")], Discriminator(yes_no_or_list)
]
