"""Pseudonimiseren: the names that were found, each with all its places; choose, look over, replace, go back."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import OptionList, Static
from textual.worker import get_current_worker

from cmo_coder.ingest.source import Stopped
from cmo_coder.messages import N_, _, ngettext
from cmo_coder.names.value import LABELS, LIKELY, Kind
from cmo_coder.store.name_choices import Choice, Choices, choices_of, choose, keep_place
from cmo_coder.store.name_proposals import Found, Proposed, accept, find_names, with_choices
from cmo_coder.tui.background import behind
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import AskText, Pick
from cmo_coder.tui.screens.dialogs import Choice as Option
from cmo_coder.tui.screens.pseudonymise_acts import PseudonymiseActs
from cmo_coder.tui.screens.pseudonymise_lines import name_line, place_lines
from cmo_coder.tui.widgets.line_list import Line, LineList

WIDE = 110
"""From this width on the places stand beside the names."""

OPEN, DOUBTFUL = "open", "doubtful"
"""Filters beside the kinds: what is not chosen yet, and what a person should look at."""


class PseudonymiseScreen(PseudonymiseActs, StudyScreen):
    """Decides about names, one by one."""

    ID = "pseudonymise"
    TITLE_TEXT = N_("Pseudonymise")
    HELP = N_(
        "What may tell who is meant, a line for each: people with all they are called, places, numbers, dates. a "
        "replaces, x leaves it, N never asks again, c changes what comes in its place, v makes it the same as another. "
        "Tab goes to the places; there x leaves one place as it is. A question mark asks you to look. Nothing changes "
        "until w: then names are replaced in every transcript, note and log, and only the key (z) brings them back."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("pseudonymise.accept", N_("Replace"), N_("Replace this name everywhere"), footer=True),
        Command(
            "pseudonymise.leave",
            N_("Let stand"),
            N_("Leave this name (in the list of places: this place)"),
            footer=True,
        ),
        Command(
            "pseudonymise.apply", N_("Replace all"), N_("See what changes, then replace what was chosen"), footer=True
        ),
        Command("pseudonymise.back", N_("Names back"), N_("Bring the names back with the key"), footer=True),
        Command(
            "pseudonymise.likely", N_("All likely"), N_("Replace all that is likely and not chosen yet"), footer=True
        ),
        Command("pseudonymise.change", N_("Change"), N_("Change what comes in its place"), footer=True),
        Command("pseudonymise.never", N_("Never"), N_("This is no name: never ask again in this study"), footer=True),
        Command("pseudonymise.places", N_("Places"), N_("Go to the places of this name"), footer=True),
        Command("pseudonymise.filter", N_("Filter"), N_("Only one kind, or what is not chosen yet"), footer=True),
        Command("pseudonymise.same", N_("Same as"), N_("The same person or place as another name")),
        Command("pseudonymise.undecided", N_("Undecided"), N_("Take the choice back")),
        Command("pseudonymise.names", N_("Names"), N_("Go to the names")),
        Command(
            "pseudonymise.own", N_("Own list"), N_("Load your own list: a name a line, after a tab what replaces it")
        ),
        Command("pseudonymise.known", N_("Earlier key"), N_("Take names and replacements from an earlier key")),
        Command("pseudonymise.look", N_("Look again"), N_("Look for names once more, or stop looking")),
        Command("pseudonymise.read", N_("Read there"), N_("Read the transcript at this place")),
        Command("pseudonymise.residue", N_("Residue"), N_("What may still tell who is meant"), footer=True),
        Command("pseudonymise.withdraw", N_("Withdraw"), N_("Delete a respondent who withdrew consent, for good")),
    )
    DEFAULT_CSS = """
    PseudonymiseScreen #status { height: auto; padding: 0 1; color: $foreground 70%; }
    PseudonymiseScreen #lists { height: 1fr; layout: vertical; }
    PseudonymiseScreen #names { height: 1fr; }
    PseudonymiseScreen #places { height: 1fr; border-top: solid $panel; }
    PseudonymiseScreen.-wide #lists { layout: horizontal; }
    PseudonymiseScreen.-wide #names { width: 52; height: 100%; }
    PseudonymiseScreen.-wide #places { width: 1fr; height: 100%; border-top: none; border-left: solid $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: Found | None = None
        self.busy = ""
        self._version = -1
        self._filter = ""
        self._by_id: dict[str, Proposed] = {}

    def compose_body(self) -> ComposeResult:
        """How far it is, the names, and the places of one of them."""
        yield Static(id="status", markup=False)
        with Container(id="lists"):
            yield LineList(id="names")
            yield LineList(id="places")

    @property
    def names(self) -> LineList:
        """The list of names."""
        return self.query_one("#names", LineList)

    @property
    def places(self) -> LineList:
        """The list of places."""
        return self.query_one("#places", LineList)

    def on_resize(self) -> None:
        """Beside each other where there is room."""
        self.set_class(self.size.width >= WIDE, "-wide")

    # Looking for names, behind the screen

    def refresh_data(self) -> None:
        """Look again when the study has changed."""
        version = self.session.project.data_version()
        if self.found is None or version != self._version:
            self._version = version
            self.look()
        else:
            self.show_names()

    def look(self) -> None:
        """Look for names in a worker: a large study takes a while."""
        self.busy = self.busy or _("Looking for names…")
        self._show_status()
        project, known = self.session.project, self.found.known if self.found else ()

        def told(done: int, of: int) -> None:
            worker = get_current_worker()
            if worker.is_cancelled:
                raise Stopped
            words = _("Looking for names… {n}% (R stops)").format(n=100 * done // of)
            # Stopped between asking and showing: then nothing is under way any more.
            self.app.call_from_thread(lambda: None if worker.is_cancelled else self.show_progress(words))

        def work() -> None:
            try:
                found = find_names(project, known=known, progress=told)
            except Stopped:
                return
            self.app.call_from_thread(self._looked, found)

        behind(self, work, N_("The names were not looked for"), self._failed, group="names")

    def _is_looking(self) -> bool:
        return any(one.group == "names" and one.is_running for one in self.workers)

    def do_look(self) -> None:
        """Stop looking, or look once more."""
        if not self.busy:
            self.look()
            return
        self.workers.cancel_group(self, "names")
        self.busy = ""
        self._show_status()
        self.refresh_footer()

    def _looked(self, found: Found) -> None:
        # What was chosen while this was being looked for stays chosen.
        self.busy, self.found = "", with_choices(found, choices_of(self.session.project))
        if self.is_mounted:
            self.show_names()
            self.refresh_footer()

    # Showing

    def show_names(self, at: str | None = None) -> None:
        """The names that the filter lets through; the cursor stays, or goes to `at`."""
        if self.found is None:
            return
        shown = [one for one in self.found.proposed if self._passes(one)]
        self._by_id = {one.names[0]: one for one in shown}
        self.names.show([name_line(one) for one in shown], at)
        if self.focused is None:
            self.names.focus()
        self._show_places()
        self._show_status()

    def _passes(self, one: Proposed) -> bool:
        if self._filter == OPEN:
            return one.choice is None
        if self._filter == DOUBTFUL:
            return one.proposal.score < LIKELY or not all(place.sure for place in one.proposal.places)
        return not self._filter or one.proposal.kind.value == self._filter

    def _show_status(self) -> None:
        if self.busy or self.found is None:
            self.query_one("#status", Static).update(self.busy or _("Stopped looking for names; R looks again."))
            return
        everything = self.found.proposed
        chosen = sum(one.choice is not None for one in everything)
        replaced = sum(one.choice is Choice.ACCEPT for one in everything)
        likely = sum(one.choice is None and one.proposal.score >= LIKELY for one in everything)
        parts = [
            _("{chosen} of {all} chosen, {replaced} to be replaced").format(
                chosen=chosen, all=len(everything), replaced=replaced
            )
        ]
        if likely:
            parts.append(_("{n} likely ones not chosen yet (A: all of them)").format(n=likely))
        elif replaced:
            parts.append(_("w: look it over and replace"))
        if self._filter:
            parts.append(_("filter: {name}").format(name=self._filter_name()))
        if not everything:
            parts = [_("No names were found. Your own list (e) may know more.")]
        self.query_one("#status", Static).update(" · ".join(parts))

    def _filter_name(self) -> str:
        if self._filter in (OPEN, DOUBTFUL):
            return _("not chosen yet") if self._filter == OPEN else _("doubtful")
        return _(LABELS[Kind(self._filter)])

    @property
    def current(self) -> Proposed | None:
        """The name under the cursor."""
        line = self.names.line
        return None if line is None else self._by_id.get(line.id)

    @on(OptionList.OptionHighlighted, "#names")
    def _moved(self) -> None:
        self._show_places()
        self.refresh_footer()

    def _show_places(self) -> None:
        one, found = self.current, self.found
        lines: list[Line] = [] if one is None or found is None else place_lines(found, one)
        self.places.show(lines)

    def context_text(self) -> str:
        """Of which study."""
        return ""

    def go_to_top(self) -> None:
        """The first name."""
        self.names.action_first()

    def why_not(self, command_id: str) -> str:
        """Most needs a name, and nothing else going on."""
        act = command_id.partition(".")[2]
        if act == "look":
            return "" if self._is_looking() or not self.busy else self.busy
        if self.busy:
            return self.busy
        if act in ("accept", "leave", "never", "change", "undecided", "same", "places") and self.current is None:
            return _("There is no name under the cursor.")
        if act == "apply" and (self.found is None or not self.found.names_to_replace()):
            return _("No name is accepted yet.")
        if act == "likely" and not self._likely():
            return _("Nothing likely is left to choose.")
        return ""

    # Choosing

    def _likely(self) -> list[Proposed]:
        everything = () if self.found is None else self.found.proposed
        return [one for one in everything if one.choice is None and one.proposal.score >= LIKELY]

    def _chosen(self, choices: Choices, *, on: bool = True) -> None:
        """Show the new choices and go to the next name that is open."""
        assert self.found is not None
        line = self.names.line
        ids = [one.id for one in self.names.lines]
        self.found = with_choices(self.found, choices)
        following = None
        if on and line is not None:
            rest = ids[ids.index(line.id) + 1 :]
            undecided = {one.names[0] for one in self.found.proposed if one.choice is None}
            following = next((id_ for id_ in rest if id_ in undecided), None)
        self.show_names(following)
        self.refresh_footer()

    def _choose(self, choice: Choice | None, *, on: bool = True) -> None:
        one = self.current
        assert one is not None
        self._chosen(choose(self.session.project, one.names, one.proposal.kind, choice), on=on)

    def do_accept(self) -> None:
        """Replace this name."""
        one, found = self.current, self.found
        assert one is not None and found is not None
        if self.focused is self.places and self._place(keep=False):
            return
        self._chosen(accept(self.session.project, found, [one]))

    def do_leave(self) -> None:
        """Leave this name, or one place of it."""
        if self.focused is self.places and self._place(keep=True):
            return
        self._choose(Choice.REJECT)

    def _place(self, *, keep: bool) -> bool:
        """Leave the place under the cursor as it is, or not any more; False where it is in no transcript."""
        assert self.found is not None
        line = self.places.line
        if line is None or not line.about[0]:
            return False
        choices = keep_place(self.session.project, line.about[0], int(line.about[1]), keep=keep)
        self.found = with_choices(self.found, choices)
        self._show_places()
        self.places.go_to(line.id)
        return True

    def do_never(self) -> None:
        """No name at all."""
        self._choose(Choice.NEVER)

    def do_undecided(self) -> None:
        """Take the choice back."""
        self._choose(None, on=False)

    def do_likely(self) -> None:
        """All that is likely."""
        assert self.found is not None
        likely = self._likely()
        self._chosen(accept(self.session.project, self.found, likely), on=False)
        self.cmo.tell(ngettext("{n} name chosen", "{n} names chosen", len(likely)).format(n=len(likely)))

    def do_change(self) -> None:
        """Another replacement."""
        one = self.current
        assert one is not None

        def given(words: str | None) -> None:
            if words is not None:
                project = self.session.project
                self._chosen(choose(project, one.names, one.proposal.kind, Choice.ACCEPT, words.strip()))

        question = _("What comes in the place of {name}?").format(name=" / ".join(one.names))
        self.cmo.push_screen(AskText(question, one.replacement, needed=True), given)

    def do_same(self) -> None:
        """The replacement of another name."""
        one, found = self.current, self.found
        assert one is not None and found is not None
        others = [other for other in found.proposed if other is not one and other.choice is Choice.ACCEPT]
        if not others:
            self.cmo.tell(_("First choose the other name (a)."))
            return
        options = [Option(str(nr), other.names[0], other.replacement, other.names) for nr, other in enumerate(others)]

        def chosen(value: str | None) -> None:
            if value is not None:
                same = others[int(value)].replacement
                self._chosen(choose(self.session.project, one.names, one.proposal.kind, Choice.ACCEPT, same))

        question = _("{name} is the same as …").format(name=one.names[0])
        self.cmo.push_screen(Pick(question, options), chosen)

    def do_filter(self) -> None:
        """One kind, or what is open."""
        kinds = dict.fromkeys(one.proposal.kind for one in (self.found.proposed if self.found else ()))
        options = [
            Option("", _("Everything")),
            Option(OPEN, _("not chosen yet")),
            Option(DOUBTFUL, _("doubtful")),
            *(Option(kind.value, _(LABELS[kind])) for kind in kinds),
        ]

        def chosen(value: str | None) -> None:
            if value is not None:
                self._filter = value
                self.show_names()

        self.cmo.push_screen(Pick(_("Which names?"), options), chosen)

    # Moving

    def do_places(self) -> None:
        """To the places."""
        self.places.focus()

    def do_names(self) -> None:
        """To the names."""
        self.names.focus()

    def do_read(self) -> None:
        """Read on at the place under the cursor."""
        from cmo_coder.tui.screens.read import ReadScreen

        line = self.places.line
        source = None if self.found is None or line is None else self.found.sources.get(line.about[0])
        if line is None or source is None or source.document_id is None:
            self.cmo.tell(_("This place is in no transcript."))
            return
        screen = self.cmo.show("read")
        assert isinstance(screen, ReadScreen)
        screen.open_document(source.document_id, int(line.about[1]))
