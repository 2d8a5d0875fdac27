"""The suggestions on the example study: explanations are faithful, and the providers of claims speak with reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmo_coder.exchange.bulk import create_project_from_bulk
from cmo_coder.model.claims import Claim
from cmo_coder.model.codes import Code
from cmo_coder.model.configurations import Configuration
from cmo_coder.store.cache_folder import cache_folder
from cmo_coder.store.codes import edit_code
from cmo_coder.store.project import Project
from cmo_coder.suggest.data_files import Coded
from cmo_coder.suggest.learned import MEASURED, Learned
from cmo_coder.suggest.material import material_of
from cmo_coder.suggest.of_project import coded_of, definitions_of
from cmo_coder.suggest.provider import AnswerKind, Material, OfClaim, OfConfiguration
from cmo_coder.suggest.reasons import LEAST, MOST_WORDS
from cmo_coder.suggest.registry import load
from cmo_coder.suggest.spoken import uncoded_of
from cmo_coder.suggest.suggester import RULE, suggester_of
from cmo_coder.suggest.value import Definition, Example, Passage

ROOT = Path(__file__).parents[2]
EVERY = 2
"""Every so many fragments one is looked at."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("example") / "study.cmo"
    with create_project_from_bulk(ROOT / "transcripts_example" / "study.jsonl", path) as made:
        yield made


@pytest.fixture(scope="module")
def material(project: Project) -> Material:
    with project.read() as reading:
        return material_of(reading, model="blank", cache=cache_folder(project.place))


@pytest.fixture(scope="module")
def taught(project: Project) -> tuple[tuple[Coded, ...], tuple[Definition, ...]]:
    with project.read() as reading:
        return coded_of(reading), definitions_of(reading)


def learned(coded: tuple[Coded, ...], definitions: tuple[Definition, ...]) -> Learned:
    return Learned([Example(one.passage, tuple(sorted(one.codes))) for one in coded], definitions)


def test_without_the_words_that_it_names_a_score_falls(
    taught: tuple[tuple[Coded, ...], tuple[Definition, ...]],
) -> None:
    """For the first code of a passage by a model that never met its document: the first three and all shown."""
    coded, definitions = taught
    looked_at = 0
    for document in list(dict.fromkeys(one.passage.document for one in coded))[::3]:
        model = learned(tuple(one for one in coded if one.passage.document != document), definitions)
        for one in [each for each in coded if each.passage.document == document][::EVERY]:
            passage = one.passage
            code = model.suggest([passage])[0][0].code
            words = sorted(model.explain(passage, code).words, key=lambda word: -word.contribution)
            named = [word for word in words[:MOST_WORDS] if word.contribution > LEAST]
            nr = model.codes.index(code)
            for some in (named[:3], named) if named else ():
                text = passage.text
                for word in sorted(some, key=lambda each: -each.start):
                    text = text[: word.start] + text[word.end :]
                less = Passage(passage.id, text, passage.document, passage.context, passage.place)
                assert model.scores([less])[0][nr] < model.scores([passage])[0][nr], passage.text
                looked_at += 1
    assert looked_at >= 40


def test_without_the_words_that_it_names_a_score_falls_before_anything_is_coded(
    project: Project, taught: tuple[tuple[Coded, ...], tuple[Definition, ...]]
) -> None:
    """With what uncoded sentences lend the codebook; of every passage, for its first code."""
    coded, definitions = taught
    with project.read() as reading:
        uncoded = uncoded_of(reading, ())
    model = Learned((), definitions, uncoded=uncoded)
    looked_at = lent = 0
    for one in coded[::EVERY]:
        passage = one.passage
        code = model.suggest([passage])[0][0].code
        found = model.explain(passage, code)
        words = sorted(found.words, key=lambda word: -word.contribution)
        named = [word for word in words[:MOST_WORDS] if word.contribution > LEAST]
        for some in (named[:1], named[:3], named) if named else ():
            text = passage.text
            for word in sorted(some, key=lambda each: -each.start):
                text = text[: word.start] + text[word.end :]
            less = Passage(passage.id, text, passage.document, passage.context, passage.place)
            nr = model.codes.index(code)
            assert model.scores([less])[0][nr] < model.scores([passage])[0][nr], passage.text
            looked_at += 1
        lent += found.uncoded > LEAST
    assert looked_at >= 40
    assert lent >= 20


def test_uncoded_sentences_come_from_all_documents_and_are_not_coded(
    project: Project, taught: tuple[tuple[Coded, ...], tuple[Definition, ...]]
) -> None:
    with project.read() as reading:
        every, rest = uncoded_of(reading, ()), uncoded_of(reading, taught[0])
    assert len({one.document for one in every}) == 13
    assert 200 <= len(every) <= MEASURED.uncoded
    assert 50 <= len(rest) < len(every)
    said = [one.passage for one in taught[0]]
    assert not any(one.text in each.text for one in rest for each in said if each.document == one.document)


def test_without_the_fragments_that_it_names_a_score_falls(
    taught: tuple[tuple[Coded, ...], tuple[Definition, ...]],
) -> None:
    coded, definitions = taught
    documents = list(dict.fromkeys(one.passage.document for one in coded))
    rest = tuple(one for one in coded if one.passage.document != documents[0])
    model = learned(rest, definitions)
    looked_at = 0
    for one in [each for each in coded if each.passage.document == documents[0]][::5][:10]:
        code = model.suggest([one.passage])[0][0].code
        named = [each for each in model.explain(one.passage, code).examples[:3] if each.contribution > 0.02]
        if not named:
            continue
        ids = {each.id for each in named}
        without = learned(tuple(each for each in rest if each.passage.id not in ids), definitions)
        nr, other = model.codes.index(code), without.codes.index(code)
        # Against the mean of all codes: taking fragments away moves what is common to all.
        before = model.scores([one.passage])[0]
        after = without.scores([one.passage])[0]
        assert after[other] - after.mean() < before[nr] - before.mean(), one.passage.text
        looked_at += 1
    assert looked_at >= 6


def test_a_claim_has_empty_slots_and_configurations_that_it_is_like(project: Project, material: Material) -> None:
    found = load(material, ("link", "configuration"))
    assert material.snapshot is not None
    snapshot = material.snapshot.get()
    with project.read() as reading:
        claims = reading.all(Claim, order=("number",))
    linked = 0
    for claim in claims[:12]:
        answers = found.answer(OfClaim(claim.id))
        filled = {slot.role for slot in snapshot.slots_of_claim[claim.id]}
        empty = [one for one in answers if one.provenance.provider == "link"]
        assert {one.role for one in empty}.isdisjoint(filled)
        assert len(empty) == len({one.role for one in empty}) == 5 - len(filled)
        for one in empty:
            for ground in one.evidence:
                assert ground.text
        linked += sum(one.score > 0 for one in empty)
        near = [one for one in answers if one.provenance.provider == "configuration"]
        assert all(one.kind is AnswerKind.LINK and one.evidence[1:] for one in near), "each with its reason"
    assert linked, "some connective stands beside a claim's words"


def test_rivals_share_the_strategy_and_point_the_other_way(project: Project, material: Material) -> None:
    made = load(material, ("configuration",))
    with project.read() as reading:
        configurations = reading.all(Configuration)
    rivals = {
        (one.id, answer.about)
        for one in configurations
        for answer in made.answer(OfConfiguration(one.id))
        if answer.evidence[0].id == "rival"
    }
    assert rivals, "the example study has rival configurations"
    assert {(two, one) for one, two in rivals} == rivals, "a rival's rival is oneself"


def test_a_keyword_puts_a_code_first_and_is_part_of_the_score(project: Project) -> None:
    from cmo_coder.store.documents import documents_of, full_document

    document = next(
        full
        for full in (full_document(project, one.id) for one in documents_of(project))
        if full.turns and full.text.count(" geld ") > 1
    )
    with project.read() as reading:
        code = next(one for one in reading.all(Code, order=("position", "name")) if one.parent_id)
        plain = suggester_of(reading)
    at = document.text.index(" geld ") + 1
    before = plain.explain(document, plain.proposal(document, at, at + 40), code.id)[1]
    edit_code(project, code, keywords=("geld*",))
    with project.read() as reading:
        made = suggester_of(reading)
    proposal = made.proposal(document, at, at + 40)
    after = made.explain(document, proposal, code.id)[1]
    assert after.total == pytest.approx(before.total + RULE)
    assert (after.rule, after.keywords[0].start) == (RULE, 0)
    assert proposal.codes[0].code == code.id
