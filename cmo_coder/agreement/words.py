"""Every figure in words: what it answers, its formula, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.agreement.value import Metric, Reason
from cmo_coder.messages import N_, _


@dataclass(frozen=True, slots=True)
class Words:
    """A figure for people: a short name, what it answers, how it is made, and the literature. Message ids."""

    name: str
    answers: str
    formula: str
    source: str


_WORDS: dict[Metric, Words] = {
    Metric.ALPHA: Words(
        N_("Krippendorff's alpha"),
        N_("How much better than chance the coders agree on where the code is, for any number of coders."),
        "1 - (n-1) * S / (n0 * n1)",
        "Krippendorff 2011",
    ),
    Metric.DICE: Words(
        N_("Dice (F1)"),
        N_("Of what either coder marked: how much both did. Text that nobody marked does not count."),
        "2a / (2a + b + c)",
        "Dice 1945; Hripcsak & Rothschild 2005",
    ),
    Metric.JACCARD: Words(
        N_("Jaccard"), N_("The share of what either coder marked that both did."), "a / (a + b + c)", "Jaccard 1912"
    ),
    Metric.COHEN_KAPPA: Words(
        N_("Cohen's kappa"),
        N_("How much better than chance two coders agree. Low for rare codes, even where few units differ."),
        "(Po - Pe) / (1 - Pe)",
        "Cohen 1960",
    ),
    Metric.LIGHT_KAPPA: Words(
        N_("Light's kappa"),
        N_("The mean of Cohen's kappa over the pairs of coders."),
        N_("mean over pairs of (Po - Pe) / (1 - Pe)"),
        "Light 1971",
    ),
    Metric.SCOTT_PI: Words(
        N_("Scott's pi"),
        N_("As kappa, with one common share of the code for both coders."),
        "(Po - Pe) / (1 - Pe), Pe = p^2 + (1-p)^2",
        "Scott 1955",
    ),
    Metric.FLEISS_KAPPA: Words(
        N_("Fleiss' kappa"),
        N_("Scott's pi for any number of coders."),
        "(Po - Pe) / (1 - Pe), Pe = p^2 + (1-p)^2",
        "Fleiss 1971",
    ),
    Metric.PERCENT_AGREEMENT: Words(
        N_("percent agreement"),
        N_("The share of units on which two coders say the same. Near 1 for rare codes, whatever the coders do."),
        "Po = (a + d) / n",
        "-",
    ),
    Metric.GWET_AC1: Words(
        N_("Gwet's AC1"),
        N_("As kappa, but not low for rare codes: it also rewards text that nobody marked."),
        "(Po - Pg) / (1 - Pg), Pg = 2p(1-p)",
        N_("Gwet 2008 (units with a single rating are not used)"),
    ),
    Metric.BRENNAN_PREDIGER: Words(
        N_("Brennan-Prediger"),
        N_("Percent agreement, with chance set to one half."),
        "2 Po - 1",
        "Brennan & Prediger 1981",
    ),
    Metric.MICRO_ALPHA: Words(
        N_("alpha, all codes together"),
        N_("Alpha over the units of all codes in use, each unit of each code counted once."),
        "1 - (n-1) * S / (n0 * n1)",
        "Krippendorff 2011",
    ),
    Metric.MICRO_DICE: Words(
        N_("Dice, all codes together"),
        N_("Of everything that either coder marked, with its code: how much both did."),
        "2a / (2a + b + c)",
        "Dice 1945",
    ),
    Metric.MICRO_COHEN_KAPPA: Words(
        N_("kappa, all codes together"),
        N_("Cohen's kappa over the units of all codes in use."),
        "(Po - Pe) / (1 - Pe)",
        "Cohen 1960",
    ),
    Metric.MICRO_PERCENT_AGREEMENT: Words(
        N_("percent agreement, all codes together"),
        N_("The share of units, of all codes in use, on which two coders say the same."),
        "Po = (a + d) / n",
        "-",
    ),
    Metric.MACRO_ALPHA: Words(
        N_("alpha, mean of the codes"),
        N_("The plain mean of alpha over the codes in use for which it is defined."),
        N_("mean over codes of alpha"),
        "Krippendorff 2011",
    ),
    Metric.MACRO_COHEN_KAPPA: Words(
        N_("kappa, mean of the codes"),
        N_("The plain mean of kappa over the codes in use for which it is defined."),
        N_("mean over codes of kappa"),
        "Cohen 1960",
    ),
    Metric.ALPHA_ANY: Words(
        N_("alpha, relevant or not"),
        N_("Whether the coders mark the same text at all, with whatever code."),
        N_("alpha of: carries at least one code"),
        "Krippendorff 2011",
    ),
    Metric.ALPHA_SET: Words(
        N_("alpha for sets of codes"),
        N_("Agreement on all codes of a unit at once; sets that overlap are partly equal."),
        "1 - Do / De",
        "Krippendorff & Craggs 2016; Passonneau 2006",
    ),
    Metric.COHEN_KAPPA_SET: Words(
        N_("kappa for sets of codes"),
        N_("Cohen's kappa with every different set of codes as a category."),
        "(Po - Pe) / (1 - Pe)",
        "Cohen 1960",
    ),
    Metric.FLEISS_KAPPA_SET: Words(
        N_("Fleiss' kappa for sets of codes"),
        N_("Fleiss' kappa with every different set of codes as a category."),
        "(Po - Pe) / (1 - Pe)",
        "Fleiss 1971",
    ),
    Metric.GWET_AC1_SET: Words(
        N_("AC1 for sets of codes"),
        N_("Gwet's AC1 with every different set of codes as a category."),
        "(Po - Pg) / (1 - Pg)",
        "Gwet 2008",
    ),
    Metric.U_ALPHA: Words(
        N_("unitizing alpha (2016)"),
        N_("Where units begin and end and what they are, together; a unit in two pieces is not the same as in one."),
        "u-alpha = 1 - (l - sum l_cc) / (l - sum e_cc)",
        "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
    ),
    Metric.U_ALPHA_BINARY: Words(
        N_("unitizing alpha, relevant or not (2016)"),
        N_("Units of any code of the domain against the text between them."),
        "|u-alpha = 1 - (l_phi - l_phiphi) / (sum e_phik - e_phiphi)",
        "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
    ),
    Metric.CU_ALPHA: Words(
        N_("cu-alpha (2016)"),
        N_("Which code of the domain, where coders marked the same text."),
        "1 - (r - sum l_cc) / (r - sum f_cc)",
        "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
    ),
    Metric.KU_ALPHA: Words(
        N_("(k)u-alpha (2016)"),
        N_("One code against the others of its domain, where coders marked the same text."),
        "1 - (f_k / r_k) (r_k - l_kk) / (f_k - f_kk)",
        "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
    ),
    Metric.U_ALPHA_ANY: Words(
        N_("unitizing alpha of anything coded (2016)"),
        N_("Where coded stretches begin and end, whatever the code."),
        "u-alpha = 1 - (l - sum l_cc) / (l - sum e_cc)",
        "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
    ),
    Metric.SPAN_F1: Words(
        N_("matching passages (F1)"),
        N_("The share of passages that the other coder marked too; not corrected for chance."),
        "2M / (nA + nB)",
        "Holsti 1969",
    ),
    Metric.GAMMA_BEST_DISORDER: Words(
        N_("disorder of the best alignment"),
        N_("How far the units of the coders lie apart when they are paired as well as can be; 0 is the same."),
        N_("least total cost / (units / coders)"),
        "Mathet, Widlöcher & Métivier 2015",
    ),
    Metric.GAMMA: Words(
        N_("gamma"),
        N_("The best alignment of the units against chance, which is simulated with the seed."),
        N_("1 - best disorder / expected disorder"),
        "Mathet, Widlöcher & Métivier 2015",
    ),
}

_REASONS: dict[Reason, str] = {
    Reason.NO_SHARED_UNITS: N_("no text that two of these coders finished"),
    Reason.NO_VARIATION: N_("no variation: every unit has the same value"),
    Reason.NO_SPANS: N_("nobody used the code"),
    Reason.OVERLAPPING_UNITS: N_("a coder's units overlap: look at one code at a time"),
    Reason.TWO_CODERS_ONLY: N_("only defined for two coders"),
    Reason.TOO_LARGE: N_("not computed: too much to search through"),
    Reason.TOO_FEW_DOCUMENTS: N_("too few documents"),
}


def words(metric: Metric) -> Words:
    """Return a figure in the words of the current language."""
    found = _WORDS[metric]
    return Words(_(found.name), _(found.answers), _(found.formula), _(found.source))


def reason_words(reason: Reason | None) -> str:
    """Return why a figure has no value, in the current language."""
    return _(_REASONS[reason]) if reason is not None else ""
