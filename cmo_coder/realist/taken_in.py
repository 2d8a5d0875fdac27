"""What came of taking in a coder's file, in lines of text in the current language."""

from __future__ import annotations

from collections.abc import Iterator

from cmo_coder.messages import _, ngettext
from cmo_coder.store.taking_in import TakenIn


def taken_in_lines(found: TakenIn) -> Iterator[str]:
    """Yield whose work it was, how much was new, and what was refused with the differences."""
    yield _("Work of {name} taken in").format(name=found.coder)
    counted = (
        (_("documents compared"), str(found.documents)),
        (_("codings new or moved"), str(found.codings)),
        (_("codings taken off"), str(found.codings_removed)),
        (_("claims new or changed"), str(found.claims)),
        (_("claims removed"), str(found.claims_removed)),
        (_("memos new or changed"), str(found.memos)),
        (_("memos removed"), str(found.memos_removed)),
        (_("documents further or done"), str(found.finished)),
        (_("new codes"), ", ".join(found.codes) or "-"),
    )
    width = max(len(name) for name, _n in counted)
    for name, number in counted:
        yield f"{name:{width}}  {number}"
    if found.nameless:
        yield ngettext(
            "{n} coding in that file is not in the name of {name}, and was not taken in.",
            "{n} codings in that file are not in the name of {name}, and were not taken in.",
            found.nameless,
        ).format(n=found.nameless, name=found.coder)
    for one in found.refused:
        yield _("Refused, because its text is not the same here: {title}").format(title=one.title)
        for place, gone, new in one.differences:
            yield f"  {place}: «{gone}» → «{new}»"
    if found.refused:
        yield _("Make the text the same in both files and take it in again; what was taken in already stays as it is.")
