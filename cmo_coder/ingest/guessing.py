"""What the name of a file and the labels of its speakers tell: guesses that a person sees before they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from cmo_coder.messages import N_
from cmo_coder.model.cases import Case, Group
from cmo_coder.model.documents import DocumentType
from cmo_coder.model.errors import UserError
from cmo_coder.model.study import Round

_ISO = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
_DUTCH = re.compile(r"(?<!\d)(\d{1,2})[-_./](\d{1,2})[-_./](\d{4})(?!\d)")
_ROUND = re.compile(r"(?:ronde|round)[ _-]?0*(\d+)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:r|p|d|resp|respondent|deelnemer|participant|spreker|speaker)[ ._-]*0*(\d+)", re.IGNORECASE)
_PLAIN = re.compile(r"(?:r|p|resp|respondente?|deelnemer|participant|geïnterviewde|interviewee)\.?", re.IGNORECASE)

_TYPES = (
    (DocumentType.FOCUS_GROUP, re.compile(r"focus.?gro", re.IGNORECASE)),
    (DocumentType.LEARNING_SESSION_NOTE, re.compile(r"leersessie|learning.?session|verslag|notulen", re.IGNORECASE)),
    (
        DocumentType.POLICY_DOCUMENT,
        re.compile(r"plan.van.aanpak|beleids?(?:plan|nota)|uitvoeringsplan|convenant|policy", re.IGNORECASE),
    ),
    (DocumentType.OBSERVATION, re.compile(r"observati", re.IGNORECASE)),
)
_GROUPS = (
    (Group.RESIDENT, re.compile(r"inwoner|bewoner|resident|burger(?!meester)|patiënt|cliënt", re.IGNORECASE)),
    (
        Group.PROFESSIONAL,
        re.compile(
            r"professional|huisarts|verpleegkundig|praktijkondersteun|coach|hulpverlen|welzijnswerk|consulent|therapeut"
            r"|maatschappelijk.werk|begeleider|nurse",
            re.IGNORECASE,
        ),
    ),
    (Group.POLICY_MAKER, re.compile(r"beleids(?:medewerk|advis|mak)|policy.?(?:maker|offic|advis)", re.IGNORECASE)),
    (Group.DIRECTOR, re.compile(r"wethouder|bestuurder|directeur|director|burgemeester|alderman", re.IGNORECASE)),
    (
        Group.PROJECT_LEADER,
        re.compile(r"projectleid|programmaleid|programmamanag|project.?(?:lead|manag)", re.IGNORECASE),
    ),
)


def type_in_name(name: str) -> DocumentType:
    """The kind of document that a name tells of; an interview where it tells nothing."""
    return next((kind for kind, words in _TYPES if words.search(name)), DocumentType.INTERVIEW)


def group_in_words(*texts: str) -> Group:
    """The group that a label or name tells of; the first text that tells one group decides."""
    for text in texts:
        found = [group for group, words in _GROUPS if words.search(text)]
        if len(found) == 1:
            return found[0]
    return Group.OTHER


def date_in_name(name: str) -> str:
    """The day in a name, as ISO 8601 ("2026-03-14", "20260314", "14-3-2026"); empty where there is none."""
    iso, dutch = _ISO.search(name), _DUTCH.search(name)
    if iso is not None:
        return _day(*(int(part) for part in iso.groups()))
    return _day(*(int(part) for part in reversed(dutch.groups()))) if dutch is not None else ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if 1900 <= year <= 2100 else ""
    except ValueError:
        return ""


def date_of(text: str) -> str:
    """What a person typed as a date, as ISO 8601: a day in either order, a month ("2026-03"), a year, or nothing.

    Raises UserError for anything else.
    """
    text = text.strip()
    if not text or re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", text):
        return text
    found = date_in_name(text) if _ISO.fullmatch(text) or _DUTCH.fullmatch(text) else ""
    if not found:
        raise UserError(N_("'{text}' is not a date."), N_("Write it as 2026-01-31, 2026-01 or 2026."), text=text)
    return found


def round_in_name(name: str, rounds: Sequence[Round]) -> Round | None:
    """The round whose number a name gives ("ronde 2"). "R2" is not taken for one: it may be a respondent."""
    found = _ROUND.search(name)
    return next((one for one in rounds if found is not None and one.nr == int(found[1])), None)


def case_in_name(name: str, cases: Sequence[Case]) -> Case | None:
    """The one case whose name stands in a name as words of its own; none where several do."""
    words = f" {_words(name)} "
    found = [one for one in cases if f" {_words(one.name)} " in words]
    return found[0] if len(found) == 1 else None


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.replace("_", " ").casefold()))


def number_of(label: str) -> int | None:
    """The number of a label that is no more than that: 3 of "R3", "R03", "Respondent 3"."""
    found = _NUMBERED.fullmatch(label.strip())
    return int(found[1]) if found is not None else None


def same_number(one: str, other: str) -> bool:
    """Whether two labels are the same number: "R03" and "Respondent 3"."""
    return number_of(one) is not None and number_of(one) == number_of(other)


def is_numbered_here(label: str, labels: Sequence[str]) -> bool:
    """Whether a label counts only within its text: "Respondent", or "R1" where the others run from 1 as well.

    In most sets of transcripts "R1" is the respondent of that conversation, another person in every file; "R7" alone in
    a file is a number of the study.
    """
    if _PLAIN.fullmatch(label.strip()):
        return True
    numbers = sorted(number for one in labels if (number := number_of(one)) is not None)
    return number_of(label) is not None and numbers == list(range(1, len(numbers) + 1))


def next_pseudonym(taken: Sequence[str], wanted: str = "") -> str:
    """A pseudonym that is free: the number of the study in `wanted` ("R07" of "R7"), or the next number."""
    numbers = {number for one in taken if (number := number_of(one)) is not None}
    number = number_of(wanted) if wanted else None
    if number is None or number in numbers:
        number = max(numbers, default=0) + 1
    return f"R{number:02d}"
