"""What the agreement room speaks of: units, metrics, reasons for having no value, and a score."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import fsum


class Unit(StrEnum):
    """What is counted: every code point, every given segment (turn, sentence), or every document."""

    CHARACTER = "char"
    SEGMENT = "segment"
    DOCUMENT = "document"


class Reason(StrEnum):
    """Why a figure is undefined. It is then shown as "n/a" with this reason, never as 0 or 1."""

    NO_SHARED_UNITS = "no_shared_units"
    NO_VARIATION = "no_variation"
    NO_SPANS = "no_spans"
    OVERLAPPING_UNITS = "overlapping_units"
    TWO_CODERS_ONLY = "two_coders_only"
    TOO_LARGE = "too_large"
    TOO_FEW_DOCUMENTS = "too_few_documents"


class Distance(StrEnum):
    """How far two sets of codes lie apart."""

    NOMINAL = "nominal"
    JACCARD = "jaccard"
    DICE = "dice"
    MASI = "masi"


class Match(StrEnum):
    """When a span of one coder counts as found by the other."""

    EXACT = "exact"
    OVERLAP = "overlap"
    TOLERANCE = "tolerance"
    IOU = "iou"


class Metric(StrEnum):
    """Every figure by its name; the names are those of the files of golden values."""

    PERCENT_AGREEMENT = "percent_agreement"
    COHEN_KAPPA = "cohen_kappa"
    SCOTT_PI = "scott_pi"
    DICE = "dice"
    JACCARD = "jaccard"
    FLEISS_KAPPA = "fleiss_kappa"
    GWET_AC1 = "gwet_ac1"
    BRENNAN_PREDIGER = "brennan_prediger"
    ALPHA = "alpha"
    LIGHT_KAPPA = "light_kappa"
    MICRO_PERCENT_AGREEMENT = "micro_percent_agreement"
    MICRO_ALPHA = "micro_alpha"
    MICRO_COHEN_KAPPA = "micro_cohen_kappa"
    MICRO_DICE = "micro_dice"
    MACRO_ALPHA = "macro_alpha"
    MACRO_COHEN_KAPPA = "macro_cohen_kappa"
    ALPHA_ANY = "alpha_any"
    ALPHA_SET = "alpha_set"
    COHEN_KAPPA_SET = "cohen_kappa_set"
    FLEISS_KAPPA_SET = "fleiss_kappa_set"
    GWET_AC1_SET = "gwet_ac1_set"
    U_ALPHA = "u_alpha"
    U_ALPHA_BINARY = "u_alpha_binary"
    CU_ALPHA = "cu_alpha"
    KU_ALPHA = "ku_alpha"
    U_ALPHA_ANY = "u_alpha_any"
    SPAN_F1 = "span_f1"
    GAMMA_BEST_DISORDER = "gamma_best_disorder"
    GAMMA = "gamma"


@dataclass(frozen=True, slots=True)
class Score:
    """The value of a figure, or None with the reason why there is none."""

    value: float | None
    reason: Reason | None = None


def ratio(numerator: int, denominator: int, reason: Reason) -> Score:
    """Return the exact quotient of two integers, rounded once; undefined for `reason` when the denominator is 0."""
    return Score(numerator / denominator) if denominator else Score(None, reason)


def mean(scores: list[Score], reason: Reason) -> Score:
    """Return the plain mean of the scores that are defined; undefined for `reason` when none is."""
    values = [score.value for score in scores if score.value is not None]
    return Score(fsum(values) / len(values)) if values else Score(None, reason)
