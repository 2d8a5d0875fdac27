"""The lines of the preview of files that are going to be loaded."""

from __future__ import annotations

from pathlib import PurePath

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from cmo_coder.ingest.loading import Plan, memo_of
from cmo_coder.ingest.preview import Preview, preview
from cmo_coder.ingest.value import Warning_
from cmo_coder.messages import _, ngettext
from cmo_coder.model.documents import SpeakerKind
from cmo_coder.realist.words import word
from cmo_coder.store.documents import SpeakerIs
from cmo_coder.tui.files import size_text
from cmo_coder.tui.read_values import clock
from cmo_coder.tui.screens.load_speakers import also_all_line, asking_line, nobody_asks
from cmo_coder.tui.screens.load_state import Item, Load
from cmo_coder.tui.screens.load_versions import version_line
from cmo_coder.tui.widgets.line_list import Line, blank, heading

ALL = "all"
LABEL_WIDTH = 12
NAME_WIDTH = 18
QUOTE_WIDTH = 40


def sign_of(item: Item) -> str:
    """One sign for the state of a file."""
    if item.problem:
        return "✗"
    if not item.included:
        return "=" if item.there else "-"
    if item.version_of is not None:
        return "↻"
    doubt = item.plan is not None and (item.plan.read.warnings or item.there or item.same_name or nobody_asks(item))
    return "!" if doubt else "✓"


def file_lines(load: Load) -> list[Line]:
    """The files, the line for all of them above."""
    n = len(load.taken())
    words = ngettext("{n} file to load", "All {n} files to load", n).format(n=n) if n else _("No file to load")
    all_ = Line(ALL, words)
    return [all_, *(_file_line(nr, item) for nr, item in enumerate(load.items))]


def _file_line(nr: int, item: Item) -> Line:
    style = "" if item.taken else "dim"
    name = item.plan.title if item.plan is not None else item.path.name
    return Line(
        str(nr),
        Content.styled(_shortened(name, NAME_WIDTH), style),
        lead=Content.styled(f"{sign_of(item)} ", style),
        indent=2,
    )


def field_lines(load: Load, nr: int | None) -> list[Line]:
    """Kind, round, case and day: of one file, or of all of them."""
    rounds = {one.id: one.label for one in load.rounds()}
    cases = {one.id: one.name for one in load.cases()}
    return [
        _field("type", _("Kind"), [word(one) for one in load.common(nr, "type")]),
        _field("round", _("Round"), [rounds.get(one or "", "-") for one in load.common(nr, "round_id")]),
        _field("case", _("Case"), [cases.get(one or "", "-") for one in load.common(nr, "case_id")]),
        _field("date", _("Date"), [one or "-" for one in load.common(nr, "date")]),
        *_notes_field(load, nr),
        # One answer for all files, shown where there is only one file as well.
        *([_originals_field(load)] if nr is None or len(load.items) == 1 else []),
    ]


def _notes_field(load: Load, nr: int | None) -> list[Line]:
    """Whether comments become memos; nothing where no file has any."""
    plans = [item.plan for item in load.items_of(nr) if item.plan is not None and item.plan.read.notes]
    if not plans:
        return []
    n = sum(len(plan.read.notes) for plan in plans)
    kept = {plan.notes for plan in plans}
    words = {
        True: ngettext("{n}, becomes a memo", "{n}, become memos", n),
        False: ngettext("{n}, left out", "{n}, left out", n),
    }
    return [_field("notes", _("Comments"), [words[one].format(n=n) for one in sorted(kept)])]


def _originals_field(load: Load) -> Line:
    """Whether the files themselves are kept in the project."""
    size = size_text(load.size())
    words = _("kept in the project as well ({size})") if load.keep else _("not kept: only the text goes in")
    return _field("originals", _("Files"), [words.format(size=size)])


def _field(id_: str, label: str, values: list[str]) -> Line:
    text = values[0] if len(values) == 1 else _("various: {values}").format(values=", ".join(values))
    return Line(id_, text, lead=Content.styled(set_cell_size(label, LABEL_WIDTH), "dim"), indent=LABEL_WIDTH)


def who_text(load: Load, who: SpeakerIs, case_id: str | None) -> str:
    """Who a speaker is said to be: "R03 · professional · Noord (new)"; the case where it is another than the text's."""
    if who.kind is not SpeakerKind.RESPONDENT:
        return word(who.kind)
    one = load.respondent(who.respondent_id)
    if one is None:
        return _("respondent, not said who")
    cases = {case.id: case.name for case in load.cases()}
    case = "" if one.case_id == case_id else cases.get(one.case_id or "", "")
    text = " · ".join(part for part in (one.pseudonym, word(one.group), case) if part)
    return _("{who} (new)").format(who=text) if one.id in load.new else text


def all_lines(load: Load) -> list[Line]:
    """What is said of all files at once, and every speaker who is no interviewer."""
    n = len(load.taken())
    if not n:
        return [Line("none", _("No file is left to load."), heading=True), *_problems(load)]
    lines = [heading("h-all", _("For all files")), *field_lines(load, None)]
    said = [one for one in load.speakers(None) if one[2].kind is not SpeakerKind.INTERVIEWER]
    asked = {label for _nr, label, who in load.speakers(None) if who.kind is SpeakerKind.INTERVIEWER}
    lines += [blank("b-1"), heading("h-speakers", _("Who speaks"))]
    lines += [_speaker_line(load, nr, label, who, in_all=True) for nr, label, who in said]
    if asked:
        text = _("Interviewer: {labels}").format(labels=", ".join(sorted(asked)))
        lines.append(Line("asked", Content.styled(text, "dim"), heading=True))
    without = [item.plan.title for item in load.items if item.taken and item.plan is not None and nobody_asks(item)]
    if without:
        text = _("Without an interviewer: {titles} (i on a name: this is the interviewer)")
        lines.append(
            Line(
                "without",
                text.format(titles=", ".join(without)),
                lead=Content.styled("? ", "bold"),
                indent=2,
                heading=True,
            )
        )
    if not said:
        lines.append(Line("nobody", Content.styled(_("No respondents were recognised."), "dim"), heading=True))
    return [*lines, *_problems(load)]


def _problems(load: Load) -> list[Line]:
    lines: list[Line] = []
    for nr, item in enumerate(load.items):
        words = item.problem or (item.there.text(item.path.name) if item.there else "")
        if words:
            lines.append(Line(f"p-{nr}", words, lead=f"{sign_of(item)} ", indent=2, heading=True))
    return [blank("b-2"), heading("h-problems", _("Left out")), *lines] if lines else []


def _speaker_line(load: Load, nr: int, label: str, who: SpeakerIs, *, in_all: bool) -> Line:
    item = load.items[nr]
    assert item.plan is not None
    name = f"{item.plan.title}: {label}" if in_all else label
    width = 26 if in_all else 16
    lead = Content.assemble(set_cell_size(_shortened(name, width), width), (" → ", "dim"))
    text = Content(who_text(load, who, item.plan.case_id))
    if not in_all:
        guess = next(one for one in item.plan.read.speakers if one.label == label)
        count = ngettext("{n} turn", "{n} turns", guess.turns).format(n=guess.turns)
        text = Content.assemble(text, (f"  {count}", "dim"))
    return Line(f"speaker:{nr}:{label}", text, lead=lead, indent=width + 3)


def _warning_line(at: int, one: Warning_, words: str) -> Line:
    """A warning; on a label that was not taken for a speaker, enter says that it is one."""
    label = dict(one.args).get("label")
    lead = Content.styled("! ", "bold")
    if isinstance(label, str):
        return Line(f"also:{label}", words + " " + _("(enter: it is a speaker)"), lead=lead, indent=2)
    return Line(f"w-{at}", words, lead=lead, indent=2, heading=True)


def _shortened(name: str, width: int) -> str:
    """A name in a number of cells: what tells files apart mostly stands at both ends, so the middle goes."""
    if cell_len(name) <= width:
        return name
    tail = name[-(width // 2) :]
    return set_cell_size(name, width - cell_len(tail) - 1).rstrip() + "…" + tail


def item_lines(load: Load, nr: int) -> list[Line]:
    """The preview of one file."""
    item = load.items[nr]
    if item.plan is None:
        return [
            heading("h-file", item.path.name),
            Line("problem", item.problem, heading=True),
            blank("b-1"),
            Line("others", Content.styled(_("The other files can be loaded all the same."), "dim"), heading=True),
        ]
    shown = preview(item.plan.read)
    facts = [
        item.path.name,
        PurePath(shown.format).name,
        shown.encoding,
        _paragraphs(shown),
        ngettext("{n} turn", "{n} turns", shown.turns).format(n=shown.turns),
        ngettext("{n} word", "{n} words", shown.words).format(n=shown.words),
    ]
    lines = [Line("facts", Content.styled(" · ".join(part for part in facts if part), "dim"), heading=True)]
    if item.there:
        lines.append(Line("there", item.there.text(item.path.name), lead="= ", indent=2, heading=True))
        said = _("load as a separate document") if item.included else _("leave out")
        lines.append(_field("already", _("What now"), [said]))
    elif not item.included:
        lines.append(Line("out", _("Left out; space takes it in."), lead="- ", indent=2, heading=True))
    lines += also_all_line(item.plan.read)
    lines += [
        _warning_line(at, one, words)
        for at, (one, words) in enumerate(zip(item.plan.read.warnings, shown.warnings, strict=True))
    ]
    lines.append(version_line(item))
    if item.version_of is not None:
        return lines
    lines += [_field("title", _("Title"), [item.plan.title]), *field_lines(load, nr)]
    lines.append(heading("h-speakers", _("Who speaks")))
    lines += asking_line(item)
    lines += [_speaker_line(load, at, label, who, in_all=False) for at, label, who in load.speakers(nr)]
    if not shown.speakers:
        lines.append(
            Line("nobody", Content.styled(_("Nobody is named: every paragraph is a turn."), "dim"), heading=True)
        )
    lines.append(heading("h-turns", _("How it begins")))
    for at, turn in enumerate(shown.first_turns):
        who = f"{turn.speaker}: " if turn.speaker else ""
        time = "" if turn.time is None else f"{clock(turn.time)} "
        text = Content.assemble((time, "dim"), (who, "bold"), turn.words)
        lines.append(Line(f"t-{at}", text, lead="  ", indent=2, heading=True))
    return [*lines, *_note_lines(item.plan)]


def _paragraphs(shown: Preview) -> str:
    """How many paragraphs went in and came out: where these differ, something was joined or split."""
    if shown.paragraphs_in == shown.paragraphs:
        return ngettext("{n} paragraph", "{n} paragraphs", shown.paragraphs).format(n=shown.paragraphs)
    return _("{n_in} paragraphs in the file, {n_out} in the text").format(
        n_in=shown.paragraphs_in, n_out=shown.paragraphs
    )


def _note_lines(plan: Plan) -> list[Line]:
    """The comments, each with the words that it is about."""
    if not plan.read.notes:
        return []
    lines = [heading("h-notes", _("Comments in the file"))]
    for at, note in enumerate(plan.read.notes):
        quote = _shortened_quote(plan.read.text[note.start : note.end])
        text = Content.assemble((f"“{quote}” ", "dim"), " ".join(memo_of(note).split()))
        lines.append(Line(f"n-{at}", text, lead="  ", indent=2, heading=True))
    return lines


def _shortened_quote(words: str) -> str:
    """The beginning of some words, on one line."""
    line = " ".join(words[: 4 * QUOTE_WIDTH].split())
    return line if len(line) <= QUOTE_WIDTH else line[: QUOTE_WIDTH - 1].rstrip() + "…"
