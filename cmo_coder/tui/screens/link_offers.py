"""The configurations proposed for a claim on the linking screen: what is kept of them, and what was refused."""

from __future__ import annotations

from cmo_coder.messages import _
from cmo_coder.model.claims import Claim
from cmo_coder.model.configurations import Configuration
from cmo_coder.model.fragments import Stance
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.realist.similarity import Likeness
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.store.claim_suggestions import accept_configuration, refuse, refused_configurations
from cmo_coder.store.claims import link_claim
from cmo_coder.store.configurations import configuration_from_claim
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.link_lines import links_of


class LinkOffers(StudyScreen):
    """Links, and keeps whether the program proposed it."""

    def __init__(self) -> None:
        super().__init__()
        self.snapshot: Snapshot
        self._near: tuple[Likeness, ...] = ()
        self._refused: tuple[object, dict[str, frozenset[str]]] = (None, {})

    def refused_for_claim(self, claim_id: str) -> frozenset[str]:
        """The configurations that this coder refused for a claim; read again when the project changed."""
        project, coder = self.session.project, self.session.coder
        key = (project.data_version(), coder)
        if self._refused[0] != key:
            with project.read() as reading:
                self._refused = (key, refused_configurations(reading, coder.id if coder else None))
        return self._refused[1].get(claim_id, frozenset())

    def offered(self, claim: Claim) -> list[str]:
        """The proposed configurations, by id, that the claim is not linked to."""
        links = links_of(self.snapshot, claim.id)
        return [one.configuration_id for one in self._near if one.configuration_id not in links]

    def row_for(self, claim: Claim, configuration_id: str | None) -> Suggestion | None:
        """The proposal that linking to a configuration (None: to a new one) decides on; nothing where it is none.

        Another than proposed is in the place of the first, for a claim that has no configuration yet.
        """
        from cmo_coder.suggest.providers.configuration import row_of

        links, offered = links_of(self.snapshot, claim.id), self.offered(claim)
        if configuration_id not in offered:
            if links or not offered:
                return None
            configuration_id = offered[0]
        ids = [one.configuration_id for one in self._near]
        nr = ids.index(str(configuration_id))
        return row_of(self.snapshot, claim.id, self._near[nr], nr + 1)

    def take_configuration(self, claim: Claim, configuration_id: str, stance: Stance) -> None:
        """Link a claim to a configuration, which may have been proposed."""
        row = self.row_for(claim, configuration_id)
        if row is None:
            link_claim(self.session.project, claim, configuration_id, stance)
        else:
            accept_configuration(self.session.project, row, claim, configuration_id, stance)

    def make_configuration(self, claim: Claim, label: str) -> str:
        """Make a configuration of a claim; gives its id."""
        row = self.row_for(claim, None)
        if row is None:
            return configuration_from_claim(self.session.project, claim, label=label).id
        return accept_configuration(self.session.project, row, claim, None, Stance.SUPPORTS, label)

    def refuse_configuration(self, claim: Claim, configuration: Configuration) -> bool:
        """Refuse a proposed configuration for a claim; False where it is not proposed."""
        if configuration.id not in self.offered(claim):
            return False
        row = self.row_for(claim, configuration.id)
        assert row is not None
        refuse(self.session.project, row)
        self.cmo.tell(_("Refused (u brings it back): it is not proposed for this claim again."))
        return True
