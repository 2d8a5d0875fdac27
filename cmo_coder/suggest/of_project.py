"""What a project teaches: its definitions, and its codings with the words around them."""

from __future__ import annotations

from collections import defaultdict

from cmo_coder.model.codes import Code, CodeStatus
from cmo_coder.model.documents import TextVersion
from cmo_coder.model.fragments import Coding, Fragment, FragmentState
from cmo_coder.store.reading import Reading
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.value import Definition, Passage

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


def coded_of(reading: Reading, coder_ids: frozenset[str] | None = None) -> tuple[Coded, ...]:
    """The coded fragments of the project that sit on their words, by document and place; `codes` are ids.

    Only codings of these coders count, where they are given. A fragment whose words were coded by two coders is there
    once for each span.
    """
    suggested = {one.code for one in definitions_of(reading)}
    codes: dict[str, set[str]] = defaultdict(set)
    for coding in reading.all(Coding):
        if coding.code_id in suggested and (coder_ids is None or coding.coder_id in coder_ids):
            codes[coding.fragment_id].add(coding.code_id)
    versions = {one.id: one for one in reading.all(TextVersion, in_force=True)}
    found = []
    for fragment in reading.all(Fragment, order=("document_id", "start", "end")):
        version = versions.get(fragment.text_version_id)
        if fragment.state is FragmentState.SITS and version is not None and codes.get(fragment.id):
            text = reading.text(version.sha256)
            passage = passage_at(text, fragment.start, fragment.end, fragment.document_id, fragment.id)
            found.append(Coded(passage, frozenset(codes[fragment.id])))
    return tuple(found)
