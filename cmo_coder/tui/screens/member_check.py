"""Recording a member check, step by step: the session, who was there, which wordings, and what was said of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cmo_coder.messages import N_, _
from cmo_coder.model.cases import Group
from cmo_coder.model.checks import CheckOutcome, SessionKind
from cmo_coder.model.errors import UserError
from cmo_coder.realist.sentences import sentence_in
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.store.member_checks import Laid, Participants, add_member_check
from cmo_coder.tui.screens.dialogs import Choice, Field, Form
from cmo_coder.tui.screens.pick_many import PickMany

if TYPE_CHECKING:
    from cmo_coder.tui.screens.base import StudyScreen

Outcome = tuple[Laid, CheckOutcome, str]


class MemberCheckFlow:
    """The steps; nothing is written before the last, and escape leaves at each. `version_id` is proposed as what was
    laid before the session."""

    def __init__(self, screen: StudyScreen, snapshot: Snapshot, version_id: str) -> None:
        self._screen, self._snapshot, self._version_id = screen, snapshot, version_id
        self._laid = laid_of(snapshot)
        self._session: Mapping[str, str] = {}
        self._there: tuple[str, ...] = ()
        self._heads: list[int | None] = []
        self._waiting: list[str] = []
        self._outcomes: list[Outcome] = []

    def start(self) -> None:
        """The session itself."""
        kinds = (("", "-"), *((kind.value, word(kind)) for kind in SessionKind))
        fields = [
            Field("session", _("Name of the session"), needed=True),
            Field("kind", _("Kind of session"), "", "choice", kinds),
            Field("date", _("Date"), hint="2024-05-31"),
        ]

        def given(values: Mapping[str, str] | None) -> None:
            if values is not None:
                self._session = values
                self._ask_who()

        self._screen.cmo.push_screen(Form(_("Member check: the session"), fields), given)

    def _ask_who(self) -> None:
        choices = [Choice(f"g {group.value}", word(group), _("group")) for group in self._snapshot.groups]
        choices += [Choice(f"c {case.id}", case.name, _("case")) for case in self._snapshot.cases.values()]
        if not choices:
            self._ask_what()
            return

        def given(values: tuple[str, ...] | None) -> None:
            if values is not None:
                self._there = values
                self._ask_how_many()

        question = _("Who was there? Recognition by one group says nothing about another.")
        self._screen.cmo.push_screen(PickMany(question, choices), given)

    def _ask_how_many(self) -> None:
        """How many of each; what stays empty was not counted."""
        if not self._there:
            self._ask_what()
            return

        def name(value: str) -> str:
            return word(Group(value[2:])) if value.startswith("g ") else self._snapshot.cases[value[2:]].name

        fields = [Field(f"n{nr}", name(value)) for nr, value in enumerate(self._there)]

        def check(values: Mapping[str, str]) -> None:
            for given in values.values():
                if given.strip() and not given.strip().isdigit():
                    raise UserError(N_("'{text}' is no number of people."), text=given)

        def given(values: Mapping[str, str] | None) -> None:
            if values is not None:
                counted = (values[f"n{nr}"].strip() for nr, _value in enumerate(self._there))
                self._heads = [int(one) if one else None for one in counted]
                self._ask_what()

        title = _("How many of each came? (empty: not counted)")
        self._screen.cmo.push_screen(Form(title, fields, check), given)

    def _ask_what(self) -> None:
        choices = [Choice(id_, title, mark) for id_, (_version, title, mark) in self._laid.items()]
        choices.sort(key=lambda one: one.value != self._version_id)  # what the cursor was on stands first

        def given(values: tuple[str, ...] | None) -> None:
            if values is not None:
                self._waiting = list(values)
                self._ask_outcome()

        question = _("Which wordings were laid before the session?")
        self._screen.cmo.push_screen(PickMany(question, choices, [self._version_id], least=1), given)

    def _ask_outcome(self) -> None:
        if not self._waiting:
            self._write()
            return
        version, title, _mark = self._laid[self._waiting[0]]
        outcomes = tuple((outcome.value, word(outcome)) for outcome in CheckOutcome)
        fields = [
            Field("outcome", _("What was said"), CheckOutcome.RECOGNISED, "choice", outcomes),
            Field("quote", _("In their words (may stay empty)"), kind="lines"),
        ]

        def given(values: Mapping[str, str] | None) -> None:
            if values is not None:
                self._outcomes.append((version, CheckOutcome(values["outcome"]), values["quote"].strip()))
                del self._waiting[0]
                self._ask_outcome()

        self._screen.cmo.push_screen(Form(title, fields), given)

    def _write(self) -> None:
        people = [
            Participants(Group(value[2:]), None, n) if value.startswith("g ") else Participants(None, value[2:], n)
            for value, n in zip(self._there, self._heads, strict=True)
        ]
        kind = self._session["kind"]
        with self._screen.cmo.errors_shown():
            add_member_check(
                self._screen.session.project,
                self._session["session"],
                self._outcomes,
                session_kind=SessionKind(kind) if kind else None,
                date=self._session["date"].strip(),
                participants=people,
            )
            self._screen.show_all()
            self._screen.cmo.tell(_("Member check '{session}' recorded").format(session=self._session["session"]))


def laid_of(snapshot: Snapshot) -> dict[str, tuple[Laid, str, str]]:
    """What can be laid before a session, by id: the version, its title with its words, and a mark. Of elements and
    theories also the earlier wordings (a session is often recorded later); of configurations what is in force."""
    found: dict[str, tuple[Laid, str, str]] = {}
    for element in snapshot.elements.values():
        for version in reversed(snapshot.versions_of_element[element.id]):
            mark = _("in force") if version.in_force else _("earlier wording")
            title = _("Element {nr}, version {version}: {words}")
            found[version.id] = (
                version,
                title.format(nr=element.nr, version=version.nr, words=version.long_label),
                mark,
            )
    for theory in snapshot.theories.values():
        for one in reversed(snapshot.versions_of_theory[theory.id]):
            title = _("Theory '{title}', version {version}: {words}")
            words = title.format(title=theory.title, version=one.nr, words=one.statement)
            found[one.id] = (one, words, _("in force") if one.in_force else _("earlier wording"))
    for configuration in snapshot.configurations.values():
        own = snapshot.version_of(configuration.id)
        title = _("CMO {nr}, version {version}: {words}")
        words = title.format(nr=configuration.number, version=own.nr, words=sentence_in(snapshot, own))
        found[own.id] = (own, words, _("in force"))
    return found
