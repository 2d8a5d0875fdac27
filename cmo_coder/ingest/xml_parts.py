"""Reading the XML of office documents piece by piece: no entities, no network, no trees of absurd depth.

Elements are known by their local names, so that strict and transitional, old and new documents read the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from cmo_coder.ingest.package import Package, Part, broken
from cmo_coder.ingest.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

DEEPEST = 240
"""How deep elements may be nested: documents stay far below it, and a walk over them never runs out of stack."""


def children_at(source: Source, part: Part, paths: Collection[str]) -> Iterator[_Element]:
    """The elements that stand directly in one of ``paths`` ("document/body"), one after another.

    Each is forgotten when the next is asked for, so that a large document is never in memory as a whole.

    Raises:
        ReadError: the part is damaged, or no XML.
    """
    from lxml import etree

    path: list[str] = []
    try:
        # A document is data from outside. huge_tree only lifts the limit of 10 MB for one text; depth is checked here.
        for event, element in etree.iterparse(
            part, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
        ):
            if event == "start":
                path.append(local(element))
                if len(path) > DEEPEST:
                    raise broken(source)
                continue
            path.pop()
            if len(path) < 5 and "/".join(path) in paths:
                yield element
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    except etree.LxmlError as error:
        raise broken(source) from error


def children_of_part(source: Source, package: Package, name: str, *paths: str) -> Iterator[_Element]:
    """The elements in ``paths`` of a part; none where the package has no such part."""
    if name in package.parts:
        with package.open(name) as part:
            yield from children_at(source, part, paths)


def local(element: _Element) -> str:
    """The name of an element without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def named(element: _Element, name: str) -> Iterator[_Element]:
    """The children of a name."""
    return (child for child in element if local(child) == name)


def descend(element: _Element, name: str, through: Collection[str]) -> Iterator[_Element]:
    """The children of a name, also those inside wrappers."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in through:
            yield from descend(child, name, through)


def has(element: _Element, *path: str) -> bool:
    """Whether there is a child of the first name that has a child of the second name, and so on."""
    return not path or any(has(child, *path[1:]) for child in named(element, path[0]))


def words_in(element: _Element) -> str:
    """All words in an element, without regard to what they are."""
    return "".join(str(words) for words in element.itertext())


def attribute(element: _Element, name: str) -> str:
    """The attribute of a local name; empty where there is none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
