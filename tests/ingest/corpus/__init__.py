"""The corpus: files of every format, made when the tests run by writers that are not ours (python-docx, odfpy,
reportlab, or by hand, byte for byte), each with the text, turns and warnings that must come out.

A new format is a module here with ``SAMPLES``, a line in FORMATS, and a writer in ``tests.ingest.writers``.
"""

from __future__ import annotations

from importlib import import_module

from tests.ingest.corpus.sample import Sample

FORMATS = (
    "txt",
    "md",
    "docx",
    "odt",
    "rtf",
    "html",
    "srt",
    "vtt",
    "pdf",
)


def samples() -> tuple[Sample, ...]:
    """All files of the corpus."""
    return tuple(
        sample for name in FORMATS for sample in import_module(f"tests.ingest.corpus.{name}_files").SAMPLES
    )  # fmt: skip
