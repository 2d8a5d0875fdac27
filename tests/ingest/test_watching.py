"""Reading tells how far it is, and stops when it is asked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.ingest.reading import read_file
from cmo_coder.ingest.source import Stopped
from tests.ingest.files import p, package


def long_document(folder: Path) -> Path:
    path = folder / "lang.docx"
    path.write_bytes(package("".join(p(f"Zin nummer {nr} over de koffie.") for nr in range(5_000))))
    return path


def test_a_long_document_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[float] = []
    read_file(long_document(tmp_path), watch=told.append)
    assert len(told) > 4
    assert told == sorted(told) and told[-1] == 1.0


def test_who_watches_may_stop_it(tmp_path: Path) -> None:
    told: list[float] = []

    def stop(done: float) -> None:
        told.append(done)
        if len(told) == 2:
            raise Stopped

    with pytest.raises(Stopped):
        read_file(long_document(tmp_path), watch=stop)
    assert len(told) == 2
