"""Facts about respondents as a person types them: "age: 44" on a line, with what each of them is guessed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from cmo_coder.ingest.survey_mapping import type_of_values, typed
from cmo_coder.messages import N_
from cmo_coder.model.cases import Respondent, RespondentAttribute
from cmo_coder.model.errors import UserError
from cmo_coder.store.project import Project
from cmo_coder.store.respondent_facts import set_facts


def facts_text(facts: Iterable[RespondentAttribute]) -> str:
    """Facts as a person changes them, one on a line."""
    return "\n".join(f"{fact.key}: {' '.join(fact.value.splitlines())}" for fact in facts)


def facts_in(text: str, known: Collection[str] = ()) -> dict[str, str]:
    """The facts of lines "name: value" or "name=value"; `known` names may hold such a sign themselves.

    Raises UserError for another line, or a name that comes twice.
    """
    found: dict[str, str] = {}
    for nr, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        name, value = _parts(line.strip(), known)
        if not name:
            raise UserError(
                N_("Line {nr} of the attributes has no name and value: {line}"), N_("Write it as: age: 44"),
                nr=nr, line=line.strip(),
            )  # fmt: skip
        if name in found:
            raise UserError(N_("The attribute '{name}' stands there twice."), name=name)
        found[name] = value
    return found


def _parts(line: str, known: Collection[str]) -> tuple[str, str]:
    for name in sorted(known, key=len, reverse=True):
        rest = line.removeprefix(name).lstrip()
        if line.startswith(name) and rest[:1] in (":", "="):
            return name, rest[1:].strip()
    sign = min((one for one in ":=" if one in line), key=line.index, default="")
    if not sign:
        return "", ""
    name, _sign, value = line.partition(sign)
    return name.strip(), value.strip()


def set_typed_facts(
    project: Project, respondent: Respondent, values: Mapping[str, str], *, only_these: bool = False
) -> None:
    """Set facts about a respondent, new ones with the type that their value tells; see `store.respondent_facts`."""
    types = {key: type_of_values([value]) for key, value in values.items() if value}
    kept = {key: typed(value, types[key]) if value else "" for key, value in values.items()}
    set_facts(project, respondent, kept, types, only_these=only_these)
