"""Pseudonymising: find names, choose, replace, go back with the key; respondents who withdraw their consent."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.coding import document_named
from cmo_coder.cli.common import OK, command, group, opened, say, say_json, say_rows
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.errors import NotFound, UserError

if TYPE_CHECKING:
    from cmo_coder.names.replacing import Named
    from cmo_coder.store.backup import Backup
    from cmo_coder.store.name_proposals import Found, Proposed
    from cmo_coder.store.project import Project

PASSPHRASE_VARIABLE = "CMO_CODER_PASSPHRASE"
"""Where a script puts the passphrase. It is never an argument: those can be read by others while a command runs."""


def add(sub: Any) -> None:
    """Add the commands of this group."""
    names = group(sub, "pseudonymise", N_("names: find them, choose, replace them in the whole study, go back"))
    find = command(
        names,
        "find",
        N_("list what may tell who is meant, with where it stands"),
        _find,
        examples=("pseudonymise find", "pseudonymise find --all --places", "pseudonymise find --own names.txt"),
    )
    find.add_argument("--all", action="store_true", help=_("also doubtful finds and unknown words with a capital"))
    find.add_argument("--places", action="store_true", help=_("show every place in its context"))
    find.add_argument("--own", metavar=_("FILE"), help=_("your own list: a name a line, after a tab what replaces it"))
    find.add_argument("--key", metavar=_("KEY"), help=_("a key of this study: its names keep their replacements"))
    choose = command(
        names,
        "choose",
        N_("choose what is done with names that were found"),
        _choose,
        examples=(
            "pseudonymise choose accept 'Karin Bakker' Dennis",
            "pseudonymise choose accept Karin --as Anna",
            "pseudonymise choose never Rotterdam",
        ),
    )
    choose.add_argument("choice", choices=("accept", "reject", "never", "undecided"))
    choose.add_argument("name", nargs="*")
    choose.add_argument("--as", dest="replacement", default="", metavar=_("REPLACEMENT"))
    choose.add_argument("--likely", action="store_true", help=_("all that is likely and not yet chosen"))
    apply = command(
        names,
        "apply",
        N_("replace what is accepted in the whole study; KEY is the file that remembers the names"),
        _apply,
        examples=("pseudonymise apply ~/veilig/studie.cmokey", "pseudonymise apply names.cmokey --delete-backups"),
    )
    apply.add_argument("key", metavar=_("KEY"))
    apply.add_argument("--document", action="append", default=[], help=_("only this transcript (may be repeated)"))
    apply.add_argument("--delete-backups", action="store_true", help=_("delete the backups that hold the names"))
    undo = command(
        names,
        "undo",
        N_("bring the names back with the key, and the study as it was then"),
        _undo,
        examples=("pseudonymise undo wijk.cmokey",),
    )
    undo.add_argument("key", metavar=_("KEY"))
    command(
        names,
        "residue",
        N_("list what may still tell who is meant: rare functions, small groups, numbers, odd words"),
        _residue,
        examples=("pseudonymise residue", "pseudonymise residue --json"),
    )
    show = command(
        names, "key", N_("show the names that a key holds"), _show_key, examples=("pseudonymise key wijk.cmokey",)
    )
    show.add_argument("key", metavar=_("KEY"))
    respondents = group(sub, "respondents", N_("respondents: withdraw one for good"))
    leave = command(
        respondents,
        "withdraw",
        N_("delete a respondent for good: words, codings, claims; tells what goes first, and cannot be undone"),
        _withdraw,
        examples=('respondents withdraw "Inwoner 1"', 'respondents withdraw "Inwoner 1" --confirm "Inwoner 1"'),
    )
    leave.add_argument("respondent", help=_("the respondent, by pseudonym"))
    leave.add_argument("--document", action="append", default=[], help=_("this transcript too, as a whole"))
    leave.add_argument("--confirm", metavar=_("PSEUDONYM"), help=_("the pseudonym once more: then it is done at once"))
    leave.add_argument("--delete-backups", action="store_true", help=_("delete the backups that hold the words"))


def passphrase(*, twice: bool = False) -> str:
    """The passphrase of the environment, or typed without being shown. Raises UserError where neither can be."""
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise UserError(
            N_("A passphrase is needed."),
            N_("Type it in a terminal, or put it in the variable {variable}."),
            variable=PASSPHRASE_VARIABLE,
        )
    typed = getpass.getpass(_("Passphrase: "))
    if twice:
        from cmo_coder.names.key import check_passphrase

        check_passphrase(typed)
        if getpass.getpass(_("Once more: ")) != typed:
            raise UserError(N_("The two passphrases differ."), N_("Nothing was changed."))
    return typed


def _find(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.name_choices import read_own_list, set_own_list
    from cmo_coder.store.name_proposals import find_names

    with opened(arguments) as project:
        if arguments.own:
            set_own_list(project, read_own_list(Path(arguments.own).expanduser()))
        found = find_names(project, known=_known(arguments))
    shown = [one for one in found.proposed if arguments.all or one.choice or _likely(one)]
    if arguments.json:
        say_json([_as_json(found, one) for one in shown])
        return OK
    say_rows(
        [
            [" / ".join(one.names), _kind(one), str(len(one.proposal.places)), _choice(one), one.replacement]
            for one in shown
        ],
        [_("name"), _("kind"), _("places"), _("choice"), _("replacement")],
        _("No names were found."),
    )
    if arguments.places:
        for one in shown:
            say("", " / ".join(one.names))
            say(*(f"  {found.source(place).title}: {context(found, place)}" for place in one.proposal.places))
    left = len(found.proposed) - len(shown)
    if left:
        say(
            "",
            ngettext(
                "{n} doubtful find is left out: --all shows it.",
                "{n} doubtful finds are left out: --all shows them.",
                left,
            ).format(n=left),
        )
    return OK


def context(found: Found, place: Any, reach: int = 40) -> str:
    """A place with the words around it, on one line."""
    text = found.sources[place.text_id].text
    before, after = text[max(0, place.start - reach) : place.start], text[place.end : place.end + reach]
    return " ".join(f"{before}>{text[place.start : place.end]}<{after}".split())


def _known(arguments: argparse.Namespace) -> tuple[Named, ...]:
    if not arguments.key:
        return ()
    from cmo_coder.store.pseudonyms import known_names

    return known_names(Path(arguments.key), passphrase())


def _likely(one: Proposed) -> bool:
    from cmo_coder.names.value import LIKELY

    return one.proposal.score >= LIKELY


def _kind(one: Proposed) -> str:
    from cmo_coder.names.value import LABELS

    return _(LABELS[one.proposal.kind])


def _choice(one: Proposed) -> str:
    from cmo_coder.store.name_choices import CHOICE_WORDS

    return _(CHOICE_WORDS[one.choice])


def _as_json(found: Found, one: Proposed) -> dict[str, Any]:
    return {
        "names": list(one.names),
        "kind": one.proposal.kind.value,
        "score": round(one.proposal.score, 2),
        "reason": one.proposal.reason,
        "choice": one.choice.value if one.choice else None,
        "replacement": one.replacement,
        "places": [
            {"in": found.source(place).title, "start": place.start, "end": place.end, "words": place.words}
            for place in one.proposal.places
        ],
    }


def _choose(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.name_choices import Choice, choose
    from cmo_coder.store.name_proposals import accept, find_names

    with opened(arguments) as project:
        found = find_names(project)
        wanted = [_named(found, name) for name in arguments.name]
        if arguments.likely:
            wanted += [one for one in found.proposed if one.choice is None and _likely(one)]
        if arguments.choice == "accept" and not arguments.replacement:
            accept(project, found, wanted)
        else:
            chosen = None if arguments.choice == "undecided" else Choice(arguments.choice)
            for one in wanted:
                choose(project, one.names, one.proposal.kind, chosen, arguments.replacement)
    say(ngettext("{n} name chosen", "{n} names chosen", len(wanted)).format(n=len(wanted)))
    return OK


def _named(found: Found, name: str) -> Proposed:
    from cmo_coder.names.grouping import fold

    for one in found.proposed:
        if fold(name) in map(fold, one.names):
            return one
    raise NotFound(
        N_("'{name}' was not found in the study."),
        N_("`pseudonymise find --all` lists what was found; put other words on your own list (--own)."),
        name=name,
    )


def _apply(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.name_choices import choices_of
    from cmo_coder.store.name_proposals import find_names
    from cmo_coder.store.pseudonyms import pseudonymise

    with opened(arguments) as project:
        documents = [document_named(project, name).id for name in arguments.document] or None
        names = find_names(project).names_to_replace()
        kept = choices_of(project).kept
        done = pseudonymise(
            project, names, Path(arguments.key).expanduser(), passphrase(twice=True), documents=documents, kept=kept
        )
        say(
            _("Names replaced: {names}, transcripts: {documents}. The key: {key}").format(
                names=done.names, documents=done.documents, key=arguments.key
            ),
            _("Keep the key apart from the project, and the passphrase apart from the key."),
        )
        if not done.wiped:
            say(_("Another program has the project open: close it. The file is wiped clean at the next opening."))
        _backups(project, done.backups, delete=arguments.delete_backups)
    return OK


def _backups(project: Project, backups: tuple[Backup, ...], *, delete: bool) -> None:
    if not backups:
        return
    if delete:
        for one in backups:
            one.path.unlink(missing_ok=True)
        say(
            ngettext("{n} backup of before deleted", "{n} backups of before deleted", len(backups)).format(
                n=len(backups)
            )
        )
        return
    say(_("These backups were made before, and still hold what was removed. Delete them, or use --delete-backups:"))
    say(*(f"  {one.path}" for one in backups))


def _undo(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.pseudonyms import undo_with_key

    with opened(arguments) as project:
        number = undo_with_key(project, Path(arguments.key).expanduser(), passphrase())
    say(_("The names are back, and the study is as it was then."))
    if number:
        say(
            ngettext("{n} later change was undone for it.", "{n} later changes were undone for it.", number).format(
                n=number
            )
        )
    return OK


def _show_key(arguments: argparse.Namespace) -> int:
    from cmo_coder.names.value import LABELS
    from cmo_coder.store.pseudonyms import known_names

    names = known_names(Path(arguments.key).expanduser(), passphrase())
    if arguments.json:
        say_json([{"name": one.name, "kind": one.kind.value, "replacement": one.replacement} for one in names])
        return OK
    say_rows(
        [[one.replacement, one.name, _(LABELS[one.kind])] for one in names],
        [_("replacement"), _("name"), _("kind")],
    )
    return OK


def _residue(arguments: argparse.Namespace) -> int:
    from cmo_coder.names.residue import REMAINS
    from cmo_coder.store.residue import residue_of

    with opened(arguments) as project:
        residue = residue_of(project)
    if arguments.json:
        say_json(
            [
                {
                    "what": one.what.value,
                    "words": one.words,
                    "in": residue.where(one),
                    "start": one.start,
                    "end": one.end,
                }
                for one in residue.remainders
            ]
        )
        return OK
    for what, title in REMAINS.items():
        ones = [one for one in residue.remainders if one.what is what]
        if ones:
            say("", f"{_(title)} ({len(ones)})")
        for one in ones:
            place = context(residue.found, one) if one.text_id else one.words
            say(f"  {residue.where(one)}: {place}" if one.text_id else f"  {place}")
    if not residue.remainders:
        say(_("Nothing was found. That is no proof: read the transcripts with other eyes."))
    return OK


def _withdraw(arguments: argparse.Namespace) -> int:
    from cmo_coder.cli.common import by_name
    from cmo_coder.store.cases import respondents_of
    from cmo_coder.store.withdrawing import account_lines, account_of, withdraw

    with opened(arguments) as project:
        who = by_name(respondents_of(project), arguments.respondent, lambda one: one.pseudonym, _("respondent"))
        documents = [document_named(project, name).id for name in arguments.document]
        say(*account_lines(account_of(project, who, documents)))
        confirmed = arguments.confirm
        if confirmed is None and sys.stdin.isatty():
            confirmed = input(_("Type the pseudonym to delete for good: "))
        if (confirmed or "").strip() != who.pseudonym:
            raise UserError(
                N_("Not confirmed: nothing was deleted."), N_("Type the pseudonym exactly, or give it with --confirm.")
            )
        done = withdraw(project, who, also_documents=documents)
        say(_("Deleted for good."))
        _backups(project, done.backups, delete=arguments.delete_backups)
    return OK
