"""The filter on claims of the screens: chosen once, it holds on every screen that lists claims, quotes or
configurations, and stands in the title line there. Support goes on counting everything; lists show what matches, and
headings over them count what is shown ("2/5").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cmo_coder.messages import _, ngettext
from cmo_coder.realist.filtering import (
    FACETS,
    ClaimFilter,
    filter_of,
    matching_claims,
    matching_configurations,
    matching_fragments,
    matching_patterns,
    matching_theory_versions,
    number_per_value,
)
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.tui.analysis import current_snapshot
from cmo_coder.tui.widgets.line_list import Line, recounted

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp


def ask_filter(app: CmoApp) -> None:
    """Choose the values that claims must have; those that no claim has are not asked. Nothing chosen: every claim."""
    from cmo_coder.tui.screens.dialogs import Choice
    from cmo_coder.tui.screens.pick_many import PickMany

    session = app.session
    assert session is not None
    snapshot = current_snapshot(session.project)
    chosen = {(name, value) for name, values in session.claim_filter.wanted for value in values}
    choices = []
    for facet in FACETS:
        numbers = number_per_value(snapshot, facet)
        for value, title in facet.values(snapshot):
            n = numbers.get(value, 0)
            if n or (facet.name, value) in chosen:
                count = ngettext("{n} claim", "{n} claims", n).format(n=n)
                choices.append(Choice(f"{facet.name}={value}", f"{_(facet.title)}: {title}", count, (title,)))
    if not choices:
        app.tell(_("There are no claims yet."))
        return

    def given(values: tuple[str, ...] | None) -> None:
        if values is None:
            return
        pairs = (value.partition("=") for value in values)
        session.claim_filter = wanted = filter_of((name, value) for name, _equals, value in pairs)
        if wanted:
            n = len(matching_claims(snapshot, wanted))
            app.tell(ngettext("{n} claim matches", "{n} claims match", n).format(n=n))
        app.refresh_screen()

    present = [choice.value for choice in choices if tuple(choice.value.split("=", 1)) in chosen]
    question = _("Only claims with one of the chosen values of each property, and what rests on them")
    app.push_screen(PickMany(question, choices, present), given)


def meant(snapshot: Snapshot, wanted: ClaimFilter, lines: Sequence[Line]) -> list[Line]:
    """The lines without those about a claim, words, a configuration, a pattern or a theory that do not match; headings
    that count lines say how many of how many are left."""
    if not wanted:
        return list(lines)
    claims = matching_claims(snapshot, wanted)
    configurations = {one.id for one in matching_configurations(snapshot, wanted)}
    return recounted([line for line in lines if _is_meant(snapshot, wanted, line, claims, configurations)])


def _is_meant(
    snapshot: Snapshot, wanted: ClaimFilter, line: Line, claims: frozenset[str], configurations: set[str]
) -> bool:
    kind, id_ = line.about
    if kind == "fragment":
        return bool(matching_fragments(snapshot, wanted, [id_]))
    if kind == "claim":
        return id_ in claims
    if kind == "evidence":
        return any(row.claim_id in claims for row in snapshot.evidence if row.id == id_)
    if kind == "configuration":
        return id_ in configurations
    if kind == "proposal":
        return bool(configurations & set(id_.split()))
    if kind == "contradiction":
        return bool(configurations & set(id_.split(":")))
    if kind == "mixed":
        return any(slot.canonical_element_id == id_ and slot.claim_id in claims for slot in snapshot.claim_slots)
    if kind == "demi_regularity":
        return id_ in matching_patterns(snapshot, wanted)
    if kind == "programme_theory_version":
        return id_ in matching_theory_versions(snapshot, wanted)
    if kind == "midrange_theory":
        versions = (snapshot.theory_versions[one] for one in matching_theory_versions(snapshot, wanted))
        theories = {version.programme_theory_id for version in versions}
        return any(
            link.midrange_theory_id == id_ and link.programme_theory_id in theories for link in snapshot.theory_midrange
        )
    if kind == "omkering":
        return any(link.claim_id in claims for link in snapshot.claims_of_omkering.get(id_, ()))
    return True


def without_empty_headings(lines: Iterable[Line]) -> list[Line]:
    """The lines without headings that nothing is left under."""
    kept = list(lines)
    return [
        line for nr, line in enumerate(kept) if not line.heading or (nr + 1 < len(kept) and not kept[nr + 1].heading)
    ]
