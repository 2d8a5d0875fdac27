"""CMO-kaart: one configuration with its sentence, the quotes under each slot, and the evidence for and against it."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.configurations import Configuration
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.filtering import matching_configurations
from cmo_coder.realist.sentences import sentence_in
from cmo_coder.realist.words import word
from cmo_coder.store.memos import decisions_on, memos_on
from cmo_coder.tui.analysis import current_snapshot
from cmo_coder.tui.screens.card_alike import CardAlike
from cmo_coder.tui.screens.card_commands import CARD_COMMANDS
from cmo_coder.tui.screens.card_groups import SORTS, grouped
from cmo_coder.tui.screens.card_lines import STATUS_SIGNS, evidence_lines, head_lines, name_of, slot_lines
from cmo_coder.tui.screens.card_more import more_lines
from cmo_coder.tui.screens.dialogs import AskText, Choice, rank
from cmo_coder.tui.screens.quotes import QuotesDialog, read_fragment
from cmo_coder.tui.widgets.line_list import Line, LineList, heading

WIDE = 120
"""From this width on slots and evidence stand beside each other."""


class CardScreen(CardAlike):
    """One configuration, whole."""

    ID = "card"
    TITLE_TEXT = N_("CMO card")
    FILTERED = True
    HELP = N_(
        "Left every configuration, right the chosen one: its sentence, the quotes under each slot, what supports and "
        "what contradicts it, case by case. Move onto any line with tab and the arrows: enter shows the quotes behind "
        "it, enter again the transcript, escape leads back to the same line. s, w and f link another claim; e changes "
        "the slots."
    )
    BINDINGS: ClassVar[list[BindingType]] = CARD_COMMANDS
    DEFAULT_CSS = """
    CardScreen #list { width: 30; height: 1fr; border-right: solid $panel; }
    CardScreen.-wide #list { width: 38; }
    CardScreen #right { width: 1fr; }
    CardScreen #head { height: 9; max-height: 40%; border-bottom: solid $panel; }
    CardScreen #slots { width: 1fr; height: 1fr; }
    CardScreen #evidence { width: 1fr; height: 1fr; border-left: solid $panel; }
    CardScreen #none { padding: 1 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sort = SORTS[0]
        self._filter = ""
        self._shown_for = (False, 0)
        """Whether it was wide, and the cells of a line of the list, when the card was shown last."""

    # What is shown

    def compose_body(self) -> ComposeResult:
        """The list, the head, slots and evidence."""
        yield Static(id="none", markup=False)
        with Horizontal(id="desk"):
            yield LineList(id="list")
            with Vertical(id="right"):
                yield LineList(id="head", classes="-quiet")
                with Horizontal():
                    yield LineList(id="slots", classes="-quiet")
                    yield LineList(id="evidence", classes="-quiet")

    def lines_of(self, name: str) -> LineList:
        """One of the lists: list, head, slots, evidence."""
        return self.query_one(f"#{name}", LineList)

    @property
    def wide(self) -> bool:
        """Whether slots and evidence stand beside each other."""
        return self.columns >= WIDE

    def show_configuration(self, configuration_id: str) -> None:
        """Show a configuration, from another screen too."""
        self.configuration_id = configuration_id
        self._filter = ""
        if self.is_mounted:
            self.show_all()
            self.lines_of("list").go_to(configuration_id)

    def refresh_data(self) -> None:
        """List the configurations again and show the chosen one as it is now."""
        self.snapshot = snapshot = current_snapshot(self.session.project)
        found = self._found()
        if self.configuration_id not in snapshot.configurations:
            self.configuration_id = found[0].id if found else next(iter(snapshot.configurations), None)
        if self.configuration is not None and self.configuration not in found:
            found.append(self.configuration)  # what is shown stays in the list, whatever the filter says
        present = bool(snapshot.configurations)
        self.query_one("#none").display = not present
        self.query_one("#desk").display = present
        if not present:
            self.query_one("#none", Static).update(
                _(
                    "There are no configurations yet.\n\n  F4  put claims beside each other and make the first with n\n"
                    "  n   write one down from theory; it stays provisional until claims support it"
                )
            )
            return
        self.set_class(self.wide, "-wide")
        self._shown_for = (self.wide, self._list_width)
        self._show_list(found)
        self._show_card()
        if self.focused is None or not self.focused.display:
            self.lines_of("list").focus()

    def _show_list(self, found: list[Configuration]) -> None:
        lines: list[Line] = []
        if self._filter:
            lines.append(heading("filter", _("filter: {words} ({n})").format(words=self._filter, n=len(found))))
        for title, group in grouped(self.snapshot, found, self._sort):
            if title:
                lines.append(heading(f"h-{title}", title))
            lines += [self._list_line(configuration) for configuration in group]
        ids = {line.id for line in lines}
        at = self.configuration_id if self.configuration_id in ids else None
        with self.prevent(OptionList.OptionHighlighted):
            self.lines_of("list").show(lines, at)

    @property
    def _list_width(self) -> int:
        # Before it was laid out: as the styles say, without the border.
        return self.lines_of("list").size.width or (37 if self.wide else 29)

    def _list_line(self, configuration: Configuration) -> Line:
        snapshot = self.snapshot
        width = self._shown_for[1]
        sign = "!" if configuration.negative_case else STATUS_SIGNS[configuration.status]
        rows = snapshot.evidence_of_version.get(snapshot.version_of(configuration.id).id, ())
        plus = sum(row.stance is Stance.SUPPORTS for row in rows)
        minus = sum(row.stance is Stance.CONTRADICTS for row in rows)
        counts = "" if not self.wide else f" {plus}−{minus}" if minus else f" {plus}"
        room = max(6, width - 11 - len(counts))
        name = name_of(snapshot, configuration)
        name = name if len(name) <= room else name[: room - 1] + "…"
        return _list_line(configuration.id, configuration.number, f"{sign} {name}", counts)

    def _found(self) -> list[Configuration]:
        snapshot = self.snapshot
        meant = matching_configurations(snapshot, self.session.claim_filter)
        if not self._filter:
            return list(meant)
        choices = [
            Choice(
                one.id,
                f"CMO {one.number} {one.label}".strip(),
                also=(
                    sentence_in(snapshot, snapshot.version_of(one.id)),
                    word(one.status),
                    *(slot.label for slot in self._labels(one.id)),
                ),
            )
            for one in meant
        ]
        return [snapshot.configurations[choice.value] for choice in rank(self._filter, choices)]

    def _show_card(self) -> None:
        configuration = self.configuration
        assert configuration is not None
        snapshot = self.snapshot
        version = snapshot.version_of(configuration.id)
        head = list(head_lines(snapshot, configuration, version))
        slots = self.meant(slot_lines(snapshot, version))
        evidence = self.meant(evidence_lines(snapshot, version))
        memos = memos_on(self.session.project, "configuration", configuration.id)
        decisions = decisions_on(self.session.project, "configuration", configuration.id)
        evidence += more_lines(snapshot, configuration, memos, decisions)
        wide = self.wide
        self.query_one("#head").display = wide
        self.query_one("#evidence").display = wide
        new = configuration.id != self._shown
        self._shown = configuration.id
        if wide:
            parts = {"head": head, "slots": slots, "evidence": evidence}
        else:
            gap = [heading("b-slots", " "), heading("h-slots", _("Slots")), *slots, heading("b-evidence", " ")]
            parts = {"slots": [*head, *gap, *evidence]}
        with self.prevent(OptionList.OptionHighlighted):
            for name, lines in parts.items():
                self.lines_of(name).show(lines, lines[0].id if new and lines else None)

    def on_resize(self, event: events.Resize) -> None:
        """Wide and narrow terminals are laid out differently."""
        if self.cmo.session is not None and self.is_mounted and (self.wide, self._list_width) != self._shown_for:
            self.refresh_data()

    def context_text(self) -> str:
        """How many, and in which order."""
        n = len(self.snapshot.configurations)
        shown = len(matching_configurations(self.snapshot, self.session.claim_filter))
        text = ngettext("{n} configuration", "{n} configurations", n).format(n=n if shown == n else f"{shown}/{n}")
        if self._sort != SORTS[0]:
            text += " " + {"status": _("by status"), "element": _("by element")}[self._sort]
        return text

    # Moving

    @on(OptionList.OptionHighlighted, "#list")
    def _moved(self) -> None:
        # Whoever holds the key down sees the list move at once; the card follows when there is time.
        self.call_after_refresh(self._catch_up)

    def run_command(self, command_id: str) -> None:
        """A command is about what the cursor is on, also where the screen has not shown that yet."""
        self._catch_up()
        super().run_command(command_id)

    def _catch_up(self) -> None:
        line = self.lines_of("list").line
        if line is not None and line.id in self.snapshot.configurations and line.id != self._shown:
            self.configuration_id = line.id
            self._show_card()
            self.refresh_footer()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_list.id == "list":
            self.lines_of("slots").focus()
        else:
            self.run_command("card.open")

    def do_open(self) -> None:
        """What lies behind the line: quotes, a transcript, another configuration, an element, a difference."""
        line = self.line
        if line is None:
            return
        table, id_ = line.about
        if table == "fragment":
            read_fragment(self.cmo, self.snapshot.fragments[id_])
        elif table == "configuration_relation":
            relation = next(one for one in self.snapshot.relations if one.id == id_)
            other = relation.to_id if relation.from_id == self.configuration_id else relation.from_id
            self.show_configuration(other)
        elif table == "effective_element":
            from cmo_coder.tui.screens.elements import ElementsScreen

            screen = self.cmo.show("elements")
            assert isinstance(screen, ElementsScreen)
            screen.show_element(id_)
        elif table == "configuration_version":
            self.do_diff()
        elif table == "memo":
            self.do_memo()
        else:
            QuotesDialog.show(self.cmo, line.title or line.words[:60], line.fragments)

    def do_read(self) -> None:
        """To the first words behind the line."""
        line = self.line
        if line is None or not line.fragments:
            self.cmo.tell(_("There are no quotes behind this."))
            return
        read_fragment(self.cmo, self.snapshot.fragments[line.fragments[0]])

    def do_filter(self) -> None:
        """Show only some."""

        def given(words: str | None) -> None:
            if words is not None:
                self._filter = words.strip()
                found = self._found()
                if not found:
                    self._filter = ""
                    self.cmo.tell(_("No configuration has these words."))
                elif self.configuration_id not in {one.id for one in found}:
                    self.configuration_id = found[0].id
                self.show_all()
                self.lines_of("list").focus()

        question = _("Show configurations with these words (label, sentence, slots, status); empty shows all")
        self.cmo.push_screen(AskText(question, self._filter, passing=True), given)

    def do_sort(self) -> None:
        """The next order."""
        self._sort = SORTS[(SORTS.index(self._sort) + 1) % len(SORTS)]
        self.show_all()


@lru_cache(maxsize=4_000)
def _list_line(configuration_id: str, number: int, text: str, counts: str) -> Line:
    """A configuration in the list; most lines are the same from one change to the next."""
    words = Content.assemble(text, (counts, "dim"))
    return Line(configuration_id, words, lead=Content.styled(f"{number:>3} ", "bold"), indent=4)
