"""The lines of the report screen: what the study says of an item, the methods paragraph, words for shares, a step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from cmo_coder.messages import _, in_language
from cmo_coder.model.reporting import DesignStep
from cmo_coder.realist.methods_text import methods_paragraph
from cmo_coder.realist.quantifiers import Quantity, in_words, scale_of
from cmo_coder.realist.rameses import Answer
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.tui.widgets.line_list import Line, blank, heading

if TYPE_CHECKING:
    from cmo_coder.realist.agreement import Agreement


def paragraphs(snapshot: Snapshot, compared: Agreement | None) -> list[str]:
    """The methods paragraph in Dutch and in English, the language of the study first."""
    found = {}
    for language in ("nl", "en"):
        with in_language(language):
            found[language] = methods_paragraph(snapshot, compared)
    first = snapshot.study.language
    return [found[first], *(text for language, text in found.items() if language != first)]


def answer_lines(answer: Answer) -> Iterator[Line]:
    """What the team wrote, what the study says, what is missing."""
    yield heading("title", f"{answer.item.nr}. {_(answer.item.title)}")
    own = answer.own
    if own is not None:
        facts = [_("in the report: {answer}").format(answer=word(own.reported) or "-")]
        facts += [_("page {pages}").format(pages=own.pages)] if own.pages else []
        yield Line("facts", Content.styled(" · ".join(facts), "dim"))
        if own.text:
            yield Line("own", own.text)
    yield blank("b-says")
    yield heading("h-says", _("The study says"))
    for nr, text in enumerate(answer.says):
        yield Line(f"says-{nr}", text, lead="• ", indent=2, fragments=answer.fragments, title=_(answer.item.title))
    if not answer.says:
        yield Line("says-none", Content.styled(_("nothing"), "dim"), indent=2)
    yield blank("b-lacks")
    yield heading("h-lacks", _("Missing"))
    for nr, text in enumerate(answer.lacks):
        yield Line(f"lacks-{nr}", text, lead="! ", indent=2)
    if not answer.lacks:
        yield Line("lacks-none", Content.styled(_("nothing that the program can see"), "dim"), indent=2)


def paragraph_lines(snapshot: Snapshot, compared: Agreement | None) -> Iterator[Line]:
    """The paragraph in both languages."""
    yield heading("title", _("Methods paragraph"))
    for nr, text in enumerate(paragraphs(snapshot, compared)):
        yield Line(f"p-{nr}", text or Content.styled(_("nothing has happened yet"), "dim"))
        yield blank(f"b-{nr}")


def word_lines(snapshot: Snapshot) -> Iterator[Line]:
    """The scale with an example of each word, and the limit."""
    yield heading("title", _("Words for shares"))
    own = snapshot.study.quantifiers
    if not own:
        yield Line("own", Content.styled(_("those of the program (s sets your own)"), "dim"))
    for share, words in scale_of(own):
        n = round(share / 10) or 1
        example = in_words(Quantity(min(n, 10), 10), own)
        yield Line(
            f"w-{share}", Content.assemble((f"{share:>5g}%  ", "dim"), (words, "bold"), (f"   {example}", "dim"))
        )
    yield blank("b-small")
    limit = snapshot.study.small_cell
    text = (
        _("Groups of fewer than {n} people are not shown apart.").format(n=limit)
        if limit
        else _("Small groups are shown as they are.")
    )
    yield Line("small", text)


def step_lines(step: DesignStep) -> Iterator[Line]:
    """Everything about a step."""
    yield heading("title", step.step)
    facts = (
        (_("What"), step.what),
        (_("Methods"), step.methods),
        (_("By whom"), step.by_whom),
        (_("Sources"), step.sources),
        (_("Primary outputs"), step.outputs),
    )
    for name, words in facts:
        if words:
            yield Line(f"f-{name}", Content.assemble((f"{name}: ", "dim"), words))
