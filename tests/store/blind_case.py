"""A study in which Anna codes blind, and all that Bram can do in the same interview, with a word to find it by."""

from __future__ import annotations

from pathlib import Path

from cmo_coder.model.base import new_id
from cmo_coder.model.canonical import Role
from cmo_coder.model.cases import Group
from cmo_coder.model.claims import Polarity
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.configurations import DemiRegularity, DemiRegularityConfiguration, RelationType
from cmo_coder.model.documents import Document, SpeakerKind, TextVersion
from cmo_coder.model.fragments import FragmentTheme, Stance
from cmo_coder.model.stories import StoryBox
from cmo_coder.model.study import ProgressState, Study
from cmo_coder.model.suggestions import Suggestion, SuggestionKind, SuggestionOutcome
from cmo_coder.model.theories import ProgrammeTheoryVersion
from cmo_coder.store.canonical import add_canonical
from cmo_coder.store.cases import add_case, add_respondent
from cmo_coder.store.claims import add_slot, edit_claim, link_claim, tag
from cmo_coder.store.codes import add_code
from cmo_coder.store.configurations import (
    add_configuration,
    configuration_from_claim,
    edit_configuration,
    relate,
)
from cmo_coder.store.documents import NewTurn, SpeakerIs, add_document
from cmo_coder.store.elements import Labels, add_element, assign
from cmo_coder.store.fragments import code_span
from cmo_coder.store.memos import add_decision, add_memo
from cmo_coder.store.project import Project
from cmo_coder.store.rounds import hand
from cmo_coder.store.stories import add_story_item
from cmo_coder.store.strategies import add_omkering, add_strategy
from cmo_coder.store.study import add_coder, set_progress
from cmo_coder.store.themes import add_theme
from cmo_coder.store.theories import add_theory, set_theory_causes, set_theory_configurations

MARK = "zwaluwstaart"
"""A word that stands in all that Bram writes, and nowhere else."""

TEXT = (
    "I: Hoe ging dat?\nR: Ik kende niemand. Toen kwam er koffie in de buurt. Nu slaap ik weer goed door.\n"
    "I: En de buren?\nR: De buren komen langs. Dat had ik nooit gedacht van deze straat.\n"
)


class BlindStudy:
    """The study; Anna has begun, Bram not yet."""

    def __init__(self, path: Path) -> None:
        self.project = project = Project.create(path, Study(id=new_id(), name="Wijk", question="Wat werkt?"))
        self.anna, self.bram = (add_coder(project, name) for name in ("Anna", "Bram"))
        self.case = add_case(project, "Noord")
        person = add_respondent(project, "Ans", group=Group.RESIDENT)
        self.context = add_code(project, Code(id=new_id(), name="niemand kennen", type=CodeType.C))
        self.means = add_code(project, Code(id=new_id(), name="koffie in de buurt", type=CodeType.M_RED))
        self.outcome = add_code(project, Code(id=new_id(), name="slaapt weer", type=CodeType.O))
        self.theme = add_theme(project, "Ontmoeten")
        self.theory = add_theory(project, "Eerste theorie", "Als mensen elkaar kennen, slapen ze beter.")
        turns, start = [], 0
        for line in TEXT.splitlines(keepends=True):
            turns.append(NewTurn(start, start + len(line), start + 3, line[0]))
            start += len(line)
        who = {"I": SpeakerIs(SpeakerKind.INTERVIEWER), "R": SpeakerIs(SpeakerKind.RESPONDENT, person.id)}
        self.document = add_document(
            project, Document(id=new_id(), title="Gesprek", case_id=self.case.id), TEXT, turns, who
        )
        # Bram is not blind: what he makes may rest on what Anna made.
        hand(project, [self.document.id], [self.anna.id], 1, blind=True)
        hand(project, [self.document.id], [self.bram.id], 1)
        self.anna_works()

    def code(self, words: str, code: Code) -> str:
        start = TEXT.index(words)
        return code_span(self.project, self.document.id, start, start + len(words), code).fragment_id

    def anna_works(self) -> None:
        """A coding, a claim with a configuration and an element, a memo: hers, and to be seen by her."""
        self.project.coder = self.anna
        self.shared = self.code("Ik kende niemand.", self.context)
        start = TEXT.index("Nu slaap ik weer")
        _coding, claim = tag(
            self.project, self.document.id, start, start + len("Nu slaap ik weer"), self.outcome, new_claim=True
        )
        assert claim is not None
        self.configuration = configuration_from_claim(self.project, claim, label="van Anna")
        self.element = add_element(self.project, Labels("Zorg dat mensen elkaar kennen"))
        assign(self.project, self.element, self.configuration.id)
        add_memo(self.project, "Memo van Anna", [("fragment", self.shared)])
        set_progress(self.project, self.document.id, self.bram.id, ProgressState.BEGUN)

    def bram_works(self) -> None:
        """All that can be made on an interview, each with the word, by Bram."""
        project = self.project
        project.coder = self.bram
        self.code("Ik kende niemand.", self.means)  # on the very words that Anna coded
        mine = self.code("De buren komen langs.", self.context)
        words = "Dat had ik nooit gedacht"
        start = TEXT.index(words)
        _coding, claim = tag(project, self.document.id, start, start + len(words), self.means, new_claim=True)
        assert claim is not None
        claim = edit_claim(project, claim, note=MARK, polarity=Polarity.WORKS_NOT)
        canonical = add_canonical(project, Role.O, f"{MARK} als uitkomst")
        add_slot(project, claim, Role.O, canonical.id, [(TEXT.index("De buren"), TEXT.index("De buren") + 8)])
        configuration = configuration_from_claim(project, claim, label=MARK)
        edit_configuration(project, configuration, certainty_reason=MARK)
        other = add_configuration(project, {Role.O: [canonical.id]}, label=f"{MARK} twee")
        link_claim(project, claim, other.id, Stance.CONTRADICTS, note=MARK)
        link_claim(project, claim, self.configuration.id, Stance.CONTRADICTS, note=MARK)
        relate(project, RelationType.RIVAL, configuration, other, note=MARK)
        element = add_element(project, Labels(f"{MARK} element"))
        assign(project, element, configuration.id)
        add_strategy(project, element, f"{MARK} strategie", claim_ids=[claim.id])
        add_omkering(project, self.element, [claim], f"{MARK} omkering", f"{MARK} redenering")
        add_story_item(project, self.case, StoryBox.PROCESS, f"{MARK} verhaal", fragment_ids=[mine])
        with project.read_everything() as reading:
            version = reading.find(ProgrammeTheoryVersion, programme_theory_id=self.theory.id)
        assert version is not None
        set_theory_causes(project, self.theory, version, {claim.id: Stance.REFINES})
        set_theory_configurations(project, self.theory, version, [configuration.id])
        for on in (("fragment", mine), ("fragment", self.shared), ("document", self.document.id), ("claim", claim.id)):
            add_memo(project, f"{MARK} op {on[0]}", [on])
        add_memo(project, f"{MARK} los", [])
        add_decision(project, f"{MARK} besluit", f"{MARK} reden", objects=[("configuration", configuration.id)])
        with project.change("test", "Iets") as change:
            regular = DemiRegularity(id=new_id(), description=f"{MARK} patroon")
            change.insert(regular)
            change.insert(
                DemiRegularityConfiguration(
                    id=new_id(), demi_regularity_id=regular.id, configuration_id=configuration.id
                )
            )
            change.insert(
                *(FragmentTheme(id=new_id(), fragment_id=one, theme_id=self.theme.id) for one in (mine, self.shared))
            )
            text = change.find(TextVersion, document_id=self.document.id, in_force=True)
            assert text is not None
            change.insert(
                Suggestion(
                    id=new_id(),
                    text_version_id=text.id,
                    text_length=text.length,
                    start=0,
                    end=10,
                    provider=MARK,
                    provider_version="1",
                    rule=MARK,
                    cue=MARK,
                    code_id=self.context.id,
                    score=0.5,
                    outcome=SuggestionOutcome.REJECTED,
                    coder_id=self.bram.id,
                    at="2026-01-01T00:00:00Z",
                )
            )
            nowhere = {"text_version_id": None, "text_length": 0, "start": 0, "end": 0}
            decided = {"outcome": SuggestionOutcome.ACCEPTED, "coder_id": self.bram.id, "provider": MARK}
            about = (
                {"kind": SuggestionKind.STATUS, "value": MARK, "claim_id": claim.id},
                {"kind": SuggestionKind.CONFIGURATION, "claim_id": claim.id, "configuration_id": self.configuration.id},
                {"kind": SuggestionKind.RELATION, "configuration_id": self.configuration.id,
                 "other_configuration_id": other.id},
            )  # fmt: skip
            change.insert(
                *(Suggestion(id=new_id(), provider_version="1", **nowhere, **decided, **one) for one in about)
            )
        set_progress(project, self.document.id, self.bram.id, ProgressState.FINISHED)
        set_progress(project, self.document.id, self.bram.id, ProgressState.BEGUN)
        project.coder = self.anna

    def all_done(self) -> None:
        """Both say that they are done."""
        for one in (self.anna, self.bram):
            set_progress(self.project, self.document.id, one.id, ProgressState.FINISHED)
