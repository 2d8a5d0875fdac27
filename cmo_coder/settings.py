"""What a user chooses, and where they were: settings, recent projects, the last place in each. Plain JSON files.

A damaged or foreign file never keeps the program from starting: what cannot be read takes its default.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cmo_coder import paths

_SECRET = ("password=", "passfile=", "sslpassword=")
"""What may stand among the options of an address and is nobody's affair."""
MOST_RECENT = 12
"""How many projects are remembered."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's choices. Empty `language`: as the environment says. `keys`: own keys by command id."""

    language: str = ""
    export_language: str = ""
    theme: str = "cmo-dark"
    ascii: bool = False
    coder: str = ""
    load_folder: str = ""
    """The folder from which files were loaded last."""
    export_folder: str = ""
    """The folder to which files were written last."""
    keys: Mapping[str, str] = field(default_factory=dict)
    suggestions: bool = True
    suggestions_beside: bool = True
    """Suggestions stand dim beside the text while reading; else they come when they are asked for."""
    suggestions_after: bool = False
    """Suggestions for a turn come only when the coder has coded something in it."""
    suggestion_threshold: int = 25
    """From which share of the first code a suggestion is shown, in hundredths."""
    language_model: str = "auto"
    """The spaCy model behind the cues (`nlp.model`): auto, blank, or the name or path of an installed one."""
    sentence_vectors: str = ""
    """The encoder whose sentence vectors help to suggest: "e5" or "use" (extras), or none."""
    tour_step: int = 0
    tour_done: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was in a project: the document and the caret in it (code points)."""

    document_id: str
    caret: int = 0


@dataclass(frozen=True, slots=True)
class Recent:
    """A project that was opened lately, and the last place in it."""

    project: str
    place: Place | None = None
    coder_id: str = ""


def load_settings() -> Settings:
    """The settings, or the defaults."""
    known = _read(paths.settings_file())
    default = Settings()
    values: dict[str, Any] = {}
    for one in dataclasses.fields(Settings):
        value = known.get(one.name) if isinstance(known, dict) else None
        if isinstance(value, type(getattr(default, one.name))):
            values[one.name] = value
    return Settings(**values)


def save_settings(settings: Settings) -> None:
    """Keep the settings. Raises OSError where the folder cannot be written."""
    _write(paths.settings_file(), dataclasses.asdict(settings))


def recent_projects() -> tuple[Recent, ...]:
    """The projects opened lately, the last one first; those that are gone are left out."""
    return tuple(one for one in _known_projects() if not _is_gone(one.project))


def gone_projects() -> tuple[str, ...]:
    """The files of projects opened lately that are gone, though the folder in which they stood is there."""
    return tuple(
        one.project for one in _known_projects() if _is_gone(one.project) and Path(one.project).parent.is_dir()
    )


def forget_projects(gone: Collection[str]) -> None:
    """Leave projects out of the list of those opened lately."""
    kept = [dataclasses.asdict(one) for one in _known_projects() if one.project not in gone]
    with suppress(OSError):
        _write(paths.recent_file(), kept)


def _is_gone(project: str) -> bool:
    return "://" not in project and not Path(project).exists()


def _known_projects() -> tuple[Recent, ...]:
    known = _read(paths.recent_file())
    found: list[Recent] = []
    for one in known if isinstance(known, list) else []:
        if isinstance(one, dict) and isinstance(one.get("project"), str):
            place = one.get("place")
            where = (
                Place(str(place["document_id"]), int(place.get("caret", 0)))
                if isinstance(place, dict) and isinstance(place.get("document_id"), str)
                else None
            )
            found.append(Recent(without_password(one["project"]), where, str(one.get("coder_id", ""))))
    return tuple(found)


def recent(project: str) -> Recent:
    """What is remembered of a project; a password in its address is not."""
    name = without_password(project)
    return next((one for one in recent_projects() if one.project == name), Recent(name))


def remember(one: Recent) -> None:
    """Put a project at the head of the list. A folder that cannot be written is no reason to stop.

    A password in the address of a database is left out.
    """
    one = dataclasses.replace(one, project=without_password(one.project))
    # Those that are gone stay known until what was derived from them is deleted (`gone_projects`).
    others = [other for other in _known_projects() if other.project != one.project]
    gone = [other for other in others if _is_gone(other.project)]
    there = [one, *(other for other in others if other not in gone)][:MOST_RECENT]
    try:
        _write(paths.recent_file(), [dataclasses.asdict(each) for each in [*there, *gone[:MOST_RECENT]]])
    except OSError:
        return


def without_password(place: str) -> str:
    """The address of a database without the password in it, wherever that stands; the name of a file as it is."""
    scheme, mark, rest = place.partition("://")
    if not mark:
        return place
    rest, question, query = rest.partition("?")
    user, at, host = rest.rpartition("@")  # a password may hold an @ or a / itself
    kept = [one for one in query.split("&") if one and not one.lower().startswith(_SECRET)]
    return scheme + mark + user.partition(":")[0] + at + host + (question + "&".join(kept) if kept else "")


def with_password(place: str, password: str) -> str:
    """The address of a database with a password in it, to open it with; it is never written down so."""
    scheme, mark, rest = without_password(place).partition("://")
    user, at, host = rest.rpartition("@")
    return f"{scheme}{mark}{user}:{quote(password, safe='')}{at}{host}" if at and password else place


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _write(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
    part.replace(path)
