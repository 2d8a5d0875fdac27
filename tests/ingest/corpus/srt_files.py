"""SubRip as Amberscript, Whisper and video editors write it."""

from __future__ import annotations

from tests.ingest.corpus.sample import CUES, NO_SPEAKERS, Sample


def cues(*said: tuple[str, str, str]) -> str:
    """A file of cues: begin, end, words."""
    return "".join(f"{nr}\n{start} --> {end}\n{words}\n\n" for nr, (start, end, words) in enumerate(said, start=1))


_LABELS = cues(
    ("00:00:01,000", "00:00:03,000", "Interviewer: Hoe <i>gaat</i> het"),
    ("00:00:03,000", "00:00:05,000", "met u in de wijk?"),
    ("00:00:06,500", "00:00:08,000", "Respondent: Goed, hè.\nEen café erbij."),
)
_DASHES = cues(
    ("00:00:01,000", "00:00:03,000", "- Hoe gaat het?\n- Goed."),
    ("00:00:03,000", "00:00:05,000", ">> En thuis?"),
)
_PAUSES = cues(
    ("00:00:01,000", "00:00:03,000", "Ik woon hier lang."),
    ("00:00:03,100", "00:00:05,000", "{\\an8}Sinds 1980."),
    ("01:00:09,000", "01:00:12,000", "42"),
)
_BRACKETS = cues(
    ("00:00:01,000", "00:00:03,000", "[Spreker 1] Hoe gaat het?"),
    ("00:00:03,000", "00:00:04,000", "[lacht]"),
    ("00:00:04,000", "00:00:05,000", "[Spreker 2] Goed."),
)
_TALK = (("Interviewer", 1.0, "Hoe gaat het met u in de wijk?"), ("Respondent", 6.5, "Goed, hè. Een café erbij."))
_TALK_TEXT = "Interviewer: Hoe gaat het met u in de wijk?\nRespondent: Goed, hè. Een café erbij."

SAMPLES = (
    Sample("labels.srt", _LABELS.encode(), _TALK_TEXT, _TALK, (CUES,), paragraphs=3),
    Sample(
        "windows.srt",
        _LABELS.replace("\n", "\r\n").encode("cp1252"),
        _TALK_TEXT,
        _TALK,
        (CUES, "Read as Windows-1252"),
        paragraphs=3,
    ),
    Sample("mac.srt", b"\xef\xbb\xbf" + _LABELS.replace("\n", "\r").encode(), _TALK_TEXT, _TALK, (CUES,), paragraphs=3),
    Sample(
        "utf-16.srt", _LABELS.encode("utf-16"), _TALK_TEXT, _TALK, (CUES, "Read as UTF-16 LE"), paragraphs=3
    ),
    Sample(
        "streepjes.srt",
        _DASHES.encode(),
        "- Hoe gaat het?\n- Goed.\n>> En thuis?",
        ((None, 1.0, "- Hoe gaat het?"), (None, 1.0, "- Goed."), (None, 3.0, ">> En thuis?")),
        (CUES, NO_SPEAKERS),
        paragraphs=2,
    ),
    Sample(
        "pauzes.srt",
        _PAUSES.encode(),
        "Ik woon hier lang. Sinds 1980.\n42",
        ((None, 1.0, "Ik woon hier lang. Sinds 1980."), (None, 3609.0, "42")),
        (CUES, NO_SPEAKERS),
        paragraphs=3,
    ),
    Sample(
        "stotter.srt",
        cues(*((f"00:00:{at:02},000", f"00:00:{at + 1:02},000", "Dank u wel.") for at in range(10))).encode(),
        " ".join(["Dank u wel."] * 10),
        ((None, 0.0, " ".join(["Dank u wel."] * 10)),),
        (CUES, NO_SPEAKERS),
        paragraphs=10,
    ),
    Sample(
        "haken.srt",
        _BRACKETS.encode(),
        "Spreker 1: Hoe gaat het? [lacht]\nSpreker 2: Goed.",
        (("Spreker 1", 1.0, "Hoe gaat het? [lacht]"), ("Spreker 2", 4.0, "Goed.")),
        (CUES,),
        paragraphs=3,
    ),
    Sample(
        "zonder-nummers.srt",
        b"00:00:01.000 --> 00:00:02.000\nI: Een?\n00:00:02.000 --> 00:00:03.000\nR: Twee.\n",
        "I: Een?\nR: Twee.",
        (("I", 1.0, "Een?"), ("R", 2.0, "Twee.")),
        (CUES,),
    ),
    Sample(
        "srt-als-docx.docx",
        _LABELS.encode(),
        _TALK_TEXT,
        _TALK,
        (CUES, "The name ends in .docx, but the content is that of a .srt file"),
        paragraphs=3,
        format="srt",
    ),
)  # fmt: skip
