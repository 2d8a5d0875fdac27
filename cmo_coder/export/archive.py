"""Office files are zip files; here they become the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

_REGULAR_FILE = 0o100644 << 16


def sealed(
    archive: bytes,
    moment: datetime,
    replaced: dict[str, bytes] | None = None,
    changed: Callable[[str, bytes], bytes] | None = None,
) -> bytes:
    """Return a zip file with the same members in the same order, all dated `moment`.

    Members carry the time of writing where they come from. `replaced` gives other contents by name; `changed` gets the
    name and content of every other member and returns what is written.
    """
    stamp = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    body = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(body, "w") as target:
        for name in source.namelist():
            content = (replaced or {}).get(name)
            if content is None:
                content = changed(name, source.read(name)) if changed else source.read(name)
            member = zipfile.ZipInfo(name, stamp)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = _REGULAR_FILE
            target.writestr(member, content, compresslevel=6)
    return body.getvalue()
