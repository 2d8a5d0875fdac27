"""The methods paragraph, from what really happened: documents, people, rounds, coders, codebook, agreement.

Made in the current language. Every sentence is there only where the study has something to say: no number is invented,
and what is missing is told by the checklist (`rameses`), not filled in here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cmo_coder.messages import _, ngettext
from cmo_coder.messages.dates import day
from cmo_coder.model.suggestions import SuggestionKind, SuggestionOutcome
from cmo_coder.realist.people import participants_by_group, people_by_round
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word

if TYPE_CHECKING:
    from cmo_coder.realist.agreement import Agreement


def methods_paragraph(snapshot: Snapshot, compared: Agreement | None = None) -> str:
    """The paragraph as one text. `compared`: the comparison of coders (`methods_agreement.agreement_so_far`)."""
    return " ".join(_sentences(snapshot, compared))


def _sentences(snapshot: Snapshot, compared: Agreement | None) -> Iterator[str]:
    yield from _sources(snapshot)
    yield from _people(snapshot)
    yield from _coding(snapshot)
    if compared is not None:
        from cmo_coder.realist.methods_agreement import agreement_sentences

        yield from agreement_sentences(compared)
    yield from _analysis(snapshot)
    yield from _checks(snapshot)


def _sources(snapshot: Snapshot) -> Iterator[str]:
    n = len(snapshot.documents)
    if not n:
        return
    kinds = Counter(word(one.type) for one in snapshot.documents.values())
    said = listed(f"{kind} {count}" for kind, count in kinds.items())
    documents = ngettext("{n} document was analysed", "{n} documents were analysed", n).format(n=n)
    yield _("{documents} ({kinds}).").format(documents=documents, kinds=said)
    if snapshot.rounds:
        rounds = []
        for round_ in snapshot.rounds.values():
            count = sum(one.round_id == round_.id for one in snapshot.documents.values())
            facts = ", ".join(part for part in (round_.period, word(round_.purpose)) if part)
            told = ngettext("{n} document", "{n} documents", count).format(n=count)
            rounds.append(f"{round_.label} ({'; '.join(part for part in (facts, told) if part)})")
        yield _("Data were collected in rounds: {rounds}.").format(rounds=listed(rounds))


def _people(snapshot: Snapshot) -> Iterator[str]:
    n = len(snapshot.respondents)
    if not n:
        return
    groups = listed(f"{row.label} {row.shown}" for row in participants_by_group(snapshot))
    respondents = ngettext("{n} respondent took part", "{n} respondents took part", n).format(n=n)
    yield _("{respondents} ({groups}).").format(respondents=respondents, groups=groups)
    by_round = people_by_round(snapshot)
    if len(by_round) > 1:
        again = sum(count > 1 for count in Counter(one for people in by_round.values() for one in people).values())
        yield ngettext(
            "{n} of them spoke in more than one round.", "{n} of them spoke in more than one round.", again
        ).format(n=again)


def _coding(snapshot: Snapshot) -> Iterator[str]:
    work = snapshot.work
    coder_ids = {one.coder_id for one in snapshot.codings} | {one.coder_id for one in snapshot.claims.values()}
    coders = len(coder_ids - {None})
    if snapshot.codings or snapshot.claims:
        fragments = len(snapshot.fragments)
        marked = ngettext("{n} fragment", "{n} fragments", fragments).format(n=fragments)
        claims = len(snapshot.claims)
        made = ngettext("{n} claim", "{n} claims", claims).format(n=claims)
        said = ngettext(
            "{n} coder marked {fragments} and built {claims} from them.",
            "{n} coders marked {fragments} and built {claims} from them.",
            coders,
        )
        if not coders:
            said = _("There are {fragments}, and {claims} built from them; who coded is not known.")
        yield said.format(n=coders, fragments=marked, claims=made)
    codes = len(snapshot.codes)
    if codes:
        said = ngettext("{n} code", "{n} codes", codes).format(n=codes)
        changes = ngettext("{n} change", "{n} changes", work.codebook_changes).format(n=work.codebook_changes)
        if work.codebook_changes:
            yield _("The codebook had {codes} in the end, after {changes}.").format(codes=said, changes=changes)
        else:
            # Loaded as it is: what was done to it before that, this project does not know.
            yield _("The codebook had {codes}.").format(codes=said)
    for kind, told in work.suggestions.items():
        taken, changed, refused = (told.get(outcome, 0) for outcome in SuggestionOutcome)
        if kind is SuggestionKind.CODE:
            line = _(
                "Of {n} suggestions of the program that a coder judged, {taken} were accepted, {changed} led to "
                "another code and {refused} were refused; none became evidence without that."
            )
        else:
            line = _(
                "Suggestions of the program ({kind}) that a coder judged: {n}; accepted {taken}, changed {changed}, "
                "refused {refused}."
            )
        yield line.format(n=taken + changed + refused, kind=word(kind), taken=taken, changed=changed, refused=refused)
    runs = len(work.agreement_runs)
    if runs:
        labels = listed(label for label, _at in work.agreement_runs)
        yield ngettext(
            "Coders were compared {n} time ({labels}).", "Coders were compared {n} times ({labels}).", runs
        ).format(n=runs, labels=labels)


def _analysis(snapshot: Snapshot) -> Iterator[str]:
    n = len(snapshot.configurations)
    if not n:
        return
    inference = Counter(word(one.inference) for one in snapshot.configurations.values() if one.inference is not None)
    how = _(" (inference: {kinds})").format(kinds=listed(f"{kind} {count}" for kind, count in inference.items()))
    made = ngettext("{n} configuration was made", "{n} configurations were made", n).format(n=n)
    yield _("{configurations} of context, mechanism and outcome from these claims{how}.").format(
        configurations=made, how=how if inference else ""
    )
    negative = sum(one.negative_case for one in snapshot.configurations.values())
    searches = len(snapshot.negative_searches)
    if negative or searches:
        cases = ngettext("{n} negative case", "{n} negative cases", negative).format(n=negative)
        logged = ngettext("{n} logged search", "{n} logged searches", searches).format(n=searches)
        yield _("What speaks against them was sought: {cases}, {searches}.").format(cases=cases, searches=logged)
    elements = len(snapshot.current_elements())
    if elements:
        told = ngettext("{n} effective element", "{n} effective elements", elements).format(n=elements)
        versions = len(snapshot.element_versions)
        wordings = ngettext("{n} version", "{n} versions", versions).format(n=versions)
        yield _("They were grouped into {elements} ({versions} in all).").format(elements=told, versions=wordings)
    decisions = len(snapshot.decisions)
    if decisions:
        logged = ngettext("{n} decision is", "{n} decisions are", decisions).format(n=decisions)
        yield _("{decisions} in the decision log, each with its reason.").format(decisions=logged)


def _checks(snapshot: Snapshot) -> Iterator[str]:
    n = len(snapshot.member_checks)
    if n:
        sessions = listed(
            check.session + (f" ({day(check.date)})" if check.date else "") for check in snapshot.member_checks.values()
        )
        yield _("Laid before a session as a member check: {versions} ({sessions}).").format(
            versions=listed(_laid(snapshot)), sessions=sessions
        )


def _laid(snapshot: Snapshot) -> Iterator[str]:
    """How many versions of what were laid before a session, each counted once."""
    elements, configurations, theories = (
        len({getattr(one, name) for one in snapshot.check_outcomes} - {None})
        for name in ("effective_element_version_id", "configuration_version_id", "programme_theory_version_id")
    )
    if elements:
        yield ngettext("{n} wording of elements", "{n} wordings of elements", elements).format(n=elements)
    if configurations:
        yield ngettext("{n} configuration", "{n} configurations", configurations).format(n=configurations)
    if theories:
        yield ngettext("{n} programme theory", "{n} programme theories", theories).format(n=theories)


def listed(parts: Iterable[str]) -> str:
    """Words in a row: "a, b and c"."""
    kept = list(parts)
    if len(kept) < 2:
        return "".join(kept)
    return _("{first} and {last}").format(first=", ".join(kept[:-1]), last=kept[-1])
