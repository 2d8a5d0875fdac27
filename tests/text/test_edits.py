"""Edit lists, and the one function that shifts spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.text.diff import diff
from cmo_coder.text.edits import Edit, EditError, apply_edits, compose, inverse, joined, shift_coded, shift_spans
from cmo_coder.text.spans import Span
from tests.text.strategies import edit_lists, span_lists, texts


def shifted(text: str, words: str, *edits: Edit, follow: bool = False) -> str | None:
    """What the span on ``words`` reads after the edits."""
    start = text.index(words)
    (span,) = shift_spans([Span(start, start + len(words))], edits, follow=follow)
    return None if span is None else span.of(apply_edits(text, edits))


def untouched(span: Span, edits: tuple[Edit, ...]) -> bool:
    """No edit takes or puts anything in the span; insertions at its borders lie outside."""
    return all(edit.end <= span.start or edit.position >= span.end for edit in edits)


def borders_free(span: Span, edits: tuple[Edit, ...]) -> bool:
    return all(not (edit.position <= border <= edit.end) for edit in edits for border in (span.start, span.end))


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([Edit(0, "", "Nou, ")], "het kind speelt"),
        ([Edit(4, "", "nu ")], "het kind speelt"),
        ([Edit(19, "", " fijn")], "het kind speelt"),
        ([Edit(19, "", " fijn"), Edit(20, "buiten", "binnen")], "het kind speelt"),
        ([Edit(8, "", "grote ")], "het grote kind speelt"),
        ([Edit(4, "", "ja "), Edit(8, "", "grote "), Edit(19, "", " fijn")], "het grote kind speelt"),
        ([Edit(8, "kind speelt buiten", "huis")], "het "),
        ([Edit(0, "Dus het kind", "Dat")], " speelt"),
        ([Edit(8, "kind", "kindje")], "het kindje speelt"),
        ([Edit(4, "het", "Dat")], "Dat kind speelt"),
        ([Edit(13, "speelt", "slaapt")], "het kind slaapt"),
        ([Edit(7, " kind", "")], "het speelt"),
        ([Edit(0, "Dus het", "Het")], " kind speelt"),
        ([Edit(13, "speelt buiten", "slaapt")], "het kind "),
        ([Edit(4, "het kind speelt", "")], None),
        ([Edit(4, "het kind speelt", "zij slaapt")], None),
        ([Edit(3, " het kind speelt ", "")], None),
        ([Edit(4, "het kind", "zij"), Edit(12, " speelt", " slaapt")], None),
    ],
)
def test_a_span_follows_its_words_by_the_rules_for_borders(edits: list[Edit], expected: str | None) -> None:
    assert shifted("Dus het kind speelt buiten.", "het kind speelt", *edits) == expected


def test_a_span_at_the_end_of_the_text_survives_any_edit_before_it() -> None:
    assert shifted("ja dat was goed", "goed", Edit(3, "dat", "dit")) == "goed"


def test_a_replacement_that_means_the_same_is_followed() -> None:
    text = "Karin zei ja"
    assert shifted(text, "Karin", Edit(0, "Karin", "[naam-3]")) is None
    assert shifted(text, "Karin", Edit(0, "Karin", "[naam-3]"), follow=True) == "[naam-3]"
    assert shifted(text, "Karin", Edit(0, "Karin", ""), follow=True) is None
    assert shifted(text, "arin", Edit(0, "Karin", "[naam-3]"), follow=True) is None


def test_an_edit_for_another_text_is_refused() -> None:
    with pytest.raises(EditError, match="character 2"):
        apply_edits("abcdef", [Edit(2, "x", "")])
    with pytest.raises(EditError):
        apply_edits("abc", [Edit(2, "cd", "")])
    with pytest.raises(EditError):
        apply_edits("abc", [Edit(4, "", "x")])
    with pytest.raises(EditError, match="overlap"):
        apply_edits("abcdef", [Edit(0, "abc", ""), Edit(2, "", "x")])


@given(st.data())
def test_as_many_spans_come_out_as_go_in_and_all_lie_in_the_new_text(data: st.DataObject) -> None:
    text = data.draw(texts)
    edits, spans = data.draw(edit_lists(text)), data.draw(span_lists(text))
    new = apply_edits(text, edits)
    after = shift_spans(spans, edits)
    assert len(after) == len(spans)
    for old, moved in zip(spans, after, strict=True):
        assert moved is None or 0 <= moved.start < moved.end <= len(new)
        if untouched(old, edits):
            assert moved is not None
            assert moved.of(new) == old.of(text)


@given(st.data())
def test_a_span_is_lost_only_when_none_of_its_characters_is_left(data: st.DataObject) -> None:
    text = data.draw(texts)
    edits, spans = data.draw(edit_lists(text)), data.draw(span_lists(text))
    gone = {place for edit in edits for place in range(edit.position, edit.end)}
    for old, moved in zip(spans, shift_spans(spans, edits), strict=True):
        assert (moved is None) == all(place in gone for place in range(old.start, old.end))


@given(st.data())
def test_the_characters_that_are_left_stay_inside_their_span_and_others_outside(data: st.DataObject) -> None:
    text = data.draw(texts)
    edits, spans = data.draw(edit_lists(text)), data.draw(span_lists(text))
    gone = {place for edit in edits for place in range(edit.position, edit.end)}
    for old, moved in zip(spans, shift_spans(spans, edits), strict=True):
        if moved is None:
            continue
        for place in set(range(len(text))) - gone:
            by = sum(len(edit.inserted) - len(edit.deleted) for edit in edits if edit.end <= place)
            assert old.covers(place) == moved.covers(place + by)


@given(st.data())
def test_the_inverse_restores_the_text_and_every_untouched_span(data: st.DataObject) -> None:
    text = data.draw(texts)
    edits, spans = data.draw(edit_lists(text)), data.draw(span_lists(text))
    new, back = apply_edits(text, edits), inverse(edits)
    assert apply_edits(new, back) == text
    assert inverse(back) == edits
    for old, moved in zip(spans, shift_spans(spans, edits), strict=True):
        if moved is not None and (untouched(old, edits) or borders_free(old, edits)):
            assert shift_spans([moved], back) == [old]


@given(st.data())
def test_two_edit_lists_composed_are_one(data: st.DataObject) -> None:
    text = data.draw(texts)
    first = data.draw(edit_lists(text))
    middle = apply_edits(text, first)
    second = data.draw(edit_lists(middle))
    both = compose(first, second)
    assert apply_edits(text, both) == apply_edits(middle, second)
    assert joined(both) == both
    for span in data.draw(span_lists(text)):
        (halfway,) = shift_spans([span], first)
        if halfway is not None and borders_free(span, first) and borders_free(halfway, second):
            assert shift_spans([span], both) == shift_spans([halfway], second)


@given(st.data())
def test_composing_with_the_inverse_changes_nothing(data: st.DataObject) -> None:
    text = data.draw(texts)
    edits = data.draw(edit_lists(text))
    assert compose(edits, inverse(edits)) == ()


@given(st.data())
def test_composing_does_not_depend_on_the_order_of_brackets(data: st.DataObject) -> None:
    text = data.draw(texts)
    one = data.draw(edit_lists(text))
    middle = apply_edits(text, one)
    two = data.draw(edit_lists(middle))
    last = apply_edits(middle, two)
    three = data.draw(edit_lists(last))
    end = apply_edits(last, three)
    assert apply_edits(text, compose(compose(one, two), three)) == end
    assert apply_edits(text, compose(one, compose(two, three))) == end


def test_a_word_deleted_and_typed_anew_stays_in_its_span() -> None:
    text = "hij komt morgen"
    typed = compose([Edit(0, "hij", "")], [Edit(0, "", "zij")])
    assert typed == (Edit(0, "h", "z"),)
    assert shift_spans([Span(0, 8)], typed) == [Span(0, 8)]
    assert compose([Edit(0, "hij", "")], [Edit(0, "", "hij")]) == ()
    assert apply_edits(text, typed) == "zij komt morgen"


@given(texts, texts)
def test_a_diff_leads_from_the_old_text_to_the_new(old: str, new: str) -> None:
    assert apply_edits(old, diff(old, new)) == new


@given(st.data())
def test_a_diff_of_an_edited_text_leads_to_it(data: st.DataObject) -> None:
    text = data.draw(texts) * 3
    new = apply_edits(text, data.draw(edit_lists(text)))
    edits = diff(text, new)
    assert apply_edits(text, edits) == new
    assert joined(edits) == edits


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("gelijk", "gelijk", []),
        ("een\ntwee\n", "een\nnieuw\ntwee\n", [Edit(4, "", "nieuw\n")]),
        ("abc\nabd\n", "abc\nabx\nabd\n", [Edit(4, "", "abx\n")]),
        ("het kint speelt", "het kind speelt", [Edit(7, "t", "d")]),
        ("de kat en hond.", "de poes en paard.", [Edit(3, "kat", "poes"), Edit(10, "hon", "paar")]),
        ("heel goed", "heel erg goed", [Edit(5, "", "erg ")]),
        ("Ja. Dat is zo.", "Ja. Nee. Dat is zo.", [Edit(4, "", "Nee. ")]),
        ("", "iets", [Edit(0, "", "iets")]),
        ("iets", "", [Edit(0, "iets", "")]),
    ],
)
def test_a_diff_sees_whole_lines_and_words(old: str, new: str, expected: list[Edit]) -> None:
    assert list(diff(old, new)) == expected


def test_small_words_that_two_other_sentences_share_do_not_hold_a_coding() -> None:
    old = "Toen zijn we met de huisartsen gaan praten over de wachtlijst."
    new = "Volgens mij bleef Ahmed de hele zomer werken aan de moestuin."
    assert shift_spans([Span(5, 40)], diff(old, new)) == [None]


@pytest.mark.parametrize(
    ("words", "new", "sits"),
    [
        ("koffie", "thee", False),
        ("koffie", "koffies", True),
        ("huis", "muis", True),
        ("goet", "goed", True),
        ("Samen deden we dat.", "Zij was alleen.", False),
        ("voelde ik me gezien", "was tevreden", False),
        ("voelde ik me gezien", "gezien", True),
        ("een hele lange zin over van alles en nog wat", "alles", True),
        ("...", ".", True),
        ("...", " ", False),
        ("koffie", " ", False),
    ],
)
def test_coded_words_are_lost_when_nothing_that_makes_a_word_is_left(words: str, new: str, sits: bool) -> None:
    text = f"Toen {words} zei zij"
    changed = f"Toen {new} zei zij"
    edits = diff(text, changed)
    (place,) = shift_coded(text, [Span(5, 5 + len(words))], edits, changed)
    assert (place is not None) == sits
    (followed,) = shift_coded(text, [Span(5, 5 + len(words))], edits, changed, follow=True)
    assert followed is not None
