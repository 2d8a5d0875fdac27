"""The same two rounds with nothing but commands: transcripts are loaded, coded and linked as people do it, and the Word
file says what became of the elements.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.cli.common import OK
from cmo_coder.cli.main import main
from tests.stories.test_two_rounds import words_of

FIRST = (
    ("Maak een vaste plek", "een vaste tafel", "ik voel me thuis", "ik kom elke week"),
    ("Vraag wat iemand wil", "een open vraag", "ik werd gehoord", "ik deed mee"),
    ("Leer elkaar kennen", "samen lunchen", "je vertrouwt elkaar", "je belt sneller"),
    ("Zorg voor tijd", "een vrije middag", "er was rust", "men luisterde beter"),
    ("Maak keuzes", "drie doelen op een lijst", "ik had overzicht", "ik maakte het af"),
)
"""Five elements with what Ans says of what was offered, why, and what came of it."""
SECOND = ("supports", "contradicts", "refines", "supports", "supports")


def sentence(nr: int, who: str) -> str:
    """What somebody says of an element; the words of two people differ, so that each occurs once in its text."""
    _label, offered, why, outcome = FIRST[nr]
    return f"Er was {offered} ({who}), {why} ({who}) en {outcome} ({who})."


def load_and_claim(place: str, folder: Path, who: str, round_: int) -> None:
    """A transcript of a round with five claims of one respondent."""
    text = "\n".join([f"Interviewer: Hoe ging het, {who}?", *(f"{who}: {sentence(nr, who)}" for nr in range(5))])
    path = folder / f"{who}.txt"
    path.write_text(text, "utf-8")
    run(place, "import", str(path), "--round", str(round_), "--speaker", f"{who}={who}",
        "--speaker", "Interviewer=interviewer")  # fmt: skip
    for nr, (_label, *parts) in enumerate(FIRST):
        slots = [("--slot", role, f"{role} {nr}", f"{words} ({who})")
                 for role, words in zip(("I", "M_red", "O"), parts, strict=True)]  # fmt: skip
        run(place, "claims", "add", who, *(word for slot in slots for word in slot), "--status", "experienced")


def run(place: str, *words: str) -> None:
    assert main([*words, "-p", place, "--coder", "Anna"]) == OK, words


def test_two_rounds_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "rondes.cmo")
    assert main(["new", place, "--name", "Proef", "--question", "Wat werkt?", "--me", "Anna"]) == OK
    for nr, who in enumerate(("Ans", "Bea"), start=1):
        run(place, "study", "round", "--add", f"Ronde {nr}")
        run(place, "study", "respondent", "--add", who, "--group", "resident")
    for nr in range(5):
        for role in ("I", "M_red", "O"):
            run(place, "codebook", "add", f"{role} {nr}", "--type", role)

    load_and_claim(place, tmp_path, "Ans", 1)
    for nr, (label, *_words) in enumerate(FIRST, start=1):
        run(place, "configurations", "add", "--claim", str(nr))
        run(place, "elements", "add", label)
        run(place, "elements", "assign", str(nr), str(nr))
    laid = [word for nr in range(1, 6) for word in ("--element", str(nr), "recognised", "")]
    run(place, "checks", "add", "Leersessie 1", *laid, "--group", "resident=6", "--date", "2024-03-21")

    load_and_claim(place, tmp_path, "Bea", 2)
    for nr, stance in enumerate(SECOND, start=1):
        run(place, "claims", "link", str(nr + 5), str(nr), stance)
    run(place, "elements", "version", "2", "--label", "Vraag wat iemand wil, ook als het lang duurt",
        "--change", "extended", "--reason", "Bea: het kost tijd", "--round", "2", "--claim", "7")  # fmt: skip
    run(place, "elements", "version", "3", "--label", "Leer elkaar buiten het werk kennen",
        "--change", "sharpened", "--reason", "Bea: niet aan het bureau", "--round", "2", "--claim", "8")  # fmt: skip

    word = tmp_path / "rondes.docx"
    run(place, "export", "elementen_over_rondes", str(word), "--language", "nl")
    text = words_of(word)
    for words in (
        "Vraag wat iemand wil, ook als het lang duurt", "Bea: het kost tijd", "aangevuld",
        "Leer elkaar buiten het werk kennen", "Bea: niet aan het bureau", "aangescherpt",
        "7: I 1 → O 1 (weerspreekt)", "8: I 2 → O 2 (verfijnt)", "Leersessie 1", "Ronde 2",
    ):  # fmt: skip
        assert words in text, words
    assert text.count("later gewijzigd, niet opnieuw voorgelegd") == 2
    assert text.count("herkend") == 5, "what was said of a wording stays with that wording"
    assert main(["verify", "-p", place]) == OK
    capsys.readouterr()
