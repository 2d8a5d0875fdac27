"""What sessions said of versions, as lines: one for each answer, dim where the words have changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content

from cmo_coder.messages import _
from cmo_coder.messages.dates import day
from cmo_coder.model.checks import MemberCheckOutcome
from cmo_coder.realist.checks import who_was_there
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.tui.widgets.line_list import Line


def check_lines(snapshot: Snapshot, said: Mapping[str, tuple[int, bool]], of: str, *, about: str) -> Iterator[Line]:
    """The answers about the versions in `said` (their number, and whether they are meant now, by id); `of` is the field
    of an answer that names such a version, `about` the table that the lines are about. The oldest session comes first.
    """
    sessions = {id_: nr for nr, id_ in enumerate(snapshot.member_checks)}
    answers = [one for one in snapshot.check_outcomes if getattr(one, of) in said]
    for one in sorted(answers, key=lambda answer: (sessions[answer.member_check_id], said[getattr(answer, of)][0])):
        version_id = getattr(one, of)
        nr, now = said[version_id]
        yield _line(snapshot, one, nr, about=(about, version_id), now=now)


def _line(snapshot: Snapshot, one: MemberCheckOutcome, nr: int, *, about: tuple[str, str], now: bool) -> Line:
    check = snapshot.member_checks[one.member_check_id]
    where = ", ".join(part for part in (check.session, day(check.date)) if part)
    there = ", ".join(who_was_there(snapshot, check.id))
    lapsed = "" if now else "  " + _("of version {nr}: lapsed, it was reworded since").format(nr=nr)
    text = Content.assemble(
        (word(one.outcome), "bold" if now else "dim"),
        f" ({where})",
        (f" [{there}]" if there else "", "dim"),
        (lapsed, "dim"),
        (f"\n“{one.quote}”" if one.quote else "", "dim"),
    )
    return Line(f"check-{one.id}", text, indent=2, about=about)
