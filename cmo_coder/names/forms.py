"""Forms of a name: Jans, Rotterdamse, Rotterdammers; and the name behind such a form."""

from __future__ import annotations

from functools import lru_cache

from cmo_coder.names.lists import places
from cmo_coder.names.tokens import ordinary
from cmo_coder.names.value import Kind

_IRREGULAR: dict[str, tuple[str, ...]] = {
    "Den Haag": ("Haags", "Haagse", "Hagenaar", "Hagenaars", "Hagenees", "Hagenezen"),
    "'s-Gravenhage": ("Haags", "Haagse"),
    "Den Bosch": ("Bosch", "Bossche", "Bosschenaar", "Bosschenaren"),
    "'s-Hertogenbosch": ("Bossche", "Bosschenaar", "Bosschenaren"),
    "Leiden": ("Leids", "Leidse", "Leidenaar", "Leidenaren"),
    "Gouda": ("Gouds", "Goudse", "Gouwenaar"),
    "Breda": ("Bredaas", "Bredase", "Bredanaar", "Bredanaars"),
    "Delft": ("Delfts", "Delftse", "Delftenaar", "Delftenaren"),
    "Drenthe": ("Drents", "Drentse", "Drent", "Drenten"),
    "Friesland": ("Fries", "Friese", "Friezen", "Friezin"),
    "Zeeland": ("Zeeuws", "Zeeuwse", "Zeeuw", "Zeeuwen"),
    "Brabant": ("Brabants", "Brabantse", "Brabander", "Brabanders"),
    "Limburg": ("Limburgs", "Limburgse", "Limburger", "Limburgers"),
}
_BASE_OF_IRREGULAR = {form: base for base, forms in reversed(_IRREGULAR.items()) for form in forms}
_ENDINGS = ("s", "se", "er", "ers", "enaar", "enaren", "naar", "naren")


def _of_place(name: str) -> dict[str, str]:
    made = {name + ending: ending for ending in _ENDINGS}
    if name.endswith("en") and len(name) > 4:
        made |= {name[:-2] + ending: ending for ending in ("s", "se", "er", "ers", "enaar", "enaars", "enaren")}
    if name.endswith("e"):
        made |= {name[:-1] + ending: ending for ending in ("s", "se", "enaar", "enaren")}
    if len(name) > 3 and name[-1] not in "aeiouywxh" and name[-2] in "aeiou" and name[-3] not in "aeiou":
        made |= {name + name[-1] + ending: name[-1] + ending for ending in ("er", "ers")}
    if name.endswith("a"):
        made |= {name + ending: ending for ending in ("'s", "se", "as", "ase")}
    return made | {form: "" for form in _IRREGULAR.get(name, ())}


def forms_of(name: str, kind: Kind) -> dict[str, str]:
    """The forms of a name, each with the tail that stays behind the replacement ("Jans": "s"). The name itself first.

    A possessive with an apostrophe is no form: the apostrophe ends the word, and what follows it stays.
    """
    made = {name: ""}
    if not name or not name[-1].isalpha():
        return made
    if kind in (Kind.PERSON, Kind.OWN, Kind.ORGANISATION) and name[-1] not in "sxzSXZ":
        made[name + "s"] = "s"
    elif kind is Kind.PLACE and " " not in name:
        for form, tail in _of_place(name).items():
            made.setdefault(form, tail)
    elif kind is Kind.PLACE:
        made |= {form: "" for form in _IRREGULAR.get(name, ())}
    return made


def cases_of(form: str, kind: Kind) -> tuple[str, ...]:
    """How else a form may be written: in capitals; in lower case unless that is a word; joined, as in file names."""
    made = [form]
    if any(letter.isalpha() for letter in form):
        if len(form) > 1:
            made.append(form.upper())
        if kind in (Kind.EMAIL, Kind.WEB) or " " in form or not ordinary(form):
            made += [form.lower(), form.capitalize(), form.title()]
        if kind in (Kind.PERSON, Kind.OWN) and " " in form:
            bare = form.replace(" ", "").replace(".", "")
            if len(bare) > 4:
                made += [bare, bare.lower(), form.title().replace(" ", "")]
        if kind is Kind.PERSON and form[0].islower():
            made.append(form[0].upper() + form[1:])
    return tuple(dict.fromkeys(made))


@lru_cache(maxsize=20_000)
def base_of_place(word: str) -> str:
    """The place that a word is made of ("Rotterdamse" of "Rotterdam"), or nothing."""
    if word in _BASE_OF_IRREGULAR:
        return _BASE_OF_IRREGULAR[word]
    for ending in ("enaren", "naren", "enaars", "enaar", "naar", "ers", "er", "se", "s"):
        if not word.endswith(ending) or len(word) - len(ending) < 4:
            continue
        stem = word[: -len(ending)]
        for base in (stem, stem + "en", stem + "e", stem[:-1] if len(stem) > 4 and stem[-1] == stem[-2] else stem):
            if base in places() and word in _of_place(base):
                return base
    return ""
