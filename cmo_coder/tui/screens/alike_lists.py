"""Lists of what is alike, with the reasons: fragments like the words at the caret, codes like one code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList, Static

from cmo_coder.messages import N_, _
from cmo_coder.model.codes import Code
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.realist.quoting import quoted
from cmo_coder.realist.words import word
from cmo_coder.store.study import coders_of
from cmo_coder.tui.screens.dialogs import Dialog
from cmo_coder.tui.widgets.line_list import Line, LineList

if TYPE_CHECKING:
    from cmo_coder.store.project import Project
    from cmo_coder.suggest.alike import AlikeFragment, CodeLikeness
    from cmo_coder.tui.app import CmoApp

LEAD = 5


class AlikeDialog(Dialog[str]):
    """A list to choose from; gives the id of the line that was chosen, or "words ID" for the words behind it."""

    DEFAULT_CSS = """
    AlikeDialog > .dialog { width: 100; }
    AlikeDialog LineList { height: auto; max-height: 70vh; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("l", "words", show=False)]
    OWN_KEYS = (
        (N_("up down, j k"), N_("another line")),
        ("enter", N_("do what the line below the list says")),
        ("l", N_("the words behind the line under the cursor")),
    )
    ESCAPE = N_("back, without doing anything")

    def __init__(self, title: str, lines: Sequence[Line], keys: str, *, with_words: bool = False) -> None:
        """`with_words`: `l` asks for the words behind a line."""
        super().__init__()
        self._title, self._lines, self._keys, self._with_words = title, lines, keys, with_words

    def compose(self) -> ComposeResult:
        """Title, lines, what to press."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="question", markup=False)
            yield LineList(id="alike")
            yield Label(self._keys, classes="dim", markup=False)

    def on_mount(self) -> None:
        """The lines."""
        found = self.query_one(LineList)
        found.show(self._lines)
        found.focus()

    def action_words(self) -> None:
        """The words behind a line."""
        line = self.query_one(LineList).line
        if self._with_words and line is not None:
            self.dismiss(f"words {line.id}")

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        line = self.query_one(LineList).line
        if line is not None:
            self.dismiss(line.id)


def _percent(likeness: float) -> Content:
    return Content.styled(f"{likeness:>4.0%} ", "dim")


def show_fragments(app: CmoApp, found: Sequence[AlikeFragment], codes: Mapping[str, Code], about: str) -> None:
    """Show fragments like some words: enter goes to them in their transcript."""
    assert app.session is not None
    if not found:
        app.tell(_("No coded fragment looks like these words."))
        return
    fragments, who = _fragments(app.session.project, [one.id for one in found])
    lines = []
    for one in found:
        if one.id not in fragments:
            continue
        names = ", ".join(sorted(codes[code].name for code in one.codes if code in codes))
        reason = _("words: {words}").format(words=", ".join(one.words)) if one.words else ""
        text = Content.assemble(
            f"“{quoted(fragments[one.id])}”\n", (names, "bold"), (f"  {who[one.id]}  {reason}", "dim")
        )
        lines.append(Line(one.id, text, lead=_percent(one.likeness), indent=LEAD))

    def chosen(fragment_id: str | None) -> None:
        if fragment_id is not None:
            from cmo_coder.tui.screens.quotes import read_fragment  # which comes with the study read as a whole

            read_fragment(app, fragments[fragment_id])

    title = _("Fragments like “{words}”").format(words=about)
    app.push_screen(AlikeDialog(title, lines, _("enter: read it in the transcript · esc: back")), chosen)


def _fragments(project: Project, ids: Sequence[str]) -> tuple[dict[str, Fragment], dict[str, str]]:
    """Fragments by id, and who coded each."""
    names = {one.id: one.name for one in coders_of(project)}
    who: dict[str, dict[str, None]] = {id_: {} for id_ in ids}
    with project.read() as reading:
        fragments = {one.id: one for one in reading.among(Fragment, "id", list(ids))}
        for coding in reading.among(Coding, "fragment_id", list(ids)):
            who[coding.fragment_id][names.get(coding.coder_id or "", "-")] = None
    return fragments, {id_: ", ".join(found) for id_, found in who.items()}


def code_lines(found: Sequence[CodeLikeness], codes: Mapping[str, Code]) -> list[Line]:
    """Codes like one, each with the reasons."""
    lines = []
    for one in found:
        reasons = [_("names {share}").format(share=f"{one.names:.0%}")] if one.names >= 0.6 else []
        if one.definitions is not None:
            reasons.append(_("definitions {share}").format(share=f"{one.definitions:.0%}"))
        if one.fragments is not None:
            reasons.append(_("fragments {share}").format(share=f"{one.fragments:.0%}"))
        if one.both:
            reasons.append(_("{n} fragments carry both").format(n=one.both))
        if one.words:
            reasons.append(_("words: {words}").format(words=", ".join(one.words)))
        code = codes[one.code]
        text = Content.assemble((code.name, "bold"), f"  {word(code.type)}\n", (" · ".join(reasons), "dim"))
        lines.append(Line(one.code, text, lead=_percent(one.likeness), indent=LEAD))
    return lines
