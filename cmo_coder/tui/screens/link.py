"""Koppelen: a claim beside the configurations that are most like it; one key says what it does to one of them."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.realist.filtering import EVERY_CLAIM, matching_claims
from cmo_coder.realist.similarity import Likeness, candidates
from cmo_coder.tui.analysis import current_snapshot
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.digits import digit_bindings
from cmo_coder.tui.screens.link_acts import LinkActs
from cmo_coder.tui.screens.link_lines import candidate_lines, claim_line, claim_lines, links_of
from cmo_coder.tui.screens.link_texts import LinkTexts
from cmo_coder.tui.screens.quotes import QuotesDialog, read_fragment
from cmo_coder.tui.widgets.line_list import Line, LineList

MOST_NEAR = 5
WIDE = 110
"""From this width on every candidate has its sentence."""


class LinkScreen(LinkActs, LinkTexts):
    """Links claims to configurations."""

    ID = "link"
    TITLE_TEXT = N_("Link claims")
    FILTERED = True
    HELP = N_(
        "Left the claims, those without a configuration first; right the claim in its own words and up to five "
        "configurations that are like it, with what they share and where they differ. 1 to 5 chooses one; then s "
        "(supports), w (contradicts) or f (refines) links. n makes a new configuration of the claim, t chooses any "
        "other by name."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *digit_bindings("choose", MOST_NEAR),
        *commands(
            Command("link.choose", N_("Choose"), N_("Choose one of the configurations beside the claim"), footer=True),
            Command("link.supports", N_("Supports"), N_("The claim supports the chosen configuration"), footer=True),
            Command(
                "link.contradicts", N_("Contradicts"), N_("The claim contradicts the chosen configuration"), footer=True
            ),
            Command("link.refines", N_("Refines"), N_("The claim refines the chosen configuration"), footer=True),
            Command("link.new", N_("New"), N_("Make a new configuration of the claim"), footer=True),
            Command("link.other", N_("Other"), N_("Choose any configuration by name"), footer=True),
            Command("link.version", N_("New version"), N_("Take what the claim adds into the chosen configuration")),
            Command("link.unlink", N_("Take off"), N_("Take the claim off the chosen configuration, or refuse that")),
            Command("link.card", N_("CMO card"), N_("Open the chosen configuration")),
            Command("link.read", N_("To the text"), N_("Read the words of the claim in their transcript"), footer=True),
            Command("link.open", N_("Open"), N_("The quotes or the configuration under the cursor")),
            Command("link.next", N_("Next claim"), N_("Go to the next claim without a configuration")),
        ),
    ]
    DEFAULT_CSS = """
    LinkScreen #claims { width: 36%; height: 1fr; border-right: solid $panel; }
    LinkScreen #right { width: 1fr; }
    LinkScreen #words { height: auto; max-height: 50%; border-bottom: solid $panel; }
    LinkScreen #near { height: 1fr; }
    LinkScreen #none { padding: 1 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: str | None = None
        self._wanted: str | None = None
        self._order: list[str] = []
        self._shown_wide = False

    # What is shown

    def compose_body(self) -> ComposeResult:
        """List, claim, candidates."""
        yield Static(id="none", markup=False)
        with Horizontal(id="desk"):
            yield LineList(id="claims")
            with Vertical(id="right"):
                yield LineList(id="words", classes="-quiet")
                yield LineList(id="near")

    def lines_of(self, name: str) -> LineList:
        """One of the lists: claims, words, near."""
        return self.query_one(f"#{name}", LineList)

    @property
    def wide(self) -> bool:
        """Whether there is room for every sentence."""
        return self.columns >= WIDE

    def on_resize(self, event: events.Resize) -> None:
        """Wide and narrow terminals show more and less."""
        if self.cmo.session is not None and self.is_mounted and self.wide != self._shown_wide:
            self.refresh_data()

    def show_claim(self, claim_id: str) -> None:
        """Go to a claim, from another screen; a filter that hides it is taken off."""
        self._wanted = claim_id
        claims = current_snapshot(self.session.project)
        if claim_id not in matching_claims(claims, self.session.claim_filter):
            self.session.claim_filter = EVERY_CLAIM
        if self.is_mounted:
            self.show_all()

    def on_screen_resume(self) -> None:
        """Claims without a configuration first, as of now; the order then stays while one links."""
        if not self._just_filled:
            self._order = []  # the screen below hears of this by itself, and shows everything

    def refresh_data(self) -> None:
        """List the claims again; the cursor stays on its claim."""
        self.snapshot = snapshot = current_snapshot(self.session.project)
        self._shown_wide = self.wide
        self._sort()
        self.compare_texts()
        self.query_one("#none").display = not self._order
        self.query_one("#desk").display = bool(self._order)
        self.query_one("#none", Static).update(
            _("Nothing matches: {filter}").format(filter=self.filter_text())
            if snapshot.claims
            else _("There are no claims yet. Press F3, open a claim with space and mark the words of its slots.")
        )
        with self.prevent(OptionList.OptionHighlighted):
            self.lines_of("claims").show(
                [claim_line(snapshot, id_, short=not self.wide) for id_ in self._order], self._wanted
            )
            self._wanted = None
            self._show_claim()
        if self._order and (self.focused is None or not self.focused.display):
            self.lines_of("claims").focus()

    def _sort(self) -> None:
        """Claims keep the place they had: what is linked now must not jump away from under the cursor."""
        snapshot = self.snapshot
        shown = matching_claims(snapshot, self.session.claim_filter)
        present = set(self._order)
        new = [id_ for id_ in snapshot.claims if id_ in shown and id_ not in present]
        new.sort(key=lambda id_: (bool(links_of(snapshot, id_)), snapshot.claims[id_].number))
        self._order = [id_ for id_ in self._order if id_ in shown] + new

    @property
    def claim_id(self) -> str | None:
        """The claim under the cursor."""
        line = self.lines_of("claims").line
        return line.id if line is not None else None

    @property
    def configuration_id(self) -> str | None:
        """The chosen configuration: the candidate under the cursor of its list."""
        line = self.lines_of("near").line
        return line.id if line is not None and line.about[0] == "configuration" else None

    def run_command(self, command_id: str) -> None:
        """A command is about what the cursor is on, also where the screen has not shown that yet."""
        self._catch_up()
        super().run_command(command_id)

    @on(OptionList.OptionHighlighted, "#claims")
    def _moved(self) -> None:
        # Whoever holds the key down sees the list move at once; the claim follows when there is time.
        self.call_after_refresh(self._catch_up)

    def _catch_up(self) -> None:
        if self.claim_id != self._shown:
            with self.prevent(OptionList.OptionHighlighted):
                self._show_claim()
            self.refresh_footer()

    @on(OptionList.OptionHighlighted, "#near")
    def _candidate(self) -> None:
        with self.prevent(OptionList.OptionHighlighted):
            self._show_candidates(self.configuration_id)

    def _show_claim(self) -> None:
        """The claim under the cursor; the chosen configuration stays chosen while the claim is the same."""
        claim_id = self.claim_id
        chosen = (self._wanted_configuration or self.configuration_id) if claim_id == self._shown else None
        self._shown, self._wanted_configuration = claim_id, None
        if claim_id is None:
            return
        self._near = self._candidates(claim_id)
        lines = list(claim_lines(self.snapshot, claim_id))
        self.lines_of("words").show(lines, lines[0].id)
        self._show_candidates(chosen)

    def _candidates(self, claim_id: str) -> tuple[Likeness, ...]:
        refused = self.refused_for_claim(claim_id)
        return candidates(self.snapshot, claim_id, MOST_NEAR, self.texts_like(claim_id), refused)

    def _show_candidates(self, chosen: str | None) -> None:
        if self._shown is None:
            return
        ids = [one.configuration_id for one in self._near]
        if chosen not in ids:
            chosen = ids[0] if ids else None
        texts = self.text_lines(self._shown, [chosen] if chosen is not None else [])
        lines = list(candidate_lines(self.snapshot, self._shown, self._near, chosen, texts, short=not self.wide))
        if not lines:
            lines = [Line("none", Content.styled(self._none_like(), "dim"), heading=True)]
        self.lines_of("near").show(lines, chosen)

    def _none_like(self) -> str:
        if self.snapshot.configurations:
            return _("No configuration is like this claim: n makes a new one of it, t chooses one by name.")
        return _("There are no configurations yet: n makes one of this claim.")

    def texts_compared(self) -> None:
        """What was compared in the meantime stands beside the candidates; their order stays under the cursor."""
        if self._shown is not None:
            if not self._near:  # perhaps there is one that is alike by its quotes
                self._near = self._candidates(self._shown)
            with self.prevent(OptionList.OptionHighlighted):
                self._show_candidates(self.configuration_id)

    def context_text(self) -> str:
        """How many claims wait."""
        n = sum(not links_of(self.snapshot, id_) for id_ in self.snapshot.claims)
        return ngettext("{n} claim without a configuration", "{n} claims without a configuration", n).format(n=n)

    # Moving

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_list.id == "claims":
            self.lines_of("near" if self._near else "words").focus()
        else:
            self.run_command("link.open")

    def do_open(self) -> None:
        """What lies behind the line under the cursor."""
        line = self.focused.line if isinstance(self.focused, LineList) else None
        if line is None:
            return
        if line.about[0] == "configuration":
            self.do_card()
        elif line.about[0] == "fragment":
            read_fragment(self.cmo, self.snapshot.fragments[line.about[1]])
        else:
            QuotesDialog.show(self.cmo, line.title or line.words, line.fragments)

    def do_next(self) -> None:
        """The next claim that is linked to nothing."""
        at = self._order.index(self.claim_id) if self.claim_id in self._order else -1
        waiting = [id_ for id_ in self._order[at + 1 :] + self._order[: at + 1] if not links_of(self.snapshot, id_)]
        if not waiting:
            self.cmo.tell(_("Every claim is linked."))
            return
        self.lines_of("claims").go_to(waiting[0])
        self.lines_of("claims").focus()

    def action_choose(self, number: int) -> None:
        """Choose a candidate by its number."""
        self._catch_up()
        if number <= len(self._near):
            self.lines_of("near").go_to(self._near[number - 1].configuration_id)

    def do_choose(self) -> None:
        """Without a number: the next candidate."""
        ids = [one.configuration_id for one in self._near]
        at = ids.index(self.configuration_id) if self.configuration_id in ids else -1
        self.action_choose((at + 1) % len(ids) + 1)

    def do_card(self) -> None:
        """Open the chosen configuration."""
        from cmo_coder.tui.screens.card import CardScreen

        configuration_id = self.configuration_id
        assert configuration_id is not None
        screen = self.cmo.show("card")
        assert isinstance(screen, CardScreen)
        screen.show_configuration(configuration_id)

    def do_read(self) -> None:
        """The words of the claim in their transcript."""
        claim_id = self.claim_id
        assert claim_id is not None
        found = self.snapshot.fragments_of_claims([claim_id])
        if not found:
            self.cmo.warn(_("This claim has no words yet."))
            return
        read_fragment(self.cmo, self.snapshot.fragments[found[0]])

    def why_not(self, command_id: str) -> str:
        """Why a command cannot be done now."""
        if self.claim_id is None:
            return _("There is no claim here.")
        if command_id in ("link.new", "link.read", "link.open", "link.next") or self._near:
            return ""
        if command_id == "link.other" and self.snapshot.configurations:
            return ""
        return self._none_like()
