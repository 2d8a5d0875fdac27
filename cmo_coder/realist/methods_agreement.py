"""Agreement between coders in the words of a methods paragraph: each figure with its unit, universe and N.

Three figures and never one (realist-method, section 9): on marked text, on links, and on configurations; a high figure
on marked text alone says little of whether coders explain alike.
"""

from __future__ import annotations

from collections.abc import Iterator

from cmo_coder.agreement.value import Score, Unit
from cmo_coder.agreement.words import words
from cmo_coder.messages import N_, _, language, ngettext
from cmo_coder.model.errors import NotFound
from cmo_coder.realist.agreement import Agreement, agreement
from cmo_coder.realist.agreement_discussed import SHORT
from cmo_coder.store.reading import Reading
from cmo_coder.store.universe import Universe

_UNITS = {Unit.CHARACTER: N_("characters"), Unit.SEGMENT: N_("turns"), Unit.DOCUMENT: N_("documents")}


def agreement_so_far(reading: Reading) -> Agreement | None:
    """The comparison of all coders as the coding is now; nothing where no document was finished by two of them."""
    try:
        return agreement(reading, Universe(), with_chance=False)
    except NotFound:
        return None


def agreement_sentences(found: Agreement) -> Iterator[str]:
    """What was compared, the figures on marked text, and per pair of coders those on links and configurations."""
    n = len(found.report.scope.documents)
    documents = ngettext("{n} document", "{n} documents", n).format(n=n)
    figures = [
        f"{_(words(metric).name)} {_shown(found.report.overall[metric])}"
        for metric in SHORT
        if metric in found.report.overall
    ]
    unit = _(_UNITS[found.material.universe.unit])
    yield _("In {documents} that two or more coders finished, coding agreed with {figures} ({n} {unit}).").format(
        documents=documents, figures=_listed(figures), n=found.report.units, unit=unit
    )
    for pair, level in found.levels.items():
        if level.links.first + level.links.second:
            coders = _listed([found.coder(pair[0]), found.coder(pair[1])])
            yield _(
                "Between {coders}, links agreed with F1 {links} ({a} and {b} links) and configurations with CA {ca} "
                "({c} and {d})."
            ).format(
                coders=coders,
                links=_shown(level.links.f1),
                a=level.links.first,
                b=level.links.second,
                ca=_shown(level.configurations.ca),
                c=level.configurations.first,
                d=level.configurations.second,
            )


def _shown(score: Score) -> str:
    if score.value is None:
        return _("not defined")
    text = f"{score.value:.2f}"
    return text.replace(".", ",") if language() == "nl" else text


def _listed(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])
