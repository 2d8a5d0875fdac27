"""Wording the als-dan-omdat sentence: its template, the whole, or one part. What is not reworded follows the slots."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cmo_coder.messages import _
from cmo_coder.model.canonical import Role
from cmo_coder.model.configurations import Configuration, ConfigurationVersion, Template
from cmo_coder.realist.frames import ACTOR
from cmo_coder.realist.profiles import slot_order
from cmo_coder.realist.proper_names import proper_names
from cmo_coder.realist.sentences import actor_of, parts_of, sentence_in
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.store.configuration_versions import SENTENCE, edit_wording
from cmo_coder.tui.screens.dialogs import AskText, Choice, Pick

if TYPE_CHECKING:
    from cmo_coder.tui.screens.base import StudyScreen

WHOLE = "whole"
FOLLOW = "follow"


def choose_template(screen: StudyScreen, snapshot: Snapshot, configuration: Configuration) -> None:
    """Choose a template; each is shown filled with the slots."""
    version = snapshot.version_of(configuration.id)
    bare = replace(version, sentence="", template=None)
    fitting = sentence_in(snapshot, bare)
    choices = [Choice("", _("the one that fits"), fitting)]
    for template in Template:
        words = sentence_in(snapshot, version, template)
        choices.append(Choice(template.value, template.value, words, reason="" if words else _("needs more slots")))

    def chosen(value: str | None) -> None:
        if value is not None:
            with screen.cmo.errors_shown():
                template = Template(value) if value else None
                edit_wording(screen.session.project, configuration, template=template, sentence="")
                screen.show_all()

    question = _("Which template for the sentence of CMO {number}?").format(number=configuration.number)
    if version.sentence:
        question += "\n" + _("The own sentence that stands there now is replaced (u brings it back).")
    screen.cmo.push_screen(Pick(question, choices), chosen)


def choose_wording(screen: StudyScreen, snapshot: Snapshot, configuration: Configuration) -> None:
    """Choose what to reword: the whole sentence or a part of it; or let everything follow the slots again."""
    version = snapshot.version_of(configuration.id)
    own = own_words(version)
    words = words_of_parts(snapshot, version)
    choices = [Choice(WHOLE, _("the whole sentence"), sentence_in(snapshot, version))]
    for part in (*(role.value for role in slot_order(snapshot.study.profile)), ACTOR):
        title = _("for whom") if part == ACTOR else part
        mark = " " + _("[own words]") if part in own else ""
        choices.append(Choice(part, title + mark, words[part] or "·"))
    if version.sentence or own:
        choices.append(Choice(FOLLOW, _("follow the slots again, everywhere"), ""))

    def chosen(value: str | None) -> None:
        if value == WHOLE:
            _whole(screen, snapshot, configuration, version)
        elif value == FOLLOW:
            _save(screen, configuration, sentence="", wordings=())
        elif value is not None:
            _part(screen, snapshot, configuration, value)

    question = _("What of the sentence of CMO {number} is reworded?").format(number=configuration.number)
    screen.cmo.push_screen(Pick(question, choices), chosen)


def own_words(version: ConfigurationVersion) -> dict[str, str]:
    """The parts that the analyst worded, with those words."""
    return dict(item.split("=", 1) for item in version.wordings if "=" in item)


def words_of_parts(snapshot: Snapshot, version: ConfigurationVersion, *, follow: bool = False) -> dict[str, str]:
    """The words of each part as they stand in the sentence; `follow`: as they would be if they followed the slots."""
    slots = snapshot.slots_of_version.get(version.id, ())
    read = replace(version, wordings=()) if follow else version
    names = proper_names(snapshot)
    parts = parts_of(read, slots, snapshot.canonical, actor_of(snapshot, version), snapshot.study.language, names)
    return {part: parts.piece(part).text for part in (*(role.value for role in Role), ACTOR)}


def _whole(
    screen: StudyScreen, snapshot: Snapshot, configuration: Configuration, version: ConfigurationVersion
) -> None:
    generated = sentence_in(snapshot, replace(version, sentence=""))

    def given(text: str | None) -> None:
        if text is not None:
            words = " ".join(text.split())
            own = "" if words == generated else words
            _save(screen, configuration, SENTENCE if own == version.sentence else "", sentence=own)

    question = _("The sentence of CMO {number}; empty: it follows the slots").format(number=configuration.number)
    screen.cmo.push_screen(AskText(question, version.sentence or generated, lines=True), given)


def _part(screen: StudyScreen, snapshot: Snapshot, configuration: Configuration, part: str) -> None:
    version = snapshot.version_of(configuration.id)
    following = words_of_parts(snapshot, version, follow=True)[part]
    present = words_of_parts(snapshot, version)[part]

    def given(text: str | None) -> None:
        if text is None:
            return
        own = own_words(version)
        before = own.pop(part, None)
        words = text.strip()
        if words != following:
            own[part] = words
        same = part if words == before else ""
        wordings = tuple(f"{name}={value}" for name, value in own.items())
        _save(screen, configuration, same, sentence="", wordings=wordings)

    question = _("Words for {part} in the sentence; empty leaves the part out. The slot says: {words}").format(
        part=_("for whom") if part == ACTOR else part, words=following or "·"
    )
    screen.cmo.push_screen(AskText(question, present), given)


def _save(screen: StudyScreen, configuration: Configuration, same: str = "", **fields: object) -> None:
    """Save words. `same` is the part that was saved as it stood: its words are right as the slots read now."""
    with screen.cmo.errors_shown():
        edit_wording(screen.session.project, configuration, confirmed=(same,) if same else (), **fields)
        screen.show_all()
