"""From findings to proposals: one proposal per name, with every place where it stands.

A first name or a surname alone belongs to the full name that it is part of, where the study has one such full name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cmo_coder.messages import N_
from cmo_coder.names.finding import OwnName, find, words_in_lower_case
from cmo_coder.names.people import PARTICLES
from cmo_coder.names.replacing import Matcher, Named
from cmo_coder.names.tokens import opens_sentence, ordinary
from cmo_coder.names.value import DOUBTFUL, LIKELY, Finding, Kind


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a name: the text, `[start, end)` in code points, its words, and how surely they are the name."""

    text_id: str
    start: int
    end: int
    words: str
    score: float
    reason: str

    @property
    def sure(self) -> bool:
        """Whether it needs no second look."""
        return self.score >= LIKELY


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name as one person, place or number: `names` are what it is called (the fullest first)."""

    kind: Kind
    names: tuple[str, ...]
    places: tuple[Place, ...]
    score: float
    reason: str

    @property
    def name(self) -> str:
        """The fullest form."""
        return self.names[0]


def propose(
    texts: Mapping[str, str],
    own: Sequence[OwnName] = (),
    *,
    also: Iterable[str] = (),
    never: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Proposal, ...]:
    """Proposals over many texts (by id). `also` are names known otherwise (speaker labels); `never` are words that are
    left alone, in any case. `progress` is called with how many texts are done, and of how many.
    """
    seen = words_in_lower_case(texts.values())
    left_alone = {fold(word) for word in never}
    found = {}
    for nr, (text_id, text) in enumerate(texts.items(), start=1):
        found[text_id] = find(text, own, seen)
        if progress is not None and (nr % 20 == 0 or len(text) > 5000):
            progress(nr, len(texts))
    known = [one for findings in found.values() for one in findings]
    for name in also:
        known += find(name, own, seen)
    grouped = _grouped([one for one in known if fold(one.name) not in left_alone])
    places = _places(texts, found, grouped, seen)
    made = []
    for nr, (kind, names, best) in enumerate(grouped):
        if places[nr]:
            made.append(Proposal(kind, names, tuple(places[nr]), best.score, best.reason))
    return tuple(sorted(made, key=lambda one: (one.score < LIKELY, -len(one.places), one.name.casefold())))


def fold(name: str) -> str:
    """A name as names are compared: without case and with single spaces."""
    return " ".join(name.casefold().split())


_MAY_BE_NAMES = (Kind.PERSON, Kind.WORD)


def _grouped(found: Sequence[Finding]) -> list[tuple[Kind, tuple[str, ...], Finding]]:
    by_name: dict[str, list[Finding]] = defaultdict(list)
    for one in found:
        by_name[fold(one.name)].append(one)
    best = {key: max(ones, key=lambda one: (one.kind is Kind.OWN, one.score)) for key, ones in by_name.items()}
    owner = _owners({key: one.name for key, one in best.items() if one.kind is Kind.PERSON})
    # Only what may be a name is somebody's: a place that is called like a surname stays a place.
    owner = {part: key for part, key in owner.items() if part not in best or best[part].kind in _MAY_BE_NAMES}
    groups: dict[str, list[str]] = defaultdict(list)
    for key in best:
        groups[owner.get(key, key)].append(key)
    made = []
    for head, keys in groups.items():
        written = {key: Counter(one.name for one in by_name[key]).most_common(1)[0][0] for key in keys}
        names = [written[head], *(written[key] for key in keys if key != head)]
        if best[head].kind is Kind.PERSON:
            names += [part for part in _implied(written[head], owner) if fold(part) not in by_name]
        top = max((best[key] for key in keys), key=lambda one: one.score)
        made.append((best[head].kind, tuple(dict.fromkeys(names)), top))
    return made


def split_name(name: str) -> tuple[str, str]:
    """The first names (or initials) of a name, and its surname with what stands before it; either may be empty."""
    words = name.split()
    for nr, word in enumerate(words):
        if word.lower().strip(".'’") in PARTICLES:
            return " ".join(words[:nr]), " ".join(words[nr:])
    return (" ".join(words[:-1]), words[-1]) if len(words) > 1 else ("", name)


def _owners(people: Mapping[str, str]) -> dict[str, str]:
    """For a part of a name the full name that it belongs to, where there is exactly one."""
    fulls: dict[str, set[str]] = defaultdict(set)
    for key, name in people.items():
        given, family = split_name(name)
        if given:
            fulls[fold(family)].add(key)
            if "." not in given:
                fulls[fold(given)].add(key)
                fulls[fold(given.split()[0])].add(key)
    owner = {}
    for part, owners in fulls.items():
        if len(owners) == 1 and part not in owners:
            owner[part] = next(iter(owners))
    return owner


def _implied(name: str, owner: Mapping[str, str]) -> Iterable[str]:
    """The parts of a full name that nobody else in the study shares: they are that person wherever they stand alone."""
    given, family = split_name(name)
    if not given:
        return
    for part in (family, "" if "." in given else given):
        if part and owner.get(fold(part)) == fold(name):
            yield part


def _places(
    texts: Mapping[str, str],
    found: Mapping[str, Sequence[Finding]],
    grouped: Sequence[tuple[Kind, tuple[str, ...], Finding]],
    seen: Collection[str],
) -> list[list[Place]]:
    group_of = {name: nr for nr, (_kind, names, _best) in enumerate(grouped) for name in names}
    matcher = Matcher(Named(name, kind, "") for kind, names, _best in grouped for name in names)
    places: list[list[Place]] = [[] for _group in grouped]
    for text_id, text in texts.items():
        by_start = {one.start: one for one in found.get(text_id, ())}
        for match in matcher.matches(text):
            said = text[match.start : match.end]
            finding = by_start.get(match.start)
            if finding is not None:
                score, reason = finding.score, finding.reason
            elif opens_sentence(text, match.start) and ordinary(said, seen):
                score, reason = DOUBTFUL, N_("the same word, which may be an ordinary one here")
            else:
                score, reason = LIKELY, N_("the same name stands elsewhere")
            places[group_of[match.name]].append(Place(text_id, match.start, match.end, said, score, reason))
    return places
