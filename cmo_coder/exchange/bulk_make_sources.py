"""The rows of the study's people, cases and texts: one function per kind of record."""

from __future__ import annotations

from cmo_coder.exchange.bulk_base import Form
from cmo_coder.exchange.bulk_rows import Builder, Maker
from cmo_coder.exchange.bulk_schema import (
    AgreementRunForm,
    AssignmentForm,
    CaseForm,
    CoderForm,
    DocumentForm,
    FragmentForm,
    ProgressForm,
    RespondentForm,
    RoundForm,
    SuggestionForm,
    TextVersionForm,
)
from cmo_coder.exchange.bulk_texts import SPEAKER_WORDS, TurnIs, turns_of
from cmo_coder.model.agreement_runs import AgreementRun, AgreementRunCoder, AgreementRunDocument
from cmo_coder.model.cases import Case, CaseAttribute, Respondent, RespondentAttribute
from cmo_coder.model.documents import Document, Original, Speaker, SpeakerKind, TextVersion, Turn
from cmo_coder.model.fragments import Coding, Fragment, FragmentElement, FragmentTheme
from cmo_coder.model.study import Assignment, Coder, Progress, Round
from cmo_coder.model.suggestions import Suggestion
from cmo_coder.store.texts import sha256_of
from cmo_coder.text.spans import quote_of


def coder(_b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, CoderForm)
    m.main(Coder, name=f.name, role=f.role, blind=f.blind)


def round_(_b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, RoundForm)
    m.main(Round, nr=f.nr, label=f.label, period=f.period, purpose=f.purpose)


def case(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, CaseForm)
    place = b.next("study_case")
    m.main(Case, name=f.name, type=f.type, parent_id=b.ref("case", f.parent), phase=f.phase, position=place)
    for nr, fact in enumerate(f.attributes, start=1):
        m.make(CaseAttribute, case_id=m.id, key=fact.key, value=fact.value, type=fact.type, date=fact.date, position=nr)


def respondent(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, RespondentForm)
    m.main(
        Respondent,
        pseudonym=f.pseudonym,
        group=f.group,
        function=f.function,
        organisation=f.organisation,
        domain=f.domain,
        case_id=b.ref("case", f.case),
        consent=f.consent,
    )
    for nr, fact in enumerate(f.attributes, start=1):
        m.make(RespondentAttribute, respondent_id=m.id, key=fact.key, value=fact.value, type=fact.type, position=nr)


def document(b: Builder, m: Maker, f: Form) -> None:
    """A document with its speakers, the text in force and the earlier ones, each with its turns."""
    assert isinstance(f, DocumentForm)
    text = b.book.texts[m.record.id]
    m.main(
        Document,
        title=f.title,
        type=f.type,
        date=f.date,
        round_id=b.ref("round", f.round),
        mode=f.mode,
        case_id=b.ref("case", f.case),
        source_name=text.source_name,
        source_sha256=text.source_sha256,
        position=b.next("document"),
    )
    for file in f.originals:
        m.make(Original, document_id=m.id, sha256=file.sha256, size=file.size)
    labels = [*text.kinds, *(turn.speaker for version in f.versions for turn in version.turns if turn.speaker)]
    speakers = {label: _speaker(b, m, f, label, text.kinds.get(label)) for label in dict.fromkeys(labels)}
    now = TextVersionForm.model_construct(nr=b.in_force(m.record), text=text.text, reason=f.reason)
    _text(b, m, now, text.turns, speakers, in_force=True)
    for version in f.versions:
        _text(b, m, version, turns_of(version.turns), speakers, in_force=False)


def _speaker(b: Builder, m: Maker, f: DocumentForm, label: str, kind: SpeakerKind | None) -> str:
    who = f.speakers.get(label)
    respondent_id = None if who is None or who in SPEAKER_WORDS else b.id_of("respondent", who)
    found = kind or SpeakerKind.UNKNOWN
    return m.make(Speaker, document_id=m.id, label=label, kind=found, respondent_id=respondent_id).id


def _text(
    b: Builder,
    m: Maker,
    version: TextVersionForm,
    turns: tuple[TurnIs, ...],
    speakers: dict[str, str],
    *,
    in_force: bool,
) -> None:
    sha256 = sha256_of(version.text)
    b.words[sha256] = version.text
    row = m.make(
        TextVersion,
        document_id=m.id,
        nr=version.nr,
        sha256=sha256,
        length=len(version.text),
        in_force=in_force,
        reason=version.reason,
    )
    b.knows_version("document", m.id, version.nr, row.id)
    b.lengths[row.id] = row.length
    b.version_texts[row.id] = version.text
    for turn in turns:
        m.make(
            Turn,
            text_version_id=row.id,
            nr=turn.nr,
            start=turn.start,
            end=turn.end,
            text_start=turn.text_start,
            speaker_id=None if turn.speaker is None else speakers[turn.speaker],
            seconds=turn.seconds,
            leading=turn.leading,
            theory_shown=turn.theory_shown,
        )


def fragment(b: Builder, m: Maker, f: Form) -> None:
    """A fragment with its codings, themes and links to elements."""
    assert isinstance(f, FragmentForm)
    version = b.version("document", f.document, f.version)
    text, span = b.version_texts[version], b.book.places[m.record.id]
    quote = quote_of(text, span)
    m.main(
        Fragment,
        document_id=b.id_of("document", f.document),
        text_version_id=version,
        text_length=len(text),
        start=span.start,
        end=span.end,
        quote=f.quote,
        prefix=quote.prefix,
        suffix=quote.suffix,
        state=f.state,
        note=f.note,
    )
    for one in f.codes:
        coder_id = b.ref("coder", one.coder or f.coder)
        code_id = b.id_of("code", one.code)
        m.make(Coding, fragment_id=m.id, code_id=code_id, coder_id=coder_id, suggested=one.suggested)
    for theme in f.themes:
        m.make(FragmentTheme, fragment_id=m.id, theme_id=b.id_of("theme", theme))
    for link in f.elements:
        version = b.version("element", link.element, link.version)
        m.make(FragmentElement, fragment_id=m.id, effective_element_version_id=version, stance=link.stance)


def progress(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, ProgressForm)
    document_id, coder_id = b.id_of("document", f.document), b.id_of("coder", f.coder)
    m.main(Progress, document_id=document_id, coder_id=coder_id, state=f.state)


def assignment(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, AssignmentForm)
    document_id, coder_id = b.id_of("document", f.document), b.id_of("coder", f.coder)
    m.main(Assignment, document_id=document_id, coder_id=coder_id, coding_round=f.coding_round, blind=f.blind)


def suggestion(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, SuggestionForm)
    version = b.version("document", f.document, f.version) if f.document is not None else None
    m.main(
        Suggestion,
        kind=f.proposed,
        text_version_id=version,
        text_length=b.lengths[version] if version is not None else 0,
        start=f.start,
        end=f.end,
        provider=f.provider,
        provider_version=f.provider_version,
        rule=f.rule,
        cue=f.cue,
        role=f.role,
        code_id=b.ref("code", f.code),
        claim_id=b.ref("claim", f.claim),
        configuration_id=b.ref("configuration", f.configuration),
        other_configuration_id=b.ref("configuration", f.other_configuration),
        value=f.value,
        score=f.score,
        rank=f.rank,
        model=f.model,
        settings=f.settings,
        outcome=f.outcome,
        coder_id=b.ref("coder", f.coder),
    )


def agreement_run(b: Builder, m: Maker, f: Form) -> None:
    assert isinstance(f, AgreementRunForm)
    m.main(AgreementRun, label=f.label, settings=f.settings, results=f.results)
    for one in f.coders:
        m.make(AgreementRunCoder, agreement_run_id=m.id, coder_id=b.id_of("coder", one))
    for one in f.documents:
        m.make(AgreementRunDocument, agreement_run_id=m.id, document_id=b.id_of("document", one))
