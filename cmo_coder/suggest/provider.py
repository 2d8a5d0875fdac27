"""One interface for everything that suggests: asked about words, a claim or a configuration, it answers or is silent.

A provider is made by a function `make(material) -> Provider | None` that an entry point of the group
`cmo_coder.suggest` names; it gives nothing where the project has nothing for it to work with. The function must carry
`offline = True`: whatever does not say that it never uses a network is not loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cmo_coder.model.canonical import Role
from cmo_coder.model.codes import Code
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.later import Later
from cmo_coder.suggest.provenance import Provenance
from cmo_coder.suggest.roles import RoleExample
from cmo_coder.suggest.value import Definition, Example, Passage

if TYPE_CHECKING:
    from cmo_coder.realist.snapshot import Snapshot

GROUP = "cmo_coder.suggest"
"""The group of entry points."""


@dataclass(frozen=True, slots=True)
class Words:
    """Asked: what may these words be?"""

    passage: Passage


@dataclass(frozen=True, slots=True)
class Between:
    """Asked: does the text link these two marked fragments? Spans `[start, end)` are code points of `text`."""

    text: str
    first: tuple[int, int]
    second: tuple[int, int]


@dataclass(frozen=True, slots=True)
class OfClaim:
    """Asked: what is a claim like, and what does it still lack?"""

    claim_id: str


@dataclass(frozen=True, slots=True)
class OfConfiguration:
    """Asked: what is a configuration like, and what speaks against it?"""

    configuration_id: str


Asked = Words | Between | OfClaim | OfConfiguration


class AnswerKind(StrEnum):
    """What an answer proposes."""

    CODE = "code"
    ROLE = "role"
    LINK = "link"


class Ground(StrEnum):
    """On what an answer rests."""

    WORDS = "words"
    FRAGMENT = "fragment"
    CUE = "cue"
    DEFINITION = "definition"
    LABEL = "label"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One ground: its words (places `[start, end)` in what was asked about, -1 where it stands elsewhere), what it adds
    to the score, and the id of the fragment or element that it is about.
    """

    ground: Ground
    text: str = ""
    start: int = -1
    end: int = -1
    contribution: float = 0.0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A proposal. `about` is a code's id, a role, or the id of what is linked to; `role` and `other_role` are those of
    the two ends of a link. Scores of one provider rank; those of two cannot be compared.
    """

    kind: AnswerKind
    about: str
    score: float
    evidence: tuple[Evidence, ...]
    provenance: Provenance
    role: Role | None = None
    other_role: Role | None = None


class Provider(Protocol):
    """Something that suggests."""

    @property
    def provenance(self) -> Provenance:
        """Its name and version, the model that it rests on, and a mark of its settings."""

    def answer(self, asked: Asked) -> tuple[Answer, ...]:
        """What it proposes, best first; nothing where it does not know, or is asked what is not its business."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a provider may learn from. `model` is `nlp.model`: auto, blank, or the name or path of a spaCy model.

    `cache` is the folder for what is derived from the project's texts (`store.cache_folder`); without one nothing is
    kept.
    """

    codes: tuple[Code, ...] = ()
    definitions: tuple[Definition, ...] = ()
    coded: tuple[Coded, ...] = ()
    refusals: tuple[Example, ...] = ()
    uncoded: tuple[Passage, ...] = ()
    roles: tuple[RoleExample, ...] = ()
    snapshot: Later[Snapshot] | None = None
    texts: Callable[[str], str] | None = None
    model: str = "auto"
    cache: Path | None = None
    progress: Callable[[int, int], None] = field(default=lambda _done, _all: None)

    def examples(self) -> tuple[Example, ...]:
        """The coded passages, and what was refused, as examples."""
        return (*(Example(one.passage, tuple(sorted(one.codes))) for one in self.coded), *self.refusals)
