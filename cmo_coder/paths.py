"""Where the program keeps its own files: settings, the last project, backups, the copy of the demo.

By default in the folders that the operating system has for this (platformdirs). With CMO_CODER_HOME set, everything
lies below that one folder: for a portable installation, and for tests. No function makes a folder; whoever writes does.
"""

from __future__ import annotations

import os
from pathlib import Path

APP = "cmo-coder"
HOME_VARIABLE = "CMO_CODER_HOME"


def config_dir() -> Path:
    """The folder of what a user chooses: settings, keys, themes."""
    home = _home()
    if home is not None:
        return home / "config"
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False)


def data_dir() -> Path:
    """The folder of what the program keeps: backups, the demo copy, the list of recent projects."""
    home = _home()
    if home is not None:
        return home / "data"
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def settings_file() -> Path:
    """The user's settings (JSON)."""
    return config_dir() / "settings.json"


def recent_file() -> Path:
    """The projects opened lately, the last one first (JSON)."""
    return data_dir() / "recent.json"


def faults_file() -> Path:
    """Where faults of the program itself are written down, without words of a study (text)."""
    return data_dir() / "faults.txt"


def backups_dir() -> Path:
    """The folder that holds a folder of rotating backups for each project."""
    return data_dir() / "backups"


def demo_dir() -> Path:
    """The folder of the user's copy of the example study."""
    return data_dir() / "demo"


def demo_file() -> Path:
    """The user's copy of the example study."""
    return demo_dir() / "voorbeeldstudie.cmo"


def is_own(path: Path) -> bool:
    """Whether a file lies among those that the program keeps for itself, where nobody looks."""
    return path.absolute().is_relative_to(data_dir().absolute())


def exports_dir() -> Path:
    """Where the tables of a study go that is one of the program's own (the practice study, the demo): a folder that a
    person finds.
    """
    home = _home()
    if home is not None:
        return home / "exports"
    from platformdirs import user_documents_path

    documents = user_documents_path()
    return (documents if documents.is_dir() else Path.home()) / APP


def _home() -> Path | None:
    home = os.environ.get(HOME_VARIABLE, "").strip()
    return Path(home).expanduser() if home else None
