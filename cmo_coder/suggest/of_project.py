"""What a project teaches: its definitions, and its codings with the words around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from cmo_coder.model.codes import Code, CodeStatus
from cmo_coder.store.coded_spans import CodedPlace, coded_places
from cmo_coder.store.reading import Reading
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.value import Definition, Passage

MOST_EXAMPLES = 2000
"""So many coded fragments are learned from at most: what is learned holds a number for each pair of them, so thirty
thousand would take seven gigabytes, and every fragment more teaches less (docs/reference/suggestions.md)."""
AROUND = 300
"""How many code points of context count on each side of a passage."""


def definitions_of(reading: Reading) -> tuple[Definition, ...]:
    """The codes in use, with everything that the codebook says of them. `code` is the code's id."""
    return tuple(
        Definition(code.id, code.name, described(code))
        for code in reading.all(Code, order=("position", "name"))
        if code.status is CodeStatus.ACTIVE
    )


def described(code: Code) -> str:
    """The words of the codebook on a code, its exclusions left out: they name other codes' words."""
    return ". ".join(part for part in (", ".join(code.aliases), code.definition, code.inclusion, code.example) if part)


def passage_at(text: str, start: int, end: int, document_id: str, id_: str) -> Passage:
    """The passage `[start, end)` of a text (code points), with the words around it and its place."""
    around = text[max(0, start - AROUND) : start] + " " + text[end : end + AROUND]
    return Passage(id_, text[start:end], document_id, around, start / len(text))


def coded_of(reading: Reading, coder_ids: frozenset[str] | None = None, most: int = MOST_EXAMPLES) -> tuple[Coded, ...]:
    """The coded fragments of the project that sit on their words, by document and place; `codes` are ids.

    Only codings of these coders count, where they are given. A fragment whose words were coded by two coders is there
    once for each span. Of more than `most` fragments a part is taken, in which the rarer codes keep all of theirs.
    """
    suggested = {one.code for one in definitions_of(reading)}
    codes: dict[str, set[str]] = defaultdict(set)
    places: dict[str, CodedPlace] = {}
    for place in coded_places(reading):
        if place.code_id in suggested and (coder_ids is None or place.coder_id in coder_ids):
            codes[place.fragment_id].add(place.code_id)
            places[place.fragment_id] = place
    kept = spread(codes, most) if len(places) > most else places.keys()
    found = []
    documents: dict[str, str] = {}  # each id and each set of codes is there once, and not for every fragment
    sets: dict[frozenset[str], frozenset[str]] = {}
    for id_, place in places.items():
        if id_ in kept:
            text, of = reading.text(place.sha256), documents.setdefault(place.document_id, place.document_id)
            own = frozenset(codes[id_])
            found.append(Coded(passage_at(text, place.start, place.end, of, id_), sets.setdefault(own, own)))
    return tuple(found)


def spread(codes: Mapping[str, Collection[str]], most: int) -> frozenset[str]:
    """At most `most` of the fragments (id -> its codes): in turn one of every code, so that no rare one is crowded out.

    Which ones is the same each time: by id, which says nothing of document or coder.
    """
    of_code: dict[str, list[str]] = defaultdict(list)
    for fragment_id in sorted(codes, reverse=True):
        for code in codes[fragment_id]:
            of_code[code].append(fragment_id)
    kept: set[str] = set()
    while len(kept) < most and of_code:
        for code in sorted(of_code):
            left = of_code[code]
            while left and left[-1] in kept:
                left.pop()
            if left and len(kept) < most:
                kept.add(left.pop())
            if not left:
                del of_code[code]
    return frozenset(kept)
