"""A codebook into a study, as one change, and the codes of a study as a codebook."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cmo_coder.codebook.value import ABOVE, Codebook, CodebookEntry, name_key
from cmo_coder.messages import N_
from cmo_coder.model.base import changed, new_id
from cmo_coder.model.codes import Code, CodeStatus

if TYPE_CHECKING:
    from cmo_coder.store.project import Project

_TEXTS = ("definition", "inclusion", "exclusion", "example", "colour")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, by the names of codes.

    `kept` were there already and stayed as they are; `without_key` lost their key, which belongs to another code.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    without_key: tuple[str, ...] = ()


def import_codebook(project: Project, codebook: Codebook, *, update: bool = False) -> Imported:
    """Add the codes of a codebook to a study, as one change that undo takes back.

    A code that is there already under the same parent (by name, archived ones too) is left alone; with `update` it
    takes over what the codebook says about it, except its role, on which codings may rest. Nothing is ever removed.
    """
    with project.change("codebook.import", N_("Codebook {name} imported"), name=codebook.name) as change:
        importing = _Importing(codebook, change.all(Code), update)
        for place in range(len(codebook.codes)):
            importing.take(place)
        change.insert(*importing.new)
        change.replace(importing.pairs)
    return Imported(
        added=tuple(code.name for code in importing.new),
        updated=tuple(after.name for _before, after in importing.pairs),
        kept=tuple(importing.kept),
        without_key=tuple(importing.without_key),
    )


class _Importing:
    """Matches the codes of a codebook with those of a study; parents before children, whatever their order."""

    def __init__(self, codebook: Codebook, present: tuple[Code, ...], update: bool) -> None:
        self.new: list[Code] = []
        self.pairs: list[tuple[Code, Code]] = []
        self.kept: list[str] = []
        self.without_key: list[str] = []
        self._entries = codebook.codes
        self._parents = codebook.parents()
        self._update = update
        self._position = max((code.position for code in present), default=0) + 1
        alive = [code for code in present if code.status is not CodeStatus.MERGED]
        self._there = {(code.parent_id, name_key(code.name)): code for code in alive}
        self._keys = {code.key: code.id for code in alive if code.key}
        self._ids: dict[int, str] = {}

    def take(self, place: int) -> None:
        """Take one code of the codebook, after the ones above it."""
        way = [place]
        while (above := self._parents[way[-1]]) is not None and above not in self._ids and above not in way:
            way.append(above)
        for step in reversed(way):
            if step not in self._ids:
                self._match(step)

    def _match(self, place: int) -> None:
        entry, above = self._entries[place], self._parents[place]
        parent_id = self._ids.get(above) if above is not None else None
        present = self._there.get((parent_id, name_key(entry.name)))
        code_id = present.id if present else new_id()
        self._ids[place] = code_id
        if present is None:
            code = self._made(entry, code_id, parent_id, self._position + place)
            self._there[(parent_id, name_key(entry.name))] = code
            self.new.append(code)
        else:
            after = self._renewed(present, entry) if self._update else present
            if after == present:
                self.kept.append(present.name)
            else:
                self.pairs.append((present, after))

    def _made(self, entry: CodebookEntry, code_id: str, parent_id: str | None, position: int) -> Code:
        return Code(
            id=code_id,
            name=entry.name,
            type=entry.role,
            parent_id=parent_id,
            definition=entry.definition,
            inclusion=entry.inclusion,
            exclusion=entry.exclusion,
            example=entry.example,
            colour=entry.colour,
            aliases=entry.aliases,
            key=self._free_key(entry, code_id),
            keywords=entry.keywords,
            position=position,
        )

    def _renewed(self, code: Code, entry: CodebookEntry) -> Code:
        said = {name: text for name in _TEXTS if (text := getattr(entry, name))}
        aliases = tuple(dict.fromkeys((*code.aliases, *entry.aliases)))
        keywords = tuple(dict.fromkeys((*code.keywords, *entry.keywords)))
        key = self._free_key(entry, code.id) or code.key
        return changed(code, **said, aliases=aliases, keywords=keywords, key=key)

    def _free_key(self, entry: CodebookEntry, code_id: str) -> str:
        if entry.key and self._keys.setdefault(entry.key, code_id) != code_id:
            self.without_key.append(entry.name)
            return ""
        return entry.key


def codebook_of(project: Project, name: str = "") -> Codebook:
    """Return the codes of a study, in the order of its tree, as a codebook named `name` (the study's name by default).

    Merged codes are left out, and archived ones too unless a code in use stands below them.
    """
    from cmo_coder.store.codes import codes_of
    from cmo_coder.store.study import study_of

    codes = _in_use(codes_of(project))
    by_id = {code.id: code for code in codes}
    counts = Counter(name_key(code.name) for code in codes)
    study = study_of(project)
    entries = tuple(_entry(code, _parent_name(code, by_id, counts)) for code in _tree_order(codes))
    return Codebook(name=" ".join((name or study.name).split()), language=study.language, codes=entries)


def _in_use(codes: tuple[Code, ...]) -> tuple[Code, ...]:
    by_id = {code.id: code for code in codes}
    used: set[str] = set()
    for code in codes:
        here: Code | None = code if code.status is CodeStatus.ACTIVE else None
        while here is not None and here.id not in used:
            used.add(here.id)
            here = by_id.get(here.parent_id or "")
    return tuple(code for code in codes if code.id in used)


def _tree_order(codes: tuple[Code, ...]) -> list[Code]:
    below: dict[str | None, list[Code]] = {}
    for code in reversed(codes):
        below.setdefault(code.parent_id, []).append(code)
    order: list[Code] = []
    waiting = list(below.get(None, []))
    while waiting:
        code = waiting.pop()
        order.append(code)
        waiting += below.get(code.id, [])
    return order


def _parent_name(code: Code, by_id: dict[str, Code], counts: Counter[str]) -> str:
    parent = by_id.get(code.parent_id or "")
    if parent is None:
        return ""
    if counts[name_key(parent.name)] == 1:
        return _one_line(parent.name)
    way: list[str] = []
    while parent is not None:
        way.append(_one_line(parent.name))
        parent = by_id.get(parent.parent_id or "")
    return ABOVE.join(reversed(way))


def _entry(code: Code, parent: str) -> CodebookEntry:
    return CodebookEntry(
        name=_one_line(code.name),
        parent=parent,
        role=code.type,
        definition=code.definition.strip(),
        inclusion=code.inclusion.strip(),
        exclusion=code.exclusion.strip(),
        example=code.example.strip(),
        colour=code.colour,
        aliases=tuple(alias for alias in map(_one_line, code.aliases) if alias),
        key=code.key,
        keywords=tuple(one for one in map(_one_line, code.keywords) if one),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
