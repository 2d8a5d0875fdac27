"""Search: words, expressions and likeness in all texts, with the words in the middle; and code what is found."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import OK, by_name, choice, command, opened, say, say_json, say_rows
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.errors import UserError

if TYPE_CHECKING:
    from cmo_coder.model.study import Round
    from cmo_coder.store.project import Project
    from cmo_coder.store.search import Hit, Query
    from cmo_coder.store.search_scope import Scope
    from cmo_coder.store.whereabouts import Places

WIDTH = 40
"""Characters of context on each side, where nothing is said."""

LANGUAGE = N_(
    "Words: coffee; neighbour* (begins so), *hood (ends so); ~go (every form: goes, went, gone); words that follow "
    "each other: in the neighbourhood; money NEAR/5 council (at most five words between); AND, OR, NOT and brackets, "
    "within one turn. The Dutch operators work too: BIJ/5, EN, OF, NIET."
)


def add(sub: Any) -> None:
    """Add the command of this group."""
    parser = command(
        sub,
        "search",
        N_("find words in all texts, and code what is found"),
        _search,
        examples=(
            "search 'vertrouwen'",
            "search '~helpen EN (buurt* OF wijk*)' --group resident",
            "search --regex 'gemeente\\w* (is|was)'",
            "search --fuzzy wijkverpleegkunige",
            "search 'lage drempel' --code 'lage drempel' --boundary sentence --dry-run",
        ),
    )
    parser.description = f"{_('find words in all texts, and code what is found')}. {_(LANGUAGE)}"
    parser.add_argument("query", nargs="?", metavar=_("QUERY"), help=_("what to search for"))
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--regex", action="store_true", help=_("the query is a regular expression"))
    kind.add_argument("--fuzzy", action="store_true", help=_("find words that look like these"))
    kind.add_argument("--forms", action="store_true", help=_("every word stands for all its forms"))
    parser.add_argument(
        "--language", choices=("nl", "en"), help=_("the language of the forms (without it: the study's)")
    )
    parser.add_argument("--accents", action="store_true", help=_("accents count: één is not een"))
    parser.add_argument("--likeness", type=int, metavar=_("NUMBER"), help=_("how alike, of 100, with --fuzzy"))
    _add_scope(parser)
    parser.add_argument("--context", type=int, default=WIDTH, metavar=_("NUMBER"), help=_("characters on each side"))
    parser.add_argument("--count", action="store_true", help=_("only how many hits, per document"))
    parser.add_argument("--limit", type=int, metavar=_("NUMBER"), help=_("stop after so many hits"))
    coding = parser.add_argument_group(_("coding what is found"))
    coding.add_argument("--code", metavar=_("CODE"), help=_("put this code on all hits, as one change"))
    coding.add_argument("--new-code", metavar=_("NAME"), help=_("make a code and put it on all hits"))
    coding.add_argument(
        "--boundary",
        default="sentence",
        metavar=_("UNIT"),
        help=_("how much gets the code: word, sentence or turn (without it: sentence)"),
    )
    coding.add_argument("--with-interviewer", action="store_true", help=_("an interviewer's words too"))
    coding.add_argument("--dry-run", action="store_true", help=_("only say what would be coded"))
    parser.add_argument("--rebuild", action="store_true", help=_("make the search index anew first"))


def _add_scope(parser: argparse.ArgumentParser) -> None:
    scope = parser.add_argument_group(_("where to look (each may be given more than once)"))
    for name, words in (
        ("document", _("in this document")),
        ("case", _("in this case, and the cases within it")),
        ("round", _("in this round")),
        ("respondent", _("in what this respondent says")),
        ("group", _("in what this group says: resident, professional, ...")),
        ("speaker", _("in what is said by: interviewer, respondent, unknown")),
        ("in-code", _("in words with this code, or one under it")),
        ("role", _("in words with a code of this role: C, I, M_res, M_red, O")),
    ):
        scope.add_argument(f"--{name}", action="append", default=[], metavar=_("NAME"), help=words)
    scope.add_argument("--uncoded", action="store_true", help=_("in words that nobody has coded"))


def _search(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.whereabouts import Places

    with opened(arguments) as project:
        if arguments.rebuild:
            project.rebuild_search()
            if not arguments.query:
                say(_("The search index was made anew."))
                return OK
        if not arguments.query:
            raise UserError(N_("What should be searched for?"), N_("For instance: cmo-coder search vertrouwen"))
        query, scope, places = _query_of(project, arguments), _scope_of(project, arguments), Places(project)
        found = _found(project, query, scope, arguments.limit)
        if arguments.code or arguments.new_code:
            return _code(project, list(found), places, arguments)
        if arguments.count:
            return _count(list(found), places, arguments)
        if arguments.json:
            say_json([_record(hit, places) for hit in found])
            return OK
        number = 0
        for hit in found:
            number += 1
            say(_line(hit, places, arguments.context))
        print(ngettext("{n} hit", "{n} hits", number).format(n=number), file=sys.stderr)
    return OK


def _found(project: Project, query: Query, scope: Scope, limit: int | None) -> Iterator[Hit]:
    from cmo_coder.store.search import search

    number = 0
    for step in search(project, query, scope):
        for hit in step.hits:
            if limit is not None and number >= limit:
                return
            number += 1
            yield hit


def _query_of(project: Project, arguments: argparse.Namespace) -> Query:
    from cmo_coder.store.search import FuzzyQuery, PatternQuery, WordQuery
    from cmo_coder.store.study import study_of
    from cmo_coder.text.fuzzy import LIKENESS
    from cmo_coder.text.lemmas import language_for

    if arguments.regex:
        return PatternQuery(arguments.query)
    if arguments.fuzzy:
        likeness = LIKENESS if arguments.likeness is None else arguments.likeness
        if not 50 <= likeness <= 100:
            raise UserError(N_("Likeness goes from 50 to 100, not {n}."), n=likeness)
        return FuzzyQuery(arguments.query, likeness)
    language = arguments.language or language_for(study_of(project).language)
    return WordQuery(arguments.query, arguments.forms, arguments.accents, language)


def _scope_of(project: Project, arguments: argparse.Namespace) -> Scope:
    from cmo_coder.cli.codebooks import code_named
    from cmo_coder.cli.coding import document_named
    from cmo_coder.model.cases import Case, Group, Respondent
    from cmo_coder.model.codes import CodeType
    from cmo_coder.model.documents import SpeakerKind
    from cmo_coder.model.study import Round
    from cmo_coder.store.search_scope import Scope

    with project.read() as reading:
        cases, rounds, respondents = reading.all(Case), reading.all(Round), reading.all(Respondent)
    if arguments.uncoded and (arguments.in_code or arguments.role):
        raise UserError(
            N_("Words without a code cannot carry a code."), N_("Leave out --uncoded, or --in-code and --role.")
        )
    return Scope(
        documents=tuple(document_named(project, name).id for name in arguments.document),
        cases=tuple(by_name(cases, name, lambda one: one.name, _("case")).id for name in arguments.case),
        rounds=tuple(_round_of(rounds, name) for name in arguments.round),
        respondents=tuple(
            by_name(respondents, name, lambda one: one.pseudonym, _("respondent")).id for name in arguments.respondent
        ),
        groups=tuple(choice(Group, name) for name in arguments.group),
        speakers=tuple(choice(SpeakerKind, name) for name in arguments.speaker),
        codes=tuple(code_named(project, name).id for name in arguments.in_code),
        roles=tuple(choice(CodeType, name) for name in arguments.role),
        uncoded=arguments.uncoded,
    )


def _round_of(rounds: Sequence[Round], name: str) -> str:
    """The id of a round by its number, as other commands name it, or by its label."""
    found = [one.id for one in rounds if name == str(one.nr)]
    return found[0] if len(found) == 1 else by_name(rounds, name, lambda one: one.label, _("round")).id


def _line(hit: Hit, places: Places, width: int) -> str:
    """A hit with its words in the middle: in every line they start at the same place."""
    left, words, right = (" ".join(part.split("\n")) for part in (hit.left, hit.words, hit.right))
    before = left[-width:] if width else ""
    where = places.of(hit.document_id, hit.start)
    return f"{before:>{width}}[{words}]{right[:width]:<{width}}  {where.title}:{hit.start} {where.speaker}".rstrip()


def _record(hit: Hit, places: Places) -> dict[str, object]:
    where = places.of(hit.document_id, hit.start)
    return {
        "document": where.title,
        "document_id": hit.document_id,
        "start": hit.start,
        "end": hit.end,
        "words": hit.words,
        "left": hit.left,
        "right": hit.right,
        "turn": where.turn,
        "speaker": where.speaker,
        "speaker_kind": where.kind.value,
        "case": where.case,
        "round": where.round,
    }


def _count(hits: list[Hit], places: Places, arguments: argparse.Namespace) -> int:
    counted = Counter(hit.document_id for hit in hits)
    rows = [(places.title(id_), places.case(id_), n) for id_, n in counted.items()]
    if arguments.json:
        say_json([{"document": title, "case": case, "hits": n} for title, case, n in rows])
    else:
        if rows:
            say_rows([[str(n), case, title] for title, case, n in rows], [_("hits"), _("case"), _("document")])
        say(ngettext("{n} hit", "{n} hits", len(hits)).format(n=len(hits)))
    return OK


def _code(project: Project, hits: list[Hit], places: Places, arguments: argparse.Namespace) -> int:
    from cmo_coder.cli.codebooks import code_named
    from cmo_coder.store.autocode import Boundary, autocode, plan_autocode

    code = code_named(project, arguments.code) if arguments.code else None
    boundary = choice(Boundary, arguments.boundary)
    plan = plan_autocode(project, hits, code, boundary, with_interviewer=arguments.with_interviewer)
    made = 0
    if plan.codings and not arguments.dry_run:
        made = autocode(project, plan, code or arguments.new_code)
    name = code.name if code else arguments.new_code
    if arguments.json:
        say_json(
            {
                "hits": plan.hits,
                "code": name,
                "would_be_coded": len(plan.codings),
                "coded": made,
                "coded_already": plan.doubled,
                "interviewer": plan.interviewer,
                "codings": [
                    {"document": places.title(one.document_id), "start": one.start, "end": one.end}
                    for one in plan.codings
                ],
            }
        )
        return OK
    if arguments.dry_run:
        for one in plan.codings:
            words = " ".join(places.text(one.document_id).text[one.start : one.end].split())
            say(f"{places.title(one.document_id)}:{one.start}-{one.end}  {words}")
    number = len(plan.codings)
    says = (
        ngettext("{n} coding of {code} would be made", "{n} codings of {code} would be made", number)
        if arguments.dry_run
        else ngettext("{n} coding of {code} made", "{n} codings of {code} made", number)
    )
    found = ngettext("{n} hit", "{n} hits", plan.hits).format(n=plan.hits)
    say(f"{found}: {says.format(n=number, code=name)}")
    if plan.doubled:
        say(ngettext("{n} carries it already", "{n} carry it already", plan.doubled).format(n=plan.doubled))
    if plan.interviewer:
        says = ngettext(
            "{n} is an interviewer's words and was left out (--with-interviewer)",
            "{n} are an interviewer's words and were left out (--with-interviewer)",
            plan.interviewer,
        )
        say(says.format(n=plan.interviewer))
    return OK
