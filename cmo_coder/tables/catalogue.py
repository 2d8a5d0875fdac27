"""The tables of the product, in the order in which people meet them, and the one door through which they are made."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from dataclasses import dataclass

from cmo_coder.messages import N_, _, in_language
from cmo_coder.model.errors import NotFound, RuleError
from cmo_coder.realist.filtering import EVERY_CLAIM, ClaimFilter
from cmo_coder.realist.narrowing import narrowed
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.store.bulk_memory import without_collecting
from cmo_coder.tables import (
    against,
    elements,
    evidence,
    in_words,
    levels,
    matrix,
    principles,
    reporting,
    study,
    themes,
    writings,
)
from cmo_coder.tables.options import (
    CONTRADICTION,
    LABEL,
    LOOSE,
    MEMBER_CHECK,
    NUMBER,
    ORIGIN,
    PARTICULARS,
    RETIRED,
    SUPPORT,
    Choice,
    TableOptions,
)
from cmo_coder.tables.value import Table

Builder = Callable[[Snapshot, TableOptions, str], Table]
"""Makes a table in the current language; the last argument is the day of its stamp (ISO 8601)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A table that can be made. `title` and `description` are message ids."""

    id: str
    title: str
    description: str
    build: Builder
    choices: tuple[Choice, ...] = ()
    of_claims: bool = False
    """Whether its rows rest on claims, so that it can be made of some claims only."""


CATALOGUE: tuple[Entry, ...] = (
    Entry(
        "werkzame_elementen",
        elements.ELEMENTS_TITLE,
        N_("One row per element: label, themes, how to achieve it; with support and member check if you like."),
        elements.effective_elements,
        (LABEL, NUMBER, ORIGIN, SUPPORT, CONTRADICTION, MEMBER_CHECK, RETIRED),
        of_claims=True,
    ),
    Entry(
        "werkzame_elementen_lang",
        elements.ELEMENTS_LONG_TITLE,
        N_("One row per strategy, with its element and themes: for CSV and further work."),
        elements.effective_elements_long,
        (LABEL, ORIGIN, RETIRED, PARTICULARS),
        of_claims=True,
    ),
    Entry(
        "elementen_per_casus",
        elements.BY_CASE_TITLE,
        N_("Which cases are named at each element, and which only collectively."),
        elements.elements_by_case,
        (LABEL, RETIRED),
        of_claims=True,
    ),
    Entry(
        "themas",
        themes.THEMES_TITLE,
        N_("Which themes have elements, which questions have none, which themes are off the list."),
        themes.theme_check,
    ),
    Entry(
        "cmo",
        matrix.CMO_TITLE,
        N_("Context + mechanism = outcome, one row each."),
        matrix.cmo_matrix,
        (SUPPORT,),
        of_claims=True,
    ),
    Entry(
        "icamo",
        matrix.ICAMO_TITLE,
        N_("Intervention, context, actor, mechanism, outcome, one row each."),
        matrix.icamo_matrix,
        (SUPPORT,),
        of_claims=True,
    ),
    Entry(
        "icamo_niveau",
        levels.BY_LEVEL_TITLE,
        N_("As the ICAMO matrix, with a heading per level of the system."),
        levels.icamo_by_level,
        of_claims=True,
    ),
    Entry(
        "inventaris",
        levels.INVENTORY_TITLE,
        N_("Contexts by level, mechanisms by whose they are, outcomes by horizon."),
        levels.inventory,
        of_claims=True,
    ),
    Entry(
        "principes",
        principles.PRINCIPLES_TITLE,
        N_("Each element with the configurations behind it, and the contexts that help or hinder."),
        principles.principles,
        (LABEL, RETIRED),
        of_claims=True,
    ),
    Entry(
        "theorieverfijning",
        principles.REFINING_TITLE,
        N_("Each programme theory: input, assumptions, supporting theory, context, outcome, mechanism."),
        principles.refining,
        of_claims=True,
    ),
    Entry(
        "theorieversies",
        writings.THEORIES_TITLE,
        N_("Every version of the theory: statement, status, what it rests on, what gave rise to it."),
        writings.theories,
        of_claims=True,
    ),
    Entry(
        "elementen_over_rondes",
        writings.ELEMENT_HISTORY_TITLE,
        N_("Every wording of every element: kind of change, why, the claims that caused it, its member checks."),
        writings.element_history,
    ),
    Entry(
        "demi_regulariteiten",
        writings.PATTERNS_TITLE,
        N_("Patterns with their ground, cases, exceptions, negative cases and searches."),
        writings.patterns,
        of_claims=True,
    ),
    Entry(
        "rimpels",
        matrix.RIPPLE_TITLE,
        N_("Chains in which an outcome becomes a context, with how each link is known."),
        matrix.ripple_table,
        of_claims=True,
    ),
    Entry(
        "waar_werkt_het_niet",
        against.AGAINST_TITLE,
        N_("Negative cases and contradictions, with what separates the sides."),
        against.where_it_does_not_work,
        of_claims=True,
    ),
    Entry(
        "rivalen",
        in_words.RIVALS_TITLE,
        N_("Positions about the same intervention or outcome, with what separates them."),
        in_words.rivals,
        of_claims=True,
    ),
    Entry(
        "steun_in_woorden",
        in_words.IN_WORDS_TITLE,
        N_("Per element how many support it and how many contradict it, in the words of the study's scale."),
        in_words.support_in_words,
        (LABEL, RETIRED),
        of_claims=True,
    ),
    Entry(
        "configuraties",
        matrix.LIST_TITLE,
        N_("Every configuration with its sentence, form, status and support."),
        matrix.configuration_list,
        of_claims=True,
    ),
    Entry(
        "verantwoording",
        matrix.AUDIT_TITLE,
        N_("Every configuration with its sources, quotes for and against, and changes."),
        matrix.audit_table,
        of_claims=True,
    ),
    Entry(
        "bewijslijst",
        evidence.EVIDENCE_TITLE,
        N_("Every coded fragment in long form, with offsets, claims, configurations and elements."),
        evidence.evidence_list,
        (LOOSE,),
        of_claims=True,
    ),
    Entry(
        "codeboek",
        levels.CODEBOOK_TITLE,
        N_("The codes in use with their definitions and coding rules."),
        levels.codebook,
    ),
    Entry("vragen", study.QUESTIONS_TITLE, N_("The themes with the questions under them."), study.questions),
    Entry(
        "casussen",
        study.CASES_TITLE,
        N_("The attributes of the cases side by side."),
        study.characteristics,
    ),
    Entry(
        "typologie",
        study.TYPOLOGY_TITLE,
        N_("Ordered attributes: how many cases on each step, and which way they went."),
        study.typology,
    ),
    Entry(
        "veranderverhaal",
        study.STORY_TITLE,
        N_("The seven boxes of the change story, a column per case."),
        study.change_story,
    ),
    Entry(
        "verhaal_overlap",
        study.OVERLAP_TITLE,
        N_("What the change stories of several cases have in common."),
        study.story_overlaps,
    ),
    Entry(
        "citaten_per_groep",
        study.QUOTES_TITLE,
        N_("How many quotes each group has, beside the number of its people."),
        study.quotes_by_group,
        of_claims=True,
    ),
    Entry("besluiten", writings.DECISIONS_TITLE, N_("What was decided, why, before and after."), writings.decisions),
    Entry("memos", writings.MEMOS_TITLE, N_("Every memo with its kind and what it hangs on."), writings.memos),
    Entry("opzet", reporting.DESIGN_TITLE, N_("Step, what, methods, sources and outputs."), reporting.design),
    Entry(
        "rameses",
        reporting.CHECKLIST_TITLE,
        N_("The 20 items: what the study says about each, and what is missing."),
        reporting.rameses,
    ),
)
"""Every table, in fixed order."""


def entry(table_id: str) -> Entry:
    """The table of an id. Raises NotFound."""
    for one in CATALOGUE:
        if one.id == table_id:
            return one
    raise NotFound(
        N_("There is no table called {id}."),
        N_("Choose one of: {known}."),
        id=table_id,
        known=", ".join(one.id for one in CATALOGUE),
    )


def build(
    table_id: str,
    snapshot: Snapshot,
    *,
    language: str = "nl",
    options: TableOptions | None = None,
    date: datetime.date | None = None,
    claims: ClaimFilter = EVERY_CLAIM,
) -> Table:
    """Make a table: titles and words of the program in `language` ("nl" or "en"), the study's own words as they are.

    `date` stands on the table; without it, today. `claims` narrows the table to what rests on claims that match, and
    stands in its notes. The same snapshot, options, language, date and claims give the same table.
    Raises NotFound for a table that does not exist, RuleError for claims asked of a table that does not rest on claims,
    ValueError for another language.
    """
    found = entry(table_id)
    if claims and not found.of_claims:
        raise RuleError(
            N_("The table {id} does not rest on claims, so it cannot be made of some of them."),
            N_("Leave the filter out, or choose one of: {known}."),
            id=table_id,
            known=", ".join(one.id for one in CATALOGUE if one.of_claims),
        )
    # What a table is made of and makes are values without circles; a study of full size holds half a million.
    with in_language(language), without_collecting():
        day = (date or datetime.date.today()).isoformat()
        made = found.build(narrowed(snapshot, claims), options or TableOptions(), day)
        if not claims:
            return made
        note = _("Only what rests on some claims: {filter}. Numbers count these claims.")
        words = claims.text(snapshot)
        return dataclasses.replace(made, notes=(note.format(filter=words), *made.notes), filter=words)
