"""The reader beside Textual's TextArea, in one run: opening, scrolling, coding, memory.

Each program runs in a pseudo-terminal of its own (120 x 40); a key is written to it, and the time taken until the
terminal has got the end of the synchronised update that follows. So everything counts: reading the key, the widget, the
compositor, writing. CPU time is that of the process, from the kernel (`open_cpu`: up to the first frame with text).
Rounds are interleaved and medians given, because other work on the machine moves absolute times; read the ratios.

    python benchmarks/reader.py [--rounds 5] [--json FILE]
"""

from __future__ import annotations

import argparse
import atexit
import fcntl
import json
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

COLUMNS, LINES = 120, 40
END_OF_FRAME = b"\x1b[?2026l"
ASKS_SYNC, HAS_SYNC = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
UNSET = ("NO_COLOR", "PYTHONDONTWRITEBYTECODE")
DOWN, PAGE_DOWN = b"\x1b[B", b"\x1b[6~"
GOALS = {"open": 0.6, "cpu_per_scroll_key": 0.25, "scroll_p95": 16.0, "add_code": 16.0}


def child(kind: str) -> None:
    """Run one of the two programs: `o` opens the document, `l` loads it again, `a` adds a code (in the reader)."""
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    from textual.app import App
    from textual.widgets import TextArea

    from benchmarks.made_interview import made_interview
    from cmo_coder.tui.widgets.reader import Reader
    from cmo_coder.tui.widgets.reader_value import ReaderFragment

    text, turns, fragments = made_interview()

    class Bench(App[None]):
        added = 0

        async def key_o(self) -> None:
            if kind == "reader":
                reader = Reader()
                reader.load(text, turns, fragments)
                await self.mount(reader)
                reader.focus()
            else:
                area = TextArea(text, read_only=True, soft_wrap=True)
                area.cursor_blink = False
                await self.mount(area)
                area.focus()

        def key_l(self) -> None:
            if kind == "reader":
                self.query_one(Reader).load(text, turns, fragments)
            else:
                self.query_one(TextArea).load_text(text)

        def key_a(self) -> None:
            reader = self.query_one(Reader)
            start = reader.caret - 120
            reader.add_fragment(ReaderFragment(f"new{self.added}", start, start + 150, ("nieuwe code",), "C"))
            self.added += 1

    Bench().run()


@cache
def compiled() -> str:
    """A folder for compiled modules, as any machine has them after the first start: gone when the benchmark ends.

    Compiling takes a program tens of milliseconds and megabytes. What is run first, to compile, does not count.
    """
    folder = tempfile.mkdtemp(prefix="compiled")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@dataclass
class Terminal:
    """A program in a pseudo-terminal, and what it has written."""

    process: subprocess.Popen[bytes]
    master: int
    seen: bytes = b""
    frames: list[float] = field(default_factory=list)

    @classmethod
    def start(cls, kind: str) -> Terminal:
        return cls.run([sys.executable, __file__, "--child", kind])

    @classmethod
    def run(cls, command: list[str], first: bytes = END_OF_FRAME, **extra: str) -> Terminal:
        """Start a program with `extra` in its environment and wait until it has written `first` and is quiet."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        environment = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor", COLUMNS="", LINES="", **extra)
        environment = {name: value for name, value in environment.items() if value and name not in UNSET}
        environment |= {"PYTHONPYCACHEPREFIX": compiled()}
        process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        terminal = cls(process, master)
        terminal.wait_for(first, 30)
        terminal.settle(0.6)
        return terminal

    def read(self, timeout: float) -> bool:
        """Read what there is, answering the question whether updates can be synchronised; False after `timeout`."""
        ready, _, _ = select.select([self.master], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:  # the program has gone
            return False
        if ASKS_SYNC in data:
            os.write(self.master, HAS_SYNC)
        self.seen += data
        return True

    def wait_for(self, what: bytes, timeout: float) -> None:
        deadline = time.perf_counter() + timeout
        while what not in self.seen:
            if not self.read(max(0.001, deadline - time.perf_counter())):
                raise TimeoutError(f"{what!r} did not come: {self.seen[-300:]!r}")

    def settle(self, quiet: float) -> None:
        """Read until nothing has come for `quiet` seconds, at most 10 seconds."""
        deadline = time.perf_counter() + 10
        while self.read(quiet) and time.perf_counter() < deadline:
            pass
        self.seen = b""

    def key(self, data: bytes, text: bytes = b"") -> float:
        """Press a key; return the milliseconds until the end of the first frame after it (that holds `text`)."""
        self.seen = b""
        began = time.perf_counter()
        os.write(self.master, data)
        if text:
            self.wait_for(text, 30)
            self.seen = self.seen[self.seen.index(text) :]
        self.wait_for(END_OF_FRAME, 30)
        return (time.perf_counter() - began) * 1000

    def cpu(self) -> float:
        """The milliseconds of processor time that the program has used."""
        total = 0
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
        return total / 1e6

    def rest(self, longest: float = 60.0) -> None:
        """Wait until the program uses no processor any more: what it learns beside the words is no part of a key."""
        deadline = time.perf_counter() + longest
        still, before = 0, self.cpu()
        while still < 8 and time.perf_counter() < deadline:
            self.settle(0.3)
            time.sleep(0.3)
            now = self.cpu()
            still, before = (still + 1 if now - before < 5 else 0), now

    def memory(self, *, peak: bool = False) -> float:
        """The resident memory of the program in MB: now, or the most that it ever was."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM" if peak else "VmRSS"))
        return int(line.split()[1]) / 1024

    def stop(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self.master)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def keys(terminal: Terminal, data: bytes, count: int, between: float = 0.04) -> list[float]:
    """Press a key `count` times, `between` seconds apart, and return the time that each took."""
    times = []
    for _ in range(count):
        times.append(terminal.key(data))
        terminal.settle(between)
    return times


def measure(kind: str, first_words: bytes) -> dict[str, float]:
    """Run one program once. Milliseconds and megabytes."""
    terminal = Terminal.start(kind)
    try:
        empty = terminal.memory()
        before = terminal.cpu()
        result = {"open": terminal.key(b"o", first_words), "open_cpu": terminal.cpu() - before}
        terminal.settle(1.0)
        result["memory"] = terminal.memory()
        result["memory_added"] = result["memory"] - empty
        keys(terminal, DOWN, LINES + 10, 0.005)
        terminal.settle(0.3)
        before = terminal.cpu()
        times = keys(terminal, DOWN, 150)
        result["cpu_per_scroll_key"] = (terminal.cpu() - before) / len(times)
        result |= {
            "scroll_p50": percentile(times, 0.5),
            "scroll_p95": percentile(times, 0.95),
            "scroll_max": max(times),
        }
        result["page_p50"] = percentile(keys(terminal, PAGE_DOWN, 20), 0.5)
        again = []
        for _ in range(5):
            before = terminal.cpu()
            again.append((terminal.key(b"l", first_words), terminal.cpu() - before))
            terminal.settle(0.5)
            keys(terminal, PAGE_DOWN, 3)
        result["load_again"] = statistics.median(wall for wall, _ in again)
        result["load_again_cpu"] = statistics.median(cpu for _, cpu in again)
        if kind == "reader":
            keys(terminal, PAGE_DOWN, 3)
            added = keys(terminal, b"a", 12)
            result |= {"add_code": percentile(added, 0.5), "add_code_p95": percentile(added, 0.95)}
        return result
    finally:
        terminal.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--child", choices=("reader", "textarea"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        child(arguments.child)
        return
    from benchmarks.made_interview import made_interview

    text, turns, _ = made_interview()
    first_words = text[turns[0].text_start :][:12].encode()
    runs: dict[str, list[dict[str, float]]] = {"reader": [], "textarea": []}
    for _ in range(arguments.rounds + 1):
        for kind, results in runs.items():
            results.append(measure(kind, first_words))
    runs = {kind: results[1:] for kind, results in runs.items()}  # the first round compiled the modules
    medians = {
        kind: {name: statistics.median(run[name] for run in results) for name in results[0]}
        for kind, results in runs.items()
    }
    report(medians, arguments.rounds)
    if arguments.json:
        data: dict[str, Any] = {"medians": medians, "runs": runs, "goals": GOALS}
        arguments.json.write_text(json.dumps(data, indent=1) + "\n")


def report(medians: dict[str, dict[str, float]], rounds: int) -> None:
    """Print the table: milliseconds (memory in MB), and the ratio of the reader to TextArea."""
    print(f"medians of {rounds} interleaved rounds, {COLUMNS} x {LINES}, through a pseudo-terminal")
    print(f"{'':22}{'reader':>10}{'TextArea':>10}{'ratio':>8}")
    for name, value in medians["reader"].items():
        other = medians["textarea"].get(name)
        beside = f"{other:>10.1f}{value / other:>8.2f}" if other else f"{'-':>10}{'-':>8}"
        print(f"{name:22}{value:>10.1f}{beside}")


if __name__ == "__main__":
    main()
