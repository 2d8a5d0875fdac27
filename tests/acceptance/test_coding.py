"""The coding project itself: fragments on their quotes, configurations with evidence, AC-9 to AC-11, the hard rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from cmo_coder.exchange.bulk import create_project_from_bulk, read_bulk
from cmo_coder.exchange.bulk_write import write_bulk
from cmo_coder.exchange.errors import BulkError
from cmo_coder.export.chains import chains_svg
from cmo_coder.messages import in_language
from cmo_coder.model.canonical import Direction, Role
from cmo_coder.model.claims import EpistemicStatus, Polarity
from cmo_coder.model.configurations import ConfigurationStatus, Form
from cmo_coder.model.documents import TextVersion, Turn
from cmo_coder.model.errors import RuleError
from cmo_coder.model.fragments import Coding, Fragment, Stance
from cmo_coder.model.memos import Memo, MemoAnchor
from cmo_coder.model.study import Coder
from cmo_coder.realist.checks import CheckState, check_status
from cmo_coder.realist.contradiction import ContradictionKind, contradictions
from cmo_coder.realist.directions import Sign, sign_of
from cmo_coder.realist.ripples import ripple_chains
from cmo_coder.realist.sentences import form_of
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.store import configurations as acts
from cmo_coder.store.canonical import add_actor
from cmo_coder.store.configuration_versions import edit_wording
from cmo_coder.store.project import Project
from cmo_coder.store.verify import verify
from cmo_coder.tui.screens.chains import chain_lines
from tests.acceptance.adapter import REPORT, SLOT, Cases
from tests.acceptance.marks import acceptance
from tests.exchange.comparing import study_rows
from tests.shared import needs_shared

pytestmark = needs_shared
SVG = "{http://www.w3.org/2000/svg}"


def test_the_load_is_sound(rivm: Project) -> None:
    assert verify(rivm) == ()


def test_every_fragment_sits_on_its_quote(rivm: Project, cases: Cases) -> None:
    text = (cases.folder / "documents" / REPORT).read_text("utf-8")
    with rivm.read() as reading:
        version = reading.all(TextVersion)[0]
        assert reading.text(version.sha256) == text
        fragments = reading.all(Fragment)
        coder = {one.id: one.name for one in reading.all(Coder)}
        codings = reading.all(Coding)
        assert not reading.count(Turn)
    assert all(text[one.start : one.end] == one.quote for one in fragments)
    place = {one.id: (one.start, one.end, one.quote) for one in fragments}
    coded = [(coder[one.coder_id or ""], *place[one.fragment_id]) for one in codings]
    for name, given in (("coder1", cases.coder1), ("coder2", cases.coder2)):
        wanted = [(name, f["start"], f["end"], f["text"]) for f in given]
        assert set(wanted) <= set(coded)
        assert len(set(wanted)) == {"coder1": 135, "coder2": 138}[name]


def test_every_fragment_has_its_role_theme_element_and_stance(snapshot: Snapshot, cases: Cases) -> None:
    stances = {"supports": "supports", "refutes": "contradicts", "refines": "refines"}
    found = {}
    for one in snapshot.fragments.values():
        for coding in snapshot.codings_of_fragment[one.id]:
            code = snapshot.codes[coding.code_id]
            themes = [snapshot.themes[link.theme_id].label for link in snapshot.themes_of_fragment.get(one.id, ())]
            links = [
                (
                    snapshot.elements[
                        snapshot.element_versions[link.effective_element_version_id].effective_element_id
                    ].nr,
                    link.stance.value,
                )
                for link in snapshot.elements_of_fragment.get(one.id, ())
            ]
            key = (snapshot.coders[coding.coder_id or ""].name, one.start, one.end, code.name)
            found[key] = (code.type.value, themes, links)
    for f in (*cases.coder1, *cases.coder2):
        nr = f["werkzaam_element_nr"]
        links = [(nr, stances[f["stance"]])] if nr else []
        themes = [f["thema"]] if f["thema"] else []
        assert found[f["coder"], f["start"], f["end"], f["role"]] == (SLOT[f["role"]], themes, links)


def test_the_29_configurations_have_their_evidence_in_the_right_slots(snapshot: Snapshot, cases: Cases) -> None:
    by_label = {one.label: one for one in snapshot.configurations.values()}
    assert len(cases.configurations) == 29
    assert len(by_label) == 35
    for given in cases.configurations:
        configuration = by_label[given["id"]]
        version = snapshot.version_of(configuration.id)
        (evidence,) = snapshot.evidence_of_version[version.id]
        claim = snapshot.claims[evidence.claim_id]
        assert evidence.stance is Stance.SUPPORTS
        words = {
            (slot.role.value, snapshot.fragments[word.fragment_id].start)
            for slot in snapshot.slots_of_claim[claim.id]
            for word in snapshot.words_of_slot[slot.id]
        }
        wanted = {("I", id_) for id_ in given["strategy"]} | {("C", id_) for id_ in given["C"]}
        wanted |= {(SLOT[cases.fragment[id_]["role"]], id_) for id_ in given["M"]} | {("O", id_) for id_ in given["O"]}
        assert words == {(role, cases.fragment[id_]["start"]) for role, id_ in wanted}
        assert version.sentence == given["sentence"]
        assert configuration.negative_case is given["negative_case"]
        polarity = {"positive": Polarity.WORKS, "negative": Polarity.WORKS_NOT, "mixed": Polarity.MIXED}
        assert claim.polarity is polarity[given["polarity"]]
        assert (claim.respondent_id, claim.round_id, claim.phase) == (None, None, None)
        assert claim.status is EpistemicStatus.UNDETERMINED


def test_what_does_not_work_stands_in_a_memo_and_as_a_negative_case(rivm: Project, snapshot: Snapshot) -> None:
    with rivm.read() as reading:
        anchors = reading.all(MemoAnchor)
        memos = reading.all(Memo)
    marked = {snapshot.configurations[one.object_id].label for one in anchors}
    assert marked == {"CMO04", "CMO13", "CMO18", "CMO19"}
    assert {memo.text for memo in memos} == {"Waar werkt het niet?"}
    assert sum(one.negative_case for one in snapshot.configurations.values()) == 10


def test_a_mixed_valence_is_a_mixed_direction(snapshot: Snapshot, cases: Cases) -> None:
    wanted = {"positive": Direction.PLUS, "negative": Direction.MINUS, "mixed": Direction.MIXED}
    labels = {f["text"]: wanted[f["valence"]] for f in cases.fragment.values() if f.get("valence")}
    outcomes = [one for one in snapshot.canonical.values() if one.role is Role.O]
    assert all(one.direction is labels[one.label] for one in outcomes)
    assert Direction.MIXED in {one.direction for one in outcomes}


def test_the_elements_have_the_numbers_of_configurations_that_the_files_count(snapshot: Snapshot) -> None:
    behind = {
        element.nr: [
            snapshot.configurations[version.configuration_id].label
            for version in snapshot.configurations_behind(snapshot.element_version_of(element.id).id)
        ]
        for element in snapshot.elements.values()
    }
    printed = {nr: sum(label.startswith("CMO") for label in found) for nr, found in behind.items()}
    assert printed == {1: 4, 2: 4, 3: 5, 4: 6, 5: 3, 6: 3, 7: 3}
    assert {label for found in behind.values() for label in found if label.startswith("SUP")} == {"SUP01", "SUP02"}


@acceptance("AC-9")
def test_one_strategy_in_two_directions_is_found_and_both_stay_valid(snapshot: Snapshot) -> None:
    """AC-9: One strategy in opposite directions is flagged; with actor and outcome both configurations are valid."""
    found = [one for one in contradictions(snapshot) if one.kind is ContradictionKind.DIFFERENT_FOR_WHOM]
    (one,) = found
    assert one.basis is Role.I
    assert snapshot.canonical[one.element_id or ""].label == "andere rechtsvorm"
    sides = [[snapshot.configurations[id_] for id_ in side.configurations] for side in one.sides]
    assert [[c.label for c in side] for side in sides] == [["SUP01"], ["SUP02"]]
    for side in sides:
        version = snapshot.version_of(side[0].id)
        assert sign_of(snapshot, version.id) is Sign.PLUS
        assert snapshot.slot_ids(version.id, Role.I)
        assert snapshot.slot_ids(version.id, Role.O)
        assert side[0].status is not ConfigurationStatus.REJECTED
    actors = {snapshot.actors[snapshot.version_of(side[0].id).actor_id or ""].name for side in sides}
    assert actors == {"coalitie van samenwerkingspartners", "inwonersinitiatief Texel Samen Beter"}


@acceptance("AC-10")
def test_the_ripple_chain_has_a_status_per_link_that_falls(snapshot: Snapshot) -> None:
    """AC-10: Every link of the chain has its own epistemic status, and the chain is flagged as falling."""
    chains = [
        [(snapshot.configurations[link.configuration_id].label, link.firmest) for link in chain.links]
        for chain in ripple_chains(snapshot)
    ]
    observed, expected, hoped = EpistemicStatus.OBSERVED, EpistemicStatus.EXPECTED, EpistemicStatus.HOPED
    assert chains == [
        [("SUP03", observed), ("SUP04", observed), ("SUP05", expected)],
        [("SUP03", observed), ("SUP04", observed), ("SUP06", hoped)],
    ]
    assert all(chain.falls for chain in ripple_chains(snapshot))


@acceptance("AC-10")
def test_each_ripple_names_the_element_that_carries_it(snapshot: Snapshot, cases: Cases) -> None:
    """AC-10: The outcome of one configuration is the context of the next: the same element carries each ripple."""
    words = {f["id"]: f["text"] for f in cases.fragment.values()}
    shared = [
        [snapshot.canonical[link.shared_id].label for link in chain.links if link.shared_id is not None]
        for chain in ripple_chains(snapshot)
    ]
    assert shared == [[words["S005"], words["S007"]], [words["S005"], words["S006"]]]


@acceptance("AC-10")
def test_the_drawings_show_boxes_signs_and_where_the_status_falls(snapshot: Snapshot) -> None:
    """AC-10: In the SVG and in the terminal each link has its status, and the place where it falls is marked."""
    drawing = etree.fromstring(chains_svg(snapshot, "nl").encode())
    texts = ["".join(one.itertext()) for one in drawing.iter(f"{SVG}text")]
    borders = [one.get("stroke-dasharray") for one in drawing.iter(f"{SVG}rect") if one.get("rx")]
    assert borders == [None, None, "7 5", None, None, "2 5"]
    assert [one for one in texts if one.startswith("↘")] == ["↘ verwacht", "↘ gehoopt"]
    assert sum(one.startswith("CMO ") and one.endswith("(+)") for one in texts) == 6
    assert [one for one in texts if one in ("waargenomen bij anderen 1", "verwacht 1", "gehoopt 1")] == [
        *["waargenomen bij anderen 1"] * 2,
        "verwacht 1",
        *["waargenomen bij anderen 1"] * 2,
        "gehoopt 1",
    ]
    with in_language("nl"):
        shown = [
            line.words
            for nr, chain in enumerate(ripple_chains(snapshot), start=1)
            for line in chain_lines(snapshot, chain, nr, 80)
        ]
    boxes = [one for one in shown if one.startswith("╭")]
    assert [one[1] for one in boxes] == ["─", "─", "╌", "─", "─", "┈"]
    assert {len(row) for one in boxes for row in one.split("\n")} == {80}
    steps = [one for one in shown if "▼" in one]
    assert ["↘" in one for one in steps] == [False, True, False, True]


@acceptance("AC-11")
def test_the_member_check_stays_with_the_wording_that_was_laid_before_the_session(snapshot: Snapshot) -> None:
    """AC-11: The member check attaches to the version that the session saw; the printed version has lapsed."""
    for element in snapshot.elements.values():
        first, printed = snapshot.versions_of_element[element.id]
        assert check_status(snapshot, first.id).state is CheckState.CHECKED
        status = check_status(snapshot, printed.id)
        assert status.state is CheckState.CHANGED_SINCE
        assert status.answers == ()
        assert [answer.session for answer in status.earlier] == ["leersessie 1"]


# The hard rules


def test_a_dyad_cannot_be_called_supported(rivm_copy: Project, snapshot: Snapshot) -> None:
    dyad = next(one for one in snapshot.configurations.values() if one.label == "SUP01")
    assert form_of(snapshot.slots_of_version[snapshot.version_of(dyad.id).id]) is Form.DYAD
    before = study_rows(rivm_copy)
    with pytest.raises(RuleError, match="no supporting claim names a mechanism"):
        acts.set_status(rivm_copy, dyad, ConfigurationStatus.SUPPORTED, "proef")
    assert study_rows(rivm_copy) == before


def test_a_triad_is_supported_once_it_says_for_whom(rivm_copy: Project, snapshot: Snapshot) -> None:
    triad = next(one for one in snapshot.configurations.values() if one.label == "CMO01")
    with pytest.raises(RuleError, match="for whom"):
        acts.set_status(rivm_copy, triad, ConfigurationStatus.SUPPORTED, "proef")
    actor = add_actor(rivm_copy, "professionals")
    edit_wording(rivm_copy, triad, actor_id=actor.id)
    after = acts.set_status(rivm_copy, triad, ConfigurationStatus.SUPPORTED, "proef")
    assert after.status is ConfigurationStatus.SUPPORTED
    assert verify(rivm_copy) == ()


def test_the_import_holds_the_same_rule_and_says_on_which_line(bulk_path: Path, tmp_path: Path) -> None:
    lines = bulk_path.read_text("utf-8").splitlines()
    for nr, line in enumerate(lines, start=1):
        record = json.loads(line)
        if record["kind"] == "configuration" and record["id"] == "SUP01":
            lines[nr - 1] = json.dumps(record | {"status": "supported"}, ensure_ascii=False)
            wanted = nr
    path = tmp_path / "rivm.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    (tmp_path / REPORT).write_bytes((bulk_path.parent / REPORT).read_bytes())
    with pytest.raises(BulkError) as error:
        create_project_from_bulk(path, tmp_path / "p.cmo")
    assert [found.line for found in error.value.errors] == [wanted]
    assert "no supporting claim names a mechanism" in str(error.value)
    assert not list(tmp_path.glob("p.cmo*"))


# The load as one change


def test_one_undo_takes_the_whole_load_back_and_redo_brings_it_again(rivm_copy: Project) -> None:
    loaded = study_rows(rivm_copy)
    entry = rivm_copy.undo()
    assert entry is not None
    assert entry.act == "bulk.load"
    left = study_rows(rivm_copy)
    assert {table for table, rows in left.items() if rows} == {"study"}
    assert rivm_copy.undo() is None
    rivm_copy.redo()
    assert study_rows(rivm_copy) == loaded
    assert verify(rivm_copy) == ()


def test_the_study_written_out_and_read_again_is_the_same(rivm: Project, tmp_path: Path) -> None:
    first = write_bulk(rivm, tmp_path / "een.jsonl")
    with create_project_from_bulk(first, tmp_path / "twee.cmo") as again:
        assert study_rows(again) == study_rows(rivm)
        second = write_bulk(again, tmp_path / "twee.jsonl")
    assert first.read_bytes() == second.read_bytes()


def test_the_counts_of_the_load_are_told(bulk_path: Path) -> None:
    counts = {one.kind: one.n for one in read_bulk(bulk_path).counts}
    assert counts["configuration"] == 29 + 6
    assert counts["fragment"] == 135 + 138 + 10 - 1
    assert counts["strategy"] == 58
    assert counts["study"] == 1
