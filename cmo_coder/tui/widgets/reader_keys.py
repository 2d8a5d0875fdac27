"""The keys of the reader: moving and selecting only. Keys that code belong to the screen around it.

Each binding has an id ("reader.word.next"), by which a keymap may change its keys. `gg` is a chord and belongs to
whoever handles the prefix `g`: it calls the action `move('document', -1)`.
"""

from __future__ import annotations

from textual.binding import Binding

from cmo_coder.messages import N_

_MOVES = (
    ("left", "character", -1, "character.previous", N_("One character back")),
    ("right", "character", 1, "character.next", N_("One character on")),
    ("up", "row", -1, "row.previous", N_("One line up")),
    ("down", "row", 1, "row.next", N_("One line down")),
    ("b", "word", -1, "word.previous", N_("Previous word")),
    ("w", "word", 1, "word.next", N_("Next word")),
    ("k", "sentence", -1, "sentence.previous", N_("Previous sentence")),
    ("j", "sentence", 1, "sentence.next", N_("Next sentence")),
    ("left_curly_bracket", "turn", -1, "turn.previous", N_("Previous turn")),
    ("right_curly_bracket", "turn", 1, "turn.next", N_("Next turn")),
    ("full_stop", "uncoded_turn", 1, "turn.uncoded", N_("Next turn without a code")),
    ("home", "row_edge", -1, "row.start", N_("Start of the line")),
    ("end", "row_edge", 1, "row.end", N_("End of the line")),
    ("pageup", "page", -1, "page.previous", N_("One page up")),
    ("pagedown", "page", 1, "page.next", N_("One page down")),
    ("ctrl+home", "document", -1, "document.start", N_("Start of the document")),
    ("G,ctrl+end", "document", 1, "document.end", N_("End of the document")),
)
_EXTENDS = (
    ("shift+left", "character", -1, "select.character.previous", N_("Select one character back")),
    ("shift+right", "character", 1, "select.character.next", N_("Select one character on")),
    ("shift+up", "row", -1, "select.row.previous", N_("Select one line up")),
    ("shift+down", "row", 1, "select.row.next", N_("Select one line down")),
    ("ctrl+shift+left", "word", -1, "select.word.previous", N_("Select one word back")),
    ("ctrl+shift+right", "word", 1, "select.word.next", N_("Select one word on")),
    ("shift+home", "row_edge", -1, "select.row.start", N_("Select to the start of the line")),
    ("shift+end", "row_edge", 1, "select.row.end", N_("Select to the end of the line")),
)
_OTHERS = (
    ("right_square_bracket", "move_fragment(1)", "fragment.next", N_("Next fragment")),
    ("left_square_bracket", "move_fragment(-1)", "fragment.previous", N_("Previous fragment")),
    (
        "tab",
        "cycle_fragment",
        "fragment.cycle",
        N_("Next fragment at the caret, or take the suggestion"),
    ),
    ("v", "free_selection", "select.free", N_("Select freely")),
    ("V", "grow_selection", "select.grow", N_("Select sentence, paragraph, turn")),
    ("J", "extend_sentence(1)", "select.sentence.next", N_("Select one sentence more")),
    ("K", "extend_sentence(-1)", "select.sentence.previous", N_("Select one sentence back")),
    ("escape", "step_back", "select.drop", N_("Drop the selection")),
)


def _binding(keys: str, action: str, name: str, help_text: str) -> Binding:
    return Binding(keys, action, help_text, id=f"reader.{name}", show=False)


READER_BINDINGS: list[Binding] = [
    *(_binding(keys, f"move({unit!r}, {step})", name, text) for keys, unit, step, name, text in _MOVES),
    *(_binding(keys, f"extend({unit!r}, {step})", name, text) for keys, unit, step, name, text in _EXTENDS),
    *(_binding(*other) for other in _OTHERS),
]
