"""Memory of acts that make hundreds of thousands of objects: which rounds for circles look at them."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from cmo_coder.store.bulk_memory import collected_no_more


@pytest.fixture(autouse=True)
def usual_rounds() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.enable()
    yield
    gc.unfreeze()
    if not was_on:
        gc.disable()


def test_what_stays_is_made_without_rounds_and_no_later_round_looks_at_it() -> None:
    before = gc.get_freeze_count()
    with collected_no_more():
        assert not gc.isenabled()
        kept = [[nr] for nr in range(1_000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() - before >= len(kept)


def test_after_a_failure_rounds_are_made_again() -> None:
    with pytest.raises(ZeroDivisionError), collected_no_more():
        raise ZeroDivisionError
    assert gc.isenabled()
