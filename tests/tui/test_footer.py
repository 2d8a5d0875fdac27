"""The footer: what fits, and always the key of the help."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.tui.study_screens import SCREENS_OF_STUDY
from tests.stories.study_case import new_study
from tests.tui.screen_text import app_on, screen_text


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_the_key_of_the_help_stands_in_the_footer_of_every_screen_at_80_columns(
    tmp_path: Path, language: str
) -> None:
    place = new_study(tmp_path / "wijk.cmo")
    async with app_on(place, "overview", size=(80, 24), language=language) as (app, pilot):
        for name in SCREENS_OF_STUDY:
            app.show(name)
            await pilot.pause()
            footer = screen_text(app.screen).splitlines()[-1]
            assert ("F1 Hulp" if language == "nl" else "F1 Help") in footer, f"{name}: {footer}"
            assert len(footer) <= 80
