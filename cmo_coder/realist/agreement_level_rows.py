"""The five levels on which claims are compared, as rows of text in the current language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cmo_coder.messages import _
from cmo_coder.realist.agreement import Agreement
from cmo_coder.realist.agreement_intervals import NOT_DEFINED
from cmo_coder.realist.agreement_levels import Levels
from cmo_coder.realist.agreement_rows import Rows, number


def level_rows(found: Agreement, one: Levels, after: Levels | None = None) -> Rows:
    """Return the five levels, each with how many it is about; with `after` also as they are after discussion."""
    made = _rows(one)
    head = [_("level"), _("question"), _("value"), _("figure"), "N"]
    if after is not None and (then := _rows(after)) != made:
        head.insert(3, _("after discussion"))
        values = [row[2] for row in then]
        made = [(*row[:3], value, *row[3:]) for row, value in zip(made, values, strict=True)]
    return Rows(tuple(head), tuple(made), tuple(_level_notes(found, one)))


def _rows(one: Levels) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        ("L0", _("same text marked"), number(one.text), _("matching passages (F1)"), ""),
        ("L1", _("same element"), number(one.elements.element_f1), "F1", _of(one.elements.first, one.elements.second)),
        (
            "L1",
            _("same role"),
            number(one.elements.role.alpha),
            _("Krippendorff's alpha"),
            str(one.elements.role.pairs),
        ),
        ("L2", _("same links"), number(one.links.f1), "F1", _of(one.links.first, one.links.second)),
    ]
    explained = one.configurations
    n = _of(explained.first, explained.second)
    rows += [
        ("L3", _("same explanation"), number(explained.ca), _("soft F1 (CA)"), n),
        ("L3", _("the same in every slot"), number(explained.exact_f1), "F1", n),
    ]
    for slot in explained.slots:
        share = NOT_DEFINED if not slot.filled else f"{slot.same}/{slot.filled}"
        rows.append(("L3", _("slot {slot} the same").format(slot=slot.slot.value), share, _("matched pairs"), ""))
    met = len(explained.pairs)
    then = one.consequence
    rows += [
        ("L4", _("same stance"), number(then.stance.percent), _("share of matched pairs"), str(met)),
        ("L4", _("same effective element"), number(then.element.percent), _("share of matched pairs"), str(met)),
    ]
    return rows


def _of(first: int, second: int) -> str:
    return f"{first} + {second}"


def _level_notes(found: Agreement, one: Levels) -> Iterator[str]:
    chance = one.chance
    if chance.expected.value is not None:
        yield _("CA by chance {expected}, corrected {corrected} ({n} permutations, seed {seed}).").format(
            expected=number(chance.expected),
            corrected=number(chance.corrected),
            n=chance.permutations,
            seed=found.report.seed,
        )
        if chance.too_small:
            yield _("Too small for a correction for chance: fewer than 20 configurations; an illustration only.")
    for met in one.configurations.contradictions:
        yield _("Contradiction: the same outcome in opposite directions (pair {nr}).").format(nr=met.first + 1)
    for changed in one.consequence.changed:
        yield _("Support of {element} would change: {first} against {second}.").format(
            element=found.effective_element(changed.element),
            first=_stances(changed.first),
            second=_stances(changed.second),
        )


def _stances(counted: Mapping[str, int]) -> str:
    from cmo_coder.model.fragments import Stance
    from cmo_coder.realist.words import word

    known = {stance.value: word(stance) for stance in Stance}
    return ", ".join(f"{known.get(stance, stance) or '?'} {n}" for stance, n in sorted(counted.items())) or "0"
