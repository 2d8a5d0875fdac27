"""A whole realist study, made up: interviews with turns, two coders, a log with an entry for each coding, claims,
configurations, elements, memos and decisions. Everything in proportion to the number of configurations; the same study
every time.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.made_study import made_interviews
from cmo_coder.model.base import Entity, new_id, now, table_of
from cmo_coder.model.canonical import CanonicalElement, Direction, Role
from cmo_coder.model.cases import Case, CaseAttribute, Group, Respondent
from cmo_coder.model.claims import Claim, ClaimCase, ClaimSlot, EpistemicStatus, Polarity, SlotEvidence
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.configurations import Configuration, ConfigurationSlot, ConfigurationVersion, Evidence
from cmo_coder.model.documents import Document, SpeakerKind
from cmo_coder.model.effective_elements import EffectiveElement, EffectiveElementVersion, ElementConfiguration
from cmo_coder.model.fragments import Coding, Fragment, Stance
from cmo_coder.model.memos import Decision, DecisionObject, Memo, MemoAnchor
from cmo_coder.model.stories import StoryBox, StoryItem, StoryItemFragment
from cmo_coder.model.study import Coder, Progress, ProgressState, Round, Study
from cmo_coder.model.theories import ProgrammeTheory, ProgrammeTheoryVersion, TheoryConfiguration
from cmo_coder.store.change import entry_values
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_document, version_in_force
from cmo_coder.store.project import Project
from cmo_coder.store.rows import to_plain

WHOLE = 1000
"""Configurations of the whole study; with fewer, everything else is made in proportion."""
INTERVIEWS, CODINGS, CODES, CHARACTERS = 200, 30_000, 120, 30_000
TWICE = 10
"""One in so many interviews is coded by the second coder too."""
CASES = 12
PER_ITEM = 100
WORDS = ("vertrouwen", "koffie", "tijd", "buren", "huisarts", "samen", "regie", "rust", "moed", "plek")
LENGTH = 80
"""Code points of a fragment."""


@dataclass
class _Made:
    """What was made so far, for what comes after."""

    coders: list[Coder]
    rounds: list[Round]
    cases: list[Case]
    codes: list[Code]
    people: list[Respondent] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)


def made_study(path: Path, configurations: int, characters: int = CHARACTERS, per_item: int = PER_ITEM) -> None:
    """Make the project at a place where there is none yet; a change story has an item in each box for every `per_item`
    configurations."""
    chance = random.Random(7)
    share = configurations / WHOLE
    with Project.create(path, Study(id=new_id(), name="Grote studie", question="Wat werkt?")) as project:
        made = _frame(project)
        interviews = max(4, int(INTERVIEWS * share))
        _interviews(project, chance, made, interviews, int(CODINGS * share) // interviews, characters)
    _codings(path, chance, made)
    with Project.open(path, with_backup=False) as project:
        project.coder = made.coders[0]
        pool = _pool(project, chance, configurations)
        versions = _configurations(project, chance, made, pool, configurations)
        _above(project, chance, made, versions)
        _beside(project, chance, made, versions, per_item)


def _frame(project: Project) -> _Made:
    made = _Made(
        coders=[Coder(id=new_id(), name=name) for name in ("Codeur A", "Codeur B")],
        rounds=[Round(id=new_id(), nr=nr, label=f"R{nr}") for nr in (1, 2)],
        cases=[Case(id=new_id(), name=f"Casus {nr}", position=nr) for nr in range(CASES)],
        codes=[Code(id=new_id(), name=f"code {nr}", type=CodeType.OPEN, position=nr) for nr in range(CODES)],
    )
    attributes = [
        CaseAttribute(id=new_id(), case_id=case.id, key="ligging", value=("stad", "dorp")[nr % 2], position=1)
        for nr, case in enumerate(made.cases)
    ]
    with project.change("benchmark", "Frame") as change:
        change.insert(*made.coders, *made.rounds, *made.cases, *attributes, *made.codes)
    return made


def _interviews(
    project: Project, chance: random.Random, made: _Made, number: int, per_interview: int, characters: int
) -> None:
    for nr, (text, turns) in enumerate(made_interviews(number, characters)):
        case, round_ = made.cases[nr % CASES], made.rounds[nr % 2]
        person = Respondent(id=new_id(), pseudonym=f"R{nr}", group=chance.choice(list(Group)), case_id=case.id)
        made.people.append(person)
        document = Document(id=new_id(), title=f"Interview {nr}", round_id=round_.id, case_id=case.id, position=nr + 1)
        made.documents.append(document.id)
        who = {"I": SpeakerIs(SpeakerKind.INTERVIEWER), "R": SpeakerIs(SpeakerKind.RESPONDENT, person.id)}
        spoken = [NewTurn(start, end, words, "IR"[at % 2]) for at, (start, words, end) in enumerate(turns)]
        with project.change("benchmark", "Interview") as change:
            change.insert(person)
            add_document(project, document, text, spoken, who)
            finished = made.coders if nr % TWICE == 0 else made.coders[:1]
            change.insert(
                *(
                    Progress(id=new_id(), document_id=document.id, coder_id=coder.id, state=ProgressState.FINISHED)
                    for coder in finished
                )
            )
            version = version_in_force(change, document.id)
        answers = [(words, end) for _start, words, end in turns[1::2] if end - words > LENGTH + 2]
        for _one in range(per_interview):
            words, end = chance.choice(answers)
            start = chance.randrange(words, end - LENGTH - 1)
            made.fragments.append(
                Fragment(
                    id=new_id(), document_id=document.id, text_version_id=version.id, text_length=len(text),
                    start=start, end=start + LENGTH, quote=text[start : start + LENGTH],
                    prefix=text[max(0, start - 30) : start], suffix=text[start + LENGTH : start + LENGTH + 30],
                )
            )  # fmt: skip


def _codings(path: Path, chance: random.Random, made: _Made) -> None:
    """One entry of the log for each coding, as coders leave them. Written directly: so many commits take minutes."""
    twice = set(made.documents[::TWICE])
    connection = sqlite3.connect(path)
    (seq,) = connection.execute("SELECT max(seq) FROM change").fetchone()
    for nr, fragment in enumerate(made.fragments):
        code = made.codes[nr % CODES]
        coders = made.coders if fragment.document_id in twice and nr % 2 else made.coders[:1]
        for at, coder in enumerate(coders):
            chosen = code if at == 0 or chance.random() < 0.7 else chance.choice(made.codes)
            coding = Coding(id=new_id(), fragment_id=fragment.id, code_id=chosen.id, coder_id=coder.id, at=now())
            seq += 1
            _act(connection, seq, coder, [fragment, coding] if at == 0 else [coding])
    connection.commit()
    connection.close()


def _act(connection: sqlite3.Connection, seq: int, coder: Coder, rows: Sequence[Entity]) -> None:
    entry = entry_values(seq, "do", None, "coding.add", "Coded", {}, "", coder)
    _put(connection, "change", {**entry, "what_args": "{}"})
    for nr, row in enumerate(rows):
        plain, table = to_plain(row), table_of(type(row))
        _put(connection, table, plain)
        logged = json.dumps([[None, plain]], ensure_ascii=False, separators=(",", ":"))
        _put(connection, "change_rows", {"seq": seq, "nr": nr, "table_name": table, "rows": logged})


def _put(connection: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


Pool = dict[Role, list[CanonicalElement]]


def _pool(project: Project, chance: random.Random, configurations: int) -> Pool:
    """An element for every third configuration, in each role."""
    pool = {
        role: [
            CanonicalElement(
                id=new_id(), role=role, label=f"{chance.choice(WORDS).capitalize()} {role.value} {nr}",
                direction=chance.choice([Direction.PLUS, Direction.MINUS]) if role is Role.O else None,
            )
            for nr in range(max(3, configurations // 3))
        ]
        for role in Role
    }  # fmt: skip
    with project.change("benchmark", "Elements") as change:
        change.insert(*(element for elements in pool.values() for element in elements))
    return pool


def _configurations(
    project: Project, chance: random.Random, made: _Made, pool: Pool, number: int
) -> list[ConfigurationVersion]:
    """Each with an element per role and two claims."""
    versions = []
    for nr in range(1, number + 1):
        one = Configuration(id=new_id(), number=nr, negative_case=nr % 17 == 0)
        version = ConfigurationVersion(id=new_id(), configuration_id=one.id, nr=1)
        versions.append(version)
        own = [chance.choice(pool[role]) for role in Role]
        with project.change("benchmark", "Configuration") as change:
            change.insert(one, version)
            change.insert(
                *(
                    ConfigurationSlot(
                        id=new_id(), configuration_version_id=version.id, role=it.role, canonical_element_id=it.id
                    )
                    for it in own
                )
            )
            for claim_nr in (2 * nr - 1, 2 * nr):
                change.insert(*_claim(chance, made, claim_nr, version, own))
    return versions


def _claim(
    chance: random.Random, made: _Made, nr: int, version: ConfigurationVersion, own: Sequence[CanonicalElement]
) -> Iterator[Entity]:
    person = chance.choice(made.people)
    claim = Claim(
        id=new_id(), number=nr, respondent_id=person.id, coder_id=made.coders[0].id, at=now(),
        polarity=chance.choice(list(Polarity)), status=chance.choice(list(EpistemicStatus)),
    )  # fmt: skip
    yield from (claim, ClaimCase(id=new_id(), claim_id=claim.id, case_id=chance.choice(made.cases).id))
    for place, one in enumerate(own):
        slot = ClaimSlot(id=new_id(), claim_id=claim.id, role=one.role, canonical_element_id=one.id, position=place)
        yield from (
            slot,
            SlotEvidence(id=new_id(), claim_slot_id=slot.id, fragment_id=chance.choice(made.fragments).id),
        )
    stance = chance.choices(list(Stance), weights=(8, 1, 1))[0]
    yield Evidence(id=new_id(), claim_id=claim.id, configuration_version_id=version.id, stance=stance)


def _above(project: Project, chance: random.Random, made: _Made, versions: list[ConfigurationVersion]) -> None:
    """An element for every twenty configurations, a theory for every hundred."""
    number = len(versions)
    with project.change("benchmark", "Elements and theories") as change:
        for nr in range(max(1, number // 20)):
            element = EffectiveElement(id=new_id(), nr=nr + 1)
            wording = EffectiveElementVersion(
                id=new_id(), effective_element_id=element.id, nr=1, long_label=f"Zorg voor {nr}"
            )
            change.insert(element, wording)
            change.insert(
                *(
                    ElementConfiguration(
                        id=new_id(), effective_element_version_id=wording.id, configuration_version_id=version.id
                    )
                    # A third of the configurations stands behind no element yet.
                    for version in versions[nr * 20 : nr * 20 + 13]
                )
            )
        for nr in range(max(1, number // 100)):
            theory = ProgrammeTheory(id=new_id(), title=f"Theorie {nr}")
            stated = ProgrammeTheoryVersion(id=new_id(), programme_theory_id=theory.id, nr=1, statement="Als, dan.")
            change.insert(theory, stated)
            change.insert(
                *(
                    TheoryConfiguration(
                        id=new_id(), programme_theory_version_id=stated.id, configuration_version_id=version.id
                    )
                    for version in versions[nr * 100 : nr * 100 + 20]
                )
            )


def _beside(
    project: Project, chance: random.Random, made: _Made, versions: list[ConfigurationVersion], per_item: int
) -> None:
    """A memo and a decision for every fifth configuration, and a story of every case."""
    for nr, version in enumerate(versions[::5]):
        memo = Memo(id=new_id(), text=f"Memo {nr} over {chance.choice(WORDS)}", at=now())
        anchor = MemoAnchor(
            id=new_id(), memo_id=memo.id, object_type="configuration", object_id=version.configuration_id
        )
        decision = Decision(id=new_id(), what=f"Besluit {nr}", why="Omdat.", date=now()[:10])
        about = DecisionObject(
            id=new_id(), decision_id=decision.id, object_type="configuration", object_id=version.configuration_id
        )
        with project.change("benchmark", "Memo and decision") as change:
            change.insert(memo, anchor, decision, about)
    with project.change("benchmark", "Stories") as change:
        for case in made.cases:
            for place, box in enumerate(StoryBox):
                for _one in range(max(1, len(versions) // per_item)):
                    item = StoryItem(
                        id=new_id(), case_id=case.id, box=box, text=f"Wij {chance.choice(WORDS)}", position=place
                    )
                    words = StoryItemFragment(
                        id=new_id(), story_item_id=item.id, fragment_id=chance.choice(made.fragments).id
                    )
                    change.insert(item, words)
