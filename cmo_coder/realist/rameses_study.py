"""Items 1 to 9 and 20 of the RAMESES II checklist: the study, its theory, its environment."""

from __future__ import annotations

from collections.abc import Iterator

from cmo_coder.messages import _, ngettext
from cmo_coder.messages.dates import day
from cmo_coder.model.cases import Consent
from cmo_coder.model.study import Ethics, Profile
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import fact_text, word

_NAMES = ("realist evaluation", "realistische evaluatie", "realist evaluatie", "realist-evaluatie")


def title(snapshot: Snapshot) -> Iterator[str]:
    """The name of the study."""
    yield snapshot.study.name


def title_lacks(snapshot: Snapshot) -> Iterator[str]:
    """A title that does not name the method."""
    if not any(name in snapshot.study.name.casefold() for name in _NAMES):
        yield _("The name of the study does not say that it is a realist evaluation.")


def abstract(snapshot: Snapshot) -> Iterator[str]:
    """The parts of an abstract that the study has."""
    study = snapshot.study
    parts = [
        (_("Programme"), study.pillar or study.client),
        (_("Setting"), ", ".join(case.name for case in snapshot.top_cases)),
        (_("Question"), study.question),
        (_("Methods"), _("{documents}, {respondents}").format(**counts(snapshot))),
        (_("Findings"), _("{configurations}, {elements}").format(**counts(snapshot))),
    ]
    yield from (f"{name}: {words}" for name, words in parts if words)


def abstract_lacks(snapshot: Snapshot) -> Iterator[str]:
    """Parts of an abstract that are empty."""
    if not snapshot.study.question:
        yield _("No question is filled in.")
    if not snapshot.top_cases:
        yield _("No setting: there are no cases.")


def counts(snapshot: Snapshot) -> dict[str, str]:
    """How much there is of what, in words."""
    documents, respondents = len(snapshot.documents), len(snapshot.respondents)
    configurations, elements = len(snapshot.configurations), len(snapshot.current_elements())
    claims = len(snapshot.claims)
    return {
        "documents": ngettext("{n} document", "{n} documents", documents).format(n=documents),
        "respondents": ngettext("{n} respondent", "{n} respondents", respondents).format(n=respondents),
        "claims": ngettext("{n} claim", "{n} claims", claims).format(n=claims),
        "configurations": ngettext("{n} configuration", "{n} configurations", configurations).format(n=configurations),
        "elements": ngettext("{n} effective element", "{n} effective elements", elements).format(n=elements),
    }


def rationale(snapshot: Snapshot) -> Iterator[str]:
    """The question of the study."""
    if snapshot.study.question:
        yield snapshot.study.question


def rationale_lacks(snapshot: Snapshot) -> Iterator[str]:
    """A theory without a question."""
    if not snapshot.study.question:
        yield _("No question is filled in; the first version of a theory needs one.")


def initial_theory(snapshot: Snapshot) -> Iterator[str]:
    """The first version of each theory, with its date and source."""
    for theory in snapshot.theories.values():
        first = snapshot.versions_of_theory[theory.id][0]
        facts = ", ".join(part for part in (word(first.source), day(first.date)) if part)
        yield f"{theory.title}: {first.statement}" + (f" ({facts})" if facts else "")


def initial_theory_lacks(snapshot: Snapshot) -> Iterator[str]:
    """No theory, or one without source or date."""
    if not snapshot.theories:
        yield _("There is no programme theory.")
    for theory in snapshot.theories.values():
        first = snapshot.versions_of_theory[theory.id][0]
        if first.source is None:
            yield _("'{title}': where the first version comes from is not said.").format(title=theory.title)
        if not first.date:
            yield _("'{title}': the first version has no date.").format(title=theory.title)


def questions(snapshot: Snapshot) -> Iterator[str]:
    """The question beside the theories."""
    if snapshot.study.question and snapshot.theories:
        titles = "; ".join(theory.title for theory in snapshot.theories.values())
        yield _("Question: {question} Theories: {titles}.").format(question=snapshot.study.question, titles=titles)


def questions_lack(snapshot: Snapshot) -> Iterator[str]:
    """A question without theory."""
    if snapshot.study.question and not snapshot.theories:
        yield _("The question is not linked to a theory: there is none.")


def ethics(snapshot: Snapshot) -> Iterator[str]:
    """The review, and consent counted."""
    study = snapshot.study
    if study.ethics is not None:
        reason = f" ({study.ethics_reason})" if study.ethics_reason else ""
        yield _("Ethics review: {answer}{reason}").format(answer=word(study.ethics), reason=reason)
    by_consent = {kind: 0 for kind in Consent}
    for respondent in snapshot.respondents.values():
        by_consent[respondent.consent] += 1
    if snapshot.respondents:
        said = ", ".join(f"{word(kind)} {n}" for kind, n in by_consent.items() if n)
        yield _("Consent of the respondents: {said}").format(said=said)


def ethics_lack(snapshot: Snapshot) -> Iterator[str]:
    """Nothing filled in, a no without a reason, or respondents whose consent is not known."""
    study = snapshot.study
    if study.ethics is None:
        yield _("Whether there was an ethics review is not filled in.")
    elif study.ethics is not Ethics.YES and not study.ethics_reason:
        yield _("Why there was no ethics review is not filled in.")
    unknown = sum(one.consent is Consent.UNKNOWN for one in snapshot.respondents.values())
    if unknown:
        yield ngettext(
            "Of {n} respondent it is not known whether they consented.",
            "Of {n} respondents it is not known whether they consented.",
            unknown,
        ).format(n=unknown)


def realist(snapshot: Snapshot) -> Iterator[str]:
    """The profile, with what it takes a mechanism to be."""
    resource_apart = snapshot.study.profile in (Profile.ICMO_DEWEGER, Profile.ICAMO)
    meaning = (
        _("a mechanism is the reasoning or response of people; what is offered belongs to the intervention")
        if resource_apart
        else _("a mechanism is a resource together with the reasoning it meets")
    )
    yield _("Profile {profile}: {meaning}.").format(profile=snapshot.study.profile.value, meaning=meaning)


def environment(snapshot: Snapshot) -> Iterator[str]:
    """Each case with its attributes and their reference dates."""
    for case in snapshot.cases.values():
        facts = snapshot.attributes_of_case.get(case.id, ())
        if facts:
            yield f"{case.name}: " + "; ".join(f"{fact.key}: {fact_text(fact)}" for fact in facts)


def environment_lacks(snapshot: Snapshot) -> Iterator[str]:
    """No cases, or cases without attributes."""
    if not snapshot.cases:
        yield _("There are no cases.")
    bare = [case.name for case in snapshot.top_cases if not snapshot.attributes_of_case.get(case.id)]
    if bare:
        yield _("Without attributes: {cases}.").format(cases=", ".join(bare))


def programme(snapshot: Snapshot) -> Iterator[str]:
    """How much of the change story there is for each case."""
    for case in snapshot.top_cases:
        items = [item for item in snapshot.story_of_case.get(case.id, ()) if not item.lead]
        if items:
            boxes = len({item.box for item in items})
            yield _("{case}: {n} items in {boxes} of 7 boxes of the change story").format(
                case=case.name, n=len(items), boxes=boxes
            )


def programme_lacks(snapshot: Snapshot) -> Iterator[str]:
    """Cases without a change story."""
    without = [case.name for case in snapshot.top_cases if not snapshot.story_of_case.get(case.id)]
    if without:
        yield _("Without a change story: {cases}.").format(cases=", ".join(without))


def funding(snapshot: Snapshot) -> Iterator[str]:
    """Who commissioned the study."""
    if snapshot.study.client:
        yield _("Commissioned by {client}.").format(client=snapshot.study.client)


def funding_lacks(snapshot: Snapshot) -> Iterator[str]:
    """Nothing about money or interests."""
    if not snapshot.study.client:
        yield _("Who commissioned the study is not filled in.")
    own = {row.item: row for row in snapshot.report_items}
    if 20 not in own or not own[20].text:
        yield _("Funding, conflicts of interest and the role of the funder are to be written by the team.")
