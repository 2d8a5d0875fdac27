"""The command line in the user's language, where Python's argparse speaks English: its own words and the names that it
makes of what has to be filled in.
"""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

from cmo_coder.messages import N_, _, ngettext

OF_ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("not allowed with argument %s"),
    N_("unrecognized arguments: %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("expected at most one argument"),
    N_("ignored explicit argument %r"),
)
"""What argparse says, as it looks it up."""

NAMES: dict[str, str] = {
    "act": N_("NR"),
    "actor": N_("ACTOR"),
    "alias": N_("ALIAS"),
    "as_of": N_("DATE"),
    "assumptions": N_("TEXT"),
    "boundary": N_("TEXT"),
    "box": N_("BOX"),
    "by": N_("WHO"),
    "case": N_("CASE"),
    "change": N_("KIND"),
    "claim": N_("CLAIM"),
    "client": N_("CLIENT"),
    "code": N_("CODE"),
    "codebook": N_("CODEBOOK"),
    "colour": N_("COLOUR"),
    "configuration": N_("CONFIGURATION"),
    "consent": N_("CONSENT"),
    "date": N_("DATE"),
    "definition": N_("TEXT"),
    "document": N_("DOCUMENT"),
    "draws": N_("NUMBER"),
    "element": N_("ELEMENT"),
    "ethics": N_("ANSWER"),
    "ethics_reason": N_("TEXT"),
    "example": N_("TEXT"),
    "exclusion": N_("TEXT"),
    "explicitness": N_("ANSWER"),
    "file": N_("FILE"),
    "first": N_("FIRST"),
    "format": N_("FORMAT"),
    "function": N_("FUNCTION"),
    "group": N_("GROUP"),
    "id": N_("ID"),
    "inclusion": N_("TEXT"),
    "into": N_("CODE"),
    "key": N_("LETTER"),
    "keyword": N_("WORDS"),
    "label": N_("LABEL"),
    "level": N_("LEVEL"),
    "list": N_("LIST"),
    "me": N_("NAME"),
    "model": N_("MODEL"),
    "name": N_("NAME"),
    "note": N_("TEXT"),
    "number": N_("NUMBER"),
    "organisation": N_("ORGANISATION"),
    "out": N_("FILE"),
    "parent": N_("CODE"),
    "part": N_("PART"),
    "period": N_("PERIOD"),
    "phase": N_("PHASE"),
    "pillar": N_("PILLAR"),
    "polarity": N_("POLARITY"),
    "profile": N_("PROFILE"),
    "public": N_("LABEL"),
    "purpose": N_("PURPOSE"),
    "question": N_("QUESTION"),
    "quote": N_("WORDS"),
    "reason": N_("REASON"),
    "respondent": N_("RESPONDENT"),
    "role": N_("ROLE"),
    "round": N_("ROUND"),
    "second": N_("SECOND"),
    "seed": N_("NUMBER"),
    "session": N_("SESSION"),
    "shared": N_("CODE"),
    "short": N_("LABEL"),
    "size": N_("NUMBER"),
    "source": N_("SOURCE"),
    "stance": N_("STANCE"),
    "statement": N_("TEXT"),
    "status": N_("STATUS"),
    "strength": N_("STRENGTH"),
    "table": N_("TABLE"),
    "text": N_("TEXT"),
    "theme": N_("THEME"),
    "title": N_("TITLE"),
    "type": N_("KIND"),
    "under": N_("CODE"),
    "who": N_("WHO"),
}
"""What stands for a value in the help, by the name that the code has for it."""


HELPS: dict[str, str] = {
    "name": N_("the name"),
    "client": N_("who asked for the study"),
    "pillar": N_("the pillar of a larger evaluation it belongs to"),
    "question": N_("the question of the study"),
    "ethics_reason": N_("the number of the approval, or why none is needed"),
    "add": N_("add one of this name"),
    "period": N_("when it was, as it will be printed"),
    "set": N_("give the case an attribute, as inwoners=5400"),
    "function": N_("what the respondent does"),
    "organisation": N_("where the respondent works"),
    "case": N_("the name of the case, or the beginning of it"),
    "label": N_("the words"),
    "old": N_("the number of the older version"),
    "version": N_("the number of the version"),
    "to": N_("the file to write"),
    "note": N_("a note of your own"),
    "number": N_("its number, as the list shows it"),
    "slot": N_("a role (C, I, M_res, M_red, O) and a code; may be repeated"),
    "reason": N_("why; it stays with the decision"),
    "first": N_("the number of the one"),
    "second": N_("the number of the other"),
    "short": N_("the short label"),
    "public": N_("the label for the public"),
    "element": N_("the number of the element"),
    "configuration": N_("the numbers of the configurations"),
    "text": N_("what it says, in words"),
    "actor": N_("by whom"),
    "coders": N_("the names of the coders"),
    "who": N_("the name of the coder"),
    "file": N_("the file"),
    "choice": N_("what is decided about the name"),
    "replacement": N_("what stands in its place"),
    "key": N_("the file with the key"),
    "title": N_("the title, or the beginning of it"),
    "statement": N_("the theory in one sentence"),
    "assumptions": N_("what it takes for granted"),
}
"""What a value is, where the command has nothing more to tell about it than that."""


class Parser(argparse.ArgumentParser):
    """A parser whose help and messages are in the current language throughout."""

    def __init__(self, *given: Any, **named: Any) -> None:
        # argparse looks its words up with two functions of its own module, which know no language but the system's.
        vars(argparse).update(_=_, ngettext=_expected)
        super().__init__(*given, **named)

    def add_argument(self, *names: str, **how: Any) -> argparse.Action:
        """As argparse's, with a name in the user's language for what has to be filled in, and never without help."""
        made = super().add_argument(*names, **how)
        takes_value = made.nargs != 0 and made.choices is None
        if takes_value and made.metavar is None and made.dest in NAMES:
            made.metavar = _(NAMES[made.dest])
        if made.help is None and made.dest in HELPS:
            made.help = _(HELPS[made.dest])
        return made

    def error(self, message: str) -> NoReturn:
        """As argparse's; who names the project as if it were what the command is about hears how it is named."""
        named = re.search(r"[^\s'\"]+\.cmo\b", message)
        if named:
            message += "\n" + _("Is that the project? Name it with -p: -p {file}").format(file=named.group())
        super().error(message)


def _expected(_singular: str, _plural: str, n: int) -> str:
    """The one plural of argparse: how many values an option takes."""
    return ngettext("expected %s argument", "expected %s arguments", n)
