"""Instellingen: language, theme, ASCII signs, keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from cmo_coder.messages import N_, _, detect_language, set_language
from cmo_coder.tui.commands import REGISTRY, Command, commands, shown
from cmo_coder.tui.keymap import KEYS
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import AskText, Choice, Pick
from cmo_coder.tui.session import change_settings
from cmo_coder.tui.themes import NAMES

LANGUAGES = (("", N_("as the computer")), ("nl", N_("Dutch")), ("en", N_("English")))
THEME_TITLES = {
    "cmo-dark": N_("dark"),
    "cmo-light": N_("light"),
    "cmo-contrast": N_("high contrast"),
    "ansi-dark": N_("the terminal's own colours, dark"),
    "ansi-light": N_("the terminal's own colours, light"),
}


class SettingsScreen(StudyScreen):
    """The user's choices."""

    ID = "settings"
    TITLE_TEXT = N_("Settings")
    HELP = N_(
        "Enter changes the line under the cursor; it works at once and is kept for the next time. Own keys: choose a "
        "command and type the key, as ctrl+g or f6 or a letter; an empty key brings the standard one back."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("settings.change", N_("Change"), N_("Change the setting under the cursor"), footer=True),
        Command("settings.keys", N_("Own keys"), N_("Choose another key for a command"), footer=True),
    )
    DEFAULT_CSS = """
    SettingsScreen OptionList { border: none; background: $background; height: auto; padding: 1 1; }
    SettingsScreen #where { padding: 1 2; color: $foreground 70%; }
    """

    def compose_body(self) -> ComposeResult:
        """One line per setting."""
        yield OptionList(id="settings", markup=False)
        yield Static(id="where", markup=False)

    def refresh_data(self) -> None:
        """Show the settings as they are."""
        from cmo_coder import paths

        settings = self.cmo.settings
        lines = (
            ("language", _("Language of the screens"), _named(LANGUAGES, settings.language)),
            ("export_language", _("Language of tables and files"), _named(LANGUAGES, settings.export_language)),
            ("theme", _("Theme"), _(THEME_TITLES.get(settings.theme, settings.theme))),
            ("ascii", _("Signs in the margin"), _("plain ASCII (| + -)") if settings.ascii else _("lines and blocks")),
            ("keys", _("Own keys"), str(len(settings.keys)) if settings.keys else _("none")),
        )
        options = self.query_one(OptionList)
        kept = options.highlighted or 0
        options.clear_options()
        for name, title, value in lines:
            options.add_option(Option(f"{title:<36}{value}", id=name))
        options.highlighted = kept
        options.focus()
        self.query_one("#where", Static).update(_("Kept in {path}").format(path=paths.settings_file()))

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.do_change()

    def do_change(self) -> None:
        """Change the setting under the cursor."""
        options = self.query_one(OptionList)
        if options.highlighted is None:
            return
        name = options.get_option_at_index(options.highlighted).id or ""
        if name in ("language", "export_language"):
            self._pick(_("Which language?"), [(value, _(title)) for value, title in LANGUAGES], name)
        elif name == "theme":
            self._pick(_("Which theme?"), [(value, _(THEME_TITLES[value])) for value in NAMES], name)
        elif name == "ascii":
            self._set(ascii=not self.cmo.settings.ascii)
        else:
            self.do_keys()

    def _pick(self, question: str, values: Sequence[tuple[str, str]], name: str) -> None:
        choices = [Choice(value or "-", title) for value, title in values]

        def chosen(value: str | None) -> None:
            if value is not None:
                self._set(**{name: "" if value == "-" else value})

        self.cmo.push_screen(Pick(question, choices), chosen)

    def _set(self, **fields: object) -> None:
        self.cmo.settings = change_settings(**fields)
        set_language(self.cmo.settings.language or detect_language())
        self.cmo.theme = self.cmo.settings.theme
        self.cmo.set_keymap(self.cmo.own_keys)
        self.show_all()

    def do_keys(self) -> None:
        """Another key for a command."""
        choices = [
            Choice(
                command.id, _(command.title), shown(self.cmo.own_keys.get(command.id, KEYS[command.id])), (command.id,)
            )
            for command in REGISTRY.values()
        ]

        def chosen(command_id: str | None) -> None:
            if command_id is not None:
                self._ask_key(command_id)

        self.cmo.push_screen(Pick(_("The key of which command?"), choices), chosen)

    def _ask_key(self, command_id: str) -> None:
        def given(key: str | None) -> None:
            if key is None:
                return
            keys = dict(self.cmo.settings.keys)
            key = key.strip()
            taken = next(
                (
                    other
                    for other in REGISTRY.values()
                    if other.id != command_id
                    and other.where in ("app", REGISTRY[command_id].where)
                    and key in keys.get(other.id, KEYS[other.id]).split(",")
                ),
                None,
            )
            if key and taken is not None:
                self.cmo.warn(_("{key} is the key of '{title}' already.").format(key=key, title=_(taken.title)))
                return
            if key:
                keys[command_id] = key
            else:
                keys.pop(command_id, None)
            self._set(keys=keys)

        title = _(REGISTRY[command_id].title)
        question = _("Key for '{title}' (empty: {key})").format(title=title, key=shown(KEYS[command_id]) or "-")
        self.cmo.push_screen(AskText(question, self.cmo.own_keys.get(command_id, "")), given)


def _named(values: Sequence[tuple[str, str]], value: str) -> str:
    return next((_(title) for known, title in values if known == value), value)
