"""A codebook as a value, apart from the file it came from and the study it goes to."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.model.codes import CodeType


@dataclass(frozen=True, slots=True)
class CodebookEntry:
    """One code. `name` is unique in its codebook (capitals do not matter) and `parent` is the name of another code.

    Empty text means that the codebook does not say; `colour` is "#rrggbb", `key` one letter or digit. Texts have no
    white space around them.
    """

    name: str
    parent: str = ""
    role: CodeType = CodeType.OPEN
    definition: str = ""
    inclusion: str = ""
    exclusion: str = ""
    example: str = ""
    colour: str = ""
    aliases: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Codebook:
    """A named list of codes in the order in which they are shown; the parents make it a tree.

    `language` is a tag such as "nl"; `source` says where the codes come from, `licence` what may be done with them.
    """

    name: str
    language: str = ""
    description: str = ""
    source: str = ""
    licence: str = ""
    codes: tuple[CodebookEntry, ...] = ()

    def children(self, parent: str = "") -> tuple[CodebookEntry, ...]:
        """Return the codes right below `parent`, or the top ones, in order."""
        return tuple(code for code in self.codes if same_name(code.parent, parent))


def name_key(name: str) -> str:
    """Return what two names that count as the same have in common: capitals and runs of white space do not matter."""
    return " ".join(name.split()).casefold()


def same_name(one: str, other: str) -> bool:
    """Return whether two names count as the same."""
    return name_key(one) == name_key(other)
