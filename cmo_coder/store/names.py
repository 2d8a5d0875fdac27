"""What the tables are called in plain words, for messages and for the change log."""

from __future__ import annotations

from cmo_coder.messages import N_, _

_NAMES: dict[str, str] = {
    "study": N_("study"),
    "round": N_("round"),
    "coder": N_("coder"),
    "progress": N_("progress of a coder"),
    "assignment": N_("assignment"),
    "study_case": N_("case"),
    "case_attribute": N_("attribute of a case"),
    "case_scale": N_("scale of an attribute"),
    "story_item": N_("item of a change story"),
    "story_item_fragment": N_("fragment of a change story"),
    "respondent": N_("respondent"),
    "respondent_attribute": N_("attribute of a respondent"),
    "document": N_("document"),
    "original": N_("file of a document"),
    "text_version": N_("text version"),
    "speaker": N_("speaker"),
    "turn": N_("turn"),
    "fragment": N_("fragment"),
    "coding": N_("coding"),
    "fragment_theme": N_("theme of a fragment"),
    "fragment_element": N_("fragment of an effective element"),
    "code": N_("code"),
    "canonical_element": N_("element"),
    "actor": N_("actor"),
    "canonical_element_actor": N_("actor of an element"),
    "claim": N_("claim"),
    "claim_case": N_("case of a claim"),
    "claim_slot": N_("slot of a claim"),
    "slot_evidence": N_("fragment behind a claim"),
    "configuration": N_("configuration"),
    "configuration_version": N_("version of a configuration"),
    "configuration_slot": N_("slot of a configuration"),
    "evidence": N_("claim linked to a configuration"),
    "configuration_relation": N_("relation between configurations"),
    "demi_regularity": N_("demi-regularity"),
    "demi_regularity_configuration": N_("configuration of a demi-regularity"),
    "negative_search": N_("search for negative cases"),
    "programme_theory": N_("programme theory"),
    "programme_theory_version": N_("version of a programme theory"),
    "theory_configuration": N_("configuration of a programme theory"),
    "theory_version_claim": N_("claim behind a version of a theory"),
    "midrange_theory": N_("middle-range theory"),
    "theory_midrange": N_("middle-range theory of a programme theory"),
    "theme": N_("theme"),
    "theme_question": N_("question of a theme"),
    "effective_element": N_("effective element"),
    "effective_element_version": N_("version of an effective element"),
    "element_configuration": N_("configuration of an effective element"),
    "element_version_claim": N_("claim behind a version of an element"),
    "element_theme": N_("theme of an effective element"),
    "strategy": N_("strategy"),
    "strategy_claim": N_("claim behind a strategy"),
    "omkering": N_("omkering"),
    "omkering_claim": N_("claim behind an omkering"),
    "member_check": N_("member check"),
    "member_check_participant": N_("participants of a member check"),
    "member_check_outcome": N_("outcome of a member check"),
    "memo": N_("memo"),
    "memo_anchor": N_("anchor of a memo"),
    "decision": N_("decision"),
    "decision_object": N_("subject of a decision"),
    "design_step": N_("step of the design"),
    "report_item": N_("item of the checklist"),
    "suggestion": N_("suggestion"),
    "coding_snapshot": N_("coding as it was finished"),
    "adjudication": N_("settled disagreement"),
    "consensus_mark": N_("code of the consensus"),
    "consensus_slot": N_("slot of an agreed claim"),
    "agreement_run": N_("agreement run"),
    "agreement_run_coder": N_("coder of an agreement run"),
    "agreement_run_document": N_("document of an agreement run"),
    "search_text": N_("text in the search index"),
    "change": N_("entry of the change log"),
    "change_rows": N_("entry of the change log"),
}


def name_of(table: str) -> str:
    """A table's name in the current language; the table's own name where there is none."""
    known = _NAMES.get(table)
    return table if known is None else _(known)


class Named:
    """A table as an argument of a message: it reads in the language in which the message is shown."""

    __slots__ = ("table",)

    def __init__(self, table: str) -> None:
        self.table = table

    def __str__(self) -> str:
        return name_of(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Named) and other.table == self.table

    def __hash__(self) -> int:
        return hash(self.table)
