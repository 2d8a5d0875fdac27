"""Finding names in a study of 200 interviews, beside cutting the same texts into words with Python's `re`.

    python -m benchmarks.names                  200 interviews of 60,000 characters
    python -m benchmarks.names --interviews 20

Every reader of words has to find them first, so a bare `re.finditer` of words is the lower bound. The texts hold the
names, places and numbers of people as often as interviews do: about one in sixty words, of forty people in each study.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path

from benchmarks.importing import interview, timed, vocabulary
from cmo_coder.names.grouping import propose
from cmo_coder.names.lists import first_names, places, surnames

EVERY = 60
"""Of so many words one is a name or another word that tells who somebody is."""


def told_of_people(random_: random.Random) -> list[str]:
    """Words that tell who somebody is: forty people with a first name and a surname, towns, telephone numbers."""
    firsts = [name.capitalize() for name in random_.sample(sorted(first_names()), 40)]
    lasts = [name.capitalize() for name in random_.sample(sorted(surnames()), 40)]
    towns = random_.sample(sorted(places()), 15)
    people = [f"{first} {last}" for first, last in zip(firsts, lasts, strict=True)]
    return [*people, *firsts, *towns, "06-12345678", "12 maart 2025"]


def texts_of(number: int) -> dict[str, str]:
    """So many interviews with names in them."""
    random_ = random.Random(2)
    words = vocabulary(random_)
    weights = [1 / (rank + 5) for rank in range(len(words))]
    names = told_of_people(random_)
    made = {}
    for nr in range(number):
        parts = interview(random_, words, weights, stamped=False).split(" ")
        for at in range(EVERY // 2, len(parts), EVERY):
            parts[at] = random_.choice(names)
        made[str(nr)] = " ".join(parts)
    return made


def measure(number: int, rounds: int) -> dict[str, float]:
    """Both sides in turn; the best of each counts."""
    texts = texts_of(number)
    word = re.compile(r"\w+")
    bare, finding, found = (float("inf"),) * 2, (float("inf"),) * 2, 0
    for _nr in range(rounds):
        taken = timed(lambda: [sum(1 for _one in word.finditer(text)) for text in texts.values()])
        bare = (min(bare[0], taken[0]), min(bare[1], taken[1]))
        proposals: list[object] = []
        taken = timed(lambda made=proposals: made.extend(propose(texts)))  # type: ignore[misc]
        finding, found = (min(finding[0], taken[0]), min(finding[1], taken[1])), len(proposals)
    size = sum(map(len, texts.values()))
    print(f"{number} interviews, {size / 1e6:.1f} million characters, {found} names; best of {rounds}")
    print(f"  words with re   {bare[0]:7.2f} s {bare[1]:7.2f} s processor")
    print(f"  finding names   {finding[0]:7.2f} s {finding[1]:7.2f} s processor {finding[1] / bare[1]:6.1f}x")
    return {"clock": finding[0] / bare[0], "processor": finding[1] / bare[1], "seconds": finding[1]}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--json", metavar="FILE")
    arguments = parser.parse_args()
    found = measure(arguments.interviews, arguments.rounds)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps({"interviews": arguments.interviews, **found}, indent=1), "utf-8")


if __name__ == "__main__":
    main()
