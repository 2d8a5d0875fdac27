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

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from cmo_coder.store.blind import Hidden
from cmo_coder.store.tables import CHANGE, CHANGE_ROWS, TABLES

LINKS = ("fragment_theme", "fragment_element", "story_item_fragment")
"""Tables that hang something on a fragment without naming a coder: the change log says who did."""


def lay_over(connection: sa.Connection, hidden: Hidden, authors: Authors) -> None:
    """Lay the views over the tables, in the transaction that is open on this connection."""
    views = _Views(connection, hidden)
    views.run("CREATE TEMPORARY TABLE blind_document (id VARCHAR PRIMARY KEY)")
    views.run("CREATE TEMPORARY TABLE blind_link (id VARCHAR PRIMARY KEY)")
    views.fill("blind_document", hidden.documents)
    views.fill("blind_link", _links_of_others(views, authors, hidden.coder_id))
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


class _Views:
    """The statements, as this kind of database takes them."""

    def __init__(self, connection: sa.Connection, hidden: Hidden) -> None:
        self.connection = connection
        sqlite = connection.dialect.name == "sqlite"
        self._mark = "?" if sqlite else "%s"
        self._base = "main" if sqlite else str(connection.execute(sa.text("SELECT current_schema()")).scalar())
        self._own = "temp" if sqlite else "pg_temp"
        self.me = "'" + hidden.coder_id.replace("'", "''") + "'"
        self._driver: Any = connection.connection.driver_connection

    def run(self, statement: str, values: Iterable[Any] = ()) -> list[Any]:
        cursor = self._driver.cursor()
        cursor.execute(statement, tuple(values)) if values else cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
        cursor.close()
        return list(rows)

    def fill(self, table: str, ids: Iterable[str]) -> None:
        for one in sorted(ids):
            self.run(f"INSERT INTO {self._own}.{table} VALUES ({self._mark})", (one,))

    def make(self, table: str, condition: str, **instead: str) -> None:
        """A view over a table; in the condition `t` is its row. `instead` are queries for the value of a column."""
        names = [column.name for column in ({**TABLES, **_LOG})[table].columns]
        columns = ", ".join(f'({instead[name]}) AS "{name}"' if name in instead else f't."{name}"' for name in names)
        self.run(f'CREATE TEMPORARY VIEW "{table}" AS SELECT {columns} FROM {self.all(table)} t WHERE {condition}')

    def all(self, table: str) -> str:
        """The table itself, with everything in it."""
        return f'{self._base}."{table}"'

    def seen(self, table: str) -> str:
        """What may be seen of it; only after its view was made."""
        return f'{self._own}."{table}"'

    def blind(self, column: str) -> str:
        """That a document is one in which she works blind."""
        return f"COALESCE({column}, '') IN (SELECT id FROM {self._own}.blind_document)"

    def mine(self, column: str = "t.coder_id") -> str:
        return f"COALESCE({column}, '') = {self.me}"

    def has(self, table: str, column: str, of: str = "id") -> str:
        """That what a column names may be seen (or that it names nothing)."""
        return f"(t.{column} IS NULL OR EXISTS (SELECT 1 FROM {self.seen(table)} x WHERE x.{of} = t.{column}))"

    def stands(self, *links: str) -> str:
        """That nothing carries a row, or something that is seen does.

        A link is the FROM and WHERE of a query: `<table>` in it stands for all of a table, `[table]` for what is
        seen of it, or for all of it where the question is whether anything carries the row.
        """
        nothing = " AND ".join(f"NOT EXISTS (SELECT 1 FROM {self._fill(link, self.all)})" for link in links)
        something = " OR ".join(f"EXISTS (SELECT 1 FROM {self._fill(link, self.seen)})" for link in links)
        return f"(({nothing}) OR {something})"

    def _fill(self, link: str, of: Callable[[str], str]) -> str:
        whole = re.sub(r"<(\w+)>", lambda found: self.all(found[1]), link)
        return re.sub(r"\[(\w+)\]", lambda found: of(found[1]), whole)


_LOG = {CHANGE.name: CHANGE, CHANGE_ROWS.name: CHANGE_ROWS}


def _conditions(v: _Views) -> dict[str, str]:
    """Return for every table of work, in an order in which each needs only those before it, which rows are seen."""
    return {**_on_words(v), **_of_analysis(v), **_in_writing(v)}


def _on_words(v: _Views) -> dict[str, str]:
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
        "suggestion": f"{v.mine()} OR NOT EXISTS (SELECT 1 FROM {v.all('text_version')} d"
        f" WHERE d.id = t.text_version_id AND {v.blind('d.document_id')})",
        "coding_snapshot": f"{v.mine()} OR NOT {v.blind('t.document_id')}",
        "adjudication": f"NOT {v.blind('t.document_id')}",
        "consensus_mark": v.has("adjudication", "adjudication_id"),
        "consensus_slot": v.has("adjudication", "adjudication_id"),
    }


def _of_analysis(v: _Views) -> dict[str, str]:
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


def _in_writing(v: _Views) -> dict[str, str]:
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


def _closed(v: _Views) -> str:
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


@dataclass(slots=True)
class Authors:
    """Who hung what on a fragment, by the change log; read on from where it was read to."""

    seq: int = 0
    of: dict[str, str] = field(default_factory=dict)

    def read(self, views: _Views) -> None:
        """Read what was written since."""
        last = views.run(f"SELECT COALESCE(MAX(seq), 0) FROM {views.all(CHANGE.name)}")[0][0]
        if last < self.seq:
            self.seq, self.of = 0, {}
        names = ", ".join(f"'{one}'" for one in LINKS)
        rows = views.run(
            f"SELECT r.rows, c.coder_id FROM {views.all(CHANGE_ROWS.name)} r JOIN {views.all(CHANGE.name)} c"
            f" ON c.seq = r.seq WHERE r.table_name IN ({names}) AND r.seq > {self.seq} ORDER BY r.seq, r.nr"
        )
        for text, coder in rows:
            for before, after in json.loads(text):
                if before is None:
                    self.of[after["id"]] = coder or ""
        self.seq = last


def _links_of_others(views: _Views, authors: Authors, me: str) -> list[str]:
    """The themes, elements and story items on fragments of blind documents that somebody else put there."""
    found: list[str] = []
    for table in LINKS:
        found += [
            row[0]
            for row in views.run(
                f"SELECT l.id FROM {views.all(table)} l JOIN {views.all('fragment')} f ON f.id = l.fragment_id"
                f" WHERE {views.blind('f.document_id')}"
            )
        ]
    if found:
        authors.read(views)
    return [one for one in found if authors.of.get(one, "") != me]
