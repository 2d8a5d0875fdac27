"""The figures of `benchmarks.scale` as a page of the documentation."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

WHEN = ("first", "after a change", "again", "filter")


def as_markdown(result: dict[str, Any]) -> str:
    """The page: what was measured, on what machine, screen by screen and table by table."""
    small, large = result["studies"][0], result["studies"][-1]
    sizes = result["sizes"]
    least = large["least"]
    over = ", ".join(result["over"]) or "nothing"
    lines = [
        "# How fast the program is on a study of full size",
        "",
        "Written by `python -m benchmarks.scale --markdown docs/reference/scale.md`, not by hand.",
        "",
        f"A made-up study (`benchmarks/realist_study.py`) of {sizes[1]:,} configurations; with 1,000 it has 30,000 "
        f"codings and 200 interviews. Milliseconds of the processor, the best of several, on {_machine()}; load of "
        f"the machine {result['load_before']:.1f} at the beginning and {result['load_after']:.1f} at the end.",
        "",
        "Goals: a screen within 300 ms, a filter within 100 ms, growth at most as the study. "
        f"Over its goal in this run: {over}.",
        "",
        f"The least that any program does, reading the same rows from SQLite and nothing more: {_ms(least)} ms. "
        f"Reading the study as a whole: {_ms(large['load'])} ms, {large['load'] / least:.1f} times that; it is done in "
        f"a worker when the study was opened, and goes along with the changes from then on. The thread of the screens "
        f"is busy for {_ms(large['study'][0])} ms with opening the study. How long a key waits while it is read was "
        + (f"{_ms(large['wait'])} ms at most, by the clock." if large["wait"] else "not caught in this run."),
        "",
        "## Screens",
        "",
        "How long the thread of the screens is busy until the frame is out (in brackets: the whole process, with "
        "workers): opened first, after one's own change, and opened again; and a filter set or taken off. The last "
        "column is the second one as a multiple of the least.",
        "",
        "| screen | first | after a change | again | filter | × least |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, taken in large["screens"].items():
        cells = [f"{_ms(taken[when][0])} ({_ms(taken[when][1])})" if when in taken else "" for when in WHEN]
        lines.append(f"| {name} | {' | '.join(cells)} | {taken['after a change'][0] / least:.2f} |")
    if large["tables"] and small is not large:
        lines += [
            "",
            "## Tables",
            "",
            f"Each made from a study that was just read, of {sizes[0]} and of {sizes[1]:,} configurations, with how "
            f"many times as long that is ({sizes[1] // sizes[0]} would be as much more as there is). They are made in "
            "a worker.",
            "",
            f"| table | {sizes[0]} | {sizes[1]:,} | growth | × least |",
            "|---|--:|--:|--:|--:|",
        ]
        for name, taken in large["tables"].items():
            before = small["tables"][name]
            grown = f"{taken / before:.0f}" if before else ""
            lines.append(f"| {name} | {1000 * before:.1f} | {_ms(taken)} | {grown} | {taken / least:.2f} |")
    return "\n".join(lines) + "\n"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:,.0f}"


def _machine() -> str:
    info = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
    name = names[0] if names else platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
