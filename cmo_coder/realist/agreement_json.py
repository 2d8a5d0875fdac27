"""A comparison of coders as JSON: every figure with its unit, universe, formula, number of units and seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cmo_coder.agreement.report import CodeRow
from cmo_coder.agreement.value import Metric, Score, Unit
from cmo_coder.agreement.words import words
from cmo_coder.realist.agreement import Agreement
from cmo_coder.realist.agreement_levels import Levels
from cmo_coder.realist.agreement_more import MoreFigure, more_json
from cmo_coder.realist.agreement_rounds import RoundRow
from cmo_coder.store.disagreement import Disagreement
from cmo_coder.store.universe import Universe


def as_json(found: Agreement, rounds: Sequence[RoundRow] = (), more: Sequence[MoreFigure] = ()) -> dict[str, Any]:
    """Return everything that is shown, for scripts. An undefined figure is null with its reason."""
    made, universe = found.report, found.material.universe
    shown: dict[Metric, None] = {metric: None for row in made.codes for metric in row.scores}
    return {
        "coders": [found.coder(one) for one in made.scope.coders],
        "documents": list(found.material.documents.values()),
        "left_out": list(found.material.left_out),
        "begun_again": [
            {"document": one.title, "coders": list(one.coders), "round": one.coding_round}
            for one in found.material.begun_again
        ],
        "blind_in": list(found.material.blind),
        "universe": {
            "rule": "documents that two or more of the coders finished",
            "unit": _unit(universe),
            "units": made.units,
            "level": universe.level.value,
            "interviewer_turns": universe.interviewer,
            "as_of": universe.as_of.value,
            "round": universe.coding_round,
        },
        "seed": made.seed,
        "draws": made.draws,
        "figures": {
            metric.value: {"formula": words(metric).formula, "source": words(metric).source} for metric in shown
        },
        "disagreements": [_disagreement(found, one) for listed in found.disagreements.values() for one in listed],
        "joint": [_joint(found, one) for one in found.joint],
        "codes": [_code(found, row) for row in made.codes],
        "overall": {metric.value: _score(score) for metric, score in made.overall.items()},
        "per_document": [
            {
                "document": found.document(row.document),
                "coders": [found.coder(one) for one in row.coders],
                "units": row.units,
                **{metric.value: _score(score) for metric, score in row.scores.items()},
                "disagreements": row.disagreements,
            }
            for row in made.documents
        ],
        "pairs": [
            {
                "coders": [found.coder(one) for one in pair],
                **{metric.value: _score(one) for metric, one in scores.items()},
            }
            for pair, scores in made.pairs.items()
        ],
        "confusion": [
            {"first": found.code(one), "second": found.code(other), "times": n}
            for (one, other), n in made.confusion.items()
        ],
        "levels": [
            {"coders": [found.coder(coder) for coder in pair], **_levels(found, one)}
            for pair, one in found.levels.items()
        ],
        "rounds": [
            {
                "round": row.nr,
                "documents": row.documents,
                "units": row.units,
                **{metric.value: _score(score) for metric, score in row.scores.items()},
            }
            for row in rounds
        ],
        "more": more_json(more),
    }


def _unit(universe: Universe) -> str:
    if universe.unit is Unit.SEGMENT:
        return universe.segments.value
    return "character" if universe.unit is Unit.CHARACTER else universe.unit.value


def _score(score: Score) -> dict[str, Any]:
    return {"value": score.value} if score.value is not None else {"value": None, "reason": score.reason}


def _code(found: Agreement, row: CodeRow) -> dict[str, Any]:
    kinds = asdict(row.kinds)
    del kinds["confusion"]
    made: dict[str, Any] = {
        "code": found.code(row.code),
        "used": dict(zip((found.coder(one) for one in found.report.scope.coders), row.used, strict=True)),
        "prevalence": _score(row.prevalence),
        **{metric.value: _score(score) for metric, score in row.scores.items()},
        "boundaries_forgiven": _score(row.forgiven),
        "one_coder_only": row.one_coder_only,
        "kinds": kinds,
    }
    if row.uncertainty is not None:
        made["uncertainty"] = asdict(row.uncertainty)
    return made


def _disagreement(found: Agreement, one: Disagreement) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind.value,
        "coders": [found.coder(one.first_coder), found.coder(one.second_coder)],
        "document": found.document(one.case.document),
        "start": one.case.start,
        "end": one.case.end,
        "codes": [found.code(one.case.first_code), found.code(one.case.second_code)],
        "first": one.case.first,
        "second": one.case.second,
        "characters": one.case.characters,
        "effective_elements": [found.effective_element(id_) for id_ in one.effective_elements],
        "choice": one.settled.choice.value if one.settled else None,
        "reason": one.settled.reason if one.settled else "",
    }


def _joint(found: Agreement, one: Disagreement) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind.value,
        "document": found.document(one.case.document),
        "start": one.case.start,
        "end": one.case.end,
        "sides": [
            {
                "coder": found.coder(side.coder),
                "codes": [{"start": start, "end": end, "code": found.code(code)} for start, end, code in side.places],
                "claim": side.chain,
            }
            for side in one.sides
        ],
        "effective_elements": [found.effective_element(id_) for id_ in one.effective_elements],
        "choice": one.settled.choice.value if one.settled else None,
        "reason": one.settled.reason if one.settled else "",
    }


def _levels(found: Agreement, one: Levels) -> dict[str, Any]:
    explained, chance = one.configurations, one.chance
    return {
        "L0": {"span_f1_overlap": _score(one.text)},
        "L1": {
            "elements": [one.elements.first, one.elements.second],
            "shared": float(one.elements.shared),
            "f1": _score(one.elements.element_f1),
            "role_alpha": _score(one.elements.role.alpha),
            "role_percent": _score(one.elements.role.percent),
            "pairs": one.elements.role.pairs,
        },
        "L2": {"links": [one.links.first, one.links.second], "shared": one.links.shared, "f1": _score(one.links.f1)},
        "L3": {
            "configurations": [explained.first, explained.second],
            "ca": _score(explained.ca),
            "exact_f1": _score(explained.exact_f1),
            "pairs": len(explained.pairs),
            "slots": {slot.slot.value: [slot.same, slot.filled] for slot in explained.slots},
            "forms": [dict(form) for form in explained.forms],
            "contradictions": len(explained.contradictions),
            "expected": _score(chance.expected),
            "corrected": _score(chance.corrected),
            "permutations": chance.permutations,
            "too_small": chance.too_small,
        },
        "L4": {
            "stance_percent": _score(one.consequence.stance.percent),
            "stance_alpha": _score(one.consequence.stance.alpha),
            "element_percent": _score(one.consequence.element.percent),
            "element_alpha": _score(one.consequence.element.alpha),
            "changed": [
                {
                    "element": found.effective_element(one_.element),
                    "first": dict(one_.first),
                    "second": dict(one_.second),
                }
                for one_ in one.consequence.changed
            ],
        },
    }
