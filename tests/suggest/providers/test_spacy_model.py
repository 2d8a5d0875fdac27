"""Provider `spacy`: a user's own model, trained here, small."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.model.codes import Code
from cmo_coder.model.errors import UserError
from cmo_coder.suggest.later import Later
from cmo_coder.suggest.others import NO_OTHERS, Others, others_of, said_lines
from cmo_coder.suggest.provenance import marked
from cmo_coder.suggest.provider import Answer, Asked, Material, OfClaim, Words
from cmo_coder.suggest.providers import spacy_model
from cmo_coder.suggest.value import Passage, Scored

CODES = (Code(id="money", name="Geld"), Code(id="time", name="Weinig tijd", aliases=("tijd",)))
TAUGHT = (
    ("de subsidie is op", "geld"),
    ("een klein budget", "geld"),
    ("geen geld meer", "geld"),
    ("de agenda is vol", "weinig_tijd"),
    ("twee uur per week", "weinig_tijd"),
    ("geen tijd meer", "weinig_tijd"),
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text classifier with the labels of two codes and one that no code bears."""
    import spacy
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(1)
    nlp = spacy.blank("nl")
    kind = {
        "@architectures": "spacy.TextCatBOW.v3",
        "exclusive_classes": True,
        "ngram_size": 1,
        "no_output_layer": False,
    }
    nlp.add_pipe("textcat", config={"model": kind})
    labels = {"geld", "weinig_tijd", "vreemd"}
    examples = [
        Example.from_dict(nlp.make_doc(text), {"cats": {label: float(label == right) for label in labels}})
        for text, right in TAUGHT
    ]
    nlp.initialize(lambda: examples)
    for _round in range(20):
        nlp.update(examples)
    folder = tmp_path_factory.mktemp("model")
    nlp.to_disk(folder)
    return folder


def test_its_codes_stand_among_those_that_were_learned(model: Path) -> None:
    others = others_of(Material(codes=CODES, model=str(model)))
    text = Passage("", "de subsidie en het budget")
    learned = (Scored("time", 1.0, 0.9), Scored("money", 0.5, 0.02), Scored("third", 0.1, 0.1))
    (found,) = others.beside([text], [learned], ["time", "money", "third"], 3)
    assert [one.code for one in found] == ["time", "money", "third"]
    assert found[1].by is not None and found[1].by.provenance.provider == "spacy"
    assert found[0] is learned[0], "the model is less sure of it than what was learned"
    (line,) = said_lines(found[1].by, text.text)
    assert "“geld”" in line
    (gone,) = others.beside([text], [learned[:1]], ["time"], 3)
    assert [one.code for one in gone] == ["time"], "a code that nothing is known of is not proposed"


def test_without_a_model_nothing_is_asked() -> None:
    assert others_of(Material(codes=CODES)) is NO_OTHERS
    learned = [(Scored("time", 1.0, 0.3),)]
    assert NO_OTHERS.beside([Passage("", "x")], learned, ["time"], 3) is learned


def test_one_that_fails_leaves_what_was_learned() -> None:
    class Broken:
        provenance = marked("broken", "")

        def answer(self, asked: Asked) -> tuple[Answer, ...]:
            raise ValueError(asked)

    others = Others(Later(lambda: {"broken": Broken()}))
    learned = (Scored("time", 1.0, 0.3),)
    assert others.beside([Passage("", "x")], [learned], ["time"], 3) == [learned]


def test_labels_are_matched_with_codes_by_name(model: Path) -> None:
    made = spacy_model.make(Material(codes=CODES, model=str(model)))
    assert made is not None
    best = made.answer(Words(Passage("", "de subsidie en het budget")))[0]
    assert (best.about, best.evidence[0].text) == ("money", "geld")
    assert made.answer(Words(Passage("", "de agenda is vol")))[0].about == "time"
    assert best.provenance.provider == "spacy"
    assert "pipeline" in best.provenance.model
    assert made.answer(OfClaim("x")) == ()


def test_spans_of_a_spancat_are_evidence() -> None:
    import spacy

    nlp = spacy.blank("nl")
    doc = nlp("Er is geen geld meer")
    span = doc.char_span(11, 15, label="geld")
    assert span is not None
    doc.spans["sc"] = [span]
    doc.spans["sc"].attrs["scores"] = [0.8]
    assert spacy_model._labelled(doc) == [("geld", 0.8, 11, 15)]


@pytest.mark.parametrize("model_name", ["auto", "blank"])
def test_without_a_model_of_ones_own_there_is_no_provider(model_name: str) -> None:
    assert spacy_model.make(Material(codes=CODES, model=model_name)) is None


def test_a_model_that_does_not_classify_gives_no_provider(tmp_path: Path) -> None:
    import spacy

    spacy.blank("nl").to_disk(tmp_path / "plain")
    assert spacy_model.make(Material(codes=CODES, model=str(tmp_path / "plain"))) is None


def test_a_model_that_is_not_there_is_told() -> None:
    with pytest.raises(UserError, match="nowhere_at_all is not installed"):
        spacy_model.make(Material(codes=CODES, model="nowhere_at_all"))
