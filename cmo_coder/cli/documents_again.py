"""A changed file as a new version of a document: `import --as-version-of`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cmo_coder.cli.coding import document_named
from cmo_coder.cli.common import OK, opened, say, say_json
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.errors import UserError

if TYPE_CHECKING:
    from cmo_coder.ingest.value import ReadText
    from cmo_coder.store.replacing import Anchored, Replacement


def add_options(load: argparse.ArgumentParser) -> None:
    """Add the options of a new version to `import`."""
    load.add_argument(
        "--as-version-of",
        metavar=_("DOCUMENT"),
        help=_("the file is a changed text of this document: a new version, its codings found again"),
    )
    load.add_argument(
        "--threshold",
        type=float,
        metavar="0-1",
        help=_("with --as-version-of: how alike words must be; less alike waits for review (0.75)"),
    )
    load.add_argument("--reason", default="", help=_("with --as-version-of: why, for the log and the list of versions"))


def load_again(arguments: argparse.Namespace, texts: list[ReadText]) -> int:
    """Plan the new version and, unless it is a preview, make it; say how every coding was found again."""
    from cmo_coder.ingest.versions import new_version, plan_version
    from cmo_coder.text.reanchor import THRESHOLD

    if len(texts) != 1:
        raise UserError(N_("One file is a new version of one document; {n} were given."), n=len(texts))
    threshold = THRESHOLD if arguments.threshold is None else arguments.threshold
    if not 0 <= threshold <= 1:
        raise UserError(N_("The threshold lies between 0 and 1."))
    with opened(arguments) as project:
        document = document_named(project, arguments.as_version_of)
        if arguments.preview:
            made = plan_version(project, document, texts[0], threshold=threshold)
        else:
            made = new_version(project, document, texts[0], reason=arguments.reason, threshold=threshold)
    if arguments.json:
        say_json(_as_json(made, preview=arguments.preview))
        return OK
    _tell(made)
    if made.plan.changes_nothing:
        return OK
    say(
        _("Nothing was changed (preview).")
        if arguments.preview
        else _("{title}: version {nr} is in force.").format(title=document.title, nr=made.plan.after.nr)
    )
    return OK


def _tell(made: Replacement) -> None:
    if made.plan.changes_nothing:
        say(_("Nothing differs."))
        return
    from cmo_coder.text.reanchor import Method

    for method, words in (
        (Method.EXACT, _("{n} with the same words")),
        (Method.CONTEXT, _("{n} found by their surroundings")),
        (Method.FUZZY, _("{n} with words that are alike")),
        (Method.NONE, _("{n} to be reviewed")),
    ):
        say(words.format(n=len(made.found(method))))
    for one in made.unsure:
        say(f"  {round(100 * one.score):>3}%  {_flat(one.fragment.quote)}\n     → {_now(one, made.plan.text)}")
    n = len(made.plan.back)
    if n:
        say(ngettext("{n} sits again", "{n} sit again", n).format(n=n))


def _now(one: Anchored, text: str) -> str:
    return _flat(one.span.of(text)) if one.span is not None else _("to be reviewed")


def _flat(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 100 else f"{flat[:70]} … {flat[-25:]}"


def _as_json(made: Replacement, *, preview: bool) -> dict[str, object]:
    return {
        "document": made.plan.document.title,
        "version": made.plan.after.nr,
        "preview": preview,
        "fragments": [
            {
                "id": one.fragment.id,
                "found": one.method.value,
                "score": round(one.score, 3),
                "old": one.fragment.quote,
                "new": one.span.of(made.plan.text) if one.span is not None else None,
                "start": one.span.start if one.span is not None else None,
                "end": one.span.end if one.span is not None else None,
            }
            for one in made.anchored
        ],
    }
