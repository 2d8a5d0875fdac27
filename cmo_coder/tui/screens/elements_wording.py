"""Acts on the wording of an element: make, edit, version, status, split, merge."""

from __future__ import annotations

from collections.abc import Mapping

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.effective_elements import EffectiveElement, ElementChange, ElementStatus
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.labels import remarks_on
from cmo_coder.realist.sentences import claim_words
from cmo_coder.realist.words import word
from cmo_coder.store.elements import (
    Labels,
    add_element,
    assign,
    edit_labels,
    merge_elements,
    new_element_version,
    set_element_status,
    split_element,
)
from cmo_coder.tui.screens.card_lines import name_of
from cmo_coder.tui.screens.dialogs import Choice, Field, Form, Pick
from cmo_coder.tui.screens.elements_acts import ElementActs
from cmo_coder.tui.screens.letters import Letters
from cmo_coder.tui.screens.pick_many import PickMany
from cmo_coder.tui.screens.slots_acts import ask_reason


class WordingActs(ElementActs):
    """Elements come, change and go; every step keeps its reason."""

    def _labels_now(self) -> Labels:
        """The labels of the chosen element as they stand."""
        version = self.snapshot.element_version_of(self.chosen.id)
        return Labels(version.long_label, version.short_label, version.public_label)

    def _label_fields(self, labels: Labels) -> list[Field]:
        return [
            Field("long", _("Long label (imperative: 'Create ...')"), labels.long, needed=True),
            Field("short", _("Short label"), labels.short),
            Field("public", _("Label for the public (plain words)"), labels.public),
        ]

    def do_new(self) -> None:
        """A new element; what is marked goes behind it."""
        ids = [id_ for id_ in self.snapshot.configurations if id_ in self.marked]
        n = len(ids)
        title = _("New element")
        if n:
            title += " · " + ngettext("{n} configuration behind it", "{n} configurations behind it", n).format(n=n)

        def save(values: Mapping[str, str]) -> None:
            project = self.session.project
            labels = _labels(values)
            with project.change("effective.add", N_("Element '{label}' made"), label=labels.long):
                made = add_element(project, labels, round_id=values["round"] or None)
                for id_ in ids:
                    assign(project, made, id_)
            self.marked.clear()
            self.element_id = made.id
            self.show_all()

        fields = [*self._label_fields(Labels("")), self._round_field("")]
        self.cmo.push_screen(Form(title, fields, save))

    def _round_field(self, value: str) -> Field:
        rounds = (("", "-"), *((one.id, one.label) for one in self.snapshot.rounds.values()))
        return Field("round", _("Round it comes from"), value, "choice", rounds)

    def edit_labels(self) -> None:
        """Correct the labels of the wording in force."""
        element = self.chosen

        def save(values: Mapping[str, str]) -> None:
            edit_labels(self.session.project, element, _labels(values))
            self.show_all()

        title = _("Labels of element {nr} (corrected within this version)").format(nr=element.nr)
        self.cmo.push_screen(Form(title, self._label_fields(self._labels_now()), save))

    def do_version(self) -> None:
        """A new wording."""
        element = self.chosen
        version = self.snapshot.element_version_of(element.id)
        kinds = tuple(
            (kind.value, word(kind))
            for kind in (ElementChange.SHARPENED, ElementChange.EXTENDED, ElementChange.RETIRED)
        )
        fields = [
            *self._label_fields(self._labels_now()),
            Field("kind", _("Kind of change"), ElementChange.SHARPENED, "choice", kinds),
            Field("reason", _("Reason"), needed=True),
            self._round_field(""),
        ]

        def given(values: Mapping[str, str] | None) -> None:
            if values is not None:
                self._ask_causes(element, values)

        title = _("Element {nr}: version {version}").format(nr=element.nr, version=version.nr + 1)
        self.cmo.push_screen(Form(title, fields), given)

    def _ask_causes(self, element: EffectiveElement, values: Mapping[str, str]) -> None:
        """Which claims gave rise to the new wording (rule 7); those linked to its configurations are offered first."""
        snapshot = self.snapshot
        stances: dict[str, Stance] = {}
        for behind in snapshot.configurations_behind(snapshot.element_version_of(element.id).id):
            for row in snapshot.evidence_of_version.get(behind.id, ()):
                stances[row.claim_id] = row.stance
        order = sorted(snapshot.claims.values(), key=lambda claim: (claim.id not in stances, -claim.number))
        choices = [
            Choice(claim.id, f"{claim.number}  {claim_words(snapshot, claim.id)}", word(stances.get(claim.id)))
            for claim in order
        ]

        def chosen(claim_ids: tuple[str, ...] | None) -> None:
            self._save_version(element, values, {id_: stances.get(id_) for id_ in claim_ids or ()})

        if choices:
            self.cmo.push_screen(PickMany(_("Which claims gave rise to it? (esc: none)"), choices), chosen)
        else:
            chosen(())

    def _save_version(
        self, element: EffectiveElement, values: Mapping[str, str], causes: Mapping[str, Stance | None]
    ) -> None:
        project = self.session.project
        kind = ElementChange(values["kind"])
        what = N_("Element {nr}: new version ({kind})")
        with (
            self.cmo.errors_shown(),
            project.change("effective.version", what, reason=values["reason"], nr=element.nr, kind=kind),
        ):
            new_element_version(
                project,
                element,
                _labels(values),
                kind,
                values["reason"],
                round_id=values["round"] or None,
                causes=causes,
            )
            if kind is ElementChange.RETIRED:
                set_element_status(project, element, ElementStatus.RETIRED, values["reason"])
        self.show_all()

    def do_status(self) -> None:
        """Draft, definitive, retired."""
        element = self.chosen
        digits = {str(nr): status for nr, status in enumerate(ElementStatus, start=1)}

        def chosen(digit: str | None) -> None:
            if digit is None:
                return
            status = digits[digit]

            def save(reason: str) -> None:
                label = self.snapshot.element_version_of(element.id).long_label
                definitive = status is ElementStatus.DEFINITIVE
                remarks = remarks_on(label, self.session.study.language) if definitive else ""
                set_element_status(self.session.project, element, status, reason, remarks=remarks)
                self.show_all()

            question = _("Element {nr} becomes {status}: why?").format(nr=element.nr, status=word(status))
            ask_reason(self, question, save)

        present = self.snapshot.element_version_of(element.id).status
        title = _("Status of element {nr} (now: {status})").format(nr=element.nr, status=word(present))
        self.cmo.push_screen(Letters(title, {digit: word(status) for digit, status in digits.items()}), chosen)

    def do_split(self) -> None:
        """Choose what goes to the new element, then its labels and the reason."""
        element, snapshot = self.chosen, self.snapshot
        behind = snapshot.configurations_behind(snapshot.element_version_of(element.id).id)
        choices = []
        for version in behind:
            configuration = snapshot.configuration_of(version.id)
            title = f"CMO {configuration.number} {name_of(snapshot, configuration)}"
            choices.append(Choice(f"c {configuration.id}", title))
        for strategy in snapshot.strategies_of_element.get(element.id, ()):
            choices.append(Choice(f"s {strategy.id}", strategy.text, _("strategy")))
        marked = [f"c {id_}" for id_ in self.marked]

        def chosen(values: tuple[str, ...] | None) -> None:
            if values is not None:
                self._split_with(
                    element,
                    [value[2:] for value in values if value.startswith("c ")],
                    [value[2:] for value in values if value.startswith("s ")],
                )

        question = _("Split element {nr}: what goes to the new element?").format(nr=element.nr)
        known = {choice.value for choice in choices}
        self.cmo.push_screen(PickMany(question, choices, [one for one in marked if one in known]), chosen)

    def _split_with(self, element: EffectiveElement, configurations: list[str], strategies: list[str]) -> None:
        def save(values: Mapping[str, str]) -> None:
            made = split_element(
                self.session.project, element, _labels(values), configurations, strategies, values["reason"]
            )
            self.marked.clear()
            self.element_id = made.id
            self.show_all()

        fields = [*self._label_fields(Labels("")), Field("reason", _("Reason"), needed=True)]
        title = _("New element out of element {nr}").format(nr=element.nr)
        self.cmo.push_screen(Form(title, fields, save))

    def do_merge(self) -> None:
        """Into which element, and why."""
        element, snapshot = self.chosen, self.snapshot
        choices = [
            Choice(other.id, f"{other.nr} {snapshot.element_version_of(other.id).long_label}")
            for other in snapshot.current_elements()
            if other.id != element.id
        ]

        def chosen(other_id: str | None) -> None:
            if other_id is None:
                return
            into = snapshot.elements[other_id]

            def save(reason: str) -> None:
                merge_elements(self.session.project, element, into, reason)
                self.element_id = into.id
                self.show_all()

            ask_reason(
                self, _("Element {nr} merges into element {into}: why?").format(nr=element.nr, into=into.nr), save
            )

        self.cmo.push_screen(Pick(_("Merge element {nr} into which?").format(nr=element.nr), choices), chosen)


def _labels(values: Mapping[str, str]) -> Labels:
    return Labels(values["long"].strip(), values["short"].strip(), values["public"].strip())
