"""Asking the providers one by one: about a document's sentences, a claim or a configuration; and which there are."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import OK, by_number, opened, say, say_json, say_rows
from cmo_coder.messages import N_, _

if TYPE_CHECKING:
    from cmo_coder.store.project import Project
    from cmo_coder.suggest.provider import Answer, Asked, Material
    from cmo_coder.suggest.registry import Loaded

_RELATIONS = {
    "near": N_("alike"),
    "duplicate": N_("near-duplicate"),
    "rival": N_("possible rival: the same strategy, the opposite outcome"),
}


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


def ask_about_claim(arguments: argparse.Namespace) -> int:
    """Say which slots of a claim are empty, with words that may fill them, and which configurations it is like."""
    from cmo_coder.model.claims import Claim
    from cmo_coder.suggest.provider import OfClaim

    with opened(arguments) as project:
        with project.read() as reading:
            claim = by_number(reading.all(Claim), arguments.claim, lambda one: one.number, _("claim"))
        return _told(project, arguments, OfClaim(claim.id), ("link", "configuration"))


def ask_about_configuration(arguments: argparse.Namespace) -> int:
    """Say which configurations are near-duplicates of one, and which may be rivals."""
    from cmo_coder.model.configurations import Configuration
    from cmo_coder.suggest.provider import OfConfiguration

    with opened(arguments) as project:
        with project.read() as reading:
            found = reading.all(Configuration)
        one = by_number(found, arguments.configuration, lambda each: each.number, _("configuration"))
        return _told(project, arguments, OfConfiguration(one.id), ("configuration",))


def _material(project: Project, model: str) -> Material:
    from cmo_coder.store.cache_folder import cache_folder
    from cmo_coder.suggest.material import material_of

    with project.read() as reading:
        return material_of(reading, model=model, cache=cache_folder(project.place))


def _loaded(project: Project, model: str, only: tuple[str, ...] | None) -> Loaded:
    from cmo_coder.suggest.registry import load

    return load(_material(project, model), only)


def _told(project: Project, arguments: argparse.Namespace, asked: Asked, only: tuple[str, ...]) -> int:
    from cmo_coder.suggest.registry import load

    material = _material(project, arguments.model)
    answers = load(material, only).answer(asked)
    assert material.snapshot is not None
    numbers = {one.id: one.number for one in material.snapshot.get().configurations.values()}
    if arguments.json:
        say_json([_as_json(one, numbers) for one in answers])
        return OK
    for one in answers:
        say(_line(one, numbers))
        for ground in one.evidence:
            if ground.text and ground.ground != "reason":
                role = f"{ground.id}: " if ground.ground == "label" else ""
                say(f"    {role}{ground.text}")
    if not answers:
        say(_("Nothing to propose."))
    return OK


def _line(one: Answer, numbers: dict[str, int]) -> str:
    if one.about in numbers:
        said = next((_RELATIONS[ground.id] for ground in one.evidence if ground.id in _RELATIONS), "")
        line = _("configuration {number} ({share}): {relation}")
        return line.format(number=numbers[one.about], share=f"{one.score:.2f}", relation=_(said))
    empty = _("empty slot: {role}").format(role=one.about)
    return f"{empty} ({one.score:.2f})" if one.score else empty


def _as_json(one: Answer, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "about": numbers.get(one.about, one.about),
        "score": one.score,
        "provider": one.provenance.provider,
        "version": one.provenance.version,
        "model": one.provenance.model,
        "settings": one.provenance.settings,
        "evidence": [
            {"ground": ground.ground.value, "text": ground.text, "contribution": ground.contribution, "id": ground.id}
            for ground in one.evidence
        ],
    }
