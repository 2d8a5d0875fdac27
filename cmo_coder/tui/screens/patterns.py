"""Demi-regularities: patterns over configurations, with their ground, exceptions, negative cases and searches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.messages.dates import day
from cmo_coder.model.configurations import DemiRegularity
from cmo_coder.realist.duties import limits_not_sought
from cmo_coder.realist.sentences import sentence_in
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.support import vector_of
from cmo_coder.realist.support_words import vector_words
from cmo_coder.realist.words import word
from cmo_coder.store import patterns as acts
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.dialogs import Choice, Confirm, Field, Form
from cmo_coder.tui.screens.pick_many import PickMany
from cmo_coder.tui.screens.two_lists import TwoListScreen
from cmo_coder.tui.widgets.line_list import Line, blank, heading


class PatternsScreen(TwoListScreen):
    """The demi-regularities of the study."""

    ID = "patterns"
    TITLE_TEXT = N_("Demi-regularities")
    TABLE = "demi_regulariteiten"
    FILTERED = True
    EMPTY = N_(
        "No demi-regularity yet.\n\nA demi-regularity is a pattern that you see over several configurations. Press n, "
        "say what the pattern is and what it rests on; then choose its configurations (c) and look for what speaks "
        "against it (x: negative cases, L: log a search)."
    )
    HELP = N_(
        "Left the patterns; right their configurations, cases, exceptions, negative cases and the searches for these. "
        "Whether something is a pattern stays a judgement of people; n records it, with its ground in the decision log."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("patterns.new", N_("New pattern"), N_("Record a pattern, with its ground"), footer=True),
        Command(
            "patterns.configurations", N_("Configurations"), N_("Choose the configurations that show it"), footer=True
        ),
        Command(
            "patterns.negative",
            N_("Negative cases"),
            N_("Choose the configurations that speak against it"),
            footer=True,
        ),
        Command("patterns.search", N_("Log search"), N_("Log a search for negative cases"), footer=True),
        Command("patterns.edit", N_("Edit"), N_("Change description, ground and exceptions"), footer=True),
        Command("patterns.remove", N_("Remove"), N_("Remove the pattern; its configurations stay")),
        Command("patterns.filter", N_("Filter"), N_("Show only what has some words")),
        Command("patterns.write", N_("Write"), N_("Write the patterns to a file")),
    )

    @property
    def demi(self) -> DemiRegularity | None:
        """The pattern under the cursor."""
        kind, id_ = self.about
        return self.snapshot.demi_regularities.get(id_) if kind == "demi_regularity" else None

    @property
    def _demi(self) -> DemiRegularity:
        found = self.demi
        assert found is not None
        return found

    def why_not(self, command_id: str) -> str:
        """All but a new one need a pattern."""
        free = ("patterns.new", "patterns.filter", "patterns.write")
        return "" if command_id in free or self.demi is not None else _("There is no pattern yet (n records one).")

    def left_lines(self) -> Sequence[Line]:
        """The patterns, each with whether anything was looked for against it."""
        lines = []
        for one in self.snapshot.demi_regularities.values():
            links = self.snapshot.configurations_of_demi.get(one.id, ())
            looked = not limits_not_sought(self.snapshot, one)
            n = sum(not link.negative for link in links)
            facts = ngettext("{n} configuration", "{n} configurations", n).format(n=n)
            mark = Content("  ") if looked else Content.styled("? ", "bold $warning")
            text = Content.assemble(one.description, "  ", (facts, "dim"))
            lines.append(Line(one.id, text, lead=mark, indent=2, about=("demi_regularity", one.id)))
        return lines

    def right_lines(self, line: Line | None) -> Sequence[Line]:
        """Everything about a pattern."""
        return list(pattern_lines(self.snapshot, self.demi)) if self.demi is not None else []

    def do_new(self) -> None:
        """Description, ground, exceptions."""
        project = self.session.project

        def save(values: Mapping[str, str]) -> None:
            self._wanted = acts.add_demi(
                project, values["description"], basis=values["basis"], exceptions=values["exceptions"]
            ).id

        self.cmo.push_screen(Form(_("A demi-regularity"), _fields(None), save), self._saved)

    def do_edit(self) -> None:
        """Change what is written."""
        demi, project = self._demi, self.session.project

        def save(values: Mapping[str, str]) -> None:
            acts.edit_demi(project, demi, **values)

        self.cmo.push_screen(Form(_("A demi-regularity"), _fields(demi), save), self._saved)

    def do_configurations(self) -> None:
        """Those that show it."""
        self._choose(negative=False)

    def do_negative(self) -> None:
        """Those that speak against it."""
        self._choose(negative=True)

    def _choose(self, *, negative: bool) -> None:
        demi, snapshot = self._demi, self.snapshot
        links = snapshot.configurations_of_demi.get(demi.id, ())
        own = [link.configuration_id for link in links if link.negative is negative]
        other = [link.configuration_id for link in links if link.negative is not negative]
        choices = [
            Choice(one.id, f"{one.number}  {sentence_in(snapshot, snapshot.version_of(one.id))}", word(one.status))
            for one in snapshot.configurations.values()
            if one.id not in other
        ]

        def chosen(ids: tuple[str, ...] | None) -> None:
            if ids is not None:
                pair = (other, ids) if negative else (ids, other)
                acts.set_demi_configurations(self.session.project, demi, *pair)
                self.show_all()

        question = _("Which are negative cases of it?") if negative else _("Which configurations show it?")
        self.cmo.push_screen(PickMany(question, choices, own), chosen)

    def do_search(self) -> None:
        """What was searched and found."""
        demi, project = self._demi, self.session.project

        def save(values: Mapping[str, str]) -> None:
            acts.log_demi_search(project, demi, values["query"], found=values["found"], date=values["date"])

        fields = [
            Field("query", _("What was searched, and where"), needed=True),
            Field("found", _("What was found (empty: searched, nothing found)")),
            Field("date", _("Date (empty: today)")),
        ]
        self.cmo.push_screen(Form(_("Search for negative cases"), fields, save), self._saved)

    def do_remove(self) -> None:
        """After a yes."""
        demi = self._demi

        def answered(yes: bool | None) -> None:
            if yes:
                acts.remove_demi(self.session.project, demi)
                self.show_all()

        self.cmo.push_screen(Confirm(_("Remove '{name}'? u brings it back.").format(name=demi.description)), answered)

    def _saved(self, _values: object) -> None:
        self.show_all()


def _fields(demi: DemiRegularity | None) -> list[Field]:
    return [
        Field("description", _("What is the pattern?"), demi.description if demi else "", kind="lines", needed=True),
        Field("basis", _("What does it rest on (which question to the data)?"), demi.basis if demi else ""),
        Field("exceptions", _("Exceptions"), demi.exceptions if demi else "", kind="lines"),
    ]


def pattern_lines(snapshot: Snapshot, demi: DemiRegularity) -> Iterator[Line]:
    """Ground, support over the cases, configurations for and against, searches."""
    yield heading("title", demi.description)
    if missing := limits_not_sought(snapshot, demi):
        words = missing + " " + _("(x, L): a pattern without it is a guess")
        yield Line("missing", Content.styled(words, "$warning"), lead=Content.styled("? ", "bold $warning"))
    for name, words in ((_("ground"), demi.basis), (_("exceptions"), demi.exceptions)):
        if words:
            yield Line(f"f-{name}", Content.assemble((f"{name}: ", "dim"), words))
    links = snapshot.configurations_of_demi.get(demi.id, ())
    shown = [link.configuration_id for link in links if not link.negative]
    claims = [
        one.claim_id for id_ in shown for one in snapshot.evidence_of_version.get(snapshot.version_of(id_).id, ())
    ]
    behind = snapshot.fragments_of_claims(claims)
    yield Line("support", vector_words(vector_of(snapshot, claims)), fragments=behind, title=demi.description)
    for negative, title in ((False, _("Shown by")), (True, _("Negative cases"))):
        yield blank(f"b-{negative}")
        yield heading(f"h-{negative}", title)
        own = [link.configuration_id for link in links if link.negative is negative]
        for id_ in own:
            text = Content.assemble(
                (f"{snapshot.configurations[id_].number}", "bold"),
                f"  {sentence_in(snapshot, snapshot.version_of(id_))}",
            )
            yield Line(f"cmo-{negative}-{id_}", text, indent=2, about=("configuration", id_))
        if not own:
            yield Line(f"none-{negative}", Content.styled(_("none yet"), "dim"), indent=2)
    yield blank("b-search")
    yield heading("h-search", _("Searches for negative cases"))
    searches = snapshot.searches_of.get(demi.id, ())
    for one in searches:
        found = one.found or _("searched, nothing found")
        yield Line(f"s-{one.id}", Content.assemble(f"{one.query}  ", (f"{found} · {day(one.date)}", "dim")), indent=2)
    if not searches:
        yield Line("s-none", Content.styled(_("none yet (L logs one)"), "dim"), indent=2)
