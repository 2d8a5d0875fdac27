"""The reference project of the agreement benchmark as a study in a file: how fast a changed span is compared again."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from cmo_coder.model.base import new_id
from cmo_coder.model.codes import Code, CodeType
from cmo_coder.model.documents import Document
from cmo_coder.model.fragments import Coding, Fragment
from cmo_coder.model.study import ProgressState, Study
from cmo_coder.realist.agreement_discussed import discussed
from cmo_coder.realist.agreement_live import LiveAgreement
from cmo_coder.store.codes import add_code
from cmo_coder.store.documents import add_document, version_in_force
from cmo_coder.store.fragments import code_span, made_fragment
from cmo_coder.store.project import Project
from cmo_coder.store.rows import to_plain
from cmo_coder.store.study import add_coder, set_progress
from cmo_coder.store.universe import AsOf, Universe

ROLES = (CodeType.C, CodeType.I, CodeType.M_RED, CodeType.O)
WORDS = ("de het een en van ik dat niet", "die zijn met voor was maar ook dan naar heel")


def _text(length: int, draw: random.Random) -> str:
    parts, n = [], 0
    while n < length:
        parts.append(" ".join(draw.choice(WORDS) for _ in range(2)).capitalize() + ".\n")
        n += len(parts[-1])
    return "".join(parts)[: length - 1] + "\n"


def changed_span(rows: Iterable[tuple[int, int, int, int, int]], length: int, documents: int, codes: int) -> float:
    """Return the CPU time in seconds, the best of some, from a changed coding to what the open screen shows of it."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project.create(Path(folder) / "reference.cmo", Study(id=new_id(), name="Reference"))
        coders = [add_coder(project, name) for name in "ABC"]
        made = [add_code(project, Code(id=new_id(), name=f"code {nr}", type=ROLES[nr % 4])) for nr in range(codes)]
        draw = random.Random(1)
        texts = [
            add_document(project, Document(id=new_id(), title=f"{nr:02}", position=nr), _text(length, draw))
            for nr in range(documents)
        ]
        with project.change("benchmark", "benchmark") as change:
            placed: dict[tuple[int, int, int], Fragment] = {}
            coded: dict[tuple[str, int, int], Coding] = {}
            versions = [version_in_force(change, one.id) for one in texts]
            words = [change.text(one.sha256) for one in versions]
            for document, coder, start, end, code in rows:
                at = document - 1
                key = (at, start, end)
                if key not in placed:
                    placed[key] = made_fragment(versions[at], words[at], start, end)
                coded[placed[key].id, code, coder] = Coding(
                    id=new_id(),
                    fragment_id=placed[key].id,
                    code_id=made[code].id,
                    coder_id=coders[coder].id,
                    at="2026-01-01T00:00:00Z",
                )
            change.insert_plain(Fragment, [to_plain(one) for one in placed.values()])
            change.insert_plain(Coding, [to_plain(one) for one in coded.values()])
        for one in texts:
            for coder_ in coders:
                set_progress(project, one.id, coder_.id, ProgressState.FINISHED)
        project.coder = coders[0]
        live, universe, shortest = LiveAgreement(), Universe(as_of=AsOf.NOW), float("inf")
        for nr in range(6):
            began = time.process_time()
            with project.read() as reading:
                found = live.now(reading, universe, project.state())
                shown = found.joint[:200]
                discussed(reading, found, None)
            if nr:
                shortest = min(shortest, time.process_time() - began)
            assert shown
            code_span(project, texts[nr].id, 7 * nr, 7 * nr + 5, made[nr])
        assert live.again == 5
        project.close()
    return shortest
