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
    # reading and coding
    "read.c": "c",
    "read.i": "i",
    "read.r": "r",
    "read.m": "m",
    "read.o": "o",
    "read.code": "t",
    "read.recent": "1,2,3,4,5,6,7,8,9",
    "read.again": "a",
    "read.in_vivo": "l",
    "read.claim": "space",
    "read.works": "plus",
    "read.works_not": "minus",
    "read.mixed": "tilde",
    "read.status": "e",
    "read.uncode": "x",
    "read.start_out": "left_parenthesis",
    "read.start_in": "right_parenthesis",
    "read.end_in": "less_than_sign",
    "read.end_out": "greater_than_sign",
    "read.details": "enter",
    "read.memo": "M",
    "read.copy": "y",
    "read.find": "slash",
    "read.find_next": "n",
    "read.find_previous": "N",
    "read.document": "d",
    "read.finished": "F",
    "read.others": "H",
    "read.panel": "p",
    "read.tree": "T",
    "read.print": "P",
    "read.drop_claim": "X",
    # the overview
    "overview.resume": "c",
    "overview.open": "enter",
    "overview.load": "l",
    # linking claims
    "link.choose": "1,2,3,4,5",
    "link.supports": "s",
    "link.contradicts": "w",
    "link.refines": "f",
    "link.new": "n",
    "link.other": "t",
    "link.unlink": "x",
    "link.card": "c",
    "link.read": "l",
    # the history
    "history.details": "enter",
    "history.to_here": "t",
    "history.filter": "f",
    "history.more": "m",
    "history.write": "w",
    "history.backups": "b",
    "history.back_up": "B",
    # the settings
    "settings.change": "enter",
    "settings.keys": "k",
    # the codebook
    "codebook.edit": "enter",
    "codebook.add": "a",
    "codebook.add_below": "A",
    "codebook.move": "m",
    "codebook.higher": "K",
    "codebook.lower": "J",
    "codebook.merge": "v",
    "codebook.split": "z",
    "codebook.archive": "r",
    "codebook.remove": "x",
    "codebook.find": "slash",
    "codebook.quotes": "l",
    "codebook.memo": "M",
    "codebook.load": "w",
    "codebook.write": "W",
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
