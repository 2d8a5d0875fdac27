"""YAML text to plain data and back, with the line of every value, so that a mistake can be shown where it stands.

Every scalar stays the text that was written: a code named "No", "1" or "2024-01-01" keeps its name. Anchors, references
and tags, which a codebook does not need, are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from cmo_coder.codebook.errors import CodebookError, Problem, problem
from cmo_coder.messages import N_

Data = str | list["Data"] | dict[str, "Data"]
Place = tuple[str | int, ...]
"""The way to a value: names of fields and numbers of items, counted from 0."""

_SWALLOWED = re.compile(r":\s+#[0-9A-Fa-f]{3,8}\s*$")
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # as YAML counts lines
_ODD_BREAK = re.compile("[\r\x85\u2028\u2029]")
_NULL = "tag:yaml.org,2002:null"

# What PyYAML says (the start of it), and what that mostly means for somebody who writes a codebook.
_EXPLANATIONS = (
    (
        "mapping values are not allowed",
        N_("Not valid YAML. A text with a colon in it needs quotes, and the fields of one code start in one column."),
    ),
    ("found character '\\t'", N_("Not valid YAML. Use spaces at the start of a line, not tabs.")),
    ("found unexpected end of stream", N_("Not valid YAML. A text between quotes is not closed.")),
    ("found unknown escape", N_("Not valid YAML. Between double quotes a backslash is special: use single quotes.")),
    (
        "found character",
        N_("Not valid YAML. A text that starts with a special character must stand between quotes."),
    ),
    ("expected ',' or", N_("Not valid YAML. A list between brackets is not closed, or lacks a comma.")),
    ("could not find expected ':'", N_("Not valid YAML. A field needs a colon and a space after its name.")),
    ("expected <block end>", N_("Not valid YAML. This line starts in another column than the ones it belongs with.")),
    ("but found another document", N_("A file holds one codebook; a line with --- starts a second one.")),
)
_FOUND_LATER = ("end of stream", "<stream end>", "expected ','", "expected ':'")
_DEEPEST = 60
_UNEXPLAINED = N_("Not valid YAML.")


@dataclass(slots=True)
class Read:
    """The data of a file and the line (from 1) of every value in it."""

    data: Data
    lines: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """The line of a value, or of the nearest thing around it that is there."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_nodes(text: str, path: Path) -> Read:
    """Parse YAML. Raises CodebookError, naming `path`, where the text is not YAML, or is empty."""
    try:
        root = yaml.compose(text, Loader=_Loader)
        if root is None:
            raise CodebookError(path, [problem(0, "", N_("The file is empty."))])
        builder = _Builder(_LINE_BREAK.split(text))
        data = builder.plain(root, ())
    except yaml.MarkedYAMLError as error:
        raise CodebookError(path, [_explained(error)]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = N_("Character number {code} may not stand in a YAML file.")
        raise CodebookError(path, [problem(line, "", message, code=f"{int(error.character):#06x}")]) from None
    except _Refused as refusal:
        raise CodebookError(path, [refusal.found]) from None
    if builder.mistakes:
        raise CodebookError(path, builder.mistakes)
    return Read(data, builder.lines)


class _Refused(Exception):
    """Something that is YAML, but that a codebook may not hold."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.found = found


class _Loader(yaml.SafeLoader):
    """Refuses references and deep nesting before they can take time or memory."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node of the file; `parent` and `index` say where it goes."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            message = N_("A reference (*{name}) cannot be used in a codebook; a text that starts with * needs quotes.")
            raise _Refused(problem(line, "", message, name=event.anchor))
        if self.depth > _DEEPEST:
            raise _Refused(problem(line, "", N_("The lists in this file are nested too deep.")))
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _line(mark: Any) -> int:
    return int(mark.line) + 1 if mark else 0


def _explained(error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    # What is never closed is found at the end of the file; where it was opened says more.
    if error.context_mark and any(part in str(error.problem) for part in _FOUND_LATER):
        mark = error.context_mark
    message = next((text for start, text in _EXPLANATIONS if str(error.problem).startswith(start)), _UNEXPLAINED)
    return problem(_line(mark), "", message)


@dataclass(slots=True)
class _Builder:
    """Makes plain data of nodes and keeps the line of each value and what is wrong with the fields."""

    source: list[str]
    lines: dict[Place, int] = field(default_factory=dict)
    mistakes: list[Problem] = field(default_factory=list)

    def plain(self, node: yaml.Node, place: Place) -> Data:
        """Return the data of a node; `place` is the way to it from the root."""
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._fields(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, (*place, number)) for number, item in enumerate(node.value)]
        return "" if node.tag == _NULL else str(node.value).strip()

    def _fields(self, node: yaml.MappingNode, place: Place) -> Data:
        fields: dict[str, Data] = {}
        for key_node, value_node in node.value:
            name, line = str(key_node.value).strip(), key_node.start_mark.line + 1
            if (*place, name) in self.lines:
                self.mistakes.append(problem(line, name, N_("This field is given twice.")))
            self.lines[(*place, name)] = line
            # A field that is left empty, as in a form that is filled in partly, counts as not given.
            if value_node.tag != _NULL:
                fields[name] = self.plain(value_node, (*place, name))
            elif _SWALLOWED.search(self.source[line - 1]):
                message = N_("A value that starts with # must stand between quotes; without them YAML skips it.")
                self.mistakes.append(problem(line, name, message))
        return fields


class _Dumper(yaml.SafeDumper):
    """Writes a text of more lines as lines, not as one line full of escapes."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        """Return the node of a text: block style where it has lines, what PyYAML finds right otherwise."""
        style = "|" if "\n" in text else None
        if _ODD_BREAK.search(text):
            style = '"'  # any other style would read these back as a line feed or a space
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper.represent_text)


def to_yaml(data: dict[str, object]) -> str:
    """Return data of texts, lists and fields as YAML text that reads back as the same data, fields in their order."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
