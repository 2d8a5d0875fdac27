"""What a version of a theory rests on, what gave rise to it, and the middle-range theories it leans on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cmo_coder.messages import _
from cmo_coder.model.fragments import Stance
from cmo_coder.model.theories import MidrangeTheory, ProgrammeTheory, ProgrammeTheoryVersion, TheorySource
from cmo_coder.realist.sentences import claim_words, sentence_in
from cmo_coder.realist.words import word
from cmo_coder.store import theories as acts
from cmo_coder.tui.screens.dialogs import Choice, Confirm, Field, Form
from cmo_coder.tui.screens.pick_many import PickMany
from cmo_coder.tui.screens.two_lists import TwoListScreen

NEEDS_THEORY = frozenset(
    f"theories.{name}" for name in ("version", "promote", "edit", "configurations", "causes", "leans", "diff", "check")
)


class TheoryLinks(TwoListScreen):
    """Links of a theory; `TheoriesScreen` shows it."""

    def _saved(self, _values: object) -> None:
        """Show what was saved."""
        raise NotImplementedError  # TheoriesScreen does it

    @property
    def version(self) -> ProgrammeTheoryVersion | None:
        """The version under the cursor."""
        kind, id_ = self.about
        return self.snapshot.theory_versions.get(id_) if kind == "programme_theory_version" else None

    @property
    def midrange(self) -> MidrangeTheory | None:
        """The middle-range theory under the cursor."""
        kind, id_ = self.about
        return self.snapshot.midrange_theories.get(id_) if kind == "midrange_theory" else None

    @property
    def _version(self) -> ProgrammeTheoryVersion:
        found = self.version
        assert found is not None  # `why_not` has seen to it
        return found

    @property
    def _theory(self) -> ProgrammeTheory:
        return self.snapshot.theories[self._version.programme_theory_id]

    def _claim_choices(self) -> list[Choice]:
        snapshot = self.snapshot
        return [
            Choice(claim.id, f"{claim.number}  {claim_words(snapshot, claim.id)}", word(claim.polarity))
            for claim in snapshot.claims.values()
        ]

    def _stances(self, claim_ids: Sequence[str]) -> dict[str, Stance | None]:
        """The stance that a claim has towards the configurations of the theory, where it is one and the same."""
        found: dict[str, Stance | None] = {}
        for claim_id in claim_ids:
            stances = {row.stance for row in self.snapshot.evidence_of_claim.get(claim_id, ())}
            found[claim_id] = stances.pop() if len(stances) == 1 else None
        return found

    def do_configurations(self) -> None:
        """What the version rests on."""
        snapshot, theory, version = self.snapshot, self._theory, self._version
        present = {
            snapshot.configuration_of(link.configuration_version_id).id
            for link in snapshot.configurations_of_theory_version.get(version.id, ())
        }
        choices = [
            Choice(one.id, f"{one.number}  {sentence_in(snapshot, snapshot.version_of(one.id))}", word(one.status))
            for one in snapshot.configurations.values()
        ]

        def chosen(ids: tuple[str, ...] | None) -> None:
            if ids is not None:
                acts.set_theory_configurations(self.session.project, theory, version, ids)
                self.show_all()

        question = _("Which configurations does version {nr} rest on?").format(nr=version.nr)
        self.cmo.push_screen(PickMany(question, choices, present), chosen)

    def do_causes(self) -> None:
        """The claims that gave rise to the version."""
        theory, version = self._theory, self._version
        links = self.snapshot.claims_of_theory_version.get(version.id, ())

        def chosen(ids: tuple[str, ...] | None) -> None:
            if ids is not None:
                acts.set_theory_causes(self.session.project, theory, version, self._stances(ids))
                self.show_all()

        question = _("Which claims gave rise to version {nr}?").format(nr=version.nr)
        picked = [link.claim_id for link in links]
        self.cmo.push_screen(PickMany(question, self._claim_choices(), picked), chosen)

    def do_leans(self) -> None:
        """The middle-range theories behind it."""
        theory = self._theory
        present = [link.midrange_theory_id for link in self.snapshot.midrange_of_theory.get(theory.id, ())]
        choices = [Choice(one.id, one.name, one.reference) for one in self.snapshot.midrange_theories.values()]

        def chosen(ids: tuple[str, ...] | None) -> None:
            if ids is not None:
                acts.set_midrange(self.session.project, theory, ids)
                self.show_all()

        question = _("Which middle-range theories does '{title}' lean on?").format(title=theory.title)
        self.cmo.push_screen(PickMany(question, choices, present), chosen)

    def do_midrange(self) -> None:
        """Name a middle-range theory."""
        self._midrange_form(None)

    def _midrange_form(self, present: MidrangeTheory | None) -> None:
        project = self.session.project

        def save(values: Mapping[str, str]) -> None:
            if present is None:
                made = acts.add_midrange(
                    project, values["name"], reference=values["reference"], core_idea=values["idea"]
                )
                self._wanted = made.id
            else:
                fields = {"name": values["name"], "reference": values["reference"], "core_idea": values["idea"]}
                acts.edit_midrange(project, present, **fields)

        fields = [
            Field("name", _("Name"), present.name if present else "", needed=True),
            Field("reference", _("Reference"), present.reference if present else ""),
            Field("idea", _("Core idea"), present.core_idea if present else "", kind="lines"),
        ]
        self.cmo.push_screen(Form(_("Middle-range theory"), fields, save), self._saved)

    def do_check(self) -> None:
        """What a session said of the version under the cursor, and of others."""
        from cmo_coder.tui.screens.member_check import MemberCheckFlow

        MemberCheckFlow(self, self.snapshot, self._version.id).start()

    def do_edit(self) -> None:
        """Correct what stands beside the statement."""
        if self.midrange is not None:
            self._midrange_form(self.midrange)
            return
        theory, version, project = self._theory, self._version, self.session.project

        def save(values: Mapping[str, str]) -> None:
            acts.edit_theory(
                project,
                theory,
                version,
                title=values["title"],
                source=source_of(values["source"]),
                date=values["date"].strip(),
                assumptions=values["assumptions"].strip(),
            )

        fields = [
            Field("title", _("Title"), theory.title, needed=True),
            *fact_fields(version.source or "", version.date, version.assumptions),
        ]
        self.cmo.push_screen(Form(_("Version {nr}").format(nr=version.nr), fields, save), self._saved)

    def do_remove(self) -> None:
        """After a yes."""
        midrange = self.midrange
        name = midrange.name if midrange is not None else self._theory.title

        def answered(yes: bool | None) -> None:
            if yes:
                if midrange is not None:
                    acts.remove_midrange(self.session.project, midrange)
                else:
                    acts.remove_theory(self.session.project, self._theory)
                self.show_all()

        self.cmo.push_screen(Confirm(_("Remove '{name}'? u brings it back.").format(name=name)), answered)


def fact_fields(source: str, date: str, assumptions: str) -> list[Field]:
    sources = (("", "-"), *((one.value, word(one)) for one in TheorySource))
    return [
        Field("source", _("Where it comes from"), source, kind="choice", choices=sources),
        Field("date", _("Date (empty: today)"), date),
        Field("assumptions", _("Key assumptions, one a line"), assumptions, kind="lines"),
    ]


def source_of(value: str) -> TheorySource | None:
    return TheorySource(value) if value else None
