"""The lines of the screen of programme theories."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from cmo_coder.messages import _, ngettext
from cmo_coder.messages.dates import day
from cmo_coder.model.memos import Decision
from cmo_coder.model.theories import MidrangeTheory, ProgrammeTheory, ProgrammeTheoryVersion
from cmo_coder.realist.decisions import decision_text
from cmo_coder.realist.duties import theory_without_question
from cmo_coder.realist.sentences import claim_words, sentence_in
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.theories import causes_of, configurations_of, decisions_on
from cmo_coder.realist.words import word
from cmo_coder.tui.screens.check_lines import check_lines
from cmo_coder.tui.widgets.line_list import Line, blank, heading


def theory_lines(snapshot: Snapshot) -> Iterator[Line]:
    """Each theory with its versions, the last above, and then the middle-range theories."""
    for theory in snapshot.theories.values():
        yield heading(f"h-{theory.id}", theory.title)
        for version in reversed(snapshot.versions_of_theory[theory.id]):
            name = _("version {nr}").format(nr=version.nr)
            facts = " · ".join(part for part in (word(version.status), day(version.date)) if part)
            mark = Content.styled("● " if version.in_force else "○ ", "bold $primary" if version.in_force else "dim")
            text = Content.assemble(name, "  ", (facts, "dim"))
            yield Line(version.id, text, lead=mark, indent=2, about=("programme_theory_version", version.id))
    if snapshot.midrange_theories:
        yield blank("b-midrange")
        yield heading("h-midrange", _("Middle-range theories"))
    for midrange in snapshot.midrange_theories.values():
        yield Line(midrange.id, midrange.name, indent=2, about=("midrange_theory", midrange.id))


def version_lines(snapshot: Snapshot, version: ProgrammeTheoryVersion) -> Iterator[Line]:
    """The statement, the facts, what it rests on, why it is there, and the history of the theory."""
    theory = snapshot.theories[version.programme_theory_id]
    yield heading("title", f"{theory.title} · " + _("version {nr}").format(nr=version.nr))
    if missing := theory_without_question(snapshot):
        reminder = Content.styled(missing + " " + _("(F9)"), "$warning")
        yield Line("no-question", reminder, lead=Content.styled("? ", "bold $warning"))
    yield Line("statement", version.statement)
    facts = [
        (_("status"), word(version.status)),
        (_("source"), word(version.source)),
        (_("date"), day(version.date)),
        (_("why"), version.reason),
        (_("assumptions"), version.assumptions),
    ]
    for name, words in facts:
        if words:
            yield Line(f"fact-{name}", Content.assemble((f"{name}: ", "dim"), words), indent=0)
    yield from _midrange(snapshot, theory)
    yield from _configurations(snapshot, version)
    yield from _causes(snapshot, version)
    yield from _checks(snapshot, theory, version)
    yield from _timeline(snapshot, theory)


def _midrange(snapshot: Snapshot, theory: ProgrammeTheory) -> Iterator[Line]:
    links = snapshot.midrange_of_theory.get(theory.id, ())
    if links:
        yield blank("b-leans")
        yield heading("h-leans", _("Leans on"))
    for link in links:
        one = snapshot.midrange_theories[link.midrange_theory_id]
        text = Content.assemble(one.name, (f"  {one.reference}" if one.reference else "", "dim"))
        yield Line(f"leans-{one.id}", text, indent=2, about=("midrange_theory", one.id))


def _configurations(snapshot: Snapshot, version: ProgrammeTheoryVersion) -> Iterator[Line]:
    ids = configurations_of(snapshot, version.id)
    yield blank("b-cmo")
    yield heading("h-cmo", _("Rests on"))
    if not ids:
        yield Line("no-cmo", Content.styled(_("no configurations yet (c)"), "dim"), indent=2)
    for id_ in ids:
        wording = snapshot.configuration_versions[id_]
        configuration = snapshot.configuration_of(id_)
        name = f"CMO {configuration.number}"
        old = "" if wording.in_force else "  " + _("(version {nr}, reworded since)").format(nr=wording.nr)
        text = Content.assemble((name, "bold"), (old, "dim"), f"  {sentence_in(snapshot, wording)}")
        yield Line(f"cmo-{id_}", text, indent=2, about=("configuration", configuration.id))


def _causes(snapshot: Snapshot, version: ProgrammeTheoryVersion) -> Iterator[Line]:
    versions = snapshot.versions_of_theory[version.programme_theory_id]
    at = versions.index(version)
    before = versions[at - 1] if at else None
    causes = list(causes_of(snapshot, before, version))
    if not causes or (before is None and not any(cause.named for cause in causes)):
        return
    yield blank("b-causes")
    yield heading("h-causes", _("What gave rise to it"))
    for cause in causes:
        claim = snapshot.claims[cause.claim_id]
        name = _("claim {number}").format(number=claim.number)
        parts = [word(cause.stance)] if cause.stance else []
        parts += [] if cause.named else [_("through a configuration that is new here")]
        words = snapshot.fragments_of_claims([claim.id])
        text = Content.assemble((name, "bold"), f"  {claim_words(snapshot, claim.id)}  ", (" · ".join(parts), "dim"))
        yield Line(f"cause-{claim.id}", text, indent=2, about=("claim", claim.id), fragments=words, title=name)


def _checks(snapshot: Snapshot, theory: ProgrammeTheory, version: ProgrammeTheoryVersion) -> Iterator[Line]:
    own = {one.id: (one.nr, one.id == version.id) for one in snapshot.versions_of_theory[theory.id]}
    said = list(check_lines(snapshot, own, "programme_theory_version_id", about="programme_theory_version"))
    if said:
        yield blank("b-checks")
        yield heading("h-checks", _("Member checks"))
        yield from said


def _timeline(snapshot: Snapshot, theory: ProgrammeTheory) -> Iterator[Line]:
    """Versions and decisions (promotions among them) between the rounds, by date: what was said when, and why."""
    yield blank("b-time")
    yield heading("h-time", _("Over time"))
    moments = [
        (version.date, 1, f"v-{version.nr}", _version_text(version))
        for version in snapshot.versions_of_theory[theory.id]
    ]
    for round_ in snapshot.rounds.values():
        dates = sorted(one.date for one in snapshot.documents.values() if one.round_id == round_.id and one.date)
        n = sum(one.round_id == round_.id for one in snapshot.documents.values())
        documents = ngettext("{n} document", "{n} documents", n).format(n=n)
        period = round_.period or " – ".join(dict.fromkeys((day(dates[0]), day(dates[-1])))) if dates else round_.period
        text = Content.styled(f"{round_.label}  {period}  {documents}", "$accent")
        moments.append((dates[0] if dates else "", 0, f"r-{round_.id}", text))
    moments += [
        (one.date[:10], 2, f"d-{one.id}", _decision_text(snapshot, one)) for one in decisions_on(snapshot, theory)
    ]
    for when, _kind, id_, text in sorted(moments, key=lambda one: (one[0] or "9999", one[1])):
        yield Line(f"time-{id_}", Content.assemble((f"{day(when) or '?':<18}", "dim"), text), indent=2)


def _decision_text(snapshot: Snapshot, decision: Decision) -> Content:
    return Content.assemble(("→ ", "bold"), decision_text(snapshot, decision), (f"  {decision.why}", "dim"))


def _version_text(version: ProgrammeTheoryVersion) -> Content:
    name = _("version {nr}").format(nr=version.nr)
    return Content.assemble(
        (name, "bold"), f" {word(version.status)}", (f"  {version.reason}" if version.reason else "", "dim")
    )


def midrange_lines(snapshot: Snapshot, midrange: MidrangeTheory) -> Iterator[Line]:
    """What a middle-range theory says, and which programme theories lean on it."""
    yield heading("title", midrange.name)
    if midrange.reference:
        yield Line("reference", Content.assemble((_("reference") + ": ", "dim"), midrange.reference))
    if midrange.core_idea:
        yield Line("idea", midrange.core_idea)
    yield blank("b-on")
    yield heading("h-on", _("Programme theories that lean on it"))
    titles = [
        snapshot.theories[link.programme_theory_id]
        for link in snapshot.theory_midrange
        if link.midrange_theory_id == midrange.id
    ]
    for theory in titles:
        yield Line(f"on-{theory.id}", theory.title, indent=2)
    if not titles:
        yield Line("on-none", Content.styled(_("none yet: go to a theory and press l"), "dim"), indent=2)
