"""Plain text in the forms in which transcribers and programs deliver it."""

from __future__ import annotations

from tests.ingest.corpus.sample import NO_SPEAKERS, Said, Sample, lines


def plain(name: str, text: str, *turns: Said, told: tuple[str, ...] = ()) -> Sample:
    """A text file in UTF-8 that is stored as it is."""
    return Sample(f"{name}.txt", text.encode(), text, turns, told)


_WORD_NL = """Audiobestand
gesprek.mp3
Transcriptie
00:00:03 Spreker 1
Goedemorgen, fijn dat u er bent.
00:00:09 Spreker 2
Graag gedaan.
Ik had er zin in.
01:02:03 Spreker 1
Dank u wel.
"""
_WORD_EN = (
    _WORD_NL.replace("Spreker", "Speaker").replace("Audiobestand", "Audio file").replace("Transcriptie", "Transcript")
)
_HEAD_NL = lines("Audiobestand\ngesprek.mp3\nTranscriptie")
_HEAD_EN = lines("Audio file\ngesprek.mp3\nTranscript")


def _word(name: str) -> tuple[Said, ...]:
    return (
        (f"{name} 1", 3.0, "Goedemorgen, fijn dat u er bent."),
        (f"{name} 2", 9.0, "Graag gedaan.\nIk had er zin in."),
        (f"{name} 1", 3723.0, "Dank u wel."),
    )


_OTTER = """Anna Mulder  0:04
Hoe bent u erin gerold?

Bas  0:11
Door mijn zus.

Anna Mulder  1:02:40
En daarna?
"""
_ZOOM = """[Anna Mulder] 10:02:03
Hoe bent u erin gerold?

[Bas] 10:02:11
Door mijn zus.

[Anna Mulder] 10:02:40
En daarna?
"""
_ANNA_BAS = (("Hoe bent u erin gerold?"), ("Door mijn zus."), ("En daarna?"))


def _anna(*seconds: float | None) -> tuple[Said, ...]:
    return tuple(
        (who, time, words)
        for who, time, words in zip(("Anna Mulder", "Bas", "Anna Mulder"), seconds, _ANNA_BAS, strict=True)
    )


SAMPLES = (
    plain(
        "labels",
        "I: Hoe gaat het?\nR: Goed.\nI: Mooi.\n",
        ("I", None, "Hoe gaat het?"),
        ("R", None, "Goed."),
        ("I", None, "Mooi."),
    ),
    plain(
        "verslag",
        "Een verslag.\n\n  Met een lege regel.  \n",
        *lines("Een verslag.\nMet een lege regel."),
        told=(NO_SPEAKERS,),
    ),
    plain("word-transcriberen-nl", _WORD_NL, *_HEAD_NL, *_word("Spreker")),
    plain("word-transcribe-en", _WORD_EN, *_HEAD_EN, *_word("Speaker")),
    plain("otter", _OTTER, *_anna(4.0, 11.0, 3760.0)),
    plain("zoom-opgeslagen", _ZOOM, *_anna(36123.0, 36131.0, 36160.0)),
    plain(
        "teams-oud",
        "0:0:1.20 --> 0:0:3.960\nAnna Mulder\nHoe bent u erin gerold?\n\n0:0:4.0 --> 0:0:5.960\nBas\nDoor mijn zus.\n\n"
        "0:0:12.0 --> 0:0:15.960\nAnna Mulder\nEn daarna?\n",
        *_anna(1.2, 4.0, 12.0),
    ),
    plain(
        "teams-nieuw",
        "Anna Mulder   0:03\nHoe bent u erin gerold?\n\nBas   0:07\nDoor mijn zus.\n\n"
        "Anna Mulder   12:15\nEn daarna?\n",
        *_anna(3.0, 7.0, 735.0),
    ),
    plain(
        "amberscript",
        "Spreker 1: [00:00:02] Hoe bent u erin gerold?\n\nSpreker 2: [00:00:05] Door mijn zus.\n\n"
        "Spreker 1: [00:00:09] En daarna?\n",
        ("Spreker 1", 2.0, _ANNA_BAS[0]),
        ("Spreker 2", 5.0, _ANNA_BAS[1]),
        ("Spreker 1", 9.0, _ANNA_BAS[2]),
    ),
    plain(
        "amberscript-tijd-boven",
        "00:00:02\nInterviewer: Hoe bent u erin gerold?\n\n00:00:05\nRespondent: Door mijn zus.\n",
        ("Interviewer", 2.0, _ANNA_BAS[0]),
        ("Respondent", 5.0, _ANNA_BAS[1]),
    ),
    plain(
        "rev",
        "Interviewer (00:03):\nHoe bent u erin gerold?\n\nBas (00:07):\nDoor mijn zus.\n\n"
        "Interviewer (00:12):\nEn daarna?\n",
        ("Interviewer", 3.0, _ANNA_BAS[0]),
        ("Bas", 7.0, _ANNA_BAS[1]),
        ("Interviewer", 12.0, _ANNA_BAS[2]),
    ),
    plain(
        "happy-scribe",
        "[00:00:03.120] - Speaker 1\nHoe bent u erin gerold?\n\n[00:00:07.500] - Speaker 2\nDoor mijn zus.\n",
        ("Speaker 1", 3.12, _ANNA_BAS[0]),
        ("Speaker 2", 7.5, _ANNA_BAS[1]),
    ),
    plain(
        "atrain",
        "SPEAKER_00 [00:00:03]: Hoe bent u erin gerold?\nSPEAKER_01 [00:00:07]: Door mijn zus.\n",
        ("SPEAKER_00", 3.0, _ANNA_BAS[0]),
        ("SPEAKER_01", 7.0, _ANNA_BAS[1]),
    ),
    plain(
        "trint",
        "[00:00:03] Anna Mulder: Hoe bent u erin gerold?\n[00:00:07] Bas: Door mijn zus.\n"
        "[00:00:12] Anna Mulder: En daarna?\n[00:00:15] Bas: Niets.\n",
        *_anna(3.0, 7.0, 12.0),
        ("Bas", 15.0, "Niets."),
    ),
    plain(
        "f4",
        "I: Hoe bent u erin gerold? #00:00:04-5#\nB: Door mijn zus. #00:00:09-1#\nI: En daarna? #00:00:12-0#\n"
        "B: Niets.\n",
        ("I", None, "Hoe bent u erin gerold? #00:00:04-5#"),
        ("B", None, "Door mijn zus. #00:00:09-1#"),
        ("I", None, "En daarna? #00:00:12-0#"),
        ("B", None, "Niets."),
    ),
    Sample(
        "windows.txt",
        "I: Één keer?\r\nR: Ja – “echt”.\r\n".encode("cp1252"),
        "I: Één keer?\nR: Ja – “echt”.\n",
        (("I", None, "Één keer?"), ("R", None, "Ja – “echt”.")),
        ("Read as Windows-1252",),
    ),
    Sample(
        "kladblok.txt",
        "I: Één keer?\r\nR: Ja.\r\n".encode("utf-16"),
        "I: Één keer?\nR: Ja.\n",
        (("I", None, "Één keer?"), ("R", None, "Ja.")),
        ("Read as UTF-16 LE",),
    ),
    Sample("bom.txt", b"\xef\xbb\xbfI: Hoe?\rR: Zo.\r", "I: Hoe?\nR: Zo.\n", (("I", None, "Hoe?"), ("R", None, "Zo."))),
)
