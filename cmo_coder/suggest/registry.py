"""Finding the providers: those of this program, and those that other packages bring by an entry point."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points

from cmo_coder.messages import N_
from cmo_coder.model.errors import UserError
from cmo_coder.suggest.provider import GROUP, Answer, Asked, Material, Provider

Maker = Callable[[Material], Provider | None]

BUILT_IN = {
    "rule": "cmo_coder.suggest.providers.rule:make",
    "codebook+exemplar": "cmo_coder.suggest.providers.exemplar:make",
    "cmo-role": "cmo_coder.suggest.providers.cmo_role:make",
    "link": "cmo_coder.suggest.providers.link:make",
    "configuration": "cmo_coder.suggest.providers.configuration:make",
    "spacy": "cmo_coder.suggest.providers.spacy_model:make",
    "embed-e5": "cmo_coder.suggest.providers.embed:make_e5",
    "embed-use": "cmo_coder.suggest.providers.embed:make_use",
}
"""The program's own; pyproject.toml names the same as entry points."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A provider that could not be used, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """The providers that can say something of a project, by name, and those that cannot be used here."""

    providers: dict[str, Provider]
    left_out: tuple[LeftOut, ...]

    def answer(self, asked: Asked) -> tuple[Answer, ...]:
        """What all of them propose, provider by provider."""
        return tuple(answer for one in self.providers.values() for answer in one.answer(asked))


def makers() -> dict[str, Callable[[], Maker]]:
    """What makes each provider, loaded when it is called; another package cannot take the name of a built-in one."""
    found: dict[str, Callable[[], Maker]] = {one.name: one.load for one in entry_points(group=GROUP)}
    for name, place in BUILT_IN.items():
        found[name] = lambda place=place: _named(place)  # type: ignore[misc]
    return found


def _named(place: str) -> Maker:
    module, _colon, name = place.partition(":")
    found: Maker = getattr(import_module(module), name)
    return found


def load(material: Material, only: Collection[str] | None = None) -> Loaded:
    """Make the providers (those named, or all). One that fails is left out, with the reason."""
    providers: dict[str, Provider] = {}
    left_out = []
    for name, get in sorted(makers().items()):
        if only is not None and name not in only:
            continue
        try:
            made = _made(get(), material)
        except UserError as error:
            left_out.append(LeftOut(name, str(error)))
        except Exception as error:  # another package's code: whatever it raises, the rest goes on
            left_out.append(LeftOut(name, f"{type(error).__name__}: {error}"))
        else:
            if made is not None:
                providers[name] = made
    return Loaded(providers, tuple(left_out))


def _made(make: Maker, material: Material) -> Provider | None:
    if getattr(make, "offline", False) is not True:
        raise UserError(
            N_("It does not say that it works offline."), N_("Only providers that never use a network are loaded.")
        )
    return make(material)
