"""The acts of the screen on which names are chosen: replace, bring back, other lists, residue, withdraw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_coder.messages import N_, _, ngettext
from cmo_coder.names.key import SUFFIX
from cmo_coder.names.value import LIKELY
from cmo_coder.store.backup import Backup
from cmo_coder.store.name_proposals import with_choices
from cmo_coder.store.pseudonyms import Applied, known_names, pseudonymise, undo_with_key
from cmo_coder.tui.background import behind
from cmo_coder.tui.screens.dialogs import AskText, Choice, Confirm, Message, Pick
from cmo_coder.tui.screens.key_dialog import KeyAnswer, KeyDialog, known_key

if TYPE_CHECKING:
    from cmo_coder.store.name_proposals import Found
    from cmo_coder.tui.app import CmoApp
    from cmo_coder.tui.session import Session


class PseudonymiseActs:
    """Mixed into the screen."""

    if TYPE_CHECKING:
        found: Found | None
        busy: str

        @property
        def cmo(self) -> CmoApp: ...

        @property
        def session(self) -> Session: ...

        def look(self) -> None: ...

        def show_all(self) -> None: ...

        def show_names(self, at: str | None = None) -> None: ...

    # Replacing

    def do_apply(self) -> None:
        """Say what changes, ask for the key, and replace."""
        assert self.found is not None
        self.cmo.push_screen(Confirm("\n".join(self._preview(self.found))), self._confirmed)

    def _preview(self, found: Found) -> list[str]:
        names = found.names_to_replace()
        accepted = [one for one in found.proposed if one.choice is not None and one.choice.value == "accept"]
        places = [place for one in accepted for place in one.proposal.places]
        transcripts = {place.text_id for place in places if found.source(place).version_id}
        other = sum(found.source(place).version_id is None for place in places)
        left = sum(one.choice is None and one.proposal.score >= LIKELY for one in found.proposed)
        lines = [
            ngettext(
                "Replace {names} names at {places} places in {transcripts} transcript?",
                "Replace {names} names at {places} places in {transcripts} transcripts?",
                len(transcripts),
            ).format(
                names=len({one.replacement for one in names}),
                places=len(places) - other,
                transcripts=len(transcripts),
            ),
            ngettext(
                "Also at {n} place in titles, notes, codes and the like, in old versions, and in the log.",
                "Also at {n} places in titles, notes, codes and the like, in old versions, and in the log.",
                other,
            ).format(n=other),
            "",
        ]
        lines += [f"  {one.names[0]} → {one.replacement}" for one in accepted[:6]]
        if len(accepted) > 6:
            lines.append("  " + _("… and {n} more").format(n=len(accepted) - 6))
        if left:
            lines += ["", _("{n} likely names are not chosen and stay.").format(n=left)]
        lines += ["", _("Kept originals and drafts are removed. Only the key brings the names back.")]
        return lines

    def _confirmed(self, yes: bool | None) -> None:
        if yes:
            name = self.session.project.path
            path = Path.home() / f"{name.stem if name else 'study'}{SUFFIX}"
            nr = 2
            while path.exists():
                path, nr = path.with_name(f"{name.stem if name else 'study'}-{nr}{SUFFIX}"), nr + 1
            question = _(
                "The names go into a key that only its passphrase opens. Keep both: nobody can make a new one."
            )
            self.cmo.push_screen(KeyDialog(question, str(path), new=True), self._with_new_key)

    def _with_new_key(self, answer: KeyAnswer | None) -> None:
        found = self.found
        if answer is None or found is None:
            return
        project = self.session.project
        names, kept = found.names_to_replace(), found.choices.kept

        def work() -> None:
            done = pseudonymise(project, names, answer.path, answer.passphrase, kept=kept, progress=self._tell_progress)
            self.cmo.call_from_thread(self._applied, done, answer.path, [one.name for one in names])

        self._behind(_("Replacing…"), N_("The names were not replaced"), work)

    def _tell_progress(self, done: int, of: int) -> None:
        self.cmo.call_from_thread(self.show_progress, _("Replacing… {n}%").format(n=100 * done // max(of, 1)))

    def show_progress(self, words: str) -> None:
        """Say how far something long is; keys wait for it."""
        from textual.widgets import Static

        self.busy = words
        for status in self.query("#status").results(Static):  # type: ignore[attr-defined]
            status.update(words)

    def _behind(self, words: str, what: str, work: Callable[[], None]) -> None:
        """Do something long in a worker; keys wait, an error is shown, which begins with `what` (a message id)."""
        self.show_progress(words)
        behind(self.cmo, work, what, self._failed, group="pseudonymise")

    def _failed(self, message: str) -> None:
        self.busy = ""
        self.cmo.warn(message)
        self.show_names()

    def _applied(self, done: Applied, key: Path, names: Sequence[str]) -> None:
        self._fresh()
        lines = [
            _("Names replaced: {names}, transcripts: {documents}. The key: {key}").format(
                names=done.names, documents=done.documents, key=key
            ),
            _("Keep the key apart from the project, and the passphrase apart from the key."),
        ]
        project = self.session.project.path
        if project is not None and any(name.casefold() in project.stem.casefold() for name in names):
            told = _(
                "The project file itself is still called {file}, with a name in it: rename it before you share it."
            )
            lines.append(told.format(file=project.name))
        if not done.wiped:
            lines.append(
                _("Another program has the project open: close it. The file is wiped clean at the next opening.")
            )
        self._told("\n\n".join(lines), done.backups)

    def _told(self, text: str, backups: tuple[Backup, ...]) -> None:
        """Say what was done, and offer to delete the backups that still hold what is gone."""

        def delete(yes: bool | None) -> None:
            if yes:
                for one in backups:
                    one.path.unlink(missing_ok=True)
                n = len(backups)
                self.cmo.tell(ngettext("{n} backup of before deleted", "{n} backups of before deleted", n).format(n=n))

        def read(_none: None) -> None:
            if backups:
                question = ngettext(
                    "{n} backup was made before and still holds what was removed. Delete it?",
                    "{n} backups were made before and still hold what was removed. Delete them?",
                    len(backups),
                ).format(n=len(backups))
                self.cmo.push_screen(Confirm(question), delete)

        self.cmo.push_screen(Message(text), read)

    def _fresh(self) -> None:
        """Texts changed under their versions: no screen may show what it read before."""
        self.busy, self.found = "", None
        self.cmo.forget_screens()
        self.show_all()

    def _key_there(self) -> str:
        path = self.session.project.path
        folders = [Path.home()] + ([path.parent] if path is not None else [])
        return known_key(self.session.study.id, folders)

    # Going back, earlier keys, the own list

    def do_back(self) -> None:
        """Bring the names back."""
        question = _("The study becomes as it was before it was pseudonymised; what was done since is undone.")
        self.cmo.push_screen(KeyDialog(question, self._key_there(), new=False), self._with_old_key)

    def _with_old_key(self, answer: KeyAnswer | None) -> None:
        if answer is None:
            return
        project = self.session.project

        def work() -> None:
            number = undo_with_key(project, answer.path, answer.passphrase)
            self.cmo.call_from_thread(self._brought_back, number)

        self._behind(_("Bringing the names back…"), N_("The names were not brought back"), work)

    def _brought_back(self, number: int) -> None:
        self._fresh()
        text = _("The names are back, and the study is as it was then.")
        if number:
            text += " " + ngettext(
                "{n} later change was undone for it.", "{n} later changes were undone for it.", number
            ).format(n=number)
        self.cmo.tell(text)

    def do_known(self) -> None:
        """Names of an earlier key keep their replacements."""
        question = _("Names that an earlier key of this study holds get the same replacement in new files.")
        self.cmo.push_screen(KeyDialog(question, self._key_there(), new=False), self._with_known)

    def _with_known(self, answer: KeyAnswer | None) -> None:
        if answer is None or self.found is None:
            return
        from dataclasses import replace

        with self.cmo.errors_shown():
            self.found = replace(self.found, known=known_names(answer.path, answer.passphrase))
            self.look()

    def do_own(self) -> None:
        """Load the team's own list."""
        self.cmo.push_screen(AskText(_("File with your own list: a name a line"), needed=True), self._with_own)

    def _with_own(self, name: str | None) -> None:
        if name is None:
            return
        from cmo_coder.store.name_choices import read_own_list, set_own_list

        with self.cmo.errors_shown():
            choices = set_own_list(self.session.project, read_own_list(Path(name.strip()).expanduser()))
            if self.found is not None:
                self.found = with_choices(self.found, choices)
            self.look()

    # What remains, and who leaves

    def do_residue(self) -> None:
        """What may still tell who is meant."""
        from cmo_coder.tui.screens.residue import show_residue

        show_residue(self.cmo, self.found)

    def do_withdraw(self) -> None:
        """Choose a respondent who withdraws."""
        from cmo_coder.store.cases import respondents_of

        people = respondents_of(self.session.project)
        if not people:
            self.cmo.tell(_("There are no respondents yet."))
            return
        options = [Choice(str(nr), one.pseudonym, one.function or one.organisation) for nr, one in enumerate(people)]

        def chosen(value: str | None) -> None:
            if value is not None:
                self._ask_withdraw(int(value))

        self.cmo.push_screen(Pick(_("Which respondent withdraws?"), options), chosen)

    def _ask_withdraw(self, nr: int) -> None:
        from cmo_coder.store.cases import respondents_of
        from cmo_coder.store.withdrawing import account_lines, account_of, withdraw

        project = self.session.project
        who = respondents_of(project)[nr]
        question = "\n".join(
            [*account_lines(account_of(project, who)), "", _("Type the pseudonym to delete for good: ")]
        )

        def typed(name: str | None) -> None:
            if name is None:
                return
            if name.strip() != who.pseudonym:
                self.cmo.warn(_("Not confirmed: nothing was deleted."))
                return

            def work() -> None:
                done = withdraw(project, who)
                self.cmo.call_from_thread(self._withdrawn, done.backups)

            self._behind(_("Deleting…"), N_("The respondent was not deleted"), work)

        self.cmo.push_screen(AskText(question, needed=True), typed)

    def _withdrawn(self, backups: tuple[Backup, ...]) -> None:
        self._fresh()
        self._told(_("Deleted for good."), backups)
