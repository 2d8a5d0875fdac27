"""Facts about a case, as people read them."""

from __future__ import annotations

from cmo_coder.model.cases import AttributeType, CaseAttribute
from cmo_coder.realist.words import fact_text


def fact(value: str, type: AttributeType, date: str = "") -> CaseAttribute:
    return CaseAttribute(id="f", case_id="c", key="k", value=value, type=type, date=date)


def test_only_a_value_that_is_a_date_is_put_in_words() -> None:
    assert fact_text(fact("2011-12", AttributeType.TEXT)) == "2011-12", "a school year is no December"
    assert fact_text(fact("2024-05-06", AttributeType.DATE)) == "6 May 2024"
    assert fact_text(fact("1200", AttributeType.NUMBER, "2026-01-01")) == "1200 (1 January 2026)"
