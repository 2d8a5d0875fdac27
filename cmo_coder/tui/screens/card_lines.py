"""What a CMO card shows, as lines: head and sentence, slots with their quotes, evidence by case, relations, versions.

Pure functions of a snapshot; the screen decides where the lines stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from cmo_coder.messages import _, ngettext
from cmo_coder.model.canonical import PARTICULARS, CanonicalElement, Role
from cmo_coder.model.claims import Naming
from cmo_coder.model.configurations import Configuration, ConfigurationStatus, ConfigurationVersion, Evidence
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.frames import ACTOR
from cmo_coder.realist.leading import after_words
from cmo_coder.realist.profiles import shows_actor, slot_order
from cmo_coder.realist.quoting import quoted
from cmo_coder.realist.sentences import actor_of, form_of, pieces_in, sentence_in, template_for
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.stale import WHOLE, stale_parts
from cmo_coder.realist.support import support_of_version, top_case
from cmo_coder.realist.support_words import support_line
from cmo_coder.realist.words import word
from cmo_coder.tui.screens.quotes import reference
from cmo_coder.tui.screens.support_lines import STANCE_SIGNS, STANCE_STYLES, stance_line, support_lines
from cmo_coder.tui.widgets.line_list import Line, blank, heading

STATUS_SIGNS = {
    ConfigurationStatus.PROVISIONAL: "○",
    ConfigurationStatus.REFINED: "◐",
    ConfigurationStatus.SUPPORTED: "●",
    ConfigurationStatus.CONTESTED: "≠",
    ConfigurationStatus.REJECTED: "×",
}
MOST_QUOTES = 4
"""Quotes shown under one element; the others are one key away."""


def name_of(snapshot: Snapshot, configuration: Configuration) -> str:
    """What a configuration is called in a list: its label, or else its sentence."""
    if configuration.label:
        return configuration.label
    return sentence_in(snapshot, snapshot.version_of(configuration.id)) or _("(no slots yet)")


def short_name(snapshot: Snapshot, configuration: Configuration) -> str:
    """Number and name."""
    return f"CMO {configuration.number} {name_of(snapshot, configuration)}"


def head_lines(snapshot: Snapshot, configuration: Configuration, version: ConfigurationVersion) -> Iterator[Line]:
    """Number, label, status, form; the sentence; the support line."""
    form = form_of(snapshot.slots_of_version.get(version.id, ()))
    facts = [f"{STATUS_SIGNS[configuration.status]} {word(configuration.status)}", word(form)]
    if configuration.negative_case:
        facts.append(_("negative case"))
    actor = actor_of(snapshot, version)
    facts.append(_("for whom: {actor}").format(actor=actor.name if actor else _("not said")))
    if configuration.inference is not None:
        facts.append(word(configuration.inference))
    if configuration.level is not None:
        facts.append(word(configuration.level))
    title = f"CMO {configuration.number}" + (f" · {configuration.label}" if configuration.label else "")
    words = _all_words(snapshot, version)
    short = f"CMO {configuration.number}"
    head = Content.assemble((title, "bold $primary"), f"  {' · '.join(facts)}")
    yield Line("head", head, fragments=words, title=short)
    yield Line("sentence", _sentence(snapshot, version), fragments=words, title=short)
    support = support_of_version(snapshot, version.id)
    line = support_line(support)
    yield Line(
        "support-line",
        Content.styled(line, "bold"),
        fragments=snapshot.fragments_of_claims(support.supports.claims),
        title=word(Stance.SUPPORTS),
    )
    if configuration.certainty is not None:
        text = _("certainty {certainty}: {reason}").format(
            certainty=word(configuration.certainty), reason=configuration.certainty_reason or "-"
        )
        yield Line("certainty", Content.styled(text, "dim"))


def _sentence(snapshot: Snapshot, version: ConfigurationVersion) -> Content:
    """The sentence; the words of slots stand out, and what the analyst worded is underlined and said."""
    pieces = pieces_in(snapshot, version)
    if not pieces:
        return Content.styled(_("No sentence yet: press e and fill the slots."), "dim")
    parts: list[Content | str | tuple[str, str]] = []
    for piece in pieces:
        style = ("underline " if piece.edited else "") + ("bold" if piece.slot else "")
        parts.append((piece.text, style.strip()) if style else piece.text)
    own = ""
    if version.sentence:
        own = _("own sentence")
    elif version.wordings:
        worded = {item.split("=", 1)[0] for item in version.wordings}
        ordered = (*(role.value for role in slot_order(snapshot.study.profile)), ACTOR)
        own = _("own words: {parts}").format(parts=", ".join(_part_name(part) for part in ordered if part in worded))
    slots = snapshot.slots_of_version.get(version.id, ())
    configuration = snapshot.configuration_of(version.id)
    template = template_for(configuration, version, slots, snapshot.canonical, snapshot.study.language)
    parts.append((f"  [{own or template.value}]", "dim"))
    if stale := stale_parts(snapshot, version):
        which = ", ".join(_part_name(part) for part in stale)
        told = _("[slots changed since it was worded: {parts}; z rewords]").format(parts=which)
        parts.append((f"  {told}", "bold $warning"))
    return Content.assemble(*parts)


def _part_name(part: str) -> str:
    return {WHOLE: _("the sentence"), ACTOR: _("for whom")}.get(part, part)


def _all_words(snapshot: Snapshot, version: ConfigurationVersion) -> tuple[str, ...]:
    return snapshot.fragments_of_claims(row.claim_id for row in snapshot.evidence_of_version.get(version.id, ()))


# Slots


def slot_lines(snapshot: Snapshot, version: ConfigurationVersion) -> Iterator[Line]:
    """The slots in the order of the profile, each element with the quotes behind it."""
    for role in slot_order(snapshot.study.profile):
        if role is Role.M_RED and shows_actor(snapshot.study.profile):
            actor = actor_of(snapshot, version)
            name = Content.styled(actor.name, "bold") if actor is not None else Content.styled("·", "dim")
            yield Line("slot-A", name, lead=Content.styled("A", "bold $primary"), indent=6)
        elements = snapshot.slots(version.id, role)
        if not elements:
            yield Line(
                f"slot-{role.value}", Content.styled("·", "dim"), lead=role.value, indent=6, about=("role", role)
            )
        for element in elements:
            quotes = words_of_element(snapshot, version.id, role, element.id)
            facts = facts_of(element)
            tail = (f"  ({facts})" if facts else "") + "  " + (str(len(quotes)) if quotes else _("no quotes"))
            yield Line(
                f"slot-{role.value}-{element.id}",
                Content.assemble((element.label, "bold"), (tail, "dim")),
                lead=Content.styled(role.value, "bold $primary"),
                indent=6,
                about=("canonical_element", element.id),
                fragments=tuple(fragment_id for fragment_id, _stance in quotes),
                title=f"{role.value} {element.label}",
            )
            yield from _quotes(snapshot, f"slot-{role.value}-{element.id}", role, quotes, element.label)


def facts_of(element: CanonicalElement) -> str:
    """What is said of an element, in words, as far as anything is."""
    values = (getattr(element, name) for name in PARTICULARS[element.role])
    return " · ".join(word(value) for value in values if value is not None)


def words_of_element(
    snapshot: Snapshot, version_id: str, role: Role, element_id: str
) -> tuple[tuple[str, Stance], ...]:
    """The fragments behind one element of a version with the stance of their claim: supporting first, then in reading
    order; words of several claims once.
    """
    found: dict[str, Stance] = {}
    for stance in (Stance.SUPPORTS, Stance.REFINES, Stance.CONTRADICTS):
        ids = [
            words.fragment_id
            for row in snapshot.evidence_of_version.get(version_id, ())
            if row.stance is stance
            for slot in snapshot.slots_of_claim.get(row.claim_id, ())
            if slot.role is role and slot.canonical_element_id == element_id
            for words in snapshot.words_of_slot.get(slot.id, ())
        ]
        for id_ in snapshot.in_reading_order(ids):
            found.setdefault(id_, stance)
    return tuple(found.items())


def _quotes(
    snapshot: Snapshot, prefix: str, role: Role, quotes: Sequence[tuple[str, Stance]], label: str
) -> Iterator[Line]:
    for fragment_id, stance in quotes[:MOST_QUOTES]:
        sign = STANCE_SIGNS[stance]
        fragment = snapshot.fragments[fragment_id]
        text = Content.assemble(f"“{quoted(fragment)}” ", (reference(snapshot, fragment), "dim"))
        if stance is not Stance.SUPPORTS:
            text = Content.assemble(text, (f" [{word(stance)}]", STANCE_STYLES[stance]))
        yield Line(
            f"{prefix}-{fragment_id}",
            text,
            lead=Content.styled(f"    {sign} ", STANCE_STYLES[stance]),
            indent=6,
            about=("fragment", fragment_id),
            fragments=(fragment_id,),
        )
    more = len(quotes) - MOST_QUOTES
    if more > 0:
        yield Line(
            f"{prefix}-more",
            Content.styled(ngettext("… {n} more quote", "… {n} more quotes", more).format(n=more), "dim"),
            indent=6,
            fragments=tuple(fragment_id for fragment_id, _stance in quotes),
            title=f"{role.value} {label}",
        )


# Evidence


def evidence_lines(snapshot: Snapshot, version: ConfigurationVersion) -> Iterator[Line]:
    """Supporting against contradicting against refining claims, each by case."""
    yield heading("h-evidence", _("Evidence by case"))
    for stance in (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.REFINES):
        rows = [row for row in snapshot.evidence_of_version.get(version.id, ()) if row.stance is stance]
        yield stance_line(snapshot, stance, tuple(row.claim_id for row in rows), f"stance-{stance.value}")
        for case_id, of_case in _by_case(snapshot, rows):
            case = snapshot.cases[case_id].name if case_id else _("no case named")
            claims = [row.claim_id for row in of_case]
            count = ngettext("{n} claim", "{n} claims", len(claims)).format(n=len(claims))
            yield Line(
                f"case-{stance.value}-{case_id}",
                Content.assemble((case, "bold"), (f"  {count}", "dim")),
                indent=2,
                fragments=snapshot.fragments_of_claims(claims),
                title=f"{word(stance)} · {case}",
            )
            for row in of_case:
                yield _claim_line(snapshot, row, f"evidence-{case_id}-{row.id}")
    yield blank("b-support")
    yield heading("h-support", _("Support in numbers"))
    yield from support_lines(snapshot, support_of_version(snapshot, version.id))


def _by_case(snapshot: Snapshot, rows: Sequence[Evidence]) -> list[tuple[str, list[Evidence]]]:
    of: dict[str, list[Evidence]] = {case.id: [] for case in snapshot.top_cases}
    of[""] = []
    for row in rows:
        cases = {top_case(snapshot, link.case_id) for link in snapshot.cases_of_claim.get(row.claim_id, ())}
        for case_id in sorted(cases) or [""]:
            of[case_id].append(row)
    return [(case_id, found) for case_id, found in of.items() if found]


def _claim_line(snapshot: Snapshot, row: Evidence, id_: str) -> Line:
    claim = snapshot.claims[row.claim_id]
    respondent = snapshot.respondents.get(claim.respondent_id or "")
    document = snapshot.documents.get(claim.document_id or "")
    who = [respondent.pseudonym, word(respondent.group)] if respondent else [document.title] if document else []
    facts = [*who, snapshot.rounds[claim.round_id].label if claim.round_id else "", word(claim.status)]
    facts += after_words(snapshot, claim.id)
    facts.append(word(row.strength) if row.strength else "")
    facts.append(_("about {part}").format(part=word(row.part)) if row.part else "")
    if any(link.naming is Naming.COLLECTIVE for link in snapshot.cases_of_claim.get(claim.id, ())):
        facts.append(word(Naming.COLLECTIVE))
    quotes = snapshot.fragments_of_claims([claim.id])
    parts: list[Content | str | tuple[str, str]] = [
        (_("claim {number}").format(number=claim.number), "bold"),
        "  " + " · ".join(fact for fact in facts if fact),
    ]
    if row.note:
        parts.append(f"  {row.note}")
    if quotes:
        parts.append((f"\n“{_cut(snapshot.fragments[quotes[-1]].quote)}”", "dim"))
    return Line(
        id_,
        Content.assemble(*parts),
        lead=Content.styled(f"  {STANCE_SIGNS[row.stance]} ", STANCE_STYLES[row.stance]),
        indent=4,
        about=("evidence", row.id),
        fragments=quotes,
        title=_("claim {number}").format(number=claim.number),
    )


def _cut(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
