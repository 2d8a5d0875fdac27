"""The figures on the suggestions of a project, in lines and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cmo_coder.cli.common import say, say_rows
from cmo_coder.messages import _
from cmo_coder.model.suggestions import SuggestionKind
from cmo_coder.realist.words import word

if TYPE_CHECKING:
    from cmo_coder.suggest.evaluate import Evaluation, LearningPoint
    from cmo_coder.suggest.report import Outcomes, Report


def as_json(found: Report, roles: Evaluation | None = None) -> dict[str, object]:
    """The object of `cmo-coder evaluate --json` on a project: that of one evaluation, and what only a project has."""
    main = found.providers[found.main]
    made = main.evaluation.as_json()
    per_code = made["per_code"]
    assert isinstance(per_code, dict)
    made["per_code"] = {found.names.get(code, code): value for code, value in per_code.items()}
    made["learning_curve"] = _curve(main.curve)
    made["documents"] = found.documents
    made["threshold"] = found.threshold
    made["providers"] = {
        name: {
            "first_right": one.evaluation.measures.first_right,
            "right_in_three": one.evaluation.measures.right_in_three,
            "macro_f1": one.evaluation.measures.macro_f1,
            "coverage": one.evaluation.coverage,
            "learning_curve": _curve(one.curve),
            "per_code": {
                found.names.get(code, code): {
                    "n": each.n,
                    "precision": each.precision,
                    "recall": each.recall,
                    "f1": each.f1,
                }
                for code, each in one.evaluation.measures.per_code.items()
            },
        }
        for name, one in found.providers.items()
    }
    human = found.human
    made["human"] = human and {
        "first_right": human.first_right,
        "right_in_three": human.right_in_three,
        "n": human.n,
        "documents": human.documents,
    }
    made["calibrated"] = found.calibration is not None
    made["calibration"] = [
        {"from": row.low, "to": row.high, "n": row.n, "share": row.share, "right": row.right} for row in found.table
    ]
    made["outcomes"] = {
        provider: _outcome(one) for (kind, provider), one in found.outcomes.items() if kind is SuggestionKind.CODE
    }
    others: dict[str, dict[str, dict[str, int]]] = {}
    for (kind, provider), one in found.outcomes.items():
        if kind is not SuggestionKind.CODE:
            others.setdefault(kind.value, {})[provider] = _outcome(one)
    made["outcomes_of"] = others
    made["roles"] = roles and roles.as_json(roles=True)
    return made


def _curve(points: Sequence[LearningPoint]) -> list[dict[str, object]]:
    return [
        {"n": one.n, "first_right": one.measures.first_right, "right_in_three": one.measures.right_in_three}
        for one in points
    ]


def _outcome(one: Outcomes) -> dict[str, int]:
    return {"accepted": one.accepted, "changed": one.changed, "rejected": one.rejected, "accepted_first": one.first}


def say_report(found: Report, roles: Evaluation | None = None) -> None:
    """What only a project has: its providers beside people, the learning curves, calibration, what coders did."""
    say("", _("By provider, and two human coders:"))
    rows = [
        [
            _share(one.evaluation.measures.first_right),
            _share(one.evaluation.measures.right_in_three),
            _share(one.evaluation.measures.macro_f1),
            _share(one.evaluation.coverage),
            name,
        ]
        for name, one in found.providers.items()
    ]
    human = found.human
    if human is not None:
        said = _("two human coders ({n} passages that both coded)").format(n=human.n)
        rows.append([_share(human.first_right), _share(human.right_in_three), "-", "-", said])
    say_rows(rows, [_("first right"), _("right in three"), "macro-F1", _("coverage"), _("provider")])
    if human is None:
        say(_("No document was finished by two coders, so there is no line of people to read this beside."))
    if roles is not None:
        say("", _("Roles: two are proposed for a passage"))
        measures = roles.measures
        figures = [measures.first_right, measures.right_in_two, measures.macro_f1, roles.coverage]
        heads = [_("first right"), _("right in two"), "macro-F1", _("coverage"), _("provider")]
        say_rows([[*map(_share, figures), roles.provider]], heads)
    say("", _("Had you coded only the first n fragments (in the order of the documents):"))
    say_rows(
        [
            [str(one.n), _share(one.measures.first_right), _share(one.measures.right_in_three), name]
            for name, provider in found.providers.items()
            for one in provider.curve
        ],
        ["n", _("first right"), _("right in three"), _("provider")],
    )
    if found.calibration is None:
        say("", _("Ranked, not calibrated: probabilities are shown from 30 measured suggestions on."))
    else:
        say("", _("Calibration: first suggestions by their share, and how many of them were right"))
        say_rows(
            [
                [f"{row.low:.1f} – {row.high:.1f}", str(row.n), _share(row.share), _share(row.right)]
                for row in found.table
            ],
            [_("share"), "n", _("mean"), _("right")],
        )
    for (kind, provider), did in found.outcomes.items():
        if kind is SuggestionKind.CODE:
            said = _("What coders did with the suggestions of {provider}:").format(provider=provider)
            line = _("taken {accepted} (first of the list: {first}), another code {changed}, refused {rejected}")
        else:
            said = _("What coders did with the suggestions of {provider} ({kind}):")
            said = said.format(provider=provider, kind=word(kind))
            line = _("taken {accepted} (first of the list: {first}), changed {changed}, refused {rejected}")
        say("", said)
        say(line.format(accepted=did.accepted, first=did.first, changed=did.changed, rejected=did.rejected))


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
