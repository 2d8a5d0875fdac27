"""The other reports in the bulk form: the second pillar of the RIVM report, the ABD exploration, the ZonMw pages.

Words are looked up in the cleaned documents, so that every place is that of the print. Where a reading is ours, and not
the report's, it is marked OPEN.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from tests.acceptance.adapter import REGIONS, REPORT, Cases, Json

ABD = "abd-hiap-verkenning.txt"
ZONMW = "zonmw-alles-is-gezondheid.txt"
BOXES = {
    "Uitdagingen regio": "region",
    "Uitdagingen proces": "process",
    "Ambities": "ambition",
    "Aanpak": "approach",
    "Doelgroepen": "target_group",
    "Hogere effecten": "higher_effect",
    "Randvoorwaarden": "condition",
}
GROUPS = {
    "Inwoner": "resident",
    "Professional": "professional",
    "Beleidsmaker": "policy_maker",
    "Bestuurder": "director",
}
PEOPLE = {"Inwoner": 8, "Professional": 17, "Beleidsmaker": 4, "Bestuurder": 6}
"""How many of each group were interviewed (chapter 2 of the report): 35."""


def write(folder: Path, target: Path, document: str, records: Iterable[Json]) -> Path:
    """Write records beside their document; give the path."""
    shutil.copyfile(folder / "documents" / document, target / document)
    path = target / "study.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), "utf-8")
    return path


def _record(kind: str, id_: str, **fields: object) -> Json:
    return {"kind": kind, "id": id_, **{name: value for name, value in fields.items() if value is not None}}


def _fragment(id_: str, document: str, text: str, quote: str, after: int = 0, **fields: object) -> Json:
    """A fragment on the first place of `quote` after a place (code points); a footnote mark may stand in it there."""
    words = r"\s*(?:\[\d+\])?\s*".join(map(re.escape, re.findall(r"\w+|[^\w\s]", quote)))
    found = re.compile(words).search(text, after)
    assert found is not None, quote
    return _record("fragment", id_, document=document, quote=found[0], start=found.start(), end=found.end(), **fields)


# RIVM, pillar 2: change stories (AC-5), quotes by group (AC-7), where it does not work (AC-8)


def narratives(cases: Cases) -> Iterator[Json]:
    """The change stories of the regions, the 35 respondents with their quotes, and what speaks against what."""
    text = (cases.folder / "documents" / REPORT).read_text("utf-8")
    yield {"kind": "study", "name": "Brede gezondheidsconcepten: narratieven en veranderverhalen"}
    yield from (_record("case", name, name=name, type=type_) for name, type_ in REGIONS.items())
    yield from _people()
    quotes = cases.table("rivm-quotes.csv")
    turns, speakers = _turns(text, quotes)
    yield _record("document", REPORT, title=REPORT, file=REPORT, type="other", turns=turns, speakers=speakers)
    for section in dict.fromkeys(row["section"].removeprefix("3.2.2 ") for row in quotes):
        yield _record("theme", section, label=section, list="own")
    for row in quotes:
        section = row["section"].removeprefix("3.2.2 ")
        yield _fragment(f"Q{row['quote_nr']}", REPORT, text, row["quote"], themes=[section])
    yield from _stories(cases, text)
    yield from _against(text)


def _people() -> Iterator[Json]:
    for group, n in PEOPLE.items():
        for nr in range(1, n + 1):
            yield _record("respondent", f"{group} {nr}", pseudonym=f"{group} {nr}", group=GROUPS[group])


def _turns(text: str, quotes: Sequence[dict[str, str]]) -> tuple[list[Json], dict[str, str]]:
    """OPEN: which of the people of a group is quoted is not printed; each quote gets another one of them."""
    seen: dict[str, int] = {}
    turns, speakers = [], {}
    for row in quotes:
        group = row["respondentgroep"]
        seen[group] = seen.get(group, 0) + 1
        label = f"{group} {seen[group]}"
        speakers[label] = label
        start = text.index(row["quote"])
        turns.append({"start": start, "end": start + len(row["quote"]), "speaker": label})
    return turns, speakers


def _stories(cases: Cases, text: str) -> Iterator[Json]:
    at, region, lead = 0, "", ""
    for nr, row in enumerate(cases.table("rivm-veranderverhaal.csv"), start=1):
        if row["region"] != region:
            region = row["region"]
            at = text.index("Uitdagingen regio", at)
        at = text.index(row["item"], at)
        yield _fragment(f"V{nr}", REPORT, text, row["item"], at)
        first = row["kolom"] == "Aanpak" and lead != region
        lead = region if first else lead
        box = BOXES[row["kolom"]]
        fields = {"case": region, "box": box, "text": row["item"], "fragments": [f"V{nr}"]}
        yield _record("story_item", f"item {nr}", lead=first, **fields)


TIME = {
    "pays": "wordt de tijdsinvestering die nodig is voor het andere gesprek volgens sommigen wel terugverdiend",
    "pays_not": "maar volgens anderen niet",
    "unknown": "Waar dit verschil door komt is niet naar voren gekomen uit dit onderzoek",
    "confirmed": "werden deze strijdige ervaringen van professionals bevestigd",
}
DOES_NOT_WORK = {
    "cursussen": "vinden zij de cursussen die worden aangeboden vanuit de organisaties onnodig",
    "tijd en geld": "ervaren zij dat het andere gesprek hen veel tijd en geld kost",
    "niet elke klacht": "werkt het ook niet voor elke klacht",
    "overladen": "Mensen werden dan gewoon overladen met het concept Positieve Gezondheid",
    "reflecteren": "niet graag aan de hand van het spinnenwebmodel op zichzelf reflecteren",
}


def _against(text: str) -> Iterator[Json]:
    """The contradiction about time with its later confirmation (AC-8), and the five places where it does not work."""
    yield _record("canonical_element", "gesprek", role="I", label="het andere gesprek")
    yield _record("canonical_element", "wel", role="O", label="tijdsinvestering terugverdiend", direction="+")
    yield _record("canonical_element", "niet", role="O", label="tijdsinvestering niet terugverdiend", direction="-")
    section = text.index("Echter werkt een dergelijk concept niet voor iedereen")
    for name in ("pays", "pays_not", "confirmed"):
        yield _fragment(name, REPORT, text, TIME[name], section)
    for nr, (name, outcome) in enumerate((("pays", "wel"), ("pays_not", "niet")), start=1):
        slots = [{"role": "I", "element": "gesprek"}, {"role": "O", "element": outcome, "fragments": [name]}]
        polarity = "works" if outcome == "wel" else "works_not"
        yield _record("claim", name, number=nr, slots=slots, polarity=polarity, document=REPORT)
        yield _record(
            "configuration",
            name,
            number=nr,
            label=name,
            slots={"I": ["gesprek"], "O": [outcome]},
            status="contested",
            evidence=[{"claim": name, "stance": "supports"}],
        )
    # The session is another source than the interviews: it confirmed that both experiences exist.
    checks = [
        {"configuration": one, "version": 1, "outcome": "recognised", "quote": TIME["confirmed"]}
        for one in ("pays", "pays_not")
    ]
    yield _record(
        "member_check",
        "opleiders",
        session="presentatie onder huisartsen-opleiders",
        checks=checks,
        session_kind="panel",
    )
    heading = text.index("Waar werkt het niet?")
    for nr, (name, quote) in enumerate(DOES_NOT_WORK.items(), start=3):
        words = "Q10" if name == "overladen" else name  # these words are quoted, and are counted once
        if words == name:
            yield _fragment(name, REPORT, text, quote, heading)
        yield _record("canonical_element", name, role="O", label=name, direction="-")
        slots = [{"role": "O", "element": name, "fragments": [words]}]
        yield _record("claim", name, number=nr, slots=slots, polarity="works_not")
        yield _record(
            "configuration",
            name,
            number=nr,
            label=name,
            negative_case=True,
            slots={"O": [name]},
            memo="Waar werkt het niet?",
            evidence=[{"claim": name, "stance": "supports"}],
        )


# ABD: clusters (AC-16), divergence (AC-17)

ATTRIBUTED = {1: (3, 7), 2: (6,), 5: (2, 3, 5, 8), 6: (2, 11, 12, 14)}
"""OPEN: the statements that give the words of somebody in quotation marks, by cluster: a reading."""
STANCE = {"voor": "supports", "tegen": "contradicts", "neutraal": "refines"}
SCALE = ["100=allen", "80=vrijwel iedereen", "50=veel", "20=verschillende", "0=sommigen"]
"""The report's own words with shares that a team could set."""
POSITIONS = {
    # cluster 5: what is said, its mechanism, its outcome with a direction, the statement
    "zonder wet geen effect": ("drang en dwang", "effect van afspraken", "+", 3),
    "wet leidt tot minimalisme": ("intrinsieke motivatie wordt weggehaald", "minimalistisch gedrag", "-", 7),
    "wet als sluitstuk": ("verandering is al ingezet", "verandering wordt vastgelegd", None, 8),
}


def clusters(cases: Cases) -> Iterator[Json]:
    """The seven clusters: statements as fragments with theme and codes, an element for each, and three positions."""
    text = (cases.folder / "documents" / ABD).read_text("utf-8")
    rows = cases.table("abd-clusters.csv")
    yield {"kind": "study", "name": "Verkenning HiaP", "quantifiers": SCALE}
    # Bijlage 1 with the people who were spoken to is not in the text: there are no respondents.
    yield _record("document", ABD, title=ABD, file=ABD, type="other", turns=False)
    yield from (_record("code", name, name=name) for name in ("citaat", "opsomming"))
    titles = list(dict.fromkeys(row["title"] for row in rows))
    yield from (_record("theme", title, label=title, list="own") for title in titles)
    yield from (
        _record("element", f"E{nr}", nr=nr, themes=[title], versions=[{"nr": 1, "long_label": title}])
        for nr, title in enumerate(titles, start=1)
    )
    ends = [text.index(f"\n5.{nr} ") for nr in range(1, 8)] + [text.index("\n6 Bestuurs- en gedragskundige")]
    for row in rows:
        nr, statement = int(row["nr"]), int(row["statement_nr"])
        codes = ["citaat"] if statement in ATTRIBUTED.get(nr, ()) else []
        link = {"element": f"E{nr}", "stance": STANCE[row["stance"]]} if row["stance"] else None
        yield _fragment(
            f"{nr}.{statement}",
            ABD,
            text,
            row["statement"],
            ends[nr - 1],
            themes=[row["title"]],
            codes=codes,
            elements=[link] if link else [],
        )
    for nr, (start, end) in enumerate(pairwise(ends), start=1):
        for line in re.finditer(r"^- (.+)$", text[start:end], re.MULTILINE):
            place = start + line.start(1)
            fields = {"start": place, "end": place + len(line[1]), "codes": ["opsomming"], "themes": [titles[nr - 1]]}
            yield _record("fragment", f"bullet {place}", document=ABD, quote=line[1], **fields)
    yield from _positions()


def _positions() -> Iterator[Json]:
    yield _record("canonical_element", "wet", role="I", label="wet- en regelgeving als instrument voor HiaP")
    for nr, (name, (mechanism, outcome, sign, statement)) in enumerate(POSITIONS.items(), start=1):
        yield _record("canonical_element", mechanism, role="M_red", label=mechanism)
        yield _record("canonical_element", outcome, role="O", label=outcome, direction=sign)
        words = f"5.{statement}"
        slots = [
            {"role": "I", "element": "wet"},
            {"role": "M_red", "element": mechanism, "fragments": [words]},
            {"role": "O", "element": outcome},
        ]
        yield _record("claim", name, number=nr, slots=slots, document=ABD)
        yield _record(
            "configuration",
            name,
            number=nr,
            label=name,
            slots={"I": ["wet"], "M_red": [mechanism], "O": [outcome]},
            evidence=[{"claim": name, "stance": "supports"}],
        )


# ZonMw: typology (AC-18), rival mechanisms in one sentence (AC-19)

TYPE = "samenwerkingstype"
NO_TIME, NOT_OWN = (
    "omdat partners daar geen tijd voor hebben",
    "omdat die ‘goede praktijken’ in andere contexten niet als ‘eigen’ worden beschouwd",
)
NOT_SPREAD = "‘goede praktijken’ niet zonder meer overdraagbaar zijn"


def pledges(cases: Cases) -> Iterator[Json]:
    """The types of cooperation as a scale, and one outcome with two rival explanations.

    OPEN: the pages name no pledge; three stand for the three parts they speak of, and the dates of the movement from
    exploring to enterprising ("mondt dan uit in") are the start of the programme and the year of the pages.
    """
    text = (cases.folder / "documents" / ZONMW).read_text("utf-8")
    steps = [row["label"] for row in cases.table("zonmw-aanbevelingen.csv") if row["type"] == TYPE]
    yield {"kind": "study", "name": "Alles is gezondheid als platform"}
    yield _record("scale", TYPE, key=TYPE, steps=steps)
    values = {
        "een klein deel": [(steps[0], "2016")],
        "een groter deel": [(steps[1], "2016")],
        "enkele voorlopers": [(steps[1], "2014"), (steps[2], "2016")],
    }
    for name, facts in values.items():
        told = [{"key": TYPE, "value": value, "type": "ordinal", "date": date} for value, date in facts]
        yield _record("case", name, name=name, type="pledge", attributes=told)
    yield _record("document", ZONMW, title=ZONMW, file=ZONMW, type="other", turns=False)
    yield _fragment("o", ZONMW, text, NOT_SPREAD)
    yield _record("canonical_element", "o", role="O", label="goede praktijken verspreiden zich niet", direction="-")
    for nr, (name, quote) in enumerate((("geen tijd", NO_TIME), ("niet eigen", NOT_OWN)), start=1):
        yield _fragment(name, ZONMW, text, quote)
        yield _record("canonical_element", name, role="M_red", label=name)
        slots = [
            {"role": "M_red", "element": name, "fragments": [name]},
            {"role": "O", "element": "o", "fragments": ["o"]},
        ]
        yield _record("claim", name, number=nr, slots=slots, polarity="works_not")
        yield _record(
            "configuration",
            name,
            number=nr,
            label=name,
            slots={"M_red": [name], "O": ["o"]},
            evidence=[{"claim": name, "stance": "supports"}],
        )
    yield {"kind": "relation", "type": "rival", "from": "geen tijd", "to": "niet eigen"}
