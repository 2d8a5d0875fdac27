"""Which providers of suggestions there are in a project, and why others are not."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cmo_coder.cli.common import OK, opened, say_json, say_rows
from cmo_coder.messages import _

if TYPE_CHECKING:
    from cmo_coder.store.project import Project
    from cmo_coder.suggest.provider import Material
    from cmo_coder.suggest.registry import Loaded


def list_providers(arguments: argparse.Namespace) -> int:
    """Say which providers can be used in this project, and why others cannot."""
    with opened(arguments) as project:
        found = _loaded(project, arguments.model, None)
    rows = [
        [name, _("ready"), f"{one.provenance.version} {one.provenance.model}".strip()]
        for name, one in found.providers.items()
    ]
    rows += [[one.name, _("not available"), one.reason] for one in found.left_out]
    if arguments.json:
        say_json([{"provider": name, "state": state, "about": about} for name, state, about in rows])
    else:
        say_rows(rows, [_("provider"), _("state"), _("version and model, or the reason")])
    return OK


def _material(project: Project, model: str) -> Material:
    from cmo_coder.store.cache_folder import cache_folder
    from cmo_coder.suggest.material import material_of

    with project.read() as reading:
        return material_of(reading, model=model, cache=cache_folder(project.place))


def _loaded(project: Project, model: str, only: tuple[str, ...] | None) -> Loaded:
    from cmo_coder.suggest.registry import load

    return load(_material(project, model), only)
