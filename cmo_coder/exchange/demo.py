"""The user's copy of the example study, and the main job done on it without a screen."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

from cmo_coder import paths
from cmo_coder.resources import resource_dir
from cmo_coder.settings import Recent, remember
from cmo_coder.store.cache_folder import forget_derived
from cmo_coder.store.project import Project
from cmo_coder.store.study import coders_of


def demo_project(*, fresh: bool = False) -> Path:
    """The user's copy of the example study, made when there is none; `fresh` puts the present one aside first."""
    path = paths.demo_file()
    if path.exists() and not fresh:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        forget_derived(path)
        stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
        for old in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            if old.exists():
                shutil.move(old, old.with_name(old.name.replace(path.name, f"{path.stem}-{stamp}{path.suffix}")))
    from cmo_coder.exchange.bulk import create_project_from_bulk

    part = path.with_name("part-" + path.name)
    part.unlink(missing_ok=True)
    with create_project_from_bulk(resource_dir("transcripts_example") / "study.jsonl", part) as project:
        # Whoever looks around sits in the chair of the first coder, so that every key works at once.
        coder = coders_of(project)[0]
    part.replace(path)
    remember(Recent(str(path), None, coder.id))
    return path


def export_everything(project: Project, folder: Path, language: str, told: Callable[[Path], None]) -> int:
    """Write every table of the catalogue in every format into a folder; gives the number of files."""
    from cmo_coder.export.writing import FORMATS, write_table
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.tables.catalogue import CATALOGUE, build

    folder.mkdir(parents=True, exist_ok=True)
    with project.read() as reading:
        snapshot = load_snapshot(reading)
    number = 0
    for entry in CATALOGUE:
        table = build(entry.id, snapshot, language=language)
        for format_ in FORMATS:
            told(write_table(table, folder / f"{entry.id}{format_.extension}", format_.id, overwrite=True))
            number += 1
    return number
