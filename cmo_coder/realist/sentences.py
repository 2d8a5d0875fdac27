"""The als-dan-omdat sentence of a configuration, made from its slots unless the analyst worded it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from cmo_coder.model.canonical import Actor, CanonicalElement, Direction, Role
from cmo_coder.model.configurations import (
    Configuration,
    ConfigurationSlot,
    ConfigurationVersion,
    Form,
    RelationType,
    Template,
)
from cmo_coder.realist.frames import ACTOR, Parts, Piece, fill, joined, omkering_pieces, ripple_pieces, within
from cmo_coder.realist.keeping import kept
from cmo_coder.realist.proper_names import proper_names
from cmo_coder.realist.snapshot import Snapshot

_PARTS = (*(role.value for role in Role), ACTOR)


def form_of(slots: Iterable[ConfigurationSlot]) -> Form:
    """The form that follows from the filled slots.

    A triad has a context, a mechanism (resource or reasoning) and an outcome; a dyad an outcome with one other part
    (realist-method, section 2: without M it is a C-O correlation and must be called a dyad); the rest is incomplete.
    """
    return form_of_roles(slot.role for slot in slots)


def form_of_roles(roles: Iterable[Role]) -> Form:
    """The form that follows from the roles that are filled."""
    filled = set(roles)
    mechanism = bool(filled & {Role.M_RES, Role.M_RED})
    if Role.O not in filled:
        return Form.INCOMPLETE
    if Role.C in filled and mechanism:
        return Form.TRIAD
    return Form.DYAD if len(filled) > 1 else Form.INCOMPLETE


def letters_of(roles: Iterable[Role]) -> str:
    """The filled slots as letters: "C-M-O", "I-O". M stands for resource and reasoning alike."""
    letters = {role.value[0] for role in roles}
    return "-".join(letter for letter in "ICMO" if letter in letters)


def parts_of(
    version: ConfigurationVersion,
    slots: Sequence[ConfigurationSlot],
    elements: Mapping[str, CanonicalElement],
    actor: Actor | None,
    language: str = "nl",
    names: Collection[str] = (),
) -> Parts:
    """The words of each slot: the labels of its elements, or the analyst's own where `wordings` has some.

    An own wording that is empty ("M_res=") leaves the part out. `names` keep their capital.
    """
    words = {role.value: "" for role in Role}
    for role in Role:
        ordered = sorted((slot for slot in slots if slot.role is role), key=lambda slot: slot.position)
        words[role] = joined([within(elements[slot.canonical_element_id].label, names) for slot in ordered], language)
    words[ACTOR] = within(actor.name, names) if actor is not None else ""
    own = dict(item.split("=", 1) for item in version.wordings if "=" in item)
    for slot in own.keys() & set(_PARTS):
        words[slot] = own[slot].strip()
    return Parts(
        c=words[Role.C],
        i=words[Role.I],
        m_res=words[Role.M_RES],
        m_red=words[Role.M_RED],
        o=words[Role.O],
        actor=words[ACTOR],
        edited=frozenset(own.keys() & set(_PARTS)),
    )


def template_for(
    configuration: Configuration,
    version: ConfigurationVersion,
    slots: Sequence[ConfigurationSlot],
    elements: Mapping[str, CanonicalElement],
    language: str = "nl",
) -> Template:
    """The template of a sentence: the one that the version names, or else the one that fits.

    English studies take EN-1. A negative case takes NL-3 ("leidt niet tot"), unless its outcome is itself negative:
    that outcome did come, so "leidt tot" is true and "leidt niet tot" would say the opposite. No mechanism: NL-2.
    """
    if version.template is not None:
        return version.template
    if language == "en":
        return Template.EN_1
    if is_absence(configuration, [elements[slot.canonical_element_id] for slot in slots]):
        return Template.NL_3
    roles = {slot.role for slot in slots}
    return Template.NL_1 if roles & {Role.M_RES, Role.M_RED} or Role.O not in roles else Template.NL_2


def is_absence(configuration: Configuration, elements: Iterable[CanonicalElement]) -> bool:
    """Whether a configuration says that its outcome did not come: a negative case whose outcome is no negative one."""
    outcomes = [element for element in elements if element.role is Role.O]
    return configuration.negative_case and not any(one.direction is Direction.MINUS for one in outcomes)


def pieces_of(
    configuration: Configuration,
    version: ConfigurationVersion,
    slots: Sequence[ConfigurationSlot],
    elements: Mapping[str, CanonicalElement],
    actor: Actor | None,
    *,
    language: str = "nl",
    template: Template | None = None,
    names: Collection[str] = (),
    related: Sequence[str] = (),
) -> tuple[Piece, ...]:
    """The sentence of a configuration version in pieces, so that a screen can show which words come from which slot.

    A `sentence` of the version's own replaces everything, unless a template is asked for. Joined, the texts of the
    pieces are the sentence; without any filled slot there are none. `related` is what the template says of other
    configurations: the mechanisms of the rivals (NL-4), or what came of it next (NL-5).
    """
    if version.sentence and template is None:
        return (Piece(version.sentence.strip(), "", True),)
    chosen = template or template_for(configuration, version, slots, elements, language)
    parts = parts_of(version, slots, elements, actor, "en" if chosen is Template.EN_1 else "nl", names)
    absent = is_absence(configuration, [elements[slot.canonical_element_id] for slot in slots])
    roles = (Role.M_RES, Role.M_RED)
    mechanisms = [within(elements[slot.canonical_element_id].label, names) for slot in slots if slot.role in roles]
    if related and chosen is Template.NL_5:
        return ripple_pieces(parts.o, joined(related, "nl"))
    if related and chosen is Template.NL_4:
        mechanisms = [*filter(None, (parts.m_red or parts.m_res,)), *related]
    return fill(chosen, parts, absent=absent, mechanisms=mechanisms)


def sentence_of(
    configuration: Configuration,
    version: ConfigurationVersion,
    slots: Sequence[ConfigurationSlot],
    elements: Mapping[str, CanonicalElement],
    actor: Actor | None,
    *,
    language: str = "nl",
    template: Template | None = None,
) -> str:
    """The sentence of a configuration version; `language` is that of the study ("nl" or "en")."""
    return "".join(
        piece.text
        for piece in pieces_of(configuration, version, slots, elements, actor, language=language, template=template)
    )


def actor_of(snapshot: Snapshot, version: ConfigurationVersion) -> Actor | None:
    """For whom: the actor of the version, or the only one of its reasoning."""
    if version.actor_id is not None:
        return snapshot.actors[version.actor_id]
    found = {
        link.actor_id
        for element in snapshot.slots(version.id, Role.M_RED)
        for link in snapshot.actors_of_canonical.get(element.id, ())
    }
    return snapshot.actors[next(iter(found))] if len(found) == 1 else None


def sentence_in(snapshot: Snapshot, version: ConfigurationVersion, template: Template | None = None) -> str:
    """The sentence of a configuration version, in the language of the study."""
    if template is None and snapshot.configuration_versions.get(version.id) is version:
        return _sentence(snapshot, version.id, proper_names(snapshot))
    return "".join(piece.text for piece in pieces_in(snapshot, version, template))


SENTENCE = (
    "study",
    "configurations",
    "configuration_versions",
    "configuration_slots",
    "canonical",
    "canonical_actors",
    "actors",
    "relations",
)
"""The fields of a snapshot that sentences rest on, beside the names in it."""


@kept(*SENTENCE)
def _sentence(snapshot: Snapshot, version_id: str, names: Collection[str]) -> str:
    return "".join(piece.text for piece in _pieces(snapshot, snapshot.configuration_versions[version_id], None, names))


def pieces_in(snapshot: Snapshot, version: ConfigurationVersion, template: Template | None = None) -> tuple[Piece, ...]:
    """The sentence of a configuration version in pieces, in the language of the study."""
    return _pieces(snapshot, version, template, proper_names(snapshot))


def _pieces(
    snapshot: Snapshot, version: ConfigurationVersion, template: Template | None, names: Collection[str]
) -> tuple[Piece, ...]:
    configuration, slots = snapshot.configuration_of(version.id), snapshot.slots_of_version.get(version.id, ())
    chosen = template or template_for(configuration, version, slots, snapshot.canonical, snapshot.study.language)
    return pieces_of(
        configuration,
        version,
        slots,
        snapshot.canonical,
        actor_of(snapshot, version),
        language=snapshot.study.language,
        template=template,
        names=names,
        related=_related(snapshot, configuration, chosen, names),
    )


def _related(
    snapshot: Snapshot, configuration: Configuration, template: Template, names: Collection[str]
) -> tuple[str, ...]:
    """What a template says of configurations that this one is related to: NL-4 of its rivals, NL-5 of the next link."""
    if template not in (Template.NL_4, Template.NL_5):
        return ()
    others = []
    for row in snapshot.relations:
        ends = (row.from_id, row.to_id)
        if template is Template.NL_5 and row.type is RelationType.RIPPLE and row.from_id == configuration.id:
            others.append(row.to_id)
        elif template is Template.NL_4 and row.type is RelationType.RIVAL and configuration.id in ends:
            others += [id_ for id_ in ends if id_ != configuration.id]
    words = []
    for id_ in sorted(set(others), key=lambda id_: snapshot.configurations[id_].number):
        version = snapshot.version_of(id_)
        slots = snapshot.slots_of_version.get(version.id, ())
        parts = parts_of(version, slots, snapshot.canonical, None, snapshot.study.language, names)
        words.append(parts.o if template is Template.NL_5 else parts.m_red or parts.m_res)
    return tuple(filter(None, words))


def omkering_sentence(snapshot: Snapshot, omkering_id: str) -> str:
    """The sentence of an omkering (NL-6): the outcomes of its negative claims, or their numbers where none is named."""
    omkering = snapshot.omkeringen[omkering_id]
    claims = (link.claim_id for link in snapshot.claims_of_omkering.get(omkering_id, ()))
    said = list(dict.fromkeys(_within_sentence(snapshot, claim_id) for claim_id in claims))
    pieces = omkering_pieces(
        said, omkering.statement, confirmed_in=omkering.confirmed_in, language=snapshot.study.language
    )
    return "".join(piece.text for piece in pieces)


def _within_sentence(snapshot: Snapshot, claim_id: str) -> str:
    """What a claim says as part of a sentence: labels without their capital, a respondent's own words in quotation
    marks (these may end in a question mark of their own)."""
    labels = _labels_of_claim(snapshot, claim_id)
    if labels:
        names = proper_names(snapshot)
        return " → ".join(within(label, names) for label in labels)
    words = claim_words(snapshot, claim_id)
    return f"“{words}”" if words else ""


def _labels_of_claim(snapshot: Snapshot, claim_id: str) -> list[str]:
    return [
        snapshot.canonical[slot.canonical_element_id].label
        for slot in snapshot.slots_of_claim.get(claim_id, ())
        if slot.canonical_element_id is not None and slot.role in (Role.I, Role.O)
    ]


@kept("claim_slots", "canonical", "slot_words", "fragments")
def claim_words(snapshot: Snapshot, claim_id: str) -> str:
    """What a claim says in few words: its intervention or context and its outcome, or else its first quote."""
    labels = _labels_of_claim(snapshot, claim_id)
    if labels:
        return " → ".join(labels)
    quotes = snapshot.fragments_of_claims([claim_id])
    return snapshot.fragments[quotes[0]].quote if quotes else ""
