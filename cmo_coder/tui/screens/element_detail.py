"""One effective element, as lines: labels with hints, version, themes, strategies, support, checks, history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from cmo_coder.messages import _, ngettext
from cmo_coder.messages.dates import day
from cmo_coder.model.claims import Naming
from cmo_coder.model.effective_elements import EffectiveElement, EffectiveElementVersion, Strategy, StrategySource
from cmo_coder.model.fragments import Stance
from cmo_coder.model.memos import Decision, Memo
from cmo_coder.realist.alike_strategies import alike_to, place_of
from cmo_coder.realist.checks import check_status, status_text
from cmo_coder.realist.contradiction import strongly_contradicted
from cmo_coder.realist.labels import lint_label
from cmo_coder.realist.naming import cases_named
from cmo_coder.realist.protocol import without_omkering
from cmo_coder.realist.sentences import omkering_sentence
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.support import support_of_element
from cmo_coder.realist.support_words import support_line
from cmo_coder.realist.words import word
from cmo_coder.tui.screens.card_lines import STATUS_SIGNS, name_of
from cmo_coder.tui.screens.card_more import decision_lines, memo_lines, search_lines
from cmo_coder.tui.screens.elements_theory import theory_lines
from cmo_coder.tui.screens.support_lines import support_lines
from cmo_coder.tui.widgets.line_list import Line, blank, counted, heading


def detail_lines(
    snapshot: Snapshot, element: EffectiveElement, memos: Sequence[Memo], decisions: Sequence[Decision]
) -> Iterator[Line]:
    """Everything about one element, its wording first."""
    version = snapshot.element_version_of(element.id)
    yield from _labels(snapshot, element, version)
    support = support_of_element(snapshot, version.id)
    yield Line(
        "support-line",
        Content.styled(support_line(support), "bold"),
        fragments=snapshot.fragments_of_claims(support.supports.claims),
        title=word(Stance.SUPPORTS),
    )
    yield from _themes(snapshot, element)
    yield from _strategies(snapshot, element)
    yield blank("b-support")
    yield heading("h-support", _("Support in numbers"))
    yield from support_lines(snapshot, support)
    yield from _cases(snapshot, element)
    yield from _configurations(snapshot, version)
    yield from _titled("h-theory", _("Theory behind it"), theory_lines(snapshot, element))
    yield from _checks(snapshot, element)
    yield from _titled("h-searches", _("Searches for negative cases"), search_lines(snapshot, element.id))
    yield from _titled("h-memos", _("Memos"), memo_lines(snapshot, memos))
    yield from _titled("h-decisions", _("Decisions"), decision_lines(snapshot, decisions))
    yield from _titled("h-versions", _("Versions"), _versions(snapshot, element))


def _titled(id_: str, title: str, lines: Iterator[Line]) -> Iterator[Line]:
    made = list(lines)
    if made:
        yield blank(f"b-{id_}")
        yield heading(id_, title)
        yield from made


def _labels(snapshot: Snapshot, element: EffectiveElement, version: EffectiveElementVersion) -> Iterator[Line]:
    yield heading("h-element", _("Element {nr}").format(nr=element.nr))
    labels = ((_("long"), version.long_label), (_("short"), version.short_label), (_("public"), version.public_label))
    for nr, (name, label) in enumerate(labels):
        yield Line(
            f"label-{nr}",
            Content.styled(label, "bold" if not nr else "") if label else Content.styled("·", "dim"),
            lead=Content.styled(name, "dim"),
            indent=9,
            about=("effective_element", element.id),
        )
        # The style is that of the label in the table; a short or public one may be a heading or a sentence.
        hints = lint_label(label, snapshot.study.language) if not nr else ()
        for hint in hints:
            yield Line(f"lint-{hint.fault}", Content.styled(hint.text(), "$warning"), indent=9, heading=True)
    yield Line("version", _version_text(snapshot, version), about=("effective_element_version", version.id))
    origin = []
    if element.split_from_id is not None:
        origin.append(_("split from {nr}").format(nr=snapshot.elements[element.split_from_id].nr))
    if element.merged_into_id is not None:
        origin.append(_("merged into {nr}").format(nr=snapshot.elements[element.merged_into_id].nr))
    if origin:
        yield Line("origin", Content.styled(" · ".join(origin), "dim"))


def _version_text(snapshot: Snapshot, version: EffectiveElementVersion) -> Content:
    facts = [word(version.status), word(version.change)]
    if version.round_id is not None:
        facts.append(snapshot.rounds[version.round_id].label)
    facts.append(day(version.date))
    return Content.assemble(
        (_("version {nr}").format(nr=version.nr), "bold"),
        "  " + " · ".join(fact for fact in facts if fact),
        (f"  {version.reason}" if version.reason else "", "dim"),
    )


def _themes(snapshot: Snapshot, element: EffectiveElement) -> Iterator[Line]:
    yield blank("b-themes")
    yield heading("h-themes", _("Themes"))
    links = snapshot.themes_of_element.get(element.id, ())
    for link in links:
        theme = snapshot.themes[link.theme_id]
        yield Line(
            f"theme-{theme.id}",
            Content.assemble(theme.label, (f"  {word(theme.list)}", "dim")),
            indent=2,
            about=("theme", theme.id),
        )
        for question in snapshot.questions_of_theme.get(theme.id, ()):
            yield Line(f"question-{question.id}", Content.styled(question.text, "dim"), indent=4, heading=True)
    if not links:
        yield Line("no-themes", Content.styled(_("none yet: h chooses them"), "dim"), indent=2)


# Strategies


def _strategies(snapshot: Snapshot, element: EffectiveElement) -> Iterator[Line]:
    found = snapshot.strategies_of_element.get(element.id, ())
    yield blank("b-strategies")
    count = ngettext("{n} strategy", "{n} strategies", len(found)).format(n=len(found))
    yield heading("h-strategies", _("How to reach it: {count}").format(count=count))
    for nr, strategy in enumerate(found, start=1):
        yield _strategy(snapshot, strategy, nr)
    if not found:
        yield Line(
            "no-strategies", Content.styled(_("none yet: s adds one, o turns a negative claim round"), "dim"), indent=2
        )


def _strategy(snapshot: Snapshot, strategy: Strategy, nr: int) -> Line:
    claims = [link.claim_id for link in snapshot.claims_of_strategy.get(strategy.id, ())]
    parts: list[str | tuple[str, str]] = [strategy.text]
    facts = [word(strategy.source) if strategy.source is not StrategySource.DERIVED else "", strategy.actor]
    facts += [word(strategy.phase), strategy.reservation]
    facts.append(ngettext("{n} claim", "{n} claims", len(claims)).format(n=len(claims)) if claims else "")
    if strategy.document_id is not None:
        facts.append(snapshot.documents[strategy.document_id].title)
    known = " · ".join(fact for fact in facts if fact)
    parts.append((f"\n{known}" if known else "", "dim"))
    if strategy.omkering_id is not None:
        omkering = snapshot.omkeringen[strategy.omkering_id]
        negative = [link.claim_id for link in snapshot.claims_of_omkering.get(omkering.id, ())]
        parts.append((f"\n[{word(omkering.status)}] {omkering_sentence(snapshot, omkering.id)}", "$warning"))
        parts.append((f"\n{omkering.reasoning}", "dim"))
        claims += negative
    elif not claims and strategy.document_id is None:
        parts.append(("  " + _("[no origin]"), "$warning"))
    if without_omkering(snapshot, strategy):
        parts.append(("  " + _("[from what did not work, without an omkering: o writes the reasoning]"), "$warning"))
    if near := alike_to(snapshot, strategy.id):
        places = ", ".join(place_of(snapshot, other) for _pair, other in near)
        parts.append(("\n≈ " + _("looks like {places} (D)").format(places=places), "dim italic"))
    return Line(
        f"strategy-{strategy.id}",
        Content.assemble(*parts),
        lead=Content.styled(f"{nr:>2} ", "bold"),
        indent=4,
        about=("strategy", strategy.id),
        fragments=snapshot.fragments_of_claims(claims),
        title=strategy.text,
    )


# Cases, configurations, checks, versions


def _cases(snapshot: Snapshot, element: EffectiveElement) -> Iterator[Line]:
    for row in cases_named(snapshot, element.id):
        case = snapshot.cases[row.case_id].name
        state = word(row.naming) if row.naming is not None else _("not spoken of")
        style = "bold" if row.naming is Naming.NAMED else "dim"
        yield Line(
            f"naming-{row.case_id}",
            Content.assemble(f"{case}: ", (state, style)),
            indent=4,
            fragments=snapshot.fragments_of_claims(row.claims),
            title=case,
        )
    if any(found.id == element.id for found, _rows in strongly_contradicted(snapshot)):
        text = _("Strong contradiction: say where it does not work (a reservation), or log why not.")
        yield Line("strong", Content.styled(text, "$error"), indent=4)


def _configurations(snapshot: Snapshot, version: EffectiveElementVersion) -> Iterator[Line]:
    behind = snapshot.configurations_behind(version.id)
    yield blank("b-behind")
    count = ngettext("{n} configuration", "{n} configurations", len(behind))
    ids = (f"behind-{one.configuration_id}" for one in behind)
    yield counted("h-behind", _("Behind it: {count}").format(count=count), ids)
    for one in behind:
        configuration = snapshot.configuration_of(one.id)
        negative = "  " + _("negative case") if configuration.negative_case else ""
        yield Line(
            f"behind-{configuration.id}",
            Content.assemble(
                f"{STATUS_SIGNS[configuration.status]} {name_of(snapshot, configuration)}", (negative, "dim")
            ),
            lead=Content.styled(f"{configuration.number:>3} ", "bold"),
            indent=4,
            about=("configuration", configuration.id),
        )
    if not behind:
        text = _("none yet: mark configurations with space and press a")
        yield Line("no-behind", Content.styled(text, "dim"), indent=2)


def _checks(snapshot: Snapshot, element: EffectiveElement) -> Iterator[Line]:
    yield blank("b-checks")
    yield heading("h-checks", _("Member checks"))
    for version in reversed(snapshot.versions_of_element[element.id]):
        status = check_status(snapshot, version.id)
        quotes = "; ".join(f"“{answer.quote}”" for answer in status.answers if answer.quote)
        yield Line(
            f"check-{version.id}",
            Content.assemble(
                (_("version {nr}").format(nr=version.nr), "bold"),
                f"  {status_text(snapshot, status)}",
                (f"\n{quotes}" if quotes else "", "dim"),
            ),
            indent=2,
            about=("effective_element_version", version.id),
        )


def _versions(snapshot: Snapshot, element: EffectiveElement) -> Iterator[Line]:
    for version in reversed(snapshot.versions_of_element[element.id]):
        yield Line(
            f"version-{version.id}",
            Content.assemble(_version_text(snapshot, version), (f"\n{version.long_label}", "dim")),
            indent=2,
            about=("effective_element_version", version.id),
        )
