"""Facts about respondents are set, changed and removed, as one change each."""

from __future__ import annotations

from pathlib import Path

from cmo_coder.model.base import new_id
from cmo_coder.model.cases import AttributeType
from cmo_coder.model.study import Study
from cmo_coder.store.cases import add_respondent
from cmo_coder.store.project import Project
from cmo_coder.store.respondent_facts import facts_of, set_facts


def test_facts_are_set_changed_and_removed_and_come_back(tmp_path: Path) -> None:
    with Project.create(tmp_path / "studie.cmo", Study(id=new_id(), name="Studie")) as project:
        who = add_respondent(project, "R01")

        def facts() -> dict[str, str]:
            return {one.key: one.value for one in facts_of(project, who)}

        set_facts(project, who, {"leeftijd": "44", "rol": "buur"}, {"leeftijd": AttributeType.NUMBER})
        assert facts() == {"leeftijd": "44", "rol": "buur"}
        set_facts(project, who, {"leeftijd": "45"})
        assert facts() == {"leeftijd": "45", "rol": "buur"}
        assert facts_of(project, who)[0].type is AttributeType.NUMBER, "what it is stays"
        set_facts(project, who, {"rol": "maatje", "wijk": "Noord"}, only_these=True)
        assert facts() == {"rol": "maatje", "wijk": "Noord"}
        set_facts(project, who, {"rol": ""})
        assert facts() == {"wijk": "Noord"}
        for _step in range(3):
            project.undo()
        assert facts() == {"leeftijd": "44", "rol": "buur"}
