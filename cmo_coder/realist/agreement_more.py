"""Figures that are asked for by name: span matching by thresholds, domains and sets of codes, gamma.

The command line and the screen make the same choice of the same words, and show the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations

from cmo_coder.agreement.comparison import Comparison, Scope
from cmo_coder.agreement.figures import Question, score
from cmo_coder.agreement.value import Distance, Match, Metric, Score
from cmo_coder.agreement.words import reason_words, words
from cmo_coder.messages import N_, _
from cmo_coder.model.errors import UserError
from cmo_coder.realist.agreement import Agreement
from cmo_coder.realist.agreement_levels import On, unheard
from cmo_coder.realist.agreement_rows import Rows, number

SAMPLES = 30
"""How many continua are simulated for gamma where nothing else is asked."""

DOMAIN = (Metric.U_ALPHA, Metric.U_ALPHA_BINARY, Metric.CU_ALPHA)
"""The unitizing family of a domain; with `ku_alpha` for each of its codes."""

OF_SETS = (Metric.COHEN_KAPPA_SET, Metric.FLEISS_KAPPA_SET, Metric.GWET_AC1_SET)


@dataclass(frozen=True, slots=True)
class More:
    """What is asked for besides the usual figures.

    `matches` are span matchings with their threshold; `domains` lists of codes (ids) that exclude each other, with
    their names; `distances` those between sets of codes (of each domain, or of all codes where there is none).
    """

    matches: tuple[tuple[Match, str], ...] = ()
    domains: tuple[tuple[str, tuple[str, ...]], ...] = ()
    distances: tuple[Distance, ...] = ()
    gamma: bool = False
    samples: int = SAMPLES

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.matches or self.domains or self.distances or self.gamma)


@dataclass(frozen=True, slots=True)
class MoreFigure:
    """One figure: of what (a domain, a code, a document, a pair of coders), how, and its value."""

    metric: Metric
    of: str
    how: str
    score: Score


def matchings(texts: Sequence[str]) -> tuple[tuple[Match, str], ...]:
    """Read span matchings: "exact", "overlap", "tolerance:10" (characters), "iou:0.5". Raises UserError."""
    found = []
    for text in texts:
        name, _colon, limit = text.strip().partition(":")
        try:
            match = Match(name)
            value = Fraction(limit) if limit else Fraction(0)
            fits = bool(limit) == (match in (Match.TOLERANCE, Match.IOU)) and value >= 0
            if not fits or (match is Match.IOU and not 0 < value <= 1):
                raise ValueError(text)
        except (ValueError, ZeroDivisionError):
            raise UserError(
                N_("'{text}' is no way of matching passages."),
                N_("Use exact, overlap, tolerance:CHARACTERS or iou:SHARE (such as iou:0.5)."),
                text=text,
            ) from None
        found.append((match, limit))
    return tuple(found)


def domains_of(
    found: Agreement, names: Sequence[str], parents: dict[str, str | None]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the domains that top codes make: the codes below each that are compared. Raises UserError."""
    made = []
    labels = {label.casefold(): id_ for id_, label in found.material.codes.items()}
    for name in names:
        id_ = labels.get(name.strip().casefold())
        below = [one for one in found.comparison.codes if _under(one, id_, parents)] if id_ is not None else []
        if id_ is None or not below:
            raise UserError(
                N_("'{name}' is no code with codes below it."),
                N_("A domain is a code whose codes exclude each other; name that code."),
                name=name,
            )
        made.append((name.strip(), tuple(below)))
    return tuple(made)


def _under(code: str, top: str, parents: dict[str, str | None]) -> bool:
    at = parents.get(code)
    while at is not None and at != top:
        at = parents.get(at)
    return at == top


def more_figures(found: Agreement, asked: More, on: On = unheard) -> tuple[MoreFigure, ...]:
    """Return the figures that are asked for, of all coders that are compared; `on` hears how far it is."""
    comparison, scope = found.comparison, found.report.scope
    made: list[MoreFigure] = []
    for one in _matched(found, comparison, scope, asked):
        on(0, 1)
        made.append(one)
    for name, codes in asked.domains:
        on(0, 1)
        made += _of_domain(found, comparison, scope, name, codes)
    for distance in asked.distances:
        on(0, 1)
        for name, codes in asked.domains or ((_("all codes"), tuple(comparison.in_play(scope))),):
            question = Question(Metric.ALPHA_SET, unit=found.report.unit, domain=codes, distance=distance)
            made.append(MoreFigure(Metric.ALPHA_SET, name, distance.value, score(comparison, scope, question)))
            if distance is Distance.NOMINAL:
                for metric in OF_SETS:
                    question = Question(metric, unit=found.report.unit, domain=codes)
                    made.append(MoreFigure(metric, name, distance.value, score(comparison, scope, question)))
    if asked.gamma:
        made += _gammas(found, comparison, scope, asked, on)
    return tuple(made)


def _matched(found: Agreement, comparison: Comparison, scope: Scope, asked: More) -> Iterator[MoreFigure]:
    for match, limit in asked.matches:
        how = f"{match.value}:{limit}" if limit else match.value
        for pair in comparison.pairs(scope):
            names = " · ".join(found.coder(one) for one in pair.coders)
            question = Question(Metric.SPAN_F1, match=match, param=limit or 0)
            yield MoreFigure(Metric.SPAN_F1, names, how, score(comparison, pair, question))
        if len(scope.coders) > 2:
            question = Question(Metric.SPAN_F1, match=match, param=limit or 0)
            yield MoreFigure(Metric.SPAN_F1, _("all coders"), how, score(comparison, scope, question))


def _of_domain(
    found: Agreement, comparison: Comparison, scope: Scope, name: str, codes: tuple[str, ...]
) -> Iterator[MoreFigure]:
    """The family of 2016; with three and more coders each pair stands beside the joint value."""
    scopes = [("", scope)]
    if len(scope.coders) > 2:
        pairs = [comparison.scope(pair) for pair in combinations(scope.coders, 2)]
        scopes += [(" · ".join(found.coder(one) for one in pair.coders), pair) for pair in pairs]
    for who, some in scopes:
        for metric in DOMAIN:
            yield MoreFigure(metric, name, who, score(comparison, some, Question(metric, domain=codes)))
        if not who:
            for code in codes:
                question = Question(Metric.KU_ALPHA, code, domain=codes)
                yield MoreFigure(Metric.KU_ALPHA, f"{name}: {found.code(code)}", who, score(comparison, some, question))


def _gammas(found: Agreement, comparison: Comparison, scope: Scope, asked: More, on: On) -> Iterator[MoreFigure]:
    """Gamma of each document, with its best disorder; "not computed" where the search would take too long."""
    seed = found.report.seed
    how = _("{n} simulated, seed {seed}").format(n=asked.samples, seed=seed)
    a_document = asked.samples + 1
    for nr, document in enumerate(scope.documents):
        # What was not computed counts as done: the next document begins where it would have ended.
        each = partial(_further, on, nr * a_document, len(scope.documents) * a_document)
        each(0)
        one = comparison.scope(scope.coders, [document])
        best = score(comparison, one, Question(Metric.GAMMA_BEST_DISORDER, each=each))
        yield MoreFigure(Metric.GAMMA_BEST_DISORDER, found.document(document), "", best)
        if best.value is None:
            yield MoreFigure(Metric.GAMMA, found.document(document), how, best)
            continue
        question = Question(Metric.GAMMA, seed=seed, samples=asked.samples, each=each)
        yield MoreFigure(Metric.GAMMA, found.document(document), how, score(comparison, one, question))


def _further(on: On, before: int, whole: int, nr: int) -> None:
    on(before + nr, whole)


def more_rows(figures: Sequence[MoreFigure]) -> Rows:
    """Return these figures as a table; the reason stands where there is no value."""
    rows = [
        (words(one.metric).name, number(one.score), one.of, one.how, reason_words(one.score.reason)) for one in figures
    ]
    notes = [
        f"{said.name}: {said.formula} ({said.source})"
        for said in (words(metric) for metric in dict.fromkeys(one.metric for one in figures))
    ]
    return Rows((_("figure"), _("value"), _("of"), _("how"), _("why not")), tuple(rows), tuple(notes))


def more_json(figures: Sequence[MoreFigure]) -> list[dict[str, object]]:
    """Return these figures for scripts."""
    return [
        {
            "figure": one.metric.value,
            "of": one.of,
            "how": one.how,
            "value": one.score.value,
            **({} if one.score.value is not None else {"reason": one.score.reason}),
            "formula": words(one.metric).formula,
            "source": words(one.metric).source,
        }
        for one in figures
    ]


def more_from(
    found: Agreement,
    parents: dict[str, str | None],
    *,
    matches: Sequence[str] = (),
    domains: Sequence[str] = (),
    distances: Sequence[str] = (),
    gamma: bool = False,
    samples: int = SAMPLES,
) -> More:
    """Return the choice that words make. Raises UserError for a word that is none."""
    known = {one.value for one in Distance}
    for name in distances:
        if name not in known:
            raise UserError(N_("'{text}' is not one of: {known}."), text=name, known=", ".join(sorted(known)))
    return More(
        matchings(matches),
        domains_of(found, domains, parents),
        tuple(Distance(name) for name in distances),
        gamma,
        samples,
    )
