"""Answers about a snapshot that are asked often: kept with it, and taken over while what they rest on stays."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from cmo_coder.messages import language

if TYPE_CHECKING:
    from cmo_coder.realist.snapshot import Snapshot

P = ParamSpec("P")
T = TypeVar("T")

KEPT: dict[str, frozenset[str]] = {}
"""Every function whose answers are kept, with the fields of the snapshot that they rest on."""


def kept(*fields: str) -> Callable[[Callable[Concatenate[Snapshot, P], T]], Callable[Concatenate[Snapshot, P], T]]:
    """Keep what a function answers about a snapshot, for each of its (hashable) arguments and each language.

    `fields` are all the fields of the snapshot that it looks into, by itself or through others: where a change left
    these as they were, the answer holds for the next snapshot too. A test sees to it that none is missing.
    """

    def decorate(work: Callable[Concatenate[Snapshot, P], T]) -> Callable[Concatenate[Snapshot, P], T]:
        name = f"{work.__module__}.{work.__qualname__}"
        KEPT[name] = frozenset(fields)

        @wraps(work)
        def asked(snapshot: Snapshot, /, *args: P.args, **kwargs: P.kwargs) -> T:
            answers: dict[Any, T] = snapshot.answers.setdefault(name, {})
            key = (language(), args, *sorted(kwargs.items()))
            if key not in answers:
                answers[key] = work(snapshot, *args, **kwargs)
            return answers[key]

        return asked

    return decorate
