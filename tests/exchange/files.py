"""Small files in the bulk form, for tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]

TEXT = (
    "Interviewer: Hoe gaat het?\nJan: Goed. We zien elkaar nu.\nInterviewer: En toen?\nJan: We zien elkaar nu vaker.\n"
)
STUDY: Json = {"kind": "study", "name": "Proef"}
CODER: Json = {"kind": "coder", "id": "A", "name": "Coder A"}
ROUND: Json = {"kind": "round", "id": "R1", "nr": 1, "label": "Ronde 1"}
CASE: Json = {"kind": "case", "id": "wijk", "name": "De wijk", "type": "neighbourhood"}
JAN: Json = {"kind": "respondent", "id": "jan", "pseudonym": "Jan", "group": "resident", "case": "wijk"}
DOCUMENT: Json = {
    "kind": "document",
    "id": "d",
    "title": "Gesprek",
    "type": "interview",
    "text": TEXT,
    "round": "R1",
    "speakers": {"Jan": "jan"},
}
CONTEXT: Json = {"kind": "canonical_element", "id": "c", "role": "C", "label": "elkaar zien"}
OUTCOME: Json = {"kind": "canonical_element", "id": "o", "role": "O", "label": "goed", "direction": "+"}
CODE: Json = {"kind": "code", "id": "k", "name": "zien", "type": "C", "element": "c", "key": "z"}
THEME: Json = {"kind": "theme", "id": "t", "label": "Samen", "list": "learning_needs", "questions": ["Hoe dan?"]}
FRAGMENT: Json = {"kind": "fragment", "id": "f", "document": "d", "quote": "Goed.", "coder": "A", "codes": ["k"]}
CLAIM: Json = {
    "kind": "claim",
    "id": "q",
    "coder": "A",
    "respondent": "jan",
    "round": "R1",
    "cases": ["wijk"],
    "slots": [{"role": "C", "element": "c", "fragments": ["f"]}, {"role": "O", "element": "o"}],
}
CONFIGURATION: Json = {
    "kind": "configuration",
    "id": "x",
    "slots": {"C": ["c"], "O": ["o"]},
    "evidence": [{"claim": "q", "stance": "supports"}],
}
OTHER: Json = {"kind": "configuration", "id": "y", "slots": {"C": ["c"]}}
ELEMENT: Json = {
    "kind": "element",
    "id": "e",
    "nr": 1,
    "themes": ["t"],
    "versions": [{"nr": 1, "long_label": "Zie elkaar", "configurations": ["x"]}],
}
WHOLE: tuple[Json, ...] = (
    STUDY, CODER, ROUND, CASE, JAN, DOCUMENT, CONTEXT, OUTCOME, CODE, THEME, FRAGMENT, CLAIM, CONFIGURATION, OTHER,
    ELEMENT,
)  # fmt: skip
"""A sound file; its records stand on the lines 1 to 15."""


def write(folder: Path, *records: Json | str, name: str = "studie.jsonl") -> Path:
    """Write records (or lines as they are) to a file."""
    path = folder / name
    lines = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
