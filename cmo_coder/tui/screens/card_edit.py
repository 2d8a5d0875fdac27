"""What can be done on a CMO card: slots, wording, status, links, relations, memos. Every act is one change."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cmo_coder.messages import N_, _
from cmo_coder.model.canonical import CanonicalElement, Level, Role
from cmo_coder.model.configurations import (
    Certainty,
    Configuration,
    ConfigurationStatus,
    Evidence,
    EvidencePart,
    Inference,
    RelationType,
    Strength,
)
from cmo_coder.model.fragments import Stance
from cmo_coder.model.memos import Memo
from cmo_coder.realist.sentences import actor_of, claim_words
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.store.claims import link_claim, unlink_claim
from cmo_coder.store.configurations import (
    add_actor,
    add_canonical,
    add_configuration,
    edit_configuration,
    edit_wording,
    log_search,
    new_version,
    relate,
    remove_configuration,
    set_slots,
    set_status,
    unrelate,
)
from cmo_coder.store.memos import add_memo, edit_memo, memos_on, remove_memo
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.card_lines import name_of, short_name
from cmo_coder.tui.screens.dialogs import NEW, AskText, Choice, Confirm, Field, Form, Pick
from cmo_coder.tui.screens.letters import Letters
from cmo_coder.tui.screens.slots_editor import Slots, SlotsEditor, slots_now
from cmo_coder.tui.widgets.line_list import Line, LineList

NEEDS_NO_CONFIGURATION = ("card.new", "card.filter", "card.sort")


class CardActs(StudyScreen):
    """The acts of the card; `CardScreen` shows what they did."""

    def __init__(self) -> None:
        super().__init__()
        self.snapshot: Snapshot
        self.configuration_id: str | None = None
        self._shown: str | None = None

    @property
    def configuration(self) -> Configuration | None:
        """The configuration that is shown."""
        return self.snapshot.configurations.get(self.configuration_id or "")

    @property
    def chosen(self) -> Configuration:
        """The configuration that is shown, where there is one (`why_not` has seen to it)."""
        found = self.configuration
        assert found is not None
        return found

    @property
    def line(self) -> Line | None:
        """The line under the cursor on the card; the first line of the card while the cursor is in the list."""
        focused = self.focused
        if isinstance(focused, LineList) and focused.id != "list":
            return focused.line
        return None

    def _labels(self, configuration_id: str) -> list[CanonicalElement]:
        version = self.snapshot.version_of(configuration_id)
        return [element for role in Role for element in self.snapshot.slots(version.id, role)]

    def why_not(self, command_id: str) -> str:
        """Why a command cannot be done now."""
        if command_id in NEEDS_NO_CONFIGURATION:
            return ""
        if self.configuration is None:
            return _("There is no configuration here yet.")
        if command_id in ("card.supports", "card.contradicts", "card.refines") and not self.snapshot.claims:
            return _("There are no claims yet (F3 makes them).")
        if command_id == "card.relate" and len(self.snapshot.configurations) < 2:
            return _("There is only one configuration.")
        return ""

    # Slots and wording

    def do_slots(self) -> None:
        """Change the slots: as they are while nothing rests on them; else in a new version, with a reason."""
        configuration = self.chosen
        version = self.snapshot.version_of(configuration.id)
        before = slots_now(self.snapshot, version.id)
        resting = bool(self.snapshot.evidence_of_version.get(version.id))

        def given(slots: Slots | None) -> None:
            if slots is None or slots == before:
                return
            if not resting:
                with self.cmo.errors_shown():
                    self._set_slots(configuration, slots, "")
                return
            question = _("Version {nr}: what changed, and why?").format(nr=version.nr + 1)
            self._ask_reason(question, lambda reason: self._set_slots(configuration, slots, reason))

        title = _("Slots of CMO {number}").format(number=configuration.number)
        self.cmo.push_screen(SlotsEditor(self.snapshot, title, before), given)

    def _set_slots(self, configuration: Configuration, slots: Slots, reason: str) -> None:
        project = self.session.project
        version = self.snapshot.version_of(configuration.id)
        with project.change(
            "configuration.slots", N_("Slots of configuration {number} set"), number=configuration.number
        ):
            ids = self._named(slots)
            if reason:
                new_version(
                    project,
                    configuration,
                    ids,
                    reason,
                    actor_id=version.actor_id,
                    sentence="",
                    wordings=version.wordings,
                )
            else:
                set_slots(project, configuration, ids)
        self.show_all()

    def _named(self, slots: Slots) -> dict[Role, list[str]]:
        """The ids of the elements in each role; new ones are named."""
        project = self.session.project
        return {
            role: [one.id or add_canonical(project, role, one.label).id for one in filled]
            for role, filled in slots.items()
        }

    def do_new(self) -> None:
        """A configuration from theory: its slots, then its label."""

        def given(slots: Slots | None) -> None:
            if slots is None:
                return

            def named(label: str | None) -> None:
                if label is None:
                    return
                with self.cmo.errors_shown():
                    project = self.session.project
                    with project.change("configuration.add", N_("Configuration made")):
                        made = add_configuration(project, self._named(slots), label=label.strip())
                    self.show_configuration(made.id)
                    self.cmo.tell(_("CMO {number} made; it is provisional").format(number=made.number))

            self.cmo.push_screen(AskText(_("Short name of the configuration (may stay empty)")), named)

        self.cmo.push_screen(SlotsEditor(self.snapshot, _("Slots of the new configuration"), {}), given)

    def show_configuration(self, configuration_id: str) -> None:
        """Show a configuration."""
        raise NotImplementedError  # CardScreen does it

    def do_wording(self) -> None:
        """Reword the sentence or a part."""
        from cmo_coder.tui.screens.card_wording import choose_wording

        choose_wording(self, self.snapshot, self.chosen)

    def do_template(self) -> None:
        """Choose the template."""
        from cmo_coder.tui.screens.card_wording import choose_template

        choose_template(self, self.snapshot, self.chosen)

    def do_diff(self) -> None:
        """Two versions beside each other."""
        from cmo_coder.tui.screens.card_diff import VersionsDiff

        line = self.line
        about = line.about[1] if line is not None and line.about[0] == "configuration_version" else None
        if len(self.snapshot.versions_of_configuration[self.chosen.id]) < 2:
            self.cmo.tell(_("There is only one version yet."))
            return
        self.cmo.push_screen(VersionsDiff(self.snapshot, self.chosen.id, about))

    # Facts

    def do_actor(self) -> None:
        """For whom it holds."""
        configuration = self.chosen
        version = self.snapshot.version_of(configuration.id)
        choices = [Choice(actor.id, actor.name, actor.type) for actor in self.snapshot.actors.values()]
        if version.actor_id is not None:
            choices.insert(0, Choice("none", _("(nobody named here)")))

        def chosen(value: str | None) -> None:
            if value is None:
                return
            project = self.session.project
            with self.cmo.errors_shown():
                what = N_("Sentence of configuration {number} edited")
                with project.change("configuration.wording", what, number=configuration.number):
                    actor_id = add_actor(project, value[len(NEW) :]).id if value.startswith(NEW) else value
                    edit_wording(project, configuration, actor_id=None if value == "none" else actor_id)
                self.show_all()

        present = actor_of(self.snapshot, version)
        question = _("For whom does it hold? Now: {actor}").format(actor=present.name if present else _("not said"))
        new = _("enter on '+ new' or ctrl+s names a new actor")
        self.cmo.push_screen(Pick(question, choices, new=new), chosen)

    def do_status(self) -> None:
        """Set the status with a reason; what the hard rules refuse is said, and nothing changes."""
        configuration = self.chosen
        digits = {str(nr): status for nr, status in enumerate(ConfigurationStatus, start=1)}

        def chosen(digit: str | None) -> None:
            if digit is None:
                return
            status = digits[digit]
            question = _("CMO {number} becomes {status}: why?").format(number=configuration.number, status=word(status))

            def save(reason: str) -> None:
                set_status(self.session.project, configuration, status, reason)
                self.show_all()

            self._ask_reason(question, save)

        title = _("Status of CMO {number} (now: {status})").format(
            number=configuration.number, status=word(configuration.status)
        )
        self.cmo.push_screen(Letters(title, {digit: word(status) for digit, status in digits.items()}), chosen)

    def _ask_reason(self, question: str, save: Callable[[str], None]) -> None:
        """Ask for a reason; a refusal is shown where it was typed."""
        fields = [Field("reason", _("Reason"), needed=True)]
        self.cmo.push_screen(Form(question, fields, lambda values: save(values["reason"])))

    def do_particulars(self) -> None:
        """Label, inference, level, certainty."""
        configuration = self.chosen

        def options(values: type[Inference] | type[Level] | type[Certainty]) -> tuple[tuple[str, str], ...]:
            return (("", "-"), *((value.value, word(value)) for value in values))

        fields = [
            Field("label", _("Label"), configuration.label),
            Field("inference", _("Inference"), configuration.inference or "", "choice", options(Inference)),
            Field("level", _("Level"), configuration.level or "", "choice", options(Level)),
            Field("certainty", _("Certainty"), configuration.certainty or "", "choice", options(Certainty)),
            Field("reason", _("Reason for the certainty"), configuration.certainty_reason, "lines"),
        ]

        def save(values: Mapping[str, str]) -> None:
            edit_configuration(
                self.session.project,
                configuration,
                label=values["label"].strip(),
                inference=Inference(values["inference"]) if values["inference"] else None,
                level=Level(values["level"]) if values["level"] else None,
                certainty=Certainty(values["certainty"]) if values["certainty"] else None,
                certainty_reason=values["reason"].strip(),
            )
            self.show_all()

        self.cmo.push_screen(Form(short_name(self.snapshot, configuration), fields, save))

    def do_negative(self) -> None:
        """A negative case, or no longer."""
        configuration = self.chosen
        now = not configuration.negative_case
        edit_configuration(self.session.project, configuration, negative_case=now)
        text = _("CMO {number} is a negative case") if now else _("CMO {number} is no negative case any more")
        self.cmo.tell(text.format(number=configuration.number))
        self.show_all()

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
        for claim in sorted(
            self.snapshot.claims.values(), key=lambda one: (one.id in self.snapshot.evidence_of_claim, one.number)
        ):
            present = linked.get(claim.id)
            hint = word(present.stance) if present else ""
            respondent = self.snapshot.respondents.get(claim.respondent_id or "")
            title = f"{claim.number} {claim_words(self.snapshot, claim.id)}"
            choices.append(Choice(claim.id, title, hint, (respondent.pseudonym,) if respondent else ()))

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

        title = f"{_('Claim {number}').format(number=claim.number)} · {word(row.stance)}"
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
        fields = [
            Field("query", _("What was searched for, and where"), needed=True),
            Field("found", _("What was found (empty: nothing)"), kind="lines"),
            Field("date", _("Date (empty: today)"), hint="2024-05-31"),
        ]

        def save(values: Mapping[str, str]) -> None:
            log_search(
                self.session.project,
                values["query"],
                configuration_id=configuration.id,
                found=values["found"].strip(),
                date=values["date"].strip(),
            )
            self.show_all()

        title = _("Search for negative cases of CMO {number}").format(number=configuration.number)
        self.cmo.push_screen(Form(title, fields, save))

    def _memo(self) -> Memo | None:
        line = self.line
        if line is None or line.about[0] != "memo":
            return None
        found = memos_on(self.session.project, "configuration", self.chosen.id)
        return next((memo for memo in found if memo.id == line.about[1]), None)

    def do_memo(self) -> None:
        """Write a memo, or edit the one under the cursor."""
        memo = self._memo()
        configuration = self.chosen

        def given(text: str | None) -> None:
            if text is None:
                return
            with self.cmo.errors_shown():
                if memo is not None:
                    edit_memo(self.session.project, memo, text)
                elif text.strip():
                    add_memo(self.session.project, text, [("configuration", configuration.id)])
                self.show_all()

        question = _("Memo on CMO {number}").format(number=configuration.number)
        self.cmo.push_screen(AskText(question, memo.text if memo else "", lines=True), given)

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

    def do_delete(self) -> None:
        """Delete the configuration after a question."""
        configuration = self.chosen

        def answered(yes: bool | None) -> None:
            if yes:
                with self.cmo.errors_shown():
                    remove_configuration(self.session.project, configuration)
                    self.show_all()

        question = _("Delete CMO {number} ({name})? Its claims stay; its versions, links and relations go.").format(
            number=configuration.number, name=name_of(self.snapshot, configuration)
        )
        self.cmo.push_screen(Confirm(question), answered)
