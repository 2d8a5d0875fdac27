"""Measuring the suggestions."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_coder.cli.common import OK, PROBLEM, command, opened, say, say_json, say_rows
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.messages.numbers import decimal
from cmo_coder.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cmo_coder.suggest.data_files import Coded
    from cmo_coder.suggest.evaluate import Evaluation
    from cmo_coder.suggest.vectors import KeptVectors


def add(sub: Any) -> None:
    """Add the commands of this group."""
    evaluate = command(
        sub,
        "evaluate",
        N_("measure how good the suggestions are: on your own project, or on coded data in files"),
        _evaluate,
        examples=(
            "evaluate",
            "evaluate --train coded.csv --test new.csv --codebook codes.csv --json",
            "evaluate --test new.csv --codebook codes.csv",
            "evaluate --roles --train coded.jsonl --test new.jsonl",
        ),
    )
    evaluate.add_argument("--train", metavar=_("FILE"), help=_("what is learned from (without it: definitions alone)"))
    evaluate.add_argument("--test", metavar=_("FILE"), help=_("what is measured on (without it: the project)"))
    evaluate.add_argument("--codebook", metavar=_("FILE"), help=_("a CSV of codes with their definitions"))
    evaluate.add_argument("--roles", action="store_true", help=_("the files hold roles (JSON Lines), not codes"))
    evaluate.add_argument("--first", type=int, metavar="N", help=_("learn from the first N rows only"))
    evaluate.add_argument(
        "--threshold", type=float, metavar="T", help=_("from which share a suggestion is shown (0 to 1)")
    )
    evaluate.add_argument(
        "--model",
        default=load_settings().language_model,
        help=_("the language model: auto, blank, or the name of an installed one"),
    )

    evaluate.add_argument(
        "--encoder", choices=("e5", "use"), help=_("add the likeness of sentence vectors (an extra that is installed)")
    )
    evaluate.add_argument(
        "--vectors", metavar=_("FOLDER"), help=_("keep the sentence vectors of the files in this folder for next time")
    )


def _encoder(arguments: argparse.Namespace) -> KeptVectors | None:
    from cmo_coder.suggest.encoders import ENCODERS, encoder

    folder = Path(arguments.vectors) if arguments.vectors else None
    return encoder(ENCODERS[arguments.encoder], folder, _progress) if arguments.encoder else None


def _progress(done: int, of: int) -> None:
    """How many vectors there are, for who looks: with some encoders it takes minutes."""
    if sys.stderr.isatty():
        print(f"\r{done}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _evaluate(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.errors import UserError
    from cmo_coder.suggest.evaluate import THRESHOLD
    from cmo_coder.suggest.pipeline import check_model

    check_model(arguments.model)
    if arguments.first is not None and arguments.first < 0:
        raise UserError(N_("--first must be 0 or more."))
    if arguments.roles and (arguments.codebook or arguments.encoder):
        raise UserError(N_("Roles are measured without a codebook and without an encoder."), N_("Leave those out."))
    if arguments.test and not (arguments.train or arguments.codebook or arguments.roles):
        raise UserError(
            N_("There is nothing to suggest from."), N_("Name coded data with --train, or definitions with --codebook.")
        )
    if arguments.threshold is not None and not 0 <= arguments.threshold <= 1:
        raise UserError(N_("--threshold must be from 0 to 1."))
    threshold = THRESHOLD if arguments.threshold is None else arguments.threshold
    if not arguments.test:
        if arguments.train or arguments.codebook or arguments.roles:
            raise UserError(N_("What is to be measured on?"), N_("Name a file with --test."))
        return _of_project(arguments, threshold)
    found, notes = _of_files(arguments, threshold)
    if arguments.json:
        say_json(found.as_json(roles=arguments.roles))
    else:
        _say(found, roles=arguments.roles)
        for note in notes:
            say("", note)
    return OK


def _of_files(arguments: argparse.Namespace, threshold: float) -> tuple[Evaluation, list[str]]:
    """The evaluation, and what people should know of their files beside it."""
    from cmo_coder.suggest.data_files import read_codebook, read_codes, read_roles
    from cmo_coder.suggest.evaluate import evaluate_codes, evaluate_roles

    read = read_roles if arguments.roles else read_codes
    train = read(Path(arguments.train), arguments.first) if arguments.train and arguments.first != 0 else ()
    test = read(Path(arguments.test))
    if arguments.roles:
        return evaluate_roles(train, test, threshold, arguments.model), _notes(train, test)
    definitions = read_codebook(Path(arguments.codebook)) if arguments.codebook else ()
    found = evaluate_codes(train, test, definitions, threshold, _encoder(arguments))
    known = {one.code for one in definitions} | {code for one in train for code in one.codes}
    return found, _notes(train, test, sorted({code for one in test for code in one.codes} - known))


def _notes(train: Sequence[Coded], test: Sequence[Coded], unknown: Sequence[str] = ()) -> list[str]:
    notes = []
    both = {one.passage.document for one in train} & {one.passage.document for one in test}
    if both:
        notes.append(
            ngettext(
                "{n} document is in both files: what is measured on it was partly learned from it.",
                "{n} documents are in both files: what is measured on them was partly learned from them.",
                len(both),
            ).format(n=len(both))
        )
    if unknown:
        notes.append(
            ngettext(
                "{n} code of the test is in neither what was learned from nor the codebook, and cannot be suggested:",
                "{n} codes of the test are in neither what was learned from nor the codebook, and cannot be suggested:",
                len(unknown),
            ).format(n=len(unknown))
            + " "
            + ", ".join(unknown)
        )
    return notes


def _of_project(arguments: argparse.Namespace, threshold: float) -> int:
    from cmo_coder.cli.evaluate_project import as_json, say_report
    from cmo_coder.store.cache_folder import cache_folder
    from cmo_coder.suggest.extras import kept_vectors, learned_texts, measurable
    from cmo_coder.suggest.report import report_of
    from cmo_coder.suggest.role_report import role_report

    with opened(arguments) as project:
        with project.read() as reading:
            texts = learned_texts(reading)
        kept = kept_vectors(cache_folder(project.place), [arguments.encoder] if arguments.encoder else None, _progress)
        # Without being asked for they are measured only where all vectors are there: making them takes minutes.
        encoders = measurable(texts, kept, make=bool(arguments.encoder))
        with project.read() as reading:
            found = report_of(reading, threshold, encoders=encoders)
            roles = role_report(reading, threshold, arguments.model)
    if found is None:
        say(_("There is nothing to measure yet: code at least two documents."))
        return PROBLEM
    if arguments.json:
        say_json(as_json(found, roles))
        return OK
    say(_("Each document was measured with what the others teach."), "")
    _say(found.providers[found.main].evaluation, names=dict(found.names))
    say_report(found, roles)
    return OK


def _share(value: float | None) -> str:
    return "-" if value is None else decimal(value, 2)


def _say(found: Evaluation, *, roles: bool = False, names: dict[str, str] | None = None) -> None:
    measures = found.measures
    say(_("Learned from {n} passages, measured on {m}.").format(n=found.n_train, m=measures.n))
    say(_("The first suggestion is right: {share}").format(share=_share(measures.first_right)))
    if roles:
        say(_("A right one among the first two: {share}").format(share=_share(measures.right_in_two)))
    else:
        say(_("A right one among the first three: {share}").format(share=_share(measures.right_in_three)))
    say(_("Mean F1 over the codes (macro-F1): {share}").format(share=_share(measures.macro_f1)))
    say(_("Shown at this threshold (coverage): {share}").format(share=_share(found.coverage)), "")
    say_rows(
        [
            [str(one.n), _share(one.precision), _share(one.recall), _share(one.f1), (names or {}).get(code, code)]
            for code, one in sorted(measures.per_code.items(), key=lambda pair: -pair[1].n)
        ],
        ["n", _("precision"), _("recall"), "F1", _("code")],
    )
