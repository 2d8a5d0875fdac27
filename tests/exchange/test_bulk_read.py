"""What a file in the bulk form may say, and every way in which it can be wrong: line, field, words in two languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_coder.exchange import bulk_lines
from cmo_coder.exchange.bulk import read_bulk
from cmo_coder.exchange.errors import BulkError
from cmo_coder.messages import in_language
from cmo_coder.model.errors import UserError
from tests.exchange.files import (
    CLAIM,
    CODE,
    CONFIGURATION,
    DOCUMENT,
    ELEMENT,
    FRAGMENT,
    ROUND,
    STUDY,
    TEXT,
    WHOLE,
    Json,
    write,
)


def problems(path: Path) -> list[tuple[int, str, str, str]]:
    """Line, field, and the words in English and Dutch of every mistake."""
    with pytest.raises(BulkError) as raised:
        read_bulk(path)
    found = []
    for error in raised.value.errors:
        with in_language("nl"):
            dutch = error.text()
        found.append((error.line, error.field, error.text(), dutch))
    return found


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    counts = {one.kind: one.n for one in read_bulk(write(tmp_path, *WHOLE)).counts}
    assert counts["configuration"] == 2
    assert sum(counts.values()) == len(WHOLE)


# One mistake at a time. The record is added to the sound file as line 16, or stands in for the record of the same kind.

MISTAKES: list[tuple[str, Json | str, str, str, str]] = [
    ("no json", '{"kind": "coder" "id": 1}', "", "comma is missing", "ontbreekt een komma"),
    ("text not ended", '{"kind": "coder', "", "does not end on its line", "eindigt niet op zijn regel"),
    ("no object", "[1, 2]", "", "one object between braces", "één object tussen accolades"),
    ("two objects", '{"kind": "coder"} {}', "", "something follows", "volgt nog iets"),
    ("no number", '{"kind": "round", "nr": NaN}', "", "cannot be read", "niet te lezen"),
    ("nested", '{"kind": "memo", "text": ' + "[" * 100_000, "", "nested too deeply", "te diep"),
    ("double field", '{"kind": "coder", "id": "B", "id": "C", "name": "x"}', "id", "twice", "twee keer"),
    ("surrogate", '{"kind": "memo", "text": "\\ud800"}', "", "lone surrogate", "losse surrogate"),
    ("nul", '{"kind": "memo", "text": "\\u0000"}', "", "character 0", "teken 0"),
    ("no kind", {"id": "x"}, "kind", "missing", "ontbreekt"),
    ("unknown kind", {"kind": "fragmant"}, "kind", "was fragment meant", "Is fragment bedoeld"),
    ("kind of no sort", {"kind": 5}, "kind", "There is no kind '5'", "De soort '5' bestaat niet"),
    ("unknown field", {"kind": "coder", "id": "B", "nam": "x", "name": "B"}, "nam", "was name", "Is name bedoeld"),
    ("unknown field below", CLAIM | {"id": "q2", "slots": [{"role": "C", "zz": 1}]}, "slots[1].zz",
     "the fields are role, element, fragments", "de velden zijn role"),
    ("missing field", {"kind": "coder", "id": "B"}, "name", "missing", "ontbreekt"),
    ("null for a needed field", {"kind": "coder", "id": "B", "name": None}, "name", "missing", "ontbreekt"),
    ("empty name", {"kind": "coder", "id": "B", "name": " "}, "name", "empty", "leeg"),
    ("wrong value", ROUND | {"id": "R2", "nr": 2, "purpose": "x"}, "purpose",
     "'x' cannot stand here; allowed are: gleaning, refining, consolidation", "toegestaan zijn: gleaning"),
    ("wrong role", {"kind": "coder", "id": "B", "name": "B", "role": "x"}, "role",
     "allowed are: researcher, lead, reviewer", "toegestaan zijn: researcher"),
    ("number as text", ROUND | {"id": "R2", "nr": "2"}, "nr", "whole number", "geheel getal"),
    ("number too large", ROUND | {"id": "R2", "nr": 10**30}, "nr", "too large", "te groot"),
    ("text as number", {"kind": "coder", "id": "B", "name": 5}, "name", "text is expected", "hoort een tekst"),
    ("yes or no", {"kind": "coder", "id": "B", "name": "B", "blind": "ja"}, "blind", "true or false", "true of false"),
    ("no list", CODE | {"id": "k2", "key": "", "aliases": "x"}, "aliases", "list is expected", "hoort een lijst"),
    ("colour", CODE | {"id": "k2", "key": "", "colour": "rood"}, "colour", "six digits", "zes cijfers"),
    ("key", CODE | {"id": "k2", "key": "ab"}, "key", "one letter or digit", "één letter of cijfer"),
    ("no versions", ELEMENT | {"id": "e2", "nr": 2, "versions": []}, "versions", "list is empty", "lijst is leeg"),
    ("double id", {"kind": "coder", "id": "A", "name": "B"}, "id", "with the id 'A', on line 2", "op regel 2"),
    ("same without id", {"kind": "memo", "text": "x"}, "kind", "same stands on line", "staat al op regel"),
    ("two studies", STUDY, "kind", "one study; line 1", "één studie; op regel 1"),
    ("dangling", FRAGMENT | {"id": "f2", "coder": "Z"}, "coder", "no coder with the id 'Z'", "geen coder met id 'Z'"),
    ("dangling below", CLAIM | {"id": "q2", "slots": [{"role": "C", "fragments": ["f", "ff"]}]},
     "slots[1].fragments[2]", "no fragment with the id 'ff'", "geen fragment met id 'ff'"),
    ("dangling of a memo", {"kind": "memo", "text": "y", "on": [["claim", "zz"]]}, "on[1]", "no claim", "geen claim"),
    ("unknown kind of a memo", {"kind": "memo", "text": "y", "on": [["klaim", "q"]]}, "on[1]",
     "no kind 'klaim'", "soort 'klaim' bestaat niet"),
    ("row of a memo", {"kind": "memo", "text": "y", "on": [["coding", "q"]]}, "on[1]", "UUID", "UUID"),
    ("study of a memo", {"kind": "memo", "text": "y", "on": [["study", "q"]]}, "on[1]", "no study", "geen study"),
    ("quote not found", FRAGMENT | {"id": "f2", "quote": "Slecht."}, "quote",
     "does not occur in 'Gesprek'", "komt niet voor in 'Gesprek'"),
    ("quote with other spaces", FRAGMENT | {"id": "f2", "quote": "Goed.  We"}, "quote",
     "only when spaces and line ends are not counted", "als spaties en regeleinden niet meetellen"),
    ("quote found twice", FRAGMENT | {"id": "f2", "quote": "We zien elkaar nu"}, "quote",
     "occurs 2 times", "komt 2 keer voor"),
    ("before found nowhere", FRAGMENT | {"id": "f2", "before": "Heel "}, "before",
     "do not stand directly before", "nergens in 'Gesprek' direct voor"),
    ("before found twice", FRAGMENT | {"id": "f2", "quote": "We zien", "before": " "}, "before",
     "still occurs 2 times", "nog steeds 2 keer"),
    ("quote not at its place", FRAGMENT | {"id": "f2", "start": 0, "end": 5}, "quote",
     "At 0-5 the text reads 'Inter'", "Op 0-5 staat 'Inter'"),
    ("span outside", FRAGMENT | {"id": "f2", "start": 100, "end": 900}, "end",
     f"100-900 does not lie in the text, which has {len(TEXT)}", "ligt niet in de tekst"),
    ("span the wrong way round", FRAGMENT | {"id": "f2", "start": 9, "end": 4}, "end", "9-4 does not", "9-4 ligt niet"),
    ("review without a place", FRAGMENT | {"id": "f2", "state": "review"}, "start", "both start and", "allebei nodig"),
    ("unknown text version", FRAGMENT | {"id": "f2", "version": 7}, "version", "no version 7", "Versie 7 bestaat niet"),
    ("coder without codes", FRAGMENT | {"id": "f2", "codes": []}, "coder", "but no codes", "maar geen code"),
    ("code twice", FRAGMENT | {"id": "f2", "codes": ["k", "k"]}, "codes[2]", "twice", "twee keer"),
    ("element version", FRAGMENT | {"id": "f2", "elements": [{"element": "e", "version": 3, "stance": "supports"}]},
     "elements[1].version", "no version 3", "Versie 3 bestaat niet"),
    ("role of a slot", CLAIM | {"id": "q2", "slots": [{"role": "M_red", "element": "c"}]}, "slots[1].element",
     "of role C and cannot stand in slot M_red", "rol C en kan niet in slot M_red"),
    ("words of the interviewer",
     CLAIM | {"id": "q2", "slots": [{"role": "C", "fragments": ["f", "vraag"]}]}, "slots[1].fragments[2]",
     "words of the interviewer (turn 3)", "woorden van de interviewer (beurt 3)"),
    ("case twice", CLAIM | {"id": "q2", "cases": ["wijk", {"case": "wijk"}]}, "cases[2]", "twice", "twee keer"),
    ("role of a slot of a configuration", CONFIGURATION | {"id": "z", "slots": {"O": ["c"]}}, "slots.O[1]",
     "of role C", "rol C"),
    ("versions of a configuration", CONFIGURATION | {"id": "z", "versions": [{"nr": 2}]}, "versions",
     "numbered 1, 2, each once; here stand 2, 2", "genummerd 1, 2"),
    ("versions of an element", ELEMENT | {"id": "e2", "nr": 2, "versions": [
        {"nr": 1, "long_label": "a"}, {"nr": 3, "long_label": "b"}]}, "versions", "here stand 1, 3", "hier staat 1, 3"),
    ("version in force", ELEMENT | {"id": "e2", "nr": 2, "in_force": 4}, "in_force", "no version 4", "Versie 4"),
    ("version of a configuration", ELEMENT | {"id": "e2", "nr": 2, "versions": [
        {"nr": 1, "long_label": "a", "configurations": [{"configuration": "x", "version": 2}]}]},
     "versions[1].configurations[1].version", "no version 2", "Versie 2"),
    ("number of an element", ELEMENT | {"id": "e2"}, "nr", "Number 1 is taken already, on line 15", "op regel 15"),
    ("theory versions", {"kind": "theory", "id": "th", "title": "T", "versions": [{"nr": 2, "statement": "x"}]},
     "versions", "numbered 1", "genummerd 1"),
    ("related to itself", {"kind": "relation", "type": "rival", "from": "x", "to": "x"}, "to", "itself", "zichzelf"),
    ("ripple", {"kind": "relation", "type": "ripple", "from": "x", "to": "y"}, "shared", "share", "delen"),
    ("code and element", CODE | {"id": "k2", "key": "", "type": "O"}, "element", "of role C", "rol C"),
    ("key twice", CODE | {"id": "k2"}, "key", "on line 9", "op regel 9"),
    ("search of nothing", {"kind": "negative_search", "query": "x", "date": "2021"}, "configuration",
     "Exactly one", "Precies één"),
    ("check of two", {"kind": "member_check", "id": "m", "session": "s", "checks": [
        {"element": "e", "configuration": "x", "version": 1, "outcome": "recognised"}]}, "checks[1]",
     "Exactly one", "Precies één"),
    ("check of a version", {"kind": "member_check", "id": "m", "session": "s", "checks": [
        {"element": "e", "version": 2, "outcome": "recognised"}]}, "checks[1].version", "no version 2", "Versie 2"),
    ("case within itself", {"kind": "case", "id": "w2", "name": "w", "parent": "w2"}, "parent", "itself", "zichzelf"),
    ("no text", {"kind": "document", "id": "d2", "title": "D", "type": "other"}, "file", "either", "één van de twee"),
    ("text and file", DOCUMENT | {"id": "d2", "file": "x.txt"}, "file", "either", "één van de twee"),
    ("file elsewhere", {"kind": "document", "id": "d2", "title": "D", "type": "other", "file": "../x.txt"}, "file",
     "in the folder of this JSON Lines file", "in de map van dit JSON Lines-bestand"),
    ("file not there", {"kind": "document", "id": "d2", "title": "D", "type": "other", "file": "x.txt"}, "file",
     "x.txt", "x.txt"),
    ("line ends", DOCUMENT | {"id": "d2", "text": "a\r\nb", "speakers": {}}, "text", "line ends", "regeleinden"),
    ("speaker of nobody", DOCUMENT | {"id": "d2", "speakers": {"Piet": "jan"}}, "speakers.Piet",
     "Nobody in this text is called 'Piet'; the speakers are: Interviewer, Jan", "Niemand in deze tekst heet 'Piet'"),
    ("speaker without respondent", DOCUMENT | {"id": "d2", "speakers": {"Jan": "piet"}}, "speakers.Jan",
     "no respondent with the id 'piet'", "geen respondent met id 'piet'"),
    ("turn outside", DOCUMENT | {"id": "d2", "speakers": {}, "turns": [{"start": 0, "end": 999}]}, "turns[1]",
     "A turn lies within the text", "Een spreekbeurt ligt binnen"),
    ("turns overlap", DOCUMENT | {"id": "d2", "speakers": {}, "turns": [
        {"start": 0, "end": 9}, {"start": 5, "end": 12}]}, "turns[2]", "do not overlap", "overlappen niet"),
    ("turn number", DOCUMENT | {"id": "d2", "speakers": {}, "turns": [
        {"start": 0, "end": 3, "nr": 2}, {"start": 5, "end": 12}]}, "turns[2].nr", "number 2", "nummer 2"),
    ("suggestion outside", {"kind": "suggestion", "document": "d", "start": 5, "end": 999, "provider": "p",
     "provider_version": "1"}, "end", "does not lie in the text", "ligt niet in de tekst"),
    ("exact of a hand", {"kind": "coder", "id": "B", "name": "B", "exact": {"coder": [{"id": "x"}]}},
     "exact.coder[1].id", "written by the program", "schrijft het programma zelf"),
]  # fmt: skip


NAMES = [mistake[0] for mistake in MISTAKES]


@pytest.mark.parametrize(("record", "field", "english", "dutch"), [mistake[1:] for mistake in MISTAKES], ids=NAMES)
def test_a_mistake_is_told_with_its_line_and_field_in_both_languages(
    record: Json | str, field: str, english: str, dutch: str, tmp_path: Path
) -> None:
    question = {"kind": "fragment", "id": "vraag", "document": "d", "quote": "En toen?"}
    memo = {"kind": "memo", "text": "x"}
    found = problems(write(tmp_path, *WHOLE, question, memo, record))
    assert [(line, name) for line, name, _english, _dutch in found] == [(len(WHOLE) + 3, field)]
    assert english in found[0][2]
    assert dutch in found[0][3]
    assert "{" not in found[0][2].replace('{"kind"', "")


def test_a_language_that_is_not_there_is_told(tmp_path: Path) -> None:
    (found,) = problems(write(tmp_path, STUDY | {"language": "de"}))
    assert found[:3] == (1, "language", "'de' cannot stand here; allowed are: nl, en.")


def test_all_mistakes_are_told_at_once_by_line(tmp_path: Path) -> None:
    path = write(tmp_path, "geen json", STUDY, {"kind": "coder", "id": "A"}, FRAGMENT, "")
    assert [(line, name) for line, name, *_words in problems(path)] == [
        (1, ""),
        (3, "name"),
        (4, "document"),
        (4, "codes[1].code"),
    ]


def test_fifty_mistakes_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    path = write(tmp_path, *({"kind": "coder", "id": str(nr)} for nr in range(60)))
    with pytest.raises(BulkError) as raised:
        read_bulk(path)
    shown = str(raised.value).splitlines()
    assert len(raised.value.errors) == 60
    assert shown[0] == "studie.jsonl has 60 mistakes; nothing was changed."
    assert shown[1] == "studie.jsonl, line 1, name: This field is missing."
    assert shown[51] == "And 10 more."
    assert len(shown) == 52
    with in_language("nl"):
        assert str(raised.value).splitlines()[1] == "studie.jsonl, regel 1, name: Dit veld ontbreekt."


def test_a_reference_to_a_record_with_a_mistake_of_its_own_is_no_second_mistake(tmp_path: Path) -> None:
    path = write(tmp_path, {"kind": "coder", "id": "A"}, {"kind": "memo", "text": "x", "coder": "A"})
    assert [(line, name) for line, name, *_words in problems(path)] == [(1, "name")]


def test_records_may_stand_in_any_order(tmp_path: Path) -> None:
    assert read_bulk(write(tmp_path, *reversed(WHOLE)))


def test_blank_lines_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(STUDY).encode() + b"\r\n\n  \n" + json.dumps(ROUND).encode())
    assert sum(one.n for one in read_bulk(path).counts) == 2


def test_a_line_separator_within_a_text_does_not_end_the_line(tmp_path: Path) -> None:
    assert read_bulk(write(tmp_path, {"kind": "memo", "text": "een\u2028twee\x85drie"}))


@pytest.mark.parametrize("content", [b"", b"\n\n  \n"])
def test_an_empty_file_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(content)
    assert [found[2] for found in problems(path)] == ["The file is empty."]


def test_other_encodings_are_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(json.dumps(STUDY).encode() + b'\n{"kind": "memo", "text": "caf\xe9"}\n')
    assert [(found[0], "UTF-8" in found[2]) for found in problems(path)] == [(2, True)]


@pytest.mark.parametrize("indent", [None, 1])
def test_a_json_list_or_an_object_over_several_lines_is_told_once(indent: int | None, tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text(json.dumps([STUDY, STUDY], indent=indent), "utf-8")
    assert [(found[0], "line of its own" in found[2]) for found in problems(path)] == [(1, True)]
    path.write_text("\n" + json.dumps(STUDY, indent=1), "utf-8")
    assert [(found[0], "line of its own" in found[2]) for found in problems(path)] == [(2, True)]


def test_utf_16_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text(f"{json.dumps(STUDY)}\n" * 3, "utf-16")
    assert [(found[0], "UTF-16" in found[2]) for found in problems(path)] == [(1, True)]


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="folder"):
        read_bulk(tmp_path)
    with pytest.raises(UserError, match="no file"):
        read_bulk(tmp_path / "er-niet.jsonl")


def test_a_file_above_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_lines, "LIMIT", 2_000_000)
    path = tmp_path / "s.jsonl"
    path.write_bytes(b" " * 2_000_001)
    with pytest.raises(UserError, match="larger than 2 MB"):
        read_bulk(path)


@pytest.mark.parametrize(
    "name", ["/etc/hostname", "..\\x.txt", "a/../../x.txt", "C:\\x.txt", "\\\\server\\x.txt", "link.txt", "a\0b.txt"]
)
def test_a_file_outside_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    outside = tmp_path / "buiten.txt"
    outside.write_text("geheim", "utf-8")
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "link.txt").symlink_to(outside)
    record = {"kind": "document", "id": "d", "title": "D", "type": "other", "file": name}
    (found,) = problems(write(folder, record))
    assert found[1] == "file" or found[0] == 1
    assert "geheim" not in found[2]


def test_a_file_in_a_folder_below_is_read(tmp_path: Path) -> None:
    (tmp_path / "teksten").mkdir()
    (tmp_path / "teksten" / "een.txt").write_text("I: Hoe?\nR: Goed.\nI: Mooi.\nR: Ja.\n", "utf-8")
    record = {"kind": "document", "id": "d", "title": "D", "type": "interview", "file": "teksten/een.txt"}
    fragment = {"kind": "fragment", "id": "f", "document": "d", "quote": "Goed"}
    book = read_bulk(write(tmp_path, record, fragment)).book
    assert [turn.speaker for turn in book.texts["d"].turns] == ["I", "R", "I", "R"]
    assert book.places["f"].start == 11


WORDS = st.text(st.sampled_from("ab \n𝒳e\u0301"), min_size=1, max_size=12)


@given(before=WORDS, quote=WORDS, after=WORDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_quote_is_found_exactly_when_it_occurs_once(before: str, quote: str, after: str, tmp_path: Path) -> None:
    text = before + quote + after
    places = [at for at in range(len(text)) if text.startswith(quote, at)]
    document = {"kind": "document", "id": "d", "title": "D", "type": "other", "text": text, "turns": False}
    path = write(tmp_path, document, {"kind": "fragment", "id": "f", "document": "d", "quote": quote})
    if len(places) == 1:
        span = read_bulk(path).book.places["f"]
        assert (span.start, span.end) == (places[0], places[0] + len(quote))
    else:
        assert f"{len(places)} times" in problems(path)[0][2]


@given(text=WORDS, start=st.integers(-2, 14), end=st.integers(-2, 14))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_place_is_taken_exactly_when_it_reads_the_quote(text: str, start: int, end: int, tmp_path: Path) -> None:
    document = {"kind": "document", "id": "d", "title": "D", "type": "other", "text": text, "turns": False}
    quote = text[max(start, 0) : end] or "x"
    fragment = {"kind": "fragment", "id": "f", "document": "d", "quote": quote, "start": start, "end": end}
    path = write(tmp_path, document, fragment)
    if 0 <= start < end <= len(text):
        assert (read_bulk(path).book.places["f"].start, read_bulk(path).book.places["f"].end) == (start, end)
    else:
        assert problems(path)[0][0] == 2


def test_only_what_waits_for_review_stands_in_an_earlier_text(tmp_path: Path) -> None:
    whole = [one for one in WHOLE if not isinstance(one, dict) or one["kind"] != "document"]
    document = DOCUMENT | {"versions": [{"nr": 1, "text": f"Eerst. {TEXT}"}]}
    earlier = FRAGMENT | {"id": "f2", "version": 1, "start": 0, "end": 6, "quote": "Eerst."}
    read_bulk(write(tmp_path, document, *whole, earlier | {"state": "review"}))
    ((_line, field, english, dutch),) = problems(write(tmp_path, document, *whole, earlier))
    assert field == "version"
    assert english.startswith("Only a fragment that waits for review")
    assert dutch.startswith("Alleen een fragment dat wacht op nakijken")
