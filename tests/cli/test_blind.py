"""A coder who works blind runs every command: none tells of the work of the other, by a word or by a number."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from cmo_coder.cli.main import main, parser
from tests.store.blind_case import MARK, BlindStudy

READS: tuple[tuple[str, ...], ...] = (
    ("study", "show"),
    ("documents", "list"),
    ("documents", "show", "Gesprek"),
    ("documents", "versions", "Gesprek"),
    ("documents", "text", "Gesprek"),
    ("documents", "speaker", "Gesprek", "--help"),
    ("codebook", "list"),
    ("codebook", "list", "--json"),
    ("codebook", "export", "FILE.yaml"),
    ("codebook", "export", "FILE.csv"),
    ("code", "list"),
    ("code", "list", "Gesprek"),
    ("review", "list"),
    ("search", "buren"),
    ("search", "slaap"),
    ("search", "buren", "--in-code", "niemand kennen"),
    ("search", "nooit", "--uncoded"),
    ("search", "ik", "--role", "M_red", "--json"),
    ("claims", "list"),
    ("claims", "list", "--json"),
    ("configurations", "list"),
    ("configurations", "show", "1"),
    ("elements", "list"),
    ("elements", "list", "--json"),
    ("agreement",),
    ("agreement", "--as", "now", "--json"),
    ("rounds", "show"),
    ("theories", "list"),
    ("theories", "list", "--json"),
    ("contradictions",),
    ("contradictions", "--json"),
    ("contradictions", "list"),
    ("checks", "list"),
    ("checks", "list", "--json"),
    ("stories",),
    ("stories", "figure", "Noord", "FILE.html"),
    ("report",),
    ("report", "--methods"),
    ("report", "FILE.html"),
    ("strategies", "list"),
    ("strategies", "alike"),
    ("rounds", "list"),
    ("stories", "list"),
    ("patterns", "list"),
    ("configurations", "slots", "--json"),
    ("memos", "list"),
    ("decisions", "list"),
    ("documents", "print", "Gesprek", "FILE.html"),
    ("chains", "FILE.svg"),
    ("export", "--list"),
    ("export", "--all", "FOLDER", "--format", "md"),
    ("export", "--all", "FOLDER2", "--format", "json"),
    ("trace", "De buren komen langs."),
    ("trace", "Ik kende niemand."),
    ("dump", "FILE.jsonl"),
    ("suggest", "Gesprek"),
    ("suggest", "Gesprek", "--unit", "turn", "--json"),
    ("suggest", "--code", "niemand kennen", "--json"),
    ("suggest", "Gesprek", "--links"),
    ("suggest", "--claim", "1"),
    ("suggest", "--configuration", "1", "--json"),
    ("code", "alike", "De buren komen langs", "--json"),
    ("codebook", "alike", "niemand kennen", "--json"),
    ("pseudonymise", "find"),
    ("verify",),
    ("log",),
)
"""Every command that reads, in the ways that show most."""

SHOWN = ("configurations list", "dump FILE.jsonl", "elements list", "log", "claims list --json")
"""Commands in which the work of the other is seen once both are done."""

WRITES = """
new open demo delete undo redo backup import evaluate load agreement hand-out take-in search
study edit|study round|study case|study respondent|study coder|study theme
documents edit|documents diff|documents restore|documents remove|documents original|documents drop-original
survey show|survey mapping|survey load|theories diff
codebook ready|codebook import|codebook add|codebook edit|codebook move|codebook merge|codebook archive|codebook remove
code add|code remove|codebook split|review accept|review move|review drop|claims add|claims link
configurations add|configurations status|configurations relate|configurations slot
elements add|elements assign|elements version|elements merge|elements split|elements strategy|elements status
rounds hand|rounds sample|rounds done|rounds again|rounds unblind
pseudonymise choose|pseudonymise apply|pseudonymise undo|pseudonymise residue|pseudonymise key|respondents withdraw
theories add|theories version|theories promote|stories add
checks add|contradictions context|contradictions leave|documents turn
codebook keywords|claims set|elements search|elements condition|strategies same|strategies different|strategies omkering
strategies confirm|patterns add|patterns search|patterns write|memos add|memos edit
memos write|decisions add|decisions write
"""
"""Commands that write, or that read something else than the project."""


def leaves(node: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> list[str]:
    """Every command by its words."""
    subs = [action for action in node._actions if isinstance(action, argparse._SubParsersAction)]
    if not subs:
        return [" ".join(words)]
    return [leaf for sub in subs for name, child in sub.choices.items() for leaf in leaves(child, (*words, name))]


def test_every_command_is_walked_or_only_writes() -> None:
    lines = WRITES.strip().splitlines()
    known = {*lines[0].split(), *(one for line in lines[1:] for one in line.split("|"))}
    known |= {" ".join(words[:n]) for words in READS for n in (1, 2)}
    assert [one for one in leaves(parser()) if one not in known] == []


def walk(
    place: str, folder: Path, capsys: pytest.CaptureFixture[str], commands: Sequence[Sequence[str]] = READS
) -> dict[str, str]:
    """What every command says and writes."""
    folder.mkdir()
    said = {}
    for words in commands:
        made = [str(folder / one) if one.startswith(("FILE", "FOLDER")) else one for one in words]
        with suppress(SystemExit):  # of --help
            main([*made, "-p", place, "--coder", "Anna"])
        out = capsys.readouterr()
        text = out.out + out.err
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                text += f"\n{path.name}\n{path.read_text()}"
                path.unlink()
        said[" ".join(words)] = text.replace(str(folder), "")
    return said


def test_no_command_tells_of_the_work_of_the_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = BlindStudy(tmp_path / "wijk.cmo")
    place = str(tmp_path / "wijk.cmo")
    before = walk(place, tmp_path / "one", capsys)
    study.bram_works()
    after = walk(place, tmp_path / "two", capsys)
    assert "Slaapt weer" in before["configurations list"] and "Memo van Anna" in before["dump FILE.jsonl"]
    for words, text in after.items():
        assert MARK not in text.casefold(), words
        if words != "log":  # in the log stands that Bram was done, and began again
            assert same(text) == same(before[words]), words
    study.all_done()
    shown = [one for one in READS if " ".join(one) in SHOWN]
    for words, text in walk(place, tmp_path / "three", capsys, shown).items():
        assert MARK in text.casefold(), words
    study.project.close()


def same(text: str) -> str:
    """A text without what changes with every change: the number of the last one in the stamp of a table, and moments
    (Bram was done meanwhile, and began again).
    """
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z?", "", text)
    return re.sub(r"(stand|state|wijziging|change)( |: |\":\s*)\d+", r"\1", text)
