"""Tegenspraak: what speaks against what, which context differs, and the protocol for it, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from cmo_coder.messages import N_, _
from cmo_coder.realist.contradiction import Contradiction, contradictions
from cmo_coder.realist.protocol import proposed_contexts
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.store import contradictions as acts
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.contradictions_lines import (
    claim_line,
    contradiction_lines,
    key_of,
    mixed_lines,
    omkering_lines,
    open_lines,
    search_lines,
)
from cmo_coder.tui.screens.dialogs import AskText, Choice, Field, Form, Pick
from cmo_coder.tui.screens.quotes import quote_line
from cmo_coder.tui.screens.search_log import ask_search
from cmo_coder.tui.screens.two_lists import TwoListScreen
from cmo_coder.tui.widgets.line_list import Line, heading


class ContradictionsScreen(TwoListScreen):
    """What speaks against what."""

    ID = "contradictions"
    TITLE_TEXT = N_("Contradictions")
    TABLE = "waar_werkt_het_niet"
    FILTERED = True
    EMPTY = N_(
        "Nothing speaks against anything, and nothing lies open.\n\nThat is worth a doubt: search for negative cases "
        "(L on the CMO card or the element board), and log what you looked for."
    )
    HELP = N_(
        "Left what speaks against what and what lies open; right the two sides with their quotes, and where the "
        "protocol stands. c shows which context differs, with the counts behind it. b gives each side its own "
        "context, o leaves it open: contested, with a question for the next round. L logs a search for negative cases."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command(
            "contradictions.counts", N_("Which differs?"), N_("Every fact with its counts on both sides"), footer=True
        ),
        Command("contradictions.context", N_("Own context"), N_("Step b: give each side its own context"), footer=True),
        Command("contradictions.leave", N_("Leave open"), N_("Step c: contested, with a question"), footer=True),
        Command("contradictions.search", N_("Log search"), N_("Log a search for negative cases"), footer=True),
        Command("contradictions.condition", N_("Condition"), N_("Say where an element does not work"), footer=True),
        Command("contradictions.filter", N_("Filter"), N_("Show only what has some words")),
        Command("contradictions.write", N_("Write"), N_("Write 'Where does it not work?' to a file")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._counts = False
        self._found: tuple[Snapshot, dict[str, Contradiction]] | None = None

    def left_lines(self) -> Sequence[Line]:
        """What speaks against what, and what lies open."""
        return list(open_lines(self.snapshot))

    def right_lines(self, line: Line | None) -> Sequence[Line]:
        """Both sides, or what a line is about."""
        kind, id_ = line.about if line is not None else ("", "")
        snapshot = self.snapshot
        if self.contradiction is not None:
            return list(contradiction_lines(snapshot, self.contradiction, counts=self._counts))
        if kind == "mixed":
            return list(mixed_lines(snapshot, id_))
        if kind == "negative_search":
            return [one for row in snapshot.negative_searches if row.id == id_ for one in search_lines(snapshot, row)]
        if kind == "omkering":
            return list(omkering_lines(snapshot, snapshot.omkeringen[id_]))
        if kind == "claim":
            quotes = (quote_line(snapshot, one, indent=2) for one in snapshot.fragments_of_claims([id_]))
            return [heading("title", _("Linked to no configuration")), claim_line(snapshot, id_), *quotes]
        if kind in ("configuration", "effective_element") and line is not None:
            return [heading("title", line.words), *self._behind(kind, id_)]
        return []

    def _behind(self, kind: str, id_: str) -> list[Line]:
        """The claims for and against a configuration or an element."""
        snapshot = self.snapshot
        versions = (
            [snapshot.version_of(id_)]
            if kind == "configuration"
            else snapshot.configurations_behind(snapshot.element_version_of(id_).id)
        )
        claims = dict.fromkeys(row.claim_id for one in versions for row in snapshot.evidence_of_version.get(one.id, ()))
        return [claim_line(snapshot, claim_id) for claim_id in claims]

    @property
    def contradiction(self) -> Contradiction | None:
        """The contradiction under the cursor."""
        kind, id_ = self.about
        if kind != "contradiction":
            return None
        kept = self._found
        if kept is None or kept[0] is not self.snapshot:
            kept = (self.snapshot, {key_of(one): one for one in contradictions(self.snapshot)})
            self._found = kept
        return kept[1].get(id_)

    def why_not(self, command_id: str) -> str:
        """The protocol needs a contradiction, a condition an element, a search something to search for."""
        if command_id in ("contradictions.counts", "contradictions.context", "contradictions.leave"):
            return "" if self.contradiction is not None else _("Put the cursor on a contradiction first.")
        if command_id == "contradictions.condition" and not self.snapshot.elements:
            return _("There is no element yet (F6).")
        if command_id == "contradictions.search" and not (self.snapshot.configurations or self.snapshot.elements):
            return _("There is nothing yet to search negative cases of.")
        return ""

    def do_counts(self) -> None:
        """Counts or only what separates."""
        self._counts = not self._counts
        self.show_right()

    def do_context(self) -> None:
        """Words for the context of each side, proposed from what separates them."""
        one = self.contradiction
        assert one is not None
        proposed = proposed_contexts(self.snapshot, one)
        numbers = [
            ", ".join(str(self.snapshot.configurations[id_].number) for id_ in side.configurations)
            for side in one.sides
        ]
        fields = [
            Field(
                f"s{nr}",
                _("Context of side {nr} (CMO {numbers})").format(nr=nr + 1, numbers=own),
                proposed[nr],
                needed=True,
            )
            for nr, own in enumerate(numbers)
        ]
        fields.append(Field("reason", _("Why does this separate them?"), needed=True))
        sides = [[self.snapshot.configurations[id_] for id_ in side.configurations] for side in one.sides]

        def save(values: Mapping[str, str]) -> None:
            contexts = [(values[f"s{nr}"], own) for nr, own in enumerate(sides)]
            acts.give_own_context(self.session.project, contexts, values["reason"])

        self.cmo.push_screen(Form(_("Each side its own context"), fields, save), self._saved)

    def do_leave(self) -> None:
        """A question for the next round, and why nothing separates."""
        one = self.contradiction
        assert one is not None
        configurations = [self.snapshot.configurations[id_] for side in one.sides for id_ in side.configurations]
        project = self.session.project

        def save(values: Mapping[str, str]) -> None:
            acts.leave_open(project, configurations, values["question"], values["reason"])

        fields = [
            Field("question", _("What should the next round find out?"), kind="lines", needed=True),
            Field("reason", _("Why is the context unknown?"), needed=True),
        ]
        self.cmo.push_screen(Form(_("Contested, context unknown"), fields, save), self._saved)

    def do_condition(self) -> None:
        """Of the element under the cursor, or one that is chosen."""
        kind, id_ = self.about
        if kind == "effective_element":
            self._ask_condition(id_)
            return
        snapshot = self.snapshot
        choices = [
            Choice(one.id, f"{one.nr}. {snapshot.element_version_of(one.id).long_label}")
            for one in snapshot.current_elements()
        ]

        def chosen(value: str | None) -> None:
            if value is not None:
                self._ask_condition(value)

        self.cmo.push_screen(Pick(_("Which element?"), choices), chosen)

    def _ask_condition(self, element_id: str) -> None:
        element = self.snapshot.elements[element_id]
        present = self.snapshot.element_version_of(element_id).condition

        def given(words: str | None) -> None:
            if words is not None:
                acts.set_condition(self.session.project, element, words)
                self.show_all()

        self.cmo.push_screen(AskText(_("Does not work when ... (empty: no condition)"), present), given)

    def do_search(self) -> None:
        """A search with its query, date and result."""
        snapshot = self.snapshot
        elements = [
            (f"e:{one.id}", f"{one.nr}. {snapshot.element_version_of(one.id).long_label}")
            for one in snapshot.current_elements()
        ]
        numbers = [(f"c:{one.id}", f"CMO {one.number}") for one in snapshot.configurations.values()]
        kind, id_ = self.about
        first = (elements or numbers)[0][0]
        if self.contradiction is not None:  # what is looked for is mostly what stands under the cursor
            first = next((f"c:{one}" for side in self.contradiction.sides for one in side.configurations), first)
        own = {"configuration": f"c:{id_}", "effective_element": f"e:{id_}"}.get(kind, first)
        choices = tuple(elements + numbers)
        ask_search(self.cmo, _("Search for negative cases"), own, self.show_all, choices=choices)

    def _saved(self, _values: object) -> None:
        self.show_all()
