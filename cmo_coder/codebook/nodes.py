"""YAML text to plain data and back, with the line of every value, so that a mistake can be shown where it stands.

Every scalar stays the text that was written: a code named "No", "1" or "2024-01-01" keeps its name. Anchors, references
and tags, which a codebook does not need, are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from cmo_coder.codebook.errors import CodebookError, Problem, problem
from cmo_coder.messages import N_

Data = str | list["Data"] | dict[str, "Data"]
Place = tuple[str | int, ...]
"""The way to a value: names of fields and numbers of items, counted from 0."""

_UNQUOTED_COLOUR = re.compile(r"[\s-]*(colour)\s*:\s+#[0-9A-Fa-f]{3,8}\s*$")
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
        _refuse_references(text, path)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise CodebookError(path, [_explained(error)]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = N_("Character number {code} may not stand in a YAML file.")
        raise CodebookError(path, [problem(line, "", message, code=f"{int(error.character):#06x}")]) from None
    except RecursionError:
        raise CodebookError(path, [problem(0, "", N_("The lists in this file are nested too deep."))]) from None
    if root is None:
        raise CodebookError(path, [problem(0, "", N_("The file is empty."))])
    read = Read(data="")
    mistakes: list[Problem] = []
    read.data = _plain(root, (), read.lines, mistakes)
    mistakes += _swallowed(text)
    if mistakes:
        raise CodebookError(path, mistakes)
    return read


def _swallowed(text: str) -> list[Problem]:
    """The colours that YAML skips as a comment because they lack quotes."""
    message = N_("A value that starts with # must stand between quotes; otherwise YAML skips it as a comment.")
    return [
        problem(number, match[1], message)
        for number, line in enumerate(text.split("\n"), start=1)
        if (match := _UNQUOTED_COLOUR.match(line))
    ]


def _refuse_references(text: str, path: Path) -> None:
    # Done on the events, before anything is built: a few references can stand for more data than there is memory.
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            message = N_("A reference (*{name}) cannot be used in a codebook; a text that starts with * needs quotes.")
            raise CodebookError(path, [problem(event.start_mark.line + 1, "", message, name=event.anchor)])


def _explained(error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    # A quote or bracket that is never closed is found at the end of the file; where it was opened says more.
    if error.context_mark and ("end of stream" in str(error.problem) or "expected ','" in str(error.problem)):
        mark = error.context_mark
    line = mark.line + 1 if mark else 0
    message = next((text for start, text in _EXPLANATIONS if str(error.problem).startswith(start)), _UNEXPLAINED)
    return problem(line, "", message)


def _plain(node: yaml.Node, place: Place, lines: dict[Place, int], mistakes: list[Problem]) -> Data:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Data] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value).strip()
            line = key_node.start_mark.line + 1
            if (*place, key) in lines:
                mistakes.append(problem(line, key, N_("This field is given twice.")))
            lines[(*place, key)] = line
            # A field that is left empty, as in a form that is filled in partly, counts as not given.
            if value_node.tag != _NULL:
                mapping[key] = _plain(value_node, (*place, key), lines, mistakes)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*place, i), lines, mistakes) for i, item in enumerate(node.value)]
    return "" if node.tag == _NULL else str(node.value).strip()


class _Dumper(yaml.SafeDumper):
    """Writes a text of more lines as lines, not as one line full of escapes."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        """Return the node of a text: block style where it has lines, what PyYAML finds right otherwise."""
        return self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _Dumper.represent_text)


def to_yaml(data: dict[str, object]) -> str:
    """Return data of texts, lists and fields as YAML text that reads back as the same data, fields in their order."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
