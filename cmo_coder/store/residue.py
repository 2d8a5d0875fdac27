"""The residue report: what in a study may still tell who is meant, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.messages import _
from cmo_coder.model.cases import Case, Consent, Respondent, RespondentAttribute
from cmo_coder.model.study import Study
from cmo_coder.names.residue import SMALL, Person, Remainder, among_people, in_texts
from cmo_coder.store.name_choices import Choice
from cmo_coder.store.name_proposals import Found, find_names
from cmo_coder.store.project import Project


@dataclass(frozen=True, slots=True)
class Residue:
    """What remains, and the texts it stands in."""

    remainders: tuple[Remainder, ...]
    found: Found

    def where(self, remainder: Remainder) -> str:
        """The title of the text, or nothing for facts about people."""
        source = self.found.sources.get(remainder.text_id)
        return "" if source is None else source.title


def residue_of(project: Project, found: Found | None = None) -> Residue:
    """Look over the whole study; `found` saves looking for names again."""
    found = found or find_names(project)
    texts = {source.id: source.text for source in found.sources.values() if source.version_id}
    standing = [one.proposal for one in found.proposed if one.choice is not Choice.NEVER]
    with project.read() as reading:
        small = reading.all(Study)[0].small_cell or SMALL
        cases = {one.id: one.name for one in reading.all(Case)}
        attributes = reading.all(RespondentAttribute)
        people = [
            Person(
                one.pseudonym,
                {
                    _("group"): one.group.value,
                    _("function"): one.function,
                    _("organisation"): one.organisation,
                    _("domain"): one.domain,
                    _("case"): cases.get(one.case_id or "", ""),
                }
                | {fact.key: fact.value for fact in attributes if fact.respondent_id == one.id},
            )
            for one in reading.all(Respondent)
            if one.consent is not Consent.WITHDRAWN
        ]
    return Residue((*in_texts(texts, standing), *among_people(people, small)), found)
