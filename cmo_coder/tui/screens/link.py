"""Koppelen: a claim beside the configurations that are most like it; one key says what it does to one of them."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.fragments import Stance
from cmo_coder.realist.profiles import slot_order
from cmo_coder.realist.sentences import sentence_in
from cmo_coder.realist.similarity import Likeness, nearest_configurations
from cmo_coder.realist.snapshot import Snapshot, load_snapshot
from cmo_coder.realist.words import word
from cmo_coder.store.claims import link_claim, unlink_claim
from cmo_coder.store.configurations import configuration_from_claim
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import AskText, Choice, Pick
from cmo_coder.tui.widgets.claim_panel import POLARITY_SIGNS

MOST_NEAR = 5


class LinkScreen(StudyScreen):
    """Links claims to configurations."""

    ID = "link"
    TITLE_TEXT = N_("Link claims")
    HELP = N_(
        "Left the claims, those without a configuration first; right the claim in its own words and the five configurations "
        "most like it, with what they share. 1 to 5 chooses one; then s (supports), w (contradicts) or f (refines) links. "
        "n makes a new configuration of the claim."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("link.choose", N_("Choose"), N_("Choose one of the configurations beside the claim"), footer=True),
        Command("link.supports", N_("Supports"), N_("The claim supports the chosen configuration"), footer=True),
        Command(
            "link.contradicts", N_("Contradicts"), N_("The claim contradicts the chosen configuration"), footer=True
        ),
        Command("link.refines", N_("Refines"), N_("The claim refines the chosen configuration"), footer=True),
        Command("link.new", N_("New"), N_("Make a new configuration of the claim"), footer=True),
        Command("link.other", N_("Other"), N_("Choose any configuration by name"), footer=True),
        Command("link.unlink", N_("Take off"), N_("Take the claim off the chosen configuration")),
        Command("link.card", N_("CMO card"), N_("Open the chosen configuration")),
        Command("link.read", N_("To the text"), N_("Read the words of the claim in their transcript"), footer=True),
    )
    DEFAULT_CSS = """
    LinkScreen #claims { width: 38%; border: round $panel; background: $background; height: 1fr; }
    LinkScreen #claims:focus { border: round $primary; }
    LinkScreen #right { width: 1fr; padding: 0 1; }
    LinkScreen #words { height: auto; max-height: 50%; }
    LinkScreen #near { height: 1fr; border-top: solid $panel; }
    LinkScreen #none { padding: 1 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._snapshot: Snapshot | None = None
        self._near: tuple[Likeness, ...] = ()
        self._chosen = 0
        self._last_key = ""
        self._wanted: str | None = None

    def compose_body(self) -> ComposeResult:
        """List, claim, candidates."""
        yield Static(id="none", markup=False)
        with Horizontal(id="desk"):
            yield OptionList(id="claims", markup=False)
            with Vertical(id="right"):
                with VerticalScroll(id="words", can_focus=False):
                    yield Static(id="claim")
                with VerticalScroll(id="near", can_focus=False):
                    yield Static(id="candidates")

    def show_claim(self, claim_id: str) -> None:
        """Go to a claim, from another screen."""
        self._wanted = claim_id
        if self.is_mounted:
            self.show_all()

    def refresh_data(self) -> None:
        """List the claims again; the cursor stays on its claim."""
        with self.session.project.read() as reading:
            self._snapshot = snapshot = load_snapshot(reading)
        claims = self.query_one("#claims", OptionList)
        kept = self._wanted or self.claim_id
        self._wanted = None
        ordered = sorted(
            snapshot.claims.values(), key=lambda one: (bool(snapshot.evidence_of_claim.get(one.id)), one.number)
        )
        self.query_one("#none").display = not ordered
        self.query_one("#desk").display = bool(ordered)
        self.query_one("#none", Static).update(
            _("There are no claims yet. Press F3, open a claim with space and mark the words of its slots.")
        )
        claims.clear_options()
        for claim in ordered:
            claims.add_option(Option(self._line(snapshot, claim.id), id=claim.id))
        ids = [claim.id for claim in ordered]
        if ids:
            claims.highlighted = ids.index(kept) if kept in ids else 0
            if self.focused is None:
                claims.focus()
        self._show()

    def _line(self, snapshot: Snapshot, claim_id: str) -> str:
        claim = snapshot.claims[claim_id]
        links = len(snapshot.evidence_of_claim.get(claim_id, ()))
        labels = [
            snapshot.canonical[slot.canonical_element_id].label
            for slot in snapshot.slots_of_claim.get(claim_id, ())
            if slot.canonical_element_id is not None
        ]
        mark = f"{links}×" if links else "○ "
        return f"{mark} {claim.number} {POLARITY_SIGNS[claim.polarity.value]} {' / '.join(labels)}"

    @property
    def claim_id(self) -> str | None:
        """The claim under the cursor."""
        claims = self.query_one("#claims", OptionList)
        if claims.highlighted is None:
            return None
        return claims.get_option_at_index(claims.highlighted).id

    @on(OptionList.OptionHighlighted, "#claims")
    def _moved(self) -> None:
        self._chosen = 0
        self._show()

    @on(OptionList.OptionSelected, "#claims")
    def _entered(self) -> None:
        self.run_command("link.read")

    def _show(self) -> None:
        snapshot, claim_id = self._snapshot, self.claim_id
        if snapshot is None or claim_id is None or claim_id not in snapshot.claims:
            return
        self._near = nearest_configurations(snapshot, claim_id, MOST_NEAR)
        self.query_one("#claim", Static).update(self._claim(snapshot, claim_id))
        self.query_one("#candidates", Static).update(self._candidates(snapshot, claim_id))
        self.refresh_footer()

    def _claim(self, snapshot: Snapshot, claim_id: str) -> Content:
        claim = snapshot.claims[claim_id]
        respondent = snapshot.respondents.get(claim.respondent_id or "")
        head = " · ".join(
            part
            for part in (
                _("Claim {number}").format(number=claim.number),
                respondent.pseudonym if respondent else "",
                word(claim.polarity),
                word(claim.status),
            )
            if part
        )
        lines = [Content.styled(head, "bold")]
        for role in slot_order(snapshot.study.profile):
            for slot in snapshot.slots_of_claim.get(claim_id, ()):
                if slot.role is not role:
                    continue
                label = snapshot.canonical[slot.canonical_element_id].label if slot.canonical_element_id else "?"
                lines.append(Content.assemble((f"{role.value:<6}", "bold"), label))
                for one in snapshot.words_of_slot.get(slot.id, ()):
                    lines.append(Content.styled(f"      “{snapshot.fragments[one.fragment_id].quote}”", "dim"))
        return Content("\n").join(lines)

    def _candidates(self, snapshot: Snapshot, claim_id: str) -> Content:
        linked = {row.configuration_version_id: row for row in snapshot.evidence_of_claim.get(claim_id, ())}
        lines: list[Content] = []
        if not self._near:
            return Content.styled(_("There are no configurations yet: n makes one of this claim."), "dim")
        for nr, one in enumerate(self._near):
            configuration = snapshot.configurations[one.configuration_id]
            version = snapshot.version_of(configuration.id)
            mark = "▸" if nr == self._chosen else " "
            evidence = linked.get(version.id)
            link = f"  [{word(evidence.stance)}]" if evidence is not None else ""
            head = f"{mark} {nr + 1}  CMO {configuration.number} · {round(one.score * 100)}% · {word(configuration.status)}{link}"
            lines.append(Content.styled(head, "bold" if nr == self._chosen else ""))
            lines.append(Content(f"     {sentence_in(snapshot, version)}"))
            shared = " · ".join(f"{slot.role.value} {', '.join(slot.both)}" for slot in one.slots if slot.both)
            if shared:
                lines.append(Content.styled("     " + _("shared: {labels}").format(labels=shared), "dim"))
            lines.append(Content(""))
        return Content("\n").join(lines)

    # Acts

    def why_not(self, command_id: str) -> str:
        """Why a command cannot be done now."""
        if self.claim_id is None:
            return _("There is no claim here.")
        if command_id in ("link.new", "link.read", "link.other"):
            return "" if command_id != "link.other" or self._near else _("There are no configurations yet.")
        return "" if self._near else _("There are no configurations yet: n makes one of this claim.")

    def on_key(self, event: object) -> None:
        """Remember the digit."""
        self._last_key = getattr(event, "key", "")

    def do_choose(self) -> None:
        """Choose a candidate by its number."""
        number = int(self._last_key or "1")
        if number <= len(self._near):
            self._chosen = number - 1
            self._show()

    def _link(self, stance: Stance, configuration_id: str | None = None) -> None:
        snapshot, claim_id = self._snapshot, self.claim_id
        assert snapshot is not None and claim_id is not None
        configuration_id = configuration_id or self._near[self._chosen].configuration_id
        link_claim(self.session.project, snapshot.claims[claim_id], configuration_id, stance)
        self.cmo.tell(
            _("Claim {number} {stance} CMO {configuration}").format(
                number=snapshot.claims[claim_id].number,
                stance=word(stance),
                configuration=snapshot.configurations[configuration_id].number,
            )
        )
        self.show_all()

    def do_supports(self) -> None:
        """Supports."""
        self._link(Stance.SUPPORTS)

    def do_contradicts(self) -> None:
        """Contradicts."""
        self._link(Stance.CONTRADICTS)

    def do_refines(self) -> None:
        """Refines."""
        self._link(Stance.REFINES)

    def do_new(self) -> None:
        """A new configuration of the claim."""
        snapshot, claim_id = self._snapshot, self.claim_id
        assert snapshot is not None and claim_id is not None

        def named(label: str | None) -> None:
            if label is None:
                return
            with self.cmo.errors_shown():
                made = configuration_from_claim(self.session.project, snapshot.claims[claim_id], label=label.strip())
                self.cmo.tell(_("CMO {number} made").format(number=made.number))
                self.show_all()

        self.cmo.push_screen(AskText(_("Short name of the configuration (may stay empty)")), named)

    def do_other(self) -> None:
        """Any configuration, by name or sentence."""
        snapshot = self._snapshot
        assert snapshot is not None
        choices = [
            Choice(one.id, f"CMO {one.number} {one.label}".strip(), sentence_in(snapshot, snapshot.version_of(one.id)))
            for one in snapshot.configurations.values()
        ]

        def chosen(configuration_id: str | None) -> None:
            if configuration_id is not None:
                from cmo_coder.tui.screens.letters import Letters

                rows = {"s": word(Stance.SUPPORTS), "w": word(Stance.CONTRADICTS), "f": word(Stance.REFINES)}
                stances = {"s": Stance.SUPPORTS, "w": Stance.CONTRADICTS, "f": Stance.REFINES}

                def with_stance(letter: str | None) -> None:
                    if letter is not None:
                        with self.cmo.errors_shown():
                            self._link(stances[letter], configuration_id)

                self.cmo.push_screen(Letters(_("What does the claim do?"), rows), with_stance)

        self.cmo.push_screen(Pick(_("Which configuration?"), choices), chosen)

    def do_unlink(self) -> None:
        """Take the claim off the chosen configuration."""
        snapshot, claim_id = self._snapshot, self.claim_id
        assert snapshot is not None and claim_id is not None
        version = snapshot.version_of(self._near[self._chosen].configuration_id)
        rows = [
            row for row in snapshot.evidence_of_claim.get(claim_id, ()) if row.configuration_version_id == version.id
        ]
        if not rows:
            self.cmo.warn(_("The claim is not linked to this configuration."))
            return
        unlink_claim(self.session.project, rows[0])
        self.show_all()

    def do_card(self) -> None:
        """Open the chosen configuration."""
        from cmo_coder.tui.screens.card import CardScreen

        screen = self.cmo.show("card")
        assert isinstance(screen, CardScreen)
        screen.show_configuration(self._near[self._chosen].configuration_id)

    def do_read(self) -> None:
        """The words of the claim in their transcript."""
        from cmo_coder.tui.screens.read import ReadScreen

        snapshot, claim_id = self._snapshot, self.claim_id
        assert snapshot is not None and claim_id is not None
        found = snapshot.fragments_of_claims([claim_id])
        if not found:
            self.cmo.warn(_("This claim has no words yet."))
            return
        fragment = snapshot.fragments[found[0]]
        screen = self.cmo.show("read")
        assert isinstance(screen, ReadScreen)
        screen.open_document(fragment.document_id, fragment.start, fragment.id)

    def context_text(self) -> str:
        """How many claims wait."""
        if self._snapshot is None:
            return ""
        n = sum(not self._snapshot.evidence_of_claim.get(claim_id) for claim_id in self._snapshot.claims)
        return ngettext("{n} claim without a configuration", "{n} claims without a configuration", n).format(n=n)
