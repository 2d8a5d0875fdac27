"""Office files are zip files; here they become the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

_REGULAR_FILE = 0o100644 << 16


def sealed(archive: bytes, moment: datetime, replaced: dict[str, bytes] | None = None) -> bytes:
    """Return a zip file with the same members in the same order, all dated `moment`.

    `replaced` gives other contents for members by name. Where they come from, members carry the time of writing.
    """
    given = replaced or {}
    stamp = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    body = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(body, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, stamp)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = _REGULAR_FILE
            target.writestr(member, given[name] if name in given else source.read(name), compresslevel=6)
    return body.getvalue()
