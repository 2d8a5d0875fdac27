"""Days as people write them: "30 November 2026", "30 november 2026". In files for programs they stay ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime

from cmo_coder.messages import N_, _

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:T.*)?")


def day(iso: str) -> str:
    """A day, or a month, in words of the current language; what is no such date comes back as it is."""
    found = _DAY.fullmatch(iso.strip())
    if found is None or not 1 <= int(found[2]) <= 12:
        return iso
    month = f"{_(_MONTHS[int(found[2]) - 1])} {found[1]}"
    return f"{int(found[3])} {month}" if found[3] else month


def moment(at: str) -> str:
    """A moment in UTC (ISO 8601) in the time of this computer, to the minute."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at[:16].replace("T", " ")
