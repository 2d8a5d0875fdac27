"""The codebook as a tree, with the number of codings of each code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from cmo_coder.messages import N_, _
from cmo_coder.model.codes import Code, CodeStatus, CodeType

SIGNS: dict[CodeType, str] = {
    CodeType.C: "C",
    CodeType.I: "I",
    CodeType.M_RES: "R",
    CodeType.M_RED: "M",
    CodeType.O: "O",
    CodeType.ACTOR: "A",
    CodeType.THEME: "T",
    CodeType.OPEN: "·",
}
"""One letter per type of code: the keys that tag, where there is one."""


class CodeTree(Tree[Code]):
    """Codes under their parents. `enter` posts NodeSelected with the code as data."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", N_("Down"), show=False),
        Binding("k", "cursor_up", N_("Up"), show=False),
    ]

    def __init__(self, *, id: str | None = None, with_archived: bool = False) -> None:
        super().__init__("", id=id)
        self.show_root = False
        self.guide_depth = 2
        self._with_archived = with_archived
        self._shown: tuple[tuple[Code, ...], Mapping[str, int]] | None = None

    def show(self, codes: Sequence[Code], counts: Mapping[str, int]) -> None:
        """Show these codes; the cursor stays on the code it was on. Nothing is done where nothing changed."""
        kept = tuple(code for code in codes if self._with_archived or code.status is CodeStatus.ACTIVE)
        kept = tuple(code for code in kept if code.status is not CodeStatus.MERGED)
        before, self._shown = self._shown, (kept, dict(counts))
        if before == self._shown:
            return
        if before is not None and before[0] == kept:
            self._count(before[1], counts)
            return
        present = self.cursor_node.data if self.cursor_node is not None else None
        self.clear()
        children: dict[str | None, list[Code]] = {}
        known = {code.id for code in kept}
        for code in kept:
            children.setdefault(code.parent_id if code.parent_id in known else None, []).append(code)
        at = None
        stack = [(self.root, code) for code in reversed(children.get(None, []))]
        while stack:
            parent, code = stack.pop()
            below = children.get(code.id, [])
            node = parent.add(self._label(code, counts), data=code, expand=True, allow_expand=bool(below))
            if present is not None and code.id == present.id:
                at = node
            stack += [(node, child) for child in reversed(below)]
        self.root.expand()
        if at is not None:
            self.call_after_refresh(self.move_cursor, at)

    def _count(self, before: Mapping[str, int], counts: Mapping[str, int]) -> None:
        """Write the numbers that changed; every other line stays as it is."""
        for node in self.every_node():
            if node.data is not None and before.get(node.data.id, 0) != counts.get(node.data.id, 0):
                node.set_label(self._label(node.data, counts))

    def every_node(self) -> Iterator[TreeNode[Code]]:
        """Every line of the tree, in no order."""
        stack = [self.root]
        while stack:
            node = stack.pop()
            yield node
            stack += node.children

    def _label(self, code: Code, counts: Mapping[str, int]) -> Text:
        number = counts.get(code.id, 0)
        parts: list[str | tuple[str, str]] = [(f"{SIGNS[code.type]} ", "bold"), code.name]
        if code.key:
            parts.append((f" [{code.key}]", "dim"))
        if number:
            parts.append((f" {number}", "dim"))
        if code.status is CodeStatus.ARCHIVED:
            parts.append((" " + _("(archived)"), "dim"))
        return Text.assemble(*parts)

    @property
    def code(self) -> Code | None:
        """The code under the cursor."""
        return self.cursor_node.data if self.cursor_node is not None else None

    def go_to(self, code_id: str) -> None:
        """Put the cursor on a code."""
        for node in self.every_node():
            if node.data is not None and node.data.id == code_id:
                self.move_cursor(node)
                return
