"""A project on a network drive or in a synchronised folder gets a loud warning."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cmo_coder.messages import set_language
from cmo_coder.store.place import warning_for

MOUNTS = r"""
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
server:/homes /mnt/homes nfs4 rw,vers=4.2 0 0
//rivm/groep /mnt/groep\040schijf cifs rw 0 0
/dev/sdb1 /mnt/homes/local ext4 rw 0 0
share /mnt/shared 9p rw 0 0
/dev/sdc1 /mnt/shared ext4 rw 0 0
anna@host:/ /home/anna/ver fuse.sshfs rw 0 0
half a line
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX")


@posix
@pytest.mark.parametrize(
    ("place", "network"),
    [
        ("/home/anna/study.cmo", False),
        ("/mnt/homes/anna/study.cmo", True),
        ("/mnt/homes/local/study.cmo", False),
        ("/mnt/homesick/study.cmo", False),
        ("/mnt/groep schijf/study.cmo", True),
        ("/mnt/shared/study.cmo", False),
        ("/home/anna/ver/a/b/study.cmo", True),
        ("/home/anna/verder/study.cmo", False),
        ("/study.cmo", False),
    ],
)
def test_a_network_drive_is_known_by_its_mount(place: str, network: bool) -> None:
    warning = warning_for(place, MOUNTS)
    assert (warning is not None) == network
    assert warning is None or "network drive" in warning


@posix
def test_a_container_whose_whole_disk_is_9p_is_no_network_drive() -> None:
    assert warning_for("/home/anna/study.cmo", "none / 9p rw 0 0") is None
    assert warning_for("/mnt/c/study.cmo", "none / 9p rw 0 0\nC: /mnt/c 9p rw 0 0") is not None


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - RIVM", "OneDrive"),
        ("OneDrive – Gemeente Zandmeer", "OneDrive"),
        ("onedrive", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Universiteit)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-anna@example.org", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("Mijn Drive", "Google Drive"),
        ("iCloud Drive", "iCloud"),
        ("com~apple~CloudDocs", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("Nextcloud2", "Nextcloud"),
        ("ownCloud", "ownCloud"),
        ("Box", "Box"),
        ("Box Sync", "Box"),
        ("SURFdrive", "SURFdrive"),
        ("surfdrive", "SURFdrive"),
        ("ResearchDrive", "Research Drive"),
        ("Research Drive UU", "Research Drive"),
        ("pCloudDrive", "pCloud"),
        ("STACK", "STACK"),
        ("Syncthing", "Syncthing"),
        ("Seafile", "Seafile"),
        ("Tresorit Drive", "Tresorit"),
        ("SharePoint", "SharePoint"),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(tmp_path: Path, folder: str, program: str) -> None:
    warning = warning_for(tmp_path / folder / "interviews" / "study.cmo", "")
    assert warning is not None
    assert f"a folder of {program}" in warning
    set_language("nl")
    warning = warning_for(tmp_path / folder / "study.cmo", "")
    assert warning is not None
    assert f"in een map van {program}" in warning


@pytest.mark.parametrize("folder", ["Boxing", "interviews", "Dropboxes", "stacks of paper", "inbox", "drive", "cloud"])
def test_other_folders_get_no_warning(tmp_path: Path, folder: str) -> None:
    assert warning_for(tmp_path / folder / "study.cmo", "") is None


def test_the_name_of_the_project_itself_is_no_folder(tmp_path: Path) -> None:
    assert warning_for(tmp_path / "OneDrive.cmo", "") is None
    assert warning_for(tmp_path / "box.cmo", "") is None


@posix
def test_a_link_into_a_synchronised_folder_is_seen(tmp_path: Path) -> None:
    real = tmp_path / "Nextcloud" / "studie"
    real.mkdir(parents=True)
    (tmp_path / "werk").symlink_to(real)
    assert warning_for(tmp_path / "werk" / "study.cmo", "") is not None


def test_a_database_on_a_server_needs_no_warning() -> None:
    assert warning_for("postgresql://anna@host/OneDrive") is None


def test_the_folder_of_these_tests_gets_no_warning_from_the_real_mounts(tmp_path: Path) -> None:
    if any(part.lower() in ("onedrive", "dropbox", "box", "sync") for part in tmp_path.parts) or os.name == "nt":
        pytest.skip("these tests themselves run in such a folder")
    assert warning_for(tmp_path / "study.cmo", "tmpfs / tmpfs rw 0 0") is None
    warning_for(tmp_path / "study.cmo")  # whatever the mounts here are, it says something or nothing
