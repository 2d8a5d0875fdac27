"""What a speaker label looks like, in Dutch and English, and who it probably is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import Literal

SpeakerRole = Literal["interviewer", "respondent"]


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


_INTERVIEWERS = _words("""
    interviewer interviewster int interv iv onderzoeker onderzoekster onderzoeksters moderator mod gespreksleider
    gespreksleidster gl facilitator vragensteller researcher i q
""")
_RESPONDENTS = _words("""
    respondent respondente resp res r p participant deelnemer deelneemster geïnterviewde geinterviewde interviewee
    informant
""")
_OTHERS = _words("speaker spreker spreekster persoon onbekend unknown stem voice tolk notulist observator")
"""Known as a label, but not whose."""

_CODE = re.compile(r"(?:[IRPQVAMSDKG]|CL|IV|GL)[ .-]?\d{1,2}[a-z]?|[IRQVPM]|I[12]?V")
_LOWER_CODE = re.compile(r"[irqvpa]\d{0,2}")
_OTHER_CODE = re.compile(r"[A-Z]{1,3}[ .-]?\d{0,2}[a-z]?")

NOT_SPEAKERS = _words("""
    let-op nb n.b ps p.s opmerking opmerkingen toelichting noot noten voetnoot conclusie conclusies samenvatting
    doel doelen inleiding aanleiding titel project voorbeeld voorbeelden bijvoorbeeld namelijk dus maar want kortom
    verder daarnaast tenslotte ten-slotte tot-slot enerzijds anderzijds ook eerst dan nu toen resultaat resultaten
    tabel figuur bijlage hoofdstuk paragraaf stap punt actie acties actiepunten besluit advies aanbeveling
    aanbevelingen vraag vragen deelvraag hoofdvraag antwoord antwoorden thema thema's onderwerp onderwerpen
    onderdeel http https e-mail email mail tel telefoon website bron bronnen zie ad re cc bcc aan van context
    mechanisme mechanismen uitkomst uitkomsten interventie interventies achtergrond methode discussie stelling casus
    case ronde groep deel fase planning budget kosten looptijd status note notes question answer conclusion summary
    example results table figure appendix chapter section step action theme topic goal method discussion background
    introduction source see warning important belangrijk tip pauze einde begin start stop vervolg afspraken agenda
    verslag notulen rondvraag welkom opening sluiting afsluiting ja nee oké ok hm hmm nou goed precies klopt
    inderdaad zeker tuurlijk yes no okay
""")
"""Words before a colon, or alone on a line, that are no speaker however often they come. Spaces are hyphens here."""

_ABOUT = _words("""
    datum tijd tijdstip tijdsduur duur locatie plaats aanwezig aanwezigen afwezig betreft naam functie organisatie
    leeftijd geslacht regio gemeente wijk opname opnameduur bestand bestandsnaam geïnterviewden respondentnummer
    interviewnummer
    transcript transcriptie getranscribeerd transcribent versie setting date time duration location place present name
    age gender organisation organization recording file version
""")
"""Labels of the facts at the head of a transcript."""

PAIRED = frozenset(("vraag", "antwoord", "question", "answer"))
"""No speakers by themselves, but two of them when they come in pairs."""

_PARTICLES = _words("van de der den het ten ter te 't in op la le el al en of and & / + du da di von vd v.d")
_LONGEST = 40
_MOST_WORDS = 5
_SURNAME_FIRST = re.compile(r"([^,]+),\s*([^,]+)")
_ASIDE = re.compile(r"\s*\([^()]{1,25}\)\s*$")


class LabelKind(Enum):
    """How much a text in the place of a label looks like a speaker."""

    KNOWN = auto()
    """A role word ("Interviewer", "Respondent 2") or a usual short code ("I", "R1")."""
    NAME = auto()
    """A name or function, or a code of another kind: a speaker when it recurs."""
    WEAK = auto()
    """Something in lower case: shown as a doubt when it recurs."""
    ABOUT = auto()
    """A fact about the conversation ("Datum", "Locatie")."""
    FIELD = auto()
    """A word that stands before a colon in lists and reports ("Doel", "Let op", "Vraag"); no speaker, save in pairs."""
    OTHER = auto()
    """No speaker."""


def label_key(label: str) -> str:
    """What makes two labels the same: case and spaces do not count."""
    return " ".join(label.casefold().split())


@lru_cache(maxsize=4096)  # a transcript has few labels, many times
def kind_of(label: str) -> LabelKind:
    """How much ``label`` (without its colon) looks like a speaker."""
    label = label.strip()
    if not label or len(label) > _LONGEST:
        return LabelKind.OTHER
    stem = _stem(label)
    if stem in _ABOUT:
        return LabelKind.ABOUT
    if stem.replace(" ", "-") in NOT_SPEAKERS or stem.split(" ")[0] in ("let", "noot"):
        return LabelKind.FIELD
    if _CODE.fullmatch(label) or (len(stem) > 1 and _is_role(label)):
        return LabelKind.KNOWN
    if _OTHER_CODE.fullmatch(label):
        return LabelKind.NAME
    if _LOWER_CODE.fullmatch(label):
        return LabelKind.WEAK
    turned = _SURNAME_FIRST.fullmatch(_ASIDE.sub("", label))
    if turned is not None and _stem(turned[1]) in NOT_SPEAKERS:
        return LabelKind.OTHER  # "Nou, Anna: ..."
    words = (f"{turned[2]} {turned[1]}" if turned is not None else _ASIDE.sub("", label)).split()
    if not words or len(words) > _MOST_WORDS or not words[0][0].isalpha():
        return LabelKind.OTHER
    if words[0][0].isupper() and all(_in_name(word) for word in words):
        return LabelKind.NAME
    return LabelKind.WEAK if len(words) == 1 and words[0].isalpha() and words[0].islower() else LabelKind.OTHER


def guess_role(speaker: str) -> SpeakerRole | None:
    """Who a label names by itself: "Interviewer 2", "I", "Moderator", "Q"; "Respondent", "R1", "Deelnemer 3"."""
    words = {_stem(speaker), *(_stem(word) for word in re.split(r"[\s()/,]+", speaker) if len(_stem(word)) > 2)}
    if words & _INTERVIEWERS:
        return "interviewer"
    return "respondent" if words & _RESPONDENTS else None


def guess_roles(speakers: Sequence[str]) -> tuple[SpeakerRole | None, ...]:
    """Who the speakers of one conversation probably are.

    Beside an interviewer, whoever is called by a name or function is taken for a respondent; V and A are question and
    answer (vraag, antwoord) when both are there, O and R researcher (onderzoeker) and respondent.
    """
    stems = [_stem(speaker) for speaker in speakers]
    roles = [guess_role(speaker) for speaker in speakers]
    asks = {"question": "answer", "v": "a", "vraag": "antwoord", "o": "r", "q": "a"}
    for asker, answerer in asks.items():
        if asker in stems and answerer in stems:
            for place, stem in enumerate(stems):
                if stem in (asker, answerer):
                    roles[place] = "interviewer" if stem == asker else "respondent"
    if "interviewer" in roles:
        for place, stem in enumerate(stems):
            if roles[place] is None and stem not in _OTHERS:
                roles[place] = "respondent"
    return tuple(roles)


def paired(keys: Sequence[str]) -> frozenset[str]:
    """Those of the PAIRED words of which the other half is there too: the two speakers of a conversation."""
    pairs = [{"vraag", "antwoord"}, {"question", "answer"}]
    return frozenset(word for pair in pairs if pair <= set(keys) for word in pair)


def _stem(label: str) -> str:
    """The label in lower case without what follows its words: numbers, dots, an aside in brackets."""
    return re.sub(r"[\s\d.,_#-]+$", "", _ASIDE.sub("", label.strip().casefold())).strip()


def _is_role(label: str) -> bool:
    known = _INTERVIEWERS | _RESPONDENTS | _OTHERS
    stem = _stem(label)
    words = [word for word in re.split(r"[\s()/,.]+", label) if word]
    named = any(len(_stem(word)) > 3 and _stem(word) in known for word in words)
    return stem in known or (named and all(_in_name(word.strip("()")) or _stem(word) in known for word in words))


def _in_name(word: str) -> bool:
    """Whether a word may be part of a name: a capital, a particle, or a number after it."""
    if word.casefold() in _PARTICLES or word.isdigit():
        return True
    return word[0].isupper() and all(letter.isalnum() or letter in "'’.-/&\u0301\u0308" for letter in word)
