"""Who and what was compared, in words: they stand beside every figure."""

from __future__ import annotations

from collections.abc import Mapping

from cmo_coder.agreement.value import Unit
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.realist.agreement import Agreement
from cmo_coder.realist.begun_again import in_lines
from cmo_coder.store.universe import AsOf, CodeLevel, Segments

UNITS: Mapping[tuple[Unit, Segments], str] = {
    (Unit.CHARACTER, Segments.TURN): N_("character"),
    (Unit.CHARACTER, Segments.SENTENCE): N_("character"),
    (Unit.SEGMENT, Segments.TURN): N_("turn"),
    (Unit.SEGMENT, Segments.SENTENCE): N_("sentence"),
    (Unit.DOCUMENT, Segments.TURN): N_("document"),
    (Unit.DOCUMENT, Segments.SENTENCE): N_("document"),
}

LEVELS: Mapping[CodeLevel, str] = {
    CodeLevel.CODE: N_("the code itself"),
    CodeLevel.PARENT: N_("the top code"),
    CodeLevel.ROLE: N_("the role of the code"),
}


def _codes(found: Agreement) -> str:
    """The codes that were asked for."""
    known = found.layer.codes
    return ", ".join(known[id_].name for id_ in found.material.universe.code_ids if id_ in known)


def scope_lines(found: Agreement) -> tuple[str, ...]:
    """Return who and what was compared: the unit and the universe of every figure."""
    universe, made = found.material.universe, found.report
    names = ", ".join(found.coder(one) for one in made.scope.coders)
    unit = _(UNITS[universe.unit, universe.segments])
    n = len(found.material.documents)
    lines = [
        _("Agreement between {names}").format(names=names),
        ngettext(
            "{n} document that two or more of them finished; {units} units (unit: {unit}).",
            "{n} documents that two or more of them finished; {units} units (unit: {unit}).",
            n,
        ).format(n=n, units=made.units, unit=unit),
        _("The turns of interviewers are in.") if universe.interviewer else _("The turns of interviewers are out."),
        _("The same is: {level}.").format(level=_(LEVELS[universe.level])),
    ]
    if universe.code_ids:
        lines.append(_("Only these codes and what is below them: {names}.").format(names=_codes(found)))
    if universe.document_ids:
        lines.append(_("Only documents that were chosen."))
    if universe.as_of is AsOf.FINISHED:
        lines.append(_("Independent coding: as it was when each coder was done (before discussion)."))
        if found.material.not_kept:
            lines.append(
                ngettext(
                    "Of {n} coding no independent version was kept: it is taken as it is now.",
                    "Of {n} codings no independent version was kept: they are taken as they are now.",
                    found.material.not_kept,
                ).format(n=found.material.not_kept)
            )
    else:
        lines.append(_("Coding as it is now (discussion may have changed it)."))
    if universe.coding_round is not None:
        lines.append(_("Coding round {nr}.").format(nr=universe.coding_round))
    return (*lines, *dropped_lines(found))


def dropped_lines(found: Agreement) -> tuple[str, ...]:
    """Return which documents coders were done with and are not compared all the same, or not with all of them."""
    changed = [
        _("Left out, because the text changed after somebody was done: {title}.").format(title=title)
        for title in found.material.left_out
    ]
    if not (blind := found.material.blind):
        return (*changed, *in_lines(found.material.begun_again))
    said = _("Left out while you work blind in it, until everybody is done: {titles}.").format(titles=", ".join(blind))
    return (*changed, *in_lines(found.material.begun_again), said)


def scope_line(found: Agreement) -> str:
    """Return the scope on one line: documents, units, interviewers, which coding."""
    universe, made = found.material.universe, found.report
    n = len(found.material.documents)
    parts = [
        (
            ngettext("{n} document both finished", "{n} documents both finished", n)
            if len(made.scope.coders) == 2
            else ngettext("{n} document two or more finished", "{n} documents two or more finished", n)
        ).format(n=n),
        _("{n} units ({unit})").format(n=made.units, unit=_(UNITS[universe.unit, universe.segments])),
        _("interviewer in") if universe.interviewer else _("interviewer out"),
    ]
    if universe.level is not CodeLevel.CODE:
        parts.append(_(LEVELS[universe.level]))
    if universe.code_ids:
        parts.append(_("only {names}").format(names=_codes(found)))
    if universe.document_ids:
        parts.append(_("only documents that were chosen"))
    if universe.coding_round is not None:
        parts.append(_("round {nr}").format(nr=universe.coding_round))
    if universe.as_of is AsOf.NOW:
        parts.append(_("as it is now"))
    elif 0 < found.material.not_kept < sum(map(len, found.material.coding.assigned.values())):
        parts.append(_("as it was when each coder was done ({n} not kept)").format(n=found.material.not_kept))
    elif found.material.not_kept:
        parts.append(_("as it is now (nothing kept from when they were done)"))
    else:
        parts.append(_("as it was when each coder was done"))
    dropped = len(found.material.left_out) + len(found.material.begun_again) + len(found.material.blind)
    if dropped:
        parts.append(ngettext("{n} document left out", "{n} documents left out", dropped).format(n=dropped))
    return " · ".join(parts)
