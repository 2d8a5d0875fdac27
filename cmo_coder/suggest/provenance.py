"""Who made a suggestion, and with what: kept with every outcome, so that an evaluation can tell old from new."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass

from cmo_coder import __version__
from cmo_coder.suggest.value import Settings


@dataclass(frozen=True, slots=True)
class Provenance:
    """The provider, its version, the model that it rests on (empty where none), and a mark of its settings."""

    provider: str
    version: str
    model: str
    settings: str


def provenance(provider: str, settings: Settings, model: str = "") -> Provenance:
    """The provenance of what a provider of this program makes."""
    return marked(provider, repr(sorted(asdict(settings).items())), model)


def marked(provider: str, settings: str, model: str = "") -> Provenance:
    """The same, of settings that are written out as text."""
    return Provenance(provider, __version__, model, hashlib.sha256(settings.encode()).hexdigest()[:12])
