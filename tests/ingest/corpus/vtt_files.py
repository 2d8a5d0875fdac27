"""WebVTT as Teams, Zoom, speech recognition and video sites write it."""

from __future__ import annotations

from tests.ingest.corpus.sample import CUES, NO_SPEAKERS, Sample

_TEAMS = """WEBVTT

3f2a/12-0
00:00:03.120 --> 00:00:05.400
<v Anna Mulder>Hoe bent u
erin gerold?</v>

3f2a/12-1
00:00:05.500 --> 00:00:06.400
<v Anna Mulder>Weet u dat nog?</v>

3f2a/15-0
00:00:07.010 --> 00:00:09.000
<v Bas>Door mijn zus &amp; mijn buurman.</v>

3f2a/16-0
00:01:10.000 --> 00:01:12.000
<v Anna Mulder>En daarna?</v>
"""
_ZOOM = """WEBVTT

1
00:00:03.120 --> 00:00:05.400
Anna Mulder: Hoe bent u erin gerold?

2
00:00:05.500 --> 00:00:07.000
Weet u dat nog?

3
00:00:07.010 --> 00:00:09.000
Bas: Door mijn zus.

4
00:00:09.010 --> 00:00:12.000
Anna Mulder: En daarna?

5
00:00:12.500 --> 00:00:13.000
Bas: Niets.
"""
_DEVICES = "WEBVTT\n\n" + "".join(
    f"{nr}\n00:00:{3 * nr:02}.000 --> 00:00:{3 * nr + 2:02}.900\n{words}\n\n"
    for nr, words in enumerate(
        (
            "iPhone van Anna: Hoe bent u erin gerold?",
            "iPhone van Anna: Weet u dat nog?",
            "b.jansen@voorbeeld.nl: Door mijn zus.",
            "b.jansen@voorbeeld.nl: Kijk: zo ging het.",
            "iPhone van Anna: En daarna?",
        )
    )
)
_BARE = """WEBVTT - gemaakt door een programma
Kind: captions
Language: nl

STYLE
::cue { color: white }

NOTE zekerheid 0,89

00:03.000 --> 00:05.000 align:start position:0%
Wij begonnen met niets.

00:05.100 --> 00:07.000
Toen kwam de <c.geel>wijk</c> erbij.

01:00.000 --> 01:02.000
Een <i>jaar</i> later.
"""
_ROLLING = "WEBVTT\n\n" + "".join(
    f"00:00:{at:02}.000 --> 00:00:{at + 1:02}.000\n{'' if at == 0 else f'regel {at - 1}' + chr(10)}regel {at}\n\n"
    for at in range(10)
)
_TWO = """WEBVTT

00:01.000 --> 00:03.000
<v.luid Anna>Zeg het maar.</v> <v Bas>Ik?</v>

00:03.000 --> 00:04.000
<v Anna>Ja, u.
"""

SAMPLES = (
    Sample(
        "teams.vtt",
        _TEAMS.encode(),
        "Anna Mulder: Hoe bent u erin gerold? Weet u dat nog?\nBas: Door mijn zus & mijn buurman.\n"
        "Anna Mulder: En daarna?",
        (
            ("Anna Mulder", 3.12, "Hoe bent u erin gerold? Weet u dat nog?"),
            ("Bas", 7.01, "Door mijn zus & mijn buurman."),
            ("Anna Mulder", 70.0, "En daarna?"),
        ),
        (CUES,),
        paragraphs=4,
    ),
    Sample(
        "zoom.vtt",
        b"\xef\xbb\xbf" + _ZOOM.replace("\n", "\r\n").encode(),
        "Anna Mulder: Hoe bent u erin gerold? Weet u dat nog?\nBas: Door mijn zus.\n"
        "Anna Mulder: En daarna?\nBas: Niets.",
        (
            ("Anna Mulder", 3.12, "Hoe bent u erin gerold? Weet u dat nog?"),
            ("Bas", 7.01, "Door mijn zus."),
            ("Anna Mulder", 9.01, "En daarna?"),
            ("Bas", 12.5, "Niets."),
        ),
        (CUES,),
        paragraphs=5,
    ),
    Sample(
        "zoom-apparaten.vtt",
        _DEVICES.encode(),
        "iPhone van Anna: Hoe bent u erin gerold? Weet u dat nog?\n"
        "b.jansen@voorbeeld.nl: Door mijn zus. Kijk: zo ging het.\niPhone van Anna: En daarna?",
        (
            ("iPhone van Anna", 0.0, "Hoe bent u erin gerold? Weet u dat nog?"),
            ("b.jansen@voorbeeld.nl", 6.0, "Door mijn zus. Kijk: zo ging het."),
            ("iPhone van Anna", 12.0, "En daarna?"),
        ),
        (CUES,),
        paragraphs=5,
    ),
    Sample(
        "zonder-sprekers.vtt",
        _BARE.encode(),
        "Wij begonnen met niets. Toen kwam de wijk erbij.\nEen jaar later.",
        ((None, 3.0, "Wij begonnen met niets. Toen kwam de wijk erbij."), (None, 60.0, "Een jaar later.")),
        (CUES, NO_SPEAKERS, "Remarks of the program"),
        paragraphs=3,
    ),
    Sample(
        "rollend.vtt",
        _ROLLING.encode(),
        " ".join(f"regel {at}" for at in range(10)),
        ((None, 0.0, " ".join(f"regel {at}" for at in range(10))),),
        (CUES, NO_SPEAKERS, "shown twice while the subtitles rolled, kept once: 9"),
        paragraphs=10,
    ),
    Sample(
        "twee-stemmen.vtt",
        _TWO.encode(),
        "Anna: Zeg het maar.\nBas: Ik?\nAnna: Ja, u.",
        (("Anna", 1.0, "Zeg het maar."), ("Bas", 1.0, "Ik?"), ("Anna", 3.0, "Ja, u.")),
        (CUES,),
        paragraphs=2,
    ),
    Sample(
        "tijd-kapot.vtt",
        b"WEBVTT\n\n00:01.000 --> 00:02.000\nEen.\n\n00:0x --> 00:03.000\nTwee.\n",
        "Een. Twee.",
        ((None, 1.0, "Een. Twee."),),
        (CUES, NO_SPEAKERS, "Line 6: Times of subtitles that cannot be read"),
        paragraphs=2,
    ),
    Sample(
        "vtt-als-txt.txt",
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Een.\n\n00:02.000 --> 00:03.000\n<v Bas>Twee.\n",
        "Anna: Een.\nBas: Twee.",
        (("Anna", 1.0, "Een."), ("Bas", 2.0, "Twee.")),
        (CUES, "The name ends in .txt, but the content is that of a .vtt file"),
        paragraphs=2,
        format="vtt",
    ),
)
