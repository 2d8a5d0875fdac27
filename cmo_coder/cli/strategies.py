"""Strategies: which may say the same, making one of two, and turning round what did not work (omkering)."""

from __future__ import annotations

import argparse
from typing import Any

from cmo_coder.cli.common import OK, by_number, choice, command, group, opened, say, say_json
from cmo_coder.messages import N_, _


def add(sub: Any) -> None:
    """Add the commands of this group."""
    top = group(sub, "strategies", N_("ways to reach an element: which are alike, merge two, turn round what failed"))
    listing = command(
        top,
        "list",
        N_("list the strategies with who, phase, reservation and claims; narrow them down"),
        _list,
        examples=("strategies list --reservation corona", "strategies list --phase sustain --json"),
    )
    listing.add_argument("--words", default="", help=_("only with these words"))
    listing.add_argument("--actor", default="", help=_("only by whom"))
    listing.add_argument("--phase", help="inspire, implement, sustain, none")
    listing.add_argument("--reservation", default="", help=_("only with this reservation"))
    listing.add_argument("--source", help="done, planned, derived, document, none")
    command(
        top,
        "alike",
        N_("name the strategies that may say the same, with the reason; nothing is merged by itself"),
        _alike,
        examples=("strategies alike", "strategies alike --json"),
    )
    same = command(
        top,
        "same",
        N_("make one strategy of two that say the same (named as 2.3: the third strategy of element 2)"),
        _same,
        examples=('strategies same 1.2 3.4 --reason "zelfde werkwijze"',),
    )
    same.add_argument("kept", metavar="N.N", help=_("the strategy that stays"))
    same.add_argument("merged", metavar="N.N", help=_("the strategy that goes into it"))
    same.add_argument("--text", default="", help=_("other words for the one that stays"))
    same.add_argument("--reason", required=True)
    different = command(
        top,
        "different",
        N_("say that two strategies are not the same, so that they are not proposed again"),
        _different,
        examples=('strategies different 5.1 5.2 --reason "tegengestelde richting"',),
    )
    different.add_argument("one", metavar="N.N", help=_("the one strategy: element.strategy"))
    different.add_argument("other", metavar="N.N", help=_("the other strategy: element.strategy"))
    different.add_argument("--reason", required=True)
    omkering = command(
        top,
        "omkering",
        N_("turn what did not work into a strategy, with the reasoning"),
        _omkering,
        examples=('strategies omkering 1 "Begin klein" --claim 12 --reasoning "Te groot beginnen schrikte af"',),
    )
    omkering.add_argument("element", type=int)
    omkering.add_argument("text", help=_("what should work instead, in the imperative"))
    omkering.add_argument(
        "--claim",
        type=int,
        action="append",
        default=[],
        help=_("a claim about what did not work (may be repeated)"),
    )
    omkering.add_argument("--reasoning", required=True, help=_("why the opposite would work"))
    confirm = command(
        top,
        "confirm",
        N_("say where a derived strategy was confirmed: it is not '(derived)' any more, and supports nothing"),
        _confirm,
        examples=('strategies confirm 3.2 "leersessie 2"',),
    )
    confirm.add_argument("strategy", metavar="N.N", help=_("the derived strategy: element.strategy"))
    confirm.add_argument("where", help=_("a round, a session or a claim"))


def _list(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.claims import Phase
    from cmo_coder.model.effective_elements import StrategySource
    from cmo_coder.realist.alike_strategies import place_of
    from cmo_coder.realist.filtering import NOT_SET
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.realist.words import word

    for kind, written in ((Phase, arguments.phase), (StrategySource, arguments.source)):
        choice(kind, None if written == NOT_SET else written)  # an unknown value is told
    with opened(arguments) as project, project.read() as reading:
        snapshot = load_snapshot(reading)
    found = [
        one
        for element in snapshot.elements.values()
        for one in snapshot.strategies_of_element.get(element.id, ())
        if arguments.words.casefold() in one.text.casefold()
        and arguments.actor.casefold() in one.actor.casefold()
        and arguments.reservation.casefold() in one.reservation.casefold()
        and arguments.phase in (None, one.phase.value if one.phase else NOT_SET)
        and arguments.source in (None, one.source.value if one.source else NOT_SET)
    ]
    claims = {
        one.id: sorted(snapshot.claims[link.claim_id].number for link in snapshot.claims_of_strategy.get(one.id, ()))
        for one in found
    }
    if arguments.json:
        say_json(
            [
                {
                    "id": one.id,
                    "place": place_of(snapshot, one),
                    "text": one.text,
                    "actor": one.actor,
                    "phase": one.phase.value if one.phase else None,
                    "reservation": one.reservation,
                    "source": one.source.value if one.source else None,
                    "claims": claims[one.id],
                }
                for one in found
            ]
        )
        return OK
    for one in found:
        facts = [one.actor, word(one.phase), one.reservation, word(one.source)]
        facts += [_("claim {number}").format(number=", ".join(map(str, claims[one.id])))] if claims[one.id] else []
        say(f"{place_of(snapshot, one)}  {one.text}", f"     {' · '.join(fact for fact in facts if fact) or '-'}")
    return OK


def _alike(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.alike_strategies import alike_strategies, place_of
    from cmo_coder.realist.snapshot import load_snapshot

    with opened(arguments) as project, project.read() as reading:
        snapshot = load_snapshot(reading)
    pairs = alike_strategies(snapshot)
    if arguments.json:
        say_json(
            [
                {
                    "strategies": [
                        {"id": s.id, "place": place_of(snapshot, s), "text": s.text} for s in (pair.one, pair.other)
                    ],
                    "likeness": round(pair.score, 3),
                    "ground": pair.ground.value,
                    "shared": pair.shared,
                    "claims": pair.claims,
                    "reason": pair.reason(),
                }
                for pair in pairs
            ]
        )
        return OK
    for pair in pairs:
        say(f"{place_of(snapshot, pair.one)}  {pair.one.text}", f"{place_of(snapshot, pair.other)}  {pair.other.text}")
        say(f"   {round(100 * pair.score)}% · {pair.reason()}", "")
    if not pairs:
        say(_("No two strategies look alike."))
    return OK


def _strategy_at(snapshot: Any, place: str) -> Any:
    """The strategy of a place such as 2.3. Raises NotFound."""
    from cmo_coder.model.errors import NotFound
    from cmo_coder.realist.alike_strategies import place_of

    for one in snapshot.strategies.values():
        if place_of(snapshot, one) == place:
            return one
    raise NotFound(
        N_("There is no strategy {place}."),
        N_("Write the number of the element and that of the strategy: 2.3; 'elements list' shows them."),
        place=place,
    )


def _same(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.store.strategies import merge_strategies

    with opened(arguments) as project:
        with project.read() as reading:
            snapshot = load_snapshot(reading)
        kept, merged = _strategy_at(snapshot, arguments.kept), _strategy_at(snapshot, arguments.merged)
        made = merge_strategies(project, merged, kept, arguments.reason, text=arguments.text)
    say(f"{arguments.kept}  {made.text}")
    return OK


def _different(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.store.strategies import call_different

    with opened(arguments) as project:
        with project.read() as reading:
            snapshot = load_snapshot(reading)
        one, other = _strategy_at(snapshot, arguments.one), _strategy_at(snapshot, arguments.other)
        call_different(project, one, other, arguments.reason)
    say(_("They stay apart."))
    return OK


def _omkering(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.claims import Claim
    from cmo_coder.model.effective_elements import EffectiveElement
    from cmo_coder.store.strategies import add_omkering

    with opened(arguments) as project:
        with project.read() as reading:
            element = by_number(reading.all(EffectiveElement), arguments.element, lambda one: one.nr, _("element"))
            known = reading.all(Claim)
        claims = [by_number(known, nr, lambda one: one.number, _("claim")) for nr in arguments.claim]
        add_omkering(project, element, claims, arguments.text, arguments.reasoning)
    say(_("Strategy added to element {nr}").format(nr=element.nr))
    return OK


def _confirm(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.errors import RuleError
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.store.strategies import confirm_omkering

    with opened(arguments) as project:
        with project.read() as reading:
            snapshot = load_snapshot(reading)
        strategy = _strategy_at(snapshot, arguments.strategy)
        omkering = snapshot.omkeringen.get(strategy.omkering_id or "")
        if omkering is None:
            raise RuleError(N_("This strategy does not come from an omkering."))
        confirm_omkering(project, omkering, arguments.where)
    say(_("Confirmed in: {where}").format(where=arguments.where.strip()))
    return OK
