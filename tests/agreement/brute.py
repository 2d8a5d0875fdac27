"""Twins of the agreement room that paint every code point, written from the definitions alone and in exact fractions.

They are slow and plain on purpose: nothing here is shared with the room that they check.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations, permutations

from cmo_coder.agreement.coding import Coding

F = Fraction
Sets = list[list[frozenset[str]]]


def spans_of(coding: Coding, document: str, coder: str, code: str) -> list[tuple[int, int]]:
    """Normalised spans, by merging until nothing changes."""
    length = next(text.length for text in coding.texts if text.id == document)
    clipped = {
        (max(0, mark.start), min(length, mark.end))
        for mark in coding.marks
        if (mark.document, mark.coder, mark.code) == (document, coder, code)
    }
    spans = [span for span in clipped if span[0] < span[1]]
    while True:
        for one, other in combinations(spans, 2):
            if max(one[0], other[0]) < min(one[1], other[1]):
                spans = [span for span in spans if span not in (one, other)]
                spans.append((min(one[0], other[0]), max(one[1], other[1])))
                break
        else:
            return sorted(spans)


def shared(coding: Coding, coders: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The documents that two or more coders finished, with those coders."""
    found = [(text.id, [one for one in coders if text.id in coding.assigned[one]]) for text in coding.texts]
    return [(document, some) for document, some in found if len(some) >= 2]


def painted(coding: Coding, coders: Sequence[str], unit: str) -> Sets:
    """For every unit the set of codes of each coder who finished its document."""
    found: Sets = []
    lengths = {text.id: text for text in coding.texts}
    for document, some in shared(coding, coders):
        text = lengths[document]
        points = [
            [
                frozenset(
                    code for code in coding.codes for s, e in spans_of(coding, document, coder, code) if s <= at < e
                )
                for coder in some
            ]
            for at in range(text.length)
        ]
        places: Iterable[range] = (
            [range(at, at + 1) for at in range(text.length)]
            if unit == "char"
            else [range(s, e) for s, e in text.segments]
            if unit == "segment"
            else [range(text.length)]
        )
        for place in places:
            found.append([frozenset().union(*(points[at][nr] for at in place)) for nr in range(len(some))])
    return found


def binary(sets: Sets, code: str | None) -> list[list[int]]:
    """Whether each coder gave the code (None: any) to each unit."""
    return [[int(bool(one) if code is None else code in one) for one in unit] for unit in sets]


def over(numerator: Fraction, denominator: Fraction) -> Fraction | None:
    return numerator / denominator if denominator else None


def observed(units: list[list[int]]) -> Fraction:
    return sum((F(sum(a == b for a, b in permutations(u, 2)), len(u) * (len(u) - 1)) for u in units), F(0)) / len(units)


def of_code(units: list[list[int]]) -> dict[str, Fraction | None]:
    """Every coefficient for two and more coders."""
    if not units:
        return dict.fromkeys(("percent_agreement", "fleiss_kappa", "gwet_ac1", "brennan_prediger", "alpha", "dice"))
    po = observed(units)
    p = sum((F(sum(u), len(u)) for u in units), F(0)) / len(units)
    pe, pg = p**2 + (1 - p) ** 2, 2 * p * (1 - p)
    values = [value for u in units for value in u]
    n = len(values)
    do = sum((F(sum(a != b for a, b in permutations(u, 2)), len(u) - 1) for u in units), F(0)) / n
    de = F(sum(a != b for a, b in permutations(values, 2)), n * (n - 1))
    both = sum(a and b for u in units for a, b in combinations(u, 2))
    one = sum(a != b for u in units for a, b in combinations(u, 2))
    return {
        "percent_agreement": po,
        "fleiss_kappa": over(po - pe, 1 - pe),
        "gwet_ac1": over(po - pg, 1 - pg),
        "brennan_prediger": 2 * po - 1,
        "alpha": 1 - do / de if de else None,
        "dice": over(F(2 * both), F(2 * both + one)),
    }


def cohen(units: list[list[int]]) -> Fraction | None:
    if not units:
        return None
    n = len(units)
    po = F(sum(a == b for a, b in units), n)
    pe = sum((F(sum(a == k for a, _ in units) * sum(b == k for _, b in units), n * n) for k in (0, 1)), F(0))
    return over(po - pe, 1 - pe)


def delta(one: frozenset[str], other: frozenset[str], distance: str) -> Fraction:
    one, other = one or frozenset({"none"}), other or frozenset({"none"})
    jaccard = F(len(one & other), len(one | other))
    if distance == "nominal":
        return F(one != other)
    if distance == "jaccard":
        return 1 - jaccard
    if distance == "dice":
        return 1 - F(2 * len(one & other), len(one) + len(other))
    m = F(1) if one == other else F(2, 3) if one < other or other < one else F(1, 3) if one & other else F(0)
    return 1 - jaccard * m


def alpha_set(sets: Sets, distance: str) -> Fraction | None:
    values = [value for unit in sets for value in unit]
    n = len(values)
    if n < 2:
        return None
    do = sum((sum((delta(a, b, distance) for a, b in permutations(u, 2)), F(0)) / (len(u) - 1) for u in sets), F(0))
    numbers = Counter(values)
    de = sum((delta(a, b, distance) * i * j for a, i in numbers.items() for b, j in numbers.items()), F(0))
    return 1 - (do / n) / (de / (n * (n - 1))) if de else None


def categories(sets: Sets) -> dict[str, Fraction | None]:
    """Fleiss' kappa and Gwet's AC1 with a set as a category."""
    if not sets:
        return {"fleiss_kappa_set": None, "gwet_ac1_set": None}
    po = observed(sets)  # type: ignore[arg-type]
    seen = {value for unit in sets for value in unit}
    p = {k: sum((F(unit.count(k), len(unit)) for unit in sets), F(0)) / len(sets) for k in seen}
    pe = sum((share**2 for share in p.values()), F(0))
    pg = sum((share * (1 - share) for share in p.values()), F(0)) / (len(seen) - 1) if len(seen) > 1 else F(1)
    return {"fleiss_kappa_set": over(po - pe, 1 - pe), "gwet_ac1_set": over(po - pg, 1 - pg)}


def family(coding: Coding, coders: Sequence[str], domain: Sequence[str]) -> dict[str, Fraction | None] | None:
    """The unitizing family, from coincidences of code points counted one by one. None where units overlap."""
    phi = "-"
    names = [*domain, phi]
    lck = {(c, k): F(0) for c in names for k in names}
    squares, selfs = Counter[str](), {c: F(0) for c in domain}
    whole = 0
    for document, some in shared(coding, coders):
        length = next(text.length for text in coding.texts if text.id == document)
        rows, units = [], []
        for coder in some:
            row, mine = [phi] * length, []
            for code in domain:
                for s, e in spans_of(coding, document, coder, code):
                    if any(value != phi for value in row[s:e]):
                        return None
                    row[s:e] = [code] * (e - s)
                    mine.append((s, e, code))
                    squares[code] += (e - s) ** 2
            rows.append(row)
            units.append(mine)
            squares[phi] += row.count(phi)
            whole += length
        for i, j in permutations(range(len(some)), 2):
            for at in range(length):
                lck[rows[i][at], rows[j][at]] += F(1, len(some) - 1)
            for s, e, code in units[i]:
                meet = sum(value != phi for value in rows[j][s:e])
                selfs[code] += F(meet * meet, len(some) - 1)
    return _coefficients(lck, squares, selfs, F(whole), domain, phi)


def _coefficients(
    lck: dict[tuple[str, str], Fraction],
    squares: Counter[str],
    selfs: dict[str, Fraction],
    whole: Fraction,
    domain: Sequence[str],
    phi: str,
) -> dict[str, Fraction | None]:
    names = [*domain, phi]
    found: dict[str, Fraction | None] = {"u_alpha": None, "u_alpha_binary": None, "cu_alpha": None}
    found |= {f"ku_alpha {k}": None for k in domain}
    row = {c: sum((lck[c, k] for k in names), F(0)) for c in names}
    below = whole - F(squares.total()) / whole if whole else F(0)
    if below:
        e = {(c, k): (row[c] * row[k] - (c == k) * squares[c]) / below for c in names for k in names}
        expected = whole - sum((e[c, c] for c in names), F(0))
        if expected:
            found["u_alpha"] = 1 - (whole - sum((lck[c, c] for c in names), F(0))) / expected
        expected = sum((e[phi, k] for k in names), F(0)) - e[phi, phi]
        if expected:
            found["u_alpha_binary"] = 1 - (row[phi] - lck[phi, phi]) / expected
    valued = {c: sum((lck[c, k] for k in domain), F(0)) for c in domain}
    r, q = sum(valued.values(), F(0)), sum(selfs.values(), F(0))
    below = r - q / r if r else F(0)
    if below:
        f = {(c, k): (valued[c] * valued[k] - (c == k) * selfs[c]) / below for c in domain for k in domain}
        expected = r - sum((f[c, c] for c in domain), F(0))
        if expected:
            found["cu_alpha"] = 1 - (r - sum((lck[c, c] for c in domain), F(0))) / expected
        for k in domain:
            fk = sum((f[c, k] for c in domain), F(0))
            if valued[k] and fk != f[k, k]:
                found[f"ku_alpha {k}"] = 1 - fk / valued[k] * (valued[k] - lck[k, k]) / (fk - f[k, k])
    return found


def largest_matching(edges: set[tuple[int, int]]) -> int:
    """The size of the largest one-to-one matching, by trying everything."""
    if not edges:
        return 0
    first = min(edges)[0]
    rest = {edge for edge in edges if edge[0] != first}
    best = largest_matching(rest)
    for edge in edges - rest:
        best = max(best, 1 + largest_matching({other for other in rest if other[1] != edge[1]}))
    return best


def best_cost(rows: Sequence[Sequence[tuple[int, int, str]]]) -> Fraction:
    """The least cost of an alignment (all weights 1), by trying every way to make tuples."""
    pairs = len(rows) * (len(rows) - 1) // 2

    def d(one: tuple[int, int, str] | None, other: tuple[int, int, str] | None) -> Fraction:
        if one is None or other is None:
            return F(1)
        far = F(abs(one[0] - other[0]) + abs(one[1] - other[1]), one[1] - one[0] + other[1] - other[0])
        return far * far + (one[2] != other[2])

    def cost(rest: tuple[tuple[tuple[int, int, str], ...], ...]) -> Fraction:
        first = next((nr for nr, row in enumerate(rest) if row), None)
        if first is None:
            return F(0)
        best: Fraction | None = None

        def choose(nr: int, chosen: list[tuple[int, int, str] | None]) -> None:
            nonlocal best
            if nr == len(rest):
                left = tuple(tuple(u for u in row if u is not one) for row, one in zip(rest, chosen, strict=True))
                price = sum((d(a, b) for a, b in combinations(chosen, 2)), F(0)) / pairs + cost(left)
                best = price if best is None else min(best, price)
                return
            if nr <= first:
                choose(nr + 1, [*chosen, rest[nr][0] if nr == first else None])
                return
            for one in (None, *rest[nr]):
                choose(nr + 1, [*chosen, one])

        choose(0, [])
        assert best is not None
        return best

    return cost(tuple(tuple(row) for row in rows))
