"""What can be done to a document: edit its facts, say who speaks, take it out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cmo_coder.ingest.guessing import date_of
from cmo_coder.messages import N_, _
from cmo_coder.model.cases import Group
from cmo_coder.model.documents import DocumentType, Mode, Speaker, SpeakerKind
from cmo_coder.model.errors import UserError
from cmo_coder.realist.words import word
from cmo_coder.store.cases import add_respondent, cases_of, respondents_of
from cmo_coder.store.document_list import DocumentLine, is_known
from cmo_coder.store.documents import edit_document, remove_document, set_speaker
from cmo_coder.store.originals import original_bytes
from cmo_coder.store.study import rounds_of
from cmo_coder.tui.screens.base import StudyScreen
from cmo_coder.tui.screens.dialogs import NEW, Choice, Confirm, Field, Form, Pick
from cmo_coder.tui.screens.writing import ask_and_write


class DocumentsActs(StudyScreen):
    """The acts of the documents screen; `DocumentsScreen` shows what they do."""

    @property
    def line(self) -> DocumentLine | None:
        """The document under the cursor."""
        raise NotImplementedError

    def do_edit(self) -> None:
        """Change its facts."""
        line = self.line
        assert line is not None
        document, project = line.document, self.session.project
        none = ("", "-")
        fields = (
            Field("title", _("Title"), document.title, needed=True),
            Field(
                "type", _("Kind"), document.type.value, "choice", tuple((one.value, word(one)) for one in DocumentType)
            ),
            Field("date", _("Date"), document.date, hint=_("2026-01-31")),
            Field(
                "round",
                _("Round"),
                document.round_id or "",
                "choice",
                (none, *((one.id, one.label) for one in rounds_of(project))),
            ),
            Field(
                "case",
                _("Case"),
                document.case_id or "",
                "choice",
                (none, *((one.id, one.name) for one in cases_of(project))),
            ),
            Field(
                "mode",
                _("How"),
                document.mode.value if document.mode else "",
                "choice",
                (none, *((one.value, word(one)) for one in Mode)),
            ),
        )

        def save(values: Mapping[str, str]) -> None:
            edit_document(
                project,
                document,
                title=values["title"].strip(),
                type=DocumentType(values["type"]),
                date=date_of(values["date"]),
                round_id=values["round"] or None,
                case_id=values["case"] or None,
                mode=Mode(values["mode"]) if values["mode"] else None,
            )

        self.cmo.push_screen(Form(_("Edit document"), fields, save), self._then)

    def do_original(self) -> None:
        """Write the file that it came from, byte for byte."""
        line = self.line
        assert line is not None
        project, document = self.session.project, line.document

        def write(path: Path, overwrite: bool) -> Path:
            from cmo_coder.export.errors import AlreadyThere

            data = original_bytes(project, document)
            try:
                with path.open("wb" if overwrite else "xb") as file:
                    file.write(data)
            except FileExistsError as error:
                raise AlreadyThere(N_("{path} is there already."), path=path) from error
            except OSError as error:
                raise UserError(N_("{path}: {detail}"), path=path, detail=error.strerror or str(error)) from error
            return path

        ask_and_write(self.cmo, _("Where is the file to be written?"), document.source_name or document.title, write)

    def _then(self, done: object) -> None:
        if done is not None:
            self.show_all()

    def do_speakers(self) -> None:
        """Choose a speaker, and say who that is."""
        line = self.line
        assert line is not None
        if len(line.speakers) == 1:
            self._ask_who(line, line.speakers[0])
            return
        # Those of whom it is not said yet come first: they are what one comes for.
        speakers = sorted(line.speakers, key=is_known)
        choices = [Choice(one.id, one.label, who_text(line, one)) for one in speakers]

        def chosen(speaker_id: str | None) -> None:
            if speaker_id is not None:
                self._ask_who(line, next(one for one in line.speakers if one.id == speaker_id))

        self.cmo.push_screen(Pick(_("Who speaks in {title}?").format(title=line.document.title), choices), chosen)

    def _ask_who(self, line: DocumentLine, speaker: Speaker) -> None:
        project = self.session.project
        cases = {one.id: one.name for one in cases_of(project)}
        choices = [
            Choice(one.id, one.pseudonym, f"{word(one.group)} · {cases.get(one.case_id or '', '-')}", (one.function,))
            for one in respondents_of(project)
        ]
        choices += [Choice(kind.value, word(kind)) for kind in (SpeakerKind.INTERVIEWER, SpeakerKind.UNKNOWN)]

        def chosen(value: str | None) -> None:
            if value is None:
                return
            if value.startswith(NEW):
                self._new_respondent(line, speaker, value.removeprefix(NEW))
                return
            with self.cmo.errors_shown():
                if value in (SpeakerKind.INTERVIEWER, SpeakerKind.UNKNOWN):
                    set_speaker(project, speaker, SpeakerKind(value))
                else:
                    set_speaker(project, speaker, SpeakerKind.RESPONDENT, value)
                self.show_all()

        question = _("Who is {label} in {title}?").format(label=speaker.label, title=line.document.title)
        self.cmo.push_screen(Pick(question, choices, new=_("or type the pseudonym of a new respondent")), chosen)

    def _new_respondent(self, line: DocumentLine, speaker: Speaker, typed: str) -> None:
        project = self.session.project
        groups = tuple((one.value, word(one)) for one in Group)
        fields = (
            Field("pseudonym", _("Pseudonym"), typed, needed=True),
            Field("group", _("Group"), Group.OTHER.value, "choice", groups),
        )

        def save(values: Mapping[str, str]) -> None:
            with project.change("speaker.set", N_("Speaker {label} set"), label=speaker.label):
                made = add_respondent(
                    project, values["pseudonym"], group=Group(values["group"]), case_id=line.document.case_id
                )
                set_speaker(project, speaker, SpeakerKind.RESPONDENT, made.id)

        self.cmo.push_screen(Form(_("New respondent"), fields, save), self._then)

    def do_remove(self) -> None:
        """Take it out."""
        line = self.line
        assert line is not None
        question = _("Take out '{title}' with everything that was coded in it? u brings it back.")

        def answered(yes: bool | None) -> None:
            if yes:
                with self.cmo.errors_shown():
                    remove_document(self.session.project, line.document)
                    self.show_all()

        self.cmo.push_screen(Confirm(question.format(title=line.document.title)), answered)


def who_text(line: DocumentLine, speaker: Speaker) -> str:
    """Who a speaker is, with the group of a respondent."""
    if speaker.kind is not SpeakerKind.RESPONDENT:
        return word(speaker.kind)
    one = line.respondents.get(speaker.respondent_id or "")
    return f"{one.pseudonym} · {word(one.group)}" if one is not None else _("respondent, not said who")
