"""Veranderverhaal: seven boxes per case with their sources; what cases have in common; the figure on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.messages.dates import day
from cmo_coder.model.stories import StoryBox, StoryItem
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.stories import Overlap, items_in, overlaps, shared_words
from cmo_coder.realist.typologies import typologies
from cmo_coder.realist.words import word
from cmo_coder.store import stories as acts
from cmo_coder.tui.commands import Command, commands
from cmo_coder.tui.screens.dialogs import AskText, Choice, Confirm, Field, Form, Pick
from cmo_coder.tui.screens.pick_many import PickMany
from cmo_coder.tui.screens.two_lists import TwoListScreen
from cmo_coder.tui.widgets.line_list import Line, blank, heading

NEEDS_ITEM = frozenset(f"stories.{name}" for name in ("edit", "sources", "higher", "lower", "remove"))


class StoriesScreen(TwoListScreen):
    """The change stories of the cases."""

    ID = "stories"
    TITLE_TEXT = N_("Change stories")
    TABLE = "veranderverhaal"
    EMPTY = N_("There are no cases yet.\n\nAdd the regions or organisations of the study first (F9, section Cases).")
    HELP = N_(
        "Left the seven boxes of every case with how many items they hold, and what cases have in common; right the "
        "items. a adds an item, s says on which words it rests, K and J move it. f writes the figure of a case (Word "
        "or HTML), w the table of all cases. t gives an ordered attribute its steps."
    )
    BINDINGS: ClassVar[list[BindingType]] = commands(
        Command("stories.add", N_("Add item"), N_("Put an item in the box under the cursor"), footer=True),
        Command("stories.edit", N_("Edit"), N_("Change words or box of the item"), footer=True),
        Command("stories.sources", N_("Sources"), N_("Choose the words that the item rests on"), footer=True),
        Command("stories.figure", N_("Figure"), N_("Write the change story of this case as a page"), footer=True),
        Command("stories.higher", N_("Up"), N_("Move the item up in its box")),
        Command("stories.lower", N_("Down"), N_("Move the item down in its box")),
        Command("stories.remove", N_("Remove"), N_("Take the item out")),
        Command("stories.scale", N_("Scale"), N_("Give an attribute of cases its steps from low to high")),
        Command("stories.filter", N_("Filter"), N_("Show only what has some words")),
        Command("stories.write", N_("Write"), N_("Write the table of all cases to a file"), footer=True),
    )

    def left_lines(self) -> Sequence[Line]:
        """The boxes of every case; the overlaps; the typologies."""
        snapshot = self.snapshot
        lines: list[Line] = []
        for case in snapshot.top_cases:
            lines.append(heading(f"h-{case.id}", case.name))
            for box in StoryBox:
                n = sum(not item.lead for item in items_in(snapshot, case.id, box))
                text = Content.assemble(word(box), "  ", (str(n) if n else "·", "dim"))
                lines.append(Line(f"{case.id}:{box.value}", text, indent=2, about=("box", f"{case.id}:{box.value}")))
        found = overlaps(snapshot)
        if found:
            lines += [blank("b-overlap"), heading("h-overlap", _("In common ({n})").format(n=len(found)))]
            for nr, one in enumerate(found):
                told = f"{len(one.cases)}/{len(snapshot.top_cases)}"
                text = Content.assemble(
                    one.ground or ", ".join(shared_words(snapshot, one)), "  ", (f"{word(one.box)} {told}", "dim")
                )
                lines.append(Line(f"overlap-{nr}", text, indent=2, about=("overlap", str(nr))))
        scales = typologies(snapshot)
        if scales:
            lines += [blank("b-scale"), heading("h-scale", _("Ordered attributes"))]
        for one_scale in scales:
            lines.append(Line(f"scale-{one_scale.key}", one_scale.key, indent=2, about=("scale", one_scale.key)))
        return lines

    def right_lines(self, line: Line | None) -> Sequence[Line]:
        """The items of a box, of an overlap, or a scale."""
        kind, id_ = self.about
        if self.box is not None:
            return list(box_lines(self.snapshot, *self.box))
        if kind == "overlap":
            return list(overlap_lines(self.snapshot, overlaps(self.snapshot)[int(id_)]))
        if kind == "scale":
            return list(scale_lines(self.snapshot, id_))
        return []

    @property
    def box(self) -> tuple[str, StoryBox] | None:
        """Case and box under the cursor."""
        kind, id_ = self.about
        if kind != "box":
            return None
        case_id, _colon, box = id_.rpartition(":")
        return case_id, StoryBox(box)

    @property
    def item(self) -> StoryItem | None:
        """The item under the cursor at the right, or the only one of the box."""
        line = self.right.line if self.right.has_focus else None
        if line is not None and line.about[0] == "story_item":
            return self.snapshot.story_items.get(line.about[1])
        return None

    @property
    def _item(self) -> StoryItem:
        found = self.item
        assert found is not None
        return found

    def why_not(self, command_id: str) -> str:
        """An item is added to a box; the other acts need an item at the right."""
        if command_id in ("stories.add", "stories.figure") and self.box is None:
            return _("Put the cursor on a box of a case first.")
        if command_id in NEEDS_ITEM and self.item is None:
            return _("Go to an item at the right first (enter or tab).")
        if command_id == "stories.scale" and not self.snapshot.case_attributes:
            return _("The cases have no attributes yet (F9).")
        return ""

    def open_line(self, line: Line) -> None:
        """An item without sources says how to give it some."""
        if line.about[0] == "story_item" and not line.fragments:
            self.cmo.tell(_("No sources yet: s chooses the words it rests on."))
            return
        super().open_line(line)

    # Acts

    def do_add(self) -> None:
        """Words, and whether they introduce the others."""
        assert self.box is not None
        case_id, box = self.box
        case, project = self.snapshot.cases[case_id], self.session.project

        def save(values: Mapping[str, str]) -> None:
            acts.add_story_item(project, case, StoryBox(values["box"]), values["text"], lead=bool(values["lead"]))

        title = f"{case.name} · {word(box)}"
        self.cmo.push_screen(Form(title, _fields(None, box), save), lambda _values: self.show_all())

    def do_edit(self) -> None:
        """Words, box, lead."""
        item, project = self._item, self.session.project

        def save(values: Mapping[str, str]) -> None:
            acts.edit_story_item(
                project, item, text=values["text"], box=StoryBox(values["box"]), lead=bool(values["lead"])
            )

        self.cmo.push_screen(Form(_("An item"), _fields(item, item.box), save), lambda _values: self.show_all())

    def do_sources(self) -> None:
        """Coded words of this case first, then those of the other documents."""
        item, snapshot = self._item, self.snapshot
        present = [link.fragment_id for link in snapshot.words_of_story_item.get(item.id, ())]
        own = [
            one for one in snapshot.fragments.values() if snapshot.documents[one.document_id].case_id == item.case_id
        ]
        others = [one for one in snapshot.fragments.values() if one not in own]
        choices = [Choice(one.id, one.quote, snapshot.documents[one.document_id].title) for one in (*own, *others)]
        if not choices:
            self.cmo.warn(_("No words are coded yet: code them while reading (F3)."))
            return

        def chosen(ids: tuple[str, ...] | None) -> None:
            if ids is not None:
                acts.set_story_words(self.session.project, item, ids)
                self.show_all()

        self.cmo.push_screen(
            PickMany(_("Which words does '{item}' rest on?").format(item=item.text), choices, present), chosen
        )

    def do_higher(self) -> None:
        """Up."""
        acts.move_story_item(self.session.project, self._item, -1)
        self.show_all()

    def do_lower(self) -> None:
        """Down."""
        acts.move_story_item(self.session.project, self._item, 1)
        self.show_all()

    def do_remove(self) -> None:
        """After a yes."""
        item = self._item

        def answered(yes: bool | None) -> None:
            if yes:
                acts.remove_story_item(self.session.project, item)
                self.show_all()

        self.cmo.push_screen(Confirm(_("Remove '{name}'? u brings it back.").format(name=item.text)), answered)

    def do_scale(self) -> None:
        """Which attribute, and its steps."""
        keys = list(dict.fromkeys(one.key for one in self.snapshot.case_attributes))

        def chosen(key: str | None) -> None:
            if key is not None:
                self._ask_steps(key)

        self.cmo.push_screen(Pick(_("Which attribute?"), [Choice(key, key) for key in keys]), chosen)

    def _ask_steps(self, key: str) -> None:
        present = next((one.steps for one in self.snapshot.case_scales if one.key == key), ())
        values = dict.fromkeys(one.value for one in self.snapshot.case_attributes if one.key == key)

        def given(words: str | None) -> None:
            if words is not None:
                with self.cmo.errors_shown():
                    acts.set_scale(self.session.project, key, words.split("\n"))
                self.show_all()

        question = _("Steps of '{key}', one a line, from low to high").format(key=key)
        self.cmo.push_screen(AskText(question, "\n".join(present or values), lines=True), given)

    def do_figure(self) -> None:
        """The change story of the case as one page."""
        from cmo_coder.export.figure import figure_of, write_figure
        from cmo_coder.export.naming import file_name
        from cmo_coder.tables.catalogue import build
        from cmo_coder.tui.screens.writing import ask_and_write

        assert self.box is not None
        case_id, snapshot = self.box[0], self.snapshot
        language = self.cmo.settings.export_language or self.session.study.language
        stamp = build(self.TABLE, snapshot, language=language).stamp
        figure = figure_of(snapshot, case_id, stamp, language)

        def write(path: Path, overwrite: bool) -> Path:
            return write_figure(figure, path, overwrite=overwrite)

        question = _("File for '{title}'; its ending decides ({endings})").format(
            title=figure.title, endings=".docx, .html"
        )
        ask_and_write(self.cmo, question, file_name(figure.title) + ".docx", write)


def _fields(item: StoryItem | None, box: StoryBox) -> list[Field]:
    boxes = tuple((one.value, word(one)) for one in StoryBox)
    lead = "yes" if item is not None and item.lead else ""
    return [
        Field("text", _("Item"), item.text if item else "", kind="lines", needed=True),
        Field("box", _("Box"), box.value, kind="choice", choices=boxes),
        Field("lead", _("Introduces the others (not counted)"), lead, kind="flag"),
    ]


def box_lines(snapshot: Snapshot, case_id: str, box: StoryBox) -> Iterator[Line]:
    """The items of a box, each with how many words it rests on."""
    yield heading("title", f"{snapshot.cases[case_id].name} · {word(box)}")
    items = items_in(snapshot, case_id, box)
    for item in items:
        words = tuple(link.fragment_id for link in snapshot.words_of_story_item.get(item.id, ()))
        n = ngettext("{n} source", "{n} sources", len(words)).format(n=len(words))
        style = "italic" if item.lead else ""
        text = Content.assemble((item.text, style), "  ", (n if words else _("no source"), "dim"))
        lead = "" if item.lead else "• "
        yield Line(item.id, text, lead=lead, indent=2, about=("story_item", item.id), fragments=words, title=item.text)
    if not items:
        yield Line("none", Content.styled(_("nothing in this box yet (a adds an item)"), "dim"))


def overlap_lines(snapshot: Snapshot, one: Overlap) -> Iterator[Line]:
    """The items that several cases share, by case, and on what ground."""
    yield heading("title", f"{word(one.box)} · {len(one.cases)}/{len(snapshot.top_cases)}")
    ground = (
        _("coded with {code}").format(code=one.ground)
        if one.ground
        else _("words alike ({words}): a proposal, for you to judge").format(
            words=", ".join(shared_words(snapshot, one))
        )
    )
    yield Line("ground", Content.styled(ground, "dim"))
    for id_ in one.items:
        item = snapshot.story_items[id_]
        words = tuple(link.fragment_id for link in snapshot.words_of_story_item.get(id_, ()))
        text = Content.assemble((snapshot.cases[item.case_id].name, "bold"), f"  {item.text}")
        yield Line(f"o-{id_}", text, about=("story_item", id_), fragments=words, title=item.text)


def scale_lines(snapshot: Snapshot, key: str) -> Iterator[Line]:
    """The steps of an ordered attribute from high to low, with the cases on each and where they came from."""
    one = next(found for found in typologies(snapshot) if found.key == key)
    yield heading("title", key)
    if not one.known:
        yield Line("unknown", Content.styled(_("The order of its values is not given yet (t)."), "$warning"))
    for nr, step in reversed(list(enumerate(one.steps, start=1))):
        yield Line(f"step-{nr}", Content.assemble((f"{nr}  ", "dim"), (step, "bold")))
        for movement in one.on(step):
            steps = " → ".join(f"{v.value} ({day(v.date)})" if v.date else v.value for v in movement.values[:-1])
            came = Content.styled(f"  ← {steps}", "dim") if steps else Content("")
            yield Line(
                f"c-{nr}-{movement.case_id}", Content.assemble(snapshot.cases[movement.case_id].name, came), indent=5
            )
