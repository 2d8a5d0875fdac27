"""Acts on the board: mark, assign, split, merge, labels, versions, status, themes, searches, memos."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.model.effective_elements import (
    EffectiveElement,
    ElementChange,
    ElementStatus,
    Theme,
    ThemeList,
)
from cmo_coder.model.memos import Memo
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.store.configurations import log_search
from cmo_coder.store.elements import (
    Labels,
    add_element,
    assign,
    edit_labels,
    merge_elements,
    new_element_version,
    remove_strategy,
    set_element_status,
    set_element_themes,
    split_element,
    unassign,
)
from cmo_coder.store.memos import add_memo, edit_memo, memos_on, remove_memo
from cmo_coder.store.themes import add_theme, edit_theme, set_questions
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.card_lines import name_of
from cmo_coder.tui.screens.dialogs import AskText, Choice, Field, Form, Pick
from cmo_coder.tui.screens.letters import Letters
from cmo_coder.tui.screens.pick_many import PickMany
from cmo_coder.tui.widgets.line_list import Line, LineList

NEEDS_NO_ELEMENT = frozenset(
    f"elements.{name}" for name in ("new", "mark", "column", "back", "open", "new_theme", "proposals", "read", "choose")
)


class ElementActs(StudyScreen):
    """The acts on elements; `ElementsScreen` shows what they did."""

    def __init__(self) -> None:
        super().__init__()
        self.snapshot: Snapshot
        self.element_id: str | None = None
        self.marked: set[str] = set()
        self.everything = False
        self.last_key = ""
        self._shown: str | None = None
        self._column = "configurations"
        self._right = False

    @property
    def element(self) -> EffectiveElement | None:
        """The chosen element."""
        return self.snapshot.elements.get(self.element_id or "")

    @property
    def chosen(self) -> EffectiveElement:
        """The chosen element, where there is one (`why_not` has seen to it)."""
        found = self.element
        assert found is not None
        return found

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self.focused.line if isinstance(self.focused, LineList) else None

    def why_not(self, command_id: str) -> str:
        """Why a command cannot be done now."""
        if command_id in NEEDS_NO_ELEMENT:
            return ""
        if self.element is None:
            return _("There is no element yet (n makes one).")
        if command_id == "elements.merge" and len(self.snapshot.current_elements()) < 2:
            return _("There is only one element.")
        return ""

    def labels_now(self) -> Labels:
        """The labels of the chosen element as they stand."""
        version = self.snapshot.element_version_of(self.chosen.id)
        return Labels(version.long_label, version.short_label, version.public_label)

    def show_configurations(self) -> None:
        """Show the left column again."""
        raise NotImplementedError  # ElementsScreen does it

    # Assigning

    def do_mark(self) -> None:
        """Mark the configuration under the cursor, or all of a proposal."""
        line = self.line
        table, id_ = line.about if line is not None else ("", "")
        if table == "configuration":
            self.marked ^= {id_}
        elif table == "proposal":
            group = set(id_.split())
            self.marked = self.marked - group if group <= self.marked else self.marked | group
        else:
            self.cmo.warn(_("Put the cursor on a configuration first."))
            return
        self.show_configurations()
        if table == "configuration" and isinstance(self.focused, LineList) and self.focused.id == "configurations":
            self.focused.action_cursor_down()
        self.refresh_title()

    def do_assign(self) -> None:
        """Put the marked configurations, or else the one under the cursor, behind the chosen element."""
        line = self.line
        ids = [id_ for id_ in self.snapshot.configurations if id_ in self.marked]
        if not ids and line is not None and line.about[0] == "configuration":
            ids = [line.about[1]]
        if not ids:
            self.cmo.warn(_("Mark configurations first (space), or put the cursor on one."))
            return
        element = self.chosen
        if element.merged_into_id is not None:
            self.cmo.warn(_("Element {nr} was merged into another: choose that one.").format(nr=element.nr))
            return
        project = self.session.project
        n = len(ids)
        with project.change("effective.assign", N_("{n} configurations assigned to element {nr}"), n=n, nr=element.nr):
            for id_ in ids:
                assign(project, element, id_)
        self.marked.clear()
        text = ngettext("{n} configuration assigned to element {nr}", "{n} configurations assigned to element {nr}", n)
        self.cmo.tell(text.format(n=n, nr=element.nr))
        self.show_all()

    def do_remove(self) -> None:
        """Take off what is under the cursor: a configuration, a strategy, a theme, a memo."""
        line = self.line
        table, id_ = line.about if line is not None else ("", "")
        project, element = self.session.project, self.chosen
        if table == "configuration":
            self._unassign(id_)
        elif table == "strategy":
            remove_strategy(project, self.snapshot.strategies[id_])
            self.cmo.tell(_("Strategy removed (u brings it back)"))
        elif table == "theme" and self._column == "detail":
            links = self.snapshot.themes_of_element.get(element.id, ())
            set_element_themes(project, element, [link.theme_id for link in links if link.theme_id != id_])
            self.cmo.tell(_("Theme taken off (u brings it back)"))
        elif memo := self._memo():
            remove_memo(project, memo)
            self.cmo.tell(_("Memo removed (u brings it back)"))
        else:
            self.cmo.warn(_("Put the cursor on a configuration, a strategy, a theme or a memo of the element first."))
            return
        self.show_all()

    def _unassign(self, configuration_id: str) -> None:
        """Off the element under whose name it stands in the left column, or else off the chosen one."""
        snapshot = self.snapshot
        line = self.line
        assert line is not None
        group = line.id.removesuffix(f"-{configuration_id}")
        element = snapshot.elements.get(group, self.chosen)
        number = snapshot.configurations[configuration_id].number
        if element not in snapshot.elements_with(snapshot.version_of(configuration_id).id):
            self.cmo.warn(_("CMO {number} is not behind element {nr}.").format(number=number, nr=element.nr))
            return
        unassign(self.session.project, element, configuration_id)
        self.cmo.tell(_("CMO {number} taken off element {nr}").format(number=number, nr=element.nr))

    # Elements and their wordings

    def _label_fields(self, labels: Labels) -> list[Field]:
        return [
            Field("long", _("Long label (imperative: 'Create ...')"), labels.long, needed=True),
            Field("short", _("Short label"), labels.short),
            Field("public", _("Label for the public (plain words)"), labels.public),
        ]

    def do_new(self) -> None:
        """A new element; what is marked goes behind it."""
        ids = [id_ for id_ in self.snapshot.configurations if id_ in self.marked]
        n = len(ids)
        title = _("New element")
        if n:
            title += " · " + ngettext("{n} configuration behind it", "{n} configurations behind it", n).format(n=n)

        def save(values: Mapping[str, str]) -> None:
            project = self.session.project
            labels = _labels(values)
            with project.change("effective.add", N_("Element '{label}' made"), label=labels.long):
                made = add_element(project, labels, round_id=values["round"] or None)
                for id_ in ids:
                    assign(project, made, id_)
            self.marked.clear()
            self.element_id = made.id
            self.show_all()

        fields = [*self._label_fields(Labels("")), self._round_field("")]
        self.cmo.push_screen(Form(title, fields, save))

    def _round_field(self, value: str) -> Field:
        rounds = (("", "-"), *((one.id, one.label) for one in self.snapshot.rounds.values()))
        return Field("round", _("Round it comes from"), value, "choice", rounds)

    def do_edit(self) -> None:
        """What is under the cursor: strategy, theme, memo; else the labels of the wording in force."""
        line = self.line
        table, id_ = line.about if line is not None else ("", "")
        if table == "strategy":
            self.edit_strategy(id_)
        elif table == "theme":
            self._edit_theme(self.snapshot.themes[id_])
        elif table == "memo":
            self.do_memo()
        else:
            self._edit_labels()

    def edit_strategy(self, strategy_id: str) -> None:
        """Edit a strategy."""
        raise NotImplementedError  # StrategyActs does it

    def _edit_labels(self) -> None:
        element = self.chosen

        def save(values: Mapping[str, str]) -> None:
            edit_labels(self.session.project, element, _labels(values))
            self.show_all()

        title = _("Labels of element {nr} (corrected within this version)").format(nr=element.nr)
        self.cmo.push_screen(Form(title, self._label_fields(self.labels_now()), save))

    def do_version(self) -> None:
        """A new wording."""
        element = self.chosen
        version = self.snapshot.element_version_of(element.id)
        kinds = tuple(
            (kind.value, word(kind))
            for kind in (ElementChange.SHARPENED, ElementChange.EXTENDED, ElementChange.RETIRED)
        )
        fields = [
            *self._label_fields(self.labels_now()),
            Field("kind", _("Kind of change"), ElementChange.SHARPENED, "choice", kinds),
            Field("reason", _("Reason"), needed=True),
            self._round_field(""),
        ]

        def save(values: Mapping[str, str]) -> None:
            project = self.session.project
            kind = ElementChange(values["kind"])
            what = N_("Element {nr}: new version ({kind})")
            with project.change("effective.version", what, reason=values["reason"], nr=element.nr, kind=kind):
                round_id = values["round"] or None
                new_element_version(project, element, _labels(values), kind, values["reason"], round_id=round_id)
                if kind is ElementChange.RETIRED:
                    set_element_status(project, element, ElementStatus.RETIRED, values["reason"])
            self.show_all()

        title = _("Element {nr}: version {version}").format(nr=element.nr, version=version.nr + 1)
        self.cmo.push_screen(Form(title, fields, save))

    def ask_reason(self, question: str, save: Callable[[str], None]) -> None:
        """Ask for a reason; a refusal is shown where it was typed."""
        fields = [Field("reason", _("Reason"), needed=True)]
        self.cmo.push_screen(Form(question, fields, lambda values: save(values["reason"])))

    def do_status(self) -> None:
        """Draft, definitive, retired."""
        element = self.chosen
        digits = {str(nr): status for nr, status in enumerate(ElementStatus, start=1)}

        def chosen(digit: str | None) -> None:
            if digit is None:
                return
            status = digits[digit]

            def save(reason: str) -> None:
                set_element_status(self.session.project, element, status, reason)
                self.show_all()

            question = _("Element {nr} becomes {status}: why?").format(nr=element.nr, status=word(status))
            self.ask_reason(question, save)

        present = self.snapshot.element_version_of(element.id).status
        title = _("Status of element {nr} (now: {status})").format(nr=element.nr, status=word(present))
        self.cmo.push_screen(Letters(title, {digit: word(status) for digit, status in digits.items()}), chosen)

    def do_split(self) -> None:
        """Choose what goes to the new element, then its labels and the reason."""
        element, snapshot = self.chosen, self.snapshot
        behind = snapshot.configurations_behind(snapshot.element_version_of(element.id).id)
        choices = []
        for version in behind:
            configuration = snapshot.configuration_of(version.id)
            title = f"CMO {configuration.number} {name_of(snapshot, configuration)}"
            choices.append(Choice(f"c {configuration.id}", title))
        for strategy in snapshot.strategies_of_element.get(element.id, ()):
            choices.append(Choice(f"s {strategy.id}", strategy.text, _("strategy")))
        marked = [f"c {id_}" for id_ in self.marked]

        def chosen(values: tuple[str, ...] | None) -> None:
            if values is not None:
                self._split_with(
                    element,
                    [value[2:] for value in values if value.startswith("c ")],
                    [value[2:] for value in values if value.startswith("s ")],
                )

        question = _("Split element {nr}: what goes to the new element?").format(nr=element.nr)
        known = {choice.value for choice in choices}
        self.cmo.push_screen(PickMany(question, choices, [one for one in marked if one in known]), chosen)

    def _split_with(self, element: EffectiveElement, configurations: list[str], strategies: list[str]) -> None:
        def save(values: Mapping[str, str]) -> None:
            made = split_element(
                self.session.project, element, _labels(values), configurations, strategies, values["reason"]
            )
            self.marked.clear()
            self.element_id = made.id
            self.show_all()

        fields = [*self._label_fields(Labels("")), Field("reason", _("Reason"), needed=True)]
        title = _("New element out of element {nr}").format(nr=element.nr)
        self.cmo.push_screen(Form(title, fields, save))

    def do_merge(self) -> None:
        """Into which element, and why."""
        element, snapshot = self.chosen, self.snapshot
        choices = [
            Choice(other.id, f"{other.nr} {snapshot.element_version_of(other.id).long_label}")
            for other in snapshot.current_elements()
            if other.id != element.id
        ]

        def chosen(other_id: str | None) -> None:
            if other_id is None:
                return
            into = snapshot.elements[other_id]

            def save(reason: str) -> None:
                merge_elements(self.session.project, element, into, reason)
                self.element_id = into.id
                self.show_all()

            self.ask_reason(
                _("Element {nr} merges into element {into}: why?").format(nr=element.nr, into=into.nr), save
            )

        self.cmo.push_screen(Pick(_("Merge element {nr} into which?").format(nr=element.nr), choices), chosen)

    # Themes, searches, memos

    def do_themes(self) -> None:
        """Choose the themes."""
        element, snapshot = self.chosen, self.snapshot
        present = [link.theme_id for link in snapshot.themes_of_element.get(element.id, ())]
        choices = [
            Choice(
                theme.id,
                theme.label,
                word(theme.list),
                tuple(q.text for q in snapshot.questions_of_theme.get(theme.id, ())),
            )
            for theme in snapshot.themes.values()
        ]
        if not choices:
            self.cmo.tell(_("There are no themes yet: make the first."))
            self.do_new_theme()
            return

        def chosen(theme_ids: tuple[str, ...] | None) -> None:
            if theme_ids is not None and list(theme_ids) != present:
                with self.cmo.errors_shown():
                    set_element_themes(self.session.project, element, theme_ids)
                    self.show_all()

        question = _("Which themes does element {nr} answer to?").format(nr=element.nr)
        self.cmo.push_screen(PickMany(question, choices, present), chosen)

    def _theme_fields(self, theme: Theme | None) -> list[Field]:
        questions = self.snapshot.questions_of_theme.get(theme.id, ()) if theme else ()
        lists = tuple((one.value, word(one)) for one in ThemeList)
        return [
            Field("label", _("Label"), theme.label if theme else "", needed=True),
            Field("list", _("List"), theme.list if theme else ThemeList.OWN, "choice", lists),
            Field("questions", _("Questions, one a line"), "\n".join(one.text for one in questions), "lines"),
        ]

    def do_new_theme(self) -> None:
        """A theme with its questions; it goes on the chosen element too."""
        element = self.element

        def save(values: Mapping[str, str]) -> None:
            project = self.session.project
            with project.change("theme.add", N_("Theme {label} added"), label=values["label"]):
                made = add_theme(
                    project, values["label"], list=ThemeList(values["list"]), questions=_rows(values["questions"])
                )
                if element is not None:
                    present = [link.theme_id for link in self.snapshot.themes_of_element.get(element.id, ())]
                    set_element_themes(project, element, [*present, made.id])
            self.show_all()

        title = _("New theme")
        if element is not None:
            title = _("New theme, for element {nr}").format(nr=element.nr)
        self.cmo.push_screen(Form(title, self._theme_fields(None), save))

    def _edit_theme(self, theme: Theme) -> None:
        def save(values: Mapping[str, str]) -> None:
            project = self.session.project
            with project.change("theme.edit", N_("Theme {label} edited"), label=values["label"]):
                edit_theme(project, theme, label=values["label"].strip(), list=ThemeList(values["list"]))
                set_questions(project, theme, _rows(values["questions"]))
            self.show_all()

        self.cmo.push_screen(Form(_("Theme"), self._theme_fields(theme), save))

    def do_search(self) -> None:
        """Log a search for negative cases."""
        element = self.chosen
        fields = [
            Field("query", _("What was searched for, and where"), needed=True),
            Field("found", _("What was found (empty: nothing)"), kind="lines"),
            Field("date", _("Date (empty: today)"), hint="2024-05-31"),
        ]

        def save(values: Mapping[str, str]) -> None:
            log_search(
                self.session.project,
                values["query"],
                element_id=element.id,
                found=values["found"].strip(),
                date=values["date"].strip(),
            )
            self.show_all()

        title = _("Search for negative cases of element {nr}").format(nr=element.nr)
        self.cmo.push_screen(Form(title, fields, save))

    def _memo(self) -> Memo | None:
        line = self.line
        if line is None or line.about[0] != "memo":
            return None
        found = memos_on(self.session.project, "effective_element", self.chosen.id)
        return next((memo for memo in found if memo.id == line.about[1]), None)

    def do_memo(self) -> None:
        """Write a memo, or edit the one under the cursor."""
        memo, element = self._memo(), self.chosen

        def given(text: str | None) -> None:
            if text is None:
                return
            with self.cmo.errors_shown():
                if memo is not None:
                    edit_memo(self.session.project, memo, text)
                elif text.strip():
                    add_memo(self.session.project, text, [("effective_element", element.id)])
                self.show_all()

        question = _("Memo on element {nr}").format(nr=element.nr)
        self.cmo.push_screen(AskText(question, memo.text if memo else "", lines=True), given)


def _labels(values: Mapping[str, str]) -> Labels:
    return Labels(values["long"].strip(), values["short"].strip(), values["public"].strip())


def _rows(text: str) -> list[str]:
    return [row.strip() for row in text.splitlines() if row.strip()]
