"""The records of the study's people, cases and texts, from their rows: the other way round of `bulk_make_sources`."""

from __future__ import annotations

from collections.abc import Iterator

from cmo_coder.exchange.bulk_base import TurnForm
from cmo_coder.exchange.bulk_schema import (
    AgreementRunForm,
    AssignmentForm,
    AttributeForm,
    CaseForm,
    CoderForm,
    CodingForm,
    DocumentForm,
    FactForm,
    FragmentElementForm,
    FragmentForm,
    OriginalForm,
    ProgressForm,
    RespondentForm,
    RoundForm,
    StudyForm,
    SuggestionForm,
    TextVersionForm,
)
from cmo_coder.exchange.bulk_study import AllRows, Written, form
from cmo_coder.exchange.bulk_texts import TextIs, turns_of
from cmo_coder.model.agreement_runs import AgreementRun, AgreementRunCoder, AgreementRunDocument
from cmo_coder.model.cases import Case, CaseAttribute, Respondent, RespondentAttribute
from cmo_coder.model.documents import Document, Original, Speaker, SpeakerKind, TextVersion, Turn
from cmo_coder.model.effective_elements import EffectiveElementVersion
from cmo_coder.model.fragments import Coding, Fragment, FragmentElement, FragmentTheme
from cmo_coder.model.study import Assignment, Coder, Progress, Round, Study
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.text.spans import Span


def study(rows: AllRows) -> Iterator[Written]:
    for row in rows.all(Study):
        made = form(
            StudyForm,
            id=row.id,
            name=row.name,
            client=row.client,
            question=row.question,
            pillar=row.pillar,
            profile=row.profile,
            language=row.language,
            ethics=row.ethics,
            ethics_reason=row.ethics_reason,
            quantifiers=list(row.quantifiers),
            small_cell=row.small_cell,
        )
        yield Written(row.id, made, [row])


def coders(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(Coder), key=lambda r: (r.name, r.id)):
        yield Written(row.id, form(CoderForm, id=row.id, name=row.name, role=row.role, blind=row.blind), [row])


def rounds(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(Round), key=lambda r: r.nr):
        made = form(RoundForm, id=row.id, nr=row.nr, label=row.label, period=row.period, purpose=row.purpose)
        yield Written(row.id, made, [row])


def cases(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(Case), key=lambda r: (r.position, r.name, r.id)):
        facts = rows.made(row.id, rows.below(CaseAttribute, "case_id", row.id), lambda fact: fact.position)
        made = form(
            CaseForm,
            id=row.id,
            name=row.name,
            type=row.type,
            parent=row.parent_id,
            phase=row.phase,
            attributes=[form_of_attribute(fact) for fact in facts],
        )
        yield Written(row.id, made, [row, *facts])


def form_of_attribute(fact: CaseAttribute) -> AttributeForm:
    """A fact about a case."""
    return form(AttributeForm, key=fact.key, value=fact.value, type=fact.type, date=fact.date)


def respondents(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(Respondent), key=lambda r: (r.pseudonym, r.id)):
        below = rows.below(RespondentAttribute, "respondent_id", row.id)
        facts = rows.made(row.id, below, lambda fact: fact.position)
        made = form(
            RespondentForm,
            id=row.id,
            pseudonym=row.pseudonym,
            group=row.group,
            function=row.function,
            organisation=row.organisation,
            domain=row.domain,
            case=row.case_id,
            consent=row.consent,
            attributes=[form(FactForm, key=fact.key, value=fact.value, type=fact.type) for fact in facts],
        )
        yield Written(row.id, made, [row, *facts])


def documents_in_order(rows: AllRows) -> list[Document]:
    """The documents as people meet them."""
    return sorted(rows.all(Document), key=lambda r: (r.position, r.title, r.id))


def documents(rows: AllRows) -> Iterator[Written]:
    """Documents with their words in the record itself, and with every turn and speaker written out."""
    for row in documents_in_order(rows):
        speakers = sorted(rows.below(Speaker, "document_id", row.id), key=lambda s: s.label)
        labels = {speaker.id: speaker.label for speaker in speakers}
        files = rows.made(row.id, rows.below(Original, "document_id", row.id))
        versions = sorted(rows.below(TextVersion, "document_id", row.id), key=lambda v: (not v.in_force, v.nr))
        turns = [sorted(rows.below(Turn, "text_version_id", v.id), key=lambda t: (t.start, t.nr)) for v in versions]
        words = [rows.reading.text(version.sha256) for version in versions]
        in_force = [_turn_form(turn, nr, labels) for nr, turn in enumerate(turns[0], start=1)]
        made = form(
            DocumentForm,
            id=row.id,
            title=row.title,
            text=words[0],
            type=row.type,
            date=row.date,
            round=row.round_id,
            mode=row.mode,
            case=row.case_id,
            source_name=row.source_name,
            source_sha256=row.source_sha256,
            originals=[form(OriginalForm, sha256=file.sha256, size=file.size) for file in files],
            speakers={speaker.label: _who(speaker) for speaker in speakers},
            turns=in_force or False,
            nr=None if versions[0].nr == len(versions) else versions[0].nr,
            reason=versions[0].reason,
            versions=[
                form(
                    TextVersionForm,
                    nr=version.nr,
                    text=text,
                    turns=[_turn_form(turn, nr, labels) for nr, turn in enumerate(spoken, start=1)],
                    reason=version.reason,
                )
                for version, text, spoken in list(zip(versions, words, turns, strict=True))[1:]
            ],
        )
        kinds = {speaker.label: speaker.kind for speaker in speakers}
        text = TextIs(words[0], turns_of(in_force), row.source_name, row.source_sha256, kinds)
        spoken_rows = [turn for spoken in turns for turn in spoken]
        yield Written(row.id, made, [row, *files, *speakers, *versions, *spoken_rows], text)


def _who(speaker: Speaker) -> str:
    return speaker.respondent_id if speaker.kind is SpeakerKind.RESPONDENT and speaker.respondent_id else speaker.kind


def _turn_form(turn: Turn, nr: int, labels: dict[str, str]) -> TurnForm:
    return form(
        TurnForm,
        start=turn.start,
        end=turn.end,
        text_start=None if turn.text_start == turn.start else turn.text_start,
        speaker=None if turn.speaker_id is None else labels[turn.speaker_id],
        seconds=turn.seconds,
        leading=turn.leading,
        theory_shown=turn.theory_shown,
        nr=None if turn.nr == nr else turn.nr,
    )


def fragments(rows: AllRows) -> Iterator[Written]:
    """Fragments in reading order, with their codings, themes and links to elements."""
    place = {row.id: nr for nr, row in enumerate(documents_in_order(rows))}
    for row in sorted(rows.all(Fragment), key=lambda r: (place[r.document_id], r.start, r.end, r.id)):
        codings = rows.made(row.id, rows.below(Coding, "fragment_id", row.id))
        themes = rows.made(row.id, rows.below(FragmentTheme, "fragment_id", row.id))
        links = rows.made(row.id, rows.below(FragmentElement, "fragment_id", row.id))
        coders = {coding.coder_id for coding in codings}
        coder = coders.pop() if len(coders) == 1 else None
        version = rows.get(TextVersion, row.text_version_id)
        made = form(
            FragmentForm,
            id=row.id,
            document=row.document_id,
            version=None if version.in_force else version.nr,
            quote=row.quote,
            start=row.start,
            end=row.end,
            coder=coder,
            codes=[
                form(
                    CodingForm,
                    code=c.code_id,
                    coder=None if c.coder_id == coder else c.coder_id,
                    suggested=c.suggested,
                )
                for c in codings
            ],
            themes=[theme.theme_id for theme in themes],
            elements=[_link(rows, link) for link in links],
            note=row.note,
            state=row.state,
        )
        yield Written(row.id, made, [row, *codings, *themes, *links], place=Span(row.start, row.end))


def _link(rows: AllRows, link: FragmentElement) -> FragmentElementForm:
    version = rows.get(EffectiveElementVersion, link.effective_element_version_id)
    return form(
        FragmentElementForm,
        element=version.effective_element_id,
        version=None if version.in_force else version.nr,
        stance=link.stance,
    )


def progress(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(Progress), key=lambda r: (r.document_id, r.coder_id)):
        made = form(ProgressForm, id=row.id, document=row.document_id, coder=row.coder_id, state=row.state)
        yield Written(row.id, made, [row])


def assignments(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(Assignment), key=lambda r: (r.coding_round, r.document_id, r.coder_id, r.id)):
        made = form(
            AssignmentForm,
            id=row.id,
            document=row.document_id,
            coder=row.coder_id,
            coding_round=row.coding_round,
            blind=row.blind,
        )
        yield Written(row.id, made, [row])


def suggestions(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(Suggestion), key=lambda r: (r.text_version_id or "", r.start, r.end, r.id)):
        version = rows.get(TextVersion, row.text_version_id) if row.text_version_id is not None else None
        made = form(
            SuggestionForm,
            id=row.id,
            proposed=row.kind,
            document=version.document_id if version is not None else None,
            version=None if version is None or version.in_force else version.nr,
            start=row.start,
            end=row.end,
            provider=row.provider,
            provider_version=row.provider_version,
            rule=row.rule,
            cue=row.cue,
            role=row.role,
            code=row.code_id,
            claim=row.claim_id,
            configuration=row.configuration_id,
            other_configuration=row.other_configuration_id,
            value=row.value,
            score=row.score,
            rank=row.rank,
            model=row.model,
            settings=row.settings,
            outcome=row.outcome,
            coder=row.coder_id,
        )
        yield Written(row.id, made, [row])


def agreement_runs(rows: AllRows) -> Iterator[Written]:
    for row in sorted(rows.all(AgreementRun), key=lambda r: (r.at, r.label, r.id)):
        coders = rows.made(row.id, rows.below(AgreementRunCoder, "agreement_run_id", row.id))
        documents = rows.made(row.id, rows.below(AgreementRunDocument, "agreement_run_id", row.id))
        made = form(
            AgreementRunForm,
            id=row.id,
            label=row.label,
            settings=row.settings,
            results=row.results,
            coders=[one.coder_id for one in coders],
            documents=[one.document_id for one in documents],
        )
        yield Written(row.id, made, [row, *coders, *documents])
