"""A study for the tests of searching: two cases, two rounds, three respondents, codes, and documents without turns."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.model.base import new_id
from cmo_coder.model.cases import Case, Group, Respondent
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.documents import Document, SpeakerKind
from cmo_coder.model.study import Coder, Round
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_document
from cmo_coder.store.fragments import code_span
from cmo_coder.store.project import Project
from cmo_coder.store.search import Hit, Query, WordQuery, search
from cmo_coder.store.search_scope import EVERYTHING, Scope

NOORD = (
    "Interviewer: Wat vond u van de koffie?\n"
    "R1: De koffie was goed 😀 en de koffie was warm. Daarna kwam de gemeente.\n"
    "Interviewer: En het geld?\n"
    "R1: Geld van de gemeente, nee. Eén keer koffie, dat was alles.\n"
)
ZUID = "R2: Wij dronken thee.\nR3: Koffie hielp; de coördinator liep mee. Ze liepen samen naar de straße.\n"
NOTES = "Verslag van de leersessie\n\nEr was koffie voor iedereen.\n\nEen tweede alinea over geld."


@dataclass(frozen=True, slots=True)
class Made:
    """What is in the study, by name."""

    project: Project
    documents: dict[str, Document]
    cases: dict[str, Case]
    rounds: dict[str, Round]
    respondents: dict[str, Respondent]
    codes: dict[str, Code]
    coder: Coder

    def hits(self, query: str | Query, scope: Scope = EVERYTHING) -> list[Hit]:
        """All hits."""
        asked = WordQuery(query) if isinstance(query, str) else query
        return [hit for step in search(self.project, asked, scope) for hit in step.hits]

    def words(self, query: str | Query, scope: Scope = EVERYTHING) -> list[tuple[str, str]]:
        """The title and the words of each hit."""
        titles = {document.id: title for title, document in self.documents.items()}
        return [(titles[hit.document_id], hit.words) for hit in self.hits(query, scope)]


def turns_of(text: str) -> list[NewTurn]:
    """The turns of a text of which each line is `label: words`."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        label = line.partition(": ")[0]
        found.append(NewTurn(at, at + len(line), at + len(label) + 2, label))
        at += len(line)
    return found


def made(project: Project) -> Made:
    """Fill a project that holds nothing but its study."""
    cases = {name: Case(id=new_id(), name=name) for name in ("Noord", "Zuid")}
    cases["Dorp"] = Case(id=new_id(), name="Dorp", parent_id=cases["Noord"].id)
    rounds = {str(nr): Round(id=new_id(), nr=nr, label=f"ronde {nr}") for nr in (1, 2)}
    groups = {"R1": Group.RESIDENT, "R2": Group.PROFESSIONAL, "R3": Group.RESIDENT}
    respondents = {name: Respondent(id=new_id(), pseudonym=name, group=group) for name, group in groups.items()}
    codes = {
        "drinken": Code(id=new_id(), name="drinken", position=1),
        "hulp": Code(id=new_id(), name="hulp", type=CodeType.M_RED, position=3),
    }
    codes["koffie"] = Code(id=new_id(), name="koffie", type=CodeType.C, parent_id=codes["drinken"].id, position=2)
    coder = Coder(id=new_id(), name="Anna")
    with project.change("x", "Study filled") as change:
        change.insert(*cases.values(), *rounds.values(), *respondents.values(), *codes.values(), coder)
    project.coder = coder
    speakers = {"Interviewer": SpeakerIs(SpeakerKind.INTERVIEWER)}
    speakers |= {name: SpeakerIs(SpeakerKind.RESPONDENT, one.id) for name, one in respondents.items()}
    documents = {}
    for title, text, case, round_ in (
        ("Noord", NOORD, cases["Dorp"], rounds["1"]),
        ("Zuid", ZUID, cases["Zuid"], rounds["2"]),
        ("Verslag", NOTES, None, None),
    ):
        document = Document(
            id=new_id(), title=title, case_id=case.id if case else None, round_id=round_.id if round_ else None
        )
        turns = [] if title == "Verslag" else turns_of(text)
        documents[title] = add_document(project, document, text, turns, speakers)
    start = NOORD.index("De koffie was goed")
    code_span(project, documents["Noord"].id, start, start + len("De koffie was goed"), codes["koffie"])
    start = ZUID.index("Koffie hielp")
    code_span(project, documents["Zuid"].id, start, start + len("Koffie hielp"), codes["hulp"])
    return Made(project, documents, cases, rounds, respondents, codes, coder)
