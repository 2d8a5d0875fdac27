"""Dividing and joining: elements split and merge, a code splits. Each with its reason, for the decision log."""

from __future__ import annotations

import argparse
from typing import Any

from cmo_coder.cli.common import OK, by_name, by_number, command, opened, say
from cmo_coder.messages import N_, _


def add_for_elements(top: Any) -> None:
    """Add `elements merge` and `elements split` to their group."""
    merge = command(
        top, "merge", N_("merge an element into another one; it stays visible, retired"), _merge,
        examples=('elements merge 4 1 --reason "zelfde mechanisme"',),
    )  # fmt: skip
    merge.add_argument("element", type=int)
    merge.add_argument("into", type=int, metavar="INTO", help=_("the element that goes on"))
    merge.add_argument("--reason", required=True)
    split = command(
        top, "split", N_("make a new element of a part of another one"), _split,
        examples=('elements split 1 "Maak tijd" --configuration 7 --strategy "Begin" --reason "ander mechanisme"',),
    )  # fmt: skip
    split.add_argument("element", type=int)
    split.add_argument("label", help=_("the long label, in the imperative"))
    split.add_argument(
        "--configuration",
        type=int,
        action="append",
        default=[],
        help=_("a configuration that goes along (may be repeated)"),
    )
    split.add_argument(
        "--strategy", action="append", default=[], help=_("a strategy that goes along, by its words (may be repeated)")
    )
    split.add_argument("--reason", required=True)


def add_for_codebook(top: Any) -> None:
    """Add `codebook split` to its group."""
    split = command(
        top, "split", N_("make a new code of some codings of another one"), _split_code,
        examples=('codebook split Vertrouwen "Vertrouwen in de gemeente" --coding 3f2a --reason "iets anders"',),
    )  # fmt: skip
    split.add_argument("code", help=_("the code that stays"))
    split.add_argument("name", help=_("the name of the new code"))
    split.add_argument(
        "--coding",
        action="append",
        default=[],
        help=_("a coding that goes along (may be repeated); code list names them"),
    )
    split.add_argument("--reason", required=True)


def _elements(project: Any, *numbers: int) -> list[Any]:
    from cmo_coder.model.effective_elements import EffectiveElement

    with project.read() as reading:
        everything = reading.all(EffectiveElement)
    return [by_number(everything, number, lambda one: one.nr, _("element")) for number in numbers]


def _merge(arguments: argparse.Namespace) -> int:
    from cmo_coder.store.elements import merge_elements

    with opened(arguments) as project:
        element, into = _elements(project, arguments.element, arguments.into)
        merge_elements(project, element, into, arguments.reason)
    say(_("Element {nr} merged into element {into}").format(nr=element.nr, into=into.nr))
    return OK


def _split(arguments: argparse.Namespace) -> int:
    from cmo_coder.model.configurations import Configuration
    from cmo_coder.model.effective_elements import Strategy
    from cmo_coder.store.elements import Labels, split_element

    with opened(arguments) as project:
        (element,) = _elements(project, arguments.element)
        with project.read() as reading:
            everything = reading.all(Configuration)
            own = reading.all(Strategy, effective_element_id=element.id)
        numbers = arguments.configuration
        configurations = [by_number(everything, nr, lambda one: one.number, _("configuration")).id for nr in numbers]
        strategies = [by_name(own, words, lambda one: one.text, _("strategy")).id for words in arguments.strategy]
        labels = Labels(arguments.label)
        made = split_element(project, element, labels, configurations, strategies, arguments.reason)
    say(_("Element {nr} made").format(nr=made.nr))
    return OK


def _split_code(arguments: argparse.Namespace) -> int:
    from cmo_coder.cli.codebooks import code_named
    from cmo_coder.model.base import new_id
    from cmo_coder.model.codes import Code
    from cmo_coder.model.fragments import Coding
    from cmo_coder.store.codes import split_code

    with opened(arguments) as project:
        code = code_named(project, arguments.code)
        with project.read() as reading:
            own = reading.all(Coding, code_id=code.id)
        codings = [by_name(own, id_, lambda one: one.id, _("coding")).id for id_ in arguments.coding]
        new = Code(id=new_id(), name=arguments.name, type=code.type, parent_id=code.parent_id)
        split_code(project, code, new, codings, arguments.reason)
    say(_("Code {name} split: {new}").format(name=code.name, new=new.name))
    return OK
