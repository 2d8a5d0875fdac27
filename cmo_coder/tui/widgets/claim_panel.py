"""The claim builder: the open claim with its slots in the order of the study's profile, and the codes at the caret."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from enum import StrEnum

from textual.content import Content

from cmo_coder.messages import _
from cmo_coder.model.canonical import Role
from cmo_coder.realist.words import word
from cmo_coder.store.claims import FullClaim
from cmo_coder.tui.widgets.steady import Steady

USUAL_WIDTH = 35
"""Columns inside the panel before it was laid out."""

POLARITY_SIGNS = {"works": "+", "works_not": "−", "mixed": "~"}


def claim_lines(claim: FullClaim, order: Sequence[Role], *, respondent: str, width: int) -> list[Content]:
    """A claim as lines: number, who, polarity and status; then a line per slot, empty slots shown as such."""
    sign = POLARITY_SIGNS[claim.claim.polarity.value]
    head = _("Claim {number}").format(number=claim.claim.number)
    polarity, status = (_marked(word(one), suggested) for one, suggested in _values(claim))
    lines = [Content.assemble((head, "bold"), f"  {sign} {polarity} · {status}")]
    facts = _facts(claim)
    if respondent or facts:
        lines.append(Content.styled(" · ".join(part for part in (respondent, *facts) if part), "dim"))
    for role in order:
        filled = [slot for slot in claim.slots if slot.slot.role is role]
        if not filled:
            lines.append(Content.styled(f"{role.value:<6}·", "dim"))
        for slot in filled:
            label = slot.element.label if slot.element else "?"
            number = len(slot.fragments)
            label = _marked(f"{label} ({number})" if number > 1 else label, bool(slot.suggested))
            words = textwrap.wrap(label, max(8, width - 6)) or [""]
            lines.append(Content.assemble((f"{role.value:<6}", "bold"), words[0]))
            lines += [Content(" " * 6 + more) for more in words[1:]]
    return lines


def _values(claim: FullClaim) -> tuple[tuple[StrEnum, bool], tuple[StrEnum, bool]]:
    """Polarity and status, each with whether it was taken from a suggestion."""
    one = claim.claim
    return (one.polarity, one.polarity_suggested), (one.status, one.status_suggested)


def _marked(words: str, suggested: bool) -> str:
    """Words with the mark of what was taken from a suggestion."""
    return f"{words} [{_('suggested')}]" if suggested else words


def _facts(claim: FullClaim) -> list[str]:
    """What keys set beside polarity and status, as far as it is said."""
    return [word(one) for one in (claim.claim.explicitness, claim.claim.phase, claim.claim.level) if one is not None]


def claim_line(claim: FullClaim | None, opened: bool) -> Content:
    """The open claim on one line, for narrow screens."""
    if claim is None:
        text = _("New claim: mark words and press c, i, r, m or o") if opened else _("No claim open (space opens one)")
        return Content.styled(text, "bold" if opened else "dim")
    sign = POLARITY_SIGNS[claim.claim.polarity.value]
    parts = [Content.styled(_("Claim {number}").format(number=claim.claim.number), "bold"), Content(f" {sign} ")]
    parts.append(Content(" · ".join((word(claim.claim.status), *_facts(claim)))))
    for slot in claim.slots:
        label = slot.element.label if slot.element else "?"
        parts.append(Content.assemble(" │ ", (f"{slot.slot.role.value} ", "bold"), label))
    return Content("").join(parts)


class ClaimPanel(Steady):
    """Shows the open claim, or how to open one."""

    DEFAULT_CSS = """
    ClaimPanel { height: auto; min-height: 4; border: round $panel; padding: 0 1; }
    ClaimPanel.open { border: round $accent; }
    """

    def show(self, claim: FullClaim | None, order: Sequence[Role], *, opened: bool, respondent: str) -> None:
        """Show a claim; `opened` without a claim means that the next role key starts one."""
        self.set_class(opened, "open")
        if claim is not None:
            lines = claim_lines(claim, order, respondent=respondent, width=self.content_size.width or USUAL_WIDTH)
        elif opened:
            lines = [
                Content.styled(_("New claim"), "bold"),
                Content(_("Mark words, then c, i, r, m or o.")),
                *(Content.styled(f"{role.value:<6}·", "dim") for role in order),
            ]
        else:
            lines = [Content.styled(_("No claim open"), "dim"), Content.styled(_("space opens one"), "dim")]
        self.tell(Content("\n").join(lines))
