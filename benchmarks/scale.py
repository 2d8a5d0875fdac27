"""A study of full size (1,000 configurations, 30,000 codings, 200 interviews): how long each screen and filter takes.

Every screen is opened twice: right after a change (the analytic layer is read anew) and again without one. The growth
from a tenth of the configurations to all of them is given as a ratio; ten times as many may cost at most ten times as
much.

    python -m benchmarks.scale --configurations 1000 --json scale.json
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from cmo_coder.model.base import Entity, new_id, now
from cmo_coder.model.canonical import CanonicalElement, Direction, Role
from cmo_coder.model.cases import Case, Group, Respondent
from cmo_coder.model.claims import Claim, ClaimCase, ClaimSlot, EpistemicStatus, Polarity, SlotEvidence
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.configurations import Configuration, ConfigurationSlot, ConfigurationVersion, Evidence
from cmo_coder.model.documents import Document, Speaker, SpeakerKind, TextVersion, Turn
from cmo_coder.model.effective_elements import EffectiveElement, EffectiveElementVersion, ElementConfiguration
from cmo_coder.model.fragments import Coding, Fragment, Stance
from cmo_coder.model.memos import Memo, MemoAnchor
from cmo_coder.model.study import Coder, Round, Study
from cmo_coder.realist.snapshot import load_snapshot
from cmo_coder.settings import Settings
from cmo_coder.store.memos import add_memo
from cmo_coder.store.project import Project
from cmo_coder.store.texts import sha256_of
from cmo_coder.tables.catalogue import CATALOGUE, build
from cmo_coder.tui.app import CmoApp
from cmo_coder.tui.screens.two_lists import TwoListScreen
from cmo_coder.tui.session import open_session

INTERVIEWS, CODINGS, CODES = 200, 30_000, 120
WORDS = ("vertrouwen", "koffie", "tijd", "buren", "huisarts", "samen", "regie", "rust", "moed", "plek")
SCREENS = (
    "card",
    "link",
    "elements",
    "theories",
    "contradictions",
    "patterns",
    "decisions",
    "memos",
    "stories",
    "report",
)
OPEN_GOAL, FILTER_GOAL, GROWTH_GOAL = 0.3, 0.1, 10.0
LENGTH = 30


def made_study(path: Path, configurations: int) -> Project:
    """A project with so many configurations; everything else in proportion. The same study every time."""
    chance = random.Random(7)
    share = configurations / 1000
    project = Project.create(path, Study(id=new_id(), name="Grote studie", question="Wat werkt?"))
    rows = list(_rows(project, chance, configurations, max(2, int(INTERVIEWS * share)), int(CODINGS * share)))
    with project.change("benchmark", "Filled") as change:
        change.insert(*rows)
    return project


def _rows(
    project: Project, chance: random.Random, configurations: int, interviews: int, codings: int
) -> Iterator[Entity]:
    coder = Coder(id=new_id(), name="Codeur")
    rounds = [Round(id=new_id(), nr=nr, label=f"R{nr}") for nr in (1, 2)]
    cases = [Case(id=new_id(), name=f"Casus {nr}", position=nr) for nr in range(5)]
    codes = [Code(id=new_id(), name=f"code {nr}", type=CodeType.OPEN, position=nr) for nr in range(CODES)]
    yield from (coder, *rounds, *cases, *codes)
    people = [
        Respondent(id=new_id(), pseudonym=f"R{nr}", group=chance.choice(list(Group)), case_id=chance.choice(cases).id)
        for nr in range(interviews)
    ]
    yield from people
    fragments: list[Fragment] = []
    per_interview = max(1, codings // interviews)
    for nr, person in enumerate(people):
        made = list(_interview(project, chance, nr, person, rounds[nr % 2], per_interview))
        fragments += [one for one in made if isinstance(one, Fragment)]
        yield from made
    yield from (
        Coding(id=new_id(), fragment_id=one.id, code_id=codes[nr % CODES].id, coder_id=coder.id, at=now())
        for nr, one in enumerate(fragments)
    )
    yield from _analysis(chance, configurations, people, fragments, cases, coder)


def _interview(
    project: Project, chance: random.Random, nr: int, person: Respondent, round_: Round, fragments: int
) -> Iterator[Entity]:
    text = " ".join(chance.choices(WORDS, k=max(200, fragments * 3)))
    document = Document(id=new_id(), title=f"Interview {nr}", round_id=round_.id, case_id=person.case_id, position=nr)
    version = TextVersion(id=new_id(), document_id=document.id, nr=1, sha256=sha256_of(text), length=len(text))
    speaker = Speaker(
        id=new_id(), document_id=document.id, label="R", kind=SpeakerKind.RESPONDENT, respondent_id=person.id
    )
    with project.change("benchmark", "Text") as change:
        change.store_text(version.sha256, text)
    yield from (document, version, speaker)
    yield Turn(
        id=new_id(), text_version_id=version.id, nr=1, start=0, end=len(text), text_start=0, speaker_id=speaker.id
    )
    for _ in range(fragments):
        start = chance.randrange(len(text) - LENGTH)
        yield Fragment(
            id=new_id(), document_id=document.id, text_version_id=version.id, text_length=len(text), start=start,
            end=start + LENGTH, quote=text[start : start + LENGTH],
        )  # fmt: skip


def _analysis(
    chance: random.Random,
    configurations: int,
    people: list[Respondent],
    fragments: list[Fragment],
    cases: list[Case],
    coder: Coder,
) -> Iterator[Entity]:
    """Three elements per configuration and role, two claims per configuration, an element for every twenty."""
    pool = {
        role: [
            CanonicalElement(
                id=new_id(), role=role, label=f"{role.value} {chance.choice(WORDS)} {nr}",
                direction=chance.choice([Direction.PLUS, Direction.MINUS]) if role is Role.O else None,
            )
            for nr in range(max(3, configurations // 3))
        ]
        for role in Role
    }  # fmt: skip
    yield from (element for elements in pool.values() for element in elements)
    versions = []
    for nr in range(1, configurations + 1):
        made = Configuration(id=new_id(), number=nr, negative_case=nr % 17 == 0)
        version = ConfigurationVersion(id=new_id(), configuration_id=made.id, nr=1)
        versions.append(version)
        own = [chance.choice(pool[role]) for role in Role]
        yield from (made, version)
        yield from (
            ConfigurationSlot(
                id=new_id(), configuration_version_id=version.id, role=one.role, canonical_element_id=one.id
            )
            for one in own
        )
        for claim_nr in (2 * nr - 1, 2 * nr):
            person = chance.choice(people)
            claim = Claim(
                id=new_id(), number=claim_nr, respondent_id=person.id, coder_id=coder.id, at=now(),
                polarity=chance.choice(list(Polarity)), status=chance.choice(list(EpistemicStatus)),
            )  # fmt: skip
            yield from (claim, ClaimCase(id=new_id(), claim_id=claim.id, case_id=chance.choice(cases).id))
            for place, one in enumerate(own):
                slot = ClaimSlot(
                    id=new_id(), claim_id=claim.id, role=one.role, canonical_element_id=one.id, position=place
                )
                yield from (
                    slot,
                    SlotEvidence(id=new_id(), claim_slot_id=slot.id, fragment_id=chance.choice(fragments).id),
                )
            stance = chance.choices(list(Stance), weights=(8, 1, 1))[0]
            yield Evidence(id=new_id(), claim_id=claim.id, configuration_version_id=version.id, stance=stance)
    for nr in range(max(1, configurations // 20)):
        element = EffectiveElement(id=new_id(), nr=nr + 1)
        wording = EffectiveElementVersion(
            id=new_id(), effective_element_id=element.id, nr=1, long_label=f"Zorg voor {nr}"
        )
        yield from (element, wording)
        yield from (
            ElementConfiguration(
                id=new_id(), effective_element_version_id=wording.id, configuration_version_id=version.id
            )
            for version in versions[nr * 20 : nr * 20 + 20]
        )
    for nr in range(max(1, configurations // 5)):
        memo = Memo(id=new_id(), text=f"Memo {nr} over {chance.choice(WORDS)}", at=now())
        version = versions[nr]
        yield from (
            memo,
            MemoAnchor(id=new_id(), memo_id=memo.id, object_type="configuration", object_id=version.configuration_id),
        )


def seconds(work: object) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - started


async def screens_of(place: str) -> dict[str, dict[str, float]]:
    """For each screen: opened after a change, opened again, and (where it has one) the filter."""
    app = CmoApp(None, settings=Settings(language="nl"))
    found: dict[str, dict[str, float]] = {}
    async with app.run_test(size=(120, 40)) as pilot:
        app.use_session(open_session(place, with_backup=False), "overview")
        await pilot.pause()
        assert app.session is not None
        for name in SCREENS:
            app.study_screen(name)  # importing and composing the first time is not what is measured
            app.show(name)
            await pilot.pause()
            app.show("overview")
            await pilot.pause()
            add_memo(app.session.project, "Een wijziging", [("study", app.session.study.id)])
            taken = {}
            for when in ("after a change", "again"):
                started = time.perf_counter()
                screen = app.show(name)
                await pilot.pause()
                taken[when] = time.perf_counter() - started
                if when == "again" and isinstance(screen, TwoListScreen):
                    screen.words = "vertrouwen"
                    taken["filter"] = seconds(screen.show_all)
                    screen.words = ""
                app.show("overview")
                await pilot.pause()
            found[name] = taken
    return found


def figures(folder: Path, configurations: int) -> dict[str, object]:
    """The times on one study."""
    path = folder / f"{configurations}.cmo"
    project = made_study(path, configurations)
    with project.read() as reading:
        load = min(seconds(lambda: load_snapshot(reading)) for _ in range(3))
        snapshot = load_snapshot(reading)
    tables = {one.id: seconds(lambda one=one: build(one.id, snapshot)) for one in CATALOGUE}  # type: ignore[misc]
    project.close()
    return {"load": load, "tables": tables, "screens": asyncio.run(screens_of(str(path)))}


def main() -> None:
    """Measure a tenth and the whole, say what is over its goal, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--configurations", type=int, default=1000)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small = figures(Path(folder), max(10, arguments.configurations // 10))
        large = figures(Path(folder), arguments.configurations)
    print(f"load: {small['load']:.3f} s -> {large['load']:.3f} s")
    over = []
    for name, taken in large["screens"].items():  # type: ignore[attr-defined]
        print(f"{name:15}", "  ".join(f"{when} {1000 * value:.0f} ms" for when, value in taken.items()))
        over += [
            f"{name} {when}"
            for when, value in taken.items()
            if value > (FILTER_GOAL if when == "filter" else OPEN_GOAL)
        ]
    growth = {one: large["tables"][one] / max(small["tables"][one], 1e-4) for one in large["tables"]}  # type: ignore[index,attr-defined]
    for name, ratio in growth.items():
        taken = large["tables"][name]  # type: ignore[index]
        print(f"table {name:26} {1000 * taken:8.0f} ms   x{ratio:.1f}")
        if ratio > 2 * GROWTH_GOAL and taken > OPEN_GOAL:
            over.append(f"table {name} grows x{ratio:.0f}")
    print("over the goal:", ", ".join(over) or "nothing")
    if arguments.json:
        result = {"small": small, "large": large, "growth": growth, "over": over}
        arguments.json.write_text(json.dumps(result, indent=1), "utf-8")


if __name__ == "__main__":
    main()
