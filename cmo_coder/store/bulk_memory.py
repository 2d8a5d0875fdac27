"""Memory in acts that make hundreds of thousands of rows."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Have Python not look for circles of objects meanwhile: rows have none, and looking takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def collected_no_more() -> Iterator[None]:
    """The same for what stays until the study is closed: later rounds do not look at it either.

    Else the first round after it, which comes while a screen is opened, stops that screen for a tenth of a second.
    """
    with without_collecting():
        yield
        gc.freeze()
