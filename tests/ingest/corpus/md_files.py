"""Markdown, which is kept as it is written."""

from __future__ import annotations

from tests.ingest.corpus.sample import NO_SPEAKERS, Sample, lines

_TALK = "# Gesprek\n\n**Interviewer:** Hoe gaat het?\n\n**R1:** *Goed*, hoor.\n"
_REPORT = "# Verslag\n\n* een\n* twee\n\n> een citaat\n"
_ATRAIN = "**Speaker 1** [00:00:03]\nHoe gaat het?\n\n**Speaker 2** [00:00:07]\nGoed.\n"

SAMPLES = (
    Sample(
        "gesprek.md",
        _TALK.encode(),
        _TALK,
        ((None, None, "# Gesprek"), ("Interviewer", None, "Hoe gaat het?"), ("R1", None, "*Goed*, hoor.")),
    ),
    Sample("verslag.md", _REPORT.encode(), _REPORT, lines(_REPORT), (NO_SPEAKERS,)),
    Sample(
        "namen.md", _ATRAIN.encode(), _ATRAIN, (("Speaker 1", 3.0, "Hoe gaat het?"), ("Speaker 2", 7.0, "Goed."))
    ),
)  # fmt: skip
