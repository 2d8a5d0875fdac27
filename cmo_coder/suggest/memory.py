"""What learning takes of the computer of who is coding meanwhile: memory that goes back, and one of the processors."""

from __future__ import annotations

import os
import sys

LARGE = 1 << 18
"""Bytes from which a block of memory is asked for by itself, so that it can be given back by itself."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""The numbers of these settings in glibc's malloc.h."""


def be_modest() -> None:
    """Have numpy, where it is not loaded yet, use one processor, and the C library give large blocks back once free.

    Each processor more takes two megabytes for itself, and takes it from the keys. The C library of Linux learns from
    the first large blocks that are freed to keep all that come after them: six megabytes after learning from 2,000
    fragments. Elsewhere nothing happens.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if sys.platform != "linux":
        return
    import ctypes

    try:
        settle = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):  # another C library
        return
    settle(_MMAP_THRESHOLD, LARGE)
    settle(_TRIM_THRESHOLD, LARGE // 8)
