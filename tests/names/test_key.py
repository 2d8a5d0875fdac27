"""The key: what it holds comes back with its passphrase only; what is wrong is said as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from cmo_coder.names.key import KeyFileError, KeyHead, WrongPassphrase, read_head, read_key, strength, write_key

HEAD = KeyHead("study", "change", "2026-01-31T12:00:00Z")
PASSPHRASE = "vier losse woorden hier"
CONTENTS = {"names": [["Karin Bakker", "[naam-1]"]], "emoji": "👩‍👧"}


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "names.cmokey"
    write_key(path, PASSPHRASE, HEAD, CONTENTS)
    return path


def test_what_went_in_comes_out_and_the_head_needs_no_passphrase(key: Path) -> None:
    assert read_key(key, PASSPHRASE) == CONTENTS
    assert read_key(key, f" {PASSPHRASE}\n") == CONTENTS
    assert read_head(key) == HEAD


def test_nothing_of_the_contents_can_be_read_and_only_the_owner_may_open_the_file(key: Path) -> None:
    assert b"Karin" not in key.read_bytes()
    assert key.stat().st_mode & 0o077 == 0


def test_another_passphrase_is_told_from_a_damaged_file(key: Path) -> None:
    with pytest.raises(WrongPassphrase):
        read_key(key, PASSPHRASE.upper())
    data = bytearray(key.read_bytes())
    data[-60] ^= 1
    key.write_bytes(data)
    with pytest.raises(KeyFileError, match="damaged"):
        read_key(key, PASSPHRASE)


@pytest.mark.parametrize("length", [0, 10, 30, 100, 300])
def test_a_file_that_was_cut_short_is_no_key_or_a_damaged_one(key: Path, length: int) -> None:
    key.write_bytes(key.read_bytes()[:length])
    with pytest.raises(KeyFileError) as caught:
        read_key(key, PASSPHRASE)
    assert not isinstance(caught.value, WrongPassphrase)


def test_a_key_is_never_written_over_and_a_lost_one_is_called_lost(key: Path) -> None:
    before = key.read_bytes()
    with pytest.raises(KeyFileError, match="there already"):
        write_key(key, PASSPHRASE, HEAD, {})
    assert key.read_bytes() == before
    with pytest.raises(KeyFileError, match="cannot be read"):
        read_key(key.with_name("gone.cmokey"), PASSPHRASE)


def test_a_folder_that_is_not_there_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="cannot be written"):
        write_key(tmp_path / "no" / "names.cmokey", PASSPHRASE, HEAD, {})
    assert list(tmp_path.iterdir()) == []


def test_a_head_that_asks_for_too_much_work_is_refused(key: Path) -> None:
    import hashlib

    body = key.read_bytes()[:-32].replace(b'"n": 65536', b'"n": 1073741824')
    key.write_bytes(body + hashlib.sha256(body).digest())
    with pytest.raises(KeyFileError, match="damaged"):
        read_key(key, PASSPHRASE)


def test_a_short_passphrase_is_refused_and_longer_ones_are_called_stronger(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="too short"):
        write_key(tmp_path / "a.cmokey", "kort", HEAD, {})
    assert [strength(one) for one in ("kort", "aaaaaaaaaaaa", "zomervakantie", "zomerVakantie 7", PASSPHRASE)] == [
        "too short",
        "too short",
        "weak",
        "fair",
        "strong",
    ]
