"""Markdown: kept as it is written, marks included, so that the text stays what its author sees in an editor.

Labels of speakers in bold are recognised with their asterisks (``text.labels``).
"""

from __future__ import annotations

from cmo_coder.ingest import txt
from cmo_coder.ingest.kinds import Kind
from cmo_coder.ingest.source import RawText, Reader, Source


def read(source: Source) -> RawText:
    """The text of a Markdown file.

    Raises:
        ReadError: the file is too large, or no text.
    """
    return txt.read(source)


READER = Reader("md", (Kind.TEXT,), (".md", ".markdown", ".mdown"), read)
