"""The verbs that labels of elements use, Dutch and English, for the linter of labels (`realist.labels`)."""

from __future__ import annotations

_DUTCH = """
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
_PAIRS = [pair.split() for pair in _DUTCH.replace("\n", " ").split(",")]
DUTCH = frozenset(pair[0] for pair in _PAIRS)
DUTCH_INFINITIVES = frozenset(pair[1] for pair in _PAIRS)
_ALSO_NOUNS = """
bereid bezoek borg bouw deel focus gebruik geloof gun handel help kom meet onderhoud onderzoek overleg pas plan regel
reken ruim scherp school start stem steun toon train vier volg vorm vraag werk zorg
"""
DUTCH_NOUNS_TOO = frozenset(_ALSO_NOUNS.split())
"""Imperatives that are as often another kind of word: they say nothing in the middle of a label."""

_ENGLISH = """
accept acknowledge act adapt adjust admit adopt agree allow anchor appoint appreciate arrange ask assess assign assist
avoid be begin bind bring broaden build call celebrate change check choose clarify coach collaborate collect combine
come communicate connect consider consult continue contribute convince coordinate create cut dare decide define
delegate deliver demonstrate describe design develop direct discuss distribute divide do draw educate embed employ
empower enable encourage engage enhance enjoy ensure equip establish evaluate examine exchange expand experience
experiment explain explore extend facilitate favor favour feed finance find fit focus follow form formulate foster
fund gather get give go grant grow guarantee guard guide handle have hear help highlight hire hold identify imagine
implement improve include increase inform initiate inquire inspire integrate introduce invest invite involve join keep
know launch lead learn leave let limit link listen look lower maintain make manage match maximise maximize measure
meet mobilise mobilize monitor motivate move name negotiate nurture observe offer open organise organize overcome own
participate pay persuade phrase pick place plan practice practise prepare present preserve prevent prioritise
prioritize produce promote propose protect provide put raise reach react read realise realize recognise recognize
record recruit reduce refer reflect regard register reinforce relate release remember remove repeat replace report
represent request require reserve resolve respect respond reward run safeguard say schedule search secure see seek
select send serve set settle shape share shift show simplify slow solve speak specify spend spread stand start state
stay steer step stick stimulate stop streamline strengthen structure study supply support sustain switch take talk
teach tell test think tie track train translate treat trust try turn understand unite use value visit wait walk watch
weigh welcome win work write
"""
ENGLISH = frozenset(_ENGLISH.split())
"""Verbs as they begin a label; the form is also that of the infinitive, so only their place tells them apart."""
