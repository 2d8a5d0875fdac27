"""The field's words for the values of the model, in the current language: `word(Stance.SUPPORTS)` gives "supports".

One place for all screens, tables and commands, so that one thing has one name.
"""

from __future__ import annotations

import typing
from enum import StrEnum
from functools import cache

from cmo_coder.messages import N_, _
from cmo_coder.messages.dates import day
from cmo_coder.model.base import ENTITIES
from cmo_coder.model.canonical import (
    ContextEffect,
    ContextKind,
    Direction,
    Horizon,
    Intended,
    Level,
    OutcomeKind,
    Role,
    Transformation,
)
from cmo_coder.model.cases import AttributeType, CaseAttribute, CaseType, Consent, Group
from cmo_coder.model.checks import CheckOutcome, SessionKind
from cmo_coder.model.claims import EpistemicStatus, Explicitness, Naming, Phase, Polarity
from cmo_coder.model.codes import CodeStatus, CodeType
from cmo_coder.model.configurations import (
    Certainty,
    ConfigurationStatus,
    EvidencePart,
    Form,
    Inference,
    RelationType,
    Strength,
)
from cmo_coder.model.documents import DocumentType, Mode, SpeakerKind
from cmo_coder.model.effective_elements import (
    ElementChange,
    ElementStatus,
    OmkeringStatus,
    StrategySource,
    ThemeList,
)
from cmo_coder.model.fragments import Stance
from cmo_coder.model.memos import MemoType
from cmo_coder.model.reporting import Reported
from cmo_coder.model.stories import StoryBox
from cmo_coder.model.study import CoderRole, Ethics, ProgressState, RoundPurpose
from cmo_coder.model.suggestions import SuggestionKind
from cmo_coder.model.theories import TheorySource, TheoryStatus

_WORDS: dict[type[StrEnum], tuple[str, ...]] = {
    # In the order in which the enum names its values.
    Role: ("C", "I", "M_res", "M_red", "O"),
    EvidencePart: ("C", "I", "M", "O", N_("the link")),
    CodeType: (N_("open code"), "C", "I", "M_res", "M_red", "O", N_("actor"), N_("theme")),
    CodeStatus: (N_("in use"), N_("archived"), N_("merged away")),
    Level: (N_("nano"), N_("micro"), N_("meso"), N_("macro")),
    ContextKind: (
        N_("physical"),
        N_("organisational"),
        N_("relational"),
        N_("cultural"),
        N_("policy"),
        N_("personal"),
        N_("time"),
    ),
    ContextEffect: (N_("enabling"), N_("hindering"), N_("neutral")),
    Direction: ("+", "−", "0", N_("mixed")),
    Intended: (N_("intended"), N_("not intended"), N_("unforeseen")),
    OutcomeKind: (N_("process"), N_("outcome"), N_("higher effect")),
    Horizon: (N_("direct"), N_("medium term"), N_("long term")),
    Transformation: (N_("transformation"), N_("invariance"), N_("reproduction")),
    CaseType: (
        N_("province"),
        N_("region"),
        N_("municipality"),
        N_("neighbourhood"),
        N_("pledge"),
        N_("organisation"),
        N_("other"),
    ),
    AttributeType: (N_("text"), N_("number"), N_("date"), N_("ordinal"), N_("yes or no")),
    Group: (
        N_("resident"),
        N_("professional"),
        N_("policy maker"),
        N_("director"),
        N_("project leader"),
        N_("other"),
    ),
    Consent: (N_("yes"), N_("no"), N_("unknown"), N_("withdrawn")),
    SessionKind: (N_("learning session"), N_("knowledge meeting"), N_("panel")),
    CheckOutcome: (N_("recognised"), N_("extended"), N_("disputed"), N_("renamed"), N_("rejected")),
    Polarity: (N_("works"), N_("does not work"), N_("mixed")),
    EpistemicStatus: (
        N_("experienced"),
        N_("observed in others"),
        N_("expected"),
        N_("hoped"),
        N_("hearsay"),
        N_("not determined"),
    ),
    Phase: (N_("inspire"), N_("implement"), N_("sustain")),
    Explicitness: (N_("literal"), N_("interpreted")),
    Naming: (N_("named"), N_("only collectively")),
    ConfigurationStatus: (
        N_("provisional"),
        N_("refined"),
        N_("supported"),
        N_("contested"),
        N_("rejected"),
    ),
    Inference: (N_("deductive"), N_("inductive"), N_("abductive"), N_("retroductive")),
    Certainty: (N_("low"), N_("medium"), N_("high")),
    Form: (N_("triad"), N_("dyad"), N_("incomplete")),
    Strength: (N_("strong"), N_("moderate"), N_("weak")),
    RelationType: (N_("ripple"), N_("rival"), N_("specialisation"), N_("precursor"), N_("counterpart")),
    DocumentType: (
        N_("interview"),
        N_("narrative interview"),
        N_("focus group"),
        N_("learning session note"),
        N_("policy document"),
        N_("open answer"),
        N_("observation"),
        N_("other"),
    ),
    Mode: (N_("live"), N_("by phone"), N_("digital")),
    SpeakerKind: (N_("interviewer"), N_("respondent"), N_("unknown")),
    ElementStatus: (N_("draft"), N_("definitive"), N_("retired")),
    ElementChange: (
        N_("new"),
        N_("extended"),
        N_("sharpened"),
        N_("split"),
        N_("merged"),
        N_("retired"),
    ),
    ThemeList: (N_("learning needs"), N_("noticeable"), N_("own list")),
    StrategySource: (N_("done"), N_("planned"), N_("derived"), N_("from a document")),
    OmkeringStatus: (N_("derived"), N_("confirmed")),
    Stance: (N_("supports"), N_("contradicts"), N_("refines")),
    MemoType: (N_("reflexivity"), N_("method"), N_("content"), N_("question for the next round")),
    Reported: (N_("yes"), N_("no"), N_("unclear")),
    StoryBox: (
        N_("challenges of the region"),
        N_("challenges of the process"),
        N_("ambitions"),
        N_("approach"),
        N_("target groups"),
        N_("higher effects"),
        N_("conditions"),
    ),
    CoderRole: (N_("researcher"), N_("lead"), N_("reviewer")),
    Ethics: (N_("yes"), N_("no"), N_("not applicable")),
    ProgressState: (N_("begun"), N_("finished")),
    RoundPurpose: (N_("theory gleaning"), N_("theory refining"), N_("consolidation")),
    SuggestionKind: (
        N_("code"),
        N_("words for a slot"),
        N_("status"),
        N_("polarity"),
        N_("link between fragments"),
        N_("configuration for a claim"),
        N_("relation of configurations"),
    ),
    TheoryStatus: (N_("initial"), N_("refined"), N_("tested"), N_("rejected")),
    TheorySource: (N_("document"), N_("team"), N_("literature"), N_("learning session")),
}


_BY_VALUE = {cls: dict(zip(cls, words, strict=True)) for cls, words in _WORDS.items()}


def word(value: StrEnum | None) -> str:
    """The word for a value of the model in the current language; empty for nothing.

    Raises KeyError for an enum that is not shown to people.
    """
    if value is None:
        return ""
    return _(_BY_VALUE[type(value)][value])


def word_of(table: str, field: str, value: str) -> str:
    """A stored value in the words of its field: the values of the method by name, other words as they are."""
    for cls in _enums_of(table, field):
        try:
            return word(cls(value))
        except (KeyError, ValueError):
            continue
    return value


@cache
def _enums_of(table: str, field: str) -> tuple[type[StrEnum], ...]:
    cls = ENTITIES.get(table)
    hint = typing.get_type_hints(cls).get(field) if cls is not None else None
    found = (hint, *typing.get_args(hint)) if hint is not None else ()
    return tuple(one for one in found if isinstance(one, type) and issubclass(one, StrEnum))


def fact_text(fact: CaseAttribute) -> str:
    """The value of a fact about a case with its reference date. Only a value that is a date is put in words: a school
    year "2011-12" is no December.
    """
    value = day(fact.value) if fact.type is AttributeType.DATE else fact.value
    return value + (f" ({day(fact.date)})" if fact.date else "")
