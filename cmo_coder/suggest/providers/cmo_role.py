"""Provider `cmo-role`: two roles with the cues lit; how the speaker knows and which way it goes, from the cues."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_coder.model.canonical import Role
from cmo_coder.suggest.evaluate import ROLES
from cmo_coder.suggest.provenance import Provenance, marked
from cmo_coder.suggest.provider import Answer, AnswerKind, Asked, Evidence, Ground, Material, Words
from cmo_coder.suggest.roles import SETTINGS, Roles, model_name


@dataclass(frozen=True, slots=True)
class RoleProvider:
    """Proposes two roles, never one as if it were sure. The evidence of `label` "status" and "sign" says the rest."""

    roles: Roles
    provenance: Provenance

    def answer(self, asked: Asked) -> tuple[Answer, ...]:
        """The two roles, best first."""
        if not isinstance(asked, Words):
            return ()
        text = asked.passage.text
        (found,) = self.roles.suggest([asked.passage])
        lit = [Evidence(Ground.CUE, text[one.start : one.end], one.start, one.end, one.weight) for one in found.cues]
        if found.status is not None:
            lit.append(Evidence(Ground.LABEL, found.status.value, id="status"))
        if found.sign:
            lit.append(Evidence(Ground.LABEL, found.sign, id="sign"))
        return tuple(Answer(AnswerKind.ROLE, one.role, one.score, tuple(lit), self.provenance) for one in found.roles)


def make(material: Material) -> RoleProvider:
    """The provider: it knows something before anything was coded."""
    roles = Roles(material.roles, {one: one.value for one in Role}, material.model)
    return RoleProvider(roles, provenance_of(material.model))


def provenance_of(model: str) -> Provenance:
    """Of what is said of roles, status and direction with a language model. Loads it."""
    return marked(ROLES, repr(SETTINGS), model_name(model))


make.offline = True  # type: ignore[attr-defined]
