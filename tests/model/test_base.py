"""Ids: unlike all others, and in the order of making."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest

from cmo_coder.model import base
from cmo_coder.model.base import new_id, new_ids, random_id


def test_ids_stand_in_the_order_of_making_whatever_the_clock_does(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([5_000_000_000_000, 5_000_000_000_000, 4_000_000_000_000, 5_000_001_000_000])
    monkeypatch.setattr(base, "_ids_made", base._Stamps())
    monkeypatch.setattr(base.time, "time_ns", lambda: next(moments))
    made = [new_id(), *new_ids(5000), new_id(), new_id()]
    assert made == sorted(made) and len(set(made)) == len(made)


def test_ids_are_uuids_of_version_7_with_the_moment_of_making(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "_ids_made", base._Stamps())
    monkeypatch.setattr(base.time, "time_ns", lambda: 0x0123456789AB * 1_000_000)
    one, other = (uuid.UUID(made) for made in new_ids(2))
    assert (one.version, one.variant, one.int >> 80) == (7, uuid.RFC_4122, 0x0123456789AB)
    assert one.int & ((1 << 62) - 1) != other.int & ((1 << 62) - 1)


def test_ids_of_several_threads_differ() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(chain.from_iterable(threads.map(lambda _: new_ids(2000), range(8))))
    assert len({one[:18] for one in made}) == 16_000


def test_a_random_id_is_a_uuid_of_version_4_that_begins_with_chance() -> None:
    made = {random_id() for _ in range(100)}
    assert all((one := uuid.UUID(made_id)).version == 4 and one.variant == uuid.RFC_4122 for made_id in made)
    assert len({one[:8] for one in made}) == 100
