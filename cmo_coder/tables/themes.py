"""Themes against elements (AC-3)."""

from __future__ import annotations

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.themes import ThemeRow, themes_off_list, themes_with_elements, themes_without_element
from cmo_coder.realist.words import word
from cmo_coder.tables.making import bullets, joined, number, table, text
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.value import Column, Row, Table

THEMES_TITLE = N_("Themes and elements")


def theme_check(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """One row per theme: its list, its questions, its elements, and what is missing."""
    columns = [
        Column("thema_vraagstuk", _("Theme"), 28),
        Column("lijst", _("List"), 16),
        Column("vragen", _("Questions"), 48),
        Column("elementen", _("Elements"), 10),
        Column("aantal", _("Number of elements"), 10),
        Column("opmerking", _("Remark"), 26),
    ]
    off = {theme.id for theme in themes_off_list(snapshot)}
    without = {theme.id for theme in themes_without_element(snapshot)}
    rows = []
    for row in themes_with_elements(snapshot):
        remark = (
            _("question without an element")
            if row.theme.id in without
            else _("theme off the list")
            if row.theme.id in off
            else ""
        )
        words = _words(snapshot, row)
        cells = (
            text(row.theme.label, words),
            text(word(row.theme.list)),
            bullets(question.text for question in snapshot.questions_of_theme.get(row.theme.id, ())),
            joined(str(element.nr) for element in row.elements),
            number(len(row.elements)),
            text(remark),
        )
        rows.append(Row(row.theme.id, cells))
    questions = ngettext("{n} question without an element", "{n} questions without an element", len(without))
    others = ngettext("{n} theme off the list", "{n} themes off the list", len(off))
    caption = f"{questions.format(n=len(without))}; {others.format(n=len(off))}"
    return table(snapshot, "themas", _(THEMES_TITLE), caption, columns, rows, date)


def _words(snapshot: Snapshot, row: ThemeRow) -> tuple[str, ...]:
    return snapshot.in_reading_order(
        link.fragment_id for link in snapshot.fragment_themes if link.theme_id == row.theme.id
    )
