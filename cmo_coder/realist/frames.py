"""The sentence frames of the method, filled with the words of the slots.

Templates NL-1 to NL-7 and EN-1: realist-method, section 5. House rule of section 5: "omdat" (because they reason so)
for M_red, "doordat" (through no will of theirs) for C and M_res. The frames are in the language of the template, not in
that of the screen: a sentence belongs to the study, as its labels do. So they stand outside the message catalogues.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cmo_coder.model.canonical import Role
from cmo_coder.model.configurations import Template

ACTOR = "actor"
"""The name of the actor's part, beside the roles."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence. `slot` says which part it is (a role or "actor"; empty: words of the frame); `edited`
    that the analyst worded it."""

    text: str
    slot: str = ""
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """The words of each slot, ready to stand in a sentence; empty where the slot is. `edited` names reworded parts."""

    c: str = ""
    i: str = ""
    m_res: str = ""
    m_red: str = ""
    o: str = ""
    actor: str = ""
    edited: frozenset[str] = frozenset()

    def piece(self, slot: str) -> Piece:
        """The piece of one part."""
        words = {
            Role.C: self.c,
            Role.I: self.i,
            Role.M_RES: self.m_res,
            Role.M_RED: self.m_red,
            Role.O: self.o,
            ACTOR: self.actor,
        }
        return Piece(words[slot], slot, slot in self.edited)


def joined(words: Sequence[str], language: str = "nl") -> str:
    """Several elements of one slot as a person says them: "a, b en c"."""
    last = " en " if language == "nl" else " and "
    kept = [one.strip().rstrip(".").strip() for one in words if one.strip()]
    return last.join(filter(None, (", ".join(kept[:-1]), kept[-1]))) if kept else ""


def within(label: str, names: Collection[str] = ()) -> str:
    """A label as it stands inside a sentence: without the capital that it begins with as a label of its own.

    What has more capitals or a digit in its first word (an abbreviation, HbA1c), a capital that stands alone, and one
    of the `names` (`realist.proper_names`) are left.
    """
    first = label.split(" ", 1)[0]
    if first.strip(".,;:'’s") in names or first in names:
        return label
    if first.startswith("IJ") and first[2:].islower():
        return "ij" + label[2:]
    if first == "Eén":
        return "één" + label[3:]
    if len(first) < 2 or not first[1:].islower() or any(one.isdigit() for one in first):
        return label
    return label[0].lower() + label[1:]


def fill(
    template: Template, parts: Parts, *, absent: bool = False, mechanisms: Sequence[str] = ()
) -> tuple[Piece, ...]:
    """Fill a template. `absent`: the outcome did not come; `mechanisms`: the rival ones that NL-4 names."""
    if not (parts.c or parts.i or parts.m_res or parts.m_red or parts.o):
        return ()
    if template is Template.NL_7:
        made = [parts.piece(Role.I if parts.i else Role.O)]
    elif template is Template.NL_6:
        made = list(omkering_pieces([parts.o], parts.i, language="nl"))
    elif template is Template.NL_5:
        made = [parts.piece(Role.O), Piece(", en dat werd op zijn beurt de context waarin …")] if parts.o else []
    elif template is Template.NL_4:
        return rival_pieces(parts.o, mechanisms)
    elif template is Template.NL_3:
        made = _negative(parts)
    elif template is Template.NL_2:
        made = _dyad(parts)
    elif template is Template.EN_1:
        made = _english(parts, absent=absent)
    else:
        made = _if_then(parts)
    return _finished(made)


def _if_then(parts: Parts) -> list[Piece]:
    """NL-1: Als [C], dan leidt [I] tot [O], omdat [actor] [M_red] (doordat [M_res])."""
    what = _leads_to(parts, inverted=bool(parts.c))
    if parts.c:
        what = [Piece("als "), parts.piece(Role.C), Piece(", dan "), *(what or [Piece("…")])]
    return what + _because(parts, begun=bool(what))


def _leads_to(parts: Parts, *, inverted: bool) -> list[Piece]:
    """What leads to what; Dutch turns subject and verb round behind a first clause ("dan leidt …")."""
    if not (parts.i and parts.o):
        return [parts.piece(Role.I if parts.i else Role.O)] if parts.i or parts.o else []
    if inverted:
        return [Piece("leidt "), parts.piece(Role.I), Piece(" tot "), parts.piece(Role.O)]
    return [parts.piece(Role.I), Piece(" leidt tot "), parts.piece(Role.O)]


def _because(parts: Parts, *, begun: bool) -> list[Piece]:
    """The mechanism: omdat for reasoning, doordat for the resource; the resource in brackets behind the reasoning."""
    made: list[Piece] = []
    if parts.m_red:
        made += [Piece(", omdat " if begun else "omdat "), *_who(parts), parts.piece(Role.M_RED)]
        if parts.m_res:
            made += [Piece(" (doordat "), parts.piece(Role.M_RES), Piece(")")]
    elif parts.m_res:
        made += [Piece(", doordat " if begun else "doordat "), parts.piece(Role.M_RES)]
    return made


def _who(parts: Parts) -> list[Piece]:
    return [parts.piece(ACTOR), Piece(" ")] if parts.actor else []


def _dyad(parts: Parts) -> list[Piece]:
    """NL-2: Waar [C], … [O]; waarom is nog onbekend."""
    what = _leads_to(parts, inverted=bool(parts.c))
    if parts.c:
        what = [Piece("waar "), parts.piece(Role.C), Piece(", "), *(what or [Piece("…")])]
    because = _because(parts, begun=bool(what))
    return what + (because or [Piece("; waarom is nog onbekend")]) if what or because else []


def _negative(parts: Parts) -> list[Piece]:
    """NL-3: In [C] leidt [I] niet tot [O], omdat [actor] [M_red]."""
    made: list[Piece] = []
    if parts.c:
        made += [Piece("in "), parts.piece(Role.C), Piece(" leidt ")]
        made.append(parts.piece(Role.I) if parts.i else Piece("dit"))
    else:
        made += [parts.piece(Role.I) if parts.i else Piece("dit"), Piece(" leidt")]
    made += [Piece(" niet tot "), parts.piece(Role.O)] if parts.o else [Piece(" niet tot verandering")]
    return made + (_because(parts, begun=True) or [Piece("; waarom is nog onbekend")])


def _english(parts: Parts, *, absent: bool) -> list[Piece]:
    """EN-1: If [C], then [I] leads to [O], because [M]."""
    made: list[Piece] = []
    if parts.c:
        made += [Piece("if "), parts.piece(Role.C), Piece(", then ")]
    if parts.i and parts.o:
        verb = " does not lead to " if absent else " leads to "
        made += [parts.piece(Role.I), Piece(verb), parts.piece(Role.O)]
    elif parts.o and absent:
        made += [Piece("this does not lead to "), parts.piece(Role.O)]
    elif parts.i or parts.o:
        made.append(parts.piece(Role.I if parts.i else Role.O))
    begun = bool(made)
    if parts.m_red:
        made += [Piece(", because " if begun else "because "), *_who(parts), parts.piece(Role.M_RED)]
        made += [Piece(" (through "), parts.piece(Role.M_RES), Piece(")")] if parts.m_res else []
    elif parts.m_res:
        made += [Piece(", through " if begun else "through "), parts.piece(Role.M_RES)]
    elif begun:
        made.append(Piece("; why is not yet known"))
    return made


def rival_pieces(outcome: str, mechanisms: Sequence[str], language: str = "nl") -> tuple[Piece, ...]:
    """NL-4: [O] wordt door sommigen verklaard uit [M1], door anderen uit [M2]."""
    if not outcome or not mechanisms:
        return ()
    some, others = ("door sommigen verklaard uit ", ", door anderen uit ")
    verb = " wordt "
    if language == "en":
        verb, some, others = " is explained ", "by some from ", ", by others from "
    made = [Piece(outcome, Role.O), Piece(verb + some), Piece(mechanisms[0], Role.M_RED)]
    for mechanism in mechanisms[1:]:
        made += [Piece(others), Piece(mechanism, Role.M_RED)]
    return _finished(made)


def ripple_pieces(outcome: str, next_clause: str, language: str = "nl") -> tuple[Piece, ...]:
    """NL-5: [O1], en dat werd op zijn beurt de context waarin … (`next_clause` is what came of it)."""
    frame = (
        ", en dat werd op zijn beurt de context waarin "
        if language == "nl"
        else ", and that in turn became the context in which "
    )
    return _finished([Piece(outcome, Role.O), Piece(frame), Piece(next_clause or "…")]) if outcome else ()


def omkering_pieces(
    claims: Sequence[str], statement: str, *, confirmed_in: str = "", language: str = "nl"
) -> tuple[Piece, ...]:
    """NL-6: Niet gewerkt: [claim]. Afgeleid: [imperatief]. (niet waargenomen); once confirmed it says where."""
    words = ("Niet gewerkt: ", "Afgeleid: ", "niet waargenomen", "bevestigd in ")
    if language == "en":
        words = ("Did not work: ", "Derived: ", "not observed", "confirmed in ")
    ground = words[3] + confirmed_in if confirmed_in else words[2]
    did_not = joined(claims, language)
    made = [Piece(words[0]), Piece(did_not), Piece(_stop(did_not) + " ")] if did_not else []
    derived = statement.strip().rstrip(".").rstrip()
    return (*made, Piece(words[1]), Piece(derived), Piece(f"{_stop(derived)} ({ground})"))


def _stop(words: str) -> str:
    """The full stop behind words; none where they end in a sign of their own."""
    return "" if words.endswith(("?", "!", "…", ".", "?”", "!”", "…”", ".”")) else "."


def _finished(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces as a sentence: a capital to begin with and a full stop to end, where it has none."""
    kept = [piece for piece in pieces if piece.text]
    if not kept:
        return ()
    first = kept[0]
    kept[0] = Piece(first.text[0].upper() + first.text[1:], first.slot, first.edited)
    if kept[-1].text[-1] not in ".!?…":
        kept.append(Piece("."))
    return tuple(kept)
