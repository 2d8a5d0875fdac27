"""Configurations as tables: the published forms T1, T2, T6 and T7 of realist-method, section 5, and the plain list."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_coder.messages import N_, _
from cmo_coder.model.canonical import Role
from cmo_coder.model.configurations import Configuration, ConfigurationVersion
from cmo_coder.model.fragments import Stance
from cmo_coder.model.study import Profile
from cmo_coder.realist.profiles import shows_actor
from cmo_coder.realist.quoting import quoted
from cmo_coder.realist.ripples import Chain, Link, ripple_chains
from cmo_coder.realist.sentences import actor_of, form_of, sentence_in
from cmo_coder.realist.snapshot import Snapshot
from cmo_coder.realist.support import support_of_configuration, voice_of
from cmo_coder.realist.support_words import support_line
from cmo_coder.realist.words import word
from cmo_coder.tables.making import bullets, joined, labels, number, table, text, words_behind
from cmo_coder.tables.options import TableOptions
from cmo_coder.tables.value import Cell, Column, Row, Table

CMO_TITLE = N_("CMO matrix")
ICAMO_TITLE = N_("ICAMO matrix")
RIPPLE_TITLE = N_("Ripple effects")
AUDIT_TITLE = N_("Configurations with their evidence")
LIST_TITLE = N_("Configurations")

_NR = ("nr", N_("Number"), 8)


def cmo_matrix(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """T1: Context + Mechanism = Outcome, one row per configuration."""
    with_actor = shows_actor(snapshot.study.profile)
    columns = [
        _column(*_NR),
        Column("context", _("Context"), 36),
        *([Column("actor", _("Actor"), 18)] if with_actor else []),
        Column("mechanisme", _("+ Mechanism"), 36),
        Column("uitkomst", _("= Outcome"), 36),
    ]
    rows = []
    for configuration, version in _configurations(snapshot):
        cells = [
            number(configuration.number),
            _slot(snapshot, version, Role.C),
            *([_actor(snapshot, version)] if with_actor else []),
            _slot(snapshot, version, *mechanism_roles(snapshot)),
            _slot(snapshot, version, Role.O),
        ]
        rows.append(Row(configuration.id, (*cells, *_support(snapshot, configuration, options))))
    caption = _("Context + mechanism = outcome (after Pawson and Tilley)")
    notes = profile_notes(snapshot)
    if Role.M_RES not in mechanism_roles(snapshot):
        notes.append(_("In the profile of this study what is offered (M_res) stands under the intervention."))
    return table(snapshot, "cmo", _(CMO_TITLE), caption, columns + _support_column(options), rows, date, notes)


def icamo_matrix(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """T2: Intervention, Context, Actor, Mechanism, Outcome, one row per configuration."""
    columns = [
        _column(*_NR),
        Column("interventie", _("Intervention"), 30),
        Column("context", _("Context"), 30),
        Column("actor", _("Actor"), 18),
        Column("mechanisme", _("Mechanism"), 30),
        Column("uitkomst", _("Outcome"), 30),
    ]
    mechanism = mechanism_roles(snapshot)
    rows = []
    for configuration, version in _configurations(snapshot):
        cells = [number(configuration.number), *icamo_cells(snapshot, version, mechanism)]
        rows.append(Row(configuration.id, (*cells, *_support(snapshot, configuration, options))))
    caption = _("Intervention, context, actor, mechanism and outcome of each configuration")
    return table(
        snapshot,
        "icamo",
        _(ICAMO_TITLE),
        caption,
        columns + _support_column(options),
        rows,
        date,
        profile_notes(snapshot),
    )


def icamo_cells(snapshot: Snapshot, version: ConfigurationVersion, mechanism: tuple[Role, ...]) -> tuple[Cell, ...]:
    """Intervention, context, actor, mechanism and outcome of one version, as the profile understands a mechanism."""
    offered = (Role.I,) if Role.M_RES in mechanism else (Role.I, Role.M_RES)
    return (
        _slot(snapshot, version, *offered),
        _slot(snapshot, version, Role.C),
        _actor(snapshot, version),
        _slot(snapshot, version, *mechanism),
        _slot(snapshot, version, Role.O),
    )


def ripple_table(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """T6: one row per link of each ripple chain, with the status of what is said about it."""
    columns = [
        Column("rimpel", _("Ripple effect"), 24),
        _column(*_NR),
        Column("context", _("Context"), 28),
        Column("mechanisme", _("Mechanism (resource → reasoning)"), 32),
        Column("uitkomst", _("Outcome"), 28),
        Column("status", _("How it is known"), 24),
    ]
    rows = []
    for nr, chain in enumerate(ripple_chains(snapshot), start=1):
        for place, link in enumerate(chain.links):
            version = snapshot.version_of(link.configuration_id)
            cells = (
                text(_name(snapshot, nr, chain, place)),
                number(snapshot.configurations[link.configuration_id].number),
                _slot(snapshot, version, Role.C),
                _resource_reasoning(snapshot, version),
                _slot(snapshot, version, Role.O),
                _known(snapshot, link),
            )
            rows.append(Row(f"{nr}.{place + 1}", cells))
    caption = _("Ripple effects: the outcome of one configuration is the context of the next")
    return table(snapshot, "rimpels", _(RIPPLE_TITLE), caption, columns, rows, date, profile_notes(snapshot))


def audit_table(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """T7: every configuration with its sentence, its sources, the quotes for and against, and what was changed."""
    columns = [
        _column(*_NR),
        Column("als_dan_omdat", _("If-then-because"), 44),
        Column("bronnen", _("Sources"), 28),
        Column("steunend", _("Supporting quotes"), 48),
        Column("weersprekend", _("Contradicting and refining quotes"), 48),
        Column("wijziging", _("What was changed"), 30),
    ]
    rows = []
    for configuration, version in _configurations(snapshot):
        for_, against = (
            _claims(snapshot, version, (Stance.SUPPORTS,)),
            _claims(snapshot, version, (Stance.CONTRADICTS, Stance.REFINES)),
        )
        cells = (
            number(configuration.number),
            text(sentence_in(snapshot, version), words_behind(snapshot, version.id)),
            _sources(snapshot, (*for_, *against)),
            _quotes(snapshot, for_),
            _quotes(snapshot, against),
            bullets(_changes(snapshot, configuration)),
        )
        rows.append(Row(configuration.id, cells))
    caption = _("Configurations with sources, quotes and changes, for the audit trail")
    return table(snapshot, "verantwoording", _(AUDIT_TITLE), caption, columns, rows, date, profile_notes(snapshot))


def configuration_list(snapshot: Snapshot, options: TableOptions, date: str) -> Table:
    """Every configuration in one row: sentence, form, status, support, and the elements it stands behind."""
    columns = [
        _column(*_NR),
        Column("naam", _("Name"), 20),
        Column("als_dan_omdat", _("If-then-because"), 50),
        Column("vorm", _("Form"), 12),
        Column("status", _("Status"), 12),
        Column("negatieve_casus", _("Negative case"), 10),
        Column("inferentie", _("Inference"), 14),
        Column("niveau", _("Level"), 10),
        Column("zekerheid", _("Certainty"), 18),
        Column("claims", _("Claims"), 8),
        Column("steun", _("Support"), 36),
        Column("elementen", _("Elements"), 10),
    ]
    rows = []
    for configuration, version in _configurations(snapshot):
        evidence = snapshot.evidence_of_version.get(version.id, ())
        words = snapshot.fragments_of_claims(one.claim_id for one in evidence)
        sure = (word(configuration.certainty), configuration.certainty_reason)
        cells = (
            number(configuration.number),
            text(configuration.label),
            text(sentence_in(snapshot, version), words_behind(snapshot, version.id)),
            text(word(form_of(snapshot.slots_of_version.get(version.id, ())))),
            text(word(configuration.status)),
            text(_("yes") if configuration.negative_case else ""),
            text(word(configuration.inference)),
            text(word(configuration.level)),
            text(": ".join(part for part in sure if part)),
            number(len(evidence), words),
            text(support_line(support_of_configuration(snapshot, configuration.id)), words),
            joined(str(element.nr) for element in snapshot.elements_with(version.id)),
        )
        rows.append(Row(configuration.id, cells))
    caption = _("All configurations of the study")
    return table(snapshot, "configuraties", _(LIST_TITLE), caption, columns, rows, date)


# Cells


def _column(id: str, title: str, width: int) -> Column:
    return Column(id, _(title), width)


def _configurations(snapshot: Snapshot) -> list[tuple[Configuration, ConfigurationVersion]]:
    return [(one, snapshot.version_of(one.id)) for one in snapshot.configurations.values()]


def mechanism_roles(snapshot: Snapshot) -> tuple[Role, ...]:
    """What the profile of the study calls the mechanism: reasoning alone, or resource and reasoning (section 2)."""
    under_intervention = snapshot.study.profile in (Profile.ICMO_DEWEGER, Profile.ICAMO)
    return (Role.M_RED,) if under_intervention else (Role.M_RES, Role.M_RED)


def _slot(snapshot: Snapshot, version: ConfigurationVersion, *roles: Role) -> Cell:
    return joined(labels(snapshot, version.id, *roles), words_behind(snapshot, version.id, *roles))


def _actor(snapshot: Snapshot, version: ConfigurationVersion) -> Cell:
    actor = actor_of(snapshot, version)
    return text(actor.name if actor is not None else "", words_behind(snapshot, version.id, Role.M_RED))


def _resource_reasoning(snapshot: Snapshot, version: ConfigurationVersion) -> Cell:
    halves = ("; ".join(labels(snapshot, version.id, role)) for role in (Role.M_RES, Role.M_RED))
    words = words_behind(snapshot, version.id, Role.M_RES, Role.M_RED)
    return text(" → ".join(half for half in halves if half), words)


def _known(snapshot: Snapshot, link: Link) -> Cell:
    claims = [claim for _status, claims in link.statuses for claim in claims]
    items = (f"{word(status)} {len(claims)}" for status, claims in link.statuses)
    return joined(items, snapshot.fragments_of_claims(claims))


def _name(snapshot: Snapshot, nr: int, chain: Chain, place: int) -> str:
    """What a link of a chain is called: the element it follows from, and where the chain turns back."""
    shared = chain.links[place].shared_id
    name = _("Ripple {nr}").format(nr=nr) if shared is None else f"↳ {snapshot.canonical[shared].label}"
    if chain.loop_to is not None and place == len(chain.links) - 1:
        back = snapshot.configurations[chain.links[chain.loop_to].configuration_id].number
        name += " " + _("(loop: back to {number})").format(number=back)
    return name


def _support_column(options: TableOptions) -> list[Column]:
    return [Column("steun", _("Support"), 36, optional=True)] if options.support else []


def _support(snapshot: Snapshot, configuration: Configuration, options: TableOptions) -> list[Cell]:
    if not options.support:
        return []
    support = support_of_configuration(snapshot, configuration.id)
    return [text(support_line(support), snapshot.fragments_of_claims(support.supports.claims))]


def _claims(snapshot: Snapshot, version: ConfigurationVersion, stances: Sequence[Stance]) -> list[str]:
    evidence = snapshot.evidence_of_version.get(version.id, ())
    return [one.claim_id for one in evidence if one.stance in stances]


def _sources(snapshot: Snapshot, claim_ids: Sequence[str]) -> Cell:
    """Who speaks, each once, with the numbers of the claims: "R3, Interview 4 (claim 2, 7)"."""
    numbers: dict[str, list[int]] = {}
    for claim_id in claim_ids:
        claim = snapshot.claims[claim_id]
        voices = [label for _id, label in voice_of(snapshot, claim)]
        if claim.document_id is not None:
            voices.append(snapshot.documents[claim.document_id].title)
        numbers.setdefault(", ".join(dict.fromkeys(voices)), []).append(claim.number)
    items = (
        _("{source} (claim {numbers})").format(source=source, numbers=", ".join(map(str, sorted(set(own)))))
        for source, own in numbers.items()
    )
    return bullets(items, snapshot.fragments_of_claims(claim_ids))


def _quotes(snapshot: Snapshot, claim_ids: Sequence[str]) -> Cell:
    fragments = snapshot.fragments_of_claims(claim_ids)
    return bullets((f"“{quoted(snapshot.fragments[id_])}”" for id_ in fragments), fragments)


def _changes(snapshot: Snapshot, configuration: Configuration) -> list[str]:
    versions = snapshot.versions_of_configuration[configuration.id]
    return [
        _("version {nr}: {reason}").format(nr=version.nr, reason=version.reason)
        for version in versions
        if version.reason
    ]


def profile_notes(snapshot: Snapshot) -> list[str]:
    """The profile, which decides what stands under the mechanism."""
    return [_("Profile of the study: {profile}").format(profile=snapshot.study.profile.value)]
