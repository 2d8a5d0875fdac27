"""Deleting a respondent for good, because consent was withdrawn (GDPR, article 7, paragraph 3, and article 17).

It cannot be undone. What goes is worked out and told first (`account_of`); the act rewrites tables and log, wipes the
file, and leaves a mark: the respondent stays as one that was "removed on request", so that counts stay true.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from cmo_coder.messages import N_, _, in_language
from cmo_coder.model.base import ENTITIES, new_id, now
from cmo_coder.model.cases import Consent, Respondent
from cmo_coder.model.configurations import Configuration, ConfigurationStatus, ConfigurationVersion, Evidence
from cmo_coder.model.documents import Speaker, TextVersion, Turn
from cmo_coder.model.effective_elements import EffectiveElement, EffectiveElementVersion, ElementStatus
from cmo_coder.model.errors import RuleError
from cmo_coder.model.memos import Decision, DecisionObject
from cmo_coder.model.study import Study
from cmo_coder.names.replacing import Matcher, Named
from cmo_coder.names.value import Kind
from cmo_coder.store import rules
from cmo_coder.store.backup import Backup
from cmo_coder.store.barriers import PSEUDONYMISED, WITHDRAWN
from cmo_coder.store.change import Change
from cmo_coder.store.originals import ALONE
from cmo_coder.store.project import Project
from cmo_coder.store.pseudonyms import backups_before, store_text
from cmo_coder.store.reading import Reading
from cmo_coder.store.replaced_names import NewText, moved_span, moved_turn, word_fields
from cmo_coder.store.rewriting import Progress, rewrite
from cmo_coder.store.rows import Plain
from cmo_coder.store.tables import CHANGE
from cmo_coder.store.withdrawal import MARKERS, Going, references, what_goes

_WHAT = N_("A respondent removed on request")


@dataclass(frozen=True, slots=True)
class Account:
    """What goes with a respondent, told before it goes. Numbers count rows that are there now.

    `weakened` are the configurations and elements that lose the ground of their status and fall back to provisional or
    draft; `keys` says how many keys of pseudonymisings there are, which hold the words too.
    """

    respondent: Respondent
    whole: tuple[str, ...]
    part: tuple[str, ...]
    turns: int
    fragments: int
    codings: int
    claims: int
    memos: int
    weakened: tuple[str, ...]
    keys: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was done: whether the file is wiped already, and the backups that still hold the words."""

    wiped: bool
    backups: tuple[Backup, ...]


def account_of(project: Project, respondent: Respondent, also_documents: Collection[str] = ()) -> Account:
    """What would go with a respondent. Nothing is changed."""
    with project.read() as reading:
        marker = _marker(reading)
        going = what_goes(reading, respondent.id, marker, also_documents)
        there = {table: {row.id for row in reading.all(ENTITIES[table])} for table in going.rows}
        turns = 0
        for version in reading.all(TextVersion, in_force=True):
            if version.document_id in {one.id for one in (*going.whole, *going.part)}:
                turns += sum(one.speaker_id in going.speakers for one in reading.all(Turn, text_version_id=version.id))
        keys = sa.select(sa.func.count()).where(CHANGE.c.act == PSEUDONYMISED, CHANGE.c.kind == "do")

        def count(table: str) -> int:
            return going.number(table, there.get(table, ()))

        return Account(
            respondent,
            tuple(one.title for one in going.whole),
            tuple(one.title for one in going.part),
            turns,
            count("fragment"),
            count("coding"),
            count("claim"),
            count("memo"),
            _weakened(reading, going),
            int(reading.connection.execute(keys).scalar() or 0),
        )


def account_lines(account: Account) -> list[str]:
    """The account as lines for people, in the current language."""
    lines = [
        _("This deletes {name} for good. It cannot be undone, nor can what was done before it.").format(
            name=account.respondent.pseudonym
        ),
        "",
        _("What goes:"),
    ]
    lines += _titles(_("the whole of {title}"), account.whole)
    if not account.whole and not account.part:
        lines.append("  " + _("no transcript: in none of them is a speaker set to this respondent"))
    lines += _titles(_("their turns in {title}"), account.part)
    lines.append(
        "  "
        + _("turns: {turns}, fragments: {fragments}, codings: {codings}, claims: {claims}, memos: {memos}").format(
            turns=account.turns,
            fragments=account.fragments,
            codings=account.codings,
            claims=account.claims,
            memos=account.memos,
        )
    )
    if account.weakened:
        lines.append(
            "  "
            + _("configurations that lose their last claim and become provisional: {numbers}").format(
                numbers=", ".join(account.weakened)
            )
        )
    lines += ["", _("What stays: a mark 'removed on request', so that counts and decisions are true.")]
    lines.append(_("What others said about them stays too: look for it with the residue report."))
    if account.keys:
        lines.append(_("Keys of pseudonymisings hold the words as well: delete those files yourself."))
    return lines


_MOST_TITLES = 4
"""So many titles are named; of the others their number."""


def _titles(line: str, titles: Sequence[str]) -> list[str]:
    made = ["  " + line.format(title=title) for title in titles[:_MOST_TITLES]]
    if len(titles) > _MOST_TITLES:
        made.append("  " + _("… and {n} more").format(n=len(titles) - _MOST_TITLES))
    return made


def _weakened(reading: Reading, going: Going) -> tuple[str, ...]:
    """Configurations whose last claim goes, by number: what the rules say exactly is known when it is done."""
    gone = going.rows.get("evidence", frozenset())
    found = []
    for configuration in reading.all(Configuration, order=("number",)):
        versions = reading.all(ConfigurationVersion, configuration_id=configuration.id, in_force=True)
        evidence = [
            one.id for version in versions for one in reading.all(Evidence, configuration_version_id=version.id)
        ]
        if evidence and gone.issuperset(evidence):
            found.append(str(configuration.number))
    return tuple(found)


def withdraw(
    project: Project,
    respondent: Respondent,
    *,
    also_documents: Collection[str] = (),
    progress: Progress | None = None,
) -> Withdrawn:
    """Delete a respondent for good. Raises RuleError where they were deleted before; then nothing is changed."""

    def work(connection: sa.Connection) -> None:
        reading = Reading(connection)
        present = reading.get(Respondent, respondent.id)
        marker = _marker(reading)
        if present.consent is Consent.WITHDRAWN and present.pseudonym.startswith(marker):
            raise RuleError(N_("This respondent was removed already."), N_("Nothing was changed."))
        going = what_goes(reading, present.id, marker, also_documents)
        removed = sum(one.pseudonym.startswith(marker) for one in reading.all(Respondent))
        tombstone = marker if not removed else f"{marker} ({removed + 1})"
        rewriter = _Removed(reading, going, present, tombstone)
        for text in going.texts.values():
            store_text(connection, text.sha256, text.new)
        rewrite(reading, rewriter, progress)
        _note(project, connection, present.id, tombstone)

    project.rewrite(work)
    return Withdrawn(project.wipe_if_needed(), backups_before(project))


def _marker(reading: Reading) -> str:
    return MARKERS.get(reading.all(Study)[0].language, MARKERS["en"])


def _note(project: Project, connection: sa.Connection, respondent_id: str, tombstone: str) -> None:
    """Bring statuses that lost their ground down, write the decision, and the entry of the log that says so."""
    change = Change(connection)
    language = change.all(Study)[0].language
    lowered = []
    for error in [error for rule in rules.configurations.RULES for error in rule.find(change, None)]:
        for one in change.all(Configuration, number=error.args_.get("number")):
            if one.status is not ConfigurationStatus.PROVISIONAL:
                change.update(one, status=ConfigurationStatus.PROVISIONAL)
                lowered.append(("configuration", one.id))
    for error in [error for rule in rules.elements.RULES for error in rule.find(change, None)]:
        for element in change.all(EffectiveElement, nr=error.args_.get("nr")):
            for version in change.all(EffectiveElementVersion, effective_element_id=element.id, in_force=True):
                if version.status is ElementStatus.DEFINITIVE:
                    change.update(version, status=ElementStatus.DRAFT)
                    lowered.append(("effective_element", element.id))
    with in_language(language if language in MARKERS else "en"):
        decision = Decision(
            id=new_id(),
            what=_("Respondent and all their words removed on request"),
            why=_("Consent was withdrawn."),
            coder_id=project.coder.id if project.coder else None,
            date=now()[:10],
            automatic=True,
        )
    about = [("respondent", respondent_id), *lowered]
    objects = [
        DecisionObject(id=new_id(), decision_id=decision.id, object_type=table, object_id=row_id)
        for table, row_id in about
    ]
    change.insert(decision, *objects)
    rules.check(change, change.touched)
    change.write_log(WITHDRAWN, _WHAT, {}, "", project.coder)


class _Removed:
    """A rewriter: rows that go are gone, the respondent is a mark, and what held their turns moves along."""

    def __init__(self, reading: Reading, going: Going, respondent: Respondent, tombstone: str) -> None:
        self._going, self._tombstone = going, tombstone
        self._part = {one.id for one in going.part}
        mine = {one.label for one in reading.all(Speaker) if one.id in going.speakers}
        others = {one.label for one in reading.all(Speaker) if one.id not in going.speakers}
        self._titles = {one.title for one in going.whole} | {respondent.pseudonym} | (mine - others)
        shared = {one.pseudonym for one in reading.all(Respondent) if one.id != respondent.id}
        distinct = respondent.pseudonym not in shared and len(respondent.pseudonym) > 3
        self._matcher = Matcher([Named(respondent.pseudonym, Kind.OWN, f"[{tombstone}]")] if distinct else [])
        self._references = {table: tuple(references(table)) for table in ENTITIES}

    def concerns(self, table: str, logged: str) -> bool:
        """Every row: any may point at what goes."""
        return True

    def setting(self, key: str, value: str) -> str | None:
        """What was being typed, what was chosen about names, and the hash of a file may tell their words."""
        return None if key.startswith(("draft", "names", ALONE)) else value

    def words(self, text: str) -> str:
        """Titles and the pseudonym of what went."""
        return self._tombstone if text in self._titles else self._matcher.replaced(text) if text else text

    def row(self, table: str, row: Plain) -> Plain | None:
        """The row without what goes, or nothing."""
        if row["id"] in self._going.rows.get(table, ()):
            return None
        for field, target, nullable in self._references[table]:
            if nullable and row[field] in self._going.rows.get(target, ()):
                row[field] = None
        text = self._going.texts.get(str(row["id"] if table == "text_version" else row.get("text_version_id")))
        if table == "respondent" and row["id"] == self._going.respondent_id:
            empty = {"function": "", "organisation": "", "domain": "", "case_id": None}
            row |= {"pseudonym": self._tombstone, "consent": Consent.WITHDRAWN.value, **empty}
        elif table == "speaker" and row["id"] in self._going.speakers:
            row["label"] = f"[{self._tombstone}]"
        elif table == "document" and row["id"] in self._part:
            row["source_sha256"] = ""
        elif table == "original" and row["document_id"] in self._part:
            row["sha256"] = ""
        elif table in ("memo", "decision"):
            row |= {name: self._matcher.replaced(row[name]) for name in word_fields(table) if row[name]}
        elif text is not None:
            row |= self._moved(table, row, text)
        return row

    def _moved(self, table: str, row: Plain, text: NewText) -> Plain:
        if table == "text_version":
            return {"sha256": text.sha256, "length": len(text.new)}
        return (
            moved_turn(row, text) if table == "turn" else moved_span(row, text, quoted=table == "fragment", shrink=True)
        )
