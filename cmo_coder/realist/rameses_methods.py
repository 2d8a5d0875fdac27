"""Items 10 to 14 of the RAMESES II checklist: design, collection, sampling, analysis, participants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cmo_coder.messages import _, ngettext
from cmo_coder.model.suggestions import SuggestionKind, SuggestionOutcome
from cmo_coder.realist.people import participants_by_group, people_by_round
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word


def design(snapshot: Snapshot) -> Iterator[str]:
    """The rounds, and the steps that the team wrote down."""
    for round_ in snapshot.rounds.values():
        facts = ", ".join(part for part in (round_.period, word(round_.purpose)) if part)
        yield f"{round_.label}" + (f": {facts}" if facts else "")
    for step in snapshot.design_steps:
        yield f"{step.step}: {step.what}" if step.what else step.step


def design_lacks(snapshot: Snapshot) -> Iterator[str]:
    """No rounds, rounds without purpose, no steps."""
    if not snapshot.rounds:
        yield _("There are no rounds.")
    bare = [one.label for one in snapshot.rounds.values() if one.purpose is None]
    if bare:
        yield _("What these rounds were for is not said: {rounds}.").format(rounds=", ".join(bare))
    if not snapshot.design_steps:
        yield _("Why the cases were chosen, and the steps of the design, are to be written by the team.")


def collection(snapshot: Snapshot) -> Iterator[str]:
    """The documents by kind, round and way."""
    found: Counter[tuple[str, str, str]] = Counter()
    for document in snapshot.documents.values():
        round_ = snapshot.rounds.get(document.round_id or "")
        found[word(document.type), round_.label if round_ is not None else "", word(document.mode)] += 1
    for (kind, round_label, mode), n in found.items():
        yield " · ".join(part for part in (f"{kind}: {n}", round_label, mode) if part)


def collection_lacks(snapshot: Snapshot) -> Iterator[str]:
    """Documents without date, round or way."""
    total = len(snapshot.documents)
    if not total:
        yield _("There are no documents.")
        return
    undated = sum(not one.date for one in snapshot.documents.values())
    without_round = sum(one.round_id is None for one in snapshot.documents.values())
    without_mode = sum(one.mode is None for one in snapshot.documents.values())
    if undated:
        yield _("Without a date: {n} of {total} documents.").format(n=undated, total=total)
    if without_round:
        yield _("Without a round: {n} of {total} documents.").format(n=without_round, total=total)
    if without_mode:
        yield _("Held how (live, by phone, digital) is not known: {n} of {total} documents.").format(
            n=without_mode, total=total
        )


def sampling(snapshot: Snapshot) -> Iterator[str]:
    """Respondents per round, and how many took part in more than one."""
    by_round = people_by_round(snapshot)
    for round_id, people in by_round.items():
        n = len(people)
        said = ngettext("{n} respondent", "{n} respondents", n).format(n=n)
        yield f"{snapshot.rounds[round_id].label}: {said}"
    if len(by_round) > 1:
        counted = Counter(one for people in by_round.values() for one in people)
        again = sum(n > 1 for n in counted.values())
        yield _("In more than one round: {n}").format(n=again)


def sampling_lacks(snapshot: Snapshot) -> Iterator[str]:
    """What the program cannot know."""
    if not people_by_round(snapshot):
        yield _("Which respondents spoke in which round is not known.")
    yield _("How people were recruited, and who refused, is to be written by the team.")


def analysis(snapshot: Snapshot) -> Iterator[str]:
    """Codebook, inference, decisions, suggestions, agreement: what really happened."""
    work = snapshot.work
    codes = len(snapshot.codes)
    said = ngettext("{n} code", "{n} codes", codes).format(n=codes)
    if work.codebook_changes:
        yield _("Codebook: {codes}, changed {n} times").format(codes=said, n=work.codebook_changes)
    else:
        yield _("Codebook: {codes}").format(codes=said)
    inference = Counter(one.inference for one in snapshot.configurations.values() if one.inference is not None)
    if inference:
        yield _("Inference: {said}").format(said=", ".join(f"{word(kind)} {n}" for kind, n in inference.items()))
    own = sum(not one.automatic for one in snapshot.decisions.values())
    if snapshot.decisions:
        yield _("Decisions in the log: {n}, of which {own} written by the team").format(
            n=len(snapshot.decisions), own=own
        )
    for kind, told in work.suggestions.items():
        taken, altered, refused = (told.get(outcome, 0) for outcome in SuggestionOutcome)
        numbers = {"n": taken + altered + refused, "taken": taken, "altered": altered, "refused": refused}
        if kind is SuggestionKind.CODE:
            line = _("Suggestions looked at: {n}; accepted {taken}, another code {altered}, refused {refused}")
        else:
            line = _("Suggestions looked at ({kind}): {n}; accepted {taken}, changed {altered}, refused {refused}")
        yield line.format(kind=word(kind), **numbers)
    for label, at in work.agreement_runs:
        yield _("Agreement: {label} ({day})").format(label=label, day=at[:10])


def analysis_lacks(snapshot: Snapshot) -> Iterator[str]:
    """Configurations without inference, no agreement, decisions without reason."""
    open_ = sum(one.inference is None for one in snapshot.configurations.values())
    if open_:
        yield _("By which inference it was made is not said: {n} of {total} configurations.").format(
            n=open_, total=len(snapshot.configurations)
        )
    if not snapshot.work.agreement_runs:
        yield _("No comparison of coders was kept.")


def participants(snapshot: Snapshot) -> Iterator[str]:
    """Respondents by group, with small groups hidden as the study says."""
    for row in participants_by_group(snapshot):
        yield f"{row.label}: {row.shown}"


def participants_lack(snapshot: Snapshot) -> Iterator[str]:
    """No respondents, or documents whose speaker is not known."""
    if not snapshot.respondents:
        yield _("There are no respondents: whatever is counted has no denominator.")
    if snapshot.study.small_cell == 0 and snapshot.respondents:
        yield _("No lower limit for groups is set: small groups are shown as they are.")
