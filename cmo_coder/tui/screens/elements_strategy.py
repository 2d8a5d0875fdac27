"""Acts on the board that concern strategies, omkeringen and member checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cmo_coder.messages import N_, _
from cmo_coder.model.claims import Claim, Phase, Polarity
from cmo_coder.model.effective_elements import EffectiveElement, OmkeringStatus, Strategy, StrategySource
from cmo_coder.realist.alike_strategies import place_of
from cmo_coder.realist.naming import claims_of_element
from cmo_coder.realist.sentences import claim_words
from cmo_coder.realist.words import word
from cmo_coder.store.strategies import (
    add_omkering,
    add_strategy,
    confirm_omkering,
    edit_strategy,
    link_strategy,
    unlink_strategy,
)
from cmo_coder.tui.screens.dialogs import AskText, Choice, Field, Form, Pick
from cmo_coder.tui.screens.elements_acts import ElementActs
from cmo_coder.tui.screens.member_check import MemberCheckFlow
from cmo_coder.tui.screens.pick_many import PickMany

SOURCES = (StrategySource.DONE, StrategySource.PLANNED, StrategySource.DOCUMENT)
"""What a person may say of a strategy; "derived" comes of an omkering only."""


class StrategyActs(ElementActs):
    """Ways to reach an element, and what sessions said of it."""

    def _strategy(self) -> Strategy | None:
        line = self.line
        if line is None or line.about[0] != "strategy":
            self.cmo.warn(_("Put the cursor on a strategy first (right, under 'How to reach it')."))
            return None
        return self.snapshot.strategies[line.about[1]]

    # Strategies

    def _strategy_fields(self, strategy: Strategy | None) -> list[Field]:
        sources = tuple((source.value, word(source)) for source in SOURCES)
        if strategy is not None and strategy.source is StrategySource.DERIVED:
            sources = ((StrategySource.DERIVED.value, word(StrategySource.DERIVED)),)
        phases = (("", "-"), *((phase.value, word(phase)) for phase in Phase))
        documents = (("", "-"), *((one.id, one.title) for one in self.snapshot.documents.values()))
        old = strategy or Strategy(id="", effective_element_id="", text="")
        return [
            Field("text", _("How to reach it (imperative)"), old.text, needed=True),
            Field("actor", _("By whom"), old.actor),
            Field("reservation", _("Reservation (where or when it does not hold)"), old.reservation),
            Field("source", _("Source"), old.source or "", "choice", (("", "-"), *sources)),
            Field("phase", _("Phase"), old.phase or "", "choice", phases),
            Field("document", _("Document it comes from"), old.document_id or "", "choice", documents),
        ]

    def do_strategy(self) -> None:
        """Add a strategy."""
        element = self.chosen

        def save(values: Mapping[str, str]) -> None:
            fields = _strategy_values(values)
            made = add_strategy(self.session.project, element, str(fields.pop("text")), **fields)  # type: ignore[arg-type]
            self.show_all()
            self.show_made(f"strategy-{made.id}")

        title = _("Strategy for element {nr}").format(nr=element.nr)
        self.cmo.push_screen(Form(title, self._strategy_fields(None), save))

    def edit_strategy(self, strategy_id: str) -> None:
        """Edit a strategy."""
        strategy = self.snapshot.strategies[strategy_id]

        def save(values: Mapping[str, str]) -> None:
            edit_strategy(self.session.project, strategy, **_strategy_values(values))
            self.show_all()

        self.cmo.push_screen(Form(_("Strategy"), self._strategy_fields(strategy), save))

    def do_up(self) -> None:
        """One place up."""
        self._move(-1)

    def do_down(self) -> None:
        """One place down."""
        self._move(1)

    def _move(self, step: int) -> None:
        strategy = self._strategy()
        if strategy is None:
            return
        found = list(self.snapshot.strategies_of_element[strategy.effective_element_id])
        place = found.index(strategy)
        if not 0 <= place + step < len(found):
            return
        found.insert(place + step, found.pop(place))
        project = self.session.project
        with project.change("strategy.edit", N_("Strategies put in order")):
            for nr, one in enumerate(found, start=1):
                if one.position != nr:
                    edit_strategy(project, one, position=nr)
        self.show_all()

    def do_move(self) -> None:
        """To another element."""
        strategy = self._strategy()
        if strategy is None:
            return
        choices = [
            Choice(one.id, f"{one.nr} {self.snapshot.element_version_of(one.id).long_label}")
            for one in self.snapshot.current_elements()
            if one.id != strategy.effective_element_id
        ]

        def chosen(element_id: str | None) -> None:
            if element_id is not None:
                with self.cmo.errors_shown():
                    last = max((s.position for s in self.snapshot.strategies_of_element.get(element_id, ())), default=0)
                    edit_strategy(self.session.project, strategy, effective_element_id=element_id, position=last + 1)
                    self.show_all()

        self.cmo.push_screen(Pick(_("To which element does the strategy go?"), choices), chosen)

    def do_alike(self) -> None:
        """Strategies that may say the same, over all elements."""
        from cmo_coder.tui.screens.strategies_alike import show_alike

        show_alike(self)

    def claim_choices(self, element: EffectiveElement, claims: Sequence[Claim]) -> list[Choice]:
        """Claims to choose from, those that speak of the element first."""
        own = set(claims_of_element(self.snapshot, element.id))
        made = []
        for claim in sorted(claims, key=lambda one: (one.id not in own, one.number)):
            respondent = self.snapshot.respondents.get(claim.respondent_id or "")
            facts = [respondent.pseudonym if respondent else "", word(claim.polarity), word(claim.status)]
            title = f"{claim.number} {claim_words(self.snapshot, claim.id)}"
            made.append(Choice(claim.id, title, " · ".join(fact for fact in facts if fact)))
        return made

    def do_link_claim(self) -> None:
        """Choose the claims behind the strategy under the cursor."""
        strategy = self._strategy()
        if strategy is None:
            return
        present = [link.claim_id for link in self.snapshot.claims_of_strategy.get(strategy.id, ())]
        element = self.snapshot.elements[strategy.effective_element_id]
        choices = self.claim_choices(element, list(self.snapshot.claims.values()))

        def chosen(claim_ids: tuple[str, ...] | None) -> None:
            if claim_ids is None or set(claim_ids) == set(present):
                return
            project = self.session.project
            with self.cmo.errors_shown():
                with project.change("strategy.link", N_("Claims behind a strategy chosen")):
                    for id_ in set(claim_ids) - set(present):
                        link_strategy(project, strategy, self.snapshot.claims[id_])
                    for id_ in set(present) - set(claim_ids):
                        unlink_strategy(project, strategy, self.snapshot.claims[id_])
                self.show_all()

        question = _("On which claims does this rest?\n{strategy}").format(strategy=strategy.text)
        self.cmo.push_screen(PickMany(question, choices, present), chosen)

    # Omkering

    def do_omkering(self) -> None:
        """Choose negative claims, then say what should work instead, and by what reasoning."""
        element = self.chosen
        negative = [claim for claim in self.snapshot.claims.values() if claim.polarity is not Polarity.WORKS]
        if not negative:
            self.cmo.warn(_("No claim says that something does not work; an omkering starts from such a claim."))
            return

        def chosen(claim_ids: tuple[str, ...] | None) -> None:
            if claim_ids:
                self._write_omkering(element, [self.snapshot.claims[id_] for id_ in claim_ids])

        question = _("Omkering for element {nr}: which claims say what did not work?").format(nr=element.nr)
        self.cmo.push_screen(PickMany(question, self.claim_choices(element, negative), least=1), chosen)

    def _write_omkering(self, element: EffectiveElement, claims: list[Claim]) -> None:
        said = "\n".join(f"− {claim.number} {claim_words(self.snapshot, claim.id)}" for claim in claims)

        def save(values: Mapping[str, str]) -> None:
            omkering = add_omkering(self.session.project, element, claims, values["statement"], values["reasoning"])
            self.show_all()
            made = next(one for one in self.snapshot.strategies.values() if one.omkering_id == omkering.id)
            self.show_made(f"strategy-{made.id}")
            place = place_of(self.snapshot, made)
            self.cmo.tell(
                _("Strategy {place} is derived, not observed: O says where it was confirmed.").format(place=place)
            )

        fields = [
            Field("statement", _("What should work instead (imperative)"), needed=True),
            Field("reasoning", _("The reasoning from the one to the other"), kind="lines", needed=True),
        ]
        self.cmo.push_screen(Form(_("Did not work:\n{claims}").format(claims=said), fields, save))

    def do_confirm(self) -> None:
        """Say where a derived strategy was confirmed: that under the cursor, else one of the chosen element."""
        line = self.line
        if line is not None and line.about[0] == "strategy":
            self._confirm(self.snapshot.strategies[line.about[1]])
            return
        element = self.chosen
        open_ = [
            one
            for one in self.snapshot.strategies_of_element.get(element.id, ())
            if (made := self.snapshot.omkeringen.get(one.omkering_id or "")) is not None
            and made.status is not OmkeringStatus.CONFIRMED
        ]
        if not open_:
            words = _("Element {nr} has no derived strategy that waits to be confirmed (o derives one).")
            self.cmo.warn(words.format(nr=element.nr))
            return
        if len(open_) == 1:
            self._confirm(open_[0])
            return

        def chosen(id_: str | None) -> None:
            if id_ is not None:
                self._confirm(self.snapshot.strategies[id_])

        self.cmo.push_screen(Pick(_("Which one was confirmed?"), [Choice(one.id, one.text) for one in open_]), chosen)

    def _confirm(self, strategy: Strategy) -> None:
        omkering = self.snapshot.omkeringen.get(strategy.omkering_id or "")
        if omkering is None:
            self.cmo.warn(_("This strategy does not come from an omkering."))
            return
        if omkering.status is OmkeringStatus.CONFIRMED:
            self.cmo.tell(_("It is confirmed already: {where}").format(where=omkering.confirmed_in))
            return

        def given(where: str | None) -> None:
            if where is not None:
                with self.cmo.errors_shown():
                    confirm_omkering(self.session.project, omkering, where)
                    self.show_all()

        question = _("Where was it confirmed? (a round, a session, a claim)\n{strategy}").format(strategy=strategy.text)
        self.cmo.push_screen(AskText(question, needed=True), given)

    # Member checks

    def do_check(self) -> None:
        """Record what a session said of wordings."""
        MemberCheckFlow(self, self.snapshot, self.snapshot.element_version_of(self.chosen.id).id).start()


def _strategy_values(values: Mapping[str, str]) -> dict[str, object]:
    return {
        "text": values["text"].strip(),
        "actor": values["actor"].strip(),
        "reservation": values["reservation"].strip(),
        "source": StrategySource(values["source"]) if values["source"] else None,
        "phase": Phase(values["phase"]) if values["phase"] else None,
        "document_id": values["document"] or None,
    }
