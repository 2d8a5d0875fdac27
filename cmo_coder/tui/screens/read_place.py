"""Beside the transcript: the panel with the open claim, the codes at the caret and the codebook, or a strip below."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from textual import events
from textual.content import Content
from textual.timer import Timer

from cmo_coder.messages import _
from cmo_coder.store.coded_spans import CodedSpan, SpanCoding
from cmo_coder.store.counts import codings_per_code
from cmo_coder.tui.screens.read_find import FindActs
from cmo_coder.tui.widgets.claim_panel import ClaimPanel, claim_line
from cmo_coder.tui.widgets.code_tree import CodeTree
from cmo_coder.tui.widgets.steady import Steady

Codings = Sequence[tuple[CodedSpan, Sequence[SpanCoding]]]
"""Spans with those of their codings that are shown."""

FOLLOWS_EVERY = 0.25
"""Seconds between two looks at the codes under a caret that keeps moving: nobody reads them quicker."""
COUNTS_AFTER = 0.5
"""Seconds without a code after which codings are counted again: the next code is not to wait for it."""
WIDE = 110
"""From this width on the panel stands beside the transcript."""


class PlaceShown(FindActs):
    """Shows what there is at the caret."""

    def __init__(self) -> None:
        super().__init__()
        self._panel: bool | None = None
        self._counts: dict[str, int] = {}
        self._counted: tuple[int, str] | None = None
        self._follows: Timer | None = None
        self._followed = 0.0
        self._counts_later: Timer | None = None
        self._place_comes = False
        """Whether the place is shown in the frame after the one that comes now."""

    def _arrange(self) -> None:
        wide = self.app.size.width >= WIDE  # its own width is not known before it is shown for the first time
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
            # After the frame: the words are waited for, the codebook is beside them.
            self.call_after_refresh(self.show_tree)

    def show_tree(self) -> None:
        """The codebook in the panel with the number of codings of each code; counted again where something changed."""
        if not self.is_current:
            return  # it comes when the screen does
        version = self.session.project.state()
        if version != self._counted:
            self._counted = version
            with self.session.project.read() as reading:
                self._counts = codings_per_code(reading)
        self.query_one(CodeTree).show(list(self.codes.values()), self._counts)

    def count_later(self) -> None:
        """Bring the numbers of the codebook up to date when nothing was coded for a moment."""
        if self._counts_later is not None:
            self._counts_later.stop()
        self._counts_later = None
        if self.query_one("#side").display:
            self._counts_later = self.set_timer(COUNTS_AFTER, self.show_tree, name="count")

    def on_resize(self, event: events.Resize) -> None:
        """Wide and narrow terminals are laid out differently."""
        if self.document is not None:
            self._arrange()
            self.show_place()

    @contextmanager
    def words_first(self) -> Iterator[None]:
        """What is done within is seen in the transcript first; what stands beside it follows in the frame after, with
        what caret and selection tell until then.
        """
        self._place_comes = True
        try:
            yield
        finally:
            # Asked for last: a screen that hears this before it hears of rows to be painted would not wait for them.
            self.call_after_refresh(self.show_place)

    def show_place(self) -> None:
        """The claim and the codes at the caret, in the panel or on the strip."""
        self._place_comes = False
        if self.document is None:
            return
        if self.query_one("#side").display:
            self.query_one(ClaimPanel).show(
                self.open_claim, self.slot_order, opened=self.claim_opened, respondent=self.respondent_of_claim()
            )
        self._show_here()

    def follow_caret(self) -> None:
        """The codes at the caret, after it moved: at once, but while it goes on moving only now and then."""
        now = time.monotonic()
        if self._follows is not None or self._place_comes:
            return
        if now - self._followed >= FOLLOWS_EVERY:
            self._show_here()
        else:
            self._follows = self.set_timer(FOLLOWS_EVERY, self._show_here, name="follow")

    def _show_here(self) -> None:
        if self._follows is not None:
            self._follows.stop()
        self._follows, self._followed = None, time.monotonic()
        if self.document is None:
            return
        here = [self.fragments[f.id] for f in self.reader.fragments_at(self.reader.caret) if f.id in self.fragments]
        hidden = self.hidden_coders() if here else set()
        shown = [(span, [one for one in span.codings if (one.coder_id or "") not in hidden]) for span in here]
        if self.said is not None and all(one.id != self.said[0] for _span, codings in shown for one in codings):
            self.said = None  # the caret went on, or the code was taken off
        if self.query_one("#side").display:
            self.query_one("#here", Steady).tell(self._codes_here(shown))
        else:
            lines = [self._claim_here(shown), self._codes_line(shown)]
            self.query_one("#strip", Steady).tell(Content("\n").join(lines))

    def _claim_here(self, here: Codings) -> Content:
        """The first line of the strip."""
        del here
        return claim_line(self.open_claim, self.claim_opened)

    def _codes_here(self, here: Codings) -> Content:
        if not here:
            return Content.styled(_("No code at the caret"), "dim")
        lines = [Content.styled(_("Coded: {what}").format(what=self.said[1]), "bold")] if self.said else []
        focused = self.reader.focused_fragment
        for span, codings in here[:6]:
            mark = "▸ " if focused is not None and focused.id == span.id else "  "
            for coding in codings:
                code = self.codes.get(coding.code_id)
                if code is not None:
                    lines.append(Content.assemble(mark, (f"{code.type.value} ", "bold"), code.name))
                    who = self.coder_name(coding.coder_id) + (" · " + _("suggested") if coding.suggested else "")
                    lines.append(Content.styled(f"    {who}", "dim"))
        return Content("\n").join(lines[:10])

    def _codes_line(self, here: Codings) -> Content:
        codes = [self.codes.get(coding.code_id) for _span, codings in here for coding in codings]
        names = dict.fromkeys(code.name for code in codes if code is not None)
        if not names:
            return Content.styled(_("No code at the caret"), "dim")
        line = Content(_("Codes here: {names}").format(names=", ".join(names)))
        if self.said is None:
            return line
        said = Content.styled(_("Coded: {what}").format(what=self.said[1]), "bold")
        return said if len(names) == 1 else Content(" │ ").join([said, line])
