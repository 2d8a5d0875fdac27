"""The sentence encoders that are installed here, and the vectors that a project needs of them.

Making vectors takes long (up to a tenth of a second for a sentence): it is done in the background, told how far it is,
and stopped by an exception of `progress`; what was made is kept, by the hash of its text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from cmo_coder.store.documents import full_document_in
from cmo_coder.store.reading import Reading
from cmo_coder.suggest.encoders import ENCODERS, encoder
from cmo_coder.suggest.of_project import coded_of, definitions_of
from cmo_coder.suggest.spoken import speakable
from cmo_coder.suggest.vectors import KeptVectors

Progress = Callable[[int, int], None]


def provider_of(name: str) -> str:
    """The name of the provider that rests on an encoder ("e5")."""
    return f"embed-{name}"


def installed() -> tuple[str, ...]:
    """The names of the encoders whose package is installed."""
    return tuple(name for name, kind in ENCODERS.items() if kind.installed)


def kept_vectors(
    folder: Path | None, names: Collection[str] | None = None, progress: Progress = lambda _done, _all: None
) -> dict[str, KeptVectors]:
    """The encoders by name, with the vectors that are kept in `folder`. Raises UserError for one that is not installed.

    `progress` is told how many of the vectors that are being made there are.
    """
    chosen = installed() if names is None else names
    return {name: encoder(ENCODERS[name], folder, progress) for name in chosen}


def learned_texts(reading: Reading) -> tuple[str, ...]:
    """What is learned from: the coded fragments and what the codebook says. Their vectors are needed to measure."""
    return (
        *(one.passage.text for one in coded_of(reading)),
        *(one.text for one in definitions_of(reading)),
    )


def proposed_texts(reading: Reading, document_ids: Sequence[str]) -> tuple[str, ...]:
    """The sentences that something may be proposed for."""
    found: list[str] = []
    for id_ in document_ids:
        document = full_document_in(reading, id_)
        found += (document.text[start:end] for start, end in speakable(document))
    return tuple(dict.fromkeys(found))


def measurable(texts: Sequence[str], kept: Mapping[str, KeptVectors], *, make: bool = False) -> dict[str, KeptVectors]:
    """The encoders to measure, by the name of their provider: those that have all vectors of `texts`, or, with `make`,
    all. Call it outside a reading: making them takes minutes.
    """
    found = {}
    for name, one in kept.items():
        if make:
            one.vectors(texts)
        if not one.missing(texts):
            found[provider_of(name)] = one
    return found
