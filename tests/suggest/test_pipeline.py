"""Naming a language model: what is not there, is no model or was made for another spaCy is told before it is loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmo_coder.model.errors import UserError
from cmo_coder.suggest.pipeline import check_model, pipeline


def model_at(folder: Path, language: str = "nl", spacy_version: str | None = None) -> str:
    """A spaCy model in a folder, as if made for a version of spaCy."""
    import spacy

    spacy.blank(language).to_disk(folder)
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    if spacy_version is not None:
        meta |= {"spacy_version": spacy_version, "version": "2.3.0"}
    (folder / "meta.json").write_text(json.dumps(meta), "utf-8")
    return str(folder)


@pytest.mark.parametrize(
    ("name", "said"),
    [("nl_core_nothing_xl", "is not installed"), ("numpy", "no spaCy language model"), ("not a name", "not installed")],
)
def test_what_is_no_model_is_told(name: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        check_model(name)
    with pytest.raises(UserError, match=said):
        pipeline("nl", name)


def test_a_model_of_another_version_is_told_with_both_versions(tmp_path: Path) -> None:
    old = model_at(tmp_path / "old", spacy_version=">=2.3.0,<2.4.0")
    with pytest.raises(UserError, match=r"2\.3\.0 was made for spaCy >=2\.3\.0,<2\.4\.0; here is spaCy 3"):
        check_model(old)


def test_a_named_model_serves_its_own_language(tmp_path: Path) -> None:
    mine = model_at(tmp_path / "mine")
    check_model(mine)
    assert pipeline("nl", mine)[1].name == "pipeline"
    nlp, known = pipeline("en", mine)
    assert known.name == "blank-en"
    assert [one.cue.name for one in nlp("We did it because of the money.")._.cues]


def test_automatic_and_blank_are_always_there() -> None:
    check_model("auto")
    check_model("blank")
