"""The figures of `benchmarks.scale` as a page of the documentation."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

from benchmarks.scale_first import LONGEST

WHEN = ("first", "after a change", "again", "filter")


def as_markdown(result: dict[str, Any]) -> str:
    """The page: what was measured, on what machine, screen by screen and table by table."""
    large = result["whole"]
    sizes = result["sizes"]
    least, study = large["least"], large["study"]
    over = ", ".join(result["over"]) or "nothing"
    lines = [
        "# How fast the program is on a study of full size",
        "",
        "Written by `python -m benchmarks.scale --markdown docs/reference/scale.md`, not by hand.",
        "",
        f"A made-up study (`benchmarks/realist_study.py`) of {sizes[-1]:,} configurations; with 1,000 it has 30,000 "
        f"codings and 200 interviews. Milliseconds of the processor, the best of several, on {_machine()}; load of "
        f"the machine {result['load_before']:.1f} at the beginning and {result['load_after']:.1f} at the end.",
        "",
        "Goals: a screen within 300 ms, a filter within 100 ms, growth at most as the study. "
        f"Over 300 or 100 ms in this run: {over}.",
        "",
        f"The least that any program does, reading the same rows from SQLite and nothing more: {_ms(least)} ms. "
        f"Reading the study as a whole: {_ms(large['load'])} ms, {large['load'] / least:.1f} times that; it is done in "
        "a worker when the study was opened, with what the screens ask first, and goes along with the changes from "
        f"then on. The thread of the screens is busy for {_ms(study['busy'][0])} ms with opening the study; its first "
        f"frame is out after {_ms(study['clock'][0])} ms of the clock. A key waits for at most "
        f"{_ms(study['wait'][0])} ms of the clock while the study is read.",
        "",
        "## Screens",
        "",
        "How long the thread of the screens is busy until all frames are out (in brackets: the whole process, with "
        "workers): opened as the first screen of a program of its own, after one's own change, and opened again; and "
        "a filter set or taken off. `frame` and `there` are of the first opening too, but of the clock, on which other "
        "programs of the machine weigh: when a frame of the screen is out, and when everything that its workers had "
        f"to find is in it ({LONGEST:.0f} seconds at most are waited for that). The last column is `after a change` as "
        "a multiple of the least.",
        "",
        "| screen | first | frame | there | after a change | again | filter | × least |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, taken in large["screens"].items():
        cells = [f"{_ms(taken[when][0])} ({_ms(taken[when][1])})" if when in taken else "" for when in WHEN]
        cells[1:1] = map(_ms, large["firsts"][name]["clock"])
        lines.append(f"| {name} | {' | '.join(cells)} | {taken['after a change'][0] / least:.2f} |")
    if result["tables"]:
        lines += ["", *_tables(result, least)]
    return "\n".join(lines) + "\n"


def _tables(result: dict[str, Any], least: float) -> list[str]:
    sizes = result["sizes"]
    smallest, middle, largest = (result["tables"][size] for size in sizes)
    times, walks = sizes[-1] // sizes[0], [result["tables"][size]["walk"] for size in sizes]
    cold, warm = ([f"{1e9 * walk[how]:.0f}" for walk in walks] for how in ("cold", "warm"))
    lines = [
        "## Tables",
        "",
        f"Each made from a study that was just read, of {sizes[0]}, {sizes[1]} and {sizes[2]:,} configurations, from "
        "cold caches of the processor. They are made in a worker. `growth` is how many times as long the largest takes "
        f"as the smallest ({times} is as much more as there is), `of these` from the middle one to the largest "
        f"({sizes[2] // sizes[1]}). `calls` and `holds` say how many times as many calls it makes, and how many times "
        "as much is in it (cells, what is in and behind them, quotes): these are the same on every machine, and "
        "`tests/tables/test_growth.py` guards the first.",
        "",
        f"Growing more than the study in this run: {', '.join(result['grown']) or 'nothing'}. Where the calls do not "
        f"grow more than {times} times, the rest is what the processor does: it keeps a small study in its caches from "
        "the second look on, and fetches a large one from memory at each look. Looking at every fragment once costs "
        f"{', '.join(cold[:-1])} and {cold[-1]} ns for each from cold caches, and {', '.join(warm[:-1])} and "
        f"{warm[-1]} ns when it is done again at once. A table looks several times.",
        "",
        f"| table | {sizes[0]} | {sizes[1]} | {sizes[2]:,} | growth | of these | calls | holds | × least |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, taken in largest["tables"].items():
        small, half = smallest["tables"][name], middle["tables"][name]
        growth = [taken["seconds"] / small["seconds"], taken["seconds"] / half["seconds"]]
        growth += [taken[what] / max(1, small[what]) for what in ("calls", "holds")]
        shown = [f"{1000 * one['seconds']:.1f}" for one in (small, half)]
        cells = [*shown, _ms(taken["seconds"]), *(f"{one:.0f}" for one in growth), f"{taken['seconds'] / least:.2f}"]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:,.0f}"


def _machine() -> str:
    info = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
    name = names[0] if names else platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
