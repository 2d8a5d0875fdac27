"""Suggestions in plain lines: what is proposed for a document, and why. Nothing is coded by it."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import OK, by_name, command, opened, say, say_json
from cmo_coder.messages import N_, _
from cmo_coder.messages.numbers import decimal, signed
from cmo_coder.settings import load_settings

if TYPE_CHECKING:
    from cmo_coder.model.documents import Document
    from cmo_coder.store.documents import FullDocument
    from cmo_coder.store.project import Project
    from cmo_coder.suggest.suggester import Proposal, Suggester


def add(sub: Any) -> None:
    """Add the commands of this group."""
    suggest = command(
        sub,
        "suggest",
        N_("propose codes for what is not coded yet, each with its reasons; nothing is coded by it"),
        _suggest,
        examples=(
            "suggest interview-1",
            "suggest interview-1 --unit turn --why",
            "suggest --code Vertrouwen --unit turn",
            "suggest --claim 3",
            "suggest --claim 3 --take 1 --as bezorgdheid",
            "suggest interview-1 --links",
            "suggest --providers",
        ),
    )
    suggest.add_argument("document", nargs="?", help=_("the title of the document, or its beginning"))
    suggest.add_argument(
        "--code", help=_("what looks most like this code, the most alike first; without a document: in all documents")
    )
    suggest.add_argument(
        "--unit", choices=("sentence", "turn"), default="sentence", help=_("go by sentence or by whole turn")
    )
    suggest.add_argument("--most", type=int, metavar="N", help=_("show at most so many"))
    suggest.add_argument(
        "--threshold", type=float, metavar="T", help=_("from which share a suggestion is shown (0 to 1)")
    )
    suggest.add_argument(
        "--claim", type=int, metavar="N", help=_("what a claim still lacks, and the configurations that it is like")
    )
    suggest.add_argument(
        "--configuration", type=int, metavar="N", help=_("near-duplicates and possible rivals of a configuration")
    )
    suggest.add_argument(
        "--links",
        action="store_true",
        help=_("links that connectives propose between the marked fragments of a document"),
    )
    suggest.add_argument(
        "--take", type=int, metavar="NR", help=_("take this one of what --claim, --configuration or --links lists")
    )
    suggest.add_argument(
        "--as",
        dest="instead",
        metavar=_("WHAT"),
        help=_(
            "with --take: the code of the words, or another status, polarity, stance or relation than proposed; of a "
            "link two roles (C,O)"
        ),
    )
    suggest.add_argument("--refuse", type=int, metavar="NR", help=_("refuse this one: it is not proposed again"))
    suggest.add_argument("--providers", action="store_true", help=_("which providers of suggestions can be used here"))
    suggest.add_argument(
        "--model",
        default=load_settings().language_model,
        help=_("the language model: auto, blank, or the name of an installed one"),
    )
    suggest.add_argument("--why", action="store_true", help=_("name the words and fragments behind the first code"))


def _suggest(arguments: argparse.Namespace) -> int:
    from cmo_coder.cli.providers import list_providers
    from cmo_coder.cli.suggested_claims import ask_about_claim
    from cmo_coder.cli.suggested_configurations import ask_about_configuration
    from cmo_coder.cli.suggested_links import ask_about_links
    from cmo_coder.model.codes import CodeStatus
    from cmo_coder.model.errors import UserError
    from cmo_coder.store.codes import codes_of
    from cmo_coder.suggest.pipeline import check_model

    if arguments.providers:
        return list_providers(arguments)
    if arguments.claim is not None:
        return ask_about_claim(arguments)
    if arguments.configuration is not None:
        return ask_about_configuration(arguments)
    if arguments.links:
        return ask_about_links(arguments)
    if arguments.take is not None or arguments.refuse is not None:
        raise UserError(
            N_("--take and --refuse are for --claim, --configuration and --links."),
            N_("Codes are put on words with: cmo-coder code add"),
        )
    if not arguments.document and not arguments.code:
        raise UserError(N_("Suggestions for what?"), N_("Name a document, or use --code, --claim or --configuration."))
    check_model(arguments.model)
    with opened(arguments) as project:
        names = {code.id: code.name for code in codes_of(project) if code.status is CodeStatus.ACTIVE}
        made, found = _found(project, arguments, names)
    if arguments.code:
        found.sort(key=lambda one: -one.proposal.codes[0].confidence)
    found = found[: arguments.most]
    if arguments.json:
        say_json([_as_json(made, one, names) for one in found])
        return OK
    several = not arguments.document
    for one in found:
        place = f"{one.document.document.title}  " if several else ""
        say(f"{place}{one.proposal.start}-{one.proposal.end}  “{one.quote}”")
        codes = (f"{names.get(code.code, '?')} {decimal(code.confidence, 2)}" for code in one.proposal.codes)
        say("    " + ", ".join(codes))
        if arguments.why:
            _say_why(made, one.document, one.proposal)
    if not found:
        say(_("No suggestion is sure enough here; --threshold shows less sure ones."))
    return OK


@dataclass(frozen=True, slots=True)
class _Found:
    document: FullDocument
    proposal: Proposal

    @property
    def quote(self) -> str:
        return self.document.text[self.proposal.start : self.proposal.end]


def _found(project: Project, arguments: argparse.Namespace, names: dict[str, str]) -> tuple[Suggester, list[_Found]]:
    """What was learned, and what waits in the document or documents, in the order of the texts."""
    from cmo_coder.suggest.evaluate import THRESHOLD
    from cmo_coder.suggest.queue import Unit
    from cmo_coder.suggest.suggester import suggester_of
    from cmo_coder.suggest.waiting import Wanted, seen_in, waiting_in

    code = by_name(list(names), arguments.code, names.__getitem__, _("code")) if arguments.code else None
    threshold = arguments.threshold if arguments.threshold is not None else 0.0 if code else THRESHOLD
    me = project.coder.id if project.coder else None
    wanted = Wanted(me, threshold, Unit(arguments.unit), code, allowed=names.__contains__)
    chosen = _documents(project, arguments.document)
    with project.read() as reading:
        made = suggester_of(reading, model=arguments.model)
        seen = [seen_in(reading, one.id, wanted) for one in chosen]
    return made, [_Found(one.document, found.offered) for one in seen for found in waiting_in(made, one, wanted)]


def _documents(project: Project, named: str | None) -> list[Document]:
    """The document that is named, or all in which nothing is hidden. Raises RuleError for one that is coded blind."""
    from cmo_coder.model.errors import RuleError
    from cmo_coder.store.documents import documents_of

    documents = documents_of(project)
    if not named:
        return [one for one in documents if not project.works_blind(one.id)]
    chosen = by_name(documents, named, lambda one: one.title, _("document"))
    if project.works_blind(chosen.id):
        raise RuleError(
            N_("You code this document blind: suggestions are hidden until everybody who codes it is done.")
        )
    return [chosen]


def _as_json(made: Suggester, one: _Found, names: dict[str, str]) -> dict[str, object]:
    return {
        "document": one.document.document.title,
        "start": one.proposal.start,
        "end": one.proposal.end,
        "quote": one.quote,
        "codes": [
            {
                "code": names.get(code.code),
                "share": code.confidence,
                "score": code.score,
                "provider": code.by.provenance.provider if code.by is not None else made.provenance.provider,
            }
            for code in one.proposal.codes
        ],
    }


def _say_why(made: Suggester, document: FullDocument, one: Proposal) -> None:
    from cmo_coder.suggest.others import said_lines
    from cmo_coder.suggest.reasons import lines_of_cues, once_each

    passage, found = made.explain(document, one, one.codes[0].code)
    best = sorted(once_each(passage.text, found.words), key=lambda word: -word.contribution)[:6]
    words = ", ".join(
        f"{passage.text[word.start : word.end]} {signed(word.contribution, 2)}"
        for word in best
        if word.contribution > 0.05 and passage.text[word.start].isalnum()
    )
    by = one.codes[0].by
    for line in [*(said_lines(by, passage.text) if by is not None else ()), *lines_of_cues(made, passage.text)]:
        say("    " + line)
    keywords = ", ".join(dict.fromkeys(passage.text[one.start : one.end] for one in found.keywords))
    if keywords:
        say("    " + _("keywords of the code: {words}").format(words=keywords))
    if words:
        say("    " + _("words: {words}").format(words=words))
    if found.uncoded_ahead > 0.01:
        lent = _("like sentences, not coded yet, that look like the codebook")
        say(f"    {signed(found.uncoded_ahead, 2)} {lent}")
    texts = {coded.passage.id: coded.passage.text for coded in made.coded}
    for example in found.examples[:2]:
        if example.contribution > 0.01 and example.id in texts:
            like = _("like “{quote}”").format(quote=texts[example.id])
            say(f"    {signed(example.contribution, 2)} {like}")
