"""The keys of every command, in one table. Users may change them in the settings, by command id.

Only plain keys, ctrl+letter (not i, m, h, j, z) and F2-F9 are used: anything else does not arrive in every terminal.
"""

from __future__ import annotations

KEYS: dict[str, str] = {
    # everywhere
    "app.help": "f1,question_mark",
    "app.overview": "f2",
    "app.read": "f3",
    "app.link": "f4",
    "app.card": "f5",
    "app.elements": "f6",
    "app.codebook": "f7",
    "app.export": "f8",
    "app.study": "f9",
    "app.documents": "",
    "app.history": "",
    "app.settings": "",
    "app.goto": "g",
    "app.palette": "colon,ctrl+p",
    "app.undo": "u",
    "app.redo": "ctrl+r",
    "app.back": "escape",
    "app.quit": "q",
    "app.open": "",
    "app.tour": "",
    "app.continue": "",
    # the start screen
    "start.new": "n",
    "start.open": "o",
    "start.demo": "d",
}

LETTERS: dict[str, str] = {
    # after `g`
    "app.overview": "o",
    "app.read": "l",
    "app.documents": "d",
    "app.link": "k",
    "app.card": "c",
    "app.elements": "e",
    "app.codebook": "b",
    "app.export": "x",
    "app.study": "s",
    "app.history": "h",
    "app.settings": "i",
}


def keys_of(command_id: str) -> str:
    """The default keys of a command, joined with commas; empty where it has none. Raises KeyError for an unknown
    command.
    """
    return KEYS[command_id]
