"""What is done with the table of the export screen: format, language, writing one and all."""

from __future__ import annotations

from pathlib import Path

from cmo_coder.export.value import Options
from cmo_coder.export.writing import FORMATS, suggested_name, write_table
from cmo_coder.messages import _
from cmo_coder.realist.filtering import EVERY_CLAIM, ClaimFilter
from cmo_coder.tables.catalogue import CATALOGUE, Entry, build
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.value import Table
from cmo_coder.tui.analysis import current_snapshot
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import Choice, Pick
from cmo_coder.tui.screens.writing import ask_and_write

LANGUAGES = ("nl", "en")


class ExportActs(StudyScreen):
    """The acts of the export screen; `ExportScreen` shows table and choices."""

    def __init__(self) -> None:
        super().__init__()
        self.options = TableOptions()
        self.format = FORMATS[0].id
        self.language = ""
        self.with_quotes = True
        self.table: Table | None = None
        self.entry = CATALOGUE[0]

    def show_choices(self) -> None:
        """Show tables and choices as they are now."""
        raise NotImplementedError

    def make_table(self) -> None:
        """Make the table anew."""
        raise NotImplementedError

    def wanted_language(self) -> str:
        """The language of the table: as chosen here, else as in the settings, else that of the study."""
        chosen = self.language or self.cmo.settings.export_language or self.session.study.language
        return chosen if chosen in LANGUAGES else LANGUAGES[0]

    def claims_for(self, entry: Entry) -> ClaimFilter:
        """The filter on claims, for a table that rests on claims."""
        return self.session.claim_filter if entry.of_claims else EVERY_CLAIM

    def do_format(self) -> None:
        """Which file format."""
        choices = [Choice(one.id, _(one.title), _(one.description), (one.extension,)) for one in FORMATS]

        def chosen(value: str | None) -> None:
            if value is not None:
                self.format = value
                self.show_choices()

        self.cmo.push_screen(Pick(_("Which format?"), choices), chosen)

    def do_language(self) -> None:
        """Dutch or English."""
        self.language = LANGUAGES[1 - LANGUAGES.index(self.wanted_language())]
        self.show_choices()
        self.make_table()

    def do_write(self) -> None:
        """Write this table."""
        project, entry, options, language = self.session.project, self.entry, self.options, self.wanted_language()
        claims = self.claims_for(entry)
        how = Options(with_quotes=self.with_quotes)
        table = self.table
        if table is None or table.id != entry.id:
            table = build(entry.id, current_snapshot(project), language=language, options=options, claims=claims)

        def write(path: Path, overwrite: bool) -> Path:
            made = build(entry.id, current_snapshot(project), language=language, options=options, claims=claims)
            return write_table(made, path, None if path.suffix else self.format, overwrite=overwrite, options=how)

        endings = ", ".join(one.extension for one in FORMATS)
        question = _("File for '{title}'; its ending decides ({endings})").format(title=_(entry.title), endings=endings)
        ask_and_write(self.cmo, question, suggested_name(table, self.format), write)

    def do_all(self) -> None:
        """Write every table into a folder."""
        project, options, language = self.session.project, self.options, self.wanted_language()
        how, format_ = Options(with_quotes=self.with_quotes), self.format

        def write(folder: Path, overwrite: bool) -> Path:
            folder.mkdir(parents=True, exist_ok=True)
            snapshot = current_snapshot(project)
            for one in CATALOGUE:
                claims = self.claims_for(one)
                made = build(one.id, snapshot, language=language, options=options, claims=claims)
                write_table(made, folder / one.id, format_, overwrite=overwrite, options=how)
            return folder

        title = _(next(one.title for one in FORMATS if one.id == self.format))
        question = _("Folder for all {n} tables ({format})").format(n=len(CATALOGUE), format=title)
        ask_and_write(self.cmo, question, _("tables"), write)
