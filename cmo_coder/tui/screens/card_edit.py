"""What can be done with a configuration on its card: slots, wording, actor, status. Every act is one change."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cmo_coder.messages import N_, _
from cmo_coder.model.canonical import CanonicalElement, Level, Role
from cmo_coder.model.configurations import (
    Certainty,
    Configuration,
    ConfigurationStatus,
    Inference,
)
from cmo_coder.realist.sentences import actor_of
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.store.canonical import add_actor
from cmo_coder.store.configuration_versions import edit_wording
from cmo_coder.store.configurations import (
    add_configuration,
    edit_configuration,
    remove_configuration,
    set_status,
)
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.card_lines import name_of, short_name
from cmo_coder.tui.screens.dialogs import NEW, AskText, Choice, Confirm, Field, Form, Pick
from cmo_coder.tui.screens.letters import Letters
from cmo_coder.tui.screens.member_check import MemberCheckFlow
from cmo_coder.tui.screens.slots_acts import ask_reason, change_slots, ids_of
from cmo_coder.tui.screens.slots_editor import Slots, SlotsEditor
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
        if command_id in ("card.relate", "card.alike") and len(self.snapshot.configurations) < 2:
            return _("There is only one configuration.")
        return ""

    # Slots and wording

    def do_slots(self) -> None:
        """Change the slots: as they are while nothing rests on them; else in a new version, with a reason."""
        change_slots(self, self.snapshot, self.chosen)

    def do_element(self) -> None:
        """What an element of a slot is."""
        from cmo_coder.tui.screens.canonical import edit_element

        self._with_element(_("Which element?"), lambda element: edit_element(self, self.snapshot, element))

    def do_same(self) -> None:
        """An element of a slot is the same as another."""
        from cmo_coder.tui.screens.canonical import merge_element

        question = _("Which element is the same as another?")
        self._with_element(question, lambda element: merge_element(self, self.snapshot, element))

    def _with_element(self, question: str, work: Callable[[CanonicalElement], None]) -> None:
        """Do something with the element under the cursor; elsewhere it is asked which is meant."""
        line = self.line
        found = self.snapshot.canonical.get(line.about[1]) if line is not None else None
        if found is not None:
            work(found)
            return
        elements = self._labels(self.chosen.id)
        if not elements:
            self.cmo.tell(_("No slot is filled yet (e fills them)."))
            return

        def chosen(id_: str | None) -> None:
            if id_ is not None:
                work(self.snapshot.canonical[id_])

        choices = [Choice(one.id, f"{one.role.value} {one.label}") for one in elements]
        self.cmo.push_screen(Pick(question, choices), chosen)

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
                        made = add_configuration(project, ids_of(project, slots), label=label.strip())
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
        new = _("ctrl+s: a new actor with this name")
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

            ask_reason(self, question, save)

        title = _("Status of CMO {number} (now: {status})").format(
            number=configuration.number, status=word(configuration.status)
        )
        self.cmo.push_screen(Letters(title, {digit: word(status) for digit, status in digits.items()}), chosen)

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

    def do_check(self) -> None:
        """Record what a session said of this wording, and of others."""
        version = self.snapshot.version_of(self.chosen.id)
        MemberCheckFlow(self, self.snapshot, version.id).start()

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
