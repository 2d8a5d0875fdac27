"""One registry of commands: it feeds bindings, footer, palette, the `:` line, help and the manual.

A command's id is "<where>.<name>"; its work is the method `do_<name>` of the screen (or the app).
Whether it can be done now, and if not why, is asked from `why_not(id)` of the same object.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from cmo_coder.messages import _
from cmo_coder.tui.keymap import keys_of


@dataclass(frozen=True, slots=True)
class Command:
    """A command. `title` and `help` are message ids; `footer` says that its key belongs in the footer."""

    id: str
    title: str
    help: str
    footer: bool = False

    @property
    def where(self) -> str:
        """The screen it belongs to, or "app"."""
        return self.id.partition(".")[0]

    @property
    def method(self) -> str:
        """The method that does it."""
        return "do_" + self.id.partition(".")[2]


REGISTRY: dict[str, Command] = {}


def commands(*made: Command) -> list[BindingType]:
    """Register commands and give their bindings, for the BINDINGS of a screen."""
    bindings: list[BindingType] = []
    for command in made:
        REGISTRY[command.id] = command
        # A command without a key of its own is bound to one that no terminal sends, so that a user can give it one.
        keys = keys_of(command.id) or "unbound_" + command.id.replace(".", "_")
        bindings.append(Binding(keys, f"command('{command.id}')", command.title, show=False, id=command.id))
    return bindings


def commands_of(where: str) -> Iterator[Command]:
    """The commands of a screen (or "app"), in the order in which they were declared."""
    return (command for command in REGISTRY.values() if command.where == where)


_SHOWN = {
    "question_mark": "?",
    "colon": ":",
    "escape": "esc",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "tilde": "~",
    "full_stop": ".",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "circumflex_accent": "^",
    "number_sign": "#",
    "equals_sign": "=",
    "comma": ",",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def shown(keys: str) -> str:
    """Keys as people write them: "f1,question_mark" is "F1 ?"."""
    parts = [key for key in keys.split(",") if key]
    if len(parts) > 2 and "".join(parts) in "123456789":
        return f"{parts[0]}-{parts[-1]}"
    return " ".join(
        _("space")
        if key == "space"
        else _SHOWN.get(key, key.upper() if len(key) > 1 and key[0] == "f" and key[1:].isdigit() else key)
        for key in parts
    )
