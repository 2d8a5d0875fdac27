"""Effective elements: list with support, make, assign, reword, strategies."""

from __future__ import annotations

import argparse
from typing import Any

from cmo_coder.cli.common import OK, by_name, by_number, choice, command, group, opened, say, say_json
from cmo_coder.cli.dividing import add_for_elements
from cmo_coder.messages import N_, _


def add(sub: Any) -> None:
    """Add the commands of this group."""
    top = group(sub, "elements", N_("effective elements (werkzame elementen): list, make, assign, reword, strategies"))
    command(
        top, "list", N_("list the elements with themes, support and strategies"), _list, examples=("elements list",)
    )
    adding = command(
        top, "add", N_("make an element"), _add, examples=('elements add "Werk vanuit wat bewoners willen"',)
    )
    adding.add_argument("label", help=_("the long label, in the imperative"))
    adding.add_argument("--short", default="")
    adding.add_argument("--public", default="", help=_("the wording for the public (B1 level)"))
    adding.add_argument("--theme", action="append", default=[], help=_("a theme (may be repeated)"))
    assign = command(
        top, "assign", N_("put configurations behind an element"), _assign, examples=("elements assign 1 4 7 9",)
    )
    assign.add_argument("element", type=int)
    assign.add_argument("configuration", type=int, nargs="+")
    assign.add_argument("--off", action="store_true", help=_("take them off instead"))
    version = command(
        top,
        "version",
        N_("reword an element: a new version with the kind of change and a reason"),
        _version,
        examples=('elements version 1 --label "..." --change sharpened --reason "ronde 2"',),
    )
    version.add_argument("element", type=int)
    version.add_argument("--label")
    version.add_argument("--short")
    version.add_argument("--public")
    version.add_argument("--change", required=True, help="extended, sharpened, split, merged, retired")
    version.add_argument("--reason", required=True)
    version.add_argument("--round", type=int, help=_("the number of the round that it comes from"))
    version.add_argument(
        "--claim", type=int, action="append", default=[], help=_("a claim that gave rise to it (may be repeated)")
    )
    strategy = command(
        top,
        "strategy",
        N_("add a way to reach an element"),
        _strategy,
        examples=('elements strategy 1 "Begin klein" --claim 3',),
    )
    strategy.add_argument("element", type=int)
    strategy.add_argument("text")
    strategy.add_argument("--source", help="done, planned, document")
    strategy.add_argument(
        "--claim", type=int, action="append", default=[], help=_("a claim behind it (may be repeated)")
    )
    strategy.add_argument("--actor", default="")
    searching = command(
        top,
        "search",
        N_("log a search for negative cases of an element, and what it found"),
        _search,
        examples=('elements search 1 "wie bleef weg, en waarom" --found "twee bewoners"',),
    )
    searching.add_argument("element", type=int)
    searching.add_argument("query", help=_("what was searched, and where"))
    searching.add_argument("--found", default="", help=_("what was found (without it: nothing)"))
    searching.add_argument("--date", default="", help=_("without it: today"))
    condition = command(
        top,
        "condition",
        N_("say when an element does not work (empty words take it away)"),
        _condition,
        examples=('elements condition 1 "als de begeleider wisselt"',),
    )
    condition.add_argument("element", type=int)
    condition.add_argument("words", help=_("when it does not work"))
    status = command(
        top,
        "status",
        N_("set the status, with a reason"),
        _status,
        examples=("elements status 1 definitive --reason ja",),
    )
    status.add_argument("element", type=int)
    status.add_argument("status", help="draft, definitive, retired")
    status.add_argument("--reason", required=True)
    add_for_elements(top)


def _list(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.checks import check_status, status_text
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.realist.support import support_of_element
    from cmo_coder.realist.support_words import support_line
    from cmo_coder.realist.words import word

    with opened(arguments) as project, project.read() as reading:
        snapshot = load_snapshot(reading)
    as_json = []
    for element in snapshot.current_elements():
        version = snapshot.element_version_of(element.id)
        themes = [snapshot.themes[link.theme_id].label for link in snapshot.themes_of_element.get(element.id, ())]
        strategies = [one.text for one in snapshot.strategies_of_element.get(element.id, ())]
        numbers = [snapshot.configuration_of(one.id).number for one in snapshot.configurations_behind(version.id)]
        line = support_line(support_of_element(snapshot, version.id))
        as_json.append(
            {
                "id": element.id,
                "nr": element.nr,
                "label": version.long_label,
                "version": version.nr,
                "status": version.status.value,
                "themes": themes,
                "configurations": numbers,
                "support": line,
                "strategies": strategies,
            }
        )
        if not arguments.json:
            say(
                f"{element.nr}. {version.long_label}",
                f"   {_('version {nr}').format(nr=version.nr)} · {word(version.status)}",
                f"   CMO {', '.join(map(str, numbers)) or '-'}",
                "   " + _("themes: {themes}").format(themes="; ".join(themes) or "-"),
                f"   {line}",
                f"   {status_text(snapshot, check_status(snapshot, version.id))}",
                *(f"   {element.nr}.{nr} {text}" for nr, text in enumerate(strategies, start=1)),
                "",
            )
    if arguments.json:
        say_json(as_json)
    return OK


def _element(reading: Any, number: int) -> Any:
    from cmo_coder.model.effective_elements import EffectiveElement

    return by_number(reading.all(EffectiveElement), number, lambda one: one.nr, _("element"))


def _add(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.labels import lint_label
    from cmo_coder.store.elements import Labels, add_element, set_element_themes
    from cmo_coder.store.study import study_of
    from cmo_coder.store.themes import themes_of

    with opened(arguments) as project:
        themes = [by_name(themes_of(project), name, lambda t: t.label, _("theme")).id for name in arguments.theme]
        with project.change("effective.add", N_("Element '{label}' made"), label=arguments.label):
            made = add_element(project, Labels(arguments.label, arguments.short, arguments.public))
            if themes:
                set_element_themes(project, made, themes)
        language = study_of(project).language
    say(_("Element {nr} made").format(nr=made.nr), *(hint.text() for hint in lint_label(arguments.label, language)))
    return OK


def _assign(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.configurations import Configuration
    from cmo_coder.store.elements import assign, unassign

    with opened(arguments) as project:
        with project.read() as reading:
            element = _element(reading, arguments.element)
            known = reading.all(Configuration)
        chosen = [
            by_number(known, number, lambda c: c.number, _("configuration")) for number in arguments.configuration
        ]
        with project.change("effective.assign", N_("Configurations assigned to element {nr}"), nr=element.nr):
            for one in chosen:
                (unassign if arguments.off else assign)(project, element, one.id)
    say(_("Element {nr}: done").format(nr=element.nr))
    return OK


def _version(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.claims import Claim
    from cmo_coder.model.configurations import Evidence
    from cmo_coder.model.effective_elements import EffectiveElementVersion, ElementChange
    from cmo_coder.model.study import Round
    from cmo_coder.store.elements import Labels, new_element_version

    with opened(arguments) as project:
        with project.read() as reading:
            element = _element(reading, arguments.element)
            old = reading.find(EffectiveElementVersion, effective_element_id=element.id, in_force=True)
        assert old is not None
        labels = Labels(
            old.long_label if arguments.label is None else arguments.label,
            old.short_label if arguments.short is None else arguments.short,
            old.public_label if arguments.public is None else arguments.public,
        )
        with project.read() as reading:
            rounds = reading.all(Round)
            round_ = by_number(rounds, arguments.round, lambda r: r.nr, _("round")) if arguments.round else None
            claims = [by_number(reading.all(Claim), nr, lambda c: c.number, _("claim")) for nr in arguments.claim]
            causes = {}
            for claim in claims:
                stances = {row.stance for row in reading.all(Evidence, claim_id=claim.id)}
                causes[claim.id] = stances.pop() if len(stances) == 1 else None
        made = new_element_version(
            project,
            element,
            labels,
            choice(ElementChange, arguments.change),
            arguments.reason,
            round_id=round_.id if round_ is not None else None,
            causes=causes,
        )
    say(_("Element {nr}: version {version}").format(nr=element.nr, version=made.nr))
    return OK


def _strategy(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.claims import Claim
    from cmo_coder.model.effective_elements import StrategySource
    from cmo_coder.store.strategies import add_strategy

    with opened(arguments) as project:
        with project.read() as reading:
            element = _element(reading, arguments.element)
            claims = [by_number(reading.all(Claim), nr, lambda c: c.number, _("claim")).id for nr in arguments.claim]
        source = choice(StrategySource, arguments.source)
        add_strategy(project, element, arguments.text, source=source, claim_ids=claims, actor=arguments.actor)
    say(_("Strategy added to element {nr}").format(nr=element.nr))
    return OK


def _search(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.configurations import log_search

    with opened(arguments) as project:
        with project.read() as reading:
            element = _element(reading, arguments.element)
        log_search(project, arguments.query, element_id=element.id, found=arguments.found, date=arguments.date)
    say(_("Element {nr}: done").format(nr=element.nr))
    return OK


def _condition(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.contradictions import set_condition

    with opened(arguments) as project:
        with project.read() as reading:
            element = _element(reading, arguments.element)
        set_condition(project, element, arguments.words)
    say(_("Element {nr}: done").format(nr=element.nr))
    return OK


def _status(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.effective_elements import EffectiveElementVersion, ElementStatus
    from cmo_coder.model.study import Study
    from cmo_coder.realist.labels import remarks_on
    from cmo_coder.realist.words import word
    from cmo_coder.store.elements import set_element_status

    status = choice(ElementStatus, arguments.status)
    with opened(arguments) as project:
        with project.read() as reading:
            element = _element(reading, arguments.element)
            version = reading.find(EffectiveElementVersion, effective_element_id=element.id, in_force=True)
            label = version.long_label if version is not None else ""
            remarks = remarks_on(label, reading.all(Study)[0].language) if status is ElementStatus.DEFINITIVE else ""
        set_element_status(project, element, status, arguments.reason, remarks=remarks)
    say(f"{element.nr}: {word(status)}")
    return OK
