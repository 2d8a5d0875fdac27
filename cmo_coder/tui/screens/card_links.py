"""Links of a CMO card: claims with their stance, relations to other configurations, searches, memos."""

from __future__ import annotations

from collections.abc import Mapping

from cmo_coder.messages import _
from cmo_coder.model.canonical import Role
from cmo_coder.model.configurations import Configuration, Evidence, EvidencePart, RelationType, Strength
from cmo_coder.model.fragments import Stance
from cmo_coder.model.memos import Memo
from cmo_coder.realist.sentences import claim_words
from cmo_coder.realist.similarity import nearest_claims
from cmo_coder.realist.words import word
from cmo_coder.store.claims import link_claim, unlink_claim
from cmo_coder.store.configurations import relate, unrelate
from cmo_coder.store.memos import remove_memo
from cmo_coder.tui.screens.card_edit import CardActs
from cmo_coder.tui.screens.card_lines import short_name
from cmo_coder.tui.screens.dialogs import Choice, Field, Form, Pick
from cmo_coder.tui.screens.letters import Letters
from cmo_coder.tui.screens.memo_acts import ask_memo, memo_of
from cmo_coder.tui.screens.search_log import ask_search


class CardLinks(CardActs):
    """What hangs on a configuration."""

    # Claims

    def do_supports(self) -> None:
        """Link a supporting claim."""
        self._link(Stance.SUPPORTS)

    def do_contradicts(self) -> None:
        """Link a contradicting claim."""
        self._link(Stance.CONTRADICTS)

    def do_refines(self) -> None:
        """Link a refining claim."""
        self._link(Stance.REFINES)

    def _evidence(self) -> Evidence | None:
        line = self.line
        if line is None or line.about[0] != "evidence":
            return None
        return next((row for row in self.snapshot.evidence if row.id == line.about[1]), None)

    def _link(self, stance: Stance) -> None:
        """Change the stance of the claim under the cursor, or choose a claim to link."""
        row = self._evidence()
        if row is not None and row.stance is not stance:
            claim = self.snapshot.claims[row.claim_id]
            link_claim(
                self.session.project, claim, self.chosen.id, stance, part=row.part, strength=row.strength, note=row.note
            )
            self._linked(claim.number, stance)
            return
        version = self.snapshot.version_of(self.chosen.id)
        linked = {one.claim_id: one for one in self.snapshot.evidence_of_version.get(version.id, ())}
        choices = []
        for claim_id in nearest_claims(self.snapshot, self.chosen.id):
            claim = self.snapshot.claims[claim_id]
            present = linked.get(claim_id)
            respondent = self.snapshot.respondents.get(claim.respondent_id or "")
            facts = [respondent.pseudonym if respondent else "", word(claim.polarity), word(claim.status)]
            facts.append(f"[{word(present.stance)}]" if present else "")
            title = f"{claim.number} {claim_words(self.snapshot, claim_id)}"
            choices.append(Choice(claim_id, title, " · ".join(fact for fact in facts if fact), tuple(facts[:1])))

        def chosen(claim_id: str | None) -> None:
            if claim_id is not None:
                with self.cmo.errors_shown():
                    claim = self.snapshot.claims[claim_id]
                    link_claim(self.session.project, claim, self.chosen.id, stance)
                    self._linked(claim.number, stance)

        question = _("Which claim {stance} CMO {number}?").format(stance=word(stance), number=self.chosen.number)
        self.cmo.push_screen(Pick(question, choices), chosen)

    def _linked(self, number: int, stance: Stance) -> None:
        text = _("Claim {number} {stance} CMO {configuration}")
        self.cmo.tell(text.format(number=number, stance=word(stance), configuration=self.chosen.number))
        self.show_all()

    def do_evidence(self) -> None:
        """Strength, part and note of the claim under the cursor."""
        row = self._evidence()
        if row is None:
            self.cmo.warn(_("Put the cursor on a claim first (under 'Evidence by case')."))
            return
        claim = self.snapshot.claims[row.claim_id]
        parts = (("", "-"), *((part.value, word(part)) for part in EvidencePart))
        strengths = (("", "-"), *((one.value, word(one)) for one in Strength))
        fields = [
            Field("strength", _("Strength"), row.strength or "", "choice", strengths),
            Field("part", _("About which part"), row.part or "", "choice", parts),
            Field("note", _("Note"), row.note, "lines"),
        ]

        def save(values: Mapping[str, str]) -> None:
            link_claim(
                self.session.project,
                claim,
                self.chosen.id,
                row.stance,
                part=EvidencePart(values["part"]) if values["part"] else None,
                strength=Strength(values["strength"]) if values["strength"] else None,
                note=values["note"].strip(),
            )
            self.show_all()

        title = _("Claim {number}").format(number=claim.number) + f" · {word(row.stance)}"
        self.cmo.push_screen(Form(title, fields, save))

    def do_link(self) -> None:
        """The claim under the cursor beside the configurations that are like it."""
        from cmo_coder.tui.screens.link import LinkScreen

        row = self._evidence()
        screen = self.cmo.show("link")
        assert isinstance(screen, LinkScreen)
        if row is not None:
            screen.show_claim(row.claim_id)

    # Relations, searches, memos

    def do_chains(self) -> None:
        """The ripple chains, drawn."""
        from cmo_coder.tui.screens.chains import show_chains

        show_chains(self.cmo, self.snapshot, self.configuration_id)

    def do_relate(self) -> None:
        """Choose the kind, the other configuration, and for a ripple what they share."""
        digits = {str(nr): type_ for nr, type_ in enumerate(RelationType, start=1)}
        rows = {digit: word(type_) for digit, type_ in digits.items()}

        def kind(digit: str | None) -> None:
            if digit is not None:
                self._relate_to(digits[digit])

        title = _("How does CMO {number} relate to another?").format(number=self.chosen.number)
        self.cmo.push_screen(Letters(title, rows), kind)

    def _relate_to(self, type_: RelationType) -> None:
        from_ = self.chosen
        ripple = type_ is RelationType.RIPPLE
        outcomes = self.snapshot.slots(self.snapshot.version_of(from_.id).id, Role.O)
        choices = []
        for other in self.snapshot.configurations.values():
            if other.id == from_.id:
                continue
            contexts = self.snapshot.slot_ids(self.snapshot.version_of(other.id).id, Role.C)
            shared = ", ".join(element.label for element in outcomes if element.id in contexts) if ripple else ""
            choices.append(Choice(other.id, short_name(self.snapshot, other), shared))

        def chosen(other_id: str | None) -> None:
            if other_id is None:
                return
            if ripple:
                self._ripple_through(from_, self.snapshot.configurations[other_id])
            else:
                self._relate(type_, from_, other_id, None)

        question = _("{kind}: CMO {number} → which configuration?").format(kind=word(type_), number=from_.number)
        self.cmo.push_screen(Pick(question, choices), chosen)

    def _ripple_through(self, from_: Configuration, to: Configuration) -> None:
        """Which element carries the ripple: the outcomes of the one and the contexts of the other are offered."""
        snapshot = self.snapshot
        outcomes = snapshot.slots(snapshot.version_of(from_.id).id, Role.O)
        contexts = snapshot.slots(snapshot.version_of(to.id).id, Role.C)
        choices = [Choice(element.id, element.label, _("outcome of the first")) for element in outcomes]
        choices += [
            Choice(element.id, element.label, _("context of the second"))
            for element in contexts
            if element.id not in {one.id for one in outcomes}
        ]

        def chosen(element_id: str | None) -> None:
            if element_id is not None:
                self._relate(RelationType.RIPPLE, from_, to.id, element_id)

        self.cmo.push_screen(Pick(_("Through which element? (the outcome that becomes context)"), choices), chosen)

    def _relate(self, type_: RelationType, from_: Configuration, to_id: str, shared_id: str | None) -> None:
        with self.cmo.errors_shown():
            relate(self.session.project, type_, from_, self.snapshot.configurations[to_id], shared_id=shared_id)
            self.show_all()

    def do_search(self) -> None:
        """Log a search for negative cases."""
        configuration = self.chosen
        title = _("Search for negative cases of CMO {number}").format(number=configuration.number)
        ask_search(self.cmo, title, f"c:{configuration.id}", self.show_all)

    def _memo(self) -> Memo | None:
        return memo_of(self.cmo, self.line, ("configuration", self.chosen.id))

    def do_memo(self) -> None:
        """Write a memo, or edit the one under the cursor."""
        configuration = self.chosen
        question = _("Memo on CMO {number}").format(number=configuration.number)
        ask_memo(self.cmo, question, ("configuration", configuration.id), self._memo(), self.show_all)

    def do_remove(self) -> None:
        """Take off what is under the cursor."""
        line = self.line
        table, id_ = line.about if line is not None else ("", "")
        project = self.session.project
        if row := self._evidence():
            unlink_claim(project, row)
            self.cmo.tell(_("Claim taken off (u brings it back)"))
        elif table == "configuration_relation":
            unrelate(project, next(one for one in self.snapshot.relations if one.id == id_))
            self.cmo.tell(_("Relation taken off (u brings it back)"))
        elif memo := self._memo():
            remove_memo(project, memo)
            self.cmo.tell(_("Memo removed (u brings it back)"))
        else:
            self.cmo.warn(_("Put the cursor on a claim, a relation or a memo first."))
            return
        self.show_all()
