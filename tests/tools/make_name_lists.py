"""Make the name lists of `cmo_coder/names/data` anew out of the packages Faker and mimesis (both MIT).

Neither package is needed to run or test the program. For whoever wants fresher lists: install both, then run
`python -m tests.tools.make_name_lists`. What was added by hand stands in files of its own (`own_*.txt`).
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cmo_coder.names.lists import DATA

_NAME = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)*")
_HEAD = "# Made by tests/tools/make_name_lists.py of Faker and mimesis; their licence (MIT) stands in NOTICE.txt.\n"


def faker(kind: str, locale: str) -> Any:
    """A provider class of Faker."""
    return importlib.import_module(f"faker.providers.{kind}.{locale}").Provider


def mimesis(locale: str, part: str) -> dict[str, Any]:
    """A data set of mimesis."""
    found = find_spec("mimesis")
    assert found is not None
    assert found.origin is not None
    read: dict[str, Any] = json.loads((Path(found.origin).parent / "datasets" / locale / part).read_text("utf-8"))
    return read


def first_names() -> set[str]:
    """First names as they are heard in the Netherlands: Dutch, Flemish, Turkish, Polish, and of the neighbours."""
    found: set[str] = set()
    for locale in ("nl_NL", "nl_BE", "tr_TR", "de_DE", "en_GB", "fr_FR", "pl_PL", "id_ID"):
        provider = faker("person", locale)
        found |= {*provider.first_names_male, *provider.first_names_female}
    for locale in ("nl", "tr", "pl"):
        names = mimesis(locale, "person.json")["names"]
        found |= {*names["male"], *names["female"]}
    return {name for name in found if _NAME.fullmatch(name) and len(name) > 1}


def surnames() -> set[str]:
    """Surnames without what stands before them (van, de): the rules know those."""
    found: set[str] = set()
    for locale in ("nl_NL", "nl_BE", "tr_TR"):
        found |= set(faker("person", locale).last_names)
    found |= set(mimesis("nl", "person.json")["surnames"]) | set(mimesis("tr", "person.json")["surnames"])
    cores = {re.sub(r"^(?:[a-z'’]+ )+", "", name) for name in found}
    return {core for core in cores if _NAME.fullmatch(core) and len(core) > 2}


def places() -> set[str]:
    """Towns and villages, provinces."""
    provider = faker("address", "nl_NL")
    found = {*provider.cities, *provider.provinces, *mimesis("nl", "address.json")["city"]}
    return {re.sub(r"\s*\(.*\)", "", name).strip() for name in found if len(name) > 2}


def write(name: str, words: Iterable[str]) -> None:
    """Write one list, a name a line, sorted."""
    (DATA / name).write_text(_HEAD + "".join(f"{word}\n" for word in sorted(set(words))), "utf-8")


if __name__ == "__main__":
    write("first_names.txt", first_names())
    write("surnames.txt", surnames())
    write("places.txt", places())
