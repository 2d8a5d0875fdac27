"""Make the Word interviews of the example study from their plain sources, the same bytes every time.

Usage: ``python tests/tools/make_example_docx.py [folder]``; the folder is ``transcripts_example/`` when left out.
The first line of a source is its title; every other line that is not empty is one paragraph.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from datetime import datetime
from pathlib import Path

SOURCES = Path(__file__).resolve().parent / "example_sources"
TARGET = Path(__file__).resolve().parents[2] / "transcripts_example"
_LABEL = re.compile(r"[A-Z]\w*:")
_MADE = datetime(2024, 12, 2, 9, 0, 0)
_ZIP_DATE = (2024, 12, 2, 9, 0, 0)


def build(text: str) -> bytes:
    """Return a .docx with the title as a heading and each turn as a paragraph with its speaker in bold."""
    from docx import Document

    title, *lines = [line for line in text.splitlines() if line.strip()]
    document = Document()
    properties = document.core_properties
    properties.author = properties.last_modified_by = "cmo-coder"
    properties.title, properties.language, properties.comments = title, "nl-NL", ""
    properties.created = properties.modified = _MADE
    document.add_heading(title, level=1)
    for line in lines:
        paragraph = document.add_paragraph()
        label = _LABEL.match(line)
        cut = label.end() if label else 0
        if cut:
            paragraph.add_run(line[:cut]).bold = True
        paragraph.add_run(line[cut:])
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_fixed_dates(buffer.getvalue())


def _with_fixed_dates(packed: bytes) -> bytes:
    """Write the same parts again under one date: the archive otherwise holds the time of making."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, date_time=_ZIP_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return buffer.getvalue()


def main(arguments: list[str]) -> int:
    """Write one .docx per source into the folder that is named, or into the example study."""
    folder = Path(arguments[0]) if arguments else TARGET
    for source in sorted(SOURCES.glob("*.txt")):
        (folder / f"{source.stem}.docx").write_bytes(build(source.read_text(encoding="utf-8")))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
