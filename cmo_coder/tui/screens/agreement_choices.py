"""What is chosen on the agreement screen: which differences are shown, and on what the figures rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cmo_coder.agreement.value import Unit
from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError
from cmo_coder.realist.agreement import Agreement
from cmo_coder.realist.agreement_rows import kind_word
from cmo_coder.realist.agreement_scope import LEVELS
from cmo_coder.store.adjudication import codes_of_case
from cmo_coder.store.disagreement import Disagreement
from cmo_coder.store.universe import AsOf, CodeLevel, Segments, Universe
from cmo_coder.tui.screens.dialogs import Choice, Field, Form, Pick

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp


def ask_filter(
    app: CmoApp, found: Agreement, listed: Sequence[Disagreement], then: Callable[[tuple[str, str] | None], None]
) -> None:
    """Ask which differences to show: all, those that are open, or those of one kind, code or document."""
    kinds = {one.kind: kind_word(found, one) for one in listed}
    codes = {code: found.code(code) for one in listed for code in codes_of_case(one)}
    documents = {one.case.document: found.document(one.case.document) for one in listed}
    offers = [Choice("all|", _("Everything")), Choice("open|", _("Only what is open"))]
    offers += [Choice(f"kind|{kind}", name, _("kind")) for kind, name in kinds.items()]
    offers += [Choice(f"document|{id_}", name, _("document")) for id_, name in documents.items()]
    known = found.material.codes
    offers += [Choice(f"code|{id_}", name, _("code")) for id_, name in codes.items() if id_ in known]

    def chosen(value: str | None) -> None:
        if value is not None:
            what, _bar, which = value.partition("|")
            then(None if what == "all" else (what, which))

    app.push_screen(Pick(_("Which differences?"), offers), chosen)


_UNITS = {
    "character": (Unit.CHARACTER, Segments.TURN),
    "turn": (Unit.SEGMENT, Segments.TURN),
    "sentence": (Unit.SEGMENT, Segments.SENTENCE),
    "document": (Unit.DOCUMENT, Segments.TURN),
}


Named = Mapping[str, str]
"""The names of codes or documents by id."""


def ask_options(
    app: CmoApp, universe: Universe, codes: Named, documents: Named, then: Callable[[Universe], None]
) -> None:
    """Ask for the unit, what is the same, the interviewer in or out, before or after discussion, and for which codes
    and documents.
    """
    between = _("names, with ; between")
    unit = next(
        name
        for name, both in _UNITS.items()
        if both[0] is universe.unit and (both[1] is universe.segments or both[0] is not Unit.SEGMENT)
    )
    fields = [
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
            "codes",
            _("Only these codes and what is below them"),
            _said(universe.code_ids, codes),
            hint=between,
        ),
        Field(
            "documents",
            _("Only these documents"),
            _said(universe.document_ids, documents),
            hint=between,
        ),
    ]

    def made(given: Mapping[str, str]) -> Universe:
        counted, segments = _UNITS[given["unit"]]
        return replace(
            universe,
            unit=counted,
            segments=segments,
            level=CodeLevel(given["level"]),
            interviewer=given["interviewer"] == "yes",
            as_of=AsOf(given["as_of"]),
            code_ids=_meant(given["codes"], codes, _("code")),
            document_ids=_meant(given["documents"], documents, _("document")),
        )

    def chosen(given: Mapping[str, str] | None) -> None:
        if given is not None:
            then(made(given))

    app.push_screen(Form(_("What is compared"), fields, save=made), chosen)


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
