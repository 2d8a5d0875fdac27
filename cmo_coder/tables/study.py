"""Tables about the study and its cases: questions (AC-2), attributes (AC-4), change stories (AC-5), typologies (AC-18),
quotes by group (AC-7).
"""

from __future__ import annotations

from collections.abc import Sequence

from cmo_coder.messages import N_, _
from cmo_coder.messages.dates import day
from cmo_coder.model.effective_elements import ThemeList
from cmo_coder.model.stories import StoryBox, StoryItem
from cmo_coder.realist.people import participants_by_group
from cmo_coder.realist.quantifiers import Quantity, in_words, suppressed
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.stories import items_in, overlaps, shared_words
from cmo_coder.realist.typologies import Move, Movement, typologies
from cmo_coder.realist.words import fact_text, word
from cmo_coder.tables.making import bullets, joined, number, table, text
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.telling import first_slot, respondent_of
from cmo_coder.tables.value import Cell, Column, Row, Table

QUESTIONS_TITLE = N_("Themes and their questions")
CASES_TITLE = N_("Characteristics of the cases")
STORY_TITLE = N_("Change story")
OVERLAP_TITLE = N_("Change stories: what cases have in common")
TYPOLOGY_TITLE = N_("Typology of the cases")
QUOTES_TITLE = N_("Quotes by group")

_MOVES = {
    Move.UP: N_("went up"),
    Move.DOWN: N_("went down"),
    Move.SAME: N_("stayed"),
    Move.UNKNOWN: N_("movement not known"),
}


def questions(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """AC-2: every theme of the list of learning needs with its questions."""
    columns = [
        Column("thema_vraagstuk", _("Theme"), 30),
        Column("vragen", _("Underlying questions"), 80),
    ]
    rows = []
    for theme in snapshot.themes.values():
        own = snapshot.questions_of_theme.get(theme.id, ())
        if theme.list is ThemeList.LEARNING_NEEDS or own:
            words = snapshot.in_reading_order(
                link.fragment_id for link in snapshot.fragment_themes if link.theme_id == theme.id
            )
            rows.append(Row(theme.id, (text(theme.label, words), bullets(one.text for one in own))))
    return table(snapshot, "vragen", _(QUESTIONS_TITLE), _(QUESTIONS_TITLE), columns, rows, date)


def characteristics(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """AC-4: one row per attribute, one column per case; the reference date stands with the value."""
    cases = snapshot.top_cases
    columns = [Column("kenmerk", _("Characteristic"), 24)]
    columns += [Column(f"casus_{nr}", case.name, 34) for nr, case in enumerate(cases, start=1)]
    keys = dict.fromkeys(one.key for case in cases for one in snapshot.attributes_of_case.get(case.id, ()))
    rows = []
    for key in keys:
        cells = []
        for case in cases:
            facts = [one for one in snapshot.attributes_of_case.get(case.id, ()) if one.key == key]
            cells.append(text("\n".join(map(fact_text, facts))))
        rows.append(Row(key, (text(key), *cells)))
    return table(snapshot, "casussen", _(CASES_TITLE), _(CASES_TITLE), columns, rows, date)


def change_story(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """AC-5: the seven boxes of every case, side by side."""
    cases = [case for case in snapshot.top_cases if snapshot.story_of_case.get(case.id)]
    columns = [Column("vak", _("Box"), 18)]
    columns += [Column(f"casus_{nr}", case.name, 40) for nr, case in enumerate(cases, start=1)]
    rows = []
    for box in StoryBox:
        cells = [_box(snapshot, items_in(snapshot, case.id, box)) for case in cases]
        if cases:
            rows.append(Row(box.value, (text(word(box)), *cells)))
    caption = _("What the cases face, want, do and hope for")
    return table(snapshot, "veranderverhaal", _(STORY_TITLE), caption, columns, rows, date)


def _box(snapshot: Snapshot, items: Sequence[StoryItem]) -> Cell:
    words = (one.fragment_id for item in items for one in snapshot.words_of_story_item.get(item.id, ()))
    return bullets((item.text for item in items), snapshot.in_reading_order(words))


def story_overlaps(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """AC-5: what the stories of two or more cases have in common, with how many cases of how many."""
    told = [case for case in snapshot.top_cases if snapshot.story_of_case.get(case.id)]
    columns = [
        Column("vak", _("Box"), 16),
        Column("gedeeld", _("Shared"), 24),
        Column("casussen", _("Cases"), 24),
        Column("aantal", _("n/N"), 8),
        Column("onderdelen", _("Items"), 60),
        Column("grond", _("Ground"), 18),
    ]
    rows = []
    for one in overlaps(snapshot):
        items = [snapshot.story_items[id_] for id_ in one.items]
        words = snapshot.in_reading_order(
            link.fragment_id for id_ in one.items for link in snapshot.words_of_story_item.get(id_, ())
        )
        lines = [f"{snapshot.cases[item.case_id].name}: {item.text}" for item in items]
        cells = (
            text(word(one.box)),
            text(one.ground or ", ".join(shared_words(snapshot, one)), words),
            joined(snapshot.cases[id_].name for id_ in one.cases),
            text(f"{len(one.cases)}/{len(told)}", words),
            bullets(lines, words),
            text(_("one code") if one.ground else _("words alike (proposal)")),
        )
        rows.append(Row("+".join(one.items), cells))
    caption = _("Items that occur in the change story of more than one case")
    notes = [_("Overlap in words is a proposal of the program, for a person to judge.")]
    return table(snapshot, "verhaal_overlap", _(OVERLAP_TITLE), caption, columns, rows, date, notes)


def typology(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """AC-18: every step of an ordinal attribute with the cases on it now, in words, and how they moved."""
    columns = [
        Column("kenmerk", _("Characteristic"), 20),
        Column("trede", _("Step"), 8),
        Column("waarde", _("Value"), 26),
        Column("aantal", _("How many"), 22),
        Column("casussen", _("Cases"), 30),
        Column("beweging", _("Movement"), 44),
    ]
    rows, notes = [], []
    for one in typologies(snapshot):
        if not one.known:
            notes.append(_("'{key}' has no scale yet: its values stand in the order of the cases.").format(key=one.key))
        for nr, step in enumerate(one.steps, start=1):
            here = one.on(step)
            quantity = Quantity(len(here), len(one.cases) or None)
            cells = (
                text(one.key),
                number(nr),
                text(step),
                text(in_words(quantity, snapshot.study.quantifiers)),
                joined(snapshot.cases[movement.case_id].name for movement in here),
                bullets(_moved(snapshot, movement) for movement in here if len(movement.values) > 1),
            )
            rows.append(Row(f"{one.key}.{nr}", cells))
    caption = _("Ordered characteristics of the cases: where each stands and which way it went")
    return table(snapshot, "typologie", _(TYPOLOGY_TITLE), caption, columns, rows, date, notes)


def _moved(snapshot: Snapshot, movement: Movement) -> str:
    steps = " → ".join(one.value + (f" ({day(one.date)})" if one.date else "") for one in movement.values)
    return f"{snapshot.cases[movement.case_id].name}: {steps} ({_(_MOVES[movement.move])})"


def quotes_by_group(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """AC-7: how many quotes each group has, in all and by theme, beside how many people the group has."""
    themes = [
        theme for theme in snapshot.themes.values() if any(one.theme_id == theme.id for one in snapshot.fragment_themes)
    ]
    columns = [
        Column("groep", _("Group"), 24),
        Column("citaten", _("Quotes"), 10),
        Column("sprekers", _("Respondents quoted"), 14),
        Column("n", _("n of the group"), 12),
        *(Column(f"thema_{nr}", theme.label, 16) for nr, theme in enumerate(themes, start=1)),
    ]
    spoken = _spoken(snapshot)
    people = participants_by_group(snapshot)
    group_of = {who: nr for nr, row in enumerate(people) for who in row.respondents}
    of_group: dict[int | None, list[str]] = {}
    for id_, who in spoken.items():
        of_group.setdefault(group_of.get(who), []).append(id_)
    rows = []
    for nr, row in enumerate(people):
        own = of_group.get(nr, [])
        speakers = {spoken[id_] for id_ in own}
        shown = (
            text(f"< {snapshot.study.small_cell}", own)
            if suppressed(len(speakers), snapshot.study.small_cell)
            else number(len(speakers), own)
        )
        cells = [text(row.label), number(len(own), own), shown, text(row.shown)]
        cells += [_about(snapshot, own, theme.id) for theme in themes]
        rows.append(Row(row.label, tuple(cells)))
    nameless = [id_ for id_, who in spoken.items() if not who]
    if nameless:
        cells = [text(_("respondent not known")), number(len(nameless), nameless), number(0), text("")]
        cells += [_about(snapshot, nameless, theme.id) for theme in themes]
        rows.append(Row("-", tuple(cells)))
    total = len(spoken)
    caption = _("{quotes} quotes of {respondents} respondents in the study").format(
        quotes=total, respondents=len(snapshot.respondents)
    )
    notes = [] if snapshot.respondents else [_("There are no respondents: no number here has a denominator.")]
    return table(snapshot, "citaten_per_groep", _(QUOTES_TITLE), caption, columns, rows, date, notes)


def _spoken(snapshot: Snapshot) -> dict[str, str]:
    """Every fragment with the id of who said it (empty: not known)."""
    found = {}
    for fragment in snapshot.fragments.values():
        slot = first_slot(snapshot, fragment)
        claim = snapshot.claims[slot.claim_id] if slot is not None else None
        who = respondent_of(snapshot, claim, snapshot.turn_of(fragment))
        found[fragment.id] = who.id if who is not None else ""
    return found


def _about(snapshot: Snapshot, fragment_ids: Sequence[str], theme_id: str) -> Cell:
    own = [
        id_
        for id_ in fragment_ids
        if any(link.theme_id == theme_id for link in snapshot.themes_of_fragment.get(id_, ()))
    ]
    return number(len(own), own)
