"""What the finder gives: findings with their kind, place, score and reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.messages import N_


class Kind(StrEnum):
    """What a found word tells. `WORD` is a word with a capital that no list knows; `OWN` comes from the team's list."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    WEB = "web"
    DATE = "date"
    AGE = "age"
    BSN = "bsn"
    ACCOUNT = "account"
    NUMBER = "number"
    OWN = "own"
    WORD = "word"


KINDS: tuple[Kind, ...] = tuple(Kind)

LABELS: dict[Kind, str] = {
    Kind.PERSON: N_("name"),
    Kind.PLACE: N_("place"),
    Kind.ORGANISATION: N_("organisation"),
    Kind.ADDRESS: N_("address"),
    Kind.POSTCODE: N_("postcode"),
    Kind.PHONE: N_("phone"),
    Kind.EMAIL: N_("e-mail"),
    Kind.WEB: N_("web"),
    Kind.DATE: N_("date"),
    Kind.AGE: N_("age"),
    Kind.BSN: N_("bsn"),
    Kind.ACCOUNT: N_("account number"),
    Kind.NUMBER: N_("number of somebody"),
    Kind.OWN: N_("own list"),
    Kind.WORD: N_("unknown word"),
}
"""What people call a kind."""

_TAGS = {
    "nl": "naam plaats organisatie adres postcode telefoon e-mail web datum leeftijd bsn rekening nummer eigen woord",
    "en": "name place organisation address postcode phone e-mail web date age bsn account number own word",
}
TAGS: dict[str, dict[Kind, str]] = {code: dict(zip(KINDS, words.split(), strict=True)) for code, words in _TAGS.items()}
"""The word of a kind in a replacement such as `[naam-3]`, by the language of the study."""

SURE = 0.9
LIKELY = 0.7
DOUBTFUL = 0.4
HINT = 0.2
"""Scores. From LIKELY on a finding is proposed as it is; below it a person should look first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that may tell who is meant: `[start, end)` in code points, its words, and the rule that found it.

    `base` is the name behind an inflected form ("Rotterdam" for "Rotterdamse"); without one, the words themselves.
    `reason` is a message id.
    """

    kind: Kind
    start: int
    end: int
    words: str
    score: float
    reason: str
    base: str = ""

    @property
    def name(self) -> str:
        """The name that this is a form of."""
        return self.base or self.words
