"""A small study with something for every table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.realist.builder import StudyBuilder


@pytest.fixture
def study(tmp_path: Path) -> Iterator[StudyBuilder]:
    made = StudyBuilder(tmp_path)
    yield made
    made.project.close()
