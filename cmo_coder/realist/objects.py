"""What a memo hangs on or a decision is about, in words: the name of any row of the study."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from cmo_coder.messages import _
from cmo_coder.model.memos import DecisionObject, MemoAnchor
from cmo_coder.realist.sentences import claim_words, sentence_in
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.store.names import name_of

O = TypeVar("O", MemoAnchor, DecisionObject)  # noqa: E741

_DIGITS = re.compile(r"(\d+)")
MOST = 80
"""Characters of a name."""

_NAMES: Mapping[str, Callable[[Snapshot, str], str]] = {
    "study": lambda s, _id: s.study.name,
    "study_case": lambda s, id_: s.cases[id_].name,
    "respondent": lambda s, id_: s.respondents[id_].pseudonym,
    "document": lambda s, id_: s.documents[id_].title,
    "code": lambda s, id_: s.codes[id_].name,
    "canonical_element": lambda s, id_: s.canonical[id_].label,
    "fragment": lambda s, id_: f"“{s.fragments[id_].quote}”",
    "claim": lambda s, id_: f"{s.claims[id_].number}: {claim_words(s, id_)}",
    "configuration": lambda s, id_: f"{s.configurations[id_].number}: {sentence_in(s, s.version_of(id_))}",
    "effective_element": lambda s, id_: f"{s.elements[id_].nr}. {s.element_version_of(id_).long_label}",
    "effective_element_version": lambda s, id_: s.element_versions[id_].long_label,
    "programme_theory": lambda s, id_: s.theories[id_].title,
    "programme_theory_version": lambda s, id_: s.theory_versions[id_].statement,
    "midrange_theory": lambda s, id_: s.midrange_theories[id_].name,
    "demi_regularity": lambda s, id_: s.demi_regularities[id_].description,
    "story_item": lambda s, id_: s.story_items[id_].text,
    "theme": lambda s, id_: s.themes[id_].label,
    "strategy": lambda s, id_: s.strategies[id_].text,
    "omkering": lambda s, id_: s.omkeringen[id_].statement,
    "member_check": lambda s, id_: s.member_checks[id_].session,
}


def object_texts(snapshot: Snapshot, rows: Iterable[O]) -> list[str]:
    """What a memo hangs on, or a decision is about, as people read it: by kind and name, numbers by their value."""
    return [text for _row, text in objects_in_order(snapshot, rows)]


def objects_in_order(snapshot: Snapshot, rows: Iterable[O]) -> list[tuple[O, str]]:
    """The same with the rows."""
    told = [(row, object_text(snapshot, row.object_type, row.object_id)) for row in rows]
    return sorted(told, key=lambda one: [int(part) if part.isdecimal() else part for part in _DIGITS.split(one[1])])


def object_text(snapshot: Snapshot, table: str, id_: str) -> str:
    """The kind and the name of a row: "claim 3: ..."; of one that is gone only that it is gone."""
    name = _NAMES.get(table)
    if name is None:
        return name_of(table)
    try:
        words = " ".join(name(snapshot, id_).split())
    except KeyError:
        return _("{kind} that is gone").format(kind=name_of(table))
    words = words if len(words) <= MOST else words[: MOST - 1] + "…"
    return f"{name_of(table)} {words}"


def fragments_behind(snapshot: Snapshot, table: str, id_: str) -> tuple[str, ...]:
    """The words behind a row, where it has any: of a claim, a configuration, an element, a fragment itself."""
    if table == "fragment":
        return (id_,) if id_ in snapshot.fragments else ()
    if table == "claim":
        return snapshot.fragments_of_claims([id_]) if id_ in snapshot.claims else ()
    versions: tuple[str, ...] = ()
    if table == "configuration" and id_ in snapshot.configurations:
        versions = (snapshot.version_of(id_).id,)
    if table == "effective_element" and id_ in snapshot.elements:
        behind = snapshot.configurations_behind(snapshot.element_version_of(id_).id)
        versions = tuple(one.id for one in behind)
    if table == "demi_regularity" and id_ in snapshot.demi_regularities:
        links = snapshot.configurations_of_demi.get(id_, ())
        versions = tuple(snapshot.version_of(link.configuration_id).id for link in links)
    if table == "programme_theory" and id_ in snapshot.theories:
        own = snapshot.versions_of_theory[id_]
        links_of = (snapshot.configurations_of_theory_version.get(one.id, ()) for one in own)
        versions = tuple(link.configuration_version_id for links in links_of for link in links)
    return snapshot.fragments_of_claims(
        one.claim_id for version in versions for one in snapshot.evidence_of_version.get(version, ())
    )
