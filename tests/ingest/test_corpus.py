"""Every file of the corpus gives the text, the turns, the comments and the warnings that stand beside it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from cmo_coder.ingest.reading import READERS, read_file
from cmo_coder.ingest.value import ReadText
from tests.ingest.corpus import samples
from tests.ingest.corpus.sample import Sample

SAMPLES = samples()


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_a_file_of_the_corpus_gives_its_text_and_turns(tmp_path: Path, sample: Sample) -> None:
    path = tmp_path / sample.name
    path.write_bytes(sample.bytes())
    found = read_file(path)
    assert found.text == sample.text
    assert [
        (turn.speaker, turn.time, found.text[turn.text_start : turn.end]) for turn in found.turns
    ] == list(sample.turns)  # fmt: skip
    _told_exactly(found, sample)
    assert [
        (found.text[note.start : note.end], note.author, note.text) for note in found.notes
    ] == list(sample.notes)  # fmt: skip
    lines = sum(1 for line in found.text.split("\n") if line.strip())
    assert (found.paragraphs, found.paragraphs_in) == (lines, sample.paragraphs or lines)
    assert found.format == (sample.format or path.suffix[1:])


def _told_exactly(found: ReadText, sample: Sample) -> None:
    said = [warning.text() for warning in found.warnings]
    for words in sample.told:
        assert any(words in one for one in said), (words, said)
    assert [one for one in said if not any(words in one for words in sample.told)] == []


def test_the_corpus_is_large_and_holds_every_format() -> None:
    formats = Counter(sample.format or Path(sample.name).suffix[1:] for sample in SAMPLES)
    assert set(READERS) <= set(formats)
    assert len(SAMPLES) >= 60
    assert len({sample.name for sample in SAMPLES}) == len(SAMPLES)


def test_the_files_are_the_same_each_time() -> None:
    for sample in SAMPLES:
        assert sample.bytes() == sample.bytes(), sample.name
