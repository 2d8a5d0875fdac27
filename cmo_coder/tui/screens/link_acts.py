"""What is done with a claim on the linking screen: link, take off, a new configuration, a new version."""

from __future__ import annotations

from cmo_coder.messages import _
from cmo_coder.model.configurations import Configuration
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.sentences import sentence_in
from cmo_coder.realist.words import word
from cmo_coder.store.claims import unlink_claim
from cmo_coder.tui.screens.dialogs import AskText, Choice, Pick
from cmo_coder.tui.screens.letters import Letters
from cmo_coder.tui.screens.link_lines import links_of
from cmo_coder.tui.screens.link_offers import LinkOffers
from cmo_coder.tui.screens.slots_acts import change_slots, with_claim
from cmo_coder.tui.screens.slots_editor import slots_now

STANCE_KEYS = {"s": Stance.SUPPORTS, "w": Stance.CONTRADICTS, "f": Stance.REFINES}


class LinkActs(LinkOffers):
    """The acts; `LinkScreen` shows claims and candidates."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted_configuration: str | None = None

    @property
    def claim_id(self) -> str | None:
        """The claim under the cursor."""
        raise NotImplementedError  # LinkScreen knows

    @property
    def configuration_id(self) -> str | None:
        """The chosen configuration."""
        raise NotImplementedError  # LinkScreen knows

    def _link(self, stance: Stance, configuration_id: str | None) -> None:
        snapshot, claim_id = self.snapshot, self.claim_id
        assert claim_id is not None and configuration_id is not None
        claim, configuration = snapshot.claims[claim_id], snapshot.configurations[configuration_id]
        self.take_configuration(claim, configuration_id, stance)
        text = _("Claim {number} {stance} CMO {configuration}")
        told = text.format(number=claim.number, stance=word(stance), configuration=configuration.number)
        now = slots_now(snapshot, snapshot.version_of(configuration_id).id)
        if stance is Stance.REFINES and with_claim(snapshot, configuration, claim_id) != now:
            told += ". " + _("V takes what it adds into a new version.")
        self.cmo.tell(told)
        self.show_all()

    def do_supports(self) -> None:
        """Supports."""
        self._link(Stance.SUPPORTS, self.configuration_id)

    def do_contradicts(self) -> None:
        """Contradicts."""
        self._link(Stance.CONTRADICTS, self.configuration_id)

    def do_refines(self) -> None:
        """Refines."""
        self._link(Stance.REFINES, self.configuration_id)

    def do_new(self) -> None:
        """A new configuration of the claim."""
        claim_id = self.claim_id
        assert claim_id is not None
        claim = self.snapshot.claims[claim_id]

        def named(label: str | None) -> None:
            if label is None:
                return
            with self.cmo.errors_shown():
                made_id = self.make_configuration(claim, label.strip())
                with self.session.project.read() as reading:
                    made = reading.get(Configuration, made_id)
                self.cmo.tell(_("CMO {number} made").format(number=made.number))
                self._wanted_configuration = made.id
                self.show_all()

        self.cmo.push_screen(AskText(_("Short name of the configuration (may stay empty)")), named)

    def do_other(self) -> None:
        """Any configuration, by name or sentence; then what the claim does to it."""
        snapshot = self.snapshot
        choices = []
        for one in snapshot.configurations.values():
            sentence = sentence_in(snapshot, snapshot.version_of(one.id))
            title = f"CMO {one.number} {one.label}".strip()
            choices.append(Choice(one.id, title, sentence if not one.label else "", (sentence,)))

        def chosen(configuration_id: str | None) -> None:
            if configuration_id is None:
                return

            def with_stance(letter: str | None) -> None:
                if letter is not None:
                    with self.cmo.errors_shown():
                        self._link(STANCE_KEYS[letter], configuration_id)

            rows = {key: word(stance) for key, stance in STANCE_KEYS.items()}
            self.cmo.push_screen(Letters(_("What does the claim do?"), rows), with_stance)

        self.cmo.push_screen(Pick(_("Which configuration?"), choices), chosen)

    def do_version(self) -> None:
        """The slots of the chosen configuration with what the claim adds, to be saved as a new version."""
        claim_id, configuration_id = self.claim_id, self.configuration_id
        assert claim_id is not None and configuration_id is not None
        configuration = self.snapshot.configurations[configuration_id]
        change_slots(self, self.snapshot, configuration, with_claim(self.snapshot, configuration, claim_id))

    def do_unlink(self) -> None:
        """Take the claim off the chosen configuration; where it is only proposed, refuse it."""
        claim_id, chosen = self.claim_id, self.snapshot.configurations.get(self.configuration_id or "")
        assert claim_id is not None
        row = links_of(self.snapshot, claim_id).get(self.configuration_id or "")
        if row is None:
            if chosen is not None and self.refuse_configuration(self.snapshot.claims[claim_id], chosen):
                self.show_all()
                return
            self.cmo.warn(_("The claim is not linked to this configuration."))
            return
        unlink_claim(self.session.project, row)
        self.cmo.tell(_("Claim taken off (u brings it back)"))
        self.show_all()
