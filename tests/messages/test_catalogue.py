"""Texts are found in the compiled catalogue as Python's own reader finds them, every one of them."""

from __future__ import annotations

import gettext
from io import BytesIO
from pathlib import Path

import pytest

import cmo_coder.messages
from cmo_coder.messages.catalogue import Catalogue

FILE = Path(cmo_coder.messages.__file__).parent / "nl" / "cmo_coder.mo"


@pytest.fixture(scope="module")
def ours() -> Catalogue:
    return Catalogue(FILE.read_bytes())


@pytest.fixture(scope="module")
def theirs() -> gettext.GNUTranslations:
    return gettext.GNUTranslations(BytesIO(FILE.read_bytes()))


def test_every_text_has_the_same_dutch(ours: Catalogue, theirs: gettext.GNUTranslations) -> None:
    known = theirs._catalog  # type: ignore[attr-defined]
    single = [key for key in known if isinstance(key, str) and key]
    plural = [key[0] for key in known if isinstance(key, tuple) and key[1] == 0]
    assert len(single) > 4000 and len(plural) > 100
    for key in single:
        context, mark, message = key.rpartition("\x04")
        found = ours.pgettext(context, message) if mark else ours.gettext(message)
        assert found == known[key], key
    for key in plural:
        for n in (0, 1, 2, 17):
            assert ours.ngettext(key, "?", n) == theirs.ngettext(key, "?", n), key


@pytest.mark.parametrize("text", ["no such text", "", "\x00", "~~~", "zzzz", "Aa" * 99])
def test_a_text_without_dutch_stays_as_it_is(ours: Catalogue, text: str) -> None:
    assert ours.gettext(text) == text or not text
    assert ours.pgettext("nowhere", text) == text or not text
    assert [ours.ngettext(text, "more", n) for n in (1, 2)] == [text, "more"] or not text
