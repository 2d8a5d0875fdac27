"""Instellingen: language, theme, signs, keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from cmo_coder.messages import N_, _, detect_language, ngettext, set_language
from cmo_coder.model.errors import UserError
from cmo_coder.tui.commands import REGISTRY, Command, commands, shown
from cmo_coder.tui.keymap import KEYS
from cmo_coder.tui.screens.ask_key import STANDARD, AskKey
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import AskText, Choice, Pick
from cmo_coder.tui.session import change_settings
from cmo_coder.tui.themes import NAMES
from cmo_coder.tui.widgets.line_list import Line, LineList

LANGUAGES = (("", N_("as the computer")), ("nl", N_("Dutch")), ("en", N_("English")))
EXPORT_LANGUAGES = (("", N_("as the study")), ("nl", N_("Dutch")), ("en", N_("English")))
THEME_TITLES = {
    "cmo-dark": N_("dark"),
    "cmo-light": N_("light"),
    "cmo-contrast": N_("high contrast"),
    "ansi-dark": N_("the terminal's own colours, dark"),
    "ansi-light": N_("the terminal's own colours, light"),
}
THRESHOLDS = (5, 10, 15, 20, 25, 30, 40, 50, 60, 75)
LABEL = 32
"""Cells for the name of a setting."""


class SettingsScreen(StudyScreen):
    """The user's choices."""

    ID = "settings"
    TITLE_TEXT = N_("Settings")
    HELP = N_(
        "Enter changes the line under the cursor; it works at once and is kept for the next time. Own keys: choose a "
        "command and press the key that it should have."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("settings.change", N_("Change"), N_("Change the setting under the cursor"), footer=True),
        Command("settings.keys", N_("Own keys"), N_("Choose another key for a command"), footer=True),
    )
    DEFAULT_CSS = """
    SettingsScreen LineList { height: auto; margin-top: 1; }
    SettingsScreen #where { padding: 1 1; color: $foreground 70%; }
    """

    def compose_body(self) -> ComposeResult:
        """One line per setting."""
        yield LineList(id="settings")
        yield Static(id="where", markup=False)

    def refresh_data(self) -> None:
        """Show the settings as they are."""
        from cmo_coder import paths

        settings = self.cmo.settings
        n = len(settings.keys)
        own = ngettext("{n} key of your own", "{n} keys of your own", n).format(n=n) if n else _("the standard keys")
        lines = (
            ("language", _("Language of the screens"), _named(LANGUAGES, settings.language)),
            ("export_language", _("Language of tables and files"), _named(EXPORT_LANGUAGES, settings.export_language)),
            ("theme", _("Colours"), _(THEME_TITLES.get(settings.theme, settings.theme))),
            ("ascii", _("Signs in the margin"), _("plain ASCII (| + -)") if settings.ascii else _("lines and blocks")),
            ("suggestions", _("Suggestions"), self._suggestions_now()),
            (
                "suggestions_beside",
                _("Suggestions beside the text"),
                _("while reading (S)") if settings.suggestions_beside else _("only when asked for (s)"),
            ),
            (
                "suggestions_after",
                _("Suggestions for a turn"),
                _("after you coded something in it") if settings.suggestions_after else _("at once"),
            ),
            ("suggestion_threshold", _("Suggest from a share of"), f"{settings.suggestion_threshold}%"),
            ("language_model", _("Language model"), settings.language_model),
            ("sentence_vectors", _("Sentence vectors"), self._vectors_now()),
            ("keys", _("Keys"), own),
        )
        self.query_one(LineList).show(
            [
                Line(name, value, lead=Content.styled(set_cell_size(title, LABEL), "dim"), indent=LABEL)
                for name, title, value in lines
            ]
        )
        if self.focused is None:
            self.query_one(LineList).focus()
        self.query_one("#where", Static).update(_("Kept in {path}").format(path=paths.settings_file()))

    def _suggestions_now(self) -> str:
        """Whether suggestions are on, and why there are none where they should be."""
        if not self.cmo.settings.suggestions:
            return _("off")
        problem = self.cmo.suggesting.problem if self.cmo.session is not None else ""
        return _("on, but not available: {reason}").format(reason=problem) if problem else _("on")

    @on(OptionList.OptionSelected)
    def do_change(self) -> None:
        """Change the setting under the cursor."""
        line = self.query_one(LineList).line
        name = line.id if line is not None else ""
        if name == "language":
            self._pick(_("Which language?"), LANGUAGES, name)
        elif name == "export_language":
            self._pick(_("Which language?"), EXPORT_LANGUAGES, name)
        elif name == "theme":
            self._pick(_("Which colours?"), [(value, THEME_TITLES[value]) for value in NAMES], name)
        elif name == "ascii":
            self._set(ascii=not self.cmo.settings.ascii)
        elif name == "suggestions":
            if self.cmo.session is not None:
                self.cmo.suggesting.try_again()
            self._set(suggestions=not self.cmo.settings.suggestions)
        elif name == "suggestions_beside":
            self._set(suggestions_beside=not self.cmo.settings.suggestions_beside)
        elif name == "suggestions_after":
            self._set(suggestions_after=not self.cmo.settings.suggestions_after)
        elif name == "suggestion_threshold":
            self._pick_threshold()
        elif name == "language_model":
            self._ask_model()
        elif name == "sentence_vectors":
            self._pick_vectors()
        elif name == "keys":
            self.do_keys()

    def _ask_model(self) -> None:
        """Which spaCy model finds words that point to a role."""

        def chosen(value: str | None) -> None:
            if value is None:
                return
            from cmo_coder.suggest.pipeline import check_model

            try:
                check_model(value.strip() or "auto")
            except UserError as error:
                self.cmo.warn(str(error))
                return
            before = self.cmo.settings.language_model
            self._set(language_model=value.strip() or "auto")
            if self.cmo.session is not None and self.cmo.settings.language_model != before:
                self.cmo.suggesting.learn_again()

        question = _("Which spaCy language model? auto takes an installed one, blank none; or give a name or a folder.")
        self.cmo.push_screen(AskText(question, self.cmo.settings.language_model), chosen)

    def _vectors_now(self) -> str:
        """Which encoder, how far its vectors are, or why there are none."""
        name = self.cmo.settings.sentence_vectors
        if not name:
            return _("none")
        if self.cmo.session is None:
            return name
        vectors = self.cmo.suggesting.vectors
        vectors.told = self._vectors_went_on
        if vectors.problem:
            return f"{name}: {vectors.problem}"
        if vectors.done is not None:
            done, of = vectors.done
            return _("{name}: {done} of {of} made; enter stops").format(name=name, done=done, of=of)
        return name

    def _vectors_went_on(self) -> None:
        if self.is_attached and self.is_current:
            self.refresh_data()

    def _pick_vectors(self) -> None:
        """Which encoder, of those that are installed; while vectors are being made it stops that."""
        from cmo_coder.suggest.encoders import ENCODERS
        from cmo_coder.suggest.extras import installed

        def chosen(value: str | None) -> None:
            if value is None:
                return
            self._set(sentence_vectors="" if value == "-" else value)
            if self.cmo.session is not None:
                self.cmo.suggesting.vectors.forget()
                self.cmo.suggesting.learn_again()

        if self.cmo.session is not None and self.cmo.suggesting.vectors.done is not None:
            chosen("-")
            self.cmo.tell(_("Stopped; the vectors that are made are kept."))
            return
        names = installed()
        if not names:
            self.cmo.warn(
                _("No sentence encoder is installed. Install cmo-coder[e5] or cmo-coder[use]; they work offline.")
            )
        if names or self.cmo.settings.sentence_vectors:
            choices = [Choice("-", _("none")), *(Choice(one, one, ENCODERS[one].package) for one in names)]
            self.cmo.push_screen(Pick(_("Sentence vectors of which encoder?"), choices), chosen)

    def _pick_threshold(self) -> None:
        """From which share on a suggestion is shown: lower shows more, higher shows surer ones."""

        def chosen(value: str | None) -> None:
            if value is not None:
                self._set(suggestion_threshold=int(value))

        choices = [Choice(str(value), f"{value}%") for value in THRESHOLDS]
        self.cmo.push_screen(
            Pick(_("From which share is a suggestion shown? Lower shows more, less sure ones."), choices), chosen
        )

    def _pick(self, question: str, values: Sequence[tuple[str, str]], name: str) -> None:
        choices = [Choice(value or "-", _(title)) for value, title in values]

        def chosen(value: str | None) -> None:
            if value is not None:
                self._set(**{name: "" if value == "-" else value})

        self.cmo.push_screen(Pick(question, choices), chosen)

    def _set(self, **fields: object) -> None:
        self.cmo.settings = change_settings(**fields)
        if "language" in fields:  # else the one that the program was started in stays (--lang)
            set_language(self.cmo.settings.language or detect_language())
        self.cmo.theme = self.cmo.settings.theme
        self.cmo.set_keymap(self.cmo.own_keys)
        if "language" in fields or "ascii" in fields:
            # What other screens wrote once, when they were made, they write anew when they are shown again.
            self.cmo.forget_screens()
        self.show_all()

    # Keys

    def do_keys(self) -> None:
        """Another key for a command."""
        own = self.cmo.own_keys
        choices = [
            Choice(
                command.id,
                _(command.title),
                f"{shown(own.get(command.id, KEYS[command.id])) or '-'} · {_(command.help)}",
                (command.id, _(command.help)),
            )
            for command in REGISTRY.values()
        ]

        def chosen(command_id: str | None) -> None:
            if command_id is not None:
                self._ask_key(REGISTRY[command_id])

        self.cmo.push_screen(Pick(_("The key of which command?"), choices), chosen)

    def _ask_key(self, command: Command) -> None:
        def given(key: str | None) -> None:
            if key is None:
                return
            keys = dict(self.cmo.settings.keys)
            if key == STANDARD:
                keys.pop(command.id, None)
            else:
                taken = self._taken(key, command)
                if taken is not None:
                    words = _("{key} is the key of '{title}' already; nothing was changed.")
                    self.cmo.warn(words.format(key=shown(key), title=_(taken.title)))
                    return
                keys[command.id] = key
            self._set(keys=keys)
            now = shown(keys.get(command.id, KEYS[command.id])) or "-"
            self.cmo.tell(_("{title}: {key}").format(title=_(command.title), key=now))

        present = shown(self.cmo.own_keys.get(command.id, KEYS[command.id])) or "-"
        self.cmo.push_screen(AskKey(_(command.title), present, shown(KEYS[command.id]) or "-"), given)

    def _taken(self, key: str, command: Command) -> Command | None:
        """The command that has a key already where both could be meant: on the same screen, or everywhere."""
        own = self.cmo.own_keys
        for other in REGISTRY.values():
            near = "app" in (other.where, command.where) or other.where == command.where
            if other.id != command.id and near and key in own.get(other.id, KEYS[other.id]).split(","):
                return other
        return None


def _named(values: Sequence[tuple[str, str]], value: str) -> str:
    return next((_(title) for known, title in values if known == value), value)
