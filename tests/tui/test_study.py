"""The study screen: six sections, forms, who works here, what cannot be removed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.widgets import Input, Select, TextArea

from cmo_coder.model.base import new_id
from cmo_coder.model.cases import Consent, Group
from cmo_coder.model.documents import Document
from cmo_coder.model.effective_elements import ThemeList
from cmo_coder.model.study import Profile
from cmo_coder.store.cases import attributes_of, cases_of, respondents_of
from cmo_coder.store.documents import add_document
from cmo_coder.store.project import Project
from cmo_coder.store.respondent_facts import facts_of
from cmo_coder.store.study import coders_of, rounds_of, study_of
from cmo_coder.store.themes import questions_of, themes_of
from cmo_coder.tui.screens.study import StudySettingsScreen
from tests.tui.screen_text import app_on, flat, press, screen_text
from tests.tui.source_case import said, study

NARROW = (80, 24)


def fill(app: Any, **fields: str) -> None:
    """Fill fields of the form that is shown."""
    for name, value in fields.items():
        widget = app.screen.query_one(f"#f-{name}")
        if isinstance(widget, TextArea):
            widget.text = value
        elif isinstance(widget, Input | Select):
            widget.value = value


def project_of(app: Any) -> Project:
    """The open project."""
    assert app.session is not None
    project: Project = app.session.project
    return project


async def test_a_fresh_study_says_what_is_still_to_be_done(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "study", size=NARROW) as (app, _pilot):
        text = flat(app.screen)
        assert "No rounds yet: press 2, then a." in text
        assert "No cases yet: press 3, then a." in text
        assert "It is not known who works here: press 5, then w." in text
        assert "Studie [1]" in text


async def test_the_facts_of_the_study_are_edited_from_the_field_under_the_cursor(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "study", size=NARROW) as (app, pilot):
        await press(pilot, "down", "down", "enter")
        assert app.focused is not None
        assert app.focused.id == "f-client"
        fill(app, client="Gemeente", profile=Profile.ICAMO.value, ethics="no", ethics_reason="WMO geldt niet")
        await press(pilot, "ctrl+s")
        made = study_of(project_of(app))
        assert (made.client, made.profile, made.ethics_reason) == ("Gemeente", Profile.ICAMO, "WMO geldt niet")
        assert "no: WMO geldt niet" in flat(app.screen)
        await press(pilot, "u")
        assert study_of(project_of(app)).client == ""


async def test_a_name_that_is_empty_is_refused_in_the_form(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "study", size=NARROW) as (app, pilot):
        await press(pilot, "enter")
        fill(app, name=" ")
        await press(pilot, "ctrl+s")
        assert "Name cannot be empty." in flat(app.screen)
        await press(pilot, "escape")
        assert study_of(project_of(app)).name == "Studie [1]"


async def test_rounds_and_cases_are_added_with_few_keys_and_the_cursor_goes_there(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "study", size=NARROW) as (app, pilot):
        await press(pilot, "2", "a", "ctrl+s", "a", "ctrl+s")
        assert [one.label for one in rounds_of(project_of(app))] == ["Round 1", "Round 2"]
        await press(pilot, "x", "y")
        assert [one.label for one in rounds_of(project_of(app))] == ["Round 1"]
        await press(pilot, "3", "a")
        fill(app, name="Noord")
        await press(pilot, "ctrl+s", "a")
        fill(app, name="Wijk", type="neighbourhood", parent=cases_of(project_of(app))[0].id)
        await press(pilot, "ctrl+s")
        north, inner = cases_of(project_of(app))
        assert inner.parent_id == north.id
        assert "  Wijk" in screen_text(app.screen)
        await press(pilot, "enter")
        assert app.screen.query_one("#f-name", Input).value == "Wijk"


async def test_a_case_cannot_be_put_within_itself(tmp_path: Path) -> None:
    async with app_on(study(tmp_path, cases=["Noord"]), "study", size=NARROW) as (app, pilot):
        await press(pilot, "3", "enter")
        options = app.screen.query_one("#f-parent", Select)._options
        assert [title for title, _value in options] == ["-"]


async def test_an_attribute_has_a_reference_date_and_can_be_changed_and_removed(tmp_path: Path) -> None:
    async with app_on(study(tmp_path, cases=["Noord"]), "study", size=NARROW) as (app, pilot):
        await press(pilot, "3", "t")
        fill(app, key="inwoners", value="1200", type="number", date="straks")
        await press(pilot, "ctrl+s")
        assert "'straks' is not a date" in flat(app.screen)
        fill(app, date="1-1-2026")
        await press(pilot, "ctrl+s")
        assert "inwoners: 1200 (1 January 2026)" in flat(app.screen)
        await press(pilot, "enter")
        fill(app, date="2025", value="1100")
        await press(pilot, "ctrl+s")
        (one,) = attributes_of(project_of(app))
        assert (one.value, one.date) == ("1100", "2025")
        await press(pilot, "x", "y")
        assert attributes_of(project_of(app)) == ()


async def test_what_is_in_use_is_not_removed_and_the_reason_is_said(tmp_path: Path) -> None:
    place = study(tmp_path, cases=["Noord"])
    with Project.open(place, with_backup=False) as project:
        (case,) = cases_of(project)
        add_document(project, Document(id=new_id(), title="Gesprek", case_id=case.id), "Goed.")
    async with app_on(place, "study", size=NARROW) as (app, pilot):
        await press(pilot, "3", "x", "y")
        assert [one.name for one in cases_of(project_of(app))] == ["Noord"]
        assert "'Noord' is in use and stays: document (1)." in said(app)


async def test_a_respondent_gets_the_next_pseudonym_and_all_its_facts(tmp_path: Path) -> None:
    async with app_on(study(tmp_path, cases=["Noord"]), "study", size=NARROW) as (app, pilot):
        await press(pilot, "4", "a")
        fill(app, group="director", consent="yes", function="wethouder", case=cases_of(project_of(app))[0].id)
        await press(pilot, "ctrl+s")
        (one,) = respondents_of(project_of(app))
        assert (one.pseudonym, one.group, one.consent) == ("R01", Group.DIRECTOR, Consent.YES)
        text = flat(app.screen)
        assert "Pseudonym Group Case Consent" in text
        assert "R01 director Noord yes 0 wethouder" in text


async def test_w_says_who_works_here_and_the_changes_are_in_that_name(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "study", size=NARROW) as (app, pilot):
        await press(pilot, "5", "w")
        assert app.session is not None
        assert app.session.coder is not None
        assert app.session.coder.name == "Anna"
        assert "works here now" in screen_text(app.screen)
        await press(pilot, "a")
        fill(app, name="Bram", blind="yes")
        await press(pilot, "ctrl+s")
        assert app.session.coder.name == "Anna"
        assert [one.blind for one in coders_of(project_of(app))] == [False, True]
        with project_of(app).read() as reading:
            from cmo_coder.store.history import entries

            assert entries(reading)[0].coder_name == "Anna"
        await press(pilot, "k", "x", "y")
        assert [one.name for one in coders_of(project_of(app))] == ["Anna", "Bram"]


async def test_themes_have_questions_a_list_and_an_order(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "study", size=NARROW) as (app, pilot):
        await press(pilot, "6", "a")
        fill(app, label="Bereik", list="learning_needs", questions="Wie?\n\n Hoe? ")
        await press(pilot, "ctrl+s", "a")
        fill(app, label="Rust")
        await press(pilot, "ctrl+s", "K")
        assert [one.label for one in themes_of(project_of(app))] == ["Rust", "Bereik"]
        reach = themes_of(project_of(app))[1]
        assert reach.list is ThemeList.LEARNING_NEEDS
        assert questions_of(project_of(app)) == {reach.id: ("Wie?", "Hoe?")}
        await press(pilot, "enter")
        assert app.screen.query_one("#f-label", Input).value == "Rust"


async def test_sections_are_reached_by_digit_and_arrow_and_what_does_not_fit_is_said(tmp_path: Path) -> None:
    async with app_on(study(tmp_path), "study", size=NARROW, language="nl") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, StudySettingsScreen)
        for name in ("Rondes", "Casussen", "Respondenten", "Codeurs", "Thema's"):
            assert name in screen_text(app.screen)
        await press(pilot, "6", "right")
        assert screen.section == "study"
        await press(pilot, "left")
        assert screen.section == "themes"
        await press(pilot, "w")
        assert "Wie hier werkt, geef je aan bij Codeurs" in said(app)


async def test_attributes_of_a_respondent_are_lines_of_its_form(tmp_path: Path) -> None:
    async with app_on(study(tmp_path, cases=["Noord"]), "study", size=NARROW) as (app, pilot):
        await press(pilot, "4", "a")
        app.screen.query_one("#f-facts", TextArea).text = "leeftijd: 44\nzonder naam"
        await press(pilot, "ctrl+s")
        assert "has no name and value: zonder naam" in flat(app.screen)
        app.screen.query_one("#f-facts", TextArea).text = "leeftijd: 44\nrol = buur"
        await press(pilot, "ctrl+s")
        (one,) = respondents_of(project_of(app))
        assert [(fact.key, fact.value, fact.type.value) for fact in facts_of(project_of(app), one)] == [
            ("leeftijd", "44", "number"),
            ("rol", "buur", "text"),
        ]
        await press(pilot, "enter")
        assert app.screen.query_one("#f-facts", TextArea).text == "leeftijd: 44\nrol: buur"
        app.screen.query_one("#f-facts", TextArea).text = "rol: maatje"
        await press(pilot, "ctrl+s")
        assert [(fact.key, fact.value) for fact in facts_of(project_of(app), one)] == [("rol", "maatje")]
        project_of(app).undo()
        project_of(app).undo()
        assert respondents_of(project_of(app)) == (), "respondent and attributes are one change"
