"""The profiles and languages of a study in words. Nothing heavy is imported: a form must be there at once."""

from __future__ import annotations

from cmo_coder.messages import N_
from cmo_coder.model.study import Profile

PROFILES: dict[Profile, str] = {
    Profile.ICMO_DEWEGER: N_("ICMO (De Weger): intervention, context, reasoning, outcome"),
    Profile.CMO_DALKIN: N_("CMO (Dalkin): context, resource + reasoning, outcome"),
    Profile.CIMO: N_("CIMO: context, intervention, mechanism, outcome"),
    Profile.ICAMO: N_("ICAMO: with the actor in a column of its own"),
}
LANGUAGES = {"nl": N_("Dutch"), "en": N_("English")}
