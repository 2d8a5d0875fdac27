"""The keys of the editor. Letters are typed, so that every command is a control key or an arrow.

Only keys that arrive in every terminal: no ctrl+i, m, h, j, z and no shift+enter.
"""

from __future__ import annotations

from textual.binding import Binding

from cmo_coder.messages import N_

_MOVES = (
    ("left", "character", -1, N_("One character back")),
    ("right", "character", 1, N_("One character on")),
    ("up", "row", -1, N_("One line up")),
    ("down", "row", 1, N_("One line down")),
    ("ctrl+left", "word", -1, N_("Previous word")),
    ("ctrl+right", "word", 1, N_("Next word")),
    ("ctrl+up", "turn", -1, N_("Previous turn")),
    ("ctrl+down", "turn", 1, N_("Next turn")),
    ("home", "row_edge", -1, N_("Start of the line")),
    ("end", "row_edge", 1, N_("End of the line")),
    ("pageup", "page", -1, N_("One page up")),
    ("pagedown", "page", 1, N_("One page down")),
    ("ctrl+home", "document", -1, N_("Start of the document")),
    ("ctrl+end", "document", 1, N_("End of the document")),
)
_EXTENDS = (
    ("shift+left", "character", -1, N_("Select one character back")),
    ("shift+right", "character", 1, N_("Select one character on")),
    ("shift+up", "row", -1, N_("Select one line up")),
    ("shift+down", "row", 1, N_("Select one line down")),
    ("ctrl+shift+left", "word", -1, N_("Select one word back")),
    ("ctrl+shift+right", "word", 1, N_("Select one word on")),
    ("shift+home", "row_edge", -1, N_("Select to the start of the line")),
    ("shift+end", "row_edge", 1, N_("Select to the end of the line")),
)
_OTHERS = (
    ("backspace", "erase('character', -1)", N_("Delete the character before")),
    ("delete", "erase('character', 1)", N_("Delete the character after")),
    ("ctrl+w,ctrl+backspace", "erase('word', -1)", N_("Delete the word before")),
    ("ctrl+delete", "erase('word', 1)", N_("Delete the word after")),
    ("enter", "type('\\n')", N_("New line in this turn")),
    ("ctrl+a", "grow_selection", N_("Select sentence, paragraph, turn")),
    ("ctrl+c", "copy", N_("Copy what is selected")),
    ("ctrl+x", "cut", N_("Cut what is selected")),
    ("ctrl+v", "paste", N_("Paste what was copied here")),
    ("escape", "step_back", N_("Drop the selection")),
)


def _binding(keys: str, action: str, text: str) -> Binding:
    return Binding(keys, action, text, show=False)


EDITOR_BINDINGS: list[Binding] = [
    *(_binding(keys, f"move({unit!r}, {step})", text) for keys, unit, step, text in _MOVES),
    *(_binding(keys, f"extend({unit!r}, {step})", text) for keys, unit, step, text in _EXTENDS),
    *(_binding(*other) for other in _OTHERS),
]

EDITOR_ACTIONS: dict[str, str] = {
    key: one.action for one in EDITOR_BINDINGS for key in one.key.split(",") if key != "escape"
}
"""What a key does in the text itself; escape may be meant for the screen."""
