"""One round through the program with the network forbidden: load, import, suggest, evaluate, export, and the screens.

Run in a process of its own by tests/test_offline_round.py: `python -m tests.tools.offline_round FOLDER`. An internet
socket or a look-up of a name ends it with an error, whoever asks for it.
"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from pathlib import Path
from typing import Any

TALK = """Interviewer: Hoe ging dat?

Respondent: Ik durfde eerst niet te bellen, omdat ik me schaamde voor de schulden. Daardoor werd het steeds erger. Toen
kwam er een maatje dat elke week langskwam.
"""


def refuse(event: str, args: tuple[Any, ...]) -> None:
    """The audit hook: whatever a library does, it sees it."""
    if event == "socket.__new__" and sys.platform != "win32" and args[1] in (socket.AF_INET, socket.AF_INET6):
        raise AssertionError("an internet socket was opened")
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        raise AssertionError(f"the network was asked for something: {event} {args!r}")


def run(*words: str) -> None:
    """One command, which must succeed."""
    from cmo_coder.cli.main import main

    code = main(words)
    assert code == 0, f"cmo-coder {' '.join(words)} ended with {code}"


async def screens(project: Path) -> None:
    """The reader with its suggestions, and every screen that a key opens."""
    from cmo_coder.store.project import Project
    from cmo_coder.store.study import coders_of
    from cmo_coder.tui.app import CmoApp
    from cmo_coder.tui.session import Session

    app = CmoApp()
    with Project.open(project) as opened:
        async with app.run_test(size=(100, 30)) as pilot:
            session = Session(opened)
            session.set_coder(coders_of(opened)[0])
            app.use_session(session, "read")
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.press("s", "question_mark", "escape")  # a suggestion, with its reasons
            for letter in "dnckexf":
                await pilot.press("g", letter)
                await pilot.pause()


def round_in(folder: Path) -> None:
    """Everything, in a folder of its own."""
    os.environ["CMO_CODER_HOME"] = str(folder / "home")
    os.environ["CMO_CODER_LANG"] = "en"
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    study = Path(__file__).parents[2] / "transcripts_example" / "study.jsonl"
    project = folder / "study.cmo"
    talk = folder / "gesprek.txt"
    talk.write_text(TALK, "utf-8")
    run("load", "--new", str(project), str(study))
    place = ("-p", str(project), "--coder", coder_of(project))
    run("import", *place, str(talk))
    run("suggest", *place, "gesprek", "--why", "--threshold", "0")
    run("suggest", *place, "--claim", "1")
    run("suggest", *place, "--configuration", "1")
    run("suggest", *place, "--providers")
    run("evaluate", *place)
    run("export", *place, "codeboek", str(folder / "table.csv"))
    asyncio.run(screens(project))


def coder_of(project: Path) -> str:
    """The name of the first coder."""
    from cmo_coder.store.project import Project
    from cmo_coder.store.study import coders_of

    with Project.open(project) as opened:
        return coders_of(opened)[0].name


if __name__ == "__main__":
    sys.addaudithook(refuse)
    round_in(Path(sys.argv[1]))
    print("offline round done")
