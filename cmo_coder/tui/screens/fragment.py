"""The details of a fragment: its words, codes, claims and memos. `enter` on a claim opens it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from cmo_coder.messages import N_, _
from cmo_coder.messages.dates import day
from cmo_coder.model.codes import Code
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.realist.quoting import quoted
from cmo_coder.realist.words import word
from cmo_coder.store.claims import claims_of_fragment, full_claims
from cmo_coder.store.documents import full_document_in
from cmo_coder.store.memos import memos_on
from cmo_coder.store.project import Project
from cmo_coder.store.study import coders_of
from cmo_coder.store.wording_places import where_in
from cmo_coder.tui.screens.dialogs import Dialog


class FragmentDetails(Dialog[str]):
    """Shows everything that hangs on a fragment; gives the id of a claim that was chosen."""

    DEFAULT_CSS = """
    FragmentDetails OptionList { height: auto; max-height: 8; border: none; background: $surface; }
    FragmentDetails #words { max-height: 8; overflow-y: auto; margin-bottom: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("t", "places", show=False)]
    ABOUT = N_("What is known of this fragment: where it stands, its codes, claims and memos.")
    OWN_KEYS = (
        ("enter", N_("open the claim under the cursor")),
        ("t", N_("the cells of tables that rest on this quote")),
    )
    ESCAPE = N_("back, without doing anything")

    def __init__(self, project: Project, fragment_id: str) -> None:
        super().__init__()
        self._project = project
        with project.read() as reading:
            self._fragment = reading.get(Fragment, fragment_id)
            full = full_document_in(reading, self._fragment.document_id)
            self._document, self._where = full.document, where_in(full, self._fragment.start)
            codings = reading.all(Coding, order=("at",), fragment_id=fragment_id)
            codes = {code.id: code for code in reading.among(Code, "id", [one.code_id for one in codings])}
            self._claims = full_claims(reading, claims_of_fragment(reading, fragment_id))
        names = {coder.id: coder.name for coder in coders_of(project)}
        self._codes = [
            (codes[one.code_id], names.get(one.coder_id or "", "-"), one.at, one.suggested) for one in codings
        ]

    def compose(self) -> ComposeResult:
        """Words, codes, memos, claims."""
        with Vertical(classes="dialog"):
            yield Static(f"“{quoted(self._fragment)}”", id="words", markup=False)
            yield Static(self._facts(), markup=False)
            options = [
                Option(
                    f"{_('Claim {number}').format(number=one.claim.number)} · {word(one.claim.polarity)} · "
                    + " / ".join(f"{s.slot.role.value} {s.element.label if s.element else '?'}" for s in one.slots),
                    id=one.claim.id,
                )
                for one in self._claims
            ]
            if options:
                yield Static(_("Claims (enter opens one)"), classes="heading", markup=False)
                yield OptionList(*options, markup=False)
            yield Static(_("t: tables that rest on it · esc: back"), classes="dim", markup=False)

    def _facts(self) -> str:
        lines = [f"{self._document.title}, {self._where}", ""]
        for code, coder, at, suggested in self._codes:
            mark = " · " + _("suggested") if suggested else ""
            lines.append(f"{word(code.type)} · {code.name} · {coder} · {day(at)}{mark}")
            if code.definition:
                lines.append(f"    {code.definition}")
        for memo in memos_on(self._project, "fragment", self._fragment.id):
            lines += ["", _("Memo: {text}").format(text=memo.text)]
        return "\n".join(lines)

    def action_places(self) -> None:
        """The cells of all tables that rest on these words."""
        from cmo_coder.tui.app import CmoApp
        from cmo_coder.tui.screens.places import PlacesDialog

        assert isinstance(self.app, CmoApp)
        PlacesDialog.show(self.app, self._fragment.id)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)
