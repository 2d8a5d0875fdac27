"""Beside the transcript: the panel with the open claim, the codes at the caret and the codebook, or a strip below."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Static

from cmo_coder.messages import _
from cmo_coder.store.counts import codings_per_code
from cmo_coder.store.fragments import CodedFragment
from cmo_coder.tui.screens.read_find import FindActs
from cmo_coder.tui.widgets.claim_panel import ClaimPanel, claim_line
from cmo_coder.tui.widgets.code_tree import CodeTree

WIDE = 110
"""From this width on the panel stands beside the transcript."""


class PlaceShown(FindActs):
    """Shows what there is at the caret."""

    def __init__(self) -> None:
        super().__init__()
        self._panel: bool | None = None

    def _arrange(self) -> None:
        wide = self.size.width >= WIDE
        side = self.query_one("#side")
        side.display = wide if self._panel is None else self._panel
        if not wide and side.display:
            side.styles.width = "100%"
            self.reader.display = False
        else:
            side.styles.width = 40
            self.reader.display = True
        self.query_one("#strip").display = not side.display
        if side.display:
            with self.session.project.read() as reading:
                counts = codings_per_code(reading)
            self.query_one(CodeTree).show(list(self.codes.values()), counts)

    def on_resize(self, event: events.Resize) -> None:
        """Wide and narrow terminals are laid out differently."""
        if self.document is not None:
            self._arrange()
            self.show_place()

    def show_place(self) -> None:
        """The claim and the codes at the caret, in the panel or on the strip."""
        if self.document is None:
            return
        here = [self.fragments[f.id] for f in self.reader.fragments_at(self.reader.caret) if f.id in self.fragments]
        if self.query_one("#side").display:
            self.query_one(ClaimPanel).show(
                self.open_claim, self.slot_order, opened=self.claim_opened, respondent=self.respondent_of_claim()
            )
            self.query_one("#here", Static).update(self._codes_here(here))
        else:
            line = claim_line(self.open_claim, self.claim_opened)
            self.query_one("#strip", Static).update(Content("\n").join([line, self._codes_line(here)]))

    def _codes_here(self, here: list[CodedFragment]) -> Content:
        if not here:
            return Content.styled(_("No code at the caret"), "dim")
        lines: list[Content] = []
        for one in here[:6]:
            focused = self.reader.focused_fragment
            mark = "▸ " if focused is not None and focused.id == one.fragment.id else "  "
            for coding in one.codings:
                code = self.codes.get(coding.code_id)
                if code is not None and (coding.coder_id or "") not in self.hidden_coders():
                    lines.append(Content.assemble(mark, (f"{code.type.value} ", "bold"), code.name))
                    lines.append(Content.styled(f"    {self.coder_name(coding.coder_id)}", "dim"))
        return Content("\n").join(lines[:10])

    def _codes_line(self, here: list[CodedFragment]) -> Content:
        names = [
            self.codes[coding.code_id].name
            for one in here
            for coding in one.codings
            if coding.code_id in self.codes and (coding.coder_id or "") not in self.hidden_coders()
        ]
        text = (
            _("Codes here: {names}").format(names=", ".join(dict.fromkeys(names)))
            if names
            else _("No code at the caret")
        )
        return Content.styled(text, "" if names else "dim")
