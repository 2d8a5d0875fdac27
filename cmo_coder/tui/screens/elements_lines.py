"""What the board shows beside the chosen element, as lines: configurations to assign, and the elements themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from textual.content import Content

from cmo_coder.messages import _, ngettext
from cmo_coder.model.configurations import Configuration
from cmo_coder.model.effective_elements import EffectiveElement, ElementStatus
from cmo_coder.realist.filtering import EVERY_CLAIM, ClaimFilter, matching_elements
from cmo_coder.realist.grouping import propose_groups
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.support import support_of_element
from cmo_coder.realist.support_words import voices_of
from cmo_coder.realist.themes import themes_off_list, themes_without_element
from cmo_coder.realist.words import word
from cmo_coder.tui.screens.card_lines import STATUS_SIGNS, name_of
from cmo_coder.tui.widgets.line_list import Line, blank, counted, heading


def configuration_lines(snapshot: Snapshot, marked: Collection[str], *, everything: bool) -> Iterator[Line]:
    """The configurations: unassigned ones first, in the groups that are proposed, then those behind each element.

    With `everything` the groups are proposed over all configurations, assigned or not.
    """
    free = [
        one
        for one in snapshot.configurations.values()
        if everything or not snapshot.elements_with(snapshot.version_of(one.id).id)
    ]
    ids = (f"free-{one.id}" for one in free)
    if everything:
        yield counted("h-free", ngettext("{n} configuration", "{n} configurations", len(free)), ids)
    else:
        yield counted("h-free", ngettext("{n} not assigned", "{n} not assigned", len(free)), ids)
    grouped: set[str] = set()
    for nr, proposal in enumerate(propose_groups(snapshot, unassigned_only=not everything)):
        grouped.update(proposal.configurations)
        text = _("proposal: {reason}").format(reason=proposal.reason)
        yield Line(
            f"proposal-{nr}-{proposal.configurations[0]}",
            Content.styled(text, "italic"),
            lead=Content.styled("▸ ", "bold"),
            indent=2,
            about=("proposal", " ".join(proposal.configurations)),
        )
        for id_ in proposal.configurations:
            yield _configuration(snapshot, snapshot.configurations[id_], marked, "free")
    alone = [one for one in free if one.id not in grouped]
    if grouped and alone:
        yield heading("h-alone", _("shares nothing with another"))
    for one in alone:
        yield _configuration(snapshot, one, marked, "free")
    if not everything:
        yield from _assigned(snapshot, marked)


def _assigned(snapshot: Snapshot, marked: Collection[str]) -> Iterator[Line]:
    for element in snapshot.elements.values():
        version = snapshot.element_version_of(element.id)
        behind = snapshot.configurations_behind(version.id)
        if behind:
            yield blank(f"b-{element.id}")
            yield heading(f"h-{element.id}", f"{element.nr} {version.short_label or version.long_label}")
        for one in behind:
            yield _configuration(snapshot, snapshot.configuration_of(one.id), marked, element.id)


def _configuration(snapshot: Snapshot, configuration: Configuration, marked: Collection[str], group: str) -> Line:
    sign = STATUS_SIGNS[configuration.status] + ("!" if configuration.negative_case else " ")
    name = name_of(snapshot, configuration)
    return _line(
        f"{group}-{configuration.id}", configuration.id, configuration.number, sign, name, configuration.id in marked
    )


@lru_cache(maxsize=8_000)
def _line(id_: str, configuration_id: str, number: int, sign: str, name: str, is_marked: bool) -> Line:
    """Most lines are the same from one change to the next."""
    box = "[x]" if is_marked else "   "
    return Line(
        id_,
        Content.assemble(sign, name),
        lead=Content.assemble((box, "bold $accent"), (f"{number:>3} ", "bold")),
        indent=7,
        about=("configuration", configuration_id),
    )


def element_lines(snapshot: Snapshot, chosen: str | None, wanted: ClaimFilter = EVERY_CLAIM) -> Iterator[Line]:
    """The elements with their wording in force, then the themes that have no element or are on no list.

    Of the elements those that match `wanted`, and the chosen one, which says so where it does not.
    """
    present = {element.id for element in snapshot.current_elements()}
    ordered = sorted(snapshot.elements.values(), key=lambda one: (one.id not in present, one.nr))
    matching = matching_elements(snapshot, wanted)
    for element in ordered:
        if element.id in matching or element.id == chosen:
            yield _element(snapshot, element, element.id == chosen, matches=element.id in matching)
    without, off = themes_without_element(snapshot), themes_off_list(snapshot)
    if without:
        yield blank("b-without")
        yield heading("h-without", _("Questions without an element"))
        for theme in without:
            yield Line(f"theme-{theme.id}", theme.label, indent=2, about=("theme", theme.id))
    if off:
        yield blank("b-off")
        yield heading("h-off", _("Themes outside the list"))
        for theme in off:
            yield Line(f"theme-{theme.id}", theme.label, indent=2, about=("theme", theme.id))


def _element(snapshot: Snapshot, element: EffectiveElement, chosen: bool, *, matches: bool = True) -> Line:
    version = snapshot.element_version_of(element.id)
    support = support_of_element(snapshot, version.id)
    n = len(snapshot.configurations_behind(version.id))
    cases, resp = support.supports.counted.cases, support.supports.counted.respondents
    facts = [
        _("v{nr}").format(nr=version.nr),
        word(version.status),
        _("{n} CMO").format(n=n),
        *([_("{n}/{total} cases").format(n=cases.number, total=cases.total)] if cases.total else []),
        _("{n} resp").format(n=resp.number),
    ]
    if support.contradicts.claims:
        facts.append(_("contradicts {n}").format(n=voices_of(support.contradicts)))
    if element.merged_into_id is not None:
        facts = [_("merged into {nr}").format(nr=snapshot.elements[element.merged_into_id].nr)]
    if not matches:
        facts.append(_("no claim matches"))
    gone = element.merged_into_id is not None or version.status is ElementStatus.RETIRED
    text = Content.assemble(
        (version.long_label, "dim" if gone else "bold" if chosen else ""), (f"\n{' · '.join(facts)}", "dim")
    )
    return Line(
        element.id,
        text,
        lead=Content.styled(f"{'▸' if chosen else ' '}{element.nr:>2} ", "bold $primary"),
        indent=4,
        about=("effective_element", element.id),
    )
