"""A comparison of coders as lines and rows of text, in the current language: for screen, command line and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cmo_coder.agreement.value import Metric, Score
from cmo_coder.agreement.words import reason_words, words
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.messages.numbers import decimal
from cmo_coder.model.adjudication import DisagreementKind
from cmo_coder.realist.agreement import Agreement
from cmo_coder.realist.agreement_intervals import NOT_DEFINED, interval_notes, interval_word
from cmo_coder.realist.agreement_levels import Pair
from cmo_coder.realist.agreement_rounds import RoundRow
from cmo_coder.store.adjudication import OF_CLAIMS, SAID
from cmo_coder.store.disagreement import Disagreement

KINDS: Mapping[DisagreementKind, str] = {
    DisagreementKind.BOUNDARY: N_("other boundary"),
    DisagreementKind.SPLIT_MERGE: N_("in other parts"),
    DisagreementKind.CONFLICT: N_("other code"),
    DisagreementKind.ONLY_FIRST: N_("only {first}"),
    DisagreementKind.ONLY_SECOND: N_("only {second}"),
    DisagreementKind.ROLE: N_("other role"),
    DisagreementKind.LINK: N_("other link"),
    DisagreementKind.CONFIGURATION: N_("other configuration"),
}


@dataclass(frozen=True, slots=True)
class Rows:
    """A small table of text, and what must be said below it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


SHORT_NAME = 12
"""Characters of a coder's name at the head of a column."""


def number(score: Score | float | None) -> str:
    """Return a figure with three decimals, or the sign for "not defined"."""
    value = score.value if isinstance(score, Score) else score
    return NOT_DEFINED if value is None else decimal(value, 3)


def sections(found: Agreement) -> Iterator[tuple[str, Rows]]:
    """Yield every table with its title; the disagreements come first."""
    from cmo_coder.realist.agreement_level_rows import level_rows

    if found.joint:
        yield _("Where the coders differ, all together"), disagreement_rows(found, found.joint)
    for pair, listed in found.disagreements.items():
        yield _("Where {first} and {second} differ").format(**_names(found, pair)), disagreement_rows(found, listed)
    yield _("Per code, lowest first"), code_rows(found)
    yield _("All codes together"), overall_rows(found)
    yield _("Per document"), document_rows(found)
    if found.report.confusion:
        yield _("Which code met which other"), confusion_rows(found)
    for pair, one in found.levels.items():
        title = _("Elements, links and configurations: {first} and {second}").format(**_names(found, pair))
        yield title, level_rows(found, one)


def _names(found: Agreement, pair: Pair, most: int = 60) -> dict[str, str]:
    return {"first": shortened(found.coder(pair[0]), most), "second": shortened(found.coder(pair[1]), most)}


def by_pair(found: Agreement, tables: Mapping[Pair, Rows]) -> Rows:
    """Return the tables of several pairs of coders as one, with the columns that all of them have."""
    shared = [name for name in next(iter(tables.values())).head if all(name in table.head for table in tables.values())]
    made: list[tuple[str, ...]] = []
    notes: list[str] = []
    for pair, table in tables.items():
        names = " · ".join(_names(found, pair, SHORT_NAME).values())
        places = [table.head.index(name) for name in shared]
        made += [(names, *(row[at] for at in places)) for row in table.rows]
        notes += [f"{names}: {note}" for note in table.notes]
    return Rows((_("coders"), *shared), tuple(made), tuple(notes))


def kind_word(found: Agreement, one: Disagreement, most: int = 60) -> str:
    """Return the kind of a disagreement in words; names of coders in at most so many characters."""
    if one.is_joint and not all(side.places or side.claims for side in one.sides):
        if one.kind is DisagreementKind.CONFIGURATION:
            return _("configuration not of all")
        if one.kind in (DisagreementKind.ONLY_FIRST, DisagreementKind.ONLY_SECOND):
            return _("not by all")
    names = _names(found, (one.first_coder, one.second_coder), most)
    if one.kind is DisagreementKind.CONFIGURATION and not (one.case.first and one.case.second):
        whose = _("configuration only {first}") if one.case.first else _("configuration only {second}")
        return whose.format(**names)
    return _(KINDS[one.kind]).format(**names)


def choice_word(found: Agreement, one: Disagreement) -> str:
    """Return how a disagreement was settled, in words; nothing where it was not looked at yet."""
    if one.settled is None:
        return ""
    names = _names(found, (one.settled.first_coder_id, one.settled.second_coder_id))
    return _(SAID[one.settled.choice]).format(**names)


def code_word(found: Agreement, one: Disagreement) -> str:
    """Return the code in dispute, or each of them."""
    if one.is_joint:
        said = [side.chain or found.code(place[2]) for side in one.sides for place in (side.places or ((0, 0, ""),))]
        return " / ".join(dict.fromkeys(word for word in said if word))
    first, second = found.code(one.case.first_code), found.code(one.case.second_code)
    return first if first == second else f"{first} / {second}"


def shortened(text: str, most: int = 60) -> str:
    """Return a text in at most so many characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def support_words(found: Agreement, one: Disagreement) -> str:
    """Return the effective elements that rest on a disagreement, each with what its support would lose without it."""
    lost = dict(one.at_stake)
    said = []
    for id_ in sorted({*one.effective_elements, *lost}, key=found.effective_element):
        less = ", ".join(_less(lost[id_])) if id_ in lost else ""
        said.append(f"{found.effective_element(id_)} ({less})" if less else found.effective_element(id_))
    return "; ".join(said)


def _less(counts: tuple[int, int, int, int]) -> list[str]:
    cases, respondents, groups, rounds = counts
    texts = (
        ngettext("{n} case less", "{n} cases less", cases),
        ngettext("{n} respondent less", "{n} respondents less", respondents),
        ngettext("{n} group less", "{n} groups less", groups),
        ngettext("{n} round less", "{n} rounds less", rounds),
    )
    return [text.format(n=n) for text, n in zip(texts, counts, strict=True) if n]


def disagreement_rows(found: Agreement, listed: tuple[Disagreement, ...], most: int = 40, width: int = 60) -> Rows:
    """Return the list of disagreements; first what would change most for the effective elements.

    `most` is how many, `width` the characters for codes and claims.
    """
    rows = [
        (
            kind_word(found, one),
            shortened(code_word(found, one), width),
            found.document(one.case.document),
            f"{one.case.start}-{one.case.end}",
            str(one.case.characters) if one.case.characters and one.kind not in OF_CLAIMS else "",
            support_words(found, one),
            choice_word(found, one),
        )
        for one in listed[:most]
    ]
    notes = []
    if not listed and not found.report.codes:
        notes.append(_("Nobody coded anything in these documents."))
    elif not listed:
        notes.append(_("No differences: the same codes on the same words."))
    if len(listed) > most:
        notes.append(_("... and {n} more (--json lists all)").format(n=len(listed) - most))
    head = (
        _("kind"),
        _("code"),
        _("document"),
        _("place"),
        _("characters"),
        _("support that rests on it"),
        _("decision"),
    )
    return Rows(head, tuple(rows), tuple(notes))


def code_rows(found: Agreement) -> Rows:
    """Return one row per code with its figures and the kinds of disagreement."""
    made = found.report
    metrics = tuple(made.codes[0].scores) if made.codes else ()
    head = [_("code"), *(shortened(found.coder(one), SHORT_NAME) for one in made.scope.coders), _("share")]
    for nr, metric in enumerate(metrics):
        head.append(words(metric).name)
        if not nr and made.draws:
            head.append(_("95 % interval"))
    head += [_("exact"), _("boundary"), _("parts"), _("other code"), _("left out")]
    rows = []
    reasons: dict[str, list[str]] = {}
    for row in made.codes:
        cells = [found.code(row.code), *map(str, row.used), number(row.prevalence)]
        for nr, metric in enumerate(metrics):
            score = row.scores[metric]
            cells.append(number(score))
            if score.value is None:
                reasons.setdefault(reason_words(score.reason), []).append(found.code(row.code))
            if not nr and made.draws:
                cells.append(interval_word(row))
        kinds = row.kinds
        cells += [str(kinds.exact), str(kinds.boundary), str(kinds.split_merge)]
        cells += [str(kinds.conflict_pairs), str(kinds.only_a + kinds.only_b)]
        rows.append(tuple(cells))
    notes = [f"{NOT_DEFINED} {why}: {', '.join(dict.fromkeys(codes))}" for why, codes in reasons.items()]
    alone = [found.code(row.code) for row in made.codes if row.one_coder_only]
    if alone:
        notes.append(_("Used by one coder only: {codes}").format(codes=", ".join(alone)))
    return Rows(tuple(head), tuple(rows), tuple(notes + interval_notes(found)))


def overall_rows(found: Agreement) -> Rows:
    """Return the figures over all codes in use."""
    rows = []
    for metric, score in found.report.overall.items():
        said = words(metric)
        rows.append((said.name, number(score), reason_words(score.reason) or said.answers))
    return Rows((_("figure"), _("value"), _("what it answers")), tuple(rows))


def document_rows(found: Agreement) -> Rows:
    """Return one row per document."""
    rows = []
    for row in found.report.documents:
        figures = [number(score) for score in row.scores.values()]
        coders = ", ".join(shortened(found.coder(one), SHORT_NAME) for one in row.coders)
        rows.append((found.document(row.document), coders, str(row.units), *figures, str(row.disagreements)))
    metrics = tuple(found.report.documents[0].scores) if found.report.documents else ()
    head = (_("document"), _("coders"), _("units"), *(words(metric).name for metric in metrics), _("differences"))
    return Rows(head, tuple(rows))


def confusion_rows(found: Agreement) -> Rows:
    """Return which code of the one met which code of the other."""
    coders = found.report.scope.coders
    two = len(coders) == 2
    head = (
        found.coder(coders[0]) if two else _("code"),
        found.coder(coders[1]) if two else _("other code"),
        _("times"),
    )
    rows = [(found.code(one), found.code(other), str(n)) for (one, other), n in found.report.confusion.items()]
    return Rows(head, tuple(rows), (_("Passages without a partner under their own code that meet under another."),))


def round_rows(rows: Sequence[RoundRow]) -> Rows:
    """Return the trend: one row per coding round."""
    metrics = tuple(rows[0].scores) if rows else ()
    head = (_("round"), _("documents"), _("units"), *(words(metric).name for metric in metrics))
    made = [
        (str(row.nr), str(row.documents), str(row.units), *(number(score) for score in row.scores.values()))
        for row in rows
    ]
    note = (
        _("Coding as it was when each coder was done in that round.") if rows else _("No round is done by two coders.")
    )
    return Rows(head, tuple(made), (note,))


def how(found: Agreement, *, explain: bool = False) -> tuple[str, ...]:
    """Return the formula and the literature of every figure that was shown; with `explain` what it answers too."""
    made = found.report
    metrics: dict[Metric, None] = {metric: None for row in made.codes for metric in row.scores}
    metrics |= dict.fromkeys(made.overall)
    lines = [_("How this was computed")]
    for metric in metrics:
        said = words(metric)
        source = f" ({said.source})" if said.source != "-" else ""
        lines.append(f"  {said.name}: {said.formula}{source}")
        if explain:
            lines.append(f"    {said.answers}")
    return tuple(lines)
