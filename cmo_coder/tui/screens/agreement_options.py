"""Asks what is compared on the agreement screen: the same choices as on the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cmo_coder.agreement.report import OF_A_CODE
from cmo_coder.agreement.value import Unit
from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError
from cmo_coder.realist.agreement_live import Wanted
from cmo_coder.realist.agreement_scope import LEVELS
from cmo_coder.store.universe import AsOf, CodeLevel, Segments, Universe
from cmo_coder.tui.screens.dialogs import Field, Form

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp

_UNITS = {
    "character": (Unit.CHARACTER, Segments.TURN),
    "turn": (Unit.SEGMENT, Segments.TURN),
    "sentence": (Unit.SEGMENT, Segments.SENTENCE),
    "document": (Unit.DOCUMENT, Segments.TURN),
}


Named = Mapping[str, str]
"""The names of coders, codes or documents by id."""


@dataclass(frozen=True, slots=True)
class Names:
    """What there is to choose from: coders, codes and documents by name, and the coding rounds."""

    coders: Named
    codes: Named
    documents: Named
    rounds: Sequence[int]


def ask_options(
    app: CmoApp, universe: Universe, wanted: Wanted, names: Names, then: Callable[[Universe, Wanted], None]
) -> None:
    """Ask what is compared, on what, by which unit and as of when; which figures, and how intervals are drawn."""

    def made(given: Mapping[str, str]) -> tuple[Universe, Wanted]:
        return _universe(universe, given, names), _wanted(given)

    def chosen(given: Mapping[str, str] | None) -> None:
        if given is not None:
            then(*made(given))

    fields = [*_universe_fields(universe, names), *_wanted_fields(wanted)]
    app.push_screen(Form(_("What is compared"), fields, save=made), chosen)


def _universe_fields(universe: Universe, names: Names) -> list[Field]:
    between = _("names, with ; between")
    unit = next(
        name
        for name, both in _UNITS.items()
        if both[0] is universe.unit and (both[1] is universe.segments or both[0] is not Unit.SEGMENT)
    )
    return [
        Field(
            "unit",
            _("What is counted"),
            unit,
            kind="choice",
            choices=(
                ("character", _("character")),
                ("turn", _("turn")),
                ("sentence", _("sentence")),
                ("document", _("document")),
            ),
        ),
        Field(
            "level",
            _("What is the same"),
            universe.level.value,
            kind="choice",
            choices=tuple((level.value, _(words)) for level, words in LEVELS.items()),
        ),
        Field("interviewer", _("With the turns of interviewers"), "yes" if universe.interviewer else "", kind="flag"),
        Field(
            "as_of",
            _("Which coding"),
            universe.as_of.value,
            kind="choice",
            choices=(
                (AsOf.FINISHED.value, _("as it was when each coder was done")),
                (AsOf.NOW.value, _("as it is now")),
            ),
        ),
        Field(
            "codes", _("Only these codes and what is below them"), _said(universe.code_ids, names.codes), hint=between
        ),
        Field("documents", _("Only these documents"), _said(universe.document_ids, names.documents), hint=between),
        Field("coders", _("Only these coders"), _said(universe.coder_ids, names.coders), hint=between),
        Field(
            "round",
            _("Coding round"),
            "" if universe.coding_round is None else str(universe.coding_round),
            kind="choice",
            choices=(("", _("the last of each coder")), *((str(nr), str(nr)) for nr in names.rounds)),
        ),
    ]


def _wanted_fields(wanted: Wanted) -> list[Field]:
    return [
        Field(
            "metrics",
            _("Figures beside each code"),
            " ".join(metric.value for metric in wanted.metrics),
            hint=" ".join(metric.value for metric in OF_A_CODE),
        ),
        Field("draws", _("Resamples for the intervals (0: no intervals)"), str(wanted.draws)),
        Field("seed", _("Seed of everything that is drawn"), str(wanted.seed)),
    ]


def _universe(universe: Universe, given: Mapping[str, str], names: Names) -> Universe:
    counted, segments = _UNITS[given["unit"]]
    coders = _meant(given["coders"], names.coders, _("coder"))
    if len(coders) == 1:
        raise UserError(N_("Two coders or more are compared."), N_("Leave the names out to compare all."))
    return replace(
        universe,
        unit=counted,
        segments=segments,
        level=CodeLevel(given["level"]),
        interviewer=given["interviewer"] == "yes",
        as_of=AsOf(given["as_of"]),
        coder_ids=coders,
        code_ids=_meant(given["codes"], names.codes, _("code")),
        document_ids=_meant(given["documents"], names.documents, _("document")),
        coding_round=int(given["round"]) if given["round"] else None,
    )


def _wanted(given: Mapping[str, str]) -> Wanted:
    known = {metric.value: metric for metric in OF_A_CODE}
    words = given["metrics"].split()
    for word in words:
        if word not in known:
            raise UserError(N_("'{text}' is not one of: {known}."), text=word, known=", ".join(known))
    metrics = tuple(known[word] for word in dict.fromkeys(words)) or Wanted().metrics
    return Wanted(metrics, _number(given["seed"]), max(0, _number(given["draws"])))


def _number(text: str) -> int:
    try:
        return int(text.strip() or 0)
    except ValueError:
        raise UserError(N_("'{text}' is no whole number."), text=text.strip()) from None


def _said(ids: Sequence[str], names: Named) -> str:
    return "; ".join(names[id_] for id_ in ids if id_ in names)


def _meant(words: str, names: Named, what: str) -> tuple[str, ...]:
    """Return the ids of names with ; between, each written in full or as far as it is the only one that begins so."""
    found = []
    for word in filter(None, (part.strip().casefold() for part in words.split(";"))):
        exact = [id_ for id_, name in names.items() if name.casefold() == word]
        meant = exact or [id_ for id_, name in names.items() if name.casefold().startswith(word)]
        if len(meant) != 1:
            raise UserError(
                N_("There is no {what} '{name}', or more than one begins so."),
                N_("Write the names in full, with ; between."),
                what=what,
                name=word,
            )
        found.append(meant[0])
    return tuple(dict.fromkeys(found))
