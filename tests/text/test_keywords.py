"""Keywords of a code: what they find, and what cannot be one."""

from __future__ import annotations

import pytest

from cmo_coder.model.errors import UserError
from cmo_coder.text.keywords import finder, keywords_in, keywords_of


@pytest.mark.parametrize(
    ("keyword", "text", "found"),
    [
        ("wachtlijst", "De Wachtlijst groeit", ["Wachtlijst"]),
        ("wacht", "De wachtlijst groeit", []),
        ("wacht*", "De wachtlijst en het wachten", ["wachtlijst", "wachten"]),
        ("*lijst", "Een wachtlijst, geen lijstje", ["wachtlijst"]),
        ("korte lijnen", "met korte\nlijnen", ["korte\nlijnen"]),
        ("/wacht(lijst|tijd)en?/", "lange wachttijden", ["wachttijden"]),
        ("e.d.", "feesten e.d. en elders", ["e.d."]),
        ("café", "in het CAFÉ", ["CAFÉ"]),
    ],
)
def test_what_a_keyword_finds(keyword: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in finder(keyword).find(text)] == found


@pytest.mark.parametrize("keyword", ["/a(/", "**", "..."])
def test_what_cannot_be_a_keyword(keyword: str) -> None:
    with pytest.raises(UserError):
        keywords_of([keyword])


def test_keywords_are_tidied_and_a_comma_in_a_pattern_stays() -> None:
    assert keywords_of(["  wacht*  ", "", "korte   lijnen", "wacht*"]) == ("wacht*", "korte lijnen")
    assert keywords_in("wacht*, /a{1,3}b/, korte lijnen,") == ("wacht*", "/a{1,3}b/", "korte lijnen")
    assert keywords_in("") == ()
