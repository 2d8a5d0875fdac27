"""Suggestions in plain lines: what is proposed for a document, and why. Nothing is coded by it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import OK, by_name, command, opened, say, say_json
from cmo_coder.messages import N_, _
from cmo_coder.messages.numbers import decimal
from cmo_coder.settings import load_settings

if TYPE_CHECKING:
    from cmo_coder.store.documents import FullDocument
    from cmo_coder.suggest.suggester import Proposal, Suggester


def add(sub: Any) -> None:
    """Add the commands of this group."""
    suggest = command(
        sub,
        "suggest",
        N_("propose codes for what is not coded yet in a document, each with its reasons; nothing is coded by it"),
        _suggest,
        examples=(
            "suggest interview-1",
            "suggest interview-1 --code Vertrouwen --why",
            "suggest --claim 3",
            "suggest --providers",
        ),
    )
    suggest.add_argument("document", nargs="?", help=_("the title of the document, or its beginning"))
    suggest.add_argument("--code", help=_("only passages for which this code is among the first three"))
    suggest.add_argument(
        "--threshold", type=float, metavar="T", help=_("from which share a suggestion is shown (0 to 1)")
    )
    suggest.add_argument(
        "--claim", type=int, metavar="N", help=_("what a claim still lacks, and the configurations that it is like")
    )
    suggest.add_argument(
        "--configuration", type=int, metavar="N", help=_("near-duplicates and possible rivals of a configuration")
    )
    suggest.add_argument("--providers", action="store_true", help=_("which providers of suggestions can be used here"))
    suggest.add_argument(
        "--model",
        default=load_settings().language_model,
        help=_("the language model: auto, blank, or the name of an installed one"),
    )
    suggest.add_argument("--why", action="store_true", help=_("name the words and fragments behind the first code"))


def _suggest(arguments: argparse.Namespace) -> int:
    from cmo_coder.cli.providers import ask_about_claim, ask_about_configuration, list_providers
    from cmo_coder.model.errors import RuleError, UserError
    from cmo_coder.store.coded_spans import coded_spans
    from cmo_coder.store.codes import codes_of
    from cmo_coder.store.documents import documents_of, full_document
    from cmo_coder.suggest.evaluate import THRESHOLD
    from cmo_coder.suggest.suggester import shown, suggester_of

    if arguments.providers:
        return list_providers(arguments)
    if arguments.claim is not None:
        return ask_about_claim(arguments)
    if arguments.configuration is not None:
        return ask_about_configuration(arguments)
    if not arguments.document:
        raise UserError(N_("Suggestions for what?"), N_("Name a document, or use --claim or --configuration."))
    with opened(arguments) as project:
        chosen = by_name(documents_of(project), arguments.document, lambda one: one.title, _("document"))
        document = full_document(project, chosen.id)
        me = project.coder
        names = {code.id: code.name for code in codes_of(project)}
        if project.works_blind(chosen.id):
            raise RuleError(
                N_("You code this document blind: suggestions are hidden until everybody who codes it is done.")
            )
        with project.read() as reading:
            made = suggester_of(reading, model=arguments.model)
            spans = coded_spans(reading, document.version.id)
    coded = [
        (one.start, one.end) for one in spans if me is None or any(coding.coder_id == me.id for coding in one.codings)
    ]
    found = shown(made.proposals(document), coded, THRESHOLD if arguments.threshold is None else arguments.threshold)
    if arguments.code:
        wanted = by_name(sorted(names.values()), arguments.code, str, _("code"))
        found = tuple(one for one in found if any(names.get(code.code) == wanted for code in one.codes))
    if arguments.json:
        say_json([_as_json(one, document, names) for one in found])
        return OK
    for one in found:
        say(f"{one.start}-{one.end}  “{document.text[one.start : one.end]}”")
        say("    " + ", ".join(f"{names.get(code.code, '?')} {decimal(code.confidence, 2)}" for code in one.codes))
        if arguments.why:
            _say_why(made, document, one)
    if not found:
        say(_("No suggestion is sure enough here; --threshold shows less sure ones."))
    return OK


def _as_json(one: Proposal, document: FullDocument, names: dict[str, str]) -> dict[str, object]:
    return {
        "start": one.start,
        "end": one.end,
        "quote": document.text[one.start : one.end],
        "codes": [{"code": names.get(code.code), "share": code.confidence, "score": code.score} for code in one.codes],
    }


def _say_why(made: Suggester, document: FullDocument, one: Proposal) -> None:
    passage, found = made.explain(document, one, one.codes[0].code)
    best = sorted(found.words, key=lambda word: -word.contribution)[:6]
    words = ", ".join(
        f"{passage.text[word.start : word.end]} {word.contribution:+.2f}"
        for word in best
        if word.contribution > 0.05 and passage.text[word.start].isalnum()
    )
    keywords = ", ".join(dict.fromkeys(passage.text[one.start : one.end] for one in found.keywords))
    if keywords:
        say("    " + _("keywords of the code: {words}").format(words=keywords))
    if words:
        say("    " + _("words: {words}").format(words=words))
    texts = {coded.passage.id: coded.passage.text for coded in made.coded}
    for example in found.examples[:2]:
        if example.contribution > 0.01 and example.id in texts:
            like = _("like “{quote}”").format(quote=texts[example.id])
            say(f"    {example.contribution:+.2f} {like}")
