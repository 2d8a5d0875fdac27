"""The figures on the suggestions as lines: providers beside people, the learning curve, calibration, codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from cmo_coder.messages import _, ngettext
from cmo_coder.model.suggestions import SuggestionKind
from cmo_coder.realist.words import word
from cmo_coder.tui.widgets.line_list import Line, heading

if TYPE_CHECKING:
    from cmo_coder.suggest.evaluate import Evaluation
    from cmo_coder.suggest.report import Outcomes, Report

NAME = 26
WIDTH = 9


def share(value: float | None) -> str:
    """A figure from 0 to 1 with two decimals, or a dash."""
    return "-" if value is None else f"{value:.2f}"


def report_lines(
    report: Report, provider: str, roles: Evaluation | None = None, *, ascii_only: bool = False
) -> list[Line]:
    """Everything, in the order in which one asks for it; the figures per code are those of `provider`."""
    lines = [
        *_providers(report),
        *_roles(roles),
        *_curves(report),
        *_calibration(report, ascii_only),
        *_outcomes(report),
        *_codes(report, provider),
    ]
    return [Line(f"{nr} {one.id}", one.text, heading=one.heading, about=one.about) for nr, one in enumerate(lines)]


def _row(id_: str, name: str, cells: Sequence[str], *, style: str = "", about: tuple[str, str] = ("", "")) -> Line:
    name = name if cell_len(name) <= NAME else name[: NAME - 1] + "…"
    padded = name + " " * (NAME - cell_len(name))
    return Line(id_, Content.styled(padded + "".join(f"{cell:>{WIDTH}}" for cell in cells), style), about=about)


def _head(id_: str, title: str, cells: Sequence[str]) -> Iterator[Line]:
    yield Line(id_ + " ", " ", heading=True)
    yield heading(id_, title)
    if cells:
        padded = " " * NAME + "".join(f"{cell:>{WIDTH}}" for cell in cells)
        yield Line(id_ + " cells", Content.styled(padded, "dim"), heading=True)


def _providers(report: Report) -> Iterator[Line]:
    measured = report.providers[report.main].evaluation.measures.n
    n = report.documents
    documents = ngettext("{n} document", "{n} documents", n).format(n=n)
    title = _("On documents left out in turn: {n} passages in {documents}").format(n=measured, documents=documents)
    cells = [_("first"), _("in three"), _("macro-F1"), _("shown")]
    yield from list(_head("providers", title, cells))[1:]
    for name, one in report.providers.items():
        found = one.evaluation.measures
        figures = [found.first_right, found.right_in_three, found.macro_f1, one.evaluation.coverage]
        yield _row(name, name, [share(value) for value in figures], style="bold" if name == report.main else "")
    human = report.human
    if human is not None:
        yield _row("human", _("two human coders"), [share(human.first_right), share(human.right_in_three), "", ""])
        said = _("{n} passages that both coded, in {m} documents that both finished").format(
            n=human.n, m=human.documents
        )
    else:
        said = _("two human coders: no document that two coders finished, so there is no line to read this beside")
    yield Line("human said", Content.styled(said, "dim"))
    threshold = _("first, in three: a right code first, or among three · shown: share at least {share}").format(
        share=f"{report.threshold:.2f}"
    )
    yield Line("legend", Content.styled(threshold, "dim"))


def _roles(found: Evaluation | None) -> Iterator[Line]:
    """The roles: one line for all, one for each."""
    title = _("Roles: two are proposed for a passage")
    if found is None:
        yield from _head("roles", title, [])
        said = _("nothing to measure: fewer than two documents have fragments with a role")
        yield Line("no roles", Content.styled(said, "dim"))
        return
    measures = found.measures
    yield from _head("roles", title, [_("first"), _("in two"), _("macro-F1"), _("shown")])
    figures = [measures.first_right, measures.right_in_two, measures.macro_f1, found.coverage]
    yield _row("cmo-role", found.provider, [share(value) for value in figures], style="bold")
    yield _row("roles cells", "", ["n", _("precision"), _("recall"), "F1"], style="dim")
    for role, one in sorted(measures.per_code.items(), key=lambda pair: -pair[1].n):
        yield _row(f"role {role}", role, [str(one.n), share(one.precision), share(one.recall), share(one.f1)])


def _curves(report: Report) -> Iterator[Line]:
    steps = sorted({point.n for one in report.providers.values() for point in one.curve})
    if not steps:
        return
    title = _("Had you coded only the first n fragments: a right code first / among three")
    yield from _head("curve", title, [str(n) for n in steps])
    for name, one in report.providers.items():
        at = {point.n: point.measures for point in one.curve}
        for key, label in (("first_right", name), ("right_in_three", "")):
            yield _row(f"{name} {key}", label, [share(getattr(at[n], key)) if n in at else "-" for n in steps])


def _calibration(report: Report, ascii_only: bool) -> Iterator[Line]:
    if report.calibration is None:
        yield from _head("calibration", _("Ranked, not calibrated"), [])
        said = _("Probabilities are shown from 30 measured suggestions on; until then the order is all that they say.")
        yield Line("not calibrated", Content.styled(said, "dim"))
        return
    title = _("Calibration: first suggestions by their share ({provider})").format(provider=report.main)
    yield from _head("calibration", title, ["n", _("share"), _("right"), ""])
    for row in report.table:
        bar = ("*" if ascii_only else "▪") * round(10 * (row.right or 0))
        yield _row(
            f"share {row.low}", f"{row.low:.1f} – {row.high:.1f}", [str(row.n), share(row.share), share(row.right), bar]
        )


def _outcomes(report: Report) -> Iterator[Line]:
    heads = [_("taken"), _("first"), _("other"), _("refused")]
    # The words are longer than figures are, in some languages.
    widths = [max(WIDTH, cell_len(one) + 1) for one in heads]
    yield from _head("outcomes", _("What coders did with them"), _padded(heads, widths))
    if not report.outcomes:
        yield Line("no outcomes", Content.styled(_("nothing was decided on yet"), "dim"))
    for (kind, provider), one in report.outcomes.items():
        name = provider if kind is SuggestionKind.CODE else f"{word(kind)} · {provider}"
        if kind is not SuggestionKind.CODE and cell_len(name) > NAME:
            name = word(kind)  # who proposed it is less than what
        yield _row(f"did {kind} {provider}", name, _padded(_did(one), widths))


def _padded(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True)]


def _did(one: Outcomes) -> list[str]:
    return [str(one.accepted), str(one.first), str(one.changed), str(one.rejected)]


def _codes(report: Report, provider: str) -> Iterator[Line]:
    per_code = report.providers[provider].evaluation.measures.per_code
    title = _("Per code ({provider}); p shows the next, enter goes to the code").format(provider=provider)
    yield from _head("codes", title, ["n", _("precision"), _("recall"), "F1"])
    for code, one in sorted(per_code.items(), key=lambda pair: (-pair[1].n, report.names.get(pair[0], ""))):
        cells = [str(one.n), share(one.precision), share(one.recall), share(one.f1)]
        yield _row(f"code {code}", report.names.get(code, code), cells, about=("code", code))
