"""What the reader tells the screen. Handlers: `on_reader_caret_moved` and so on, or `@on(Reader.CaretMoved)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from cmo_coder.tui.widgets.reader_view import ReaderView


class ReaderMessage(Message, namespace="reader"):
    """Something that a reader tells."""

    def __init__(self, reader: ReaderView) -> None:
        """Sent by `reader`."""
        super().__init__()
        self.reader = reader

    @property
    def control(self) -> ReaderView:
        """The reader that sent this."""
        return self.reader


class CaretMoved(ReaderMessage, namespace="reader"):
    """The caret stands at another `offset` (code points)."""

    def __init__(self, reader: ReaderView, offset: int) -> None:
        """`offset` is where the caret stands now."""
        super().__init__(reader)
        self.offset = offset

    def can_replace(self, message: Message) -> bool:
        """Let only the last of a burst of moves arrive."""
        return isinstance(message, CaretMoved) and message.reader is self.reader


class SelectionChanged(ReaderMessage, namespace="reader"):
    """Other words `[start, end)` are selected (code points); where `start == end`, none."""

    def __init__(self, reader: ReaderView, start: int, end: int) -> None:
        """`[start, end)` is selected now."""
        super().__init__(reader)
        self.start = start
        self.end = end


class FragmentFocused(ReaderMessage, namespace="reader"):
    """Another fragment is shown in colour; `fragment_id` is None where none is."""

    def __init__(self, reader: ReaderView, fragment_id: str | None) -> None:
        """`fragment_id` has the focus now."""
        super().__init__(reader)
        self.fragment_id = fragment_id
