"""Digits as keys: each with an action of its own that knows its number.

One command for all digits cannot tell which was pressed: by the time it runs, the next key may be in already.
"""

from __future__ import annotations

from textual.binding import Binding


def digit_bindings(action: str, most: int) -> list[Binding]:
    """Bindings of 1 to `most` (at most 9) to `action(<number>)`; put them before those of the commands."""
    return [Binding(str(number), f"{action}({number})", show=False) for number in range(1, most + 1)]
