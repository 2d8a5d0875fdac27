"""Looking a project over: do spans sit on their words, is everything there that is referred to, do the rules hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.documents import Document
from cmo_coder.store import rules
from cmo_coder.store.errors import damaged, problem_of
from cmo_coder.store.names import Named
from cmo_coder.store.problems import Problem, problem
from cmo_coder.store.project import Project
from cmo_coder.store.reading import Reading
from cmo_coder.store.verify_documents import document_is_sound, spans_in_their_text, texts_are_there
from cmo_coder.store.verify_log import anchors_exist, log_is_sound
from cmo_coder.store.verify_search import index_is_right

__all__ = ["Problem", "verify", "verify_quickly"]


def verify_quickly(project: Project) -> tuple[Problem, ...]:
    """The cheap form, on every opening: what the database can say by itself, without reading a text or the change log.

    Texts are there, fragments lie in the text in force of their document, one version of everything is in force.
    """
    with project.read_everything() as reading:
        in_force = (Problem(error=error) for rule in rules.versions.RULES for error in rule.find(reading, None))
        return (*texts_are_there(reading), *spans_in_their_text(reading), *in_force)


def verify(project: Project, progress: Callable[[str, int, int], None] | None = None) -> tuple[Problem, ...]:
    """The full form: the file, every reference, every text against its hash, every quote against its words, every rule
    of the method, every row against the change log.

    `progress` is called with the document's title, its number and the number of documents.
    """
    found: list[Problem] = []
    with project.read_everything() as reading:
        try:
            found += _file_is_sound(reading)
            if not found:  # what cannot be trusted to be read cannot be looked at further
                found += _references_lead_somewhere(reading)
                found += _contents_are_sound(reading, progress)
        except Exception as error:
            known = problem_of(error)
            if known is None:
                raise
            found.append(Problem(error=known))
    return tuple(found)


def _contents_are_sound(reading: Reading, progress: Callable[[str, int, int], None] | None) -> Iterable[Problem]:
    yield from texts_are_there(reading)
    yield from spans_in_their_text(reading)
    documents = reading.all(Document, order=("position", "title"))
    for number, document in enumerate(documents, start=1):
        if progress is not None:
            progress(document.title, number, len(documents))
        yield from document_is_sound(reading, document)
    yield from anchors_exist(reading)
    for error in rules.broken(reading):
        yield Problem(error=error)
    yield from log_is_sound(reading)
    yield from index_is_right(reading)


def _file_is_sound(reading: Reading) -> Iterable[Problem]:
    if reading.connection.dialect.name != "sqlite":
        return  # a database server sees to this by itself
    driver: Any = reading.connection.connection.driver_connection
    for (line,) in driver.execute("PRAGMA integrity_check(10)"):
        if line != "ok":
            yield Problem(error=damaged(line))


def _references_lead_somewhere(reading: Reading) -> Iterable[Problem]:
    if reading.connection.dialect.name != "sqlite":
        return
    driver: Any = reading.connection.connection.driver_connection
    dangling = Counter((table, parent, nr) for table, _row, parent, nr in driver.execute("PRAGMA foreign_key_check"))
    for (table, parent, nr), n in sorted(dangling.items()):
        keys = driver.execute('SELECT "from" FROM pragma_foreign_key_list(?) WHERE id = ?', (table, nr)).fetchall()
        if ("text_length",) not in keys:  # of spans beyond their text `spans_in_their_text` says more
            yield problem(
                N_("A reference leads nowhere: from {table} to {parent} ({n} times)."),
                table=Named(table),
                parent=Named(parent),
                n=n,
            )
