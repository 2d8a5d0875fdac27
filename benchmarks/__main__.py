"""Run every benchmark and keep the figures: python -m benchmarks (or: make bench).

Each one measures the program beside a peer or a lower bound in the same run and writes benchmarks/results/<name>.json.
Read the ratios: the times are those of one machine on one day.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NAMES = (
    "start",
    "reader",
    "opening",
    "coding",
    "edit",
    "bulk",
    "importing",
    "names",
    "search",
    "agreement",
    "scale",
    "suggest",
)
RESULTS = Path(__file__).parent / "results"


def main() -> int:
    """Run them one after the other; gives 1 where one of them failed."""
    RESULTS.mkdir(exist_ok=True)
    failed = 0
    for name in NAMES:
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}", "--json", str(RESULTS / f"{name}.json")]
        failed += subprocess.run(command, cwd=Path(__file__).parent.parent).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
