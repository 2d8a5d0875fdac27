"""Rules for the names of people: titles, first names, initials, surnames with what stands before them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from cmo_coder.messages import N_
from cmo_coder.names.lists import first_names, organisations, places, several, surnames, words
from cmo_coder.names.tokens import FUNCTION_WORDS, Token, name_free, opens_sentence, ordinary
from cmo_coder.names.value import DOUBTFUL, LIKELY, SURE, Finding, Kind

PARTICLES = several("van de der den ter ten te 't t het von el al ben bin da dos la le du di d den")
"""What stands before a Dutch surname, and before many others."""
_LOW = several("van de ter ten den")
_PREPOSITIONS = several("in op aan uit onder over bij voor")
_ARTICLES = several("de den der het t")
_SAYS = several("""
    zei zegt zeg vertelde vertelt heeft had is was werd wordt ging gaat kwam komt belde belt vond vindt kan kon wilde
    wil moet moest deed doet dacht denkt vroeg vraagt riep zag kreeg krijgt bleef liep hielp helpt woont woonde werkt
    werkte en says said has had is was went came told
""")
_STRONGLY_CALLED = re.compile(
    r"\b(?:heet(?:te|ten)?|genaamd|naam is|naam was|named|called|name is)(?: nu| ook| dan)?\s[\"'‘“]?$", re.IGNORECASE
)
_GAP = re.compile(r"[ \u00a0]{1,2}|[-–]|['’] ?")
_DOTTED_GAP = re.compile(r"\.[ \u00a0]{0,2}")
_ABBREVIATED = several("mevr mw mej dhr dr drs ir ing prof mr mrs ms zr br ds fam th ch chr ph st burg weth")


class People:
    """Finds people in one text. `seen` are words that the study has in lower case."""

    def __init__(self, text: str, tokens: Sequence[Token], seen: Collection[str]) -> None:
        self.text, self.tokens, self.seen = text, tokens, seen
        self.first, self.last = first_names(), surnames()
        self.titles, self.roles = words("titles"), words("roles")
        known = (self._after_title, self._full, self._surname_alone, self._first_alone)
        self._rules = (*known, self._unknown, self._called)

    def find(self) -> Iterator[Finding]:
        """The names of people, in order; they do not overlap."""
        free = 0
        starts = [nr for nr, one in enumerate(self.tokens) if one.word[0].isupper() or one.word in _LOW]
        for nr in starts:
            if nr < free or not (self.tokens[nr].capital or self._low_particle(nr)):
                continue
            found = self._at(nr)
            if found is not None:
                finding, free = found
                yield finding

    # What stands where

    def _gap(self, nr: int) -> str:
        """What stands between a token and the next one; a line break when there is none."""
        if nr + 1 >= len(self.tokens):
            return "\n"
        return self.text[self.tokens[nr].end : self.tokens[nr + 1].start]

    def _joined(self, nr: int) -> bool:
        """Whether the next token may belong to the same name."""
        gap = self._gap(nr)
        if _GAP.fullmatch(gap):
            return True
        dotted = self.tokens[nr].word.lower() in _ABBREVIATED or self._initial(nr)
        return dotted and _DOTTED_GAP.fullmatch(gap) is not None

    def _initial(self, nr: int) -> bool:
        token = self.tokens[nr]
        dotted = self.text[token.end : token.end + 1] == "."
        return token.capital and dotted and (len(token.word) == 1 or token.word in ("Th", "Ch", "IJ", "Chr", "Ph"))

    def _low_particle(self, nr: int) -> bool:
        word = self.tokens[nr].word
        return word in _LOW and self._after_particles(nr) > nr

    def _is_first(self, nr: int) -> bool:
        return self.tokens[nr].proper in self.first

    def _is_last(self, nr: int) -> bool:
        return self.tokens[nr].proper in self.last

    def _named(self, nr: int) -> bool:
        """Whether a token can be part of a name at all."""
        token = self.tokens[nr]
        return token.capital and not name_free(token.word) and not (token.shouted and len(token.word) < 4)

    def _ordinary(self, nr: int) -> bool:
        return ordinary(self.tokens[nr].word, self.seen)

    def _before(self, nr: int) -> str:
        return self.tokens[nr - 1].word.lower() if nr and self._joined(nr - 1) else ""

    # Reading a name

    def _after_particles(self, nr: int) -> int:
        """Where the surname stands after the particles at `nr`; `nr` itself where there are none."""
        place = nr
        while place < len(self.tokens) - 1 and place - nr < 4:
            word = self.tokens[place].word.lower()
            following = self.tokens[place + 1].word.lower()
            preposition = word in _PREPOSITIONS and place == nr and following in _ARTICLES
            if not (word in PARTICLES or preposition) or not self._joined(place):
                break
            place += 1
        if place == nr or not self._named(place) or self.tokens[place].word.lower() in PARTICLES:
            return nr
        if self.tokens[nr].word.lower() in _PREPOSITIONS and not self._is_last(place):
            return nr
        return place

    def _surname(self, nr: int) -> int:
        """The token after a surname that begins at `nr`, a double name as one; `nr` where there is none."""
        place = self._after_particles(nr)
        if not self._named(place):
            return nr
        end = place + 1
        while end < len(self.tokens) and self._gap(end - 1) in ("-", "–", " - "):
            following = self._after_particles(end)
            if not self._named(following):
                break
            end = following + 1
        return end

    def _given(self, nr: int) -> int:
        """The token after the first names or initials that begin at `nr`."""
        place = nr
        while place < len(self.tokens) and place - nr < 5:
            known = self._initial(place) or (self._is_first(place) and self._named(place))
            if not known or (place > nr and not self._joined(place - 1)):
                break
            place += 1
        return place

    def _family(self, after: int, *, trusting: bool) -> int:
        """The token after the surname that follows given names ending before `after`; `after` where none does."""
        if after >= len(self.tokens) or not self._joined(after - 1) or self._gap(after - 1).startswith("'"):
            return after
        place = self._after_particles(after)
        if not self._named(place):
            return after
        core = self.tokens[place]
        if place > after and (core.word in organisations() or core.shouted):
            return after
        lone_van = place == after + 1 and self.tokens[after].word == "van"
        if lone_van and self._ordinary(place) and not self._is_last(place):
            return after
        known = self._is_last(place) or place > after or trusting
        if not known and (self._ordinary(place) or core.word in places()):
            return after
        return self._surname(after)

    # Deciding

    def _at(self, nr: int) -> tuple[Finding, int] | None:
        for rule in self._rules:
            found = rule(nr)
            if found is not None:
                return found
        return None

    def _made(self, nr: int, end: int, score: float, reason: str) -> tuple[Finding, int]:
        start, stop = self.tokens[nr].start, self.tokens[end - 1].end
        said = self.text[start:stop]
        base = said.title() if said.isupper() and len(said) > 3 else ""
        last = self.tokens[end - 1].proper
        if end == nr + 1 and last.endswith("s") and last not in self.first and last not in self.last:
            bare = last[:-1]
            base = bare if bare in self.first or bare in self.last else ""
        return Finding(Kind.PERSON, start, stop, said, score, reason, base), end

    def _after_title(self, nr: int) -> tuple[Finding, int] | None:
        before = self._before(nr)
        titled, role = before in self.titles, before in self.roles
        if not (titled or role) or (self.tokens[nr].word.lower() in self.titles):
            return None
        given = self._given(nr)
        end = self._family(given, trusting=titled) if given > nr else self._surname(nr)
        if end == nr or (given > nr and end == given and all(self._initial(one) for one in range(nr, given))):
            return None  # "mevrouw A." tells nothing
        core = self.tokens[end - 1]
        if role and given == nr and (core.shouted or core.word in places() or self._ordinary(end - 1)):
            return None
        score = SURE if titled or given > nr else LIKELY
        return self._made(nr, end, score, N_("stands after a title or a role"))

    def _full(self, nr: int) -> tuple[Finding, int] | None:
        given = self._given(nr)
        if given == nr:
            return None
        end = self._family(given, trusting=False)
        if end == given:
            return None
        if self._initial(nr):
            alone = given == nr + 1
            if alone and self._ordinary(end - 1) and not (self._is_last(end - 1) and end - given > 1):
                return None  # "plan A. Toen ...": the letter ended a sentence
            return self._made(nr, end, SURE if not alone else LIKELY, N_("initials with a surname"))
        opening = opens_sentence(self.text, self.tokens[nr].start)
        doubtful = opening and self._ordinary(nr) and given == nr + 1 and not self._is_last(end - 1)
        return self._made(nr, end, DOUBTFUL if doubtful else SURE, N_("a first name with a surname"))

    def _surname_alone(self, nr: int) -> tuple[Finding, int] | None:
        place = self._after_particles(nr)
        if not self._named(place):
            return None
        core, opening = self.tokens[place], opens_sentence(self.text, self.tokens[nr].start)
        if place > nr:
            if not self._is_last(place) or (core.word in places() and self.tokens[nr].word.islower()):
                return None
            plain = self.tokens[nr].word in ("van", "te", "de") and place == nr + 1
            if plain and (self._ordinary(place) or self.tokens[nr].word != "de"):
                return None
            return self._made(nr, self._surname(nr), LIKELY if not opening else DOUBTFUL + 0.2, N_("a known surname"))
        if not self._is_last(nr) or self._is_first(nr) or core.word in places():
            return None
        if opening and self._ordinary(nr):
            return None
        return self._made(nr, self._surname(nr), LIKELY, N_("a known surname"))

    def _first_alone(self, nr: int) -> tuple[Finding, int] | None:
        if not self._is_first(nr) or not self._named(nr):
            return None
        end = self._given(nr)
        token = self.tokens[nr]
        if not opens_sentence(self.text, token.start) or not self._ordinary(nr):
            town = token.word in places() and self._before(nr) in ("in", "uit", "naar", "te", "vanuit")
            return None if town else self._made(nr, end, LIKELY + 0.1, N_("a known first name"))
        after = self.text[self.tokens[end - 1].end : self.tokens[end - 1].end + 1]
        says = end < len(self.tokens) and self._joined(end - 1) and self.tokens[end].word in _SAYS
        if token.word.lower() in FUNCTION_WORDS:
            return None
        if says or after in (",", ":", "'", "’"):
            return self._made(nr, end, DOUBTFUL, N_("a first name that is also a word"))
        return None

    def _unknown(self, nr: int) -> tuple[Finding, int] | None:
        """A word that nobody knows with a surname, or another such word, behind it."""
        if not self._odd(nr) or not self._joined(nr) or nr + 1 >= len(self.tokens):
            return None
        place = self._after_particles(nr + 1)
        known = self._named(place) and self._is_last(place)
        if not (known or self._odd(place)) or self._gap(nr) in ("-", "–"):
            return None
        end = self._surname(nr + 1)
        score = LIKELY if known else DOUBTFUL + 0.2
        return self._made(nr, end, score, N_("an unknown word with what may be a surname"))

    def _odd(self, nr: int) -> bool:
        token = self.tokens[nr]
        if not self._named(nr) or token.shouted or len(token.word) < 3 or token.word in places():
            return False
        return not self._ordinary(nr) and token.word not in organisations()

    def _called(self, nr: int) -> tuple[Finding, int] | None:
        token = self.tokens[nr]
        if not self._named(nr) or token.shouted or len(token.word) < 2 or self._initial(nr):
            return None
        before = self.text[max(0, token.start - 24) : token.start]
        if _STRONGLY_CALLED.search(before) and token.word not in places():
            return self._made(
                nr, max(self._family(nr + 1, trusting=False), nr + 1), LIKELY, N_("somebody is called so")
            )
        speaks = self._joined(nr) and nr + 1 < len(self.tokens) and self.tokens[nr + 1].word in _SAYS
        if speaks and not self._ordinary(nr) and token.word not in places() and len(token.word) > 2:
            return self._made(nr, nr + 1, DOUBTFUL, N_("an unknown word that speaks or acts"))
        return None
