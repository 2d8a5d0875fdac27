"""Codebook files: read, write, and the ready ones that come with the program."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_coder.codebook.errors import CodebookError, Problem, problem
from cmo_coder.codebook.value import ABOVE, Codebook, CodebookEntry, name_key
from cmo_coder.messages import N_
from cmo_coder.model.codes import CodeType
from cmo_coder.model.errors import NotFound, UserError
from cmo_coder.resources import resource_dir

if TYPE_CHECKING:
    from cmo_coder.codebook.checks import Placed
    from cmo_coder.codebook.nodes import Place, Read
    from cmo_coder.codebook.schema import CodeForm

LIMIT = 2_000_000
"""The largest codebook file that is read, in bytes. A thousand codes with full definitions take half of it."""

_SUFFIXES = (".yaml", ".yml")


def read_codebook(path: Path) -> Codebook:
    """Read a codebook file: YAML in UTF-8, in the form that docs/reference/codebook-yaml.md describes.

    Raises CodebookError with every mistake found, by line and field; UserError if the file is not there or too large.
    """
    from cmo_coder.codebook.checks import check_codes
    from cmo_coder.codebook.nodes import read_nodes
    from cmo_coder.codebook.schema import check_form

    read = read_nodes(_text(path), path)
    form, problems = check_form(read)
    if form is None:
        raise CodebookError(path, problems)
    doubly_placed: list[Problem] = []
    flattening = _Flattening(read, Counter(name_key(name) for name in _names(form.codes)), doubly_placed)
    placed = tuple(flattening.codes(form.codes, ("codes",), ()))
    problems = (*doubly_placed, *check_codes(placed))
    if problems:
        raise CodebookError(path, problems)
    return Codebook(
        name=form.name,
        language=form.language,
        description=form.description,
        source=form.source,
        licence=form.licence,
        codes=tuple(code.entry for code in placed),
    )


def write_codebook(codebook: Codebook, path: Path) -> None:
    """Write a codebook as a file that `read_codebook` reads back as an equal value.

    Each code names its parent instead of standing inside it, so that moving a code changes one line. The file appears
    whole or not at all. Raises UserError if it cannot be written.
    """
    from cmo_coder.codebook.nodes import to_yaml

    data: dict[str, object] = {
        "name": codebook.name,
        **_filled(codebook, ("language", "description", "source", "licence")),
        "codes": [_fields(entry) for entry in codebook.codes],
    }
    beside = path.with_name(f".{path.name}.new")
    try:
        # A blank line before each code makes a long file readable. Lines inside a text are indented, so none is split.
        beside.write_bytes(to_yaml(data).replace("\n- code:", "\n\n- code:").encode())
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UserError(N_("{path} cannot be written: {reason}."), path=path, reason=error.strerror) from error


def ready_codebooks() -> tuple[tuple[str, Path], ...]:
    """Return the codebooks that come with the program: the name to ask for, and the file."""
    folder = resource_dir("codebooks")
    return tuple((path.stem, path) for path in sorted(folder.iterdir()) if path.suffix in _SUFFIXES)


def ready_codebook(name: str) -> Path:
    """Return the file of a ready codebook. Raises NotFound, naming the ones there are."""
    ready = dict(ready_codebooks())
    if name not in ready:
        missing, there = N_("There is no ready codebook named {name}."), N_("There are: {names}.")
        raise NotFound(missing, there, name=name, names=", ".join(ready))
    return ready[name]


def _text(path: Path) -> str:
    if path.is_dir():
        raise UserError(N_("{path} is a folder, not a codebook file."), N_("Name the file itself."), path=path)
    try:
        with path.open("rb") as stream:
            data = stream.read(LIMIT + 1)
    except FileNotFoundError:
        raise UserError(N_("No codebook file at {path}."), path=path) from None
    except OSError as error:
        raise UserError(N_("{path} cannot be read: {reason}."), path=path, reason=error.strerror) from error
    if len(data) > LIMIT:
        raise UserError(N_("{path} is too large for a codebook (more than {mb} MB)."), path=path, mb=LIMIT // 1_000_000)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = N_("This is not UTF-8 text. Save the file again with the encoding UTF-8.")
        raise CodebookError(path, [problem(line, "", message)]) from None


def _names(forms: list[CodeForm]) -> Iterator[str]:
    for form in forms:
        yield form.name
        yield from _names(form.children)


@dataclass(frozen=True, slots=True)
class _Flattening:
    """Puts codes that stand inside each other into one list; `counts` says how often a name is used in the file."""

    read: Read
    counts: Counter[str]
    problems: list[Problem]

    def codes(self, forms: list[CodeForm], place: Place, way: tuple[str, ...]) -> Iterator[Placed]:
        """Yield the codes as they stand below each other; `way` holds the names of the codes around them."""
        from cmo_coder.codebook.checks import Placed

        for number, form in enumerate(forms):
            here = (*place, number)
            parent_line = self.read.line((*here, "parent"))
            if way and form.parent:
                message = N_("This code stands inside {name}; it cannot name a parent as well.")
                self.problems.append(problem(parent_line, "parent", message, name=way[-1]))
            name_line = self.read.line((*here, "code" if (*here, "code") in self.read.lines else "name"))
            entry = _entry(form, self._parent(way) if way else form.parent)
            yield Placed(entry, name_line, parent_line, self.read.line((*here, "key")))
            around = way or tuple(form.parent.split(ABOVE) if form.parent else ())
            yield from self.codes(form.children, (*here, "children"), (*around, form.name))

    def _parent(self, way: tuple[str, ...]) -> str:
        return way[-1] if self.counts[name_key(way[-1])] == 1 else ABOVE.join(way)


def _entry(form: CodeForm, parent: str) -> CodebookEntry:
    return CodebookEntry(
        name=form.name,
        parent=parent,
        role=form.role,
        definition=form.definition,
        inclusion=form.inclusion,
        exclusion=form.exclusion,
        example=form.example,
        colour=form.colour,
        aliases=tuple(form.aliases),
        key=form.key,
        keywords=tuple(form.keywords),
    )


def _fields(entry: CodebookEntry) -> dict[str, object]:
    fields: dict[str, object] = {"code": entry.name, **_filled(entry, ("parent",))}
    if entry.role is not CodeType.OPEN:
        fields["role"] = entry.role.value
    fields |= _filled(entry, ("key", "colour"))
    if entry.aliases:
        fields["aliases"] = list(entry.aliases)
    if entry.keywords:
        fields["keywords"] = list(entry.keywords)
    return fields | _filled(entry, ("definition", "inclusion", "exclusion", "example"))


def _filled(value: Codebook | CodebookEntry, names: tuple[str, ...]) -> dict[str, object]:
    return {name: text for name in names if (text := getattr(value, name))}
