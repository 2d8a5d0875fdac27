"""The quotes of a table as a flat list: the same fields in the same order for the quotes sheet and the quotes file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cmo_coder.export.printing import Use, use_label, uses
from cmo_coder.messages import N_, _, pgettext
from cmo_coder.tables.value import Quote, Table

Value = str | int | None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a quote: `id` for programs, `title` is a message id, `width` a hint in characters."""

    id: str
    title: str
    width: int
    value: Callable[[Quote], Value]


FIELDS = (
    Field("quote", N_("Quote"), 70, lambda quote: quote.quote),
    Field("respondent", N_("Respondent"), 14, lambda quote: quote.respondent),
    Field("group", N_("Group"), 16, lambda quote: quote.group),
    Field("case", N_("Case"), 18, lambda quote: quote.case),
    Field("round", N_("Round"), 10, lambda quote: quote.round),
    Field("document", N_("Document"), 28, lambda quote: quote.document),
    Field("turn", N_("Turn"), 8, lambda quote: quote.turn),
    Field("start", N_("Start"), 9, lambda quote: quote.start),
    Field("end", N_("End"), 9, lambda quote: quote.end),
    Field("role", N_("Role"), 10, lambda quote: quote.role),
    Field("stance", N_("Stance"), 14, lambda quote: quote.stance),
    Field("claim", N_("Claim"), 8, lambda quote: quote.claim),
    Field("codes", N_("Codes"), 28, lambda quote: "; ".join(quote.codes)),
    Field("coder", N_("Coder"), 14, lambda quote: quote.coder),
    Field("fragment_id", N_("Fragment id"), 38, lambda quote: quote.fragment_id),
    Field("document_id", N_("Document id"), 38, lambda quote: quote.document_id),
)
"""Every field of `Quote`. `start` and `end` count code points of the text version in force, `end` is exclusive."""


def titles() -> tuple[str, ...]:
    """The headings of a list of quotes in the current language."""
    first, *others = (_(field.title) for field in FIELDS)
    return (pgettext("number", "No."), first, _("Belongs to"), *others)


def ids() -> tuple[str, ...]:
    """The headings of a list of quotes for programs."""
    first, *others = (field.id for field in FIELDS)
    return ("number", first, "cells", *others)


def widths() -> tuple[int, ...]:
    """The widths of the columns of a list of quotes, in characters."""
    first, *others = (field.width for field in FIELDS)
    return (6, first, 40, *others)


def records(table: Table) -> tuple[tuple[Value, ...], ...]:
    """Return one record per quote, for the headings of `titles`; the third value names the cells in words."""
    return _records(table, lambda use: use_label(table, use))


def records_for_programs(table: Table) -> tuple[tuple[Value, ...], ...]:
    """Return one record per quote, for the headings of `ids`; the third value is "1:context; 4:outcome".

    There the number of a row counts from 1 and a column has its id.
    """
    return _records(table, lambda use: "; ".join(f"{use.row + 1}:{table.columns[j].id}" for j in use.columns))


def _records(table: Table, label: Callable[[Use], str]) -> tuple[tuple[Value, ...], ...]:
    places = uses(table)
    made = []
    for number, quote in enumerate(table.quotes, 1):
        first, *others = (field.value(quote) for field in FIELDS)
        made.append((number, first, "; ".join(label(use) for use in places[number]), *others))
    return tuple(made)
