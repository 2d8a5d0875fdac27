"""From the case files of the RIVM report to the bulk form, exactly as `cases/mapping.md` says.

What the files leave open stays out of the records. Four places ask for more than the files have; each is marked below
with OPEN: the strategy of AC-9 is named as `realist-method.md` names it; the wording of the elements at the time of the
member check is not printed, and neither is what the session said of each; and one region is named at an element by
words that stand in no configuration, so that these become a claim of their own (cases hang on claims).
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

Json = dict[str, Any]

REPORT = "rivm-brede-gezondheidsconcepten.txt"
REGIONS = {"Flevoland": "province", "Texel": "municipality", "Leidsche Rijn": "neighbourhood"}
SLOT = {"C": "C", "M-resource": "M_res", "M-reasoning": "M_red", "O": "O", "strategy": "I"}
STANCE = {"supports": "supports", "refutes": "contradicts", "refines": "refines"}
POLARITY = {"positive": "works", "negative": "works_not", "mixed": "mixed"}
DIRECTION = {"positive": "+", "negative": "-", "mixed": "mixed"}
STATUS = {"waargenomen bij anderen": "observed", "verwacht": "expected", "gehoopt": "hoped"}
OTHER_LEGAL_FORM = "andere rechtsvorm"
"""OPEN: the strategy that stands in two directions (AC-9), as `realist-method.md` calls it."""
NOT_PRINTED = "bewoording van leersessie 1 niet gedrukt; hier staat de latere"


class Cases:
    """The files of a folder `cases`, read as they are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a CSV file."""
        with (self.folder / name).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def lines(self, name: str) -> list[Json]:
        """The objects of a JSON Lines file."""
        return [json.loads(line) for line in (self.folder / name).read_text("utf-8").splitlines() if line.strip()]

    @cached_property
    def supplement(self) -> Json:
        """`rivm-supplement.json`."""
        found: Json = json.loads((self.folder / "rivm-supplement.json").read_text("utf-8"))
        return found

    @cached_property
    def coder1(self) -> list[Json]:
        """The fragments of coder 1."""
        return self.lines("rivm-coded-fragments.jsonl")

    @cached_property
    def coder2(self) -> list[Json]:
        """The fragments of coder 2."""
        return self.lines("rivm-coded-fragments-coder2.jsonl")

    @cached_property
    def configurations(self) -> list[Json]:
        """The configurations of coder 1."""
        return self.lines("rivm-cmo-configurations.jsonl")

    @cached_property
    def strategies(self) -> list[dict[str, str]]:
        """Tabel B1.1, a row per strategy."""
        return self.table("rivm-b1_1-werkzame-elementen.csv")

    @cached_property
    def same_fragment(self) -> dict[str, str]:
        """Fragments of the supplement that coder 1 has already: the same words in the same role."""
        known = {(f["start"], f["end"], f["role"]): f["id"] for f in self.coder1}
        extra = self.supplement["fragments"]
        return {f["id"]: known[key] for f in extra if (key := (f["start"], f["end"], f["role"])) in known}

    @cached_property
    def fragment(self) -> dict[str, Json]:
        """Every fragment of coder 1 by id, those of the supplement included."""
        return {f["id"]: f for f in (*self.coder1, *self.supplement["fragments"])}


def write_cases(folder: Path, target: Path) -> Path:
    """Write the bulk form of the case files in `folder`, with the report beside it, into `target`; give its path."""
    path = target / "rivm.jsonl"
    shutil.copyfile(folder / "documents" / REPORT, target / REPORT)
    lines = [json.dumps(record, ensure_ascii=False) for record in records(Cases(folder))]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def records(cases: Cases) -> Iterator[Json]:
    """Every record, null where a file says nothing."""
    yield {"kind": "study", "name": "Brede gezondheidsconcepten: ervaringen in drie regio’s in Nederland"}
    yield from (_record("coder", name, name=name) for name in ("coder1", "coder2"))
    yield _record("round", "R1", nr=1, label="Ronde 1", period="begin 2020")
    yield _record("round", "R2", nr=2, label="Ronde 2", period="eind 2021")
    yield from _regions(cases)
    yield _record("document", REPORT, title=REPORT, file=REPORT, type="other", turns=False)
    yield from (_record("code", role, name=role, type=slot) for role, slot in SLOT.items())
    yield from _themes(cases)
    yield from _fragments(cases)
    yield from _elements(cases)
    yield from _strategies(cases)
    yield from _configurations(cases)
    yield from _loose_claims(cases)
    yield from _relations(cases)
    yield from _member_check(cases)


def _record(kind: str, id_: str, **fields: Any) -> Json:
    return {"kind": kind, "id": id_, **fields}


def _regions(cases: Cases) -> Iterator[Json]:
    rows = cases.table("rivm-3_1-kenmerken-leerregios.csv")
    columns = [name for name in rows[0] if name != "kenmerk"]
    for (name, type_), column in zip(REGIONS.items(), columns, strict=True):
        facts = [{"key": row["kenmerk"], "value": row[column]} for row in rows]
        yield _record("case", name, name=name, type=type_, attributes=facts)


def _themes(cases: Cases) -> Iterator[Json]:
    asked: dict[str, list[str]] = {}
    for row in cases.table("rivm-3_2-leerbehoeften.csv"):
        asked.setdefault(row["thema_vraagstuk"], []).append(row["vraag"])
    for label, questions in asked.items():
        yield _record("theme", label, label=label, list="learning_needs", questions=questions)
    others = dict.fromkeys(label for row in cases.strategies for label in _split(row["thema_vraagstuk"]))
    for label in others:
        if label not in asked:
            yield _record("theme", label, label=label, list="noticeable")


def _split(cell: str | None) -> list[str]:
    return cell.split("; ") if cell else []


def _fragments(cases: Cases) -> Iterator[Json]:
    for one in (*cases.coder1, *cases.coder2, *cases.supplement["fragments"]):
        if one["id"] not in cases.same_fragment:
            link = {"element": f"E{one['werkzaam_element_nr']}", "stance": STANCE.get(one.get("stance", ""))}
            yield _record(
                "fragment",
                one["id"],
                document=one["document"],
                quote=one["text"],
                start=one["start"],
                end=one["end"],
                coder=one["coder"],
                codes=[one["role"]],
                themes=[one["thema"]] if one.get("thema") else [],
                elements=[link] if one["werkzaam_element_nr"] and link["stance"] else [],
            )


def _elements(cases: Cases) -> Iterator[Json]:
    rows = {row["element_nr"]: row for row in cases.strategies}
    for label in cases.supplement["ac11_labels"]:
        nr = label["element_nr"]
        row = rows[str(nr)]
        behind = [c["id"] for c in (*cases.configurations, *_supplemented(cases)) if _element_of(cases, c) == nr]
        yield _record(
            "element",
            f"E{nr}",
            nr=nr,
            themes=_split(row["thema_vraagstuk"]),
            versions=[
                # OPEN: the version that was laid before the session.
                {"nr": 1, "long_label": label["long"], "round": "R1", "reason": NOT_PRINTED},
                {
                    "nr": 2,
                    "long_label": row["werkzaam_element"],
                    "short_label": label["chapter_4"],
                    "public_label": label["public_summary"],
                    "round": "R2",
                    "change": "sharpened",
                    "reason": "aangevuld en aangescherpt",
                    "configurations": behind,
                },
            ],
        )


def _strategies(cases: Cases) -> Iterator[Json]:
    for row in cases.strategies:
        fields = {"element": f"E{row['element_nr']}", "text": row["hoe_te_bereiken"]}
        yield {"kind": "strategy", **fields, "source": "document", "document": REPORT}


def _supplemented(cases: Cases) -> list[Json]:
    return [*cases.supplement["ac9_same_strategy_opposite_directions"], *cases.supplement["ac10_ripple"]]


def _element_of(cases: Cases, configuration: Json) -> int | None:
    """The element of a configuration; of one in the supplement, where all its fragments name the same."""
    if "werkzaam_element_nr" in configuration:
        nr: int | None = configuration["werkzaam_element_nr"]
        return nr
    named = {cases.fragment[id_]["werkzaam_element_nr"] for _role, id_ in _slots(cases, configuration)}
    return named.pop() if len(named) == 1 else None


def _slots(cases: Cases, configuration: Json) -> list[tuple[str, str]]:
    """The slots with their fragments: M is divided by the role of each fragment; in the others the list decides."""
    found = [("I", id_) for id_ in configuration.get("strategy", ())]
    found += [("C", id_) for id_ in configuration.get("C", ())]
    found += [(SLOT[cases.fragment[id_]["role"]], id_) for id_ in configuration.get("M", ())]
    return found + [("O", id_) for id_ in configuration.get("O", ())]


def _named_element(cases: Cases, role: str, fragment: str) -> str:
    """The id of the element that a fragment stands for in a slot."""
    both = [id_ for one in cases.supplement["ac9_same_strategy_opposite_directions"] for id_ in one["strategy"]]
    return f"I {OTHER_LEGAL_FORM}" if role == "I" and fragment in both else f"{role} {fragment}"


def _configurations(cases: Cases) -> Iterator[Json]:
    """The elements that the slots name, and then each configuration with the one claim behind it."""
    everything = [*cases.configurations, *_supplemented(cases)]
    made = dict.fromkeys((role, id_) for one in everything for role, id_ in _slots(cases, one))
    seen = set[str]()
    for role, id_ in made:
        name = _named_element(cases, role, id_)
        if name not in seen:
            seen.add(name)
            yield _canonical(cases, name, role, id_)
    actors = dict.fromkeys(one["actor"] for one in everything if "actor" in one)
    yield from (_record("actor", name, name=name) for name in actors)
    for number, one in enumerate(everything, start=1):
        yield _claim(cases, one)
        yield _configuration(cases, one, number)


def _canonical(cases: Cases, name: str, role: str, fragment: str) -> Json:
    words = cases.fragment[fragment]
    label = OTHER_LEGAL_FORM if name.endswith(OTHER_LEGAL_FORM) else words["text"]
    direction = DIRECTION.get(words.get("valence") or "") if role == "O" else None
    return _record("canonical_element", name, role=role, label=label, direction=direction)


def _claim(cases: Cases, one: Json) -> Json:
    slots = [
        {
            "role": role,
            "element": _named_element(cases, role, id_),
            "fragments": [cases.same_fragment.get(id_, id_)],
        }
        for role, id_ in _slots(cases, one)
    ]
    return _record(
        "claim",
        one["id"],
        coder="coder1",
        cases=_cases(cases, one),
        polarity=POLARITY.get(one.get("polarity", "")),
        status=STATUS.get(one.get("status", "")),
        slots=slots,
    )


def _cases(cases: Cases, one: Json) -> list[Json]:
    """The regions of a claim: named where the text about its element names them, otherwise covered collectively."""
    named = cases.supplement["ac6_regions_named"]["named"].get(str(_element_of(cases, one)), [])
    if "region" in one:
        regions: Sequence[str] = _split(one["region"])
    else:
        found = [region for _role, id_ in _slots(cases, one) for region in _split(cases.fragment[id_]["region"])]
        regions = list(dict.fromkeys(found))
    return [{"case": region, "naming": "named" if region in named else "collective"} for region in regions]


def _loose_claims(cases: Cases) -> Iterator[Json]:
    """OPEN: for a region that is named at an element, but by no configuration: the words of coder 1 that name it."""
    by_element: dict[int | None, set[str]] = {}
    for one in (*cases.configurations, *_supplemented(cases)):
        regions = by_element.setdefault(_element_of(cases, one), set())
        regions |= {link["case"] for link in _cases(cases, one) if link["naming"] == "named"}
    for nr, named in cases.supplement["ac6_regions_named"]["named"].items():
        for region in named:
            if region not in by_element[int(nr)]:
                words = [f for f in cases.coder1 if f["werkzaam_element_nr"] == int(nr) and f["region"] == region]
                slots = [{"role": SLOT[f["role"]], "fragments": [f["id"]]} for f in words]
                yield _record("claim", f"{region} E{nr}", coder="coder1", cases=[region], slots=slots)


def _configuration(cases: Cases, one: Json, number: int) -> Json:
    slots: dict[str, list[str]] = {}
    for role, id_ in _slots(cases, one):
        slots.setdefault(role, []).append(_named_element(cases, role, id_))
    return _record(
        "configuration",
        one["id"],
        number=number,
        label=one["id"],
        coder="coder1",
        slots=slots,
        actor=one.get("actor"),
        negative_case=one.get("negative_case"),
        sentence=one.get("sentence"),
        memo="Waar werkt het niet?" if one.get("waar_werkt_het_niet") else None,
        evidence=[{"claim": one["id"], "stance": "supports"}],
    )


def _relations(cases: Cases) -> Iterator[Json]:
    slots = {one["id"]: _slots(cases, one) for one in _supplemented(cases)}
    for link in cases.supplement["ac10_links"]:
        role = next(role for role, id_ in slots[link["from"]] if id_ == link["shared"])
        shared = _named_element(cases, role, link["shared"])
        yield {"kind": "relation", "type": "ripple", "from": link["from"], "to": link["to"], "shared": shared}


def _member_check(cases: Cases) -> Iterator[Json]:
    told = cases.supplement["ac11_member_check"]
    yield _record(
        "member_check",
        told["session"],
        session=told["session"],
        session_kind="learning_session",
        date=told["date"],
        participants=[{"case": region} for region in told["groups"]],
        # OPEN: which elements and what was said is not printed; the form asks for an outcome.
        checks=[
            {"element": f"E{label['element_nr']}", "version": 1, "outcome": "recognised"}
            for label in cases.supplement["ac11_labels"]
        ],
    )
