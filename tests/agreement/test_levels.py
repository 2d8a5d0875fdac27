"""The levels L0 to L4 for configurations: the worked example of the method, and rules it does not touch."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cmo_coder.agreement.levels import chance, configurations, consequence, elements, link_agreement
from cmo_coder.agreement.nominal import nominal
from cmo_coder.agreement.pairing import Occurrence
from cmo_coder.agreement.readings import Reading, Slot, alike, links, matched, opposed


def reading(name: str, *parts: str) -> Reading:
    """`C1` is an element in slot C; `O1+` an outcome with its sign. Readings of one number lie on the same words."""
    slots: dict[Slot, frozenset[str]] = {}
    signs = {}
    for part in parts:
        label = part.rstrip("+-0") if part[0] == "O" and part[-1] in "+-" else part
        if label != part:
            signs[label] = part[len(label) :]
        slots[Slot(part[0])] = slots.get(Slot(part[0]), frozenset()) | {label}
    nr = int(name[1:])
    return Reading(name, slots, signs, "d", (("d", 100 * nr, 100 * nr + 50),))


A = [reading("K1", "C1", "I1", "M1", "O1+"), reading("K2", "C2", "M2", "O2-"), reading("K3", "C3", "I3", "M3", "O3-")]
B = [reading("L1", "C1", "I1", "M9", "O1+"), reading("L2", "C2", "M2", "O2-"), reading("L3", "C3", "O3-")]


def occurrences(readings: list[Reading]) -> list[Occurrence]:
    """Every element on words of its own, the same for both coders."""
    return [
        Occurrence("d", start := 1000 * nr + 100 * list(Slot).index(slot), start + 50, slot, element)
        for nr, one in enumerate(readings)
        for slot in Slot
        for element in sorted(one.of(slot))
    ]


def test_the_worked_example_elements() -> None:
    found = elements(occurrences(A), occurrences(B))
    assert (found.first, found.second, found.shared) == (11, 9, 8)
    assert found.element_f1.value == pytest.approx(0.80)


def test_the_worked_example_links() -> None:
    found = link_agreement(A, B)
    assert (found.first, found.second, found.shared) == (8, 6, 2)
    assert found.f1.value == pytest.approx(4 / 14)


def test_the_worked_example_configurations() -> None:
    found = configurations(A, B)
    assert [pair.alike for pair in found.pairs] == [Fraction(3, 4), 1, Fraction(2, 4)]
    assert found.ca.value == pytest.approx(0.75)
    assert found.exact_f1.value == pytest.approx(1 / 3)
    assert {one.slot.value: (one.same, one.filled) for one in found.slots} == {
        "C": (3, 3),
        "O": (3, 3),
        "I": (1, 2),
        "M": (1, 3),
    }
    assert found.forms == ({"triad": 3}, {"triad": 2, "dyad": 1})


def test_the_worked_example_chance() -> None:
    found = chance(A, B, anywhere=True)
    assert (found.permutations, found.exact, found.too_small) == (72, True, True)
    assert found.expected.value is not None and round(found.expected.value, 2) == 0.45
    assert found.corrected.value is not None and round(found.corrected.value, 2) == 0.55


def test_the_roles_of_ten_sentences() -> None:
    found = nominal(zip("CIMO-CIMO-", "CIIO-CIMOC", strict=True))
    assert (found.pairs, found.same) == (10, 8)
    assert found.percent.value == pytest.approx(0.80)
    assert found.cohen_kappa.value == pytest.approx(0.75)
    assert found.alpha.value is not None and round(found.alpha.value, 3) == 0.759


def test_opposite_signs_of_one_outcome_are_a_contradiction() -> None:
    plus, minus = reading("K1", "C1", "M1", "O1+"), reading("L1", "C1", "M1", "O1-")
    found = configurations([plus], [minus])
    assert opposed(plus, minus) and alike(plus, minus) == Fraction(2, 3)
    assert len(found.contradictions) == 1
    assert {one.slot.value: (one.same, one.filled) for one in found.slots}["O"] == (0, 1)
    # The sign is part of the link.
    assert link_agreement([plus], [minus]).shared == 1


def test_a_sign_that_only_one_gave_is_no_contradiction() -> None:
    assert not opposed(reading("K1", "O1+"), reading("L1", "O1"))
    assert alike(reading("K1", "O1+"), reading("L1", "O1")) == 1


def test_roles_can_weigh_more() -> None:
    one, other = reading("K1", "C1", "M1"), reading("L1", "C1", "M2")
    assert alike(one, other, {Slot.M: 3}) == Fraction(1, 4)


def test_context_to_outcome_only_without_a_mechanism() -> None:
    assert links(reading("K1", "C1", "O1+")) == {("C", "C1", "O", "O1", "+")}
    assert ("C", "C1", "O", "O1", "+") not in links(reading("K1", "C1", "M1", "O1+"))


def test_feedback_is_a_link() -> None:
    ripple = Reading("K1", {Slot.O: frozenset({"O1"})}, {"O1": "+"}, feedback=frozenset({("O1", "C7")}))
    assert links(ripple) == {("O", "O1", "C", "C7", "+")}


def test_only_what_shares_words_or_a_turn_is_paired() -> None:
    one, far = reading("K1", "C1", "M1"), reading("L2", "C1", "M1")
    assert matched([one], [far]) == ()
    assert len(matched([one], [far], anywhere=True)) == 1
    turns = frozenset({("d", 3)})
    here = Reading("K", one.slots, turns=turns)
    there = Reading("L", one.slots, turns=turns)
    assert matched([here], [there])[0].alike == 1


def test_less_than_a_quarter_alike_is_not_the_same_explanation() -> None:
    one = reading("K1", "C1", "I1", "M1", "O1")
    assert len(matched([one], [reading("L1", "C1", "I2", "M2", "O2")])) == 1
    assert matched([one], [reading("L1", "C1", "C2", "I2", "M2", "O2")]) == ()


def test_the_best_pairs_are_taken_together() -> None:
    """Taking the best single pair first would leave the other with nothing."""
    words = (("d", 0, 9),)
    first = [Reading(name, {Slot.C: frozenset(some)}, words=words) for name, some in (("a", "xy"), ("b", "x"))]
    second = [Reading(name, {Slot.C: frozenset(some)}, words=words) for name, some in (("c", "xyz"), ("d", "x"))]
    assert {(pair.first, pair.second) for pair in matched(first, second)} == {(0, 0), (1, 1)}


def test_another_element_under_the_same_parent_can_count_half() -> None:
    first = [Occurrence("d", 0, 10, "C", "poor", "means"), Occurrence("d", 20, 30, "M", "trust")]
    second = [Occurrence("d", 0, 10, "C", "debt", "means"), Occurrence("d", 20, 32, "M", "trust")]
    assert elements(first, second).element_f1.value == 0.5
    assert elements(first, second, parent_counts_half=True).element_f1.value == 0.75


def test_elements_need_three_tenths_of_the_words() -> None:
    one = [Occurrence("d", 0, 10, "C", "x")]
    assert elements(one, [Occurrence("d", 0, 3, "C", "x")]).shared == 1
    assert elements(one, [Occurrence("d", 0, 2, "C", "x")]).shared == 0
    assert elements(one, [Occurrence("e", 0, 10, "C", "x")]).shared == 0


def test_on_the_same_words_the_same_element_is_paired() -> None:
    first = [Occurrence("d", 0, 10, "C", "x"), Occurrence("d", 0, 10, "M", "y")]
    assert elements(first, list(reversed(first))).shared == 2


def test_without_configurations_there_is_no_figure() -> None:
    found = configurations([], [])
    assert (found.ca.value, found.ca.reason) == (None, "no_spans")
    assert chance([], []).expected.value is None


def test_many_permutations_are_drawn_with_the_seed() -> None:
    many = [reading(f"K{nr}", f"C{nr}", f"M{nr}", f"O{nr}+") for nr in range(8)]
    one, same, other = (chance(many, many, seed=seed, anywhere=True) for seed in (1, 1, 2))
    assert not one.exact and one == same and one.expected != other.expected
    assert one.corrected.value == pytest.approx(1)


def test_what_would_change_for_the_elements() -> None:
    stances = [("supports", "supports"), ("supports", "refutes"), (None, "supports")]
    found = consequence(
        stances,
        [(1, 1), (1, 2), (2, 2)],
        {"1": {"supports": 2}, "2": {"supports": 1}, "3": {"refines": 1}},
        {"1": {"supports": 1, "refutes": 1}, "2": {"supports": 1}, "4": {"supports": 3}},
    )
    assert (found.stance.same, found.element.same) == (1, 2)
    assert [(one.element, one.size) for one in found.changed] == [("4", 3), ("1", 2), ("3", 1)]
