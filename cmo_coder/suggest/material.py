"""What a project gives its providers to learn from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cmo_coder.model.codes import Code
from cmo_coder.model.documents import TextVersion
from cmo_coder.realist.snapshot import load_snapshot
from cmo_coder.store.codes import ROLE_TYPES
from cmo_coder.store.reading import Reading
from cmo_coder.suggest.later import Later
from cmo_coder.suggest.learned import MEASURED
from cmo_coder.suggest.of_project import coded_of, definitions_of
from cmo_coder.suggest.provider import Material
from cmo_coder.suggest.roles import RoleExample
from cmo_coder.suggest.spoken import uncoded_of
from cmo_coder.suggest.suggester import MOST_ROLES, refusals_of


def material_of(
    reading: Reading,
    coder_ids: frozenset[str] | None = None,
    model: str = "auto",
    cache: Path | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Material:
    """The material of a project; while a coder works blind, her own only. It is read whole: the reading may end."""
    if reading.hidden is not None:
        coder_ids = frozenset([reading.hidden.coder_id])
    codes = reading.all(Code, order=("position", "name"))
    coded = coded_of(reading, coder_ids)
    role = {code.id: ROLE_TYPES[code.type] for code in codes if code.type in ROLE_TYPES}
    taught = [RoleExample(one.passage, role[code].value) for one in coded for code in sorted(one.codes) if code in role]
    snapshot = load_snapshot(reading)
    texts = {one.id: reading.text(one.sha256) for one in reading.all(TextVersion, in_force=True)}
    return Material(
        codes,
        definitions_of(reading),
        coded,
        tuple(refusals_of(reading, coder_ids)),
        uncoded_of(reading, coded) if len(coded) < MEASURED.codebook_until else (),
        tuple(taught[-MOST_ROLES:]),
        Later(lambda: snapshot),
        texts.__getitem__,
        model,
        cache,
        progress,
    )
