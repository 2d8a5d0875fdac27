"""Many interviews with the words of a language spread as languages spread theirs: few often, most seldom (Zipf)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

_COMMON = (  # noqa: SIM905
    "de het een en van ik dat is in je niet wat die op te we maar er dan met voor zijn als hebben wel heb ook aan was "
    "om bij nou ja kan of naar zo uit weet denk heel mensen wij doen moet echt dus hoe goed één wordt hun over "
    "gewoon nog veel iemand samen weer komen gaan ging liep lopen loopt gelopen vragen vertellen helpt hielp geholpen "
    "wijk zorg gemeente huisarts vertrouwen buurt geld tijd coördinator wijkverpleegkundige reünie café drempel"
).split()
_BEGIN = ("be", "ge", "ver", "ont", "aan", "op", "uit", "mee", "over", "voor", "wijk", "buurt", "zorg", "huis", "samen")
_MIDDLE = (
    "loop", "werk", "zorg", "help", "spreek", "kijk", "denk", "deel", "steun", "leid", "bouw", "woon", "kracht", "taal",
    "groep", "plan", "kans", "hulp", "team", "rond", "recht", "vraag", "beeld", "cliënt", "idee",
)  # fmt: skip
_END = ("en", "ing", "ingen", "er", "ers", "heid", "lijk", "lijke", "t", "de", "den", "baar", "schap", "s", "je", "jes")


def vocabulary(size: int = 60_000, seed: int = 11) -> list[str]:
    """Different words, the most frequent first: real ones, then ones that are built as Dutch builds its own."""
    chance = random.Random(seed)
    words = dict.fromkeys(_COMMON)
    while len(words) < size:
        middle = "".join(chance.choices(_MIDDLE, k=chance.choice((1, 1, 2, 2, 3))))
        words[chance.choice(("", *_BEGIN)) + middle + chance.choice(_END)] = None
    return list(words)


def made_interviews(
    number: int, characters: int = 60_000, seed: int = 7
) -> Iterator[tuple[str, list[tuple[int, int, int]]]]:
    """Texts of about `characters` code points, each with its turns: start, where the words start, end."""
    chance = random.Random(seed)
    words = vocabulary()
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    for _one in range(number):
        parts: list[str] = []
        turns: list[tuple[int, int, int]] = []
        at = 0
        while at < characters:
            label = "Interviewer: " if len(turns) % 2 == 0 else "Respondent: "
            said = chance.choices(
                words, cum_weights=weights, k=12 if len(turns) % 2 == 0 else chance.choice((30, 60, 120))
            )
            line = f"{label}{' '.join(said).capitalize()}.\n"
            turns.append((at, at + len(label), at + len(line)))
            parts.append(line)
            at += len(line)
        yield "".join(parts), turns
