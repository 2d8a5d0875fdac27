"""Every text of the program has its Dutch, and the compiled catalogue holds it."""

from __future__ import annotations

import ast
import gettext
import re
from functools import cache
from pathlib import Path

import pytest

from cmo_coder.messages import build


@cache
def findings() -> build.Findings:
    return build.check(build.texts_of_code(), build.entries())


def test_every_text_of_the_code_has_dutch() -> None:
    assert not findings().untranslated


def test_no_text_hides_in_an_f_string_where_the_collector_does_not_see_it() -> None:
    """Babel passes over calls within f-strings: such a text must be collected elsewhere, or it stays English."""
    known = {form for text in build.texts_of_code() for form in text.forms}
    hidden = [
        f"{path.name}:{call.lineno} {call.args[0].value!r}"
        for path in sorted(build.PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("_", "N_", "ngettext", "pgettext")
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value not in known
    ]
    assert hidden == []


def test_the_dutch_fills_in_the_same_placeholders() -> None:
    assert not findings().placeholders


FORMAL = re.compile(r"\b[Uu]w\b|\b[Uu] (?:nu|nog|er|al|alleen|zelf|hebt|heeft|bent|kunt|wilt|moet|mag|codeert|werkt)\b")
"""The formal "u", and not the key of that letter ("u haalt het terug")."""


def test_the_dutch_says_je_and_never_u() -> None:
    formal = [dutch for entry in build.entries() for dutch in entry.dutch if FORMAL.search(dutch)]
    assert formal == []


def test_no_text_is_defined_twice() -> None:
    assert not findings().doubled


def test_the_compiled_catalogue_is_up_to_date() -> None:
    with build.COMPILED.open("rb") as stream:
        dutch = gettext.GNUTranslations(stream)
    for entry in build.entries():
        context, singular = entry.text.key
        got = dutch.pgettext(context, singular) if context else dutch.gettext(singular)
        if len(entry.dutch) > 1:
            got = dutch.ngettext(*entry.text.forms[:2], 1)
        assert got == entry.dutch[0], f"run python -m cmo_coder.messages.build ({entry.text.where})"


PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def written(folder: Path, **files: str) -> tuple[build.Entry, ...]:
    for name, body in files.items():
        (folder / f"{name}.po").write_text(PO + body, "utf-8")
    return build.entries(folder)


def test_a_text_in_two_files_is_reported(tmp_path: Path) -> None:
    found = written(tmp_path, a='msgid "Read"\nmsgstr "Lezen"\n', b='msgid "Read"\nmsgstr "Gelezen"\n')
    assert len(build.check((), found, tmp_path).doubled) == 1


def test_a_text_twice_in_one_file_is_reported(tmp_path: Path) -> None:
    found = written(tmp_path, a='msgid "Read"\nmsgstr "Lezen"\n\nmsgid ""\n"Re"\n"ad"\nmsgstr "Gelezen"\n')
    assert len(build.check((), found, tmp_path).doubled) == 1


def test_one_text_in_two_contexts_is_not_a_double(tmp_path: Path) -> None:
    body = 'msgctxt "verb"\nmsgid "Read"\nmsgstr "Lezen"\n\nmsgctxt "state"\nmsgid "Read"\nmsgstr "Gelezen"\n'
    found = written(tmp_path, a=body)
    assert not build.check((), found, tmp_path).doubled
    assert {entry.text.context for entry in found} == {"verb", "state"}


@pytest.mark.parametrize("dutch", ["{aantal} stuks", "stuks"])
def test_another_placeholder_is_reported(tmp_path: Path, dutch: str) -> None:
    found = written(tmp_path, a=f'msgid "{{n}} pieces"\nmsgstr "{dutch}"\n')
    assert len(build.check((), found, tmp_path).placeholders) == 1


def test_an_empty_translation_counts_as_none(tmp_path: Path) -> None:
    text = build.Text("a.py:1", "", ("Read",))
    assert len(build.check((text,), written(tmp_path, a='msgid "Read"\nmsgstr ""\n'), tmp_path).untranslated) == 1
    assert len(build.check((text,), written(tmp_path, a=""), tmp_path).untranslated) == 1


def test_all_ways_to_mark_a_text_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        '_("now")\nN_("later")\nngettext("{n} file", "{n} files", n)\npgettext("verb", "Read")\n', "utf-8"
    )
    assert {(text.context, text.forms) for text in build.texts_of_code(tmp_path)} == {
        ("", ("now",)), ("", ("later",)), ("", ("{n} file", "{n} files")), ("verb", ("Read",)),
    }  # fmt: skip


def test_the_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    body = 'msgid "B"\nmsgstr "b"\n\nmsgid "A"\nmsgstr "a"\n'
    assert build.compiled(written(tmp_path, a=body)) == build.compiled(written(tmp_path, a=body))
