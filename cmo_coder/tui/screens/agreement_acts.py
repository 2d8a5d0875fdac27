"""Settling differences on the agreement screen: a decision, its reason, a note for the codebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cmo_coder.agreement.coding import normalised
from cmo_coder.messages import _, ngettext
from cmo_coder.model.adjudication import Choice, DisagreementKind
from cmo_coder.realist.agreement import Agreement
from cmo_coder.store.adjudication import OF_CLAIMS, Slots, codes_of_case, settle, unsettle
from cmo_coder.store.codes import codes_of
from cmo_coder.store.disagreement import Disagreement, Place
from cmo_coder.store.memos import add_memo
from cmo_coder.tui.screens.agreement_claim import ask_slots
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import AskText, Confirm, Pick
from cmo_coder.tui.screens.dialogs import Choice as Offered


class SettlingScreen(StudyScreen):
    """The acts on the difference under the cursor."""

    found: Agreement | None = None

    def current(self) -> Disagreement | None:
        """The difference under the cursor."""
        raise NotImplementedError

    def shown(self) -> Sequence[Disagreement]:
        """The differences on the screen."""
        raise NotImplementedError

    def go_on(self, key: str) -> None:
        """Show the list again, with the cursor on the next open difference after this one."""
        raise NotImplementedError

    def do_first(self) -> None:
        """As the first coder has it."""
        self._as(0)

    def do_second(self) -> None:
        """As the second coder has it."""
        self._as(1)

    def do_third(self) -> None:
        """As the third coder has it; of two coders another decision."""
        one = self.current()
        if one is not None and not one.is_joint:
            self.do_other()
        else:
            self._as(2)

    def do_fourth(self) -> None:
        """As the fourth coder has it."""
        self._as(3)

    def do_fifth(self) -> None:
        """As the fifth coder has it."""
        self._as(4)

    def do_sixth(self) -> None:
        """As the sixth coder has it."""
        self._as(5)

    def _as(self, at: int) -> None:
        """As one of the coders has it, by number from 0."""
        one = self.current()
        if one is None or at >= len(one.sides):
            self.cmo.tell(_("There is no coder with this number here."))
        elif one.is_joint:
            self._with_reason(Choice.FIRST, side=at)
        else:
            self._with_reason(Choice.SECOND if at else Choice.FIRST)

    def do_open(self) -> None:
        """Keep it for discussion."""
        self._with_reason(Choice.OPEN)

    def _with_reason(
        self, choice: Choice, marks: Sequence[Place] = (), slots: Slots = (), side: int | None = None
    ) -> None:
        one = self.current()
        if one is None:
            return

        def given(reason: str | None) -> None:
            if reason is not None:
                with self.cmo.errors_shown():
                    settle(self.session.project, [one], choice, reason, marks=marks, slots=slots, side=side)
                    self.go_on(one.key)

        question = _("Why? It goes into the decision log (enter: no reason)")
        if choice is Choice.OPEN:
            question = _("What is there to discuss? (enter: nothing yet)")
        self.cmo.push_screen(AskText(question, one.settled.reason if one.settled else ""), given)

    def do_other(self) -> None:
        """Another decision: both, neither, or another code or other words."""
        one = self.current()
        if one is None:
            return
        one_code = len(codes_of_case(one)) == 1
        if one.is_joint:
            offers = [
                Offered("both", _("All: what any of them has") if one_code else _("All codes")),
                Offered("neither", _("None of them: nothing here")),
            ]
        else:
            offers = [
                Offered("both", _("Both: what either has") if one_code else _("Both codes")),
                Offered("neither", _("Neither: nothing here")),
            ]
        if one.kind not in OF_CLAIMS:
            if all(len(side.places) == 1 for side in one.sides):
                common = _("Only the words that all marked") if one.is_joint else _("Only the words that both marked")
                offers.append(Offered("common", common))
            offers.append(Offered("code", _("Another code …")))
        else:
            offers = [
                Offered(
                    "both", _("All claims, each for itself") if one.is_joint else _("Both claims, each for itself")
                ),
                offers[1],
                Offered("new", _("Another claim (its slots)")),
            ]

        def chosen(value: str | None) -> None:
            match value:
                case "both":
                    self._with_reason(Choice.BOTH)
                case "neither":
                    self._with_reason(Choice.NEITHER)
                case "new":
                    ask_slots(
                        self.cmo, self.session.project, one, lambda slots: self._with_reason(Choice.NEW, (), slots)
                    )
                case "common":
                    places = [side.places[0] for side in one.sides]
                    common = (max(start for start, _e, _c in places), min(end for _s, end, _c in places))
                    if common[0] >= common[1]:
                        self.cmo.tell(_("There are no words that all of them marked."))
                        return
                    self._pick_code(codes_of_case(one), [common])
                case "code":
                    places = [place for side in one.sides for place in side.places]
                    self._pick_code(None, normalised([(start, end) for start, end, _code in places], 2**62))

        self.cmo.push_screen(Pick(_("What should it be?"), offers), chosen)

    def _pick_code(self, among: Sequence[str] | None, spans: Sequence[tuple[int, int]]) -> None:
        """Ask which code these words get, where there is something to choose."""

        def give(code: str | None) -> None:
            if code is not None:
                self._with_reason(Choice.NEW, [(start, end, code) for start, end in spans])

        if among is not None and len(among) == 1:
            give(among[0])
            return
        codes = [code for code in codes_of(self.session.project) if among is None or code.id in among]
        offers = [Offered(code.id, code.name, code.definition, code.aliases) for code in codes]
        self.cmo.push_screen(Pick(_("Which code?"), offers), give)

    def do_take_back(self) -> None:
        """Take a decision back."""
        one = self.current()
        if one is not None and one.settled is not None:
            unsettle(self.session.project, one)
            self.show_all()

    def do_widest(self) -> None:
        """Settle every open difference of boundaries on the screen at once: what either has."""
        boundaries = [one for one in self.shown() if one.is_open and one.kind is DisagreementKind.BOUNDARY]
        if not boundaries:
            self.cmo.tell(_("No open difference is one of boundaries only."))
            return
        n = len(boundaries)
        question = ngettext(
            "Settle {n} difference of boundaries only: the widest, what either coder has?",
            "Settle {n} differences of boundaries only: the widest, what either coder has?",
            n,
        ).format(n=n)

        def answered(yes: bool | None) -> None:
            if yes:
                with self.cmo.errors_shown():
                    settle(self.session.project, boundaries, Choice.BOTH, _("Boundaries only: the widest"))
                    self.show_all()

        self.cmo.push_screen(Confirm(question), answered)

    def do_note(self) -> None:
        """A note for the codebook, on the codes in dispute."""
        one = self.current()
        if one is None:
            return
        known = {code.id: code.name for code in codes_of(self.session.project)}
        on = [("code", code) for code in codes_of_case(one) if code in known]
        if not on:
            self.cmo.tell(_("There is no single code here to write a note on."))
            return
        names = " · ".join(known[code] for _table, code in on)
        self._ask(
            _("Note for the codebook on: {codes}").format(codes=names),
            lambda words: add_memo(self.session.project, words, on),
        )

    def _ask(self, question: str, act: Callable[[str], object]) -> None:
        def given(words: str | None) -> None:
            if words and words.strip():
                with self.cmo.errors_shown():
                    act(words)
                    self.cmo.tell(_("Memo written"))

        self.cmo.push_screen(AskText(question, lines=True), given)
