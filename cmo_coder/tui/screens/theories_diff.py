"""Two versions of a programme theory side by side, slot by slot, with the evidence that caused each change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Label, OptionList, Static

from cmo_coder.messages import N_, _
from cmo_coder.messages.dates import day
from cmo_coder.model.theories import ProgrammeTheoryVersion
from cmo_coder.realist.sentences import claim_words
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.theories import SlotChange, TheoryDiff, theory_diff
from cmo_coder.realist.words import word
from cmo_coder.tui.screens.dialogs import Dialog
from cmo_coder.tui.screens.quotes import QuotesDialog, quote_line
from cmo_coder.tui.widgets.line_list import Line, LineList, heading


class TheoryDiffDialog(Dialog[None]):
    """A version and the one before it; left and right go through the versions, enter opens the quotes of a claim."""

    DEFAULT_CSS = """
    TheoryDiffDialog > .dialog { width: 96%; max-width: 150; height: 92%; }
    TheoryDiffDialog .side { width: 1fr; height: auto; padding: 0 1; }
    TheoryDiffDialog #sides { height: auto; max-height: 60%; overflow-y: auto; }
    TheoryDiffDialog #before { border-right: solid $panel; }
    TheoryDiffDialog LineList { height: 1fr; background: $surface; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", show=False, priority=True),
        Binding("right,l", "move(1)", show=False, priority=True),
        Binding("d,q", "leave", show=False),
    ]
    ABOUT = N_("Two versions of the theory beside each other, and why it changed.")
    OWN_KEYS = (
        ("← → h l", N_("other versions")),
        (N_("up down, j k"), N_("another line")),
        ("enter", N_("the quotes behind the line")),
        ("d q", N_("close")),
    )
    ESCAPE = N_("back, without doing anything")

    def __init__(self, snapshot: Snapshot, version: ProgrammeTheoryVersion) -> None:
        super().__init__()
        self._snapshot = snapshot
        self._versions = snapshot.versions_of_theory[version.programme_theory_id]
        self._at = max(1, self._versions.index(version))

    def compose(self) -> ComposeResult:
        """The two versions, and below them what caused the change."""
        with Vertical(classes="dialog"):
            with Horizontal(id="sides"):
                yield Static(id="before", classes="side")
                yield Static(id="after", classes="side")
            yield LineList(id="causes")
            yield Label(_("left and right: other versions · enter: quotes · esc: back"), classes="dim", markup=False)

    def on_mount(self) -> None:
        """Show them."""
        super().on_mount()
        self._show()
        self.query_one(LineList).focus()

    def action_move(self, step: int) -> None:
        """An earlier or later pair of versions."""
        self._at = min(max(1, self._at + step), len(self._versions) - 1)
        self._show()

    def _show(self) -> None:
        diff = theory_diff(self._snapshot, self._versions[self._at - 1], self._versions[self._at])
        self.query_one("#before", Static).update(Content("\n").join(side(self._snapshot, diff, new=False)))
        self.query_one("#after", Static).update(Content("\n").join(side(self._snapshot, diff, new=True)))
        self.query_one(LineList).show(list(cause_lines(self._snapshot, diff)))

    def on_option_list_option_selected(self, _event: OptionList.OptionSelected) -> None:
        """The quotes of a claim."""
        from cmo_coder.tui.app import CmoApp

        line = self.query_one(LineList).line
        assert isinstance(self.app, CmoApp)
        if line is not None and line.fragments:
            QuotesDialog.show(self.app, line.title or line.words, line.fragments)


def side(snapshot: Snapshot, diff: TheoryDiff, *, new: bool) -> Iterator[Content]:
    """One version: its number and facts, its statement, its slots; what only it has is marked."""
    version = diff.after if new else diff.before
    yield Content.styled(_("version {nr}").format(nr=version.nr), "bold $primary")
    yield Content.styled(" · ".join(part for part in (word(version.status), day(version.date)) if part), "dim")
    yield Content(version.statement)
    yield Content("")
    for change in diff.slots:
        yield from _slot(snapshot, change, new=new)
    owners = diff.new if new else diff.gone
    if owners:
        numbers = ", ".join(str(snapshot.configurations[id_].number) for id_ in owners)
        text = _("only here: CMO {numbers}").format(numbers=numbers)
        yield Content.styled(("+ " if new else "− ") + text, "$success" if new else "$error")


def _slot(snapshot: Snapshot, change: SlotChange, *, new: bool) -> Iterator[Content]:
    own = change.new if new else change.gone
    rows = [(id_, "  ", "dim") for id_ in change.kept]
    rows += [(id_, "+ " if new else "− ", "$success" if new else "$error") for id_ in own]
    for nr, (id_, sign, style) in enumerate(rows or [("", "  ", "dim")]):
        label = snapshot.canonical[id_].label if id_ else "·"
        yield Content.assemble((f"{change.role.value if not nr else '':<6}", "bold"), (sign + label, style))


def cause_lines(snapshot: Snapshot, diff: TheoryDiff) -> Iterator[Line]:
    """The reason of the later version, and the claims that caused it with their first words."""
    yield heading("h-why", _("why: {reason}").format(reason=diff.after.reason or "-"))
    if not diff.causes:
        yield Line("none", Content.styled(_("No claim is named as the cause, and no configuration is new."), "dim"))
    for cause in diff.causes:
        claim = snapshot.claims[cause.claim_id]
        name = _("claim {number}").format(number=claim.number)
        how = word(cause.stance) if cause.stance else ""
        how += "" if cause.named else " · " + _("through a configuration that is new here")
        words = snapshot.fragments_of_claims([claim.id])
        text = Content.assemble((name, "bold"), f"  {claim_words(snapshot, claim.id)}  ", (how.strip(" ·"), "dim"))
        yield Line(f"c-{claim.id}", text, fragments=words, title=name)
        for fragment_id in words[:1]:
            yield quote_line(snapshot, fragment_id, id_=f"q-{claim.id}", indent=4)
