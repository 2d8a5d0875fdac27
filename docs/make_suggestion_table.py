"""Make the table of docs/reference/suggestions.md anew, with `cmo-coder evaluate` on the data that it names.

    python docs/make_suggestion_table.py SHARED [--encoder e5]

SHARED is the folder that holds `eval/serdif` and `cases`. With an encoder (an extra that must be installed) the table
of that encoder is made, without one also that of how sentences and turns are found. Takes some minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cmo_coder.cli.main import main
from cmo_coder.suggest.data_files import read_roles
from cmo_coder.suggest.evaluate import Ranked, evaluate_roles
from cmo_coder.suggest.measures import measure

PAGE = Path(__file__).parent / "reference" / "suggestions.md"
START, END = "<!-- table{of}: docs/make_suggestion_table.py -->", "<!-- end of table -->"
FOLDS = 4
PARTS = 6
BORDER = 400
"""Code points between what is learned from and what is measured on, where both come from one text."""
FOLDED = {
    "C": "context", "O": "outcome", "strategy": "strategy", "M-reasoning": "mechanism", "M-resource": "mechanism",
}  # fmt: skip
Row = dict[str, str]


def evaluate(*words: str) -> dict[str, Any]:
    """What `cmo-coder evaluate ... --json` prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = main(["evaluate", "--json", *words])
    assert code == 0, words
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def write_csv(path: Path, rows: Sequence[Row]) -> str:
    """Write rows as a CSV; gives its place."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def read_csv(path: Path) -> list[Row]:
    """The rows of a CSV."""
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines(keepends=True)))


def mean(found: Iterable[dict[str, Any]], name: str) -> str:
    """The mean of a measure, as the page writes it."""
    values = [one[name] for one in found]
    return f"{sum(values) / len(values):.2f}".lstrip("0")


def line(data: str, learned: str, found: Sequence[dict[str, Any]], within: str = "right_in_three") -> str:
    """One line of the table."""
    shares = (mean(found, one) for one in ("first_right", within, "macro_f1"))
    return f"| {data} | {learned} | " + " | ".join(shares) + " |"


def serdif(shared: Path, folder: Path, more: Sequence[str]) -> Iterable[str]:
    """Three participants left out in turn."""
    source = shared / "eval" / "serdif"
    rows = read_csv(source / "tags.csv")
    documents = sorted({row["document"] for row in rows})
    rows.sort(key=lambda row: int(row["document"][1:].split("_")[0]))
    name = "SERDIF, 22 codes, 12 participants, three left out in turn"
    for first, learned in ((0, "definitions alone"), (20, "first 20 rows"), (50, "first 50"), (200, "first 200"),
                           (None, "all others (about 1,030 rows)")):  # fmt: skip
        found = []
        for fold in range(FOLDS):
            out = set(documents[fold::FOLDS])
            train = write_csv(folder / "train.csv", [row for row in rows if row["document"] not in out])
            test = write_csv(folder / "test.csv", [row for row in rows if row["document"] in out])
            words = ["--test", test, "--codebook", str(source / "codebook.csv"), *more]
            if first != 0:
                words += ["--train", train]
            if first:
                words += ["--first", str(first)]
            found.append(evaluate(*words))
        yield line(name, learned, found)
        name = ""


def elements(shared: Path, folder: Path, more: Sequence[str]) -> Iterable[str]:
    """The RIVM fragments by the report's own table."""
    cases = shared / "cases"
    said: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in read_csv(cases / "rivm-b1_1-werkzame-elementen.csv"):
        names[row["element_nr"]] = row["werkzaam_element"]
        said[row["element_nr"]] += [row["werkzaam_element"], row["hoe_te_bereiken"], row["thema_vraagstuk"]]
    book = [{"code": names[nr], "definition": ". ".join(dict.fromkeys(words))} for nr, words in said.items()]
    for coder, file in ((1, "rivm-coded-fragments.jsonl"), (2, "rivm-coded-fragments-coder2.jsonl")):
        rows = [
            {"id": row["id"], "document": row["document"], "code": names[str(row["werkzaam_element_nr"])],
             "text": row["text"]}
            for row in coded(cases / file)
            if row["werkzaam_element_nr"]
        ]  # fmt: skip
        test = write_csv(folder / "test.csv", rows)
        found = evaluate("--test", test, "--codebook", write_csv(folder / "book.csv", book), *more)
        yield line(f"RIVM fragments to 7 elements, coder {coder}", "the report's own table as definitions", [found])


def coded(path: Path) -> list[dict[str, Any]]:
    """The fragments of a coding, in the order of the text."""
    rows = [json.loads(one) for one in path.read_text("utf-8").splitlines()]
    return sorted(rows, key=lambda row: int(row["start"]))


def roles(shared: Path, folder: Path) -> Iterable[str]:
    """The RIVM fragments to four roles: nothing coded, and learned from five sixths of the same coding.

    Of the sixths all passages are measured together, as F1 means little on twenty.
    """
    for coder, file in ((1, "rivm-coded-fragments.jsonl"), (2, "rivm-coded-fragments-coder2.jsonl")):
        rows = coded(shared / "cases" / file)
        path = folder / "roles.jsonl"
        lines = [{"id": row["id"], "document": "d", "text": row["text"], "role": FOLDED[row["role"]]} for row in rows]
        path.write_text("\n".join(json.dumps(one) for one in lines), "utf-8")
        name = f"RIVM roles (4), coder {coder}"
        alone = evaluate("--roles", "--model", "blank", "--test", str(path))
        yield line(name, "nothing (what the program brings along)", [alone], "right_in_two")
        both = list(zip(read_roles(path), rows, strict=True))
        ranked: list[Ranked] = []
        for part in range(PARTS):
            test = both[len(both) * part // PARTS : len(both) * (part + 1) // PARTS]
            low, high = test[0][1]["start"] - BORDER, test[-1][1]["start"] + BORDER
            train = [one for one, row in both if not low <= row["start"] <= high]
            ranked += evaluate_roles(train, [one for one, _row in test], model="blank").ranked
        found = measure([one.codes for one in ranked], [one.right for one in ranked])
        yield line("", "the rest of the coding, a sixth left out in turn", [asdict(found)], "right_in_two")


def splitting(shared: Path) -> Iterable[str]:
    """How well sentences and turns are found in messy Dutch and in the example study, apart."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.text import splitting as by_hand

    yield "| text | sentences | F | turns | recall of their starts |"
    yield "| --- | --- | --- | --- | --- |"
    text = (shared / "eval" / "nl-messy" / "sentences.txt").read_text("utf-8")
    gold = [*by_hand.of_one_interview().items(), *by_hand.of_four_interviews().items()]
    for name, sentences, turns in (
        ("messy Dutch (`nl-messy`)", by_hand.messy_sentences(text), by_hand.messy_turn_starts(text)),
        (
            "the example study (sentences: parts of five interviews; turns: nine interviews)",
            by_hand.added(by_hand.sentences_of(*one) for one in gold),
            by_hand.added(map(by_hand.turns_of, by_hand.LABELS)),
        ),
    ):
        yield f"| {name} | {sentences.there} | {sentences.f:.3f} | {turns.there} | {turns.recall:.3f} |"


def put(table: Iterable[str], of: str) -> None:
    """Put a table in its place on the page."""
    text, start = PAGE.read_text("utf-8"), START.format(of=of)
    before, found, rest = text.partition(start)
    assert found, start
    _old, _end, after = rest.partition(END)
    PAGE.write_text(f"{before}{start}\n" + "\n".join(table) + f"\n{END}{after}", "utf-8")


def make() -> None:
    """Make the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--encoder", choices=("e5", "use"))
    given = arguments.parse_args()
    with TemporaryDirectory() as made:
        folder = Path(made)
        more = ["--encoder", given.encoder, "--vectors", made] if given.encoder else []
        lines = [
            "| data | learned from | first right | right in three (roles: in two) | macro-F1 |",
            "| --- | --- | --- | --- | --- |",
            *serdif(given.shared, folder, more),
            *elements(given.shared, folder, more),
            *(() if more else roles(given.shared, folder)),
        ]
    put(lines, f" {given.encoder}" if given.encoder else "")
    if not given.encoder:
        put(splitting(given.shared), " splitting")


if __name__ == "__main__":
    make()
