"""Items 15 to 19 of the RAMESES II checklist: findings, limits, literature, recommendations."""

from __future__ import annotations

from collections.abc import Iterator

from cmo_coder.messages import _, ngettext
from cmo_coder.model.claims import EpistemicStatus
from cmo_coder.model.configurations import ConfigurationStatus
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.checks import CheckState, check_status
from cmo_coder.realist.rameses_study import counts
from cmo_coder.realist.sentences import sentence_in
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.support import cases_in_support
from cmo_coder.realist.words import word

_BEST = (ConfigurationStatus.SUPPORTED, ConfigurationStatus.REFINED)
MOST = 5
"""How many configurations a summary begins with."""


def words_of(snapshot: Snapshot) -> tuple[str, ...]:
    """The words behind the configurations in force."""
    claims = [
        one.claim_id
        for configuration in snapshot.configurations
        for one in snapshot.evidence_of_version.get(snapshot.version_of(configuration).id, ())
    ]
    return snapshot.fragments_of_claims(claims)


def main(snapshot: Snapshot) -> Iterator[str]:
    """How much was found, by status and by stance of the evidence."""
    yield _("{claims}, {configurations}, {elements}").format(**counts(snapshot))
    for status in ConfigurationStatus:
        n = sum(one.status is status for one in snapshot.configurations.values())
        if n:
            yield f"{word(status)}: {n}"
    links = [
        one.stance
        for one in snapshot.evidence
        if snapshot.configuration_versions[one.configuration_version_id].in_force
    ]
    said = ", ".join(f"{word(stance)} {links.count(stance)}" for stance in Stance if stance in links)
    if said:
        yield _("Evidence: {said}").format(said=said)
    for theory in snapshot.theories.values():
        versions = snapshot.versions_of_theory[theory.id]
        if len(versions) > 1:
            yield _("'{title}': version {first} to version {last}").format(
                title=theory.title, first=versions[0].nr, last=versions[-1].nr
            )


def main_lacks(snapshot: Snapshot) -> Iterator[str]:
    """No configurations, theories that were not refined, configurations without evidence."""
    if not snapshot.configurations:
        yield _("There are no configurations.")
    bare = [
        str(one.number)
        for one in snapshot.configurations.values()
        if not snapshot.evidence_of_version.get(snapshot.version_of(one.id).id)
    ]
    if bare:
        yield _("Configurations without a claim (hypotheses): CMO {numbers}.").format(numbers=", ".join(bare))
    for theory in snapshot.theories.values():
        if len(snapshot.versions_of_theory[theory.id]) < 2:
            yield _("'{title}' was not refined: it has one version.").format(title=theory.title)


def summary(snapshot: Snapshot) -> Iterator[str]:
    """The configurations that came furthest."""
    best = [one for status in _BEST for one in snapshot.configurations.values() if one.status is status]
    for configuration in best[:MOST]:
        yield f"{configuration.number}: {sentence_in(snapshot, snapshot.version_of(configuration.id))}"


def summary_lacks(snapshot: Snapshot) -> Iterator[str]:
    """Nothing that has come far enough."""
    if not any(one.status in _BEST for one in snapshot.configurations.values()):
        yield _("No configuration is refined or supported yet.")


def limits(snapshot: Snapshot) -> Iterator[str]:
    """What stands out as weak: drafted for the team to weigh, not a judgement."""
    yield from _one_case(snapshot)
    yield from _no_search(snapshot)
    yield from _only_hoped(snapshot)
    yield from _unchecked(snapshot)
    yield from _silent_groups(snapshot)


def _one_case(snapshot: Snapshot) -> Iterator[str]:
    if len(snapshot.top_cases) < 2:
        return
    found = [
        str(one.number) for one in snapshot.configurations.values() if len(cases_in_support(snapshot, one.id)) == 1
    ]
    if found:
        yield _("Supported by one case only: configurations {numbers}.").format(numbers=", ".join(found))


def _no_search(snapshot: Snapshot) -> Iterator[str]:
    found = [
        str(element.nr)
        for element in snapshot.current_elements()
        if not snapshot.searches_of.get(element.id)
        and not any(
            snapshot.configuration_of(version.id).negative_case
            for version in snapshot.configurations_behind(snapshot.element_version_of(element.id).id)
        )
    ]
    if found:
        yield _("No negative case and no search for one: elements {numbers}.").format(numbers=", ".join(found))


def _only_hoped(snapshot: Snapshot) -> Iterator[str]:
    found = []
    for one in snapshot.configurations.values():
        claims = [
            snapshot.claims[link.claim_id]
            for link in snapshot.evidence_of_version.get(snapshot.version_of(one.id).id, ())
            if link.stance is Stance.SUPPORTS
        ]
        if claims and all(claim.status is EpistemicStatus.HOPED for claim in claims):
            found.append(str(one.number))
    if found:
        yield _("Only hoped, seen by nobody: configurations {numbers}.").format(numbers=", ".join(found))


def _unchecked(snapshot: Snapshot) -> Iterator[str]:
    found = [
        str(element.nr)
        for element in snapshot.current_elements()
        if check_status(snapshot, snapshot.element_version_of(element.id).id).state is not CheckState.CHECKED
    ]
    if found:
        yield _("The wording in force was not laid before a session: elements {numbers}.").format(
            numbers=", ".join(found)
        )


def _silent_groups(snapshot: Snapshot) -> Iterator[str]:
    speaking = {claim.respondent_id for claim in snapshot.claims.values()}
    for group in snapshot.groups:
        people = [one.id for one in snapshot.respondents.values() if one.group is group]
        heard = sum(one in speaking for one in people)
        if heard == 0:
            yield ngettext(
                "No claim of the group {group} ({n} respondent).",
                "No claim of the group {group} ({n} respondents).",
                len(people),
            ).format(group=word(group), n=len(people))


def literature(snapshot: Snapshot) -> Iterator[str]:
    """The middle-range theories, with the theories that lean on them."""
    for midrange in snapshot.midrange_theories.values():
        titles = [
            snapshot.theories[link.programme_theory_id].title
            for link in snapshot.theory_midrange
            if link.midrange_theory_id == midrange.id
        ]
        reference = f" ({midrange.reference})" if midrange.reference else ""
        yield f"{midrange.name}{reference}" + (f" ← {'; '.join(titles)}" if titles else "")


def literature_lacks(snapshot: Snapshot) -> Iterator[str]:
    """No middle-range theory, or one that nothing leans on."""
    if not snapshot.midrange_theories:
        yield _("There is no middle-range theory to compare with.")
    linked = {link.midrange_theory_id for link in snapshot.theory_midrange}
    loose = [one.name for one in snapshot.midrange_theories.values() if one.id not in linked]
    if loose:
        yield _("Linked to no programme theory: {names}.").format(names="; ".join(loose))


def recommendations(snapshot: Snapshot) -> Iterator[str]:
    """The elements, each with the configurations it rests on."""
    for element in snapshot.current_elements():
        version = snapshot.element_version_of(element.id)
        numbers = [str(snapshot.configuration_of(one.id).number) for one in snapshot.configurations_behind(version.id)]
        if numbers:
            yield f"{element.nr}. {version.long_label} ← " + ", ".join(numbers)


def recommendations_lack(snapshot: Snapshot) -> Iterator[str]:
    """Elements that rest on no configuration."""
    loose = [
        str(element.nr)
        for element in snapshot.current_elements()
        if not snapshot.configurations_behind(snapshot.element_version_of(element.id).id)
    ]
    if loose:
        yield _("Elements that rest on no configuration: {numbers}.").format(numbers=", ".join(loose))
