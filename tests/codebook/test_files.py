"""Reading and writing codebook files."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_coder.codebook.errors import CodebookError
from cmo_coder.codebook.files import LIMIT, read_codebook, ready_codebook, write_codebook
from cmo_coder.codebook.value import Codebook, CodebookEntry, name_key
from cmo_coder.messages import in_language
from cmo_coder.model.codes import CodeType
from cmo_coder.model.errors import NotFound, UserError


def read(folder: Path, text: str) -> Codebook:
    path = folder / "boek.yaml"
    path.write_bytes(text.encode())
    return read_codebook(path)


def problems(folder: Path, text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(CodebookError) as caught:
        read(folder, text)
    return [(found.line, found.field, found.text()) for found in caught.value.problems]


def with_code(fields: str) -> str:
    return f"name: Boek\ncodes:\n  - code: A\n{fields}"


def test_every_field_is_read(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        "name: Boek\nlanguage: nl\ndescription: Over iets\nsource: Iemand\nlicence: CC0-1.0\ncodes:\n"
        "  - code: A\n    role: M_red\n    key: v\n    colour: '#1f77b4'\n    aliases: [a1, a2]\n    definition: d\n"
        "    inclusion: i\n    exclusion: e\n    example: x\n  - code: B\n    parent: A\n",
    )
    first = CodebookEntry("A", "", CodeType.M_RED, "d", "i", "e", "x", "#1f77b4", ("a1", "a2"), "v")
    assert book == Codebook("Boek", "nl", "Over iets", "Iemand", "CC0-1.0", (first, CodebookEntry("B", "A")))


def test_codes_inside_a_code_have_it_as_their_parent(tmp_path: Path) -> None:
    book = read(
        tmp_path, "name: x\ncodes:\n- code: A\n  children:\n  - name: B\n    children:\n    - code: C\n- code: D\n"
    )
    assert [(code.name, code.parent) for code in book.codes] == [("A", ""), ("B", "A"), ("C", "B"), ("D", "")]
    assert [code.name for code in book.children(0)] == ["B"]


@pytest.mark.parametrize("name", ["No", "1", "2024-01-01", "1.50", "'~'", "true", "0x1F"])
def test_a_name_stays_as_it_was_written(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, f"name: x\ncodes:\n- code: {name}\n").codes[0].name == name.strip("'")


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_files_of_windows_editors_are_read(tmp_path: Path, mark: str, newline: str) -> None:
    text = mark + with_code("    definition: |\n      één\n      twee\n").replace("\n", newline)
    assert read(tmp_path, text).codes[0].definition == "één\ntwee"


def test_a_field_left_empty_counts_as_not_given(tmp_path: Path) -> None:
    assert read(tmp_path, with_code("    parent:\n    aliases:\n    key:\n    definition: ~\n")).codes == (
        CodebookEntry("A"),
    )


def test_a_name_may_be_used_again_under_another_parent(tmp_path: Path) -> None:
    book = read(
        tmp_path,
        "name: x\ncodes:\n- code: Overig\n- code: A\n  children:\n  - code: Overig\n    children:\n    - code: Klein\n"
        "- code: Los\n  parent: Overig\n- code: Vast\n  parent: a > overig\n",
    )
    assert book.parents() == (None, None, 1, 2, 0, 2)
    assert book.codes[3].parent == "A > Overig"


def test_parents_and_names_may_differ_in_capitals_and_spaces(tmp_path: Path) -> None:
    book = read(tmp_path, "name: x\ncodes:\n- code: Lokale   context\n- code: B\n  parent: lokale Context\n")
    assert len(book.children(0)) == 1


@pytest.mark.parametrize(
    ("fields", "line", "field", "text"),
    [
        ("    rol: C\n", 4, "rol", "There is no such field; was role meant?"),
        ("    wxyz: C\n", 4, "wxyz", "the fields are code, parent"),
        ("    role: Context\n", 4, "role", "'Context' is no role; the roles are open, C, I, M_res"),
        ("    colour: red\n", 4, "colour", "A colour is written as"),
        ("    colour: '#12345'\n", 4, "colour", "A colour is written as"),
        ("    definition: d\n    colour: #1f77b4\n", 5, "colour", "must stand between quotes"),
        ("    key: ab\n", 4, "key", "one letter or digit"),
        ("    key: '+'\n", 4, "key", "one letter or digit"),
        ("    keywords: ['/a(/']\n", 4, "keywords", "regular expression"),
        ("    keywords:\n      - a\n      - '**'\n", 6, "keywords", "A keyword has letters"),
        ("    aliases: a\n", 4, "aliases", "A list is expected"),
        ("    aliases:\n      - a\n      - [b]\n", 6, "aliases", "A text is expected"),
        ("    definition:\n      - a\n", 4, "definition", "A text is expected"),
        ("    definition: a\n    definition: b\n", 5, "definition", "twice"),
        ("  - B\n", 4, "codes", "Fields are expected"),
        ("  - definition: b\n", 4, "code", "missing"),
        ("  - code: ''\n", 4, "code", "empty"),
        ('  - code: "a\\nb"\n', 4, "code", "one line"),
        ("  - code: B\n    children:\n      - code: C\n        kleur: rood\n", 7, "kleur", "no such field"),
        ("  - code: a\n", 4, "code", "A code named a stands in the same place already, at line 3."),
        ("    key: q\n  - code: B\n    key: q\n", 6, "key", "belongs to A already, at line 4"),
        ("    parent: Bb\n  - code: Bbb\n", 4, "parent", "was Bbb meant?"),
        ("    parent: Zzz\n", 4, "parent", "no code named Zzz in this file"),
        ("  - code: B\n    children: [{code: X}]\n  - code: C\n    children: [{code: X}]\n  - code: D\n    parent: X\n",
         9, "parent", "X is the name of 2 codes; write the one above it as well, such as C > X."),
        ("    children: [{code: X}, {code: x}]\n", 4, "code", "stands in the same place already"),
        ("    parent: Z > A\n", 4, "parent", "no code named Z > A"),
        ("    parent: A\n", 4, "parent", "loop: A > A"),
        ("    parent: B\n  - code: B\n    parent: C\n  - code: C\n    parent: A\n", 4, "parent", "loop: A > B > C > A"),
        ("    children:\n      - code: B\n        parent: C\n  - code: C\n", 6, "parent", "stands inside A"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line_and_field(
    tmp_path: Path, fields: str, line: int, field: str, text: str
) -> None:
    found = problems(tmp_path, with_code(fields))
    assert [(at, name) for at, name, _text in found] == [(line, field)]
    assert text in found[0][2]


@pytest.mark.parametrize(
    ("content", "line", "field", "text"),
    [
        ("", 0, "", "empty"),
        ("# only a note\n", 0, "", "empty"),
        ("codes: []\n", 1, "name", "missing"),
        ("name: x\n", 1, "codes", "missing"),
        ("name: x\ncodes:\n", 2, "codes", "missing"),
        ("name: x\ncodes: []\nlanguage: Nederlands\n", 3, "language", "short code"),
        ("name: x\ncodes: []\nlicense: MIT\n", 3, "license", "was licence meant?"),
        ("just a text\n", 1, "", "Fields are expected"),
        ("name: x\ncodes:\n- code: A\n  definition: a: b\n", 4, "", "colon"),
        ("name: x\ncodes:\n\t- code: A\n", 3, "", "tabs"),
        ("name: x\ncodes:\n- code: 'A\n- code: B\n", 3, "", "not closed"),
        ("name: x\ncodes:\n- code: @A\n", 3, "", "special character"),
        ("name: x\ncodes:\n- code: A\n  aliases: [a, b\n", 4, "", "brackets"),
        ("name: x\ncodes: []\nname\n", 3, "", "needs a colon"),
        ('name: x\ncodes:\n- code: "a\\q"\n', 3, "", "backslash"),
        ("name: x\ncodes: []\n---\nname: y\n", 3, "", "one codebook"),
        ("name: x\ncodes:\n- code: &a A\n- code: *a\n", 4, "", "reference"),
        ("name: x\ncodes:\n- code: a\x01b\n", 3, "", "0x0001"),
        ("name: x\ncodes: " + "[" * 200_000, 2, "", "nested too deep"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_file_that_is_no_codebook_is_refused_with_the_place(
    tmp_path: Path, content: str, line: int, field: str, text: str
) -> None:
    found = problems(tmp_path, content)
    assert [(at, name) for at, name, _text in found] == [(line, field)]
    assert text in found[0][2]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_another_encoding_is_named_with_the_line(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "boek.yaml"
    path.write_bytes("name: x\ncodes:\n- code: reünie\n".encode(encoding))
    with pytest.raises(CodebookError, match="UTF-8") as caught:
        read_codebook(path)
    assert [found.line for found in caught.value.problems] == [3 if encoding == "cp1252" else 1]


def test_all_mistakes_are_named_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    lines = [line for line, _field, _text in problems(tmp_path, with_code("    key: ab\n  - cod: B\n    role: x\n"))]
    assert lines == sorted(lines)
    assert len(lines) == 4, "a wrong key, an unknown field, a missing name, a wrong role"


def test_the_message_lists_file_line_and_field_in_the_language_of_the_user(tmp_path: Path) -> None:
    with pytest.raises(CodebookError) as caught:
        read(tmp_path, with_code("    rol: C\n    key: ab\n"))
    assert f"{tmp_path / 'boek.yaml'}, line 4, rol: There is no such field" in str(caught.value)
    with in_language("nl"):
        dutch = str(caught.value).splitlines()
    assert dutch[0] == "In het codeboek boek.yaml zitten 2 fouten; er is niets veranderd."
    assert dutch[1].endswith("boek.yaml, regel 4, rol: Dit veld bestaat niet. Is role bedoeld?")


def test_a_long_list_of_mistakes_is_cut_short_with_the_number_left(tmp_path: Path) -> None:
    with pytest.raises(CodebookError) as caught:
        read(tmp_path, "name: x\ncodes:\n" + "- cod: a\n  code: a\n" * 30)
    assert len(caught.value.problems) == 30
    assert str(caught.value).endswith("And 10 more.")


@pytest.mark.parametrize("name", ["absent.yaml", "."])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match=r"No codebook file|is a folder"):
        read_codebook(tmp_path / name)


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "boek.yaml"
    path.write_bytes(b"name: x\n#" + b"x" * LIMIT)
    with pytest.raises(UserError, match="too large"):
        read_codebook(path)


def test_a_ready_codebook_that_is_not_there_is_refused_with_the_names_of_those_that_are() -> None:
    with pytest.raises(NotFound, match=r"named cmo-fy\..*cmo-en, cmo-nl"):
        ready_codebook("cmo-fy")


def test_writing_where_it_cannot_be_done_is_a_clear_error_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "boek.yaml").mkdir()
    with pytest.raises(UserError, match="cannot be written"):
        write_codebook(Codebook("x"), tmp_path / "boek.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["boek.yaml"]


def test_a_written_file_is_easy_to_read_and_to_compare(tmp_path: Path) -> None:
    entry = CodebookEntry("A", role=CodeType.C, key="1", definition="één\ntwee: drie")
    write_codebook(Codebook("Boek", "nl", codes=(entry, CodebookEntry("B", "A"))), tmp_path / "a.yaml")
    assert (tmp_path / "a.yaml").read_text("utf-8") == (
        "name: Boek\nlanguage: nl\ncodes:\n\n- code: A\n  role: C\n  key: '1'\n"
        "  definition: |-\n    één\n    twee: drie\n\n- code: B\n  parent: A\n"
    )


texts = st.text(max_size=60).map(str.strip)
lines = texts.map(lambda text: " ".join(text.split())).filter(bool)
codes = st.builds(
    CodebookEntry,
    name=lines,
    role=st.sampled_from(CodeType),
    definition=texts,
    inclusion=texts,
    exclusion=texts,
    example=texts,
    colour=st.one_of(st.just(""), st.text("0123456789abcdefABCDEF", min_size=6, max_size=6).map("#{}".format)),
    aliases=st.lists(lines, max_size=3).map(tuple),
    keywords=st.lists(st.sampled_from(["wacht*", "korte lijnen", "/a{2,3}|b/", "é"]), max_size=3).map(tuple),
)


def test_a_long_chain_of_codes_with_one_name_is_read_in_reasonable_time(tmp_path: Path) -> None:
    chain = "".join(f"- code: A\n  parent: {'A > ' * depth}A\n" for depth in range(1, 80))
    with pytest.raises(CodebookError):
        read(tmp_path, "name: x\ncodes:\n- code: A\n- code: A\n" + chain)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """Codebooks with parents anywhere before their children, keys used once, and any text at all."""
    entries = draw(st.lists(codes, max_size=6, unique_by=lambda code: name_key(code.name)))
    keys = draw(st.lists(st.sampled_from(string.ascii_letters + "é9"), unique=True, min_size=6, max_size=6))
    placed = []
    for number, entry in enumerate(entries):
        parent = draw(st.sampled_from(["", *(code.name for code in entries[:number])]))
        fields = {name: getattr(entry, name) for name in CodebookEntry.__slots__}
        placed.append(CodebookEntry(**{**fields, "parent": parent, "key": draw(st.sampled_from(["", keys[number]]))}))
    order = draw(st.permutations(placed))
    language = draw(st.sampled_from(["", "nl", "en-GB"]))
    return Codebook(draw(lines), language, draw(texts), draw(texts), draw(texts), tuple(order))


@pytest.mark.parametrize(
    "text", ["a\r\nb", "a\x85b", "a\u2028b\n c", "a\n\n  b\n", "- a", "|", "null", "1_0", "😀\n\t é"]
)
def test_every_kind_of_text_is_read_back_the_same(tmp_path: Path, text: str) -> None:
    book = Codebook("x", codes=(CodebookEntry("A", definition=text.strip(), aliases=("x", "no")),))
    write_codebook(book, tmp_path / "a.yaml")
    assert read_codebook(tmp_path / "a.yaml") == book


@given(book=codebooks())
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back_the_same(book: Codebook, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "property.yaml"
    write_codebook(book, path)
    assert read_codebook(path) == book
