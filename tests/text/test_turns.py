"""Speaker turns in the forms that Dutch transcripts use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.text.labels import seconds_of
from cmo_coder.text.turns import Doubt, SpeakerHint, find_turns, guess_role, guess_roles, read_turns
from tests.shared import shared


def read(text: str, *hints: SpeakerHint) -> list[tuple[str | None, float | None, str]]:
    """Speaker, time and spoken words of each turn."""
    return [(turn.speaker, turn.time, text[turn.text_start : turn.end]) for turn in find_turns(text, hints)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Interviewer: Hoe?\nRespondent: Goed.", [("Interviewer", None, "Hoe?"), ("Respondent", None, "Goed.")]),
        ("I: Hoe?\nR1: Zo.\nR2: Nee.", [("I", None, "Hoe?"), ("R1", None, "Zo."), ("R2", None, "Nee.")]),
        ("I: Hoe?\n\nR: Zo.\n\nEn zo.\n", [("I", None, "Hoe?"), ("R", None, "Zo.\n\nEn zo.")]),
        ("[00:12:03] Respondent 2: Ja.", [("Respondent 2", 723.0, "Ja.")]),
        ("Respondent 2 (00:12:03)\nJa, dat.", [("Respondent 2", 723.0, "Ja, dat.")]),
        ("Respondent 2 (00:12:03): Ja, dat.", [("Respondent 2", 723.0, "Ja, dat.")]),
        ("Respondent 2 (00:12:03) Ja, dat.", [("Respondent 2", 723.0, "Ja, dat.")]),
        ("Speaker 1  00:12\nHo.\n\nSpeaker 2  00:15\nDag.", [("Speaker 1", 12.0, "Ho."), ("Speaker 2", 15.0, "Dag.")]),
        ("00:00:12 Spreker 1\nHallo.", [("Spreker 1", 12.0, "Hallo.")]),
        ("I: [00:03:12] Wat bedoelt u?", [("I", 192.0, "Wat bedoelt u?")]),
        ("#00:00:12-3# I: Wat?\n#00:00:14-5# B1: Dat.\nB1: Ja.",
         [("I", 12.3, "Wat?"), ("B1", 14.5, "Dat."), ("B1", None, "Ja.")]),
        ("00:00:05\nInterviewer: Hallo.\n", [("Interviewer", 5.0, "Hallo.")]),
        ("**Interviewer:** Hoe?\n\n**Respondent:** Zo.", [("Interviewer", None, "Hoe?"), ("Respondent", None, "Zo.")]),
        ("**Interviewer**: Hoe?\n\n__R1__: Zo.", [("Interviewer", None, "Hoe?"), ("R1", None, "Zo.")]),
        ("- Interviewer: Hoe?\n- Respondent: Zo.", [("Interviewer", None, "Hoe?"), ("Respondent", None, "Zo.")]),
        ("00:01 | Interviewer | Hoe?\n00:03 | Respondent | Zo.",
         [("Interviewer", 1.0, "Hoe?"), ("Respondent", 3.0, "Zo.")]),
        ("Interviewer\tHoe?\nRespondent\tZo.", [("Interviewer", None, "Hoe?"), ("Respondent", None, "Zo.")]),
        ("interviewer: Hoe?\nrespondent: Zo.", [("interviewer", None, "Hoe?"), ("respondent", None, "Zo.")]),
        ("i: Hoe?\nr: Zo.\ni: En?\nr: Ja.",
         [("i", None, "Hoe?"), ("r", None, "Zo."), ("i", None, "En?"), ("r", None, "Ja.")]),
        ("INTERVIEWER:\nHoe?\n\nRINUS:\nZo.\n\nINTERVIEWER:\nEn?\n\nRINUS:\nJa.",
         [("INTERVIEWER", None, "Hoe?"), ("RINUS", None, "Zo."), ("INTERVIEWER", None, "En?"), ("RINUS", None, "Ja.")]),
        ("Interviewer\nHoe?\n\nRaadslid\nZo.\n\nInterviewer\nEn?\n\nRaadslid\nJa.",
         [("Interviewer", None, "Hoe?"), ("Raadslid", None, "Zo."),
          ("Interviewer", None, "En?"), ("Raadslid", None, "Ja.")]),
        ("Vraag: Hoe?\nAntwoord: Zo.\nVraag: En?\nAntwoord: Ja.",
         [("Vraag", None, "Hoe?"), ("Antwoord", None, "Zo."), ("Vraag", None, "En?"), ("Antwoord", None, "Ja.")]),
        ("Mw. De Vries: Ja.\nI: Zo?\nMw. De Vries: Nee.",
         [("Mw. De Vries", None, "Ja."), ("I", None, "Zo?"), ("Mw. De Vries", None, "Nee.")]),
        ("I: Ja?\nR:\nI: Nee?", [("I", None, "Ja?"), ("R", None, ""), ("I", None, "Nee?")]),
        ("Een gesprek\n\nI: Hoe?\nR: Zo.", [(None, None, "Een gesprek"), ("I", None, "Hoe?"), ("R", None, "Zo.")]),
    ],
)  # fmt: skip
def test_turns_are_read_in_every_usual_form(text: str, expected: list[tuple[str | None, float | None, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Let op: dit is geen spreker.\nLet op: dit ook niet.\nLet op: nog een keer.",
        "Vraag 3: Wat vindt u?\nVraag 4: En waarom?\nVraag 5: En verder?",
        "Conclusie: het werkt.\nConclusie: het werkt niet.\nConclusie: soms.",
        "Om 12:30 kwam de huisarts.\n12:30 was het klaar.\nRond 14:00: pauze.",
        "Dus ik zei: doe maar.\nDus ik zei: doe maar.\nDus ik zei: doe maar.",
        "Karin: een keer is geen keer.",
        "Doel: a\nAanpak: b\nBereik: c\nDoel: d\nAanpak: e\nBereik: f\nDoel: g\nAanpak: h\nBereik: i",
        "Inwoners: a\nBuurtteam: b\nSporthal: c\nInwoners: a\nBuurtteam: b\nSporthal: c\nInwoners: a\nBuurtteam: b",
        "https://voorbeeld.nl\nhttps://voorbeeld.nl\nhttps://voorbeeld.nl",
        "Interviewer",
        "Ja\nNee\nJa\nNee\nJa\nNee",
        "Ambities\na\nb\nc\nd\nAanpak\na\nb\nc\nd\nAmbities\na\nb\nc\nd\nAanpak\na\nb\nc\nd\nAmbities\na\nb\nc\nd\nAanpak",
        "Context\nveel\nMechanisme\nvertrouwen\nContext\nveel\nMechanisme\nhoop\nContext\nx\nMechanisme\ny",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_label_is_no_speaker(text: str) -> None:
    reading = read_turns(text)
    assert reading.labelled == 0
    assert [turn.speaker for turn in reading.turns] == [None] * len(text.split("\n"))


def test_a_name_is_a_speaker_when_it_comes_back() -> None:
    text = "Ahmed: Ja.\nKarin: Nee.\nAhmed: Toch wel.\nKarin: Nou.\nAhmed: Kijk.\nKarin: Oké.\n"
    assert [speaker for speaker, _, _ in read(text)] == ["Ahmed", "Karin"] * 3
    prose = "Hier staat gewone tekst.\n" * 30
    assert read_turns(text + prose).labelled == 0
    assert read_turns("Ahmed: Ja.\nKarin: Nee.\n").labelled == 0


def test_who_speaks_once_is_told_as_a_doubt_and_can_be_made_a_speaker() -> None:
    text = "Moderator: Wie begint?\nKarin: Ik.\nAhmed: En ik.\nKarin: Ja.\nModerator: Goed.\n"
    reading = read_turns(text)
    assert [turn.speaker for turn in reading.turns] == ["Moderator", "Karin", "Karin", "Moderator"]
    assert reading.doubts == (Doubt("Ahmed", 1, 3),)
    mended = read_turns(text, also=["ahmed"])
    assert [turn.speaker for turn in mended.turns] == ["Moderator", "Karin", "Ahmed", "Karin", "Moderator"]
    assert [turn.speaker for turn in read_turns(text, never=["Karin"]).turns] == ["Moderator", "Moderator"]


def test_the_facts_at_the_head_of_a_transcript_are_no_turns() -> None:
    text = (
        "Datum: 3 mei 2024\nInterviewer: Anna de Boer\nRespondent: R7, wijkverpleegkundige\nLocatie: buurthuis\n\n"
        "Interviewer: Zullen we beginnen?\nRespondent: Ja, hoor.\n"
    )
    turns = read(text)
    assert [words for speaker, _, words in turns if speaker] == ["Zullen we beginnen?", "Ja, hoor."]
    assert turns[1] == (None, None, "Interviewer: Anna de Boer")


def test_bold_text_at_the_start_of_a_line_is_a_speaker_when_it_comes_back() -> None:
    text = "Jan Hoe gaat het?\nPiet Goed.\nJan En nu?\nPiet Ook goed.\n"
    hints = [SpeakerHint(0, 4), SpeakerHint(18, 23), SpeakerHint(29, 32), SpeakerHint(40, 44)]
    assert read(text, *hints) == [
        ("Jan", None, "Hoe gaat het?"), ("Piet", None, "Goed."), ("Jan", None, "En nu?"), ("Piet", None, "Ook goed."),
    ]  # fmt: skip
    assert [speaker for speaker, _, _ in read(text)] == [None] * 4


def test_a_style_may_name_the_speaker_without_a_label_in_the_text() -> None:
    text = "Hoe gaat het?\nGoed.\n"
    hints = [SpeakerHint(0, 0, "Interviewer"), SpeakerHint(14, 14, "Respondent")]
    assert read(text, *hints) == [("Interviewer", None, "Hoe gaat het?"), ("Respondent", None, "Goed.")]


def test_a_text_without_speakers_has_a_turn_for_each_paragraph() -> None:
    assert read("Een.\n\n  Twee. \nDrie.") == [(None, None, "Een."), (None, None, "Twee."), (None, None, "Drie.")]
    assert read(" \n") == []


def test_the_messy_interview_gives_back_all_its_turns() -> None:
    lines = [
        line for line in shared("eval", "nl-messy", "sentences.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]  # fmt: skip
    blocks = [block.replace("\n", " ") for block in "\n".join(lines).strip().split("\n\n")]
    turns = find_turns("\n".join(blocks))
    assert len(turns) == len(blocks) == 25
    assert {turn.speaker for turn in turns} == {"Interviewer", "I", "R1", "R2"}


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Interviewer", "interviewer"), ("interviewer 2", "interviewer"), ("I", "interviewer"), ("I1", "interviewer"),
        ("Int.", "interviewer"), ("Onderzoeker", "interviewer"), ("Moderator", "interviewer"), ("Q", "interviewer"),
        ("Gespreksleider", "interviewer"), ("Anna (interviewer)", "interviewer"), ("INTERVIEWER", "interviewer"),
        ("R", "respondent"), ("R12", "respondent"), ("Respondent 2", "respondent"), ("Geïnterviewde", "respondent"),
        ("P3", "respondent"), ("Deelnemer 4", "respondent"), ("Speaker 1", None), ("Karin", None), ("Inwoner", None),
        ("Ria", None), ("", None),
    ],
)  # fmt: skip
def test_a_label_tells_the_role(label: str, role: str | None) -> None:
    assert guess_role(label) == role


def test_beside_an_interviewer_a_name_is_a_respondent() -> None:
    assert guess_roles(["I", "Karin", "Tolk", "R2"]) == ("interviewer", "respondent", None, "respondent")
    assert guess_roles(["Karin", "Ahmed"]) == (None, None)
    assert guess_roles(["V", "A"]) == ("interviewer", "respondent")
    assert guess_roles(["M", "V"]) == (None, None)
    assert guess_roles(["Speaker 1", "Speaker 2"]) == (None, None)


@pytest.mark.parametrize(
    ("stamp", "seconds"),
    [("00:12", 12.0), ("12:03", 723.0), ("[1:02:03]", 3723.0), ("(00:00:01,500)", 1.5), ("#00:00:12-3#", 12.3)],
)
def test_a_time_stamp_is_seconds(stamp: str, seconds: float) -> None:
    assert seconds_of(stamp) == seconds


PIECES = [
    "I:",
    "R1:",
    "Karin:",
    "[00:01:02] ",
    "00:03",
    "**",
    "\n",
    "\n\n",
    " ",
    "\t",
    " | ",
    "Interviewer",
    "ja. ",
    "(",
    ")",
    "#",
    "é😊",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_turns_never_overlap_and_hold_all_words(pieces: list[str]) -> None:
    text = "".join(pieces)
    place = 0
    outside = []
    for turn in find_turns(text):
        assert place <= turn.start < turn.end <= len(text)
        assert turn.start <= turn.text_start <= turn.end
        assert not text[turn.start].isspace()
        assert not text[turn.end - 1].isspace()
        outside.append(text[place : turn.start])
        place = turn.end
    assert not "".join([*outside, text[place:]]).strip()


@pytest.mark.parametrize("piece", ["[", "I", "I ", "**", "00:", "- ", "Naam ", "#00:00:00", "|"])
def test_ten_megabytes_on_one_line_are_read_in_linear_time(piece: str) -> None:
    text = piece * (10_000_000 // len(piece))
    assert len(find_turns(text)) == 1
