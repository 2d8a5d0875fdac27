"""What is refused because no transcript is that large. Sizes in bytes."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

TEXT_BYTES = 100 * MEGABYTE
"""The largest text file. Ten hours of talk are less than one megabyte."""
PACKAGE_BYTES = 250 * MEGABYTE
"""The largest office document, pictures included."""
UNPACKED_BYTES = 1024 * MEGABYTE
"""The most that an office document may unpack to, pictures included."""
PART_BYTES = 200 * MEGABYTE
"""The most that one part that is read (the text in XML) may unpack to."""
RATIO = 200
"""How many times larger an office document may become: text in XML seldom shrinks to less than a fiftieth."""
RATIO_FROM = 20 * MEGABYTE
"""Below this unpacked size the ratio does not matter."""
PARTS = 20_000
"""The most parts of an office document."""
PAGE_BYTES = 50 * MEGABYTE
"""The largest web page: its parser needs ten times as much memory."""
RTF_BYTES = 250 * MEGABYTE
"""The largest Rich Text file, in which pictures stand written out."""
PDF_PAGES = 5_000
"""The most pages of a PDF document."""
