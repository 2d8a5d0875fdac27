"""What is alike, in plain lines: codes, coded fragments, and new codes that look like ones that are there."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import OK, command, opened, say, say_json, say_rows
from cmo_coder.messages import N_, _

if TYPE_CHECKING:
    from cmo_coder.model.codes import Code
    from cmo_coder.store.project import Project


def add_codes(book: Any) -> None:
    """Add `codebook alike`."""
    alike = command(
        book,
        "alike",
        N_("the codes most like one: in name, in what the codebook says, in what was coded"),
        _codes,
        examples=("codebook alike vertrouwen",),
    )
    alike.add_argument("code", help=_("the code, by name or the start of it"))


def add_fragments(code: Any) -> None:
    """Add `code alike`."""
    alike = command(
        code,
        "alike",
        N_("the coded fragments most like some words, whoever coded them and under which code"),
        _fragments,
        examples=('code alike "ik voelde me serieus genomen"',),
    )
    alike.add_argument("words", help=_("the words, or a sentence"))


def say_alike(new: Sequence[Code], codes: Sequence[Code]) -> None:
    """Warn of new codes that look like ones that are there; they stay."""
    from cmo_coder.suggest.alike_codes import AlikeBy, alike_among

    for code, one in alike_among(new, codes):
        by = _("by their names") if one.by is AlikeBy.NAME else _("by their definitions")
        words = _("“{code}” looks like “{other}” ({by}); the same? cmo-coder codebook merge")
        say(words.format(code=code.name, other=one.code.name, by=by))


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.0%}"


def _codes(arguments: argparse.Namespace) -> int:
    from cmo_coder.cli.codebooks import code_named
    from cmo_coder.store.codes import codes_of
    from cmo_coder.suggest.alike import codes_like
    from cmo_coder.suggest.suggester import suggester_of

    with opened(arguments) as project:
        code = code_named(project, arguments.code)
        codes = {one.id: one for one in codes_of(project)}
        with project.read() as reading:
            found = codes_like(suggester_of(reading), code, codes)
    if arguments.json:
        say_json(
            [
                {
                    "code": codes[one.code].name, "likeness": one.likeness, "names": one.names,
                    "definitions": one.definitions, "fragments": one.fragments, "both": one.both,
                    "words": list(one.words),
                }
                for one in found
            ]
        )  # fmt: skip
        return OK
    rows = [
        [
            _percent(one.likeness),
            _percent(one.names),
            _percent(one.definitions),
            _percent(one.fragments),
            str(one.both),
            codes[one.code].name,
            ", ".join(one.words),
        ]
        for one in found
    ]
    if rows:
        heads = [_("alike"), _("names"), _("definitions"), _("fragments"), _("carry both"), _("code"), _("words")]
        say_rows(rows, heads)
    else:
        say(_("No other code is like “{code}”.").format(code=code.name))
    return OK


def _fragments(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.codes import Code
    from cmo_coder.model.documents import Document
    from cmo_coder.model.fragments import Coding, Fragment
    from cmo_coder.suggest.alike import fragments_like
    from cmo_coder.suggest.suggester import suggester_of

    with opened(arguments) as project:
        with project.read() as reading:
            found = fragments_like(suggester_of(reading), arguments.words)
            ids = [one.id for one in found]
            fragments = {one.id: one for one in reading.among(Fragment, "id", ids)}
            names = {one.id: one.name for one in reading.all(Code)}
            titles = {one.id: one.title for one in reading.all(Document)}
            codings = reading.among(Coding, "fragment_id", ids)
        who = _coders(project, codings)
    told = [
        {
            "likeness": one.likeness, "document": titles[fragments[one.id].document_id],
            "start": fragments[one.id].start, "end": fragments[one.id].end, "quote": fragments[one.id].quote,
            "codes": sorted(names[code] for code in one.codes), "coders": who.get(one.id, []),
            "words": list(one.words),
        }
        for one in found
        if one.id in fragments
    ]  # fmt: skip
    if arguments.json:
        say_json(told)
        return OK
    for each in told:
        say(f"{each['likeness']:>4.0%}  {each['document']} {each['start']}-{each['end']}  “{each['quote']}”")
        said = [", ".join(each["codes"]), ", ".join(each["coders"])]  # type: ignore[arg-type]
        if each["words"]:
            said.append(_("words: {words}").format(words=", ".join(each["words"])))  # type: ignore[arg-type]
        say("      " + " · ".join(one for one in said if one))
    if not told:
        say(_("No coded fragment looks like these words."))
    return OK


def _coders(project: Project, codings: Any) -> dict[str, list[str]]:
    """The names of who coded each fragment, by its id."""
    from cmo_coder.store.study import coders_of

    names = {one.id: one.name for one in coders_of(project)}
    found: dict[str, list[str]] = {}
    for coding in codings:
        name = names.get(coding.coder_id or "")
        if name and name not in found.setdefault(coding.fragment_id, []):
            found[coding.fragment_id].append(name)
    return found
