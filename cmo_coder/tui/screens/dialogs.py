"""The dialogs that all screens use, by one door: a question, a text, a choice with fuzzy search, a form, a message."""

from __future__ import annotations

from cmo_coder.tui.screens.ask_text import AskText
from cmo_coder.tui.screens.dialog import Confirm, Dialog, Message
from cmo_coder.tui.screens.form import Field, Form
from cmo_coder.tui.screens.pick import NEW, Pick
from cmo_coder.tui.screens.ranking import Choice, rank

__all__ = ["NEW", "AskText", "Choice", "Confirm", "Dialog", "Field", "Form", "Message", "Pick", "rank"]
