"""A comparison brought up to date after a change: what the change did not touch is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from cmo_coder.agreement.coding import Mark
from cmo_coder.agreement.comparison import Comparison
from cmo_coder.agreement.kinds import Case, cases_in
from cmo_coder.agreement.report import OF_EACH_CODE, Again, report
from cmo_coder.realist.agreement import Agreement, together
from cmo_coder.realist.agreement_levels import Pair
from cmo_coder.store.agreement import material_again
from cmo_coder.store.reading import Reading
from cmo_coder.store.readings import layer

Marks = Mapping[str, tuple[Mark, ...]]


def agreement_again(
    reading: Reading, before: Agreement, documents: Collection[str], *, claims: bool = False
) -> Agreement:
    """Compare again after spans in some documents changed; all that does not depend on these is kept.

    With `claims` the claims and what rests on them are read again too. The comparison of `before` is changed with it.
    For where nothing changed but codings and claims.
    """
    found, made = before.material, before.report
    here = [id_ for id_ in before.material.documents if id_ in set(documents)]
    if here:
        found = material_again(reading, before.material, here)
        comparison = before.comparison
        then: dict[str, dict[Pair, tuple[Case, ...]]] = {
            document: {pair: cases_in(comparison, document, *pair) for pair in made.sharing} for document in here
        }
        changed = _bring(comparison, before.material.marks_in, found.marks_in, here)
        if before.whole is not comparison:
            _bring(before.whole, before.material.whole_in, found.whole_in, here)
        made = report(
            comparison,
            comparison.scope(),
            unit=made.unit,
            metrics=tuple(made.codes[0].scores) if made.codes else OF_EACH_CODE,
            seed=made.seed,
            again=Again(made, changed, then),
        )
    if claims:
        on = layer(reading, found)
        kept = before.layer
        if (on.behind, on.claims_on, on.stake) == (kept.behind, kept.claims_on, kept.stake):
            on = replace(on, behind=kept.behind)  # what is listed with it is listed still
    else:
        on = before.layer.on(found)
    return together(reading, found, before.comparison, before.whole, made, on, after=before.after)


def _bring(comparison: Comparison, then: Marks, now: Marks, documents: Collection[str]) -> dict[str, frozenset[str]]:
    """Put the spans of some documents into a comparison; gives the codes that changed in each."""
    changed: dict[str, frozenset[str]] = {}
    for document in documents:
        moved = set(then.get(document, ())) ^ set(now.get(document, ()))
        cells: dict[tuple[str, str], list[tuple[int, int]]] = {(mark.coder, mark.code): [] for mark in moved}
        for mark in now.get(document, ()) if cells else ():
            if (mark.coder, mark.code) in cells:
                cells[mark.coder, mark.code].append((mark.start, mark.end))
        for (coder, code), spans in cells.items():
            comparison.replace(document, coder, code, spans)
        changed[document] = frozenset(code for _coder, code in cells)
    return changed
