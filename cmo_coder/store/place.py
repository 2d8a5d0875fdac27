"""Whether a project lies where SQLite is not safe: a network drive, or a folder that a program copies to elsewhere.

Two computers that write one SQLite file over a network, or a synchroniser that copies it halfway a change, damage it;
and interviews that leave the computer unnoticed are a matter of privacy.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path, PurePath

from cmo_coder.messages import _

_NETWORK = {
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "lustre", "davfs", "webdav"),
    *("afpfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.s3fs"),
}
"""Types of file systems that lie on another computer, as mount tables name them."""

_SYNCHRONISED: tuple[tuple[str, str], ...] = (
    (r"onedrive( ?[-–] ?.+)?", "OneDrive"),
    (r"sharepoint( ?[-–] ?.+)?", "SharePoint"),
    (r"dropbox( \(.+\))?", "Dropbox"),
    (r"google ?drive|googledrive-.+|my ?drive|mijn drive", "Google Drive"),
    (r"icloud ?drive|mobile documents|com~apple~clouddocs", "iCloud"),
    (r"nextcloud\d*", "Nextcloud"),
    (r"owncloud", "ownCloud"),
    (r"box( sync)?|box-box", "Box"),
    (r"surfdrive", "SURFdrive"),
    (r"research ?drive( .+)?", "Research Drive"),
    (r"pcloud ?drive", "pCloud"),
    (r"stack( .+)?", "STACK"),
    (r"syncthing|sync", "Syncthing"),
    (r"seafile", "Seafile"),
    (r"megasync( downloads)?", "MEGA"),
    (r"tresorit( drive)?", "Tresorit"),
    (r"protondrive|proton drive", "Proton Drive"),
)
"""Names of folders, as the synchronising programs make them, and what people call the program."""


def may_only_be_read(path: Path) -> bool:
    """Whether this user can change nothing of a project in a file, and nobody who can has it open now.

    SQLite writes beside the file too, also for reading what was written ahead; a folder on a read-only share or disc
    does not let it.
    """
    if os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK):
        return False
    return not path.with_name(path.name + "-wal").exists()


def warning_for(place: str | Path, mounts: str | None = None) -> str | None:
    """A warning, in the current language, for a project on a network drive or in a synchronised folder; else nothing.

    `place` is the file of the project or its folder; `mounts` the text of a mount table (by default that of this
    computer: /proc/self/mounts on Linux).
    """
    if "://" in str(place):
        return None
    path = Path(place).expanduser().absolute()
    resolved = Path(os.path.realpath(path))
    if _on_network(resolved, _mount_table() if mounts is None else mounts):
        return _(
            "This project lies on a network drive. Never open it on two computers at once: that can damage it. Keep it "
            "on this computer, or let the team work in a PostgreSQL database."
        )
    program = _synchronising(path) or _synchronising(resolved)
    if program is not None:
        return _(
            "This project lies in a folder of {program}. Synchronising can damage it while it is open, and the "
            "interviews leave this computer. Move it to a folder that is not synchronised."
        ).format(program=program)
    return None


def _synchronising(path: PurePath) -> str | None:
    for part in path.parts[:-1] if path.suffix else path.parts:
        for pattern, program in _SYNCHRONISED:
            if re.fullmatch(pattern, part.strip(), re.IGNORECASE):
                return program
    return None


def _mount_table() -> str:
    try:
        return Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def _on_network(path: PurePath, mounts: str) -> bool:
    if sys.platform == "win32":
        return str(path).startswith("\\\\") or _is_network_drive(path.drive)
    deepest, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        # Spaces and such are written as octal numbers in the table (fstab(5)).
        point = re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), fields[1])
        # Of mounts one over the other the last one counts.
        if len(point) >= len(deepest) and (path == PurePath(point) or PurePath(point) in path.parents):
            deepest, kind = point, fields[2]
    # Where the whole system lies on 9p, that is how a container sees the disk of its own computer.
    return kind in _NETWORK and (kind, deepest) != ("9p", "/")


def _is_network_drive(drive: str) -> bool:
    if sys.platform != "win32" or not drive:
        return False
    import ctypes

    remote = 4  # DRIVE_REMOTE
    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == remote)
