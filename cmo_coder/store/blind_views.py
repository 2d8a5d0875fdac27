"""What a coder who works blind may not see, kept from every reading in one place.

Where somebody works blind in a document, a reading of the project lays views over the tables of work: views with the
names of the tables, in the schema of the connection itself, which a database looks into first. Every query of a screen,
a command or an export then finds only what may be seen, without knowing of it. The views are made within the
transaction of the reading and vanish with it. A change does not have them: rules hold over everything.

Seen is: her own work; work on documents in which she does not work blind; what the study shares (texts, codebook,
rounds, who is done). Not seen is, in the documents in which she does: codings, claims, suggestions that were judged,
consensus and kept codings of others, with the fragments, slots and evidence that are only theirs; configurations,
elements, omkeringen and items of stories that rest on nothing else; memos, decisions and entries of the change log of
others about any of it.
"""

from __future__ import annotations

import sqlalchemy as sa

from cmo_coder.store.blind import Hidden
from cmo_coder.store.blind_links import LINKS, Authors, links_of_others
from cmo_coder.store.blind_sql import Views
from cmo_coder.store.tables import CHANGE, CHANGE_ROWS


def lay_over(connection: sa.Connection, hidden: Hidden, authors: Authors) -> None:
    """Lay the views over the tables, in the transaction that is open on this connection."""
    views = Views(connection, hidden)
    views.run("CREATE TEMPORARY TABLE blind_document (id VARCHAR PRIMARY KEY)")
    views.run("CREATE TEMPORARY TABLE blind_link (id VARCHAR PRIMARY KEY)")
    views.fill("blind_document", hidden.documents)
    views.fill("blind_link", links_of_others(views, authors, hidden.coder_id))
    for table, condition in _conditions(views).items():
        views.make(table, condition)
    # A code gets its element when it is first put in a claim: that may have been somebody else's.
    views.make(
        "code",
        "1 = 1",
        canonical_element_id="SELECT x.id FROM {} x WHERE x.id = t.canonical_element_id".format(
            views.seen("canonical_element")
        ),
    )


def _conditions(v: Views) -> dict[str, str]:
    """Return for every table of work, in an order in which each needs only those before it, which rows are seen."""
    return {**_on_words(v), **_of_analysis(v), **_in_writing(v)}


def _on_words(v: Views) -> dict[str, str]:
    """What coders do on the words themselves."""
    fragment, slot, words = v.all("fragment"), v.all("claim_slot"), v.all("slot_evidence")
    of_fragment = f"EXISTS (SELECT 1 FROM {fragment} f WHERE f.id = t.fragment_id AND {v.blind('f.document_id')})"
    link = "NOT EXISTS (SELECT 1 FROM {} b WHERE b.id = t.id)".format(v.seen("blind_link"))
    evidence = (
        f"SELECT 1 FROM {slot} s JOIN {words} w ON w.claim_slot_id = s.id JOIN {fragment} f ON f.id = w.fragment_id"
        f" WHERE s.claim_id = t.id AND {v.blind('f.document_id')}"
    )
    on_fragment = " OR ".join(
        f"EXISTS (SELECT 1 FROM {v.seen(one)} x WHERE x.fragment_id = t.id)"
        for one in ("coding", "slot_evidence", *LINKS)
    )
    noted = (
        f"EXISTS (SELECT 1 FROM {v.all('memo_anchor')} a JOIN {v.all('memo')} m ON m.id = a.memo_id"
        f" WHERE a.object_type = 'fragment' AND a.object_id = t.id AND {v.mine('m.coder_id')})"
    )
    return {
        "coding": f"{v.mine()} OR NOT {of_fragment}",
        "claim": f"{v.mine()} OR (NOT {v.blind('t.document_id')} AND NOT EXISTS ({evidence}))",
        "claim_case": v.has("claim", "claim_id"),
        "claim_slot": v.has("claim", "claim_id"),
        "slot_evidence": v.has("claim_slot", "claim_slot_id"),
        **dict.fromkeys(LINKS, link),
        "fragment": f"NOT {v.blind('t.document_id')} OR {on_fragment} OR {noted}",
        "coding_snapshot": f"{v.mine()} OR NOT {v.blind('t.document_id')}",
        "adjudication": f"NOT {v.blind('t.document_id')}",
        "consensus_mark": v.has("adjudication", "adjudication_id"),
        "consensus_slot": v.has("adjudication", "adjudication_id"),
    }


def _suggestion(v: Views, claim: str, *configurations: str) -> str:
    """What was suggested to others is seen where its words, its claim and its configurations all are."""
    text = (
        f"NOT EXISTS (SELECT 1 FROM {v.all('text_version')} d"
        f" WHERE d.id = t.text_version_id AND {v.blind('d.document_id')})"
    )
    fields = ("claim_id", "configuration_id", "other_configuration_id")
    about = (f"(t.{name} IS NULL OR {seen})" for name, seen in zip(fields, (claim, *configurations), strict=True))
    return f"{v.mine()} OR ({' AND '.join((text, *about))})"


def _of_analysis(v: Views) -> dict[str, str]:
    """What stands on claims: seen where something that it stands on is seen, or where it stands on nothing yet."""
    claims_of = "<configuration_version> v JOIN <evidence> e ON e.configuration_version_id = v.id JOIN [claim] c"
    of_element = " e ON e.effective_element_version_id = v.id "
    versions = "<effective_element_version> v JOIN "
    carried = "WHERE v.effective_element_id = t.id"
    element = v.stands(
        f"{versions}<element_configuration>{of_element}JOIN <configuration_version> k"
        f" ON k.id = e.configuration_version_id JOIN [configuration] c ON c.id = k.configuration_id {carried}",
        f"{versions}<element_version_claim>{of_element}JOIN [claim] c ON c.id = e.claim_id {carried}",
        f"{versions}[fragment_element]{of_element}JOIN [fragment] f ON f.id = e.fragment_id {carried}",
    )
    # What others were split from or merged into stays: they name it.
    named = f"SELECT 1 FROM {v.all('effective_element')} o WHERE o.split_from_id = t.id OR o.merged_into_id = t.id"
    canonical = v.stands(
        *(
            f"[{table}] s WHERE s.canonical_element_id = t.id"
            for table in ("claim_slot", "configuration_slot", "configuration_relation")
        )
    )
    version = v.has("effective_element", "effective_element_id")
    on_version = v.has("effective_element_version", "effective_element_version_id")
    configured = v.has("configuration_version", "configuration_version_id")
    claim = v.has("claim", "claim_id")
    configuration = v.has("configuration", "configuration_id")
    return {
        "configuration": f"{v.mine()} OR "
        + v.stands(f"{claims_of} ON c.id = e.claim_id WHERE v.configuration_id = t.id"),
        "configuration_version": configuration,
        "configuration_slot": configured,
        "suggestion": _suggestion(v, claim, configuration, v.has("configuration", "other_configuration_id")),
        "configuration_relation": f"{v.has('configuration', 'from_id')} AND {v.has('configuration', 'to_id')}",
        "evidence": f"{claim} AND {configured}",
        "demi_regularity_configuration": configuration,
        "demi_regularity": v.stands("[demi_regularity_configuration] d WHERE d.demi_regularity_id = t.id"),
        "theory_configuration": configured,
        "theory_version_claim": claim,
        "omkering_claim": claim,
        "omkering": f"{v.mine()} OR " + v.stands("[omkering_claim] o WHERE o.omkering_id = t.id"),
        "effective_element": f"{element} OR EXISTS ({named})",
        "effective_element_version": version,
        "element_configuration": f"{configured} AND {on_version}",
        "element_version_claim": f"{claim} AND {on_version}",
        "element_theme": version,
        "strategy_claim": claim,
        "strategy": f"{version} AND {v.has('omkering', 'omkering_id')} AND "
        + v.stands("[strategy_claim] s WHERE s.strategy_id = t.id"),
        "negative_search": f"{configuration} AND {version} AND {v.has('demi_regularity', 'demi_regularity_id')}",
        "member_check_outcome": f"{configured} AND {on_version}",
        "story_item": v.stands(
            "[story_item_fragment] s JOIN [fragment] f ON f.id = s.fragment_id WHERE s.story_item_id = t.id"
        ),
        "canonical_element": canonical,
        "canonical_element_actor": v.has("canonical_element", "canonical_element_id"),
    }


WORK_KINDS = (
    "claim", "configuration", "configuration_version", "configuration_relation", "effective_element",
    "effective_element_version", "omkering", "strategy", "story_item", "canonical_element", "demi_regularity",
)  # fmt: skip
"""What memos and decisions hang on that has a view: hidden with what it hangs on."""


def _in_writing(v: Views) -> dict[str, str]:
    """Memos, decisions and the change log: those of others only where all that they are about is seen."""
    found = {}
    for table, link in (("memo", "memo_anchor"), ("decision", "decision_object")):
        anchors = f"SELECT 1 FROM {v.all(link)} a WHERE a.{table}_id = t.id"
        found[table] = f"{v.mine()} OR (EXISTS ({anchors}) AND NOT EXISTS ({anchors} AND ({_closed(v)})))"
        found[link] = v.has(table, f"{table}_id")
    work = ", ".join(f"'{one}'" for one in sorted({*_WORK, "memo", "decision", "memo_anchor", "decision_object"}))
    rows = f"SELECT 1 FROM {v.all(CHANGE_ROWS.name)} r WHERE r.seq = COALESCE(t.target_seq, t.seq)"
    found[CHANGE.name] = f"{v.mine()} OR NOT EXISTS ({rows} AND r.table_name IN ({work}))"
    found[CHANGE_ROWS.name] = v.has(CHANGE.name, "seq", "seq")
    return found


def _closed(v: Views) -> str:
    """That what an anchor `a` names is not seen, or is (about) a document in which she works blind."""

    def names(kind: str, rest: str) -> str:
        return f"(a.object_type = '{kind}' AND {rest})"

    fragment, turn, version, speaker = (v.all(one) for one in ("fragment", "turn", "text_version", "speaker"))
    blind = v.blind("d.document_id")
    places = [
        names("document", v.blind("a.object_id")),
        names("fragment", f"EXISTS (SELECT 1 FROM {fragment} d WHERE d.id = a.object_id AND {blind})"),
        names(
            "coding",
            f"EXISTS (SELECT 1 FROM {v.all('coding')} c JOIN {fragment} d ON d.id = c.fragment_id"
            f" WHERE c.id = a.object_id AND {blind})",
        ),
        names("text_version", f"EXISTS (SELECT 1 FROM {version} d WHERE d.id = a.object_id AND {blind})"),
        names(
            "turn",
            f"EXISTS (SELECT 1 FROM {turn} c JOIN {version} d ON d.id = c.text_version_id"
            f" WHERE c.id = a.object_id AND {blind})",
        ),
        names("speaker", f"EXISTS (SELECT 1 FROM {speaker} d WHERE d.id = a.object_id AND {blind})"),
        names("respondent", f"EXISTS (SELECT 1 FROM {speaker} d WHERE d.respondent_id = a.object_id AND {blind})"),
        names(
            "study_case",
            f"EXISTS (SELECT 1 FROM {v.all('document')} d WHERE d.case_id = a.object_id AND {v.blind('d.id')})",
        ),
        names("adjudication", f"NOT EXISTS (SELECT 1 FROM {v.seen('adjudication')} x WHERE x.id = a.object_id)"),
    ]
    places += [
        names(kind, f"NOT EXISTS (SELECT 1 FROM {v.seen(kind)} x WHERE x.id = a.object_id)") for kind in WORK_KINDS
    ]
    return " OR ".join(places)


_WORK = (
    "coding", "claim", "claim_case", "claim_slot", "slot_evidence", *LINKS, "fragment", "suggestion", "coding_snapshot",
    "adjudication", "consensus_mark", "consensus_slot", "configuration", "configuration_version", "configuration_slot",
    "configuration_relation", "evidence", "demi_regularity", "demi_regularity_configuration", "theory_configuration",
    "theory_version_claim", "omkering", "omkering_claim", "effective_element", "effective_element_version",
    "element_configuration", "element_version_claim", "element_theme", "strategy", "strategy_claim", "negative_search",
    "member_check_outcome", "story_item", "canonical_element", "canonical_element_actor",
)  # fmt: skip
"""Tables of work: an entry of the change log by somebody else that touches one is not shown while one works blind."""
