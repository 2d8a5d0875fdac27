"""The groups of commands, in the order in which the help shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cmo_coder.cli import projects

GROUPS: tuple[Callable[[Any], None], ...] = (projects.add,)
