"""Where names are looked for in a study, and the proposals with what the team chose about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cmo_coder.model.base import ENTITIES, Entity
from cmo_coder.model.documents import Document, TextVersion
from cmo_coder.model.study import Study
from cmo_coder.names.finding import OwnName
from cmo_coder.names.grouping import Place, Proposal, fold, propose
from cmo_coder.names.replacing import Named, next_numbers
from cmo_coder.names.value import TAGS, Kind
from cmo_coder.store.name_choices import Choice, Choices, choices_of, choose
from cmo_coder.store.names import name_of
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.replaced_names import word_fields

_READ_ELSEWHERE = frozenset(("fragment", "text_version", "turn", "suggestion", "coder", "agreement_run", "study"))
"""Tables whose words are those of the transcripts again, or of the team."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text in which names are looked for: a transcript (its version), or a field of another row."""

    id: str
    title: str
    text: str
    document_id: str | None = None
    version_id: str | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal, what was chosen for it, and the replacement that it has, or would get as the next one."""

    proposal: Proposal
    choice: Choice | None
    replacement: str

    @property
    def names(self) -> tuple[str, ...]:
        """Its forms, the fullest first."""
        return self.proposal.names


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that the screen and the command show."""

    sources: dict[str, Source]
    proposed: tuple[Proposed, ...]
    choices: Choices
    tags: Mapping[Kind, str]
    numbers: Mapping[str, int]
    known: tuple[Named, ...] = ()

    def source(self, place: Place) -> Source:
        """The text of a place."""
        return self.sources[place.text_id]

    def names_to_replace(self) -> tuple[Named, ...]:
        """Every form of what is accepted, with its replacement."""
        made = {}
        for one in self.proposed:
            if one.choice is Choice.ACCEPT:
                for name in one.names:
                    made[fold(name)] = Named(name, one.proposal.kind, one.replacement)
        for chosen in self.choices.accepted:
            made.setdefault(fold(chosen.name), Named(chosen.name, chosen.kind, chosen.replacement))
        return tuple(made.values())


def sources_of(reading: Reading, documents: Collection[str] | None = None) -> list[Source]:
    """The texts of a study in which names may stand: the transcripts in force, then every other word people wrote."""
    versions = {one.document_id: one for one in reading.all(TextVersion, in_force=True)}
    found = []
    for document in reading.all(Document, order=("position", "title")):
        version = versions.get(document.id)
        if version is not None and (documents is None or document.id in documents):
            text = reading.text(version.sha256)
            found.append(Source(version.id, document.title, text, document.id, version.id))
    for table, cls in ENTITIES.items():
        fields = () if table in _READ_ELSEWHERE else word_fields(table)
        if fields:
            for row in reading.all(cls):
                found += _of_row(table, row, fields)
    return found


def _of_row(table: str, row: Entity, fields: Sequence[str]) -> Iterator[Source]:
    for field in fields:
        value = getattr(row, field)
        words = "\n".join(value) if isinstance(value, tuple) else value
        if isinstance(words, str) and words.strip():
            yield Source(f"{table}/{row.id}/{field}", name_of(table), words)


def find_names(
    project: Project,
    *,
    documents: Collection[str] | None = None,
    known: Sequence[Named] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Found:
    """Look for names in the whole study (or in some documents), with what was chosen so far.

    `known` are the names that a key of this study holds: they are proposed with the replacement they had.
    `progress` is called with how many texts are done, and of how many.
    """
    choices = choices_of(project)
    with project.read() as reading:
        sources = {source.id: source for source in sources_of(reading, documents)}
        language = reading.all(Study)[0].language
    texts = {source.id: source.text for source in sources.values()}
    own = [*choices.own, *_as_own(known)]
    made = propose(texts, own, also=[one.name for one in choices.accepted], never=choices.never, progress=progress)
    transcripts = {source.id for source in sources.values() if source.version_id}
    kept = [one for one in made if one.kind is not Kind.WORD or any(p.text_id in transcripts for p in one.places)]
    tags = TAGS.get(language, TAGS["en"])
    numbers = next_numbers(texts.values(), list(dict.fromkeys(tags.values())))
    bare = Found(sources, tuple(Proposed(one, None, "") for one in kept), choices, tags, numbers, tuple(known))
    return with_choices(bare, choices)


def with_choices(found: Found, choices: Choices) -> Found:
    """The same proposals with other choices; nothing is looked for again."""
    given = [one.replacement for one in choices.accepted] + [one.replacement for one in found.known]
    numbers = next_numbers(given, list(dict.fromkeys(found.tags.values())))
    numbers = {tag: max(number, found.numbers[tag]) for tag, number in numbers.items()}
    own = {fold(one.words): one.replacement for one in choices.own if one.replacement}
    own |= {fold(one.name): one.replacement for one in found.known}
    made = []
    for one in found.proposed:
        names = one.names
        chosen = next((found_ for name in names if (found_ := choices.of(name)) is not None), None)
        replacement = next((own[fold(name)] for name in names if fold(name) in own), "")
        if chosen is not None and chosen.replacement:
            replacement = chosen.replacement
        if not replacement:
            tag = found.tags[one.proposal.kind]
            replacement = f"[{tag}-{numbers[tag]}]"
        made.append(Proposed(one.proposal, None if chosen is None else chosen.choice, replacement))
    return replace(found, proposed=tuple(made), choices=choices)


def accept(project: Project, found: Found, proposed: Iterable[Proposed]) -> Choices:
    """Accept proposals, each with the replacement it has or with the next number that is free; gives all choices."""
    taken = {one.replacement for one in found.proposed if one.choice is Choice.ACCEPT}
    choices = found.choices
    with project.change("names.choose", "Names chosen"):
        for one in proposed:
            replacement = one.replacement
            while one.choice is not Choice.ACCEPT and replacement in taken:
                numbered = _NUMBERED.fullmatch(replacement)
                if numbered is None:
                    break
                replacement = f"{numbered[1]}{int(numbered[2]) + 1}]"
            taken.add(replacement)
            choices = choose(project, one.names, one.proposal.kind, Choice.ACCEPT, replacement)
    return choices


_NUMBERED = re.compile(r"(\[[^\[\]]+-)(\d+)\]")


def _as_own(known: Sequence[Named]) -> list[OwnName]:
    return [OwnName(one.name, one.replacement) for one in known]
