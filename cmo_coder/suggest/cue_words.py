"""The cues of a passage in words: which words, what kind of cue, and which roles it points to."""

from __future__ import annotations

from collections.abc import Iterable

from cmo_coder.messages import N_, _
from cmo_coder.model.canonical import Role
from cmo_coder.suggest.cues import FoundCue
from cmo_coder.suggest.lexicon import LANGUAGES, CueClass, lexicon

CLASS_LINES = {
    CueClass.CAUSE: N_("cause: what comes with it says why something happened"),
    CueClass.RESULT: N_("result: what comes after it follows from what was said before"),
    CueClass.CONDITION: N_("condition: what comes with it must (or must not) be there for the rest"),
    CueClass.CONTEXT: N_("context: the circumstances in which it took place"),
    CueClass.STRATEGY: N_("strategy: what was done, offered or set up"),
    CueClass.REASONING: N_("reasoning: what somebody thought, felt, trusted or dared"),
    CueClass.OUTCOME: N_("outcome: what came of it"),
    CueClass.CONTRAST: N_("contrast: it went another way than was to be expected, or than elsewhere"),
    CueClass.STATUS: N_("status: how the speaker knows it"),
    CueClass.CHAIN: N_("chain: one thing leads to the next"),
}
"""What each kind of cue says, in a line (after section 8 of the method's description)."""
MOST = 4


def cue_lines(cues: Iterable[FoundCue], text: str, most: int = MOST) -> list[str]:
    """A line for each cue of a text, each form once: its words, its kind, the roles of its part and of the other."""
    found: dict[str, FoundCue] = {}
    for one in cues:
        found.setdefault(text[one.start : one.end].lower(), one)
    return [_line(words, one) for words, one in list(found.items())[:most]]


def line_of_cue(name: str, words: str) -> str:
    """The same for a cue by its name in the lexicon; empty for one that is not there. `words` as they stand."""
    found = next((one for language in LANGUAGES for one in lexicon(language) if one.name == name), None)
    return _line(words, FoundCue(found, 0, 0)) if found is not None else ""


def _line(words: str, found: FoundCue) -> str:
    line = _("cue “{words}”: {kind}").format(words=words, kind=_(CLASS_LINES[found.cue.cls]))
    roles = [_roles(found.cue.here), _roles(found.cue.there)]
    if roles[0] and roles[1]:
        return line + " " + _("(points to {roles}; the other part to {others})").format(roles=roles[0], others=roles[1])
    if roles[0]:
        return line + " " + _("(points to {roles})").format(roles=roles[0])
    if roles[1]:
        return line + " " + _("(the other part to {others})").format(others=roles[1])
    return line


def _roles(roles: Iterable[Role]) -> str:
    return ", ".join(one.value for one in roles)
