"""References between entities, as types: the store makes a foreign key of each."""

from __future__ import annotations

from typing import Annotated

from cmo_coder.model.base import Ref

CoderId = Annotated[str, Ref("coder")]
RoundId = Annotated[str, Ref("round")]
CaseId = Annotated[str, Ref("study_case")]
RespondentId = Annotated[str, Ref("respondent")]
DocumentId = Annotated[str, Ref("document")]
TextVersionId = Annotated[str, Ref("text_version")]
SpeakerId = Annotated[str, Ref("speaker")]
FragmentId = Annotated[str, Ref("fragment")]
CodeId = Annotated[str, Ref("code")]
ActorId = Annotated[str, Ref("actor")]
CanonicalElementId = Annotated[str, Ref("canonical_element")]
ClaimId = Annotated[str, Ref("claim")]
ClaimSlotId = Annotated[str, Ref("claim_slot")]
ConfigurationId = Annotated[str, Ref("configuration")]
ConfigurationVersionId = Annotated[str, Ref("configuration_version")]
TheoryId = Annotated[str, Ref("programme_theory")]
TheoryVersionId = Annotated[str, Ref("programme_theory_version")]
MidrangeTheoryId = Annotated[str, Ref("midrange_theory")]
DemiRegularityId = Annotated[str, Ref("demi_regularity")]
EffectiveElementId = Annotated[str, Ref("effective_element")]
EffectiveElementVersionId = Annotated[str, Ref("effective_element_version")]
ThemeId = Annotated[str, Ref("theme")]
StrategyId = Annotated[str, Ref("strategy")]
OmkeringId = Annotated[str, Ref("omkering")]
MemberCheckId = Annotated[str, Ref("member_check")]
MemoId = Annotated[str, Ref("memo")]
DecisionId = Annotated[str, Ref("decision")]
StoryItemId = Annotated[str, Ref("story_item")]
AgreementRunId = Annotated[str, Ref("agreement_run")]
AdjudicationId = Annotated[str, Ref("adjudication")]
