"""What the team chose about names: accept (with a replacement), reject, or never; places that stay; its own list.

Kept in the settings of the file and not in the change log: a log of names would be one more place that holds them. An
accepted name leaves the settings when it is replaced; what was chosen for never stays for later files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from cmo_coder.messages import N_
from cmo_coder.model.errors import UserError
from cmo_coder.names.finding import OwnName
from cmo_coder.names.grouping import fold
from cmo_coder.names.value import Kind
from cmo_coder.store.change import Change
from cmo_coder.store.file_settings import set_setting, setting_of
from cmo_coder.store.project import Project
from cmo_coder.store.tables import SETTING

KEY = "names"


class Choice(StrEnum):
    """What is done with a name: replaced; left this time; never looked at again."""

    ACCEPT = "accept"
    REJECT = "reject"
    NEVER = "never"


CHOICE_WORDS: dict[Choice | None, str] = {
    Choice.ACCEPT: N_("replace"),
    Choice.REJECT: N_("leave"),
    Choice.NEVER: N_("never"),
    None: N_("undecided"),
}
"""What people call a choice, or that there is none."""


@dataclass(frozen=True, slots=True)
class NameChoice:
    """A choice for one form of a name."""

    name: str
    kind: Kind
    choice: Choice
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """All choices: by the folded name; places (text version, start in code points) that stay; the team's own list."""

    names: Mapping[str, NameChoice] = field(default_factory=dict)
    kept: frozenset[tuple[str, int]] = frozenset()
    own: tuple[OwnName, ...] = ()

    def of(self, name: str) -> NameChoice | None:
        """The choice for a name, whatever its case."""
        return self.names.get(fold(name))

    @property
    def never(self) -> frozenset[str]:
        """The names that are never looked at again."""
        return frozenset(one.name for one in self.names.values() if one.choice is Choice.NEVER)

    @property
    def accepted(self) -> tuple[NameChoice, ...]:
        """The names that are to be replaced."""
        return tuple(one for one in self.names.values() if one.choice is Choice.ACCEPT)


def choices_of(project: Project) -> Choices:
    """What was chosen so far."""
    return read_choices(setting_of(project, KEY))


def read_choices(value: str | None) -> Choices:
    """Choices as the settings keep them."""
    told: dict[str, Any] = json.loads(value) if value else {}
    names = [
        NameChoice(name, Kind(kind), Choice(choice), replacement)
        for name, kind, choice, replacement in told.get("names", ())
    ]
    return Choices(
        {fold(one.name): one for one in names},
        frozenset((str(version), int(start)) for version, start in told.get("kept", ())),
        tuple(OwnName(words, replacement) for words, replacement in told.get("own", ())),
    )


def written(choices: Choices) -> str:
    """Choices as the settings keep them."""
    names = [[one.name, one.kind.value, one.choice.value, one.replacement] for one in choices.names.values()]
    kept = sorted([version, start] for version, start in choices.kept)
    own = [[one.words, one.replacement] for one in choices.own]
    return json.dumps({"names": names, "kept": kept, "own": own}, ensure_ascii=False)


def choose(project: Project, names: Iterable[str], kind: Kind, choice: Choice | None, replacement: str = "") -> Choices:
    """Choose for every form of a name; None takes the choice back. Gives all choices."""

    def change(before: Choices) -> Choices:
        made = dict(before.names)
        for name in names:
            if choice is None:
                made.pop(fold(name), None)
            else:
                made[fold(name)] = NameChoice(name, kind, choice, replacement if choice is Choice.ACCEPT else "")
        return replace(before, names=made)

    return _changed(project, change)


def keep_place(project: Project, version_id: str, start: int, *, keep: bool) -> Choices:
    """Leave one place as it is (or not any more), whatever is chosen for the name."""

    def change(before: Choices) -> Choices:
        place = (version_id, start)
        return replace(before, kept=before.kept | {place} if keep else before.kept - {place})

    return _changed(project, change)


def set_own_list(project: Project, own: Iterable[OwnName]) -> Choices:
    """Keep the team's own list; it replaces the former one."""
    return _changed(project, lambda before: replace(before, own=tuple(own)))


def read_own_list(path: Path) -> tuple[OwnName, ...]:
    """The team's own list in a text file: a name a line; after a tab or `=` what replaces it; `#` begins a comment.

    Raises UserError where the file cannot be read.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            N_("The list {path} cannot be read: {detail}."),
            N_("It must be a text file in UTF-8."),
            path=path,
            detail=error,
        ) from error
    found = []
    for line in lines:
        words, _tab, replacement = line.partition("#")[0].replace("=", "\t", 1).partition("\t")
        if words.strip():
            found.append(OwnName(words.strip(), replacement.strip()))
    return tuple(found)


def _changed(project: Project, function: Callable[[Choices], Choices]) -> Choices:
    with project.change("names.choose", "Names chosen") as change:
        after = function(read_choices(_present(change)))
        set_setting(change, KEY, written(after))
    return after


def _present(change: Change) -> str | None:
    value: str | None = change.connection.execute(sa.select(SETTING.c.value).where(SETTING.c.key == KEY)).scalar()
    return value
