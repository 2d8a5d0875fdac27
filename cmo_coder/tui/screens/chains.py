"""Ripple chains drawn in the terminal: signs, how each link is known, loops, falling status."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList

from cmo_coder.messages import N_, _
from cmo_coder.model.canonical import Role
from cmo_coder.model.claims import EpistemicStatus
from cmo_coder.realist.directions import sign_of
from cmo_coder.realist.profiles import shows_actor, slot_order
from cmo_coder.realist.ripples import Chain, Link, ripple_chains
from cmo_coder.realist.sentences import actor_of
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.tui.screens.dialogs import Dialog
from cmo_coder.tui.widgets.line_list import Line, LineList, blank, heading

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp

WIDEST = 100
"""Cells that a box takes where there is room."""
_RULES = {
    EpistemicStatus.EXPERIENCED: "─",
    EpistemicStatus.OBSERVED: "─",
    EpistemicStatus.HEARSAY: "╌",
    EpistemicStatus.EXPECTED: "╌",
    EpistemicStatus.HOPED: "┈",
}


class ChainsDialog(Dialog[str]):
    """The chains of the study, those of one configuration first; gives the configuration that was chosen."""

    DEFAULT_CSS = """
    ChainsDialog > .dialog { width: 96%; max-width: 120; height: 92%; }
    ChainsDialog LineList { height: 1fr; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("w", "write", show=False)]
    OWN_KEYS = (
        (N_("up down, j k"), N_("another line")),
        ("enter", N_("open the CMO under the cursor")),
        ("w", N_("write the drawing of the chains to a file (SVG)")),
    )
    ESCAPE = N_("back, without doing anything")

    def __init__(self, snapshot: Snapshot, configuration_id: str | None = None) -> None:
        super().__init__()
        self._snapshot = snapshot
        self._first = configuration_id

    def compose(self) -> ComposeResult:
        """The drawing, and what to press."""
        with Vertical(classes="dialog"):
            yield LineList(id="chains")
            yield Label(_("enter: open the CMO · w: write the drawing (SVG) · esc: back"), classes="dim", markup=False)

    def on_mount(self) -> None:
        """Draw."""
        super().on_mount()
        chains = sorted(
            ripple_chains(self._snapshot),
            key=lambda chain: all(link.configuration_id != self._first for link in chain.links),
        )
        # What the frame of the dialog and the scrollbar leave of the screen.
        width = min(WIDEST, max(30, self.app.size.width * 96 // 100 - 10))
        listed = self.query_one(LineList)
        listed.show(
            [line for nr, chain in enumerate(chains, 1) for line in chain_lines(self._snapshot, chain, nr, width)]
        )
        listed.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        line = self.query_one(LineList).line
        if line is not None and line.about[0] == "configuration":
            self.dismiss(line.about[1])

    def action_write(self) -> None:
        """The drawing as an SVG file."""
        from cmo_coder.export.chains import write_chains
        from cmo_coder.tui.app import CmoApp
        from cmo_coder.tui.screens.writing import ask_and_write

        assert isinstance(self.app, CmoApp)
        snapshot, app = self._snapshot, self.app
        language = app.settings.export_language or snapshot.study.language

        def write(path: Path, overwrite: bool) -> Path:
            return write_chains(snapshot, path, language, overwrite=overwrite)

        ask_and_write(app, _("File for the drawing of the ripple chains (SVG)"), _("ripples") + ".svg", write)


def show_chains(app: CmoApp, snapshot: Snapshot, configuration_id: str | None) -> None:
    """Show the chains, or say that there are none."""
    if not ripple_chains(snapshot):
        app.tell(_("There are no ripples yet: relate two configurations as a ripple (r on the CMO card)."))
        return

    def chosen(id_: str | None) -> None:
        if id_ is not None:
            from cmo_coder.tui.screens.card import CardScreen

            screen = app.show("card")
            assert isinstance(screen, CardScreen)
            screen.show_configuration(id_)

    app.push_screen(ChainsDialog(snapshot, configuration_id), chosen)


def chain_lines(snapshot: Snapshot, chain: Chain, nr: int, width: int = WIDEST) -> Iterator[Line]:
    """One chain from its beginning down: a box of `width` cells a link, the element that carries it between two.

    The line of a box says how the link is known (full: seen; dashed: expected; dotted: hoped), as the SVG does.
    """
    title = _("Ripple {nr}").format(nr=nr)
    if chain.falls:
        ends = (word(chain.links[0].firmest), word(chain.links[-1].firmest))
        title += " · " + _("the ground gets softer: from {first} to {last}").format(first=ends[0], last=ends[1])
    yield heading(f"h-{nr}", title)
    for place, link in enumerate(chain.links):
        if place:
            softer = f"  ↘ {word(link.firmest)}" if chain.softer_at(place) else ""
            yield heading(f"a-{nr}-{place}", f"   │{softer}\n   ▼  {_carried(snapshot, link)}")
        yield _link_line(snapshot, link, f"l-{nr}-{place}", width)
    if chain.loop_to is not None:
        back = snapshot.configurations[chain.links[chain.loop_to].configuration_id].number
        yield heading(f"loop-{nr}", "   ↺  " + _("(loop: back to {number})").format(number=back))
    yield blank(f"b-{nr}")


def _carried(snapshot: Snapshot, link: Link) -> str:
    if link.shared_id is None:
        return ""
    element = snapshot.canonical[link.shared_id]
    sign = f" ({word(element.direction)})" if element.direction is not None else ""
    return element.label + sign


def _link_line(snapshot: Snapshot, link: Link, id_: str, width: int) -> Line:
    configuration = snapshot.configurations[link.configuration_id]
    version = snapshot.version_of(link.configuration_id)
    known = ", ".join(f"{word(status)} {len(claims)}" for status, claims in link.statuses) or _("not determined")
    sign = sign_of(snapshot, version.id).value
    head = f"CMO {configuration.number}" + (f" ({sign})" if sign else "")
    rows = []
    for role in slot_order(snapshot.study.profile):
        if role is Role.M_RED and shows_actor(snapshot.study.profile):
            actor = actor_of(snapshot, version)
            rows += _wrapped(f"A: {actor.name}", width - 4) if actor is not None else []
        labels = "; ".join(element.label for element in snapshot.slots(version.id, role))
        if labels:
            rows += _wrapped(f"{role.value}: {labels}", width - 4)
    text = _box(head, known, rows, width, _RULES.get(link.firmest, "┈") if link.firmest is not None else "┈")
    return Line(id_, text, about=("configuration", configuration.id))


def _wrapped(words: str, width: int) -> list[str]:
    """Lines of at most `width` cells; those after the first are indented."""
    lines, line = [], ""
    for one in words.split():
        if line and cell_len(f"{line} {one}") > width:
            lines.append(line)
            line = f"   {one}"
        else:
            line = f"{line} {one}" if line else one
    return [*lines, line]


def _box(head: str, known: str, rows: list[str], width: int, rule: str) -> Content:
    """A box with its head and how it is known in the upper border."""
    space = width - 8 - cell_len(head) - cell_len(known)
    top = (f"╭{rule} ", (head, "bold"), f" {rule * max(1, space)} ", (known, "$accent"), f" {rule}╮")
    side = "│" if rule == "─" else "┆"
    inside = [f"\n{side} {set_cell_size(row, width - 4)} {side}" for row in rows]
    return Content.assemble(*top, *inside, f"\n╰{rule * (width - 2)}╯")
