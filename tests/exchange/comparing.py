"""All rows of a project, to compare it with another."""

from __future__ import annotations

from cmo_coder.model.base import Entity
from cmo_coder.model.everything import ENTITIES
from cmo_coder.store.project import Project


def study_rows(project: Project) -> dict[str, tuple[Entity, ...]]:
    """Every row of every table of the study by id; the history and the settings of the file are left out."""
    with project.read() as reading:
        return {table: reading.all(cls) for table, cls in ENTITIES.items()}
