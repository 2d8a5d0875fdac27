"""A long interview, made up by rules, with many overlapping codings: the same one every time for the same figures."""

from __future__ import annotations

import random

from cmo_coder.tui.widgets.reader_value import ReaderFragment, ReaderTurn

_OPENINGS = (
    "Nou ja, ", "Kijk, ", "Ik denk dat ", "Wat ik merk is dat ", "Eerlijk gezegd vind ik dat ",
    "In het begin dacht ik dat ", "Bij ons in de buurt is het zo dat ", "Uiteindelijk ",
    "Ja, en ", "Het mooie is dat ", "Soms ", "Volgens mij ",
)  # fmt: skip
_SUBJECTS = (
    "de wijkverpleegkundige", "mijn buurvrouw", "de gemeente", "de huisarts", "zo'n inloop", "de beweegcoach",
    "het hele team", "de vrijwilliger", "de praktijkondersteuner", "onze groep", "de casemanager", "de coördinator",
)  # fmt: skip
_VERBS = (
    "echt luistert naar wat iemand zelf wil", "de tijd neemt om langs te komen", "niet meteen met een oplossing komt",
    "de mensen kent en dus sneller ziet wat er speelt", "vooral kijkt naar wat er nog wél kan", "het samen oppakt",
    "steeds dezelfde vragen moet stellen, en dat kost energie", "er geen geld meer voor heeft na het eerste jaar",
    "de drempel een stuk lager maakt", "vertrouwen geeft, en dan durf je ook iets te vertellen",
)  # fmt: skip
_CLOSINGS = (
    ", en dat scheelt enorm.", ".", ", zeg maar.", "; daar word je gewoon blij van.", ", maar dat duurt wel even.",
    ", toch?", ", omdat je elkaar dan al kent.", " – en dat zie je terug in hoe mensen meedoen.", "…", "!",
)  # fmt: skip
_QUESTIONS = (
    "Hoe ging dat dan precies?", "Kun je daar een voorbeeld van geven?", "Wat maakte dat het werkte?",
    "En voor wie werkte dat minder goed?", "Hm-hm. Wat gebeurde er daarna?",
)  # fmt: skip
_NAMES = (
    "vertrouwen in de professional", "tijdgebrek", "eigen regie", "lage drempel", "korte lijnen", "erkenning",
    "sociale steun", "financiering onzeker", "meer bewegen", "eenzaamheid", "samenwerking in de wijk",
    "angst voor oordeel",
)  # fmt: skip
_FAMILIES = ("C", "I", "M_res", "M_red", "O", "theme", "other")


def made_interview(
    characters: int = 180_000, turns: int = 478, codings: int = 3_000, seed: int = 7
) -> tuple[str, tuple[ReaderTurn, ...], tuple[ReaderFragment, ...]]:
    """Return about `characters` code points of interview in exactly `turns` turns, with `codings` fragments on them."""
    chance = random.Random(seed)
    parts: list[str] = []
    made: list[ReaderTurn] = []
    at = 0
    for number in range(1, turns + 1):
        interviewer = number % 2 == 1
        speaker = "Interviewer" if interviewer else f"Respondent {1 + number // 2 % 3}"
        label = f"{speaker}: "
        share = (characters - at) // (turns - number + 1) * 2 - 60
        words = chance.choice(_QUESTIONS) if interviewer else _answer(chance, share)
        parts.append(f"{label}{words}\n\n")
        time = f"{number // 8:02}:{number * 7 % 60:02}"
        end = at + len(label) + len(words)
        made.append(ReaderTurn(at, end, speaker, interviewer, time, number, at + len(label)))
        at = end + 2
    text = "".join(parts)
    return text, tuple(made), _fragments(chance, text, made, codings)


def _answer(chance: random.Random, length: int) -> str:
    sentences: list[str] = []
    size = 0
    while size < max(length, 40):
        words = [chance.choice(group) for group in (_OPENINGS, _SUBJECTS, _VERBS, _CLOSINGS)]
        sentence = f"{words[0]}{words[1]} {words[2]}{words[3]}"
        sentences.append(sentence)
        size += len(sentence) + 1
    return " ".join(sentences)


def _fragments(chance: random.Random, text: str, turns: list[ReaderTurn], count: int) -> tuple[ReaderFragment, ...]:
    answers = [turn for turn in turns if not turn.interviewer]
    made: list[ReaderFragment] = []
    for number in range(count):
        turn = chance.choice(answers)
        length = min(int(chance.lognormvariate(4.6, 0.8)) + 12, turn.end - turn.text_start)
        start = chance.randint(turn.text_start, turn.end - length)
        while start > turn.text_start and text[start - 1] != " ":
            start -= 1
        end = start + length
        while end < turn.end and text[end] not in " .,":
            end += 1
        family = chance.choice(_FAMILIES)
        made.append(ReaderFragment(f"f{number}", start, end, (chance.choice(_NAMES),), family, None, "coder A"))
    return tuple(made)
