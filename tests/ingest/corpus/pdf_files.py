"""PDF documents, written by reportlab."""

from __future__ import annotations

from functools import partial

from tests.ingest.corpus.sample import NO_SPEAKERS, Sample, lines
from tests.ingest.pdfs import below, drawn, sentences, set_in, vera

_PROSE = [sentences(3 + nr % 3, nr) for nr in range(6)]
_SHORT = "\n".join(_PROSE)
_LINES = "lines became 6 paragraphs"
_TALK = [
    *[(60, 100, "**Interviewer:"), (150, 100, "Hoe ging het met de inloop in de afgelopen maanden, en wat")],
    (150, 113, "veranderde er daarna?"),
    *[(60, 133, "**Respondent:"), (150, 133, "Goed. Mensen kwamen terug omdat er iemand was die naar hen")],
    (150, 146, "luisterde, ook als het tegenzat."),
]
_HYPHENS = below(
    60, 100,
    "Er was veel onduidelijkheid over de afspraken tussen gemeente en samen-",
    "werking in de wijk, en over de rol van de instellingen voor de GGZ-",
    "zorg in de buurt.",
)  # fmt: skip
_HYPHENS_TEXT = (
    "Er was veel onduidelijkheid over de afspraken tussen gemeente en samenwerking in de wijk, en over de rol van de "
    "instellingen voor de GGZ-zorg in de buurt."
)

SAMPLES = (
    Sample("een_kolom.pdf", partial(set_in, _PROSE), _SHORT, lines(_SHORT), told=(_LINES, NO_SPEAKERS)),
    Sample(
        "twee_kolommen.pdf",
        partial(set_in, _PROSE * 5, columns=2),
        "\n".join(_PROSE * 5),
        lines("\n".join(_PROSE * 5)),
        told=("with columns, which were read one column after another: 2", "lines became 30 paragraphs", NO_SPEAKERS),
    ),
    Sample(
        "kop_en_voet.pdf",
        partial(drawn, *[[(60, 40, "Verslag"), (60, 400, f"Regel {nr}."), (300, 800, f"{nr}")] for nr in (1, 2)]),
        "Regel 1.\nRegel 2.",
        lines("Regel 1.\nRegel 2."),
        told=("Headers and footers left out: 2 (Verslag)", "Page numbers left out: 2", NO_SPEAKERS),
    ),
    Sample(
        "afgebroken.pdf",
        partial(drawn, _HYPHENS),
        _HYPHENS_TEXT,
        lines(_HYPHENS_TEXT),
        told=("made whole: 1 (samenwerking)", "that stayed: 1 (GGZ-zorg)", "3 lines became 1 paragraph", NO_SPEAKERS),
    ),
    Sample(
        "ligaturen.pdf",
        lambda: drawn(below(60, 100, "De \ufb01nanciële \ufb02at."), font=vera()),
        "De financiële flat.",
        lines("De financiële flat."),
        told=("written as separate ones: 2", NO_SPEAKERS),
    ),
    Sample(
        "gesprek_in_kolommen.pdf",
        partial(drawn, _TALK),
        "Interviewer: Hoe ging het met de inloop in de afgelopen maanden, en wat veranderde er daarna?\n"
        "Respondent: Goed. Mensen kwamen terug omdat er iemand was die naar hen luisterde, ook als het tegenzat.",
        (
            (
                "Interviewer",
                None,
                "Hoe ging het met de inloop in de afgelopen maanden, en wat veranderde er daarna?",
            ),
            (
                "Respondent",
                None,
                "Goed. Mensen kwamen terug omdat er iemand was die naar hen luisterde, ook als het tegenzat.",
            ),
        ),
        told=("4 lines became 2 paragraphs",),
    ),
)
