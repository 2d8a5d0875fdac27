"""A new study in one form: a name is enough, everything else has a sensible default and can be changed later (F9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_coder.messages import N_, _, language
from cmo_coder.settings import load_settings
from cmo_coder.tui.screens.dialogs import Field, Form
from cmo_coder.tui.session import BUSY_SECONDS, Session, change_settings

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp

PROFILES = (
    ("ICMO-DeWeger", N_("ICMO (De Weger): intervention, context, reasoning, outcome")),
    ("CMO-Dalkin", N_("CMO (Dalkin): context, resource + reasoning, outcome")),
    ("CIMO", N_("CIMO: context, intervention, mechanism, outcome")),
    ("ICAMO", N_("ICAMO: with the actor in a column of its own")),
)
NO_CODEBOOK = "-"


def file_for(name: str, folder: Path) -> Path:
    """A free file name for a study."""
    stem = re.sub(r"[^\w-]+", "-", name.strip().lower()).strip("-") or "studie"
    path, nr = folder / f"{stem}.cmo", 2
    while path.exists():
        path, nr = folder / f"{stem}-{nr}.cmo", nr + 1
    return path


def new_study(app: CmoApp) -> None:
    """Ask, make, open."""
    from cmo_coder.codebook.files import ready_codebooks

    ready = [name for name, _path in ready_codebooks()]
    standard = "cmo-nl" if language() == "nl" else "cmo-en"
    fields = (
        Field("name", _("Name of the study"), needed=True),
        Field("me", _("Your name, as coder"), load_settings().coder, needed=True),
        Field("question", _("What must the study answer?")),
        Field("client", _("Who asked for it?")),
        Field(
            "profile",
            _("How do you understand a mechanism?"),
            PROFILES[0][0],
            "choice",
            tuple((value, _(title)) for value, title in PROFILES),
        ),
        Field(
            "codebook",
            _("Codebook to start with"),
            standard if standard in ready else NO_CODEBOOK,
            "choice",
            ((NO_CODEBOOK, _("none: I make my own codes")), *((name, name) for name in ready)),
        ),
        Field("folder", _("Folder of the project file"), str(Path.cwd())),
    )
    app.push_screen(Form(_("New study"), fields, save=lambda values: _make(app, values)))


def _make(app: CmoApp, values: Mapping[str, str]) -> None:
    from cmo_coder.codebook.files import read_codebook, ready_codebooks
    from cmo_coder.codebook.study import import_codebook
    from cmo_coder.model.base import new_id
    from cmo_coder.model.study import Profile, Study
    from cmo_coder.store.project import Project
    from cmo_coder.store.study import add_coder

    path = file_for(values["name"], Path(values["folder"]).expanduser())
    study = Study(
        id=new_id(),
        name=values["name"].strip(),
        client=values["client"].strip(),
        question=values["question"].strip(),
        profile=Profile(values["profile"]),
        language=language(),
    )
    with Project.create(path, study) as project:
        project.coder = add_coder(project, values["me"])
        if values["codebook"] != NO_CODEBOOK:
            import_codebook(project, read_codebook(dict(ready_codebooks())[values["codebook"]]))
    change_settings(coder=values["me"].strip())
    project = Project.open(path, with_backup=False, busy_seconds=BUSY_SECONDS)
    session = Session(project)
    app.call_later(app.use_session, session, "overview")
