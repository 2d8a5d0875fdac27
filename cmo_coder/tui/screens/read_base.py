"""What the acts of the reading screen stand on: the document, its codes and fragments, and the words that are meant."""

from __future__ import annotations

from collections.abc import Set
from contextlib import AbstractContextManager

from cmo_coder.model.canonical import Role
from cmo_coder.model.cases import Respondent
from cmo_coder.model.codes import Code, CodeStatus
from cmo_coder.model.study import Progress, ProgressState
from cmo_coder.realist.profiles import slot_order
from cmo_coder.store.claims import FullClaim
from cmo_coder.store.coded_spans import CodedSpan
from cmo_coder.store.documents import FullDocument
from cmo_coder.store.reading import Reading
from cmo_coder.store.study import coders_of
from cmo_coder.text.spans import Span, trimmed
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.widgets.reader import Reader


class ReadingBase(StudyScreen):
    """The document that is read and what is known of it; `ReadScreen` shows it, the classes between act on it."""

    def __init__(self) -> None:
        super().__init__()
        self.document: FullDocument | None = None
        self.codes: dict[str, Code] = {}
        self.fragments: dict[str, CodedSpan] = {}
        self.open_claim: FullClaim | None = None
        self.claim_opened = False
        self.recent: list[str] = []
        self.hide_others = False
        self.said: tuple[str, str] | None = None
        """The coding made last, by id, and what is said of it for as long as the caret stays at it."""
        self._coders: dict[str, str] = {}
        self._coders_here: set[str] = set()

    @property
    def reader(self) -> Reader:
        """The transcript."""
        return self.query_one(Reader)

    def show_fragment(self, fragment_id: str) -> None:
        """Show one fragment as it is in the project now."""
        raise NotImplementedError  # ReadScreen does it

    def show_place(self) -> None:
        """Show the claim and the codes at the caret."""
        raise NotImplementedError  # ReadScreen does it

    def words_first(self) -> AbstractContextManager[None]:
        """What is done within is seen in the transcript first; what stands beside it follows in the frame after."""
        raise NotImplementedError  # ReadScreen does it

    def count_later(self) -> None:
        """Bring the numbers of the codebook up to date when no key has come for a moment."""
        raise NotImplementedError  # ReadScreen does it

    def shown_is_up_to_date(self) -> None:
        """Say that what was changed is on the screen already."""
        raise NotImplementedError  # ReadScreen does it

    def hidden_coders(self) -> set[str]:
        """The coders whose work is not shown: all others when asked for."""
        return self.hidden_among(self._coders_here)

    def hidden_among(self, coders: Set[str]) -> set[str]:
        """Those of some coders whose work is not shown."""
        coder = self.session.coder
        return set(coders) - {coder.id, ""} if coder is not None and self.hide_others else set()

    def complete(self) -> None:
        """See to it that every code of the document is known."""
        raise NotImplementedError  # ReadScreen does it

    def active_codes(self) -> list[Code]:
        """The codes that are offered while coding."""
        return [code for code in self.codes.values() if code.status is CodeStatus.ACTIVE]

    def pseudonyms(self) -> dict[str, str]:
        """The pseudonyms of the respondents, by id."""
        with self.session.project.read() as reading:
            return pseudonyms_in(reading)

    def is_finished(self) -> bool:
        """Whether this coder has finished this document."""
        with self.session.project.read() as reading:
            return self.is_finished_in(reading)

    def is_finished_in(self, reading: Reading) -> bool:
        """The same, within a reading."""
        coder, document = self.session.coder, self.document
        if coder is None or document is None:
            return False
        of = {"document_id": document.document.id, "coder_id": coder.id}
        return any(one.state is ProgressState.FINISHED for one in reading.all(Progress, **of))

    @property
    def slot_order(self) -> tuple[Role, ...]:
        """The slots as the study's profile orders them."""
        return slot_order(self.session.study.profile)

    def coder_name(self, coder_id: str | None) -> str:
        """The name of a coder."""
        if coder_id is not None and coder_id not in self._coders:
            self._coders = {coder.id: coder.name for coder in coders_of(self.session.project)}
        return self._coders.get(coder_id or "", "-")

    def marked(self) -> Span | None:
        """The words that are meant: the selection without white space around it, or the sentence at the caret."""
        assert self.document is not None
        start, end = self.reader.selection or self.reader.sentence_at(self.reader.caret)
        return trimmed(self.document.text, Span(start, end)) if start < end else None

    def lines_of(self, words: Span) -> range:
        """The lines of the screen on which words stand; none where they are out of sight."""
        lines = self.reader.lines_of(words.start, words.end)
        top = self.reader.content_region.y
        return range(lines.start + top, lines.stop + top)

    def _focused(self) -> str | None:
        focused = self.reader.focused_fragment
        if focused is not None:
            return focused.id
        here = self.reader.fragments_at(self.reader.caret)
        return here[0].id if here else None


def pseudonyms_in(reading: Reading) -> dict[str, str]:
    """The pseudonyms of the respondents, by id."""
    return {one.id: one.pseudonym for one in reading.all(Respondent)}
