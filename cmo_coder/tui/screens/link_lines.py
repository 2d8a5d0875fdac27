"""What the linking screen shows, as lines: the claims, one claim in its own words, the configurations most like it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from textual.content import Content

from cmo_coder.messages import _
from cmo_coder.model.claims import Naming
from cmo_coder.model.configurations import Evidence
from cmo_coder.realist.leading import after_words
from cmo_coder.realist.profiles import slot_order
from cmo_coder.realist.quoting import quoted
from cmo_coder.realist.sentences import claim_words, sentence_in
from cmo_coder.realist.similarity import Akin, Ground, Likeness, SlotLikeness
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.tui.screens.support_lines import STANCE_SIGNS, STANCE_STYLES
from cmo_coder.tui.widgets.claim_panel import POLARITY_SIGNS
from cmo_coder.tui.widgets.line_list import Line

SHORT = 44
"""Code points of a claim in the list of a narrow screen."""


def links_of(snapshot: Snapshot, claim_id: str) -> dict[str, Evidence]:
    """The links of a claim to versions in force, by id of the configuration."""
    found = {}
    for row in snapshot.evidence_of_claim.get(claim_id, ()):
        version = snapshot.configuration_versions[row.configuration_version_id]
        if version.in_force:
            found[version.configuration_id] = row
    return found


def claim_line(snapshot: Snapshot, claim_id: str, *, short: bool = False) -> Line:
    """A claim in the list: number, polarity, what it says (`short`: its beginning), and what it is linked to."""
    claim = snapshot.claims[claim_id]
    links = links_of(snapshot, claim_id)
    stances = " ".join(f"{STANCE_SIGNS[row.stance]}{snapshot.configurations[id_].number}" for id_, row in links.items())
    words = claim_words(snapshot, claim_id) or _("(no words yet)")
    if short and len(words) > SHORT:
        words = words[: SHORT - 1].rstrip() + "…"
    return _claim_line(claim_id, claim.number, f"{POLARITY_SIGNS[claim.polarity.value]} {words}", stances)


@lru_cache(maxsize=10_000)
def _claim_line(claim_id: str, number: int, words: str, stances: str) -> Line:
    """Most lines are the same from one change to the next."""
    text = Content.assemble(words, (f"  → {stances}" if stances else "", "bold"))
    return Line(claim_id, text, lead=Content.styled(f"{number:>3} ", "" if stances else "bold"), indent=4)


def claim_lines(snapshot: Snapshot, claim_id: str) -> Iterator[Line]:
    """One claim: who, where, when, how they know; then each slot with its words."""
    claim = snapshot.claims[claim_id]
    respondent = snapshot.respondents.get(claim.respondent_id or "")
    document = snapshot.documents.get(claim.document_id or "")
    cases = [
        snapshot.cases[link.case_id].name + (f" [{word(link.naming)}]" if link.naming is Naming.COLLECTIVE else "")
        for link in snapshot.cases_of_claim.get(claim_id, ())
    ]
    facts = [
        f"{respondent.pseudonym} · {word(respondent.group)}" if respondent else document.title if document else "",
        ", ".join(cases),
        snapshot.rounds[claim.round_id].label if claim.round_id else "",
        word(claim.polarity),
        word(claim.status),
        *after_words(snapshot, claim_id),
    ]
    head = _("Claim {number}").format(number=claim.number)
    yield Line(
        "claim",
        Content.assemble((head, "bold $primary"), "  " + " · ".join(fact for fact in facts if fact)),
        fragments=snapshot.fragments_of_claims([claim_id]),
        title=head,
    )
    if claim.note:
        yield Line("note", Content.styled(claim.note, "dim"))
    for role in slot_order(snapshot.study.profile):
        for slot in snapshot.slots_of_claim.get(claim_id, ()):
            if slot.role is not role:
                continue
            element = snapshot.canonical.get(slot.canonical_element_id or "")
            words = [one.fragment_id for one in snapshot.words_of_slot.get(slot.id, ())]
            yield Line(
                f"slot-{slot.id}",
                Content.styled(element.label if element else _("(not named yet)"), "bold"),
                lead=Content.styled(role.value, "bold $primary"),
                indent=6,
                fragments=tuple(words),
                title=f"{role.value} {element.label if element else ''}".strip(),
            )
            for id_ in words:
                quote = quoted(snapshot.fragments[id_])
                yield Line(
                    f"words-{slot.id}-{id_}",
                    Content.styled(f"“{quote}”", "dim"),
                    indent=6,
                    about=("fragment", id_),
                    fragments=(id_,),
                )


def candidate_lines(
    snapshot: Snapshot,
    claim_id: str,
    near: Sequence[Likeness],
    chosen: str | None,
    texts: Mapping[str, str] | None = None,
    *,
    short: bool = False,
) -> Iterator[Line]:
    """The configurations most like a claim; of the chosen one the slots are laid beside those of the claim.

    `texts` says how alike the quotes behind a configuration are to those of the claim. `short`: only the chosen one
    with its sentence, so that all of them fit on a small screen.
    """
    links = links_of(snapshot, claim_id)
    for nr, one in enumerate(near, start=1):
        configuration = snapshot.configurations[one.configuration_id]
        version = snapshot.version_of(configuration.id)
        head = f"CMO {configuration.number} {configuration.label}".strip()
        facts = f"  {round(one.score * 100)}% · {word(configuration.status)}"
        parts: list[Content | str | tuple[str, str]] = [(head, "bold"), facts]
        if row := links.get(configuration.id):
            parts.append((f"  [{STANCE_SIGNS[row.stance]} {word(row.stance)}]", f"bold {STANCE_STYLES[row.stance]}"))
        if texts and configuration.id in texts:
            parts.append((f"\n≈ {texts[configuration.id]}", "dim"))
        if not short or configuration.id == chosen:
            parts.append(f"\n{sentence_in(snapshot, version)}")
        if configuration.id == chosen:
            parts += [part for slot in _in_order(snapshot, one.slots) for part in _slot(slot)]
        else:
            shared = " · ".join(f"{slot.role.value} {', '.join(slot.both)}" for slot in one.slots if slot.both)
            if shared:
                parts.append(("\n" + _("shared: {labels}").format(labels=shared), "dim"))
        yield Line(
            configuration.id,
            Content.assemble(*parts),
            lead=Content.styled(f"{nr} ", "bold $primary"),
            indent=2,
            about=("configuration", configuration.id),
        )


def _in_order(snapshot: Snapshot, slots: Sequence[SlotLikeness]) -> list[SlotLikeness]:
    order = slot_order(snapshot.study.profile)
    return sorted(slots, key=lambda slot: order.index(slot.role))


def _slot(slot: SlotLikeness) -> Iterator[tuple[str, str]]:
    """One slot compared: = in both, ~ near and why, + only in the claim, − only in the configuration."""
    rows = [("=", label, "dim") for label in slot.both]
    rows += [("~", _akin_text(akin), "$accent") for akin in slot.akin]
    near = {label for akin in slot.akin for label in (akin.claim, akin.configuration)}
    rows += [("+", label, "$success") for label in slot.only_claim if label not in near]
    rows += [("−", label, "$warning") for label in slot.only_configuration if label not in near]
    for nr, (sign, label, style) in enumerate(rows):
        yield (f"\n{slot.role.value if not nr else '':<6}", "bold")
        yield (f"{sign} {label}", style)


def _akin_text(akin: Akin) -> str:
    why = (
        _("both under {code}").format(code=akin.shared)
        if akin.ground is Ground.PARENT
        else _("worded alike, {n}%").format(n=round(200 * akin.score))
    )
    return f"{akin.claim} ↔ {akin.configuration} ({why})"
