"""The forms in which programs that transcribe write who speaks and when, with the names that people have in them."""

from __future__ import annotations

import pytest

from cmo_coder.text.turns import find_turns

# Each form is a turn; {h}, {m} and {s} are the time, {t} is "0:04" and {c} "00:00:04".
FORMS = {
    "word": "{c} {who}\n{words}\n",
    "word-spreker-eerst": "{who} {c}\n{words}\n",
    "otter": "{who}  {t}  \n{words}\n\n",
    "teams": "{who}   {t}\n{words}\n\n",
    "teams-oud": "0:{m}:{s}.0 --> 0:{m}:{s}.960\n{who}\n{words}\n\n",
    "zoom": "[{who}] {c}\n{words}\n\n",
    "zoom-ondertitels": "{c} {who}: {words}\n",
    "amberscript": "{who}: [{c}] {words}\n\n",
    "amberscript-streepje": "{who} - {c}\n{words}\n\n",
    "amberscript-tijd-eerst": "{c} - {who}:\n{words}\n\n",
    "trint": "[{c}] {who}: {words}\n\n",
    "sonix": "[{c}] - {who}\n{words}\n\n",
    "rev": "{who} ({t}):\n{words}\n\n",
    "descript": "[{c}] {who}: {words}\n\n",
    "happy-scribe": "[{c}.120] - {who}\n{words}\n\n",
    "tactiq": "{c} {who}: {words}\n",
    "meet": "{who} ({c}): {words}\n",
    "atrain": "{who} [{c}]: {words}\n",
    "atrain-regel": "{who} [{c}]\n{words}\n",
    "tabs": "{who}\t{c}\t{words}\n",
    "tabs-tijd-eerst": "{c}\t{who}\t{words}\n",
    "tabel": "{c} | {who} | {words}\n",
    "haakjes": "{who} ({c})\n{words}\n\n",
    "vet": "**{who}** [{c}]: {words}\n\n",
    "tijd-boven": "{c}\n{who}: {words}\n\n",
}
PAIRS = (
    ("Spreker 1", "Spreker 2"),
    ("Speaker 1", "Speaker 2"),
    ("Interviewer", "Respondent"),
    ("Anna Mulder", "Bas"),
    ("Mulder, Anna", "Hof, J.W. van 't"),
    ("Anna Mulder (zij/haar)", "Jan-Willem van 't Hof"),
    ("SPEAKER_00", "SPEAKER_01"),
    ("Unknown Speaker", "Dr. Eva de Vries"),
    ("Onbekende spreker", "Mevr. El Amrani"),
    ("GZ-psycholoog", "POH-GGZ 2"),
)
SAID = (
    "Hoe bent u erin gerold?",
    "Door mijn zus. Om 10:30 zat ik daar al: in de wijk.",
    "En daarna?",
    "Nou, toen kwam Anna Mulder erbij.\nEn verder: niets.",
    "Dank u wel.",
)


def transcript(form: str, pair: tuple[str, str]) -> tuple[str, list[tuple[str, float, str]]]:
    """A conversation in a form, and the turns that are in it."""
    text, turns = "", []
    for nr, words in enumerate(SAID):
        who, seconds = pair[nr % 2], 4 + 67 * nr
        minutes, rest = divmod(seconds, 60)
        text += FORMS[form].format(
            who=who, m=minutes, s=rest, c=f"00:{minutes:02}:{rest:02}", t=f"{minutes}:{rest:02}", words=words
        )
        turns.append((who, float(seconds), words))
    return text, turns


@pytest.mark.parametrize("pair", PAIRS, ids=[pair[0] for pair in PAIRS])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_who_says_what_and_when(form: str, pair: tuple[str, str]) -> None:
    text, expected = transcript(form, pair)
    found = [(turn.speaker, turn.time, text[turn.text_start : turn.end]) for turn in find_turns(text)]
    fraction = 0.12 if form == "happy-scribe" else 0.0
    assert found == [(who, pytest.approx(seconds + fraction), words) for who, seconds, words in expected]


def test_a_programme_with_times_is_no_conversation() -> None:
    day = "09:00 Inloop\n09:30 Opening Wethouder\n10:00 Lezing\n12:00 Lunch\n13:00 Lezing\n15:00 Borrel\n"
    assert {turn.speaker for turn in find_turns(day + "\n" + day)} == {None}


def test_a_name_that_stands_beside_a_time_once_is_a_speaker_only_among_others() -> None:
    assert {turn.speaker for turn in find_turns("Lelystad 12:30\nEen verslag van de dag.\nEn nog iets.\n")} == {None}
    talk = "Anna 0:01\nHoe?\nBas 0:05\nZo.\nAnna 0:09\nEn?\nCarla 0:12\nNiets.\n"
    assert [turn.speaker for turn in find_turns(talk)] == ["Anna", "Bas", "Anna", "Carla"]
