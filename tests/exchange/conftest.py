"""A PostgreSQL for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.store.postgres import NotUsable, Server, running_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for the whole run."""
    try:
        with running_server() as server:
            yield server
    except NotUsable as reason:
        pytest.skip(str(reason))
