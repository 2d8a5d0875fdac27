"""Rules for what has a form of its own: numbers, addresses on the net, dates, postcodes.

The check of a BSN is the eleven test (factors 9 8 7 6 5 4 3 2 -1, the sum a multiple of 11 and not 0); the check of an
IBAN is ISO 13616 (modulo 97).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cmo_coder.messages import N_
from cmo_coder.names.value import DOUBTFUL, LIKELY, SURE, Finding, Kind

_MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan|feb|febr|mrt|apr|jun|jul|aug|sept?|okt|nov|dec"
    r"|January|February|March|May|June|July|August|October|December)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:(?:19|20)\d\d|['’]\d\d)"

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”()\[\]]*[\w/]"
    r"|\b(?:facebook|instagram|linkedin|twitter|x|tiktok)\.com/[\w./-]*\w"
    r"|(?<![\w@.])@[A-Za-z_]\w{2,}"
)
_PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)31[ -]?\(?0?\)?[ -]?[1-9](?:[ .-]?\d){8}|\(?0[1-9]\d{0,3}\)?(?:[ .-]?\d){5,9})(?![\w])"
)
_BSN = re.compile(r"(?<![\w.,])\d(?:\d{7,8}|\d{2}[. ]\d{3}[. ]\d{2,3}|\d{3}[. ]\d{2}[. ]\d{3})(?![\w])")
_BSN_WORD = re.compile(r"\b(?:bsn|burger\s?service\s?nummer|sofi\s?-?nummer)\b[^\d\n]{0,20}$", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_POSTCODE = re.compile(r"(?<![\w.,€])[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}(?![\w])")
_DATES = (
    (re.compile(rf"\b{_DAY}(?:e|ste|de)? (?:van )?{_MONTH}\b(?:\.? {_YEAR}\b)?", re.IGNORECASE), LIKELY),
    (re.compile(rf"(?<![\w.,/-]){_DAY}([-/.]){_MONTH}\1(?:19|20)?\d\d\b", re.IGNORECASE), SURE),
    (re.compile(rf"(?<![\w.,/-]){_DAY}([-/.])(?:0?[1-9]|1[0-2])\1(?:19|20)?\d\d(?![\w])"), SURE),
    (re.compile(r"(?<![\w-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w-])"), SURE),
    (re.compile(rf"\b{_MONTH} {_YEAR}\b", re.IGNORECASE), DOUBTFUL),
)
_AGE = re.compile(
    r"\b(?:\d{1,3} jaar (?:oud|geworden)|\d{1,3}[- ]jarige?n?"
    r"|(?:ben|is|was|wordt|werd) (?:nu |net |toen )?\d{1,3}(?= jaar\b| geworden\b))"
    r"|\b\d{1,3} years? old\b|\b\d{1,3}-year-olds?\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b(?:polis|dossier|cli[eë]nt|pati[eë]nt|klant|lidmaatschaps|personeels|zaak|kvk|agb|big|rekening|paspoort|rijbewijs)"
    r"[- ]?(?:nummer|nr\.?|code)(?:[^\d\n.?!]{0,30}?)[- :]{1,3}([A-Z]{0,3}[-. ]?\d[\d.-]{3,}\d)",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"\b(?:[A-Z]{2}-\d{2}-\d{2}|\d{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|[A-Z]{2}-\d{2}-[A-Z]{2}"
    r"|[A-Z]{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{2}-\d{3}-[A-Z])\b"
)


def is_bsn(digits: str) -> bool:
    """Whether eight or nine digits pass the eleven test of a citizen service number."""
    if not digits.isdigit() or len(digits) not in (8, 9):
        return False
    padded = digits.zfill(9)
    total = sum(factor * int(digit) for factor, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), padded, strict=True))
    return total % 11 == 0 and int(padded) != 0


def is_iban(text: str) -> bool:
    """Whether letters and digits pass the check of an international bank account number."""
    bare = text.replace(" ", "")
    if not 15 <= len(bare) <= 34 or not bare.isalnum() or not bare.isascii():
        return False
    return int("".join(str(int(letter, 36)) for letter in bare[4:] + bare[:4])) % 97 == 1


def _simple(pattern: re.Pattern[str], kind: Kind, score: float, reason: str) -> Callable[[str], Iterator[Finding]]:
    def find(text: str) -> Iterator[Finding]:
        for match in pattern.finditer(text):
            yield Finding(kind, match.start(), match.end(), match[0], score, reason)

    return find


def _phones(text: str) -> Iterator[Finding]:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        national = re.sub(r"^(?:00|\+)?310?", "0", digits) if match[0].startswith(("+", "00")) else digits
        if len(national) == 10:
            yield Finding(Kind.PHONE, match.start(), match.end(), match[0], SURE, N_("has the form of a phone number"))


def _bsns(text: str) -> Iterator[Finding]:
    for match in _BSN.finditer(text):
        named = _BSN_WORD.search(text, max(0, match.start() - 45), match.start()) is not None
        if is_bsn(re.sub(r"\D", "", match[0])):
            score = SURE if named or len(match[0]) != 8 else DOUBTFUL
            yield Finding(Kind.BSN, match.start(), match.end(), match[0], score, N_("passes the check of a BSN"))
        elif named:
            reason = N_("called a BSN, but its check digit is off")
            yield Finding(Kind.BSN, match.start(), match.end(), match[0], LIKELY, reason)


def _ibans(text: str) -> Iterator[Finding]:
    for match in _IBAN.finditer(text):
        words = match[0]
        while len(words) > 14 and not is_iban(words):  # the pattern may have taken a word in capitals along
            words = words.rpartition(" ")[0] if " " in words else ""
        if words and is_iban(words):
            end = match.start() + len(words)
            yield Finding(Kind.ACCOUNT, match.start(), end, words, SURE, N_("passes the check of an account number"))


def _dates(text: str) -> Iterator[Finding]:
    for pattern, score in _DATES:
        for match in pattern.finditer(text):
            yield Finding(Kind.DATE, match.start(), match.end(), match[0], score, N_("has the form of a date"))


def _labelled(text: str) -> Iterator[Finding]:
    for match in _LABELLED.finditer(text):
        reason = N_("called a number of somebody")
        yield Finding(Kind.NUMBER, match.start(1), match.end(1), match[1], LIKELY, reason)


RULES: tuple[Callable[[str], Iterator[Finding]], ...] = (
    _simple(_EMAIL, Kind.EMAIL, SURE, N_("has the form of an e-mail address")),
    _simple(_WEB, Kind.WEB, LIKELY, N_("has the form of a web address or an account")),
    _phones,
    _bsns,
    _ibans,
    _simple(_POSTCODE, Kind.POSTCODE, SURE, N_("has the form of a postcode")),
    _dates,
    _simple(_AGE, Kind.AGE, DOUBTFUL, N_("has the form of an age")),
    _labelled,
    _simple(_PLATE, Kind.NUMBER, LIKELY, N_("has the form of a number plate")),
)


def find_numbers(text: str) -> Iterator[Finding]:
    """Everything in a text that a form gives away. Findings may overlap."""
    for rule in RULES:
        yield from rule(text)
