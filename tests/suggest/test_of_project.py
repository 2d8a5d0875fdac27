"""Which coded fragments are learned from where there are too many for all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cmo_coder.suggest.of_project import spread


@given(
    st.dictionaries(
        st.text("abcdef", min_size=1, max_size=4), st.sets(st.sampled_from("ABC"), min_size=1), max_size=60
    ),
    st.integers(0, 40),
)
def test_as_many_as_may_be_and_no_code_is_crowded_out(codes: dict[str, set[str]], most: int) -> None:
    kept = spread(codes, most)
    assert len(kept) == min(most, len(codes))
    assert kept <= codes.keys()
    assert kept == spread(dict(reversed(codes.items())), most), "the same each time"
    all_codes = {code for found in codes.values() for code in found}
    if most >= 3:
        assert all(any(code in codes[one] for one in kept) for code in all_codes)


def test_a_rare_code_keeps_all_of_its_fragments() -> None:
    codes = {f"often{nr:03}": {"often"} for nr in range(900)} | {f"rare{nr}": {"rare"} for nr in range(10)}
    kept = spread(codes, 100)
    assert len(kept) == 100
    assert sum(one.startswith("rare") for one in kept) == 10
