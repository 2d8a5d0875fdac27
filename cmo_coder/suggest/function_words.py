"""Words that hold a sentence together and say nothing of its subject: never offered as a keyword of a code.

Dutch and English together: a passage may hold both. Of four letters and more, as shorter words are not offered anyway.
"""

from __future__ import annotations

from cmo_coder.suggest.guards import words_in

_DUTCH = """
    aan achter allebei alle alleen allemaal alles altijd ander andere anderen anders beetje behalve beide beiden bent
    best bijna bijvoorbeeld binnen boven bovendien buiten daar daaraan daarbij daardoor daarin daarmee daarna daarnaast
    daarom daarop daarover daaruit daarvan daarvoor dacht dachten daarentegen dadelijk denk denken denkt deze dezelfde
    dingen ding doen doet doordat door drie dus echt echter eens eerder eerst eerste eigen eigenlijk elkaar elke enkel
    enkele enige erbij erdoor ergens ermee erop eruit ervan ervoor even eventueel gaan gaat gaven gedaan geen gegaan
    gegeven gehad gekomen geleden gelijk gemaakt genoeg gewoon geven geeft gezegd geweest geworden gezien ging gingen
    goed goede haar hadden heel hele hebben hebt heeft helemaal hetzelfde hier hierbij hierdoor hiermee hierop hiervan
    hiervoor hoeveel hoewel ieder iedere iedereen iemand iets ikzelf inderdaad indien inmiddels jouw jullie juist kant
    keer keren klopt kijk kijken komen komt konden krijg krijgen krijgt kreeg kregen kunnen kunt kwam kwamen laat later
    laten liep lijkt maak maakt maakte maar maken manier meer meest meestal mekaar mens mensen mezelf mijn minder
    misschien mocht mochten moest moesten moet moeten mogen naar naast namelijk natuurlijk nergens niemand niet niets
    nodig nogal nooit nou omdat onder ongeveer onze ooit opeens over overal pakken paar precies rond samen soms sommige
    sinds steeds straks tegen terug terwijl thuis tijdens toch toen totdat tussen twee uiteindelijk uwe vaak vanaf
    vandaag vanuit vanwege veel verder vervolgens vier vijf vind vinden vindt volgens voor vooral voordat vond vonden
    voorbij waar waaraan waarbij waardoor waarin waarmee waarom waarop waarover waaruit waarvan waarvoor wanneer want
    waren wasse weer weet weg weinig welk welke werd werden weten wezen wilde wilden willen wilt wist wisten worden
    wordt zag zagen zat zaten zeer zeg zegt zeggen zei zeiden zeker zelf zelfs zelfde zich zichzelf zien ziet zijn zit
    zitten zoals zodat zodra zoiets zolang zomaar zonder zou zouden zoveel zowel zulke zullen zult
"""
_ENGLISH = """
    about above actually after again against almost already also although always among another anybody anyone anything
    around asked away back basically because been before being below between both called came can't cannot come comes
    coming could couldn't did didn't does doesn't doing don't done down during each either else enough even ever every
    everybody everyone everything find first five four from gave gets getting give gives goes going gone good have
    haven't having here hers herself himself however into isn't itself just keep kind knew know known knows less like
    likely little look made make makes many maybe mean might more most much must myself need neither never next nobody
    none nothing often once only onto other others ought ours ourselves over perhaps probably quite rather really right
    said same says seem seems several shall should shouldn't since some somebody someone something sometimes sort still
    such take taken tell than that that's their theirs them themselves then there therefore these they they're thing
    things think this those though thought three through thus together told took toward towards under unless until upon
    used very want wanted wants was wasn't well went were weren't what whatever when where whether which while whom
    whose will with within without won't would wouldn't year years your yours yourself
"""
FUNCTION_WORDS = words_in(_DUTCH) | words_in(_ENGLISH)
"""In lower case."""
