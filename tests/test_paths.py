from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder import paths
from cmo_coder.resources import resource_dir


def test_all_own_files_lie_below_the_home_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMO_CODER_HOME", str(tmp_path))
    for path in (paths.settings_file(), paths.recent_file(), paths.backups_dir(), paths.demo_dir()):
        assert path.is_relative_to(tmp_path)


def test_without_a_named_home_the_folders_of_the_operating_system_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CMO_CODER_HOME")
    assert paths.config_dir().name == "cmo-coder"
    assert paths.data_dir().name == "cmo-coder"


@pytest.mark.parametrize("name", ["codebooks", "transcripts_example"])
def test_the_files_that_come_with_the_program_are_found(name: str) -> None:
    assert any(resource_dir(name).iterdir())


def test_a_folder_that_did_not_come_with_the_program_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="recipes"):
        resource_dir("recipes")
