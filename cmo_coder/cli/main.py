"""`cmo-coder`: without a command it opens the screens, on the last project if there is one."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from cmo_coder import __version__
from cmo_coder.cli import groups
from cmo_coder.cli.common import OK, PROBLEM, STOPPED, complain, said_as_json
from cmo_coder.cli.parser_words import Parser
from cmo_coder.messages import LANGUAGES, N_, _, set_language
from cmo_coder.model.errors import UserError
from cmo_coder.settings import load_settings


def parser(words: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The command line in the current language: all of it, or only the group that the command in `words` is of."""
    made = Parser(
        prog="cmo-coder",
        description=_("Qualitative coding and realist evaluation in the terminal. Everything stays on this machine."),
        epilog=_("Without a command the screens open, on the last project if there is one. Help on a command: ")
        + f"cmo-coder {_('COMMAND')} --help",
    )
    made.add_argument("--version", action="version", version=f"cmo-coder {__version__}", help=_("show the version"))
    made.add_argument("--lang", choices=LANGUAGES, help=_("the language of messages (nl or en)"))
    sub = made.add_subparsers(metavar=_("COMMAND"), dest="command")
    groups.add_groups(sub, words)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code. A user's mistake is a message, never a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _choose_language(words)
    try:
        if not words:
            return _open_the_last_project()
        given = parser(words).parse_args(words)
        if given.command is None:
            return _open_the_last_project()
        with said_as_json(getattr(given, "json", False)):
            code: int = given.handler(given)
        sys.stdout.flush()
        return code
    except UserError as error:
        return complain(error)
    except BrokenPipeError:
        # The reader of a pipe (head, less) has gone: nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return STOPPED
    except OSError as error:
        return complain(
            UserError(N_("{path}: {detail}"), path=error.filename or "-", detail=error.strerror or str(error))
        )


def _open_the_last_project() -> int:
    from cmo_coder.cli.screens import open_screens

    return open_screens(None)


def _choose_language(words: Sequence[str]) -> None:
    """The language must be known before the help is made: --lang, then the settings, then the environment."""
    for nr, word in enumerate(words):
        asked = words[nr + 1] if word == "--lang" and nr + 1 < len(words) else word.removeprefix("--lang=")
        if word.startswith("--lang") and asked in LANGUAGES:
            set_language(asked)
            return
    chosen = load_settings().language
    if chosen in LANGUAGES and not os.environ.get("CMO_CODER_LANG"):
        set_language(chosen)


__all__ = ["PROBLEM", "main", "parser"]
