"""Suggestions in words, for every screen that shows them: how sure, why, which role."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten
from typing import TYPE_CHECKING

from cmo_coder.messages import _
from cmo_coder.messages.numbers import signed
from cmo_coder.model.codes import Code
from cmo_coder.model.fragments import Fragment
from cmo_coder.realist.words import word
from cmo_coder.store.codes import ROLE_TYPES

if TYPE_CHECKING:
    from cmo_coder.store.project import Project
    from cmo_coder.suggest.reasons import Reasons
    from cmo_coder.suggest.suggester import Suggester
    from cmo_coder.suggest.value import Scored

QUOTE_LENGTH = 60


def how_sure(made: Suggester, first: Scored) -> str:
    """How often such a first suggestion was right; where that was not measured, that it is only ranked."""
    # Measured was what is learned, not what another provider names.
    probability = made.probability(first.confidence) if first.by is None else None
    if probability is None:
        return _("ranked, not calibrated")
    return _("of such first suggestions {n} in 10 were right").format(n=round(probability * 10))


def code_name(code: Code) -> str:
    """The name of a code, with its role where it has one."""
    return f"{code.name} ({code.type.value})" if code.type in ROLE_TYPES else code.name


def why_lines(project: Project, found: Reasons, codes: Mapping[str, Code]) -> list[str]:
    """The reasons for a code as lines: coded fragments with their contributions, the codebook's line, words."""
    from cmo_coder.suggest.others import said_lines

    lines = [_("Why {code}:").format(code=codes[found.code].name)]
    if found.said is not None:
        lines += [f"  {one}" for one in said_lines(found.said, found.passage.text)]
    with project.read() as reading:
        fragments = {one.id: one for one in reading.among(Fragment, "id", [one.id for one in found.examples])}
    for one in found.examples:
        if one.id in fragments:
            quote = shorten(fragments[one.id].quote, QUOTE_LENGTH, placeholder=" …")
            lines.append(f"  {signed(one.contribution, 2)}  " + _("like “{quote}”").format(quote=quote))
    if found.definition:
        line = shorten(found.line, QUOTE_LENGTH, placeholder=" …")
        lines.append(f"  {signed(found.definition, 2)}  " + _("the codebook: “{line}”").format(line=line))
    if found.uncoded:
        lent = _("like sentences, not coded yet, that look like the codebook")
        lines.append(f"  {signed(found.uncoded, 2)}  {lent}")
    if found.words:
        text = found.passage.text
        said = ", ".join(f"{text[one.start : one.end]} {signed(one.contribution, 2)}" for one in found.words)
        lines.append("  " + _("words: {words}").format(words=said))
    return lines


def role_line(made: Suggester, text: str) -> str:
    """The two roles that words may have, with the cues, how the speaker knows it and which way it goes; or nothing."""
    from cmo_coder.suggest.reasons import cues_in

    cues = cues_in(made, text)
    if not cues:
        return ""
    found = made.role_of(text)
    roles = [one.role for one in found.roles]
    parts = [_("Role: {first} or {second}").format(first=roles[0], second=roles[1])]
    parts.append(_("cues: {words}").format(words=", ".join(cues)))
    if found.status is not None:
        parts.append(word(found.status))
    if found.sign in ("+", "-"):
        parts.append(found.sign)
    return " · ".join(parts)
