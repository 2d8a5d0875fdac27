"""What became of what was suggested for claims: words for a slot, how somebody knows, which way it goes, a link, a
configuration. What was taken and that it was suggested are one change; a refusal is kept, so that it does not come
again.
"""

from __future__ import annotations

from cmo_coder.messages import N_
from cmo_coder.model.base import changed
from cmo_coder.model.claims import Claim, EpistemicStatus, Polarity
from cmo_coder.model.codes import Code
from cmo_coder.model.configurations import Configuration, ConfigurationRelation, RelationType
from cmo_coder.model.documents import TextVersion
from cmo_coder.model.fragments import Coding, Stance
from cmo_coder.model.suggestions import Suggestion, SuggestionKind, SuggestionOutcome
from cmo_coder.store.claims import edit_claim, link_claim, tag
from cmo_coder.store.codes import ROLE_TYPES
from cmo_coder.store.configurations import configuration_from_claim, relate
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.suggestions import decided

_TAKEN = {
    SuggestionKind.SLOT: N_("Claim {number}: suggested words taken"),
    SuggestionKind.STATUS: N_("Claim {number}: suggested status taken"),
    SuggestionKind.POLARITY: N_("Claim {number}: suggested polarity taken"),
    SuggestionKind.LINK: N_("Suggested link taken"),
    SuggestionKind.CONFIGURATION: N_("Claim {number}: suggested configuration taken"),
    SuggestionKind.RELATION: N_("Suggested relation taken"),
}
_CHANGED = {
    SuggestionKind.SLOT: N_("Claim {number}: other words than suggested"),
    SuggestionKind.STATUS: N_("Claim {number}: another status than suggested"),
    SuggestionKind.POLARITY: N_("Claim {number}: another polarity than suggested"),
    SuggestionKind.LINK: N_("Another link than suggested"),
    SuggestionKind.CONFIGURATION: N_("Claim {number}: another configuration than suggested"),
    SuggestionKind.RELATION: N_("Another relation than suggested"),
}
_REFUSED = {
    SuggestionKind.SLOT: N_("Suggested words refused"),
    SuggestionKind.STATUS: N_("Suggested status refused"),
    SuggestionKind.POLARITY: N_("Suggested polarity refused"),
    SuggestionKind.LINK: N_("Suggested link refused"),
    SuggestionKind.CONFIGURATION: N_("Suggested configuration refused"),
    SuggestionKind.RELATION: N_("Suggested relation refused"),
}


def accept_words(project: Project, suggestion: Suggestion, words: tuple[int, int], code: Code, claim: Claim) -> Coding:
    """Code words and put them in the slot of a claim for which they were suggested: one change.

    Other words, or a code of another role, make it "changed". Raises as `tag` does.
    """
    same = words == (suggestion.start, suggestion.end) and ROLE_TYPES.get(code.type) is suggestion.role
    outcome = SuggestionOutcome.ACCEPTED if same else SuggestionOutcome.CHANGED
    assert suggestion.text_version_id is not None
    with project.change("suggestion.accept", told(suggestion, outcome), number=claim.number) as change:
        document_id = change.get(TextVersion, suggestion.text_version_id).document_id
        coding, _claim = tag(project, document_id, *words, code, claim=claim, suggested=same)
        change.insert(decided(project, suggestion, outcome))
    return coding


def accept_value(project: Project, suggestion: Suggestion, claim: Claim, taken: EpistemicStatus | Polarity) -> Claim:
    """Give a claim the status or polarity that was suggested, or another in its place ("changed"): one change."""
    same = taken.value == suggestion.value
    outcome = SuggestionOutcome.ACCEPTED if same else SuggestionOutcome.CHANGED
    field = suggestion.kind.value
    with project.change("suggestion.accept", told(suggestion, outcome), number=claim.number) as change:
        after = edit_claim(project, claim, **{field: taken, f"{field}_suggested": same})
        change.insert(decided(project, suggestion, outcome))
    return after


def accept_configuration(
    project: Project,
    suggestion: Suggestion,
    claim: Claim,
    configuration_id: str | None,
    stance: Stance,
    label: str = "",
) -> str:
    """Link a claim to the configuration that was suggested, to another, or (None) to a new one made of the claim, which
    `label` names: one change. Other than the suggested makes it "changed". Gives the id of the configuration.
    """
    same = configuration_id is not None and configuration_id == suggestion.configuration_id
    outcome = SuggestionOutcome.ACCEPTED if same else SuggestionOutcome.CHANGED
    with project.change("suggestion.accept", told(suggestion, outcome), number=claim.number) as change:
        if configuration_id is None:
            configuration_id = configuration_from_claim(project, claim, label=label).id
        else:
            link_claim(project, claim, configuration_id, stance, suggested=same)
        change.insert(decided(project, changed(suggestion, value=stance.value), outcome))
    return configuration_id


def accept_relation(
    project: Project, suggestion: Suggestion, taken: RelationType, from_: Configuration, to: Configuration
) -> ConfigurationRelation:
    """Relate two configurations as was suggested, or in another way ("changed"): one change."""
    same = taken.value == suggestion.value
    outcome = SuggestionOutcome.ACCEPTED if same else SuggestionOutcome.CHANGED
    with project.change("suggestion.accept", told(suggestion, outcome)) as change:
        made = relate(project, taken, from_, to, suggested=same)
        change.insert(decided(project, suggestion, outcome))
    return made


def refuse(project: Project, suggestion: Suggestion) -> Suggestion:
    """Keep that something suggested for a claim or a configuration was refused: it is not proposed for it again."""
    kept = decided(project, suggestion, SuggestionOutcome.REJECTED)
    with project.change("suggestion.reject", _REFUSED[suggestion.kind]) as change:
        change.insert(kept)
    return kept


Refusal = tuple[str, SuggestionKind, str | None, int, int, str, str]
"""Provider, kind, text version, start, end, role and value, or the configuration: what makes two proposals the same."""


def sameness(one: Suggestion) -> Refusal:
    """By what a proposal is known again for its claim; the cue and the score may differ."""
    role = one.role.value if one.role is not None else ""
    if one.kind in (SuggestionKind.STATUS, SuggestionKind.POLARITY):
        # It rests on all words of the claim: which of them holds the cue makes no other proposal of it.
        return one.provider, one.kind, None, 0, 0, role, one.value
    if one.kind in (SuggestionKind.CONFIGURATION, SuggestionKind.RELATION):
        return one.provider, one.kind, None, 0, 0, one.configuration_id or "", one.other_configuration_id or ""
    return one.provider, one.kind, one.text_version_id, one.start, one.end, role, one.value


def refused_for(reading: Reading, coder_id: str | None, field: str, id_: str) -> frozenset[Refusal]:
    """What this coder refused about something: `field` is claim_id, text_version_id or configuration_id."""
    rows = reading.among(Suggestion, field, [id_])
    refused = (one for one in rows if one.outcome is SuggestionOutcome.REJECTED and one.coder_id == coder_id)
    return frozenset(map(sameness, refused))


def refused_configurations(reading: Reading, coder_id: str | None) -> dict[str, frozenset[str]]:
    """The configurations that this coder refused, by claim."""
    found: dict[str, set[str]] = {}
    of = {"kind": SuggestionKind.CONFIGURATION, "outcome": SuggestionOutcome.REJECTED}
    for one in reading.all(Suggestion, **of):
        if one.coder_id == coder_id and one.claim_id is not None and one.configuration_id is not None:
            found.setdefault(one.claim_id, set()).add(one.configuration_id)
    return {claim_id: frozenset(ids) for claim_id, ids in found.items()}


def told(suggestion: Suggestion, outcome: SuggestionOutcome) -> str:
    """What the change log says of a suggestion that was decided on."""
    return (_TAKEN if outcome is SuggestionOutcome.ACCEPTED else _CHANGED)[suggestion.kind]
