"""What the method asks for and the program reminds of instead of refusing: told by every door in the same words.

Source: realist-method, section 6, item 3 (the question stands before the first theory version; level M: the program
only reminds) and section 2, demi_regulariteit (negative cases, or "searched, nothing found").
"""

from __future__ import annotations

from collections.abc import Iterator

from cmo_coder.messages import _
from cmo_coder.model.configurations import DemiRegularity
from cmo_coder.realist.snapshot import Snapshot


def theory_without_question(snapshot: Snapshot) -> str:
    """The reminder where there is a theory and the study has no question; empty where nothing is missing."""
    if snapshot.study.question.strip() or not snapshot.theories:
        return ""
    return _("There is a theory, but the study has no question yet: the question stands before the first version.")


def limits_not_sought(snapshot: Snapshot, demi: DemiRegularity) -> str:
    """The reminder of a pattern without a negative case and without a search for one; empty where there is either."""
    if any(link.negative for link in snapshot.configurations_of_demi.get(demi.id, ())):
        return ""
    if snapshot.searches_of.get(demi.id):
        return ""
    return _("neither a negative case nor a search yet")


def reminders(snapshot: Snapshot) -> Iterator[str]:
    """Every reminder of a study, each a line."""
    if words := theory_without_question(snapshot):
        yield words
    for demi in snapshot.demi_regularities.values():
        if words := limits_not_sought(snapshot, demi):
            yield f"{demi.description}: {words}"
