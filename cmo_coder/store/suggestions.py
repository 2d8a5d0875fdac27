"""What became of suggestions. A suggestion is data only from here on: when a person accepted, changed or refused it."""

from __future__ import annotations

from cmo_coder.messages import N_
from cmo_coder.model.base import changed, new_id, now
from cmo_coder.model.claims import Claim
from cmo_coder.model.codes import Code
from cmo_coder.model.documents import TextVersion
from cmo_coder.model.fragments import Coding
from cmo_coder.model.suggestions import Suggestion, SuggestionKind, SuggestionOutcome
from cmo_coder.store.claims import tag
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading

_CHANGED = N_("Suggestion {suggested} changed into: {code}")


def accept_suggestion(
    project: Project,
    suggestion: Suggestion,
    code: Code,
    *,
    claim: Claim | None = None,
    new_claim: bool = False,
) -> tuple[Coding, Claim | None]:
    """Code the words of a suggestion and keep that it was suggested, with the coding too: one change.

    `code` is the one that was taken: another than the suggestion's makes it "changed". Raises as `tag` does.
    """
    taken = SuggestionOutcome.ACCEPTED if suggestion.code_id == code.id else SuggestionOutcome.CHANGED
    label = N_("Suggestion taken: {code}") if taken is SuggestionOutcome.ACCEPTED else _CHANGED
    with project.read() as reading:
        suggested = reading.get(Code, suggestion.code_id).name if suggestion.code_id else ""
    with project.change("suggestion.accept", label, code=code.name, suggested=suggested) as change:
        assert suggestion.text_version_id is not None  # a code is suggested for words
        version = change.get(TextVersion, suggestion.text_version_id)
        coding, claim = tag(
            project, version.document_id, suggestion.start, suggestion.end, code, claim=claim, new_claim=new_claim
        )
        coding = change.update(coding, suggested=taken is SuggestionOutcome.ACCEPTED)
        change.insert(decided(project, suggestion, taken))
    return coding, claim


def reject_suggestion(project: Project, suggestion: Suggestion, name: str) -> Suggestion:
    """Keep that a suggestion was refused; `name` is the name of its code, for the log."""
    kept = decided(project, suggestion, SuggestionOutcome.REJECTED)
    with project.change("suggestion.reject", N_("Suggestion refused: {code}"), code=name) as change:
        change.insert(kept)
    return kept


def decided(project: Project, suggestion: Suggestion, outcome: SuggestionOutcome) -> Suggestion:
    """The row of a suggestion that somebody decided on now."""
    coder_id = project.coder.id if project.coder else None
    return changed(suggestion, id=suggestion.id or new_id(), outcome=outcome, coder_id=coder_id, at=now())


def refused_in(reading: Reading, text_version_id: str, coder_id: str | None) -> frozenset[tuple[int, int, str]]:
    """What this coder refused in a text, not to be offered again: start, end (code points) and id of the code."""
    refused = {"kind": SuggestionKind.CODE, "outcome": SuggestionOutcome.REJECTED}
    rows = reading.all(Suggestion, text_version_id=text_version_id, **refused)
    return frozenset(
        (one.start, one.end, one.code_id) for one in rows if one.code_id is not None and one.coder_id == coder_id
    )


def outcomes_of(project: Project) -> tuple[Suggestion, ...]:
    """All suggestions that somebody decided on, oldest first."""
    with project.read() as reading:
        return tuple(one for one in reading.all(Suggestion, order=("at", "id")) if one.outcome is not None)
