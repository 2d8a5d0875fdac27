"""The set to code twice, drawn within strata and handed to coders; how it was drawn is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from cmo_coder.agreement.sampling import Sample, draw
from cmo_coder.messages import N_, _
from cmo_coder.model.agreement_runs import AgreementRun, AgreementRunCoder, AgreementRunDocument
from cmo_coder.model.base import new_id, now
from cmo_coder.model.cases import Case, Group, Respondent
from cmo_coder.model.documents import Document, Speaker
from cmo_coder.model.errors import RuleError, UserError
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.rounds import hand

KIND = "double_coding_sample"
"""Which kind of run it is, in its settings."""


class Strata(StrEnum):
    """By what documents are grouped before drawing."""

    CASE = "case"
    GROUP = "group"
    NONE = "none"


def strata_of(reading: Reading, by: Sequence[Strata]) -> dict[str, str]:
    """Return the stratum of every document, in the order of the study: case, group of respondents, or both."""
    cases = {case.id: case.name for case in reading.all(Case)}
    respondents = {one.id: one.group.value for one in reading.all(Respondent)}
    groups: dict[str, set[str]] = {}
    for speaker in reading.all(Speaker):
        if speaker.respondent_id in respondents:
            groups.setdefault(speaker.document_id, set()).add(respondents[speaker.respondent_id or ""])
    found = {}
    for document in reading.all(Document, order=("position", "title")):
        parts = []
        if Strata.CASE in by:
            parts.append(cases.get(document.case_id or "", "-"))
        if Strata.GROUP in by:
            parts.append("+".join(sorted(groups.get(document.id, {"-"}))))
        found[document.id] = " / ".join(parts) or "-"
    return found


def size_of(text: str, documents: int) -> int:
    """Return how many documents a number ("6") or a share ("20%") of them is, one at least. Raises UserError."""
    number, percent, rest = text.strip().partition("%")
    if not number.isdigit() or rest:
        raise UserError(N_("'{text}' is no number and no share such as 20%."), text=text)
    return max(1, round(documents * int(number) / 100)) if percent else int(number)


def draw_sample(
    project: Project,
    size: int,
    seed: int,
    coder_ids: Sequence[str],
    coding_round: int,
    *,
    by: Sequence[Strata] = (Strata.CASE,),
    blind: bool = True,
) -> tuple[Sample, AgreementRun]:
    """Draw documents and hand them to coders in a round, as one change; how it was drawn is kept with the study.

    Returns what was drawn, and the row that keeps how.

    Raises RuleError for a size below 1 or fewer than two coders.
    """
    if size < 1 or len(set(coder_ids)) < 2:
        raise RuleError(N_("A set to code twice needs at least one document and two coders."))
    with project.change(
        "round.sample", N_("{n} documents drawn to be coded twice (round {nr})"), n=size, nr=coding_round
    ) as change:
        found = draw(strata_of(change, by), size, seed)
        if not found.documents:
            raise RuleError(N_("There are no documents to draw from."))
        settings = {
            "kind": KIND,
            "round": coding_round,
            "seed": seed,
            "by": [one.value for one in by],
            "blind": blind,
            "strata": [asdict(one) for one in found.strata],
        }
        label = _("Drawn to be coded twice, round {nr}").format(nr=coding_round)
        run = AgreementRun(id=new_id(), label=label, settings=json.dumps(settings), at=now())
        change.insert(
            run,
            *(AgreementRunCoder(id=new_id(), agreement_run_id=run.id, coder_id=one) for one in coder_ids),
            *(AgreementRunDocument(id=new_id(), agreement_run_id=run.id, document_id=one) for one in found.documents),
        )
        hand(project, found.documents, coder_ids, coding_round, blind=blind)
    return found, run


def how_drawn(reading: Reading, word: Callable[[Group], str]) -> tuple[str, ...]:
    """Return a sentence for every set that was drawn, oldest first, for the report; `word` names a group.

    Sets drawn within one second stand by round.
    """
    runs = [run for run in reading.all(AgreementRun) if _settings(run).get("kind") == KIND]
    runs.sort(key=lambda run: (run.at, _settings(run)["round"], run.id))
    return tuple(in_words(run, word) for run in runs)


def in_words(run: AgreementRun, word: Callable[[Group], str]) -> str:
    """Return in a sentence how this set was drawn; `word` names a group."""
    settings = _settings(run)
    by, strata = settings["by"], settings["strata"]
    shares = ", ".join(f"{_named(one['name'], by, word)} {one['drawn']}/{one['total']}" for one in strata)
    drawn, total = sum(one["drawn"] for one in strata), sum(one["total"] for one in strata)
    if set(by) <= {Strata.NONE.value}:
        words = _("Round {nr}: {drawn} of {total} documents drawn at random; seed {seed}.")
    else:
        words = _(
            "Round {nr}: {drawn} of {total} documents drawn at random within strata ({by}): {shares}; seed {seed}."
        )
    names = {Strata.CASE: _("case"), Strata.GROUP: _("group of respondents"), Strata.NONE: "-"}
    return words.format(
        nr=settings["round"],
        drawn=drawn,
        total=total,
        by=", ".join(names[Strata(one)] for one in by),
        shares=shares,
        seed=settings["seed"],
    )


def _settings(run: AgreementRun) -> dict[str, Any]:
    return json.loads(run.settings) if run.settings.startswith("{") else {}


def _named(stratum: str, by: Sequence[str], word: Callable[[Group], str]) -> str:
    """Return a stratum with its groups, which stand last, in the language of who reads."""
    if Strata.GROUP.value not in by:
        return stratum
    before, between, groups = stratum.rpartition(" / ") if Strata.CASE.value in by else ("", "", stratum)
    known = {group.value for group in Group}
    return before + between + "+".join(word(Group(one)) if one in known else one for one in groups.split("+"))
