"""What the stories share: a study with codes and no documents, files to load, and the whole study as rows."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.study import Study
from cmo_coder.resources import resource_dir
from cmo_coder.store.cases import add_case
from cmo_coder.store.codes import add_code
from cmo_coder.store.project import Project
from cmo_coder.store.study import add_coder, add_round
from cmo_coder.store.tables import TABLES

INTERVIEWS = ("gm-r1-inwoner-gerda.txt", "ks-r2-maatje-rinus.txt", "sl-r2-inwoner-kees.txt")

CODES = (
    ("Over geld praat je niet", CodeType.C),
    ("Hulp dichtbij", CodeType.I),
    ("Schaamte", CodeType.M_RED),
    ("Slaapt slecht", CodeType.O),
)


PEOPLE = ("Ilse Verhoeven", "Bart de Groot", "Samira El Amrani", "Joost van der Veen")
HIDDEN = (*PEOPLE, "Marieke Hoekstra", "Zutphen", "06-12345678")
TALK = (
    "Ik kom uit Zutphen en woon daar nu twaalf jaar.",
    "Bij het spreekuur zit Marieke Hoekstra, zij luistert echt.",
    "U kunt mij bellen op 06-12345678 als het niet lukt.",
    "Ja, dat herken ik wel.",
    "De wachttijd was lang, maar toen ging het snel.",
    "Met de schuldhulp kwam er rust.",
    "Ik schaamde me voor de buren.",
)
MISHEARD = "Door de schulphulp van Marieke Hoekstra slaap ik weer goed."
RIGHT = MISHEARD.replace("schulphulp", "schuldhulp")
SHAME = "Ik schaamde me voor de buren."
TURNS = 60


def new_study(place: Path) -> Path:
    """A study with a coder (Anna), a round, a case and a few codes."""
    with Project.create(place, Study(id=new_id(), name="Gezonde wijk", language="nl")) as project:
        project.coder = add_coder(project, "Anna")
        add_round(project, "Ronde 1")
        add_case(project, "Grensmarke")
        for name, type_ in CODES:
            add_code(project, Code(id=new_id(), name=name, type=type_))
    return place


def copy_interviews(folder: Path) -> Path:
    """The three interviews, alone in a folder."""
    folder.mkdir()
    for name in INTERVIEWS:
        shutil.copy(resource_dir("transcripts_example") / name, folder / name)
    return folder


def study_rows(place: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the study, by name of the table (the log and the settings are no part of it)."""
    with closing(sqlite3.connect(place)) as connection:
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in sorted(TABLES)}


def counted(place: Path) -> dict[str, int]:
    """How many rows each table has that has any."""
    return {name: len(rows) for name, rows in study_rows(place).items() if rows}


def word_file(path: Path) -> None:
    """Four people who talk in no fixed order; one sentence with a misheard word."""
    from docx import Document as WordDocument

    made = WordDocument()
    made.add_heading("Gesprek in het buurthuis", 1)
    for nr in range(TURNS):
        paragraph = made.add_paragraph()
        paragraph.add_run(f"{PEOPLE[(nr * 7 + nr * nr // 5) % len(PEOPLE)]}: ").bold = True
        paragraph.add_run(TALK[nr % len(TALK)] + (f" {MISHEARD}" if nr == 3 else ""))
    made.save(str(path))
