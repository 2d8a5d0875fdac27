"""Tables for the report: the steps of the design (T10) and the RAMESES II checklist (T11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.messages.dates import day
from cmo_coder.model.reporting import DesignStep
from cmo_coder.model.study import Round
from cmo_coder.realist.checks import who_was_there
from cmo_coder.realist.people import people_by_round
from cmo_coder.realist.rameses import checklist
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.tables.making import bullets, number, table, text
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.value import Cell, Column, Row, Table

DESIGN_TITLE = N_("Steps of the study")
CHECKLIST_TITLE = N_("RAMESES II checklist")


def design(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """T10: step, what, methods and by whom, sources, outputs.

    The theory at the beginning, the rounds and the member checks come from the data; what the team wrote about a step
    of the same name stands in their place, and its other steps follow.
    """
    columns = [
        Column("stap", _("Step"), 18),
        Column("wat", _("What"), 34),
        Column("methoden", _("Methods and by whom"), 34),
        Column("bronnen", _("Sources"), 34),
        Column("opbrengsten", _("Primary outputs"), 34),
    ]
    own = {step.step.casefold(): step for step in snapshot.design_steps}
    rows, used = [], set()
    for name, cells in _from_data(snapshot):
        step = own.get(name.casefold())
        if step is not None:
            used.add(step.id)
            cells = tuple(
                text(said, cell.evidence) if said else cell for said, cell in zip(_own(step), cells, strict=True)
            )
        rows.append(Row(name, (text(name), *cells)))
    for step in snapshot.design_steps:
        if step.id not in used:
            rows.append(Row(step.id, (text(step.step), *(text(said) for said in _own(step)))))
    caption = _("The steps of the study, with methods, sources and what came of them")
    return table(snapshot, "opzet", _(DESIGN_TITLE), caption, columns, rows, date)


def _own(step: DesignStep) -> tuple[str, ...]:
    how = "; ".join(part for part in (step.methods, step.by_whom) if part)
    return step.what, how, step.sources, step.outputs


def _from_data(snapshot: Snapshot) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    initial = [snapshot.versions_of_theory[theory.id][0] for theory in snapshot.theories.values()]
    if initial:
        initial.sort(key=lambda version: (not version.date, version.date))  # the oldest came first
        titles = [snapshot.theories[version.programme_theory_id].title for version in initial]
        outputs = (
            _("version {nr} of '{title}'").format(nr=version.nr, title=title)
            for version, title in zip(initial, titles, strict=True)
        )
        sources = (
            " · ".join(part for part in (word(version.source), day(version.date)) if part) for version in initial
        )
        yield (
            _("Initial programme theory"),
            (bullets(version.statement for version in initial), text(""), bullets(sources), bullets(outputs)),
        )
    for round_ in snapshot.rounds.values():
        yield round_.label, tuple(_round(snapshot, round_))
    for check in snapshot.member_checks.values():
        said = snapshot.outcomes_of_check.get(check.id, ())
        who = who_was_there(snapshot, check.id)
        outcomes = Counter(word(one.outcome) for one in said)
        versions = ngettext("{n} version laid before the session", "{n} versions laid before the session", len(said))
        yield (
            _("Member check: {session}").format(session=check.session),
            (
                text(versions.format(n=len(said))),
                text(word(check.session_kind)),
                text("; ".join(part for part in (day(check.date), ", ".join(who)) if part)),
                text(", ".join(f"{name} {n}" for name, n in outcomes.items())),
            ),
        )


def _round(snapshot: Snapshot, round_: Round) -> Iterator[Cell]:
    documents = [one for one in snapshot.documents.values() if one.round_id == round_.id]
    claims = [one for one in snapshot.claims.values() if one.round_id == round_.id]
    words = snapshot.fragments_of_claims(one.id for one in claims)
    kinds = Counter(word(one.type) for one in documents)
    coder_ids = {one.coder_id for one in claims if one.coder_id is not None}
    ids, fragments = {document.id for document in documents}, snapshot.fragments
    for coding in snapshot.codings:
        coder_id = coding.coder_id
        if coder_id is not None and coder_id not in coder_ids and fragments[coding.fragment_id].document_id in ids:
            coder_ids.add(coder_id)
    coders = sorted(snapshot.coders[id_].name for id_ in coder_ids)
    n = len(people_by_round(snapshot).get(round_.id, ()))
    respondents = ngettext("{n} respondent", "{n} respondents", n).format(n=n)
    versions = [one for one in snapshot.element_versions.values() if one.round_id == round_.id]
    outputs = [ngettext("{n} claim", "{n} claims", len(claims)).format(n=len(claims))]
    if versions:
        outputs.append(
            ngettext("{n} version of an element", "{n} versions of elements", len(versions)).format(n=len(versions))
        )
    yield text("; ".join(part for part in (word(round_.purpose), round_.period) if part))
    yield bullets([*(f"{kind}: {count}" for kind, count in kinds.items()), *([", ".join(coders)] if coders else [])])
    titles = [document.title for document in documents]
    yield bullets([respondents, *titles], words)
    yield bullets(outputs, words)


def rameses(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """T11: every item, whether it is in the report and where, what the study says of it, and what is missing."""
    columns = [
        Column("nr", _("Number"), 6),
        Column("onderdeel", _("Item"), 28),
        Column("gerapporteerd", _("Reported in the document"), 12),
        Column("pagina", _("Page(s)"), 8),
        Column("door", _("A/H/M"), 6),
        Column("gegevens", _("What the study says"), 56),
        Column("ontbreekt", _("What is missing"), 44),
    ]
    rows, open_items = [], 0
    for answer in checklist(snapshot):
        own = answer.own
        open_items += bool(answer.lacks)
        says = [own.text, *answer.says] if own is not None and own.text else list(answer.says)
        cells = (
            number(answer.item.nr),
            text(_(answer.item.title)),
            text(word(own.reported) if own is not None else ""),
            text(own.pages if own is not None else ""),
            text(answer.item.level.value),
            bullets(says, answer.fragments),
            bullets(answer.lacks),
        )
        rows.append(Row(str(answer.item.nr), cells))
    caption = ngettext(
        "RAMESES II: {n} item with something missing", "RAMESES II: {n} items with something missing", open_items
    ).format(n=open_items)
    notes = [
        _("A: said from the data of the study. H: drafted, for a person to complete. M: a reminder only."),
        _("After Wong and others (2016), in our own words."),
    ]
    return table(snapshot, "rameses", _(CHECKLIST_TITLE), caption, columns, rows, date, notes)
