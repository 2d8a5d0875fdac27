"""Rules for places, addresses and organisations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from cmo_coder.messages import N_
from cmo_coder.names.forms import base_of_place
from cmo_coder.names.lists import first_names, organisations, places, several, surnames
from cmo_coder.names.tokens import Token, name_free, opens_sentence, ordinary
from cmo_coder.names.value import DOUBTFUL, HINT, LIKELY, SURE, Finding, Kind

_CAP = r"[A-ZÀ-Ý][\w'’&+-]*"
_NAME = (
    rf"(?:(?:De|Het|'t|St\.|Sint|Den|Ons|Onze|Vrouwe) ){{0,2}}{_CAP}"
    rf"(?:(?: (?:van|de|den|der|voor|en|het|in|op|aan))*(?: {_CAP}))*"
)
_STREET = re.compile(
    r"(?<![\w-])((?:(?:Van|De|Den|Der|Ter|Oude|Nieuwe|Lange|Korte|Grote|Kleine|Hoge|Lage|Eerste|Tweede|Derde|\d[ed]e?"
    r"|Prins|Prinses|Koningin|Koning|Burgemeester|Burg\.|Dr\.|Jan|Pieter|Sint|St\.) (?:(?:van|de|den|der|het) )*){0,3}"
    r"[A-ZÀ-Ý][\w'’-]*?(?:straat|straatje|laan|weg|plein|gracht|kade|dijk|singel|hof|pad|steeg|dreef|plantsoen|markt"
    r"|park|plaats|haven|wal|hoven|akker|weide|veld|kamp|ring|boulevard|erf))"
    r"(?:,? ((?:nr\.? |nummer )?\d{1,4}(?:[ -]?(?:[a-zA-Z]|bis|hs|[IV]{1,3}|\d{1,3}))?(?![\w])))?"
)
_NUMBERED = re.compile(
    rf"\b(?:aan|in|op|bij|adres is|adres:?|woont|van)(?: de| het)? "
    rf"(?P<name>{_CAP}(?:[ -]{_CAP}){{0,2}} \d{{1,4}}(?: ?[a-zA-Z](?![\w]))?)(?![\w.,:%-]*\d)"
)
_BUILT = re.compile(
    r"(?<![\w-])[A-ZÀ-Ý][\w'’-]+(?:hogeschool|universiteit|ziekenhuis|college|kliniek|stichting|zorg|wonen)(?![\w])"
)
_LOOSE_ENDS = (
    *("plaats", "haven", "wal", "hoven", "akker", "weide", "veld"),
    *("kamp", "ring", "erf", "hof", "park", "pad", "dijk"),
)
_WARD = re.compile(
    r"\b(?:wijk|buurt|buurtschap|wijkteam|stadsdeel|deelgemeente|gehucht|dorp|dorpje|flat|camping|gemeente|regio"
    r"|woonwijk|eiland|polder|stadje|plaatsje|village of|town of) (?:van |in )?"
    rf"(?P<name>{_CAP}(?:[ -]{_CAP})?)"
)
_SORTS = (
    r"stichting|vereniging|ziekenhuis|huisartsenpraktijk|praktijk|apotheek|zorggroep|zorginstelling|woningcorporatie"
    r"|corporatie|woningbouwvereniging|basisschool|school|college|lyceum|scholengemeenschap|buurthuis|wijkcentrum"
    r"|buurtcentrum|dorpshuis|gezondheidscentrum|verpleeghuis|verzorgingshuis|woonzorgcentrum|zorgcentrum|hospice"
    r"|zorgverzekeraar|thuiszorgorganisatie|welzijnsorganisatie|instelling|moskee|kerk|parochie|voetbalclub"
    r"|voetbalvereniging|sportvereniging|café|restaurant|bedrijf|uitzendbureau|organisatie|kringloopwinkel|inloophuis"
    r"|jeugdhuis|hogeschool|universiteit|zorgboerderij|sportschool|dagbesteding|kliniek|hospital|foundation|charity"
)
_SORTED = re.compile(rf"\b(?P<sort>(?i:{_SORTS})) (?P<name>{_NAME})")
_LETTERS = re.compile(
    r"\b(?:GGD|GGZ|UMC|ROC|SKB|RIBW|MEE|HU|VMBO|BV|Stichting|Vereniging|Hogeschool|Universiteit|Welzijn|Woonstichting) "
    rf"(?P<name>{_NAME})"
)
_ENDED = re.compile(
    rf"(?P<name>{_CAP}(?: (?:& )?{_CAP})* (?:BV|B\.V\.|NV|N\.V\.|Groep|Holding|Ziekenhuis|Zorg|Wonen|Welzijn|College"
    r"|Academie|Stichting|Universiteit|Hogeschool))(?![\w])"
)
_BEFORE_PLACE = several("""
    in uit naar te bij rond rondom vanuit richting buiten binnen regio gemeente stad dorp wijk tussen omgeving heel
    from to near around
""")


@cache
def _by_first_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in places() | organisations():
        first = re.search(r"[^\W\d_]+", name)
        if first is not None:
            found[first[0]].append(name)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}


class Towns:
    """Finds places, addresses and organisations in one text. `seen` are words that the study has in lower case."""

    def __init__(self, text: str, tokens: Sequence[Token], seen: Collection[str]) -> None:
        self.text, self.tokens, self.seen = text, tokens, seen

    def find(self) -> Iterator[Finding]:
        """Places, addresses and organisations; findings may overlap."""
        yield from self._listed()
        yield from self._streets()
        yield from self._wards()
        yield from self._organised()

    def _listed(self) -> Iterator[Finding]:
        index = _by_first_word()
        for nr, token in enumerate(self.tokens):
            if not token.capital:
                continue
            known = self._longest(token, index)
            if known:
                kind = Kind.ORGANISATION if known in organisations() else Kind.PLACE
                lead = self._lead(token, known)
                start, end = token.start - lead, token.start - lead + len(known)
                yield from self._weighed(nr, kind, start, end)
            elif not name_free(token.word):
                base = base_of_place(token.word)
                if base and not (opens_sentence(self.text, token.start) and ordinary(token.word, self.seen)):
                    yield Finding(
                        Kind.PLACE, token.start, token.end, token.word, LIKELY, N_("made of the name of a place"), base
                    )

    @staticmethod
    def _lead(token: Token, known: str) -> int:
        return known.find(token.word)

    def _longest(self, token: Token, index: dict[str, tuple[str, ...]]) -> str:
        for known in index.get(token.proper, ()):
            start = token.start - max(known.find(token.proper), 0)
            end = start + len(known)
            there = self.text[max(0, start) : end]
            same = there == known or (token.shouted and there == known.upper())
            if start >= 0 and same and not self.text[end : end + 1].isalnum():
                return known if there == known else there
        return ""

    def _weighed(self, nr: int, kind: Kind, start: int, end: int) -> Iterator[Finding]:
        said = self.text[start:end]
        reason = N_("a known place") if kind is Kind.PLACE else N_("a known organisation")
        before = self.tokens[nr - 1].word.lower() if nr else ""
        placed = before in _BEFORE_PLACE
        opening = opens_sentence(self.text, start)
        several = " " in said or "-" in said
        common = not several and ordinary(said, self.seen)
        also_name = not several and (said in first_names() or said in surnames())
        if placed or several or (not common and not also_name):
            yield Finding(kind, start, end, said, SURE if not common else LIKELY, reason)
        elif not opening or not common:
            yield Finding(kind, start, end, said, DOUBTFUL if also_name or common else LIKELY, reason)

    def _streets(self) -> Iterator[Finding]:
        for match in _STREET.finditer(self.text):
            word, number = match[1], match[2]
            opening = opens_sentence(self.text, match.start())
            loose = word.endswith(_LOOSE_ENDS)
            plain = ordinary(word.rpartition(" ")[2], self.seen)
            if number is None and (plain or (loose and opening)):
                continue
            score = SURE if number else (DOUBTFUL if loose else LIKELY)
            yield Finding(Kind.ADDRESS, match.start(), match.end(), match[0], score, N_("has the form of a street"))

        for match in _NUMBERED.finditer(self.text):
            first = match["name"].partition(" ")[0]
            odd = not ordinary(first, self.seen) or "-" in first or match["name"].count(" ") > 1
            if odd and not name_free(first):
                start, reason = match.start("name"), N_("a name with a number behind it")
                yield Finding(Kind.ADDRESS, start, match.end("name"), match["name"], LIKELY, reason)

    def _wards(self) -> Iterator[Finding]:
        for match in _WARD.finditer(self.text):
            if not name_free(match["name"]) and not match["name"].isupper():
                yield Finding(
                    Kind.PLACE, match.start("name"), match.end("name"), match["name"], LIKELY, N_("a place is named so")
                )

    def _organised(self) -> Iterator[Finding]:
        for match in _BUILT.finditer(self.text):
            if not ordinary(match[0], self.seen):
                yield Finding(
                    Kind.ORGANISATION, match.start(), match.end(), match[0], LIKELY, N_("an organisation is named so")
                )
        for pattern in (_SORTED, _LETTERS, _ENDED):
            for match in pattern.finditer(self.text):
                name = match["name"]
                start = match.start("name")
                if not name[0].isupper() and not name.startswith("'t"):
                    continue
                if name_free(name) or (ordinary(name, self.seen) and " " not in name and name.islower()):
                    continue
                if pattern is _ENDED and opens_sentence(self.text, start) and ordinary(name.split()[0], self.seen):
                    continue
                yield Finding(
                    Kind.ORGANISATION, start, start + len(name), name, LIKELY, N_("an organisation is named so")
                )


def unknown_words(text: str, tokens: Sequence[Token], seen: Collection[str]) -> Iterator[Finding]:
    """Words with a capital that nothing explains, inside a sentence or at its beginning: a person should look."""
    for nr, token in enumerate(tokens):
        if not token.capital or len(token.word) < 3 or token.shouted or name_free(token.word):
            continue
        if ordinary(token.word, seen):
            continue
        before = tokens[nr - 1].word.lower() if nr else ""
        if before in ("in", "uit", "naar", "vanuit") and text[tokens[nr - 1].end : token.start] == " ":
            reason = N_("an unknown word where a place often stands")
            yield Finding(Kind.PLACE, token.start, token.end, token.word, DOUBTFUL + 0.05, reason)
        else:
            yield Finding(Kind.WORD, token.start, token.end, token.word, HINT, N_("a capital, and no known word"))
