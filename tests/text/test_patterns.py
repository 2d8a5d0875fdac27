"""Regular expressions: found in a passage, refused with the place of the mistake, stopped when they go round."""

from __future__ import annotations

import pytest

from cmo_coder.model.errors import UserError
from cmo_coder.text import patterns
from cmo_coder.text.patterns import PatternFinder
from cmo_coder.text.query import QueryError


def test_places_are_code_points_and_empty_matches_do_not_count() -> None:
    assert PatternFinder(r"gez\w+").find("😀 Gezien, gezegd") == [(2, 8), (10, 16)]
    assert PatternFinder("x*").find("abc") == []
    assert PatternFinder("Gez", case=True).find("gez Gez") == [(4, 7)]


def test_a_mistake_is_said_with_its_place() -> None:
    with pytest.raises(QueryError, match="at place 4") as caught:
        PatternFinder("a(b")
    assert caught.value.position == 3
    with pytest.raises(QueryError, match="nothing to search for"):
        PatternFinder("")


def test_an_expression_that_goes_round_in_circles_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.05)
    with pytest.raises(UserError, match="takes too long"):
        PatternFinder(r"(?:a|aa)+$").find("a" * 200 + "b")
