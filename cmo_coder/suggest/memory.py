"""What the program takes of the computer of who is coding: memory that goes back, and one of the processors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

LARGE = 1 << 18
"""Bytes from which a block of memory is asked for by itself, so that it can be given back by itself."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""The numbers of these settings in glibc's malloc.h."""


def be_modest() -> None:
    """Have numpy, where it is not loaded yet, use one processor, and the C library give large blocks back once free.

    Each processor more takes two megabytes for itself, and takes it from the keys. The C library of Linux learns from
    the first large blocks that are freed to keep all that come after them: six megabytes after learning from 2,000
    fragments. And each thread begins a place of memory of its own, with room in it that no other uses: up to two
    megabytes after coding, so those that begin later share one (Python runs one at a time in any case). Elsewhere
    nothing happens.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    settle = _of_the_c_library("mallopt")
    if settle is not None:
        settle(_ARENA_MAX, 1)
        settle(_MMAP_THRESHOLD, LARGE)
        settle(_TRIM_THRESHOLD, LARGE // 8)


def give_back() -> None:
    """Have the C library give back to the system what is free between its blocks: after work that held much at once.

    Four megabytes after a long interview was opened, and four more after learning, for some milliseconds in which other
    threads go on. Elsewhere than with glibc nothing happens.
    """
    trim = _of_the_c_library("malloc_trim")
    if trim is not None:
        trim(0)


def _of_the_c_library(name: str) -> Callable[..., int] | None:
    """A function of glibc; nothing where another C library is used."""
    if sys.platform != "linux":
        return None
    import ctypes

    try:
        found: Callable[..., int] = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError):
        return None
    return found
