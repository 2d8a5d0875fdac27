"""The main job without a screen: load the example study, print its table with support, write every export."""

from __future__ import annotations

from pathlib import Path

from cmo_coder.cli.common import OK, say
from cmo_coder.messages import _, language, ngettext


def main_job(path: Path, folder: Path | None) -> int:
    """Do it on a project; the files go into `folder` (without it: beside the project)."""
    from cmo_coder.exchange.demo import export_everything
    from cmo_coder.realist.snapshot import load_snapshot
    from cmo_coder.realist.support import support_of_element
    from cmo_coder.realist.support_words import support_line
    from cmo_coder.store.project import Project

    folder = (folder or path.parent / "tables").absolute()
    with Project.open(path) as project:
        with project.read() as reading:
            snapshot = load_snapshot(reading)
        say(snapshot.study.name, "=" * len(snapshot.study.name), "")
        for element in snapshot.current_elements():
            version = snapshot.element_version_of(element.id)
            themes = [snapshot.themes[link.theme_id].label for link in snapshot.themes_of_element.get(element.id, ())]
            say(f"{element.nr}. {version.long_label}")
            say(f"   {'; '.join(themes)}")
            say(f"   {support_line(support_of_element(snapshot, version.id))}")
            for strategy in snapshot.strategies_of_element.get(element.id, ()):
                say(f"   • {strategy.text}")
            say("")
        number = export_everything(project, folder, snapshot.study.language or language(), lambda _path: None)
    say(
        ngettext("{n} file written to {folder}", "{n} files written to {folder}", number).format(
            n=number, folder=folder
        )
    )
    say(_("Project: {path}").format(path=path))
    return OK
