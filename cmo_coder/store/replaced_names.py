"""What pseudonymising makes of each row: names replaced in every word that people wrote, spans moved along."""

from __future__ import annotations

import json
import re
import typing
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import accumulate
from typing import Any

from cmo_coder.model.base import ENTITIES
from cmo_coder.names.lists import several
from cmo_coder.names.replacing import Match, Matcher, Named
from cmo_coder.store import name_choices
from cmo_coder.store.originals import ALONE
from cmo_coder.store.reading import Reading
from cmo_coder.store.rewriting import all_rows
from cmo_coder.store.rows import Plain
from cmo_coder.store.tables import hints_of, without_none
from cmo_coder.store.texts import sha256_of
from cmo_coder.text.edits import Edits, apply_edits, shift_spans
from cmo_coder.text.spans import CONTEXT, Span

NOT_WORDS = several("""
    id sha256 source_sha256 at date colour key provider provider_version rule object_type object_id language
""")
"""Fields that hold no words of people, or no words that may be changed."""

_COARSE = frozenset(("source_name", "label"))
"""Fields in which a name may stand in lower case, even one that is also a word: names of files, labels of speakers."""

_SPANS = ("fragment", "suggestion")
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class NewText:
    """A text version before and after."""

    old: str
    new: str
    sha256: str
    edits: Edits

    @cached_property
    def places(self) -> tuple[list[int], list[int], list[int]]:
        """Where the edits start and end, and by how much the text has grown before each."""
        grown = [0, *accumulate(len(edit.inserted) - len(edit.deleted) for edit in self.edits)]
        return [edit.position for edit in self.edits], [edit.end for edit in self.edits], grown

    def moved(self, span: Span, *, follow: bool) -> Span | None:
        """Where one span lies: of thousands of edits only those within it are looked at, the others only move it."""
        starts, ends, grown = self.places
        first = bisect_right(ends, span.start)
        inside = self.edits[first : bisect_left(starts, span.end, first)]
        (there,) = shift_spans([span], inside, follow=follow)
        by = grown[first]
        return there if there is None or not by else Span(there.start + by, there.end + by)


class ReplacedNames:
    """A rewriter: names become their replacements.

    `documents` narrows the transcripts (everything else that people wrote is rewritten all the same); `kept` are places
    (text version and start, in code points) at which a word is left as it is.
    """

    def __init__(
        self,
        reading: Reading,
        names: Sequence[Named],
        documents: Collection[str] | None = None,
        kept: Collection[tuple[str, int]] = (),
    ) -> None:
        self._matcher = Matcher(names)
        self._coarse = Matcher(names, any_case=True)
        self._fields = {table: _fields_of(table) for table in ENTITIES}
        self.texts: dict[str, NewText] = {}
        self.touched: set[str] = set()
        self._known: set[str] = set()
        self._read_texts(reading, documents, set(kept))
        self._labels = self._new_labels(reading)

    @property
    def places(self) -> int:
        """How many places in texts in force and of before are replaced."""
        return sum(len(text.edits) for text in self.texts.values())

    def _read_texts(self, reading: Reading, documents: Collection[str] | None, kept: set[tuple[str, int]]) -> None:
        of_version = {row["id"]: row for row in all_rows(reading, "text_version")}
        stored = {row[0] for row in reading.rows("stored hashes", _hashes)}
        for version_id, row in of_version.items():
            if row["sha256"] in stored:
                self._known.add(version_id)
            if row["sha256"] not in stored or (documents is not None and row["document_id"] not in documents):
                continue
            old = reading.stored_text(row["sha256"])

            def wanted(match: Match, version_id: str = version_id) -> bool:
                return (version_id, match.start) not in kept

            edits = self._matcher.edits(old, wanted)
            if edits:
                new = apply_edits(old, edits)
                self.texts[version_id] = NewText(old, new, sha256_of(new), edits)
                self.touched.add(row["document_id"])

    def _new_labels(self, reading: Reading) -> dict[tuple[str, str], str]:
        """The labels of speakers after replacing; of two that become the same the second is numbered."""
        made: dict[tuple[str, str], str] = {}
        taken: dict[str, set[str]] = defaultdict(set)
        rows = sorted(all_rows(reading, "speaker"), key=lambda row: (row["document_id"], row["label"]))
        for row in rows:
            document, label = row["document_id"], row["label"]
            if (document, label) in made:
                continue
            wanted = after = self._coarse.replaced(label)
            nr = 2
            while after in taken[document]:
                after, nr = f"{wanted} ({nr})", nr + 1
            taken[document].add(after)
            made[document, label] = after
        return made

    # What a rewriter answers

    def concerns(self, table: str, logged: str) -> bool:
        """Rows with spans, and rows in which a word stands that a name begins with."""
        if table in ("text_version", "turn", "speaker", "document", "original", *_SPANS):
            return True
        return self._coarse.may_stand_in(logged)

    def words(self, text: str) -> str:
        """Free words with the names replaced."""
        return self._matcher.replaced(text) if text else text

    def setting(self, key: str, value: str) -> str | None:
        """What somebody was typing and had not saved is dropped, and which files were loaded; what was chosen for the
        names goes with them; other values are rewritten.
        """
        if key.startswith(("draft", ALONE)):
            return None  # with the hash of a file one could try names until it fits
        return self._choices(value) if key == name_choices.KEY else self._json_or_words(value)

    def _choices(self, value: str) -> str:
        before = name_choices.read_choices(value)
        left = {name: one for name, one in before.names.items() if self._matcher.replaced(one.name) == one.name}
        own = tuple(one for one in before.own if self._matcher.replaced(one.words) == one.words)
        kept = frozenset((version, self._moved_place(version, start)) for version, start in before.kept)
        return name_choices.written(replace(before, names=left, own=own, kept=kept))

    def _moved_place(self, version: str, start: int) -> int:
        text = self.texts.get(version)
        return start if text is None else shifted(Span(start, start + 1), text).start

    def row(self, table: str, row: Plain) -> Plain:
        """A row with the names replaced and its spans moved along."""
        version = row["id"] if table == "text_version" else row.get("text_version_id")
        text = self.texts.get(str(version))
        # A quote is read from its text anew; only where the text is gone, or says something else, by itself.
        quoted = table == "fragment" and text is None and version in self._known
        if table == "text_version" and text is not None:
            row |= {"sha256": text.sha256, "length": len(text.new)}
        elif table == "turn" and text is not None:
            row |= moved_turn(row, text)
        elif table in _SPANS and text is not None:
            quoted = text.old[row["start"] : row["end"]] == row.get("quote")
            row |= moved_span(row, text, quoted=quoted)
        elif table == "document" and row["id"] in self.touched:
            row["source_sha256"] = ""
        elif table == "original" and row["document_id"] in self.touched:
            # The hash of the file would let somebody try names until it fits.
            row["sha256"] = ""
        for name, many in self._fields.get(table, ()):
            if quoted and name in ("quote", "prefix", "suffix"):
                continue
            value = row.get(name)
            if value:
                row[name] = self._value(table, name, value, many, row)
        if table == "fragment" and not quoted:
            row |= self._without_cut_names(row)
        return row

    def _value(self, table: str, name: str, value: Any, many: bool, row: Plain) -> Any:
        if many:
            return [self._matcher.replaced(one) for one in value]
        if table == "speaker" and name == "label":
            return self._labels.get((row["document_id"], value), value)
        if name in _COARSE:
            return self._coarse.replaced(value)
        return self._json_or_words(value)

    def _without_cut_names(self, row: Plain) -> Plain:
        """A name that the border of the context cuts in two is no name that could be found: that context goes."""
        first, last = _LETTERS.findall(row["prefix"])[:1], _LETTERS.findall(row["suffix"])[-1:]
        made: Plain = {}
        if first and self._matcher.is_part(first[0]):
            made["prefix"] = ""
        if last and self._matcher.is_part(last[0]):
            made["suffix"] = ""
        return made

    def _json_or_words(self, value: str) -> str:
        if value[:1] in "{[":
            try:
                told = json.loads(value)
            except ValueError:
                return self._matcher.replaced(value)
            after = self._in_json(told)
            return value if after == told else json.dumps(after, ensure_ascii=False)
        return self._matcher.replaced(value)

    def _in_json(self, told: Any) -> Any:
        if isinstance(told, str):
            return self._matcher.replaced(told)
        if isinstance(told, list):
            return [self._in_json(one) for one in told]
        if isinstance(told, dict):
            return {self._matcher.replaced(key): self._in_json(value) for key, value in told.items()}
        return told


def word_fields(table: str) -> tuple[str, ...]:
    """The fields of a table in which people write."""
    return tuple(name for name, _many in _fields_of(table))


@cache
def _fields_of(table: str) -> tuple[tuple[str, bool], ...]:
    if table in ("coder",):
        return ()  # the team itself: its names stay
    found = []
    for name, hint in hints_of(ENTITIES[table]).items():
        hint, _nullable = without_none(hint)
        if name in NOT_WORDS or typing.get_origin(hint) is typing.Annotated:
            continue
        if hint is str:
            found.append((name, False))
        elif typing.get_origin(hint) is tuple:
            found.append((name, True))
    return tuple(found)


def _hashes() -> Any:
    import sqlalchemy as sa

    from cmo_coder.store.tables import STORED_TEXT

    return sa.select(STORED_TEXT.c.sha256)


def widened(span: Span, text: NewText) -> Span:
    """A span with the whole of a name of which it holds a part: what is replaced is replaced as one."""
    start, end = span.start, span.end
    edits, (starts, _ends, _grown) = text.edits, text.places
    nr = bisect_right(starts, start) - 1
    if nr >= 0 and edits[nr].position < start < edits[nr].end:
        start = edits[nr].position
    nr = bisect_right(starts, end - 1) - 1
    if nr >= 0 and edits[nr].position < end < edits[nr].end:
        end = edits[nr].end
    return Span(start, end)


def shifted(span: Span, text: NewText, *, shrink: bool = False) -> Span:
    """Where a span lies after replacing; it never loses its words, for every name has a replacement.

    With `shrink` a span that only begins or ends in what is replaced keeps to the words that stay, if there are any.
    """
    if shrink:
        kept = text.moved(span, follow=False)
        if kept is not None and kept.of(text.new).strip():
            return kept
    moved = text.moved(widened(span, text), follow=True)
    assert moved is not None
    return moved


def moved_span(row: Mapping[str, Any], text: NewText, *, quoted: bool, shrink: bool = False) -> Plain:
    """The place of a fragment or suggestion after an edit, and its quote read anew where it was `quoted`."""
    span = shifted(Span(row["start"], row["end"]), text, shrink=shrink)
    made: Plain = {"start": span.start, "end": span.end, "text_length": len(text.new)}
    if quoted:
        made["quote"] = span.of(text.new)
        made["prefix"] = text.new[max(0, span.start - CONTEXT) : span.start]
        made["suffix"] = text.new[span.end : span.end + CONTEXT]
    return made


def moved_turn(row: Mapping[str, Any], text: NewText) -> Plain:
    """The place of a turn after an edit."""
    whole = shifted(Span(row["start"], row["end"]), text)
    words = whole.end
    if row["text_start"] < row["end"]:
        words = shifted(Span(row["text_start"], row["end"]), text).start
    return {"start": whole.start, "end": whole.end, "text_start": max(words, whole.start)}
