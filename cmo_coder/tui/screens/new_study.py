"""A new study in one form: a name is enough, everything else has a sensible default and can be changed later (F9)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_coder.messages import N_, _, language
from cmo_coder.model.errors import ProjectError
from cmo_coder.settings import load_settings
from cmo_coder.tui.background import behind
from cmo_coder.tui.screens.dialogs import Field, Form
from cmo_coder.tui.session import BUSY_SECONDS, Session, change_settings, unless_it_fails

if TYPE_CHECKING:
    from cmo_coder.tui.app import CmoApp

NO_CODEBOOK = "-"


def file_for(name: str, folder: Path) -> Path:
    """A free file name for a study."""
    stem = re.sub(r"[^\w-]+", "-", name.strip().lower()).strip("-") or "studie"
    path, nr = folder / f"{stem}.cmo", 2
    while path.exists():
        path, nr = folder / f"{stem}-{nr}.cmo", nr + 1
    return path


def new_study(app: CmoApp, typed: Mapping[str, str] | None = None, problem: str = "") -> None:
    """Ask, make, open. `typed` is what was filled in before, and `problem` why that could not be made."""
    from cmo_coder.codebook.files import ready_codebooks
    from cmo_coder.tui.screens.profiles import PROFILES

    ready = [name for name, _path in ready_codebooks()]
    standard = "cmo-nl" if language() == "nl" else "cmo-en"
    fields = (
        Field("name", _("Name of the study"), needed=True),
        Field("me", _("Your name, as coder"), load_settings().coder, needed=True),
        Field("question", _("What must the study answer?")),
        Field("client", _("Who asked for it?")),
        Field("cases", _("Cases, with commas"), hint=_("regions, organisations; may stay empty")),
        Field("round", _("First round of interviews"), _("Round {nr}").format(nr=1)),
        Field(
            "profile",
            _("How do you understand a mechanism?"),
            next(iter(PROFILES)).value,
            "choice",
            tuple((one.value, _(title)) for one, title in PROFILES.items()),
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

    def filled(values: Mapping[str, str] | None) -> None:
        if values is not None:
            app.under_way(_("Making the study …"))
            work, failed = partial(_make_and_open, app, values), partial(_back_to_the_form, app, values)
            behind(app, work, N_("The study was not made"), failed, group="new")

    asked = [dataclasses.replace(one, value=(typed or {}).get(one.id, one.value)) for one in fields]
    app.push_screen(Form(_("New study"), asked, save=_check, problem=problem), filled)


def _check(values: Mapping[str, str]) -> None:
    folder = Path(values["folder"]).expanduser()
    if not folder.is_dir():
        raise ProjectError(N_("The folder {path} does not exist."), N_("Make it first."), path=folder)


def _make_and_open(app: CmoApp, values: Mapping[str, str]) -> None:
    """In the worker."""
    app.call_from_thread(app.use_session, _make(values), "overview")


def _back_to_the_form(app: CmoApp, values: Mapping[str, str], told: str) -> None:
    """What went wrong is said, and the form comes back as it was filled in: what was typed is nowhere else."""
    app.opened_nothing()
    new_study(app, values, told)


def _make(values: Mapping[str, str]) -> Session:
    from cmo_coder.codebook.files import read_codebook, ready_codebooks
    from cmo_coder.codebook.study import import_codebook
    from cmo_coder.model.base import new_id
    from cmo_coder.model.study import Profile, Study
    from cmo_coder.store.cases import add_case
    from cmo_coder.store.project import Project
    from cmo_coder.store.study import add_coder, add_round

    path = file_for(values["name"], Path(values["folder"]).expanduser())
    study = Study(
        id=new_id(),
        name=values["name"].strip(),
        client=values["client"].strip(),
        question=values["question"].strip(),
        profile=Profile(values["profile"]),
        language=language(),
    )
    with unless_it_fails(path), Project.create(path, study) as project:
        project.coder = add_coder(project, values["me"].strip())
        with project.change("study.begin", N_("Study {name} set up"), name=study.name):
            if values["round"].strip():
                add_round(project, values["round"].strip())
            for name in dict.fromkeys(part.strip() for part in values["cases"].split(",")):
                if name:
                    add_case(project, name)
        if values["codebook"] != NO_CODEBOOK:
            import_codebook(project, read_codebook(dict(ready_codebooks())[values["codebook"]]))
    change_settings(coder=values["me"].strip())
    project = Project.open(path, with_backup=False, busy_seconds=BUSY_SECONDS)
    return Session(project)
