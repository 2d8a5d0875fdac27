"""Start to first frame of the demo beside a bare Textual app, and the modules that --help imports.

Both programs run in a pseudo-terminal of 120 x 40, turn about. The first frame is the end of the first synchronised
update that holds words. Goal: at most 1.2 times the bare app. Both run from compiled modules, as on any machine after
the first start, and the first round, which compiles them, does not count. The processor time until then is told beside
it: on a machine that has other work it is the steadier figure.

    python -m benchmarks.start --rounds 9 --json start.json
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import pty
import resource
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

COLUMNS, LINES = 120, 40
ASKS_SYNC, HAS_SYNC, END_OF_FRAME = b"\x1b[?2026$p", b"\x1b[?2026;2$y", b"\x1b[?2026l"
GOAL = 1.2
UNSET = ("NO_COLOR", "COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE")

BARE = """
from textual.app import App
from textual.widgets import Footer, Static
class Bare(App):
    def compose(self):
        yield Static("first frame")
        yield Footer()
Bare().run()
"""


def first_frame(command: list[str], marker: bytes, home: str) -> tuple[float, float]:
    """Milliseconds from starting a program until the frame that holds `marker` is out: by the clock, and of the
    processor.
    """
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in UNSET}
    environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "CMO_CODER_HOME": home, "CMO_CODER_LANG": "en"}
    environment |= {"PYTHONPYCACHEPREFIX": str(Path(home) / "compiled")}
    used = _processor_time()
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    )
    os.close(slave)
    seen = b""
    try:
        while marker not in seen or END_OF_FRAME not in seen[seen.index(marker) :]:
            ready, _, _ = select.select([master], [], [], 30)
            if not ready:
                raise TimeoutError(f"no first frame: {seen[-300:]!r}")
            data = os.read(master, 1 << 16)
            if ASKS_SYNC in data:
                os.write(master, HAS_SYNC)
            seen += data
        took = (time.perf_counter() - began) * 1000
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        os.close(master)
    return took, (_processor_time() - used) * 1000


def _processor_time() -> float:
    """Seconds of the processor that all programs started from here took, as far as they have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def modules_of_help() -> int:
    """How many modules `--help` imports."""
    code = "import sys\ntry:\n    from cmo_coder.cli.main import main; main(['--help'])\nexcept SystemExit:\n    pass\n"
    code += "print(len(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stderr.split()[-1])


def main() -> None:
    """Measure and print; with --json also write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    home = tempfile.mkdtemp()
    environment = dict(os.environ, CMO_CODER_HOME=home)
    # The copy of the example study is made beforehand: the goal is about the second run and every run after it.
    make = "from cmo_coder.exchange.demo import demo_project; demo_project()"
    subprocess.run([sys.executable, "-c", make], env=environment, check=True)
    runs: dict[str, list[tuple[float, float]]] = {"demo": [], "bare": []}
    for _ in range(arguments.rounds + 1):
        runs["bare"].append(first_frame([sys.executable, "-c", BARE], b"first frame", home))
        runs["demo"].append(first_frame([sys.executable, "-m", "cmo_coder", "demo"], b"cmo-coder", home))
    medians = {name: statistics.median(took for took, _used in times[1:]) for name, times in runs.items()}
    processor = {name: statistics.median(used for _took, used in times[1:]) for name, times in runs.items()}
    result = {
        "first_frame_ms": medians,
        "ratio": medians["demo"] / medians["bare"],
        "processor_ms": processor,
        "ratio_processor": processor["demo"] / processor["bare"],
        "goal": GOAL,
        "modules_of_help": modules_of_help(),
        "rounds": arguments.rounds,
    }
    print(f"first frame: demo {medians['demo']:.0f} ms, bare app {medians['bare']:.0f} ms, ratio {result['ratio']:.2f}")
    print(
        f"of the processor: demo {processor['demo']:.0f} ms, bare app {processor['bare']:.0f} ms, "
        f"ratio {result['ratio_processor']:.2f}"
    )
    print(f"(goal {GOAL}); --help imports {result['modules_of_help']} modules")
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
