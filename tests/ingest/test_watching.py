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


def long_page(folder: Path) -> Path:
    path = folder / "lang.html"
    path.write_text("<html><body>" + "<p>R: Koffie.</p>" * 12_000 + "</body></html>", "utf-8")
    return path


def long_subtitles(folder: Path, name: str) -> Path:
    path = folder / name
    cues = (f"{nr // 3600:02}:{nr // 60 % 60:02}:{nr % 60:02},000 --> 23:00:00,000\nZin {nr}." for nr in range(6_000))
    text = "\n\n".join(cues) + "\n"
    path.write_text(text if name.endswith("srt") else "WEBVTT\n\n" + text.replace(",000", ".000"), "utf-8")
    return path


@pytest.mark.parametrize("name", ["lang.html", "lang.srt", "lang.vtt"])
def test_pages_and_subtitles_tell_how_far_they_are_and_stop(tmp_path: Path, name: str) -> None:
    path = long_page(tmp_path) if name.endswith("html") else long_subtitles(tmp_path, name)
    told: list[float] = []
    read_file(path, watch=told.append)
    assert len(told) > 5
    assert told == sorted(told) and told[-1] == 1.0 and any(0.5 < done < 1 for done in told)

    def stop(done: float) -> None:
        if done > 0.6:
            raise Stopped

    with pytest.raises(Stopped):
        read_file(path, watch=stop)
