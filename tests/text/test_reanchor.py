"""Finding quotes again in a text that came back changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.text.edits import apply_edits, shift_spans
from cmo_coder.text.reanchor import Anchor, Method, reanchor
from cmo_coder.text.spans import Span, quote_of
from tests.text.strategies import edit_lists, span_lists, texts

STORY = (
    "I: Hoe ging dat in de wijk?\n"
    "R: Ja, dat ging goed. De huisarts kende de buurvrouw al jaren, dus het vertrouwen was er.\n"
    "I: En bij de gemeente?\n"
    "R: Dat ging goed. Daar was eerst geen geld voor, en toen kwam er toch een wethouder die het zag zitten.\n"
    "I: En nu?\n"
    "R: Nu doen de bewoners het zelf, met een soepmiddag en een wandelgroep.\n"
)


def anchor(quote: str, new: str, nth: int = 0, old: str = STORY) -> Anchor:
    at = -1
    for _ in range(nth + 1):
        at = old.index(quote, at + 1)
    kept = quote_of(old, Span(at, at + len(quote)))
    return reanchor(kept.quote, kept.prefix, kept.suffix, at, new)


def test_a_quote_that_stands_there_once_is_found_exactly() -> None:
    new = "Interview van 3 mei\n\n" + STORY
    found = anchor("het vertrouwen was er", new)
    assert (found.method, found.score) == (Method.EXACT, 1.0)
    assert found.span is not None
    assert found.span.of(new) == "het vertrouwen was er"


def test_a_repeated_quote_goes_where_its_surroundings_are_and_never_simply_to_the_first() -> None:
    new = "Een nieuwe inleiding. " * 20 + STORY
    for nth in (0, 1):
        found = anchor("at ging goed.", new, nth)
        assert found.method is Method.CONTEXT
        assert found.span is not None
        assert found.span.start == [new.index("at ging goed."), new.rindex("at ging goed.")][nth]
        assert len(found.candidates) == 2


def test_of_equal_surroundings_the_place_decides_when_it_is_clear() -> None:
    old = "Ja, precies.\n" * 40
    found = reanchor("precies", "Ja, ", ".\nJa, ", 13 * 20 + 4, old)
    assert (found.span, found.method) == (Span(264, 271), Method.CONTEXT)
    halfway = reanchor("precies", "Ja, ", ".\nJa, ", 13 * 20 + 10, old)
    assert (halfway.span, halfway.method) == (None, Method.NONE)
    assert len(halfway.candidates) == 5


def test_a_repeated_quote_without_its_surroundings_goes_to_review() -> None:
    new = STORY.replace("Ja, dat ging goed. De huisarts kende", "Zo. Dat ging goed. Iemand zag").replace(
        "Daar was eerst", "Toch had men"
    )
    found = anchor("at ging goed.", new)
    assert found.span is None or found.span.start == new.index("at ging goed.")
    lost = reanchor("ging goed", "", "", 3, STORY)
    assert (lost.span, lost.method) == (None, Method.NONE)
    assert len(lost.candidates) == 2


def test_a_corrected_quote_is_found_fuzzily_with_its_borders_on_words() -> None:
    new = STORY.replace(
        "De huisarts kende de buurvrouw al jaren", "De huisartsen kenden de buurvrouw al heel veel jaren"
    )
    found = anchor("De huisarts kende de buurvrouw al jaren", new)
    assert found.method is Method.FUZZY
    assert 0.75 <= found.score < 1
    assert found.span is not None
    assert found.span.of(new) == "De huisartsen kenden de buurvrouw al heel veel jaren"


def test_a_long_quote_is_found_by_its_beginning_and_its_end() -> None:
    long = STORY * 4
    old = "Begin. " * 30 + long + "Slot. " * 30
    new = (
        "Heel ander begin. " * 50
        + long.replace("wethouder", "burgemeester").replace("geld", "subsidie")
        + "Slot. " * 30
    )
    kept = quote_of(old, Span(210, 210 + len(long)))
    found = reanchor(kept.quote, kept.prefix, kept.suffix, 210, new)
    assert found.method is Method.FUZZY
    assert found.span is not None
    assert found.span.of(new).startswith("I: Hoe ging dat")
    assert found.span.of(new).rstrip().endswith("een wandelgroep.")


def test_words_that_are_gone_are_not_found() -> None:
    found = anchor(
        "met een soepmiddag en een wandelgroep", "Een heel andere tekst over iets dat nergens op lijkt. " * 9
    )
    assert (found.span, found.method) == (None, Method.NONE)


def test_below_the_threshold_there_are_candidates_to_choose_from() -> None:
    new = STORY.replace("een wethouder die het zag zitten", "een bestuurder die het wel zou zien zitten")
    kept = quote_of(STORY, Span(STORY.index("een wethouder"), STORY.index(" zitten") + 7))
    assert reanchor(kept.quote, kept.prefix, kept.suffix, 0, new, threshold=0.7).method is Method.FUZZY
    refused = reanchor(kept.quote, kept.prefix, kept.suffix, 0, new, threshold=0.99)
    assert (refused.span, refused.method) == (None, Method.NONE)
    assert refused.candidates[0].span.of(new).startswith("een bestuurder")
    assert refused.score == refused.candidates[0].score < 0.99


def test_a_short_quote_in_other_company_is_no_proof() -> None:
    new = "Over de tuin en de zomer, en ja, over nog veel meer dat hier staat."
    assert reanchor("ja", "I: Hielp dat?\nR: ", ", zeker.\nI: En toen?", 17, new).span is None
    assert reanchor("ja", "", "", 17, new).method is Method.EXACT


def test_a_blank_quote_is_not_found() -> None:
    assert reanchor(" \n", "a", "b", 0, STORY).method is Method.NONE


@given(st.data())
def test_an_anchor_always_lies_in_the_text_and_an_exact_one_reads_its_quote(data: st.DataObject) -> None:
    text = data.draw(texts) * 2
    edits, spans = data.draw(edit_lists(text)), data.draw(span_lists(text))
    new = apply_edits(text, edits)
    for span in spans:
        kept = quote_of(text, span)
        found = reanchor(kept.quote, kept.prefix, kept.suffix, span.start, new)
        assert (found.span is None) == (found.method is Method.NONE)
        for place in [found.span, *(candidate.span for candidate in found.candidates)]:
            assert place is None or 0 <= place.start < place.end <= len(new)
        if found.span is not None and found.method in (Method.EXACT, Method.CONTEXT):
            assert found.span.of(new) == kept.quote
        assert 0 <= found.score <= 1
        assert list(found.candidates[:1]) == [] or found.span in (None, found.candidates[0].span)


@given(st.data())
def test_in_an_unchanged_text_every_quote_with_words_is_where_it_was(data: st.DataObject) -> None:
    text = data.draw(texts)
    for span in data.draw(span_lists(text)):
        kept = quote_of(text, span)
        if kept.quote.strip():
            assert reanchor(kept.quote, kept.prefix, kept.suffix, span.start, text).span == span
    assert shift_spans([], ()) == []
