"""Opening a long interview in the whole program, beside Textual's TextArea taking the same text, in one run.

The interview has 180,000 characters and 3,000 codings by two coders, 600 of them behind 200 claims. `open` is the time
from Enter on it in the overview until the frame with its first words is out: the reading screen is made for the first
time, the project read, the words wrapped and painted. `next` is the same from another interview that is on the screen.
TextArea: the widget made and mounted (`open`), and its text replaced (`next`). CPU time is taken up to that frame, and
once more when the program is quiet again (`_all`): what was put off until after the first frame counts there.

    python -m benchmarks.opening [--rounds 5] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.coded_study import LONG, SHORT, made_study
from benchmarks.made_interview import made_interview
from benchmarks.reader import DOWN, LINES, PAGE_DOWN, Terminal, keys, percentile

GOALS = {"open": 0.6, "next": 0.6, "cpu_per_scroll_key": 0.25, "scroll_p95": 16.0, "repaint_after_code": 16.0}
MOST_MEMORY = 110.0
"""MB with the interview open, also when all is learned (`memory_learned`); `memory_peak` is the most it was until then;
`memory_coded` and its peak are those after 20 codings, each learned from at once (all is
learned anew after more of them)."""


def opened(terminal: Terminal, key: bytes, words: bytes) -> dict[str, float]:
    """Press a key that opens a document; milliseconds until its first words are out, and of processor time."""
    before = terminal.cpu()
    wall = terminal.key(key, words)
    cpu = terminal.cpu() - before
    terminal.settle(1.0)
    return {"": wall, "_cpu": cpu, "_cpu_all": terminal.cpu() - before}


def program(project: Path, home: Path, words: bytes) -> dict[str, float]:
    """Run the program once: from the overview into the long interview, to the short one, and back."""
    extra = {"CMO_CODER_HOME": str(home), "CMO_CODER_LANG": "en", "TEXTUAL_ANIMATIONS": "none"}
    command = [sys.executable, "-m", "cmo_coder", "open", str(project)]
    terminal = Terminal.run(command, LONG.encode(), **extra)
    try:
        terminal.settle(1.5)
        found = {f"open{name}": value for name, value in opened(terminal, b"\r", words).items()}
        found["memory"] = terminal.memory()
        terminal.rest()  # until all is learned, and suggested for
        found["memory_learned"] = terminal.memory()
        found["memory_peak"] = terminal.memory(peak=True)
        switch(terminal, SHORT)
        terminal.key(b"\r", SHORT.encode())
        terminal.settle(1.0)
        switch(terminal, LONG)
        found |= {f"next{name}": value for name, value in opened(terminal, b"\r", words).items()}
        found |= scrolling(terminal) | coding(terminal)
        terminal.rest()  # until what follows from them is proposed
        return found | {"memory_coded": terminal.memory(), "memory_coded_peak": terminal.memory(peak=True)}
    finally:
        terminal.stop()


def switch(terminal: Terminal, title: str) -> None:
    """Ask for another document, up to but not including the Enter that opens it."""
    terminal.key(b"d")
    terminal.settle(0.4)
    for letter in title[:4].encode():
        os.write(terminal.master, bytes([letter]))
        terminal.settle(0.2)


def scrolling(terminal: Terminal) -> dict[str, float]:
    """Scroll line by line and by page, when nothing is learned in the background any more."""
    terminal.rest()
    keys(terminal, DOWN, LINES + 10, 0.005)
    terminal.settle(0.3)
    before = terminal.cpu()
    times = keys(terminal, DOWN, 100)
    cpu = (terminal.cpu() - before) / len(times)
    pages = keys(terminal, PAGE_DOWN, 15)
    return {"cpu_per_scroll_key": cpu, "scroll_p95": percentile(times, 0.95), "page_p50": percentile(pages, 0.5)}


def coding(terminal: Terminal) -> dict[str, float]:
    """Put a code on a sentence, then the same one on others by one key each: key to paint, the change on disk.

    The wall time has the disk in it (one `fdatasync`), and who else uses the processors; the processor time has not.
    """
    terminal.key(b"t")
    terminal.settle(0.4)
    terminal.key(b"\r")
    terminal.settle(0.5)
    terminal.rest()
    times, cpu, cpu_all = [], [], []
    for _ in range(20):
        keys(terminal, b"J", 2)
        keys(terminal, b"\x1b[B", 2)
        # The codes under a caret that moved are shown a moment later: that frame is not the one waited for.
        terminal.settle(0.4)
        before = terminal.cpu()
        times.append(terminal.key(b"a"))
        cpu.append(terminal.cpu() - before)
        terminal.settle(0.3)
        cpu_all.append(terminal.cpu() - before)
    return {
        "repaint_after_code": percentile(times, 0.5),
        "repaint_after_code_p95": percentile(times, 0.95),
        "repaint_after_code_cpu": percentile(cpu, 0.5),
        "repaint_after_code_cpu_p95": percentile(cpu, 0.95),
        "code_cpu_all": percentile(cpu_all, 0.5),
    }


def textarea(words: bytes) -> dict[str, float]:
    """Run the peer once."""
    terminal = Terminal.run([sys.executable, str(Path(__file__).with_name("reader.py")), "--child", "textarea"])
    try:
        found = {f"open{name}": value for name, value in opened(terminal, b"o", words).items()}
        found["memory"] = terminal.memory()
        keys(terminal, PAGE_DOWN, 3)
        found |= {f"next{name}": value for name, value in opened(terminal, b"l", words).items()}
        return found | scrolling(terminal)
    finally:
        terminal.stop()


def main() -> None:
    """Measure and print; with --json also write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    text, turns, _ = made_interview()
    words = text[turns[0].text_start :][:12].encode()
    runs: dict[str, list[dict[str, float]]] = {"program": [], "textarea": []}
    with tempfile.TemporaryDirectory() as name:
        project = Path(name) / "long.cmo"
        made_study(project).close()
        for nr in range(arguments.rounds + 1):
            home = Path(name) / f"home{nr}"
            home.mkdir()
            # A study of its own for each: where the same words have the code already, a message is painted, not a code.
            runs["program"].append(program(shutil.copy(project, home), home, words))
            runs["textarea"].append(textarea(words))
    runs = {kind: results[1:] for kind, results in runs.items()}  # the first round compiled the modules
    medians = {
        kind: {what: statistics.median(run[what] for run in results) for what in results[0]}
        for kind, results in runs.items()
    }
    report(medians, arguments.rounds)
    if arguments.json:
        data: dict[str, Any] = {"medians": medians, "runs": runs, "goals": GOALS, "most_memory": MOST_MEMORY}
        arguments.json.write_text(json.dumps(data, indent=1) + "\n")


def report(medians: dict[str, dict[str, float]], rounds: int) -> None:
    """Print milliseconds (memory in MB), and the ratio of the program to TextArea."""
    print(f"medians of {rounds} interleaved rounds, through a pseudo-terminal")
    print(f"{'':24}{'program':>10}{'TextArea':>10}{'ratio':>8}")
    for name, value in medians["program"].items():
        other = medians["textarea"].get(name)
        beside = f"{other:>10.1f}{value / other:>8.2f}" if other else f"{'-':>10}{'-':>8}"
        print(f"{name:24}{value:>10.1f}{beside}")
    print(f"goals: {GOALS}")
    for name, what in (
        ("memory", "a second after opening"),
        ("memory_learned", "when all is learned"),
        ("memory_peak", "the most it was until then"),
        ("memory_coded", "after 20 codings that were learned from"),
        ("memory_coded_peak", "the most it ever was"),
    ):
        value = medians["program"][name]
        verdict = "holds" if value <= MOST_MEMORY else "DOES NOT HOLD"
        print(f"memory, {what}: {value:.1f} MB of at most {MOST_MEMORY:.0f}: {verdict}")


if __name__ == "__main__":
    main()
