"""Compile the .po files of every room into the one .mo file that the program reads.

Run `python -m cmo_coder.messages.build` after editing a .po file. The same input gives the same bytes. It reports
message ids that are defined twice, texts of the code without Dutch, placeholders that differ and entries that no code
uses; the .mo file is written in any case, and the exit code is 1 when something was reported that a user would notice.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

MESSAGES = Path(__file__).parent
PACKAGE = MESSAGES.parent
DUTCH = MESSAGES / "nl"
COMPILED = DUTCH / "cmo_coder.mo"

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Key = tuple[str, str]
"""What gettext looks a text up by: its context ("" for none) and its singular, the message id."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text: the file and line it stands at, its context, and its forms (one, or singular and plural)."""

    where: str
    context: str
    forms: tuple[str, ...]

    @property
    def key(self) -> Key:
        """The context and the singular."""
        return self.context, self.forms[0]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a catalogue: the text and its Dutch forms."""

    text: Text
    dutch: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with the catalogues, one line for each thing."""

    doubled: tuple[str, ...]
    untranslated: tuple[str, ...]
    placeholders: tuple[str, ...]
    unused: tuple[str, ...]


def texts_of_code(package: Path = PACKAGE) -> tuple[Text, ...]:
    """Return every text wrapped in `_`, `N_`, `ngettext` or `pgettext` in the Python files under `package`."""
    texts = []
    for name, line, found, _comments, context in extract_from_dir(package, [("**.py", "python")], keywords=KEYWORDS):
        forms = (found,) if isinstance(found, str) else tuple(found)
        if forms[0]:
            texts.append(Text(f"{package.name}/{name}:{line}", context or "", forms))
    return tuple(texts)


def entries(folder: Path = DUTCH) -> tuple[Entry, ...]:
    """Return the entries of all .po files in `folder`, file by file."""
    return tuple(entry for path in sorted(folder.glob("*.po")) for entry in _entries_of(path))


def _entries_of(path: Path) -> Iterator[Entry]:
    for message in read_po(io.BytesIO(path.read_bytes()), locale="nl", abort_invalid=True):
        if message.id:
            text = Text(f"{path.name}:{message.lineno}", message.context or "", _forms(message.id))
            yield Entry(text, _forms(message.string))


def _forms(of: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (of or "",) if of is None or isinstance(of, str) else tuple(form or "" for form in of)


def keys_as_written(path: Path) -> Iterator[Key]:
    """Yield context and message id of each entry of a .po file, doubles included (Babel's reader folds those)."""
    context, collecting, parts = "", "", list[str]()
    for line in [*path.read_text("utf-8").splitlines(), "msgstr"]:
        word, _, rest = line.strip().partition(" ")
        if word.startswith('"'):
            word, rest = collecting, line.strip()
        elif word.startswith("msg"):
            if collecting == "msgid" and any(parts):
                yield context, "".join(parts)
            if collecting == "msgid":
                context = ""
            elif collecting == "msgctxt":
                context = "".join(parts)
            collecting, parts = word, []
        if word in ("msgid", "msgctxt") and rest:
            parts.append(ast.literal_eval(rest))


def compiled(found: tuple[Entry, ...]) -> bytes:
    """Return the bytes of the merged .mo file: sorted, undated, so that the same entries give the same bytes."""
    merged = Catalog(locale="nl", project="cmo-coder", version="1", creation_date=_EPOCH, revision_date=_EPOCH)
    for entry in found:
        if all(entry.dutch):
            forms = entry.text.forms
            merged.add(
                forms if len(forms) > 1 else forms[0],
                entry.dutch if len(forms) > 1 else entry.dutch[0],
                context=entry.text.context or None,
            )
    body = io.BytesIO()
    write_mo(body, merged)
    return body.getvalue()


def check(texts: tuple[Text, ...], found: tuple[Entry, ...], folder: Path = DUTCH) -> Findings:
    """Compare the texts of the code with the entries of the catalogues in `folder`."""
    written = Counter(key for path in sorted(folder.glob("*.po")) for key in keys_as_written(path))
    by_key = {entry.text.key: entry for entry in found}
    used = {text.key for text in texts}
    untranslated = []
    for text in texts:
        entry = by_key.get(text.key)
        if entry is None or not all(entry.dutch):
            untranslated.append(f"{text.where}: no Dutch for {text.forms[0]!r}")
        elif len(entry.dutch) < len(text.forms):
            untranslated.append(f"{entry.text.where}: no Dutch plural for {text.forms[0]!r}")
    return Findings(
        doubled=tuple(f"defined {n} times: {key[1]!r}" for key, n in written.items() if n > 1),
        untranslated=tuple(untranslated),
        placeholders=tuple(
            f"{entry.text.where}: other placeholders in {dutch!r}"
            for entry in found
            for form, dutch in zip(_spread(entry), entry.dutch, strict=True)
            if dutch and placeholders(form) != placeholders(dutch)
        ),
        unused=tuple(
            f"{entry.text.where}: not in the code: {entry.text.forms[0]!r}"
            for entry in found
            if entry.text.key not in used
        ),
    )


def _spread(entry: Entry) -> tuple[str, ...]:
    """The English form to lay beside each Dutch form (a singular entry has one of each)."""
    return entry.text.forms[: len(entry.dutch)]


def placeholders(text: str) -> frozenset[str]:
    """Return the names in braces: `{"n", "path"}` for "{n} files in {path}"."""
    return frozenset(_PLACEHOLDER.findall(text))


def main() -> int:
    """Compile, report, and return the exit code."""
    found = entries()
    body = compiled(found)
    if not COMPILED.exists() or COMPILED.read_bytes() != body:
        COMPILED.write_bytes(body)
    findings = check(texts_of_code(), found)
    for line in (*findings.doubled, *findings.placeholders, *findings.untranslated, *findings.unused):
        print(line)
    missing, unused = len(findings.untranslated), len(findings.unused)
    print(f"{COMPILED.name}: {len(found)} entries; {missing} texts without Dutch, {unused} entries unused")
    return 1 if findings.doubled or findings.placeholders or findings.untranslated else 0


if __name__ == "__main__":
    sys.exit(main())
