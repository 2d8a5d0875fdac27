"""The groups of commands, in the order in which the help shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cmo_coder.cli import claims, codebooks, coding, configurations, documents, elements, exports, projects, study

GROUPS: tuple[Callable[[Any], None], ...] = (
    projects.add,
    study.add,
    documents.add,
    codebooks.add,
    coding.add,
    claims.add,
    configurations.add,
    elements.add,
    exports.add,
)
