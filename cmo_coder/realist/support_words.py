"""A support vector in one line, as rule 2 has it: "support 3/3 cases · 9 resp · 3/4 groups · R1+R2 | contradicts 2"."""

from __future__ import annotations

from cmo_coder.messages import _, ngettext
from cmo_coder.model.claims import EpistemicStatus
from cmo_coder.realist.support import StanceSupport, Support, Vector
from cmo_coder.realist.words import word


def support_line(support: Support) -> str:
    """The whole vector: support, contradiction, refinement, negative cases and hopes, each apart."""
    parts = [_("support {vector}").format(vector=vector_words(support.supports.counted))]
    parts += _collective(support.supports.counted)
    if support.contradicts.claims:
        parts.append(_("contradicts {n}").format(n=voices_of(support.contradicts)))
    if support.refines.claims:
        parts.append(_("refines {n}").format(n=voices_of(support.refines)))
    if support.negative_configurations:
        n = len(support.negative_configurations)
        parts.append(ngettext("{n} negative case", "{n} negative cases", n).format(n=n))
    if support.only_hoped.number:
        parts.append(_("only hoped {n}").format(n=support.only_hoped.number))
    if support.after_theory:
        parts.append(_("after the theory was shown {n}").format(n=len(support.after_theory)))
    if support.after_leading:
        parts.append(_("after a leading question {n}").format(n=len(support.after_leading)))
    return " | ".join(parts)


def vector_words(vector: Vector) -> str:
    """One vector: cases (where the study has any), respondents, groups, rounds, and the kinds of source where there is
    more than one.
    """
    parts = [_("{n} resp").format(n=vector.respondents.number)]
    if vector.cases.total:
        parts.insert(0, _("{n}/{total} cases").format(n=vector.cases.number, total=vector.cases.total))
    documents = vector.voices.number - vector.respondents.number
    if documents:
        parts.append(
            ngettext("{n} source without respondent", "{n} sources without respondent", documents).format(n=documents)
        )
    if vector.groups.total:
        parts.append(_("{n}/{total} groups").format(n=vector.groups.number, total=vector.groups.total))
    if vector.rounds.number:
        parts.append("+".join(item.label for item in vector.rounds.items))
    if vector.document_types.number > 1:
        parts.append(_("{n} kinds of source").format(n=vector.document_types.number))
    return " · ".join(parts)


def status_words(support: StanceSupport) -> str:
    """The claims of one stance by epistemic status: "experienced 4, hoped 1"; empty where there are none."""
    counts = ((status, len(support.of_status(status).claims)) for status in EpistemicStatus)
    return ", ".join(f"{word(status)} {n}" for status, n in counts if n)


def voices_of(support: StanceSupport) -> int:
    """How many say it: people and sources without one (rule 3), or claims where nobody is named."""
    voices = len({item.id for _status, vector in support.by_status for item in vector.voices.items})
    return voices or len(support.claims)


def _collective(vector: Vector) -> list[str]:
    n = vector.only_collective.number
    return [ngettext("{n} case only collectively", "{n} cases only collectively", n).format(n=n)] if n else []
