"""The style of the label of an element: one idea, in the imperative (realist-method, section 7, rule 9).

A linter, not a rule: it warns, and the team decides. Elements 2 and 3 of the RIVM report have two verbs and "en"; that
is allowed, and logged. Dutch verbs are known from a short list of the words that such labels use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from cmo_coder.messages import N_, _

_VERBS = """
accepteer accepteren, bedenk bedenken, begeleid begeleiden, begin beginnen, begrijp begrijpen, behoud behouden,
bekijk bekijken, bel bellen, beleg beleggen, beloon belonen, benader benaderen, benoem benoemen, benut benutten,
bepaal bepalen, bereid bereiden, bereik bereiken, beschrijf beschrijven, bespreek bespreken, besteed besteden,
betrek betrekken, bevorder bevorderen, bevraag bevragen, bewaak bewaken, bezoek bezoeken, bied bieden, blijf blijven,
borg borgen, bouw bouwen, breng brengen, bundel bundelen, creëer creëren, deel delen, denk denken, doe doen,
durf durven, erken erkennen, ervaar ervaren, evalueer evalueren, faciliteer faciliteren, financier financieren,
focus focussen, formuleer formuleren, ga gaan, gebruik gebruiken, geef geven, geloof geloven, gun gunnen, haak haken,
haal halen, handel handelen, heb hebben, help helpen, herken herkennen, hou houden, houd houden, informeer informeren,
investeer investeren, ken kennen, kies kiezen, kijk kijken, koester koesteren, kom komen, koppel koppelen,
laat laten, leer leren, leg leggen, let letten, lever leveren, luister luisteren, maak maken, meet meten, neem nemen,
nodig nodigen, onderhoud onderhouden, onderken onderkennen, ondersteun ondersteunen, ondervang ondervangen,
onderzoek onderzoeken, ontwikkel ontwikkelen, ontzorg ontzorgen, organiseer organiseren, overleg overleggen,
overtuig overtuigen, pak pakken, pas passen, plan plannen, praat praten, presenteer presenteren, reageer reageren,
regel regelen, reken rekenen, reflecteer reflecteren, reserveer reserveren, richt richten, ruim ruimen,
schakel schakelen, schep scheppen, scherp scherpen, schets schetsen, school scholen, schrijf schrijven, sluit sluiten,
spreek spreken, sta staan, start starten, stel stellen, stem stemmen, steun steunen, stimuleer stimuleren, stop stoppen,
streef streven, stuur sturen, toon tonen, train trainen, trek trekken, veranker verankeren, verbeter verbeteren,
verbind verbinden, verbreed verbreden, verdeel verdelen, verduurzaam verduurzamen, vergroot vergroten,
verhelder verhelderen, verhoog verhogen, verken verkennen, verklein verkleinen, verlaag verlagen, verleid verleiden,
vermijd vermijden, verminder verminderen, versterk versterken, vertaal vertalen, vertel vertellen, vertrouw vertrouwen,
verwacht verwachten, vier vieren, vind vinden, voed voeden, voer voeren, volg volgen, voorkom voorkomen, vorm vormen,
vraag vragen, waarborg waarborgen, waardeer waarderen, wees zijn, weet weten, werk werken, wijs wijzen, wissel wisselen,
zet zetten, zie zien, zoek zoeken, zorg zorgen
"""
_PAIRS = [pair.split() for pair in _VERBS.replace("\n", " ").split(",")]
_IMPERATIVES = frozenset(pair[0] for pair in _PAIRS)
_INFINITIVES = frozenset(pair[1] for pair in _PAIRS)
_ALSO_NOUNS = """
bereid bezoek borg bouw deel focus gebruik geloof gun handel help kom meet onderhoud onderzoek overleg pas plan regel
reken ruim scherp school start stem steun toon train vier volg vorm vraag werk zorg
"""
_NOUNS_TOO = frozenset(_ALSO_NOUNS.split())
"""Imperatives that are as often another kind of word: they say nothing in the middle of a label."""

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


class LabelFault(StrEnum):
    """What is odd about a label."""

    NO_IMPERATIVE = "no_imperative"
    TWO_VERBS = "two_verbs"
    AND = "and"


_TEXTS = {
    LabelFault.NO_IMPERATIVE: N_("'{word}' does not look like an imperative; begin with 'Create…', 'Provide…'."),
    LabelFault.TWO_VERBS: N_("Two verbs ('{word}'): is this one idea?"),
    LabelFault.AND: N_("'{word}' may join two ideas: is this one?"),
}


@dataclass(frozen=True, slots=True)
class LabelWarning:
    """A warning about a label, with the word that gave rise to it."""

    fault: LabelFault
    word: str

    def text(self) -> str:
        """The warning in the current language."""
        return _(_TEXTS[self.fault]).format(word=self.word)


def lint_label(label: str, language: str = "nl") -> tuple[LabelWarning, ...]:
    """Warnings about the label of an element. `language` is that of the label; in English only "and" is looked for."""
    words = [word.lower() for word in _WORD.findall(label)]
    if not words:
        return ()
    found: list[LabelWarning] = []
    if language == "nl":
        if not is_imperative(words[0]):
            found.append(LabelWarning(LabelFault.NO_IMPERATIVE, _WORD.findall(label)[0]))
        second = _second_verb(words)
        if second:
            found.append(LabelWarning(LabelFault.TWO_VERBS, second))
    joiner = "en" if language == "nl" else "and"
    if joiner in words:
        found.append(LabelWarning(LabelFault.AND, joiner))
    return tuple(found)


def remarks_on(label: str, language: str = "nl") -> str:
    """What the linter says of a label, on one line, for the decision log; empty where there is nothing."""
    return " ".join(one.text() for one in lint_label(label, language))


def is_imperative(word: str) -> bool:
    """Whether a Dutch word is an imperative that is known, or one made like "organiseer"."""
    word = word.lower()
    made_so = len(word) > 5 and word.endswith("eer") and word not in ("verkeer", "wanneer")
    return word in _IMPERATIVES or made_so


def _second_verb(words: list[str]) -> str:
    """The second verb of a label: another imperative, or two infinitives joined by "en"; empty where there is none."""
    for nr, word in enumerate(words):
        if nr and word in _IMPERATIVES - _NOUNS_TOO:
            return word
        if word == "en" and 0 < nr < len(words) - 1 and words[nr - 1] in _INFINITIVES and words[nr + 1] in _INFINITIVES:
            return words[nr + 1]
    return ""
