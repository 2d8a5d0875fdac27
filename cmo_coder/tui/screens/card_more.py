"""The rest of a CMO card, as lines: relations and ripples, contradictions, elements, searches, memos, versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from cmo_coder.messages import _, ngettext
from cmo_coder.messages.dates import day
from cmo_coder.model.claims import EpistemicStatus
from cmo_coder.model.configurations import Configuration, ConfigurationVersion, RelationType
from cmo_coder.model.memos import Decision, Memo
from cmo_coder.realist.contradiction import Contradiction, ContradictionKind, contradictions_of
from cmo_coder.realist.decisions import decision_text
from cmo_coder.realist.ripples import Chain, ripple_chains
from cmo_coder.realist.separation import separations
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.tui.screens.card_lines import short_name
from cmo_coder.tui.screens.check_lines import check_lines
from cmo_coder.tui.widgets.line_list import Line, blank, heading


def more_lines(
    snapshot: Snapshot, configuration: Configuration, memos: Sequence[Memo], decisions: Sequence[Decision]
) -> Iterator[Line]:
    """Everything beside slots and evidence."""
    yield from _part(
        "h-relations", _("Relations"), [*_relations(snapshot, configuration), *_chains(snapshot, configuration)]
    )
    yield from _part("h-against", _("Against each other"), _contradictions(snapshot, configuration))
    yield from _part("h-elements", _("Effective elements"), _elements(snapshot, configuration))
    yield from _part("h-searches", _("Searches for negative cases"), search_lines(snapshot, configuration.id))
    versions = {one.id: (one.nr, one.in_force) for one in snapshot.versions_of_configuration[configuration.id]}
    checks = check_lines(snapshot, versions, "configuration_version_id", about="configuration_version")
    yield from _part("h-checks", _("Member checks"), checks)
    yield from _part("h-memos", _("Memos"), memo_lines(snapshot, memos))
    yield from _part("h-decisions", _("Decisions"), decision_lines(snapshot, decisions))
    yield from _part("h-versions", _("Versions"), _versions(snapshot, configuration))


def _part(id_: str, title: str, lines: Sequence[Line] | Iterator[Line]) -> Iterator[Line]:
    made = list(lines)
    if made:
        yield blank(f"b-{id_}")
        yield heading(id_, title)
        yield from made


def _relations(snapshot: Snapshot, configuration: Configuration) -> Iterator[Line]:
    for relation in snapshot.relations:
        if configuration.id not in (relation.from_id, relation.to_id):
            continue
        out = relation.from_id == configuration.id
        other = snapshot.configurations[relation.to_id if out else relation.from_id]
        shared = snapshot.canonical.get(relation.canonical_element_id or "")
        text = f"{word(relation.type)}: {short_name(snapshot, other)}"
        if shared is not None:
            text += " " + _("(through '{label}')").format(label=shared.label)
        if relation.note:
            text += f" · {relation.note}"
        symmetric = relation.type in (RelationType.RIVAL, RelationType.COUNTERPART)
        yield Line(
            f"relation-{relation.id}",
            text,
            lead=Content.styled("  ↔ " if symmetric else "  → " if out else "  ← ", "bold"),
            indent=4,
            about=("configuration_relation", relation.id),
        )


def _chains(snapshot: Snapshot, configuration: Configuration) -> Iterator[Line]:
    for nr, chain in enumerate(ripple_chains(snapshot)):
        if any(link.configuration_id == configuration.id for link in chain.links):
            claims = [claim for link in chain.links for _status, ids in link.statuses for claim in ids]
            yield Line(
                f"chain-{nr}",
                chain_text(snapshot, chain),
                lead=Content.styled("  ⇒ ", "bold"),
                indent=4,
                fragments=snapshot.fragments_of_claims(claims),
                title=_("Ripple chain"),
            )


def chain_text(snapshot: Snapshot, chain: Chain) -> str:
    """A ripple chain in one line: each configuration with the firmest status of its claims; a loop says where to."""
    parts = []
    for link in chain.links:
        number = snapshot.configurations[link.configuration_id].number
        status = word(link.firmest or EpistemicStatus.UNDETERMINED) if link.statuses else _("no claims")
        parts.append(f"CMO {number} ({status})")
    text = " → ".join(parts)
    if chain.loop_to is not None:
        back = snapshot.configurations[chain.links[chain.loop_to].configuration_id].number
        text += " " + _("↺ back to CMO {number}").format(number=back)
    if chain.falls:
        text += " · " + _("the ground gets softer along the chain")
    return text


def _kind(kind: ContradictionKind) -> str:
    return {
        ContradictionKind.OPPOSITE_OUTCOME: _("opposite outcomes"),
        ContradictionKind.RIVAL_MECHANISM: _("rival mechanisms"),
        ContradictionKind.DIFFERENT_FOR_WHOM: _("different for whom"),
        ContradictionKind.DECLARED: _("called rivals by the team"),
    }[kind]


def _contradictions(snapshot: Snapshot, configuration: Configuration) -> Iterator[Line]:
    for nr, one in enumerate(contradictions_of(snapshot, configuration.id)):
        yield Line(
            f"against-{nr}",
            _against(snapshot, one),
            lead=Content.styled("  ≠ ", "bold"),
            indent=4,
            fragments=snapshot.fragments_of_claims(claim for side in one.sides for claim in side.claims),
            title=_kind(one.kind),
        )


def _against(snapshot: Snapshot, one: Contradiction) -> Content:
    element = snapshot.canonical.get(one.element_id or "")
    about = f" · {one.basis.value} {element.label}" if one.basis is not None and element is not None else ""
    sides = " ↔ ".join(
        "CMO " + ", ".join(str(snapshot.configurations[id_].number) for id_ in side.configurations)
        for side in one.sides
    )
    lines = [Content(f"{_kind(one.kind)}{about}: {sides}")]
    if len(one.sides) == 2:
        found = separations(snapshot, *one.sides)
        words = " | ".join(separation.text() for separation in found[:3])
        words = words or _("context unknown: no fact is known that differs between the sides")
        lines.append(Content.styled(words, "dim"))
    return Content("\n").join(lines)


def _elements(snapshot: Snapshot, configuration: Configuration) -> Iterator[Line]:
    for element in snapshot.elements_with(snapshot.version_of(configuration.id).id):
        version = snapshot.element_version_of(element.id)
        yield Line(
            f"element-{element.id}",
            f"{element.nr}  {version.long_label}",
            indent=2,
            about=("effective_element", element.id),
        )


def search_lines(snapshot: Snapshot, id_: str) -> Iterator[Line]:
    """The logged searches for negative cases of a configuration or an effective element."""
    for search in snapshot.negative_searches:
        if id_ in (search.configuration_id, search.effective_element_id):
            found = search.found or _("nothing found")
            yield Line(
                f"search-{search.id}",
                Content.assemble(f"{day(search.date)}  {search.query}: ", (found, "bold")),
                indent=2,
                about=("negative_search", search.id),
            )


def memo_lines(snapshot: Snapshot, memos: Sequence[Memo]) -> Iterator[Line]:
    """Memos with who wrote them and when."""
    for memo in memos:
        coder = snapshot.coders.get(memo.coder_id or "")
        head = " · ".join(part for part in (day(memo.at), coder.name if coder else "", word(memo.type)) if part)
        yield Line(
            f"memo-{memo.id}",
            Content.assemble((f"{head}  ", "dim"), memo.text),
            indent=2,
            about=("memo", memo.id),
        )


def decision_lines(snapshot: Snapshot, decisions: Sequence[Decision]) -> Iterator[Line]:
    """Decisions with their day and reason, the last first."""
    for decision in reversed(decisions):
        yield Line(
            f"decision-{decision.id}",
            Content.assemble(
                (f"{day(decision.date)}  ", "dim"), decision_text(snapshot, decision), (f"  {decision.why}", "dim")
            ),
            indent=2,
            about=("decision", decision.id),
        )


def _versions(snapshot: Snapshot, configuration: Configuration) -> Iterator[Line]:
    for version in reversed(snapshot.versions_of_configuration[configuration.id]):
        yield Line(
            f"version-{version.id}",
            version_text(snapshot, version),
            indent=2,
            about=("configuration_version", version.id),
            fragments=snapshot.fragments_of_claims(
                row.claim_id for row in snapshot.evidence_of_version.get(version.id, ())
            ),
            title=_("version {nr}").format(nr=version.nr),
        )


def version_text(snapshot: Snapshot, version: ConfigurationVersion) -> Content:
    """A version in one line: number, day, coder, claims, reason."""
    coder = snapshot.coders.get(version.coder_id or "")
    n = len(snapshot.evidence_of_version.get(version.id, ()))
    facts = [day(version.at), coder.name if coder else "", ngettext("{n} claim", "{n} claims", n).format(n=n)]
    facts += [_("in force")] if version.in_force else []
    return Content.assemble(
        (_("version {nr}").format(nr=version.nr), "bold"),
        "  " + " · ".join(fact for fact in facts if fact),
        f"  {version.reason}" if version.reason else "",
    )
