"""Who hung what on a fragment, where the table does not say: read from the change log (see `blind_views`)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from cmo_coder.store.blind_sql import Views
from cmo_coder.store.tables import CHANGE, CHANGE_ROWS

LINKS = ("fragment_theme", "fragment_element", "story_item_fragment")
"""Tables that hang something on a fragment without naming a coder: the change log says who did."""


@dataclass(slots=True)
class Authors:
    """Who hung what on a fragment, by the change log; read on from where it was read to."""

    seq: int = 0
    of: dict[str, str] = field(default_factory=dict)

    def read(self, views: Views) -> None:
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


def links_of_others(views: Views, authors: Authors, me: str) -> list[str]:
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
