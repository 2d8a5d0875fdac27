"""Documents: load files, list them, say who speaks, take one out, print one with its codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_coder.cli import documents_again, documents_originals, documents_print, documents_text, documents_turns
from cmo_coder.cli.coding import document_named
from cmo_coder.cli.common import OK, PROBLEM, by_name, choice, command, group, has_id, opened, say, say_json, say_rows
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.errors import NotFound, UserError

if TYPE_CHECKING:
    from cmo_coder.ingest.loading import Plan
    from cmo_coder.ingest.value import ReadText
    from cmo_coder.model.cases import Respondent


def add(sub: Any) -> None:
    """Add the commands of this group."""
    load = command(
        sub,
        "import",
        N_(
            "load interviews and other texts (Word, PDF, OpenDocument, subtitles ...); --preview only shows what was "
            "understood"
        ),
        _import,
        examples=(
            "import interviews/*.docx --round 1 --case Noord",
            "import gesprek.txt --preview",
            'import gesprek.txt --speaker "R1=Inwoner 1" --speaker I=interviewer',
            "import gesprek-2.docx --as-version-of gesprek --preview",
        ),
    )
    load.add_argument("file", nargs="+", help=_("files or folders"))
    load.add_argument("--preview", action="store_true", help=_("show what was understood and change nothing"))
    load.add_argument(
        "--type",
        default="interview",
        help="interview, narrative_interview, focus_group, learning_session_note, policy_document, "
        "open_answer, observation, other",
    )
    load.add_argument("--round", type=int, metavar="NR", help=_("the number of the round"))
    load.add_argument("--case", metavar=_("NAME"))
    load.add_argument("--date", default="", help=_("the day (2026-01-31)"))
    load.add_argument(
        "--speaker",
        action="append",
        default=[],
        metavar=_("LABEL=NAME"),
        help=_("who a label is: a respondent's pseudonym, or 'interviewer' (may be repeated)"),
    )
    load.add_argument("--no-turns", action="store_true", help=_("do not look for speakers"))
    load.add_argument(
        "--no-comments", action="store_true", help=_("do not keep comments that stand beside the text as memos")
    )
    load.add_argument(
        "--keep-original",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=_("keep the files themselves in the project, or not (without it: as the last time; at first not)"),
    )
    load.add_argument("--again", action="store_true", help=_("load words that are there already once more"))
    documents_again.add_options(load)
    documents = group(sub, "documents", N_("documents: list, say who speaks, edit, versions, remove"))
    command(documents, "list", N_("list the documents"), _list, examples=("documents list --json",))
    show = command(
        documents,
        "show",
        N_("print a document with its turns and their numbers"),
        _show,
        examples=("documents show interview-1",),
    )
    show.add_argument("document", help=_("the document, by title or the start of it"))
    speaker = command(
        documents,
        "speaker",
        N_("say who a speaker label is"),
        _speaker,
        examples=('documents speaker gesprek R1 "Inwoner 1"',),
    )
    speaker.add_argument("document", help=_("the document, by title or the start of it"))
    speaker.add_argument("label")
    speaker.add_argument("who", help=_("a respondent's pseudonym, or 'interviewer', or 'unknown'"))
    documents_text.add(documents)
    documents_turns.add(documents)
    remove = command(
        documents,
        "remove",
        N_("take a document out with its codings (undo brings it back)"),
        _remove,
        examples=("documents remove interview-1",),
    )
    remove.add_argument("document", help=_("the document, by title or the start of it"))
    documents_originals.add(documents)
    documents_print.add(documents)


def _files(names: list[str]) -> list[Path]:
    from cmo_coder.ingest.reading import extensions

    files: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            found = sorted(one for one in path.iterdir() if one.suffix.lower() in extensions() and one.is_file())
            if not found:
                raise UserError(
                    N_("There is nothing to load in {path}."),
                    N_("It looks for files that end in {known}; folders within it are named apart."),
                    path=path,
                    known=", ".join(sorted(extensions())),
                )
            files += found
        else:
            files.append(path)
    return files


def _speakers(pairs: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        label, equals, name = pair.partition("=")
        if not equals:
            raise UserError(N_("'{pair}' does not say who: write LABEL=NAME."), pair=pair)
        found[label.strip()] = name.strip()
    return found


def _import(arguments: argparse.Namespace) -> int:
    from cmo_coder.ingest.reading import read_file

    texts: list[ReadText] = []
    problems = 0
    files = _files(arguments.file)
    for nr, path in enumerate(files, start=1):
        if sys.stderr.isatty() and len(files) > 3:
            print(f"\r{nr}/{len(files)} {path.name:<40.40}", end="", file=sys.stderr)
        try:
            texts.append(read_file(path, find_turns=not arguments.no_turns))
        except UserError as error:
            problems += 1
            print(f"{path}: {error}", file=sys.stderr)
    if sys.stderr.isatty() and len(files) > 3:
        print(file=sys.stderr)
    if arguments.preview and not arguments.as_version_of:
        _preview(texts)
        return PROBLEM if problems else OK
    if problems:
        # All or nothing: a half-loaded folder is harder to put right than a message.
        say(_("Nothing was loaded."))
        return PROBLEM
    if arguments.as_version_of:
        return documents_again.load_again(arguments, texts)
    return _load(arguments, texts)


def _load(arguments: argparse.Namespace, texts: list[ReadText]) -> int:
    from cmo_coder.ingest.already import Already, already_there
    from cmo_coder.ingest.loading import load_documents
    from cmo_coder.store.originals import keeps_originals

    with opened(arguments) as project:
        there = already_there(project, texts)
        fresh = []
        twice: dict[str, Already] = {}  # the same words may come twice in one load, too
        for text in texts:
            found = there.find(text) or twice.get(text.sha256)
            if found is None or arguments.again:
                fresh.append(text)
                twice[text.sha256] = Already(text.title)
            else:
                told = found.text(text.source_name) + " " + _("Left out; --again loads it once more.")
                print(told, file=sys.stderr if arguments.json else sys.stdout)
        if not fresh:
            if arguments.json:
                say_json([])
            return OK
        keep = keeps_originals(project) if arguments.keep_original is None else arguments.keep_original
        made = load_documents(project, _plans(arguments, project, fresh), keep_originals=keep)
    if arguments.json:
        say_json([{"id": one.id, "title": one.title} for one in made])
        return OK
    for text in fresh:
        for one in text.warnings:
            say(f"{text.source_name}: {one.text()}")
    say(ngettext("{n} document loaded", "{n} documents loaded", len(made)).format(n=len(made)))
    return OK


def _plans(arguments: argparse.Namespace, project: Any, texts: list[ReadText]) -> list[Plan]:
    from cmo_coder.ingest.loading import plan_for
    from cmo_coder.model.documents import DocumentType, SpeakerKind
    from cmo_coder.store.cases import cases_of, respondents_of
    from cmo_coder.store.documents import SpeakerIs
    from cmo_coder.store.study import rounds_of

    respondents = respondents_of(project)
    round_ = None
    if arguments.round is not None:
        round_ = by_name(rounds_of(project), str(arguments.round), lambda one: str(one.nr), _("round"))
    case = by_name(cases_of(project), arguments.case, lambda one: one.name, _("case")) if arguments.case else None
    named: dict[str, SpeakerIs] = {}
    for label, name in _speakers(arguments.speaker).items():
        if name == "interviewer":
            named[label] = SpeakerIs(SpeakerKind.INTERVIEWER)
        else:
            named[label] = SpeakerIs(SpeakerKind.RESPONDENT, _respondent(respondents, name).id)
    fields = {
        "type": choice(DocumentType, arguments.type),
        "date": arguments.date,
        "round_id": round_.id if round_ else None,
        "case_id": case.id if case else None,
        "notes": not arguments.no_comments,
    }
    plans = []
    for text in texts:
        plan = plan_for(text, respondents, **fields)
        plans.append(plan_for(text, respondents, **fields, speakers={**plan.speakers, **named}))
    return plans


def _respondent(respondents: Sequence[Respondent], name: str) -> Respondent:
    """The respondent who is meant. One that is not there is not made: it may as well be a slip of the keys.

    Raises NotFound with how to make one.
    """
    wanted = name.casefold()
    if not any(one.pseudonym.casefold().startswith(wanted) or has_id(one, wanted) for one in respondents):
        raise NotFound(
            N_("There is no respondent called '{name}'. Known: {known}."),
            N_('Make one first: cmo-coder study respondent --add "{name}"'),
            name=name,
            known=", ".join(sorted(one.pseudonym for one in respondents)[:12]) or "-",
        )
    return by_name(respondents, name, lambda one: one.pseudonym, _("respondent"))


def _preview(texts: list[ReadText]) -> None:
    from cmo_coder.ingest.loading import memo_of

    for text in texts:
        say(
            f"{text.source_name}  ({text.format}{', ' + text.encoding if text.encoding else ''})",
            "  "
            + ", ".join(
                (
                    ngettext("{n} paragraph", "{n} paragraphs", text.paragraphs).format(n=text.paragraphs),
                    ngettext("{n} turn", "{n} turns", len(text.turns)).format(n=len(text.turns)),
                    ngettext("{n} character", "{n} characters", len(text.text)).format(n=len(text.text)),
                )
            ),
            *_paragraphs(text),
        )
        for guess in text.speakers:
            role = guess.role or "?"
            turns = ngettext("{n} turn", "{n} turns", guess.turns).format(n=guess.turns)
            words = ngettext("{n} word", "{n} words", guess.words).format(n=guess.words)
            say(f"  {guess.label}: {turns}, {words}, {role}")
        say(*(f"  ! {one.text()}" for one in text.warnings))
        for note in text.notes:
            say("  * " + " ".join(memo_of(note).split()), "    » " + " ".join(text.text[note.start : note.end].split()))
        say("")


def _paragraphs(text: ReadText) -> list[str]:
    """How many paragraphs went in and came out, where these differ."""
    if text.paragraphs_in in (None, text.paragraphs):
        return []
    words = _("{n_in} paragraphs in the file, {n_out} in the text")
    return ["  " + words.format(n_in=text.paragraphs_in, n_out=text.paragraphs)]


def _list(arguments: argparse.Namespace) -> int:
    from cmo_coder.realist.words import word
    from cmo_coder.store.overview import overview_of
    from cmo_coder.store.study import rounds_of

    with opened(arguments) as project:
        found = overview_of(project)
        rounds = {one.id: one.nr for one in rounds_of(project)}
    if arguments.json:
        say_json(
            [
                {
                    "id": row.document.id,
                    "title": row.document.title,
                    "type": row.document.type.value,
                    "date": row.document.date,
                    "codings": row.codings,
                    "claims": row.claims,
                    "uncoded_turns": row.uncoded_turns,
                }
                for row in found.documents
            ]
        )
        return OK
    say_rows(
        [
            [
                row.document.title,
                word(row.document.type),
                str(rounds.get(row.document.round_id or "", "-")),
                row.document.date or "-",
                str(row.codings),
                str(row.claims),
                str(row.uncoded_turns),
            ]
            for row in found.documents
        ],
        [_("document"), _("kind"), _("round"), _("date"), _("codings"), _("claims"), _("turns without code")],
        _("There are no documents yet. Load some: cmo-coder import FILE"),
    )
    return OK


def _show(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.documents import full_document

    with opened(arguments) as project:
        full = full_document(project, document_named(project, arguments.document).id)
    if arguments.json:
        say_json(
            {
                "document": full.document.title,
                "turns": [
                    {
                        "nr": turn.nr,
                        "speaker": speaker.label if (speaker := full.speaker_of(turn)) else None,
                        "leading": turn.leading,
                        "theory_shown": turn.theory_shown,
                        "start": turn.text_start,
                        "end": turn.end,
                        "text": full.text[turn.text_start : turn.end],
                    }
                    for turn in full.turns
                ],
                "text": None if full.turns else full.text,
            }
        )
        return OK
    if not full.turns:
        say(full.text)
    for turn in full.turns:
        speaker = full.speaker_of(turn)
        say(
            f"[{turn.nr}] {speaker.label if speaker else ''} ({turn.text_start}-{turn.end})",
            full.text[turn.text_start : turn.end].strip(),
            "",
        )
    return OK


def _speaker(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.documents import Speaker, SpeakerKind
    from cmo_coder.store.cases import respondents_of
    from cmo_coder.store.documents import set_speaker

    with opened(arguments) as project:
        document = document_named(project, arguments.document)
        with project.read() as reading:
            speakers = reading.all(Speaker, document_id=document.id)
        speaker = by_name(speakers, arguments.label, lambda one: one.label, _("speaker"))
        if arguments.who in ("interviewer", "unknown"):
            set_speaker(project, speaker, SpeakerKind(arguments.who))
        else:
            who = by_name(respondents_of(project), arguments.who, lambda one: one.pseudonym, _("respondent"))
            set_speaker(project, speaker, SpeakerKind.RESPONDENT, who.id)
    say(_("Speaker {label} set").format(label=speaker.label))
    return OK


def _remove(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.documents import remove_document

    with opened(arguments) as project:
        document = document_named(project, arguments.document)
        remove_document(project, document)
    say(_("Document {title} removed").format(title=document.title))
    return OK
