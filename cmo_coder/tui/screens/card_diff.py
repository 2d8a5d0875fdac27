"""Two versions of a configuration beside each other, slot by slot, with the reason and the claims of the later one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cmo_coder.messages import N_, _
from cmo_coder.messages.dates import day
from cmo_coder.model.configurations import ConfigurationVersion
from cmo_coder.realist.profiles import slot_order
from cmo_coder.realist.sentences import actor_of, sentence_in
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.words import word
from cmo_coder.tui.screens.dialogs import Dialog


class VersionsDiff(Dialog[None]):
    """A version and the one before it; left and right go through the versions."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", show=False),
        Binding("right,l", "move(1)", show=False),
        Binding("enter,d,q", "leave", show=False),
    ]
    ABOUT = N_("Two versions of the configuration beside each other, and why it changed.")
    OWN_KEYS = (
        ("← → h l", N_("other versions")),
        ("enter d q", N_("close")),
    )
    ESCAPE = N_("back, without doing anything")

    def __init__(self, snapshot: Snapshot, configuration_id: str, version_id: str | None = None) -> None:
        super().__init__()
        self._snapshot = snapshot
        self._versions = snapshot.versions_of_configuration[configuration_id]
        ids = [version.id for version in self._versions]
        self._at = max(1, ids.index(version_id) if version_id in ids else len(ids) - 1)

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll(classes="dialog"):
            yield Static(id="diff")

    def on_mount(self) -> None:
        """Show it."""
        self._show()
        self.query_one(VerticalScroll).focus()

    def action_move(self, step: int) -> None:
        """An earlier or later pair of versions."""
        self._at = min(max(1, self._at + step), len(self._versions) - 1)
        self._show()

    def _show(self) -> None:
        old, new = self._versions[self._at - 1], self._versions[self._at]
        lines = list(diff_lines(self._snapshot, old, new))
        if len(self._versions) > 2:
            lines += [Content(""), Content.styled(_("left and right: other versions · esc: back"), "dim")]
        self.query_one("#diff", Static).update(Content("\n").join(lines))


def diff_lines(snapshot: Snapshot, old: ConfigurationVersion, new: ConfigurationVersion) -> Iterator[Content]:
    """What changed from one version to another: slots, actor, sentence; then why, and what claims came or went."""
    number = snapshot.configuration_of(new.id).number
    title = _("CMO {number}: version {old} → version {new}").format(number=number, old=old.nr, new=new.nr)
    yield Content.styled(title, "bold $primary")
    coder = snapshot.coders.get(new.coder_id or "")
    facts = " · ".join(part for part in (day(new.at), coder.name if coder else "") if part)
    yield Content.styled(facts, "dim")
    yield Content(_("why: {reason}").format(reason=new.reason or "-"))
    yield Content("")
    for role in slot_order(snapshot.study.profile):
        before, after = snapshot.slots(old.id, role), snapshot.slots(new.id, role)
        gone = [element.label for element in before if element not in after]
        come = [element.label for element in after if element not in before]
        same = [element.label for element in before if element in after]
        yield from _changed(role.value, same, gone, come)
    actors = [actor_of(snapshot, version) for version in (old, new)]
    names = [actor.name if actor else "" for actor in actors]
    if any(names):
        same = [names[0]] if names[0] == names[1] else []
        yield from _changed(_("for whom"), same, [names[0]] * (not same), [names[1]] * (not same))
    yield Content("")
    sentences = [sentence_in(snapshot, version) for version in (old, new)]
    if sentences[0] != sentences[1]:
        yield Content.styled(f"− {sentences[0]}", "$error")
        yield Content.styled(f"+ {sentences[1]}", "$success")
        yield Content("")
    yield from _claims(snapshot, old, new)


def _changed(label: str, same: list[str], gone: list[str], come: list[str]) -> Iterator[Content]:
    rows = [("  ", words, "dim") for words in same]
    rows += [("− ", words, "$error") for words in gone if words] + [
        ("+ ", words, "$success") for words in come if words
    ]
    for nr, (sign, words, style) in enumerate(rows):
        yield Content.assemble((f"{label if not nr else '':<9}", "bold"), (f"{sign}{words}", style))


def _claims(snapshot: Snapshot, old: ConfigurationVersion, new: ConfigurationVersion) -> Iterator[Content]:
    before = {row.claim_id: row.stance for row in snapshot.evidence_of_version.get(old.id, ())}
    after = {row.claim_id: row.stance for row in snapshot.evidence_of_version.get(new.id, ())}
    changes = []
    for claim_id in dict.fromkeys([*before, *after]):
        one, other = before.get(claim_id), after.get(claim_id)
        if one != other:
            name = _("claim {number}").format(number=snapshot.claims[claim_id].number)
            stances = f"{word(one) or '·'} → {word(other) or '·'}"
            changes.append(f"{name}: {stances}")
    yield Content.styled(_("Claims that came, went or changed since"), "bold")
    yield Content("; ".join(changes) if changes else _("none: version {nr} rests on the same claims").format(nr=new.nr))
