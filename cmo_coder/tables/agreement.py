"""The agreement report as tables: how it was done, what differs, the figures, and the cases that were settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cmo_coder import __version__
from cmo_coder.agreement.words import words
from cmo_coder.messages import _, language
from cmo_coder.messages.dates import day
from cmo_coder.messages.numbers import Figure, decimal
from cmo_coder.model.fragments import Fragment
from cmo_coder.model.study import Study
from cmo_coder.realist import agreement_rows as said
from cmo_coder.realist.agreement import Agreement
from cmo_coder.realist.agreement_discussed import Discussed, discussed
from cmo_coder.realist.agreement_intervals import interval_notes, interval_of, interval_plot, interval_word
from cmo_coder.realist.agreement_level_rows import level_rows
from cmo_coder.realist.agreement_more import MoreFigure, more_rows
from cmo_coder.realist.agreement_rounds import RoundRow
from cmo_coder.realist.agreement_scope import scope_line, scope_lines
from cmo_coder.realist.words import word
from cmo_coder.store.disagreement import Disagreement
from cmo_coder.store.double_coding import how_drawn
from cmo_coder.store.history import last_seq
from cmo_coder.store.reading import Reading
from cmo_coder.tables.value import Cell, CellKind, Column, Plot, Row, Stamp, Table


def agreement_tables(
    reading: Reading, found: Agreement, rounds: Sequence[RoundRow] = (), more: Sequence[MoreFigure] = ()
) -> tuple[Table, ...]:
    """Return the report, the differences first. Every table says of which unit and universe its figures are.

    The first says so in full, the others in one line: as a caption above each table the whole would drown the title.
    """
    study = reading.all(Study)[0]
    stamp = Stamp(study.name, date.today().isoformat(), last_seq(reading.connection), f"cmo-coder {__version__}")
    whole = ". ".join(line.rstrip(".") for line in scope_lines(found)) + "."
    coders = ", ".join(found.coder(one) for one in found.report.scope.coders)
    short = f"{coders} · {scope_line(found)}"
    parts: list[tuple[str, str, said.Rows]] = [
        ("agreement_method", _("How agreement was determined"), method(found, how_drawn(reading, word))),
    ]
    together = None if found.joint else next(iter(found.disagreements))
    after = discussed(reading, found, together, with_levels=True)
    if found.joint:
        title = _("Where the coders differ, all together")
        parts.append(("agreement_differences", title, _differences(found, found.joint)))
        settled = tuple(one for one in found.joint if one.settled is not None)
        parts.append(("agreement_settled", _("What was settled"), _settled(reading, found, settled)))
    for pair, listed in found.disagreements.items():
        names = {"first": found.coder(pair[0]), "second": found.coder(pair[1])}
        title = _("Where {first} and {second} differ").format(**names)
        parts.append(("agreement_differences", title, _differences(found, listed)))
        settled = tuple(one for one in listed if one.settled is not None)
        if settled or not found.joint:  # of three and more it stands above, where anything was settled
            title = _("What {first} and {second} settled").format(**names) if found.joint else _("What was settled")
            parts.append(("agreement_settled", title, _settled(reading, found, settled)))
    if after.before != after.after:
        parts.append(("agreement_discussed", _("Before and after discussion"), _discussed(after)))
    parts += [
        ("agreement_codes", _("Per code, lowest first"), said.code_rows(found)),
        ("agreement_intervals", _("Intervals per code"), _intervals(found)),
        ("agreement_overall", _("All codes together"), said.overall_rows(found)),
        ("agreement_documents", _("Per document"), said.document_rows(found)),
        ("agreement_confusion", _("Which code met which other"), said.confusion_rows(found)),
    ]
    if rounds:
        parts.append(("agreement_rounds", _("Over the rounds"), said.round_rows(rounds)))
    if more:
        parts.append(("agreement_more", _("Other figures"), more_rows(more)))
    for pair, one in found.levels.items():
        names = {"first": found.coder(pair[0]), "second": found.coder(pair[1])}
        title = _("Elements, links and configurations: {first} and {second}").format(**names)
        parts.append(("agreement_levels", title, level_rows(found, one, after.levels.get(pair))))
    made = [
        _table(nr, id_, title, whole if nr == 1 else short, rows, stamp)
        for nr, (id_, title, rows) in enumerate(parts, start=1)
    ]
    drawn = _plot(found)
    return tuple(replace(one, plot=drawn) if one.id.startswith("agreement_intervals") else one for one in made)


def _differences(found: Agreement, listed: tuple[Disagreement, ...]) -> said.Rows:
    """All of them, each claim in full."""
    return said.disagreement_rows(found, listed, most=len(listed), width=1000)


def _plot(found: Agreement) -> Plot | None:
    """Return the values of the first figure per code with their intervals, to be drawn."""
    made = found.report
    metric = next(iter(made.codes[0].scores), None) if made.codes else None
    if metric is None:
        return None
    points = []
    for row in made.codes:
        ends = interval_of(row)
        points.append((found.code(row.code), row.scores[metric].value, *(ends or (None, None))))
    return Plot(_("code"), tuple(points), (words(metric).name, _("upper end"), _("lower end")))


def _discussed(after: Discussed) -> said.Rows:
    """Return the headline figures as coded independently, and after what was settled."""
    rows = [
        (words(metric).name, said.number(score), said.number(after.after[metric]))
        for metric, score in after.before.items()
    ]
    return said.Rows((_("figure"), _("before discussion"), _("after discussion")), tuple(rows))


def method(found: Agreement, drawn: Sequence[str] = ()) -> said.Rows:
    """Return the methods sentence, how the documents were drawn, and the definition of every figure."""
    rows = [(_("What was compared"), methods_sentence(found))]
    rows += [(_("How the documents were drawn"), sentence) for sentence in drawn]
    for line in said.how(found)[1:]:
        name, _colon, rest = line.strip().partition(": ")
        rows.append((name, rest))
    return said.Rows((_("what"), _("how")), tuple(rows))


def methods_sentence(found: Agreement) -> str:
    """Return the sentence for a methods section: coders, documents, unit, coding, figures, and what was settled."""
    made = found.report
    everything = found.joint or tuple(one for listed in found.disagreements.values() for one in listed)
    settled = [one for one in everything if one.settled is not None]
    sentence = _(
        "{coders} coders coded {n} documents independently; agreement was computed on {units} units over the documents "
        "that at least two of them finished, as Krippendorff's alpha (nominal) beside Dice."
    ).format(coders=len(made.scope.coders), n=len(made.scope.documents), units=made.units)
    if settled:
        sentence += " " + _("Of {all} differences {n} were settled with a reason on record.").format(
            all=len(everything), n=len(settled)
        )
    return f"{sentence} {' '.join(scope_lines(found)[1:])}"


def _intervals(found: Agreement) -> said.Rows:
    """Return the plot of the intervals of the first figure, a line per code."""
    made = found.report
    metric = next(iter(made.codes[0].scores), None) if made.codes else None
    if metric is None:
        return said.Rows((_("code"),), ())
    rows = tuple(
        (
            found.code(row.code),
            said.number(row.scores[metric]),
            interval_word(row),
            interval_plot(row, metric),
        )
        for row in made.codes
    )
    head = (_("code"), words(metric).name, _("95 % interval"), f"{decimal(-0.2, 1)} … 1")
    return said.Rows(head, rows, tuple(interval_notes(found)))


def _settled(reading: Reading, found: Agreement, settled: Sequence[Disagreement]) -> said.Rows:
    rows = []
    fragments = {
        (one.document_id, one.start, one.end): one.quote
        for one in reading.among(Fragment, "document_id", {one.case.document for one in settled})
    }
    for one in settled:
        assert one.settled is not None
        spans = one.case.first or one.case.second
        quote = fragments.get((one.case.document, *spans[0]), "") if spans else ""
        rows.append(
            (
                said.kind_word(found, one),
                said.code_word(found, one),
                found.document(one.case.document),
                quote,
                said.choice_word(found, one),
                one.settled.reason,
                _Day(one.settled.at[:10]),
            )
        )
    head = (_("kind"), _("code"), _("document"), _("words"), _("decision"), _("reason"), _("day"))
    return said.Rows(head, tuple(rows), () if rows else (_("Nothing was settled yet."),))


class _Day(str):
    """A day (ISO 8601): files for people write it in words."""

    __slots__ = ()


def _cell(words: str) -> Cell:
    """A figure stays a number, so that files for programs write it with a point; a day stays a day."""
    if isinstance(words, _Day):
        return Cell(words, CellKind.DATE)
    return Cell(words, CellKind.NUMBER, number=words.value) if isinstance(words, Figure) else Cell(text=words)


def _length(words: str) -> int:
    return len(day(words)) if isinstance(words, _Day) else len(words)


def _table(nr: int, id_: str, title: str, scope: str, rows: said.Rows, stamp: Stamp) -> Table:
    widths = [max([len(name), *(min(60, _length(row[at])) for row in rows.rows)]) for at, name in enumerate(rows.head)]
    columns = tuple(Column(f"c{at}", name, widths[at] + 2) for at, name in enumerate(rows.head))
    made = tuple(Row(str(at), tuple(_cell(cell) for cell in row)) for at, row in enumerate(rows.rows))
    return Table(f"{id_}_{nr}", title, scope, language(), columns, made, stamp, notes=rows.notes)
