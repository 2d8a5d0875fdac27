"""Python's rounds for circles of objects, and its turns for threads, out of the way of keys.

What a study of full size holds in memory is some million objects, and a full round over them stops the screens for a
quarter of a second, at any moment. So while the program runs a full round is made only when nobody types; what it found
to be many objects that stay is left out of later rounds.

Python gives a thread that wants to go on its turn after five milliseconds, each time again: the thread of the screens
lets go at every statement of SQLite, of which one code takes some dozens, and waited at each of them while suggestions
were made beside it. So turns are shorter while the program runs.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable

IDLE = 2.0
"""Seconds after a key in which no full round is made."""
YOUNG, MIDDLE, NEVER = 10_000, 20, 1_000_000_000
"""How many new objects make a short round, how many of these a longer one, and how many of those a full one."""
LONG = 0.03
"""Seconds of the processor from which on a full round is too long to be made over the same objects again."""


TURN = 0.0005
"""Seconds after which a thread gives its turn to another that wants one."""


class Collecting:
    """When full rounds are made; `stop` puts back what was usual."""

    def __init__(self) -> None:
        self._usual = gc.get_threshold()
        self._usual_turn = sys.getswitchinterval()
        self._gave_back_after: float | None = None
        gc.set_threshold(YOUNG, MIDDLE, NEVER)
        sys.setswitchinterval(TURN)

    def stop(self) -> None:
        """Collect as Python does by itself."""
        gc.set_threshold(*self._usual)
        sys.setswitchinterval(self._usual_turn)

    def let_go(self) -> None:
        """A study was closed: what was left out of the rounds may be garbage now."""
        gc.unfreeze()

    def when_idle(self, last_key: float, let_go: Callable[[], None] = lambda: None) -> bool:
        """Make a full round where nobody types and enough came since the last one; says whether one was made.

        Once after the last key also what is free goes back to the system; before that, `let_go` forgets what is kept
        only to be quick.
        """
        if time.monotonic() - last_key < IDLE:
            return False
        enough = bool(gc.get_count()[2])
        if enough:
            started = time.thread_time()
            gc.collect()
            if time.thread_time() - started > LONG:
                gc.freeze()
        if enough or last_key != self._gave_back_after:
            from cmo_coder.suggest.memory import give_back

            self._gave_back_after = last_key
            let_go()
            give_back()
        return enough
