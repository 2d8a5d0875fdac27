"""A small document for tests of the reader, an app that shows it, and its screen as plain text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from cmo_coder.tui.widgets.reader import Reader
from cmo_coder.tui.widgets.reader_messages import ReaderMessage
from cmo_coder.tui.widgets.reader_value import ReaderFragment, ReaderTurn

SCRIPT = (
    ("Interviewer", "I", "Hoe is het begonnen?"),
    ("Respondent 1", "R1", "Nou, mijn buurvrouw kwam langs. Ze vroeg of ik mee ging wandelen. Dat deed ik toen maar."),
    ("Interviewer", "I", "En toen?"),
    ("Respondent 1", "R1", "Toen leerde ik de anderen kennen. Daar kreeg ik vertrouwen door, en ik sliep beter."),
)


def script(spoken: Sequence[tuple[str, str, str]] = SCRIPT) -> tuple[str, tuple[ReaderTurn, ...]]:
    """Return a transcript and its turns, from (speaker, label, words)."""
    text, turns = "", []
    for number, (speaker, label, words) in enumerate(spoken, 1):
        start = len(text)
        text += f"{label}: {words}"
        turns.append(
            ReaderTurn(start, len(text), speaker, label == "I", f"00:0{number % 10}", number, start + len(label) + 2)
        )
        text += "\n\n"
    return text, tuple(turns)


TEXT, TURNS = script()


def coded(
    quote: str, family: str = "C", name: str = "", identity: str = "", text: str = TEXT, colour: str | None = None
) -> ReaderFragment:
    """Return a fragment on the first place where `quote` stands in `text`."""
    start = text.index(quote)
    return ReaderFragment(identity or quote, start, start + len(quote), (name or quote,), family, colour, "A")


FRAGMENTS = (
    coded("mijn buurvrouw kwam langs", "I", "langskomen", "visit"),
    coded("buurvrouw", "theme", "buurt", "neighbour"),
    coded("Ze vroeg of ik mee ging wandelen", "M_res", "uitnodiging", "invitation"),
    coded("kreeg ik vertrouwen", "M_red", "vertrouwen", "trust"),
    coded("ik sliep beter", "O", "beter slapen", "sleep"),
)


class ReaderApp(App[None]):
    """Shows one reader and keeps what it tells."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.reader

    def on_reader_caret_moved(self, message: Reader.CaretMoved) -> None:
        self.told.append(message)

    def on_reader_selection_changed(self, message: Reader.SelectionChanged) -> None:
        self.told.append(message)

    def on_reader_fragment_focused(self, message: Reader.FragmentFocused) -> None:
        self.told.append(message)


@asynccontextmanager
async def reading(
    text: str = TEXT,
    turns: Sequence[ReaderTurn] = TURNS,
    fragments: Sequence[ReaderFragment] = FRAGMENTS,
    *,
    size: tuple[int, int] = (80, 24),
    caret: int = 0,
    ascii: bool = False,
) -> AsyncIterator[tuple[Reader, Pilot[None]]]:
    """Show a document and give the reader and the pilot of its app."""
    app = ReaderApp(Reader(ascii=ascii))
    async with app.run_test(size=size) as pilot:
        app.reader.load(text, turns, fragments, caret)
        app.reader.focus()
        await pilot.pause()
        yield app.reader, pilot


def told(reader: Reader, kind: type[ReaderMessage]) -> list[ReaderMessage]:
    """Return the messages of one kind that the app has had."""
    app = reader.app
    assert isinstance(app, ReaderApp)
    return [message for message in app.told if isinstance(message, kind)]


def screen_text(reader: Reader) -> list[str]:
    """Return the lines of the screen as plain text, without the space at their ends. The one private call is here."""
    return [strip.text.rstrip() for strip in reader.screen._compositor.render_strips()]
