"""The key of a pseudonymising: a file outside the project, encrypted with a passphrase.

Form: a line that names it, a line of JSON (the head: whose key it is and how it was locked), the locked contents
(AES-256-GCM; the head is authenticated with it), and the SHA-256 of all that, so that a damaged file is told from a
wrong passphrase. The key of the lock comes from the passphrase by scrypt (RFC 7914). The contents are JSON, compressed.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cmo_coder.messages import N_
from cmo_coder.model.errors import UserError

SUFFIX = ".cmokey"
SHORTEST = 10
"""A passphrase has at least so many characters."""

_MAGIC = b"cmo-coder names key 1\n"
_DIGEST = 32
_COST = {"n": 2**16, "r": 8, "p": 1}
"""scrypt: 64 MB of memory and some tenths of a second for each guess (RFC 7914; OWASP's advice for files)."""
_LARGEST_COST = 2**20


class KeyFileError(UserError):
    """A key that cannot be written, read or opened."""


class WrongPassphrase(KeyFileError):
    """The passphrase does not open this key."""


@dataclass(frozen=True, slots=True)
class KeyHead:
    """What a key says without a passphrase: of which study and which pseudonymising it is, and when it was made."""

    study_id: str
    change_id: str
    made: str


def check_passphrase(passphrase: str) -> None:
    """Raise KeyFileError for a passphrase that is too short."""
    if len(passphrase.strip()) < SHORTEST:
        raise KeyFileError(
            N_("The passphrase is too short: at least {n} characters."),
            N_("Four or five unrelated words are easy to keep and hard to guess."),
            n=SHORTEST,
        )


def strength(passphrase: str) -> str:
    """How good a passphrase is, as a message id; a hint by its length and its variety, no promise."""
    kinds = sum(
        any(test(letter) for letter in passphrase)
        for test in (str.islower, str.isupper, str.isdigit, lambda letter: not letter.isalnum())
    )
    different = len(set(passphrase))
    if len(passphrase) < SHORTEST or different < 5:
        return N_("too short")
    points = len(passphrase) + 2 * kinds + 3 * (len(passphrase.split()) - 1)
    if points < 20:
        return N_("weak")
    return N_("fair") if points < 30 else N_("strong")


def write_key(path: Path, passphrase: str, head: KeyHead, contents: Any) -> None:
    """Write a key, wait until it is on the disk, and open it once more to be sure. An existing file is never replaced.

    Raises KeyFileError.
    """
    check_passphrase(passphrase)
    if path.exists():
        raise KeyFileError(N_("{path} is there already."), N_("Choose another name for the key."), path=path)
    packed = _locked(passphrase, head, zlib.compress(json.dumps(contents, ensure_ascii=False).encode("utf-8"), 6))
    part = path.with_name(path.name + ".part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
        _sync_folder(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise KeyFileError(
            N_("The key {path} cannot be written: {detail}. Nothing was changed."),
            N_("Choose another folder."),
            path=path,
            detail=error.strerror or error,
        ) from error
    read_key(path, passphrase)


def read_head(path: Path) -> KeyHead:
    """What a key says without its passphrase. Raises KeyFileError where it is no key, or a damaged one."""
    head, _raw, _locked_part = _parts(path)
    try:
        return KeyHead(str(head["study_id"]), str(head["change_id"]), str(head["made"]))
    except KeyError as error:
        raise _damaged(path) from error


def read_key(path: Path, passphrase: str) -> Any:
    """The contents of a key. Raises WrongPassphrase; KeyFileError where the file is gone, no key, or damaged."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    head, raw, locked = _parts(path)
    try:
        lock = _lock(passphrase, base64.b64decode(head["salt"]), int(head["n"]), int(head["r"]), int(head["p"]))
        nonce = base64.b64decode(head["nonce"])
    except (KeyError, ValueError, TypeError) as error:
        raise _damaged(path) from error
    try:
        opened = AESGCM(lock).decrypt(nonce, locked, raw)
    except InvalidTag as error:
        raise WrongPassphrase(
            N_("The passphrase does not open this key."), N_("Capitals and spaces count; try again.")
        ) from error
    return json.loads(zlib.decompress(opened))


def _locked(passphrase: str, head: KeyHead, contents: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    told = {
        **asdict(head),
        "kdf": "scrypt",
        **_COST,
        "salt": base64.b64encode(salt).decode(),
        "nonce": base64.b64encode(nonce).decode(),
    }
    raw = json.dumps(told).encode("utf-8") + b"\n"
    body = _MAGIC + raw + AESGCM(_lock(passphrase, salt, **_COST)).encrypt(nonce, contents, raw)
    return body + hashlib.sha256(body).digest()


def _lock(passphrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    if not (1 < n <= _LARGEST_COST and n & (n - 1) == 0 and 0 < r <= 16 and 0 < p <= 4):
        raise ValueError("cost out of bounds")
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, n=n, r=r, p=p).derive(passphrase.strip().encode("utf-8"))


def _parts(path: Path) -> tuple[dict[str, Any], bytes, bytes]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KeyFileError(
            N_("The key {path} cannot be read: {detail}."),
            N_("Without the key the names cannot be brought back; look for the file where it was kept."),
            path=path,
            detail=error.strerror or error,
        ) from error
    if not data.startswith(_MAGIC):
        raise KeyFileError(
            N_("{path} is no key of cmo-coder."), N_("A key ends in {suffix}."), path=path, suffix=SUFFIX
        )
    body, digest = data[:-_DIGEST], data[-_DIGEST:]
    if hashlib.sha256(body).digest() != digest:
        raise _damaged(path)
    raw, _newline, locked = body[len(_MAGIC) :].partition(b"\n")
    try:
        head = json.loads(raw)
    except ValueError as error:
        raise _damaged(path) from error
    return head, raw + b"\n", locked


def _damaged(path: Path) -> KeyFileError:
    return KeyFileError(
        N_("The key {path} is damaged: it is not the file that was written."),
        N_("Use a copy of it; if there is none, the names cannot be brought back."),
        path=path,
    )


def _sync_folder(folder: Path) -> None:
    """Wait until the name of the file is on the disk too. (Windows opens no folders, and needs no such thing.)"""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
