"""PDF documents: reading order, margins, paragraphs, hyphens; what is changed is told."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_coder.ingest import limits
from cmo_coder.ingest.errors import ReadError
from cmo_coder.ingest.reading import read_file
from cmo_coder.ingest.source import Stopped
from cmo_coder.ingest.value import ReadText
from tests.ingest.files import EXAMPLES
from tests.ingest.pdfs import below, drawn, scan, sentences, set_in, vera

PROSE = [sentences(2 + nr % 5, nr) for nr in range(14)]


def read(folder: Path, data: bytes, name: str = "verslag.pdf") -> ReadText:
    path = folder / name
    path.write_bytes(data)
    return read_file(path)


def told(found: ReadText) -> str:
    return "\n".join(warning.text() for warning in found.warnings)


def joined(found: ReadText) -> str:
    return " ".join(found.text.split())


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("alignment", [0, 4], ids=["ragged", "justified"])
def test_paragraphs_come_back_in_reading_order(tmp_path: Path, columns: int, alignment: int) -> None:
    found = read(tmp_path, set_in(PROSE, columns=columns, style={"alignment": alignment}))
    assert found.text == "\n".join(PROSE)
    assert (found.format, found.encoding) == ("pdf", "")
    assert ("Pages with columns" in told(found)) is (columns > 1)
    assert re.search(r"\d+ lines became 14 paragraphs", told(found))


def test_paragraphs_are_known_by_their_indent_alone(tmp_path: Path) -> None:
    found = read(tmp_path, set_in(PROSE, style={"spaceAfter": 0, "firstLineIndent": 14}))
    assert found.text == "\n".join(PROSE)


def test_a_title_across_the_columns_comes_first(tmp_path: Path) -> None:
    found = read(tmp_path, set_in(PROSE, columns=2, title="Samen wandelen in Zandmeer: een evaluatie"))
    assert found.text == "\n".join(["Samen wandelen in Zandmeer: een evaluatie", *PROSE])


def test_what_stands_between_the_columns_parts_what_is_above_from_what_is_below(tmp_path: Path) -> None:
    left = [f"links regel nummer {nr} van de tekst hier" for nr in range(8)]
    right = [f"rechts regel nummer {nr} van de tekst hier" for nr in range(8)]
    page = [
        *below(60, 100, *left[:4]),
        *below(320, 100, *right[:4]),
        (60, 200, "Een regel die over de volle breedte van de bladzijde loopt, van links tot aan de rechterkant, ja"),
        *below(60, 240, *left[4:]),
        *below(320, 240, *right[4:]),
    ]
    found = joined(read(tmp_path, drawn(page)))
    order = [found.index(one) for one in (*left[:4], *right[:4], "Een regel", *left[4:], *right[4:])]
    assert order == sorted(order)


def test_headers_footers_and_page_numbers_are_left_out_and_told(tmp_path: Path) -> None:
    prose = [sentences(6, nr) for nr in range(60)]
    found = read(
        tmp_path,
        set_in(
            prose,
            columns=2,
            head=lambda page: "Evaluatie Gezonde Wijk" if page % 2 else "Hoofdstuk over ontmoeten",
            foot=lambda page: f"Pagina {page} van 9",
        ),
    )
    # A paragraph that ends in a full line at the foot of a column cannot be told from one that goes on.
    assert joined(found) == " ".join(prose) and abs(found.paragraphs - len(prose)) < 4
    assert "Headers and footers left out: 7 (Evaluatie Gezonde Wijk, Hoofdstuk over ontmoeten)." in told(found)
    assert "Page numbers left out: 7." in told(found)


def test_words_that_come_back_in_the_text_are_no_headers(tmp_path: Path) -> None:
    pages = [
        below(60, 60, "Interviewer: Ja.", f"Respondent: Dat was de {nr}e keer.", "Interviewer: Mooi.")
        for nr in range(9)
    ]
    assert read(tmp_path, drawn(*pages)).text.count("Mooi.") == 9
    pages = [below(60, 400, "Even stil.", f"Daarna kwam nummer {nr}.", "Even stil.") for nr in range(9)]
    assert read(tmp_path, drawn(*pages)).text.count("Even stil.") == 18


def test_a_number_alone_at_the_foot_is_a_page_number_only_when_it_counts(tmp_path: Path) -> None:
    text = below(60, 100, "Hoeveel mensen kwamen er?")
    assert read(tmp_path, drawn([*text, (300, 800, "1")])).text == "Hoeveel mensen kwamen er?"
    assert read(tmp_path, drawn([*text, (300, 800, "37")])).text == "Hoeveel mensen kwamen er?\n37"


def test_words_broken_at_the_end_of_a_line_are_made_whole(tmp_path: Path) -> None:
    lines = below(
        60, 100,
        "Er was veel onduidelijkheid over de afspraken tussen gemeente en samen-",
        "werking in de wijk, en over de rol van de GGZ-",
        "instelling en de sociaal-economische positie. Ook die sociaal-",
        "economische kant kwam terug, met voor-",
        "en nadelen, en in 2015-",
        "2016 nog eens. De zee-",
        "eend bleef weg.",
    )  # fmt: skip
    found = read(tmp_path, drawn(lines))
    text = joined(found)
    for words in (
        "en samenwerking in",
        "GGZ-instelling",
        "Ook die sociaal-economische",
        "voor- en nadelen",
        "2015-2016",
        "zee-eend",
    ):
        assert words in text
    assert "Words broken at the end of a line, made whole: 1 (samenwerking)." in told(found)
    assert "Hyphens at the end of a line that stayed: 3 (GGZ-instelling, sociaal-economische, zee-eend)." in told(found)


def test_joined_letters_become_separate_ones(tmp_path: Path) -> None:
    found = read(tmp_path, drawn(below(60, 100, "De \ufb01nanci\u00eble kant van de \ufb02at, en de fiets.")
                                 , font=vera()))  # fmt: skip
    assert found.text == "De financiële kant van de flat, en de fiets."
    assert "Joined letters (such as ﬁ) written as separate ones: 2." in told(found)


def test_notes_at_the_foot_of_a_page_stand_at_the_end_of_the_text(tmp_path: Path) -> None:
    first = [
        *below(60, 100, "De inloop trok veel mensen uit de buurt, ook mensen die anders nooit kwamen"),
        *below(60, 113, "en die vertelden dat zij zich gezien voelden toen de koffie klaarstond en"),
        *below(60, 126, "belangstelling was voor hun verhaal over de buurt waarin zij wonen, wat"),
    ]  # fmt: skip
    small = [(60.0, 780.0, "1 Tijd is hier de tijd van de vrijwilliger.")]
    second = below(60, 100, "Volgens de meesten het belangrijkste was van alles.")
    data = _with_notes(first, small, second)
    found = read(tmp_path, data)
    text, note = found.text.split("\n")
    assert text.endswith("waarin zij wonen, wat Volgens de meesten het belangrijkste was van alles.")
    assert note == "[1] Tijd is hier de tijd van de vrijwilliger."
    assert "Notes at the foot of a page, placed at the end of the text: 1." in told(found)


def _with_notes(first: list[tuple[float, float, str]], small: list[tuple[float, float, str]],
                second: list[tuple[float, float, str]]) -> bytes:  # fmt: skip
    import io

    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for texts, size in ((first, 11.0), (small, 8.0), (None, 0.0), (second, 11.0)):
        if texts is None:
            canvas.showPage()
            continue
        for x, y, text in texts:
            raised = text.startswith("^")
            canvas.setFont("Helvetica", size * 0.6 if raised else size)
            canvas.drawString(x, 842 - y + (4 if raised else 0), text.removeprefix("^"))
    canvas.save()
    return file.getvalue()


def test_a_raised_number_in_a_line_is_the_mark_of_a_note(tmp_path: Path) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    at = 60 + stringWidth("Er was koffie", "Helvetica", 11)
    found = read(tmp_path, drawn([(60, 100, "Er was koffie"), (at, 100, "^3"), (at + 5, 100, ", en tijd.")]))
    assert found.text == "Er was koffie[3], en tijd."


def test_a_talk_keeps_its_turns_also_with_speakers_in_a_column_of_their_own(tmp_path: Path) -> None:
    talk = [
        (60, 100, "**Interviewer:"), (150, 100, "Hoe ging het met de inloop in de afgelopen maanden, en wat"),
        (150, 113, "veranderde er daarna?"),
        (60, 133, "**Respondent:"), (150, 133, "Goed. Mensen kwamen terug omdat er iemand was die naar hen"),
        (150, 146, "luisterde, ook als het tegenzat."),
        (60, 166, "**Interviewer:"), (150, 166, "En toen?"),
        (60, 186, "**Respondent:"), (150, 186, "Toen niets meer."),
    ]  # fmt: skip
    found = read(tmp_path, drawn(talk))
    assert [(turn.speaker, found.text[turn.text_start : turn.end]) for turn in found.turns] == [
        ("Interviewer", "Hoe ging het met de inloop in de afgelopen maanden, en wat veranderde er daarna?"),
        (
            "Respondent",
            "Goed. Mensen kwamen terug omdat er iemand was die naar hen luisterde, ook als het tegenzat.",
        ),
        ("Interviewer", "En toen?"),
        ("Respondent", "Toen niets meer."),
    ]


def test_short_lines_stay_lines_of_their_own(tmp_path: Path) -> None:
    lines = ["Ja hoor.", "Nee.", "Soms wel.", "Op maandag", "Op dinsdag"]
    assert read(tmp_path, drawn(below(60, 100, *lines))).text.split("\n") == lines


@pytest.mark.parametrize("turned", [90, 0], ids=["that say so", "that do not say so"])
def test_turned_pages_are_read_upright(tmp_path: Path, turned: int) -> None:
    import io

    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setPageRotation(turned)
    canvas.rotate(90)
    for nr, line in enumerate(["Eerste regel van de bladzijde.", "Tweede regel van de bladzijde."]):
        canvas.drawString(100, -100 - 20 * nr, line)
    canvas.save()
    found = read(tmp_path, file.getvalue())
    assert found.text.split("\n") == ["Eerste regel van de bladzijde.", "Tweede regel van de bladzijde."]


def test_a_watermark_is_left_out(tmp_path: Path) -> None:
    import io

    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.drawString(60, 700, "De tekst zelf.")
    canvas.rotate(45)
    canvas.drawString(400, 100, "CONCEPT")
    canvas.save()
    found = read(tmp_path, file.getvalue())
    assert found.text == "De tekst zelf."
    assert "Slanted words (of a watermark), left out: 1." in told(found)


def test_a_scan_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"verslag.pdf is a scan.*OCR"):
        read(tmp_path, scan())


def test_a_pdf_without_anything_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="holds no text"):
        read(tmp_path, drawn([]))


def test_a_locked_pdf_says_so_and_one_that_only_may_not_be_printed_is_read(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    page = below(60, 100, "Goed hoor.")
    with pytest.raises(ReadError, match="locked with a password"):
        read(tmp_path, drawn(page, encrypt=StandardEncryption("geheim", strength=128)))
    data = drawn(page, encrypt=StandardEncryption("", "baas", canPrint=0, strength=128))
    assert read(tmp_path, data).text == "Goed hoor."


def test_a_pdf_that_is_cut_off_is_read_as_far_as_it_goes_or_says_so(tmp_path: Path) -> None:
    data = set_in(PROSE)
    said: list[str] = []
    for share in (0.02, 0.3, 0.6, 0.9, 0.99):
        try:
            found = read(tmp_path, data[: int(len(data) * share)])
        except ReadError as error:
            said.append(str(error))
        else:
            assert found.text in "\n".join(PROSE)
    assert said and all(re.search("damaged|no text", one) for one in said)


def test_a_pdf_that_unpacks_to_far_too_much_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cmo_coder.ingest.pdf.PART_BYTES", 2_000_000)
    packed = zlib.compress(b" " * 3_000_000, 9)
    body = b"%%PDF-1.4\n1 0 obj <</Length %d /Filter /FlateDecode>>\nstream\n%b\nendstream endobj\n" % (
        len(packed),
        packed,
    )
    with pytest.raises(ReadError, match="would unpack"):
        read(tmp_path, body)


def test_too_many_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cmo_coder.ingest.pdf.PDF_PAGES", 2)
    with pytest.raises(ReadError, match="3 pages"):
        read(tmp_path, drawn(*[below(60, 100, "Tekst.")] * 3))
    assert limits.PDF_PAGES >= 1000


def test_reading_can_be_stopped_between_pages(tmp_path: Path) -> None:
    path = tmp_path / "lang.pdf"
    path.write_bytes(drawn(*[below(60, 100, "Tekst.")] * 10))
    told_: list[float] = []

    def stop(done: float) -> None:
        told_.append(done)
        if len(told_) == 3:
            raise Stopped

    with pytest.raises(Stopped):
        read_file(path, watch=stop)
    assert told_ == [0.1, 0.2, 0.3]
    assert read_file(path).paragraphs == 10


SMALL = drawn(below(60, 100, "Interviewer: Hoe gaat het?", "Respondent: Goed."))


@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_gives_text_or_a_clear_message(tmp_path: Path, damage: list[tuple[int, bytes]]) -> None:
    data = bytearray(SMALL)
    for at, new in damage:
        data[at : at + len(new)] = new
    with suppress(ReadError):
        read(tmp_path, bytes(data))
